"""Which time belongs to a target: the four steps of the guidelines, each link with its reason.

1. a time in the sentence; 2. the deadline of the clause; 3. the time that opens the section; 4. the document's plan
period. Ongoing and recurring times give no date.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import regex

from extractors.deadlines import DeadlineMention
from extractors.segments import after_mark
from extractors.targets import TargetMention
from extractors.times import TimeMention
from extractors.types import TimeAnchor
from pipeline.due import NOTHING, BlockTimes, Due, Surroundings, in_book_title, narrow, resolved, spanned
from pipeline.reported import reported

_STOPS = "。\n"
_SENTENCE_BREAK = regex.compile(r"[,;。(:]")
# What may stand behind a time that belongs to the number before it: (2025年底前), 2025年底前基本完成.
_COMPLETION = regex.compile(r"(?:前)?(?:基本|全部|全面|如期)?(?:完成|建成|达到|到位|实现|投用|达成|完工)?(?=[,;。)]|$)")
# Headings whose period dates what stands below them.
_GOALS = regex.compile(r"目标|主要任务|阶段|安排")
_ALL_DONE = regex.compile(
    r"(?:\d{1,2}时)?前?(?:全部|全面|均|一律|统一|一次性)\p{Han}{0,6}(?:到位|完成|建成|投用|落实|达标|完工|交付)(?=[,;。)]|$)"
)
_GROUND = regex.compile(
    r"(?:以上|左右|以内|以下)?(?:的?目标)?(?:打[下好]|奠定|夯实|提供|创造)[^,。;]{0,6}(?:基础|支撑|条件)"
)
_ALONE = regex.compile(r"[^()]{0,14}\)[。;,]?\s*(?:$|\n|(?=\())")
# Ends that no plan dates but that lie beyond it.
_BEYOND = regex.compile("(?:本届政府)?任期|(?:本|21)世纪|新中国")
_PART = regex.compile("其中|包括|含")
_HEAD_END = regex.compile(r"(?<=\([^()]{2,24})\)(?:[。:\n]|\s*$)")
_PLAN_NAME = regex.compile(r"(?:计划|规划|方案|纲要|行动|工程|办法|意见)\($|[^(]$")
_CLOSED = regex.compile(r"[^()]{0,80}\)[。;]?\s*(?:$|\n)")
_RESPONSIBLE = regex.compile("负责|牵头|配合|单位|部门|[局委厅办]")


def due_date(target: TargetMention, own: BlockTimes, around: Surroundings, anchor: TimeAnchor) -> Due:
    """The period by whose end ``target`` is due, or in which an achieved figure was reached."""
    if target.status == "achieved":
        return reported(target, own, around, anchor)
    # Times of comparison were refused as deadlines and are not looked at.
    stated = [deadline.time for deadline in own.deadlines if not deadline.label]
    found = (
        _parallel(target, own, anchor) or _before(target, own, stated, anchor) or _after(target, own, stated, anchor)
    )
    if found:
        return found
    for time in _of_clause(target, own, around):
        due = resolved(time, anchor, "clause")
        if due:
            return due
    opening = _stage(target, own, anchor) or _opening(target, own, around.goals, anchor)
    if opening:
        return opening
    for block in around.above:
        for deadline in block.deadlines[:1]:
            if deadline.start <= 3 or around.goals:
                due = resolved(deadline.time, anchor, "section")
                if due:
                    return due
    for heading in around.headings:
        due = _of_heading(heading, anchor)
        if due:
            return due
    if anchor.horizon_end:
        return Due(anchor.horizon_start, anchor.horizon_end, "horizon")
    return Due(None, around.plan_end, "goals") if around.plan_end else NOTHING


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
        return resolved(run[place], anchor, "sentence")
    whole = resolved(times[-1], anchor, "sentence") if times else None
    if whole and whole.start and whole.end and whole.end.year - whole.start.year + 1 == count:
        # 2022—2024年分别建成10座、20座、30座
        year = whole.start.year + place
        return Due(date(year, 1, 1), date(year, 12, 31), "sentence")
    return None


def _before(target: TargetMention, own: BlockTimes, times: Sequence[TimeMention], anchor: TimeAnchor) -> Due | None:
    """The nearest time before the number in its sentence that reaches so far."""
    for time in own.times:
        if time.end <= target.start and _is_bound_to(target, own, time):
            return resolved(time, anchor, "sentence")
    in_sentence = [time for time in times if target.sentence_start <= time.start and time.end <= target.start]
    for time in reversed(in_sentence):
        opens = time.start <= target.sentence_start + 3 and time.kind == "during"
        if (
            narrow(time)
            and not opens
            and own.text[time.end] != ","
            and _SENTENCE_BREAK.search(own.text, time.end, target.start)
        ):
            # 6月底前出台方案,培育…20家: a month governs its own clause only, a year what follows too.
            continue
        if _BEYOND.match(own.text, time.start, time.end):
            return Due(None, None, "sentence")
        due = resolved(time, anchor, "sentence") or (
            spanned(time, anchor, "sentence") if time.kind == "relative" else None
        )
        if due and not due.end:
            # 2024年至2026年每年新增2000个,三年共新增6000个
            due = _as_long(time, in_sentence, anchor) or due
        if due:
            return due
    # 2021年至2023年,每年新建…: a stated time goes before 每年; 每年新增财力的15% is no duty of every year.
    yearly = [time for time in in_sentence if time.kind == "recurring" and own.text[target.start - 1] != "的"]
    if yearly and (due := spanned(yearly[-1], anchor, "sentence")):
        return due
    # 到2025年,甲率达到80%;乙率达到90%: a year that opens the sentence holds behind its semicolons too.
    head = after_mark(own.text, 0, target.start, _STOPS)
    if head and own.text.startswith("其中", head):
        # 到2025年,水库达到20座。其中,新建5座: a part of what the sentence before counts.
        head = after_mark(own.text, 0, head - 1, _STOPS)
    for time in times:
        if head <= time.start <= head + 3 and time.end < target.sentence_start and not narrow(time):
            return resolved(time, anchor, "sentence") or spanned(time, anchor, "sentence")
    return None


def _as_long(length: TimeMention, times: Sequence[TimeMention], anchor: TimeAnchor) -> Due | None:
    """The stretch told before a length of years that is as many years long."""
    for time in times:
        due = resolved(time, anchor, "sentence") if time.end <= length.start else None
        if due and due.start and due.end and length.duration == f"P{due.end.year - due.start.year + 1}Y":
            return due
    return None


def _is_bound_to(target: TargetMention, own: BlockTimes, time: TimeMention) -> bool:
    """Whether a time belongs to this number alone: 由2020年的60%提高到2025年的62%, 为2025年…达到50%打下坚实基础."""
    before = own.text[time.start - 1 : time.start]
    if before in ("到", "至", "、", "和"):
        return own.text[time.end : target.start] == "的"
    ground = before == "为" and _GROUND.match(own.text, target.end)
    return bool(ground and not _SENTENCE_BREAK.search(own.text, time.end, target.start))


def _after(target: TargetMention, own: BlockTimes, times: Sequence[TimeMention], anchor: TimeAnchor) -> Due | None:
    """A time behind the number that belongs to it: in a bracket, or in a clause that only says 完成."""
    for time in times:
        if not target.end <= time.start < target.sentence_end:
            continue
        between = own.text[target.end : time.start]
        if _PART.search(between):
            # 新建道路20公里(其中6月底前完成8公里)
            return None
        own_clause = not regex.search(r"[,;。]", between)
        completes = len(between) <= 12 and _COMPLETION.match(own.text, time.end)
        # 储备编织袋30万条、冲锋舟80艘,于5月31日前全部到位
        all_done = not regex.search(r"[;。]", between) and _ALL_DONE.match(own.text, time.end)
        if own_clause or completes or all_done:
            return resolved(time, anchor, "sentence")
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
        and (deadline.start <= 3 or (goals and not narrow(deadline.time)))
    ]
    for deadline in reversed(earlier):
        due = resolved(deadline.time, anchor, "section")
        if not due and deadline.time.rule == "ahead":
            # 今后五年的主要目标是:…
            due = spanned(deadline.time, anchor, "section")
        if due:
            return due
    return None


def _stage(target: TargetMention, own: BlockTimes, anchor: TimeAnchor) -> Due | None:
    """The time in the bracket that closes the head of an item: ``集中整治(6月1日—9月30日)。检查企业200家``."""
    for deadline in own.deadlines:
        if deadline.end > target.sentence_start or "。" in own.text[: deadline.start]:
            return None
        if not deadline.label and _heads(own.text, deadline.time):
            return resolved(deadline.time, anchor, "section")
    return None


def _heads(text: str, time: TimeMention) -> bool:
    """Whether the time alone fills the bracket behind a head that names no plan."""
    return bool(_HEAD_END.match(text, time.end) and not _PLAN_NAME.search(text, max(0, time.start - 5), time.start))


def _of_heading(heading: BlockTimes, anchor: TimeAnchor) -> Due | None:
    """``“十五五”主要目标``, ``实施阶段(4月—10月)``: the one period that a heading of goals or stages names."""
    if len(heading.times) != 1:
        return None
    time = heading.times[0]
    if not (_GOALS.search(heading.text) or (narrow(time) and _heads(heading.text, time))):
        return None
    if in_book_title(heading.text, time):
        return None
    return resolved(time, anchor, "section") or (spanned(time, anchor, "section") if time.rule == "ahead" else None)


def anchor_of(stated: TimeAnchor, found: Iterable[BlockTimes]) -> TimeAnchor:
    """The anchor for incomplete times.

    A document that states neither a date nor a plan period still says its year where most of its deadlines fall in one,
    none before it, and some say month or quarter: 到2025年, 到2030年 are goals of a plan that may be much older.
    """
    if stated.issue_date or stated.horizon_end or stated.number_year:
        return stated
    ends = [
        (resolved.end_date.year, narrow(deadline.time))
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
