"""The trained recogniser that comes with the project."""

from __future__ import annotations

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("spacy", reason="the extra zhengce[spacy] is not installed")

from pathlib import Path

from extractors.ner import LABELS, RecogniserError, recogniser
from extractors.ner.spacy_tagger import SpacyRecogniser, model_folder
from extractors.text import fold
from pipeline.evaluation.counts import Counts
from pipeline.ner.comparison import subjects
from pipeline.ner.span_scores import span_counts
from tests.conftest import shared_dir


def shown(text: str, label: str = "organisation") -> list[str]:
    text = fold(text)
    (found,) = recogniser("spacy").find([text])
    return [text[one.start : one.end] for one in found if one.label == label]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "（责任单位：市科技局、市云谷发展集团，各县市区人民政府）",
            ["市科技局", "市云谷发展集团", "各县市区人民政府"],
        ),
        ("由省教育厅牵头，省财政厅、省税务局配合，推进改革。", ["省教育厅", "省财政厅", "省税务局"]),
        ("优化产业布局，打破行业格局，开创工作新局面。", []),
        ("", []),
    ],
)
def test_names_of_bodies(text: str, names: list[str]) -> None:
    assert shown(text) == names


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        ("到2025年，新增高新技术企业30家，占比达到14％。", "time", ["2025年"]),
        ("到2025年，新增高新技术企业30家，占比达到14％。", "quantity", ["30家"]),
        ("到2025年，新增高新技术企业30家，占比达到14％。", "percentage", ["14%"]),
    ],
)
def test_times_and_amounts(text: str, label: str, found: list[str]) -> None:
    assert shown(text, label) == found


def test_it_is_loaded_once_and_says_what_it_gives() -> None:
    spacy = recogniser("spacy")
    assert spacy is recogniser("spacy") and spacy.name == "spacy" and spacy.labels == frozenset(LABELS)


def test_a_text_gives_the_same_however_it_is_batched() -> None:
    texts = ["由市科技局牵头。", "到2025年底完成30家。" * 40, "", "(市财政局、市教育局负责)\n" * 20]
    spacy = recogniser("spacy")
    together = spacy.find(texts)
    assert together == [spacy.find([text])[0] for text in texts] == spacy.find(texts[::-1])[::-1]


@given(st.text(alphabet="省市科技局由牵头负责2025年底前%家、。( ) \u3000a\U00020bb7\n", max_size=120))
@settings(max_examples=60, deadline=None)
def test_spans_stand_in_the_text_in_order_without_blanks_around(text: str) -> None:
    end = 0
    for one in recogniser("spacy").find([text])[0]:
        assert end <= one.start < one.end <= len(text) and 0 <= one.score <= 1
        assert text[one.start : one.end] == text[one.start : one.end].strip()
        end = one.end


@pytest.mark.parametrize("model", ["nowhere", "."])
def test_a_model_that_cannot_be_loaded_is_refused_with_advice(model: str) -> None:
    with pytest.raises(RecogniserError, match=r"no spaCy model.*zhengce train"):
        recogniser(f"spacy:{model}")


def test_without_spacy_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(RecogniserError, match=r"zhengce\[spacy\]"):
        SpacyRecogniser("not loaded before")


def test_the_model_holds_single_characters_not_text() -> None:
    strings = json.loads(Path(model_folder(), "vocab", "strings.json").read_text("utf-8"))
    assert {text for text in strings if len(text) > 1} <= {*LABELS, "ROOT", "zh"}
    assert sum(file.stat().st_size for file in Path(model_folder()).rglob("*") if file.is_file()) < 5_000_000


def test_the_units_of_documents_it_was_not_trained_on_are_found() -> None:
    gold = shared_dir() / "gold" / "dev"
    spacy, total = recogniser("spacy"), Counts()
    for subject in subjects("dev", [gold], gold / "text"):
        (found,) = spacy.find([subject.analysis.view.folded])
        total += span_counts("responsibilities", subject.analysis, subject.gold, found)
    assert (total.f1 or 0) >= 0.85
