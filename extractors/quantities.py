"""Quantities: a number, its unit, and the words of comparison around it.

``14%`` · ``4000家`` · ``1.2万家`` · ``1-2家`` · ``5%-8%`` · ``前10位`` · ``一番`` · ``0.11个百分点`` · ``300吨/公顷``

What has the shape of a quantity but is none (a number inside a title or a short quoted name, an ordinal, an idiom such
as 一站式) is left out here, each refusal under a name of its own in ``REFUSALS``. Whether a quantity is a target is
decided elsewhere (``extractors.targets``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from extractors.lexicon import alternation, read_table
from extractors.numerals import ARABIC, CHINESE, FRACTION, parse_fraction, parse_number
from extractors.types import Comparator, Quantity

_RANGE_DASH = r"(?:-{1,2}|~|至|到)"


@cache
def units() -> dict[str, tuple[str, Decimal, str]]:
    """Unit as written → canonical unit, factor, kind (``lexicon/units.tsv``)."""
    rows = read_table("units", ("unit", "canonical", "factor", "kind", "note"))
    return {row["unit"]: (row["canonical"], Decimal(row["factor"]), row["kind"]) for row in rows}


@cache
def _comparators(position: str) -> dict[str, str]:
    rows = read_table("comparators", ("word", "position", "comparator", "note"), key=("word", "position"))
    return {row["word"]: row["comparator"] for row in rows if row["position"] == position}


def _longest_first(items: Iterable[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(items, key=lambda word: (-len(word), word)))


@cache
def _pattern() -> regex.Pattern[str]:
    names = [name for name in units() if "/" not in name]
    unit = alternation([*units()])
    base = alternation(names)
    # 8万台(套): a second counter in brackets belongs to the first.
    per = rf"(?:/(?:[万亿千百]|每)?(?:{base}|年)(?:[·.](?:{base}|年|月|日|天))?)?"
    compound = rf"{unit}(?:\([套间次处个项家座户台批件]\))?{per}"
    number = rf"(?:{ARABIC}|{CHINESE})"
    return regex.compile(
        # 第三 第2位 前10位: the rank's word belongs to the expression.
        rf"(?P<rank>(?:前|第)(?P<place>{number})(?:位|名)?)"
        # 翻一番, 翻两番
        rf"|(?P<double>翻(?P<times>{CHINESE})番)"
        rf"|(?P<share>{FRACTION})"
        # 5千至1万吨标煤, 1-2家, 5%-8%, 3%到5%
        rf"|(?P<low>{number})(?P<low_unit>{compound})?{_RANGE_DASH}(?P<high>{number})(?P<more_high>余|多)?(?P<high_unit>{compound})"
        rf"|(?P<number>{number})(?P<more>余|多)?(?P<power>万亿|万|亿)?(?P<unit>{compound})"
        # 铁钢比下降至0.75: a bare number counts only behind a word of level, which the caller demands.
        rf"|(?P<bare>{number})"
    )


# What a candidate must begin with: digits, Chinese numerals, 前, 第, 翻, 半.
_START = regex.compile(r"[0-9零一二两三四五六七八九十百千万亿半前第翻]")
_TITLE = regex.compile(r"《[^《》\n]{0,120}》|<[^<>\n]{2,60}>")
_QUOTE = regex.compile(r"[“「]([^“”\"「」\n]{1,14})[”\"」]")
_PREDICATE = regex.compile(r"[达到为超增长降低于]|不少|以上|[,;。]")
_PRE = regex.compile(rf"(?P<word>{_longest_first(_comparators('pre'))})(?:到|达到|达|至|为)?$")
_POST = regex.compile(rf"(?P<word>{_longest_first(_comparators('post'))})")
_DATE_BEHIND = regex.compile(r"[年月日](?!均|产|内)|届|[、.](?=\S)|:\d\d|[次期轮批](?:全会|会议|党代会|代表大会|党委)")
_AT_LEAST = regex.compile(r"(?:至少|不少于|最少)\p{Han}{0,4}$")
_IDIOM = regex.compile(
    r"一(?:个(?!百分点)|批|项|条|套|种|类|张|件|站|家|把|支|片|门|次|名|座|份|场|处|部|所|对|班|组|体|级|线|号|些|起|代|道|本)"
    r"|(?:[两三四五六七八九十双多]|十[一二三四五六七八九])(?:个(?=维护|意识|自信|确立|务必|一批|文明|全面|坚持|带头|不能|一律|毫不|方面|环节|领域|层面|结合|转变|统一|优先|加强|严禁)"
    r"|位(?=一体)|类(?=水)|级|线|项(?=任务|机制|清单|制度|原则|改革|规定)|条(?=例|线)|大|个层次)"
)
# A refusal takes the text and the candidate's span and says whether the candidate is no quantity.
_Refusal = Callable[[str, int, int], bool]


def _glued(text: str, start: int, end: int) -> bool:
    """Part of a code, a version or a sum of numbers: 1+3+1+X, P3, A-3级, 3.0版."""
    return (start > 0 and (text[start - 1] in "+×/*" or text[start - 1].isascii() and text[start - 1].isalpha())) or (
        end < len(text) and text[end] in "+×"
    )


def _ordinal(text: str, start: int, end: int) -> bool:
    """第二批, 第十五次, 国发15号: which one, not how many."""
    return start > 0 and text[start - 1] in "第G" or end < len(text) and text[end] in "号版"


def _date(text: str, start: int, end: int) -> bool:
    """Followed by what makes it a date, a session or a list label."""
    return bool(_DATE_BEHIND.match(text, end)) and text[end - 1] in "0123456789一二三四五六七八九十"


def _idiom(text: str, start: int, end: int) -> bool:
    """一批, 一站式, 两个维护: words, not counts."""
    # 建成中试基地一个。 At the end of a clause 一个 counts.
    if text[start] == "零":  # 零部件, 零售
        return True
    if _AT_LEAST.search(text, max(0, start - 8), start):
        return False
    if (
        text[start:end] in ("一个", "一家", "一座", "一处", "一所", "一条", "一项")
        and (end == len(text) or text[end] in ",、。;)\n")
        and start > 0
    ):
        return text[start - 1] in ",、。;:(“"
    return bool(_IDIOM.match(text, start))


def _articles(text: str, start: int, end: int) -> bool:
    """稳增长20条, 若干措施18条: the articles of a policy."""
    return text[end - 1] == "条" and bool(
        regex.search(r"(?:发展|政策|措施|意见|若干|新政|举措|增长|工作|十|改革|规定)$", text[max(0, start - 4) : start])
    )


def _grade(text: str, start: int, end: int) -> bool:
    """30万千瓦级机组, 千万吨级: a class of things, not a number of units."""
    return text[end : end + 1] == "级" and text[end - 1] not in "个项家人名"


def _session(text: str, start: int, end: int) -> bool:
    """三次会议, 十次党代会: which meeting."""
    return text[end - 1] in "次届" and bool(
        regex.match(r"会议|全会|全体|大会|党代会|人代会|代表大会|常委会", text[end : end + 4])
    )


REFUSALS: dict[str, _Refusal] = {
    "glued": _glued,
    "ordinal": _ordinal,
    "date": _date,
    "idiom": _idiom,
    "articles": _articles,
    "session": _session,
    "grade": _grade,
}


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
        # A refused candidate is left as a whole, so that no part of it is read as another number.
        position = max(match.end(), start + 1)
    return _share_units(text, found)


def _closed_stretches(text: str) -> list[tuple[int, int]]:
    """Titles and short quoted names: numbers in them are parts of names."""
    closed = [match.span() for match in _TITLE.finditer(text)]
    closed += [match.span() for match in _QUOTE.finditer(text) if not _PREDICATE.search(match.group(1))]
    return sorted(closed)


_POWERS = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}


def _read(text: str, match: regex.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match["rank"]:
        return _rank(text, match)
    if match["double"]:
        times = parse_number(match["times"])
        # 翻 is the verb; what is counted is 一番.
        if times is None:
            return None
        found = _quantity(text, start + 1, end, Decimal(2) ** int(times), None, "倍", "times", "", "double")
        return replace(found, expr_start=start)
    if any(refusal(text, start, end) for refusal in REFUSALS.values()):
        return None
    if match["share"]:
        share = parse_fraction(match["share"])
        if share is None:
            return None
        return _quantity(text, start, end, share[0], None, share[1], "percent", "", "share")
    if match["high"]:
        return _range(text, match)
    if match["bare"]:
        value = parse_number(match["bare"])
        if value is None or match["bare"][0] not in "0123456789":
            return None
        money = match["bare"][-1] in "万亿"
        return _quantity(text, start, end, value, None, "", "bare_money" if money else "bare", "", "bare")
    value = parse_number(match["number"])
    unit = _unit(match["unit"])
    if value is None or unit is None:
        return None
    # 700多亿元: the multiplier stands behind the vague word.
    value *= _POWERS[match["power"] or ""]
    more = ">" if match["more"] else ""
    return _quantity(text, start, end, value * unit[1], None, unit[0], unit[2], more, "number_unit")


def _unit(written: str) -> tuple[str, Decimal, str] | None:
    counter, bracket, rest = written.partition("(")
    if bracket:
        head = units().get(counter)
        return (f"{head[0]}({rest}", head[1], head[2]) if head else None
    known = units().get(written)
    if known or "/" not in written:
        return known
    above, below = written.split("/", 1)
    head = units().get(above)
    return (f"{head[0]}/{below}", head[1], "rate") if head else None


def _rank(text: str, match: regex.Match[str]) -> Quantity | None:
    """前10位, 第2位, 第三 — the latter only where the words before speak of a ranking."""
    value = parse_number(match["place"])
    start, end = match.span()
    if value is None:
        return None
    ranked = match.group()[-1] in "位名"
    context = text[max(0, start - 12) : start]
    if regex.match(r"者|的|[、,]?单位", text[end : end + 3]):
        return None
    if match.group()[0] == "第" or not ranked:
        if not regex.search(
            r"(?:位居|位列|排名|排|列|居|位次|名列|跻身|进入|进位至|升至|保持|稳居)[^,。;]{0,8}$", context
        ):
            return None
        if not ranked and regex.match(
            r"[一二三四五六七八九十\d]{0,2}[批次届期轮个章条节年季阶梯方产名]", text[end : end + 3]
        ):
            return None
    return _quantity(text, start, end, value, None, "位", "rank", "", "rank")


def _range(text: str, match: regex.Match[str]) -> Quantity | None:
    low, high = parse_number(match["low"]), parse_number(match["high"])
    unit = _unit(match["high_unit"])
    low_unit = _unit(match["low_unit"]) if match["low_unit"] else unit
    if low is None or high is None or unit is None or low_unit is None or low_unit[2] != unit[2]:
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
    after = _POST.match(text, end)
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


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """``分别降低20个、10个百分点``: the first number's 个 is the beginning of 个百分点."""
    for index in range(len(found) - 2, -1, -1):
        this, after = found[index], found[index + 1]
        between = text[this.end : after.start]
        if this.unit == "个" and after.unit == "百分点" and between in ("、", "和", "及", ",", "以上、", "以上和"):
            found[index] = Quantity(
                this.start, this.end, this.value, None, after.unit, after.kind, this.comparator,
                this.expr_start, this.expr_end, "shared_unit",
            )  # fmt: skip
    return found
