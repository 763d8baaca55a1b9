"""Paragraphs out of pages: what is read of real PDF files is what was seen on their pages.

``tests/golden_reading/README.md`` says what the facts are and how to renew them.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
import regex
from conftest import ROOT, shared_dir
from reading_kit import reading, records, view
from testkit.pdf import body, drawing, pdf, text

from extractors.text import fold
from pipeline.document import Document, ReadingView
from pipeline.ingest import ocr_engine, read_bytes
from pipeline.ingest.limits import DEFAULT_LIMITS
from pipeline.repair import read_view

FOLDER = ROOT / "tests" / "golden_reading"
FACTS, SCANS = FOLDER / "pages.tsv", FOLDER / "scans.tsv"
AS_READ = 0.97
"""The share of the clauses of a scanned page that must be read without any slip."""
COLUMNS = ("file", "page", "paragraphs", "characters", "sha256")
LINE = "为加快建设现代化产业体系，推动全市经济高质量发展，现就有关事项通知如下，请认真抓好落实。"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a page reads: how many paragraphs and characters, and their checksum."""

    file: str
    page: int
    paragraphs: int
    characters: int
    sha256: str


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def recorded() -> list[Fact]:
    return [
        Fact(row["file"], int(row["page"]), int(row["paragraphs"]), int(row["characters"]), row["sha256"])
        for row in table(FACTS)
    ]


@cache
def read(file: str) -> tuple[Document, ReadingView]:
    path = shared_dir() / "real" / "pdf" / file
    document = read_bytes(path.read_bytes(), file, replace(DEFAULT_LIMITS, ocr=False)).document
    return document, read_view(document)


def page_text(file: str, page: int) -> str:
    """The reading text of a page; a paragraph that runs over its end is cut there."""
    document, seen = read(file)
    starts = (*document.page_starts, len(document.text))
    return seen.text[seen.from_source(starts[page - 1]) : seen.from_source(starts[page])]


def fact(file: str, page: int) -> Fact:
    paragraphs = [line for line in page_text(file, page).split("\n") if line.strip()]
    checksum = hashlib.sha256("\n".join(paragraphs).encode()).hexdigest()
    return Fact(file, page, len(paragraphs), sum(map(len, paragraphs)), checksum)


def renew() -> None:
    """Write the facts of the listed pages anew."""
    facts = [fact(old.file, old.page) for old in recorded()]
    lines = ["\t".join(map(str, astuple(one))) for one in facts]
    FACTS.write_text("\n".join(["\t".join(COLUMNS), *lines, ""]), encoding="utf-8")


@pytest.mark.parametrize("known", recorded(), ids=lambda known: f"{known.file[:12]}-{known.page}")
def test_a_page_reads_as_it_was_seen(known: Fact) -> None:
    assert fact(known.file, known.page) == known


def scanned_pages(file: str, numbers: Sequence[int]) -> list[list[str]]:
    """The paragraphs of some pages that must be recognised."""
    with pypdfium2.PdfDocument(shared_dir() / "real" / "pdf" / file) as whole:
        part = pypdfium2.PdfDocument.new()
        part.import_pages(whole, [number - 1 for number in numbers])
        stream = io.BytesIO()
        part.save(stream)
    document = read_bytes(stream.getvalue(), file, DEFAULT_LIMITS).document
    seen = read_view(document)
    places = [seen.from_source(start) for start in (*document.page_starts, len(document.text))]
    return [[line for line in seen.text[start:end].split("\n") if line.strip()] for start, end in pairwise(places)]


def clauses(paragraphs: Sequence[str]) -> list[str]:
    """Short checksums of the clauses, blanks and the width of punctuation left aside."""
    whole = fold("\n".join(paragraphs)).replace(" ", "")
    return [hashlib.sha256(one.encode()).hexdigest()[:6] for one in regex.split(r"[,。;:\n]+", whole) if one]


@pytest.mark.skipif(not ocr_engine.is_installed(), reason="the extra is not installed: zhengce[ocr]")
@pytest.mark.parametrize("file", sorted({row["file"] for row in table(SCANS)}))
def test_scanned_pages_read_as_they_were_seen(file: str) -> None:
    known = [row for row in table(SCANS) if row["file"] == file]
    for row, paragraphs in zip(known, scanned_pages(file, [int(row["page"]) for row in known]), strict=True):
        meant, read_as = Counter(row["clauses"].split()), Counter(clauses(paragraphs))
        assert len(paragraphs) == int(row["paragraphs"])
        assert (meant & read_as).total() >= AS_READ * max(meant.total(), read_as.total())


def pdf_reading(*pages: object) -> str:
    found = read_bytes(pdf(*pages), "通知.pdf").document  # type: ignore[arg-type]
    return read_view(found).text


def test_a_date_at_the_right_margin_ends_its_paragraph() -> None:
    page = drawing(
        body([LINE] * 4),
        text("青屿市人民政府", 80 + 22 * 14, 340),
        text("2025年3月6日", 80 + 25 * 14, 364),
        text("青屿市产业体系建设行动方案", 80, 388),
    )
    assert "2025年3月6日\n青屿市" in pdf_reading(page)


@pytest.mark.parametrize(
    ("before", "joined"),
    [
        ("（责任单位：市发展改革委、市经信局，各县（市、区）；", True),
        ("由市发展改革委、市经信局会同各县（市、区）落实；", False),
    ],
)
def test_a_label_in_an_open_bracket_begins_no_paragraph(before: str, joined: bool) -> None:
    first = "一、优化布局，" + "建" * (30 - 7) + before.rjust(30, "设")
    page = drawing(
        body([LINE] * 6),
        text(first[:30], 80, 400),
        text(first[30:60], 80, 424),
        text("完成时限：2025年底前）", 80, 448),
    )
    assert ("；完成时限" in pdf_reading(page)) == joined


def test_a_centred_paragraph_is_whole() -> None:
    page = drawing(
        body([LINE] * 6),
        text("《青屿市产业体系建设行动方案》已经市政府同意，现印发给你们，请", 80, 400, size=13.5),
        text("认真抓好落实。", 80 + 11.5 * 14, 424, size=13.5),
    )
    assert "请认真抓好落实。" in pdf_reading(page)


def test_marks_drawn_after_their_line_stand_where_they_are_seen() -> None:
    line = [("推进村旁、路旁", 0), ("四旁", 8), ("植树造林工作", 11), ("“", 7), ("”", 10)]
    draw = drawing(*(text(part, 80 + 14 * place, 140) for part, place in line))
    assert "路旁“四旁”植树造林工作" in pdf_reading(draw)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("行动方案（2025一2027年）", "行动方案（2025—2027年）"),
        ("增长5%一8%", "增长5%—8%"),
        ("行动方案（2025\n一2027年）", "行动方案（2025\n—2027年）"),
        ("2024年一季度", "2024年一季度"),
        ("每周一3次", "每周一3次"),
        ("受害率控制在0.8%o以内", "受害率控制在0.8‰以内"),
        ("达到70%o新增3家", "达到70%。新增3家"),
        ("1·优化布局。\n2·培育主体。", "1.优化布局。\n2.培育主体。"),
        ("纪念5·12地震", "纪念5·12地震"),
    ],
)
def test_signs_that_were_recognised_wrongly(written: str, read_as: str) -> None:
    assert reading(written) == read_as


def test_known_line_wraps_count_on_pages_with_markers_too() -> None:
    page = "，".join(["推动全市经济高质量发展，加快建设现代化产业体系"] * 5) + "。现就有关"
    lines = f"1、{page}\n事项通知\n2、如下{page}\n3、如下{page}"
    wrap = lines.index("\n事项")
    assert "有关事项通知" in view(lines, soft_breaks=frozenset({wrap})).text


def test_a_title_of_two_lines_sets_no_deadline() -> None:
    opening = "各县（区）人民政府：\n为做好节能工作，制定本方案。\n一、主要目标\n2023年，新建绿色工厂20家。\n"
    title = "青屿市人民政府关于2021-2023年度推动绿色发展、减污\n降碳和节能增效工作的实施方案\n"
    assert [row.raw for row in records(title + opening).deadlines] == ["2023年"]
