"""When an achieved figure was reached, and which planned figures a sentence's own time tells to be achieved."""

from __future__ import annotations

from datetime import date

import regex

from extractors.deadlines import SAYS_WILL
from extractors.targets import TargetMention
from extractors.types import TimeAnchor
from pipeline.due import COMPARED, NOTHING, BlockTimes, Due, Surroundings, in_book_title, resolved


def reported(target: TargetMention, own: BlockTimes, around: Surroundings, anchor: TimeAnchor) -> Due:
    """The period of an achieved figure: stated in the sentence, before it in the clause, or in the review's heading."""
    times = [
        time
        for time in own.times
        if time.end <= target.start
        # A review has a period of its own: a time in one sentence of it says nothing of the next.
        and not (around.past and time.start < target.sentence_start)
        and not COMPARED.search(own.text[: time.start][-2:])
        and not _YARDSTICK.match(own.text, time.end)
        and not in_book_title(own.text, time)
    ]
    for time in reversed(times):
        spoken = own.text[time.start : time.start + 1] in "去上"
        due = resolved(time, anchor if spoken else _review_anchor(around, anchor), "sentence")
        # 明确2035年远景目标 in a report of 2023: what lies ahead is no period of what was reached.
        known = anchor.issue_date or anchor.horizon_end
        if due and due.end and (not known or due.end <= known):
            return due
        if around.past and due and due.start and due.start > around.past[1] and time.stated_year:
            # 项目计划2027年建成,总投资30亿元 in a review of 2023
            continue
        if target.sentence_start <= time.start and due:
            return due
    if around.past:
        return Due(*around.past, "section")
    return NOTHING


def _review_anchor(around: Surroundings, anchor: TimeAnchor) -> TimeAnchor:
    if not around.past:
        return anchor
    return TimeAnchor(anchor.issue_date, date(around.past[1].year, 1, 1), around.past[1])


def reported_before(target: TargetMention, own: BlockTimes, anchor: TimeAnchor, *, planned: bool = False) -> Due | None:
    """The past period in which a figure was reached, where the sentence states one that was over when the plan began.

    ``2020年,…达到704.7万人`` in a plan for 2021 to 2025 is no target, whatever its verb. Where the section is one of
    plans (``planned``) only a time that opens the sentence says so: 完成2023年开工的30个小区改造 is to be done.
    """
    numbered = date(anchor.number_year, 1, 1) if anchor.number_year else None
    limit = anchor.horizon_start or anchor.issue_date or numbered
    pledged = target.modality not in ("", "预计", "预期")
    if target.status != "target" or pledged or limit is None:
        return None
    for time in reversed(own.times):
        if time.end > target.start or time.start < target.sentence_start or in_book_title(own.text, time):
            continue
        stands = resolved(time, anchor, "sentence")
        if stands and stands.end and stands.end >= limit and not COMPARED.search(own.text[: time.start][-2:]):
            # 2020年为60%,到2025年提高到80%; 2023年新增50家,今年新增60家
            return None
        if not time.complete or (planned and time.start > target.sentence_start + 3):
            continue
        if COMPARED.search(own.text[max(0, time.start - 3) : time.start]) or _REFERS.match(own.text, time.end):
            return None
        due = resolved(time, anchor, "sentence")
        return due if due and due.end and due.end < limit else None
    return None


def told_ahead(target: TargetMention, own: BlockTimes, anchor: TimeAnchor) -> bool:
    """Whether what reads like a report is due at a time still to come: ``截至2025年底,建成水库5座`` in a plan of 2021,
    ``其中5所将于今年9月投用`` in a review."""
    begins = anchor.issue_date or anchor.horizon_start
    if target.status != "achieved" or begins is None:
        return False
    for deadline in reversed(own.deadlines):
        due = resolved(deadline.time, anchor, "sentence")
        later = target.end <= deadline.start and due and due.start and due.start > begins
        if later and _WILL.fullmatch(own.text, target.end, deadline.start):
            return True
        if deadline.label or deadline.end > target.start or deadline.start < target.sentence_start:
            continue
        between = own.text[deadline.end : target.start]
        if not (due and due.end and due.end > begins) or _NOW.search(between) or "," in between[1:]:
            return False
        return deadline.kind == "by" or bool(due.start and due.start > begins) or bool(SAYS_WILL.match(between))
    return False


_WILL = regex.compile("[^,。;]{0,8}(?:将|拟|计划|预计)(?:于|在)?")
_NOW = regex.compile("[已了。;]|目前|现有|现已|同比")
# 超过2019年水平, 是去年的2倍: what a figure is held against.
_YARDSTICK = regex.compile(r"(?:同期)?的?(?:水平|\d[\d.]*[倍%])|同期")
_REFERS = regex.compile(
    r"(?:以来|以后|以前|之前|前|起|开始|的?(?:基础|水平|标准|价格|口径)|版|度?(?:制定|出台|印发)|建成[^,。;0-9]{0,8}的)"
)
