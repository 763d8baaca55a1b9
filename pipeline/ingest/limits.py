"""How much of a document is read before it is refused: guards against bombs and accidents."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import OCR_IS_OFF

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one document. Sizes are in bytes; time and memory of a whole worker are the batch runner's.

    ``ocr``: recognise pages that are pictures, where the extra is installed; ``ocr_pages``: at most so many.
    """

    file_size: int = 200 * MIB
    chars: int = 5_000_000
    pages: int = 2_000
    members: int = 10_000
    unpacked_total: int = 512 * MIB
    unpacked_part: int = 64 * MIB
    ratio: int = 200
    ratio_from: int = 10 * MIB
    grid_span: int = 63
    table_cells: int = 200_000
    page_chars: int = 200_000
    page_paths: int = 20_000
    page_cells: int = 1_500
    office_seconds: float = 60.0
    ocr: bool = True
    ocr_pages: int = 200

    @property
    def ocr_advice(self) -> tuple[str, str] | None:
        """What to do about pages that must be recognised, where it is not the usual: recognition is turned off."""
        return None if self.ocr else OCR_IS_OFF


DEFAULT_LIMITS = Limits()
