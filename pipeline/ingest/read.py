"""The dispatch: which reader gets a file."""

from __future__ import annotations

from pipeline.errors import ReadError
from pipeline.ingest import txt
from pipeline.ingest.limits import DEFAULT_LIMITS, Limits
from pipeline.ingest.result import Content, ReadResult
from pipeline.ingest.sniff import Sniffed, sniff


def read_bytes(data: bytes, doc_id: str, limits: Limits = DEFAULT_LIMITS) -> ReadResult:
    """Read one file. ``doc_id`` is its name or relative path, used for its suffix only.

    Raises ``ReadError`` where nothing can be read; what could be read in part comes with ``problems``.
    """
    if len(data) > limits.file_size:
        raise ReadError("limit_size", f"{len(data):,} bytes, the limit is {limits.file_size:,}")
    sniffed = sniff(data, doc_id)
    content = _read(data, sniffed, limits)
    if len(content.text) > limits.chars:
        raise ReadError("limit_size", f"{len(content.text):,} characters, the limit is {limits.chars:,}")
    if not content.text.strip() and not content.problems:
        raise ReadError("empty_file", f"the {sniffed.format} holds no text")
    form = {"mht": "html", "wordxml": "doc"}.get(sniffed.format, sniffed.format)
    return content.result(data, doc_id, form, sniffed.warnings)


def _read(data: bytes, sniffed: Sniffed, limits: Limits) -> Content:
    if sniffed.format == "txt" and sniffed.decoded:
        return txt.from_decoded(sniffed.decoded)
    if sniffed.format == "docx":
        from pipeline.ingest import docx

        return docx.read(data, limits)
    if sniffed.format == "pdf":
        from pipeline.ingest import pdf

        return pdf.read(data, limits)
    if sniffed.format == "html" and sniffed.decoded:
        from pipeline.ingest import html

        return html.read(sniffed.decoded.text, limits)
    if sniffed.format == "mht":
        from pipeline.ingest import html

        return html.read_archive(data, limits)
    raise ReadError("unknown_type", f"no reader for {sniffed.format}")
