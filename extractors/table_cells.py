"""Cells of indicator tables: column heads, names with their unit, value cells.

``研发经费投入强度（%）`` is a name and a unit; ``≥75``, ``20%左右``, ``[15]``, ``中游城市≥60%、上游城市≥40%`` are
values. All functions take folded text without blanks and give offsets into it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

import regex

from extractors.lexicon import alternation, words
from extractors.numerals import ARABIC, parse_number
from extractors.quantities import find_quantities
from extractors.types import Comparator, Quantity

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


@dataclass(frozen=True, slots=True)
class CellValue:
    """One value of a cell: ``quantity`` on the cell's offsets.

    ``unit`` of the quantity is empty where the cell writes none. ``summed``: written in brackets, the sum over the
    period. ``change``: ``rate`` 降低6%, ``amount`` 提高2个百分点, 新增5家, empty for a level; ``word`` says it.
    ``year``: 100%（2023年）.
    """

    quantity: Quantity
    summed: bool = False
    change: Literal["rate", "amount", ""] = ""
    word: str = ""
    year: int | None = None
    modality: str = ""
    scope: tuple[int, int] | None = None


_SIGNS = str.maketrans({"≧": "≥", "⩾": "≥", "﹥": ">", "≦": "≤", "⩽": "≤", "﹤": "<", "＋": "+"})
_BLANK = regex.compile(r"[-/~_.·\s]{0,8}|无|不适用|未统计|暂无|空")
_LEVEL = (
    r"(?:累计(?:达到?)?|达到|达|实现|为|保持在?|稳定在|维持在?|控制在|[升降]至|降到"
    r"|(?:提高|提升|增加|增长|上升|扩大|下降|降低|减少|压减|压缩|缩短)(?:到|至))"
)
_RATE = r"(?:年均)?(?:增长|提高|提升|增加|上升|扩大|下降|降低|减少|压减|削减|减排|节约)"
_AMOUNT = r"(?:累计)?(?:新增|净增|新建|新培育|培育|创建|建成|建设|打造|完成|引进)"
_PART = regex.compile(
    r"(?:其中:?|或者?|且|并)?"
    r"(?P<scope>[\p{Han}、]{0,24}(?:地区|城市|城镇|农村|乡村|城市群|企业|[市区县镇村省州]|流域|地段|国控|省控|市控)"
    r"(?=:?(?:[^\p{Han}]|力争|确保|争取|[达不超高低至约到提控保降增下减新最])))?:?"
    r"(?:到|至|(?P<hope>力争|确保|争取)(?:到)?)?(?:(?P<year>20[0-4]\d)年(?:底|末|内)?前?,?)?"
    r"(?:(?:较|比|与|在)(?:[“\"]?十[一二三四五六七]五[”\"]?(?:期?末|时期)?|20\d\d年(?:底|末)?|上一?年(?:度|末)?|去年|基期|现状|基准年)"
    r"(?:水平|基础上|相比|实际|增长水平)?,?)?"
    r"(?:每年|逐年)?"
    rf"(?P<modality>力争|确保|争取|原则上|预计|应|须)?(?P<word>{_LEVEL}|{_RATE}|{_AMOUNT})?(?:了|值)?"
    r"(?:最[高低](?=[≤≥<>]))?(?P<ascii>[<>]=)?(?P<sign>[+-])?"
)
_TAIL = regex.compile(r"(?:\([^()]{0,40}\)|的?水平|[*▲①-⑳]){0,3}$")
_SUMMED = regex.compile(r"(?P<sign>[≥≤<>])?\((?P<inner>[^()]{1,20})\)(?P<post>以上|以下|以内|左右)?")
_NOTE_YEAR = regex.compile(r"\((20[0-4]\d)年?(?:底|末)?\)")
_NOTE_SCOPE = regex.compile(r"\(((?:国控|省控|市控|城区|农村|城市|城镇|市区|县城|全[国省市]|[省市县]级)\p{Han}{0,6})\)")
_TO = regex.compile(rf"(?:-{{1,2}}|~|至|到)(?P<high>{ARABIC})")
_THOUSANDS = regex.compile(r"\d,\d{3}(?!\d)")
_RANK = regex.compile(r"(?:全国|全省|全市)?(?P<rank>(?:前|第)(?P<place>\d{1,3})(?:位|名)?)(?:以内|左右)?")
_BASE = regex.compile(
    r"^\p{Han}{0,6}每(?P<many>十万|百万|[万亿千百])?(?:(?P<people>(?:常住)?人口?|名\p{Han}{0,4})|(?P<thing>户|亩|公顷|平方公里|吨))"
)
_MOST = 120


def base_of(name: str) -> str:
    """The base that a name ties its number to: ``每万人口发明专利拥有量`` → ``万人``; empty where there is none."""
    found = _BASE.match(name)
    return f"{found['many'] or ''}{found['thing'] or '人'}" if found else ""


def read_values(text: str) -> list[CellValue] | None:
    """The values of a cell; ``[]`` where it says only that there is none, ``None`` where it is running text.

    >>> [(str(value.quantity.value), value.quantity.comparator) for value in read_values("≥75") or []]
    [('75', '>=')]
    """
    if _BLANK.fullmatch(text):
        return []
    if len(text) > _MOST:
        return None
    values: list[CellValue] = []
    for start, end in _parts(text):
        part = text[start:end]
        value = _read_part(part)
        if value is not None:
            values.append(_moved(value, start))
        elif regex.search(r"\d", regex.sub(r"\([^()]*\)", "", part)):
            return None
    return values or None


def _parts(text: str) -> list[tuple[int, int]]:
    """Parts between commas and the like outside brackets; 、 parts only what holds a number on both sides."""
    found: list[tuple[int, int]] = []
    start, depth, number = 0, 0, False
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        number = number or (char.isdigit() and depth == 0)
        thousands = char == "," and _THOUSANDS.match(text, place - 1) is not None if place else False
        dated = char == "," and text[start:place].endswith(("年", "年底", "年末", "相比"))
        if depth == 0 and not thousands and not dated and (char in ",;。" or (char == "、" and number)):
            found.append((start, place))
            start, number = place + 1, False
    return [(start, end) for start, end in [*found, (start, len(text))] if end > start]


def _read_part(part: str) -> CellValue | None:
    bracket = _SUMMED.fullmatch(part)
    if bracket:
        # The sign before the bracket takes the place of the bracket, so that offsets move by one either way.
        value = _read_part(f"{bracket['sign'] or ''}{bracket['inner']}{bracket['post'] or ''}")
        return replace(_moved(value, 1), summed=True) if value else None
    text = part.translate(_SIGNS)
    rank = _RANK.fullmatch(text)
    if rank:
        return CellValue(_rank(rank))
    head = _PART.match(text)
    if head is None:
        return None
    quantity = _quantity(text, head)
    if quantity is None:
        return None
    note, behind = _NOTE_YEAR.search(text, quantity.end), _NOTE_SCOPE.search(text, quantity.end)
    word = head["word"] or ""
    change: Literal["rate", "amount", ""] = ""
    if word and regex.fullmatch(_AMOUNT, word):
        change = "amount"
    elif quantity.rule == "double" or (word and regex.fullmatch(_RATE, word)):
        change = "rate" if quantity.kind in ("percent", "times") else "amount"
    year = head["year"] or (note[1] if note else None)
    return CellValue(
        quantity,
        change=change,
        word=word,
        year=int(year) if year else None,
        modality=head["modality"] or head["hope"] or "",
        scope=head.span("scope") if head["scope"] else behind.span(1) if behind else None,
    )


def _rank(rank: regex.Match[str]) -> Quantity:
    start, end = rank.span("rank")
    return Quantity(start, end, Decimal(rank["place"]), None, "位", "rank", "=", start, end, "rank")


def _quantity(text: str, head: regex.Match[str]) -> Quantity | None:
    """The one quantity behind the leading words, with nothing but words of comparison around it."""
    # -7.0 is no range: find_quantities must not see the sign.
    start = head.end()
    rest = text[start:]
    found = [quantity for quantity in find_quantities(rest) if quantity.kind != "bare" or quantity.unit == ""]
    if not found or rest[: found[0].expr_start].strip("的"):
        return None
    quantity = found[0]
    tail_from = quantity.expr_end
    to = _TO.match(rest, quantity.end) if quantity.kind == "bare" else None
    if to:
        high = parse_number(to["high"])
        if high is None or high <= quantity.value:
            return None
        quantity = replace(quantity, end=to.end(), value_max=high, comparator="range", expr_end=to.end())
        tail_from = to.end()
    if not _TAIL.match(rest, tail_from):
        return None
    negative = head["sign"] == "-"
    comparators: dict[str, Comparator] = {">=": ">=", "<=": "<="}
    return replace(
        quantity,
        start=quantity.start + start - (negative and quantity.start == 0),
        end=quantity.end + start,
        value=-quantity.value if negative else quantity.value,
        comparator=comparators.get(head["ascii"] or "", quantity.comparator),
        expr_start=quantity.expr_start + start,
        expr_end=quantity.expr_end + start,
    )


def _moved(value: CellValue, by: int) -> CellValue:
    quantity = value.quantity
    moved = replace(
        quantity,
        start=quantity.start + by,
        end=quantity.end + by,
        expr_start=quantity.expr_start + by,
        expr_end=quantity.expr_end + by,
    )
    scope = (value.scope[0] + by, value.scope[1] + by) if value.scope else None
    return replace(value, quantity=moved, scope=scope)
