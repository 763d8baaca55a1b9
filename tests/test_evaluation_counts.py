"""Rates, 0/0, and intervals over documents."""

from __future__ import annotations

import pytest

from pipeline.evaluation.counts import Counts, Rates, ratio, rounded, with_interval


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(0, 0, 0), None, None, None),
        (Counts(0, 3, 0), 0.0, None, 0.0),
        (Counts(0, 0, 3), None, 0.0, 0.0),
        (Counts(3, 0, 0), 1.0, 1.0, 1.0),
        (Counts(2, 2, 0), 0.5, 1.0, 2 / 3),
        (Counts(1, 1, 3), 0.5, 0.25, 1 / 3),
    ],
)
def test_rates(counts: Counts, precision: float | None, recall: float | None, f1: float | None) -> None:
    assert (counts.precision, counts.recall) == (precision, recall)
    assert counts.f1 == (None if f1 is None else pytest.approx(f1))


def test_counts_add_up() -> None:
    assert sum([Counts(1, 2, 3), Counts(4, 5, 6)], Counts()) == Counts(5, 7, 9)


def test_nothing_over_nothing_is_no_number() -> None:
    assert ratio(0, 0) is None
    assert ratio(0, 4) == 0
    assert rounded(None) is None
    assert rounded(1 / 3) == 0.333333


def test_micro_average_weighs_by_records() -> None:
    rates = with_interval([Counts(9, 1, 1), Counts(0, 0, 10), Counts(1, 0, 0)], seed=0)
    assert rates.counts == Counts(10, 1, 11)
    assert rates.counts.f1 == pytest.approx(20 / 32)


@pytest.mark.parametrize("documents", [[], [Counts(1, 1, 1)], [Counts(1, 1, 1)] * 2])
def test_no_interval_below_three_documents(documents: list[Counts]) -> None:
    rates = with_interval(documents, seed=0)
    assert (rates.f1_low, rates.f1_high) == (None, None)


def test_interval_is_reproducible_and_holds_the_value() -> None:
    documents = [Counts(9, 1, 1), Counts(3, 4, 5), Counts(8, 0, 2), Counts(1, 0, 6)]
    rates = with_interval(documents, seed=7)
    assert rates == with_interval(documents, seed=7)
    assert rates != with_interval(documents, seed=8)
    assert rates.f1_low is not None and rates.f1_high is not None and rates.counts.f1 is not None
    assert 0 <= rates.f1_low <= rates.counts.f1 <= rates.f1_high <= 1


def test_equal_documents_leave_no_room() -> None:
    rates = with_interval([Counts(3, 1, 1)] * 5, seed=0)
    assert rates.f1_low == rates.f1_high == pytest.approx(0.75)


def test_draws_of_empty_documents_are_left_out() -> None:
    rates = with_interval([Counts(2, 0, 0), Counts(), Counts()], seed=0)
    assert (rates.f1_low, rates.f1_high) == (1.0, 1.0)
    assert with_interval([Counts()] * 3, seed=0) == Rates(Counts())


def test_json_has_null_for_what_cannot_be_told() -> None:
    assert Rates(Counts(1, 0, 2), 0.1234567, None).to_json() == {
        "tp": 1,
        "fp": 0,
        "fn": 2,
        "precision": 1.0,
        "recall": 0.333333,
        "f1": 0.5,
        "f1_low": 0.123457,
        "f1_high": None,
    }
