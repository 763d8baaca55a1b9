"""Tables that go on over a page: the rows of the next page join the table before.

A head that is repeated is left out, a row that the page's end cuts is put together, a merged cell reaches down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

import regex

from pipeline.ingest.page_shapes import lowest
from pipeline.ingest.page_tables import PageTable
from pipeline.ingest.writer import GridCell

ENDS = "。；：！？;:!?\ua3ae"
CLOSING = "”’」』》）)】"
_NUMBERED = regex.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[.．、]?\Z")
_AGAIN = regex.compile(r"[（(]续(?:上?表)?[）)]")
_NEAR = 6.0  # points between two places of one column line
_SHIFT = 60.0  # points by which the margins of odd and even pages differ
_SCALE = 0.03
_HEADS = 3
_LONG = 15
_KEYS = 2  # rows that show what a key looks like

Rows = list[list[GridCell]]


@dataclass(slots=True)
class TextTable:
    """A table that may run over pages: its rows, and where each page of it after the first begins (row numbers)."""

    rows: Rows
    page: int
    edges: tuple[float, ...] = ()
    breaks: dict[int, int] = field(default_factory=dict)  # row number → page


def goes_on(edges: Sequence[float], below: PageTable) -> bool:
    """Whether a table has the columns of one with these column lines; merged cells may hide some of the lines."""
    return _common(edges, below.edges) is not None


def go_on(table: TextTable, below: PageTable, page: int) -> None:
    """Add the rows of ``below``, which stands on ``page``. Its columns must be those of ``table``."""
    places = _common(table.edges, below.edges)
    if places is None:
        raise ValueError(f"columns at {below.edges}, those of the table are at {table.edges}")
    table.edges = tuple(edge for edge, _, _ in places)
    table.rows = _on_columns(table.rows, [at for at, (_, above, _) in enumerate(places) if above])
    rows = _on_columns([list(row) for row in below.rows], [at for at, (_, _, own) in enumerate(places) if own])
    heads = _head_count(table.rows, rows)
    rows = rows[heads:]
    while rows and not any(_texts(rows[0])):
        rows.pop(0)
    while len(table.rows) > _HEADS and (not any(_texts(table.rows[-1])) or (heads and _is_head(table.rows))):
        table.rows.pop()
    if not rows:
        return
    if _is_cut(table.rows, rows):
        _append(table.rows, rows.pop(0))
    elif rows[0] and not rows[0][0].text:
        _stretch(table.rows, rows[0])
    table.breaks[len(table.rows)] = page
    table.rows += rows


def _common(above: Sequence[float], below: Sequence[float]) -> list[tuple[float, bool, bool]] | None:
    """All column lines of both, and whether each of the two has them; ``None`` where neither has all of them."""
    width, other = above[-1] - above[0], below[-1] - below[0]
    if abs(above[0] - below[0]) > _SHIFT or abs(width - other) > max(_NEAR, _SCALE * width):
        return None
    lines = sorted([(edge, True) for edge in above] + [(_placed(edge, below, above), False) for edge in below])
    found: list[tuple[float, bool, bool]] = []
    skip = False
    for (edge, ours), (after, theirs) in pairwise([*lines, (lines[-1][0] + 2 * _NEAR, True)]):
        if skip:
            skip = False
            continue
        skip = ours != theirs and after - edge < _NEAR
        found.append((edge, ours or skip, not ours or skip))
    whole = all(ours for _, ours, _ in found) or all(theirs for _, _, theirs in found)
    return found if whole else None


def _placed(edge: float, below: Sequence[float], above: Sequence[float]) -> float:
    """Where a column line of one page would stand on the other: pages are shifted, scans differ in scale as well."""
    return above[0] + (edge - below[0]) * (above[-1] - above[0]) / (below[-1] - below[0])


def _on_columns(rows: Rows, places: Sequence[int]) -> Rows:
    """The rows with their columns counted anew; ``places`` are the new numbers of their column lines."""
    if list(places) == list(range(len(places))):
        return rows
    return [
        [
            replace(
                cell,
                column=places[cell.column],
                column_span=places[cell.column + cell.column_span] - places[cell.column],
            )
            for cell in row
        ]
        for row in rows
    ]


def _head_count(rows: Rows, more: Rows) -> int:
    """How many rows at the top of a page repeat those at the top of the table, its caption or what is below that."""
    for start in (0, 1) if len(rows[0]) == 1 else (0,):
        count = 0
        while count < min(_HEADS, len(more), len(rows) - start) and _texts(more[count]) == _texts(rows[start + count]):
            count += 1
        if count and any(_texts(more[0])):
            return count
    return 0


def _is_head(rows: Rows) -> bool:
    """Whether the last row is the first one again: a head left alone at the end of a page."""
    return _texts(rows[-1]) == _texts(rows[0])


def _texts(row: Sequence[GridCell]) -> list[str]:
    return [_AGAIN.sub("", "".join(cell.text.split())) for cell in row]


def _covering(rows: Rows, column: int) -> tuple[int, int] | None:
    """Row and index of the cell that reaches the last row in ``column``."""
    for number in range(len(rows) - 1, -1, -1):
        for index, cell in enumerate(rows[number]):
            if cell.column <= column < cell.column + cell.column_span and number + cell.row_span >= len(rows):
                return number, index
    return None


def _is_cut(rows: Rows, more: Rows) -> bool:
    """Whether the first row of a page goes on with the last row before.

    It does where texts above it break off and it has no key (序号) of its own, or where it has none and every row of
    the table has. Where the long texts of a column all end with a full stop but the last one does not, a key may be
    cut as well.
    """
    row = more[0]
    own = next((cell for cell in rows[-1] if cell.row_span == 1), None)
    key = next((cell for cell in row if own and cell.column == own.column), None)
    above = [(cell, rows[at[0]][at[1]].text) for cell in row if cell.text and (at := _covering(rows, cell.column))]
    if own is None or key is None or not above:
        return False
    keyed = _is_key_column(rows, own.column) and _is_key_column(more[1:], own.column, 0)
    if keyed and key is row[0] and bool(key.text) != bool(own.text):
        return not key.text or any(_breaks_off(text) and len(text) >= _LONG for _, text in above)
    if not all(text for _, text in above):
        return False
    if any(text[-1] not in ENDS and _ends_its_texts(rows, cell.column) for cell, text in above):
        return not _NUMBERED.match(key.text) and not (row[0] is not key and row[0].text)
    return any(_breaks_off(text) for _, text in above) and not key.text and not row[0].text


def _is_key_column(rows: Rows, column: int, at_least: int = _KEYS) -> bool:
    """Whether each row (but the last one, which a page may have cut) has a text of its own in this column."""
    cells = [next((cell for cell in row if cell.column == column), None) for row in rows[: -1 if at_least else None]]
    return len(cells) >= at_least and all(cell and cell.text and cell.row_span == 1 for cell in cells)


def _breaks_off(text: str) -> bool:
    return bool(text) and text[-1] not in ENDS + CLOSING


def _ends_its_texts(rows: Rows, column: int) -> bool:
    texts = [cell.text for row in rows[:-1] for cell in row if cell.column == column and len(cell.text) >= _LONG]
    return len(texts) >= 2 and sum(text[-1] in ENDS for text in texts) >= 0.7 * len(texts)


def _append(rows: Rows, row: Sequence[GridCell]) -> None:
    for cell in row:
        place = _covering(rows, cell.column)
        if place:
            old = rows[place[0]][place[1]]
            score, reach = lowest((old.score, cell.score)), old.row_span + cell.row_span - 1
            rows[place[0]][place[1]] = replace(old, text=old.text + cell.text, score=score, row_span=reach)


def _stretch(rows: Rows, row: list[GridCell]) -> None:
    """Leading empty cells of the first row of a page belong to the merged cells above; let those reach down."""
    while row and not row[0].text:
        place = _covering(rows, row[0].column)
        if not place:
            return
        old = rows[place[0]][place[1]]
        rows[place[0]][place[1]] = replace(old, row_span=old.row_span + row[0].row_span)
        row.pop(0)
