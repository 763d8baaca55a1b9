"""Web pages: the document on the page, a line for each paragraph, tables with their cells.

Also web archives (mht), which office programs save under the name .doc.
"""

from __future__ import annotations

import email
import email.policy

import regex
from lxml import etree, html

from pipeline.errors import ReadError
from pipeline.ingest.encoding import decode
from pipeline.ingest.html_main import NOT_XML, clean, find_main, is_block
from pipeline.ingest.html_metadata import is_metadata_table, page_hints
from pipeline.ingest.limits import DEFAULT_LIMITS, Limits
from pipeline.ingest.result import Content
from pipeline.ingest.writer import GridCell, TextWriter

_BLANKS = regex.compile(r"[ \t\r\n\f]+")
_EDGE = " \t\u00a0\u3000"
_TITLE_WITHIN = 1000
_FRAME_CHARS = 1500


def read(text: str, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Read the source of a page. Raises ``ReadError``: ``corrupt``, ``xml_depth``, ``limit_size``."""
    root = _parse(text)
    clean(root)
    body = root.find(".//body")
    body = root if body is None else body
    main = find_main(body)
    hints = page_hints(root, main)
    walker = _Walker(limits)
    title = hints.get("title", "")
    if title and _squeeze(title) not in _squeeze(main.text_content()[:_TITLE_WITHIN]):
        walker.writer.line(title)
    walker.walk(main)
    walker.flush()
    return Content(walker.writer.text(), tables=walker.writer.tables, hints=hints, warnings=tuple(walker.warnings))


def read_archive(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Read the page of a web archive (mht). Raises ``ReadError`` ``corrupt`` where there is none in it."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return read(decode(payload, part.get_content_charset() or "").text, limits)
    raise ReadError("corrupt", "the web archive holds no page")


def _parse(text: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    try:
        root = html.document_fromstring(NOT_XML.sub("", text).encode(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ReadError("corrupt", f"the page cannot be parsed ({error})") from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise ReadError("xml_depth", "the elements of the page are nested too deeply")
    return root


def _squeeze(text: str) -> str:
    return "".join(text.split())


class _Walker:
    """Walks through elements in order, gathering inline text until a block begins or ends."""

    def __init__(self, limits: Limits) -> None:
        self.writer = TextWriter()
        self.warnings: list[str] = []
        self._limits = limits
        self._pending: list[str] = []

    def walk(self, element: html.HtmlElement, *, keep_breaks: bool = False) -> None:
        keep_breaks = keep_breaks or element.tag == "pre"
        self._inline(element.text, keep_breaks)
        for child in element:
            if child.tag == "br":
                self.flush()
            elif child.tag == "table" and not self._is_frame(child):
                self.flush()
                self._table(child)
            elif isinstance(child.tag, str):
                if is_block(child):
                    self.flush()
                self.walk(child, keep_breaks=keep_breaks)
                if is_block(child):
                    self.flush()
            self._inline(child.tail, keep_breaks)

    def flush(self) -> None:
        """End the line, if there is anything on it."""
        text = "".join(self._pending)
        self._pending.clear()
        for line in text.split("\n"):
            line = line.strip(_EDGE)
            if line:
                self.writer.line(line)

    def _inline(self, text: str | None, keep_breaks: bool) -> None:
        if text:
            self._pending.append(text if keep_breaks else _BLANKS.sub(" ", text))

    @staticmethod
    def _is_frame(table: html.HtmlElement) -> bool:
        """Whether a table only lays out the page: tables in it, one cell, or a cell that holds a whole text."""
        cells = [cell for row in _rows(table) for cell in row]
        if len(cells) <= 1 or all(len(row) <= 1 for row in _rows(table)):
            return True
        lengths = [len(cell.text_content().strip()) for cell in cells]
        inner = any(len(list(found.iter("tr"))) > 1 for cell in cells for found in cell.iter("table"))
        return (
            inner or (max(lengths) > _FRAME_CHARS and max(lengths) > 0.7 * sum(lengths)) or sum(map(bool, lengths)) == 1
        )

    def _table(self, table: html.HtmlElement) -> None:
        rows: list[list[GridCell]] = []
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(_rows(table)):
            column, cells = 0, []
            for cell in row:
                while (number, column) in taken:
                    column += 1
                width, height = self._span(cell, "colspan"), self._span(cell, "rowspan")
                cells.append(GridCell(column, _cell_text(cell), height, width))
                taken.update((number + down, column + right) for down in range(height) for right in range(width))
                column += width
            rows.append(cells)
            if len(taken) > self._limits.table_cells:
                raise ReadError("limit_size", f"a table of more than {self._limits.table_cells:,} cells")
        rows = [
            [GridCell(c.column, c.text, min(c.row_span, len(rows) - number), c.column_span) for c in cells]
            for number, cells in enumerate(rows)
        ]
        if not is_metadata_table([cell.text for cells in rows for cell in cells]):
            self.writer.table(rows)

    def _span(self, cell: html.HtmlElement, name: str) -> int:
        digits = regex.match(r"\s*(\d{1,12})", cell.get(name, "1"))
        span = int(digits[1]) if digits else 1
        limit = self._limits.grid_span if name == "colspan" else 1000
        if span > limit:
            self.warnings.append(f"a cell with {name} {span:,} was cut to {limit}")
        return max(1, min(span, limit))


def _rows(table: html.HtmlElement) -> list[list[html.HtmlElement]]:
    """The rows of a table as lists of its own cells; those of inner tables are not among them."""
    rows = []
    for child in table:
        inner = child if child.tag in ("tbody", "thead", "tfoot") else [child]
        rows += [[cell for cell in row if cell.tag in ("td", "th")] for row in inner if row.tag == "tr"]
    return [row for row in rows if row]


def _cell_text(cell: html.HtmlElement) -> str:
    walker = _Walker(DEFAULT_LIMITS)
    walker.walk(cell)
    walker.flush()
    return walker.writer.text().replace(" |\n", "\n").replace(" | ", " ").strip()
