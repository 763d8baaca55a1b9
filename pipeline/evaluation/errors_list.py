"""Every miss, spurious row and wrong field of an evaluation, with its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.evaluation.context import Context, context_of
from pipeline.evaluation.outcome import Outcome
from pipeline.evaluation.record import TABLES, GoldRecord, PredictedRecord
from pipeline.evaluation.score import MetadataOutcome, Scores

Kind = Literal["miss", "spurious", "wrong_field"]

COLUMNS = (
    "doc",
    "table",
    "kind",
    "field",
    "expected",
    "got",
    "raw",
    "sentence",
    "char_start",
    "char_end",
    "extractor",
    "confidence",
)

_LABELS: Mapping[str, tuple[str, ...]] = {
    "targets": ("status", "indicator", "measure", "comparator", "value", "value_max", "unit", "target_date"),
    "responsibilities": ("role", "unit"),
    "deadlines": ("type", "start_date", "end_date"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of the evaluation's errors.csv. ``span`` and ``context`` are ``None`` for metadata."""

    doc: str
    table: str
    kind: Kind
    field: str
    expected: str
    got: str
    raw: str = ""
    context: Context | None = None
    span: tuple[int, int] | None = None
    extractor: str = ""
    confidence: float | None = None

    def cells(self) -> tuple[str, ...]:
        """The row, in the order of ``COLUMNS``."""
        start, end = map(str, self.span) if self.span else ("", "")
        confidence = "" if self.confidence is None else f"{self.confidence:g}"
        sentence = self.context.sentence if self.context else ""
        named = (self.doc, self.table, self.kind, self.field, self.expected, self.got, self.raw)
        return (*named, sentence, start, end, self.extractor, confidence)


def findings(scores: Scores) -> list[Finding]:
    """All findings: by document, then table, then place in the text."""
    found: list[Finding] = []
    for document in scores.documents:
        found += (item for item in map(_of_metadata, document.metadata) if item)
        for table in TABLES:
            rows = [*_of_outcome(document.outcomes[table], document.text)]
            found += sorted(rows, key=lambda row: (row.span or (0, 0), row.kind, row.field, row.expected, row.got))
    return found


def label(record: GoldRecord | PredictedRecord) -> str:
    """A record in one line: ``target 高新技术企业 increment = 400 家 2024-12-31``."""
    best = record.best if isinstance(record, GoldRecord) else lambda name: record.fields.get(name, "")
    return " ".join(filter(None, map(best, (*_LABELS[record.table], "clause"))))


def _of_outcome(outcome: Outcome, text: str) -> Iterator[Finding]:
    for gold in outcome.missed:
        yield _finding(outcome, "miss", "", label(gold), "", gold, None, text)
    for row in outcome.spurious:
        yield _finding(outcome, "spurious", "", "", label(row), row, row, text)
    for pair in outcome.pairs:
        for name in pair.wrong:
            expected, got = " | ".join(pair.gold.fields.get(name, ())), pair.predicted.fields.get(name, "")
            if name == "raw":
                expected, got = pair.gold.raw, pair.predicted.raw or text[pair.predicted.start : pair.predicted.end]
            yield _finding(outcome, "wrong_field", name, expected, got, pair.gold, pair.predicted, text)


def _finding(
    outcome: Outcome,
    kind: Kind,
    field: str,
    expected: str,
    got: str,
    place: GoldRecord | PredictedRecord,
    row: PredictedRecord | None,
    text: str,
) -> Finding:
    return Finding(
        doc=outcome.doc,
        table=outcome.table,
        kind=kind,
        field=field,
        expected=expected,
        got=got,
        raw=place.raw or text[place.start : place.end],
        context=context_of(text, place.start, place.end),
        span=(place.start, place.end),
        extractor=row.extractor if row else "",
        confidence=row.confidence if row else None,
    )


def _of_metadata(item: MetadataOutcome) -> Finding | None:
    if item.right:
        return None
    kind: Kind = "wrong_field" if item.got and item.stated else "miss" if item.stated else "spurious"
    return Finding(item.doc, "documents", kind, item.field, " | ".join(filter(None, item.expected)), item.got)
