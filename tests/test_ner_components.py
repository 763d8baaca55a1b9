"""The rule extractors inside spaCy: spans, fields, storing and drawing."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

spacy = pytest.importorskip("spacy", reason="the extra zhengce[spacy] is not installed")

ROOT = Path(__file__).resolve().parent.parent
TEXT = "到2025年底，新增高新技术企业30家，占比达到14％。（牵头单位：市科技局；配合单位：市财政局）6月底前完成。"


@cache
def pipeline() -> Any:
    import extractors.ner.spacy_components  # noqa: F401  registers them where the package is not installed

    nlp = spacy.blank("zh")
    nlp.add_pipe("zhengce_targets")
    nlp.add_pipe("zhengce_responsibilities")
    nlp.add_pipe("zhengce_deadlines", config={"issue_date": "2024-03-01"})
    return nlp


def spans(doc: Any, key: str) -> list[tuple[str, str]]:
    return [(span.text, span.label_) for span in doc.spans[key]]


def test_the_three_components_write_their_spans() -> None:
    doc = pipeline()(TEXT)
    assert spans(doc, "zhengce_targets") == [("30家", "target"), ("14％", "target")]
    assert spans(doc, "zhengce_responsibilities") == [("市科技局", "lead"), ("市财政局", "support")]
    assert spans(doc, "zhengce_deadlines") == [("2025年底", "by"), ("6月底前", "by")]


def test_the_fields_of_a_record_hang_on_its_span() -> None:
    doc = pipeline()(TEXT)
    first = doc.spans["zhengce_targets"][0]._.zhengce
    assert (first["indicator"], first["value"], first["unit"], first["measure"]) == (
        "高新技术企业",
        "30",
        "家",
        "increment",
    )
    assert TEXT[int(first["start"]) : int(first["end"])] == "30家"
    assert [span._.zhengce["end_date"] for span in doc.spans["zhengce_deadlines"]] == ["2025-12-31", "2024-06-30"]


def test_without_a_date_of_issue_a_time_without_year_stays_open() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("zhengce_deadlines")
    doc = nlp("6月底前完成。")
    assert [span._.zhengce["end_date"] for span in doc.spans["zhengce_deadlines"]] == [""]


def test_a_text_without_records_has_empty_groups() -> None:
    doc = pipeline()("优化产业布局。")
    assert {key: len(group) for key, group in doc.spans.items()} == {
        "zhengce_targets": 0,
        "zhengce_responsibilities": 0,
        "zhengce_deadlines": 0,
    }


def test_tokens_of_words_widen_the_span_not_the_offsets() -> None:
    from spacy.tokens import Doc

    doc = Doc(spacy.blank("zh").vocab, words=["新增", "企业30家", "。"], spaces=[False] * 3)
    for _, component in pipeline().pipeline:
        doc = component(doc)
    (span,) = doc.spans["zhengce_targets"]
    assert span.text == "企业30家"
    assert doc.text[int(span._.zhengce["start"]) : int(span._.zhengce["end"])] == "30家"


def test_a_doc_bin_keeps_spans_and_fields() -> None:
    from spacy.tokens import DocBin

    stored = DocBin(docs=[pipeline()(TEXT)], store_user_data=True).to_bytes()
    (doc,) = DocBin(store_user_data=True).from_bytes(stored).get_docs(pipeline().vocab)
    assert spans(doc, "zhengce_responsibilities") == [("市科技局", "lead"), ("市财政局", "support")]
    assert doc.spans["zhengce_targets"][1]._.zhengce["value"] == "14"


def test_displacy_draws_the_spans() -> None:
    from spacy import displacy

    page = displacy.render(pipeline()(TEXT), style="span", options={"spans_key": "zhengce_responsibilities"})
    assert "lead" in page and "support" in page


def test_an_installed_package_tells_spacy_of_its_components() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    points = [EntryPoint(name, value, "spacy_factories") for name, value in declared["spacy_factories"].items()]
    assert {point.name for point in points} == {"zhengce_targets", "zhengce_responsibilities", "zhengce_deadlines"}
    for point in points:
        assert callable(point.load()) and pipeline().has_factory(point.name)
