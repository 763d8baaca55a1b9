"""Time expressions of policy documents: what is written, apart from what it comes to on the calendar.

``find_times`` finds them, each as the partial value that its words tell (``年底前``: the end of some year);
``TimeMention.resolve`` puts it on the calendar with what the caller knows. Whether a time is a deadline at all is
decided elsewhere (``extractors.deadlines``).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple

import regex

from extractors import times_patterns as patterns
from extractors import times_readers as readers
from extractors.lexicon import words
from extractors.times_mention import TimeMention
from extractors.types import DeadlineType

__all__ = ["TimeMention", "find_times"]

_OWN_YEAR = ("own-year", "two-years")
_NEXT = ("次", "翌")  # 次年, 翌年
_SENTENCE_END = regex.compile("[。\n!?]")


class _Rule(NamedTuple):
    """``openings``: what the rule's matches begin with, single characters or, for lists of words, two of each."""

    name: str
    pattern: regex.Pattern[str]
    read: readers.Reader
    openings: frozenset[str]


def find_times(text: str) -> list[TimeMention]:
    """All time expressions of a folded reading text, in order and without overlap."""
    found: list[TimeMention] = []
    end, rules = 0, _rules_by_opening()
    for candidate in _candidates().finditer(text):
        start = candidate.start()
        if start < end:
            continue
        for rule in rules.get(text[start : start + 2]) or rules.get(text[start], ()):
            match = rule.pattern.match(text, start)
            mention = rule.read(match) if match else None
            if mention:
                found.append(replace(mention, rule=rule.name))
                end = mention.end
                break
    return _with_inherited_years(text, _with_shared_bounds(text, found))


def _with_shared_bounds(text: str, mentions: list[TimeMention]) -> list[TimeMention]:
    """``到2025年、2030年``: the 到 of the first year is that of the second as well; ``6月、12月底前``: so is 底前."""
    result = mentions[:1]
    for mention in mentions[1:]:
        before = result[-1]
        shared = before.kind == "by" and before.bound == "end" and mention.kind == "during" and mention.bound == "in"
        if shared and (_is_year(before) and _is_year(mention) or _same_unit(before, mention)):
            joined = text[before.end : mention.start] in ("、", "和", "与", "及", ",")
            mention = replace(mention, kind="by", bound="end") if joined else mention
        listed = text[before.end : mention.start] in ("、", "和", "与", "及")
        if listed and mention.kind == "by" and before.kind == "during" and _same_unit(before, mention):
            result[-1] = replace(before, kind="by", bound=mention.bound)
        result.append(mention)
    return result


def _same_unit(one: TimeMention, other: TimeMention) -> bool:
    """Whether both name one month or one day each."""
    single = one.first is not None and one.first == one.last and other.first is not None and other.first == other.last
    return bool(
        single and one.first and other.first and one.first.unit == other.first.unit in ("month", "day", "quarter")
    )


def _is_year(mention: TimeMention) -> bool:
    return bool(mention.first and mention.first == mention.last and mention.first.unit == "year" and mention.first.year)


def _with_inherited_years(text: str, mentions: list[TimeMention]) -> list[TimeMention]:
    """Months, quarters and year ends without a year take the single year last stated in their sentence."""
    result: list[TimeMention] = []
    year, position, elsewhere = None, 0, False
    for mention in mentions:
        if (year or elsewhere) and _SENTENCE_END.search(text, position, mention.start):
            year, elsewhere = None, False
        position = mention.end
        if mention.kind == "recurring":
            # 每年3月报送,9月底前复核: the second is of every year as well.
            year, elsewhere = None, mention.recurrence == "yearly" and len(text[mention.start : mention.end]) > 3
        single = mention.first and mention.last and mention.first.year == mention.last.year
        if mention.stated_year:
            year = mention.stated_year if single else None
        elif mention.rule == "own-year" and mention.first and text[mention.start] in _NEXT:
            # 2020年12月底前完成,次年1月15日前提交; without a year before it those behind it have none either.
            year, elsewhere = year + 1 if year else None, not year
            mention = replace(mention, inherited_year=year)
        elif year and mention.first and mention.year_shift == 0 and mention.rule not in _OWN_YEAR:
            mention = replace(mention, inherited_year=year)
        elif elsewhere and mention.first and mention.year_shift == 0 and mention.rule not in _OWN_YEAR:
            mention = replace(mention, year_shift=None)
        result.append(mention)
    return result


@cache
def _rules() -> tuple[_Rule, ...]:
    digits, han = "0123456789", "一二两三四五六七八九十半"
    years = "".join({word[0] for word in patterns.year_words()})
    listed: list[_Rule] = []
    kinds: tuple[tuple[str, DeadlineType], ...] = (
        ("ongoing", "ongoing"),
        ("immediate", "immediate"),
        ("immediate-label", "immediate"),
        ("by", "by"),
        ("during", "during"),
    )
    for name, kind in kinds:
        openings = frozenset(word[:2] for word in words("time_words", kind=name))
        listed.append(_Rule(name, regex.compile(patterns.word_pattern(name)), readers.read_undated(kind), openings))
    table: tuple[tuple[str, str, readers.Reader, str], ...] = (
        ("range", patterns.NUMERIC_RANGE, readers.read_range, "12"),
        ("numeric-date", patterns.NUMERIC, readers.read_numeric, "12"),
        ("listed-year", patterns.LISTED_YEAR, readers.read_listed_year, "12一二"),
        ("listed-month", patterns.LISTED_MONTH, readers.read_listed_month, digits + years),
        ("year-cell", patterns.YEAR_CELL, readers.read_listed_year, "12"),
        ("years-cell", patterns.YEARS_CELL, readers.read_range, "12"),
        ("school-year", patterns.SCHOOL_YEAR, readers.read_school_year, "12"),
        ("two-years", patterns.TWO_YEARS, readers.read_two_years, "今明"),
        ("year-event", patterns.year_event(), readers.read_year_event, "12一二" + years),
        ("range", patterns.RANGE, readers.read_range, digits + han + years + "上下第前全"),
        ("own-year", patterns.POINT, readers.read_own_year, years),
        ("point", patterns.POINT, readers.read_point, digits + han + "上下第前全年岁"),
        ("plan", patterns.PLAN, readers.read_plan, "“\"‘'「十二九八"),
        ("since", patterns.SINCE, readers.read_relative, "自从"),
        ("ahead", patterns.AHEAD, readers.read_relative, "未今接"),
        ("beforehand", patterns.BEFOREHAND, readers.read_beforehand, "提前" + digits + han + "会期合"),
        ("plan-end", patterns.PLAN_END, readers.read_plan_end, "本规"),
        ("recent", patterns.RECENT, readers.read_recent, "近最过前此以"),
        ("recurring", patterns.RECURRING, readers.read_recurring, "每"),
        ("recurring", patterns.BY_RULE, readers.read_recurring, "按"),
        ("rhythm", patterns.RHYTHM, readers.read_recurring, "半" + han),
        ("event", patterns.EVENT, readers.read_event, "会召"),
        ("next-month", patterns.NEXT_MONTH, readers.read_next_month, "次下翌当"),
        ("own-month", patterns.OWN_MONTH, readers.read_undated("by"), "本当下次每月"),
        ("this-month", patterns.THIS_MONTH, readers.read_undated("by"), "本"),
        ("within", patterns.WITHIN, readers.read_relative, digits + han),
        ("duration", patterns.BARE, readers.read_relative, digits + han),
    )
    rules = (_Rule(name, regex.compile(pattern), read, frozenset(chars)) for name, pattern, read, chars in table)
    return (*rules, *listed)


@cache
def _rules_by_opening() -> dict[str, tuple[_Rule, ...]]:
    """The rules for one character, and for two with which a listed word begins."""
    openings = {opening for rule in _rules() for opening in rule.openings}
    return {opening: tuple(rule for rule in _rules() if {opening, opening[0]} & rule.openings) for opening in openings}


@cache
def _candidates() -> regex.Pattern[str]:
    """Places where a rule may begin; within a run of digits only its beginning, of Chinese numerals its first few."""
    han = "一二三四五六七八九十"
    others = "".join(sorted({opening[0] for opening in _rules_by_opening()} - set("0123456789") - set(han)))
    return regex.compile(f"(?<![0-9A-Za-z])[0-9]|(?<![{han}]{{4}})[{han}]|[{regex.escape(others, special_only=False)}]")
