"""The parts of a docx package: which is the main one, which hold styles, numbering and notes."""

from __future__ import annotations

import posixpath

import regex
from lxml import etree

from pipeline.errors import ReadError
from pipeline.ingest.archive import Archive, parse_xml
from pipeline.ingest.docx_numbering import W
from pipeline.ingest.limits import Limits

_DC = "{http://purl.org/dc/elements/1.1/}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_CONTENTS_STYLE = regex.compile(r"(?i)toc ?\d|目录 ?\d")
_OFF = ("0", "false", "off")


class Package:
    """A docx package; parts are found by their relations, as Word does. Methods raise ``ReadError``."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._archive = Archive(data, limits)
        self._main = self._related("").get("officeDocument", "word/document.xml")
        self._parts = self._related(self._main)

    def body(self) -> etree._Element:
        """The body of the main part."""
        body = self._transitional(self._main).find(f"{W}body")
        if body is None:
            raise ReadError("corrupt", f"{self._main} has no body")
        return body

    def part(self, kind: str) -> etree._Element | None:
        """The root of the part that the main one relates to as ``kind`` (``styles``, ``footnotes`` …)."""
        name = self._parts.get(kind, f"word/{kind}.xml")
        return self._transitional(name) if name in self._archive else None

    def hints(self) -> dict[str, str]:
        """The title that the document's properties give, if it is Chinese at all (templates leave others there)."""
        core = self._archive.xml_if_there("docProps/core.xml")
        title = (core.findtext(f"{_DC}title") or "").strip() if core is not None else ""
        return {"title": title} if regex.search(r"\p{Han}{4}", title) else {}

    def _related(self, part: str) -> dict[str, str]:
        """The parts that ``part`` (empty: the package) refers to inside the package: kind → name."""
        folder, _, name = part.rpartition("/")
        listing = self._archive.xml_if_there(f"{folder}/_rels/{name}.rels")
        found: dict[str, str] = {}
        for entry in listing if listing is not None else ():
            if entry.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, entry.get("Target", "")))
                found.setdefault(entry.get("Type", "").rpartition("/")[2], target.lstrip("/"))
        return found

    def _transitional(self, name: str) -> etree._Element:
        """The root of a part; parts of "strict" files get the usual namespace, which is the same but for its name."""
        root = self._archive.xml(name)
        if _STRICT not in root.nsmap.values():
            return root
        return parse_xml(etree.tostring(root).replace(_STRICT.encode(), W[1:-1].encode()), name)


def special_styles(styles: etree._Element | None) -> tuple[frozenset[str], frozenset[str]]:
    """The styles whose text is hidden, and those of the lines of a table of contents."""
    hidden, contents = set(), set()
    for style in styles.iterfind(f"{W}style") if styles is not None else ():
        identifier = style.get(f"{W}styleId", "")
        vanish = style.find(f"{W}rPr/{W}vanish")
        if vanish is not None and vanish.get(f"{W}val", "1") not in _OFF:
            hidden.add(identifier)
        name = style.find(f"{W}name")
        if name is not None and _CONTENTS_STYLE.fullmatch(name.get(f"{W}val", "")):
            contents.add(identifier)
    return frozenset(hidden), frozenset(contents)
