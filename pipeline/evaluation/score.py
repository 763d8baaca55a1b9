"""From outcomes to scores: per table, per document, per extractor, and the metadata of the documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluation.counts import Counts, Rates, ratio, rounded, with_interval
from pipeline.evaluation.fields import metadata_right
from pipeline.evaluation.outcome import Outcome, Pair, pair_up
from pipeline.evaluation.record import (
    CORE_METADATA,
    METADATA,
    SPECS,
    TABLES,
    GoldDocument,
    PredictedDocument,
    PredictedRecord,
    TableSpec,
)


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one table: detection, whole record, and per field (right, compared) over the pairs."""

    detection: Rates
    record: Rates
    fields: Mapping[str, tuple[int, int]]

    def to_json(self) -> dict[str, object]:
        """The shape of SCORE in scores.json."""
        return {
            "detection": self.detection.to_json(),
            "record": self.record.to_json(),
            "fields": {name: rounded(ratio(*counts)) for name, counts in self.fields.items()},
        }


@dataclass(frozen=True, slots=True)
class MetadataOutcome:
    """One column of documents.csv for one document. ``expected`` is empty where the document does not state it."""

    doc: str
    field: str
    expected: tuple[str, ...]
    got: str

    @property
    def stated(self) -> bool:
        """Whether the best reading of the document states a value."""
        return bool(self.expected[0])

    @property
    def right(self) -> bool:
        """Whether the value written is one of the alternatives."""
        return metadata_right(self.field, self.expected, self.got)


@dataclass(frozen=True, slots=True)
class ScoredDocument:
    """One document with the outcome of each table, its metadata, and its source text for the error list."""

    doc: str
    text: str
    outcomes: Mapping[str, Outcome]
    metadata: tuple[MetadataOutcome, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Everything an evaluation found. ``notes`` are what a reader must know before trusting the numbers."""

    documents: tuple[ScoredDocument, ...]
    overall: Mapping[str, Score]
    by_document: Mapping[str, Mapping[str, Score]]
    by_extractor: Mapping[str, Mapping[str, Score]]
    metadata: Mapping[str, tuple[int, int]]
    not_scored: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The content of scores.json."""
        return {
            "overall": {table: score.to_json() for table, score in self.overall.items()},
            "documents": _json(self.by_document),
            "extractors": _json(self.by_extractor),
            "metadata": {name: {"right": right, "stated": stated} for name, (right, stated) in self.metadata.items()},
        }


def score_document(gold: GoldDocument, predicted: PredictedDocument | None, text: str) -> ScoredDocument:
    """Hold the rows of one document against its gold; ``None`` stands for a document that gave no rows."""
    rows = predicted.records if predicted else {}
    values = (predicted.metadata if predicted else None) or {}
    return ScoredDocument(
        doc=gold.doc,
        text=text,
        outcomes={table: pair_up(gold.doc, table, gold.records[table], rows.get(table, ())) for table in TABLES},
        metadata=tuple(
            MetadataOutcome(gold.doc, field, gold.metadata[field], values.get(field, ""))
            for field in METADATA
            if field in gold.metadata
        ),
    )


def total_scores(
    documents: Sequence[ScoredDocument], *, seed: int = 0, not_scored: Sequence[str] = (), notes: Sequence[str] = ()
) -> Scores:
    """Add documents up (micro-average), with bootstrap intervals over them."""
    documents = sorted(documents, key=lambda document: document.doc)
    return Scores(
        documents=tuple(documents),
        overall={table: _score([document.outcomes[table] for document in documents], seed) for table in TABLES},
        by_document={
            document.doc: {table: _score([document.outcomes[table]], seed) for table in TABLES}
            for document in documents
        },
        by_extractor=_by_extractor(documents, seed),
        metadata=_metadata(documents),
        not_scored=tuple(not_scored),
        notes=tuple(notes),
    )


def detection_counts(outcome: Outcome) -> Counts:
    """Counts of detection. A pair that is not detected is one missed record and one spurious row, as far as counted."""
    return _counts(outcome, sum(pair.detected for pair in outcome.pairs))


def record_counts(outcome: Outcome) -> Counts:
    """Counts of whole records."""
    return _counts(outcome, sum(pair.whole for pair in outcome.pairs))


def _counts(outcome: Outcome, right: int) -> Counts:
    gold = len(outcome.missed) + sum(pair.gold.counted for pair in outcome.pairs)
    rows = len(outcome.spurious) + sum(pair.predicted.counted for pair in outcome.pairs)
    return Counts(tp=right, fp=rows - right, fn=gold - right)


def _score(outcomes: Sequence[Outcome], seed: int) -> Score:
    spec = SPECS[outcomes[0].table] if outcomes else None
    return Score(
        detection=with_interval([detection_counts(outcome) for outcome in outcomes], seed),
        record=with_interval([record_counts(outcome) for outcome in outcomes], seed),
        fields=_fields(spec, [pair for outcome in outcomes for pair in outcome.pairs]) if spec else {},
    )


def _fields(spec: TableSpec, pairs: Iterable[Pair]) -> dict[str, tuple[int, int]]:
    """(right, compared) per field; fields outside the whole record only where some gold record states them."""
    compared = dict.fromkeys(spec.fields, 0)
    right = dict.fromkeys(spec.fields, 0)
    for pair in pairs:
        for name in pair.compared:
            compared[name] += 1
            right[name] += name not in pair.wrong
    return {name: (right[name], compared[name]) for name in spec.fields if name in spec.whole or compared[name]}


def _by_extractor(documents: Sequence[ScoredDocument], seed: int) -> dict[str, dict[str, Score]]:
    """The same counts with the rows of one extractor alone: what it adds, what it spoils, what it leaves to others."""
    names: dict[str, set[str]] = {}
    for document in documents:
        for table, outcome in document.outcomes.items():
            for row in _rows(outcome):
                names.setdefault(row.extractor_name, set()).add(table)
    return {
        name: {
            table: _score([_only(document.outcomes[table], name) for document in documents], seed)
            for table in TABLES
            if table in tables
        }
        for name, tables in sorted(names.items())
    }


def _rows(outcome: Outcome) -> Iterable[PredictedRecord]:
    return (*(pair.predicted for pair in outcome.pairs), *outcome.spurious, *outcome.forgiven)


def _only(outcome: Outcome, extractor: str) -> Outcome:
    """The outcome as it stands for one extractor: gold found by another one is missed by this one."""

    def own(row: PredictedRecord) -> bool:
        return row.extractor_name == extractor

    others = [pair.gold for pair in outcome.pairs if not own(pair.predicted)]
    return Outcome(
        doc=outcome.doc,
        table=outcome.table,
        pairs=tuple(pair for pair in outcome.pairs if own(pair.predicted)),
        missed=(*outcome.missed, *(record for record in others if record.counted)),
        spurious=tuple(row for row in outcome.spurious if own(row)),
    )


def _metadata(documents: Sequence[ScoredDocument]) -> dict[str, tuple[int, int]]:
    """(right, stated) per field over the documents that state it; the five core fields always appear."""
    totals = dict.fromkeys(CORE_METADATA, (0, 0))
    for document in documents:
        for item in document.metadata:
            right, stated = totals.get(item.field, (0, 0))
            totals[item.field] = (right + (item.stated and item.right), stated + item.stated)
    return totals


def _json(groups: Mapping[str, Mapping[str, Score]]) -> dict[str, object]:
    return {name: {table: score.to_json() for table, score in tables.items()} for name, tables in groups.items()}
