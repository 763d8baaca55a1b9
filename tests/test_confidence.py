"""Confidence: which rows are counted together, how the counts draw a rule's own score."""

from __future__ import annotations

import pytest

from gold.baseline import gold_sets
from gold.calibrate import READING, read_by_eye
from pipeline import confidence
from pipeline.confidence import calibrated, rule_family, weighed
from pipeline.evaluation.gold import load_gold


@pytest.mark.parametrize(
    ("rule", "family"),
    [
        ("verb_noun", "verb_noun"),
        ("label:responsible", "label"),
        ("label:lead+first_is_lead", "label"),
        ("hybrid:spacy:ner_label", "ner_label"),
        ("hybrid:jieba:ner_bracket+first_is_lead", "ner_bracket"),
    ],
)
def test_rows_are_counted_by_the_family_of_their_rule(rule: str, family: str) -> None:
    assert rule_family(rule) == family


@pytest.mark.parametrize(
    ("rows", "right", "score", "drawn_to"),
    [(0, 0, 0.7, 0.7), (10, 10, 0.7, 0.85), (1000, 900, 0.5, 0.9), (1000, 1000, 1.0, 0.99), (10, 0, 0.8, 0.4)],
)
def test_a_rule_seen_often_speaks_by_its_record_a_rare_one_by_its_score(
    monkeypatch: pytest.MonkeyPatch, rows: int, right: int, score: float, drawn_to: float
) -> None:
    monkeypatch.setattr(confidence, "_counts", lambda: {("responsibilities", "ner_label"): (rows, right)})
    assert calibrated("responsibilities", "hybrid:spacy:ner_label", score) == pytest.approx(drawn_to, abs=0.01)


def test_rows_of_the_gold_documents_weigh_less_than_rows_that_were_read() -> None:
    assert weighed({"rows": "100", "right": "80", "read": "10", "read_right": "8"}) == (15, 12)


def test_no_row_of_a_document_set_aside_is_counted() -> None:
    set_aside = {document.doc for document in load_gold(gold_sets()["set_aside"].gold)}
    everything = sum(len(path.read_text("utf-8").splitlines()) - 1 for path in READING.rglob("*.tsv"))
    theirs = sum(
        line.split("\t")[0] in set_aside
        for path in READING.rglob("*.tsv")
        for line in path.read_text("utf-8").splitlines()
    )
    assert len(list(read_by_eye())) == everything - theirs
