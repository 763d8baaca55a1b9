"""Value classes of the extractors: spans on a text, and what was understood at them.

Every extractor takes a string and returns mentions whose ``start`` and ``end`` are half-open
code-point offsets into that very string. Mapping them to a document's source text is the
pipeline's work (see ``pipeline.document.ReadingView``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Comparator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
Measure = Literal["level", "increment", "growth", "rank"]
Status = Literal["target", "achieved", "parameter"]
Role = Literal["lead", "responsible", "support"]
DeadlineType = Literal["by", "during", "ongoing", "immediate", "recurring", "relative"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch ``[start, end)`` of a text, never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character; touching spans do not."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Quantity(Span):
    """A number with its unit: ``1.2万家`` is value 12000, unit ``家``.

    ``value_max`` is set for ranges only. ``rule`` names the pattern that found it.
    ``expr_start`` and ``expr_end`` take in the comparator words around it (``不少于…``, ``…以上``).
    """

    value: Decimal
    value_max: Decimal | None
    unit: str
    kind: str
    comparator: Comparator
    expr_start: int
    expr_end: int
    rule: str


@dataclass(frozen=True, slots=True)
class TimeAnchor:
    """What an incomplete time expression may lean on. All of it is given by the caller, never the clock.

    ``number_year``: the year in the document's number (青政办〔2024〕17号), where it has no date.
    """

    issue_date: date | None = None
    horizon_start: date | None = None
    horizon_end: date | None = None
    number_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year of ``年底前``: a one-year horizon's, else the issue date's, the number's, the horizon's end's."""
        if self.horizon_start and self.horizon_end and self.horizon_start.year == self.horizon_end.year:
            return self.horizon_end.year
        if self.issue_date:
            return self.issue_date.year
        if self.number_year:
            return self.number_year
        return self.horizon_end.year if self.horizon_end else None


@dataclass(frozen=True, slots=True)
class ResolvedTime:
    """A time expression on the calendar. What could not be resolved stays ``None`` or empty."""

    type: DeadlineType
    start_date: date | None = None
    end_date: date | None = None
    duration: str = ""
    recurrence: str = ""


@dataclass(frozen=True, slots=True)
class Region:
    """A place of government. Empty strings below its level; ``country=True`` for the central level."""

    province: str = ""
    city: str = ""
    county: str = ""
    country: bool = False

    @property
    def full_name(self) -> str:
        """The official full name: ``浙江省杭州市``, ``全国`` for the central level, empty when unknown."""
        return "全国" if self.country else self.province + self.city + self.county

    @property
    def level(self) -> Literal["country", "province", "city", "county", ""]:
        """The lowest level that is filled."""
        if self.country:
            return "country"
        return "county" if self.county else "city" if self.city else "province" if self.province else ""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who speaks in a document: needed to turn 省科技厅 into 浙江省科学技术厅, 规划处 into a division of it."""

    name: str = ""
    region: Region = Region()
    date: date | None = None


@dataclass(frozen=True, slots=True)
class UnitMention(Span):
    """One body named as responsible for something.

    ``order`` counts from 1 within one label. ``group`` numbers the list it stands in, so that callers can tell
    two lists of one clause apart. ``source`` says how it was assigned.
    """

    role: Role
    order: int
    group: int
    source: Literal["label", "bracket", "prose", "column"]
    rule: str
    confidence: float
