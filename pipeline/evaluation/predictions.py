"""Predicted rows in the common form: from the tables of a folder, or from what a program run returned.

The tables may come from anyone. Form is taken leniently (order of columns, further columns, a byte-order mark, either
line end), meaning strictly: a cell that is not what its column says stops the evaluation with file and line.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import regex

from pipeline.cells import Value, cell
from pipeline.evaluation.csvfile import read_header, read_rows
from pipeline.evaluation.errors import PredictionError
from pipeline.evaluation.record import METADATA, SPECS, TABLES, PredictedDocument, PredictedRecord, TableSpec
from pipeline.records import DocumentResult

_NUMBER = regex.compile(r"[+-]?\d{1,60}(?:\.\d{1,60})?(?:[eE][+-]?\d{1,2})?")
_DATES = frozenset({"target_date", "period_start", "start_date", "end_date"})
_NUMBERS = frozenset({"value", "value_max", "order"})
_STATUS = frozenset({"target", "achieved", "parameter"})


def from_result(result: DocumentResult) -> PredictedDocument:
    """The rows that the program returned for one document."""
    records = {
        table: tuple(
            _record(SPECS[table], {name: cell(value) for name, value in _columns(row).items()}, f"{table}[{number}]")
            for number, row in enumerate(getattr(result, table))
        )
        for table in TABLES
    }
    row = _columns(result.document)
    return PredictedDocument(result.document.doc_id, records, {field: cell(row[field]) for field in METADATA})


def from_tables(folder: Path) -> list[PredictedDocument]:
    """The rows of ``targets.csv``, ``responsibilities.csv``, ``deadlines.csv`` and ``documents.csv`` in ``folder``.

    A missing table holds no rows, but at least one of them must be there. Raises ``PredictionError``.
    """
    if not folder.is_dir():
        raise PredictionError(f"no such folder: {folder} / 没有这样的文件夹")
    if not any((folder / f"{table}.csv").is_file() for table in TABLES):
        raise PredictionError(f"none of {', '.join(f'{table}.csv' for table in TABLES)} in {folder} / 没有结果表")
    rows: dict[str, dict[str, list[PredictedRecord]]] = defaultdict(lambda: defaultdict(list))
    for table, spec in SPECS.items():
        needed = ("doc_id", "char_start", "char_end", *spec.whole, *spec.detection)
        for where, cells in _read(folder / f"{table}.csv", [name for name in needed if name != "raw"]):
            rows[cells["doc_id"]][table].append(_record(spec, cells, where))
    metadata: dict[str, Mapping[str, str]] = {}
    for where, cells in _read(folder / "documents.csv", ["doc_id"]):
        if cells["doc_id"] in metadata:
            raise PredictionError(f"{where}: a second row for {cells['doc_id']!r}")
        metadata[cells["doc_id"]] = {field: cells.get(field, "") for field in METADATA}
    return [
        PredictedDocument(doc_id, {table: tuple(rows[doc_id][table]) for table in TABLES}, metadata.get(doc_id))
        for doc_id in sorted({*rows, *metadata})
    ]


def _read(path: Path, needed: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of a csv file as (place, cells); nothing where there is no such file."""
    if not path.is_file():
        return
    try:
        if missing := [name for name in needed if name not in read_header(path)]:
            raise PredictionError(f"{path}: missing columns {missing} / 缺少列")
        for line, cells in read_rows(path):
            yield f"{path}:{line}", cells
    except ValueError as error:
        raise PredictionError(f"{path}: not a table that can be read: {error}") from error


def _record(spec: TableSpec, cells: Mapping[str, str], where: str) -> PredictedRecord:
    start, end = _offset(cells, "char_start", where), _offset(cells, "char_end", where)
    if not start < end:
        raise PredictionError(f"{where}: char_start {start} is not before char_end {end}")
    fields = {name: cells.get(name, "").strip() for name in spec.fields if name != "raw"}
    for name, value in fields.items():
        if value and name in _NUMBERS and not _NUMBER.fullmatch(value):
            raise PredictionError(f"{where}: {name} must be a plain decimal number, is {value!r}")
        if value and name in _DATES and not _is_date(value):
            raise PredictionError(f"{where}: {name} must be a date like 2020-12-31, is {value!r}")
    if spec.name == "targets" and fields["status"] not in _STATUS:
        raise PredictionError(f"{where}: status must be one of {sorted(_STATUS)}, is {fields['status']!r}")
    confidence = cells.get("confidence", "").strip()
    if confidence and not (_NUMBER.fullmatch(confidence) and 0 <= float(confidence) <= 1):
        raise PredictionError(f"{where}: confidence must be a number from 0 to 1, is {confidence!r}")
    return PredictedRecord(
        start=start,
        end=end,
        table=spec.name,
        raw=cells.get("raw", ""),
        fields=fields,
        confidence=float(confidence) if confidence else None,
        extractor=cells.get("extractor", "").strip(),
    )


def _offset(cells: Mapping[str, str], name: str, where: str) -> int:
    value = cells[name].strip()
    # A column with an empty cell somewhere comes out of a data frame as 12.0.
    whole = value[:-2] if value.endswith(".0") else value
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 12):
        raise PredictionError(f"{where}: {name} must be a whole number, is {value!r}")
    return int(whole)


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _columns(row: object) -> dict[str, Value]:
    return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}  # type: ignore[arg-type]
