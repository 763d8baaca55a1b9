"""Lists of values: names and values that stand in two lists, nouns and comparisons that are said once for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.indicators import noun_kind
from extractors.lexicon import words
from extractors.target_candidates import Draft

_SEPARATORS = tuple(
    regex.compile(pattern) for pattern in ("、|和(?![美谐平睦])|以及|及|与", "、", "和(?![美谐平睦])|及|与")
)
# 国家级、省级孵化器: the grades differ, the noun is said once.
_GRADED = regex.compile(r"(?:[十百千万]亿|国家|省|市|县|区|州|乡镇|村|世界|自治区|国际)级")
_SHARED_TAIL = regex.compile(r"(?:减排量|排放总量|排放量|排放强度|平均浓度|浓度|使用量|消费量|产量)$")
# 实施东城新区100个、西城新区60个重点项目: places that share the noun of the last.
SITE = regex.compile(r"\p{Han}{2,8}(?:新区|开发区|高新区|经开区|园区|新城|组团|片区|街道|[市县区旗镇乡])")
_GENERAL_HEAD = regex.compile(
    r"(?:案件|事故|产品|企业|项目|人员|人口|专利|商标|作物|车辆|住房|产业|用地|污水|垃圾|机构|床位|贷款|存款|投资|消费|贸易|货物|旅客)$"
)
_PER_OUTPUT = regex.compile(
    r"(?P<of>\p{Han}{0,12}(?:增加值|产值|GDP|生产总值|产品|建筑面积|单位面积))(?:综合)?(?:能耗|电耗|水耗|能源消耗)$"
)
_PER_OUTPUT_TOO = regex.compile(r"碳排放|二氧化碳排放|水耗|用水量|电耗|物耗|取水量|能耗|碳排放强度|二氧化碳排放量")
_KIND_OF_THING = regex.compile(r"(?:产业集群|产业链|产业|企业|产品|居民|项目|行业|装备|材料|车辆)(?=\p{Han}{2})")
# Two names in one word.
_PAIR_WORDS = {"城乡": ("城镇", "农村"), "存贷款": ("存款", "贷款"), "供排水": ("供水", "排水")}
_PAIRS = regex.compile("城乡(?=居民|人均|常住)|存贷款|供排水")
_DEED_OF_HEAD = regex.compile(r"(?:综合利用|使用|利用|处理|处置|回收|消费|生产|覆盖|供应|收集|治理|销售|装机|排放)$")
_OPENS_MEASURE = regex.compile(r"(?:(?<=[)）])\p{Han}{2}|单位\p{Han}{2}|万元|人均|平均|每)")
_ORDINAL = regex.compile(r"第?[一二三](?:次产业|产)?")
_OF_ORDINAL = regex.compile(r"^第?[一二三](?:次产业|产业|产)")
_CONTRASTED = regex.compile(
    r"城镇|农村|城市|县城|乡村|城区|市区|县域|陆域|海域|男性|女性|中央|地方|国有|民营|新建|既有"
)
# What qualifies the first name of a list and is not said again.
_SHARED_HEAD = regex.compile(
    r"规上企业|规上工业企业|规模以上工业企业|规模以上工业|公共机构|城镇居民|农村居民|全市|全省|城区|城市|农村"
)


def share_lists(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with names, nouns and comparisons of their lists put in."""
    return _share_comparison(_share_last_noun(_share_parallel(text, _refer_back(text, drafts))))


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
        graded = _GRADED.match(draft.noun) and "级、" in draft.noun
        if not graded and not _says_respectively(text, draft):
            continue
        run = [position]
        while run[-1] + 1 < len(drafts) and _continues(drafts[run[-1] + 1]):
            run.append(run[-1] + 1)
        if any(_has_right(drafts[index]) for index in run[:-1]):
            continue
        names = _names(draft.noun.partition("分别")[0], len(run)) if len(run) > 1 or not graded else []
        if graded and not names:
            continue
        for place, index in enumerate(run):
            result[index] = replace(
                drafts[index],
                noun=names[place] if names else draft.noun,
                measure=draft.measure,
                phrase=draft.phrase,
                rule="parallel",
                place=(place, len(run)),
            )
    return result


def _continues(draft: Draft) -> bool:
    return draft.seg.listed and draft.phrase.shape == "empty"


def _has_right(draft: Draft) -> bool:
    return draft.seg.right_end > draft.seg.right_start


def _says_respectively(text: str, draft: Draft) -> bool:
    near = text[max(draft.seg.left_start, draft.seg.left_end - 30) : draft.seg.left_end]
    return "分别" in draft.phrase.each or "分别" in near


def _names(noun: str, count: int) -> list[str]:
    """``noun`` split into ``count`` names, or an empty list where that cannot be done for sure."""
    for separator in _SEPARATORS:
        names = [name for name in separator.split(noun) if name]
        if len(names) == count:
            return _completed(names)
    pair = _PAIRS.search(noun)
    if pair and count == 2:
        # 城乡居民收入分别增长6%和7%
        return [noun[: pair.start()] + word + noun[pair.end() :] for word in _PAIR_WORDS[pair.group()]]
    return []


def _completed(names: list[str]) -> list[str]:
    """Names of a list with what is said only once: 公共机构单位建筑面积能耗和人均综合能耗, 城镇和农村居民收入."""
    last = names[-1]
    if all(_ORDINAL.fullmatch(name) for name in names[:-1]) and _OF_ORDINAL.match(last):
        # 一、二、三产业增加值分别增长4%、7%、8%
        tail = _OF_ORDINAL.sub("", last)
        return [f"第{name[-1]}产业{tail}" for name in (*names[:-1], last.lstrip("第")[:1])]
    graded = _GRADED.match(last)
    if graded and all(_GRADED.fullmatch(name) for name in names[:-1]):
        return [*(name + last[graded.end() :] for name in names[:-1]), last]
    opened = _OPENS_MEASURE.search(last, 2)
    if opened and not _CONTRASTED.match(last) and not any(noun_kind(name) == "level" for name in names[:-1]):
        # 车辆、船舶|单位周转量碳排放强度; 公交车、出租汽车(含网约车)|新能源汽车占比
        return [*(name + last[opened.start() :] for name in names[:-1]), last]
    tail = _SHARED_TAIL.search(last)
    if tail and tail.start() >= 2 and not any(_SHARED_TAIL.search(name) for name in names[:-1]):
        # 氨氮、氮氧化物排放总量分别下降8%、10%
        return [*(name + tail.group() for name in names[:-1]), last]
    if noun_kind(last) == "level" and all(
        not noun_kind(name) and len(name) <= 8 and len(last) > 4 for name in names[:-1]
    ):
        return [*(name + _shared_head(name, last) for name in names[:-1]), last]
    general = _GENERAL_HEAD.search(last)
    if general and all(len(name) <= 4 and not _GENERAL_HEAD.search(name) for name in names[:-1]):
        # 刑事、治安案件分别下降10%、12%
        return [*(name + general.group() for name in names[:-1]), last]
    modified = _PER_OUTPUT.match(names[0])
    if modified and all(_PER_OUTPUT_TOO.fullmatch(name) for name in names[1:]):
        # 万元增加值能耗、水耗分别下降10%、12%
        return [names[0], *(modified["of"] + name for name in names[1:])]
    head = _SHARED_HEAD.match(names[0])
    if not head:
        return names
    return [names[0], *(name if name.startswith(head.group()) else head.group() + name for name in names[1:])]


def _shared_head(name: str, last: str) -> str:
    """What ``last`` says for ``name`` too: 城镇|居民收入 of 农村居民收入, 高新技术企业|数量 of 科技型中小企业数量."""
    if _CONTRASTED.fullmatch(name) and _CONTRASTED.match(last):
        return last[len(name) :]
    for length in (2, 1):
        # 高速公路、国省干线公路|沥青路面循环利用率: the names end alike.
        same = last.find(name[-length:], 1)
        if 0 < same < len(last) - length - 1 and (
            length == 2 or name[-1] in "业区县市镇村省类级型化线道路控园校院站场厂"
        ):
            return last[same + length :]
    kind = _KIND_OF_THING.search(last, 2)
    if kind:
        # 手机、锂电池|产品出口
        return str(last[kind.start() :])
    head = max((word for word in words("measured_nouns", kind="level") if last.endswith(word)), key=len)
    # 绿色防控、统防统治|覆盖率: names of one length, where the head is too short to stand for what is shared.
    before = _DEED_OF_HEAD.search(last[: -len(head)])
    if before and len(head) > 1:
        # 涂料、油墨|使用比例
        return str(before.group()) + head
    return head if len(head) > 1 else last[len(name) :] or head


def _share_last_noun(drafts: Sequence[Draft]) -> list[Draft]:
    """``给予100万元、300万元、500万元奖励``: the noun behind the last number is that of the whole list."""
    result = list(drafts)
    behind_site = ""  # what the places of a list share
    shared = False  # whether the draft behind took the last one's noun
    for position in range(len(drafts) - 2, -1, -1):
        this, after = result[position], result[position + 1]
        graded = _GRADED.match(after.noun)
        if graded and _GRADED.fullmatch(this.noun) and _continues(after):
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
