"""Which times are deadlines: every time of a text is either taken or refused, each by a named rule.

Evidence comes in this order: a label (``完成时限:``) or a task-table column makes any time a deadline; refusals of
``lexicon/time_refusals.tsv`` look at the words just before and after the time; what is left is taken when the
wording itself says an end (``年底前``), or when a bare period stands with an outcome.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

import regex

from extractors.lexicon import LexiconError, alternation, read_table, words
from extractors.times import TimeMention
from extractors.types import DeadlineType, Span, TimeAnchor

_REACH = 40  # characters before and after a time that a refusal may look at


@dataclass(frozen=True, slots=True)
class DeadlineMention(Span):
    """A time taken as a deadline. ``rule`` says why, ``label`` whether a label or a column says so."""

    kind: DeadlineType
    time: TimeMention
    rule: str
    confidence: float
    label: bool


@dataclass(frozen=True, slots=True)
class RefusedTime(Span):
    """A time that is no deadline, and why."""

    time: TimeMention
    reason: str


def find_deadlines(
    text: str, times: Sequence[TimeMention], *, labelled: bool = False, anchor: TimeAnchor | None = None
) -> list[DeadlineMention]:
    """The deadlines among the ``times`` of a folded reading text, in order.

    ``labelled``: the whole text stands under a label, as a cell of a deadline column does.
    ``anchor``: when given, times that were over when the document was issued are refused.
    """
    return [found for found in judge_times(text, times, labelled=labelled, anchor=anchor)
            if isinstance(found, DeadlineMention)]  # fmt: skip


def judge_times(
    text: str, times: Sequence[TimeMention], *, labelled: bool = False, anchor: TimeAnchor | None = None
) -> list[DeadlineMention | RefusedTime]:
    """The verdict on each of ``times``, in order; see ``find_deadlines``."""
    known = anchor or TimeAnchor()
    reach = [Span(0, len(text))] if labelled and text else label_reach(text)
    quotes = _quoted(text)
    verdicts: list[DeadlineMention | RefusedTime] = []
    lender = ""  # why the last time with a year of its own was refused
    for time in times:
        if time.inherited_year and lender:
            time = replace(time, inherited_year=None)
        verdict = _judge(text, time, any(time.overlaps(span) for span in reach), quotes, known)
        if time.stated_year:
            lender = verdict.reason if isinstance(verdict, RefusedTime) else ""
        verdicts.append(verdict)
    return verdicts


def is_deadline_column(head: str) -> bool:
    """Whether the head of a table column announces time limits: 完成时限, 时间节点, 进度安排."""
    name = regex.sub(r"[\s:()]", "", head)
    return name in words("time_labels", kind="column") or bool(_label_word().search(name)) and len(name) <= 12


@cache
def _label_word() -> regex.Pattern[str]:
    return regex.compile(alternation(words("time_labels", kind="label")))


def label_reach(text: str) -> list[Span]:
    """The stretches that the labels of a text govern: from the label to the end of its sentence, bracket or list."""
    return [Span(*match.span("reach")) for match in _labels().finditer(text)]


@cache
def _labels() -> regex.Pattern[str]:
    label = alternation(words("time_labels", kind="label"))
    other = alternation((*words("time_labels", kind="other"), *words("time_labels", kind="label")))
    return regex.compile(rf"{label}(?:\)|】)?(?::\n?|为:?|是:?|-{{1,2}})(?P<reach>(?:(?!{other})[^。;)\n]){{1,80}})")


def _judge(
    text: str, time: TimeMention, labelled: bool, quotes: Sequence[Span], anchor: TimeAnchor
) -> DeadlineMention | RefusedTime:
    if labelled:
        return DeadlineMention(time.start, time.end, time.kind, time, "label", 0.98, True)
    reason = _refusal(text, time, quotes, anchor)
    if reason:
        return RefusedTime(time.start, time.end, time, reason)
    rule, confidence = _taken(text, time)
    if not confidence:
        return RefusedTime(time.start, time.end, time, rule)
    return DeadlineMention(time.start, time.end, time.kind, time, rule, confidence, False)


# -- refusals


class _Refusal(NamedTuple):
    reason: str
    groups: frozenset[str]
    before: bool
    pattern: regex.Pattern[str]


@cache
def refusals() -> tuple[_Refusal, ...]:
    """The rows of ``lexicon/time_refusals.tsv``; raises ``LexiconError`` for an unknown side or group of times."""
    result = []
    for row in read_table("time_refusals", ("reason", "times", "side", "pattern", "example"), key=("pattern", "side")):
        groups = frozenset(row["times"].split())
        if row["side"] not in ("before", "after") or not groups <= _GROUPS:
            raise LexiconError(f"lexicon/time_refusals.tsv: {row['reason']}: side {row['side']!r}, times {groups}")
        before = row["side"] == "before"
        pattern = regex.compile(f"(?:{row['pattern']})$" if before else row["pattern"])
        result.append(_Refusal(row["reason"], groups, before, pattern))
    return tuple(result)


_GROUPS = frozenset({"by", "during", "relative", "recurring", "duration"})


def _group(time: TimeMention) -> str:
    return "duration" if time.rule == "duration" else time.kind


def _refusal(text: str, time: TimeMention, quotes: Sequence[Span], anchor: TimeAnchor) -> str:
    """The name of the first reason against a time, empty when there is none."""
    if time.rule in ("recent", "immediate-label") or (time.kind == "ongoing" and not _alone_in_brackets(text, time)):
        return {"recent": "past", "immediate-label": "manner"}.get(time.rule, "manner")
    if time.rule == "during":
        return "period-without-dates"
    if any(span.start <= time.start and time.end <= span.end for span in quotes):
        return "inside-a-name"
    if time.year_shift is not None and time.year_shift < 0 or _is_over(time, anchor):
        return "past"
    before, after = text[max(0, time.start - _REACH) : time.start], text[time.end : time.end + _REACH]
    group = _group(time)
    for refusal in refusals():
        if group in refusal.groups and (
            refusal.pattern.search(before) if refusal.before else refusal.pattern.match(after)
        ):
            return refusal.reason
    return ""


def _is_over(time: TimeMention, anchor: TimeAnchor) -> bool:
    """Whether the time had passed when the document was issued or its plan period began."""
    end = time.resolve(anchor).end_date
    begins = [day for day in (anchor.issue_date, anchor.horizon_start) if day]
    # A plan for the year may come out in March and still set 1月底前; a bare period that is over tells what was.
    first = begins[0] if begins and time.kind == "during" else min(begins, default=None)
    return bool(end and first and end < first)


def _alone_in_brackets(text: str, time: TimeMention) -> bool:
    return text[time.start - 1 : time.start] == "(" and text[time.end : time.end + 1] == ")"


_QUOTED = regex.compile("《[^《》\n]{1,80}》|“[^“”\n]{1,40}”|「[^「」\n]{1,40}」")


def _quoted(text: str) -> list[Span]:
    return [Span(match.start(), match.end()) for match in _QUOTED.finditer(text)]


# -- what is taken


def _taken(text: str, time: TimeMention) -> tuple[str, float]:
    """Rule and confidence for a time that nothing speaks against; confidence 0 with the reason when nothing speaks for it."""
    return _TAKERS[_group(time)](text, time)


def _by(text: str, time: TimeMention) -> tuple[str, float]:
    return ("end-without-date", 0.5) if time.first is None else ("end-stated", 0.95)


def _immediate(text: str, time: TimeMention) -> tuple[str, float]:
    closes = text[time.end : time.end + 1] in ("", *",;。)\n")
    return ("at-once", 0.6) if closes else ("manner", 0.0)


def _ongoing(text: str, time: TimeMention) -> tuple[str, float]:
    return "bracket", 0.85


def _during(text: str, time: TimeMention) -> tuple[str, float]:
    ahead = text[time.end : time.end + _REACH * 2]
    stop = _STOP.search(ahead)
    ahead = ahead[: stop.start()] if stop else ahead
    if time.first is not None and time.first.unit == "day" and time.first == time.last:
        return "day-of-an-event", 0.0
    if _COMMITS.search(text[max(0, time.start - 6) : time.start]):
        return "commitment", 0.9
    if _REPORTS.search(ahead) and not _INTENDS.search(ahead):
        return "achieved", 0.0
    return ("period-with-outcome", 0.85) if _evidence("outcome").search(ahead) else ("period-only", 0.0)


def _recurring(text: str, time: TimeMention) -> tuple[str, float]:
    if _DATED.search(text, time.start + 1, time.end):
        return "recurring-with-date", 0.9
    duty = _evidence("duty").search(text, time.end, min(len(text), time.end + _REACH // 2))
    return ("recurring-duty", 0.5) if duty else ("rate", 0.0)


def _relative(text: str, time: TimeMention) -> tuple[str, float]:
    if time.rule == "ahead":
        return "years-ahead", 0.4
    return ("from-issue", 0.9) if time.from_issue else ("within", 0.7)


def _duration(text: str, time: TimeMention) -> tuple[str, float]:
    before = text[max(0, time.start - 6) : time.start]
    if "年" not in text[time.start : time.end] or _NOUN_AFTER_YEARS.match(text, time.end):
        return "length-of-time", 0.0
    if _COMMITS.search(before) or _USING.search(before):
        return "years-to-reach-it", 0.75
    begins = not before or before[-1] in ",。;:\n"
    return ("years-to-reach-it", 0.6) if begins and _evidence("duty").match(text, time.end) else ("length-of-time", 0.0)


@cache
def _evidence(kind: str) -> regex.Pattern[str]:
    return regex.compile(alternation(words("time_evidence", kind=kind)))


_TAKERS = {"by": _by, "during": _during, "recurring": _recurring, "relative": _relative, "duration": _duration,
           "ongoing": _ongoing, "immediate": _immediate}  # fmt: skip
_REPORTS = regex.compile("已(?![有建成]{1,2}的)|同比|荣获|获评|居全|位居|了(?!解|然|结)")
_INTENDS = regex.compile("力争|确保|争取|左右|以上|要|目标|将|不低于|不少于|努力|预期|计划|继续")
_STOP = regex.compile("[。;\n]")
_COMMITS = regex.compile("(?:力争|争取|确保|力求|努力|计划|拟|目标是?|预计)(?:在|于|用|到)?$")
_USING = regex.compile("(?:用|利用|通过|经过|花|以)(?:约|大约|近)?$")
_NOUN_AFTER_YEARS = regex.compile("[期制级度来以间后前生多余一]|(?:行动|计划|规划|攻坚|滚动|任务|工作|目标|免|以上|左右的)|[^,。;]{0,4}(?:计划|行动|方案|规划)")
_DATED = regex.compile("[前底末]|[0-9一二三四五六七八九十][日号月]")
