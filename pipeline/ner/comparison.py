"""The extractors side by side on the same gold: rules, single recognisers, and rules with a recogniser's proposals.

Rules and hybrid give records and are scored as records; a recogniser alone gives mentions and is scored on spans
(``pipeline.ner.span_scores``). The spans of the rules' rows are scored in that way too, so that all stand on one scale.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np
from numpy.typing import NDArray

from extractors.body_names import is_class
from extractors.ner import Entity
from extractors.types import UnitMention
from pipeline import units
from pipeline.analysis import Analysis, analyse
from pipeline.evaluation.corpus import Corpus
from pipeline.evaluation.counts import RESAMPLES, Counts, Rates, with_interval
from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.predictions import from_result
from pipeline.evaluation.record import TABLES, GoldDocument
from pipeline.evaluation.score import ScoredDocument, detection_counts, score_document
from pipeline.extract import extract_records
from pipeline.ingest import read_bytes
from pipeline.ner.span_scores import span_counts, unit_counts, unit_spans

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Subject:
    """A gold document, read and understood once. ``group`` names the set it belongs to."""

    group: str
    gold: GoldDocument
    analysis: Analysis


@dataclass(frozen=True, slots=True)
class Mentions:
    """What one system gave for each subject: entities on the reading view; ``speed`` in characters per second."""

    entities: Sequence[Sequence[Entity]]
    speed: float


def subjects(group: str, gold: Sequence[Path], corpus: Path) -> list[Subject]:
    """The documents of one gold group. Raises ``EvaluationError`` where gold and documents do not fit."""
    files = Corpus([corpus])
    found = ((one, files.find(one)) for one in load_gold(gold))
    return [Subject(group, one, analyse(read_bytes(file.read(), file.doc_id).document)) for one, file in found if file]


def records(subject: Subject, ner: str = "") -> ScoredDocument:
    """The scored records of one document; ``ner`` names the recogniser of the hybrid."""
    result = extract_records(subject.analysis.document, ner=ner)
    return score_document(subject.gold, from_result(result), result.text)


def texts_of(chosen: Sequence[Subject]) -> list[str]:
    """What a recogniser reads of each document."""
    return [subject.analysis.view.folded for subject in chosen]


def mentions_of_rows(chosen: Sequence[Subject], ner: str = "") -> Mentions:
    """The spans of the rows that the rules write, as entities; with ``ner`` those of the hybrid."""
    entities: list[list[Entity]] = []
    taken = 0.0
    for subject in chosen:
        start = process_time()
        result = extract_records(subject.analysis.document, ner=ner)
        taken += process_time() - start
        analysis = analyse(subject.analysis.document, ner)
        view = analysis.view
        own = [Entity(one.start, one.end, "organisation", 1.0) for block in analysis.units for one in block]
        for table in ("targets", "deadlines"):
            for row in getattr(result, table):
                place = view.from_source(row.char_start), view.from_source(row.char_end - 1) + 1
                own.append(Entity(*place, "quantity" if table == "targets" else "time", 1.0))
        entities.append(own)
    return Mentions(entities, sum(map(len, texts_of(chosen))) / taken)


def span_rates(chosen: Sequence[Subject], mentions: Mentions) -> Mapping[str, Rates]:
    """Spans met, for each table, with intervals over documents."""
    return {
        table: with_interval(
            [
                span_counts(table, subject.analysis, subject.gold, found)
                for subject, found in zip(chosen, mentions.entities, strict=True)
            ],
            seed=0,
        )
        for table in TABLES
    }


def unit_rates(chosen: Sequence[Subject], mentions: Mentions, *, labelled: bool) -> Rates:
    """Units met, those behind a label or in a column (``labelled``) or all others, with intervals over documents."""
    pairs = zip(chosen, mentions.entities, strict=True)
    counts = [unit_counts(subject.analysis, subject.gold, found, labelled=labelled) for subject, found in pairs]
    return with_interval(counts, seed=0)


def unlabelled_found(subject: Subject, scored: ScoredDocument) -> Counts:
    """How many of a document's units without a label its rows hold, whatever role they have."""
    outcome, view = scored.outcomes["responsibilities"], subject.analysis.view
    rows = (*(pair.predicted for pair in outcome.pairs), *outcome.spurious)
    places = {(view.from_source(row.start), view.from_source(row.end - 1) + 1) for row in rows}
    wanted = unit_spans(subject.analysis, subject.gold, labelled=False)
    return Counts(len(wanted & places), 0, len(wanted - places))


def organisations(entities: Sequence[Entity]) -> set[Place]:
    """The places of the organisations among entities."""
    return {(one.start, one.end) for one in entities if one.label == "organisation"}


def overlap(chosen: Sequence[Subject], systems: Mapping[str, Mentions]) -> Counter[tuple[str, ...]]:
    """For each set of systems, how many of the gold's units exactly these systems met."""
    found: Counter[tuple[str, ...]] = Counter()
    for number, subject in enumerate(chosen):
        wanted = unit_spans(subject.analysis, subject.gold, labelled=True) | unit_spans(
            subject.analysis, subject.gold, labelled=False
        )
        met = {name: organisations(mentions.entities[number]) for name, mentions in systems.items()}
        for place in wanted:
            found[tuple(name for name in systems if place in met[name])] += 1
    return found


def difference(
    before: Sequence[ScoredDocument], after: Sequence[ScoredDocument], table: str
) -> tuple[float, float, float] | None:
    """F1 of ``after`` less that of ``before`` with its 95 % interval: documents drawn in pairs, 2000 times.

    ``None`` where F1 is 0/0.
    """
    sides = [[detection_counts(document.outcomes[table]) for document in side] for side in (before, after)]
    counted = np.array([[(one.tp, one.fp, one.fn) for one in side] for side in sides], dtype=np.int64)
    draws = np.random.default_rng(0).integers(counted.shape[1], size=(RESAMPLES, counted.shape[1]))
    with np.errstate(invalid="ignore"):
        drawn = _f1(counted[:, draws].sum(axis=2))
        whole = _f1(counted.sum(axis=1))
    change = (drawn[1] - drawn[0])[~np.isnan(drawn).any(axis=0)]
    if np.isnan(whole).any() or not change.size:
        return None
    low, high = np.percentile(change, [2.5, 97.5])
    return float(whole[1] - whole[0]), float(low), float(high)


def _f1(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    right = counts[..., 0].astype(np.float64) * 2
    return np.asarray(right / (right + counts[..., 1] + counts[..., 2]))


@contextmanager
def names_hidden(half: int) -> Iterator[None]:
    """The rules as if they could not see one half (0 or 1) of all names of bodies, neither by list nor by form.

    Phrases for classes of bodies (各区人民政府) are no names.
    """
    names = vars(units)
    seen: Callable[[str], list[UnitMention]] = names["find_assignments"]

    def visible(name: str) -> bool:
        return is_class(name) or zlib.crc32(name.encode()) % 2 != half

    def find(text: str) -> list[UnitMention]:
        return [one for one in seen(text) if visible(text[one.start : one.end])]

    names["find_assignments"] = find
    try:
        yield
    finally:
        names["find_assignments"] = seen
