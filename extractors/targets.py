"""Targets: each quantity of a clause with what it measures, how, and whether it is to be reached.

Reads one stretch of folded reading text (a clause's body, a table cell). Quantities and times are found before
(``extractors.quantities``, ``extractors.times``) and handed in. The steps: refuse what is no target
(``target_refusals``), read the words around each number (``segments``, ``indicators``), understand what it measures
(``target_nouns``), share what a list says once (``target_lists``), tell its status (``status``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors.indicators import read_left
from extractors.segments import neighbours, segment, sentence_bounds
from extractors.status import Statement, status_of
from extractors.target_candidates import Candidate, Draft, right_noun
from extractors.target_lists import share_lists
from extractors.target_nouns import read_candidate
from extractors.target_refusals import counts_without_unit, is_refused, without_qualifiers
from extractors.types import Comparator, Measure, Quantity, Span, Status


@dataclass(frozen=True, slots=True)
class TargetMention(Span):
    """A quantity with what it measures. ``[start, end)`` is the value expression; ``indicator`` is given as written.

    ``place`` is the quantity's number in a list of parallel values, and how many they are.
    """

    quantity: Quantity
    indicator: str
    unit: str
    comparator: Comparator
    measure: Measure
    modality: str
    scope: str
    status: Status
    sentence_start: int
    sentence_end: int
    predicate: str
    place: tuple[int, int]
    rule: str
    confidence: float


# How often rows of each rule are right, as far as the rule alone can tell; ``pipeline.confidence`` calibrates it.
_CONFIDENCE = {
    "predicate": 0.96,
    "verb_noun": 0.96,
    "verb": 0.93,
    "parallel": 0.93,
    "noun": 0.9,
    "rank": 0.9,
    "share_of": 0.8,
    "empty": 0.8,
    "verb_object": 0.75,
}
# 每万人…达55件: the base that is joined to the unit.
_PERSONS = r"名?(?:常住|户籍|老年|服务|城镇|农业|新生|在校|从业)?(?:人口|人员?)"
_PEOPLE = regex.compile(rf"{_PERSONS}|名[一-龥]*")
_BASES = regex.compile(
    rf"每(?P<base>(?:十万|百万|[万亿千百])?(?:{_PERSONS}|"
    r"户|家|名[一-龥]{0,6}|亩|公顷|平方公里|平方米|吨|辆|台|所|平方千米"
    r"|元[一-龥A-Z]{0,8}|千瓦时|立方米|村|社区|公里|张|床|车|只|头|学年|学期|生))"
)
# 千人托位数达到4.5个: the base opens the name.
_BASE_OF_NAME = regex.compile(r"(?:[万千百]人|百户)(?=拥有|\p{Han}{0,10}(?:数|量|率)$)")
_PER_TIME = regex.compile(r"每(年|月|天|日)")
# 最低工资标准为每月2070元; 每年投入2000万元 is a sum of the year, no rate.
_PAID_PER = regex.compile(r"每(月|天|日|小时)")
_UNIT_STANDS_ALONE = frozenset({"percent", "point", "times", "rank", "rate"})
# 每季度至少举办1场, 超过总数的50%: words stand between the comparison and its number.
_APART = regex.compile(r"(至少|最少|不少于|不低于|不高于|最多(?!跑)|至多|最高|不超过)[^,。;、]{1,8}$")
_APART_SIGNS: dict[str, Comparator] = {
    "至少": ">=",
    "最少": ">=",
    "不少于": ">=",
    "不低于": ">=",
    "不高于": "<=",
    "最多": "<=",
    "至多": "<=",
    "最高": "<=",
    "不超过": "<=",
}


def find_targets(
    text: str,
    display: str,
    quantities: Sequence[Quantity],
    times: Sequence[Span],
    *,
    section: Status | None = None,
    topic: str = "",
) -> list[TargetMention]:
    """Target mentions of ``text`` in order.

    ``display`` is the same text unfolded, from which indicators are taken as written. ``section`` is what the heading
    or column says of all that stands below it (``achieved`` for a review), if anything; ``topic`` what is measured
    where a number stands without a noun (the name in a table row).
    """
    kept = without_qualifiers(text, [quantity for quantity in quantities if not is_refused(text, quantity)])
    drafts: list[Draft] = []
    for index, quantity in enumerate(kept):
        sentence = sentence_bounds(text, quantity.start, quantity.end)
        before, after = neighbours(kept, index, *sentence)
        seg = segment(text, quantity, before, after)
        seg = replace(seg, left_start=max(seg.left_start, sentence[0]))
        phrase = read_left(text, seg.left_start, seg.left_end, times)
        left = display[phrase.noun_start : phrase.noun_end].strip(" ,、:") if phrase.has_noun else ""
        previous = drafts[-1] if drafts and drafts[-1].sentence == sentence else None
        if previous is None and drafts and (not left or phrase.shape == "verb"):
            previous = drafts[-1] if _goes_on(text, drafts[-1], sentence, quantity, phrase.shape) else None
        draft = read_candidate(
            Candidate(text, display, quantity, seg, phrase, left, right_noun(display, seg), sentence, previous, topic)
        )
        if draft is not None:
            drafts.append(draft)
    return [_mention(text, draft, section) for draft in share_lists(text, drafts)]


def _goes_on(text: str, draft: Draft, sentence: tuple[int, int], quantity: Quantity, shape: str) -> bool:
    """Whether a part behind a semicolon goes on with the subject: 2024年游客达到650万人次;2025年达到700万人次."""
    behind = text[draft.sentence[1] - 1 : sentence[0]]
    measure = "increment" if shape == "verb" else "level"
    return behind == ";" and draft.quantity.unit == quantity.unit and draft.measure == measure


_GIVEN = regex.compile(r"(?:补助|补贴|奖励|奖补|资助|贴息|补偿|减免)(?:标准|金额|资金|额度|比例)?$")


def _is_given(draft: Draft, unit: str) -> bool:
    """对新造林每亩补助1200元, not 补助标准增加30元: what each is given is no increment, whatever verb stands before."""
    if "/" not in unit and draft.quantity.comparator != "<=":
        return False
    raised = draft.rule == "predicate" or draft.phrase.verb.startswith(("新增", "增加", "再"))
    return not raised and bool(_GIVEN.search(draft.noun))


def _mention(text: str, draft: Draft, section: Status | None) -> TargetMention:
    quantity, phrase = draft.quantity, draft.phrase
    status, certainty = status_of(
        Statement(
            text=text,
            sentence=draft.sentence,
            start=quantity.start,
            end=quantity.end,
            expr_end=quantity.expr_end,
            left_start=draft.seg.left_start,
            right_end=draft.seg.right_end,
            noun=draft.noun,
            kind=quantity.kind,
            verb=phrase.verb,
            verb_kind=phrase.verb_kind,
            old_value=phrase.predicate == "由",
            verb_free=phrase.shape in ("predicate", "noun") and not phrase.verb,
        ),
        section,
    )
    unit = _unit(text, draft)
    given = status == "parameter" and _is_given(draft, unit)
    return TargetMention(
        start=quantity.start,
        end=quantity.end,
        quantity=quantity,
        indicator=draft.noun,
        unit=unit,
        comparator=_apart(text, draft) or quantity.comparator,
        measure="level" if given else draft.measure,
        modality=phrase.modality,
        scope=phrase.scope,
        status=status,
        sentence_start=draft.sentence[0],
        sentence_end=draft.sentence[1],
        predicate=phrase.predicate,
        place=draft.place,
        rule=draft.rule,
        confidence=round(_CONFIDENCE[draft.rule] * certainty, 2),
    )


def _apart(text: str, draft: Draft) -> Comparator | None:
    """The comparator where words stand between it and its number; ``None`` where the quantity has one of its own."""
    if draft.quantity.comparator != "=":
        return None
    if draft.phrase.comparator and draft.quantity.unit != "百分点":
        return draft.phrase.comparator
    found = _APART.search(text, draft.seg.left_start, draft.seg.left_end)
    return _APART_SIGNS[found[1]] if found else None


def _unit(text: str, draft: Draft) -> str:
    """The unit with its base joined: 每万人…达55件 → 件/万人."""
    quantity = draft.quantity
    unit = quantity.unit
    if quantity.kind == "bare_money":
        unit = "" if counts_without_unit(text, quantity) else "元"
    if not unit or "/" in unit or quantity.kind in _UNIT_STANDS_ALONE:
        return unit
    # 每万人医生数2023年达到4名,2025年达到4.66名: the base is in the noun that the values share.
    bases = list(_BASES.finditer(text, draft.seg.left_start, draft.seg.left_end)) or list(_BASES.finditer(draft.noun))
    money = quantity.kind in ("money", "bare_money")
    if not bases and draft.seg.listed:
        # 每人每月760元、610元: the base is said once for the list.
        close = max(draft.sentence[0], draft.seg.left_start - 24, text.rfind(",", 0, draft.seg.left_start) + 1)
        bases = list(_BASES.finditer(text, close, draft.seg.left_start))
    if not bases:
        named = _BASE_OF_NAME.match(draft.noun)
        paid = _PAID_PER.fullmatch(draft.phrase.each) if money else None
        return f"{unit}/{named.group()}" if named else f"{unit}/{paid[1]}" if paid else unit
    base = _PEOPLE.sub("人", bases[-1]["base"])
    # 每人每月补贴1000元 is 元/人·月.
    span = _PER_TIME.match(bases[-1].string, bases[-1].end()) if money else None
    return f"{unit}/{base}·{span[1]}" if span else f"{unit}/{base}"
