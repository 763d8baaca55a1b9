"""The rows of a table without upright lines: which lines of text make a row, and which pieces of them a cell."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from pipeline.head_words import is_head_word, may_be_head
from pipeline.ingest.page_lines import join
from pipeline.ingest.page_shapes import Box, Run, lowest
from pipeline.ingest.page_tables import cell_text
from pipeline.ingest.writer import GridCell

_SPARE = 0.8  # ems by which lines of one cell differ, since punctuation may hang
_APART = 0.9  # ems between two pieces of a line
_MORE = 1.12  # times the distance of lines in a cell, from where on a new row begins
_SINGLE = 2.0  # ems from line to line where each line is a row of its own
_CLAUSE = regex.compile(r"[，；：,;:]")
_HANGING = "，。、；：）”"
_SERIAL = regex.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?")


@dataclass(frozen=True, slots=True)
class Piece(Box):
    """Text on one line without a wide gap in it."""

    characters: tuple[Run, ...]

    @property
    def text(self) -> str:
        """What it says, blanks left out."""
        return join(self.characters).replace(" ", "")

    @property
    def em(self) -> float:
        """The width of an ideograph in it."""
        return max(char.em for char in self.characters)

    @property
    def middle(self) -> float:
        """The height of its middle."""
        return (self.top + self.bottom) / 2


VisualRow = tuple[Piece, ...]
"""The pieces on one height, from left to right."""


def pieces_of(characters: Sequence[Run]) -> VisualRow:
    """The characters on one height, cut at wide gaps. ``characters`` go from left to right."""
    parts: list[list[Run]] = []
    em = max(char.em for char in characters)
    for char in characters:
        if parts and char.x0 - parts[-1][-1].x1 <= _APART * em:
            parts[-1].append(char)
        else:
            parts.append([char])
    return tuple(
        Piece(part[0].x0, min(c.top for c in part), _end(part[-1]), max(c.bottom for c in part), tuple(part))
        for part in parts
    )


def _end(char: Run) -> float:
    """Where the ink of a character ends: that of a full-width comma fills the left half of its place."""
    return (char.x0 + char.x1) / 2 if char.text in _HANGING else char.x1


def grid(rows: Sequence[VisualRow], edges: Sequence[float], rules: Sequence[float]) -> tuple[tuple[GridCell, ...], ...]:
    """The cells of a table with these column lines. ``rules``: the heights of the lines drawn across it."""
    extents = _extents(rows, edges)
    return tuple(_cells(pieces, edges, extents) for pieces in _rows(rows, edges, rules))


def _extents(rows: Sequence[VisualRow], edges: Sequence[float]) -> dict[int, Box]:
    """How far the text of each column reaches to both sides."""
    found: dict[int, Box] = {}
    for piece in (piece for row in rows for piece in row):
        column, span = columns_of(piece, edges)
        old = found.get(column, piece)
        if span == 1:
            found[column] = Box(min(old.x0, piece.x0), 0.0, max(old.x1, piece.x1), 0.0)
    return found


def is_head(row: VisualRow) -> bool:
    """Whether the pieces of a row are the heads of columns."""
    texts = [piece.text for piece in row]
    if not all(may_be_head(text) and not _CLAUSE.search(text) for text in texts):
        return False
    return 2 * sum(map(is_head_word, texts)) >= len(texts)


def columns_of(piece: Piece, edges: Sequence[float]) -> tuple[int, int]:
    """The first column that a piece stands in, and how many it covers."""
    slack = 0.3 * piece.em
    first = bisect_right(edges, piece.x0 + slack, 1, len(edges) - 1) - 1
    last = bisect_right(edges, piece.x1 - slack, 1, len(edges) - 1) - 1
    return first, max(1, last - first + 1)


def _rows(rows: Sequence[VisualRow], edges: Sequence[float], rules: Sequence[float]) -> list[list[Piece]]:
    """The pieces of each row of the table: parted by lines across, by wider distances, or by what begins a row."""
    found: list[list[Piece]] = []
    bands: dict[int, list[VisualRow]] = defaultdict(list)
    for row in rows:
        bands[bisect_right(rules, row[0].middle)].append(row)
    # One line across may be that below the head of a three-line table.
    all_ruled = len(bands) > 2 or not any(map(is_head, rows[:1]))
    for _, band in sorted(bands.items()):
        keys = sum(bool(_SERIAL.fullmatch(piece.text)) for row in band for piece in row[:1])
        if (len(bands) > 1 and all_ruled and keys < 2) or len(band) == 1:
            found.append([piece for row in band for piece in row])
        else:
            found += _by_distance(band, edges) or _by_key(band, edges)
    return found


def _by_distance(rows: Sequence[VisualRow], edges: Sequence[float]) -> list[list[Piece]]:
    """Parted where the lines of every column are further apart than those of a cell; nothing where none are."""
    columns: dict[int, list[Piece]] = defaultdict(list)
    for row in rows:
        for piece in row:
            columns[columns_of(piece, edges)[0]].append(piece)
    steps = [after.middle - before.middle for column in columns.values() for before, after in pairwise(column)]
    if not steps:
        return []
    pitch = min(steps)
    em = max(piece.em for piece in rows[0])
    if pitch >= _SINGLE * em:
        return [list(row) for row in rows]
    found: list[list[Piece]] = [list(rows[0])]
    for above, row in pairwise(rows):
        height = (above[0].middle + row[0].middle) / 2
        if all(_steps_over(column, height) > _MORE * pitch for column in columns.values()):
            found.append([])
        found[-1] += row
    return found if len(found) > 1 else []


def _steps_over(column: Sequence[Piece], height: float) -> float:
    """How far the lines of a column right above and below a height are apart; far where there are not both."""
    above = [piece.middle for piece in column if piece.middle < height]
    below = [piece.middle for piece in column if piece.middle >= height]
    return min(below) - max(above) if above and below else float("inf")


def _by_key(rows: Sequence[VisualRow], edges: Sequence[float]) -> list[list[Piece]]:
    """Parted before each line with a key: a number in the first column, or texts in most columns."""
    firsts = [row[0].text for row in rows if columns_of(row[0], edges)[0] == 0]
    numbered = sum(bool(_SERIAL.fullmatch(text)) for text in firsts) >= max(2, 0.6 * len(firsts))
    most = max(len(row) for row in rows)
    found: list[list[Piece]] = []
    for row in rows:
        keyed = columns_of(row[0], edges)[0] == 0
        if not found or keyed or (not numbered and len(row) > most / 2):
            found.append([])
        found[-1] += row
    return found


def _cells(pieces: Sequence[Piece], edges: Sequence[float], extents: Mapping[int, Box]) -> tuple[GridCell, ...]:
    placed: dict[int, list[Piece]] = defaultdict(list)
    spans: dict[int, int] = {}
    for piece in pieces:
        column, span = columns_of(piece, edges)
        placed[column].append(piece)
        spans[column] = max(spans.get(column, 1), span)
    cells: list[GridCell] = []
    column = 0
    while column < len(edges) - 1:
        own = placed.get(column, [])
        characters = [char for piece in own for char in piece.characters]
        box = extents.get(column) or Box(edges[column], 0.0, edges[column + 1], 0.0)
        span = spans.get(column, 1) if not any(placed.get(column + n) for n in range(1, spans.get(column, 1))) else 1
        cells.append(
            GridCell(column, cell_text(characters, box, _SPARE), 1, span, lowest(char.score for char in characters))
        )
        column += span
    return tuple(cells)
