"""What the review page shows: the documents of a folder of tables, their records, their texts cut at the records."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.cells import restore
from pipeline.errors import ZhengceError
from pipeline.tables import DEADLINES, DOCUMENTS, ERRORS, RESPONSIBILITIES, TARGETS
from pipeline.text_files import text_name

Row = dict[str, str]

KINDS = ("targets", "responsibilities", "deadlines")
# How the page calls what the tables write in English; what goes without saying is left out.
_CALLED = {
    "level": "",
    "increment": "增量",
    "growth": "增幅",
    "rank": "位次",
    "target": "",
    "achieved": "已实现",
    "parameter": "参数",
    "lead": "牵头",
    "responsible": "责任",
    "support": "配合",
    "by": "截止",
    "during": "期间",
    "ongoing": "持续",
    "immediate": "立即",
    "recurring": "定期",
    "relative": "期限",
}
METADATA = ("title", "doc_number", "issuer", "issue_date", "region")


class ReviewError(ZhengceError):
    """A folder holds no tables to review, or tables that do not fit their texts."""


@dataclass(frozen=True, slots=True)
class Item:
    """One record. ``shown`` are its columns on the page, ``gold`` is the record in the form of a gold file."""

    kind: str
    start: int
    end: int
    shown: tuple[str, ...]
    gold: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One document: its row, its records by place, its troubles, and its text in ``segments``."""

    row: Row
    items: tuple[Item, ...]
    troubles: tuple[str, ...]
    segments: tuple[tuple[str, tuple[int, ...]], ...]


def load(folder: Path) -> list[Reviewed]:
    """All documents of a folder that ``zhengce extract`` wrote. Raises ``ReviewError``, ``OSError``."""
    if not (folder / "documents.csv").is_file():
        raise ReviewError(f"没有结果表 no tables of zhengce extract in: {folder}")
    items: dict[str, list[Item]] = {}
    for spec, make in ((TARGETS, _target), (RESPONSIBILITIES, _responsibility), (DEADLINES, _deadline)):
        for row in _rows(folder, spec.name):
            shown, fields = make(row)
            start, end = int(row["char_start"]), int(row["char_end"])
            place = {"clause": row["clause"], "char_start": start, "char_end": end, "raw": row["raw"]}
            sure = (row["confidence"], row["extractor"])
            item = Item(spec.name, start, end, (row["clause"], *shown, *sure), place | fields)
            items.setdefault(row["doc_id"], []).append(item)
    troubles: dict[str, list[str]] = {}
    for row in _rows(folder, ERRORS.name):
        troubles.setdefault(row["source"], []).append(f"{row['error']}: {row['message']}")
    return [
        _reviewed(folder, row, items.get(row["doc_id"], []), troubles.get(row["doc_id"], []))
        for row in _rows(folder, DOCUMENTS.name)
    ]


def _reviewed(folder: Path, row: Row, items: Sequence[Item], troubles: Sequence[str]) -> Reviewed:
    path = folder / "text" / text_name(row["doc_id"])
    text = path.read_bytes().decode("utf-8") if path.is_file() else ""
    ordered = tuple(sorted(items, key=lambda item: (item.start, item.end, KINDS.index(item.kind))))
    for item in ordered:
        if text[item.start : item.end] != item.gold["raw"]:
            raise ReviewError(
                f"表格与原文不符 the tables do not fit the text of {row['doc_id']}: {item.kind} at {item.start}"
            )
    return Reviewed(row, ordered, tuple(troubles), segments(text, [(item.start, item.end) for item in ordered]))


def segments(text: str, spans: Sequence[tuple[int, int]]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """``text`` cut wherever a span begins or ends: each piece with the numbers of the spans it lies in.

    >>> segments("甲乙丙丁", [(0, 2), (1, 3)])
    (('甲', (0,)), ('乙', (0, 1)), ('丙', (1,)), ('丁', ()))
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(spans):
        opening.setdefault(start, []).append(number)
        closing.setdefault(end, []).append(number)
    cuts = sorted({0, len(text), *opening, *closing})
    inside: set[int] = set()
    pieces: list[tuple[str, tuple[int, ...]]] = []
    for left, right in zip(cuts, cuts[1:], strict=False):
        inside = (inside - set(closing.get(left, ()))) | set(opening.get(left, ()))
        pieces.append((text[left:right], tuple(sorted(inside))))
    return tuple(pieces)


def _rows(folder: Path, name: str) -> list[Row]:
    path = folder / f"{name}.csv"
    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [{column: restore(value or "") for column, value in row.items()} for row in csv.DictReader(stream)]


def _number(text: str) -> int | float | None:
    if not text:
        return None
    return float(text) if "." in text else int(text)


def _target(row: Row) -> tuple[tuple[str, ...], dict[str, Any]]:
    value = row["value"] + (f"–{row['value_max']}" if row["value_max"] else "")
    amount = f"{'' if row['comparator'] in ('=', 'range') else row['comparator']}{value}{row['unit']}"
    words = (amount, _CALLED[row["measure"]], _CALLED[row["status"]])
    shown = (row["indicator"], " ".join(filter(None, words)), row["target_date"])
    listed = {name: [row[name]] for name in ("indicator", "measure", "comparator", "unit", "target_date")}
    numbers = {"value": _number(row["value"]), "value_max": _number(row["value_max"]), "status": row["status"]}
    return shown, listed | numbers


def _responsibility(row: Row) -> tuple[tuple[str, ...], dict[str, Any]]:
    inherited = {"inherited": True, "optional": True} if row["inherited"] == "true" else {}
    gold = {"unit": row["unit"], "role": [row["role"]], "order": int(row["order"]), "unit_full": [row["unit_full"]]}
    return (row["unit"], f"{_CALLED[row['role']]} {row['order']}", ""), gold | inherited


def _deadline(row: Row) -> tuple[tuple[str, ...], dict[str, Any]]:
    shown = (row["raw"], f"{_CALLED[row['type']]} {row['duration']}{row['recurrence']}".strip(), row["end_date"])
    return shown, {name: [row[name]] for name in ("type", "start_date", "end_date")}
