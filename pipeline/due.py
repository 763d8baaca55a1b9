"""The times around a target and what a link to one of them gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import regex

from extractors.deadlines import DeadlineMention
from extractors.times import TimeMention
from extractors.types import TimeAnchor


@dataclass(frozen=True, slots=True)
class BlockTimes:
    """The times of one block, and which of them are deadlines; offsets count in ``text``, the block's folded text."""

    text: str
    times: tuple[TimeMention, ...]
    deadlines: tuple[DeadlineMention, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a target's block.

    ``row``: the other cells of the same table row. ``closing``: the last clause below the same heading, whose label
    lines may govern its elder sisters. ``above``: the clauses above, nearest first. ``goals``: the headings speak of
    goals, so a time that opens an earlier sentence holds on. ``headings``: those of the
    clauses above, the nearest first. ``past``: the first and last day of what a review reports.
    ``plan_end``: where the title states no plan period, the end that the opening or the goals state.
    """

    row: tuple[BlockTimes, ...] = ()
    closing: BlockTimes | None = None
    above: tuple[BlockTimes, ...] = ()
    goals: bool = False
    headings: Sequence[BlockTimes] = ()
    past: tuple[date, date] | None = None
    plan_end: date | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When a target is due; ``reason`` names the step that told."""

    start: date | None
    end: date | None
    reason: str


NOTHING = Due(None, None, "")
# A time that a figure is held against: 较2019年, 由2020年的60%
COMPARED = regex.compile(r"(?:较|(?<![占配对环同])比|同|与|以|相比|从|由|自|对照|参照|按照?|延续|巩固|承接)$")


def resolved(time: TimeMention, anchor: TimeAnchor, reason: str) -> Due | None:
    """The link to ``time``, ``None`` where the anchor gives it no end; 2024年汛期前 is surely within 2024."""
    known = time.resolve(anchor)
    if known.end_date or time.rule != "year-event":
        return Due(known.start_date, known.end_date, reason) if known.end_date else None
    told = time.inherited_year or (anchor.year + time.year_shift if anchor.year and time.year_shift is not None else 0)
    return Due(None, date(told, 12, 31), reason) if told else None


def spanned(time: TimeMention, anchor: TimeAnchor, reason: str) -> Due | None:
    """The link to a length of years (``力争三年``) or to 每年: the plan's end where the plan is as long, else no date,
    since the document's year is not when it ends; ``None`` for other times and for lengths whose start is known."""
    if time.kind == "recurring" and time.recurrence == "yearly":
        years = 2
    elif time.kind == "relative" and (length := _YEARS.fullmatch(time.duration)) and not time.resolve(anchor).end_date:
        years = int(length[1])
    else:
        return None
    start, end = anchor.horizon_start, anchor.horizon_end
    if years < 2 or not end:
        return None
    fits = not start or end.year - start.year + 1 >= years
    return Due(start, end, "horizon") if fits else Due(None, None, reason)


_YEARS = regex.compile("P([0-9]{1,2})Y")


def narrow(time: TimeMention) -> bool:
    """A month, a day or an event without comma behind it says when one deed is done."""
    return time.rule == "year-event" or (time.last is not None and time.last.unit != "year")


def in_book_title(text: str, time: TimeMention) -> bool:
    """``《行动计划(2018—2020年)》`` names a document and dates nothing."""
    reach = max(0, time.start - 80)
    return text.rfind("《", reach, time.start) > text.rfind("》", reach, time.start)
