"""The one form in which both sides of an evaluation are held: gold records and predicted rows.

Every field value is text as a table cell would show it (``14``, ``2020-12-31``, empty = not stated), so that rows
from a csv file, from a program run and from a gold file are compared in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from extractors.types import Span

CORE_METADATA = ("title", "doc_number", "issuer", "issue_date", "region")
METADATA = (*CORE_METADATA, "horizon_start", "horizon_end")
"""The columns of documents.csv that a gold file may state; the first five are those the gold set is made for."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """What is scored of one table.

    - ``whole``: the fields that must all be right for the whole record to be right.
    - ``reported``: fields whose accuracy is told beside them, where the gold states them.
    - ``key``: fields a pair must agree on, besides overlapping, to be a pair at all.
    - ``detection``: fields a pair must also agree on to count as detected (``raw`` stands for the very same span).
    - ``required``: fields that a gold record cannot leave out.
    """

    name: str
    whole: tuple[str, ...]
    reported: tuple[str, ...]
    key: tuple[str, ...]
    detection: tuple[str, ...]
    required: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """All fields that can be compared, the scored ones first."""
        return self.whole + self.reported


SPECS: dict[str, TableSpec] = {
    spec.name: spec
    for spec in (
        TableSpec(
            name="targets",
            whole=("value", "value_max", "unit", "comparator", "measure", "indicator", "target_date", "clause"),
            reported=("status", "raw", "indicator_std", "period_start", "modality", "scope"),
            key=("value", "unit"),
            detection=("status",),
            required=("value", "unit", "comparator", "measure", "indicator", "status"),
        ),
        TableSpec(
            name="responsibilities",
            whole=("unit", "role", "clause"),
            reported=("unit_full", "order", "raw"),
            key=(),
            detection=("role", "raw"),
            required=("unit", "role"),
        ),
        TableSpec(
            name="deadlines",
            whole=("type", "start_date", "end_date", "clause"),
            reported=("duration", "recurrence", "raw"),
            key=(),
            detection=("type", "end_date"),
            required=("type",),
        ),
    )
}

TABLES = tuple(SPECS)


@dataclass(frozen=True, slots=True)
class GoldRecord(Span):
    """One annotated record. ``fields`` holds the alternatives of each stated field, best first; never empty."""

    table: str
    number: int
    raw: str
    fields: Mapping[str, tuple[str, ...]]
    optional: bool = False

    @property
    def counted(self) -> bool:
        """Whether missing it counts: not optional and, among targets, of status ``target``."""
        return not self.optional and (self.table != "targets" or self.fields["status"] == ("target",))

    def best(self, field: str) -> str:
        """The first alternative of a field, empty where it is not stated."""
        return self.fields.get(field, ("",))[0]


@dataclass(frozen=True, slots=True)
class PredictedRecord(Span):
    """One row of a table to be scored."""

    table: str
    raw: str
    fields: Mapping[str, str]
    confidence: float | None = None
    extractor: str = ""

    @property
    def extractor_name(self) -> str:
        """The extractor without its rule: ``rules`` for ``rules:predicate``."""
        return self.extractor.split(":", 1)[0] or "(unnamed)"

    @property
    def counted(self) -> bool:
        """Whether the row is held against the gold: among targets, only those of status ``target``."""
        return self.table != "targets" or self.fields["status"] == "target"


@dataclass(frozen=True, slots=True)
class PredictedDocument:
    """All predicted rows of one document; ``metadata`` is ``None`` where there is no row in documents.csv."""

    doc_id: str
    records: Mapping[str, tuple[PredictedRecord, ...]]
    metadata: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One gold file."""

    source: str
    doc: str
    sha256: str
    metadata: Mapping[str, tuple[str, ...]]
    records: Mapping[str, tuple[GoldRecord, ...]]
