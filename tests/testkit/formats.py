"""One document in many formats: whatever a reader makes of each, the records must be the same."""

from __future__ import annotations

import html
import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from gold.making import pdf as reportlab_pdf
from gold.making import word
from gold.making.layout import wrap
from gold.notation import MarkedDocument, Paragraph
from pipeline.ingest.office import find_office
from testkit.ofd import ofd, text

_LINE, _LINES = 9.6, 26
"""Height of an OFD line in millimetres, and lines on an OFD page."""
_ALIGN = {"title": "center", "center": "center", "right": "right"}


def as_txt(document: MarkedDocument) -> bytes:
    """Paragraphs on lines of their own."""
    return "\n".join(paragraph.text for paragraph in document.paragraphs).encode()


def as_docx(document: MarkedDocument) -> bytes:
    """As python-docx writes it."""
    return word.render(document.paragraphs)


def as_pdf(document: MarkedDocument) -> bytes:
    """As ReportLab writes it: 35 ideographs to a line, page numbers."""
    return reportlab_pdf.render(document.paragraphs, 35)


def as_html(document: MarkedDocument) -> bytes:
    """A page of a government's web site."""
    title = next(paragraph.text for paragraph in document.paragraphs if paragraph.tag == "title")
    body = "\n".join(
        f'<p style="text-align:{_ALIGN.get(paragraph.tag, "left")}">{html.escape(paragraph.text)}</p>'
        for paragraph in document.paragraphs
    )
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(title)}</title></head><body>'
        f'<div class="nav"><a href="/">首页</a> <a href="/zwgk">政务公开</a></div><div class="content">{body}</div>'
        f"<div>主办单位：云泽省人民政府办公厅</div></body></html>"
    )
    return page.encode()


def as_ofd(document: MarkedDocument) -> bytes:
    """Lines of 30 ideographs, a page number on each page."""
    lines = [line for paragraph in document.paragraphs for line in _set(paragraph, 30)]
    pages = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    drawn = [
        "".join(text(html.escape(line), 20 + shift * 5.6, 25 + _LINE * row) for row, (shift, line) in enumerate(page))
        + text(f"- {number} -", 98, 285)
        for number, page in enumerate(pages, start=1)
    ]
    return ofd(drawn)


def _set(paragraph: Paragraph, width: int) -> list[tuple[float, str]]:
    """The lines of a paragraph, each with its distance from the left margin in ideographs."""
    align = _ALIGN.get(paragraph.tag)
    written = paragraph.text.strip()
    lines = wrap(written if align or paragraph.tag == "flush" else f"　　{written}", width)
    spare = {"center": 0.5, "right": 1.0}.get(align or "", 0.0)
    return [(2.0 if line.startswith("　　") else spare * (width - _width(line)), line.strip("　")) for line in lines]


def _width(line: str) -> float:
    return sum(0.5 if char.isascii() else 1 for char in line)


def office() -> str:
    """The path of LibreOffice; skips where it is missing, fails there in CI."""
    program = find_office()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice must be installed in CI")
        pytest.skip("LibreOffice is not on this machine (Debian: apt install libreoffice-writer-nogui fonts-noto-cjk)")
    return program


def by_office(source: bytes, suffix: str, target: str, folder: Path) -> bytes:
    """A document of format ``suffix`` as LibreOffice exports it to ``target``."""
    folder.mkdir(exist_ok=True)
    path = folder / f"source.{suffix}"
    path.write_bytes(source)
    profile = folder / "profile"
    command = [office(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", target, "--outdir", str(folder / target), str(path)]
    said = subprocess.run(command, capture_output=True, timeout=120, check=False)
    made = folder / target / f"source.{target}"
    assert made.exists(), said.stdout + said.stderr
    shutil.rmtree(profile, ignore_errors=True)
    return made.read_bytes()


def scanned(pdf: bytes, dpi: int) -> bytes:
    """The pages of a PDF as pictures in a new one: what a scanner makes of the printed document."""
    import pypdfium2
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            width, height = page.get_size()
            canvas.setPageSize((width, height))
            picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
            canvas.drawImage(ImageReader(picture), 0, 0, width, height)
            canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def rows_in_common(ours: Sequence[object], theirs: Sequence[object]) -> int:
    """How many rows two tables share, each row counted once."""
    rest = list(theirs)
    return sum(1 for row in ours if row in rest and not rest.remove(row))  # type: ignore[func-returns-value]
