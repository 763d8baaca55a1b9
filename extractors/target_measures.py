"""The measure of a quantity: a level, an increment or a growth, told by verb, predicate, unit and noun."""

from __future__ import annotations

import regex

from extractors.indicators import noun_kind
from extractors.target_candidates import EXTENT, MONEY, Candidate
from extractors.types import Measure

# 减排二氧化碳100万吨, 粮食增产5亿斤: an amount of what is done, not a state.
_DEEDS = regex.compile(
    r"^(?:年|累计|可)?(?:减排|节约|节省|节电|节水|节能|节煤|节支|固碳|替代|压减|削减|减少|降本|减税|减负|减免|减轻|减租|追回|让利|增收|增产)(?!率|量$|目标|潜力|能力|.*(?:规模|面积|比例|水平)$)"
    r"|(?:增产|增收|减排|节支|减税|减负|完成(?:固定资产|工业|技改|重点项目)?投资)$"
)
_FRESH = frozenset({"新增", "净增", "新建", "新培育", "新引进", "新认定"})
_RATES_OF_CHANGE = ("增收", "涨幅", "精简", "增速", "增幅", "增长率", "降幅", "增长")


def measure_of(candidate: Candidate, noun: str) -> Measure:
    """The measure of a number that a verb or a predicate ties to ``noun``."""
    quantity, phrase = candidate.quantity, candidate.phrase
    if quantity.unit == "百分点":
        return "increment"
    if noun.endswith("自然增长率"):
        return "level"
    if quantity.rule == "double" or phrase.change == "growth" or noun.endswith(_RATES_OF_CHANGE):
        return "growth" if quantity.kind in ("percent", "times") else "increment"
    if phrase.shape == "predicate":
        carried_out = phrase.predicate == "完成" and noun_kind(noun) == "event"
        return "increment" if phrase.verb in _FRESH or carried_out else "level"
    if phrase.verb in ("完成", "累计完成") and noun.endswith(("生产总值", "产值", "增加值", "预算收入", "财政收入")):
        return "level"
    if phrase.verb == "实现" and noun_kind(noun) == "level":
        # 实现口罩日产量2000万个: what is reached, not what is added.
        return "level"
    if quantity.kind in ("percent", "times") and phrase.verb.startswith(
        ("压减", "削减", "压缩", "精简", "减少", "降低", "节约", "节省")
    ):
        return "growth"
    return "level" if quantity.kind == "percent" or phrase.verb_kind == "give" else "increment"


def bare_measure(candidate: Candidate, noun: str) -> Measure:
    """The measure of a number that follows its noun without a verb: told by noun, unit and the list it stands in."""
    quantity = candidate.quantity
    listed = candidate.previous if candidate.in_list or candidate.part_of_previous else None
    kind = noun_kind(noun)
    if quantity.kind in MONEY and quantity.comparator == "<=" and quantity.expr_start < quantity.start:
        return "level"
    if quantity.kind in (*MONEY, *EXTENT) and _DEEDS.search(noun):
        return "increment"
    if quantity.kind == "percent" and noun.endswith(_RATES_OF_CHANGE):
        return "growth"
    if quantity.unit == "百分点":
        return "increment"
    if quantity.rule == "double":
        return "growth"
    if quantity.kind in ("percent", "rate", "times") or noun.startswith("每"):
        return "level"
    if listed is not None and listed.measure == "increment" and listed.quantity.kind == quantity.kind:
        return "increment"
    added = candidate.previous
    if (
        kind == "level"
        and added is not None
        and added.phrase.verb.startswith(("新增", "净增"))
        and added.quantity.unit == quantity.unit
        and candidate.seg.boundary == ","
        and quantity.kind in EXTENT
    ):
        # 新增光伏装机500万千瓦以上,风电装机300万千瓦以上
        return "increment"
    if kind == "level":
        return "level"
    if candidate.counted and listed is None and quantity.expr_start < quantity.start:
        # 办理环节不超过2个, 高新技术企业突破5000家: compared with what there is.
        return "level" if quantity.comparator in ("<=", "<", ">") and kind != "event" else "increment"
    if kind == "event":
        return "increment"
    if listed is not None and listed.measure in ("increment", "level"):
        return listed.measure
    before = candidate.previous
    if (
        before is not None
        and listed is None
        and candidate.seg.boundary == ","
        and before.quantity.unit == quantity.unit
        and quantity.expr_start == quantity.start
        and before.measure in ("level", "increment")
        and not noun.startswith(("获", "荣", "入选", "新", "由", "从"))
    ):
        # 甲企业达到500家,乙企业达到200家,丙企业100家; 完成造林30万亩,退耕还林5万亩
        return before.measure
    # 污染物分别减排2000吨: an amount of what is done.
    done = quantity.kind in EXTENT and candidate.phrase.verb_kind in ("strong", "plain")
    return (
        "increment"
        if candidate.counted or (done and (quantity.expr_start == quantity.start or quantity.comparator == ">="))
        else "level"
    )
