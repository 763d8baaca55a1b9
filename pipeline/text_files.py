"""Where the source text of a document is kept: ``text/DOC_ID.txt``, for any doc_id, never outside ``text/``."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?\Z", re.IGNORECASE)
_LONGEST = 240


def text_name(doc_id: str) -> PurePosixPath:
    """The path of a document's text below ``text/``: the doc_id and ``.txt``.

    Parts of a doc_id that a file system or a shell could stumble over are replaced and marked with a checksum, so that
    different ids never share a file. No folder ends in ``.txt``, so that no file stands where a folder has to be.

    >>> str(text_name("2024/工作计划.pdf")), str(text_name("../x")).startswith("_~")
    ('2024/工作计划.pdf.txt', True)
    """
    *folders, name = doc_id.split("/")
    return PurePosixPath(*(_folder(part) for part in folders), _safe(name) + ".txt")


def _folder(part: str) -> str:
    return _marked(part, part[:-4] + "_txt") if part.lower().endswith(".txt") else _safe(part)


def _safe(part: str) -> str:
    safe = _FORBIDDEN.sub("_", part)
    if part.strip(" .") == "":
        safe = "_"
    short = safe.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore") == safe
    if safe == part and short and part == part.strip(" ") and not _RESERVED.match(part):
        return part
    return _marked(part, safe)


def _marked(part: str, safe: str) -> str:
    checksum = hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    start = _FORBIDDEN.sub("_", safe).strip(" .").encode("utf-8")[: _LONGEST - 12].decode("utf-8", "ignore")
    return f"{start or '_'}~{checksum}"


def write_text(folder: Path, doc_id: str, text: str) -> Path:
    """Write the source text of ``doc_id`` below ``folder`` as it is: UTF-8, no BOM, newlines untouched."""
    path = folder / text_name(doc_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path
