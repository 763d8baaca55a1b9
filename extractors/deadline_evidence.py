"""What speaks for a time as a deadline: the end it states, or an outcome, a duty, a commitment beside it."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, words
from extractors.times import TimeMention
from extractors.types import TimeAnchor

_REACH = 40  # characters after a time in which its outcome or duty must begin


def group_of(time: TimeMention) -> str:
    """How a time is judged: by its kind; bare lengths of time (``三年``) and limits of days or hours by themselves."""
    if time.rule == "duration":
        return "duration"
    return "days" if time.kind == "relative" and _DAYS.match(time.duration) else time.kind


def opens_goals(text: str, time: TimeMention) -> bool:
    """Whether the period governs the goals that follow: ``今年发展主要预期目标是:``."""
    return time.kind == "during" and bool(_GOALS.match(text, time.end))


_GOALS = regex.compile("[^。;:\n]{0,30}目标(?:任务)?(?:主要)?(?:是|为(?!基)|:|如下)")


def is_day(time: TimeMention) -> bool:
    """Whether a single day is named without saying that it is an end: 2025年6月30日."""
    return time.kind == "during" and time.first is not None and time.first.unit == "day" and time.first == time.last


def completes_on(text: str, time: TimeMention, anchor: TimeAnchor) -> bool:
    """Whether something is to be ready on a day still to come: ``6月30日完成整改``."""
    if not is_day(time) or anchor.issue_date is None or not _READY.match(text, time.end):
        return False
    end = time.resolve(anchor).end_date
    return end is not None and end > anchor.issue_date


def is_scheduled(text: str, time: TimeMention, anchor: TimeAnchor) -> bool:
    """Whether a period that is mostly still to come opens a sentence about what is done or reached in it:
    ``9月,组团参加…``, ``2021年,实现收入7亿元、同比增长12%`` of a plan of March 2021."""
    if time.kind != "during" or anchor.issue_date is None or is_day(time):
        return False
    period = time.resolve(anchor)
    if not period.start_date or not period.end_date:
        return False
    if period.end_date - anchor.issue_date < anchor.issue_date - period.start_date:
        return False
    if not _OPENS.search(text, max(0, time.start - 12), time.start):
        return False
    if time.within_year:
        return bool(_DOES.match(text, time.end))
    ahead = _rest_of_sentence(text, time)
    if period.start_date > anchor.issue_date and _RANKED.search(ahead):
        # 2025年,经济总量位居全省前列 of a plan of 2021 is no report.
        return not _BEEN.search(ahead)
    return bool(_RISES.search(ahead) and not _DONE.search(ahead) and _words("outcome").search(ahead))


def evidence(text: str, time: TimeMention) -> tuple[str, float]:
    """Rule and confidence for a time that nothing speaks against; the reason and 0 when nothing speaks for it."""
    return _TAKERS[group_of(time)](text, time)


def _by(text: str, time: TimeMention) -> tuple[str, float]:
    if time.first is None and time.year_shift is None:
        # 开展汛前检查: the name of a kind of work
        named = _NAMED_WORK.search(text, max(0, time.start - 4), time.start)
        return ("attribute", 0.0) if named else ("end-without-date", 0.5)
    return ("end-without-date", 0.5) if time.first is None else ("end-stated", 0.95)


def _immediate(text: str, time: TimeMention) -> tuple[str, float]:
    return ("at-once", 0.6) if _CLOSES.match(text, time.end) else ("manner", 0.0)


def _ongoing(text: str, time: TimeMention) -> tuple[str, float]:
    return "bracket", 0.85


def _during(text: str, time: TimeMention) -> tuple[str, float]:
    ahead = _rest_of_sentence(text, time)
    if is_day(time):
        return "day-of-an-event", 0.0
    if in_assignment(text, time) and not alone_in_brackets(text, time):
        return "bracket", 0.8
    if COMMITS.search(text, max(0, time.start - 6), time.start):
        return "commitment", 0.9
    if opens_goals(text, time):
        return "goals", 0.85
    if _PHASE_BEFORE.search(text, max(0, time.start - 12), time.start) or _PHASE_AFTER.match(text, time.end):
        return "phase", 0.8
    named = _HEADS.match(text, time.end) or _TERM_OF.search(text, max(0, time.start - 10), time.start)
    if time.is_stretch and named:
        return "phase", 0.8
    if time.within_year and alone_in_brackets(text, time) and _STEP.search(text, max(0, time.start - 40), time.start):
        return "phase", 0.7
    if _REPORTS.search(ahead) and not _INTENDS.search(ahead):
        return "achieved", 0.0
    if _words("outcome").search(ahead):
        # 今年毕业生82万多人,要促进就业: the number only tells what is
        clause = _CLAUSE_END.split(ahead, maxsplit=1)[0]
        told = _ROUGHLY.search(clause) and not _words("outcome").search(clause)
        return ("fact", 0.0) if told else ("period-with-outcome", 0.85)
    if _AMOUNT.search(ahead):
        return ("fact", 0.0) if _ROUGHLY.search(ahead) else ("period-with-outcome", 0.85)
    return ("bracket", 0.7) if _closes_an_item(text, time) else ("period-only", 0.0)


def _closes_an_item(text: str, time: TimeMention) -> bool:
    """Whether a period stands alone in the bracket that closes an item: 完成招标工作。(二季度)"""
    if not alone_in_brackets(text, time) or not _ITEM_ENDS.match(text, time.end) or time.spans_years:
        return False
    paragraph = text.rfind("\n", 0, time.start) + 1
    before = text[max(paragraph, time.start - 1 - _REACH * 2) : time.start - 1].rstrip("。;")
    said = before[max(map(before.rfind, "。;")) + 1 :]
    if not said or _VALUE_OR_NAME.search(said) or not _words("outcome").search(said):
        return False
    # A bare year behind a full stop only: otherwise it dates a name.
    bare_year = time.first is not None and time.first.unit == "year" and "全年" not in text[time.start : time.end]
    return not bare_year or text[time.start - 2 : time.start - 1] in ("。", ";")


def alone_in_brackets(text: str, time: TimeMention) -> bool:
    """Whether a bracket holds nothing but the time."""
    return text[time.start - 1 : time.start] == "(" and text[time.end : time.end + 1] == ")"


def in_assignment(text: str, time: TimeMention) -> bool:
    """Whether a time is a limit by its place: alone in a bracket, or one piece of a bracket that names who is
    responsible (市财政局负责,持续推进)."""
    if alone_in_brackets(text, time):
        return True
    if text[time.start - 1 : time.start] not in tuple("(,;:") or text[time.end : time.end + 1] not in tuple("),;"):
        return False
    start = text.rfind("(", max(0, time.start - _BRACKET), time.start)
    end = text.find(")", time.end, time.end + _BRACKET)
    if start < 0 or end < 0 or ")" in text[start : time.start] or "(" in text[time.end : end]:
        return False
    return bool(_RESPONSIBLE.search(text, start, end))


_BRACKET = 120
_RESPONSIBLE = regex.compile("责任|负责|牵头|配合|单位|部门|[局委厅办部]")


def _rest_of_sentence(text: str, time: TimeMention) -> str:
    ahead = text[time.end : time.end + _REACH * 2]
    stop = _STOP.search(ahead)
    return ahead[: stop.start()] if stop else ahead


def _recurring(text: str, time: TimeMention) -> tuple[str, float]:
    if time.rule == "rhythm":
        return "recurring-duty", 0.5
    if _BOUNDED.search(text, time.start + 1, time.end):
        return "recurring-with-date", 0.9
    ahead = _rest_of_sentence(text, time)[: _REACH // 2]
    dated = _DATED.search(text, time.start + 1, time.end) and not _TELLS.match(ahead)
    duty = None if _CAPS.match(ahead) else dated or _words("duty").search(ahead)
    return ("recurring-duty", 0.5) if duty else ("rate", 0.0)


def _relative(text: str, time: TimeMention) -> tuple[str, float]:
    if time.rule == "beforehand":
        return ("beforehand", 0.6) if gives_notice(text, time) else ("length-of-time", 0.0)
    if time.rule == "ahead":
        ahead = _rest_of_sentence(text, time)
        return ("years-ahead", 0.4 if _AMOUNT.search(ahead) or _words("outcome").search(ahead) else 0.0)
    return ("from-issue", 0.9) if time.from_issue else ("within", 0.7)


def gives_notice(text: str, time: TimeMention) -> bool:
    """Whether what is to be done so long before an event is to tell or to ask: ``提前30日通知``, ``期满前申请延续``."""
    return bool(_GIVES_NOTICE.match(text, time.end))


def _duration(text: str, time: TimeMention) -> tuple[str, float]:
    before = text[max(0, time.start - 6) : time.start]
    if _SERVED.match(text, time.end) and not before.endswith(("×", "x", "满", "超过", "超")):
        return "within", 0.6
    spent = before.endswith("利用") or _SPENDING.search(before) and _SPENT.match(text, time.end)
    if before.endswith(("限期", "限时")) or (spent and "年" not in text[time.start : time.end]):
        return "within", 0.6
    if "年" not in text[time.start : time.end] or _NOUN_AFTER_YEARS.match(text, time.end):
        return "length-of-time", 0.0
    if COMMITS.search(before) or _SPENDING.search(before):
        return "years-to-reach-it", 0.75
    ahead = _rest_of_sentence(text, time)
    if _REPORTS.search(ahead):
        return "length-of-time", 0.0
    if _STAGED.match(text, time.end):
        return "years-to-reach-it", 0.6
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


_TAKERS = {"by": _by, "during": _during, "recurring": _recurring, "relative": _relative, "days": _relative,
           "duration": _duration, "ongoing": _ongoing, "immediate": _immediate}  # fmt: skip
_REPORTS = regex.compile("已(?!有(?![0-9])|建成的)|同比|荣获|获评|居全|位居|了(?!解|然|结)")
_INTENDS = regex.compile("力争|确保|争取|左右|以上|要|目标|将|不低于|不少于|努力|预期|计划|继续")
# 自查阶段(3月至4月), 3月至4月为自查阶段
_PHASE_BEFORE = regex.compile("阶段(?:[:,]|[^,。;()]{0,6}\\()$")
# 整治时间从6月1日到9月30日: a stretch that a campaign takes
_TERM_OF = regex.compile(
    "(?:整治|活动|开展|行动|试点|攻坚|排查|检查|培训|建设|实施)(?:起止)?(?:时间|周期)(?:为|从|自|:)?$"
)
_PHASE_AFTER = regex.compile("为[^,。;]{0,12}阶段")
_OPENS = regex.compile(r"(?:^|[。;\n]|[0-9一二三四五六七八九十][.、)])$")
# 9月,组团参加; not 9月为宣传月, 9月的工作
_DOES = regex.compile(
    ",?(?:[^,。;:()\n的]{0,14}?(?:组团|参加|承办|参展|举行|会同|赴|组织|开展|自查|自评|检查|评审|答辩|公示|征求|报名|受理|申报|部署|动员"
    "|总结|复核|整改|评定|走访|调研|集中|分批|陆续|逐步|迎接|接受|配合))"
)
_RISES = regex.compile("同比")
_RANKED = regex.compile("位居|位列|[居列进]全|进入|跻身|获评|荣获|获批|同比")
_BEEN = regex.compile("已(?!有(?![0-9]))|了(?!解|然|结)")
_DONE = regex.compile(f"{_BEEN.pattern}|荣获|获评|居全|位居")
# (一)宣传发动(2020年4月): the step of a plan that opens its paragraph
_STEP = regex.compile(
    r"(?:^|[,。;:、\n])[^,。;:、\n]{0,16}(?:动员|部署|宣传|发动|摸底|排查|自查|整改|整治|验收|评估|总结|巩固|提升|实施|推进|筹备|启动|申报|评审"
    r"|检查|督查|考核|试点|推广|准备|落实|调研|回头看|攻坚|收官|初审|复审|终审|公示|笔试|面试|互查|抽查|复查)[^,。;:()\n]{0,6}\($"
)
_HEADS = regex.compile(":\\s?\\p{Han}")  # 3月25日-4月30日:宣传发动
_STOP = regex.compile("[。;\n]")
COMMITS = regex.compile("(?:力争|争取|确保|力求|努力|计划|拟|目标是?|预计)(?:在|于|用|到)?$")
_DAYS = regex.compile("P[0-9]+D|PT")
# 提前30日通知, 到期前30日向市局提出申请
_GIVES_NOTICE = regex.compile(
    "[^,。;\n]{0,16}?(?:通知|告知|书面|提出|提交|申请|报告|公示|公告|公布|发布|报送|报备|备案|送达|预约|预告|征求|发出|提醒"
    "|办理|组织|申报|说明|报名|协商|续签|换发|换证|复审|延续|报办公室|报市|报省|报县|报区)"
)
_SPENDING = regex.compile("(?:用|花|分)(?:约|大约|近)?$")
_SPENT = regex.compile("(?:左右)?的?时间")
# 一年打基础、两年见成效、三年上台阶
_STAGED = regex.compile(
    "(?:打基础|见(?:实|成|大)?效|出(?:成效|成果|形象|样板)|上(?:台阶|水平)|大(?:变样|见效|提升|跨越)|有突破|成规模|全覆盖)"
)
_THROUGH = regex.compile("(?:通过|经过)(?:约|大约|近)?$")
_NOUN_AFTER_YEARS = regex.compile(
    "[期制级度来以间后前生多余一]|(?:攻坚|滚动|任务|工作|目标|免|左右的)|[^,。;]{0,4}(?:计划|行动|方案|规划)"
)
# 24小时办结, 3个工作日反馈
_SERVED = regex.compile("(?:办结|答复|反馈|到场)")
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
_NAMED_WORK = regex.compile("(?:开展|加大|做好|加强|抓好|组织|落实|进行|强化|推进|实施|加快|抓实|扎实|深入|的)$")
# 6月30日完成, 5月20日全部报送
_READY = regex.compile(
    "(?:前|全面|全部|基本|如期|正式|统一)?(?:完成|报送|上报|提交|报|建成|竣工|投用|投产|通车|开工|开通|启用|上线|到位|整改|整治|办结|反馈|交付|销号|清零|(?:24时)?截止|将[^,。;\n]{1,24}?(?:报送|上报|提交|反馈|送达|送至|报至|发至|交至))"
)
_CLAUSE_END = regex.compile("[,;:。]")
_ROUGHLY = regex.compile("[0-9][0-9.]{0,7}[十百千万亿]{0,2}(?:多|余)[万亿]?\\p{Han}")
_ITEM_ENDS = regex.compile("\\)(?:[。;\n]|$)")
_VALUE_OR_NAME = regex.compile(
    "(?:[0-9%》”]|体系|计划|方案|规划|目录|清单|[表版]|名单|行动|工程|办法|标准|指[南引]|要点|纲要|意见|通知|报告|项目|情况)$"
)
# 每年3月、9月集中受理; not 每年3月为宣传月, 每年9月1日起
_DATED = regex.compile("(?<=[0-9一二三四五六七八九十])[月日号]|节")
_TELLS = regex.compile("为|是|起|的|份?[^,。;]{0,6}(?:工资|租金|收入|用电)")
_BOUNDED = regex.compile("[前底末]")
_AMOUNT = regex.compile("[0-9](?![0-9.]{0,8}(?:[年月日号天时点周岁-]|小时|分钟|个?季度|个月|个工作日))")
