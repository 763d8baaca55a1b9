"""Quantities that stand in lists or pairs: a unit said once for all, a lower and an upper bound."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import regex

from extractors.types import Quantity

_MULTIPLIED = regex.compile(r"(?P<number>[0-9]{1,9}(?:\.[0-9]{1,4})?)(?P<many>[百千]?万亿?|亿)")
_MANY = {"万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
# 原油、天然气产量稳定在|500和50万吨
_REACHES = regex.compile(r"(?:(?:稳定|保持|维持|控制|达|提高|增加|增长|降低|压减|扩大|降|增)[在到至])$")
# 500、1.2万家: the first number is no 500万, 500、800万千瓦 is.
_AT_MOST = 30


def share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """``分别降低20个、10个百分点``: the first number's 个 is the beginning of 个百分点."""
    many: Decimal | None = None
    for index in range(len(found) - 2, -1, -1):
        this, after = found[index], found[index + 1]
        between = text[this.end : after.start]
        if this.kind in ("bare", "bare_money") and _shares_unit(text, this, after, between):
            # 分别减少10.6万、3.8万平方公里; 分别下降20、10个百分点; 分别达到500、800万千瓦
            many = _shared_multiplier(text, this, after) or (many if after.rule == "shared_unit" else None)
            value = this.value * many if many and this.kind == "bare" else this.value
            found[index] = replace(this, value=value, unit=after.unit, kind=after.kind, rule="shared_unit")
            continue
        if (
            this.unit == "个"
            and (after.unit == "百分点" or after.unit.startswith("个"))
            and after.unit != "个"
            and between in ("、", "和", "及", ",", "以上、", "以上和")
        ):
            found[index] = Quantity(
                this.start, this.end, this.value, None, after.unit, after.kind, this.comparator,
                this.expr_start, this.expr_end, "shared_unit",
            )  # fmt: skip
    return found


def _shared_multiplier(text: str, this: Quantity, after: Quantity) -> Decimal | None:
    """The 万 or 亿 that the number behind writes and the two have in common."""
    written = _MULTIPLIED.match(text, after.start, after.end)
    if written is None or written["many"] not in _MANY or this.value > _AT_MOST * Decimal(written["number"]):
        return None
    return Decimal(_MANY[written["many"]])


def _shares_unit(text: str, this: Quantity, after: Quantity, between: str) -> bool:
    """Whether a number without a unit stands in a list whose last number has it."""
    if between not in ("、", "和", "及") or after.kind in ("bare", "bare_money", "time", "rank"):
        return False
    if this.value_max is not None or "第" in text[max(0, this.start - 2) : this.start]:
        return False
    if this.kind == "bare_money" or "分别" in text[max(0, this.start - 40) : this.start]:
        return True
    return this.value >= 10 and bool(_REACHES.search(text, max(0, this.start - 4), this.start))


def join_bounds(found: list[Quantity]) -> list[Quantity]:
    """``5万元以上20万元以下``: a lower and an upper bound, one right behind the other, are one range."""
    result: list[Quantity] = []
    for this in found:
        low = result[-1] if result else None
        if (
            low is not None
            and low.comparator == ">="
            and this.comparator == "<="
            and low.end < low.expr_end == this.start == this.expr_start
            and this.end < this.expr_end
            and low.unit == this.unit
            and low.value < this.value
        ):
            result[-1] = replace(
                low, end=this.end, value_max=this.value, comparator="range", expr_end=this.expr_end, rule="between"
            )
        else:
            result.append(this)
    return result
