"""Turn the marked documents into gold files: ``python -m gold.build [NAME …] [--check]``, from the project's root.

For each ``gold/marked/NAME.txt`` and ``.tsv`` (see ``gold/notation.py``) the marks are located in the source text of
the built corpus file and ``gold/NAME.json`` is written. ``--check`` writes nothing and fails where a file would change.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from gold.notation import Mark, MarkedDocument, NotationError, ids_of, load, names

ROOT = Path(__file__).resolve().parent.parent
METADATA = ("title", "doc_number", "issuer", "issue_date", "region")
ALLOWED = {
    "measure": {"level", "increment", "growth", "rank"},
    "comparator": {"=", ">=", ">", "<=", "<", "~", "range"},
    "status": {"target", "achieved", "parameter"},
    "role": {"lead", "responsible", "support"},
    "type": {"by", "during", "ongoing", "immediate", "recurring", "relative"},
    "optional": {"", "optional"},
}
CONTEXT = 6
"""Characters (blanks not counted) around a mark that must be found with it in the source text."""
CELL_RULES = "|‖"
"""Cell borders, which each format writes in its own way; cells are too short to be told apart without their row."""


def source_text(document: MarkedDocument) -> str:
    """The source text of the built file: decoded for txt, what the reader gives for docx and pdf."""
    path = ROOT / "corpus" / document.file
    data = path.read_bytes()
    if path.suffix == ".txt":
        return data.decode(document.options.get("encoding", "utf-8")).removeprefix("\ufeff")
    from pipeline.ingest import read_bytes

    return read_bytes(data, document.file).document.text


def locate(document: MarkedDocument, source: str) -> dict[str, tuple[int, int]]:
    """Where each mark stands in ``source``, blanks, line ends and cell borders disregarded.

    The two texts are aligned in order, so equal wordings cannot be taken for one another. Raises ``NotationError``
    for a mark that is not wholly in one matching stretch together with ``CONTEXT`` characters before or after it.
    """
    plain, plain_at = _squeeze(document.text)
    found, found_at = _squeeze(source)
    index = {position: number for number, position in enumerate(plain_at)}
    blocks = SequenceMatcher(None, plain, found, autojunk=False).get_matching_blocks()
    places: dict[str, tuple[int, int]] = {}
    for mark in document.marks:
        inside = [index[position] for position in range(mark.start, mark.end) if position in index]
        first, last = inside[0], inside[-1]
        block = next((b for b in blocks if b.a <= first and last < b.a + b.size), None)
        needed = min(CONTEXT, len(plain) - len(inside))
        if block is None or max(first - block.a, block.a + block.size - 1 - last) < needed:
            raise NotationError(f"{document.name}: cannot locate {mark.id} {document.text[mark.start : mark.end]!r}")
        shift = block.b - block.a
        places[mark.id] = found_at[first + shift], found_at[last + shift] + 1
    return places


def build(document: MarkedDocument) -> dict[str, Any]:
    """The gold file of one marked document, as it is written to JSON."""
    source = source_text(document)
    places = locate(document, source)
    tables = document.tables
    metadata = {row["field"]: row["values"].split("|") for row in tables["metadata"]}
    if tuple(metadata) != METADATA:
        raise NotationError(f"{document.name}: metadata must be {METADATA}, is {tuple(metadata)}")
    _match_marks(document)

    def place(mark_id: str, clause: str) -> dict[str, Any]:
        start, end = places[mark_id]
        return {"clause": clause, "char_start": start, "char_end": end, "raw": source[start:end]}

    name = document.name
    units = [pair for row in tables["responsibilities"] for pair in _units(document, row)]
    return {
        "doc": document.file,
        "sha256": hashlib.sha256((ROOT / "corpus" / document.file).read_bytes()).hexdigest(),
        "metadata": metadata,
        "targets": _in_order([place(row["id"], row["clause"]) | _target(name, row) for row in tables["targets"]]),
        "responsibilities": _in_order([place(*key) | fields for key, fields in units]),
        "deadlines": _in_order([place(row["id"], row["clause"]) | _deadline(name, row) for row in tables["deadlines"]]),
    }


def _squeeze(text: str) -> tuple[str, list[int]]:
    kept = [(char, position) for position, char in enumerate(text) if not char.isspace() and char not in CELL_RULES]
    return "".join(char for char, _ in kept), [position for _, position in kept]


def _in_order(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(records, key=lambda record: int(record["char_start"]))


def _match_marks(document: MarkedDocument) -> None:
    marked = sorted(mark.id for mark in document.marks)
    tables = document.tables
    listed = sorted(
        [row["id"] for row in (*tables["targets"], *tables["deadlines"])]
        + [mark_id for row in tables["responsibilities"] for mark_id in ids_of(row["ids"])]
    )
    if marked != listed:
        both = set(marked) & set(listed)
        odd = sorted((set(marked) | set(listed)) - both) or [i for i in listed if listed.count(i) > 1]
        raise NotationError(f"{document.name}: marks and rows do not pair: {odd}")


def _choice(name: str, row: dict[str, str], column: str) -> list[str]:
    values = row[column].split("|")
    if not set(values) <= ALLOWED[column]:
        raise NotationError(f"{name}: {column} {row[column]!r} in {row}")
    return values


def _dates(name: str, row: dict[str, str], column: str) -> list[str]:
    values = row[column].split("|")
    for value in filter(None, values):
        try:
            date.fromisoformat(value)
        except ValueError as error:
            raise NotationError(f"{name}: {column} {value!r} in {row}") from error
    return values


def _number(text: str) -> int | float | None:
    value = Decimal(text) if text else None
    return None if value is None else int(value) if value == value.to_integral_value() else float(value)


def _optional(name: str, row: dict[str, str]) -> dict[str, bool]:
    return {"optional": True} if _choice(name, row, "optional") == ["optional"] else {}


def _target(name: str, row: dict[str, str]) -> dict[str, Any]:
    comparator = _choice(name, row, "comparator")
    if not row["value"] or not row["indicator"] or ("range" in comparator) != bool(row["value_max"]):
        raise NotationError(f"{name}: value, value_max and comparator do not agree in {row}")
    return {
        "indicator": row["indicator"].split("|"),
        "measure": _choice(name, row, "measure"),
        "comparator": comparator,
        "value": _number(row["value"]),
        "value_max": _number(row["value_max"]),
        "unit": row["unit"].split("|"),
        "target_date": _dates(name, row, "target_date"),
        "status": _choice(name, row, "status")[0],
        **_optional(name, row),
    }


def _units(document: MarkedDocument, row: dict[str, str]) -> list[tuple[tuple[str, str], dict[str, Any]]]:
    marks: dict[str, Mark] = {mark.id: mark for mark in document.marks}
    full = {entry["raw"]: entry["unit_full"].split("|") for entry in document.tables["units"]}
    made: list[tuple[tuple[str, str], dict[str, Any]]] = []
    for order, mark_id in enumerate(ids_of(row["ids"]), start=int(row["first_order"] or 1)):
        mark = marks[mark_id]
        unit = re.sub(r"\s", "", document.text[mark.start : mark.end])
        if unit not in full:
            raise NotationError(f"{document.name}: no full name for {unit!r} in [units]")
        fields = {"unit": unit, "role": _choice(document.name, row, "role"), "order": order, "unit_full": full[unit]}
        made.append(((mark_id, row["clause"]), fields | _optional(document.name, row)))
    return made


def _deadline(name: str, row: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "type": _choice(name, row, "type"),
        "start_date": _dates(name, row, "start_date"),
        "end_date": _dates(name, row, "end_date"),
    }
    if row["duration"]:
        fields["duration"] = row["duration"]
    return fields | _optional(name, row)


def stale(wanted: Sequence[str] | None = None) -> list[str]:
    """The marked documents (``wanted``: names, default all) whose gold file is not what their marks say."""
    return [name for name in wanted or names() if not _is_up_to_date(name)]


def _is_up_to_date(name: str) -> bool:
    path = _path(name)
    return path.exists() and path.read_text(encoding="utf-8") == _written(build(load(name)))


def _path(name: str) -> Path:
    return ROOT / "gold" / f"{name}.json"


def _written(gold: dict[str, Any]) -> str:
    return json.dumps(gold, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    """Build the named documents (default: all); 0 when all is well, 1 when a gold file is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="marked documents, default all")
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a gold file would change")
    arguments = parser.parse_args()
    if arguments.check:
        old = stale(arguments.names)
        if old:
            print("not up to date:", *old, file=sys.stderr)
        return bool(old)
    for name in arguments.names or names():
        gold = build(load(name))
        _path(name).write_text(_written(gold), encoding="utf-8")
        tables = ("targets", "responsibilities", "deadlines")
        counts = [f"{key}: {len(gold[key])} ({sum('optional' in row for row in gold[key])} optional)" for key in tables]
        print(name, *counts, sep="  ")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
