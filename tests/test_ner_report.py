"""The comparison of rules, recognisers and hybrid: differences, overlap, the page."""

from __future__ import annotations

import hashlib
import json
import zlib
from pathlib import Path

import pytest

from extractors.ner import Entity, recogniser
from pipeline.evaluation.counts import Counts, Rates
from pipeline.evaluation.score import ScoredDocument
from pipeline.ner.apart import Apart, measured_apart
from pipeline.ner.comparison import (
    Mentions,
    Subject,
    difference,
    mentions_of_rows,
    names_hidden,
    overlap,
    records,
    subjects,
    texts_of,
    unit_rates,
    unlabelled_found,
)
from pipeline.ner.report_text import Hidden, Measured, Row, page
from tests.evaluation_kit import gold, row, scored

PLAN = "云泽省青屿市工作方案\n一、建设平台。（责任单位：市科技局）\n二、改善服务。由市财政局牵头落实。\n"


@pytest.fixture
def plan(tmp_path: Path) -> list[Subject]:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    units = [
        {
            "unit": unit,
            "role": role,
            "clause": clause,
            "raw": unit,
            "char_start": PLAN.index(unit),
            "char_end": PLAN.index(unit) + 4,
        }
        for unit, role, clause in (("市科技局", "responsible", "一"), ("市财政局", "lead", "二"))
    ]
    told = {"doc": "plan.txt", "sha256": hashlib.sha256(PLAN.encode()).hexdigest(), "targets": [], "deadlines": []}
    (tmp_path / "plan.json").write_text(json.dumps({**told, "responsibilities": units}, ensure_ascii=False), "utf-8")
    return subjects("dev", [tmp_path / "plan.json"], tmp_path)


def entities(subject: Subject, *names: str) -> list[Entity]:
    text = subject.analysis.view.folded
    return [Entity(text.index(name), text.index(name) + len(name), "organisation", 1.0) for name in names]


def documents(*right: bool) -> list[ScoredDocument]:
    """Documents of one gold unit each, found or not."""
    table = "responsibilities"
    return [
        scored(f"{number}.txt", [gold(table, 0, 4)], [row(table, 0, 4)] if found else [])
        for number, found in enumerate(right)
    ]


def test_equal_runs_do_not_differ() -> None:
    same = documents(True, False, True, True)
    assert difference(same, same, "responsibilities") == (0.0, 0.0, 0.0)


def test_a_run_that_finds_more_is_better_by_so_much() -> None:
    change = difference(documents(True, False, True, False), documents(True, True, True, True), "responsibilities")
    assert change is not None
    assert change[0] == pytest.approx(1 - 2 / 3) and 0 <= change[1] <= change[0] <= change[2]


def test_where_nothing_is_on_either_side_no_difference_is_told() -> None:
    same = documents(True, True)
    assert difference(same, same, "targets") is None


def test_the_rules_rows_are_scored_as_spans_too(plan: list[Subject]) -> None:
    mentions = mentions_of_rows(plan)
    assert unit_rates(plan, mentions, labelled=True).counts == Counts(1, 0, 0)
    assert unit_rates(plan, mentions, labelled=False).counts == Counts(1, 0, 0)
    assert mentions.speed > 0


@pytest.mark.parametrize(
    ("found", "labelled", "unlabelled"),
    [
        (["市科技局", "市财政局"], Counts(1, 0, 0), Counts(1, 0, 0)),
        (["科技局", "市财政局"], Counts(0, 1, 1), Counts(1, 0, 0)),
        (["市科技局", "由市财政局"], Counts(1, 0, 0), Counts(0, 1, 1)),
        (["市科技局", "建设平台"], Counts(1, 0, 0), Counts(0, 1, 1)),
    ],
)
def test_a_wrong_span_counts_where_it_stands(
    plan: list[Subject], found: list[str], labelled: Counts, unlabelled: Counts
) -> None:
    mentions = Mentions([entities(plan[0], *found)], 1.0)
    assert unit_rates(plan, mentions, labelled=True).counts == labelled
    assert unit_rates(plan, mentions, labelled=False).counts == unlabelled


def test_the_overlap_counts_each_unit_once(plan: list[Subject]) -> None:
    systems = {
        "rules": Mentions([entities(plan[0], "市科技局", "市财政局")], 1.0),
        "jieba": Mentions([entities(plan[0], "市科技局")], 1.0),
        "spacy": Mentions([entities(plan[0], "科技局")], 1.0),
    }
    assert overlap(plan, systems) == {("rules", "jieba"): 1, ("rules",): 1}


def test_the_room_that_rules_leave_is_told(plan: list[Subject]) -> None:
    assert unlabelled_found(plan[0], records(plan[0])) == Counts(1, 0, 0)
    with names_hidden(zlib.crc32("市财政局".encode()) % 2):
        assert unlabelled_found(plan[0], records(plan[0])) == Counts(0, 0, 1)


def test_each_name_is_hidden_in_one_of_the_two_halves(plan: list[Subject]) -> None:
    def rows() -> list[str]:
        return [pair.predicted.raw for pair in records(plan[0]).outcomes["responsibilities"].pairs]

    found = []
    for half in (0, 1):
        with names_hidden(half):
            found += rows()
    assert sorted(found) == sorted(rows()) == ["市科技局", "市财政局"]


def test_a_recogniser_in_a_process_of_its_own_finds_the_same(plan: list[Subject]) -> None:
    texts = [*texts_of(plan), ""]
    apart = measured_apart("jieba", texts)
    assert isinstance(apart, Apart)
    assert [list(found) for found in apart.entities] == recogniser("jieba").find(texts)
    assert apart.speed > 0 and 5 < apart.memory < 5000


def test_the_memory_of_the_rules_is_told_too(plan: list[Subject]) -> None:
    apart = measured_apart("", texts_of(plan))
    assert isinstance(apart, Apart) and apart.memory > 5 and apart.entities == [[]]


def test_a_recogniser_that_is_not_there_says_why() -> None:
    assert "no spaCy model at nowhere" in str(measured_apart("spacy:nowhere", ["由市科技局牵头。"]))


def rates(tp: int, fn: int) -> Rates:
    return Rates(Counts(tp, 0, fn), 0.5, 1.0)


def written(hybrid: int, low: float, high: float) -> str:
    """A page on which rules find one of ten unlabelled units, the hybrid ``hybrid`` of them."""
    rows = [
        Row(name, {"responsibilities": rates(9, 1)}, rates(5, 0), rates(found, 10 - found), 20_000.0, 128.0, 2.4)
        for name, found in (("rules", 1), ("hybrid", hybrid))
    ]
    one = rates(9, 1).to_json()
    table = {"detection": one, "record": one, "fields": {}}
    scores = {name: dict.fromkeys(("targets", "responsibilities", "deadlines"), table) for name in ("rules", "hybrid")}
    change = ((low + high) / 2, low, high)
    seen = {"recall of names not seen in training": {"found": 3, "missed": 1, "recall": 0.75}}
    return page(
        Measured(
            scores=scores,
            rows=rows,
            differences=[("dev", "responsibilities", change), ("dev", "deadlines", None)],
            room={"real": (Counts(6, 0, 2), Counts(7, 0, 1))},
            overlaps={("rules", "hybrid"): 9, (): 1},
            hidden=[Hidden("hybrid", Counts(8, 0, 2), Counts(5, 0, 0), Counts(3, 0, 2))],
            trained={"spacy": seen},
            missing={"hanlp": "not installed / 未安装"},
        )
    )


def test_the_page_tells_all_that_was_measured() -> None:
    text = written(2, -0.01, 0.03)
    for part in ("| rules | responsibilities | 9 | 0 | 1 | 1.000 | 0.900 | 0.947 (0.500–1.000) |", "| none | 1 |"):
        assert part in text
    assert "| dev | responsibilities | +0.0100 | -0.0100 to +0.0300 |" in text
    assert "| dev | deadlines | n/a | n/a |" in text
    assert "| rules | 20,000 | 128 | 2.4 |" in text
    assert "| hybrid | 8 | 0 | 2 | 1.000 | 0.800 | 0.889 | 1.000 | 0.600 |" in text
    assert "| real | 8 | 6 | 7 |" in text
    assert "| spacy | not seen in training | 3 | 4 | 0.750 |" in text
    assert "- `hanlp`: not installed / 未安装" in text


@pytest.mark.parametrize(
    ("hybrid", "low", "high", "verdict"),
    [
        (2, 0.0, 0.0, "The default stays rules: hybrid is on no group worse"),
        (5, -0.2, -0.1, "The default stays rules: hybrid is worse than rules on dev responsibilities"),
        (5, 0.0, 0.2, "Hybrid earns the default: hybrid is on no group worse"),
    ],
)
def test_the_default_follows_from_the_figures(hybrid: int, low: float, high: float, verdict: str) -> None:
    assert verdict in written(hybrid, low, high)
