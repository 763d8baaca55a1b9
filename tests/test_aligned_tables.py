"""Tables without upright lines: columns told by alignment, and the text that only looks like them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from testkit.pdf import Drawing, body, drawing, lines, pdf, table, text

from pipeline.document import Document
from pipeline.extract import extract_records
from pipeline.ingest import Limits, read_bytes

BODY = "各县（市、区）人民政府要加强组织领导，健全工作机制，细化工作任务，确保各项指标如期完成，有关情况每年报告一次。"
HEAD = ["指标", "单位", "2020年", "2025年", "属性"]
VALUES = [
    ["地区生产总值", "亿元", "1200", "1800", "预期性"],
    ["城镇化率", "%", "61.5", "68", "预期性"],
    ["森林覆盖率", "%", "41.2", "42", "约束性"],
    ["空气优良天数比例", "%", "86", "88", "约束性"],
]
AT = [80.0, 250.0, 310.0, 380.0, 450.0]


def read(*steps: Drawing) -> Document:
    return read_bytes(pdf(drawing(*steps)), "指标.pdf", Limits(ocr=False)).document


def rows(document: Document, number: int = 0) -> list[list[str]]:
    found = document.tables[number]
    last = max(cell.row for cell in found.cells)
    return [[document.text[cell.start : cell.end] for cell in found.row(row)] for row in range(last + 1)]


def aligned(cells: Sequence[Sequence[str]], at: Sequence[float], y: float = 200, step: float = 22) -> Drawing:
    """Rows of cells, each cell at the place of its column; an empty one is not drawn."""
    places = [
        text(part, x, y + step * n + 13 * k, size=10.5)
        for n, row in enumerate(cells)
        for x, cell in zip(at, row, strict=False)
        for k, part in enumerate(cell.split("\n"))
        if part
    ]
    return drawing(*places)


def across(*heights: float, left: float = 75, right: float = 500) -> Drawing:
    return lines(*[(left, y, right, y) for y in heights])


ABOVE, BELOW = body([BODY], y=100), body([BODY], y=330)


@pytest.mark.parametrize("rules", [(), (185, 207, 295), (185, 295), (185, 207, 229, 251, 273, 295)])
def test_an_indicator_table_without_upright_lines(rules: tuple[float, ...]) -> None:
    document = read(ABOVE, aligned([HEAD, *VALUES], AT), across(*rules), BELOW)
    assert rows(document) == [HEAD, *VALUES]
    assert document.text.count("各县（市、区）") == 2
    found = [(row.indicator, row.value, row.status) for row in extract_records(document).targets]
    assert ("森林覆盖率", 42, "target") in found


def test_heads_and_values_need_not_stand_below_one_another() -> None:
    """Heads are set in the middle of their columns, values at their left or right side."""
    centred = aligned([HEAD], [150, 250, 310, 380, 450])
    assert rows(read(ABOVE, centred, aligned(VALUES, AT, y=222), BELOW)) == [HEAD, *VALUES]


def test_groups_of_rows_have_rows_of_their_own() -> None:
    cells = [HEAD, ["一、经济发展"], VALUES[0], VALUES[1], ["二、生态环境保护与绿色低碳发展"], *VALUES[2:]]
    found = rows(read(ABOVE, aligned(cells, AT, step=18), BELOW))
    assert [row for row in found if row[0][:2] not in ("一、", "二、")] == [HEAD, *VALUES]
    assert [row[0] for row in found if row[0][:2] in ("一、", "二、")] == [cells[1][0], cells[4][0]]


def test_a_three_line_table_of_two_columns() -> None:
    cells = [["项目", "数值"], ["高新技术企业", "400家"], ["创新平台", "50个"]]
    document = read(ABOVE, aligned(cells, [100, 350]), across(185, 207, 251), BELOW)
    assert rows(document) == cells


def test_what_stands_below_the_last_line_is_no_row() -> None:
    note = text("注：数据为预计数。", 80, 308, size=10.5)
    document = read(ABOVE, aligned([HEAD, *VALUES], AT), across(185, 207, 295), note, BELOW)
    assert rows(document) == [HEAD, *VALUES]
    assert "注：数据为预计数。" in document.text.splitlines()


@pytest.mark.parametrize("line", ["二、保障措施", "（二）保障措施", "注：表中数据为预计数", "附件2"])
def test_a_heading_right_below_is_no_row(line: str) -> None:
    document = read(ABOVE, aligned([HEAD, *VALUES, [line]], AT), BELOW)
    assert rows(document) == [HEAD, *VALUES]
    assert line in document.text.splitlines()


def test_rows_of_several_lines_are_told_by_their_keys() -> None:
    cells = [
        ["序号", "重点任务", "责任单位"],
        ["1", "支持建设创新平台，\n到2025年达到50个", "市科技局"],
        ["2", "培育高新技术企业", "市科技局、\n市财政局"],
        ["3", "引进高层次人才", "市人社局"],
    ]
    found = rows(read(ABOVE, aligned(cells[:1], AT[:3]), aligned(cells[1:], [80, 130, 310], y=213, step=26), BELOW))
    assert found == [[cell.replace("\n", "") for cell in row] for row in cells]


def test_columns_without_heads_are_read_cell_by_cell() -> None:
    cells = [
        ["甲县", "120", "35", "2.4"],
        ["乙县", "98", "22", "1.9"],
        ["丙市", "310", "80", "3.1"],
        ["丁区", "45", "9", "0.8"],
    ]
    assert rows(read(ABOVE, aligned(cells, [80, 200, 300, 400]), BELOW)) == cells


def test_text_in_three_columns_is_no_table() -> None:
    long = BODY * 3
    width = 9
    cells = [[long[(3 * n + k) * width : (3 * n + k + 1) * width] for k in range(3)] for n in range(6)]
    assert read(aligned(cells, [80, 200, 320], step=16)).tables == ()


@pytest.mark.parametrize(
    "cells",
    [
        [["联系人：张三", "电话：12345678", "传真：12345679"], [BODY[:36]], [BODY[36:]]],
        [["抄送：市委办公室", "市人大常委会办公室"], ["市政协办公室", "市监委"]],
        [["青屿市人民政府", "2025年3月6日"]],
    ],
)
def test_lines_with_gaps_are_no_table(cells: list[list[str]]) -> None:
    assert read(ABOVE, aligned(cells, [80, 220, 360]), BELOW).tables == ()


def test_underlined_text_is_no_table() -> None:
    page = drawing(body([BODY, BODY]), across(*[103 + 24 * n for n in range(4)], left=80, right=80 + 30 * 14))
    assert read(page).tables == ()


@pytest.mark.parametrize("ruled", [True, False])
def test_lines_of_a_cell_that_were_ended_by_hand_are_parted(ruled: bool) -> None:
    cells = [
        ["序号", "重点任务", "责任单位"],
        ["1", "1.建平台\n2.引进人才", "市科技局\n市发展改革委"],
        ["2", "支持各类企业建\n设研发机构工作", "市农业农村局市\n生态环境局配合"],
        ["3", "引进高层次\n人才", "市人社局"],
    ]
    drawn = table(cells, y=200, widths=[50, 95, 95]) if ruled else aligned(cells, [80, 130, 230], step=30)
    document = read(ABOVE, drawn, BELOW)
    assert [row[2] for row in rows(document)] == [
        "责任单位",
        "市科技局 市发展改革委",
        "市农业农村局市生态环境局配合",
        "市人社局",
    ]
    assert [row[1] for row in rows(document)[1:3]] == ["1.建平台 2.引进人才", "支持各类企业建设研发机构工作"]
    units = [row.unit for row in extract_records(document).responsibilities]
    assert units[:2] == ["市科技局", "市发展改革委"]
