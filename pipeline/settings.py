"""What a run may use: limits for one document. They travel to the worker processes, so they are plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits for reading one document.

    - ``max_bytes``: a larger file is not opened (``limit_size``).
    - ``timeout``: seconds of wall time for one document, then its worker is ended (``timeout``).
    - ``memory``: bytes of address space a worker may take (``limit_memory``); ``0`` sets no limit.
    - ``max_members``, ``max_unpacked``: how many files a zip archive of documents may hold (``limit_members``) and how
      many bytes they may be when unpacked (``limit_unpacked``), archives within it included.
    - ``max_nesting``: how deep archives may stand in each other; 1 opens none within another (``limit_nesting``).
    - ``ocr``: recognise pages that are pictures, where the extra ``ocr`` is installed; ``ocr_pages``: at most so
      many in one document. Each adds to its ``timeout``.
    - ``ner``: the recogniser whose proposals the rules may take up (``spacy``, ``hanlp:FOLDER``); empty for none.
    - ``debug``: tracebacks on standard error, for those who work on the program.
    """

    max_bytes: int = 200 * 1024**2
    timeout: float = 120.0
    memory: int = 3 * 1024**3
    max_members: int = 10_000
    max_unpacked: int = 2 * 1024**3
    max_nesting: int = 2
    debug: bool = False
    ocr: bool = True
    ocr_pages: int = 200
    ner: str = ""

    def __post_init__(self) -> None:
        positive = (self.max_bytes, self.timeout, self.max_members, self.max_unpacked, self.max_nesting)
        if min(positive) <= 0 or self.memory < 0 or self.ocr_pages < 0:
            raise ValueError(f"limits must be positive: {self}")
