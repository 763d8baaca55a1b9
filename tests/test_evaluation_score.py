"""Scores over documents, fields, extractors and metadata; calibration."""

from __future__ import annotations

import json

import pytest
from evaluation_kit import gold, outcome, row, scored
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluation.calibration import Bin, Judged, expected_error, judged_rows, reliability
from pipeline.evaluation.counts import Counts
from pipeline.evaluation.score import total_scores

T, R, D = "targets", "responsibilities", "deadlines"
RATES = {"tp", "fp", "fn", "precision", "recall", "f1", "f1_low", "f1_high"}


def test_shape_of_scores() -> None:
    scores = total_scores([scored("甲", [gold(T, 5, 8)], [row(T, 5, 8, extractor="rules")])])
    content = json.loads(json.dumps(scores.to_json()))
    assert list(content) == ["overall", "documents", "extractors", "metadata"]
    assert list(content["overall"]) == list(content["documents"]["甲"]) == [T, R, D]
    assert set(content["extractors"]) == {"rules"}
    score = content["overall"][T]
    assert set(score) == {"detection", "record", "fields"}
    assert set(score["detection"]) == set(score["record"]) == RATES
    assert score["detection"]["f1"] == 1.0
    assert score["detection"]["f1_low"] is None
    assert content["overall"][D]["detection"]["f1"] is None
    assert content["overall"][D]["fields"] == {"type": None, "start_date": None, "end_date": None, "clause": None}
    assert content["metadata"]["title"] == {"right": 0, "stated": 0}


def test_no_documents_at_all() -> None:
    assert total_scores([]).overall[T].detection.counts == Counts()


def test_documents_are_micro_averaged() -> None:
    one = scored("一", [gold(D, 0, 4), gold(D, 5, 9)], [row(D, 0, 4), row(D, 20, 24)])
    two = scored("二", [gold(D, 0, 4)], [row(D, 0, 4, clause="九")])
    scores = total_scores([two, one])
    assert list(scores.by_document) == ["一", "二"]
    assert scores.overall[D].detection.counts == Counts(2, 1, 1)
    assert scores.overall[D].record.counts == Counts(1, 2, 2)
    assert scores.by_document["二"][D].record.counts == Counts(0, 1, 1)


def test_field_accuracy_is_over_matched_records() -> None:
    wanted = [gold(D, 0, 4), gold(D, 10, 14), gold(D, 20, 24), gold(D, 30, 34, optional=True)]
    rows = [row(D, 0, 4), row(D, 11, 15, type="during"), row(D, 30, 34, type="ongoing")]
    fields = total_scores([scored("甲", wanted, rows)]).overall[D].fields
    assert fields["type"] == (1, 2)
    assert fields["end_date"] == (2, 2)
    assert fields["raw"] == (1, 2)
    assert "duration" not in fields  # no gold record states it


def test_fields_of_targets_take_in_those_of_other_status() -> None:
    wanted = [gold(T, 0, 4), gold(T, 10, 14, status="achieved", modality="力争")]
    rows = [row(T, 0, 4, status="parameter"), row(T, 10, 14, status="achieved", modality="确保")]
    score = total_scores([scored("甲", wanted, rows)]).overall[T]
    assert score.fields["status"] == (1, 2)
    assert score.fields["modality"] == (0, 1)
    assert score.detection.counts == Counts(0, 0, 1)


def test_an_extractor_is_scored_alone() -> None:
    wanted = [gold(D, 0, 4), gold(D, 10, 14), gold(D, 20, 24)]
    rows = [row(D, 0, 4, extractor="甲"), row(D, 10, 14, extractor="乙"), row(D, 40, 44, extractor="乙")]
    scores = total_scores([scored("文", wanted, rows)])
    assert scores.by_extractor["甲"][D].detection.counts == Counts(1, 0, 2)
    assert scores.by_extractor["乙"][D].detection.counts == Counts(1, 1, 2)
    assert set(scores.by_extractor["甲"]) == {D}


def test_a_single_extractor_scores_as_the_whole() -> None:
    wanted = [gold(T, 0, 4), gold(T, 10, 14, status="achieved"), gold(T, 20, 24), gold(T, 30, 34, optional=True)]
    rows = [row(T, 0, 4), row(T, 10, 14), row(T, 30, 34), row(T, 50, 54), row(T, 20, 24, status="parameter")]
    scores = total_scores([scored("文", wanted, rows)])
    assert scores.overall[T].detection.counts == Counts(1, 2, 1)
    assert scores.by_extractor["rule"][T] == scores.overall[T]


def test_rows_without_extractor_have_a_name_too() -> None:
    assert set(total_scores([scored("文", [], [row(D, 0, 4, extractor="")])]).by_extractor) == {"(unnamed)"}


@pytest.mark.parametrize(
    ("expected", "written", "right", "stated"),
    [
        (("云政字〔2020〕41号",), "云政字〔2020〕41号", 1, 1),
        (("云政字〔2020〕41号",), "云政字〔2020〕14号", 0, 1),
        (("云政字〔2020〕41号",), "", 0, 1),
        (("云政字〔2020〕41号", ""), "", 1, 1),
        (("",), "", 0, 0),
        (("",), "云政字〔2020〕41号", 0, 0),
        (("", "云政字〔2020〕41号"), "云政字〔2020〕41号", 0, 0),
    ],
)
def test_metadata_counts_where_it_is_stated(expected: tuple[str, ...], written: str, right: int, stated: int) -> None:
    document = scored("文", [], [], metadata={"doc_number": expected}, written={"doc_number": written})
    assert total_scores([document]).metadata["doc_number"] == (right, stated)


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(5)))
def test_order_of_documents_plays_no_part(order: list[int]) -> None:
    documents = [
        scored(str(n), [gold(D, 0, 4), gold(D, 8, 9)][: n % 3], [row(D, 0, 4 + n, clause="一" * n)]) for n in range(5)
    ]
    shuffled = [documents[n] for n in order]
    assert total_scores(shuffled, seed=3).to_json() == total_scores(documents, seed=3).to_json()


def test_judged_rows_leave_out_what_counts_neither_way() -> None:
    wanted = [gold(T, 0, 4), gold(T, 10, 14, optional=True), gold(T, 20, 24), gold(T, 30, 34, status="achieved")]
    rows = [
        row(T, 0, 4, confidence=0.9),
        row(T, 10, 14, confidence=0.8),  # on an optional record
        row(T, 20, 24, confidence=0.7, clause="九"),
        row(T, 30, 34, confidence=0.6),  # an achieved figure taken for a target
        row(T, 40, 44, confidence=0.5),
        row(T, 50, 54, confidence=0.4, status="parameter"),
        row(T, 60, 64),
    ]
    judged = judged_rows([outcome(T, wanted, rows)])
    assert sorted((item.confidence, item.detected, item.whole) for item in judged) == [
        (0.5, False, False),
        (0.6, False, False),
        (0.7, True, False),
        (0.9, True, True),
    ]


def test_reliability_by_hand() -> None:
    rows = [Judged(0.95, True, True), Judged(1.0, True, False), Judged(0.0, False, False), Judged(0.15, True, False)]
    bins = reliability(rows)
    assert [(item.low, item.high, item.rows) for item in bins] == [(0.0, 0.1, 1), (0.1, 0.2, 1), (0.9, 1.0, 2)]
    assert bins[-1] == Bin(0.9, 1.0, 2, pytest.approx(0.975), 1.0, 0.5)
    assert expected_error(bins) == pytest.approx((0 + 0.85 + 2 * 0.025) / 4)
    assert expected_error(bins, whole=True) == pytest.approx((0 + 0.15 + 2 * 0.475) / 4)
    assert expected_error([]) is None
