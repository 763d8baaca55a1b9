"""Which time belongs to a target: the four steps of the guidelines, each link with its reason.

1. a time in the sentence; 2. the deadline of the clause; 3. the time that opens the section; 4. the document's plan
period. Ongoing and recurring times give no date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from extractors.deadlines import DeadlineMention
from extractors.targets import TargetMention
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


_NOTHING = Due(None, None, "")
_COMPARED = regex.compile(r"(?:较|(?<![占配对环同])比|同|与|以|相比|从|由|自|对照|参照|按照?|延续|巩固|承接)$")
_SENTENCE_BREAK = regex.compile(r"[,;。(:]")
# What may stand behind a time that belongs to the number before it: (2025年底前), 2025年底前基本完成.
_COMPLETION = regex.compile(r"(?:前)?(?:基本|全部|全面|如期)?(?:完成|建成|达到|到位|实现|投用|达成|完工)?(?=[,;。)]|$)")
# Headings whose period dates what stands below them.
_GOALS = regex.compile(r"目标|主要任务|阶段|安排")
_ALL_DONE = regex.compile(
    r"(?:\d{1,2}时)?前?(?:全部|全面|均|一律|统一|一次性)\p{Han}{0,6}(?:到位|完成|建成|投用|落实|达标|完工|交付)(?=[,;。)]|$)"
)
_ALONE = regex.compile(r"[^()]{0,14}\)[。;,]?\s*(?:$|\n|(?=\())")
_CLOSED = regex.compile(r"[^()]{0,80}\)[。;]?\s*(?:$|\n)")
_RESPONSIBLE = regex.compile("负责|牵头|配合|单位|部门|[局委厅办]")


def due_date(target: TargetMention, own: BlockTimes, around: Surroundings, anchor: TimeAnchor) -> Due:
    """The period by whose end ``target`` is due, or in which an achieved figure was reached."""
    if target.status == "achieved":
        return _reported(target, own, around, anchor)
    # Times of comparison were refused as deadlines and are not looked at.
    stated = [deadline.time for deadline in own.deadlines if not deadline.label]
    found = (
        _parallel(target, own, anchor) or _before(target, own, stated, anchor) or _after(target, own, stated, anchor)
    )
    if found:
        return found
    for time in _of_clause(target, own, around):
        due = _resolved(time, anchor, "clause")
        if due:
            return due
    opening = _opening(target, own, around.goals, anchor)
    if opening:
        return opening
    for block in around.above:
        for deadline in block.deadlines[:1]:
            if deadline.start <= 3 or around.goals:
                due = _resolved(deadline.time, anchor, "section")
                if due:
                    return due
    for heading in around.headings:
        due = _of_heading(heading, anchor)
        if due:
            return due
    if anchor.horizon_end:
        return Due(anchor.horizon_start, anchor.horizon_end, "horizon")
    return Due(None, around.plan_end, "goals") if around.plan_end else _NOTHING


def reported_before(target: TargetMention, own: BlockTimes, anchor: TimeAnchor, *, planned: bool = False) -> Due | None:
    """The past period in which a figure was reached, where the sentence states one that was over when the plan began.

    ``2020年,…达到704.7万人`` in a plan for 2021 to 2025 is no target, whatever its verb. Where the section is one of
    plans (``planned``) only a time that opens the sentence says so: 完成2023年开工的30个小区改造 is to be done.
    """
    limit = anchor.horizon_start or anchor.issue_date
    pledged = target.modality not in ("", "预计", "预期")
    if target.status != "target" or pledged or limit is None:
        return None
    for time in reversed(own.times):
        if time.end > target.start or time.start < target.sentence_start or not time.complete:
            continue
        if _in_book_title(own.text, time) or (planned and time.start > target.sentence_start + 3):
            continue
        if _COMPARED.search(own.text[max(0, time.start - 3) : time.start]) or _REFERS.match(own.text, time.end):
            return None
        due = _resolved(time, anchor, "sentence")
        return due if due and due.end and due.end < limit else None
    return None


def _in_book_title(text: str, time: TimeMention) -> bool:
    """``《行动计划(2018—2020年)》`` names a document and dates nothing."""
    reach = max(0, time.start - 80)
    return text.rfind("《", reach, time.start) > text.rfind("》", reach, time.start)


# 超过2019年水平, 是去年的2倍: what a figure is held against.
_YARDSTICK = regex.compile(r"(?:同期)?的?(?:水平|\d[\d.]*[倍%])|同期")
_REFERS = regex.compile(
    r"(?:以来|以后|以前|之前|前|起|开始|的?(?:基础|水平|标准|价格|口径)|版|度?(?:制定|出台|建成|印发))"
)


def _of_clause(target: TargetMention, own: BlockTimes, around: Surroundings) -> list[TimeMention]:
    """The deadlines of the clause as a whole: labelled ones behind the target, bracketed ones at the paragraph's end,
    the row's deadline cell, the label lines below the last sister clause."""
    found = [deadline.time for deadline in own.deadlines if deadline.start > target.start and deadline.label]
    paragraph_end = own.text.find("\n", target.end)
    paragraph_end = paragraph_end if paragraph_end >= 0 else len(own.text)
    found += [
        found.time
        for found in own.deadlines
        if target.end <= found.start < paragraph_end and _closes_item(own.text, target.end, found)
    ]
    # 2024年汛前启动,2025年5月31日前完成: the last one ends it.
    found += [deadline.time for cell in around.row for deadline in reversed(cell.deadlines) if deadline.label]
    if around.closing is not None:
        found += [deadline.time for deadline in around.closing.deadlines if deadline.label]
    return found


def _closes_item(text: str, start: int, deadline: DeadlineMention) -> bool:
    """Whether a deadline stands in the bracket that closes an item: alone or beside who answers (市住建局,2025年)."""
    opened = text.rfind("(", start, deadline.start)
    if opened < 0 or ")" in text[opened : deadline.start]:
        return False
    closed = _CLOSED.match(text, deadline.end)
    alone = opened == deadline.start - 1 and _ALONE.match(text, deadline.end)
    return bool(alone or (closed and _RESPONSIBLE.search(text, opened, closed.end())))


def _reported(target: TargetMention, own: BlockTimes, around: Surroundings, anchor: TimeAnchor) -> Due:
    """The period of an achieved figure: stated in the sentence, before it in the clause, or in the review's heading."""
    times = [
        time
        for time in own.times
        if time.end <= target.start
        # A review has a period of its own: a time in one sentence of it says nothing of the next.
        and not (around.past and time.start < target.sentence_start)
        and not _COMPARED.search(own.text[: time.start][-2:])
        and not _YARDSTICK.match(own.text, time.end)
        and not _in_book_title(own.text, time)
    ]
    for time in reversed(times):
        spoken = own.text[time.start : time.start + 1] in "去上"
        due = _resolved(time, anchor if spoken else _review_anchor(around, anchor), "sentence")
        # 明确2035年远景目标 in a report of 2023: what lies ahead is no period of what was reached.
        known = anchor.issue_date or anchor.horizon_end
        if due and due.end and (not known or due.end <= known):
            return due
        if target.sentence_start <= time.start and due:
            return due
    if around.past:
        return Due(*around.past, "section")
    return _NOTHING


def _review_anchor(around: Surroundings, anchor: TimeAnchor) -> TimeAnchor:
    if not around.past:
        return anchor
    return TimeAnchor(anchor.issue_date, date(around.past[1].year, 1, 1), around.past[1])


def _parallel(target: TargetMention, own: BlockTimes, anchor: TimeAnchor) -> Due | None:
    """``2023年、2024年分别达到70%、85%``: as many times in a list as values."""
    place, count = target.place
    if count < 2:
        return None
    times = [time for time in own.times if target.sentence_start <= time.start and time.end <= target.start]
    run = times[-count:]
    joined = len(run) == count and all(
        own.text[before.end : after.start] in ("、", "和", "及", "与")
        for before, after in zip(run, run[1:], strict=False)
    )
    if joined:
        return _resolved(run[place], anchor, "sentence")
    whole = _resolved(times[-1], anchor, "sentence") if times else None
    if whole and whole.start and whole.end and whole.end.year - whole.start.year + 1 == count:
        # 2022—2024年分别建成10座、20座、30座
        year = whole.start.year + place
        return Due(date(year, 1, 1), date(year, 12, 31), "sentence")
    return None


def _before(target: TargetMention, own: BlockTimes, times: Sequence[TimeMention], anchor: TimeAnchor) -> Due | None:
    """The nearest time before the number in its sentence that reaches so far."""
    for time in own.times:
        # 由2020年的60%提高到2025年的62%
        if own.text[time.end : target.start] == "的" and own.text[time.start - 1 : time.start] in ("到", "至"):
            return _resolved(time, anchor, "sentence")
    for time in reversed(times):
        if not (target.sentence_start <= time.start and time.end <= target.start):
            continue
        opens = time.start <= target.sentence_start + 3 and time.kind == "during"
        if (
            _narrow(time)
            and not opens
            and own.text[time.end] != ","
            and _SENTENCE_BREAK.search(own.text, time.end, target.start)
        ):
            # 6月底前出台方案,培育…20家: a month governs its own clause only, a year what follows too.
            continue
        due = _resolved(time, anchor, "sentence")
        if due:
            return due
    # 到2025年,甲率达到80%;乙率达到90%: a year that opens the sentence holds behind its semicolons too.
    head = max(own.text.rfind(mark, 0, target.start) for mark in "。\n") + 1
    for time in times:
        if head <= time.start <= head + 3 and time.end < target.sentence_start and not _narrow(time):
            return _resolved(time, anchor, "sentence")
    return None


def _narrow(time: TimeMention) -> bool:
    """A month or a day without comma behind it says when one deed is done."""
    return time.last is not None and time.last.unit not in ("year", "plan")


def _after(target: TargetMention, own: BlockTimes, times: Sequence[TimeMention], anchor: TimeAnchor) -> Due | None:
    """A time behind the number that belongs to it: in a bracket, or in a clause that only says 完成."""
    for time in times:
        if not target.end <= time.start < target.sentence_end:
            continue
        between = own.text[target.end : time.start]
        own_clause = not regex.search(r"[,;。]", between)
        completes = len(between) <= 12 and _COMPLETION.match(own.text, time.end)
        # 储备编织袋30万条、冲锋舟80艘,于5月31日前全部到位
        all_done = not regex.search(r"[;。]", between) and _ALL_DONE.match(own.text, time.end)
        if own_clause or completes or all_done:
            return _resolved(time, anchor, "sentence")
        return None
    return None


def _opening(target: TargetMention, own: BlockTimes, goals: bool, anchor: TimeAnchor) -> Due | None:
    """A time in an earlier sentence of the clause: one that opens it; where goals are listed the last one, but for
    months and days, which say when one deed is done."""
    earlier = [
        deadline
        for deadline in own.deadlines
        if deadline.end <= target.sentence_start
        and not deadline.label
        and (deadline.start <= 3 or (goals and not _narrow(deadline.time)))
    ]
    for deadline in reversed(earlier):
        due = _resolved(deadline.time, anchor, "section")
        if due:
            return due
    return None


def _of_heading(heading: BlockTimes, anchor: TimeAnchor) -> Due | None:
    """``“十五五”主要目标``, ``实施阶段(4月—10月)``: the one period that a heading of goals or stages names."""
    if not _GOALS.search(heading.text) or len(heading.times) != 1:
        return None
    return None if _in_book_title(heading.text, heading.times[0]) else _resolved(heading.times[0], anchor, "section")


def _resolved(time: TimeMention, anchor: TimeAnchor, reason: str) -> Due | None:
    resolved = time.resolve(anchor)
    return Due(resolved.start_date, resolved.end_date, reason) if resolved.end_date else None


def anchor_of(stated: TimeAnchor, found: Iterable[BlockTimes]) -> TimeAnchor:
    """The anchor for incomplete times.

    A document that states neither a date nor a plan period still says its year where most of its deadlines fall in one,
    none before it, and some say month or quarter: 到2025年, 到2030年 are goals of a plan that may be much older.
    """
    if stated.issue_date or stated.horizon_end or stated.number_year:
        return stated
    ends = [
        (resolved.end_date.year, _narrow(deadline.time))
        for times in found
        for deadline in times.deadlines
        if (resolved := deadline.time.resolve(stated)).end_date
    ]
    if not ends:
        return stated
    year, count = Counter(year for year, _ in ends).most_common(1)[0]
    if count < 3 or count * 2 <= len(ends) or year > min(ends)[0] or (year, True) not in ends:
        return stated
    return TimeAnchor(None, date(year, 1, 1), date(year, 12, 31))
