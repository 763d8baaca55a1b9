"""Which format a file is in, told by its content; the name only speaks where the content leaves it open."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NoReturn

import regex

from pipeline.errors import ReadError
from pipeline.ingest.archive import DAMAGE
from pipeline.ingest.encoding import Decoded, decode

SUFFIXES = {
    "txt": ("txt", "text", "md", "asc", "log"),
    "docx": ("docx", "docm", "dotx"),
    "pdf": ("pdf",),
    "html": ("html", "htm", "shtml", "xhtml", "aspx", "php", "jsp", "mht", "mhtml"),
    "doc": ("doc", "dot", "wps", "wpt"),
    "rtf": ("rtf",),
    "odt": ("odt", "fodt"),
    "ofd": ("ofd",),
}
"""The name endings of each format that is read."""

_FORMAT_OF = {suffix: form for form, suffixes in SUFFIXES.items() for suffix in suffixes}
_PICTURES = {
    b"\x89PNG": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF8": "gif",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"BM": "bmp",
}
_ARCHIVES = {b"Rar!": "rar", b"7z\xbc\xaf\x27\x1c": "7z", b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_HTML_HEAD = regex.compile(r"<!doctype\s{1,9}html|<(?:html|head|body|meta|title)[\s>]", regex.I)
_HTML_TAG = regex.compile(
    r"</?(?:p|div|span|table|tbody|tr|td|br|font|strong|a|ul|li|h[1-6]|section|article)(?:\s[^<>]{0,400})?/?>", regex.I
)
_MHT = regex.compile(rb"\A(?:[\x20-\x7e]{0,200}\r?\n){0,20}MIME-Version:", regex.I)
_RTF = regex.compile(rb"\A\s{0,16}\{\\rtf")


@dataclass(frozen=True, slots=True)
class Sniffed:
    """The format of a file (a key of ``SUFFIXES``, or ``mht``, ``wordxml``); ``decoded`` where text was looked at."""

    format: str
    warnings: tuple[str, ...] = ()
    decoded: Decoded | None = None


def sniff(data: bytes, name: str) -> Sniffed:
    """Tell the format of ``data``, called ``name``; a name that says otherwise gives a warning.

    Raises ``ReadError``: ``empty_file``, ``encrypted``, ``corrupt``, ``unknown_type``.
    """
    if not data:
        raise ReadError("empty_file", "the file has 0 bytes")
    suffix = PurePosixPath(name).suffix[1:].lower()
    form, decoded = _by_magic(data), None
    if not form:
        declared = regex.search(rb"charset=[\"']?([\w-]{2,20})", data[:4096])
        decoded = decode(data, declared[1].decode("ascii") if declared else "")
        form = _of_text(decoded.text, suffix)
    named = _FORMAT_OF.get(suffix)
    same = {"mht": ("html", "doc"), "wordxml": ("doc", "docx")}.get(form, (form,))
    warnings = (f"named .{suffix}, but the content is {form}",) if named and named not in same else ()
    return Sniffed(form, warnings, decoded)


def _by_magic(data: bytes) -> str:
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _of_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _of_ole(data)
    if _RTF.match(data, 0, 64):
        return "rtf"
    if _MHT.match(data, 0, 4096) and b"multipart/related" in data[:8192].lower():
        return "mht"
    for magic, kind in _PICTURES.items():
        if data.startswith(magic) and (kind != "bmp" or data[6:10] == b"\0\0\0\0"):
            return kind
    for magic, kind in _ARCHIVES.items():
        if data.startswith(magic):
            raise ReadError("unknown_type", f"the file is a {kind} archive; unpack it")
    return ""


def _of_zip(data: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except DAMAGE as error:
        raise ReadError("corrupt", f"begins as a zip archive, but cannot be opened ({error})") from error
    match zip_kind(names):
        case "ofd" | "docx" as form:
            return form
        case "opendocument":
            if b"opendocument.text" in data[:200]:
                return "odt"
            _refuse("an OpenDocument file that is no text document")
        case "office":
            raise ReadError("corrupt", "an office package without its main part (word/document.xml)")
        case "":
            _refuse(f"a zip archive with {len(names)} members, no document")
        case kind:
            _refuse(kind)


def zip_kind(names: Collection[str]) -> str:
    """What a zip package with these members is; empty for a mere archive of files.

    >>> zip_kind(["[Content_Types].xml", "word/document.xml"]), zip_kind(["word/通知.txt"]), zip_kind(["OFD.xml"])
    ('docx', '', 'ofd')
    """
    lower = {name.replace("\\", "/").lstrip("/").lower() for name in names}
    office = not lower.isdisjoint({"[content_types].xml", "_rels/.rels"})
    if "ofd.xml" in lower:
        return "ofd"
    if any(name.startswith("word/") and (office or name.endswith(".xml")) for name in lower):
        return "docx"
    if "content.xml" in lower and "mimetype" in lower:
        return "opendocument"
    if office and any(name.startswith("xl/") for name in lower):
        return "a spreadsheet (xlsx)"
    if office and any(name.startswith("ppt/") for name in lower):
        return "a presentation (pptx)"
    if any(name.startswith("meta-inf/") for name in lower):
        return "a book or a program in a zip archive"
    return "office" if office else ""


def _of_ole(data: bytes) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise ReadError("encrypted", "an office document with a password")
    if has("WordDocument"):
        if _is_encrypted_doc(data):
            raise ReadError("encrypted", "a Word document with a password")
        return "doc"
    for stream, kind in (("Workbook", "a spreadsheet (xls)"), ("PowerPoint Document", "a presentation (ppt)")):
        if has(stream):
            _refuse(kind)
    _refuse("an OLE file without a Word document in it")


def _is_encrypted_doc(data: bytes) -> bool:
    """Bit 8 of the flags in the file information block, which opens the WordDocument stream."""
    entry = data.find("WordDocument\0".encode("utf-16-le"))
    size = 1 << int.from_bytes(data[30:32], "little") if len(data) > 32 and data[30] < 16 else 512
    start = (int.from_bytes(data[entry + 116 : entry + 120], "little") + 1) * size
    block = data[start : start + 12]
    return block[:2] == b"\xec\xa5" and bool(block[11] & 1)


def _refuse(kind: str) -> NoReturn:
    raise ReadError("unknown_type", f"the file is {kind}")


def _of_text(text: str, suffix: str) -> str:
    head = text[:65_536]
    start = head.lstrip()[:4096]
    if start.startswith("<?xml") and ("w:wordDocument" in start or "pkg:package" in start):
        return "wordxml"
    if start.startswith("<?xml") and "office:document" in start:
        return "odt"
    if start.startswith("<") and (_HTML_HEAD.search(start) or len(_HTML_TAG.findall(head)) >= 2):
        return "html"
    tags = len(_HTML_TAG.findall(head))
    return "html" if tags >= (4 if _FORMAT_OF.get(suffix) == "html" else 40) else "txt"
