"""Builds a source text line by line, with tables whose cells know their place in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

from pipeline.document import Cell, Table

_BLANKS = regex.compile(r"[ \t\r\n\f\v\u00a0]+")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A table cell before it has a place in the text. ``text`` may hold newlines; they are written as blanks.

    ``score``: how surely it was recognised from a picture, ``None`` for text that came as text.
    """

    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    score: float | None = None


class TextWriter:
    """Collects lines and tables. ``text()`` is final once everything is written; offsets given out stay true."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._tables: list[Table] = []
        self._furniture: list[tuple[int, int]] = []
        self._recognised: list[tuple[int, int, float]] = []
        self._length = 0

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables written so far."""
        return tuple(self._tables)

    @property
    def furniture(self) -> tuple[tuple[int, int], ...]:
        """The lines written as furniture, each with its newline."""
        return tuple(self._furniture)

    @property
    def recognised(self) -> tuple[tuple[int, int, float], ...]:
        """The lines and cells written with a score, in order: ``(start, end, score)``."""
        return tuple(self._recognised)

    @property
    def length(self) -> int:
        """How many characters are written so far."""
        return self._length

    def text(self) -> str:
        """The source text written so far."""
        return "".join(self._parts)

    def line(self, text: str, *, furniture: bool = False, score: float | None = None) -> None:
        """Write ``text`` as one line, or more where it holds newlines itself."""
        start = self._length
        self._put(text)
        self._score(start, score)
        self._put("\n")
        if furniture:
            self._furniture.append((start, self._length))

    def table(self, rows: Sequence[Sequence[GridCell]], before_row: Callable[[int], None] | None = None) -> None:
        """Write a table: a row a line, ``cell | cell |``; a place covered by a merged cell is written empty.

        ``before_row`` is called with the number of each row before it is written.
        """
        start = self._length
        cells: list[Cell] = []
        covered: set[tuple[int, int]] = set()
        for number, row in enumerate(rows):
            if before_row:
                before_row(number)
            own = {cell.column: cell for cell in row}
            columns = sorted({*own, *(column for place, column in covered if place == number)})
            for column in columns:
                cell = own.get(column)
                if cell:
                    at = self._length
                    self._put(_BLANKS.sub(" ", cell.text).strip())
                    self._score(at, cell.score)
                    cells.append(Cell(number, column, at, self._length, cell.row_span, cell.column_span))
                    covered.update((number + below, column) for below in range(1, cell.row_span))
                self._put(" | " if column != columns[-1] else " |")
            self._put("\n")
        if cells:
            self._tables.append(Table(start, self._length - 1, tuple(cells)))

    def _score(self, start: int, score: float | None) -> None:
        if score is not None and self._length > start:
            self._recognised.append((start, self._length, score))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
