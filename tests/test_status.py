"""To be reached, reported as reached, or an amount that a rule sets."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from extractors.status import Statement, status_of
from extractors.types import Status
from tests.marked import Case, TargetAnswer, read_cases, target_answer
from tests.test_targets import targets_in

CASES = read_cases("status", target_answer)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.where)
def test_every_status(case: Case[TargetAnswer]) -> None:
    assert targets_in(case.text, case.section) == list(case.found)


def test_every_status_stands_in_each_kind_of_section() -> None:
    told = {(case.section, answer.status) for case in CASES for answer in case.found}
    assert {status for _, status in told} == set(get_args(Status))
    assert ("achieved", "target") in told and ("target", "target") in told


def statement(text: str, raw: str, **said: object) -> Statement:
    """A statement about ``raw`` in a text of one sentence."""
    start = text.index(raw)
    plain = Statement(
        text=text,
        sentence=(0, len(text)),
        start=start,
        end=start + len(raw),
        expr_end=start + len(raw),
        left_start=0,
        right_end=len(text),
        noun="产值",
        kind="money",
        verb="",
        verb_kind="",
        old_value=False,
        verb_free=True,
    )
    return replace(plain, **said)  # type: ignore[arg-type]


def test_an_old_value_is_achieved_whatever_stands_around_it() -> None:
    text = "力争产值由30亿元提高到50亿元。"
    assert status_of(statement(text, "30亿元", old_value=True), None)[0] == "achieved"
    assert status_of(statement(text, "30亿元"), None)[0] == "target"


def test_a_verb_of_giving_sets_a_parameter_in_every_section() -> None:
    text = "给予企业30亿元。"
    for section in (None, "target", "achieved"):
        assert status_of(statement(text, "30亿元", verb_kind="give"), section)[0] == "parameter"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "section", "expected"),
    [
        ("产值达到30亿元。", None, "target"),
        ("产值达到30亿元。", "achieved", "achieved"),
        ("产值达到30亿元。", "target", "target"),
        ("力争产值达到30亿元。", "achieved", "target"),
        ("截至6月底产值达到30亿元。", None, "achieved"),
        ("截至6月底产值达到30亿元。", "target", "achieved"),
    ],
)
def test_the_words_decide_before_the_heading(text: str, section: Status | None, expected: Status) -> None:
    assert status_of(statement(text, "30亿元"), section)[0] == expected


def test_words_of_commitment_make_it_surer() -> None:
    plain = status_of(statement("产值达到30亿元。", "30亿元"), None)[1]
    committed = status_of(statement("力争产值达到30亿元。", "30亿元"), None)[1]
    assert 0 < plain < committed == 1
