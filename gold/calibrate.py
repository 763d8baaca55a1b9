"""How often each rule is right on the gold: ``python -m gold.calibrate`` writes ``pipeline/calibration.tsv``.

Counts the rows that the scorer counts (``pipeline.evaluation``) over all gold sets but the one set aside, which stays
out so that its reliability table tells something. The rules know those documents, so the rows of other documents that
were read by eye (``gold/reading/*.tsv``) are counted too, as they were then.
"""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gold.baseline import ROOT, gold_sets
from pipeline.confidence import rule_family
from pipeline.evaluation.run import evaluate

CALIBRATION = ROOT / "pipeline" / "calibration.tsv"
READING = ROOT / "gold" / "reading"
SET_ASIDE = "set_aside"


def count_rules() -> dict[tuple[str, str], tuple[int, int]]:
    """(table, rule family) → rows given, rows right as whole records."""
    rows: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for name, gold_set in gold_sets().items():
        if name == SET_ASIDE or (gold_set.shared and not gold_set.corpus.is_dir()):
            continue
        with tempfile.TemporaryDirectory() as folder:
            scores = evaluate(gold_set.gold, [gold_set.corpus], Path(folder))
        for document in scores.documents:
            for table, outcome in document.outcomes.items():
                found = [(pair.predicted, pair.whole) for pair in outcome.pairs if pair.predicted.counted]
                for row, whole in (*found, *((row, False) for row in outcome.spurious)):
                    key = (table, rule_family(row.extractor.split(":", 1)[1]))
                    rows[key] += 1
                    right[key] += whole
    for table, extractor, whole in read_by_eye():
        key = (table, rule_family(extractor.split(":", 1)[1]))
        rows[key] += 1
        right[key] += whole
    return {key: (rows[key], right[key]) for key in sorted(rows)}


def read_by_eye() -> Iterator[tuple[str, str, bool]]:
    """The rows of ``gold/reading``: table, extractor, and whether nothing was wrong with them."""
    for path in sorted(READING.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t"):
                yield path.stem, row["extractor"], row["verdict"] in ("right", "optional")


def main() -> None:
    """Write the counts."""
    lines = ["table\trule\trows\tright"]
    lines += [f"{table}\t{rule}\t{rows}\t{right}" for (table, rule), (rows, right) in count_rules().items()]
    CALIBRATION.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
