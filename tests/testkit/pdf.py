"""Makers of PDF files with the standard Chinese font (not embedded, as in many official files)."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 595.0, 842.0
FONT = "STSong-Light"
Drawing = Callable[[Canvas], None]


def pdf(*pages: Drawing, title: str = "", password: str = "", locked: bool = False, turn: int = 0) -> bytes:
    """A PDF; each page is drawn by its function, and shown turned clockwise by ``turn`` degrees.

    ``password`` is asked for on opening; a ``locked`` file opens, but forbids copying.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    protection = StandardEncryption(password, "owner", canCopy=0) if password or locked else None
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=1, encrypt=protection)
    if title:
        canvas.setTitle(title)
    for page in pages:
        canvas.setPageRotation(turn)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def drawing(*steps: Drawing) -> Drawing:
    """Several drawings on one page."""

    def draw(canvas: Canvas) -> None:
        for step in steps:
            step(canvas)

    return draw


def text(
    written: str, x: float, y: float, *, size: float = 14, turn: float = 0, bold: bool = False, font: str = FONT
) -> Drawing:
    """A line of text; ``y`` counts from the top. ``bold`` draws it twice, a little apart."""

    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFont(font, size)
        canvas.translate(x, HEIGHT - y)
        canvas.rotate(turn)
        canvas.drawString(0, 0, written)
        if bold:
            canvas.drawString(0.3, 0, written)
        canvas.restoreState()

    return draw


def wrap(paragraph: str, width: int, indent: int = 2) -> list[tuple[int, str]]:
    """A paragraph as lines of ``width`` ideographs, each with its indent, the first one indented."""
    lines = [(indent, paragraph[: width - indent])]
    rest = paragraph[width - indent :]
    return lines + [(0, rest[at : at + width]) for at in range(0, len(rest), width)]


def body(
    paragraphs: Sequence[str], *, x: float = 80, y: float = 100, width: int = 30, size: float = 14, leading: float = 24
) -> Drawing:
    """Paragraphs set as in an official document: two ideographs of indent, full lines."""
    lines = [line for paragraph in paragraphs for line in wrap(paragraph, width)]
    steps = [text(t, x + indent * size, y + leading * n, size=size) for n, (indent, t) in enumerate(lines)]
    return drawing(*steps)


def lines(*ends: tuple[float, float, float, float]) -> Drawing:
    """Straight lines between points that count from the top left corner."""

    def draw(canvas: Canvas) -> None:
        for x, y, to_x, to_y in ends:
            canvas.line(x, HEIGHT - y, to_x, HEIGHT - to_y)

    return draw


def table(
    rows: Sequence[Sequence[str]],
    *,
    x: float = 80,
    y: float = 100,
    widths: Sequence[float],
    height: float = 30,
    sides: bool = True,
    bottom: bool = True,
) -> Drawing:
    """A ruled table; a cell's text may hold newlines. Without ``sides`` or ``bottom`` those lines are not drawn."""
    edges = [x + sum(widths[:n]) for n in range(len(widths) + 1)]
    end = y + height * len(rows)
    drawn = [(edges[0], y + height * n, edges[-1], y + height * n) for n in range(len(rows) + (1 if bottom else 0))]
    drawn += [(edge, y, edge, end) for edge in (edges if sides else edges[1:-1])]
    words = [
        text(part, edges[column] + 5, y + height * number + 13 + 13 * place, size=11)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
        for place, part in enumerate(cell.split("\n"))
        if part
    ]
    return drawing(lines(*drawn), *words)


def picture(canvas: Canvas) -> None:
    """A picture that covers the page: what a scanner makes."""
    canvas.drawImage(ImageReader(Image.new("L", (60, 84), 200)), 0, 0, WIDTH, HEIGHT)


def picture_at(picture: Image.Image, x: float, y: float, width: float, height: float) -> Drawing:
    """A picture with its top left corner at ``x``, ``y``."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), x, HEIGHT - y - height, width, height)

    return draw


def many_segments(count: int) -> Drawing:
    """One path of ``count`` line segments."""

    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.moveTo(10, 10)
        for number in range(count):
            path.lineTo(10 + number % 500, 10 + (number * 7) % 700)
        canvas.drawPath(path)

    return draw


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of these objects (numbered from 1, the first is the catalog) without a cross-reference table."""
    parts = [b"%PDF-1.4\n"]
    parts += [b"%d 0 obj\n%s\nendobj\n" % (number, data) for number, data in enumerate(objects, start=1)]
    return b"".join([*parts, b"trailer\n<< /Root 1 0 R >>\n%%EOF\n"])
