"""Counts and rates: precision, recall, F1, and bootstrap intervals over documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000
LEAST_DOCUMENTS = 3
"""Below this many documents an interval over documents says nothing and is left out."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Right, spurious and missed records; they add up over documents."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.tp + other.tp, self.fp + other.fp, self.fn + other.fn)

    @property
    def precision(self) -> float | None:
        """Share of the rows that are right; ``None`` where there are no rows."""
        return ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        """Share of the gold that was found; ``None`` where there is none."""
        return ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; ``None`` where there is nothing on either side."""
        return ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts with their F1 interval (95 %, over documents); ``None`` where it cannot be told."""

    counts: Counts
    f1_low: float | None = None
    f1_high: float | None = None

    def to_json(self) -> dict[str, int | float | None]:
        """The counts and rates under the names of scores.json, rates to six digits."""
        counts = self.counts
        rates = (counts.precision, counts.recall, counts.f1, self.f1_low, self.f1_high)
        names = ("precision", "recall", "f1", "f1_low", "f1_high")
        return {"tp": counts.tp, "fp": counts.fp, "fn": counts.fn} | dict(zip(names, map(rounded, rates), strict=True))


def ratio(part: int, whole: int) -> float | None:
    """``part / whole``, and ``None`` for 0/0."""
    return part / whole if whole else None


def rounded(rate: float | None) -> float | None:
    """A rate to six digits, so that reports do not differ by rounding noise."""
    return None if rate is None else round(rate, 6)


def with_interval(documents: Sequence[Counts], seed: int) -> Rates:
    """Micro-averaged rates over documents with a bootstrap interval of F1.

    Documents are drawn with replacement ``RESAMPLES`` times; draws in which F1 is 0/0 are left out. The same documents
    and seed give the same interval, and the same draws whatever is counted.
    """
    total = sum(documents, Counts())
    if len(documents) < LEAST_DOCUMENTS:
        return Rates(total)
    table = np.array([(item.tp, item.fp, item.fn) for item in documents], dtype=np.int64)
    draws = np.random.default_rng(seed).integers(len(documents), size=(RESAMPLES, len(documents)))
    sums = table[draws].sum(axis=1)
    found, errors = 2 * sums[:, 0], sums[:, 1] + sums[:, 2]
    defined = found + errors > 0
    if not defined.any():
        return Rates(total)
    low, high = np.percentile(found[defined] / (found + errors)[defined], [2.5, 97.5])
    return Rates(total, float(low), float(high))
