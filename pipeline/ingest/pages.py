"""From the pages that ``page_reader`` read to a document, for formats that fix the layout (pdf, ofd, pictures)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.errors import Problem, ReadError
from pipeline.ingest.limits import Limits
from pipeline.ingest.page_flow import PageItems, flow
from pipeline.ingest.page_lines import Line
from pipeline.ingest.page_tables import PageTable
from pipeline.ingest.page_wraps import wrapped
from pipeline.ingest.result import Content
from pipeline.ingest.table_breaks import TextTable
from pipeline.ingest.writer import TextWriter


def _check_text(pages: Sequence[PageItems], problems: list[Problem], limits: Limits) -> None:
    """Refuse a document without any text, with the reason."""
    texts = [_page_text(items) for _, items in pages]
    if not any(texts) and problems:
        codes = {problem.code for problem in problems}
        if "missing_font" in codes:
            raise ReadError("missing_font", f"no text can be read on {len(pages)} pages")
        if "needs_ocr" in codes:
            raise ReadError("needs_ocr", f"all {len(pages)} pages are pictures", limits.ocr_advice)
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


def content(pages: Sequence[PageItems], problems: list[Problem], hints: dict[str, str], limits: Limits) -> Content:
    """The document of all pages. Raises ``ReadError`` where no page has text: ``needs_ocr``, ``corrupt``."""
    _check_text(pages, problems, limits)
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
