"""Gains and losses between two runs, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from evaluation_kit import gold, row, scored
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluation.compare import ROWS_FILE, compare_runs, load_rows
from pipeline.evaluation.csvfile import write_rows
from pipeline.evaluation.errors import EvaluationError
from pipeline.evaluation.record import GoldRecord, PredictedRecord
from pipeline.evaluation.run_rows import COLUMNS, RunRow, run_rows
from pipeline.evaluation.score import total_scores

D, T, R = "deadlines", "targets", "responsibilities"
WANTED = [gold(D, 5, 9)]
RIGHT, WRONG_CLAUSE = row(D, 5, 9), row(D, 5, 9, clause="九")
WRONG_TWICE = row(D, 5, 9, clause="九", type="during")


def rows_of(wanted: Sequence[GoldRecord], rows: Sequence[PredictedRecord], **metadata: str) -> list[RunRow]:
    stated = {"title": ("工作方案",)} if metadata else None
    return run_rows(total_scores([scored("文", wanted, rows, metadata=stated, written=metadata)]))


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ([RIGHT], [RIGHT], []),
        ([], [RIGHT], [("gain", "missed", "right")]),
        ([RIGHT], [], [("loss", "right", "missed")]),
        ([], [WRONG_CLAUSE], [("gain", "missed", "partial: clause")]),
        ([RIGHT], [WRONG_CLAUSE], [("loss", "right", "partial: clause")]),
        (
            [row(D, 5, 9, clause="九", type="during")],
            [WRONG_CLAUSE],
            [("gain", "partial: type、clause", "partial: clause")],
        ),
        ([row(D, 5, 9, end_date="")], [WRONG_CLAUSE], [("changed", "partial: end_date", "partial: clause")]),
        ([row(D, 5, 9, clause="八")], [WRONG_CLAUSE], []),
        ([RIGHT], [RIGHT, row(D, 30, 33)], [("new_spurious", "", "spurious")]),
        ([RIGHT, row(D, 30, 33)], [RIGHT], [("gone_spurious", "spurious", "")]),
        ([RIGHT, row(D, 30, 33)], [RIGHT, row(D, 30, 33)], []),
        (
            [row(D, 30, 33)],
            [row(D, 30, 34)],
            [("gone_spurious", "spurious", ""), ("new_spurious", "", "spurious")],
        ),
        ([RIGHT, RIGHT], [RIGHT, RIGHT, RIGHT], [("new_spurious", "", "spurious")]),
    ],
)
def test_changes(
    before: list[PredictedRecord], after: list[PredictedRecord], changes: list[tuple[str, str, str]]
) -> None:
    found = compare_runs(rows_of(WANTED, before), rows_of(WANTED, after))
    assert [(change.change, change.was, change.now) for change in found] == changes


def test_a_target_read_as_parameter_is_partial_not_missed() -> None:
    (found,) = rows_of([gold(T, 5, 8)], [row(T, 5, 8, status="parameter")])
    assert (found.state, found.wrong) == ("partial", "status")


def test_an_achieved_figure_read_as_target_is_spurious() -> None:
    (found,) = rows_of([gold(T, 5, 8, status="achieved")], [row(T, 5, 8)])
    assert found.state == "spurious"


def test_a_shifted_span_is_partial_where_the_span_is_scored() -> None:
    assert rows_of([gold(R, 5, 9)], [row(R, 5, 10)])[0].wrong == "raw"
    assert rows_of([gold(D, 5, 9)], [row(D, 5, 10)])[0].state == "right"


def test_optional_records_leave_no_row() -> None:
    assert rows_of([gold(D, 5, 9, optional=True)], [RIGHT]) == []


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ("工作方案", "工作方案", []),
        ("实施意见", "工作方案", ["gain"]),
        ("工作方案", "", ["loss"]),
    ],
)
def test_metadata_is_compared_too(before: str, after: str, kinds: list[str]) -> None:
    found = compare_runs(rows_of([], [], title=before), rows_of([], [], title=after))
    assert [change.change for change in found] == kinds


def test_gold_of_one_run_only_is_told_apart() -> None:
    found = compare_runs(rows_of([gold(D, 5, 9)], []), rows_of([gold(D, 20, 24)], []))
    assert [change.change for change in found] == ["new_gold", "gone_gold"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([RIGHT, WRONG_CLAUSE, row(D, 30, 33), row(D, 6, 9, type="during")]), max_size=5))
def test_a_run_does_not_differ_from_itself(rows: list[PredictedRecord]) -> None:
    made = rows_of(WANTED * 2, rows)
    assert compare_runs(made, list(reversed(made))) == []


def test_rows_are_read_back_as_they_were(tmp_path: Path) -> None:
    made = rows_of([gold(T, 5, 8, indicator="=“1+3”项目,\n“甲”")], [row(T, 30, 33, indicator="'+引号")])
    write_rows(tmp_path / ROWS_FILE, COLUMNS, (item.cells() for item in made))
    assert load_rows(tmp_path) == made


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "is not the folder of an evaluation"),
        ("doc,table\r\n甲,乙\r\n", "columns are"),
        (",".join(COLUMNS) + "\r\n" + "甲,deadlines,good,,1,2,,,,\r\n", "no such state: 'good'"),
        (",".join(COLUMNS) + "\r\n" + "甲,deadlines,right,,x,2,,,,\r\n", "offsets must be whole numbers"),
        (",".join(COLUMNS) + "\r\n" + "甲\r\n", "1 cells, the header has 10"),
    ],
)
def test_what_is_no_earlier_run(tmp_path: Path, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / ROWS_FILE).write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError) as refused:
        load_rows(tmp_path)
    assert message in str(refused.value)
