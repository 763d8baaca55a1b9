"""``zhengce train``: collect, train, measure on the test documents, write model and model card."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import process_time
from typing import Any, Literal

from extractors.ner import LABELS, Entity, Label, Recogniser, recogniser
from pipeline.analysis import Analysis, analyse
from pipeline.errors import ZhengceError
from pipeline.evaluation.corpus import Corpus
from pipeline.evaluation.counts import Counts, rounded
from pipeline.evaluation.record import GoldDocument
from pipeline.ingest import read_bytes
from pipeline.ner.model_card import CARD, model_card
from pipeline.ner.span_scores import TABLE_LABELS, span_counts, unit_spans
from pipeline.ner.training_data import Sources, TrainingData, collect, gold_held_out

BackEnd = Literal["spacy", "hanlp"]
RECORD = "training.json"
"""What the training was, in the folder of the model."""


class TrainingError(ZhengceError):
    """A model cannot be trained from what was given."""


def train(back_end: BackEnd, sources: Sources, out: Path, *, seed: int, log: Callable[[str], None]) -> dict[str, Any]:
    """Train a recogniser and write it into ``out`` with its model card; the content of the card's record.

    Raises ``TrainingError`` where there is nothing to train on, ``GoldError`` and ``EvaluationError`` for broken gold.
    """
    # Before the work, so that a place that cannot be written to is told at once.
    out.mkdir(parents=True, exist_ok=True)
    data = collect(sources, seed)
    if not data.train or not data.validation:
        raise TrainingError("no examples to train on / 没有可供训练的文本")
    log(f"{len(data.train)} examples, {len(data.validation)} to validate; documents: {dict(data.documents)}")
    settings = _fit(back_end, data, out, seed, log)
    model = recogniser(f"{back_end}:{out}")
    record = {
        "back_end": back_end,
        "seed": seed,
        "settings": settings,
        "documents": dict(sorted(data.documents.items())),
        "examples": dict(sorted(Counter(example.source for example in data.train).items())),
        "characters": sum(len(example.text) for example in data.train),
        "entities": dict(sorted(Counter(one.label for example in data.train for one in example.entities).items())),
        "validation": _validation(model, data),
        "test": _test_scores(model, sources, data),
        "megabytes": round(sum(file.stat().st_size for file in out.rglob("*") if file.is_file()) / 1e6, 2),
    }
    (out / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (out / CARD).write_text(model_card(record), encoding="utf-8")
    return record


def _fit(back_end: BackEnd, data: TrainingData, out: Path, seed: int, log: Callable[[str], None]) -> dict[str, Any]:
    """Train and write the model; the settings."""
    if back_end == "spacy":
        from pipeline.ner.train_spacy import SpacySettings, train_spacy

        settings = SpacySettings()
        train_spacy(data, out, seed=seed, settings=settings, log=log)
        return asdict(settings)
    from pipeline.ner.train_hanlp import HanlpSettings, train_hanlp

    chosen = HanlpSettings()
    train_hanlp(data, out, seed=seed, settings=chosen, log=log)
    return asdict(chosen)


def _validation(model: Recogniser, data: TrainingData) -> dict[str, dict[str, float | int | None]]:
    """How the model meets the validation examples, by label."""
    counts: dict[Label, Counts] = dict.fromkeys(LABELS, Counts())
    found = model.find([example.text for example in data.validation])
    for example, entities in zip(data.validation, found, strict=True):
        for label in LABELS:
            wanted = {(one.start, one.end) for one in example.entities if one.label == label}
            got = {(one.start, one.end) for one in entities if one.label == label}
            counts[label] += Counts(len(wanted & got), len(got - wanted), len(wanted - got))
    return {label: _rates(one) for label, one in counts.items()}


def _test_scores(model: Recogniser, sources: Sources, data: TrainingData) -> dict[str, Any]:
    """Spans met on the held-out documents that have gold; recall of names seen and not seen in training apart."""
    total, seen = Counter[str](), Counter[tuple[bool, bool]]()
    counts = {table: Counts() for table in TABLE_LABELS}
    for gold, analysis in _held_out(sources):
        text = analysis.view.folded
        start = process_time()
        (found,) = model.find([text])
        total["microseconds"] += int((process_time() - start) * 1e6)
        total["characters"] += len(text)
        for table in counts:
            counts[table] += span_counts(table, analysis, gold, found)
        for place, known in _names(gold, analysis, data, text):
            seen[known, place in _places(found)] += 1
    if not total["characters"]:
        return {}
    return {
        **{table: _rates(one) for table, one in counts.items()},
        "recall of names seen in training": _recall(seen, known=True),
        "recall of names not seen in training": _recall(seen, known=False),
        "characters per second": round(total["characters"] / (total["microseconds"] / 1e6), -2),
    }


def _held_out(sources: Sources) -> list[tuple[GoldDocument, Analysis]]:
    corpus = Corpus([*sources.documents, *(path for path in sources.hold_out if path.is_dir())])
    found = ((gold, corpus.find(gold)) for gold in gold_held_out(sources.hold_out))
    return [(gold, analyse(read_bytes(file.read(), file.doc_id).document)) for gold, file in found if file]


def _names(gold: GoldDocument, analysis: Analysis, data: TrainingData, text: str) -> list[tuple[tuple[int, int], bool]]:
    """The places of the gold's units and whether each name stands in the training examples."""
    places = unit_spans(analysis, gold, labelled=True) | unit_spans(analysis, gold, labelled=False)
    names = data.names
    return [(place, text[place[0] : place[1]] in names) for place in sorted(places)]


def _places(found: list[Entity]) -> set[tuple[int, int]]:
    return {(one.start, one.end) for one in found if one.label == "organisation"}


def _recall(seen: Counter[tuple[bool, bool]], *, known: bool) -> dict[str, float | int | None]:
    right, missed = seen[known, True], seen[known, False]
    return {"found": right, "missed": missed, "recall": rounded(Counts(right, 0, missed).recall)}


def _rates(counts: Counts) -> dict[str, float | int | None]:
    return {
        "tp": counts.tp,
        "fp": counts.fp,
        "fn": counts.fn,
        "precision": rounded(counts.precision),
        "recall": rounded(counts.recall),
        "f1": rounded(counts.f1),
    }
