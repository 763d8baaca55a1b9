"""What speaks for a time as a deadline: the end it states, or an outcome, a duty, a commitment beside it."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, words
from extractors.times import TimeMention

_REACH = 40  # characters after a time in which its outcome or duty must begin


def group_of(time: TimeMention) -> str:
    """How a time is judged: by its kind; bare lengths of time (``三年``) by themselves."""
    return "duration" if time.rule == "duration" else time.kind


def opens_goals(text: str, time: TimeMention) -> bool:
    """Whether the period governs the goals that follow: ``今年发展主要预期目标是:``."""
    return time.kind == "during" and bool(_GOALS.match(text, time.end))


_GOALS = regex.compile("[^。;:\n]{0,30}目标(?:任务)?(?:主要)?(?:是|为(?!基)|:|如下)")


def evidence(text: str, time: TimeMention) -> tuple[str, float]:
    """Rule and confidence for a time that nothing speaks against; the reason and 0 when nothing speaks for it."""
    return _TAKERS[group_of(time)](text, time)


def _by(text: str, time: TimeMention) -> tuple[str, float]:
    return ("end-without-date", 0.5) if time.first is None else ("end-stated", 0.95)


def _immediate(text: str, time: TimeMention) -> tuple[str, float]:
    return ("at-once", 0.6) if _CLOSES.match(text, time.end) else ("manner", 0.0)


def _ongoing(text: str, time: TimeMention) -> tuple[str, float]:
    return "bracket", 0.85


def _during(text: str, time: TimeMention) -> tuple[str, float]:
    ahead = _rest_of_sentence(text, time)
    if time.first is not None and time.first.unit == "day" and time.first == time.last:
        return "day-of-an-event", 0.0
    if COMMITS.search(text, max(0, time.start - 6), time.start):
        return "commitment", 0.9
    if opens_goals(text, time):
        return "goals", 0.85
    if _PHASE_BEFORE.search(text, max(0, time.start - 12), time.start) or _PHASE_AFTER.match(text, time.end):
        return "phase", 0.8
    if _REPORTS.search(ahead) and not _INTENDS.search(ahead):
        return "achieved", 0.0
    outcome = _AMOUNT.search(ahead) or _words("outcome").search(ahead)
    return ("period-with-outcome", 0.85) if outcome else ("period-only", 0.0)


def _rest_of_sentence(text: str, time: TimeMention) -> str:
    ahead = text[time.end : time.end + _REACH * 2]
    stop = _STOP.search(ahead)
    return ahead[: stop.start()] if stop else ahead


def _recurring(text: str, time: TimeMention) -> tuple[str, float]:
    if _BOUNDED.search(text, time.start + 1, time.end):
        return "recurring-with-date", 0.9
    ahead = _rest_of_sentence(text, time)[: _REACH // 2]
    duty = None if _CAPS.match(ahead) else _words("duty").search(ahead)
    return ("recurring-duty", 0.5) if duty else ("rate", 0.0)


def _relative(text: str, time: TimeMention) -> tuple[str, float]:
    if time.rule == "ahead":
        return "years-ahead", 0.4
    return ("from-issue", 0.9) if time.from_issue else ("within", 0.7)


def _duration(text: str, time: TimeMention) -> tuple[str, float]:
    before = text[max(0, time.start - 6) : time.start]
    if "年" not in text[time.start : time.end] or _NOUN_AFTER_YEARS.match(text, time.end):
        return "length-of-time", 0.0
    if COMMITS.search(before) or _SPENDING.search(before):
        return "years-to-reach-it", 0.75
    ahead = _rest_of_sentence(text, time)
    if _REPORTS.search(ahead):
        return "length-of-time", 0.0
    begins = not before or before[-1] in ",。;:\n"
    lead_in = _LEAD_IN.match(text, time.end)
    deed = _words("duty").match(text, lead_in.end()) if begins and lead_in else None
    does = deed and (_INTENDS.search(ahead) or _COUNTED.match(text, deed.end()))
    if does or (_THROUGH.search(before) and (_INTENDS.search(ahead) or _REACHES.match(ahead))):
        return "years-to-reach-it", 0.6
    return "length-of-time", 0.0


@cache
def _words(kind: str) -> regex.Pattern[str]:
    return regex.compile(alternation(words("time_evidence", kind=kind)))


_TAKERS = {"by": _by, "during": _during, "recurring": _recurring, "relative": _relative, "duration": _duration,
           "ongoing": _ongoing, "immediate": _immediate}  # fmt: skip
_REPORTS = regex.compile("已(?!有(?![0-9])|建成的)|同比|荣获|获评|居全|位居|了(?!解|然|结)")
_INTENDS = regex.compile("力争|确保|争取|左右|以上|要|目标|将|不低于|不少于|努力|预期|计划|继续")
# 自查阶段(3月至4月), 3月至4月为自查阶段
_PHASE_BEFORE = regex.compile("阶段(?:[:,]|[^,。;()]{0,6}\\()$")
_PHASE_AFTER = regex.compile("为[^,。;]{0,12}阶段")
_STOP = regex.compile("[。;\n]")
COMMITS = regex.compile("(?:力争|争取|确保|力求|努力|计划|拟|目标是?|预计)(?:在|于|用|到)?$")
_SPENDING = regex.compile("(?:用|花|分)(?:约|大约|近)?$")
_THROUGH = regex.compile("(?:通过|经过)(?:约|大约|近)?$")
_NOUN_AFTER_YEARS = regex.compile(
    "[期制级度来以间后前生多余一]|(?:攻坚|滚动|任务|工作|目标|免|左右的)|[^,。;]{0,4}(?:计划|行动|方案|规划)"
)
# 立行立改、逐项销号。
_CLOSES = regex.compile("(?:、\\p{Han}{2,6}){0,2}(?:[,;。)\n]|$)")
# 每年最高50万元, 每年给予补助: an amount of money, no duty
_CAPS = regex.compile("(?:可|可以|均|再|累计|合计)?(?:最高|最多|不超过|给予|补助|补贴|奖励|上限)")
# 两年|新|引进, 三年|时间,|完成
_LEAD_IN = regex.compile("(?:的?时间)?,?[新再共]?")
# 两年新引进研究院2家: an amount of things to be done in the time
_COUNTED = regex.compile(
    "[^,。;]{0,24}?[0-9][0-9.]{0,6}(?:万|余|多)?(?:家|个|项|场|名|人|件|批|所|座|处|条|公里|亩|套|台|次)"
)
# 经过三年努力,基本建成…
_REACHES = regex.compile(
    "(?:左右)?(?:的?时间)?的?(?:持续|不懈)?(?:努力|奋斗|攻坚)?,?[^,。;]{0,14}(?:完成|建成|实现|形成|达到|建立|构建)"
)
_BOUNDED = regex.compile("[前底末]")
_AMOUNT = regex.compile("[0-9](?![0-9.]{0,8}(?:[年月日号-]|个?季度))")
