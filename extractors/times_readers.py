"""Readers: from the groups of a matched time pattern to what was understood, ``None`` to refuse the match."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import regex

from extractors import times_patterns as patterns
from extractors.times_calendar import CalendarPart, five_year_plan, iso_duration, read_int, read_year
from extractors.times_mention import Bound, TimeMention
from extractors.types import DeadlineType

Match: TypeAlias = "regex.Match[str]"
Reader: TypeAlias = Callable[[Match], TimeMention | None]

_HAN_MONTH = regex.compile("[一二三四五六七八九十]{1,2}月")  # alone it is as often part of a name
_TO = regex.compile(
    "(?:(?<![达提得受做收遇看感落找推回直升降加减增补遇等高])到|(?<=延长|推迟|提前|延期|延后)到|(?<![甚以乃])至"
    "|(?:即日|现在|日)起(?:-{1,2}|~)|(?:不(?:得|应)?(?:迟|晚)于|(?:最|至)(?:迟|晚)(?:不(?:得|应)?(?:超过|晚于|迟于))?(?:于|在)?)|(?<![上下权极有])限期?(?:于|在)?)$"
)


def is_led_to(text: str, start: int) -> bool:
    """Whether 到, 至 or 不迟于 stands before the expression: 到2025年 is by its end."""
    return bool(_TO.search(text, max(0, start - 8), start))


def _read_part(match: Match, n: str = "", year: int | None = None) -> CalendarPart | None:
    """The calendar part in the groups of point ``n`` (``""`` or ``"2"``)."""
    groups = match.groupdict()

    def value(name: str) -> int:
        return read_int(groups.get(name + n) or "") or 0

    if value("month"):
        month = value("month")
        if groups.get("third" + n):
            return CalendarPart("third", year, "上中下".index(groups["third" + n]) + 1, month)
        return CalendarPart("day", year, value("day"), month) if value("day") else CalendarPart("month", year, month)
    if value("quarter"):
        return CalendarPart("quarter", year, value("quarter"))
    if groups.get("half" + n):
        return CalendarPart("half", year, "上下".index(groups["half" + n]) + 1)
    if groups.get("mid"):
        return CalendarPart("half", year, 1)
    return CalendarPart("year", year)


def _bound(match: Match) -> tuple[DeadlineType, Bound]:
    groups = match.groupdict()
    if groups.get("before"):
        return "by", "before"
    if any(groups.get(name) for name in ("end", "within", "about", "mid")):
        return "by", "end"
    return ("by", "end") if is_led_to(match.string, match.start()) else ("during", "in")


def _year(match: Match, n: str = "") -> tuple[int | None, int | None]:
    """Stated year and shift of point ``n``."""
    groups = match.groupdict()
    written, relative = groups.get("year" + n), groups.get("rel" + n)
    if written:
        return read_year(written), 0
    return None, patterns.year_words()[relative] if relative else 0


def read_point(match: Match) -> TimeMention | None:
    """A year, a part of one, or a day, with its bound: ``2025年底前``, ``6月30日前``, ``全年``."""
    year, shift = _year(match)
    kind, bound = _bound(match)
    groups = match.groupdict()
    if groups["early"]:
        return TimeMention(match.start(), match.end(), "by", "", year_shift=shift)
    if _HAN_MONTH.fullmatch(match.group()):
        return None
    first = last = _read_part(match, year=year)
    if groups["nine"]:
        first, last = CalendarPart("quarter", year, 1), CalendarPart("quarter", year, 3)
    return TimeMention(match.start(), match.end(), kind, "", first, last, bound, shift)


def read_own_year(match: Match) -> TimeMention | None:
    """A point of ``今年``, ``明年`` …, whose year no other year of the sentence changes."""
    return read_point(match) if match["rel"] else None


def read_year_event(match: Match) -> TimeMention | None:
    """``2026年春节前``: an end without a date, in a year that is told."""
    year, shift = _year(match)
    return TimeMention(match.start(), match.end(), "by", "", year_shift=shift, inherited_year=year)


def read_event(match: Match) -> TimeMention | None:
    """``亚运会前``, ``会前``: an end without a date, from where the name of the event begins."""
    name = _EVENT_NAME.search(match.string, max(0, match.start() - 6), match.start())
    start = name.start() if name else match.start()
    return TimeMention(start, match.end(), "by", "", year_shift=None)


_EVENT_NAME = regex.compile(patterns.EVENT_NAME)


def read_range(match: Match) -> TimeMention | None:
    """Two points and what lies between: ``2021-2025年``, ``3月1日至15日``."""
    year, shift = _year(match)
    year2, shift2 = _year(match, "2")
    first, last = _read_part(match, year=year), _read_part(match, "2", year=year2 or year)
    groups = match.groupdict()
    if groups.get("day2") and last and last.unit != "day":
        # 6月1日至15日; 6月至15日 is no stretch.
        from_day = first is not None and first.unit == "day"
        last = CalendarPart("day", year, read_int(groups["day2"]) or 0, first.month) if first and from_day else None
    if not first or not last or shift != (shift if year2 else shift2):
        return None
    kind, bound = _bound(match)
    if kind == "by" and bound == "end":
        # 3月至10月底: both ends are named
        kind, bound = "during", "in"
    return TimeMention(match.start(), match.end(), kind, "", first, last, bound, shift)


def read_numeric(match: Match) -> TimeMention | None:
    """A date in digits: ``2020-12-31``."""
    return _point_like(match, _read_part(match, year=read_year(match["year"])))


def _point_like(match: Match, part: CalendarPart | None) -> TimeMention | None:
    kind, bound = _bound(match)
    return TimeMention(match.start(), match.end(), kind, "", part, part, bound)


def read_listed_year(match: Match) -> TimeMention | None:
    """A year that leaves 年 to the last of its list."""
    return _point_like(match, CalendarPart("year", read_year(match["year"])))


def read_listed_month(match: Match) -> TimeMention | None:
    """A month that leaves 月 to the last of its list."""
    year, shift = _year(match)
    month = CalendarPart("month", year, int(match["month"]))
    return TimeMention(match.start(), match.end(), "during", "", month, month, year_shift=shift)


def read_plan(match: Match) -> TimeMention | None:
    """A five-year plan: ``“十四五”期间``, ``“十四五”末``."""
    ordinal = {"九": 9, "八": 8}.get(match["plan"]) or read_int(match["plan"])
    if not ordinal or bool(match["open"]) != bool(match["close"]):
        return None
    if match["vague"]:
        return TimeMention(match.start(), match.end(), "during", "")
    begin, end = five_year_plan(ordinal)
    if match["side"]:
        count = "一两三四".index(match["count"].replace("二", "两")) + 1
        begin, end = (begin, begin + count - 1) if match["side"] in "前头" else (end - count + 1, end)
    first, last = CalendarPart("year", begin), CalendarPart("year", end)
    suffix = match["sfx"] or ""
    ends = "末" in suffix or suffix == "期满"
    return TimeMention(match.start(), match.end(), "by" if ends else "during", "", first, last, "end" if ends else "in")


def read_school_year(match: Match) -> TimeMention | None:
    """``2024-2025学年``: from September to August."""
    first, last = read_year(match["year"]), read_year(match["year2"])
    if first is None or last != first + 1:
        return None
    begin, end = CalendarPart("month", first, 9), CalendarPart("month", last, 8)
    return TimeMention(match.start(), match.end(), "during", "", begin, end)


def read_two_years(match: Match) -> TimeMention | None:
    """``今明两年``: this year and the next."""
    year = CalendarPart("year")
    shift = 0 if match["rel"] == "今明" else 1
    return TimeMention(match.start(), match.end(), "during", "", year, year, "in", shift, more_years=1)


def read_next_month(match: Match) -> TimeMention | None:
    """``次月10日前``: a duty of every month."""
    return TimeMention(match.start(), match.end(), "recurring", "", recurrence="monthly")


def read_relative(match: Match) -> TimeMention | None:
    """A length of time: ``30日内``, ``自印发之日起6个月内``, ``三年``."""
    duration = iso_duration(match["high"] or match["low"], match["unit"])
    if not duration:
        return None
    event = match.groupdict().get("event")
    if event is None:
        issued = _ISSUED.search(match.string, max(0, match.start() - 16), match.start())
    else:
        issued = _ISSUED.fullmatch(event)
    return TimeMention(match.start(), match.end(), "relative", "", duration=duration, from_issue=bool(issued))


# The document itself is issued: 自本通知印发之日起 (but not 自目录公布之日起).
_ISSUED = regex.compile(
    "(?:(?<=^|[,;。:(\n于在自从])|本)(?:(?:实施|工作|行动)?(?:通知|意见|方案|文件|文|办法|政策|措施|细则|规定|计划|规划|要点))?"
    "(?:正式)?(?:印发|发布|下发|公布|发文)(?:之日|后|起|$)"
)


def read_beforehand(match: Match) -> TimeMention | None:
    """``到期前30日``, ``提前30日``: counted back from an event; years are no notice (``实施前三年``)."""
    return None if match["unit"].endswith("年") else read_relative(match)


def read_plan_end(match: Match) -> TimeMention | None:
    """``规划期末``: the end of the document's own horizon."""
    return TimeMention(match.start(), match.end(), "by", "", of_horizon=True)


def read_recent(match: Match) -> TimeMention | None:
    """``近三年``, ``过去五年``: years gone by."""
    return TimeMention(match.start(), match.end(), "during", "", year_shift=None)


_FREQUENCIES = (("年", "yearly"), ("季", "quarterly"), ("月", "monthly"), ("周", "weekly"), ("星期", "weekly"),
                ("日", "daily"), ("天", "daily"), ("小时", "hourly"), ("旬", "ten-daily"))  # fmt: skip


def read_recurring(match: Match) -> TimeMention | None:
    """``每年2月底前``, ``按季度``."""
    groups = match.groupdict()
    every, step = groups.get("every"), match["step"]
    if every == "半" or step == "半年":
        word = "half-yearly" if step.endswith("年") else "half-monthly" if step.endswith("月") else ""
    else:
        word = next(word for mark, word in _FREQUENCIES if mark in step)
        count = read_int(every) if every else 1
        word = "" if not count else word if count == 1 else f"{word}/{count}"
    return TimeMention(match.start(), match.end(), "recurring", "", recurrence=word) if word else None


def read_undated(kind: DeadlineType) -> Reader:
    """A reader of words that name a time without dates."""
    return lambda match: TimeMention(match.start(), match.end(), kind, "", year_shift=None)
