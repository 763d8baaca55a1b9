"""Scanned pages: pictures of the project's own pages (``tests/scans/``), put into a PDF as scanners do.

``python -m testkit.scan`` (in ``tests/``) draws the pictures anew; that takes a machine with a Chinese font.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from testkit.pdf import HEIGHT, WIDTH, Drawing, drawing, pdf, table, text

TESTS = Path(__file__).resolve().parent.parent
SCANS = TESTS / "scans"
PLAN = TESTS.parent / "corpus" / "07_five_year_plan.pdf"
PLAN_PAGE = 3
NOTICE = ["各县（区）人民政府，市政府各部门：", "现将重点任务分工表印发给你们，请认真落实。"]
ROWS = [
    ["序号", "重点任务", "牵头单位", "完成时限"],
    ["1", "新增高新技术企业35家", "市科技局", "2024年12月底前"],
    ["2", "建成公共充电桩1200个", "市住房城乡建设局", "2024年9月底前"],
]
SEALED = ["青屿市人民政府办公室", "2024年3月15日"]
_DPI = 200


def scan(name: str) -> Image.Image:
    """One of the pictures: ``plan`` or ``notice``."""
    return Image.open(SCANS / f"{name}.png").convert("RGB")


def askew(picture: Image.Image, degrees: float) -> Image.Image:
    """A picture that did not lie straight, with the grain of a scanner."""
    turned = np.asarray(picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white"), np.float32)
    grain = np.random.default_rng(1).normal(0, 8, turned.shape)
    return Image.fromarray(np.clip(turned + grain, 0, 255).astype(np.uint8))


def shown(picture: Image.Image) -> Drawing:
    """A page that is the picture, as large as fits."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT, preserveAspectRatio=True, anchor="nw")

    return draw


def unseen(written: str) -> Drawing:
    """A text that is in the file and not shown, as scanners' programs write what they read."""

    def draw(canvas: Canvas) -> None:
        layer = canvas.beginText(60, 700)
        layer.setFont("STSong-Light", 8)
        layer.setTextRenderMode(3)
        for at in range(0, len(written), 40):
            layer.textLine(written[at : at + 40])
        canvas.drawText(layer)

    return draw


def _coloured(inner: Drawing) -> Drawing:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillColorRGB(0.85, 0.1, 0.1)
        canvas.setStrokeColorRGB(0.85, 0.1, 0.1)
        inner(canvas)
        canvas.restoreState()

    return draw


def _ring(canvas: Canvas) -> None:
    canvas.setLineWidth(3)
    canvas.circle(430, HEIGHT - 500, 55)


def _notice() -> bytes:
    head = _coloured(text("青屿市人民政府办公室文件", 105, 110, size=32))
    seal = _coloured(drawing(_ring, text("★", 415, 510, size=30), text("青屿市人民", 400, 475, size=12)))
    words = [text(line, 80 + 28 * (n > 0), 200 + 28 * n) for n, line in enumerate(NOTICE)]
    signed = [text(line, 360, 492 + 26 * n) for n, line in enumerate(SEALED)]
    rows = table(ROWS, y=270, widths=[40, 180, 110, 100])
    return pdf(drawing(head, seal, *words, rows, *signed))


def _draw_all() -> None:
    pages = {"plan": (PLAN.read_bytes(), PLAN_PAGE - 1), "notice": (_notice(), 0)}
    for name, (data, page) in pages.items():
        picture = pdfium.PdfDocument(data)[page].render(scale=_DPI / 72).to_pil()
        picture.quantize(8).save(SCANS / f"{name}.png", optimize=True)


if __name__ == "__main__":
    _draw_all()
