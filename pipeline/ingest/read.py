"""The dispatch: which reader gets a file. Readers are loaded on first use."""

from __future__ import annotations

from dataclasses import replace

from pipeline.errors import ReadError
from pipeline.ingest import txt
from pipeline.ingest.limits import DEFAULT_LIMITS, Limits
from pipeline.ingest.result import Content, ReadResult
from pipeline.ingest.sniff import Sniffed, sniff

_SHOWN_AS = {"mht": "html", "wordxml": "doc"}


def read_bytes(data: bytes, doc_id: str, limits: Limits = DEFAULT_LIMITS) -> ReadResult:
    """Read one file. ``doc_id`` is its name or relative path; the format is told by the content.

    Raises ``ReadError`` where nothing can be read; what could be read in part comes with ``problems``.
    """
    if len(data) > limits.file_size:
        raise ReadError("limit_size", f"{len(data):,} bytes, the limit is {limits.file_size:,}")
    sniffed = sniff(data, doc_id)
    content = _read(data, sniffed, limits)
    if len(content.text) > limits.chars:
        raise ReadError("limit_size", f"{len(content.text):,} characters, the limit is {limits.chars:,}")
    if not content.text.strip() and not content.problems:
        raise ReadError("empty_file", f"the {sniffed.format} file holds no text")
    return content.result(data, doc_id, _SHOWN_AS.get(sniffed.format, sniffed.format), sniffed.warnings)


def _read(data: bytes, sniffed: Sniffed, limits: Limits) -> Content:
    match sniffed.format:
        case "txt" if sniffed.decoded:
            return txt.from_decoded(sniffed.decoded)
        case "html" if sniffed.decoded:
            from pipeline.ingest import html

            content = html.read(sniffed.decoded.text, limits)
            return replace(content, warnings=(*sniffed.decoded.warnings, *content.warnings))
        case "mht":
            from pipeline.ingest import html

            return html.read_archive(data, limits)
        case "docx":
            from pipeline.ingest import docx

            return docx.read(data, limits)
        case "pdf":
            from pipeline.ingest import pdf

            return pdf.read(data, limits)
        case "ofd":
            from pipeline.ingest import ofd

            return ofd.read(data, limits)
        case "png" | "jpeg" | "gif" | "tiff" | "bmp" as form:
            from pipeline.ingest import picture

            return picture.read(data, form, limits)
        case form:
            from pipeline.ingest import office

            return office.read(data, form, limits)
