"""Proposals of a recogniser become assignments by a linking rule only: sentences to take and to refuse.

``<青屿云谷>`` marks a body that the recogniser proposes; what the rules find themselves is not marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.units
from extractors.ner.linking import may_hold_assignments, with_proposals
from extractors.ner.protocol import Entity, Label
from extractors.responsibilities import find_assignments
from extractors.text import fold
from tests.reading_kit import records

Told = tuple[str, str, int, str]


def marked(sentence: str) -> tuple[str, list[Entity]]:
    text, entities = "", []
    for part in re.split(r"(<[^<>]*>)", fold(sentence)):
        if part.startswith("<"):
            entities.append(Entity(len(text), len(text) + len(part) - 2, "organisation", 0.9))
            part = part[1:-1]
        text += part
    return text, entities


def linked(sentence: str) -> list[Told]:
    text, entities = marked(sentence)
    found = with_proposals(text, find_assignments(text), entities)
    return [(text[one.start : one.end], one.role, one.order, one.rule) for one in found]


def names(sentence: str) -> list[str]:
    return [found[0] for found in linked(sentence)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "责任单位：市科技局、<青屿云谷>、市财政局",
            [
                ("市科技局", "responsible", 1, "label:responsible"),
                ("青屿云谷", "responsible", 2, "ner_label"),
                ("市财政局", "responsible", 3, "label:responsible"),
            ],
        ),
        ("牵头单位：<海创中枢>", [("海创中枢", "lead", 1, "ner_label")]),
        (
            "抓好落实。（<青屿云谷>、<海创中枢>）",
            [("青屿云谷", "responsible", 1, "ner_bracket"), ("海创中枢", "responsible", 2, "ner_bracket")],
        ),
        (
            "（<青屿云谷>牵头，<海创中枢>配合）。",
            [("青屿云谷", "lead", 1, "ner_bracket"), ("海创中枢", "support", 1, "ner_bracket")],
        ),
        (
            "由<青屿云谷>牵头，<海创中枢>、<临川智库>配合，推进改造。",
            [
                ("青屿云谷", "lead", 1, "ner_prose"),
                ("海创中枢", "support", 1, "ner_prose"),
                ("临川智库", "support", 2, "ner_prose"),
            ],
        ),
        (
            "<青屿云谷>会同<海创中枢>制定办法。",
            [("青屿云谷", "lead", 1, "ner_prose"), ("海创中枢", "support", 1, "ner_prose")],
        ),
        ("做好接待。<青屿云谷>负责场地。", [("青屿云谷", "responsible", 1, "ner_prose")]),
        (
            "责任单位：<青屿云谷>牵头，市科技局、<海创中枢>等按职责分工负责。",
            [
                ("青屿云谷", "lead", 1, "ner_label"),
                ("市科技局", "responsible", 1, "label:responsible"),
                ("海创中枢", "responsible", 2, "ner_label"),
            ],
        ),
        (
            "抓好落实。（<青屿云谷>、市科技局负责，2026年底前完成）",
            [("青屿云谷", "responsible", 1, "ner_bracket"), ("市科技局", "responsible", 2, "prose:负责")],
        ),
        (
            "<青屿云谷>完善评估机制，会同<海创中枢>开展检查。",
            [("青屿云谷", "lead", 1, "ner_prose"), ("海创中枢", "support", 1, "ner_prose")],
        ),
        ("<青屿云谷>统筹推进改造工作。", [("青屿云谷", "responsible", 1, "ner_prose")]),
        ("由<青屿云谷（海创中枢）>负责。", [("青屿云谷(海创中枢)", "responsible", 1, "ner_prose")]),
        (
            "责任单位：<云谷>、市科技局",
            [("云谷", "responsible", 1, "ner_label"), ("市科技局", "responsible", 2, "label:responsible")],
        ),
    ],
)
def test_a_rule_takes_up_a_proposal(sentence: str, found: list[Told]) -> None:
    assert linked(sentence) == found


@pytest.mark.parametrize(
    "sentence",
    [
        "支持<青屿云谷>建设。",
        "鼓励企业向<青屿云谷>申报。",
        "建设公共平台（<青屿云谷>）和实验基地。",
        "对<青屿云谷>负责的项目给予支持。",
        "到2025年，<青屿云谷>入驻企业30家。",
        "由<青屿云谷>改建而成。",
        "发挥<青屿云谷>牵头作用。",
        "本办法由<青屿云谷>负责解释。",
        "本办法由<青屿云谷>会同<海创中枢>等部门负责解释。",
        "成员由<青屿云谷>、<海创中枢>等单位负责同志组成。",
        "由<青屿云谷>负责人任组长。",
        "<青屿云谷>负责人出席。",
        "<青屿云谷>牵头医院与社区医院结对。",
        "<有关部门>负责落实。",
        "由<有关方面统筹组织开展督查>负责。",
        "健全党委领导、<青屿云谷>统筹协调的工作体制。",
        "关于印发方案的通知（<青科发社>（2022）15号）",
        "<青屿云谷>要落实责任。",
        "<政府>主要负责规划。",
        "<各业务部门>负责审核。",
        "<省有关部门>负责编制。",
        "经<云谷管委>会同意，给予支持。",
        "由<市、县>负责。",
    ],
)
def test_a_body_that_is_only_mentioned_stays_a_mention(sentence: str) -> None:
    assert names(sentence) == []


@pytest.mark.parametrize("length", range(2, 25))
def test_a_known_name_of_its_length_stands_in_for_a_proposal(length: int) -> None:
    name = "青" * length
    text = f"由{name}牵头,市财政局配合。"
    found = with_proposals(text, find_assignments(text), [Entity(1, 1 + length, "organisation", 0.9)])
    assert [(text[one.start : one.end], one.role) for one in found] == [(name, "lead"), ("市财政局", "support")]


def test_only_organisations_are_taken_up() -> None:
    text = "责任单位:青屿云谷"
    labels: Sequence[Label] = ("time", "quantity", "percentage")
    for label in labels:
        assert with_proposals(text, [], [Entity(5, 9, label, 0.9)]) == []


def test_what_the_rules_read_stands() -> None:
    text = "(市科技局牵头,市财政局配合)。"
    mentions = find_assignments(text)
    over = [Entity(1, 7, "organisation", 1.0), Entity(3, 5, "organisation", 1.0)]
    assert with_proposals(text, mentions, over) == mentions


def test_the_confidence_is_that_of_the_rule_times_the_score() -> None:
    text, _ = marked("牵头单位：<海创中枢>")
    sure, unsure = (
        with_proposals(text, [], [Entity(5, 9, "organisation", score)])[0].confidence for score in (1.0, 0.5)
    )
    assert sure == pytest.approx(2 * unsure) and 0 < sure < 1


def test_most_text_need_not_be_looked_at() -> None:
    assert may_hold_assignments("由青屿云谷牵头。") and may_hold_assignments("抓好落实。(青屿云谷、海创中枢)")
    assert not may_hold_assignments("到2025年,新增高新技术企业30家,研发投入增长14%。")


PIECES = st.sampled_from(
    ["(", ")", "、", ",", "。", "由", "牵头", "配合", "负责", "会同", "责任单位:", "等", "<青屿云谷>"]
)


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(max_examples=200, deadline=None)
def test_whatever_is_written_spans_stand_in_order_and_orders_count_up(sentence: str) -> None:
    text, entities = marked(sentence)
    found = with_proposals(text, find_assignments(text), entities)
    assert [one.start for one in found] == sorted({one.start for one in found})
    assert all(one.end <= following.start for one, following in zip(found, found[1:], strict=False))
    by_group: dict[int, list[int]] = {}
    for one in found:
        by_group.setdefault(one.group, []).append(one.order)
    assert all(orders == sorted(set(orders)) for orders in by_group.values())


@dataclass(frozen=True)
class Stub:
    """A recogniser that knows one name."""

    name: str = "spacy"
    labels: frozenset[Label] = frozenset({"organisation"})

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        return [list(self._found(text)) for text in texts]

    def _found(self, text: str) -> Iterator[Entity]:
        for found in re.finditer("青屿云谷|市科技局", text):
            yield Entity(found.start(), found.end(), "organisation", 0.9)


def test_rows_of_the_hybrid_say_where_they_come_from(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.extract import extract_records
    from tests.reading_kit import document

    monkeypatch.setattr(pipeline.units, "recogniser", lambda name: Stub())
    text = "云泽省青屿市工作方案\n一、建设平台。（责任单位：市科技局、青屿云谷）\n二、建设青屿云谷。\n"
    rows = extract_records(document(text), ner="spacy").responsibilities
    assert [(row.raw, row.clause, row.order, row.extractor.split(":")[0]) for row in rows] == [
        ("市科技局", "一", 1, "rules"),
        ("青屿云谷", "一", 2, "hybrid"),
    ]
    assert rows[1].extractor == "hybrid:spacy:ner_label"
    assert 0 < rows[1].confidence < rows[0].confidence
    assert [row.raw for row in records(text).responsibilities] == ["市科技局"]


def test_first_is_lead_holds_for_a_proposal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.extract import extract_records
    from tests.reading_kit import document

    monkeypatch.setattr(pipeline.units, "recogniser", lambda name: Stub())
    text = "云泽省青屿市工作方案\n一、建设平台。（责任单位：青屿云谷、市科技局，列第一位者为牵头单位，下同）\n"
    rows = extract_records(document(text), ner="spacy").responsibilities
    assert [(row.raw, row.role) for row in rows] == [("青屿云谷", "lead"), ("市科技局", "responsible")]
