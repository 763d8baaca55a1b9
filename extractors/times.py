"""Time expressions of policy documents: what is written, apart from what it comes to on the calendar.

``find_times`` finds them, each as the partial value that its words tell (``年底前``: the end of some year);
``TimeMention.resolve`` puts it on the calendar with what the caller knows. Whether a time is a deadline at all is
decided elsewhere (``extractors.deadlines``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Literal, NamedTuple

import regex

from extractors import times_patterns as patterns
from extractors.lexicon import words
from extractors.times_calendar import CalendarPart, after, five_year_plan, iso_duration, read_int, read_year
from extractors.types import DeadlineType, ResolvedTime, Span, TimeAnchor

Bound = Literal["in", "end", "before"]
Match = regex.Match[str]


@dataclass(frozen=True, slots=True)
class TimeMention(Span):
    """A time expression as written.

    - ``kind``: what it would be as a deadline; ``rule``: the pattern that found it.
    - ``first``, ``last``: the stretch of the calendar that is named; both ``None`` for times without dates.
    - ``bound``: the whole stretch (``in``), its end (底, 末), or what is before it (``2030年前``).
    - ``year_shift``: years from the document's year where no year is stated; ``None`` for 当年, 次年.
    - ``inherited_year``: the year stated earlier in the same sentence (``2021年3月启动,6月底前完成``).
    - ``duration``, ``recurrence``: ISO 8601 and a word (yearly, half-yearly, quarterly, monthly, weekly, daily).
    - ``from_issue``: the duration runs from the day the document is issued.
    """

    kind: DeadlineType
    rule: str
    first: CalendarPart | None = None
    last: CalendarPart | None = None
    bound: Bound = "in"
    year_shift: int | None = 0
    inherited_year: int | None = None
    duration: str = ""
    recurrence: str = ""
    from_issue: bool = False

    @property
    def stated_year(self) -> int | None:
        """The last year that the expression itself states."""
        return (self.last.year if self.last else None) or (self.first.year if self.first else None)

    @property
    def complete(self) -> bool:
        """Whether the expression can be put on the calendar without any anchor."""
        return bool(self.first and self.first.year and self.last and self.last.year)

    def resolve(self, anchor: TimeAnchor) -> ResolvedTime:
        """The expression on the calendar, as far as ``anchor`` allows; dates that do not exist stay ``None``."""
        if self.kind == "relative":
            start = anchor.issue_date if self.from_issue else None
            return ResolvedTime("relative", None, after(start, self.duration) if start else None, self.duration)
        if self.kind in ("recurring", "ongoing", "immediate"):
            return ResolvedTime(self.kind, recurrence=self.recurrence)
        first, last = self._bounds(self.first, anchor), self._bounds(self.last, anchor)
        if not first or not last or last[1] < first[0]:
            return ResolvedTime(self.kind)
        if self.kind == "during":
            return ResolvedTime("during", first[0], last[1])
        # 2030年前 and 6月前 end before the period begins; 6月30日前, 上半年前, 中旬前 take it in.
        exclusive = self.bound == "before" and self.last is not None and self.last.unit in ("year", "month")
        return ResolvedTime("by", None, last[0] - timedelta(days=1) if exclusive else last[1])

    def _bounds(self, part: CalendarPart | None, anchor: TimeAnchor) -> tuple | None:  # type: ignore[type-arg]
        if part is None:
            return None
        year = part.year or self.inherited_year
        if not year and self.year_shift is not None and anchor.year:
            year = anchor.year + self.year_shift
        return part.bounds(year) if year else None


class _Rule(NamedTuple):
    name: str
    pattern: regex.Pattern[str]
    read: Callable[[Match], TimeMention | None]
    first_chars: str


def find_times(text: str) -> list[TimeMention]:
    """All time expressions of a folded reading text, in order and without overlap."""
    found: list[TimeMention] = []
    end, rules = 0, _rules_by_char()
    for candidate in _candidates().finditer(text):
        start = candidate.start()
        if start < end:
            continue
        for rule in rules[text[start]]:
            match = rule.pattern.match(text, start)
            mention = rule.read(match) if match else None
            if mention:
                found.append(replace(mention, rule=rule.name))
                end = mention.end
                break
    return _with_inherited_years(text, found)


def _with_inherited_years(text: str, mentions: list[TimeMention]) -> list[TimeMention]:
    """Months, quarters and year ends without a year take the single year last stated in their sentence."""
    result: list[TimeMention] = []
    year, position = None, 0
    for mention in mentions:
        if year and _SENTENCE_END.search(text, position, mention.start):
            year = None
        position = mention.end
        single = mention.first and mention.last and mention.first.year == mention.last.year
        if mention.stated_year:
            year = mention.stated_year if single else None
        elif year and mention.first and mention.year_shift == 0 and mention.rule not in _OWN_YEAR:
            mention = replace(mention, inherited_year=year)
        result.append(mention)
    return result


_SENTENCE_END = regex.compile("[。;\n!?]")
_OWN_YEAR = frozenset({"own-year"})
_TO = regex.compile("(?:(?<![达提得受做收遇看感落找推回直升降加减增补遇等高])到|(?<![甚以乃])至)$")


def _up_to(match: Match) -> bool:
    """Whether 到 or 至 stands before the expression: 到2025年 is by its end."""
    return bool(_TO.search(match.string, max(0, match.start() - 2), match.start()))


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
    return ("by", "end") if _up_to(match) else ("during", "in")


def _year(match: Match, n: str = "") -> tuple[int | None, int | None]:
    """Stated year and shift of point ``n``."""
    groups = match.groupdict()
    written, relative = groups.get("year" + n), groups.get("rel" + n)
    if written:
        return read_year(written), 0
    return None, patterns.year_words()[relative] if relative else 0


def _point(match: Match) -> TimeMention | None:
    year, shift = _year(match)
    kind, bound = _bound(match)
    groups = match.groupdict()
    if groups["early"]:
        return TimeMention(*match.span(), "by", "", year_shift=shift)
    first = last = _read_part(match, year=year)
    if groups["nine"]:
        first, last = CalendarPart("quarter", year, 1), CalendarPart("quarter", year, 3)
    return TimeMention(*match.span(), kind, "", first, last, bound, shift)


def _own_year(match: Match) -> TimeMention | None:
    return _point(match) if match["rel"] else None


def _range(match: Match) -> TimeMention | None:
    year, shift = _year(match)
    year2, shift2 = _year(match, "2")
    first, last = _read_part(match, year=year), _read_part(match, "2", year=year2 or year)
    groups = match.groupdict()
    if groups["day2"] and last and last.unit != "day":
        last = CalendarPart("day", year, read_int(groups["day2"]) or 0, first.month) if first else None
    if not first or not last or shift != (shift if year2 else shift2):
        return None
    kind, bound = _bound(match)
    if kind == "by" and bound == "end" and _up_to(match):
        kind, bound = "during", "in"
    return TimeMention(*match.span(), kind, "", first, last, bound, shift)


def _numeric(match: Match) -> TimeMention | None:
    return _point_like(match, _read_part(match, year=read_year(match["year"])))


def _point_like(match: Match, part: CalendarPart | None) -> TimeMention | None:
    kind, bound = _bound(match)
    return TimeMention(*match.span(), kind, "", part, part, bound)


def _listed_year(match: Match) -> TimeMention | None:
    return _point_like(match, CalendarPart("year", read_year(match["year"])))


def _plan(match: Match) -> TimeMention | None:
    ordinal = {"九": 9, "八": 8}.get(match["plan"]) or read_int(match["plan"])
    if not ordinal or bool(match["open"]) != bool(match["close"]):
        return None
    if match["vague"]:
        return TimeMention(*match.span(), "during", "")
    first, last = (CalendarPart("year", year) for year in five_year_plan(ordinal))
    ends = "末" in match["sfx"] or match["sfx"] in ("期满", "收官")
    return TimeMention(*match.span(), "by" if ends else "during", "", first, last, "end" if ends else "in")


def _relative(match: Match) -> TimeMention | None:
    duration = iso_duration(match["high"] or match["low"], match["unit"])
    if not duration:
        return None
    event = match.groupdict().get("event")
    before = match.string[max(0, match.start() - 8) : match.start()] if event is None else event
    return TimeMention(*match.span(), "relative", "", duration=duration, from_issue=bool(_ISSUED.search(before)))


_ISSUED = regex.compile("(?:印发|发布|下发|公布|发文)(?:之日|后|起|$)")


def _recent(match: Match) -> TimeMention | None:
    return TimeMention(*match.span(), "during", "", year_shift=None)


_FREQUENCIES = (("年", "yearly"), ("季", "quarterly"), ("月", "monthly"), ("周", "weekly"), ("星期", "weekly"),
                ("日", "daily"), ("天", "daily"), ("小时", "hourly"), ("旬", "ten-daily"))  # fmt: skip


def _recurring(match: Match) -> TimeMention | None:
    groups = match.groupdict()
    every, step = groups.get("every"), match["step"]
    if every == "半" or step == "半年":
        word = "half-yearly" if step.endswith("年") else "half-monthly" if step.endswith("月") else ""
    else:
        word = next(word for mark, word in _FREQUENCIES if mark in step)
        count = read_int(every) if every else 1
        word = "" if not count else word if count == 1 else f"{word}/{count}"
    return TimeMention(*match.span(), "recurring", "", recurrence=word) if word else None


def _kind(kind: DeadlineType) -> Callable[[Match], TimeMention | None]:
    return lambda match: TimeMention(*match.span(), kind, "", year_shift=None)


@cache
def _rules() -> tuple[_Rule, ...]:
    digits, han = "0123456789", "一二两三四五六七八九十半"
    years = "".join({word[0] for word in patterns.year_words()})
    listed: list[_Rule] = []
    kinds: tuple[tuple[str, DeadlineType], ...] = (
        ("ongoing", "ongoing"), ("immediate", "immediate"), ("immediate-label", "immediate"), ("by", "by"), ("during", "during"),
    )  # fmt: skip
    for name, kind in kinds:
        first = "".join({word[0] for word in words("time_words", kind=name)})
        listed.append(_Rule(name, regex.compile(patterns.word_pattern(name)), _kind(kind), first))
    table: tuple[tuple[str, str, Callable[[Match], TimeMention | None], str], ...] = (
        ("numeric-date", patterns.NUMERIC, _numeric, "12"),
        ("listed-year", patterns.LISTED_YEAR, _listed_year, "12一二"),
        ("range", patterns.RANGE, _range, digits + han + years + "上下第前全"),
        ("own-year", patterns.POINT, _own_year, years),
        ("point", patterns.POINT, _point, digits + han + "上下第前全年岁"),
        ("plan", patterns.PLAN, _plan, "“\"‘'「十二九八"),
        ("since", patterns.SINCE, _relative, "自从"),
        ("ahead", patterns.AHEAD, _relative, "未今接"),
        ("recent", patterns.RECENT, _recent, "近最过前此以"),
        ("recurring", patterns.RECURRING, _recurring, "每"),
        ("recurring", patterns.BY_RULE, _recurring, "按"),
        ("own-month", patterns.OWN_MONTH, _kind("by"), "本当下次每"),
        ("within", patterns.WITHIN, _relative, digits + han),
        ("duration", patterns.BARE, _relative, digits + han),
    )
    return (*(_Rule(name, regex.compile(pattern), read, chars) for name, pattern, read, chars in table), *listed)


@cache
def _rules_by_char() -> dict[str, tuple[_Rule, ...]]:
    chars = {char for rule in _rules() for char in rule.first_chars}
    return {char: tuple(rule for rule in _rules() if char in rule.first_chars) for char in chars}


@cache
def _candidates() -> regex.Pattern[str]:
    """Places where a rule may begin; within a run of digits only its beginning."""
    others = "".join(sorted(set(_rules_by_char()) - set("0123456789")))
    return regex.compile(f"(?<![0-9A-Za-z])[0-9]|[{regex.escape(others, special_only=False)}]")
