"""The gazetteer of bodies, as tables ready to look up: central bodies, local bodies, branches named after a place.

Three files under ``lexicon/``: ``organisations_central.tsv``, ``organisations_local.tsv`` and
``organisations_branches.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeVar

import regex

from extractors.lexicon import LexiconError, read_table
from extractors.text import fold

KINDS = ("government", "party", "people", "branch")


@dataclass(frozen=True, slots=True)
class CentralBody:
    """A body of the central level; the years in which it bore this name, open where ``None``."""

    name: str
    valid_from: int | None
    valid_to: int | None


@dataclass(frozen=True, slots=True)
class LocalBody:
    """A body that every province, city or county may have; ``name`` is a template, empty where it is not sure.

    ``region`` limits it to one province, city or county, in full (``湖北省武汉市``), to a level (``县级``), or to both
    (``福建省·县级``); the nearest holds. ``*`` is everywhere.
    """

    name: str
    kind: str
    region: str
    valid_from: int | None
    valid_to: int | None


@dataclass(frozen=True, slots=True)
class Branch:
    """A pattern over whole names (``浙江银保监局``) and the template of the official name."""

    pattern: regex.Pattern[str]
    name: str


_Body = TypeVar("_Body", CentralBody, LocalBody)


def valid_on(bodies: Iterable[_Body], day: date | None) -> list[_Body]:
    """The bodies that bore their name on ``day``; all of them where none did or the day is unknown.

    A name written after a reform still means the body it meant before, so a single candidate is never dropped.
    """
    found = list(bodies)
    if day is None:
        return found
    year = day.year
    return [
        one
        for one in found
        if (one.valid_from is None or one.valid_from <= year) and (one.valid_to is None or year <= one.valid_to)
    ] or found


@cache
def central_bodies() -> dict[str, tuple[CentralBody, ...]]:
    """Central bodies by official name and by every short form, folded."""
    table: dict[str, list[CentralBody]] = {}
    for row in read_table("organisations_central", ("name", "short_forms", "valid_from", "valid_to", "source")):
        body = CentralBody(row["name"], _year(row["valid_from"]), _year(row["valid_to"]))
        for word in (row["name"], *row["short_forms"].split("、")):
            if word:
                table.setdefault(fold(word), []).append(body)
    return {word: tuple(found) for word, found in table.items()}


@cache
def local_bodies() -> dict[str, tuple[LocalBody, ...]]:
    """Local bodies by what stands behind the place (``科技厅``), and by the same part of the official name."""
    columns = ("short", "name", "kind", "region", "valid_from", "valid_to", "source")
    table: dict[str, list[LocalBody]] = {}
    for row in read_table("organisations_local", columns, key=("short", "kind", "region", "source")):
        if row["kind"] not in KINDS:
            where = f"lexicon/organisations_local.tsv: {row['short']}"
            raise LexiconError(f"{where}: kind {row['kind']!r} is none of {KINDS}")
        body = LocalBody(row["name"], row["kind"], row["region"], _year(row["valid_from"]), _year(row["valid_to"]))
        table.setdefault(row["short"], []).append(body)
    return {word: tuple(found) for word, found in table.items()}


@cache
def branches() -> tuple[Branch, ...]:
    """Patterns of branches, in the order of the table: the first that fits the whole name holds."""
    rows = read_table("organisations_branches", ("pattern", "name", "note", "source"))
    return tuple(Branch(regex.compile(row["pattern"]), row["name"]) for row in rows)


def _year(cell: str) -> int | None:
    return int(cell) if cell else None
