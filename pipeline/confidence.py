"""Calibrated confidence: what a rule says of a row, drawn to the share of its rows that were right.

``calibration.tsv`` (``python -m gold.calibrate`` writes it) counts, for each table and rule, how many rows of the gold
documents it gave and how many of them were right as whole records, and the same for rows of other documents that were
read by eye. The rules were written with the gold documents at hand, so ``_TUNED`` of their rows weigh as much as one
that was read. A row's confidence is the share of right ones, with the rule's own score weighing as much as ``_PRIOR``
rows more: a rule seen often speaks by its record, a rare one by its score.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

TableName = Literal["targets", "responsibilities", "deadlines"]

_PRIOR = 10
_TUNED = 20
_HIGHEST = 0.99


def rule_family(rule: str) -> str:
    """The part of a rule's name that is counted together.

    >>> rule_family("label:lead+first_is_lead"), rule_family("hybrid:spacy:ner_label")
    ('label', 'ner_label')
    """
    parts = rule.split("+", 1)[0].split(":")
    return parts[2] if parts[0] == "hybrid" else parts[0]


@cache
def _counts() -> dict[tuple[str, str], tuple[float, float]]:
    text = files("pipeline").joinpath("calibration.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {(row["table"], row["rule"]): weighed(row) for row in rows}


def weighed(row: Mapping[str, str]) -> tuple[float, float]:
    """Rows and right rows of a line of ``calibration.tsv``, those of the gold documents at their lower weight."""
    return int(row["rows"]) / _TUNED + int(row["read"]), int(row["right"]) / _TUNED + int(row["read_right"])


def calibrated(table: TableName, rule: str, score: float) -> float:
    """The confidence of a row that ``rule`` gave with ``score`` (0 to 1), rounded to two digits, at most 0.99."""
    rows, right = _counts().get((table, rule_family(rule)), (0, 0))
    return min(round((right + _PRIOR * score) / (rows + _PRIOR), 2), _HIGHEST)
