"""Quantities that stand in lists or pairs: a unit said once for all, a lower and an upper bound."""

from __future__ import annotations

from dataclasses import replace

from extractors.types import Quantity


def share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """``分别降低20个、10个百分点``: the first number's 个 is the beginning of 个百分点."""
    for index in range(len(found) - 2, -1, -1):
        this, after = found[index], found[index + 1]
        between = text[this.end : after.start]
        if this.kind in ("bare", "bare_money") and _shares_unit(text, this, after, between):
            # 分别减少10.6万、3.8万平方公里; 分别下降20、10个百分点
            found[index] = replace(this, unit=after.unit, kind=after.kind, rule="shared_unit")
            continue
        if this.unit == "个" and after.unit == "百分点" and between in ("、", "和", "及", ",", "以上、", "以上和"):
            found[index] = Quantity(
                this.start, this.end, this.value, None, after.unit, after.kind, this.comparator,
                this.expr_start, this.expr_end, "shared_unit",
            )  # fmt: skip
    return found


def _shares_unit(text: str, this: Quantity, after: Quantity, between: str) -> bool:
    """Whether a number without a unit stands in a list whose last number has it."""
    if between not in ("、", "和", "及") or after.kind in ("bare", "bare_money", "time", "rank") or "/" in after.unit:
        return False
    if this.value_max is not None or "第" in text[max(0, this.start - 2) : this.start]:
        return False
    return this.kind == "bare_money" or "分别" in text[max(0, this.start - 40) : this.start]


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
