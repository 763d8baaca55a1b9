"""All tables as one workbook for people: Chinese headers, filters, widths, print set-up.

The file depends on nothing but the rows (its dates are fixed). Text is written as text: a cell that looks like a
formula carries Excel's own apostrophe (the ``quotePrefix`` style), which shows nowhere and keeps the text exact.

xlsxwriter makes everything but the rows: a workbook with headers and one row of samples. The rows, written as XML
while they come, take the samples' place.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.cells import Value
from pipeline.columns import Column, TableSpec
from pipeline.tables import TABLES, TASKS
from pipeline.xlsx_cells import Look, RowMaker, column_letters

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

MAX_ROWS = 1_048_576
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_HEADER_LOOK = {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1, "text_wrap": True}
_SAMPLES = re.compile(rb'<row r="2".*?</row>', re.DOTALL)
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
_STYLE = re.compile(rb' s="([0-9]+)"')
_A4 = 9


class XlsxWriter:
    """Writes rows table by table in any interleaving; ``close`` finishes the file."""

    def __init__(self, path: Path, *, max_rows: int = MAX_ROWS) -> None:
        self._path = path
        self._max_rows = max_rows
        looks = _looks(_template({name: [0] for name in TABLES}))
        self._makers = {spec.name: RowMaker(spec, looks[spec.name], bordered=spec is TASKS) for spec in TABLES.values()}
        self._sheets: dict[str, list[_Rows]] = {name: [_Rows(path.parent)] for name in TABLES}

    def write(self, spec: TableSpec, rows: Sequence[tuple[Value, ...]]) -> None:
        """Add rows to a table's sheet, or to a further one when a sheet is full."""
        sheets, maker = self._sheets[spec.name], self._makers[spec.name]
        for row in rows:
            if sheets[-1].count + 1 >= self._max_rows:
                sheets.append(_Rows(self._path.parent))
            sheets[-1].count += 1
            sheets[-1].stream.write(maker.row(sheets[-1].count + 1, row).encode("utf-8"))

    def close(self) -> None:
        """Finish the workbook. Raises ``OSError`` when it cannot be written."""
        template = _template({name: [sheet.count for sheet in sheets] for name, sheets in self._sheets.items()})
        sheets = iter([(TABLES[name], sheet) for name, sheets in self._sheets.items() for sheet in sheets])
        with ZipFile(template) as parts, ZipFile(self._path, "w", ZIP_DEFLATED) as book:
            for name in parts.namelist():
                data = parts.read(name)
                info = ZipInfo(name)
                info.compress_type = ZIP_DEFLATED
                with book.open(info, "w", force_zip64=True) as target:
                    if name.startswith("xl/worksheets/sheet"):
                        spec, rows = next(sheets)
                        before, after = _SAMPLES.split(data)
                        used = f"A1:{column_letters(len(spec.columns) - 1)}{rows.count + 1}"
                        target.write(_DIMENSION.sub(f'<dimension ref="{used}"/>'.encode(), before))
                        rows.copy_to(target)
                        target.write(after)
                    else:
                        target.write(data)


class _Rows:
    """The rows of one sheet while they come: on disk, for they may be many."""

    def __init__(self, folder: Path) -> None:
        self.count = 0
        self.stream: IO[bytes] = TemporaryFile(dir=folder)  # noqa: SIM115 (closed when copied)

    def copy_to(self, target: IO[bytes]) -> None:
        with self.stream:
            self.stream.seek(0)
            shutil.copyfileobj(self.stream, target, 1024 * 1024)


def _template(counts: dict[str, list[int]]) -> BytesIO:
    """A workbook with a sheet for each entry of ``counts`` (table name to rows per sheet): header and sample row."""
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": _CREATED, "title": "政策文件要素表"})
    header = book.add_format(_HEADER_LOOK | {"align": "center", "valign": "vcenter"})
    for spec in TABLES.values():
        plain = [_format(book, spec, column, quoted=False) for column in spec.columns]
        quoted = [_format(book, spec, column, quoted=True) for column in spec.columns]
        for number, rows in enumerate(counts[spec.name], start=1):
            sheet = book.add_worksheet(spec.title if number == 1 else f"{spec.title} ({number})")
            for index, column in enumerate(spec.columns):
                sheet.set_column(index, index, column.width)
                sheet.write_string(0, index, column.title, header)
                sheet.write_blank(1, index, None, plain[index])
                sheet.write_blank(1, len(spec.columns) + index, None, quoted[index])
            sheet.set_row(0, 28)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, rows, len(spec.columns) - 1)
            sheet.set_landscape()
            sheet.set_paper(_A4)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
            sheet.set_footer("&C第 &P 页 共 &N 页")
            if spec is TASKS and number == 1:
                sheet.activate()
    book.close()
    return buffer


def _format(book: Workbook, spec: TableSpec, column: Column, *, quoted: bool) -> Format:
    look: dict[str, Any] = {"valign": "top", "text_wrap": column.wrap, "quote_prefix": quoted}
    if column.type == "date":
        look |= {"num_format": "yyyy-mm-dd", "align": "left"}
    if spec is TASKS:
        look["border"] = 1
    return book.add_format(look)


def _looks(template: BytesIO) -> dict[str, list[Look]]:
    """The style numbers that xlsxwriter gave to the formats, read from the sample rows."""
    looks: dict[str, list[Look]] = {}
    with ZipFile(template) as parts:
        for number, (name, spec) in enumerate(TABLES.items(), start=1):
            samples = _SAMPLES.findall(parts.read(f"xl/worksheets/sheet{number}.xml"))[0]
            styles = [int(style) for style in _STYLE.findall(samples)]
            half = len(spec.columns)
            looks[name] = [Look(*pair) for pair in zip(styles[:half], styles[half:], strict=True)]
    return looks
