"""No figure falls: F1 of every gold set, table and level is held against ``gold/baseline.tsv``.

A fall that is meant, or new gold, is taken over with ``make baseline`` after reading which documents changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import shared_dir

from gold.baseline import ALL, README, Figures, Key, gold_sets, measure, read_baseline, readme_table, totals
from pipeline.evaluation.counts import Counts

ROOM = 0.002
"""How far an F1 may fall below its baseline."""


@pytest.mark.parametrize("name", gold_sets())
def test_no_score_falls(name: str, tmp_path: Path) -> None:
    if gold_sets()[name].shared:
        shared_dir()
    baseline = {key: counts for key, counts in read_baseline().items() if key.set == name}
    found = measure(name, tmp_path / name)
    gone = {key.document for key in baseline} - {key.document for key in found}
    assert not gone, f"in the baseline but no longer in the gold: {sorted(gone)}; make baseline"
    # Documents annotated since are held from the next baseline on.
    found = {key: counts for key, counts in found.items() if key in baseline}
    assert not (fallen := list(falls(baseline, found))), "\n".join(
        ["scores fell below gold/baseline.tsv (make baseline after reading why):", *fallen]
    )


def falls(baseline: Figures, found: Figures) -> Iterator[str]:
    """A line for each figure of the set that fell, and one for each document that lost in it."""
    now = totals(found)
    for key, was in totals(baseline).items():
        if rate(now[key]) >= rate(was) - ROOM:
            continue
        yield f"{key.set} {key.table} {key.level}: {rate(was):.4f} → {rate(now[key]):.4f}"
        for document in sorted({other.document for other in baseline}):
            one = Key(key.set, document, key.table, key.level)
            before, after = baseline[one], found[one]
            if rate(after) < rate(before) or after.tp < before.tp:
                yield f"    {document}: {told(before)} → {told(after)}"


def rate(counts: Counts) -> float:
    return 1.0 if counts.f1 is None else counts.f1


def told(counts: Counts) -> str:
    return f"{counts.tp} right, {counts.fp} spurious, {counts.fn} missed"


def figures(**documents: tuple[int, int, int]) -> dict[Key, Counts]:
    return {Key("s", name, "targets", "record"): Counts(*counts) for name, counts in documents.items()}


def test_a_fall_names_the_documents_that_lost() -> None:
    before = figures(a=(90, 10, 10), b=(50, 0, 0))
    assert list(falls(before, before)) == []
    assert list(falls(before, figures(a=(89, 10, 11), b=(50, 0, 0)))) == [
        "s targets record: 0.9333 → 0.9298",
        "    a: 90 right, 10 spurious, 10 missed → 89 right, 10 spurious, 11 missed",
    ]


def test_a_gain_elsewhere_makes_up_for_a_small_loss() -> None:
    before = figures(a=(900, 100, 100), b=(50, 0, 0))
    assert list(falls(before, figures(a=(901, 100, 99), b=(49, 0, 1)))) == []


def test_the_sum_is_no_document() -> None:
    assert totals(figures(a=(1, 2, 3), b=(4, 5, 6))) == figures(**{ALL: (5, 7, 9)})
    assert all(key.document != ALL for key in read_baseline())


def test_the_readme_tells_the_scores_of_the_baseline() -> None:
    assert readme_table(read_baseline()) in README.read_text(encoding="utf-8")
