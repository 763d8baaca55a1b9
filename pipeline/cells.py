"""Values as the text of a cell, and back.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` (also full-width, or after a tab or line end)
for a formula. Such text gets a leading ``'`` in csv files; ``restore`` takes it away again, so that what is read back
is exactly what was written. A signed number (``-3%``) is no formula and stays as it is.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

Value = str | int | float | Decimal | bool | date | None

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_SIGNED_NUMBER = re.compile(r"[+-][0-9]{1,30}(?:\.[0-9]{1,30})?%?\Z")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _looks_like_formula(text: str) -> bool:
    return bool(_FORMULA.match(text)) and not _SIGNED_NUMBER.match(text)


def is_formula(text: str) -> bool:
    """Whether ``text``, whatever apostrophes it begins with, could be taken for a formula."""
    if not text or text[0] not in "'=+-@\t\r\n＝＋－＠":
        return False
    return _looks_like_formula(text.lstrip("'"))


def defuse(text: str) -> str:
    """``text`` that no spreadsheet takes for a formula.

    >>> defuse("=1+1"), defuse("'=1+1"), defuse("-3%"), defuse("确保")
    ("'=1+1", "''=1+1", '-3%', '确保')
    """
    return "'" + text if is_formula(text) else text


def restore(text: str) -> str:
    """What ``defuse`` was given.

    >>> restore("'=1+1"), restore("''=1+1"), restore("'十四五'")
    ('=1+1', "'=1+1", "'十四五'")
    """
    return text[1:] if text.startswith("'") and is_formula(text) else text


def encodable(text: str) -> str:
    """``text`` with lone surrogates (which no UTF-8 file can hold) replaced one for one, so that offsets stay true."""
    return text if text.isascii() else _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def plain_decimal(value: Decimal) -> str:
    """A number without exponent, grouping or idle zeros.

    >>> plain_decimal(Decimal("1.367E7")), plain_decimal(Decimal("0.750")), plain_decimal(Decimal("-0"))
    ('13670000', '0.75', '0')
    """
    if not value.is_finite():
        raise ValueError(f"not a number that a table can hold: {value}")
    if not value:
        return "0"
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def cell(value: Value) -> str:
    """A typed value as the text of a csv cell; ``None`` is empty. Text is not defused here: see ``defuse``."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return plain_decimal(value if isinstance(value, Decimal) else Decimal(repr(value)))
