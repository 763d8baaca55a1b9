"""Quantities: a number, its unit, and the words of comparison around it.

``14%`` · ``4000家`` · ``1.2万家`` · ``1-2家`` · ``5%-8%`` · ``前10位`` · ``一番`` · ``0.11个百分点`` · ``300吨/公顷``

What has the shape of a quantity but is none (a number inside a title or a short quoted name, an ordinal, an idiom such
as 一站式) is left out here, each refusal under a name of its own
in ``extractors.quantity_refusals``. Whether a quantity is a target is
decided elsewhere (``extractors.targets``).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from extractors.lexicon import read_table
from extractors.numerals import ARABIC, CHINESE, FRACTION, parse_fraction, parse_number
from extractors.quantity_lists import join_bounds, share_units
from extractors.quantity_refusals import REFUSALS
from extractors.ranks import is_rank
from extractors.types import Comparator, Quantity
from extractors.units import read_unit_name, unit_pattern

_RANGE_DASH = r"(?:-{1,2}|~|至|到)"


@cache
def _comparators(position: str) -> dict[str, str]:
    return {row["word"]: row["comparator"] for row in _comparator_rows(position)}


def _comparator_rows(position: str) -> list[dict[str, str]]:
    rows = read_table("comparators", ("word", "position", "comparator", "not_after", "note"), key=("word", "position"))
    return [row for row in rows if row["position"] == position]


def _words_of_comparison(position: str) -> str:
    """The words as a pattern, the longest first, each where it is no part of a longer word."""
    rows = sorted(_comparator_rows(position), key=lambda row: (-len(row["word"]), row["word"]))
    return "|".join(
        (f"(?<!{'|'.join(row['not_after'].split())})" if row["not_after"] else "") + regex.escape(row["word"])
        for row in rows
    )


@cache
def _pattern() -> regex.Pattern[str]:
    compound = unit_pattern()
    number = rf"(?:{ARABIC}|{CHINESE})"
    return regex.compile(
        # 第三 第2位 前10位 前10%: the rank's word belongs to the expression.
        rf"(?P<rank>[前第](?P<place>{number})(?:位|名|%)?)"
        # 翻一番, 翻两番
        rf"|(?P<double>翻(?P<times>{CHINESE})番)"
        # 实现翻番, 翻了一番
        rf"|(?P<doubled>翻番|倍增|翻了(?P<times_told>{CHINESE})番)(?!计划|行动|工程|战略|目标|攻坚|器|[”\"])"
        # 半个工作日, 半年
        r"|(?P<half>半)个?(?P<half_unit>工作日|小时|天|日|月|年)(?!间|度|途|报)"
        rf"|(?P<share>{FRACTION})"
        # 5千至1万吨标煤, 1-2家, 5%-8%, 3%到5%
        rf"|(?P<low>{number})(?P<low_unit>{compound})?{_RANGE_DASH}(?P<high>{number})(?P<more_high>余|多)?(?P<high_unit>{compound})"
        rf"|(?P<number>{number})(?P<more>余|多)?(?P<power>万亿|万|亿)?(?P<unit>{compound})"
        # 容积率控制在0.6至0.8
        rf"|(?P<bare_low>\d{{1,2}}\.\d{{1,3}}){_RANGE_DASH}(?P<bare_high>\d{{1,2}}\.\d{{1,3}})"
        # 铁钢比下降至0.75: a bare number counts only behind a word of level, which the caller demands.
        rf"|(?P<bare>{number})"
    )


# What a candidate must begin with: digits, Chinese numerals, 前, 第, 翻, 半.
_START = regex.compile(r"[0-9零一二两三四五六七八九十百千万亿半前第翻]")
_TITLE = regex.compile(r"《[^《》\n]{0,120}》|<[^<>\n]{2,60}>")
_QUOTE = regex.compile(r"[“「]([^“”\"「」\n]{1,14})[”\"」]")
_PREDICATE = regex.compile(r"[达到为超增长降低于]|不少|以上|[,;。]")
_PRE = regex.compile(rf"(?P<word>{_words_of_comparison('pre')})(?:到|达到|达|至|为)?$")
_POST = regex.compile(rf"(?P<word>{_words_of_comparison('post')})")
# 1000吨标准煤(等价值)以上
_POST_BEHIND_NOTE = regex.compile(rf"\(\p{{Han}}{{1,6}}\)(?P<word>{_words_of_comparison('post')})")


def find_quantities(text: str) -> list[Quantity]:
    """All quantities of folded reading text, in order, not overlapping.

    Durations (kind ``time``) are given as well, so that callers can tell them from the rest; bare numbers without a
    unit have kind ``bare`` and unit ``""``.
    """
    found: list[Quantity] = []
    closed = _closed_stretches(text)
    position = 0
    pattern = _pattern()
    while True:
        start_match = _START.search(text, position)
        if not start_match:
            break
        start = start_match.start()
        closing = next((end for begin, end in closed if begin <= start < end), None)
        if closing is not None:
            position = closing
            continue
        match = pattern.match(text, start)
        if not match:
            position = start + 1
            continue
        quantity = _read(text, match)
        if quantity is not None:
            found.append(quantity)
        # A refused candidate is left whole: no part of it is read as another number. 4个百分点至12% is two.
        split = quantity is not None and match["high"] and quantity.end < match.end()
        position = max(quantity.end if quantity and split else match.end(), start + 1)
    return join_bounds(share_units(text, found))


def _closed_stretches(text: str) -> list[tuple[int, int]]:
    """Titles and short quoted names: numbers in them are parts of names."""
    closed = [match.span() for match in _TITLE.finditer(text)]
    closed += [match.span() for match in _QUOTE.finditer(text) if not _PREDICATE.search(match.group(1))]
    return sorted(closed)


# 死亡率控制在10/10万, ≤10/10万 of a table's cell
_RATE = regex.compile(r"率[^,。;]{0,14}$|^[≤≥<>]?$")
_POWERS = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


def _read(text: str, match: regex.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["rank"]:
        place = parse_number(match["place"])
        if place is None or not is_rank(text, start, end):
            return None
        counted = "%" if text[end - 1] == "%" else "位"
        return _quantity(text, start, end, place, None, counted, "rank", "", "rank")
    if match["double"]:
        times = parse_number(match["times"])
        # 翻 is the verb; what is counted is 一番.
        if times is None or times > _MOST_DOUBLINGS:
            return None
        found = _quantity(text, start + 1, end, Decimal(2) ** int(times), None, "倍", "times", "", "double")
        return replace(found, expr_start=start)
    if match["doubled"]:
        told = parse_number(match["times_told"] or "一")
        if told is None or told > _MOST_DOUBLINGS or not _DOUBLES.search(text, max(0, start - 12), start):
            return None
        return _quantity(text, start, end, Decimal(2) ** int(told), None, "倍", "times", "", "double")
    for refusal in REFUSALS.values():
        if refusal(text, start, end):
            return None
    if match["half"]:
        return _quantity(text, start, end, Decimal("0.5"), None, match["half_unit"], "time", "", "number_unit")
    if match["share"]:
        share = parse_fraction(match["share"])
        if share is None:
            return None
        return _quantity(text, start, end, share[0], None, share[1], "percent", "", "share")
    if match["high"]:
        return _range(text, match)
    if match["bare_low"]:
        low, high = Decimal(match["bare_low"]), Decimal(match["bare_high"])
        return _quantity(text, start, end, low, high, "", "bare", "range", "range") if low < high else None
    if match["bare"]:
        value = parse_number(match["bare"])
        if value is None or (match["bare"][0] not in "0123456789" and not _round_sum(text, start, end)):
            return None
        money = match["bare"][-1] in "万亿"
        return _quantity(text, start, end, value, None, "", "bare_money" if money else "bare", "", "bare")
    value = parse_number(match["number"])
    unit = read_unit_name(match["unit"])
    if value is None or unit is None or (unit[0][0] == "/" and not _RATE.search(text, max(0, start - 20), start)):
        return None
    # 700多亿元: the multiplier stands behind the vague word.
    value *= _POWERS[match["power"] or ""]
    more = ">" if match["more"] else ""
    return _quantity(text, start, end, value * unit[1], None, unit[0], unit[2], more, "number_unit")


# 产值突破千亿, 存款过万亿大关
_ROUND_SUM = regex.compile(r"[十百千]?[万亿]{1,2}")
_PASSED = regex.compile(r"(?:突破|超过|[过破超逾达])$")
_SUM_ENDS = regex.compile(r"(?:大关|台阶|关口)?(?:[,。;、)]|$)")


# 交易额同比翻番: behind a noun of amount, 实现, or a comparison with another time.
_MOST_DOUBLINGS = 20
_DOUBLES = regex.compile(r"(?:实现|同比|力争|较[^,。;]{2,8}|比[^,。;]{2,8}|额|量|收入|规模|产值|总量|数|人次|增加值)$")


def _round_sum(text: str, start: int, end: int) -> bool:
    """Whether a round number in Chinese numerals is a sum that is passed, with no noun behind it."""
    return bool(
        _ROUND_SUM.fullmatch(text, start, end)
        and _PASSED.search(text, max(0, start - 2), start)
        and _SUM_ENDS.match(text, end)
    )


def _range(text: str, match: regex.Match[str]) -> Quantity | None:
    low, high = parse_number(match["low"]), parse_number(match["high"])
    unit = read_unit_name(match["high_unit"])
    low_unit = read_unit_name(match["low_unit"]) if match["low_unit"] else unit
    if low is not None and low_unit is not None and unit is not None and match["low_unit"] and low_unit[2] != unit[2]:
        # 压减4个百分点至12%: how much, and to what.
        start, end = match.start(), match.end("low_unit")
        return _quantity(text, start, end, low * low_unit[1], None, low_unit[0], low_unit[2], "", "number_unit")
    if low is None or high is None or unit is None or low_unit is None:
        return None
    if not match["low_unit"] and low < high / 1000 and match["high"][-1] in "万亿":
        # 3-5万: the multiplier is shared as the unit is.
        low *= {"万": 10_000, "亿": 100_000_000}[match["high"][-1]]
    if low * low_unit[1] >= high * unit[1]:
        return None
    start, end = match.span()
    return _quantity(text, start, end, low * low_unit[1], high * unit[1], unit[0], unit[2], "range", "range")


def _quantity(
    text: str,
    start: int,
    end: int,
    value: Decimal,
    value_max: Decimal | None,
    unit: str,
    kind: str,
    known: str,
    rule: str,
) -> Quantity:
    before = _PRE.search(text, max(0, start - 10), start)
    after = _POST.match(text, end) or _POST_BEHIND_NOTE.match(text, end)
    comparator = (
        known
        or (_comparators("pre")[before["word"]] if before else "")
        or (_comparators("post")[after["word"]] if after else "")
    )
    if known == ">" and before and _comparators("pre")[before["word"]] == "~":
        comparator = "~"
    return Quantity(
        start,
        end,
        value,
        value_max,
        unit,
        kind,
        _comparator(comparator or "="),
        before.start() if before else start,
        after.end() if after else end,
        rule,
    )


def _comparator(value: str) -> Comparator:
    if value not in ("=", ">=", ">", "<=", "<", "~", "range"):
        raise ValueError(f"no comparator: {value!r}")
    return value  # type: ignore[return-value]
