"""Tables without upright lines: their columns are told by how the pieces of text stand below one another.

Such are three-line tables (a line above and below the head and one at the end), tables ruled between rows only, and
tables without any line. One is taken where a row of heads stands above it, where lines frame its first row, where
enough rows keep to three columns or more, or where it goes on from the page before.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

import regex

from pipeline.head_words import may_be_head
from pipeline.ingest.aligned_rows import VisualRow, columns_of, grid, is_head, pieces_of
from pipeline.ingest.page_lines import visual_lines
from pipeline.ingest.page_shapes import Box, Run, Stroke, Surface
from pipeline.ingest.page_tables import PageTable

Interval = tuple[float, float]

_COLUMNS, _ROWS = 3, 2  # at least, below a row of heads
_UNHEADED_ROWS = 4
_FAR = 3.0  # ems between two rows
_FURTHER = 2.0  # times the usual distance
_TOUCHING = 0.3  # ems between two columns
_OUTSIDE = 2.0  # ems
_GROUP = 25  # characters of a row that names a group of rows
_SKIPPED = 2  # rows at the top of a page, before the table that goes on there
_FULL, _FULL_ROWS = 2.5, 0.6
_HALF = 0.5
_NOTE = regex.compile(r"[（(]?(?:注|备注|说明|资料来源|数据来源)\s?\d?[：:]")
_LABEL = regex.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|附件|附表|表\s?\d|第.{1,3}[章节条]"
)


def find_aligned(
    page: Surface, runs: Sequence[Run], strokes: Sequence[Stroke], above: PageTable | None
) -> list[PageTable]:
    """The tables in a stretch of a page that holds ``runs`` and no ruled table, from top to bottom.

    ``above``: the table with which the page before ends, if the stretch begins a page and that had no upright lines.
    """
    lines = visual_lines(runs)
    gaps = sum(any(after.x0 - run.x1 > _TOUCHING * run.em for run, after in pairwise(line)) for line in lines)
    if gaps < (1 if above else _ROWS + 1):
        return []
    area = Box(
        min(run.x0 for run in runs),
        min(run.top for run in runs),
        max(run.x1 for run in runs),
        max(run.bottom for run in runs),
    )
    rows = [pieces_of(line) for line in visual_lines(page.characters(area))]
    rules = _rules([stroke for stroke in strokes if stroke.horizontal])
    start, found = _going_on(rows, rules, above) if above else (0, [])
    while start < len(rows):
        end = _end(rows, rules, start)
        if end > start:
            found.append(_table(rows[start:end], _edges(rows[start:end], rows[start]), rules))
        start = max(end, start + 1)
    return found


def _rules(strokes: Sequence[Stroke]) -> list[Stroke]:
    """The lines across from top to bottom, those drawn cell by cell put together."""
    found: list[Stroke] = []
    for stroke in sorted(strokes, key=lambda stroke: (round(stroke.top), stroke.x0)):
        last = found[-1] if found else None
        if last and abs(last.top - stroke.top) < 2 and stroke.x0 < last.x1 + 3:
            found[-1] = Stroke(last.x0, last.top, max(last.x1, stroke.x1), last.bottom)
        else:
            found.append(stroke)
    return found


def _end(rows: Sequence[VisualRow], rules: Sequence[Stroke], start: int) -> int:
    """Where a table that begins with row ``start`` ends; ``start`` where none begins."""
    head = rows[start]
    ruled = len(head) > 1 and _is_ruled_head(rows, rules, start)
    headed = len(head) >= _COLUMNS and is_head(head)
    if not ruled and len(head) < _COLUMNS:
        return start
    end = _trimmed(rows, start, _closed(rows, rules, start, _grown(rows, start)))
    body = rows[start + 1 : end]
    if headed or ruled:
        enough = sum(len(row) > 1 for row in body) >= _ROWS
        return end if enough and _share_of_text(rows[start:end], head) < 1 else start
    many = sum(len(row) >= _COLUMNS for row in body) + 1 >= _UNHEADED_ROWS
    return end if many and _share_of_text(rows[start:end], head) < _HALF else start


def _is_ruled_head(rows: Sequence[VisualRow], rules: Sequence[Stroke], start: int) -> bool:
    """Whether a row stands between two lines drawn across it, as the head of a three-line table does."""
    row = rows[start]
    over = [rule for rule in rules if rule.top < row[0].middle and _spans(rule, row)]
    under = [rule for rule in rules if rule.top > row[0].middle and _spans(rule, row)]
    below = rows[start + 1][0].middle if start + 1 < len(rows) else 0.0
    near = bool(over) and row[0].top - over[-1].top < _FAR * row[0].em
    return near and bool(under) and under[0].top < below and may_be_head(row[0].text)


def _spans(rule: Stroke, row: VisualRow) -> bool:
    slack = row[0].em
    return rule.x0 < row[0].x0 + slack and rule.x1 > row[-1].x1 - slack


def _grown(rows: Sequence[VisualRow], start: int) -> int:
    """Where the rows end whose pieces keep apart what the row ``start`` has in columns of their own."""
    heads = [(piece.x0, piece.x1) for piece in rows[start]]
    em = max(piece.em for piece in rows[start])
    taken = list(heads)
    end = start + 1
    while end < len(rows) and not _is_far(rows, start, end):
        joined = _union([*taken, *((piece.x0, piece.x1) for piece in rows[end])], em)
        if len(rows[end]) == 1 and _NOTE.match(rows[end][0].text):
            break
        if _apart(heads, joined):
            taken = joined
        elif not _names_group(rows, end, heads, taken, em):
            break
        end += 1
    return end


def _is_far(rows: Sequence[VisualRow], start: int, end: int) -> bool:
    """Whether a row is further from the one before than rows of a table are from one another."""
    gap = _gap(rows[end - 1], rows[end])
    usual = [_gap(above, below) for above, below in pairwise(rows[start:end])]
    return gap > _FAR * rows[start][0].em and (len(usual) < 2 or gap > _FURTHER * max(usual))


def _gap(above: VisualRow, below: VisualRow) -> float:
    return min(piece.top for piece in below) - max(piece.bottom for piece in above)


def _names_group(
    rows: Sequence[VisualRow], at: int, heads: Sequence[Interval], taken: Sequence[Interval], em: float
) -> bool:
    """Whether a row of one short piece across columns has a row of the table below it."""
    if len(rows[at]) > 1 or len(rows[at][0].text) > _GROUP or "。" in rows[at][0].text or at + 1 == len(rows):
        return False
    below = rows[at + 1]
    fits = _apart(heads, _union([*taken, *((piece.x0, piece.x1) for piece in below)], em))
    return len(below) > 1 and fits


def _union(intervals: Sequence[Interval], em: float) -> list[Interval]:
    found: list[Interval] = []
    for left, right in sorted(intervals):
        if found and left - found[-1][1] < _TOUCHING * em:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _apart(heads: Sequence[Interval], joined: Sequence[Interval]) -> bool:
    """Whether no two heads stand in one of the intervals."""
    return all(sum(left <= head[0] < right for head in heads) <= 1 for left, right in joined)


def _closed(rows: Sequence[VisualRow], rules: Sequence[Stroke], start: int, end: int) -> int:
    """Rows behind the last line across are no part of a table that lines close."""
    head = rows[start]
    inside = [rule.top for rule in rules if rule.top > head[0].middle and _spans(rule, head)]
    over = any(rule.top < head[0].middle and head[0].top - rule.top < _FAR * head[0].em for rule in rules)
    inside = [height for height in inside if height < rows[end - 1][0].bottom + _FAR * head[0].em]
    if not over or len(inside) < 2:
        return end
    return next((place for place in range(start, end) if rows[place][0].middle > inside[-1]), end)


def _trimmed(rows: Sequence[VisualRow], start: int, end: int) -> int:
    """Headings and lone lines at a distance behind a table are not its rows."""
    gaps = [_gap(above, below) for above, below in pairwise(rows[start:end])]
    usual = median(gaps) if gaps else 0.0
    while end > start + 1 and len(rows[end - 1]) == 1:
        em = rows[end - 1][0].em
        distant = _gap(rows[end - 2], rows[end - 1]) > usual + 0.5 * em
        if not distant and not _LABEL.match(rows[end - 1][0].text):
            break
        end -= 1
    return end


def _share_of_text(rows: Sequence[VisualRow], head: VisualRow) -> float:
    """In how many of the columns the pieces fill the width, as in text that is set in columns."""
    edges = _edges(rows, head)
    full = 0
    for column in range(len(edges) - 1):
        own = [piece for row in rows for piece in row if columns_of(piece, edges)[0] == column]
        width = max((piece.x1 - piece.x0 for piece in own), default=0.0)
        filled = sum(piece.x1 - piece.x0 > width - _FULL * piece.em for piece in own)
        full += bool(own) and width > 8 * own[0].em and filled >= _FULL_ROWS * len(own)
    return full / (len(edges) - 1)


def _edges(rows: Sequence[VisualRow], head: VisualRow) -> tuple[float, ...]:
    """The column lines: in the middle between what stands in the columns.

    Where the pieces of the body stand beside their head rather than below it, both are one column.
    """
    em = max(piece.em for piece in head)
    heads = [(piece.x0, piece.x1) for piece in head]
    joined: list[Interval] = []
    for row in rows:
        more = _union([*joined, *((piece.x0, piece.x1) for piece in row)], em)
        joined = more if _apart(heads, _union([*more, *heads], em)) else joined
    body = [piece for row in rows[1:] for piece in row]
    alone = [
        (any(left <= x0 < right for x0, _ in heads), any(left <= piece.x0 < right for piece in body))
        for left, right in joined
    ]
    merged: list[tuple[Interval, tuple[bool, bool]]] = []
    for interval, holds in zip(joined, alone, strict=True):
        if merged and {merged[-1][1], holds} == {(True, False), (False, True)}:
            merged[-1] = ((merged[-1][0][0], interval[1]), (True, True))
        else:
            merged.append((interval, holds))
    intervals = [interval for interval, _ in merged]
    between = [(left[1] + right[0]) / 2 for left, right in pairwise(intervals)]
    return (intervals[0][0], *between, intervals[-1][1])


def _table(rows: Sequence[VisualRow], edges: tuple[float, ...], rules: Sequence[Stroke]) -> PageTable:
    pieces = [piece for row in rows for piece in row]
    top, bottom = min(piece.top for piece in pieces), max(piece.bottom for piece in pieces)
    heights = [rule.top for rule in rules if top < rule.top < bottom and rule.x1 - rule.x0 > (edges[-1] - edges[0]) / 2]
    left, right = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    return PageTable(left, top, right, bottom, grid(rows, edges, heights), edges, drawn=False)


def _going_on(rows: Sequence[VisualRow], rules: Sequence[Stroke], above: PageTable) -> tuple[int, list[PageTable]]:
    """The rows at the top of a page that keep to the columns of the table before, and where they end."""
    for start in range(min(_SKIPPED + 1, len(rows))):
        end = start
        while end < len(rows) and _keeps_to(rows[end], above.edges) and (end == start or not _is_far(rows, start, end)):
            end += 1
        end = _trimmed(rows, start, end) if end > start else end
        if any(len(row) > 1 for row in rows[start:end]):
            return end, [_table(rows[start:end], above.edges, rules)]
    return 0, []


def _keeps_to(row: VisualRow, edges: Sequence[float]) -> bool:
    inside = row[0].x0 > edges[0] - _OUTSIDE * row[0].em and row[-1].x0 < edges[-1]
    return inside and all(columns_of(piece, edges)[1] == 1 for piece in row) and not _is_note(row)


def _is_note(row: VisualRow) -> bool:
    return len(row) == 1 and _NOTE.match(row[0].text) is not None
