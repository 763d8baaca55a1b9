"""Which quantities are targets and what they measure: sentences with every field of the answer marked inside them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.quantities import find_quantities
from extractors.target_refusals import counts_without_unit, is_refused, without_qualifiers
from extractors.targets import find_targets
from extractors.text import fold
from extractors.times import find_times
from extractors.types import Comparator, Measure, Quantity, Status
from tests.marked import Case, CaseError, TargetAnswer, parse_cases, read_cases, target_answer

CASES = [*read_cases("targets", target_answer), *read_cases("refusals", target_answer)]
RULES = {"predicate", "verb_noun", "verb", "noun", "parallel", "rank", "share_of", "empty", "verb_object"}


def targets_in(text: str, section: Status | None = None) -> list[TargetAnswer]:
    folded = fold(text)
    return [
        TargetAnswer(
            start=found.start,
            end=found.end,
            comparator=found.comparator,
            value=found.quantity.value,
            value_max=found.quantity.value_max,
            unit=found.unit,
            measure=found.measure,
            indicator=found.indicator,
            status=found.status,
            modality=found.modality,
            scope=found.scope,
            rule=found.rule,
        )
        for found in find_targets(folded, text, find_quantities(folded), find_times(folded), section=section)
    ]


def reason(text: str, index: int, quantities: Sequence[Quantity]) -> str:
    """Why a quantity is no target: the first step that leaves it out."""
    quantity = quantities[index]
    if is_refused(text, quantity):
        if text[quantity.end - 1] == "岁":
            return "age"
        if quantity.kind in ("time", "score", "bare", "bare_money"):
            return quantity.kind
        return "base" if "每" in text[max(0, quantity.expr_start - 3) : quantity.expr_start] else "name"
    kept = without_qualifiers(text, [one for one in quantities if not is_refused(text, one)])
    return "describes" if quantity in kept else "qualifier"


REASONS = {"time", "score", "bare", "bare_money", "age", "base", "name", "qualifier", "describes"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where)
def test_every_marked_target_and_no_other(case: Case[TargetAnswer]) -> None:
    assert targets_in(case.text, case.section) == list(case.found)


@pytest.mark.parametrize("case", [case for case in CASES if case.refused], ids=lambda case: case.where)
def test_the_reason_of_a_refusal_is_the_one_that_is_named(case: Case[TargetAnswer]) -> None:
    text = fold(case.text)
    quantities = find_quantities(text)
    by_span = {(quantity.start, quantity.end): index for index, quantity in enumerate(quantities)}
    for mark in case.refused:
        if mark.reason == "none":
            assert not any(one.start < mark.end and mark.start < one.end for one in quantities), mark
        else:
            assert (mark.start, mark.end) in by_span, f"no quantity at {mark}"
            assert reason(text, by_span[mark.start, mark.end], quantities) == mark.reason


def test_the_cases_cover_every_rule_comparator_measure_and_refusal() -> None:
    found = [answer for case in CASES for answer in case.found]
    assert {answer.rule for answer in found} == RULES
    assert {answer.comparator for answer in found} == set(get_args(Comparator))
    assert {answer.measure for answer in found} == set(get_args(Measure))
    assert {mark.reason for case in CASES for mark in case.refused} == {*REASONS, "none"}


def test_the_cases_are_many() -> None:
    assert len(CASES) + len(read_cases("status", target_answer)) >= 150


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("增长⟦14%|>= 14 % growth⟧。", "not enough values|expected at least"),
        ("增长⟦14%|>= 14 % rise 产值 #predicate⟧。", "none of"),
        ("增长⟦14%|>= 14 % growth 产值 planned #predicate⟧。", "1 words"),
        ("增长⟦14%|>= 14 % growth 产值 @全市 !力争 #predicate⟧。", "1 words"),
        ("增长⟦14%|>= 14 % growth 产值⟧。", "1 words"),
    ],
)
def test_a_case_with_an_unknown_field_is_an_error(source: str, complaint: str) -> None:
    with pytest.raises(CaseError, match=complaint):
        parse_cases(source, "made", target_answer)


def test_people_are_counted_without_a_counter() -> None:
    text = "吸引17万高校毕业生,产值达到17万。"
    people, money = find_quantities(text)
    assert counts_without_unit(text, people)
    assert not counts_without_unit(text, money)


WORDS = (
    *("力争", "确保", "新增", "培育", "完成", "增长", "下降", "达到"),
    *("提高到", "由", "给予", "奖励", "企业", "覆盖率", "产值", "每万人"),
)
JOINTS = ("的", "其中", "分别", "各", "全市", "不少于", "超过", "以上", "左右", *"、,;。:()“”《》和")
TIMES = ("2025年", "到2025年底", "截至6月底", "已")
VALUES = ("14%", "20家", "3-5个", "100亿元", "前10位", "翻一番", "三分之一", "5个百分点", "0.75", "3年", "2分")
PIECES = st.sampled_from(WORDS + JOINTS + TIMES + VALUES)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_is_found_in_any_order_of_words_is_well_formed(text: str) -> None:
    folded = fold(text)
    quantities = find_quantities(folded)
    found = find_targets(folded, text, quantities, find_times(folded))
    spans = {(quantity.start, quantity.end) for quantity in quantities}
    end = 0
    for target in found:
        assert end <= target.start < target.end <= len(text)
        assert (target.start, target.end) in spans
        assert target.sentence_start <= target.start and target.end <= target.sentence_end <= len(text)
        assert target.indicator and target.indicator == target.indicator.strip()
        assert 0 < target.confidence <= 1
        end = target.end


@given(st.text(max_size=120))
def test_any_text_is_survived(text: str) -> None:
    folded = fold(text)
    find_targets(folded, text, find_quantities(folded), find_times(folded))
