"""Tables that a text file holds flattened, cells parted by bars."""

from __future__ import annotations

import pytest

from pipeline.document import Cell
from pipeline.flat_tables import find_flat_tables


def cells(text: str) -> list[list[list[str]]]:
    """The cells of every table, row by row."""
    return [
        [[text[cell.start : cell.end] for cell in table.row(number)] for number in range(rows_of(table.cells))]
        for table in find_flat_tables(text)
    ]


def rows_of(found: tuple[Cell, ...]) -> int:
    return 1 + max(cell.row for cell in found)


HEAD = "序号 | 任务 | 责任单位 |"

TABLES = [
    ("one row a line", f"{HEAD}\n1 | 引进企业 | 市商务局 |\n2 | 培训员工 | 市人社局 |\n",
     [["序号", "任务", "责任单位"], ["1", "引进企业", "市商务局"], ["2", "培训员工", "市人社局"]]),
    ("a bar at the start of each line", "| 序号 | 任务 |\n| 1 | 引进企业 |\n",
     [["序号", "任务"], ["1", "引进企业"]]),
    ("a cell over several lines", f"{HEAD}\n1 | 引进企业。\n培训员工。 | 市商务局\n市人社局 |\n",
     [["序号", "任务", "责任单位"], ["1", "引进企业。\n培训员工。", "市商务局\n市人社局"]]),
    ("an empty cell at the start", f"{HEAD}\n | 引进企业 | 市商务局 |\n2 | 培训员工 | 市人社局 |\n",
     [["序号", "任务", "责任单位"], ["", "引进企业", "市商务局"], ["2", "培训员工", "市人社局"]]),
    ("an empty cell behind the first bar", "| 序号 | 任务 |\n| | 引进企业 |\n| 2 | 培训员工 |\n",
     [["序号", "任务"], ["", "引进企业"], ["2", "培训员工"]]),
    ("an empty cell", f"{HEAD}\n1 | | 市商务局 |\n", [["序号", "任务", "责任单位"], ["1", "", "市商务局"]]),
    ("no blanks around the bars", "序号|任务|\n1|引进企业|\n", [["序号", "任务"], ["1", "引进企业"]]),
    ("wide blanks", "序号　|　任务　|\n1　|　引进企业　|\n", [["序号", "任务"], ["1", "引进企业"]]),
    ("returns at the line ends", "序号 | 任务 |\r\n1 | 引进企业 |\r\n", [["序号", "任务"], ["1", "引进企业"]]),
    ("text before and behind", f"附件\n{HEAD}\n1 | 引进企业 | 市商务局 |\n请认真落实。",
     [["序号", "任务", "责任单位"], ["1", "引进企业", "市商务局"]]),
    ("no line end behind the last row", f"{HEAD}\n1 | 引进企业 | 市商务局 |",
     [["序号", "任务", "责任单位"], ["1", "引进企业", "市商务局"]]),
    ("a head alone", f"{HEAD}\n", [["序号", "任务", "责任单位"]]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), [case[1:] for case in TABLES], ids=[case[0] for case in TABLES])
def test_tables_are_found(text: str, rows: list[list[str]]) -> None:
    assert cells(text) == [rows]


def test_two_tables_with_text_between() -> None:
    text = "甲 | 乙 |\n1 | 2 |\n另附：\n丙 | 丁 | 戊 |\n3 | 4 | 5 |\n"
    assert cells(text) == [[["甲", "乙"], ["1", "2"]], [["丙", "丁", "戊"], ["3", "4", "5"]]]


def test_a_table_spans_its_rows_and_no_more() -> None:
    text = f"附件\n{HEAD}\n1 | 引进企业 | 市商务局 |\n请认真落实。"
    (table,) = find_flat_tables(text)
    assert text[table.start : table.end].strip() == f"{HEAD}\n1 | 引进企业 | 市商务局 |"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一、总体要求\n新增企业30家。",
        "引进企业 | 培训员工",  # one bar, not at the end
        "当前位置：首页 | 政务公开 | 政策文件",  # no closing bar
        "任务 |",
        "|x|=3",
    ],
)
def test_other_texts_are_no_tables(text: str) -> None:
    assert find_flat_tables(text) == ()


def test_a_row_with_too_few_cells_ends_the_table() -> None:
    assert cells(f"{HEAD}\n1 | 引进企业 | 市商务局 |\n第二批任务 |\n一、保障措施\n") == [
        [["序号", "任务", "责任单位"], ["1", "引进企业", "市商务局"]]
    ]


def test_a_bar_pages_away_closes_no_cell() -> None:
    pages = "推进各项工作落实。\n" * 1000
    assert cells(f"{HEAD}\n1 | {pages} | 市商务局 |\n")[0] == [["序号", "任务", "责任单位"]]


@pytest.mark.parametrize("text", ["|" * 20000, "| |\n" * 5000, "a|b|\n" * 4000, "|\n" * 9000])
def test_odd_texts_are_read(text: str) -> None:
    for table in find_flat_tables(text):
        assert all(table.start <= cell.start <= cell.end <= table.end for cell in table.cells)


@pytest.mark.parametrize("sign", [" | ", "|", "\t"])
def test_rows_without_a_sign_at_their_ends(sign: str) -> None:
    lines = [["序号", "指标名称", "2025年目标值"], ["1", "养老床位（万张）", "32"], ["2", "护理型床位占比（%）", "≥60"]]
    text = "主要指标\n" + "\n".join(sign.join(line) for line in lines) + "\n以上指标按年考核。"
    assert cells(text) == [lines]


@pytest.mark.parametrize(
    "text",
    [
        "甲 | 乙 | 丙\n丁 | 戊 | 己\n庚 | 辛 | 壬",  # no line of heads
        "序号 | 指标 | 单位\n1 | 床位 | 张",  # two lines make no table
        "序号 | 指标 | 单位\n1 | 床位\n2 | 托位",
    ],
)
def test_lines_with_bars_that_are_no_table(text: str) -> None:
    assert find_flat_tables(text) == ()
