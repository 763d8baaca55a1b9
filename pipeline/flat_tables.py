"""Tables that a text file holds flattened: rows of cells parted by ``|``, cells that may run over several lines; or one
row a line, cells parted by bars or tabs, with nothing at the line's end.

Gives the same ``Table`` with cell spans on the source text that the docx, pdf and html readers give, so that the rest
of the program knows one kind of table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.document import Cell, Table

_BAR = regex.compile(r"[ \t\u3000]*\|[ \t\u3000]*")
_ROW_END = regex.compile(r"[ \t\r]*(?:\n|\Z)")
_MIN_COLUMNS = 2
_MIN_OPEN_ROWS = 3
_LINE = regex.compile(r"[^\n]+")
_HEAD = regex.compile(r"指标|单位|序号|名称|任务|措施|目标|牵头|责任|配合|时限|属性|内容|项目|20\d\d年|备注")


def find_flat_tables(text: str) -> tuple[Table, ...]:
    """Flattened tables of a source text, in order.

    A table begins with a line of at least two bars, its header; its number of columns is the header's. Cells are read
    on from there, over line ends, as long as bars keep coming; a row is complete when it has as many cells as the
    header and its last bar closes a line.
    """
    tables: list[Table] = []
    position = 0
    while True:
        header = _next_header(text, position)
        if header is None:
            return tuple(sorted([*tables, *_open_tables(text, tables)], key=lambda table: table.start))
        start, end = header
        columns = _cells_of(text, start, end)
        led = text[start:end].lstrip().startswith("|")
        rows = [columns]
        cursor = end
        while True:
            row, after = _next_row(text, cursor, len(columns), led)
            if row is None:
                break
            rows.append(row)
            cursor = after
        tables.append(
            Table(
                start,
                cursor,
                tuple(
                    Cell(number, column, *span) for number, row in enumerate(rows) for column, span in enumerate(row)
                ),
            )
        )
        position = cursor


def _open_tables(text: str, closed: Sequence[Table]) -> Iterator[Table]:
    """Runs of three lines or more with as many bars or tabs each, below a line of heads."""
    run: list[list[tuple[int, int]]] = []
    sign = ""
    for line in [*_LINE.finditer(text), None]:
        cells: list[tuple[int, int]] = []
        mark = ""
        if line is not None and not any(table.start < line.end() and line.start() < table.end for table in closed):
            mark = next((sign for sign in ("|", "\t") if line.group().count(sign) >= _MIN_COLUMNS), "")
            cells = _parted(text, line.start(), line.end(), mark) if mark else []
        if run and (mark != sign or len(cells) != len(run[0])):
            if len(run) >= _MIN_OPEN_ROWS:
                yield Table(
                    run[0][0][0],
                    run[-1][-1][1],
                    tuple(
                        Cell(row, column, *span) for row, spans in enumerate(run) for column, span in enumerate(spans)
                    ),
                )
            run = []
        heads = sum(bool(_HEAD.search(text, *span)) for span in cells)
        if cells and (run or heads >= _MIN_COLUMNS):
            run, sign = [*run, cells], mark


def _parted(text: str, start: int, end: int, sign: str) -> list[tuple[int, int]]:
    cells = []
    for position in [place for place in range(start, end) if text[place] == sign] + [end]:
        cells.append(_trimmed(text, start, position))
        start = position + 1
    return cells


def _next_header(text: str, position: int) -> tuple[int, int] | None:
    while True:
        bar = text.find("|", position)
        if bar < 0:
            return None
        start = text.rfind("\n", 0, bar) + 1
        end = text.find("\n", bar)
        end = len(text) if end < 0 else end
        if text.count("|", start, end) >= _MIN_COLUMNS and text[start:end].rstrip().endswith("|"):
            return start, end
        position = end + 1
        if position >= len(text):
            return None


def _cells_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The cells of a whole row that ends with its last bar; a leading bar opens the first cell."""
    cells: list[tuple[int, int]] = []
    cursor = start
    for match in _BAR.finditer(text, start, end):
        if match.start() == start:
            cursor = match.end()
            continue
        cells.append(_trimmed(text, cursor, match.start()))
        cursor = match.end()
    return cells


def _next_row(text: str, cursor: int, columns: int, led: bool) -> tuple[list[tuple[int, int]] | None, int]:
    """The next row of ``columns`` cells, or ``None`` where the table is over.

    ``led``: the header opens with a bar, and so does each row; else a bar at a row's start closes an empty cell.
    """
    line_end = text.find("\n", cursor + 1)
    line = text[cursor : line_end if line_end >= 0 else len(text)]
    if not line.strip() or "|" not in line:
        return None, cursor
    cells: list[tuple[int, int]] = []
    begin = cursor
    for match in _BAR.finditer(text, cursor):
        if led and begin == cursor and not text[begin : match.start()].strip():
            begin = match.end()
            continue
        # A cell of many pages is no cell: what follows is running text that happens to hold a bar.
        if match.start() - begin > 8000:
            return None, cursor
        cells.append(_trimmed(text, begin, match.start()))
        begin = match.end()
        if len(cells) == columns:
            return (cells, match.end()) if _ROW_END.match(text, match.end()) else (None, cursor)
    return None, cursor


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
