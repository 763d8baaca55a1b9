"""Gold files, read strictly: what is wrong in one is said with its file and record, and stops the evaluation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.cells import plain_decimal
from pipeline.evaluation.errors import GoldError
from pipeline.evaluation.record import METADATA, SPECS, TABLES, GoldDocument, GoldRecord, TableSpec

_TOP = {"doc", "sha256", "metadata", *TABLES}
_PLACE = {"char_start", "char_end", "raw"}
_ENUMERATIONS: dict[str, frozenset[str]] = {
    "status": frozenset({"target", "achieved", "parameter"}),
    "measure": frozenset({"level", "increment", "growth", "rank"}),
    "comparator": frozenset({"=", ">=", ">", "<=", "<", "~", "range"}),
    "role": frozenset({"lead", "responsible", "support"}),
    "type": frozenset({"by", "during", "ongoing", "immediate", "recurring", "relative"}),
}
_NUMBERS = frozenset({"value", "value_max", "order"})
_DIGITS = 40
_DATES = frozenset({"target_date", "period_start", "start_date", "end_date"})


def load_gold(paths: Sequence[Path]) -> list[GoldDocument]:
    """The gold documents of files and folders (all ``*.json`` below them), in the order of their names.

    Raises ``GoldError`` where a path does not exist, a file breaks the format, or two files annotate one document.
    """
    documents: dict[str, GoldDocument] = {}
    for path in _files(paths):
        document = read_gold(path)
        if document.doc in documents:
            raise GoldError(f"{path}: {document.doc} is annotated in {documents[document.doc].source} too")
        documents[document.doc] = document
    if not documents:
        raise GoldError(f"no gold files (*.json) in {', '.join(map(str, paths))} / 没有找到标注文件")
    return [documents[doc] for doc in sorted(documents)]


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise GoldError(f"no such path: {path} / 没有这样的路径")
        found = [path] if path.is_file() else sorted(item for item in path.rglob("*.json") if item.is_file())
        for item in found:
            if item.resolve() not in seen:
                seen.add(item.resolve())
                yield item


def read_gold(path: Path) -> GoldDocument:
    """One gold file. Raises ``GoldError`` with the file, and the record where it concerns one."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal, object_pairs_hook=_unique_keys)
    except (ValueError, RecursionError) as error:
        raise GoldError(f"{path}: not a JSON file: {error}") from error
    if not isinstance(data, dict):
        raise GoldError(f"{path}: must hold one object, holds {type(data).__name__}")
    _check_keys(data, allowed=_TOP, required=_TOP - {"metadata"}, where=str(path))
    for key in ("doc", "sha256"):
        if not isinstance(data[key], str) or not data[key]:
            raise GoldError(f"{path}: {key} must be a non-empty string, is {data[key]!r}")
    return GoldDocument(
        source=str(path),
        doc=data["doc"],
        sha256=data["sha256"].lower(),
        metadata=_metadata(data.get("metadata", {}), str(path)),
        records={table: tuple(_records(data[table], SPECS[table], str(path))) for table in TABLES},
    )


def check_against_text(gold: GoldDocument, text: str) -> None:
    """Raise ``GoldError`` for the first record whose offsets leave ``text`` or whose ``raw`` does not stand there."""
    for table, records in gold.records.items():
        for record in records:
            where = f"{gold.source}: {table}[{record.number}]"
            if record.end > len(text):
                raise GoldError(f"{where}: [{record.start}, {record.end}) leaves the text of {len(text)} characters")
            found = text[record.start : record.end]
            if found != record.raw:
                raise GoldError(f"{where}: raw is {record.raw!r}, the text at its offsets is {found!r}")


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise ValueError(f"a key stands twice in {keys}")
    return dict(pairs)


def _check_keys(data: Mapping[str, Any], *, allowed: set[str], required: set[str], where: str) -> None:
    if unknown := sorted(set(data) - allowed):
        raise GoldError(f"{where}: unknown keys {unknown}, allowed are {sorted(allowed)}")
    if missing := sorted(required - set(data)):
        raise GoldError(f"{where}: missing keys {missing}")


def _metadata(data: object, where: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(data, dict):
        raise GoldError(f"{where}: metadata must be an object, is {data!r}")
    _check_keys(data, allowed=set(METADATA), required=set(), where=f"{where}: metadata")
    return {field: _alternatives(value, field, f"{where}: metadata") for field, value in data.items()}


def _records(rows: object, spec: TableSpec, source: str) -> Iterator[GoldRecord]:
    if not isinstance(rows, list):
        raise GoldError(f"{source}: {spec.name} must be a list, is {type(rows).__name__}")
    for number, row in enumerate(rows):
        where = f"{source}: {spec.name}[{number}]"
        if not isinstance(row, dict):
            raise GoldError(f"{where}: must be an object, is {row!r}")
        flags = {"optional", "inherited"} if spec.name == "responsibilities" else {"optional"}
        allowed = {*spec.fields, *_PLACE, *flags}
        _check_keys(row, allowed=allowed, required={*_PLACE, *spec.required}, where=where)
        fields = {name: _alternatives(value, name, where) for name, value in row.items() if name in spec.fields}
        # An empty default keeps "not stated" comparable: a predicted value is then wrong, an empty cell right.
        fields = dict.fromkeys(spec.whole, ("",)) | fields
        start, end, raw = row["char_start"], row["char_end"], row["raw"]
        if not _is_offset(start) or not _is_offset(end) or not start < end:
            raise GoldError(f"{where}: offsets must be whole numbers with 0 <= start < end, are {start!r}, {end!r}")
        if not isinstance(raw, str) or len(raw) != end - start:
            raise GoldError(f"{where}: raw {raw!r} is not {end - start} characters long, as its offsets say")
        set_flags = [flag for flag in sorted(flags) if _flag(row.get(flag, False), flag, where)]
        yield GoldRecord(start, end, spec.name, number, raw, fields, bool(set_flags) or _status_open(fields))


def _status_open(fields: Mapping[str, tuple[str, ...]]) -> bool:
    """A status on which readers differ makes the record optional: it cannot be both counted and not."""
    status = set(fields.get("status", ()))
    return "target" in status and len(status) > 1


def _is_offset(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _flag(value: object, name: str, where: str) -> bool:
    if not isinstance(value, bool):
        raise GoldError(f"{where}: {name} must be true or false, is {value!r}")
    return value


def _alternatives(value: object, field: str, where: str) -> tuple[str, ...]:
    """The alternatives of one field as cells; a single value is a list of one, ``null`` is not stated."""
    items = value if isinstance(value, list) else [value]
    if not items:
        raise GoldError(f"{where}: {field} is an empty list")
    return tuple(_cell(item, field, where) for item in items)


def _cell(value: object, field: str, where: str) -> str:
    if value is None:
        return ""
    if field in _NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise GoldError(f"{where}: {field} must be a number, is {value!r}")
        number = Decimal(value)
        if abs(number.adjusted()) > _DIGITS:
            raise GoldError(f"{where}: {field} is beyond {_DIGITS} digits: {value!r}")
        return plain_decimal(number)
    if not isinstance(value, str):
        raise GoldError(f"{where}: {field} must be text, is {value!r}")
    if value and field in _DATES | {"issue_date"} and not _is_date(value):
        raise GoldError(f"{where}: {field} must be a date like 2020-12-31, is {value!r}")
    if field in _ENUMERATIONS and value not in _ENUMERATIONS[field]:
        raise GoldError(f"{where}: {field} must be one of {sorted(_ENUMERATIONS[field])}, is {value!r}")
    return value


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
