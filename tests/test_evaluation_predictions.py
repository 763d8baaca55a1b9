"""Tables to be scored: lenient in form, strict in meaning."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.evaluation.errors import PredictionError
from pipeline.evaluation.predictions import from_result, from_tables
from pipeline.records import DeadlineRow, DocumentResult, DocumentRow, ResponsibilityRow, TargetRow

TARGETS = (
    "doc_id,char_start,char_end,value,value_max,unit,comparator,measure,indicator,target_date,clause,status,confidence"
)
FIRST = "甲.txt,5,8,14,,%,>=,growth,研发经费,2025-12-31,一/二,target,0.9"


def write(folder: Path, name: str, *lines: str, bom: bool = True, end: str = "\r\n") -> None:
    text = "".join(line + end for line in lines)
    (folder / f"{name}.csv").write_bytes(text.encode("utf-8-sig" if bom else "utf-8"))


def test_rows_of_a_table(tmp_path: Path) -> None:
    write(tmp_path, "targets", TARGETS, FIRST)
    (document,) = from_tables(tmp_path)
    (row,) = document.records["targets"]
    assert (document.doc_id, document.metadata) == ("甲.txt", None)
    assert (row.start, row.end, row.confidence, row.extractor) == (5, 8, 0.9, "")
    assert row.fields["value"] == "14"
    assert row.fields["comparator"] == ">="
    assert row.fields["modality"] == ""  # no such column: not stated


def test_form_is_lenient(tmp_path: Path) -> None:
    columns = TARGETS.split(",")
    cells = FIRST.replace(",5,8,", ",5.0,8.0,").split(",")
    turned = [",".join(["x", *reversed(row)]) for row in (columns, cells)]
    write(tmp_path, "targets", *turned, bom=False, end="\n")
    (row,) = from_tables(tmp_path)[0].records["targets"]
    assert (row.start, row.end, row.fields["indicator"]) == (5, 8, "研发经费")


def test_defused_cells_are_restored(tmp_path: Path) -> None:
    write(tmp_path, "responsibilities", "doc_id,char_start,char_end,unit,role,clause,raw", "甲.txt,1,3,'=甲,lead,,'=甲")
    (row,) = from_tables(tmp_path)[0].records["responsibilities"]
    assert (row.fields["unit"], row.raw) == ("=甲", "=甲")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",14,", ",一四,", "value must be a plain decimal number"),
        (",14,", ',"1,400",', "value must be a plain decimal number"),
        (",14,", ",NaN,", "value must be a plain decimal number"),
        (",14,", ",1e999999999,", "value must be a plain decimal number"),
        (",5,8,", ",8,5,", "char_start 8 is not before char_end 5"),
        (",5,8,", ",5,5,", "char_start 5 is not before char_end 5"),
        (",5,8,", ",-5,8,", "char_start must be a whole number"),
        (",5,8,", ",,8,", "char_start must be a whole number"),
        (",5,8,", ",5,8.5,", "char_end must be a whole number"),
        (",5,8,", ",5,８,", "char_end must be a whole number"),
        ("2025-12-31", "2025-13-31", "target_date must be a date"),
        ("2025-12-31", "2025", "target_date must be a date"),
        (",target,", ",,", "status must be one of"),
        (",target,", ",目标,", "status must be one of"),
        (",0.9", ",90%", "confidence must be a number from 0 to 1"),
        (",0.9", ",1.5", "confidence must be a number from 0 to 1"),
        (",0.9", "", "12 cells, the header has 13"),
        (",0.9", ",0.9,", "14 cells, the header has 13"),
    ],
)
def test_meaning_is_strict(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in FIRST
    write(tmp_path, "targets", TARGETS, FIRST, FIRST.replace(old, new))
    with pytest.raises(PredictionError) as refused:
        from_tables(tmp_path)
    assert message in str(refused.value)
    assert "targets.csv:3" in str(refused.value) or "line 3" in str(refused.value)


@pytest.mark.parametrize("column", ["doc_id", "char_start", "value", "indicator", "status", "clause"])
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    write(tmp_path, "targets", TARGETS.replace(column, "x", 1))
    with pytest.raises(PredictionError, match=rf"targets.csv: missing columns \['{column}'\]"):
        from_tables(tmp_path)


@pytest.mark.parametrize("data", ["指标".encode("gb18030"), b'doc_id,"a\r\n', b"", b"\x00\xff"])
def test_what_is_no_table(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "deadlines.csv").write_bytes(data)
    with pytest.raises(PredictionError, match="deadlines.csv"):
        from_tables(tmp_path)


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(PredictionError, match="none of targets.csv"):
        from_tables(tmp_path)
    with pytest.raises(PredictionError, match="no such folder"):
        from_tables(tmp_path / "无")


def test_metadata_and_documents_without_rows(tmp_path: Path) -> None:
    write(tmp_path, "targets", TARGETS, FIRST)
    write(tmp_path, "documents", "doc_id,title,issue_date", "乙.txt,工作方案,2024-01-02", "甲.txt,,")
    documents = {document.doc_id: document for document in from_tables(tmp_path)}
    assert set(documents) == {"甲.txt", "乙.txt"}
    assert documents["乙.txt"].records["targets"] == ()
    metadata = documents["乙.txt"].metadata
    assert metadata is not None
    assert (metadata["title"], metadata["issue_date"], metadata["issuer"]) == ("工作方案", "2024-01-02", "")
    write(tmp_path, "documents", "doc_id", "甲.txt", "甲.txt")
    with pytest.raises(PredictionError, match="a second row for"):
        from_tables(tmp_path)


def test_a_program_run_gives_the_same_form() -> None:
    last = date(2025, 12, 31)
    target = TargetRow(
        doc_id="甲.txt",
        clause="一/二",
        indicator="研发经费",
        indicator_std="",
        measure="growth",
        comparator=">=",
        value=Decimal("1.2E+4"),
        value_max=None,
        unit="%",
        target_date=last,
        period_start=None,
        modality="力争",
        scope="",
        status="target",
        raw="14%",
        sentence="研发经费增长14%",
        char_start=5,
        char_end=8,
        page=None,
        confidence=0.9,
        extractor="targets",
    )
    unit = ResponsibilityRow("甲.txt", "一", "省科技厅", "", "lead", 1, False, "省科技厅", 9, 13, None, 0.8, "units")
    deadline = DeadlineRow("甲.txt", "一", "by", None, last, "", "", "2025年底", 0, 6, None, 0.7, "times")
    document = DocumentRow("甲.txt", "ok", title="工作方案", issue_date=date(2024, 1, 2))
    predicted = from_result(DocumentResult(document, (), (target,), (unit,), (deadline,)))
    assert predicted.metadata is not None
    assert (predicted.metadata["title"], predicted.metadata["issue_date"]) == ("工作方案", "2024-01-02")
    (row,) = predicted.records["targets"]
    assert (row.fields["value"], row.fields["value_max"], row.fields["target_date"]) == ("12000", "", "2025-12-31")
    assert (row.start, row.end, row.raw, row.confidence, row.extractor) == (5, 8, "14%", 0.9, "targets")
    assert predicted.records["responsibilities"][0].fields["role"] == "lead"
    assert predicted.records["deadlines"][0].fields["end_date"] == "2025-12-31"
