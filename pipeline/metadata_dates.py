"""Dates of a document: written dates on the calendar, and the period that a plan's title or opening states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from extractors.times_calendar import five_year_plan, read_int, read_year
from pipeline.metadata_lines import Line

_CHINESE = "[〇零○一二三四五六七八九]"
# 2020年4月3日, 二〇二〇年四月三日, 2024-09-04, 2024/9/4, 2024.9.4
DATE = (
    r"(?P<y>(?:19|20)\d\d|[一二]" + _CHINESE + r"{3})\s?年\s?"
    r"(?P<m>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?月\s?"
    r"(?P<d>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])\s?日"
    r"|(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>1[0-2]|0?[1-9])(?P=sep)(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)"
)
_DATE = regex.compile(DATE)
_YEAR = r"(?:19|20)\d\d"
_RANGE = regex.compile(rf"(?<!\d)(?P<first>{_YEAR})\s?年?\s?(?:[-~至到]|--)\s?(?P<last>{_YEAR})\s?(?:年|(?=\)))")
_ORDINAL = r"[一二三四五六七八九]?十?[一二三四五六七八九十]?"
_PLAN = regex.compile(
    rf"[“\"]\s?(?P<n>{_ORDINAL})五\s?[”\"]|(?P<n>十[一二三四五六七])五(?=\p{{Han}}{{2}})|第(?P<n>{_ORDINAL})个五年"
)
# A single year is a plan's year; a year with 前, 底, 远景, 版 is a goal, a deadline or an edition.
_SINGLE = regex.compile(
    rf"(?<![\d\-~至到以向])(?P<y>{_YEAR})\s?年度?+(?!\s?(?:[前底末初以之版]|远景|中长期|[春夏秋冬]|[上下]半年|第?[一二三四]季度|\d|[一二三四五六七八九十]{{1,2}}月|修订|修正))"
)
# 2023年计划执行情况与2024年计划草案, 2023年总结和2024年工作要点: the year that is planned.
_PLANNED = regex.compile(
    rf"(?P<y>{_YEAR})\s?年度?(?:[^年]{{0,20}}(?:计划|预算)草案|(?:重点)?工作(?:计划|要点|思路|安排|打算))"
)
_STATED = regex.compile(
    rf"(?:规划期限?|规划时限|实施期限|实施期|计划期|行动期限?|规划年限)(?:限|间)?\s?(?:[为是:]|自)?\s?"
    rf"(?P<first>{_YEAR})\s?年?\s?[-~至到]\s?(?P<last>{_YEAR})\s?年"
)
_OPENING_YEAR = regex.compile(rf"(?P<y>{_YEAR})\s?年(?:度)?[,，]")
_ADOPTED = regex.compile(rf"\(\s?(?:{DATE})[^()。]{{2,60}}(?:通过|审议|公布|发布)")
_NUMBERED = r"^(?:[一二三四五]\s?[、.]\s?|\([一二三]\)\s?)?"
_REVIEW = regex.compile(rf"{_NUMBERED}(?P<y>{_YEAR})\s?年(?:和.{{1,12}}?)?(?:政府)?工作(?:的)?(?:回顾|总结)")
_AHEAD = regex.compile(
    rf"{_NUMBERED}(?P<y>{_YEAR})\s?年(?:的)?(?:政府|经济|重点|总体|主要|目标|发展|工作){{1,3}}(?!的?(?:回顾|总结))"
)


@dataclass(frozen=True, slots=True)
class Period:
    """A plan period and the characters (of the text it was read from) that state it."""

    first: date
    last: date
    start: int
    end: int


def read_date(text: str) -> tuple[date, int, int] | None:
    """The first full date written in ``text`` with the place it stands at; ``None`` without a day that exists."""
    match = _DATE.search(text)
    return None if match is None else _dated(match)


def date_at_end(text: str) -> tuple[date, int, int] | None:
    """A date that ``text`` ends with, brackets around it allowed, as below a letter."""
    match = regex.search(rf"[(]?(?:{DATE})\s?[)]?$", text[-24:])
    if match is None:
        return None
    found = _dated(match)
    shift = max(len(text) - 24, 0)
    return None if found is None else (found[0], found[1] + shift, found[2] + shift)


def _dated(match: regex.Match[str]) -> tuple[date, int, int] | None:
    year, month, day = read_year(match["y"]), read_int(match["m"]), read_int(match["d"])
    if year is None or month is None or day is None:
        return None
    try:
        return date(year, month, day), match.start(), match.end()
    except ValueError:
        return None


def title_period(title: str) -> Period | None:
    """The period a title states: a range of years, a five-year plan, or one year.

    >>> title_period("云泽省绿色制造行动计划(2021-2025年)").last
    datetime.date(2025, 12, 31)
    """
    for match in _RANGE.finditer(title):
        if period := _period(int(match["first"]), int(match["last"]), match):
            return period
    for match in _PLAN.finditer(title):
        ordinal = read_int(match["n"])
        if ordinal is not None and 3 <= ordinal <= 30:
            return _period(*five_year_plan(ordinal), match)
    planned = _PLANNED.search(title)
    if planned:
        return _period(int(planned["y"]), int(planned["y"]), planned)
    years = list(_SINGLE.finditer(title))
    if years and len({match["y"] for match in years}) == 1:
        return _period(int(years[0]["y"]), int(years[0]["y"]), years[0])
    return None


def opening_period(lines: Sequence[Line], issued: date | None) -> Period | None:
    """The period the opening states: a stated planning period, or a first sentence ``2024年,…``.

    A year before that of issue, if that is known, looks back and is none.
    """
    for number, line in enumerate(lines[:30]):
        match = _STATED.search(line.text)
        if match:
            return _period(int(match["first"]), int(match["last"]), match, line.start)
        match = _OPENING_YEAR.match(line.text)
        past = match is not None and issued is not None and int(match["y"]) < issued.year
        if match and number < 12 and not past:
            return _period(int(match["y"]), int(match["y"]), match, line.start)
    return None


def report_period(lines: Sequence[Line]) -> Period | None:
    """The year a work report plans: that of the heading ``2024年工作安排``, else the year after the one reviewed."""
    headings = [line for line in lines if len(line.text) <= 60]
    for line in headings:
        match = _AHEAD.match(line.text)
        if match and "。" not in line.text:
            return _period(int(match["y"]), int(match["y"]), match, line.start)
    for line in headings:
        match = _REVIEW.match(line.text)
        if match:
            return _period(int(match["y"]) + 1, int(match["y"]) + 1, match, line.start)
    return None


def adopted(lines: Sequence[Line]) -> Iterator[tuple[date, int, int]]:
    """Days on which a congress or a meeting passed the document: ``(2020年5月1日…会议通过)`` below the title."""
    for line in lines:
        match = _ADOPTED.match(line.text)
        found = _dated(match) if match else None
        if found:
            yield found[0], line.start + found[1], line.start + found[2]


def _period(first: int, last: int, match: regex.Match[str], shift: int = 0) -> Period | None:
    if not 0 <= last - first <= 30:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), match.start() + shift, match.end() + shift)


@cache
def _stamp() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:发布(?:日期|时间)?\s?:?\s?)?(?:{DATE})\s?(?:\d\d?:\d\d(?::\d\d)?)?\s?"
        r"(?=$|来源|字体|【|\(|\||浏览|作者|信息)"
    )


def stamps(lines: Sequence[Line]) -> Iterator[tuple[date, int, int]]:
    """Days on which a page was put on the web: a line of date and time, or of date and source."""
    for line in lines:
        match = _stamp().match(line.text) if line.text[:1] in "发12" else None
        if match and (":" in match[0] or match.end() < len(line.text)):
            found = _dated(match)
            if found:
                yield found[0], line.start + found[1], line.start + found[2]
