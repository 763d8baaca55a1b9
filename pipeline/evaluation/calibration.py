"""Does a confidence of 0.8 mean right eight times in ten? Reliability bins and the expected calibration error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.evaluation.outcome import Outcome

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One counted row that states a confidence, and whether it was right."""

    confidence: float
    detected: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows whose confidence lies in ``[low, high)`` (the last bin takes 1.0 in)."""

    low: float
    high: float
    rows: int
    confidence: float
    detected: float
    whole: float


def judged_rows(outcomes: Iterable[Outcome]) -> list[Judged]:
    """The counted rows with a confidence; forgiven rows are neither right nor wrong and stay out."""
    rows = []
    for outcome in outcomes:
        found = [(pair.predicted, pair.detected, pair.whole) for pair in outcome.pairs if pair.predicted.counted]
        for row, detected, whole in (*found, *((row, False, False) for row in outcome.spurious)):
            if row.confidence is not None:
                rows.append(Judged(row.confidence, detected, whole))
    return rows


def reliability(rows: Sequence[Judged]) -> list[Bin]:
    """Equal-width bins with their mean confidence and shares right; bins without rows are left out."""
    bins: dict[int, list[Judged]] = {}
    for row in rows:
        bins.setdefault(min(int(row.confidence * BINS), BINS - 1), []).append(row)
    return [
        Bin(
            low=number / BINS,
            high=(number + 1) / BINS,
            rows=len(members),
            confidence=sum(sorted(row.confidence for row in members)) / len(members),
            detected=sum(row.detected for row in members) / len(members),
            whole=sum(row.whole for row in members) / len(members),
        )
        for number, members in sorted(bins.items())
    ]


def expected_error(bins: Sequence[Bin], *, whole: bool = False) -> float | None:
    """Mean distance of confidence and share right over the rows; ``None`` without rows. 0 is perfect."""
    rows = sum(item.rows for item in bins)
    if not rows:
        return None
    return sum(item.rows * abs(item.confidence - (item.whole if whole else item.detected)) for item in bins) / rows
