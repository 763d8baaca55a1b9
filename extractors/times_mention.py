"""A time expression as written, and what it comes to on the calendar with an anchor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from extractors.times_calendar import CalendarPart, after
from extractors.types import DeadlineType, ResolvedTime, Span, TimeAnchor

Bound = Literal["in", "end", "before"]


@dataclass(frozen=True, slots=True)
class TimeMention(Span):
    """A time expression as written.

    - ``kind``: what it would be as a deadline; ``rule``: the pattern that found it.
    - ``first``, ``last``: the stretch of the calendar that is named; both ``None`` for times without dates.
    - ``bound``: the whole stretch (``in``), its end (底, 末), or what is before it (``2030年前``).
    - ``year_shift``: years from the document's year where no year is stated; ``None`` for 当年, 次年.
    - ``more_years``: years from ``first`` to ``last`` where neither states one (``今明两年``).
    - ``inherited_year``: the year stated earlier in the same sentence (``2021年3月启动,6月底前完成``).
    - ``duration``, ``recurrence``: ISO 8601 and a word (yearly, half-yearly, quarterly, monthly, weekly, daily).
    - ``from_issue``: the duration runs from the day the document is issued.
    - ``of_horizon``: the end of the document's own horizon (``规划期末``).
    """

    kind: DeadlineType
    rule: str
    first: CalendarPart | None = None
    last: CalendarPart | None = None
    bound: Bound = "in"
    year_shift: int | None = 0
    more_years: int = 0
    inherited_year: int | None = None
    duration: str = ""
    recurrence: str = ""
    from_issue: bool = False
    of_horizon: bool = False

    @property
    def stated_year(self) -> int | None:
        """The last year that the expression itself states."""
        return (self.last.year if self.last else None) or (self.first.year if self.first else None)

    @property
    def complete(self) -> bool:
        """Whether the expression can be put on the calendar without any anchor."""
        return bool(self.first and self.first.year and self.last and self.last.year)

    @property
    def is_stretch(self) -> bool:
        """Days or months from one to another: ``3月25日-4月30日``."""
        return bool(self.first and self.last and self.first.unit != "year" and self.first != self.last)

    @property
    def spans_years(self) -> bool:
        """From one year into another."""
        return bool(self.first and self.last and self.first.year != self.last.year)

    @property
    def within_year(self) -> bool:
        """Months or days of one year: ``4月``, ``4月至6月``."""
        return bool(self.first and self.first.unit != "year" and not self.spans_years)

    def resolve(self, anchor: TimeAnchor) -> ResolvedTime:
        """The expression on the calendar, as far as ``anchor`` allows; dates that do not exist stay ``None``."""
        if self.kind == "relative":
            start = anchor.issue_date if self.from_issue else None
            return ResolvedTime("relative", None, after(start, self.duration) if start else None, self.duration)
        if self.kind in ("recurring", "ongoing", "immediate"):
            return ResolvedTime(self.kind, recurrence=self.recurrence)
        if self.of_horizon:
            return ResolvedTime(self.kind, None, anchor.horizon_end)
        first, last = self._bounds(self.first, anchor), self._bounds(self.last, anchor, self.more_years)
        if not first or not last or last[1] < first[0]:
            return ResolvedTime(self.kind)
        if self.kind == "during":
            return ResolvedTime("during", first[0], last[1])
        # 2030年前 and 6月前 end before the period begins; 6月30日前, 上半年前, 中旬前 take it in.
        exclusive = self.bound == "before" and self.last is not None and self.last.unit in ("year", "month")
        return ResolvedTime("by", None, last[0] - timedelta(days=1) if exclusive else last[1])

    def _bounds(self, part: CalendarPart | None, anchor: TimeAnchor, more: int = 0) -> tuple[date, date] | None:
        if part is None:
            return None
        year = part.year or self.inherited_year
        if not year and self.year_shift is not None and anchor.year:
            year = anchor.year + self.year_shift + more
        return part.bounds(year) if year else None
