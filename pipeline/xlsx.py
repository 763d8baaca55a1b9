"""All tables as one workbook for people: Chinese headers, filters, widths, print set-up.

The file depends on nothing but the rows (its creation date is fixed). Text is written as text: a cell that looks like
a formula carries Excel's own apostrophe (the ``quotePrefix`` style), which shows nowhere and keeps the text exact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cells import Value, is_formula
from pipeline.columns import Column, TableSpec
from pipeline.tables import TABLES, TASKS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_ROWS = 1_048_576
MAX_CELL = 32_767
CUT_MARK = "…[截断]"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def cell_text(text: str) -> str:
    """Text as a workbook can hold it: no control characters, ``\\r\\n`` as one line end, at most 32,767 characters."""
    text = _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) * 2 <= MAX_CELL or len(text.encode("utf-16-le")) // 2 <= MAX_CELL:
        return text
    room = (MAX_CELL - len(CUT_MARK)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_MARK


class XlsxWriter:
    """Writes rows table by table in any interleaving; ``close`` finishes the file."""

    def __init__(self, path: Path, *, max_rows: int = MAX_ROWS) -> None:
        import xlsxwriter

        self._book: Workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self._book.set_properties({"created": _CREATED, "title": "政策文件要素表"})
        self._sheets = {spec.name: _Sheets(self._book, spec, max_rows) for spec in TABLES.values()}
        self._sheets[TASKS.name].first.activate()

    def write(self, spec: TableSpec, rows: Sequence[tuple[Value, ...]]) -> None:
        """Add rows to a table's sheet."""
        self._sheets[spec.name].add(rows)

    def close(self) -> None:
        """Finish the workbook. Raises ``OSError`` when it cannot be written."""
        from xlsxwriter.exceptions import FileCreateError

        for sheets in self._sheets.values():
            sheets.finish()
        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(f"zhengce.xlsx: {error}") from error


class _Sheets:
    """The sheet of one table, and further ones when it has more rows than a sheet can hold."""

    def __init__(self, book: Workbook, spec: TableSpec, max_rows: int) -> None:
        self._book = book
        self._spec = spec
        self._max_rows = max_rows
        self._count = 0
        self._header = book.add_format(
            {"bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "border": 1, "text_wrap": True}
            | {"align": "center", "valign": "vcenter"}
        )
        self._plain = [self._format(column) for column in spec.columns]
        self._quoted = [self._format(column, quote_prefix=True) for column in spec.columns]
        self.first = self._sheet = self._new_sheet()

    def _format(self, column: Column, *, quote_prefix: bool = False) -> Format:
        look: dict[str, Any] = {"valign": "top", "text_wrap": column.wrap, "quote_prefix": quote_prefix}
        if column.type == "date":
            look |= {"num_format": "yyyy-mm-dd", "align": "left"}
        if self._spec is TASKS:
            look["border"] = 1
        return self._book.add_format(look)

    def _new_sheet(self) -> Worksheet:
        self._count += 1
        self._row = 0
        title = self._spec.title if self._count == 1 else f"{self._spec.title} ({self._count})"
        sheet = self._book.add_worksheet(title)
        for index, (column, look) in enumerate(zip(self._spec.columns, self._plain, strict=True)):
            sheet.set_column(index, index, column.width, None if self._spec is TASKS else look)
        sheet.freeze_panes(1, 0)
        sheet.set_row(0, 28)
        for index, column in enumerate(self._spec.columns):
            sheet.write_string(0, index, column.title, self._header)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_footer("&C第 &P 页 共 &N 页")
        return sheet

    def add(self, rows: Sequence[tuple[Value, ...]]) -> None:
        for row in rows:
            if self._row + 1 >= self._max_rows:
                self.finish()
                self._sheet = self._new_sheet()
            self._row += 1
            for index, value in enumerate(row):
                self._write(index, value)

    def _write(self, index: int, value: Value) -> None:
        sheet, look = self._sheet, self._plain[index]
        if value is None or value == "":
            if self._spec is TASKS:
                sheet.write_blank(self._row, index, None, look)
        elif isinstance(value, str):
            quoted = is_formula(value) and not self._spec.columns[index].enum
            sheet.write_string(self._row, index, cell_text(value), self._quoted[index] if quoted else look)
        elif isinstance(value, bool):
            sheet.write_boolean(self._row, index, value, look)
        elif isinstance(value, date):
            sheet.write_datetime(self._row, index, datetime(value.year, value.month, value.day), look)
        elif isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > 15:
            sheet.write_string(self._row, index, format(value, "f"), look)
        else:
            sheet.write_number(self._row, index, float(value), look)

    def finish(self) -> None:
        """Put the filter over what was written."""
        self._sheet.autofilter(0, 0, self._row, len(self._spec.columns) - 1)
