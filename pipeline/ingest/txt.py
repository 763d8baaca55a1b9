"""Plain text: the decoded file is the source text. Only the byte-order mark goes; newlines and form feeds stay."""

from __future__ import annotations

from pipeline.errors import ReadError
from pipeline.ingest.encoding import Decoded, decode
from pipeline.ingest.limits import DEFAULT_LIMITS, Limits
from pipeline.ingest.result import Content


def read(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Read a text file. Raises ``ReadError`` ``type_mismatch`` for what is no text, ``empty_file`` for blanks only."""
    return from_decoded(decode(data))


def from_decoded(decoded: Decoded) -> Content:
    """The content of a text that is decoded already."""
    text = decoded.text
    if decoded.is_rubbish:
        raise ReadError("type_mismatch", f"read as {decoded.encoding}, the file holds mostly control characters")
    if not text.strip():
        raise ReadError("empty_file", f"the text holds nothing but {len(text)} blanks")
    starts = (0, *(at + 1 for at, char in enumerate(text[:-1]) if char == "\f")) if "\f" in text else ()
    return Content(text, page_starts=starts, hints={"encoding": decoded.encoding}, warnings=decoded.warnings)
