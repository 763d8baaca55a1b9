"""Targets: each quantity of a clause with what it measures, how, and whether it is to be reached.

Reads one stretch of folded reading text (a clause's body, a table cell). Quantities and times are found before
(``extractors.quantities``, ``extractors.times``) and handed in. What is no target record at all is refused by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors.indicators import Phrase, noun_kind, read_left, verb_kinds
from extractors.segments import Segment, neighbours, segment, sentence_bounds
from extractors.status import Statement, status_of
from extractors.types import Comparator, Measure, Quantity, Span, Status


@dataclass(frozen=True, slots=True)
class TargetMention(Span):
    """A quantity with what it measures. ``[start, end)`` is the value expression; ``indicator`` is given as written.

    ``place`` is the quantity's number in a list of parallel values, and how many they are.
    """

    quantity: Quantity
    indicator: str
    unit: str
    comparator: Comparator
    measure: Measure
    modality: str
    scope: str
    status: Status
    sentence_start: int
    sentence_end: int
    predicate: str
    place: tuple[int, int]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Draft:
    """A target in the making: the segment, the phrase left of it, the noun as spans of the text."""

    quantity: Quantity
    seg: Segment
    phrase: Phrase
    noun: str
    measure: Measure
    rule: str
    sentence: tuple[int, int]
    index: int
    place: tuple[int, int] = (0, 1)


@dataclass(slots=True)
class _Context:
    """What carries over from one quantity of a sentence to the next."""

    sentence: tuple[int, int] = (0, 0)
    subject: str = ""
    verb: str = ""
    measure: Measure | None = None
    kind: str = ""
    last_end: int = 0
    modality: str = ""
    scope: str = ""
    borrowed: bool = False


_COUNTED = frozenset({"body", "person", "household", "data"})
_BATCHES = frozenset({"首批", "第一批", "第二批", "第三批", "第四批", "新一批", "全国首个", "全省首个", "全国", "全省", "全市"})
# 推动甲、乙等3000个项目开工: what is counted is to be done, however it is introduced.
_DONE = regex.compile(
    r"(?:开复工|复工|开工|竣工|投产|投用|签约|落地|建成|通车|达产|上市|挂牌|入库|产业化|完工|交付|并网|升规|达标|入规|运营)(?:建设|投产|见效|投用|达效)?$"
)
_ATTRIBUTES = frozenset({"增速", "增幅", "占比", "比重", "增长率", "降幅", "平均增速"})
_EXTENT = frozenset({"area", "length", "volume", "mass", "energy"})
_CONNECTIVE_START = regex.compile(r"^(?:的|左右|以上|以内|以下|个|、|,)+")
_VERB_PHRASE = regex.compile(
    r"达到|完成|实现|进行|开展|建成|建立|执行|用于|发放|提供|通过|参加|接受|纳入|配备|设立|实施|落实|取得|获得|普及|覆盖|成为|进入|上市|投产|开工"
)
_BASE = regex.compile(r"每(?P<number>[万亿千百]|十万|百万)?(?P<base>名?[^\W\d_每]{1,8}?)(?=拥有|[^家户人亩吨名]{0,14}$)")
_BASES = regex.compile(
    r"每(?P<base>(?:十万|百万|[万亿千百])?(?:常住人口|人口|人|户|家|名[一-龥]{0,6}|亩|公顷|平方公里|平方米|吨|辆|台|个|所|天|日|月|平方千米|元[一-龥A-Z]{0,8}|千瓦时|立方米|村|社区|张|床|件|项|次|车|只|头|学年|学期|生))"
)
# 平均受教育年限达到11.3年, 审理天数缩短至45天: a duration that is itself the level of an indicator.
_MEASURED_TIME = regex.compile(
    r"(?:时间|时长|时限|天数|周期|年限|寿命|工期|用时|耗时|历时)(?:总体|平均)?(?:达到|达|提高到|提高至|延长至|缩短至|缩短到|压缩至|压缩到|压减至|压减到|降至|降到|控制在|保持在|为)?$"
)
# 吸引17万高校毕业生: people are counted without a counter.
_PEOPLE = regex.compile(r"(?:名|余)?(?:高校|大学|毕业生|应届|人才|青年|农民|群众|学生|职工|从业|专业技术|劳动力|居民|党员|干部|教师|贫困|农村|城镇|市民|游客|退役)")
_PARTS = regex.compile(r"、|和|以及|及|与")
_SERVES = regex.compile(r"(?:[,。;:]|^)(?:向|为|帮助|组织|资助|带动)$")
_PURPOSE_COUNT = regex.compile(r"等$")
_CHINESE_COUNT = regex.compile(r"[一二两三四五六七八九十百千万零]+")


def find_targets(
    text: str, display: str, quantities: Sequence[Quantity], times: Sequence[Span], *, section: Status | None = None
) -> list[TargetMention]:
    """Target mentions of ``text`` in order.

    ``display`` is the same text unfolded, from which indicators are taken as written. ``section`` is what the heading
    or column says of all that stands below it (``achieved`` for a review), if anything.
    """
    usable = [quantity for quantity in quantities if not _refused(text, quantity)]
    kept = _without_qualifiers(text, usable, times)
    context = _Context()
    drafts: list[_Draft] = []
    for index, quantity in enumerate(kept):
        sentence = sentence_bounds(text, quantity.start, quantity.end)
        if sentence != context.sentence:
            context = _Context(sentence=sentence, subject="", measure=None)
        before, after = neighbours(kept, index, sentence[0], sentence[1])
        seg = segment(text, quantity, before, after)
        seg = replace(seg, left_start=max(seg.left_start, sentence[0]))
        phrase = read_left(text, seg.left_start, seg.left_end, times)
        draft = _draft(text, display, quantity, seg, phrase, context, index)
        if draft is None:
            continue
        drafts.append(draft)
        context.subject = draft.noun
        context.borrowed = draft.rule == "verb_object"
        context.measure = draft.measure
        context.kind = quantity.kind
        context.verb = phrase.verb or context.verb
        context.modality = phrase.modality or context.modality
        context.last_end = quantity.end
    drafts = _share_last_noun(_share_parallel(text, display, drafts))
    return [_mention(text, draft, times, section) for draft in drafts]


def _refused(text: str, quantity: Quantity) -> bool:
    """Durations, scores and bare numbers are no targets; a bare number is one only behind a level of a ratio."""
    left = text[max(0, quantity.expr_start - 24) : quantity.expr_start]
    if quantity.kind == "time":
        return not _MEASURED_TIME.search(left)
    if quantity.kind == "score":
        return True
    if quantity.kind == "bare":
        ratio = regex.search(
            r"(?:比|指数|系数|PUE|pue|倍率|比值|强度|值|率)(?:\([^()]{1,12}\))?(?:总体|平均|力争|将|均)?"
            r"(?:达到|达|提高到|提高至|提升到|提升至|下降到|下降至|降低到|降低至|降到|降至|控制在|保持在|稳定在|为|在)?$",
            left,
        )
        following = text[quantity.end : quantity.end + 1]
        return not ratio or following in "年月日.、" and following != "" or len(text[quantity.start : quantity.end]) > 6
    if quantity.kind == "bare_money":
        if _PEOPLE.match(text, quantity.end):
            return False
        return not regex.search(r"(?:资金|经费|投资|额|收入|产值|规模|投入|总量|资产|融资|贷款|余额|支出|税收|GDP|增加值|价值)[^,。;]{0,8}$", left)
    if text[quantity.end - 1] == "岁":
        return not regex.search(r"(?:寿命|年龄)[^,。;]{0,6}$", left)
    nameless = text[quantity.start] in "万千百亿" and quantity.comparator == "="
    if text[max(0, quantity.start - 1) : quantity.start] == "每" or nameless and quantity.end - quantity.start <= 3:
        # 每万人…, 万人计划, 千人医师指数: the number is a base or a name; 活动千场以上 counts.
        return True
    return False


def _without_qualifiers(text: str, quantities: Sequence[Quantity], times: Sequence[Span]) -> list[Quantity]:
    """Drop numbers that only qualify a noun (35周岁以下大学生35万名, 500米覆盖率达到100%, 30万千瓦以下机组)."""
    kept: list[Quantity] = []
    for index, quantity in enumerate(quantities):
        after = quantities[index + 1] if index + 1 < len(quantities) else None
        if after is not None and _qualifies(text, quantity, after):
            continue
        if text[quantity.start : quantity.end][-1] in "岁" and text[quantity.end : quantity.end + 2] in ("以上", "以下", "以内", "及以"):
            continue
        kept.append(quantity)
    return kept


def _qualifies(text: str, quantity: Quantity, after: Quantity) -> bool:
    between = text[quantity.expr_end : after.expr_start]
    if regex.search(r"(?:和|及|以及|与|或)$", between):
        return False
    if len(between) > 24 or not between or regex.search(r"[,;。:!?、\n()]", between) or quantity.kind in ("percent", "point", "times", "rank"):
        return False
    # 由20家增加到50家, 给予每家20万元…: two values, not a value inside a noun.
    if regex.match(r"(?:提高|提升|增加|增长|扩大|下降|降低|降|减少|压减|压缩|上升|增|调整|至|到|升|和|及|与|以及|或|缩短|拓展|发展)", between):
        return False
    return bool(regex.match(r"的?[\p{Han}A-Za-z“\"]", between))


def _draft(
    text: str, display: str, quantity: Quantity, seg: Segment, phrase: Phrase, context: _Context, index: int
) -> _Draft | None:
    left_noun = display[phrase.noun_start : phrase.noun_end].strip(" ,、:") if phrase.has_noun else ""
    if left_noun in _BATCHES and phrase.shape == "verb_noun":
        phrase, left_noun = replace(phrase, shape="verb"), ""
    right = _right_noun(text, display, seg)
    in_list = seg.listed and context.measure is not None
    rule = phrase.shape
    if quantity.kind == "rank":
        return _Draft(quantity, seg, phrase, _ranked(left_noun) or context.subject, "rank", "rank", context.sentence, index)
    noun = left_noun
    if phrase.shape == "predicate":
        noun = _subject(left_noun, phrase, context, text, display, seg)
        if right and phrase.comparator and not left_noun:
            noun = right
        if right and not noun:
            noun = right
        elif right and quantity.kind in _COUNTED and phrase.predicate.endswith(("有", "为", "是")) and not text[seg.right_start :].startswith("的"):
            if phrase.predicate != "有":
                # 将甲调整为30项措施: what something is called or made into.
                return None
            noun = right
        if phrase.predicate == "占" and noun and not noun.endswith("占"):
            noun += "占比"
        measure = _measure(quantity, phrase, noun)
    elif phrase.shape == "verb":
        extent = quantity.kind in _EXTENT
        noun, rule = _behind_verb(text, display, seg, phrase, left_noun, right, context, in_list and not extent)
        measure = "level" if quantity.kind == "percent" or phrase.verb_kind == "give" else "increment"
    elif phrase.shape == "verb_noun":
        if right and quantity.kind in _COUNTED and not _right_is_verbal(text, seg):
            # 推动甲、乙等7家实验室…: the verb governs something else, the count describes.
            if _DONE.search(right):
                noun = ""
            elif phrase.verb_kind != "strong" or noun.endswith("等") or text[seg.right_start : seg.right_start + 1] == "的":
                return None
            if not noun:
                noun = right
            elif len(right) <= 4 and not regex.match(r"[下入赴到进参开实完上落]", right):
                noun += right
        if right and quantity.kind in _EXTENT:
            if noun_kind(right) != "event" or len(right) > 10:
                return None
            noun += right
        if right and quantity.kind in ("money", "bare_money") and text[seg.right_start] == "的":
            noun = right
        measure = _measure(quantity, phrase, noun)
    elif phrase.shape == "noun":
        if _is_place(noun) and context.subject:
            noun, left_noun = context.subject, context.subject
        if noun in _ATTRIBUTES and context.subject:
            noun = left_noun = context.subject + noun
        if text[seg.left_end - 1 : seg.left_end] == "的" or left_noun.endswith("的"):
            if quantity.kind not in ("percent", "times") or not left_noun:
                return None if quantity.kind in _COUNTED else _money(quantity, seg, phrase, left_noun, right, context, index)
            by_rule = regex.match(r"(?:再|并)?(?:按照?|依|根据|给予|不超过)", left_noun) or regex.match(r"(?:给予|予以|发放|享受|标准)", right)
            noun = regex.sub(r"^(?:给予|予以|发放|享受|标准给予)", "", right) if by_rule and right else left_noun.rstrip("的") + right
            rule = "share_of"
            measure = "level"
        elif right and quantity.kind in _COUNTED and not _right_is_verbal(text, seg):
            if _DONE.search(right) and regex.match(r"(?:推动|推进|促进|加快|确保|力争|争取|实现|帮助|支持|新谋划|新增)", text[seg.left_start : seg.left_end]):
                return _Draft(quantity, seg, phrase, _clean(right), "increment", "verb", context.sentence, index)
            if not in_list or seg.left_end > seg.left_start or _PURPOSE_COUNT.search(left_noun):
                return None
            noun = right
            measure = context.measure or "increment"
            rule = "listed"
        elif right and quantity.kind == "percent" and not seg.listed:
            noun = left_noun if noun_kind(left_noun) == "level" else left_noun + right
            measure = "level"
        else:
            measure = _bare_measure(quantity, noun, context if in_list or _part_of_it(text, seg, context) else None)
            if right and quantity.kind == "money" and (not noun_kind(left_noun) or text[seg.right_start] == "的"):
                noun = right
    else:
        threshold = in_list and text[seg.right_start : seg.right_start + 1] == "的" and context.subject
        noun = context.subject if threshold else right or context.subject
        measure = (context.measure if in_list else None) or ("level" if quantity.kind == "percent" else "increment")
        if quantity.rule == "double":
            noun, measure = context.subject, "growth"
        elif context.measure == "growth" and quantity.kind != context.kind and not right:
            measure = "level"
        served = right and _SERVES.search(text, max(0, seg.left_end - 3), seg.left_end) and _VERB_PHRASE.search(right)
        if served:
            return _Draft(quantity, seg, phrase, _clean(right), "increment", "verb", context.sentence, index)
        if not noun:
            return None
        if right and (quantity.kind in _COUNTED or quantity.kind in ("temperature", "sound")) and not in_list:
            return None
        if not right and quantity.kind in _COUNTED and not in_list:
            return None
    noun = _clean(noun)
    if not noun:
        return None
    return _Draft(quantity, seg, phrase, noun, measure, rule, context.sentence, index)


def _money(
    quantity: Quantity, seg: Segment, phrase: Phrase, left: str, right: str, context: _Context, index: int
) -> _Draft:
    return _Draft(quantity, seg, phrase, _clean(right or left), "level", "noun", context.sentence, index)


def _subject(noun: str, phrase: Phrase, context: _Context, text: str, display: str, seg: Segment) -> str:
    """The measured noun of a predicate, with a subject left out put back from the clause before."""
    if noun and noun.startswith("占") and len(noun) > 1:
        return (context.subject or _object_before(text, display, seg, context)) + noun
    if noun in _ATTRIBUTES and context.subject:
        return context.subject + noun
    if not noun:
        if phrase.predicate == "占":
            return context.subject
        return context.subject or _object_before(text, display, seg, context)
    return context.subject if context.subject and _is_place(noun) else noun


def _is_place(noun: str) -> bool:
    """甲、乙、丙3市不低于50%: places, not a thing measured."""
    return bool(regex.fullmatch(r"[\p{Han}、]{2,24}(?:\d{1,2}个?[市县区州]|等[市县区]|地区)", noun))


def _object_before(text: str, display: str, seg: Segment, context: _Context) -> str:
    """The object of the clause before: 大力引育海外人才,力争申报2人以上 → 海外人才."""
    start = context.sentence[0]
    end = seg.left_start - 1
    if end <= start or text[end : end + 1] != ",":
        return ""
    comma = max(text.rfind(",", start, end), text.rfind("、", start, end) if end - start < 12 else -1, start - 1) + 1
    phrase = read_left(text, comma, end, ())
    noun = display[phrase.noun_start : phrase.noun_end]
    return noun if phrase.shape == "verb_noun" and len(noun) <= 24 and not regex.search(r"\d", noun) else ""


def _right_noun(text: str, display: str, seg: Segment) -> str:
    """The noun behind the number, up to the segment's end; empty where a boundary follows at once."""
    right = display[seg.right_start : seg.right_end]
    right = _CONNECTIVE_START.sub("", right)
    right = regex.sub(r"[((](?:含|不含|其中|以下简称|详见|见|注)[^()()]*[))]$", "", right)
    right = right.strip(" ,、:;。“”")
    cut = regex.match(r"(.{2,20}?(?:资金|基金|专项|经费))(?:支持|用于|扶持|推动|促进|组成|构成|、)", right)
    right = cut[1] if cut else right
    return "" if regex.fullmatch(r"(?:以|目标|任务|要求|水平|规模|总量|指标|计划|任务目标|目标任务)(?:任务|要求)?", right) else right


def _right_is_verbal(text: str, seg: Segment) -> bool:
    return bool(_VERB_PHRASE.match(text, seg.right_start, seg.right_end))


def _measure(quantity: Quantity, phrase: Phrase, noun: str) -> Measure:
    if quantity.unit == "百分点":
        return "increment"
    if phrase.change == "growth" or noun.endswith(("增速", "增幅", "增长率", "降幅", "增长")):
        return "growth" if quantity.kind in ("percent", "times") else "increment"
    if phrase.shape == "predicate":
        return "increment" if phrase.verb in ("新增", "净增", "新建", "新培育", "新引进", "新认定", "新增加") else "level"
    if phrase.shape == "verb_noun":
        if quantity.kind == "percent" or phrase.verb_kind == "give":
            return "level"
        return "increment"
    return "level"


def _bare_measure(quantity: Quantity, noun: str, listed: _Context | None) -> Measure:
    if quantity.unit == "百分点":
        return "increment"
    if quantity.rule == "double":
        return "growth"
    kind = noun_kind(noun)
    if quantity.kind in ("percent", "rate", "times"):
        return "level"
    if listed is not None and listed.measure == "increment" and listed.kind == quantity.kind:
        return "increment"
    if kind == "level":
        return "level"
    if quantity.kind in _COUNTED and listed is None and quantity.expr_start < quantity.start:
        # 办理环节不超过2个, 高新技术企业突破5000家: compared with what there is.
        return "level" if quantity.comparator in ("<=", "<", ">") else "increment"
    if kind == "event":
        return "increment"
    if listed is not None and listed.measure in ("increment", "level"):
        return listed.measure
    return "increment" if quantity.kind in _COUNTED else "level"


def _behind_verb(
    text: str, display: str, seg: Segment, phrase: Phrase, left: str, right: str, context: _Context, in_list: bool
) -> tuple[str, str]:
    """The noun of a verb that stands right before its number, and the rule that told."""
    if right:
        return right, "verb"
    before = left[: -len(phrase.verb)] if left.endswith(phrase.verb) else left
    before = before.strip("、和并")
    if len(before) >= 2 and phrase.verb_kind in ("strong", "plain") and not verb_kinds().get(before):
        # 日供水保障能力新增10万吨
        return before, "predicate"
    if len(left) >= 4 or (left and phrase.verb_kind == "plain" and not in_list):
        return left, "noun"
    if (in_list or context.borrowed) and context.subject:
        return context.subject, "verb_object"
    return _object_before(text, display, seg, context) or left or phrase.verb, "verb_object"


def _part_of_it(text: str, seg: Segment, context: _Context) -> bool:
    """其中二级及以上不少于700家: a part of what the quantity before counted."""
    return bool(context.measure and regex.match(r"其中", text[seg.left_start : seg.left_end].lstrip("(,:")))


def _ranked(noun: str) -> str:
    found = regex.search(
        r"(?P<head>.*?)(?:综合)?(?:排名|位次)?(?:跻身|进入|进位至|位居|位列|排名|迈入|升至|保持在?|稳居|居|列|进|排)(?P<tail>.*)$", noun
    )
    if not found:
        return noun
    head, tail = found["head"].strip("、,"), found["tail"].strip("、,")
    head = regex.sub(r"^.*?(?:并|且|力争|确保|争取)$", "", head)
    tail = regex.sub(r"^(?:全国|全省|全市|全区|全县|同类|国内|全球|世界)$", "", tail)
    return head if len(head) >= 2 else tail


def _clean(noun: str) -> str:
    """The noun without what punctuation and list words leave at its ends."""
    noun = noun.replace("\n", "").strip(" ,、:;。.-—·的")
    # An explanation in brackets is no part of the name; 首台(套) is.
    noun = regex.sub(r"[((][^()()]{5,}[))]", "", noun)
    noun = regex.sub(r"连续\d{1,3}个?(?:年|季度|月)$", "", noun)
    noun = regex.sub(r"^.*?(?:给予|予以)(?=.{2})", "", noun)
    noun = regex.sub(r"^每(?:[人家户县个项年辆亩套名张次吨度]|千瓦时)(?=补|奖|给|加|资|最)", "", noun)
    noun = regex.sub(r"^(?:其中|以及|并(?!购|网)|且|等|该|和|及|与|各类|各种|一批|了)+", "", noun)
    noun = regex.sub(r"(?:分别|各|共|累计|合计|总计|力争|确保|预计|均|的)$", "", noun)
    for opened, closed in ("“”", "()", "()"):
        if noun.count(opened) != noun.count(closed):
            noun = noun.strip(opened + closed)
    return noun[:60]


def _share_parallel(text: str, display: str, drafts: list[_Draft]) -> list[_Draft]:
    """``A率和B率分别达到90%和80%``: names and values that stand in two lists are matched one to one."""
    result = list(drafts)
    for position, draft in enumerate(drafts):
        if not (draft.phrase.shape in ("predicate", "noun", "verb_noun") and _is_parallel(text, draft)):
            continue
        run = [position]
        while run[-1] + 1 < len(drafts) and drafts[run[-1] + 1].seg.listed and drafts[run[-1] + 1].phrase.shape == "empty":
            run.append(run[-1] + 1)
        if any(drafts[index].seg.right_end > drafts[index].seg.right_start for index in run[:-1]):
            continue
        names = _names(draft.noun, len(run)) if draft.phrase.has_noun else []
        for place, index in enumerate(run):
            noun = names[place] if names else draft.noun
            result[index] = replace(
                drafts[index], noun=noun, measure=draft.measure, phrase=draft.phrase, rule="parallel", place=(place, len(run))
            )
    return result


def _share_last_noun(drafts: list[_Draft]) -> list[_Draft]:
    """``给予100万元、300万元、500万元奖励``: the noun behind the last number is that of the whole list."""
    result = list(drafts)
    for position in range(len(drafts) - 2, -1, -1):
        this, after = result[position], result[position + 1]
        bare = this.phrase.shape in ("verb", "empty") and this.seg.right_end == this.seg.right_start
        if bare and after.seg.listed and after.phrase.shape == "empty" and after.seg.right_end > after.seg.right_start:
            result[position] = replace(this, noun=after.noun)
    for position in range(1, len(drafts)):
        before, this = result[position - 1], result[position]
        same_list = this.seg.listed and this.phrase.shape == "empty" and this.quantity.comparator == "="
        if same_list and before.quantity.comparator == "<=" and before.quantity.expr_start < before.quantity.start:
            result[position] = replace(this, quantity=replace(this.quantity, comparator="<="))
    return result


def _is_parallel(text: str, draft: _Draft) -> bool:
    return "分别" in draft.phrase.each or "分别" in text[max(draft.seg.left_start, draft.seg.left_end - 30) : draft.seg.left_end]


def _names(noun: str, count: int) -> list[str]:
    """``noun`` split into ``count`` names, or an empty list where that cannot be done for sure."""
    for pattern in (_PARTS, regex.compile("、"), regex.compile("和|及|与")):
        names = [name for name in pattern.split(noun) if name]
        if len(names) == count:
            return _share_prefix(names)
    return []


def _share_prefix(names: list[str]) -> list[str]:
    """What qualifies the first name qualifies the others too (公共机构单位建筑面积能耗和人均综合能耗).

    The other way round, names that only modify (城镇和农村居民人均可支配收入) take the last one's noun.
    """
    last = names[-1]
    if noun_kind(last) == "level" and all(not noun_kind(name) and len(name) <= 6 < len(last) for name in names[:-1]):
        return [*(name + last[len(name) :] for name in names[:-1]), last]
    head = regex.match(r"(?:规上企业|规上工业企业|规模以上工业企业|规模以上工业|公共机构|城镇居民|农村居民|全市|全省|城区|城市|农村)", names[0])
    if not head:
        return names
    return [names[0], *(name if name.startswith(head.group()) else head.group() + name for name in names[1:])]


def _mention(text: str, draft: _Draft, times: Sequence[Span], section: Status | None) -> TargetMention:
    quantity, phrase = draft.quantity, draft.phrase
    comparator: Comparator = quantity.comparator
    if comparator == "=":
        comparator = _apart(text, draft) or comparator
    statement = Statement(
        text=text,
        sentence=draft.sentence,
        start=quantity.start,
        expr_end=quantity.expr_end,
        left_start=draft.seg.left_start,
        right_end=draft.seg.right_end,
        noun=draft.noun,
        unit=quantity.unit,
        kind=quantity.kind,
        verb=phrase.verb,
        verb_kind=phrase.verb_kind,
        predicate=phrase.predicate,
        old_value=phrase.predicate == "由",
        verb_free=phrase.shape in ("predicate", "noun") and not phrase.verb,
    )
    status, certainty = status_of(statement, section)
    return TargetMention(
        start=quantity.start,
        end=quantity.end,
        quantity=quantity,
        indicator=draft.noun,
        unit=_unit(text, draft),
        comparator=comparator,
        measure=draft.measure,
        modality=phrase.modality,
        scope=phrase.scope,
        status=status,
        sentence_start=draft.sentence[0],
        sentence_end=draft.sentence[1],
        predicate=phrase.predicate,
        place=draft.place,
        rule=draft.rule,
        confidence=round(_CONFIDENCE.get(draft.rule, 0.8) * certainty, 2),
    )


_APART = regex.compile(r"(至少|最少|不少于|最多|至多|最高|不超过)[^,。;、]{1,8}$")
_APART_SIGNS: dict[str, Comparator] = {
    "至少": ">=", "最少": ">=", "不少于": ">=", "最多": "<=", "至多": "<=", "最高": "<=", "不超过": "<=",
}  # fmt: skip


def _apart(text: str, draft: _Draft) -> Comparator | None:
    """The comparator where words stand between it and its number (每季度至少举办1场, 超过总数的50%)."""
    if draft.quantity.unit != "百分点" and draft.phrase.comparator:
        return draft.phrase.comparator  # type: ignore[return-value]
    found = _APART.search(text, draft.seg.left_start, draft.seg.left_end)
    return _APART_SIGNS[found[1]] if found else None


_CONFIDENCE = {
    "predicate": 0.96, "verb_noun": 0.96, "verb": 0.93, "noun": 0.9, "parallel": 0.93, "rank": 0.9, "listed": 0.88,
    "share_of": 0.8, "empty": 0.8, "verb_object": 0.75,
}  # fmt: skip


def _unit(text: str, draft: _Draft) -> str:
    """The unit with its base joined: 每万人…达55件 → 件/万人, 人均…17.5平方米 → 平方米/人."""
    quantity = draft.quantity
    unit = "元" if quantity.kind == "bare_money" and not _PEOPLE.match(text, quantity.end) else quantity.unit
    if "/" in unit or not unit or quantity.kind in ("percent", "point", "times", "rank", "rate"):
        return unit
    found = None
    for match in _BASES.finditer(text, draft.seg.left_start, draft.seg.left_end):
        found = match
    if found is None or found["base"] in ("年", "月", "日", "天", "个", "项", "次", "件"):
        return unit
    base = regex.sub(r"(?:常住)?人口|名[一-龥]*|人", "人", found["base"])
    return f"{unit}/{base}"
