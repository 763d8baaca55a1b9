"""Calibrated confidence: what a rule says of a row, drawn to the share of its rows that were right on the gold.

``calibration.tsv`` counts, for each table and rule, how many rows of the gold documents it gave and how many of them
were right as whole records (``python -m gold.calibrate`` writes it). A row's confidence is that share, with the rule's
own score weighing as much as ``_PRIOR`` rows more: a rule seen often speaks by its record, a rare one by its score.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal

TableName = Literal["targets", "responsibilities", "deadlines"]

_PRIOR = 10
_HIGHEST = 0.99


def rule_family(rule: str) -> str:
    """The part of a rule's name that is counted together.

    >>> rule_family("label:lead+first_is_lead"), rule_family("hybrid:spacy:ner_label")
    ('label', 'ner_label')
    """
    parts = rule.split("+", 1)[0].split(":")
    return parts[2] if parts[0] == "hybrid" else parts[0]


@cache
def _counts() -> dict[tuple[str, str], tuple[int, int]]:
    text = files("pipeline").joinpath("calibration.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {(row["table"], row["rule"]): (int(row["rows"]), int(row["right"])) for row in rows}


def calibrated(table: TableName, rule: str, score: float) -> float:
    """The confidence of a row that ``rule`` gave with ``score`` (0 to 1), rounded to two digits, at most 0.99."""
    rows, right = _counts().get((table, rule_family(rule)), (0, 0))
    return min(round((right + _PRIOR * score) / (rows + _PRIOR), 2), _HIGHEST)
