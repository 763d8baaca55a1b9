"""A document as it was read: the frozen source text, the reading view over it, pages and tables.

One ruler: every offset in every table counts code points in ``Document.text``. Whatever is repaired, joined or
folded happens in a ``ReadingView``, which holds one source position for each of its characters, so that a mention
found in the view maps back without arithmetic.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.text import fold


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: ``[start, end)`` in the source text; an empty cell has ``start == end``."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the reader found it. Its text stands in the source text; ``cells`` say where."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    def row(self, number: int) -> list[Cell]:
        """The cells of row ``number`` (from 0) in column order."""
        return sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.column)


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a file.

    - ``text``: the source text; for a txt file the decoded file without its byte-order mark, nothing else changed.
    - ``page_starts``: offset at which each page begins (``()`` for formats without pages).
    - ``soft_breaks``: offsets of the newlines that only wrap a line, where the reader knows the layout (pdf);
      ``None`` leaves it to ``pipeline.repair`` to tell them from the text.
    - ``furniture``: stretches that are not the document's text (page numbers, running heads), where the reader knows.
    - ``recognised``: stretches that were recognised from a picture, in order, with how sure that is (0 to 1).
    - ``hints``: metadata that stands outside the text (``title``, ``issuer``, ``issue_date`` …).
    """

    doc_id: str
    format: str
    sha256: str
    text: str
    page_starts: tuple[int, ...] = ()
    tables: tuple[Table, ...] = ()
    soft_breaks: frozenset[int] | None = None
    furniture: tuple[tuple[int, int], ...] = ()
    recognised: tuple[tuple[int, int, float], ...] = ()
    hints: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """The page (from 1) on which a source offset stands; ``None`` for formats without pages."""
        return bisect_right(self.page_starts, offset) or 1 if self.page_starts else None

    def certainty(self, start: int, end: int) -> float:
        """How sure it is that source text ``[start, end)`` says what the file shows: 1.0 but for recognised text."""
        first = bisect_right(self.recognised, start, key=lambda part: part[1])
        last = bisect_left(self.recognised, end, key=lambda part: part[0])
        return min((score for _, _, score in self.recognised[first:last]), default=1.0)


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair: its name, the source stretch it concerns, and what is read there instead."""

    name: str
    start: int
    end: int
    reading: str


class ReadingView:
    """The text to read: repaired, lines joined, blanks between Han characters gone; ``\\n`` parts paragraphs.

    ``text`` keeps the characters as written, ``folded`` (same length) is for matching. ``positions[i]`` is the source
    offset that character ``i`` was read from.
    """

    __slots__ = ("folded", "positions", "repairs", "source", "text")

    def __init__(self, source: str, text: str, positions: Sequence[int], repairs: Sequence[Repair] = ()) -> None:
        if len(text) != len(positions):
            raise ValueError(f"{len(text)} characters but {len(positions)} positions")
        self.source = source
        self.text = text
        self.folded = fold(text)
        self.positions = array("I", positions)
        self.repairs = tuple(repairs)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source stretch that view characters ``[start, end)`` were read from."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"not a span of the view: [{start}, {end})")
        return self.positions[start], self.positions[end - 1] + 1

    def from_source(self, offset: int) -> int:
        """The first view character that was read from ``offset`` or from behind it."""
        return bisect_left(self.positions, offset)
