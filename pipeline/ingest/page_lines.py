"""From runs of text to lines in reading order: visual lines, and columns where the page has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pipeline.ingest.page_shapes import WIDE_FROM, Run, lowest

_COLUMN_LINES = 6
_FILLED = 0.6


@dataclass(frozen=True, slots=True)
class Line:
    """A line as the eye sees it.

    ``block`` numbers the column or stretch of the page that it stands in; ``frame`` gives the left and right margin
    of the text where a box is drawn around it. ``score``: see ``Run``.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    em: float
    block: int = 0
    frame: tuple[float, float] | None = None
    score: float | None = None


def lines_in_order(runs: Sequence[Run], block: int = 0) -> list[Line]:
    """The lines of a stretch of a page, column by column where it has columns."""
    found: list[Line] = []
    for column in _columns(visual_lines(runs)):
        found += [_line(row, block) for row in column]
        block += 1
    return found


def visual_lines(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs that stand on one height, from left to right, the highest first."""
    rows: list[list[Run]] = []
    cores: list[tuple[float, float]] = []
    for run in sorted(runs, key=lambda run: ((run.top + run.bottom) / 2, run.x0)):
        middle = (run.top + run.bottom) / 2
        if rows:
            top, bottom = cores[-1]
            slack = 0.2 * (bottom - top)
            if (
                top + slack < middle < bottom - slack
                or run.top < (top + bottom) / 2 < run.bottom - (run.bottom - run.top) * 0.2
            ):
                rows[-1].append(run)
                if run.bottom - run.top > bottom - top:
                    cores[-1] = (run.top, run.bottom)
                continue
        rows.append([run])
        cores.append((run.top, run.bottom))
    return [sorted(row, key=lambda run: run.x0) for row in rows]


def join(runs: Sequence[Run]) -> str:
    """The text of runs on one line: a blank where there is room for one, doubled runs once."""
    parts: list[str] = []
    last: Run | None = None
    for run in runs:
        if last is not None:
            if run.text == last.text and abs(run.x0 - last.x0) < 0.3 * run.em:
                continue
            gap = run.x0 - last.x1
            narrow = run.text[0] < WIDE_FROM and last.text[-1] < WIDE_FROM
            if gap > (0.2 if narrow else 0.5) * max(run.em, last.em):
                parts.append(" ")
        parts.append(run.text)
        last = run
    return "".join(parts)


def _line(row: Sequence[Run], block: int) -> Line:
    return Line(
        join(row),
        min(run.x0 for run in row),
        min(run.top for run in row),
        max(run.x1 for run in row),
        max(run.bottom for run in row),
        max(row, key=lambda run: len(run.text)).em,
        block,
        score=lowest(run.score for run in row),
    )


def _columns(rows: list[list[Run]]) -> list[list[list[Run]]]:
    """Rows of runs, cut into stretches that are read one after the other."""
    gutter = _gutter(rows)
    if gutter is None:
        return [rows] if rows else []
    found: list[list[list[Run]]] = []
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and not any(run.x0 < gutter < run.x1 for run in rows[end]):
            end += 1
        left = [part for row in rows[start:end] if (part := [run for run in row if run.x1 <= gutter])]
        right = [part for row in rows[start:end] if (part := [run for run in row if run.x0 >= gutter])]
        if min(len(left), len(right)) >= _COLUMN_LINES and _is_text(left) and _is_text(right):
            found += [*_columns(left), *_columns(right)]
        else:
            end = max(end, start + 1)
            while end < len(rows) and any(run.x0 < gutter < run.x1 for run in rows[end]):
                end += 1
            found.append(rows[start:end])
        start = end
    return found


def _gutter(rows: list[list[Run]]) -> float | None:
    """The middle of the gap that most rows share."""
    gaps = [
        (before.x1, after.x0)
        for row in rows
        for before, after in zip(row, row[1:], strict=False)
        if after.x0 - before.x1 > 0.9 * before.em
    ]
    if len(gaps) < _COLUMN_LINES:
        return None
    middles = [(left + right) / 2 for left, right in gaps]
    best = max(middles, key=lambda x: sum(left < x < right for left, right in gaps))
    shared = [(left, right) for left, right in gaps if left < best < right]
    if len(shared) < _COLUMN_LINES:
        return None
    return (max(left for left, _ in shared) + min(right for _, right in shared)) / 2


def _is_text(rows: list[list[Run]]) -> bool:
    """Whether rows are a column of running text: most of them fill its width. The columns of a table do not."""
    left = min(row[0].x0 for row in rows)
    right = max(row[-1].x1 for row in rows)
    em = median(row[0].em for row in rows)
    filled = sum(row[-1].x1 - row[0].x0 > (right - left) - 3.2 * em for row in rows)
    return right - left > 8 * em and filled >= _FILLED * len(rows)
