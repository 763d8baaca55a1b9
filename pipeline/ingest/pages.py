"""From pages to a document: text around and in tables in reading order, pages without text noted.

For formats that fix the layout (pdf, ofd).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import regex

from pipeline.errors import Problem, ReadError
from pipeline.ingest.encoding import everyday_share
from pipeline.ingest.limits import Limits
from pipeline.ingest.ocr import PageRecogniser
from pipeline.ingest.page_flow import PageItems, flow
from pipeline.ingest.page_lines import Line, lines_in_order
from pipeline.ingest.page_shapes import Box, Run, Surface
from pipeline.ingest.page_tables import Frame, PageTable, find_tables, may_hold_tables
from pipeline.ingest.page_wraps import wrapped
from pipeline.ingest.result import Content
from pipeline.ingest.table_breaks import TextTable
from pipeline.ingest.writer import TextWriter

_BLOCKS = 20  # more than a stretch of a page has columns
_FEW_CHARS = 20
_PICTURE = 0.5
_WHOLE = 0.9
_LOST = 30
_GARBLED_SHARE = 0.3
_GARBLED_CHARS = 100


def page_items(
    page: Surface, number: int, limits: Limits, problems: list[Problem], recogniser: PageRecogniser
) -> PageItems:
    """The lines and tables of page ``number`` in reading order; what could not be read goes to ``problems``."""
    page = _legible(page, number, problems, recogniser)
    runs = page.runs()
    items: list[Line | PageTable] = []
    block = 0
    for table in _tables(page, number, limits, problems) if runs else ():
        above = [run for run in runs if _middle(run) < table.top]
        within = [run for run in runs if _is_within(run, table)]
        runs = [run for run in runs if _middle(run) >= table.top and not _is_within(run, table)]
        items += lines_in_order(above, block)
        block += _BLOCKS
        if isinstance(table, PageTable):
            items.append(replace(table, alone=_cell_by_cell(within, table, block)) if len(table.rows) == 1 else table)
            block += _BLOCKS
        else:
            items += _framed(lines_in_order(within, block), table)
            block += _BLOCKS
    items += lines_in_order(runs, block)
    return page.height, items


def _legible(page: Surface, number: int, problems: list[Problem], recogniser: PageRecogniser) -> Surface:
    """The page, recognised from its picture where that can be done and it has no text, or none that can be read."""
    trouble = _trouble(page, number)
    wanted = trouble.code in ("needs_ocr", "garbled") if trouble else recogniser.ready and _is_scan_with_text(page)
    noted = len(problems)
    recognised = recogniser.read(page, number, problems) if wanted and recogniser.ready else None
    if recognised and (recognised.runs() or (trouble and trouble.code == "needs_ocr")):
        return recognised
    if trouble and len(problems) == noted:
        problems.append(trouble)
    return page


def _trouble(page: Surface, number: int) -> Problem | None:
    """What is wrong with a page that has no text, or a text layer that makes none."""
    text = "".join(run.text for run in page.runs())
    few, garbled = len(text) < _FEW_CHARS, _is_garbled(text)
    if few and page.picture_share() > _PICTURE:
        return Problem.seen("needs_ocr", f"page {number} is a picture", number)
    if (few or garbled) and (lost := page.lost_text()) >= _LOST:
        return Problem.seen("missing_font", f"page {number}: {lost:,} pieces of text cannot be read", number)
    return Problem.seen("garbled", f"page {number} holds signs that make no text", number) if garbled else None


def _is_scan_with_text(page: Surface) -> bool:
    """Whether all text is a scanner's own guess behind a picture of the page: it is recognised better anew."""
    return page.unseen_text() and page.picture_share() > _WHOLE


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


def _tables(page: Surface, number: int, limits: Limits, problems: list[Problem]) -> list[PageTable | Frame]:
    strokes = page.strokes(limits.page_paths)
    if strokes is None:
        seen = f"page {number} has more than {limits.page_paths:,} path segments"
        problems.append(Problem.seen("limit_tables", seen, number))
        return []
    if not may_hold_tables(strokes):
        return []
    try:
        return find_tables(page, strokes, limits.page_cells)
    except ValueError as error:
        problems.append(Problem.seen("limit_tables", f"page {number}: {error}", number))
        return []


def _middle(run: Run) -> float:
    return (run.top + run.bottom) / 2


def _is_within(run: Run, box: Box) -> bool:
    return box.top <= _middle(run) <= box.bottom and run.x0 < box.x1 and run.x1 > box.x0


def _check_text(pages: Sequence[PageItems], problems: list[Problem]) -> None:
    """Refuse a document without any text, with the reason."""
    texts = [_page_text(items) for _, items in pages]
    if not any(texts) and problems:
        codes = {problem.code for problem in problems}
        if "missing_font" in codes:
            raise ReadError("missing_font", f"no text can be read on {len(pages)} pages")
        if "needs_ocr" in codes:
            raise ReadError("needs_ocr", f"all {len(pages)} pages are pictures")
        if "page_failed" in codes:
            raise ReadError("corrupt", f"none of {len(pages)} pages can be opened")


def _page_text(items: Sequence[Line | PageTable]) -> str:
    parts: list[str] = []
    for item in items:
        if isinstance(item, Line):
            parts.append(item.text)
        else:
            parts += [cell.text for row in item.rows for cell in row]
    return "".join(parts)


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


def content(pages: Sequence[PageItems], problems: list[Problem], hints: dict[str, str]) -> Content:
    """The document of all pages. Raises ``ReadError`` where no page has text: ``needs_ocr``, ``corrupt``."""
    _check_text(pages, problems)
    items = flow(pages)
    writer = TextWriter()
    soft_breaks: set[int] = set()
    starts: list[int] = []

    def begin(page: int) -> None:
        while len(starts) < page:
            starts.append(writer.length)

    for item, soft in zip(items, wrapped(items), strict=True):
        begin(item.page)
        if isinstance(item, TextTable):
            writer.table(item.rows, _row_pages(item, begin))
        else:
            writer.line(item.line.text, furniture=item.furniture, score=item.line.score)
            if soft:
                soft_breaks.add(writer.length - 1)
    begin(len(pages))
    return Content(
        writer.text(),
        page_starts=tuple(starts),
        tables=writer.tables,
        soft_breaks=frozenset(soft_breaks),
        furniture=writer.furniture,
        recognised=writer.recognised,
        hints=hints,
        warnings=[f"ocr pages: {count}"] if (count := sum(map(_is_recognised, pages))) else [],
        problems=tuple(problems),
    )


def _is_recognised(page: PageItems) -> bool:
    _, items = page
    return any(
        item.score is not None
        if isinstance(item, Line)
        else any(cell.score is not None for row in item.rows for cell in row)
        for item in items
    )


def _row_pages(table: TextTable, begin: Callable[[int], None]) -> Callable[[int], None]:
    """Begins the page of each row before it is written."""
    return lambda row: begin(table.breaks.get(row, table.page))
