"""Which times are deadlines: every time of a text is either taken or refused, each by a named rule.

Evidence comes in this order: a label (``完成时限:``) or a task-table column makes any time a deadline; refusals of
``lexicon/time_refusals.tsv`` look at the words just before and after the time; what is left is taken when the
wording itself says an end (``年底前``), or when a bare period stands with an outcome.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import regex

from extractors.deadline_evidence import completes_on, evidence, is_day, is_scheduled
from extractors.deadline_refusals import names_in, refusal
from extractors.lexicon import alternation, words
from extractors.times import TimeMention
from extractors.types import DeadlineType, Span, TimeAnchor


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
    text: str,
    times: Sequence[TimeMention],
    *,
    labelled: bool = False,
    anchor: TimeAnchor | None = None,
    retrospective: bool = False,
) -> list[DeadlineMention]:
    """The deadlines among the ``times`` of a folded reading text, in order.

    ``labelled``: the whole text stands under a label, as a cell of a deadline column does.
    ``anchor``: when given, times that were over when the document was issued are refused.
    ``retrospective``: the text looks back (``2023年工作回顾``), where 全年 and 今年 tell what was done: only ends
    stated with their year are taken.
    """
    verdicts = judge_times(text, times, labelled=labelled, anchor=anchor, retrospective=retrospective)
    return [verdict for verdict in verdicts if isinstance(verdict, DeadlineMention)]


def judge_times(
    text: str,
    times: Sequence[TimeMention],
    *,
    labelled: bool = False,
    anchor: TimeAnchor | None = None,
    retrospective: bool = False,
) -> list[DeadlineMention | RefusedTime]:
    """The verdict on each of ``times``, in order; see ``find_deadlines``."""
    known = anchor or TimeAnchor()
    reach = [Span(0, len(text))] if labelled and text else label_reach(text)
    quotes = names_in(text)
    verdicts: list[DeadlineMention | RefusedTime] = []
    lender = ""  # why the last time with a year of its own was refused
    for time in times:
        if time.inherited_year and lender:
            time = replace(time, inherited_year=None)
        verdict = _judge(text, time, any(time.overlaps(span) for span in reach), quotes, known)
        if retrospective and _looks_back(text, verdict, known):
            verdict = RefusedTime(time.start, time.end, time, "looks-back")
        if time.stated_year:
            lender = verdict.reason if isinstance(verdict, RefusedTime) else ""
        verdicts.append(verdict)
    return verdicts


def is_deadline_column(head: str) -> bool:
    """Whether the head of a table column announces time limits: 完成时限, 时间节点, 进度安排."""
    name = regex.sub(r"[\s:()]", "", head)
    return name in words("time_labels", kind="column") or bool(_label_word().search(name)) and len(name) <= 12


def _looks_back(text: str, verdict: DeadlineMention | RefusedTime, anchor: TimeAnchor) -> bool:
    """Whether a taken time would tell of the past in a text that looks back."""
    if isinstance(verdict, RefusedTime) or verdict.label:
        return False
    return not (verdict.kind == "by" and verdict.time.stated_year or _still_to_come(text, verdict.time, anchor))


def _still_to_come(text: str, time: TimeMention, anchor: TimeAnchor) -> bool:
    """Whether a review tells by this time what is still to come: 将于今年开工, 计划2026年建成 (not 预计全年增长6%)."""
    begins = anchor.issue_date or anchor.horizon_start
    end = time.resolve(anchor).end_date
    if time.kind != "during" or not (time.stated_year or time.rule == "own-year") or not (begins and end):
        return False
    planned = _PLANS.search(text, max(0, time.start - 6), time.start) or SAYS_WILL.match(text, time.end)
    return bool(planned and end > begins and not _DONE_ALREADY.match(text, time.end))


_PLANS = regex.compile("(?:将|拟|计划|有望|预计|预期|力争|争取|确保)(?:将|可)?(?:在|于|到)?$")
# 今年9月|将投用
SAYS_WILL = regex.compile("[^,。;0-9]{0,4}(?<!即)将(?!要素)")
_DONE_ALREADY = regex.compile("[^,。;]{0,20}(?:已|增长|下降)")


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
    # 完成时限:2021年底; 受理截止时间2021年9月30日
    opens = r"(?:[)】]:?|:\n?|为:?|是:?|-{1,2}|(?<=截止(?:时间|日期))(?=[0-9]))"
    return regex.compile(rf"{label}{opens}(?P<reach>(?:(?!{other})[^。;)\n]){{1,80}})")


_LEADS_ON = regex.compile("[至到~-]")


def _judge(
    text: str, time: TimeMention, labelled: bool, quotes: Sequence[Span], anchor: TimeAnchor
) -> DeadlineMention | RefusedTime:
    if labelled and time.rule == "immediate-label" and _LEADS_ON.match(text, time.end):
        # 即日起至12月底 has an end.
        return RefusedTime(time.start, time.end, time, "manner")
    if labelled:
        # 完成时限:2025年6月30日 is an end.
        time = replace(time, kind="by", bound="end") if is_day(time) else time
        return DeadlineMention(time.start, time.end, time.kind, time, "label", 0.98, True)
    reason = refusal(text, time, quotes, anchor)
    if reason:
        return RefusedTime(time.start, time.end, time, reason)
    rule, confidence = evidence(text, time)
    if not confidence and completes_on(text, time, anchor):
        return DeadlineMention(time.start, time.end, "by", replace(time, kind="by"), "day-of-completion", 0.7, False)
    if not confidence and is_scheduled(text, time, anchor):
        return DeadlineMention(time.start, time.end, time.kind, time, "scheduled", 0.6, False)
    if not confidence:
        return RefusedTime(time.start, time.end, time, rule)
    return DeadlineMention(time.start, time.end, time.kind, time, rule, confidence, False)
