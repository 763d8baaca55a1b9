"""Reads one page after the other: text around and in tables in reading order, pages without text noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from pipeline.errors import Problem
from pipeline.ingest.aligned_tables import find_aligned
from pipeline.ingest.encoding import everyday_share
from pipeline.ingest.limits import Limits
from pipeline.ingest.ocr import PageRecogniser
from pipeline.ingest.page_flow import PageItems
from pipeline.ingest.page_lines import Line, lines_in_order
from pipeline.ingest.page_pictures import is_text, printed_pictures, share, with_picture
from pipeline.ingest.page_shapes import Box, Run, Surface
from pipeline.ingest.page_tables import Frame, PageTable, find_tables, may_hold_tables

_BLOCKS = 20  # more than a stretch of a page has columns
_FOOT = 0.85
_FEW_CHARS = 20
_PICTURE = 0.5
_WHOLE = 0.9
_LOST = 30
_GARBLED_SHARE = 0.3
_GARBLED_CHARS = 100


class PageReader:
    """Reads the pages of one document in order; what cannot be read goes to ``problems``."""

    def __init__(self, limits: Limits, problems: list[Problem]) -> None:
        self._limits = limits
        self._problems = problems
        self._recogniser = PageRecogniser(limits)
        self._above: PageTable | None = None  # the table without drawn columns with which the page before ends

    def read(self, page: Surface, number: int) -> PageItems:
        """The height, and the lines and tables of page ``number`` (from 1) in reading order."""
        page = self._legible(page, number)
        runs = page.runs()
        items: list[Line | PageTable] = []
        block = 0
        for table in self._tables(page, runs, number) if runs else ():
            above = [run for run in runs if _middle(run) < table.top]
            within = [run for run in runs if _is_within(run, table)]
            runs = [run for run in runs if _middle(run) >= table.top and not _is_within(run, table)]
            items += lines_in_order(above, block)
            block += _BLOCKS
            if isinstance(table, PageTable):
                alone = len(table.rows) == 1 and table.drawn
                items.append(replace(table, alone=_cell_by_cell(within, table, block)) if alone else table)
            else:
                items += _framed(lines_in_order(within, block), table)
            block += _BLOCKS
        items += lines_in_order(runs, block)
        self._above = _undrawn_at_end(items, page.height)
        return page.height, items

    def _legible(self, page: Surface, number: int) -> Surface:
        """The page, recognised from its picture where that can be done and it has no text, or none that can be read."""
        trouble = _trouble(page, number, self._limits.ocr_advice)
        ready = self._recogniser.ready
        wanted = trouble.code in ("needs_ocr", "garbled") if trouble else ready and _is_scan_with_text(page)
        noted = len(self._problems)
        recognised = self._recogniser.read(page, number, self._problems) if wanted and ready else None
        if recognised and (recognised.runs() or (trouble and trouble.code == "needs_ocr")):
            return recognised
        if trouble and len(self._problems) == noted:
            self._problems.append(trouble)
        return page if trouble else self._with_pictures(page, number)

    def _with_pictures(self, page: Surface, number: int) -> Surface:
        """The page with what is printed in the large pictures on it."""
        for box in printed_pictures(page):
            if not self._recogniser.ready:
                seen = f"page {number}: a picture that covers {share(box, page):.0%} of it seems to hold text"
                self._problems.append(Problem.seen("needs_ocr", seen, number, self._limits.ocr_advice))
                continue
            part = self._recogniser.read(page, number, self._problems, box)
            if part and is_text(part):
                page = with_picture(page, part, box)
        return page

    def _tables(self, page: Surface, runs: Sequence[Run], number: int) -> list[PageTable | Frame]:
        """The tables and frames of a page from top to bottom: ruled ones, and between them those that are not."""
        strokes = page.strokes(self._limits.page_paths)
        if strokes is None:
            self._note_tables(f"page {number} has more than {self._limits.page_paths:,} path segments", number)
            return []
        found: list[PageTable | Frame] = []
        try:
            found += find_tables(page, strokes, self._limits.page_cells) if may_hold_tables(strokes) else ()
        except ValueError as error:
            self._note_tables(f"page {number}: {error}", number)
            return []
        free = [run for run in runs if not any(_is_within(run, table) for table in found)]
        for place, limit in enumerate([*(table.top for table in found), page.height]):
            stretch = [run for run in free if _middle(run) < limit]
            free = [run for run in free if _middle(run) >= limit]
            if stretch:
                found += find_aligned(page, stretch, strokes, None if place else self._above)
        return sorted(found, key=lambda table: table.top)

    def _note_tables(self, seen: str, number: int) -> None:
        self._problems.append(Problem.seen("limit_tables", seen, number))


def _undrawn_at_end(items: Sequence[Line | PageTable], height: float) -> PageTable | None:
    """The table without drawn columns that stands last on a page, but for what stands at its foot."""
    for item in reversed(items):
        if isinstance(item, PageTable):
            return None if item.drawn else item
        if item.top < _FOOT * height:
            return None
    return None


def _trouble(page: Surface, number: int, advice: tuple[str, str] | None) -> Problem | None:
    """What is wrong with a page that has no text, or a text layer that makes none."""
    text = "".join(run.text for run in page.runs())
    few, garbled = len(text) < _FEW_CHARS, _is_garbled(text)
    if few and _picture_share(page) > _PICTURE:
        return Problem.seen("needs_ocr", f"page {number} is a picture", number, advice)
    if (few or garbled) and (lost := page.lost_text()) >= _LOST:
        return Problem.seen("missing_font", f"page {number}: {lost:,} pieces of text cannot be read", number)
    seen = f"page {number} holds signs that make no text"
    return Problem.seen("garbled", seen, number, advice) if garbled else None


def _picture_share(page: Surface) -> float:
    """How much of a page its pictures cover."""
    return sum(share(box, page) for box in page.pictures())


def _is_scan_with_text(page: Surface) -> bool:
    """Whether all text is a scanner's own guess behind a picture of the page: it is recognised better anew."""
    return page.unseen_text() and _picture_share(page) > _WHOLE


def _cell_by_cell(runs: Sequence[Run], table: PageTable, block: int) -> tuple[Line, ...]:
    """The lines in a row of boxes, one box after the other."""
    found: list[Line] = []
    for cell in table.rows[0]:
        left, right = table.edges[cell.column], table.edges[cell.column + cell.column_span]
        frame = Frame(left, table.top, right, table.bottom)
        found += _framed(lines_in_order([run for run in runs if left <= (run.x0 + run.x1) / 2 < right], block), frame)
        block += 1
    return tuple(found)


def _framed(lines: list[Line], frame: Frame) -> list[Line]:
    """Lines in a drawn box: their margins are as far from its right side as from its left."""
    left = min((line.x0 for line in lines), default=0.0)
    margins = (left, frame.x1 - (left - frame.x0))
    return [replace(line, frame=margins) for line in lines]


def _middle(run: Run) -> float:
    return (run.top + run.bottom) / 2


def _is_within(run: Run, box: Box) -> bool:
    return box.top <= _middle(run) <= box.bottom and run.x0 < box.x1 and run.x1 > box.x0


def _is_garbled(text: str) -> bool:
    strange = len(regex.findall(r"[\p{Co}\p{Cn}\p{Cc}\ufffd]", text))
    if strange > max(5, 0.05 * len(text)):
        return True
    others = len(text) - len(text.encode("ascii", "ignore"))
    if others >= _GARBLED_CHARS and everyday_share(text) < _GARBLED_SHARE:
        return True
    # Words lost, punctuation left: a font whose ideographs have no Unicode values.
    marks = len(regex.findall(r"[，。、；：“”,;]", text))
    return others >= 10 and marks > 0.5 * len(text.replace(" ", ""))
