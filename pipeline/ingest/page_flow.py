"""From pages to one sequence of lines and tables: page furniture told from text, tables joined over pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import regex

from pipeline.ingest.page_lines import Line
from pipeline.ingest.page_shapes import lowest
from pipeline.ingest.page_tables import PageTable
from pipeline.ingest.writer import GridCell

# 一2一: dashes around a number are recognised as the numeral one.
_PAGE_NUMBER = regex.compile(
    r"[-—–―－─一·•.\s]{0,6}第?\s?(?:(\d{1,4})|[ivxlc]{1,6}|[IVXLC]{1,6})\s?页?"
    r"(?:\s?[/／,，共of]{1,3}\s?\d{1,4}\s?页?)?[-—–―－─一·•.\s]{0,6}"
)
_DASHED = regex.compile(r"[-—–―－─一·•].{0,12}[-—–―－─一·•]|第.{1,6}页.{0,12}|\d{1,4}\s?/\s?\d{1,4}")
_PRINTED_BY_BROWSER = regex.compile(r"(?:https?|file)://\S{4,300}(?:\s{1,9}\d{1,4}/\d{1,4})?")
_LEADERS = regex.compile(r".{2,90}(?:[.．·•]\s?|…\s?|⋯\s?|\s\.){4,300}\s{0,3}[-—]?\s?\d{1,4}\s?[-—]?")
_CONTINUED = regex.compile(r"[（(]?续(?:上)?表?\s?\d{0,3}[）)]?|.{2,40}[（(]续(?:上?表)?[）)]")
_DIGITS = regex.compile(r"\d+")
ENDS = "。；：！？;:!?\ua3ae"
CLOSING = "”’」』》）)】"
_NUMBERED = regex.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[.．、]?\Z")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line on a page, counted from 1. ``furniture``: no part of the document's text."""

    line: Line
    page: int
    furniture: bool = False


@dataclass(slots=True)
class TextTable:
    """A table that may run over pages: its rows, and where each page of it after the first begins (row numbers)."""

    rows: list[list[GridCell]]
    page: int
    breaks: dict[int, int] = field(default_factory=dict)  # row number → page


Item = TextLine | TextTable


def mark_furniture(pages: Sequence[tuple[float, Sequence[Line | PageTable]]]) -> set[int]:
    """Which lines (by ``id``) are page numbers, running heads or lines of a table of contents.

    ``pages`` holds each page's height and its items from top to bottom.
    """
    furniture: set[int] = set()
    heads: dict[tuple[str, int], list[Line]] = defaultdict(list)
    numbers: list[tuple[int, int, Line]] = []
    for number, (height, items) in enumerate(pages, start=1):
        lines = [item for item in items if isinstance(item, Line)]
        furniture.update(id(line) for line in lines if _LEADERS.fullmatch(line.text))
        edge = sorted(lines, key=lambda line: line.top)
        for line in dict.fromkeys([*edge[:2], *edge[-2:]]):
            if _PRINTED_BY_BROWSER.fullmatch(line.text):
                furniture.add(id(line))
            place = line.top / height
            if 0.15 < place < 0.8:
                continue
            found = _PAGE_NUMBER.fullmatch(line.text)
            if found and _DASHED.fullmatch(line.text):
                furniture.add(id(line))
            elif found and line in (edge[0], edge[-1]):
                numbers.append((number, int(found[1] or 0), line))
            heads[_DIGITS.sub("#", line.text), round(place * 40)].append(line)
    offsets = Counter(value - page for page, value, _ in numbers)
    for page, value, line in numbers:
        if offsets[value - page] >= 2 or len(pages) == 1 or not value:
            furniture.add(id(line))
    enough = max(3, 0.3 * len(pages))
    for lines in heads.values():
        if len(lines) >= enough:
            furniture.update(map(id, lines))
    return furniture


def flow(pages: Sequence[tuple[float, Sequence[Line | PageTable]]]) -> list[Item]:
    """All items of the document in order, furniture marked, tables that run over pages joined."""
    furniture = mark_furniture(pages)
    items: list[Item] = []
    open_table: tuple[TextTable, PageTable] | None = None
    for number, (_, page) in enumerate(pages, start=1):
        for item in page:
            if isinstance(item, Line):
                is_furniture = id(item) in furniture
                items.append(TextLine(item, number, is_furniture))
                open_table = open_table if is_furniture or _CONTINUED.fullmatch(item.text) else None
                continue
            if open_table and open_table[0].page != number and _same_columns(open_table[1], item):
                _continue(open_table[0], item, number)
                open_table = (open_table[0], item)
                continue
            table = TextTable([list(row) for row in item.rows], number)
            items.append(table)
            open_table = (table, item)
    return items


def _same_columns(above: PageTable, below: PageTable) -> bool:
    return len(above.edges) == len(below.edges) and all(
        abs(a - b) < 6 for a, b in zip(above.edges, below.edges, strict=True)
    )


def _continue(table: TextTable, more: PageTable, page: int) -> None:
    """Add the rows of the next page: a repeated header is left out, a row cut by the page break is put together."""
    rows = [list(row) for row in more.rows]
    head = 0
    while head < min(3, len(rows), len(table.rows)) and _texts(rows[head]) == _texts(table.rows[head]):
        head += 1
    rows = rows[head:] if head and any(_texts(rows[0])) else rows
    if not rows:
        return
    if rows[0] and table.rows[-1] and _is_cut(table.rows, rows[0]):
        _append(table.rows, rows.pop(0))
    elif rows[0] and not rows[0][0].text:
        _stretch(table.rows, rows[0], rows)
    table.breaks[len(table.rows)] = page
    table.rows += rows


def _texts(row: Sequence[GridCell]) -> list[str]:
    return [cell.text for cell in row]


def _covering(rows: list[list[GridCell]], column: int) -> tuple[int, int] | None:
    """Row and index of the cell that reaches the last row in ``column``."""
    for number in range(len(rows) - 1, -1, -1):
        for index, cell in enumerate(rows[number]):
            if cell.column <= column < cell.column + cell.column_span and number + cell.row_span >= len(rows):
                return number, index
    return None


def _is_cut(rows: list[list[GridCell]], row: Sequence[GridCell]) -> bool:
    """Whether ``row`` goes on with the last row: texts above it break off, and it has no key (序号) of its own.

    Where the long texts of a column all end with a full stop but the last one does not, a key may be cut as well.
    """
    own = next((cell for cell in rows[-1] if cell.row_span == 1), None)
    key = next((cell for cell in row if own and cell.column == own.column), None)
    above = [(cell, rows[at[0]][at[1]].text) for cell in row if cell.text and (at := _covering(rows, cell.column))]
    if key is None or not above or not all(text for _, text in above):
        return False
    if any(text[-1] not in ENDS and _ends_its_texts(rows, cell.column) for cell, text in above):
        return not _NUMBERED.match(key.text) and not (row[0] is not key and row[0].text)
    broken_off = any(text[-1] not in ENDS + CLOSING for _, text in above)
    return broken_off and not key.text and not row[0].text


def _ends_its_texts(rows: list[list[GridCell]], column: int) -> bool:
    texts = [cell.text for row in rows[:-1] for cell in row if cell.column == column and len(cell.text) >= 15]
    return len(texts) >= 2 and sum(text[-1] in ENDS for text in texts) >= 0.7 * len(texts)


def _append(rows: list[list[GridCell]], row: Sequence[GridCell]) -> None:
    for cell in row:
        place = _covering(rows, cell.column)
        if cell.text and place:
            old = rows[place[0]][place[1]]
            score = lowest((old.score, cell.score))
            rows[place[0]][place[1]] = replace(old, text=old.text + cell.text, score=score)


def _stretch(rows: list[list[GridCell]], row: list[GridCell], following: list[list[GridCell]]) -> None:
    """Leading empty cells of the first row of a page belong to the merged cells above; let those reach down."""
    while row and not row[0].text:
        place = _covering(rows, row[0].column)
        if not place:
            return
        old = rows[place[0]][place[1]]
        rows[place[0]][place[1]] = replace(old, row_span=old.row_span + row[0].row_span)
        row.pop(0)
