"""Which time belongs to a target: the four steps of the guidelines, each link with its reason.

1. a time in the sentence; 2. the deadline of the clause; 3. the time that opens the section; 4. the document's plan
period. Ongoing and recurring times give no date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.deadlines import DeadlineMention
from extractors.targets import TargetMention
from extractors.times import TimeMention
from extractors.types import TimeAnchor


@dataclass(frozen=True, slots=True)
class BlockTimes:
    """The times of one block, and which of them are deadlines; offsets count in the block's text."""

    times: tuple[TimeMention, ...]
    deadlines: tuple[DeadlineMention, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """When a target is due; ``reason`` names the step that told."""

    start: date | None
    end: date | None
    reason: str


_NOTHING = Due(None, None, "")


def due_date(
    target: TargetMention,
    own: BlockTimes,
    row: Sequence[BlockTimes],
    above: Sequence[BlockTimes],
    goals: bool,
    anchor: TimeAnchor,
) -> Due:
    """The period by whose end ``target`` is due.

    ``row`` are the other cells of the same table row, ``above`` the clauses above (nearest first), ``goals`` whether
    the clause states goals, where a time that opens an earlier sentence holds on.
    """
    if target.status == "achieved":
        return _last_before(target, own.times, anchor) or _NOTHING
    # 支持比例由50%提高: times of comparison were refused as deadlines and are not looked at.
    stated = [deadline.time for deadline in own.deadlines if not deadline.label]
    found = _last_before(target, stated, anchor) or _first_after(target, stated, anchor)
    if found:
        return found
    labelled = [deadline.time for deadline in own.deadlines if deadline.label and deadline.start > target.start]
    for time in (*labelled, *(d.time for other in row for d in other.deadlines if d.label)):
        due = _resolved(time, anchor, "clause")
        if due:
            return due
    opening = _opening(target, own, goals, anchor)
    if opening:
        return opening
    for block in above:
        for deadline in block.deadlines[:1]:
            due = _resolved(deadline.time, anchor, "section")
            if due:
                return due
    if anchor.horizon_end:
        return Due(anchor.horizon_start, anchor.horizon_end, "horizon")
    return _NOTHING


def _last_before(target: TargetMention, times: Sequence[TimeMention], anchor: TimeAnchor) -> Due | None:
    for time in reversed(times):
        if target.sentence_start <= time.start and time.end <= target.start:
            due = _resolved(time, anchor, "sentence")
            if due:
                return due
    return None


def _first_after(target: TargetMention, times: Sequence[TimeMention], anchor: TimeAnchor) -> Due | None:
    for time in times:
        if target.end <= time.start < target.sentence_end:
            return _resolved(time, anchor, "sentence")
    return None


def _opening(target: TargetMention, own: BlockTimes, goals: bool, anchor: TimeAnchor) -> Due | None:
    """A time in an earlier sentence of the clause: the last one where goals are listed, else only one that opens it."""
    earlier = [deadline for deadline in own.deadlines if deadline.end <= target.sentence_start and not deadline.label]
    if not goals:
        earlier = [deadline for deadline in earlier if deadline.start <= 3]
    for deadline in reversed(earlier):
        due = _resolved(deadline.time, anchor, "section")
        if due:
            return due
    return None


def _resolved(time: TimeMention, anchor: TimeAnchor, reason: str) -> Due | None:
    resolved = time.resolve(anchor)
    return Due(resolved.start_date, resolved.end_date, reason) if resolved.end_date else None


def anchor_of(
    issue_date: date | None, horizon: tuple[date | None, date | None], found: Mapping[int, BlockTimes]
) -> TimeAnchor:
    """The anchor for incomplete times.

    A document that states neither a date nor a plan period still says its year where most of its deadlines fall in one.
    """
    if issue_date or horizon[1]:
        return TimeAnchor(issue_date, *horizon)
    bare = TimeAnchor()
    years = Counter(
        resolved.end_date.year
        for times in found.values()
        for deadline in times.deadlines
        if (resolved := deadline.time.resolve(bare)).end_date
    )
    if not years:
        return bare
    year, count = years.most_common(1)[0]
    if count < 3 or count * 2 <= years.total():
        return bare
    return TimeAnchor(None, date(year, 1, 1), date(year, 12, 31))
