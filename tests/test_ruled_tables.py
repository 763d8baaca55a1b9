"""Ruled tables on a page: cells and spans from the lines, frames around text, rows joined over two pages."""

from __future__ import annotations

import pytest
from test_ingest_pdf import FIRST, SECOND, THIRD, paragraphs, read
from testkit.pdf import body, drawing, lines, table, text

from pipeline.document import Document

ROWS = [["序号", "重点任务", "牵头单位"], ["1", "建设创新平台\n10个", "市科技局"], ["2", "", "市财政局"]]


def cells(document: Document, number: int = 0) -> list[tuple[int, int, int, int, str]]:
    found = document.tables[number]
    return [(c.row, c.column, c.row_span, c.column_span, document.text[c.start : c.end]) for c in found.cells]


@pytest.mark.parametrize("sides", [True, False])
def test_a_ruled_table_between_paragraphs(sides: bool) -> None:
    page = drawing(body([FIRST], y=60), table(ROWS, y=200, widths=[50, 200, 120], sides=sides), body([SECOND], y=340))
    document = read(page).document
    assert [line for line in document.text.splitlines() if "|" in line] == [
        "序号 | 重点任务 | 牵头单位 |",
        "1 | 建设创新平台10个 | 市科技局 |",
        "2 |  | 市财政局 |",
    ]
    assert [cell[4] for cell in cells(document)] == [
        "序号",
        "重点任务",
        "牵头单位",
        "1",
        "建设创新平台10个",
        "市科技局",
        "2",
        "",
        "市财政局",
    ]
    assert document.text.index("序号") > document.text.index("制定本方案")
    assert document.text.index("到2025年") > document.text.index("市财政局")


def test_merged_cells_have_spans() -> None:
    grid = lines(
        *[(80, y, 480, y) for y in (100, 130, 190)],
        (180, 160, 480, 160),
        *[(x, 100, x, 190) for x in (80, 480)],
        (180, 130, 180, 190),
        (330, 130, 330, 190),
    )
    words = [
        text(*cell, size=11)
        for cell in (("主要指标", 200, 120), ("创新", 90, 160), ("企业数", 190, 150), ("400家", 340, 150))
    ]
    words += [text("平台数", 190, 180, size=11), text("50个", 340, 180, size=11)]
    assert cells(read(drawing(grid, *words)).document) == [
        (0, 0, 1, 3, "主要指标"),
        (1, 0, 2, 1, "创新"),
        (1, 1, 1, 1, "企业数"),
        (1, 2, 1, 1, "400家"),
        (2, 1, 1, 1, "平台数"),
        (2, 2, 1, 1, "50个"),
    ]


def test_a_table_over_two_pages_is_one_table_with_one_header() -> None:
    head = ["序号", "重点任务", "牵头单位"]
    widths = [50, 200, 120]
    first = drawing(
        table(
            [head, ["1", "建设创新平台", "市科技局"], ["2", "培育企业，\n到2025年", "市工信局"]],
            y=600,
            widths=widths,
            bottom=False,
        ),
        text("— 1 —", 280, 800, size=10),
    )
    second = drawing(
        table([head, ["", "达到400家。", ""], ["3", "引进人才", "市人社局"]], y=60, widths=widths),
        text("— 2 —", 280, 800, size=10),
    )
    document = read(first, second).document
    assert len(document.tables) == 1
    assert [document.text[c.start : c.end] for c in document.tables[0].cells if c.column == 1] == [
        "重点任务",
        "建设创新平台",
        "培育企业，到2025年达到400家。",
        "引进人才",
    ]
    assert document.page_of(document.text.index("引进人才")) == 2


def test_a_row_on_a_new_page_with_its_own_number_is_a_row() -> None:
    widths = [50, 200]
    first = table([["序号", "任务"], ["1", "建设创新平台"]], y=700, widths=widths)
    second = table([["2", "培育企业"], ["3", "引进人才"]], y=60, widths=widths)
    assert [c[4] for c in cells(read(first, second).document) if c[1] == 0] == ["序号", "1", "2", "3"]


def test_text_in_a_drawn_frame_has_margins_of_its_own() -> None:
    inner = "专栏内容在方框之中排成较窄的一栏，字号也较小，每行到框的右边为止，然后接着排下一行文字，直到说完为止。"
    frame = lines(
        (80, 200, 480, 200), (80, 330, 480, 330), (80, 200, 80, 330), (480, 200, 480, 330), (80, 230, 480, 230)
    )
    page = drawing(
        body([FIRST, SECOND], y=60, width=30),
        frame,
        text("专栏1 重点工程", 220, 220, size=12),
        body([inner], x=90, y=255, width=31, size=12, leading=20),
        body([THIRD], y=380),
    )
    assert paragraphs(read(page).document) == [FIRST, SECOND, "专栏1 重点工程", inner, THIRD]
