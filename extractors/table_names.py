"""Heads of columns, names and units in the cells of indicator tables: ``研发经费投入强度（%）`` is a name and a unit.

All functions take folded text without blanks and give offsets into it.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

import regex

from extractors.lexicon import alternation, words
from extractors.quantities import find_quantities

HeadKind = Literal[
    "name", "item", "category", "unit", "attribute", "target", "baseline", "last_year", "growth", "total", "change",
    "serial", "note", "amount", "other", "",
]  # fmt: skip
_KINDS: tuple[HeadKind, ...] = (
    "name", "item", "category", "unit", "attribute", "target", "baseline", "last_year", "growth", "total", "change",
    "serial", "note", "amount", "other",
)  # fmt: skip


@cache
def _head_words() -> dict[str, HeadKind]:
    return {word: kind for kind in _KINDS for word in words("table_heads", kind=kind)}


@cache
def _head_pattern() -> regex.Pattern[str]:
    return regex.compile(alternation([*_head_words()]))


def head_kind(head: str) -> HeadKind:
    """What a column holds by the longest word of its head, the last of equally long ones; ``""``: no word is known."""
    found = [match.group() for match in _head_pattern().finditer(head, overlapped=True)]
    return _head_words()[max(reversed(found), key=len)] if found else ""


class Unit(NamedTuple):
    """A unit of a whole column or row: ``万吨`` is ``吨`` with factor 10000."""

    name: str
    factor: Decimal
    kind: str


_PERCENT = frozenset({"百分比", "百分数", "百分率", "百分之", "百分点数"})
_NO_UNIT = frozenset({"-", "--", "/", "无", "指数", "比值", "比例", "无量纲"})
_MULTIPLIERS = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
# μg/m3, kg/亩, dB(A): units in Latin letters must hold a stroke or be one of a few, for EQI and PM2.5 are names.
_LATIN = regex.compile(
    r"(?:[A-Za-zμµ℃°]{1,4}|\p{Han}{1,5})/(?:[A-Za-zμµ]{1,4}[\d²³?]?|\p{Han}{1,6})|km²?|kg|mg|t|℃|dB|pH|MW|GW|kWh"
)
# 1/10万, of a rate of deaths
_OF_MANY = regex.compile(r"1?(/(?:10万|100万|万|千)人?)")
_HAN_UNIT = regex.compile(r"[\p{Han}/·]{1,10}")
_LONGEST_UNIT = 40


def read_unit(text: str, *, column: bool = False) -> Unit | None:
    """The unit that a unit cell or a bracket names; ``None`` where it names none or several.

    A ``column`` of units is believed as it is; what a bracket holds must be known as a unit.
    """
    inner = text[1:-1] if text[:1] == "(" and text[-1:] == ")" else text
    name = regex.split("[,;:]", inner, maxsplit=1)[0]
    if name in _NO_UNIT and column:
        return Unit("", Decimal(1), "")
    return _unit(name, column) or (_unit(name.partition("(")[0], column) if "(" in name else None)


def _unit(name: str, column: bool) -> Unit | None:
    if not 0 < len(name) <= _LONGEST_UNIT or "、" in name:
        return None
    if name in _PERCENT:
        return Unit("%", Decimal(1), "percent")
    many = _OF_MANY.fullmatch(name)
    if many:
        return Unit(many[1], Decimal(1), "rate")
    found = find_quantities(f"1{name}")
    if found and found[0].end == len(name) + 1 and found[0].unit and found[0].value_max is None:
        return Unit(found[0].unit, found[0].value, found[0].kind)
    if _LATIN.fullmatch(name):
        return Unit(name, Decimal(1), "rate" if "/" in name else "")
    if not column or not _HAN_UNIT.fullmatch(name):
        return None
    factor = _MULTIPLIERS.get(name[0], Decimal(1)) if len(name) > 1 else Decimal(1)
    return Unit(name[1:] if factor > 1 else name, factor, "rate" if "/" in name else "")


class Name(NamedTuple):
    """The name of a row's indicator, ``[start, end)`` of its cell, and the unit in its bracket."""

    start: int
    end: int
    unit: Unit | None


_NUMBERING = regex.compile(
    r"\d{1,3}(?:[.、](?!\d)|\))|\([一二三四五六七八九十\d]{1,3}\)、?|[一二三四五六七八九十]{1,3}、|[①-⑳]|其中(?:[:,])?|[*▲△※★☆#]|-{1,2}"
)
_MARKS = regex.compile(r"(?:[*▲△※★☆#①-⑳¹²³]|\(?注\d{0,2}\)?|\(\d{1,2}\)|[:,;。])$")
# 研发投入强度(%), 降尘量(t/(km2·月)), 城镇化率/%, 粮食产量,万吨
_UNIT_BEHIND = regex.compile(
    r"/?(?P<unit>\([^()]{1,24}(?:\([^()]{1,10}\))?\))$"
    r"|(?<=\p{Han}{2})(?<![吨克元斤米家个人件升亩台次名项时户张])[/,:]"
    r"(?P<unit>[%‰]|[万亿]?[\p{Han}A-Za-z]{1,4}(?:/[万千]?[\p{Han}A-Za-z]{1,3}[23²³]?)?)$"
)


def read_name(text: str) -> Name | None:
    """The indicator of a name cell without numbering, footnote marks and unit; ``None`` where nothing is left."""
    start, end = 0, len(text)
    unit: Unit | None = None
    while numbering := _NUMBERING.match(text, start, end):
        start = numbering.end()
    while start < end:
        mark = _MARKS.search(text, start, end)
        behind = _UNIT_BEHIND.search(text, start, end) if unit is None else None
        said = read_unit(behind["unit"]) if behind else None
        if behind and said:
            unit, end = said, behind.start()
        elif mark and not mark.group().endswith("²"):
            end = mark.start()
        else:
            break
    return Name(start, end, unit) if regex.search(r"\p{L}{2}|\p{Han}", text[start:end]) else None


_BASE = regex.compile(
    r"^\p{Han}{0,6}每(?P<many>十万|百万|[万亿千百])?(?:(?P<people>(?:常住)?人口?|名\p{Han}{0,4})|(?P<thing>户|亩|公顷|平方公里|吨))"
)


def base_of(name: str) -> str:
    """The base that a name ties its number to: ``每万人口发明专利拥有量`` → ``万人``; empty where there is none."""
    found = _BASE.match(name)
    return f"{found['many'] or ''}{found['thing'] or '人'}" if found else ""
