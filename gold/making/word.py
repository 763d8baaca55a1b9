"""A marked document as a Word file, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph as WordParagraph

from gold.notation import NotationError, Paragraph

EPOCH = (2024, 1, 1, 0, 0, 0)
NUMBERING = 90
LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
DIGITS = "〇一二三四五六七八九"
ALIGNMENT = {
    "title": WD_ALIGN_PARAGRAPH.CENTER,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}


def render(paragraphs: Iterable[Paragraph]) -> bytes:
    """The docx bytes: titles, Word headings, tables, and automatic numbering where the marked text asks for it."""
    document = Document()
    document.styles["Normal"].font.name = "仿宋"
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = datetime(*EPOCH)
    counters = [0, 0, 0]
    is_row = False
    for is_row, group in groupby(paragraphs, key=lambda paragraph: paragraph.tag == "row"):
        if is_row:
            _table(document, [paragraph.text.split("‖") for paragraph in group])
            continue
        for paragraph in group:
            _paragraph(document, paragraph, counters)
    if is_row:
        document.add_paragraph()  # Word always has a paragraph below a table; LibreOffice writes no .doc without it
    if any(counters):
        _define_numbering(document)
    return _fixed_dates(document)


def _paragraph(document: WordDocument, paragraph: Paragraph, counters: list[int]) -> None:
    tag = paragraph.tag
    if tag in ("h1", "h2", "h3"):
        document.add_heading(paragraph.text, level=int(tag[1]))
        return
    if tag == "page":
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        if not paragraph.text:
            return
    made = document.add_paragraph()
    run = made.add_run(paragraph.text)
    if tag in ALIGNMENT:
        made.alignment = ALIGNMENT[tag]
        run.bold = tag == "title"
    elif tag.startswith("auto"):
        level = int(tag[4]) - 1
        counters[level] += 1
        counters[level + 1 :] = [0] * (len(counters) - level - 1)
        if paragraph.argument != _label(level, counters[level]):
            raise NotationError(f"Word numbers {_label(level, counters[level])!r}, marked is {paragraph.argument!r}")
        _number(made, level)
    elif tag != "flush":
        made.paragraph_format.first_line_indent = Pt(24)


def _table(document: WordDocument, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text.strip()


def _label(level: int, number: int) -> str:
    ten, one = divmod(number, 10)
    chinese = f"{DIGITS[ten] if ten > 1 else ''}{'十' if ten else ''}{DIGITS[one] if one else ''}"
    return LEVELS[level][1].replace(f"%{level + 1}", str(number) if level == 2 else chinese)


def _number(paragraph: WordParagraph, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    numbering = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", level), ("w:numId", NUMBERING)):
        element = OxmlElement(name)
        element.set(qn("w:val"), str(value))
        numbering.append(element)
    properties.append(numbering)


def _define_numbering(document: WordDocument) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, (form, text) in enumerate(LEVELS)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBERING}">{levels}</w:abstractNum>'))
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{NUMBERING}"><w:abstractNumId w:val="{NUMBERING}"/></w:num>')
    )


def _fixed_dates(document: WordDocument) -> bytes:
    """Zip members carry the time of writing; give them one that never changes."""
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w") as target:
        for member in source.infolist():
            entry = zipfile.ZipInfo(member.filename, EPOCH)
            target.writestr(entry, source.read(member), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
