"""Lists of values: names and values that stand in two lists, nouns and comparisons that are said once for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.indicators import noun_kind
from extractors.shared_names import DEEDS, GRADED, are_places, names_of
from extractors.target_candidates import COUNTED, EXTENT, Draft
from extractors.target_parts import share_parts

# 实施东城新区100个、西城新区60个重点项目; 国家级2个、省级10个绿色园区: places and grades share the noun of the last.
SITE = regex.compile(
    r"(?:国家|省|市|县|区|乡镇|村)级|\p{Han}{2,8}(?:新区|开发区|高新区|经开区|园区|新城|组团|片区|街道|[市县区旗镇乡])"
)
# 新建、改造|管网分别达到: the verbs of a list before its noun.
_DEEDS_BEFORE = regex.compile(rf"(?:(?:{DEEDS})(?:、|和|及|与)){{1,4}}(?:新建|改建|扩建|改扩建|改造|续建|维修)?$")
_RESPECTIVELY = regex.compile(r"分别|依次(?=[达为增下提降新完])")
_TOLD = regex.compile(r"(?:完成|实现|达到|新增|新建|建成|培育|引进|培训|改造)(?=\p{Han}{2})")
_BUILT_BEFORE = regex.compile(r"(?:新建|新增|在建)$")
_CONTRASTS_BUILT = regex.compile(r"既有|存量|改建|扩建|已建")


def share_lists(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with names, nouns and comparisons of their lists put in."""
    listed = _share_last_noun(_go_on_with_names(_share_parallel(text, _refer_back(text, drafts))))
    return _share_comparison(share_parts(text, listed))


def _refer_back(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """``接待游客2000万人次、实现旅游收入300亿元,分别增长12%和15%``: each change belongs to one of the values before."""
    result = list(drafts)
    for position, draft in enumerate(drafts):
        if draft.phrase.has_noun or not _says_respectively(text, draft):
            continue
        count = 1
        while position + count < len(drafts) and _continues(drafts[position + count]):
            count += 1
        before = drafts[max(0, position - count) : position]
        alike = len(before) == count > 1 and all(one.sentence == draft.sentence for one in before)
        if not alike or len({one.noun for one in before}) < count:
            continue
        for place, one in enumerate(before):
            result[position + place] = replace(
                drafts[position + place],
                noun=one.noun,
                measure=draft.measure,
                phrase=draft.phrase,
                rule="parallel",
                place=(place, count),
            )
    return result


def _share_parallel(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """``A率和B率分别达到90%和80%``: names and values that stand in two lists are matched one to one."""
    result = list(drafts)
    for position, draft in enumerate(drafts):
        if draft.phrase.shape == "empty" or not draft.phrase.has_noun:
            continue
        graded = GRADED.match(draft.noun) and "级、" in draft.noun
        # 原油、天然气产量稳定在500和50万吨; 播种面积和产量稳定在300万亩、15亿斤
        shared = draft.quantity.rule == "shared_unit" or _measures_two(draft, drafts[position + 1 : position + 2])
        if not graded and not shared and not _says_respectively(text, draft):
            continue
        run = [position]
        while run[-1] + 1 < len(drafts) and _continues(drafts[run[-1] + 1]):
            run.append(run[-1] + 1)
        if any(_has_right(drafts[index]) for index in run[:-1]):
            continue
        names = _names(text, draft, len(run)) if len(run) > 1 or not graded else []
        if (graded or not _says_respectively(text, draft)) and not names:
            continue
        behind = _noun_behind(drafts[run[-1]]) if len(run) > 1 else ""
        if behind and (are_places(names) or draft.noun == draft.phrase.verb):
            # 甲市、乙市分别建成2个、3个园区; 分别新增500、1.2万家企业
            names = [name + behind for name in names or [""] * len(run)]
        measure = draft.measure
        if names and draft.phrase.change == "level" and noun_kind(names[-1]) == "level":
            # 实现新建建筑和既有建筑能耗分别不高于: 新建 is no verb of the number.
            measure = "level" if draft.quantity.unit != "百分点" else measure
        for place, index in enumerate(run):
            result[index] = replace(
                drafts[index],
                noun=names[place] if names else draft.noun,
                measure=measure,
                phrase=replace(draft.phrase, scope="") if place and _is_of_first(draft, names) else draft.phrase,
                rule="parallel",
                place=(place, len(run)),
            )
    return result


def _measures_two(draft: Draft, behind: Sequence[Draft]) -> bool:
    """Whether two things that are measured have two values of different kinds."""
    return (
        bool(behind)
        and _continues(behind[0])
        and behind[0].quantity.kind != draft.quantity.kind
        and draft.phrase.shape == "predicate"
        and draft.phrase.change == "level"
        and noun_kind(draft.noun) == "level"
    )


def _go_on_with_names(drafts: Sequence[Draft]) -> list[Draft]:
    """``A和B收入分别达到6万元和3万元,年均增长6%和7%``: the second list of values belongs to the names of the first."""
    result = list(drafts)
    for position, draft in enumerate(drafts):
        count = draft.place[1]
        first = position + 1  # where the second list begins, if the first ends here
        if draft.rule != "parallel" or count < 2 or draft.place[0] != count - 1 or first + count > len(drafts):
            continue
        before, after = result[first - count : first], drafts[first : first + count]
        alone = not after[0].phrase.has_noun and after[0].seg.boundary == "," and after[0].rule != "parallel"
        listed = all(_continues(one) for one in after[1:])
        ends = first + count == len(drafts) or not _continues(drafts[first + count])
        if not (alone and listed and ends and after[0].sentence == draft.sentence):
            continue
        if any(_has_right(one) for one in after) or len({one.noun for one in before}) < count:
            continue
        for place, one in enumerate(before):
            result[first + place] = replace(
                after[place],
                noun=one.noun,
                measure=after[0].measure,
                phrase=after[0].phrase,
                rule="parallel",
                place=(place, count),
            )
    return result


def _names(text: str, draft: Draft, count: int) -> list[str]:
    """The names of a list before ``分别``, with what the reading took for a verb put back."""
    noun, _, rest = draft.noun.removesuffix("依次").partition("分别")
    done = draft.phrase.verb if draft.phrase.shape == "verb" and draft.noun.endswith(("市", "县", "区")) else ""
    rest = rest or done
    told = _TOLD.match(rest)
    counted = draft.quantity.kind in COUNTED or draft.quantity.kind in EXTENT
    if told and draft.quantity.kind != "percent" and (counted or noun_kind(rest)):
        # 新建、续建项目分别完成投资100亿元、200亿元; 甲县、乙县分别完成造林5万亩、3万亩
        return [
            name + rest[told.end() :]
            for name in _names(text, replace(draft, noun=noun, phrase=replace(draft.phrase, verb="")), count)
        ]
    start = draft.phrase.noun_start
    start += text.startswith("、", start)
    deeds = _DEEDS_BEFORE.search(text, max(draft.seg.left_start, start - 16), start)
    if deeds and text.startswith(noun[:2], start):
        names = names_of(deeds.group() + noun, count)
        if names:
            return names
    built = _BUILT_BEFORE.search(text, max(draft.seg.left_start, start - 4), start)
    names = names_of(noun, count)
    if built and names and _CONTRASTS_BUILT.match(names[1] if count > 1 else ""):
        # 实现|新建|建筑和既有建筑能耗
        names[0] = built.group() + names[0]
    return names


def _noun_behind(draft: Draft) -> str:
    """The noun behind the last number of a list of counts; empty where there is none."""
    counted = draft.quantity.kind in COUNTED or draft.quantity.kind in EXTENT
    return draft.noun if counted and _has_right(draft) and len(draft.noun) >= 2 else ""


def _is_of_first(draft: Draft, names: Sequence[str]) -> bool:
    """Whether the place that the phrase names opens the first name alone."""
    scope = draft.phrase.scope
    return bool(scope and names and names[0].startswith(scope) and not names[-1].startswith(scope))


def _continues(draft: Draft) -> bool:
    return draft.seg.listed and draft.phrase.shape == "empty"


def _has_right(draft: Draft) -> bool:
    return draft.seg.right_end > draft.seg.right_start


def _says_respectively(text: str, draft: Draft) -> bool:
    near = max(draft.seg.left_start, draft.seg.left_end - 30)
    return "分别" in draft.phrase.each or bool(_RESPECTIVELY.search(text, near, draft.seg.left_end))


def _share_last_noun(drafts: Sequence[Draft]) -> list[Draft]:
    """``给予100万元、300万元、500万元奖励``: the noun behind the last number is that of the whole list."""
    result = list(drafts)
    behind_site = ""  # what the places of a list share
    shared = False  # whether the draft behind took the last one's noun
    for position in range(len(drafts) - 2, -1, -1):
        this, after = result[position], result[position + 1]
        graded = GRADED.match(after.noun)
        if graded and GRADED.fullmatch(this.noun) and _continues(after):
            # 建成10个国家级、100个省级示范园
            result[position] = replace(this, noun=this.noun + after.noun[graded.end() :])
            continue
        behind_site = _behind_site(after) or behind_site
        if behind_site and SITE.fullmatch(this.noun) and after.seg.listed and not _has_right(this):
            result[position] = replace(this, noun=this.noun + behind_site)
            continue
        behind_site = ""
        if _verb_alone(this) and _verb_before_noun(after) and this.quantity.unit == after.quantity.unit:
            # 新建5万亩、改造提升3万亩高标准农田
            result[position] = replace(this, noun=after.noun, measure=after.measure)
            continue
        bare = this.phrase.shape in ("verb", "empty") and not _has_right(this)
        shared = bare and _continues(after) and (_has_right(after) or shared)
        if shared:
            result[position] = replace(this, noun=after.noun)
    return result


def _verb_alone(draft: Draft) -> bool:
    """Whether nothing but the verb stands left of the number and nothing right of it."""
    return draft.phrase.shape == "verb" and draft.noun == draft.phrase.verb and not _has_right(draft)


def _verb_before_noun(draft: Draft) -> bool:
    """Whether the next of a list says its own verb and has the noun behind it."""
    return draft.seg.listed and draft.phrase.shape == "verb" and _has_right(draft)


def _behind_site(draft: Draft) -> str:
    """What is counted at the place that opens the noun; empty where none does."""
    site = SITE.match(draft.noun)
    return draft.noun[site.end() :] if site and _has_right(draft) else ""


def _share_comparison(drafts: Sequence[Draft]) -> list[Draft]:
    """``给予最高300万元、800万元``: a ceiling before the first number holds for the list, as does ``分别不低于``.

    以上 behind the last number surely binds that one only, and is not shared.
    """
    result = list(drafts)
    for position in range(1, len(result)):
        before, this = result[position - 1].quantity, result[position]
        said_before = before.comparator not in ("=", "range") and before.expr_start < before.start
        shared = said_before and (this.place[0] > 0 or (before.comparator == "<=" and _continues(this)))
        if shared and this.quantity.comparator == "=":
            quantity = replace(
                this.quantity,
                comparator=before.comparator,
                expr_start=min(this.quantity.start - 1, this.quantity.expr_start),
            )
            result[position] = replace(this, quantity=quantity)
    return result
