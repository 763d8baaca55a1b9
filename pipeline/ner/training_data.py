"""What a recogniser is trained on: gold, silver and generated examples, with no document of the test groups."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import regex

from pipeline.analysis import analyse
from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.evaluation.corpus import Corpus
from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.record import GoldDocument
from pipeline.ingest import read_bytes
from pipeline.ingest.limits import Limits
from pipeline.ner.examples import Example, document_examples
from pipeline.ner.generated import generated_examples
from pipeline.ner.test_documents import is_test_document

_SHINGLE = 24
# A document that shares so much with a test document is that document, or a copy of it, in another file.
_SAME = 0.2
# Pieces without any entity say the same again and again: so many of them are kept.
_EMPTY_KEPT = 0.35
_VALIDATION = 0.08
_NOT_HAN = regex.compile(r"\P{Han}+")
_LIMITS = Limits(ocr=False)
_NO_DOCUMENT = frozenset({".md", ".tsv"})


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the examples come from.

    ``gold``: gold files and folders; ``documents``: folders of documents, the gold's own and others (silver);
    ``hold_out``: gold files and documents that must not be trained on, beside those that never are
    (``pipeline.ner.test_documents``); ``generated``: how many sentences to make.
    """

    gold: Sequence[Path]
    documents: Sequence[Path]
    hold_out: Sequence[Path]
    generated: int


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Examples to train on and, from the same sources but apart, to validate on.

    ``documents``: how many were used as gold, used as silver, left out as test documents or copies of them, unread.
    """

    train: Sequence[Example]
    validation: Sequence[Example]
    documents: Mapping[str, int]

    @property
    def names(self) -> frozenset[str]:
        """The names of organisations that stand in the training examples."""
        return frozenset(
            example.text[one.start : one.end]
            for example in self.train
            for one in example.entities
            if one.label == "organisation"
        )


def collect(sources: Sources, seed: int) -> TrainingData:
    """Read, label and split; the same sources and seed give the same examples in the same order.

    Raises ``GoldError`` and ``EvaluationError`` for gold that breaks its format or has other documents than these.
    """
    corpus = Corpus(sources.documents)
    gold = {found.path: one for one in load_gold(sources.gold) if (found := corpus.find(one))}
    examples: list[Example] = []
    read, held_out, unread = _read_apart(sources, corpus)
    documents = Counter({"held out": held_out, "unread": unread})
    for path, document in read:
        documents["gold" if path in gold else "silver"] += 1
        examples += document_examples(analyse(document), gold.get(path))
    chance = random.Random(seed)
    kept = [one for one in dict.fromkeys(examples) if one.entities or chance.random() < _EMPTY_KEPT]
    kept += generated_examples(sources.generated, seed)
    chance.shuffle(kept)
    split = int(len(kept) * _VALIDATION)
    return TrainingData(kept[split:], kept[:split], dict(+documents))


def gold_held_out(hold_out: Sequence[Path]) -> list[GoldDocument]:
    """The gold files among what is held out; there may be none."""
    files = [path for path in _files(hold_out) if path.suffix == ".json"]
    return load_gold(files) if files else []


def _read_apart(sources: Sources, corpus: Corpus) -> tuple[list[tuple[Path, Document]], int, int]:
    """The documents that may be trained on; how many test documents and copies of them were left out, how many unread.

    A test document is one of the project's test groups, one whose gold is held out, or one that is itself held out.
    """
    named = {found.path for one in gold_held_out(sources.hold_out) if (found := corpus.find(one))}
    held = [path for path in _files(sources.hold_out) if path.suffix != ".json"]
    shingles: set[str] = set()
    candidates: list[tuple[Path, Document]] = []
    unread = left_out = 0
    for path in _files(sources.documents):
        document = _read(path)
        if document is None:
            unread += 1
        elif path in named or is_test_document(path.read_bytes(), document.text):
            left_out += 1
            shingles.update(_shingles(document.text))
        else:
            candidates.append((path, document))
    for path in held:
        if document := _read(path):
            shingles.update(_shingles(document.text))
    read = [(path, document) for path, document in candidates if _overlap(document.text, shingles) < _SAME]
    return read, left_out + len(candidates) - len(read), unread


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        found = [path] if path.is_file() else sorted(item for item in path.rglob("*") if item.is_file())
        yield from (item for item in found if item.suffix not in _NO_DOCUMENT)


def _read(path: Path) -> Document | None:
    try:
        return read_bytes(path.read_bytes(), path.name, _LIMITS).document
    except ReadError:
        return None


def _shingles(text: str) -> Iterator[str]:
    han = _NOT_HAN.sub("", text)
    return (han[start : start + _SHINGLE] for start in range(max(0, len(han) - _SHINGLE + 1)))


def _overlap(text: str, shingles: Set[str]) -> float:
    own = set(_shingles(text))
    return len(own & shingles) / len(own) if own else 0.0
