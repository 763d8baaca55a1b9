"""Pieces of the calendar as policy documents name them, and the dates they begin and end on."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import regex

from extractors.numerals import parse_number

PartUnit = Literal["year", "half", "quarter", "month", "third", "day"]

_THIRDS = {1: (1, 10), 2: (11, 20), 3: (21, 31)}


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """A year or a part of one. ``number`` counts halves, quarters, months, thirds of ``month`` (旬) or days of it."""

    unit: PartUnit
    year: int | None = None
    number: int = 0
    month: int = 0

    def bounds(self, year: int) -> tuple[date, date] | None:
        """First and last day in ``year``; ``None`` when there is no such day (30 February)."""
        if self.unit == "day":
            if self.number > monthrange(year, self.month)[1]:
                return None
            day = date(year, self.month, self.number)
            return day, day
        if self.unit == "third":
            first, last = _THIRDS[self.number]
            return date(year, self.month, first), date(year, self.month, min(last, monthrange(year, self.month)[1]))
        months = {"year": 12, "half": 6, "quarter": 3, "month": 1}[self.unit]
        start = 1 if self.unit == "year" else (self.number - 1) * months + 1
        end = start + months - 1
        return date(year, start, 1), date(year, end, monthrange(year, end)[1])


def five_year_plan(ordinal: int) -> tuple[int, int]:
    """First and last year of a five-year plan: the 14th (十四五) is 2021 to 2025. Holds from the 3rd on."""
    first = 1966 + 5 * (ordinal - 3)
    return first, first + 4


_ZEROS = str.maketrans("〇零○", "000")


def read_year(text: str) -> int | None:
    """A year in digits or written digit by digit (二〇二五), its 〇 sometimes lost (二三五)."""
    digits = (text if len(text) != 3 else f"{text[0]}〇{text[1:]}").translate(_ZEROS)
    if digits.isascii():
        return int(digits) if digits.isdigit() else None
    return read_int("".join("〇一二三四五六七八九"[int(char)] if char.isascii() else char for char in digits))


def read_int(text: str) -> int | None:
    """A small whole number in digits or Chinese numerals."""
    value = parse_number(text)
    return int(value) if value is not None and value == value.to_integral_value() else None


_ISO_UNITS = (
    ("分钟", "PT{}M"),
    ("小时", "PT{}H"),
    ("季度", "quarter"),
    ("月", "P{}M"),
    ("年", "P{}Y"),
    ("周", "P{}W"),
    ("星期", "P{}W"),
    ("日", "P{}D"),
    ("天", "P{}D"),
)


def iso_duration(number: str, unit: str) -> str:
    """ISO 8601 duration of ``30`` ``个工作日`` (working days count as days), ``半`` ``年``; empty when unclear."""
    for ending, form in _ISO_UNITS:
        if not unit.endswith(ending):
            continue
        if number == "半":
            return {"年": "P6M", "月": "P15D", "小时": "PT30M", "天": "PT12H", "日": "PT12H"}.get(ending, "")
        value = read_int(number)
        if not value:
            return ""
        return f"P{value * 3}M" if form == "quarter" else form.format(value)
    return ""


def after(start: date, duration: str) -> date | None:
    """The day on which an ISO duration of years, months, weeks or days from ``start`` is over."""
    match = regex.fullmatch("P([0-9]{1,4})([YMWD])", duration)
    if not match:
        return None
    amount, unit = int(match[1]), match[2]
    if unit in "WD":
        return start + timedelta(days=amount * (7 if unit == "W" else 1))
    months = start.year * 12 + start.month - 1 + amount * (12 if unit == "Y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])) if year < 9999 else None
