"""rows.csv of a run: what became of each gold record and each spurious row, kept for comparing runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.evaluation.context import context_of
from pipeline.evaluation.errors_list import label
from pipeline.evaluation.outcome import Outcome, Pair
from pipeline.evaluation.record import SPECS, TABLES, GoldRecord, PredictedRecord
from pipeline.evaluation.score import MetadataOutcome, Scores

State = Literal["right", "partial", "missed", "spurious"]

COLUMNS = ("doc", "table", "state", "wrong", "char_start", "char_end", "raw", "label", "got", "sentence")


@dataclass(frozen=True, slots=True)
class RunRow:
    """One gold record (``right``, ``partial``, ``missed``) or one spurious row of a run.

    ``label`` describes the record (for a spurious row: the row itself), ``got`` what was paired with it; ``wrong``
    lists the scored fields that are not right, joined with ``、``.
    """

    doc: str
    table: str
    state: str
    wrong: str
    char_start: str
    char_end: str
    raw: str
    label: str
    got: str
    sentence: str

    def cells(self) -> tuple[str, ...]:
        """The row, in the order of ``COLUMNS``."""
        return tuple(getattr(self, name) for name in COLUMNS)


def run_rows(scores: Scores) -> list[RunRow]:
    """The rows of a run, by document, table and place."""
    rows: list[RunRow] = []
    for document in scores.documents:
        rows += (_metadata_row(item) for item in document.metadata if item.stated or not item.right)
        for table in TABLES:
            made = _rows(document.outcomes[table], document.text)
            rows += sorted(
                made, key=lambda row: (int(row.char_start), int(row.char_end), row.state, row.label, row.got)
            )
    return rows


def _rows(outcome: Outcome, text: str) -> Iterator[RunRow]:
    for gold in outcome.missed:
        yield _row(outcome, "missed", (), gold, None, text)
    for row in outcome.spurious:
        yield _row(outcome, "spurious", (), row, None, text)
    for pair in outcome.pairs:
        if pair.gold.counted:
            wrong = _scored_wrong(pair)
            yield _row(outcome, "partial" if wrong else "right", wrong, pair.gold, pair.predicted, text)
        elif pair.predicted.counted:
            yield _row(outcome, "spurious", (), pair.predicted, None, text)


def _scored_wrong(pair: Pair) -> tuple[str, ...]:
    spec = SPECS[pair.gold.table]
    return tuple(name for name in pair.wrong if name in spec.whole or name in spec.detection)


def _row(
    outcome: Outcome,
    state: State,
    wrong: tuple[str, ...],
    record: GoldRecord | PredictedRecord,
    got: PredictedRecord | None,
    text: str,
) -> RunRow:
    return RunRow(
        doc=outcome.doc,
        table=outcome.table,
        state=state,
        wrong="、".join(wrong),
        char_start=str(record.start),
        char_end=str(record.end),
        raw=record.raw or text[record.start : record.end],
        label=label(record),
        got=label(got) if got else "",
        sentence=context_of(text, record.start, record.end).sentence,
    )


def _metadata_row(item: MetadataOutcome) -> RunRow:
    state: State = "right" if item.right else "spurious"
    if item.stated and not item.right:
        state = "partial" if item.got else "missed"
    shown = item.expected[0] if item.stated else item.got
    return RunRow(item.doc, "documents", state, "", "", "", item.field, shown, item.got if item.stated else "", "")
