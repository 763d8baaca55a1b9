"""A marked document as a PDF with real page numbers, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Iterable
from itertools import groupby

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gold.making.layout import wrap
from gold.notation import Paragraph

FONT = "STSong-Light"
MARGIN, TOP, BOTTOM = 72.0, 760.0, 96.0
LEADING = 1.9
PADDING = 4.0
INDENT = "　　"


class _Page:
    """Writes lines from the top of a page to its bottom and numbers each page ``- 2 -``."""

    def __init__(self, canvas: Canvas, size: float) -> None:
        self.canvas, self.size, self.number = canvas, size, 1
        self.width = A4[0] - 2 * MARGIN
        self.y = TOP
        canvas.setFont(FONT, size)

    def measure(self, text: str) -> float:
        return float(pdfmetrics.stringWidth(text, FONT, self.size))

    def room(self, height: float) -> None:
        if self.y - height < BOTTOM:
            self.turn()

    def turn(self) -> None:
        self.close()
        self.canvas.setFont(FONT, self.size)
        self.y = TOP
        self.number += 1

    def close(self) -> None:
        self.canvas.drawCentredString(A4[0] / 2, BOTTOM / 2, f"- {self.number} -")
        self.canvas.showPage()

    def line(self, text: str, align: str = "left") -> None:
        self.room(self.size * LEADING)
        self.y -= self.size * LEADING
        spare = self.width - self.measure(text)
        self.canvas.drawString(MARGIN + {"left": 0.0, "center": spare / 2, "right": spare}[align], self.y, text)

    def table(self, rows: list[list[str]]) -> None:
        longest = [
            min(max(self.measure(cell), 2 * self.size), self.width / 2)
            for cell in map(_longest, zip(*rows, strict=True))
        ]
        widths = [self.width * length / sum(longest) for length in longest]
        for row in rows:
            self.row(row, widths)

    def row(self, cells: list[str], widths: list[float]) -> None:
        lines = [wrap(cell, width - 2 * PADDING, self.measure) for cell, width in zip(cells, widths, strict=True)]
        step = self.size * 1.4
        height = step * max(map(len, lines)) + 2 * PADDING
        self.room(height)
        left = MARGIN
        for cell, width in zip(lines, widths, strict=True):
            self.canvas.rect(left, self.y - height, width, height)
            for number, text in enumerate(cell, start=1):
                self.canvas.drawString(left + PADDING, self.y - PADDING - step * number + self.size * 0.3, text)
            left += width
        self.y -= height


def render(paragraphs: Iterable[Paragraph], line_columns: int) -> bytes:
    """The PDF bytes, ``line_columns`` full-width characters to a line."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    page = _Page(Canvas(buffer, pagesize=A4, invariant=1), (A4[0] - 2 * MARGIN) / line_columns)
    for is_row, group in groupby(paragraphs, key=lambda paragraph: paragraph.tag == "row"):
        if is_row:
            page.table([[cell.strip() for cell in paragraph.text.split("‖")] for paragraph in group])
            continue
        for paragraph in group:
            _paragraph(page, paragraph)
    page.close()
    page.canvas.save()
    return buffer.getvalue()


def _longest(cells: tuple[str, ...]) -> str:
    return max(cells, key=len)


def _paragraph(page: _Page, paragraph: Paragraph) -> None:
    tag, text = paragraph.tag, paragraph.text
    if tag == "page":
        page.turn()
    if tag in ("title", "center", "right"):
        for line in wrap(text, page.width, page.measure):
            page.line(line, "right" if tag == "right" else "center")
    elif text:
        for line in wrap(text if tag == "flush" else INDENT + text, page.width, page.measure):
            page.line(line)
    elif tag != "page":
        page.line("")
