"""The format is told by the content; damaged files and all real ones end in a document or a reason."""

from __future__ import annotations

import pickle
import random
from pathlib import Path

import pytest
from testkit.docx import archive, docx, p, row, table
from testkit.docx import cell as docx_cell
from testkit.ofd import ofd, text
from testkit.pdf import body, pdf
from testkit.real import real_files, squeezed

from pipeline.errors import ADVICE, Problem, ReadError
from pipeline.ingest import Limits, read_bytes

SENTENCE = "到2025年，全市高新技术企业达到400家以上，由市科技局负责。"
GOOD = {
    "txt": SENTENCE.encode(),
    "docx": docx(p(SENTENCE)),
    "pdf": pdf(body([SENTENCE])),
    "html": f"<html><body><p>{SENTENCE}</p></body></html>".encode(),
    "ofd": ofd([text(SENTENCE, 20, 40, size=4)]),
}


@pytest.mark.parametrize("form", GOOD)
@pytest.mark.parametrize(
    "name", ["无后缀", "a.doc", "a.DOCX", "a.pdf", "b/a.html", "a.txt", "a.wps", "a.unknown", "a.ofd"]
)
def test_the_content_tells_the_format_whatever_the_name(form: str, name: str) -> None:
    document = read_bytes(GOOD[form], name).document
    assert document.format == form
    assert document.text.replace("\n", "") == SENTENCE
    known = {
        "a.doc": "doc",
        "a.DOCX": "docx",
        "a.pdf": "pdf",
        "b/a.html": "html",
        "a.txt": "txt",
        "a.wps": "doc",
        "a.ofd": "ofd",
    }
    assert bool(document.warnings) == (known.get(name, form) != form)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "needs_ocr"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "needs_ocr"),
        (b"Rar!\x1a\x07\x00" + bytes(50), "unknown_type"),
        (archive({"xl/workbook.xml": "<a/>"}), "unknown_type"),
        (archive({"ppt/presentation.xml": "<a/>"}), "unknown_type"),
        (archive({"a.txt": "文件"}), "unknown_type"),
        (
            archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
            "unknown_type",
        ),
        (b"PK\x03\x04" + bytes(100), "corrupt"),
    ],
)
def test_what_is_not_read_is_said(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.docx", Limits(ocr=False))
    assert caught.value.code == code


@pytest.mark.parametrize("form", GOOD)
def test_same_bytes_same_document(form: str) -> None:
    first, second = read_bytes(GOOD[form], "a"), read_bytes(GOOD[form], "a")
    assert first == second
    assert pickle.loads(pickle.dumps(first)) == first


@pytest.mark.parametrize("form", GOOD)
def test_flipped_and_missing_bytes_end_in_a_document_or_a_reason(form: str) -> None:
    rnd = random.Random(11)
    rows = table(row(docx_cell("一"), docx_cell("二")), row(docx_cell("三"), docx_cell("四")))
    good = docx(p(SENTENCE) + rows) if form == "docx" else GOOD[form]
    for _ in range(60):
        data = bytearray(good)
        for _ in range(rnd.choice((1, 3, 20))):
            data[rnd.randrange(len(data))] = rnd.randrange(256)
        if rnd.random() < 0.3:
            del data[rnd.randrange(len(data)) :]
        try:
            result = read_bytes(bytes(data), f"a.{form}")
        except ReadError as error:
            assert error.code in ADVICE
        else:
            assert isinstance(result.document.text, str)


def test_errors_say_what_was_seen_and_what_to_do_and_travel_between_processes() -> None:
    error = ReadError("encrypted", "the PDF asks for a password")
    assert "password" in error.message
    assert "加密" in error.message
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.code, copy.message) == (error.code, error.message)
    problem = Problem.seen("needs_ocr", "page 2 is a picture", 2)
    assert (problem.code, problem.page) == ("needs_ocr", 2)
    with pytest.raises(KeyError):
        ReadError("no_such_code", "")


def check(path: Path) -> None:
    try:
        document = read_bytes(path.read_bytes(), path.name, Limits(ocr=False)).document
    except ReadError as error:
        assert error.code == "needs_ocr", path.name
        return
    text_ = document.text
    assert len(text_) > 500, path.name
    assert list(document.page_starts) == sorted(document.page_starts)
    assert all(text_[at] == "\n" for at in document.soft_breaks or ())
    assert all(0 <= start < end <= len(text_) for start, end in document.furniture)
    for found in document.tables:
        last = found.start
        for cell in found.cells:
            assert last <= cell.start <= cell.end <= found.end, path.name
            assert "\n" not in text_[cell.start : cell.end]
            last = cell.end


def test_all_real_documents_are_read() -> None:
    files = real_files()
    assert len(files) > 90
    for path in files:
        check(path)


@pytest.mark.parametrize("gold", ["yq113", "yq140", "yq384", "yq575"])
def test_real_pdfs_give_every_character(gold: str) -> None:
    ours, theirs = squeezed(gold)
    assert ours == theirs
