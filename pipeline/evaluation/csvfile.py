"""The evaluation's own tables: written with the same bytes every time, read back exactly."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipeline.cells import defuse, encodable, restore


def write_rows(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a csv file as the output tables are: UTF-8 with byte-order mark, ``\\r\\n``, no cell a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([defuse(encodable(cell)) for cell in row] for row in rows)
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a csv file as (line number, cells by column), apostrophes against formulas taken away again.

    Raises ``ValueError`` where the file is not UTF-8, is badly quoted, or a row is longer or shorter than the header.
    """
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        try:
            header = next(reader, [])
            for row in reader:
                if len(row) != len(header):
                    raise ValueError(f"line {reader.line_num}: {len(row)} cells, the header has {len(header)}")
                yield reader.line_num, {name: restore(cell) for name, cell in zip(header, row, strict=True)}
        except csv.Error as error:
            raise ValueError(f"line {reader.line_num}: {error}") from error


def read_header(path: Path) -> list[str]:
    """The column names of a csv file. Raises ``ValueError`` where it is not UTF-8."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file), [])
