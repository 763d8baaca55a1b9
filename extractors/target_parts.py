"""Later values that leave out what the value before said: 其中 and its parts, other kinds, attributes of one thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.indicators import measured_head, noun_kind
from extractors.shared_names import named_like
from extractors.target_candidates import Draft

_PART = regex.compile(r"(?:其中|其中,|其中:)$|^[(,:]?其中")
# 床位5000张,其中公办3000张; 一级公路500公里、二级1000公里
_KIND = (
    r"(?:公办|民办|公立|私立|民营|国有|普惠性?|境[内外]"
    r"|(?:国家|自治区|部|省|市|县|区|州|镇|乡|村|校|世界|国际|全国)级(?:及?以上)?"
    r"|[一二三四五六]星级|[1-5]?A级|[一二三四五]级(?:甲等|乙等|及?以上)?|[甲乙丙]级"
    r"|特?大型|中型|小型|[大小]\(?[一二12]\)?型|\p{Han}{2,3}型|科创板|创业板|主板|北交所|新三板"
    r"|规模以[上下]|规[上下]|限额以[上下]|限[上下]|(?:\d{1,4}|[十百千一二三五]{1,2})?[万亿]元以[上下])"
)
_KIND_ALONE = regex.compile(_KIND)
_OWN_KIND = regex.compile(rf"^(?:总|接待|{_KIND})(?=\p{{Han}}{{2}}|“)")
# 绿色园区国家级1个、省级3个: the kind stands behind its noun.
_KIND_BEHIND = regex.compile(rf"^(?P<noun>\p{{Han}}{{2,12}}?)(?:分为|其中)?(?P<kind>{_KIND})$")
_INCLUDED = regex.compile(r"^(?:包括|包含|含)(?=\p{Han}{2})")
_PLACE = (
    r"\p{Han}{0,4}(?:城市|城镇|农村|乡村|县城|城区|市区|主城区|建成区|乡镇|建制镇|地区|流域|[东中西南北]部|山区|牧区"
    r"|市(?![场政])|县|(?<!小|社|园|校|灌|片|库)区)"
)
_PLACE_ALONE = regex.compile(rf"{_PLACE}(?:(?:、|和){_PLACE}){{0,3}}")
_OWN_PLACE = regex.compile(
    r"^(?:城市|城镇|农村|乡村|县城|城区|市区|主城区|建成区|乡镇|建制镇|[东中西]部地区)(?=\p{Han}{2})"
)
_REACHES_OF = regex.compile(r"(?P<place>[\p{Han}、]{2,20})(?:达到|达|占)(?P<of>\p{Han}{2,20})")
_TOTAL = regex.compile(r"(?<=\p{Han}{2})总(?:数|个数|户数|人数|长度|里程|面积)$")
_THING = regex.compile(r"\p{Han}{2,10}")
_DEED_OF_HEAD = regex.compile(
    r"(?:使用|利用|处理|处置|消费|生产|供应|零售|装机|排放|播种|种植|养殖|产业|贷款|存款|发电|用电|供电|用水|取水|供水|用能)$"
)
# Too general to be said of a part without what stands before them.
_GENERAL_HEADS = frozenset({"总量", "总数", "总额", "数量", "规模", "总规模", "余额", "能力", "水平", "标准", "强度"})
_NO_HEADS = frozenset({"保有量", "储备量", "持有量", "拥有量", "人口", "时间", "距离", "带宽"})
_EVENTS = regex.compile(r"(?:改造|整治|修复|治理|培训|检测|监测|评估)$")
_CHANGE_RATE = regex.compile(r"(?:年均|年)(?:增速|增长率|增幅|降幅|复合增长率)")
_HANDLED = r"(?:治理|处理|处置|利用|收集|回收|收运|清运)率"
_HOW = r"(?:无害化|资源化|规范化|安全|综合|循环|集中|有效)"
_HANDLED_ALONE = regex.compile(rf"{_HOW}+{_HANDLED}")
_HANDLED_TAIL = regex.compile(rf"(?:(?:处理)?设施(?:装备|设备)?配套率|{_HOW}*{_HANDLED})$")
_BASE_ALONE = regex.compile(r"每(?:十万|百万|[万千百])名?(?:人口?|老年人)")
_PER_OUTPUT = regex.compile(
    r"(?P<of>(?:规上工业|规模以上工业|工业)?(?:单位|万元)(?:GDP|地区生产总值|国内生产总值|工业增加值|增加值|产值))(?:综合)?(?:能耗|能源消耗|用水量|水耗)$"
)
_USED = regex.compile(r"能耗|水耗|用水量|电耗|二氧化碳排放量?|碳排放(?:强度)?")
# 抽水蓄能装机容量500万千瓦、在建装机容量300万千瓦
_STAGE_OF = regex.compile(
    r"(?:在建|在运|投产|核准|新增|已建)(?P<what>装机容量|装机规模|装机|建设规模|规模|产能|里程|库容)"
)
_AMOUNT_ALONE = regex.compile(r"年?(?:综合)?(?:利用|处理|产|消费|发电|供水|用水|产生|销售|吞吐|货运|客运)量")


def share_parts(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with nouns of their own where a value leaves out what the one before it said."""
    result = list(drafts)
    whole: Draft | None = None
    for index in range(1, len(result)):
        this, before = result[index], result[index - 1]
        if _opens_part(text, this):
            whole = _whole(text, result[max(0, index - 3) : index], this)
        elif whole and not _goes_on(before, this):
            whole = None
        if this.rule in ("parallel", "rank") or not _is_near(text, before, this):
            continue
        noun = _of_whole(text, whole, this) if whole else ""
        noun = noun or _of_kind(text, result[max(0, index - 3) : index], this) or _of_owner(text, before, this)
        behind = _KIND_BEHIND.match(before.noun) if noun else None
        if behind and noun == _said(text, this) + behind["noun"]:
            result[index - 1] = replace(before, noun=behind["kind"] + behind["noun"])
        if not noun and this.seg.boundary == "(":
            # 新建学校20所(含幼儿园5所)
            noun = _INCLUDED.sub("", this.noun)
        if noun:
            result[index] = replace(this, noun=noun)
    return result


def _opens_part(text: str, draft: Draft) -> bool:
    start = draft.seg.left_start
    return bool(_PART.search(text, max(draft.sentence[0], start - 3), start)) or text.startswith(
        ("其中", "(其中"), start
    )


def _whole(text: str, earlier: Sequence[Draft], this: Draft) -> Draft | None:
    """What 其中 refers to: the nearest value of the unit in the sentence, else the one right before."""
    before = earlier[-1]
    if not _is_near(text, before, this):
        return None
    alike = [one for one in earlier if one.sentence == this.sentence and one.quantity.unit == this.quantity.unit]
    return alike[-1] if alike else before


def _goes_on(before: Draft, this: Draft) -> bool:
    """Whether the list of parts goes on: 其中重大工程200亿元,农村供水50亿元."""
    if before.sentence != this.sentence:
        return False
    plain = this.phrase.shape == before.phrase.shape == "noun" and not this.phrase.verb
    return this.seg.listed or (plain and this.seg.boundary == "," and before.quantity.unit == this.quantity.unit)


def _is_near(text: str, before: Draft, this: Draft) -> bool:
    """Whether both stand in one sentence, or in two that a semicolon parts."""
    if before.sentence == this.sentence:
        return True
    return before.sentence[1] == this.sentence[0] and text[this.sentence[0] - 1] == ";"


def _said(text: str, draft: Draft) -> str:
    """The noun that the words before the number say themselves."""
    return text[draft.phrase.noun_start : draft.phrase.noun_end].removeprefix("其中").strip(" ,:、()的")


def _is_alone(draft: Draft) -> bool:
    return draft.seg.right_end == draft.seg.right_start and draft.phrase.shape in ("noun", "predicate")


def _of_whole(text: str, whole: Draft, this: Draft) -> str:
    """What is told of a part: 公路里程11万公里,其中高速公路|1300公里; empty where the part says it, or nobody knows."""
    if whole.quantity.unit != this.quantity.unit:
        return ""
    said = _said(text, this)
    of = _REACHES_OF.fullmatch(said)
    if of and whole.noun.endswith(f"占{of['of']}比重"):
        # 达到最大负荷的5%,其中东部、南部等地区达到最大负荷的8%
        return str(of["place"]) + whole.noun
    if this.rule == "verb_object" and this.noun == whole.noun and this.measure == "increment":
        # 绿道总长度1000公里,其中新建200公里
        return str(_TOTAL.sub("", whole.noun))
    if not _is_alone(this):
        return ""
    if _PLACE_ALONE.fullmatch(said) or _BASE_ALONE.fullmatch(said):
        return said + str(_OWN_PLACE.sub("", whole.noun))
    cut = whole.noun.removesuffix(this.noun.removeprefix(said)) if this.noun != said else whole.noun
    if this.noun.startswith(said) and cut != whole.noun and "占" in cut:
        # 绿色建筑占新建建筑比重80%,其中公共建筑100%
        return said + whole.noun
    plain = this.noun == said and _THING.fullmatch(said) and not noun_kind(said) and this.measure == whole.measure
    if not plain or (this.quantity.kind == "percent" and this.measure != "growth"):
        return ""
    kind = noun_kind(whole.noun)
    if kind and len(said) > 2 and said.endswith(whole.noun[:2]) and len(whole.noun) > 3:
        # 建筑节能改造500万平方米,其中公共建筑200万平方米
        return said + whole.noun[2:]
    if kind == "level":
        head = _head(whole.noun)
        return said + (head.removeprefix("发电") if said.endswith("电") else head) if head else ""
    event = _EVENTS.search(whole.noun)
    return said + event.group() if event else ""


def _head(noun: str) -> str:
    """The measured noun at the end of ``noun`` that a part of it shares: 装机, 播种面积; else empty."""
    head = measured_head(noun)
    head = head.removeprefix("总") if len(head) > 2 else head
    before = _DEED_OF_HEAD.search(noun[: -len(head)])
    if head in _NO_HEADS or not (before or (len(head) > 1 and head not in _GENERAL_HEADS)):
        return ""
    return (before.group() if before else "") + head


def _of_kind(text: str, earlier: Sequence[Draft], this: Draft) -> str:
    """What the value before told, of another kind: 公办幼儿园占比60%,民办|40%."""
    said = _said(text, this)
    if not _is_alone(this) or len(said) > 10:
        return ""
    # 绿色工厂50家、绿色园区5个,其中国家级10家: the unit tells which is meant.
    near = earlier[-1:] if this.noun == said else earlier[::-1]
    alike = [one for one in near if one.sentence == this.sentence and one.quantity.unit == this.quantity.unit]
    if not alike:
        return ""
    before = alike[0]
    if not _KIND_ALONE.fullmatch(said):
        # 风电装机500万千瓦,光伏300万千瓦
        return named_like(said, before.noun) if this.noun == said else ""
    behind = _KIND_BEHIND.match(before.noun)
    head = behind["noun"] if behind else _OWN_KIND.sub("", before.noun)
    return said + head if len(head) >= 2 and not _KIND_ALONE.fullmatch(head) else ""


def _of_owner(text: str, before: Draft, this: Draft) -> str:
    """What is told of the thing measured before: 垃圾无害化处理率100%,资源化利用率|60%."""
    said = _said(text, this)
    if this.noun != said or not _is_alone(this):
        return ""
    if _CHANGE_RATE.fullmatch(said) and before.measure == "level" and noun_kind(before.noun) == "level":
        return before.noun + said if before.quantity.kind != "percent" else ""
    if before.quantity.unit != this.quantity.unit:
        return ""
    if _HANDLED_ALONE.fullmatch(said):
        handled = _HANDLED_TAIL.search(before.noun)
        return before.noun[: handled.start()] + said if handled and handled.start() >= 2 else ""
    per = _PER_OUTPUT.match(before.noun)
    if per and _USED.fullmatch(said):
        # 万元增加值能耗下降10%,水耗下降12%
        return str(per["of"]) + said
    stage = _STAGE_OF.fullmatch(said)
    if stage and before.noun.endswith(stage["what"]) and len(before.noun) - len(stage["what"]) >= 2:
        return before.noun[: -len(stage["what"])] + said
    if _AMOUNT_ALONE.fullmatch(said) and before.noun.endswith(said):
        # 固废年利用量500万吨;到2030年,年利用量800万吨
        return before.noun
    return ""
