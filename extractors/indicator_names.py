"""One standard name for all wordings of an indicator (研发投入强度, R&D经费支出占GDP比重 …)."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import read_table
from extractors.text import fold

_IGNORED = regex.compile(r"[\s\p{P}的]")


@cache
def _names() -> dict[str, str]:
    rows = read_table("indicators", ("wording", "standard", "source"))
    return {_key(row["wording"]): row["standard"] for row in rows}


def _key(indicator: str) -> str:
    kept: str = _IGNORED.sub("", fold(indicator))
    return kept.upper()


def standard_name(indicator: str) -> str:
    """The standard name of ``indicator`` from ``lexicon/indicators.tsv``, empty when it has none."""
    return _names().get(_key(indicator), "")
