"""What holds of every row, whatever the document: over the corpus and all real documents beside the project."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import regex
from conftest import ROOT, shared_dir

from extractors.types import Comparator, DeadlineType, Measure, Role, Status
from pipeline.errors import ReadError
from pipeline.extract import extract_document
from pipeline.records import DeadlineRow, DocumentResult, ResponsibilityRow, TargetRow
from pipeline.settings import Settings

FOLDERS = ("seeds", "gold/dev/text", "real/txt", "real/docx", "real/html", "real/pdf")
DATED = ("by", "during", "recurring", "relative")
RECURRENCE = regex.compile(r"(?:daily|weekly|quarterly|(?:half-)?(?:monthly|yearly))(?:/\d{1,2})?")

Row = TargetRow | ResponsibilityRow | DeadlineRow


@cache
def read(path: Path) -> DocumentResult | None:
    """The records of a file; ``None`` for one whose pages are all pictures."""
    try:
        return extract_document(path.read_bytes(), path.name, Settings(ocr=False))
    except ReadError as error:
        assert error.code == "needs_ocr", path.name
        return None


def results(folder: str) -> Iterator[DocumentResult]:
    root = ROOT if folder == "corpus" else shared_dir()
    paths = [path for path in sorted((root / folder).iterdir()) if path.is_file() and path.suffix != ".md"]
    assert paths, folder
    read_ones = [result for path in paths if (result := read(path))]
    assert len(read_ones) >= len(paths) - 1, "one file of pictures only is among the real ones"
    yield from read_ones


@pytest.fixture(params=("corpus", *FOLDERS))
def documents(request: pytest.FixtureRequest) -> list[DocumentResult]:
    return list(results(request.param))


def rows(result: DocumentResult) -> tuple[Row, ...]:
    return (*result.targets, *result.responsibilities, *result.deadlines)


def where(result: DocumentResult, row: object) -> str:
    return f"{result.document.doc_id}: {row}"


def test_every_row_stands_where_it_says(documents: list[DocumentResult]) -> None:
    for result in documents:
        text, pages = result.text, result.document.pages
        for row in rows(result):
            assert row.raw and text[row.char_start : row.char_end] == row.raw, where(result, row)
            assert (row.page is None) == (pages is None), where(result, row)
            assert row.page is None or 1 <= row.page <= (pages or 0), where(result, row)
        for target in result.targets:
            assert target.raw in target.sentence and target.sentence in text, where(result, target)


def test_clauses_lie_in_the_text_and_in_each_other(documents: list[DocumentResult]) -> None:
    for result in documents:
        for clause in result.clauses:
            assert 0 <= clause.char_start < clause.char_end <= len(result.text), where(result, clause)
            assert clause.level >= 1 and clause.clause, where(result, clause)
            assert clause.level == clause.clause.count("/") + 1, where(result, clause)


def test_every_row_belongs_to_a_clause_that_is_listed(documents: list[DocumentResult]) -> None:
    for result in documents:
        clauses = {clause.clause for clause in result.clauses} | {""}
        for row in (*rows(result), *result.tasks):
            assert row.clause in clauses, where(result, row)


def test_words_are_the_ones_of_the_contract(documents: list[DocumentResult]) -> None:
    for result in documents:
        for target in result.targets:
            assert target.measure in get_args(Measure), where(result, target)
            assert target.comparator in get_args(Comparator), where(result, target)
            assert target.status in get_args(Status), where(result, target)
            assert target.indicator == target.indicator.strip(), where(result, target)
        for unit in result.responsibilities:
            assert unit.role in get_args(Role), where(result, unit)
            assert unit.order >= 1 and is_within(unit.unit, unit.raw), where(result, unit)
        for deadline in result.deadlines:
            assert deadline.type in get_args(DeadlineType), where(result, deadline)
            assert bool(deadline.recurrence) == (deadline.type == "recurring"), where(result, deadline)
            assert not deadline.recurrence or RECURRENCE.fullmatch(deadline.recurrence), where(result, deadline)
        for row in rows(result):
            assert 0 <= row.confidence <= 1, where(result, row)
            assert row.extractor.startswith("rules:"), where(result, row)
            for field in dataclasses.fields(row):
                value = getattr(row, field.name)
                assert field.name in ("raw", "sentence") or "\n" not in str(value), where(result, row)


def is_within(unit: str, raw: str) -> bool:
    """Whether a name is its source without line ends, blanks and the page numbers in between."""
    rest = iter(raw)
    return (unit[0], unit[-1]) == (raw[0], raw[-1]) and all(char in rest for char in unit)


def test_values_and_dates_are_in_order(documents: list[DocumentResult]) -> None:
    for result in documents:
        for target in result.targets:
            assert target.value >= 0, where(result, target)
            assert (target.value_max is not None) == (target.comparator == "range"), where(result, target)
            assert target.value_max is None or target.value <= target.value_max, where(result, target)
            in_order(result, target, target.period_start, target.target_date)
        for deadline in result.deadlines:
            in_order(result, deadline, deadline.start_date, deadline.end_date)
            assert deadline.type in DATED or not (deadline.start_date or deadline.end_date), where(result, deadline)
            assert deadline.type != "by" or deadline.start_date is None, where(result, deadline)
        document = result.document
        in_order(result, document, document.horizon_start, document.horizon_end)


def in_order(result: DocumentResult, row: object, start: object, end: object) -> None:
    assert start is None or (end is not None and start <= end), where(result, row)  # type: ignore[operator]


def test_no_two_rows_say_the_same(documents: list[DocumentResult]) -> None:
    for result in documents:
        for table in (result.targets, result.responsibilities, result.deadlines):
            assert len(set(table)) == len(table), result.document.doc_id


def test_the_document_row_counts_what_is_there(documents: list[DocumentResult]) -> None:
    for result in documents:
        row = result.document
        assert row.chars == len(result.text)
        counted = (row.clauses, row.targets, row.responsibilities, row.deadlines)
        held = (result.clauses, result.targets, result.responsibilities, result.deadlines)
        assert counted == tuple(map(len, held)), row.doc_id
        assert (row.status == "partial") == bool(result.errors), row.doc_id
