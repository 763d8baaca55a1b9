"""Makers of PDF files whose tables run over pages, as office programs set them: rows may break where a page ends."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from testkit.pdf import FONT, HEIGHT, WIDTH

Rules = Literal["grid", "open", "across", "three", "none"]
"""Which lines are drawn: all; all but the outer sides; those between rows; above and below the head and at the end."""

_SIZE = 11.0
_STYLES: dict[Rules, list[tuple[object, ...]]] = {
    "grid": [("GRID", (0, 0), (-1, -1), 0.5, "black")],
    "open": [("INNERGRID", (0, 0), (-1, -1), 0.5, "black"), ("LINEABOVE", (0, 0), (-1, 0), 1, "black")],
    "across": [("LINEABOVE", (0, 0), (-1, -1), 0.5, "black"), ("LINEBELOW", (0, -1), (-1, -1), 0.5, "black")],
    "three": [
        ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black"),
        ("LINEBELOW", (0, -1), (-1, -1), 1, "black"),
    ],
    "none": [],
}


def table_pdf(
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    rules: Rules = "grid",
    before: Sequence[str] = (),
    after: Sequence[str] = (),
    repeated: bool = False,
    breaks: bool = True,
    middle: bool = False,
    padding: float = 4,
    side: float = 6,
) -> bytes:
    """A PDF of paragraphs, a table and paragraphs.

    ``repeated``: its first row stands on every page. ``breaks``: rows may break across pages (ReportLab cannot do
    both). ``middle``: cells are centred from top to bottom. ``padding``, ``side``: points above and below the text of
    a cell, and beside it.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    cell = ParagraphStyle("cell", fontName=FONT, fontSize=_SIZE, leading=_SIZE * 1.3, wordWrap="CJK")
    running = ParagraphStyle("text", fontName=FONT, fontSize=14, leading=24, firstLineIndent=28, wordWrap="CJK")
    style = [*_STYLES[rules], ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if middle else "TOP")]
    style += [("LEFTPADDING", (0, 0), (-1, -1), side), ("RIGHTPADDING", (0, 0), (-1, -1), side)]
    style += [("TOPPADDING", (0, 0), (-1, -1), padding), ("BOTTOMPADDING", (0, 0), (-1, -1), padding)]
    table = Table(
        [[Paragraph(text, cell) for text in row] for row in rows],
        colWidths=list(widths),
        repeatRows=1 if repeated else 0,
        splitInRow=1 if breaks else 0,
        style=style,
    )
    story: list[Flowable] = [Paragraph(text, running) for text in before]
    story += [Spacer(0, 8), table, Spacer(0, 8), *(Paragraph(text, running) for text in after)]
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer, pagesize=(WIDTH, HEIGHT), leftMargin=80, rightMargin=80, topMargin=90, bottomMargin=90, invariant=1
    )
    template.build(story, onFirstPage=_numbered, onLaterPages=_numbered)
    return buffer.getvalue()


def _numbered(canvas: Canvas, template: SimpleDocTemplate) -> None:
    canvas.setFont(FONT, 10)
    canvas.drawCentredString(WIDTH / 2, 40, f"— {template.page} —")
