"""Values as the cells of a worksheet: XML text, many times faster than an object for each cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from pipeline.cells import Value, is_formula, plain_decimal
from pipeline.columns import TableSpec

MAX_CELL = 32_767
CUT_MARK = "…[截断]"

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_DAY_ZERO = date(1899, 12, 30).toordinal()
_FIRST_TRUE_DAY = date(1900, 3, 1)
_MOST_DIGITS = 15
_ASCII = re.compile("[\x00-\x7f]")
_WIDE = 2.3  # a Chinese character, in digits of the usual fonts, and what line ends lose
_LINE_HEIGHT = 15  # points, as _MOST_HEIGHT, the most that Excel allows
_MOST_HEIGHT = 409


@dataclass(frozen=True, slots=True)
class Look:
    """Style numbers of one column: as it is, and as text that must not be taken for a formula."""

    plain: int
    quoted: int


def cell_text(text: str) -> str:
    """Text as a workbook can hold it: no control characters, ``\\r\\n`` as one line end, at most 32,767 characters."""
    text = _CONTROL.sub("", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) * 2 <= MAX_CELL or len(text.encode("utf-16-le")) // 2 <= MAX_CELL:
        return text
    room = (MAX_CELL - len(CUT_MARK)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_MARK


def column_letters(index: int) -> str:
    """The name of a column, counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26)
    ('A', 'Z', 'AA')
    """
    return (column_letters(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)


class RowMaker:
    """Makes the rows of one table. ``bordered`` tables draw their empty cells too."""

    def __init__(self, spec: TableSpec, looks: Sequence[Look], *, bordered: bool) -> None:
        self._columns = [
            (f'<c r="{column_letters(index)}', f'" s="{look.plain}"', f'" s="{look.quoted}"', column.free_text)
            for index, (column, look) in enumerate(zip(spec.columns, looks, strict=True))
        ]
        self._widths = [(index, column.width) for index, column in enumerate(spec.columns) if column.wrap]
        self._bordered = bordered

    def row(self, number: int, values: Sequence[Value]) -> str:
        """Row ``number`` (from 1) as XML."""
        lines = max((_lines(str(values[index] or ""), width) for index, width in self._widths), default=1)
        # Only Excel fits the height of a row to wrapped text by itself.
        height = f' ht="{min(lines * _LINE_HEIGHT, _MOST_HEIGHT)}" customHeight="1"' if lines > 1 else ""
        parts = [f'<row r="{number}"{height}>']
        for (start, plain, quoted, free_text), value in zip(self._columns, values, strict=True):
            if value is None or value == "":
                if self._bordered:
                    parts.append(f"{start}{number}{plain}/>")
            elif isinstance(value, str):
                look = quoted if free_text and is_formula(value) else plain
                parts.append(f"{start}{number}{look}{_string(value)}</c>")
            else:
                parts.append(f"{start}{number}{plain}{_number(value)}</c>")
        parts.append("</row>")
        return "".join(parts)


def _lines(text: str, width: float) -> int:
    """How many lines ``text`` takes in a column ``width`` digits wide."""
    if len(text) * _WIDE < width and "\n" not in text:
        return 1
    lines = [(len(line), len(_ASCII.findall(line))) for line in text.split("\n")]
    return sum(max(1, ceil(((length - narrow) * _WIDE + narrow) / width)) for length, narrow in lines)


def _string(text: str) -> str:
    text = cell_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "_x" in text:
        text = _LOOKS_ESCAPED.sub("_x005F_", text)
    keep = "" if text == text.strip() else ' xml:space="preserve"'
    return f' t="inlineStr"><is><t{keep}>{text}</t></is>'


def _number(value: int | float | Decimal | bool | date) -> str:
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v>'
    if isinstance(value, date):
        # Excel counts a 29 February 1900 that never was: earlier days are kept as text.
        return f"><v>{value.toordinal() - _DAY_ZERO}</v>" if value >= _FIRST_TRUE_DAY else _string(value.isoformat())
    if isinstance(value, Decimal):
        plain = plain_decimal(value)
        # More digits than a spreadsheet's numbers can hold are kept as text.
        return _string(plain) if len(plain.strip("-0.").replace(".", "")) > _MOST_DIGITS else f"><v>{plain}</v>"
    return f"><v>{value!r}</v>"
