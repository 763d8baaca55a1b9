"""PDF: see ``pages`` for how text, tables and furniture are told on a page."""

from __future__ import annotations

import pypdfium2 as pdfium
import regex

from pipeline.errors import Problem, ReadError
from pipeline.ingest.limits import DEFAULT_LIMITS, Limits
from pipeline.ingest.page_flow import PageItems
from pipeline.ingest.page_reader import PageReader
from pipeline.ingest.pages import content
from pipeline.ingest.pdf_page import Page
from pipeline.ingest.result import Content


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
    reader = PageReader(limits, problems)
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
            if page.char_count > limits.page_chars:
                seen = f"page {index + 1} has {page.char_count:,} characters, {limits.page_chars:,} were read"
                problems.append(Problem.seen("limit_size", seen, index + 1))
            pages.append(reader.read(page, index + 1))
        finally:
            page.close()
    return content(pages, problems, _title(pdf), limits)


def _title(pdf: pdfium.PdfDocument) -> dict[str, str]:
    title = (pdf.get_metadata_dict().get("Title") or "").strip()
    title = regex.sub(r"(?i)\A(?:microsoft word\s?-\s?)|\.(?:docx?|wps|pdf)\Z", "", title)
    return {"title": title} if regex.search(r"\p{Han}{6}", title) else {}
