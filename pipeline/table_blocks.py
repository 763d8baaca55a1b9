"""Task tables: the rows as clauses ``表K/N``, the cells as blocks that know what their column says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import regex

from extractors.deadlines import is_deadline_column
from extractors.responsibilities import role_of_header
from extractors.types import Role
from pipeline.blocks import Block
from pipeline.document import Cell, ReadingView, Table
from pipeline.figures import Period
from pipeline.indicator_rows import IndicatorRow, read_row
from pipeline.indicator_tables import column_periods, read_indicator_table
from pipeline.sections import section_of
from pipeline.table_heads import cell_text, read_heads, view_stretch

_SERIAL_HEAD = regex.compile(r"(?:序号|编号|号|项次|序)(?:/.*)?")
_OWN_NUMBER = regex.compile(r"(\d{1,3})(?:[.、](?!\d)|$)|([一二三四五六七八九十]{1,3})(?:、|$)")
_NUMBER_IN_NAME = regex.compile(r"(\d{1,3})[.、](?!\d)")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table: its clause label, its view stretch, the cell that says what is to be done."""

    clause: str
    start: int
    end: int
    group: int
    task: tuple[int, int]


def table_blocks(view: ReadingView, tables: Sequence[Table], first_group: int) -> tuple[list[Block], list[TableRow]]:
    """The cells of all tables as blocks, and the rows as clauses ``表K/N``.

    N is the row's own number (序号, also one merged over several rows, or the number before its name), else its
    position below the heads.
    """
    blocks: list[Block] = []
    rows: list[TableRow] = []
    for number, table in enumerate(tables, start=1):
        heads = read_heads(view, table)
        indicators = read_indicator_table(view, table, heads)
        periods = column_periods(heads)
        grid = _grid(table) if indicators else {}
        serials = _serials(view, table, heads.heads)
        read: IndicatorRow | None = None
        for position, row_number in enumerate(heads.rows, start=1):
            cells = [cell for cell in table.row(row_number) if cell.end > cell.start]
            if not cells:
                continue
            group = first_group + len(rows) + 1
            label = f"表{number}/{serials.get(row_number) or _number_of_name(view, cells) or position}"
            read = read_row(view, indicators, row_number, grid[row_number], read) if indicators else None
            own = _row_blocks(view, cells, heads.heads, label, group, read, periods)
            blocks += own
            start, _ = view_stretch(view, cells[0].start, cells[0].end)
            _, end = view_stretch(view, cells[-1].start, cells[-1].end)
            rows.append(TableRow(label, start, end, group, read.name_span if read else _task(own, start)))
    return blocks, rows


def _grid(table: Table) -> dict[int, dict[int, Cell]]:
    """Row → column → the cell that covers the place, merged cells at all theirs."""
    last = max(cell.row for cell in table.cells)
    grid: dict[int, dict[int, Cell]] = {row: {} for row in range(last + 1)}
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, last + 1)):
            grid[row].update(dict.fromkeys(range(cell.column, cell.column + cell.column_span), cell))
    return grid


def _row_blocks(
    view: ReadingView,
    cells: Sequence[Cell],
    heads: dict[int, str],
    label: str,
    group: int,
    read: IndicatorRow | None,
    periods: Mapping[int, Period],
) -> list[Block]:
    """The cells of a row; those of an indicator table that are read already carry their figures or are left out."""
    blocks: list[Block] = []
    for cell in cells:
        start, end = view_stretch(view, cell.start, cell.end)
        head = heads.get(cell.column, "")
        if end <= start or _SERIAL_HEAD.fullmatch(head):
            continue
        figures = read.figures.get(cell.column, ()) if read else ()
        if read and cell.column in read.silent and not figures:
            continue
        section = section_of(head) or "target"
        role, deadline, topic = _role(head), is_deadline_column(head), read.name if read else ""
        period = periods.get(cell.column)
        blocks.append(Block(start, end, label, group, None, section, role, deadline, figures, topic, period))
    return blocks


def _role(head: str) -> Role | None:
    """The role a column head gives: its lowest part speaks first (责任单位/牵头), then the whole, then the top."""
    parts = head.split("/")
    for text in (parts[-1], "".join(parts), parts[0]):
        role = role_of_header(text)
        if role:
            return role
    return None


def _task(blocks: Sequence[Block], start: int) -> tuple[int, int]:
    """The first cell that is neither units nor a deadline and is more than a word."""
    for block in blocks:
        if block.role is None and not block.deadline_column and block.end - block.start > 3:
            return block.start, block.end
    return start, start


def _serials(view: ReadingView, table: Table, heads: dict[int, str]) -> dict[int, str]:
    """Row number → 序号, a merged cell's number for every row it covers."""
    found: dict[int, str] = {}
    for cell in table.cells:
        if _SERIAL_HEAD.fullmatch(heads.get(cell.column, "")):
            number = _OWN_NUMBER.match(cell_text(view, cell))
            for row in range(cell.row, cell.row + cell.row_span) if number else ():
                found[row] = number[1] or number[2]
    return found


def _number_of_name(view: ReadingView, cells: Sequence[Cell]) -> str:
    """The number that opens one of the first two cells (``2.签约服务覆盖率``)."""
    for cell in cells[:2]:
        number = _NUMBER_IN_NAME.match(cell_text(view, cell))
        if number:
            return str(number[1])
    return ""
