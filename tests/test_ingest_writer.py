"""Writing source texts: every cell knows its place, merged cells leave their places empty."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.writer import GridCell, TextWriter

TEXTS = st.text(alphabet="目标单位1 2%\n\t|。", max_size=8)


def test_lines_furniture_and_tables_keep_their_offsets() -> None:
    writer = TextWriter()
    writer.line("第一行")
    writer.line("— 1 —", furniture=True)
    seen: list[int] = []
    rows = [[GridCell(0, "甲", row_span=2), GridCell(1, "乙\n丙")], [GridCell(1, "丁")]]
    writer.table(rows, lambda row: seen.append(writer.length))
    text = writer.text()
    assert text == "第一行\n— 1 —\n甲 | 乙 丙 |\n | 丁 |\n"
    assert [text[start:end] for start, end in writer.furniture] == ["— 1 —\n"]
    assert [text[at:].split(" ")[0] for at in seen] == ["甲", ""]
    assert text[writer.tables[0].start : writer.tables[0].end] == "甲 | 乙 丙 |\n | 丁 |"


def test_a_merged_cell_to_the_right_takes_one_place() -> None:
    writer = TextWriter()
    writer.table([[GridCell(0, "标题", column_span=3)], [GridCell(0, "一"), GridCell(1, ""), GridCell(2, "三")]])
    assert writer.text() == "标题 |\n一 |  | 三 |\n"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=5))
def test_every_cell_is_found_where_it_says(grid: list[list[str]]) -> None:
    writer = TextWriter()
    writer.line("前文")
    writer.table([[GridCell(column, text) for column, text in enumerate(row)] for row in grid])
    text, (table,) = writer.text(), writer.tables
    assert text.count("\n") == 1 + len(grid)
    assert [text[cell.start : cell.end] for cell in table.cells] == [" ".join(c.split()) for row in grid for c in row]
    assert [cell.column for cell in table.row(0)] == list(range(len(grid[0])))
