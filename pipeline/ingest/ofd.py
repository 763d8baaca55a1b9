"""OFD (GB/T 33190), the Chinese fixed-layout format: page objects from its XML, then read like the pages of a PDF.

Signatures (seals) and annotations (watermarks) are not part of the text and are not opened.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

import regex
from lxml import etree

from pipeline.errors import Problem, ReadError
from pipeline.ingest.archive import Archive
from pipeline.ingest.limits import DEFAULT_LIMITS, Limits
from pipeline.ingest.ofd_pictures import Pictures
from pipeline.ingest.page_flow import PageItems
from pipeline.ingest.page_reader import PageReader
from pipeline.ingest.page_shapes import WIDE_FROM, Box, Picture, Run, Stroke
from pipeline.ingest.pages import content
from pipeline.ingest.result import Content

_POINTS = 72 / 25.4  # lengths in OFD are millimetres
_A4 = (0.0, 0.0, 210.0, 297.0)
_GAP = 1.5
_THIN = 1.0
_NUMBER = regex.compile(r"[-+]?\d{0,12}\.?\d{1,12}(?:[eE][-+]?\d{1,3})?")
_TOKENS = regex.compile(r"[A-Za-z]|[-+]?\d{0,12}\.?\d{1,12}")

_Matrix = tuple[float, float, float, float, float, float]


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Read an OFD. Raises ``ReadError``: ``corrupt``, ``encrypted``, ``limit_*``, ``xml_*``, ``needs_ocr``."""
    package = Archive(data, limits)
    if "Encryptions.xml" in package:
        raise ReadError("encrypted", "the OFD is encrypted")
    bodies = list(_iter(package.xml("OFD.xml"), "DocBody"))
    problems: list[Problem] = []
    pages: list[PageItems] = []
    reader = PageReader(limits, problems)
    hints: dict[str, str] = {}
    for body in bodies:
        hints = hints or _hints(body)
        root = next(_iter(body, "DocRoot"), None)
        if root is None or not (root.text or "").strip():
            raise ReadError("corrupt", "OFD.xml names no document")
        document = _Document(package, (root.text or "").strip().lstrip("/"))
        for name in document.pages:
            number = len(pages) + 1
            if number > limits.pages:
                problems.append(Problem.seen("limit_pages", f"more than {limits.pages:,} pages"))
                break
            pages.append(_page(document, name, number, reader, problems))
    return content(pages, problems, hints, limits)


def _page(document: _Document, name: str, number: int, reader: PageReader, problems: list[Problem]) -> PageItems:
    try:
        surface = document.surface(name)
    except ReadError as error:
        if error.code != "corrupt":
            raise
        problems.append(Problem.seen("page_failed", f"page {number}: {error.message}", number))
        return (1.0, ())
    return reader.read(surface, number)


def _hints(body: etree._Element) -> dict[str, str]:
    title = next(_iter(body, "Title"), None)
    text = (title.text or "").strip() if title is not None else ""
    return {"title": text} if regex.search(r"\p{Han}{6}", text) else {}


class _Document:
    """One document of a package: its pages in order and its page templates."""

    def __init__(self, package: Archive, root: str) -> None:
        self._package = package
        tree = package.xml(root)
        self._folder = posixpath.dirname(root)
        listing = next(_iter(tree, "Pages"), None)
        pages = _iter(listing, "Page") if listing is not None else iter(())
        self.pages = [self._path(page.get("BaseLoc", "")) for page in pages]
        self._templates = {
            template.get("ID", ""): self._path(template.get("BaseLoc", "")) for template in _iter(tree, "TemplatePage")
        }
        self._pictures = Pictures(package, self._folder, tree)
        self._area = _numbers(_text_of(tree, "PhysicalBox"), 4) or _A4

    def _path(self, location: str) -> str:
        if location.startswith("/"):
            return location.lstrip("/")
        return posixpath.normpath(posixpath.join(self._folder, location))

    def surface(self, name: str) -> _Surface:
        """A page with the templates it stands on."""
        page = self._package.xml(name)
        area = _numbers(_text_of(page, "PhysicalBox"), 4) or self._area
        surface = _Surface(area[2] * _POINTS, area[3] * _POINTS, self._pictures)
        for template in _iter(page, "Template"):
            under = self._templates.get(template.get("TemplateID", ""))
            if under and under in self._package:
                surface.add(self._package.xml(under))
        surface.add(page)
        return surface


@dataclass(slots=True)
class _Surface:
    """The objects of one page; see ``page_shapes.Surface``."""

    width: float
    height: float
    _files: Pictures
    _pieces: list[list[Run]] = field(default_factory=list)
    _strokes: list[Stroke] = field(default_factory=list)
    _segments: int = 0
    _pictures: list[tuple[str, Box]] = field(default_factory=list)

    def add(self, root: etree._Element) -> None:
        """Take in the objects of a page or template."""
        for element in root.iter():
            kind = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if kind == "TextObject":
                self._pieces += _pieces(element)
            elif kind == "PathObject":
                self._add_path(element)
            elif kind == "ImageObject":
                x, y, width, height = (
                    at * _POINTS for at in _numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
                )
                self._pictures.append((element.get("ResourceID", ""), Box(x, y, x + width, y + height)))

    def runs(self) -> list[Run]:
        return [run for piece in self._pieces for run in _joined(piece)]

    def characters(self, within: Box) -> list[Run]:
        return [
            char
            for piece in self._pieces
            for char in piece
            if within.x0 <= (char.x0 + char.x1) / 2 <= within.x1
            and within.top <= (char.top + char.bottom) / 2 <= within.bottom
        ]

    def strokes(self, limit: int) -> list[Stroke] | None:
        return None if self._segments > limit else self._strokes

    def pictures(self) -> list[Box]:
        return [box for _, box in self._pictures]

    def lost_text(self) -> int:
        return 0

    def unseen_text(self) -> bool:
        return False

    def picture(self, dpi: int) -> Picture | None:
        return self._files.page(self._pictures, self.width, self.height, dpi)

    def _add_path(self, element: etree._Element) -> None:
        data = next(_iter(element, "AbbreviatedData"), None)
        x, y, _, _ = _numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
        matrix = _matrix(element)
        points: list[tuple[float, float]] = []
        for part in _subpaths(data.text or "" if data is not None else ""):
            self._segments += len(part)
            points = [_moved(px, py, matrix, x, y) for px, py in part]
            self._strokes += _sides(points, element.get("Stroke") != "false")


def _sides(points: list[tuple[float, float]], drawn: bool) -> Iterator[Stroke]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    if min(max(xs) - min(xs), max(ys) - min(ys)) <= _THIN * _POINTS:
        yield Stroke(min(xs), min(ys), max(xs), max(ys))
    elif drawn:
        for (x, y), (to_x, to_y) in zip(points, points[1:], strict=False):
            if min(abs(to_x - x), abs(to_y - y)) <= _THIN:
                yield Stroke(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def _pieces(element: etree._Element) -> Iterator[list[Run]]:
    """The characters of a text object, one list for each text code; nothing for turned text."""
    matrix = _matrix(element)
    if abs(matrix[1]) > 0.15 * max(abs(matrix[0]), 1e-6) or matrix[0] <= 0:
        return
    left, top, _, _ = _numbers(element.get("Boundary"), 4) or (0.0, 0.0, 0.0, 0.0)
    size = (_numbers(element.get("Size"), 1) or (3.5,))[0]
    em = size * matrix[0] * _POINTS
    x = y = 0.0
    for code in _iter(element, "TextCode"):
        x = (_numbers(code.get("X"), 1) or (x,))[0]
        y = (_numbers(code.get("Y"), 1) or (y,))[0]
        across, down = _deltas(code.get("DeltaX")), _deltas(code.get("DeltaY"))
        piece: list[Run] = []
        at_x, at_y = x, y
        for index, char in enumerate(regex.sub(r"[\r\n\t]", "", code.text or "")):
            width = size * (1.0 if char >= WIDE_FROM else 0.5)
            place_x, base = _moved(at_x, at_y, matrix, left, top)
            if not char.isspace():
                piece.append(
                    Run(place_x, base - 0.85 * em, place_x + width * matrix[0] * _POINTS, base + 0.15 * em, char, em)
                )
            at_x += across[index] if index < len(across) else (0.0 if down else width)
            at_y += down[index] if index < len(down) else 0.0
        if piece:
            yield piece


def _joined(characters: list[Run]) -> Iterator[Run]:
    """Runs of characters without wide gaps, each on one height."""
    start = 0
    for index in range(1, len(characters) + 1):
        if index < len(characters):
            before, char = characters[index - 1], characters[index]
            near = -char.em < char.x0 - before.x1 < _GAP * char.em and abs(char.bottom - before.bottom) < 0.5 * char.em
            if near:
                continue
        part = characters[start:index]
        text = ""
        for before, char in zip([part[0], *part], part, strict=False):
            text += (" " if char.x0 - before.x1 > 0.45 * char.em else "") + char.text
        yield Run(part[0].x0, part[0].top, part[-1].x1, part[-1].bottom, text, part[0].em)
        start = index


def _deltas(text: str | None) -> list[float]:
    """``3.5 g 4 1.75`` is 3.5 and four times 1.75."""
    tokens = (text or "").split()
    found: list[float] = []
    index = 0
    while index < len(tokens) and len(found) < 100_000:
        if tokens[index] == "g" and index + 2 < len(tokens):
            count, value = _numbers(f"{tokens[index + 1]} {tokens[index + 2]}", 2) or (0.0, 0.0)
            found += [value] * max(0, min(int(count), 10_000))
            index += 3
        else:
            found += _numbers(tokens[index], 1) or ()
            index += 1
    return found


def _subpaths(data: str) -> Iterator[list[tuple[float, float]]]:
    """The corner points of the straight parts of a path; curves count by their ends."""
    points: list[tuple[float, float]] = []
    numbers: list[float] = []
    for token in (*_TOKENS.findall(data), "S"):
        if not token.isalpha():
            numbers.append(float(token))
            continue
        if len(numbers) >= 2:
            points.append((numbers[-2], numbers[-1]))
            numbers = []
        if token == "C" and points:
            points.append(points[0])
        if token in "SM" and points:
            yield points
            points = []


def _matrix(element: etree._Element) -> _Matrix:
    values = _numbers(element.get("CTM"), 6)
    return (
        (values[0], values[1], values[2], values[3], values[4], values[5]) if values else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    )


def _moved(x: float, y: float, matrix: _Matrix, left: float, top: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e + left) * _POINTS, (b * x + d * y + f + top) * _POINTS


def _numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    found = [float(number) for number in _NUMBER.findall(text or "")]
    return tuple(found[:count]) if len(found) >= count else None


def _text_of(root: etree._Element, name: str) -> str:
    element = next(_iter(root, name), None)
    return element.text or "" if element is not None else ""


def _iter(root: etree._Element, name: str) -> Iterator[etree._Element]:
    yield from root.iter(f"{{*}}{name}", name)
