"""The review page: complete, self-contained, and inert whatever the documents say."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_tables import result, target, write

from pipeline.evaluation.gold import load_gold
from pipeline.review.items import ReviewError, load, segments
from pipeline.review.page import page, write_page

TEXT = "市科技局6月底前达到5%。"


def off_by_one(out: Path) -> Path:
    """Tables of one document whose deadline stands one character beside its words."""
    return write(out, result("a.txt", target("a.txt", TEXT.index("5%")), text=TEXT))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    out = off_by_one(tmp_path / "out")
    deadlines = out / "deadlines.csv"
    deadlines.write_text(deadlines.read_text("utf-8-sig").replace("6月底前,3,7", "6月底前,4,8"), "utf-8-sig")
    return out


def content(html: str) -> list[dict[str, object]]:
    (data,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    return list(json.loads(data))


def test_every_record_stands_beside_its_text(folder: Path) -> None:
    assert write_page(folder, folder / "review.html") == 1
    (document,) = content((folder / "review.html").read_text(encoding="utf-8"))
    assert document["segments"] == [["市科技局", [0]], ["6月底前", [1]], ["达到", []], ["5%", [2]], ["。", []]]
    assert [item["kind"] for item in document["items"]] == [1, 2, 0]  # type: ignore[attr-defined]
    assert document["items"][2]["shown"][:4] == ["一/二", "研发投入强度", "5%", "2025-12-31"]  # type: ignore[index]
    assert document["notes"] == ["garbled: 第3页"]


def test_records_have_the_form_of_gold(folder: Path, tmp_path: Path) -> None:
    (document,) = load(folder)
    gold: dict[str, object] = {"doc": "a.txt", "sha256": "0" * 64, "metadata": {"title": ["计划"]}}
    for kind in ("targets", "responsibilities", "deadlines"):
        gold[kind] = [item.gold for item in document.items if item.kind == kind]
    (tmp_path / "a.json").write_text(json.dumps(gold), encoding="utf-8")
    (loaded,) = load_gold([tmp_path / "a.json"])
    assert loaded.doc == "a.txt"


def test_nothing_in_a_document_can_run(tmp_path: Path) -> None:
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u2028&lt;%%STYLE%%"
    out = write(tmp_path / "out", result(hostile, text="市科技局"))
    (out / "deadlines.csv").write_text("doc_id\r\n")
    html = page(load(out))
    assert html.count("<script") == 2
    assert "<img" not in html
    assert content(html)[0]["doc"] == hostile


def test_only_the_page_s_own_script_and_style_may_run(folder: Path) -> None:
    html = page(load(folder))
    for kind, tag in (("script", "<script>"), ("style", "<style>")):
        own = html.split(tag)[1].split(f"</{kind}>")[0]
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in html
    assert "default-src 'none'" in html
    assert not re.search(r"https?://", html)


def test_tables_that_do_not_fit_their_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="do not fit the text of a.txt: deadlines"):
        load(off_by_one(tmp_path / "out"))
    with pytest.raises(ReviewError, match="no tables"):
        load(tmp_path)


@given(st.text(max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), max_size=6))
def test_segments_are_the_text_and_know_their_spans(text: str, places: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in places if start + length <= len(text)]
    pieces = segments(text, spans)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)
    for number, (start, end) in enumerate(spans):
        assert "".join(piece for piece, numbers in pieces if number in numbers) == text[start:end]
