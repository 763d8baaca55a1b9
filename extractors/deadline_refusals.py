"""Reasons why a time is no deadline: what its kind, its date, its paragraph and the words around it say against it.

The words around it are rows of ``lexicon/time_refusals.tsv``, tried in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import regex

from extractors.deadline_evidence import COMMITS, gives_notice, group_of, in_assignment, opens_goals
from extractors.lexicon import LexiconError, read_table
from extractors.times import TimeMention
from extractors.times_readers import is_led_to
from extractors.types import Span, TimeAnchor

_REACH = 60  # characters before and after a time that a refusal may look at


class _Refusal(NamedTuple):
    reason: str
    groups: frozenset[str]
    before: regex.Pattern[str] | None
    after: regex.Pattern[str] | None

    def speaks_against(self, groups: frozenset[str], before: str, after: str) -> bool:
        """Whether this reason holds for a time of ``groups`` between these words."""
        return bool(
            groups & self.groups
            and (self.before is None or self.before.search(before))
            and (self.after is None or self.after.match(after))
        )


@cache
def refusals() -> tuple[_Refusal, ...]:
    """The rows of ``lexicon/time_refusals.tsv``; raises ``LexiconError`` for an unknown side or group of times."""
    result = []
    for row in read_table("time_refusals", ("reason", "times", "side", "pattern", "example"), key=("pattern", "side")):
        groups = frozenset(row["times"].split())
        before, sign, after = row["pattern"].partition("◇")
        if row["side"] not in _SIDES or not groups <= _GROUPS or bool(sign) != (row["side"] == "both"):
            raise LexiconError(f"lexicon/time_refusals.tsv: {row['reason']}: side {row['side']!r}, times {groups}")
        if row["side"] == "after":
            before, after = "", row["pattern"]
        ahead = regex.compile(f"(?:{before})$") if before else None
        result.append(_Refusal(row["reason"], groups, ahead, regex.compile(after) if after else None))
    return tuple(result)


_SIDES = ("before", "after", "both")
_GROUPS = frozenset({"by", "loose", "during", "relative", "days", "recurring", "duration"})


def refusal(text: str, time: TimeMention, quotes: Sequence[Span], anchor: TimeAnchor) -> str:
    """The name of the first reason against a time, empty when there is none. ``quotes`` come from ``names_in``."""
    if time.rule in ("recent", "immediate-label") or (time.kind == "ongoing" and not in_assignment(text, time)):
        return {"recent": "past", "immediate-label": "manner"}.get(time.rule, "manner")
    if time.rule == "during":
        return "period-without-dates"
    if any(span.start < time.start and time.end <= span.end for span in quotes):
        return "inside-a-name"
    if time.year_shift is not None and time.year_shift < 0 or _is_over(time, anchor):
        return "past"
    if text[time.start : time.end].endswith("以来"):
        return "since"
    if time.kind == "during" and _in_title(text, time):
        return "title"
    if time.kind == "during" and time.first and time.year_shift is None and not time.inherited_year:
        return "year-told-elsewhere"
    if opens_goals(text, time):
        return ""
    moved = time.kind == "by" and _is_moved(text, time)
    noticed = time.rule == "beforehand" and gives_notice(text, time)
    # 报名时间截止到6月30日; 截至6月30日止,逾期不予受理
    closes = _CLOSES_AT.search(text, max(0, time.start - 12), time.start) or _LATE.match(text, time.end)
    committed = bool(COMMITS.search(text, max(0, time.start - 6), time.start))
    before, after = text[max(0, time.start - _REACH) : time.start], text[time.end : time.end + _REACH]
    groups = _groups_of(text, time)
    # 自1月1日起至6月30日止 has an end; 自2020年 only a beginning.
    bounded = before.endswith("自") and time.first != time.last
    for row in refusals():
        if bounded and row.reason == "achieved":
            continue
        if (
            (committed and row.reason in _OUTWEIGHED)
            or (moved and row.reason == "validity")
            or (row.reason in ("as-of", "validity") and closes)
            or (row.reason == "as-of" and _is_ahead(text, time, anchor))
            or (row.reason == "achieved" and time.kind == "during" and _begins_ahead(time, anchor))
            or (noticed and row.reason in _OF_TERMS)
        ):
            continue
        if row.speaks_against(groups, before, after):
            return row.reason
    return ""


def _groups_of(text: str, time: TimeMention) -> frozenset[str]:
    """The groups of rows that look at ``time``; 年底 alone may also tell a state, 年底前 and 到年底 are ends."""
    group = group_of(time)
    if group != "by" or text[time.start : time.end].endswith("前") or is_led_to(text, time.start):
        return frozenset({group})
    return frozenset({group, "loose"})


# 力争, 确保 just before the time outweigh what only looks like a report or a description after it.
_OUTWEIGHED = frozenset({"achieved", "attribute", "describes", "national-goal"})


# 有效期满前30日申请延续: a notice before a term ends is not the term.
_OF_TERMS = frozenset({"validity", "support", "applies-to"})


def _begins_ahead(time: TimeMention, anchor: TimeAnchor) -> bool:
    """Whether nothing can have been reached in the time yet: it begins after the day of issue."""
    start = time.resolve(anchor).start_date
    return bool(start and anchor.issue_date and start > anchor.issue_date)


def _is_ahead(text: str, time: TimeMention, anchor: TimeAnchor) -> bool:
    """``截至2025年,建成…`` of a document of 2022 looks forward, unless it only says whom a rule is for."""
    end = time.resolve(anchor).end_date
    if not end or not _REACHED.match(text, time.end):
        return False
    # Where no day of issue is known, a plan may have come out in any year of its period but not after the last.
    return end > anchor.issue_date if anchor.issue_date else end == anchor.horizon_end


_CLOSES_AT = regex.compile(
    "(?:报名|申报|受理|报送|审核|提交|申请|征集|投稿|填报|缴费|征求意见)"
    "(?:时间|日期|期限)?(?:截止|截至)(?:时间|日期)?(?:为|到|至|于|在)?$"
)
_LATE = regex.compile("止?,(?:逾期|过期)")
_REACHED = regex.compile("[^。;的]{0,20}(?:完成|实现|建成|力争|确保|达到)(?![^,。;]{0,20}的)")


def _is_over(time: TimeMention, anchor: TimeAnchor) -> bool:
    """Whether the time had passed when the document was issued or its plan period began."""
    end = time.resolve(anchor).end_date
    begins = [day for day in (anchor.issue_date, anchor.horizon_start) if day]
    if not begins and anchor.number_year:
        begins = [date(anchor.number_year, 1, 1)]
    # A plan for the year may come out in March and still set 1月底前; a bare period that is over tells what was.
    first = begins[0] if begins and time.kind == "during" else min(begins, default=None)
    if not (end and first and end < first):
        return False
    # A first stage may be over on the day of issue: 2022年1月底前,摸清底数 in a plan of March.
    return not (time.kind == "by" and end.year == first.year and time.bound != "in")


def _in_title(text: str, time: TimeMention) -> bool:
    """Whether the paragraph is nothing but the name of a document or of a table."""
    start, end = text.rfind("\n", 0, time.start) + 1, text.find("\n", time.end)
    paragraph = text[start : end if end >= 0 else len(text)]
    return len(paragraph) <= 80 and bool(_TITLE.fullmatch(paragraph))


_TITLE = regex.compile(
    "(?:附件?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})?[.:、 ]?(?:[0-9]{1,2}[.、 ])?)?"
    "[^,。;:\n]{0,70}(?:通知|方案|计划|规划|要点|办法|意见|报告|清单|分工|"
    "(?:任务|分工|分解|指标|统计|汇总|登记|明细|进度|进展|计划|安排|项目|一览|完成)表|目录|名单|情况|措施|指标)(?:\\([^()\n]{0,20}\\))?"
)


def _is_moved(text: str, time: TimeMention) -> bool:
    """Whether the end of a duty is moved: 申报期限延长至2月24日, 可顺延至2月24日前缴纳 (but not 政策延长至年底)."""
    start = max(0, time.start - _REACH)
    if _MOVED.search(text, start, time.start):
        return True
    if text[time.end - 1] == "前" and _MAY_WAIT.search(text, start, time.start):
        # 确有困难的,可延至9月底前
        return True
    return bool(_LATER.search(text, start, time.start) and _DUTY.match(text, time.end))


_MAY_WAIT = regex.compile("可(?:以|适当|酌情|再)?(?:延长|延期|延后|推迟|顺延|放宽|延)(?:到|至)$")
_LATER = regex.compile("(?:延长|延期|延后|推迟|顺延|提前|延)(?:到|至)$")
_DUTY = regex.compile("(?:再|一并|统一)?(?:缴纳|申报|办理|报送|上报|提交|填报|完成|办结|验收|开学|开工|竣工|交付)")
# What a duty's end may be moved: 申报期限延长至2月24日 (but not 政策期限延长至…).
_MOVED = regex.compile(
    "(?:申报|报名|缴纳|缴费|征收|征期|报送|上报|填报|提交|办理|年报|年检|注册|备案|验收|交付|竣工|完工|完成|开工|还款|清缴|履约"
    "|整改|考核|评审|招标|任务|项目|工程)[^,。;()\n]{0,16}(?:延长|延期|延后|推迟|顺延|提前|调整|延)(?:到|至|为)$"
)


_QUOTED = regex.compile("《[^《》\n]{1,80}》|“[^“”\n]{1,40}”|「[^「」\n]{1,40}」")


def names_in(text: str) -> list[Span]:
    """The stretches between book-title marks or quotation marks: times inside belong to a name."""
    return [Span(match.start(), match.end()) for match in _QUOTED.finditer(text)]
