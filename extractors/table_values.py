"""Value cells of indicator tables: ``≥75``, ``20%左右``, ``[15]``, ``中游城市≥60%、上游城市≥40%``.

All functions take folded text without blanks and give offsets into it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import regex

from extractors.numerals import ARABIC, parse_number
from extractors.quantities import find_quantities
from extractors.types import Comparator, Quantity


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
    r"(?P<scope>[\p{Han}、]{0,24}(?:地区|城市|城镇|农村|乡村|县城|城市群|企业|[市区县镇村省州]|流域|地段|陆域|海域|国控|省控|市控)"
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
_MOST = 120


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
            values += (_moved(inner, start) for inner in _in_bracket(part, value))
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


# 40%(其中上游地区≥60%), 65(市区80)
_INNER = regex.compile(r"\((?P<inner>[^()]{3,40})\)$")


def _in_bracket(part: str, outer: CellValue) -> list[CellValue]:
    """The value of a place that a bracket behind another value gives, in its unit where it writes none."""
    bracket = _INNER.search(part, outer.quantity.expr_end)
    value = _read_part(bracket["inner"]) if bracket else None
    if bracket is None or value is None or value.scope is None or value.change:
        return []
    quantity = value.quantity
    if not quantity.unit and outer.quantity.unit:
        quantity = replace(quantity, unit=outer.quantity.unit, kind=outer.quantity.kind)
    return [_moved(replace(value, quantity=quantity), bracket.start("inner"))]


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
