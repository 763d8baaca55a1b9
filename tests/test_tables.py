"""The tables as files: columns, cells, csv, workbook, Parquet, texts, data dictionary."""

from __future__ import annotations

import csv
import dataclasses
import json
import typing
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import spool
from pipeline.cells import Value, cell, defuse, plain_decimal, restore
from pipeline.records import (
    ClauseRow,
    DeadlineRow,
    DocumentResult,
    DocumentRow,
    ErrorRow,
    ResponsibilityRow,
    TargetRow,
    TaskRow,
)
from pipeline.schema import datapackage, markdown
from pipeline.tables import TABLES, TARGETS, TableError, read_table
from pipeline.text_files import text_name
from pipeline.writers import Formats, write_all
from pipeline.xlsx import XlsxWriter
from pipeline.xlsx_cells import CUT_MARK, MAX_CELL, Look, RowMaker, cell_text

ROOT = Path(__file__).resolve().parent.parent

CONTRACT = {
    "documents": "doc_id status sha256 format title doc_number issuer region issue_date horizon_start horizon_end pages"
    " chars clauses targets responsibilities deadlines warnings",
    "clauses": "doc_id clause level heading char_start char_end page",
    "targets": "doc_id clause indicator indicator_std measure comparator value value_max unit target_date period_start"
    " modality scope status raw sentence char_start char_end page confidence extractor",
    "responsibilities": "doc_id clause unit unit_full role order inherited raw char_start char_end page confidence"
    " extractor",
    "deadlines": "doc_id clause type start_date end_date duration recurrence raw char_start char_end page confidence"
    " extractor",
    "tasks": "doc_id clause task measures targets lead_units responsible_units support_units deadline deadline_date"
    " page",
    "errors": "source stage error message",
}


def target(doc_id: str = "a.txt", start: int = 10, raw: str = "5%", **changes: object) -> TargetRow:
    row = TargetRow(
        doc_id=doc_id,
        clause="一/二",
        indicator="研发投入强度",
        indicator_std="研发经费占GDP比重",
        measure="level",
        comparator="=",
        value=Decimal("5"),
        value_max=None,
        unit="%",
        target_date=date(2025, 12, 31),
        period_start=None,
        modality="力争",
        scope="全市",
        status="target",
        raw=raw,
        sentence="力争全市研发投入强度达5%。",
        char_start=start,
        char_end=start + len(raw),
        page=None,
        confidence=0.9,
        extractor="targets/level",
    )
    return dataclasses.replace(row, **changes)  # type: ignore[arg-type]


def result(doc_id: str = "a.txt", *targets: TargetRow, text: str = "原文\r\n第二行") -> DocumentResult:
    return DocumentResult(
        document=DocumentRow(doc_id, "ok", "0" * 64, "txt", "青屿市工作计划", chars=len(text), targets=len(targets)),
        clauses=(ClauseRow(doc_id, "一", 1, "总体要求", 0, 4),),
        targets=targets,
        responsibilities=(
            ResponsibilityRow(
                doc_id, "一", "市科技局", "青屿市科学技术局", "lead", 1, False, "市科技局", 0, 4, 2, 0.5, "r"
            ),
        ),
        deadlines=(DeadlineRow(doc_id, "一", "by", None, date(2025, 6, 30), "", "", "6月底前", 3, 7, None, 1.0, "d"),),
        tasks=(TaskRow(doc_id, "一", "任务", "措施" * 30, "", "市科技局", "", "", "6月底前", date(2025, 6, 30)),),
        errors=(ErrorRow(doc_id, "read", "garbled", "第3页"),),
        text=text,
    )


def write(out: Path, *results: DocumentResult, formats: Formats = Formats()) -> Path:  # noqa: B008
    out.mkdir(exist_ok=True)
    draft = out / "draft"
    draft.mkdir()
    write_all(results, out, draft, formats)
    draft.rmdir()
    return out


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize("name", CONTRACT)
def test_columns_are_those_of_the_contract_and_of_the_row_class(name: str) -> None:
    columns = [column.name for column in TABLES[name].columns]
    assert columns == CONTRACT[name].split()
    assert columns == [field.name for field in dataclasses.fields(TABLES[name].row)]
    assert list(TABLES) == list(CONTRACT)


@pytest.mark.parametrize("name", CONTRACT)
def test_column_types_and_enumerations_are_those_of_the_row_class(name: str) -> None:
    kinds = {"string": {str}, "integer": {int}, "number": {float, Decimal}, "date": {date}, "boolean": {bool}}
    for field, hint in typing.get_type_hints(TABLES[name].row).items():
        column = next(column for column in TABLES[name].columns if column.name == field)
        if typing.get_origin(hint) is typing.Literal:
            assert column.enum == typing.get_args(hint)
        else:
            assert {kind for kind in typing.get_args(hint) or (hint,) if kind is not type(None)} <= kinds[column.type]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("确保", "确保"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (date(2020, 12, 31), "2020-12-31"),
        (Decimal("1.367E+7"), "13670000"),
        (Decimal("80000000000"), "80000000000"),
        (Decimal("0.750"), "0.75"),
        (Decimal("-0.00"), "0"),
        (Decimal("100"), "100"),
        (Decimal("1E-7"), "0.0000001"),
        (0.9, "0.9"),
        (1.0, "1"),
        (1e-7, "0.0000001"),
    ],
)
def test_cell(value: object, text: str) -> None:
    assert cell(value) == text  # type: ignore[arg-type]


def test_no_table_holds_infinity() -> None:
    with pytest.raises(ValueError, match="Infinity"):
        plain_decimal(Decimal("Infinity"))


@pytest.mark.parametrize(
    ("text", "csv_text"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+cmd", "'+cmd"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1+1", "'＝1+1"),
        ("－甲", "'－甲"),
        ("'=1", "''=1"),
        ("-3%", "-3%"),
        ("+0.5", "+0.5"),
        ("'十四五'规划", "'十四五'规划"),
        ("—不是减号", "—不是减号"),
        ("5%", "5%"),
        ("", ""),
    ],
)
def test_formulas_are_defused_and_restored(text: str, csv_text: str) -> None:
    assert defuse(text) == csv_text
    assert restore(csv_text) == text


@given(st.text(alphabet="'=+-@\t\r＝＋－＠1%a甲", max_size=8))
def test_defusing_can_always_be_undone(text: str) -> None:
    assert restore(defuse(text)) == text


def test_csv_bytes(tmp_path: Path) -> None:
    out = write(tmp_path / "out", result("a.txt", target(sentence='说"好",\n再说')))
    data = (out / "targets.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfdoc_id,clause,")
    assert data.endswith(b"\r\n")
    line = data.decode("utf-8-sig").split("\r\n")[1]
    assert line.startswith("a.txt,一/二,研发投入强度,研发经费占GDP比重,level,=,5,,%,2025-12-31,,力争,全市,target,5%,")
    assert '"说""好"",\n再说",10,12,,0.9,targets/level' in line


def test_closed_vocabularies_are_never_prefixed(tmp_path: Path) -> None:
    out = write(tmp_path / "out", result("a.txt", target(comparator="=")))
    assert rows(out / "targets.csv")[0]["comparator"] == "="


def test_rows_stand_by_document_then_offset(tmp_path: Path) -> None:
    out = write(
        tmp_path / "out", result("a.txt", target(start=90), target(start=7)), result("b.txt", target("b.txt", start=1))
    )
    assert [(row["doc_id"], row["char_start"]) for row in rows(out / "targets.csv")] == [
        ("a.txt", "7"),
        ("a.txt", "90"),
        ("b.txt", "1"),
    ]


def test_two_runs_give_the_same_bytes_and_leave_nothing_of_the_first(tmp_path: Path) -> None:
    both = Formats(xlsx=True, parquet=True)
    one = write(tmp_path / "one", result("a.txt", target()), formats=both)
    two = write(tmp_path / "two", result("old.txt", target("old.txt")), result("z", target("z")), formats=both)
    (two / "text" / "mine.txt").write_text("not ours")
    write(two, result("a.txt", target()), formats=both)
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert {str(path.relative_to(two)) for path in two.rglob("*") if path.is_file()} == {
        *(str(file) for file in files),
        "text/mine.txt",
    }
    for file in files:
        assert (one / file).read_bytes() == (two / file).read_bytes(), file
    write(two, result("a.txt", target()), formats=Formats(xlsx=False))
    assert not (two / "zhengce.xlsx").exists()
    assert not (two / "targets.parquet").exists()


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_read_table_gives_back_what_was_extracted(tmp_path: Path, suffix: str) -> None:
    hostile = target(raw="=5%", sentence="\t=达到\r\n'=5%", value=Decimal("-13.5"), value_max=Decimal("1.2E4"), page=3)
    out = write(tmp_path / "out", result("=a.txt", hostile), formats=Formats(parquet=True))
    frame = read_table(out / f"targets.{suffix}")
    row = frame.iloc[0]
    assert (row["raw"], row["sentence"], row["scope"]) == ("=5%", "\t=达到\r\n'=5%", "全市")
    assert (row["value"], row["value_max"], row["page"], row["char_start"]) == (-13.5, 12000.0, 3, 10)
    assert row["target_date"].date() == date(2025, 12, 31)
    assert frame["period_start"].isna().all()
    assert read_table(out / f"responsibilities.{suffix}")["inherited"].tolist() == [False]
    assert read_table(out / f"documents.{suffix}")["title"].tolist() == ["青屿市工作计划"]


def test_read_table_refuses_other_files(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\r\n")
    (tmp_path / "targets.csv").write_text("a,b\r\n1,2\r\n")
    (tmp_path / "errors.csv").write_text("source,stage,error,message\r\n1,2\r\n")
    for name, message in (("other", "not one of"), ("targets", "columns are"), ("errors", "2 cells, must be 4")):
        with pytest.raises(TableError, match=message):
            read_table(tmp_path / f"{name}.csv")


def test_empty_tables_have_their_header(tmp_path: Path) -> None:
    out = write(tmp_path / "out", DocumentResult(DocumentRow("a.pdf", "failed")), formats=Formats(parquet=True))
    assert (out / "tasks.csv").read_bytes().count(b"\r\n") == 1
    assert len(read_table(out / "tasks.csv")) == len(read_table(out / "tasks.parquet")) == 0
    assert not (out / "text").exists()


def test_workbook_for_people(tmp_path: Path) -> None:
    out = write(tmp_path / "out", result("=a.txt", target(raw="=5%", scope="全\x0b市", modality="x" * 40_000)))
    book = openpyxl.load_workbook(out / "zhengce.xlsx")
    assert book.sheetnames == [spec.title for spec in TABLES.values()]
    assert book.active.title == "任务分解表"
    for spec in TABLES.values():
        sheet = book[spec.title]
        assert [header.value for header in sheet[1]] == [column.title for column in spec.columns]
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref is not None
        assert sheet.page_setup.orientation == "landscape"
    names = [column.name for column in TARGETS.columns]
    cells = dict(zip(names, book["量化目标"][2], strict=True))
    assert (cells["raw"].value, cells["raw"].data_type, cells["raw"].quotePrefix) == ("=5%", "s", True)
    assert cells["sentence"].alignment.wrap_text
    assert (cells["value"].value, cells["target_date"].value.date()) == (5, date(2025, 12, 31))
    assert cells["scope"].value == "全市"
    assert cells["modality"].value.endswith(CUT_MARK)
    assert len(cells["modality"].value) == MAX_CELL


def test_rows_are_as_high_as_their_wrapped_text(tmp_path: Path) -> None:
    long = target(sentence="推动数字经济高质量发展，" * 12 + "力争增加值增长14%以上。")
    out = write(tmp_path / "out", result("a.txt", target(), long))
    sheet = openpyxl.load_workbook(out / "zhengce.xlsx")["量化目标"]
    assert sheet.row_dimensions[2].height is None
    assert 5 * 15 <= sheet.row_dimensions[3].height <= 8 * 15


def test_workbook_cells_count_as_excel_counts() -> None:
    assert cell_text("𠮷" * 20_000).endswith(CUT_MARK)
    assert len(cell_text("𠮷" * 20_000).encode("utf-16-le")) // 2 <= MAX_CELL
    assert cell_text("字" * MAX_CELL) == "字" * MAX_CELL


def test_more_rows_than_a_sheet_holds_go_to_a_further_sheet(tmp_path: Path) -> None:
    writer = XlsxWriter(tmp_path / "book.xlsx", max_rows=3)
    writer.write(TABLES["errors"], [(f"{n}.pdf", "read", "corrupt", "") for n in range(5)])
    writer.close()
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert [book[title].max_row for title in ("问题", "问题 (2)", "问题 (3)")] == [3, 3, 2]
    assert [book[title].dimensions for title in ("问题", "问题 (3)", "量化目标")] == ["A1:D3", "A1:D2", "A1:U1"]
    assert book["问题 (3)"]["A1"].value == "文件"
    assert book["问题 (3)"]["A2"].value == "4.pdf"


@pytest.mark.parametrize(
    ("column", "value", "xml"),
    [
        ("doc_id", "a<b>&c", '<c r="A9" s="1" t="inlineStr"><is><t>a&lt;b&gt;&amp;c</t></is></c>'),
        ("doc_id", "=1", '<c r="A9" s="2" t="inlineStr"><is><t>=1</t></is></c>'),
        ("doc_id", " _x0041_", '<c r="A9" s="1" t="inlineStr"><is><t xml:space="preserve"> _x005F_x0041_</t></is></c>'),
        ("comparator", "=", '<c r="F9" s="1" t="inlineStr"><is><t>=</t></is></c>'),
        ("value", Decimal("1.2E4"), '<c r="G9" s="1"><v>12000</v></c>'),
        ("value", Decimal(10) ** 20 + 1, '<c r="G9" s="1" t="inlineStr"><is><t>100000000000000000001</t></is></c>'),
        ("target_date", date(2020, 12, 31), '<c r="J9" s="1"><v>44196</v></c>'),
        ("target_date", date(1899, 1, 1), '<c r="J9" s="1" t="inlineStr"><is><t>1899-01-01</t></is></c>'),
        ("char_start", 12, '<c r="Q9" s="1"><v>12</v></c>'),
        ("scope", True, '<c r="M9" s="1" t="b"><v>1</v></c>'),
        ("page", None, ""),
    ],
)
def test_workbook_cell(column: str, value: Value, xml: str) -> None:
    maker = RowMaker(TARGETS, [Look(1, 2)] * len(TARGETS.columns), bordered=False)
    values = [value if name.name == column else None for name in TARGETS.columns]
    assert maker.row(9, values) == f'<row r="9">{xml}</row>'


def test_texts_are_kept_byte_for_byte(tmp_path: Path) -> None:
    out = write(tmp_path / "out", result("2024/计划.txt", text="一\r\n二\n三\r四\f"))
    assert (out / "text/2024/计划.txt.txt").read_bytes() == "一\r\n二\n三\r四\f".encode()


def test_a_text_that_cannot_be_written_costs_only_its_file(tmp_path: Path) -> None:
    (tmp_path / "out" / "text" / "a.txt.txt").mkdir(parents=True)
    out = write(tmp_path / "out", result("a.txt"), result("b.txt"))
    assert [row["status"] for row in rows(out / "documents.csv")] == ["partial", "ok"]
    assert [row["error"] for row in rows(out / "errors.csv") if row["stage"] == "write"] == ["text_not_written"]


@pytest.mark.parametrize(
    "doc_id",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "a/../../b",
        "..",
        "",
        "a\x00b",
        "C:\\windows\\x",
        "CON.pdf",
        "长" * 200,
        "a\nb",
        "甲\u202efdp.txt",
        " a",
        "~",
        "a.txt/b",
        "./a",
        "a//b",
    ],
)
def test_hostile_names_stay_inside(tmp_path: Path, doc_id: str) -> None:
    folder = tmp_path / "text"
    path = folder / text_name(doc_id)
    assert path.resolve().is_relative_to(folder.resolve())
    assert ".." not in path.parts
    assert not any(parent.name.endswith(".txt") for parent in path.parents if parent.is_relative_to(folder))
    path.parent.mkdir(parents=True)
    path.write_text("x")


@given(st.lists(st.text(alphabet="a./\\ ~\x00甲C:", max_size=6), max_size=6, unique=True))
def test_different_ids_never_share_a_text(doc_ids: list[str]) -> None:
    names = [text_name(doc_id) for doc_id in doc_ids]
    assert len(set(names)) == len(names)


def test_spool_gives_back_the_result() -> None:
    one = result("a.txt", target(value=Decimal("0.10"), value_max=Decimal("1E+9"), confidence=0.25), text="引\u2028文")
    assert spool.load(spool.dump(one)) == one


def test_spool_replaces_what_no_file_can_hold() -> None:
    assert spool.load(spool.dump(result(text="甲\ud800乙"))).text == "甲\ufffd乙"


def test_data_dictionary() -> None:
    package = datapackage()
    assert [resource["name"] for resource in package["resources"]] == list(CONTRACT)
    for resource in package["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["title"]
            assert field["description"]
    fields = {field["name"]: field for field in package["resources"][2]["schema"]["fields"]}
    assert fields["comparator"]["constraints"]["enum"] == ["=", ">=", ">", "<=", "<", "~", "range"]
    assert json.loads(json.dumps(package)) == package


def test_docs_tables_is_what_the_program_says() -> None:
    assert (ROOT / "docs/tables.md").read_text(encoding="utf-8") == markdown()
