"""The error list, the sentence around a span, and the reports."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from evaluation_kit import gold, row, scored
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluation.context import context_of
from pipeline.evaluation.csvfile import read_rows, write_rows
from pipeline.evaluation.errors_list import COLUMNS, findings
from pipeline.evaluation.report import Section, build_report
from pipeline.evaluation.report_html import to_html
from pipeline.evaluation.report_md import to_markdown
from pipeline.evaluation.score import total_scores

T, R, D = "targets", "responsibilities", "deadlines"


@pytest.mark.parametrize(
    ("text", "raw", "sentence"),
    [
        ("前一句。到2025年底完成。后一句。", "2025年底", "到2025年底完成。"),
        ("到2025年底完成", "2025年底", "到2025年底完成"),
        ("前一句；到2025年底完成；后一句", "2025年底", "到2025年底完成；"),
        ("前段\n\n到2025\n  年底完成\r\n任务。", "2025\n  年底", "到2025年底完成任务。"),
        ("前段\r\n\r\n到2025年底完成", "2025年底", "到2025年底完成"),
        ("甲" * 400 + "2025年" + "乙" * 400, "2025年", "甲" * 160 + "2025年" + "乙" * 160),
    ],
)
def test_sentence(text: str, raw: str, sentence: str) -> None:
    start = text.index(raw)
    found = context_of(text, start, start + len(raw))
    assert found.sentence == sentence
    assert found.hit == raw.replace("\n  ", "")


@settings(max_examples=60, deadline=None)
@given(st.text("甲。；\n\r 　<", max_size=60), st.integers(0, 70), st.integers(1, 20))
def test_any_span_has_a_sentence(text: str, start: int, length: int) -> None:
    found = context_of(text, start, start + length)
    assert not re.search(r"[\r\n]", found.sentence)


def test_every_kind_of_finding() -> None:
    text = "第一句甲乙丙丁。第二句戊己庚辛。第三句壬癸子丑。"
    wanted = [gold(D, 3, 7), gold(D, 11, 15, end_date=("2024-12-31", "2024-12-30"))]
    rows = [row(D, 11, 15, end_date="2023-12-31", confidence=0.75, extractor="times"), row(D, 19, 23, confidence=0.5)]
    metadata = {"title": ("工作方案",), "issuer": ("",), "doc_number": ("云政〔2024〕1号",), "region": ("云泽省",)}
    written = {"title": "别的", "issuer": "云泽省人民政府", "region": "云泽省"}
    document = scored("甲.txt", wanted, rows, metadata=metadata, written=written, text=text)
    found = [dict(zip(COLUMNS, item.cells(), strict=True)) for item in findings(total_scores([document]))]
    assert [(item["table"], item["kind"], item["field"], item["expected"], item["got"]) for item in found] == [
        ("documents", "wrong_field", "title", "工作方案", "别的"),
        ("documents", "miss", "doc_number", "云政〔2024〕1号", ""),
        ("documents", "spurious", "issuer", "", "云泽省人民政府"),
        (D, "miss", "", "by 2024-12-31 一/二", ""),
        (D, "wrong_field", "end_date", "2024-12-31 | 2024-12-30", "2023-12-31"),
        (D, "spurious", "", "", "by 2024-12-31 一/二"),
    ]
    wrong = found[4]
    assert (wrong["sentence"], wrong["char_start"], wrong["char_end"]) == ("第二句戊己庚辛。", "11", "15")
    assert (wrong["extractor"], wrong["confidence"]) == ("times", "0.75")


def test_what_counts_neither_way_is_no_finding() -> None:
    wanted = [gold(T, 0, 3, optional=True), gold(T, 10, 13, status="achieved")]
    rows = [row(T, 0, 3, value="3"), row(T, 30, 33, status="parameter")]
    assert findings(total_scores([scored("甲", wanted, rows)])) == []


def test_a_finding_per_wrong_field_and_none_for_another_span_s_text() -> None:
    rows = [row(R, 5, 10, unit="省厅", role="lead")]
    found = findings(total_scores([scored("甲", [gold(R, 5, 9)], rows)]))
    assert [(item.kind, item.field) for item in found] == [("wrong_field", name) for name in ("raw", "role", "unit")]


HOSTILE = "<script>alert(1)</script>|`*_[x](y)_*`&amp;\n=1+1"


def hostile_report() -> list[Section]:
    document = scored(
        HOSTILE,
        [gold(T, 5, 8, indicator=HOSTILE)],
        [row(T, 30, 33, indicator=HOSTILE, extractor=HOSTILE, confidence=0.5)],
        metadata={"title": (HOSTILE,)},
        written={"title": "x"},
        text=HOSTILE * 3,
    )
    scores = total_scores([document], notes=[HOSTILE], not_scored=[HOSTILE])
    return build_report(scores, findings(scores), [])


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append(tag)
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_whole_and_lets_no_markup_in() -> None:
    page = to_html("评测 $title <b>", hostile_report())
    tags = _Tags()
    tags.feed(page)
    assert not tags.open
    assert not {"script", "link", "img", "b"} & set(tags.opened)
    assert "http://" not in page and "https://" not in page
    assert "default-src 'none'" in page
    assert "评测 $title &lt;b&gt;" in page
    assert "<mark>" in page


def test_markdown_lets_no_markup_in() -> None:
    text = to_markdown("评测", hostile_report())
    assert "<script>" not in text
    assert "[x](y)" not in text
    columns = 0
    for line in text.splitlines():
        bars = len(re.findall(r"(?<!\\)\|", line))
        columns = bars if bars and not columns else columns if bars else 0
        assert bars == columns  # every row of a table has as many cells as its header


def test_long_lists_are_cut_with_a_word_about_it() -> None:
    document = scored("甲", [gold(D, n * 5, n * 5 + 3) for n in range(205)], [], text="字" * 1200)
    scores = total_scores([document])
    (section,) = [item for item in build_report(scores, findings(scores), None) if "missed (205)" in item.title]
    assert len(section.rows) == 200
    assert "200" in section.note


def test_tables_survive_the_csv_file(tmp_path: Path) -> None:
    cells = ["=1+1", "+", "-3", "@x", "'=", "甲\r\n乙", '"', "", "　", "\ud800"]
    write_rows(tmp_path / "t.csv", [f"c{n}" for n in range(len(cells))], [cells])
    data = (tmp_path / "t.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    assert b",=1" not in data and b"\n=1" not in data
    ((_, read),) = read_rows(tmp_path / "t.csv")
    assert list(read.values()) == [*cells[:-1], "�"]
