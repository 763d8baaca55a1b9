"""Whether a quantity is to be reached, is reported as reached, or is an amount that a rule sets.

``target`` is what a plan commits to; ``achieved`` what is reported (已…, 截至…, 由30%提高到…); ``parameter`` are
subsidies and their ceilings, thresholds, budgets and funds. The words that decide stand in the sentence; the heading
or the column decides where the sentence does not.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from extractors import status_words as words
from extractors.segments import after_mark
from extractors.types import Status


@dataclass(frozen=True, slots=True)
class Statement:
    """One quantity in its sentence: everything the status can be told from."""

    text: str
    sentence: tuple[int, int]
    start: int
    end: int
    expr_end: int
    left_start: int
    right_end: int
    noun: str
    kind: str
    verb: str
    verb_kind: str
    old_value: bool
    verb_free: bool

    @property
    def clause(self) -> str:
        """The words from the last mark of punctuation to the quantity."""
        return _clause_before(self.text, self.sentence[0], self.start)


@lru_cache(maxsize=8)
def _clause_before(text: str, first: int, end: int) -> str:
    return text[after_mark(text, first, end, ",:(") : end]


def status_of(statement: Statement, section: Status | None) -> tuple[Status, float]:
    """The status and how sure it is (a factor for the record's confidence)."""
    text = statement.text
    first, last = statement.sentence
    before = text[first : statement.start]
    right = text[statement.expr_end : min(last, statement.expr_end + 40)]
    near = text[max(first, statement.left_start - 40) : min(last, statement.right_end + 30)]
    if statement.old_value or words.BUILDS_ON.match(right):
        return "achieved", 0.9
    reviewed = section == "achieved" and not words.CONDITION.search(before[-90:]) and statement.verb_kind != "give"
    if not reviewed and _parameter(statement, before, right, near, section):
        return "parameter", 0.9
    aimed = words.COMMITMENT.search(before[-60:]) or words.AIMED_TIME.search(before[-60:])
    if _is_honour(statement) and not (section != "achieved" and aimed):
        return "achieved", 0.9
    achieved = _last(words.ACHIEVED_WORD, before[-120:])
    if section == "target" and achieved >= 0 and not _told_here(statement, before):
        # A goal that goes on from what there is: 巩固去年清零成果,新建…10座.
        achieved = -1
    told = (section is None and words.PRESENT.match(right)) or words.WEIGHS.match(right) or words.OWNS.match(before)
    told = told or (before.endswith("还有") and words.STILL.match(right))
    if achieved < 0 and told and not words.COMMITMENT.search(before[-60:]):
        return "achieved", 0.85
    future = _last(words.FUTURE_WORD, before[-120:])
    if section == "parameter" and not words.COMMITMENT.search(before[-60:]):
        return "parameter", 0.9
    if section == "achieved":
        return ("target", 0.7) if words.AIMS_IN_REVIEW.search(before[-60:]) else ("achieved", 0.95)
    if words.REPORTS_HEAD.match(before) and not words.STRONG_FUTURE.search(before[-120:]):
        return "achieved", 0.85
    if achieved > future:
        return "achieved", 0.85
    return "target", 1.0 if future >= 0 or section == "target" else 0.95


def _is_honour(statement: Statement) -> bool:
    """Whether the quantity counts what was awarded: 获省级科技奖励7项, not 按获得国家资助金额的50%."""
    if words.AT_LEAST.search(statement.clause) or words.BY_SHARE.search(statement.clause):
        return False
    return bool(words.HONOUR.match(statement.noun) or words.HONOURED.search(statement.clause))


def _told_here(statement: Statement, before: str) -> bool:
    """Whether the clause of the quantity itself, or the head of its sentence, reports."""
    return bool(words.ACHIEVED_WORD.search(statement.clause) or words.ACHIEVED_WORD.match(before))


def _last(pattern: regex.Pattern[str], text: str) -> int:
    """Where the last match begins, -1 where there is none."""
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _parameter(statement: Statement, before: str, right: str, near: str, section: Status | None) -> bool:
    """Whether a rule sets the amount: a subsidy, a threshold, a charge, a fund, a budget."""
    money = statement.kind in words.MONEY_KINDS
    committed = words.COMMITMENT.search(before[-60:])
    if _is_honour(statement):
        return False
    won = words.WON.search(statement.clause)
    if words.HOW_LARGE.search(statement.clause) and words.ONE_THING.match(right):
        return True
    if words.LAND_OF_IT.fullmatch(statement.noun):
        return True
    if statement.kind == "percent" and not committed:
        if words.COST_SHARED.search(statement.clause):
            return True
        if words.PAID_BY.search(statement.clause) and words.BY_RATIO.match(right):
            return True
    if words.SPREAD_TO.search(statement.clause):
        return False
    ceiling = statement.kind != "rate" and words.CEILING.search(before)
    if money and (ceiling or words.MAKES_USE.search(statement.clause)) and not committed:
        return True
    if statement.verb_kind == "give" or words.LIMITS_RIGHT.match(right):
        return True
    if words.COMPARED_IN_BRACKETS.search(before) or (
        right.startswith("用于") and (words.SPENT_ON.search(statement.noun) or words.DIVIDED.search(before))
    ):
        # (粮油生产大于100亩): who is meant; 服务费的80%用于分配: how money is shared out.
        return True
    ratio = statement.kind in ("percent", "point", "times")
    share_of_whole = ratio and words.SHARE_OF_WHOLE.search(statement.noun)
    if (
        ratio
        and not committed
        and not share_of_whole
        and (words.BY_SHARE.search(statement.clause) or words.SUPPORT_RIGHT.match(right))
    ):
        return True
    if _who_is_meant(statement):
        return True
    if (
        words.CONDITION.search(before[-90:])
        and words.THRESHOLD_RIGHT.match(right)
        and words.SUBSIDY.search(text_after(statement))
    ):
        return True
    if words.JUDGED.match(right) and not committed:
        return True
    standard = ratio and words.STANDARD.fullmatch(statement.noun) and not words.MEETS.search(statement.noun)
    if words.QUOTA.search(statement.noun) or words.ALLOWED.search(statement.clause) or standard:
        return not committed
    priced = words.PRICE.search(statement.noun) and not words.ON_AVERAGE.search(statement.clause)
    if priced or (words.REIMBURSED.search(statement.noun) and not words.RISES_TO.search(statement.clause)):
        return not committed
    if words.SET_BY_RULE.search(statement.noun) and section != "achieved":
        return True
    if words.FEE.search(statement.noun) and ratio:
        return not committed
    if words.CHARGE.search(statement.noun):
        return bool(words.FOR_SOMEBODY.search(before)) and not committed
    if words.SUBSIDY_NOUN.search(statement.noun) and (money or statement.kind in ("percent", "point", "times")):
        return not (committed or won or (section == "achieved" and statement.verb))
    outcome = words.OUTCOME_MONEY.search(statement.noun + statement.verb) and not statement.noun.endswith("基金")
    if section != "achieved" and not won and words.BUDGET_ITEM.search(statement.noun):
        return True
    if money and section != "achieved" and words.SETS_ASIDE.search(statement.clause) and not committed:
        return True
    reached = words.SCALE_REACHED.search(statement.clause) and not words.SETS_UP.search(statement.clause)
    if money and (reached or won) and not words.SUBSIDY.search(text_near(statement)):
        return False
    if (
        money
        and section != "achieved"
        and words.BONDS.search(statement.noun)
        and words.ARRANGES.search(statement.clause)
    ):
        return True
    if money and section != "achieved" and not outcome:
        funded = words.FUND.search(statement.noun) or words.FUND_RIGHT.match(right)
        if funded or (words.BUDGET.search(before) and statement.noun.endswith(("规模", "出资", "资金", "支出"))):
            return True
        # 加快引进配套企业,实现营收600亿元: what is earned is no subsidy, whatever the clause before says.
        own = text_near(statement)
        if not words.EARNED.search(statement.noun) and words.GIVES_BEFORE.search(before):
            own = near
        if words.SUBSIDY.search(own):
            return True
    if (
        statement.kind in ("percent", "point", "times", "area")
        and words.RULED.search(before)
        and not words.RATE_OF_DEED.search(statement.noun)
        and words.SUBSIDY.search(near + before)
    ):
        return True
    if (money or words.PERMITTED.search(before[-20:])) and words.PER_CASE.search(before):
        return True
    sized = statement.kind not in ("body", "person", "household", "percent", "point", "times")
    if sized and statement.verb_free and statement.expr_end > statement.end and words.WHO_RIGHT.match(right):
        return True
    if (words.THRESHOLD_RIGHT.match(right) or words.THRESHOLDS_RIGHT.match(right)) and statement.verb_free:
        return True
    return bool(words.CONDITION.search(before[-90:]) and words.SUBSIDY.search(text_after(statement)))


def _who_is_meant(statement: Statement) -> bool:
    """重大项目(综合能耗1万吨以上): a threshold in brackets right behind those it is for."""
    text, start, end = statement.text, statement.left_start, statement.expr_end
    return (
        text[end : end + 1] == ")"
        and words.BOUND_ENDS.search(text[statement.start : end]) is not None
        and words.MEANT.search(text, max(0, start - 5), start) is not None
        and statement.verb_free
    )


def text_near(statement: Statement) -> str:
    """The clause of the quantity and the words behind it."""
    text = statement.text
    end = min(statement.sentence[1], statement.right_end + 30)
    if not words.GIVES_BEHIND.match(text, statement.right_end) or words.EARNED.search(statement.noun):
        end = statement.right_end
    return statement.clause + text[statement.start : end]


def text_after(statement: Statement) -> str:
    """The rest of the sentence behind the quantity."""
    return statement.text[statement.expr_end : statement.sentence[1]]
