"""Tables that carry content, their column heads and the rows below them."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.document import Cell, Document, ReadingView, Table
from pipeline.flat_tables import find_flat_tables
from pipeline.head_words import is_head_word, may_be_head
from pipeline.sections import section_of

_METADATA = regex.compile(
    r"索引号|发布机构|发文机关|发文日期|发布日期|成文日期|文号|主题分类|公开方式|公开形式|信息分类|主题词|标题|名称|有效性|生成日期|公开日期|公开范围|体裁分类|组配分类|信息索引"
)
_MAX_HEAD_ROWS = 3
_LONGEST = 48


@dataclass(frozen=True, slots=True)
class TableHeads:
    """What stands above a table's body.

    ``heads``: the head of each column, heads over several rows joined with ``/`` from the top; empty where there are
    none. ``caption``: a title row that spans the table. ``rows``: the numbers of the body rows.
    """

    heads: dict[int, str]
    caption: str
    rows: tuple[int, ...]


def document_tables(document: Document, view: ReadingView) -> list[Table]:
    """The tables that carry content: those the reader found, else flattened ones; metadata boxes left out."""
    tables = document.tables or find_flat_tables(document.text)
    return [table for table in tables if not _is_metadata(document.text, table)]


def _is_metadata(text: str, table: Table) -> bool:
    cells = [text[cell.start : cell.end] for cell in table.cells]
    keys = sum(1 for cell in cells if len(cell) <= 12 and _METADATA.search(cell))
    return keys >= 2 and len(cells) <= 40 and keys * 4 >= len([cell for cell in cells if cell.strip()])


def view_stretch(view: ReadingView, start: int, end: int) -> tuple[int, int]:
    """The stretch of the view that was read from source ``[start, end)``; may be empty."""
    return view.from_source(start), view.from_source(end)


def cell_text(view: ReadingView, cell: Cell) -> str:
    """The folded text of a cell without line ends and blanks."""
    start, end = view_stretch(view, cell.start, cell.end)
    return view.folded[start:end].replace("\n", "").replace(" ", "")


def read_heads(view: ReadingView, table: Table) -> TableHeads:
    """The heads of a table: the first rows whose filled cells are short and mostly known as heads.

    A first row of one cell that spans the table is its caption. Repeated heads further down are not looked for: readers
    drop them.
    """
    numbers = sorted({cell.row for cell in table.cells})
    width = max((cell.column + cell.column_span for cell in table.cells), default=0)
    caption = ""
    place = 0
    while place < len(numbers) and width > 1 and _spans(table.row(numbers[place]), width):
        caption += cell_text(view, table.row(numbers[place])[0])
        place += 1
    heads: dict[int, str] = {}
    covered = 0
    first = place
    while place < len(numbers) and place - first < _MAX_HEAD_ROWS:
        row = [cell for cell in table.row(numbers[place]) if cell.end > cell.start]
        below_merged = place < first + covered
        if not (_are_heads(view, row) or (below_merged and row)):
            break
        for cell in row:
            covered = max(covered, place - first + cell.row_span)
            text = cell_text(view, cell)
            for column in range(cell.column, cell.column + cell.column_span):
                heads[column] = f"{heads[column]}/{text}" if heads.get(column) else text
        place += 1
        if place - first >= covered:
            break
    return TableHeads(heads, caption, tuple(numbers[place:]))


def _spans(row: list[Cell], width: int) -> bool:
    filled = [cell for cell in row if cell.end > cell.start]
    return len(filled) == 1 and filled[0].column_span >= width


def _are_heads(view: ReadingView, row: list[Cell]) -> bool:
    texts = [cell_text(view, cell) for cell in row]
    known = sum(1 for text in texts if is_head(text))
    return bool(texts) and all(len(text) <= _LONGEST for text in texts) and known * 2 >= len(texts)


def is_head(text: str) -> bool:
    """Whether a cell's text is known as a column head."""
    return is_head_word(text) or (may_be_head(text) and section_of(text) is not None)
