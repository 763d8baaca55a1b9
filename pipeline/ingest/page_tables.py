"""Ruled tables on a page: from the drawn lines to a grid of cells with their text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from pipeline.ingest.page_lines import Line, join, visual_lines
from pipeline.ingest.page_shapes import WIDE_FROM, Box, Run, Stroke, Surface, lowest
from pipeline.ingest.writer import GridCell

_SNAP = 3.0
_MOST_PAIRS = 400_000  # of lines that are looked at for crossings
_ENDS = "。；;！？!?…：:"
_SPARE = 2.5
_BODY = regex.compile(r"[局委办厅部会院府司心团处室队所站行署组][）)]?\Z")  # the last word of a unit's name
_ITEM = regex.compile(r"其中[：:]|[（(]?\d{1,2}[.．、）)](?!\d)|[①-⑳]|[（(]?[一二三四五六七八九十]{1,3}[、）)]")
_UNBROKEN = regex.compile(r"[（(《“‘〔【]{0,3}(?:[!-~%℃μ]{1,30}|.)[，。、；：！？）》”’〕】％%,.;:)]{0,3}")


@dataclass(frozen=True, slots=True)
class PageTable(Box):
    """A table on a page; ``edges`` are the x positions of its column lines.

    ``alone``: the lines of a single row of boxes. It is a table only together with one on the page before or after.
    ``drawn``: whether its column lines are drawn; else they are taken to be in the middle between the columns.
    """

    rows: tuple[tuple[GridCell, ...], ...]
    edges: tuple[float, ...]
    alone: tuple[Line, ...] = ()
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Frame(Box):
    """A box drawn around running text (专栏): its lines have margins of their own."""


def may_hold_tables(strokes: Sequence[Stroke]) -> bool:
    """Whether there are enough lines for a grid of two by two: at least three each way."""
    horizontal = sum(stroke.horizontal and stroke.x1 - stroke.x0 > 15 for stroke in strokes)
    vertical = sum(not stroke.horizontal and stroke.bottom - stroke.top > 5 for stroke in strokes)
    return horizontal >= 2 and vertical >= 2


def find_tables(page: Surface, strokes: Sequence[Stroke], max_cells: int) -> list[PageTable | Frame]:
    """Tables and frames of a page from top to bottom, none inside another.

    Raises ``ValueError`` where they have more than ``max_cells`` cells.
    """
    tables: list[PageTable] = []
    frames: list[Frame] = []
    for boxes in _cell_boxes(strokes, max_cells):
        area = _around(boxes)
        columns = _edges([box.x0 for box in boxes], [box.x1 for box in boxes])
        lines = _edges([box.top for box in boxes], [box.bottom for box in boxes])
        if len(columns) < 3 or len(lines) < 2:
            frames += [Frame(box.x0, box.top, box.x1, box.bottom) for box in boxes]
            continue
        characters = page.characters(area)
        rows = _rows(boxes, columns, lines, characters)
        if sum(bool(cell.text) for row in rows for cell in row) >= 2:
            tables.append(PageTable(area.x0, area.top, area.x1, area.bottom, rows, tuple(columns)))
    outer = [table for table in tables if not any(_overlap(table, other) for other in tables if other is not table)]
    free = [frame for frame in frames if not any(_overlap(frame, table) for table in outer)]
    free = [frame for frame in free if not any(_overlap(frame, other) for other in free if other is not frame)]
    return sorted([*outer, *free], key=lambda item: item.top)


def _overlap(box: Box, other: Box) -> bool:
    """Whether ``box`` lies in ``other`` at least in part, and is the smaller of the two."""
    slack = _SNAP
    apart = box.x1 < other.x0 + slack or other.x1 < box.x0 + slack
    apart = apart or box.bottom < other.top + slack or other.bottom < box.top + slack
    return not apart and _area(box) <= _area(other)


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)


def _around(boxes: Sequence[Box | Stroke]) -> Box:
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def _cell_boxes(strokes: Sequence[Stroke], max_cells: int) -> list[list[Box]]:
    """The smallest rectangles between the lines, grouped into tables."""
    from pdfplumber import table as ruled  # loads in a third of a second; most documents have no ruled table

    edges = []
    for stroke in (*strokes, *_closing(strokes)):
        x, y = (stroke.x0 + stroke.x1) / 2, (stroke.top + stroke.bottom) / 2
        x0, x1 = (stroke.x0, stroke.x1) if stroke.horizontal else (x, x)
        top, bottom = (y, y) if stroke.horizontal else (stroke.top, stroke.bottom)
        orientation = "h" if stroke.horizontal else "v"
        edge = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "orientation": orientation, "object_type": "line"}
        edges.append({**edge, "width": x1 - x0, "height": bottom - top})
    merged = ruled.merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
    across = sum(edge["orientation"] == "h" for edge in merged)
    if across * (len(merged) - across) > _MOST_PAIRS:
        raise ValueError(f"{len(merged):,} lines")
    crossings = ruled.edges_to_intersections(merged, _SNAP, _SNAP)
    if len(crossings) > 2 * max_cells:
        raise ValueError(f"{len(crossings):,} crossings of lines")
    cells = ruled.intersections_to_cells(crossings)
    if len(cells) > max_cells:
        raise ValueError(f"{len(cells):,} cells")
    groups = ruled.cells_to_tables(cells)
    grouped = {tuple(cell) for group in groups for cell in group}
    alone = [[cell] for cell in cells if tuple(cell) not in grouped]
    return [[Box(*cell) for cell in group] for group in (*groups, *alone)]


def _closing(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Sides that are not drawn: tables open to the left and right, and those that a page break cuts.

    Where at least three lines of one direction end at one place and none of the other direction runs there, one is
    taken to.
    """
    found: list[Stroke] = []
    across = [stroke for stroke in strokes if stroke.horizontal and stroke.x1 - stroke.x0 > 15]
    upright = [stroke for stroke in strokes if not stroke.horizontal and stroke.bottom - stroke.top > 5]
    for side in ("x0", "x1"):
        for x, ends in _common_ends(across, side):
            if not any(abs(stroke.x0 - x) < 2 * _SNAP for stroke in upright):
                area = _around([*ends, *(stroke for stroke in upright if any(_touch(stroke, end) for end in ends))])
                found.append(Stroke(x, area.top, x, area.bottom))
    for side in ("top", "bottom"):
        for y, ends in _common_ends(upright, side):
            if not any(abs(stroke.top - y) < 2 * _SNAP for stroke in across):
                area = _around([*ends, *(stroke for stroke in across if any(_touch(stroke, end) for end in ends))])
                found.append(Stroke(area.x0, y, area.x1, y))
    return found


def _touch(stroke: Stroke, other: Stroke) -> bool:
    """Whether two lines meet or cross."""
    apart = stroke.x1 < other.x0 - _SNAP or other.x1 < stroke.x0 - _SNAP
    return not (apart or stroke.bottom < other.top - _SNAP or other.bottom < stroke.top - _SNAP)


def _common_ends(strokes: Sequence[Stroke], side: str) -> Iterator[tuple[float, list[Stroke]]]:
    """The outermost place where strokes end, if three of them (at places of their own) end there."""
    if not strokes:
        return
    at = (max if side in ("x1", "bottom") else min)(getattr(stroke, side) for stroke in strokes)
    ends = [stroke for stroke in strokes if abs(getattr(stroke, side) - at) < _SNAP]
    other = "top" if side in ("x0", "x1") else "x0"
    if len({round(getattr(stroke, other) / _SNAP) for stroke in ends}) >= 3:
        yield at, ends


def _edges(*sides: list[float]) -> list[float]:
    """Distinct positions; those closer than the snap distance are one."""
    found: list[float] = []
    for at in sorted(value for side in sides for value in side):
        if not found or at - found[-1] > _SNAP:
            found.append(at)
    return found


def _nearest(edges: list[float], at: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - at))


def _rows(
    boxes: list[Box], columns: list[float], lines: list[float], characters: list[Run]
) -> tuple[tuple[GridCell, ...], ...]:
    inside: dict[int, list[Run]] = {index: [] for index in range(len(boxes))}
    by_place = sorted(range(len(boxes)), key=lambda index: (boxes[index].top, boxes[index].x0))
    for char in characters:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        for index in by_place:
            box = boxes[index]
            if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom:
                inside[index].append(char)
                break
    rows: list[list[GridCell]] = [[] for _ in lines[1:]]
    for index in by_place:
        box = boxes[index]
        row, column = _nearest(lines, box.top), _nearest(columns, box.x0)
        height, width = _nearest(lines, box.bottom) - row, _nearest(columns, box.x1) - column
        if row < len(rows) and height > 0 and width > 0:
            score = lowest(char.score for char in inside[index])
            rows[row].append(GridCell(column, cell_text(inside[index], box), height, width, score))
    return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in rows)


def cell_text(characters: Sequence[Run], box: Box, spare: float = _SPARE) -> str:
    """The text in a cell: its lines joined, a blank where one was ended by hand and between words.

    ``spare``: how many ideographs the margins of the box, and what hangs into them, may take.
    """
    lines = visual_lines(characters)
    parts: list[str] = []
    for row, below in pairwise([*lines, []]):
        text = join(row)
        parts.append(text)
        if not below:
            break
        em = max(char.em for char in row)
        short = box.x1 - row[-1].x1 > 2.5 * em and text[-1] in _ENDS
        free = (box.x1 - box.x0) - (row[-1].x1 - row[0].x0)
        words = text[-1] < WIDE_FROM and below[0].text < WIDE_FROM and text[-1].isalpha()
        begins = join(below)
        by_hand = (_BODY.search(text) or _ITEM.match(begins)) and free > (_first_width(begins) + spare) * em
        if short or words or by_hand:
            parts.append(" ")
    return "".join(parts)


def _first_width(text: str) -> float:
    """How many ideographs wide the first part of a line is that cannot be broken."""
    part = _UNBROKEN.match(text)
    return sum(1.0 if char >= WIDE_FROM else 0.55 for char in part[0]) if part else 1.0
