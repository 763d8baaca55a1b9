"""Numbers with their units and comparators, and what only looks like them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.lexicon import read_table
from extractors.quantities import find_quantities
from extractors.quantity_refusals import REFUSALS
from extractors.text import fold
from extractors.units import units
from tests.marked import Case, CaseError, QuantityAnswer, parse_cases, quantity_answer, read_cases

CASES = read_cases("quantities", quantity_answer)
# Refused by the patterns themselves: numbers in names, without a unit, outside a ranking, no rate of deaths.
REFUSED_BY_PLACE = {"title", "quote", "word", "unranked", "no_rate"}
RULES = {"number_unit", "range", "rank", "double", "share", "shared_unit", "bare", "between"}


def found_in(text: str) -> list[QuantityAnswer]:
    return [
        QuantityAnswer(q.start, q.end, q.comparator, q.value, q.value_max, q.unit, q.kind, q.rule)
        for q in find_quantities(fold(text))
    ]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where)
def test_every_marked_quantity_and_no_other(case: Case[QuantityAnswer]) -> None:
    assert found_in(case.text) == list(case.found)


@pytest.mark.parametrize("case", [case for case in CASES if case.refused], ids=lambda case: case.where)
def test_the_reason_of_a_refusal_is_the_one_that_is_named(case: Case[QuantityAnswer]) -> None:
    text = fold(case.text)
    for mark in case.refused:
        if mark.reason in REFUSALS:
            assert REFUSALS[mark.reason](text, mark.start, mark.end), mark
        else:
            assert mark.reason in REFUSED_BY_PLACE, mark
            assert not any(refusal(text, mark.start, mark.end) for refusal in REFUSALS.values()), mark


def test_every_rule_and_refusal_has_a_case() -> None:
    assert {answer.rule for case in CASES for answer in case.found} == RULES
    assert {mark.reason for case in CASES for mark in case.refused} == {*REFUSALS, *REFUSED_BY_PLACE}


@pytest.mark.parametrize("refusal", REFUSALS)
def test_a_refusal_leaves_plain_counts_alone(refusal: str) -> None:
    text = "新增企业300家,引进人才20名,开展活动3次。"
    for quantity in find_quantities(text):
        assert not REFUSALS[refusal](text, quantity.start, quantity.end)


COMPARATORS = [
    (row["word"], row["position"], row["comparator"])
    for row in read_table(
        "comparators", ("word", "position", "comparator", "not_after", "note"), key=("word", "position")
    )
]


@pytest.mark.parametrize(("word", "position", "comparator"), COMPARATORS)
def test_every_word_of_comparison(word: str, position: str, comparator: str) -> None:
    text = f"合格率{word}40%。" if position == "pre" else f"合格率40%{word}。"
    (found,) = find_quantities(text)
    assert found.comparator == comparator
    assert word in text[found.expr_start : found.expr_end]
    assert text[found.start : found.end] == "40%"


@pytest.mark.parametrize(("unit", "expected"), units().items())
def test_every_unit_takes_its_number_and_factor(unit: str, expected: tuple[str, Decimal, str]) -> None:
    (found, *rest) = find_quantities(f"达到25{unit}。")
    canonical, factor, kind = expected
    assert not rest
    if unit in ("年", "月", "日"):
        assert kind == "time"
    else:
        assert (found.value, found.unit, found.kind) == (25 * factor, canonical, kind)


NUMBERS_AND_WORDS = "0123456789一二三十百千万亿.%-~至到前第翻番半成分之家个元年月位()《》“”,。达增长以上约不超过"


@given(st.text(alphabet=NUMBERS_AND_WORDS, max_size=40))
def test_whatever_is_read_the_spans_are_sorted_and_stay_inside(text: str) -> None:
    end = 0
    for quantity in find_quantities(text):
        assert end <= quantity.start < quantity.end <= len(text)
        assert 0 <= quantity.expr_start <= quantity.start and quantity.end <= quantity.expr_end <= len(text)
        assert (quantity.value_max is not None) == (quantity.comparator == "range")
        end = quantity.end


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    find_quantities(fold(text))


@given(
    st.decimals(min_value=0, max_value=10**7, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from([unit for unit, row in units().items() if row[2] != "time" and "/" not in unit]),
)
def test_what_is_marked_reads_as_the_value_again(value: Decimal, unit: str) -> None:
    text = f"达到{value}{unit}。"
    (found,) = find_quantities(text)
    assert found.value == value * units()[unit][1]
    (again,) = find_quantities(text[found.start : found.end])
    assert (again.value, again.unit) == (found.value, found.unit)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("增长⟦14%|>= 14 % percent #number_unit。", "not closed"),
        ("增长14%。", "nothing is marked"),
        ("增长⟦14%|>=> 14 % percent #number_unit⟧。", "none of"),
        ("增长⟦14%|= 一四 % percent #number_unit⟧。", "no number"),
        ("增长⟦14%|= 14..15 % percent #number_unit⟧。", "two values"),
        ("增长⟦14%|= 14 % percent⟧。", "5 words"),
        ("增长⟦14%|= 14 % percent number_unit⟧。", "must be a word behind"),
        ("第⟪二批|⟫次", "not closed or cannot be read"),
        ("增长⟦⟦14%|= 14 % percent #number_unit⟧⟧。", "not closed or cannot be read"),
        ("增长⟦14%|= 14 % percent #number_unit⟧。\n增长⟦14%|= 14 % percent #number_unit⟧。", "line 1"),
        ("[parameter] 增长⟦14%|= 14 % percent #number_unit⟧。", "section"),
        (" 增长⟦14%|= 14 % percent #number_unit⟧。", "blank"),
    ],
)
def test_a_case_that_cannot_be_read_is_an_error(source: str, complaint: str) -> None:
    with pytest.raises(CaseError, match=complaint):
        parse_cases(source, "made", quantity_answer)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where)
def test_a_marked_stretch_alone_has_the_same_value(case: Case[QuantityAnswer]) -> None:
    for answer in case.found:
        if answer.rule in ("number_unit", "range", "share") and case.text[answer.start : answer.end] != "一个":
            (alone,) = found_in(case.text[answer.start : answer.end])
            assert (alone.value, alone.value_max, alone.unit) == (answer.value, answer.value_max, answer.unit)
