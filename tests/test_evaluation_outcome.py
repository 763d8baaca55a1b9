"""What becomes of each record: cases worked by hand, and order that must not matter."""

from __future__ import annotations

import pytest
from evaluation_kit import gold, outcome, row
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluation.counts import Counts
from pipeline.evaluation.outcome import Outcome
from pipeline.evaluation.record import GoldRecord, PredictedRecord
from pipeline.evaluation.score import detection_counts, record_counts

T, R, D = "targets", "responsibilities", "deadlines"
NONE = (0, 0, 0)


def tally(found: Outcome) -> tuple[Counts, Counts]:
    """Counts of detection and of whole records."""
    return detection_counts(found), record_counts(found)


# Each case: what it shows, table, gold, rows, (tp, fp, fn) of detection, (tp, fp, fn) of whole records.
Case = tuple[str, str, list[GoldRecord], list[PredictedRecord], tuple[int, int, int], tuple[int, int, int]]

CASES: list[Case] = [
    ("nothing on either side", T, [], [], NONE, NONE),
    ("the same record", T, [gold(T, 5, 8)], [row(T, 5, 8)], (1, 0, 0), (1, 0, 0)),
    ("a miss", T, [gold(T, 5, 8)], [], (0, 0, 1), (0, 0, 1)),
    ("a spurious row", T, [], [row(T, 5, 8)], (0, 1, 0), (0, 1, 0)),
    ("one shared character is overlap", T, [gold(T, 5, 8)], [row(T, 7, 12)], (1, 0, 0), (1, 0, 0)),
    ("touching behind is no overlap", T, [gold(T, 5, 8)], [row(T, 8, 12)], (0, 1, 1), (0, 1, 1)),
    ("touching before is no overlap", T, [gold(T, 5, 8)], [row(T, 2, 5)], (0, 1, 1), (0, 1, 1)),
    ("touching deadlines", D, [gold(D, 0, 3)], [row(D, 3, 6)], (0, 1, 1), (0, 1, 1)),
    # targets: value and unit make the pair
    ("another value", T, [gold(T, 5, 8)], [row(T, 5, 8, value="15")], (0, 1, 1), (0, 1, 1)),
    ("another unit", T, [gold(T, 5, 8)], [row(T, 5, 8, unit="百分点")], (0, 1, 1), (0, 1, 1)),
    ("the value as a float", T, [gold(T, 5, 8, value="14.0")], [row(T, 5, 8)], (1, 0, 0), (1, 0, 0)),
    ("a second reading of the unit", T, [gold(T, 5, 8, unit=("元", "%"))], [row(T, 5, 8)], (1, 0, 0), (1, 0, 0)),
    ("wrong upper value", T, [gold(T, 5, 8)], [row(T, 5, 8, value_max="20")], (1, 0, 0), (0, 1, 1)),
    ("wrong comparator", T, [gold(T, 5, 8)], [row(T, 5, 8, comparator=">=")], (1, 0, 0), (0, 1, 1)),
    ("wrong measure", T, [gold(T, 5, 8)], [row(T, 5, 8, measure="level")], (1, 0, 0), (0, 1, 1)),
    ("wrong indicator", T, [gold(T, 5, 8)], [row(T, 5, 8, indicator="企业")], (1, 0, 0), (0, 1, 1)),
    ("a longer indicator", T, [gold(T, 5, 8)], [row(T, 5, 8, indicator="研发经费数")], (1, 0, 0), (1, 0, 0)),
    ("wrong date", T, [gold(T, 5, 8)], [row(T, 5, 8, target_date="")], (1, 0, 0), (0, 1, 1)),
    ("wrong clause", T, [gold(T, 5, 8)], [row(T, 5, 8, clause="一")], (1, 0, 0), (0, 1, 1)),
    ("a clause below", T, [gold(T, 5, 8, clause="~一")], [row(T, 5, 8, clause="一/九")], (1, 0, 0), (1, 0, 0)),
    # targets: only status target is held against either side
    ("target read as parameter", T, [gold(T, 5, 8)], [row(T, 5, 8, status="parameter")], (0, 0, 1), (0, 0, 1)),
    ("parameter read as target", T, [gold(T, 5, 8, status="parameter")], [row(T, 5, 8)], (0, 1, 0), (0, 1, 0)),
    (
        "achieved on both sides",
        T,
        [gold(T, 5, 8, status="achieved")],
        [row(T, 5, 8, status="achieved")],
        NONE,
        NONE,
    ),
    ("achieved, not found", T, [gold(T, 5, 8, status="achieved")], [], NONE, NONE),
    ("achieved, made up", T, [], [row(T, 5, 8, status="achieved")], NONE, NONE),
    (
        "two rows on one place: the target one is paired",
        T,
        [gold(T, 5, 8)],
        [row(T, 5, 8, status="achieved"), row(T, 5, 6)],
        (1, 0, 0),
        (1, 0, 0),
    ),
    # responsibilities: detection wants the very span and the role
    ("the same body", R, [gold(R, 5, 9)], [row(R, 5, 9)], (1, 0, 0), (1, 0, 0)),
    ("another role", R, [gold(R, 5, 9)], [row(R, 5, 9, role="lead")], (0, 1, 1), (0, 1, 1)),
    (
        "another right role",
        R,
        [gold(R, 5, 9, role=("lead", "responsible"))],
        [row(R, 5, 9)],
        (1, 0, 0),
        (1, 0, 0),
    ),
    ("a span that is a little off", R, [gold(R, 5, 9)], [row(R, 5, 10)], (0, 1, 1), (1, 0, 0)),
    ("another unit on the place", R, [gold(R, 5, 9)], [row(R, 5, 9, unit="科技厅")], (1, 0, 0), (0, 1, 1)),
    (
        "the full name",
        R,
        [gold(R, 5, 9, unit_full="甲")],
        [row(R, 5, 9, unit_full="乙")],
        (1, 0, 0),
        (1, 0, 0),
    ),
    # deadlines: detection wants type and end
    ("another type", D, [gold(D, 5, 9)], [row(D, 5, 9, type="during")], (0, 1, 1), (0, 1, 1)),
    ("another end", D, [gold(D, 5, 9)], [row(D, 5, 9, end_date="2023-12-31")], (0, 1, 1), (0, 1, 1)),
    ("another start", D, [gold(D, 5, 9)], [row(D, 5, 9, start_date="2024-01-01")], (1, 0, 0), (0, 1, 1)),
    ("a shifted span", D, [gold(D, 5, 9)], [row(D, 4, 8)], (1, 0, 0), (1, 0, 0)),
    # one to one
    ("the same row twice", D, [gold(D, 5, 9)], [row(D, 5, 9), row(D, 5, 9)], (1, 1, 0), (1, 1, 0)),
    ("one row over two records", D, [gold(D, 0, 4), gold(D, 5, 9)], [row(D, 0, 9)], (1, 0, 1), (1, 0, 1)),
    (
        "the near row does not take the record from the exact one",
        D,
        [gold(D, 5, 9)],
        [row(D, 4, 6), row(D, 5, 9)],
        (1, 1, 0),
        (1, 1, 0),
    ),
    (
        "a greedy choice would pair once only",
        D,
        [gold(D, 0, 4), gold(D, 3, 9)],
        [row(D, 0, 9), row(D, 3, 4)],
        (2, 0, 0),
        (2, 0, 0),
    ),
    (
        "one note, two clauses: the clause decides who is paired with whom",
        R,
        [gold(R, 5, 9, clause="一"), gold(R, 5, 9, clause="二")],
        [row(R, 5, 9, clause="二"), row(R, 5, 9, clause="一")],
        (2, 0, 0),
        (2, 0, 0),
    ),
    (
        "the row with the right type is taken, though another overlaps more",
        D,
        [gold(D, 5, 9)],
        [row(D, 5, 9, type="during"), row(D, 5, 7)],
        (1, 1, 0),
        (1, 1, 0),
    ),
    # optional
    ("optional, found", T, [gold(T, 5, 8, optional=True)], [row(T, 5, 8)], NONE, NONE),
    ("optional, not found", T, [gold(T, 5, 8, optional=True)], [], NONE, NONE),
    (
        "a row that falls on one",
        T,
        [gold(T, 5, 8, optional=True)],
        [row(T, 6, 9, value="3")],
        NONE,
        NONE,
    ),
    (
        "two rows on one",
        D,
        [gold(D, 5, 8, optional=True)],
        [row(D, 5, 8), row(D, 6, 7)],
        NONE,
        NONE,
    ),
    ("a row that touches one", D, [gold(D, 5, 8, optional=True)], [row(D, 8, 9)], (0, 1, 0), (0, 1, 0)),
    (
        "a row on both goes to the one that counts",
        D,
        [gold(D, 5, 8, optional=True), gold(D, 6, 9)],
        [row(D, 5, 8)],
        (1, 0, 0),
        (1, 0, 0),
    ),
    (
        "an optional achieved amount forgives a target row",
        T,
        [gold(T, 5, 8, status="achieved", optional=True)],
        [row(T, 5, 8)],
        NONE,
        NONE,
    ),
    (
        "an optional record beside does not lend itself",
        D,
        [gold(D, 5, 8), gold(D, 20, 24, optional=True)],
        [row(D, 5, 8), row(D, 30, 33)],
        (1, 1, 0),
        (1, 1, 0),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_case(case: Case) -> None:
    _, table, wanted, rows, detection, record = case
    assert tally(outcome(table, wanted, rows)) == (Counts(*detection), Counts(*record))


@pytest.mark.parametrize(
    ("table", "changed", "wrong"),
    [
        (T, {}, ()),
        (T, {"comparator": ">=", "measure": "level"}, ("comparator", "measure")),
        (T, {"status": "achieved"}, ("status",)),
        (T, {"modality": "力争"}, ()),  # the gold does not state it
        (D, {"end_date": "", "type": "ongoing"}, ("type", "end_date")),
        (R, {"unit": "省厅", "clause": ""}, ("unit", "clause")),
    ],
)
def test_wrong_fields_are_named(table: str, changed: dict[str, str], wrong: tuple[str, ...]) -> None:
    (pair,) = outcome(table, [gold(table, 5, 8)], [row(table, 5, 8, **changed)]).pairs
    assert pair.wrong == wrong


@pytest.mark.parametrize(
    ("written", "ok"),
    [({"recurrence": "yearly"}, True), ({"duration": "yearly"}, True), ({"duration": "P1Y"}, False), ({}, False)],
)
def test_a_repetition_may_stand_in_either_column(written: dict[str, str], ok: bool) -> None:
    (pair,) = outcome(D, [gold(D, 5, 8, duration="yearly")], [row(D, 5, 8, **written)]).pairs
    assert ("duration" not in pair.wrong) is ok


def test_every_record_stands_in_exactly_one_place() -> None:
    wanted = [gold(T, 0, 3), gold(T, 5, 8), gold(T, 10, 13, optional=True), gold(T, 20, 23, status="achieved")]
    rows = [row(T, 0, 3), row(T, 10, 13), row(T, 30, 33), row(T, 40, 43, status="parameter")]
    found = outcome(T, wanted, rows)
    assert [pair.gold for pair in found.pairs] == wanted[:1]
    assert found.missed == (wanted[1],)
    assert found.forgiven == (rows[1],)
    assert found.spurious == (rows[2],)
    assert found.uncounted == (wanted[3], rows[3])


places = st.tuples(st.integers(0, 12), st.integers(1, 5)).map(lambda place: (place[0], place[0] + place[1]))


@st.composite
def gold_records(draw: st.DrawFn, table: str) -> GoldRecord:
    start, end = draw(places)
    return gold(table, start, end, optional=draw(st.booleans()), **draw(field_values(table)))


@st.composite
def predicted_rows(draw: st.DrawFn, table: str) -> PredictedRecord:
    start, end = draw(places)
    return row(table, start, end, extractor=draw(st.sampled_from("ab")), **draw(field_values(table)))


def field_values(table: str) -> st.SearchStrategy[dict[str, str]]:
    options = {
        T: {"value": "12", "clause": "一二", "status": ("target", "target", "achieved")},
        R: {"role": ("lead", "support"), "clause": "一二", "unit": "甲乙"},
        D: {"type": ("by", "during"), "clause": "一二", "start_date": ("", "2024-01-01")},
    }[table]
    return st.fixed_dictionaries({name: st.sampled_from(values) for name, values in options.items()})


@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("table", [T, R, D])
@given(data=st.data())
def test_order_plays_no_part_and_nothing_is_lost(table: str, data: st.DataObject) -> None:
    wanted = data.draw(st.lists(gold_records(table), max_size=6))
    rows = data.draw(st.lists(predicted_rows(table), max_size=6))
    found = outcome(table, wanted, rows)
    again = outcome(table, data.draw(st.permutations(wanted)), data.draw(st.permutations(rows)))
    assert found == again
    detection, record = tally(found)
    assert record.tp + record.fp == detection.tp + detection.fp
    assert record.tp + record.fn == detection.tp + detection.fn
    counted = [item for item in wanted if item.counted]
    assert detection.tp + detection.fn == len(counted)
    assert detection.tp + detection.fp <= len([item for item in rows if item.counted])
    assert len(found.pairs) + len(found.spurious) + len(found.forgiven) <= len(rows)


@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize("table", [T, R, D])
@given(data=st.data())
def test_the_gold_itself_is_perfect(table: str, data: st.DataObject) -> None:
    wanted = data.draw(st.lists(gold_records(table), max_size=6))
    rows = [row(table, item.start, item.end, **{name: item.best(name) for name in item.fields}) for item in wanted]
    detection, record = tally(outcome(table, wanted, rows))
    assert (detection.fp, detection.fn, record.fp, record.fn) == (0, 0, 0, 0)
