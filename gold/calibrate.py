"""How often each rule is right on the gold: ``python -m gold.calibrate`` writes ``pipeline/calibration.tsv``.

``rows`` and ``right`` are the rows that the scorer counts (``pipeline.evaluation``) over all gold sets but the one set
aside, which stays out so that its reliability table tells something. ``read`` and ``read_right`` are rows of documents
without gold that were read by eye (``gold/reading/*.tsv``; proposals of a recogniser that were linked:
``gold/reading/hybrid``), as they were then, again without the documents set aside.
"""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gold.baseline import ROOT, gold_sets
from pipeline.confidence import rule_family
from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.run import evaluate
from pipeline.extract import extract_document
from pipeline.records import DocumentResult
from pipeline.settings import Settings

CALIBRATION = ROOT / "pipeline" / "calibration.tsv"
READING = ROOT / "gold" / "reading"
SET_ASIDE = "set_aside"


Key = tuple[str, str]


def count_gold() -> tuple[Counter[Key], Counter[Key]]:
    """(table, rule family) → rows given for the gold documents, and those of them right as whole records."""
    rows: Counter[Key] = Counter()
    right: Counter[Key] = Counter()
    for name, gold_set in gold_sets().items():
        if name == SET_ASIDE or (gold_set.shared and not gold_set.corpus.is_dir()):
            continue
        with tempfile.TemporaryDirectory() as folder:
            scores = evaluate(gold_set.gold, [gold_set.corpus], Path(folder), extract=_hybrid)
        for document in scores.documents:
            for table, outcome in document.outcomes.items():
                found = [(pair.predicted, pair.whole) for pair in outcome.pairs if pair.predicted.counted]
                for row, whole in (*found, *((row, False) for row in outcome.spurious)):
                    key = (table, _family(row.extractor))
                    rows[key] += 1
                    right[key] += whole
    return rows, right


def count_readings() -> tuple[Counter[Key], Counter[Key]]:
    """(table, rule family) → rows read by eye, and those of them with nothing wrong."""
    rows: Counter[Key] = Counter()
    right: Counter[Key] = Counter()
    for table, extractor, whole in read_by_eye():
        key = (table, _family(extractor))
        rows[key] += 1
        right[key] += whole
    return rows, right


def read_by_eye() -> Iterator[tuple[str, str, bool]]:
    """The rows of ``gold/reading``: table, extractor, and whether nothing was wrong with them."""
    left_out = {document.doc for document in load_gold(gold_sets()[SET_ASIDE].gold)}
    for path in sorted(READING.rglob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                if row["doc_id"] not in left_out:
                    yield path.stem, row["extractor"], row["verdict"] in ("right", "optional")


def _family(extractor: str) -> str:
    return rule_family(extractor.removeprefix("rules:"))


def _hybrid(data: bytes, doc_id: str) -> DocumentResult:
    """The rows of the rules and, beside them, what a recogniser proposes."""
    return extract_document(data, doc_id, Settings(ner="spacy"))


def main() -> None:
    """Write the counts."""
    rows, right = count_gold()
    read, read_right = count_readings()
    lines = ["table\trule\trows\tright\tread\tread_right"]
    lines += [
        "\t".join((*key, str(rows[key]), str(right[key]), str(read[key]), str(read_right[key])))
        for key in sorted({*rows, *read})
    ]
    CALIBRATION.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
