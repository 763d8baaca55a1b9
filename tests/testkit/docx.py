"""Makers of docx files from bare XML, so that a test says exactly what Word would have written."""

from __future__ import annotations

import io
import zipfile

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMES = (
    f'xmlns:w="{W_NS}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def part(tag: str, inner: str) -> str:
    """An XML part whose root is ``w:tag``."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{tag} {_NAMES}>{inner}</w:{tag}>'


def docx(body: str, extra: dict[str, str] | None = None, *, main: str = "word/document.xml") -> bytes:
    """A docx with this body; ``extra`` maps further part names to their XML."""
    relations = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATION}/officeDocument" Target="{main}"/></Relationships>'
    )
    types = f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    return archive(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations,
            main: part("document", f"<w:body>{body}</w:body>"),
            **(extra or {}),
        }
    )


def archive(members: dict[str, str | bytes]) -> bytes:
    """A zip archive of these members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return buffer.getvalue()


def p(text: str = "", *, num: tuple[int, int] | None = None, style: str = "", raw: str = "", mark: str = "") -> str:
    """A paragraph: ``num`` is (numId, level); ``raw`` is further XML after the text, ``mark`` goes into its mark."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    if mark:
        properties += f"<w:rPr>{mark}</w:rPr>"
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{r(text) if text else ''}{raw}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: str) -> str:
    """A table of rows made with ``row``."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """A table row of cells made with ``cell``."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(content: str, *, span: int = 1, merge: str = "") -> str:
    """A cell: ``content`` is text, or XML when it begins with ``<``; ``merge`` is ``restart`` or ``continue``."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span != 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    """numbering.xml with one list of these levels (made with ``level``) and these ``w:num``."""
    return part("numbering", f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}')


def level(depth: int, form: str, text: str, more: str = "") -> str:
    """A numbering level, such as ``level(0, "chineseCounting", "%1、")``."""
    inner = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{inner}</w:lvl>'
