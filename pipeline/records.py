"""One row class for each output table, and what the reading of one document gives.

The fields of a row class are the columns of its table, in the table's order. ``""`` and ``None`` both mean "not
stated" and are written as an empty cell. Lists inside a field are joined with ``、`` already. What the columns mean
is said once, in ``pipeline.tables``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from extractors.types import Comparator, DeadlineType, Measure, Role, Status

DocumentStatus = Literal["ok", "partial", "skipped", "failed"]
Stage = Literal["read", "extract", "write"]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A file that was met, read or not: its metadata and how many rows it gave."""

    doc_id: str
    status: DocumentStatus
    sha256: str = ""
    format: str = ""
    title: str = ""
    doc_number: str = ""
    issuer: str = ""
    region: str = ""
    issue_date: date | None = None
    horizon_start: date | None = None
    horizon_end: date | None = None
    pages: int | None = None
    chars: int | None = None
    clauses: int = 0
    targets: int = 0
    responsibilities: int = 0
    deadlines: int = 0
    warnings: str = ""


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """A numbered part of a document, or a row of a task table. ``[char_start, char_end)`` is its whole text."""

    doc_id: str
    clause: str
    level: int
    heading: str
    char_start: int
    char_end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A quantity together with what it measures; ``text[char_start:char_end] == raw``."""

    doc_id: str
    clause: str
    indicator: str
    indicator_std: str
    measure: Measure
    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    unit: str
    target_date: date | None
    period_start: date | None
    modality: str
    scope: str
    status: Status
    raw: str
    sentence: str
    char_start: int
    char_end: int
    page: int | None
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class ResponsibilityRow:
    """A body that is responsible for a clause; ``text[char_start:char_end] == raw``."""

    doc_id: str
    clause: str
    unit: str
    unit_full: str
    role: Role
    order: int
    inherited: bool
    raw: str
    char_start: int
    char_end: int
    page: int | None
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A time by which or in which something is due; ``text[char_start:char_end] == raw``."""

    doc_id: str
    clause: str
    type: DeadlineType
    start_date: date | None
    end_date: date | None
    duration: str
    recurrence: str
    raw: str
    char_start: int
    char_end: int
    page: int | None
    confidence: float
    extractor: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A line of the 任务分解表: one lowest clause or task-table row. Lists are joined with ``、``."""

    doc_id: str
    clause: str
    task: str
    measures: str
    targets: str
    lead_units: str
    responsible_units: str
    support_units: str
    deadline: str
    deadline_date: date | None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """Trouble with one file: ``source`` is its doc_id, ``error`` a stable code."""

    source: str
    stage: Stage
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """All that one document gives, rows in the order of the text. ``text`` is its source text, empty when unread.

    ``reading``: checksum of the words that were read, by which the same text is known in another file.
    """

    document: DocumentRow
    clauses: tuple[ClauseRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    responsibilities: tuple[ResponsibilityRow, ...] = ()
    deadlines: tuple[DeadlineRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    errors: tuple[ErrorRow, ...] = ()
    text: str = ""
    reading: str = ""
