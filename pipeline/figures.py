"""Values of indicator tables: what a cell states, and when it is due once the document's plan period is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from extractors.types import Comparator, Measure, Status, TimeAnchor


@dataclass(frozen=True, slots=True)
class Period:
    """The time a value column speaks of, as far as its head tells.

    ``said``: the head calls its values reached (现状, 完成) or planned (目标). ``last_year``: 上年, 去年.
    ``earliest``: the first of several columns that name but a year.
    """

    start_year: int | None = None
    end_year: int | None = None
    said: Literal["target", "achieved", ""] = ""
    last_year: bool = False
    earliest: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of an indicator table; ``[start, end)`` is the value expression in the reading view.

    ``over_period``: the value is a rate or a sum over the whole period, not the state at its end.
    ``word``: the word of change where the indicator's name does not hold it.
    """

    start: int
    end: int
    indicator: str
    measure: Measure
    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    unit: str
    modality: str
    scope: str
    period: Period
    over_period: bool
    confidence: float
    word: str = ""


@dataclass(frozen=True, slots=True)
class FigureDue:
    """Whether a figure is still to be reached, and the period by whose end it is."""

    status: Status
    start: date | None
    end: date | None


# 2020—2025年 as a plan period of more than five years begins with its base year.
_WITH_BASE_YEAR = 5


def period_due(period: Period, anchor: TimeAnchor, *, over_period: bool = False) -> FigureDue:
    """The dates and the status of values of ``period`` in a document with this plan period and date."""
    if period.last_year:
        first = anchor.horizon_start.year if anchor.horizon_start else anchor.year
        return FigureDue("achieved", *_year(first - 1 if first else None))
    if period.end_year is None:
        if period.said == "achieved":
            return FigureDue("achieved", None, None)
        return FigureDue("target", anchor.horizon_start, anchor.horizon_end)
    start, end = _year(period.end_year)
    status = _status(period, period.end_year, anchor)
    if period.start_year:
        start = date(period.start_year, 1, 1)
    elif over_period:
        begins = anchor.horizon_start
        start = begins if status == "target" and begins and end and begins < end else None
    return FigureDue(status, start, end)


def _year(year: int | None) -> tuple[date | None, date | None]:
    return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)


def _status(period: Period, year: int, anchor: TimeAnchor) -> Status:
    begins, ends, issued = anchor.horizon_start, anchor.horizon_end, anchor.issue_date
    if period.said == "achieved":
        # 2025年完成 in a plan of 2024 cannot have been reached.
        return "target" if issued and year > issued.year else "achieved"
    limit = begins or issued
    if limit is None:
        return "achieved" if period.earliest and not period.said else "target"
    base = bool(begins and ends and ends.year - begins.year >= _WITH_BASE_YEAR and year == begins.year)
    return "achieved" if year < limit.year or (base and not period.said) else "target"
