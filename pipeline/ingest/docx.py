"""Word documents (docx): a walk through the XML as Word would show the text.

Automatic numbers are written out, tracked changes are taken as accepted, hidden text is out, a text box is read once,
after its paragraph; tables stand where they stand in the body; footnotes come at the end. A paragraph is a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.errors import ReadError
from pipeline.ingest.docx_numbering import Numbering, W
from pipeline.ingest.docx_package import Package, special_styles
from pipeline.ingest.limits import DEFAULT_LIMITS, Limits
from pipeline.ingest.result import Content
from pipeline.ingest.writer import GridCell, TextWriter

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SKIPPED = {
    *(f"{W}{tag}" for tag in ("del", "moveFrom", "delText", "rPr", "pPr", "rt", "delInstrText", "sectPr", "tblPr")),
    f"{_MC}Fallback",
}
_PLAIN = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_WRAPPERS = {
    *(f"{W}{tag}" for tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")),
    f"{_MC}AlternateContent",
    f"{_MC}Choice",
}


@dataclass(slots=True)
class _Paragraph:
    text: str
    contents: bool = False  # a line of the table of contents


@dataclass(slots=True)
class _Grid:
    rows: list[list[GridCell]]
    boxed: list[_Block]  # what stands in it, where it is a frame around text rather than a table


_Block = _Paragraph | _Grid


@dataclass(slots=True)
class _Inline:
    """What a paragraph collects: its text, its text boxes, and the fields that are open."""

    parts: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Read a docx. Raises ``ReadError``: ``corrupt``, ``encrypted``, ``limit_*``, ``xml_dtd``, ``xml_depth``."""
    package = Package(data, limits)
    walker = _Walker(package, limits)
    writer = TextWriter()
    for block in walker.document():
        _write(block, writer)
    for number, note in enumerate(walker.notes(), start=1):
        writer.line(f"[{number}] {note}")
    return Content(
        writer.text(),
        tables=writer.tables,
        furniture=writer.furniture,
        hints=package.hints(),
        warnings=tuple(walker.warnings),
    )


def _write(block: _Block, writer: TextWriter) -> None:
    if isinstance(block, _Paragraph):
        writer.line(block.text, furniture=block.contents)
    elif block.boxed:
        for inner in block.boxed:
            _write(inner, writer)
    else:
        writer.table(block.rows)


class _Walker:
    def __init__(self, package: Package, limits: Limits) -> None:
        styles = package.part("styles")
        self._package = package
        self._numbering = Numbering(package.part("numbering"), styles)
        self._hidden, self._contents = special_styles(styles)
        self._limits = limits
        self._fields: list[bool] = []  # one for each open field: whether its stored result has begun
        self._notes: list[tuple[str, str]] = []
        self._carried = ""
        self.warnings: list[str] = []

    def document(self) -> Iterator[_Block]:
        yield from self._blocks(self._package.body())
        if self._carried:
            yield _Paragraph(self._carried)

    def notes(self) -> Iterator[str]:
        """The texts of the foot- and endnotes, in the order of their marks."""
        parts: dict[str, dict[str, etree._Element]] = {}
        for kind, identifier in list(self._notes):
            if kind not in parts:
                root = self._package.part(f"{kind}s")
                parts[kind] = {} if root is None else {note.get(f"{W}id", ""): note for note in root}
            if identifier in parts[kind]:
                yield self._flat(self._blocks(parts[kind][identifier])).strip()

    def _blocks(self, parent: etree._Element, contents: bool = False) -> Iterator[_Block]:
        for element in parent:
            if element.tag == f"{W}p":
                yield from self._paragraph(element, contents)
            elif element.tag == f"{W}tbl":
                yield self._table(element)
            elif element.tag in _WRAPPERS:
                gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                inside = gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
                yield from self._blocks(element, contents or inside)

    def _paragraph(self, element: etree._Element, contents: bool) -> Iterator[_Block]:
        inline = _Inline()
        properties = element.find(f"{W}pPr")
        style = ""
        if properties is not None and (named := properties.find(f"{W}pStyle")) is not None:
            style = named.get(f"{W}val", "")
        label = self._numbering.label(element)
        if style not in self._hidden:
            self._inline(element, inline)
        text = self._carried + ("" if self._carried else label) + "".join(inline.parts)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = text  # its end was deleted: it runs on into the next paragraph
        else:
            self._carried = ""
            yield _Paragraph(text, contents or style in self._contents)
        for box in inline.boxes:
            yield from self._blocks(box)

    def _inline(self, parent: etree._Element, inline: _Inline) -> None:
        for element in parent:
            tag = element.tag
            if tag in _SKIPPED:
                continue
            if tag == f"{W}r":
                if not self._is_hidden(element):
                    self._inline(element, inline)
            elif tag == f"{W}fldChar":
                self._field(element.get(f"{W}fldCharType", ""))
            elif tag in (f"{W}t", f"{_M}t"):
                if all(self._fields):
                    inline.parts.append(element.text or "")
            elif tag in _PLAIN:
                if element.get(f"{W}type") != "page":
                    inline.parts.append(_PLAIN[tag])
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self._notes.append((tag[len(W) : -len("Reference")], element.get(f"{W}id", "")))
            elif tag == f"{W}txbxContent":
                inline.boxes.append(element)
            elif tag != f"{W}instrText":
                self._inline(element, inline)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        vanish = properties.find(f"{W}vanish")
        if vanish is not None:
            return vanish.get(f"{W}val", "1") not in ("0", "false", "off")
        style = properties.find(f"{W}rStyle")
        return style is not None and style.get(f"{W}val", "") in self._hidden

    def _table(self, table: etree._Element) -> _Grid:
        rows: list[list[GridCell]] = []
        boxed: list[_Block] = []
        merges: dict[int, tuple[int, int]] = {}  # column → (row, index) of the cell that is merged downwards
        for row in _children(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            column = min(_int(row.find(f"{W}trPr/{W}gridBefore")), self._limits.grid_span)
            cells: list[GridCell] = []
            for cell in _children(row, f"{W}tc"):
                span = self._span(cell.find(f"{W}tcPr/{W}gridSpan"))
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                blocks = list(self._blocks(cell))
                boxed.extend(blocks)
                if merge is not None and merge.get(f"{W}val") != "restart" and column in merges:
                    above, index = merges[column]
                    old = rows[above][index]
                    rows[above][index] = GridCell(old.column, old.text, len(rows) - above + 1, old.column_span)
                else:
                    merges.pop(column, None)
                    if merge is not None:
                        merges[column] = (len(rows), len(cells))
                    cells.append(GridCell(column, self._flat(blocks), 1, span))
                column += span
            rows.append(cells)
            if sum(map(len, rows)) > self._limits.table_cells:
                raise ReadError("limit_size", f"a table of more than {self._limits.table_cells:,} cells")
        filled = [cell for cells in rows for cell in cells if cell.text.strip()]
        frame = len(filled) <= 1 and sum(isinstance(b, _Grid) or bool(b.text.strip()) for b in boxed) > 1
        return _Grid(rows, boxed if frame or sum(map(len, rows)) == 1 else [])

    def _span(self, element: etree._Element | None) -> int:
        span = _int(element, 1)
        if span > self._limits.grid_span:
            self.warnings.append(f"a cell that spans {span:,} columns was cut to {self._limits.grid_span}")
        return max(1, min(span, self._limits.grid_span))

    def _flat(self, blocks: Iterator[_Block] | list[_Block]) -> str:
        """The text of a cell or note: paragraphs and the rows of inner tables, parted by newlines."""
        lines = []
        for block in blocks:
            if isinstance(block, _Paragraph):
                lines.append(block.text)
            else:
                lines += [" ".join(cell.text for cell in row) for row in block.rows]
        return "\n".join(lines)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of that tag, also inside content controls and tracked insertions."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _children(element, tag)


def _int(element: etree._Element | None, default: int = 0) -> int:
    try:
        return default if element is None else max(0, int(element.get(f"{W}val", str(default))))
    except ValueError:
        return default
