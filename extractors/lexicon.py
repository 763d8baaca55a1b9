"""The lexicon: tab-separated tables that a policy analyst can edit, read by a strict loader.

A table is ``lexicon/NAME.tsv``: UTF-8, a header row, one entry a row, ``#`` opens a comment line.
What is wrong in a table is said with file and line, and stops the program: a silent gap in a gazetteer is a
silent gap in every result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import regex


class LexiconError(ValueError):
    """A lexicon table breaks its own rules; the message names the file, the line and the value."""


def read_table(name: str, columns: Sequence[str], *, key: Sequence[str] = ()) -> list[dict[str, str]]:
    """Rows of ``lexicon/NAME.tsv`` as dictionaries.

    ``columns`` are the columns the table must have, in order. ``key`` (default: the first column) must be filled
    and unique. Raises ``LexiconError`` on a missing or unknown column, a short row, a stray blank, a duplicate key.
    """
    return list(_rows(name, tuple(columns), tuple(key) or (columns[0],)))


def _rows(name: str, columns: tuple[str, ...], key: tuple[str, ...]) -> Iterator[dict[str, str]]:
    path = files("extractors").joinpath("lexicon", f"{name}.tsv")
    seen: dict[tuple[str, ...], int] = {}
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"lexicon/{name}.tsv:{number}"
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            if tuple(header) != columns:
                raise LexiconError(f"{where}: columns are {header}, must be {list(columns)}")
            continue
        if len(cells) != len(columns):
            raise LexiconError(f"{where}: {len(cells)} cells, must be {len(columns)}: {line!r}")
        for column, cell in zip(columns, cells, strict=True):
            if cell != cell.strip():
                raise LexiconError(f"{where}: blank around {cell!r} in column {column}")
        row = dict(zip(columns, cells, strict=True))
        value = tuple(row[column] for column in key)
        if not all(value):
            raise LexiconError(f"{where}: empty {'/'.join(key)}")
        if value in seen:
            raise LexiconError(f"{where}: {'/'.join(value)} stands already in line {seen[value]}")
        seen[value] = number
        yield row
    if header is None:
        raise LexiconError(f"lexicon/{name}.tsv: no header row")


@cache
def words(name: str, *, kind: str = "") -> tuple[str, ...]:
    """The ``word`` column of ``lexicon/NAME.tsv`` (columns word, kind, note), longest first; one ``kind`` or all."""
    rows = read_table(name, ("word", "kind", "note"), key=("word", "kind"))
    found = {row["word"] for row in rows if not kind or row["kind"] == kind}
    if not found:
        raise LexiconError(f"lexicon/{name}.tsv: no word of kind {kind!r}")
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def alternation(items: Sequence[str], guards: Mapping[str, str] | None = None) -> str:
    """A pattern that matches the longest of ``items`` at a place: a trie, so that it stays fast with thousands.

    ``guards`` gives items a pattern that must hold where they end: ``(?!养老)`` behind 基本.
    """
    trie: dict[str, Any] = {}
    for item in items:
        node = trie
        for char in item:
            node = node.setdefault(char, {})
        node[""] = (guards or {}).get(item, "")
    return _trie_pattern(trie)


def _trie_pattern(node: dict[str, Any]) -> str:
    guard = node.get("")  # None where no item ends
    branches = [
        regex.escape(char, special_only=True) + _trie_pattern(child) for char, child in sorted(node.items()) if char
    ]
    if not branches:
        return guard or ""
    if guard:
        return f"(?:{'|'.join([*branches, guard])})"
    body = branches[0] if len(branches) == 1 and guard is None else f"(?:{'|'.join(branches)})"
    return body if guard is None else body + "?"
