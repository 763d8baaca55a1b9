"""The same document in eight formats gives the same records."""

from __future__ import annotations

import dataclasses
import re
from functools import cache
from pathlib import Path

import pytest
from testkit import formats

from extractors.text import fold
from gold.making import word
from gold.notation import Paragraph, load
from pipeline.extract import extract_document
from pipeline.ingest import read_bytes
from pipeline.records import DocumentResult
from pipeline.settings import Settings

DOCUMENT = load("08_forestry_action_plan")
NOT_COMPARED = frozenset({"doc_id", "char_start", "char_end", "page", "confidence"})
TABLES = ("targets", "responsibilities", "deadlines")
DIRECT = {
    "docx": formats.as_docx,
    "pdf": formats.as_pdf,
    "html": formats.as_html,
    "ofd": formats.as_ofd,
}

Row = tuple[str, tuple[object, ...]]


def read(data: bytes, name: str) -> DocumentResult:
    return extract_document(data, name, Settings())


def rows(result: DocumentResult) -> list[Row]:
    """All records of a document, without what differs by format: places, and how sure the reading is."""
    return [
        (
            table,
            tuple(
                compared(getattr(row, field.name))
                for field in dataclasses.fields(row)
                if field.name not in NOT_COMPARED
            ),
        )
        for table in TABLES
        for row in getattr(result, table)
    ]


def compared(value: object) -> object:
    """A value without what belongs to the layout: line ends, blanks, page numbers, the width of punctuation."""
    return re.sub(r"\s*-\s\d+\s-\s*|\s", "", fold(value)) if isinstance(value, str) else value


@cache
def expected_result() -> DocumentResult:
    return read(formats.as_txt(DOCUMENT), "方案.txt")


def expected() -> list[Row]:
    found = rows(expected_result())
    assert len(found) > 100
    return found


def assert_same(result: DocumentResult, form: str) -> None:
    assert result.document.status == "ok", result.errors
    assert result.document.format == form
    found = rows(result)
    assert [row for row in expected() if row not in found] == []
    assert [row for row in found if row not in expected()] == []
    assert found == expected()


@pytest.mark.parametrize("form", DIRECT)
def test_the_records_do_not_depend_on_the_format(form: str) -> None:
    assert_same(read(DIRECT[form](DOCUMENT), f"方案.{form}"), form)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.mark.parametrize("form", ["pdf", "doc"])
def test_nor_on_the_program_that_wrote_it(form: str, exported: Path) -> None:
    written = formats.by_office(formats.as_docx(DOCUMENT), "docx", form, exported)
    assert_same(read(written, f"方案.{form}"), form)


def test_a_table_at_the_end_of_an_old_word_file_is_a_table(exported: Path) -> None:
    ends = [
        Paragraph("现将任务分解如下。"),
        Paragraph("序号‖任务‖单位", "row"),
        Paragraph("1‖建设平台‖市科技局", "row"),
    ]
    document = read_bytes(formats.by_office(word.render(ends), "docx", "doc", exported), "任务.doc").document
    assert [document.text[cell.start : cell.end] for cell in document.tables[0].cells[3:]] == [
        "1",
        "建设平台",
        "市科技局",
    ]


def test_a_scan_gives_nearly_the_same(exported: Path) -> None:
    pytest.importorskip("rapidocr", reason="the extra zhengce[ocr] is not installed")
    pages = formats.by_office(formats.as_docx(DOCUMENT), "docx", "pdf", exported)
    scan = read(formats.scanned(pages, 200), "扫描.pdf")
    said, meant = rows(scan), rows(expected_result())
    assert 2 * formats.rows_in_common(said, meant) / (len(said) + len(meant)) >= 0.95
