"""PDF: lines in reading order, wrapped lines known as such, ruled tables, page furniture told from the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2 as pdfium
import regex

from pipeline.errors import Problem, ReadError
from pipeline.ingest.encoding import everyday_share
from pipeline.ingest.limits import DEFAULT_LIMITS, Limits
from pipeline.ingest.pdf_flow import Item, TextTable, flow, wrapped
from pipeline.ingest.pdf_lines import Line, lines_in_order
from pipeline.ingest.pdf_page import Box, Page, Run
from pipeline.ingest.pdf_tables import Frame, PageTable, find_tables, may_hold_tables
from pipeline.ingest.result import Content
from pipeline.ingest.writer import TextWriter

_BLOCKS = 20  # more than a stretch of a page has columns
_FEW_CHARS = 20
_PICTURE = 0.5
_GARBLED_SHARE = 0.3
_GARBLED_CHARS = 100

PageItems = tuple[float, Sequence[Line | PageTable]]


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Read a PDF. Raises ``ReadError``: ``corrupt``, ``encrypted``, ``needs_ocr`` (no page has text)."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise ReadError("encrypted", "the PDF asks for a password") from error
        raise ReadError("corrupt", f"the PDF cannot be opened ({error})") from error
    try:
        return _content(pdf, limits)
    finally:
        pdf.close()


def _content(pdf: pdfium.PdfDocument, limits: Limits) -> Content:
    problems: list[Problem] = []
    pages: list[PageItems] = []
    count = len(pdf)
    if count > limits.pages:
        problems.append(Problem.seen("limit_pages", f"{count:,} pages, the limit is {limits.pages:,}"))
    for index in range(min(count, limits.pages)):
        try:
            page = Page(pdf[index], limits.page_chars)
        except pdfium.PdfiumError as error:
            problems.append(Problem.seen("page_failed", f"page {index + 1} cannot be opened ({error})", index + 1))
            pages.append((1.0, ()))
            continue
        try:
            pages.append(_page_items(page, index + 1, limits, problems))
        finally:
            page.close()
    _check_text(pages, problems)
    return _write(flow(pages), len(pages), problems, _title(pdf))


def _page_items(page: Page, number: int, limits: Limits, problems: list[Problem]) -> PageItems:
    runs = page.runs()
    if page.char_count > limits.page_chars:
        seen = f"page {number} has {page.char_count:,} characters, {limits.page_chars:,} were read"
        problems.append(Problem.seen("limit_size", seen, number))
    if sum(len(run.text) for run in runs) < _FEW_CHARS and page.picture_share() > _PICTURE:
        problems.append(Problem.seen("needs_ocr", f"page {number} is a picture", number))
    items: list[Line | PageTable] = []
    block = 0
    for table in _tables(page, number, limits, problems) if runs else ():
        above = [run for run in runs if _middle(run) < table.top]
        within = [run for run in runs if _is_within(run, table)]
        runs = [run for run in runs if _middle(run) >= table.top and not _is_within(run, table)]
        items += lines_in_order(above, block)
        block += _BLOCKS
        if isinstance(table, PageTable):
            items.append(table)
        else:
            items += _framed(lines_in_order(within, block), table)
            block += _BLOCKS
    items += lines_in_order(runs, block)
    return page.height, items


def _framed(lines: list[Line], frame: Frame) -> list[Line]:
    """Lines in a drawn box: their margins are as far from its right side as from its left."""
    left = min((line.x0 for line in lines), default=0.0)
    margins = (left, frame.x1 - (left - frame.x0))
    return [replace(line, frame=margins) for line in lines]


def _tables(page: Page, number: int, limits: Limits, problems: list[Problem]) -> list[PageTable | Frame]:
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
    """Note pages whose text layer is damaged; refuse a document that is pictures only."""
    texts = [_page_text(items) for _, items in pages]
    if not any(texts) and any(problem.code == "needs_ocr" for problem in problems):
        raise ReadError("needs_ocr", f"all {len(pages)} pages are pictures")
    for number, text in enumerate(texts, start=1):
        if _is_garbled(text):
            problems.append(Problem.seen("garbled", f"page {number} holds signs that make no text", number))


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
    others = sum(char > "\x7f" for char in text)
    if others >= _GARBLED_CHARS and everyday_share(text) < _GARBLED_SHARE:
        return True
    # Words lost, punctuation left: a font whose ideographs have no Unicode values.
    marks = len(regex.findall(r"[，。、；：“”,;]", text))
    return others >= 10 and marks > 0.5 * len(text.replace(" ", ""))


def _title(pdf: pdfium.PdfDocument) -> dict[str, str]:
    title = (pdf.get_metadata_dict().get("Title") or "").strip()
    title = regex.sub(r"(?i)\A(?:microsoft word\s?-\s?)|\.(?:docx?|wps|pdf)\Z", "", title)
    return {"title": title} if regex.search(r"\p{Han}{6}", title) else {}


def _write(items: Sequence[Item], page_count: int, problems: list[Problem], hints: dict[str, str]) -> Content:
    writer = TextWriter()
    soft_breaks: set[int] = set()
    starts: list[int] = []

    def begin(page: int) -> None:
        while len(starts) < page:
            starts.append(writer.length)

    for item, soft in zip(items, wrapped(items), strict=True):
        begin(item.page)
        if isinstance(item, TextTable):
            writer.table(item.rows)
        else:
            writer.line(item.line.text, furniture=item.furniture)
            if soft:
                soft_breaks.add(writer.length - 1)
    begin(page_count)
    return Content(
        writer.text(),
        page_starts=tuple(starts),
        tables=writer.tables,
        soft_breaks=frozenset(soft_breaks),
        furniture=writer.furniture,
        hints=hints,
        problems=tuple(problems),
    )
