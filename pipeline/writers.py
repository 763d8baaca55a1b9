"""From results to files: csv, xlsx, parquet, the source texts and the data dictionary.

Results come one by one in the order of their doc_ids and are written at once, so that memory does not grow with the
number of documents. Files appear under their names only when all of them are finished.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from pipeline.cells import Value, cell, defuse, restore
from pipeline.columns import TableSpec, row_values
from pipeline.parquet import ParquetWriter
from pipeline.records import DocumentResult, ErrorRow
from pipeline.schema import datapackage_json
from pipeline.tables import DOCUMENTS, TABLES
from pipeline.text_files import text_name, write_text
from pipeline.xlsx import XlsxWriter

DICTIONARY = "datapackage.json"
WORKBOOK = "zhengce.xlsx"
TEXTS = "text"


@dataclass(frozen=True, slots=True)
class Formats:
    """Which files to write beside the csv tables."""

    xlsx: bool = True
    parquet: bool = False


class _Writer(Protocol):
    def write(self, spec: TableSpec, rows: Sequence[tuple[Value, ...]]) -> None: ...

    def close(self) -> None: ...


class CsvWriter:
    """``NAME.csv`` for every table: UTF-8 with BOM, ``\\r\\n``, quotes only where needed, formulas defused."""

    def __init__(self, folder: Path) -> None:
        self._stack = ExitStack()
        self._files = {}
        for spec in TABLES.values():
            stream = self._stack.enter_context(
                (folder / f"{spec.name}.csv").open("w", encoding="utf-8-sig", errors="replace", newline="")
            )
            self._files[spec.name] = csv.writer(stream, lineterminator="\r\n")
            self._files[spec.name].writerow([column.name for column in spec.columns])

    def write(self, spec: TableSpec, rows: Sequence[tuple[Value, ...]]) -> None:
        """Add rows to a table."""
        makers = _cell_makers(spec)
        self._files[spec.name].writerows([make(value) for make, value in zip(makers, row, strict=True)] for row in rows)

    def close(self) -> None:
        """Finish the files."""
        self._stack.close()


@cache
def _cell_makers(spec: TableSpec) -> tuple[Callable[[Any], str], ...]:
    return tuple(defuse if column.free_text else cell for column in spec.columns)


def rows_of(result: DocumentResult, spec: TableSpec) -> list[tuple[Value, ...]]:
    """The rows of one table that a document gives, by offset where the table has offsets, else as they came."""
    rows = [result.document] if spec is DOCUMENTS else list(getattr(result, spec.name))
    if any(column.name == "char_start" for column in spec.columns):
        rows.sort(key=attrgetter("char_start"))
    return [row_values(spec)(row) for row in rows]


def write_all(results: Iterable[DocumentResult], out: Path, draft: Path, formats: Formats) -> list[DocumentResult]:
    """Write all tables and texts into ``out``; ``draft`` is an empty folder on the same disk to work in.

    ``results`` come sorted by doc_id. Gives back the results without their texts and rows other than the document's
    and its errors, as written. A text that cannot be written costs only that file and is told in errors.csv; a table
    that cannot be written raises ``OSError``. Texts and tables of an earlier run that this one does not have go.
    """
    stale = {text_name(doc_id) for doc_id in _doc_ids(out / "documents.csv")}
    writers: list[_Writer] = [CsvWriter(draft)]
    if formats.xlsx:
        writers.append(XlsxWriter(draft / WORKBOOK))
    if formats.parquet:
        writers.append(ParquetWriter(draft))
    written: list[DocumentResult] = []
    for result in results:
        if result.text or result.document.status in ("ok", "partial"):
            result = _keep_text(result, out / TEXTS)
            stale.discard(text_name(result.document.doc_id))
        for spec in TABLES.values():
            if rows := rows_of(result, spec):
                for writer in writers:
                    writer.write(spec, rows)
        written.append(DocumentResult(document=result.document, errors=result.errors))
    for writer in writers:
        writer.close()
    (draft / DICTIONARY).write_text(datapackage_json(), encoding="utf-8")
    for path in sorted(draft.iterdir()):
        path.replace(out / path.name)
    _remove_stale(out, formats, stale)
    return written


def _keep_text(result: DocumentResult, folder: Path) -> DocumentResult:
    try:
        write_text(folder, result.document.doc_id, result.text)
    except OSError as error:
        message = f"原文未能保存 the source text could not be kept: {error.strerror}"
        trouble = ErrorRow(result.document.doc_id, "write", "text_not_written", message)
        return replace(
            result, document=replace(result.document, status="partial"), errors=(*result.errors, trouble), text=""
        )
    return result


def _remove_stale(out: Path, formats: Formats, texts: Iterable[PurePosixPath]) -> None:
    for name in texts:
        (out / TEXTS / name).unlink(missing_ok=True)
    if not formats.xlsx:
        (out / WORKBOOK).unlink(missing_ok=True)
    if not formats.parquet:
        for table in TABLES:
            (out / f"{table}.parquet").unlink(missing_ok=True)


def _doc_ids(path: Path) -> set[str]:
    """The doc_ids of a ``documents.csv``; none when there is no such file or it is not one of ours."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream)
            if next(rows, []) != [column.name for column in DOCUMENTS.columns]:
                return set()
            return {restore(row[0]) for row in rows if row}
    except (OSError, ValueError, csv.Error):
        return set()
