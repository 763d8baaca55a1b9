"""Picture files: a scan or photograph of a page as png, jpeg, tiff (several pages) or bmp."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps, ImageSequence

from pipeline.errors import Problem, ReadError
from pipeline.ingest.limits import DEFAULT_LIMITS, Limits
from pipeline.ingest.ocr import PageRecogniser
from pipeline.ingest.page_flow import PageItems
from pipeline.ingest.page_reader import PageReader
from pipeline.ingest.page_shapes import Box, Picture, Run, Stroke
from pipeline.ingest.pages import content
from pipeline.ingest.result import Content

_A4 = (595.0, 842.0)  # what is taken to be on a picture is a page of that size, in points

_MOST_PIXELS = 80_000_000


def read(data: bytes, form: str, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Read a picture. Raises ``ReadError``: ``needs_ocr`` (no extra or not wanted), ``corrupt``, ``limit_size``."""
    if not PageRecogniser(limits).ready:
        raise ReadError("needs_ocr", f"the file is a picture ({form})", limits.ocr_advice)
    problems: list[Problem] = []
    pages: list[PageItems] = []
    reader = PageReader(limits, problems)
    for number, picture in enumerate(_pictures(data, form), start=1):
        if number > limits.pages:
            problems.append(Problem.seen("limit_pages", f"more than {limits.pages:,} pages"))
            break
        pages.append(reader.read(_Page(picture), number))
    return content(pages, problems, {}, limits)


def _pictures(data: bytes, form: str) -> Iterator[Image.Image]:
    """The pages of a file, turned as the camera says."""
    try:
        file = Image.open(io.BytesIO(data))
        for frame in ImageSequence.Iterator(file):
            if frame.width * frame.height > _MOST_PIXELS:
                raise ReadError("limit_size", f"the picture has {frame.width:,} × {frame.height:,} pixels")
            yield ImageOps.exif_transpose(frame).convert("RGB")
            if form != "tiff":
                return
    except Image.DecompressionBombError as error:
        raise ReadError("limit_size", f"the picture is too large ({error})") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise ReadError("corrupt", f"the picture cannot be opened ({error})") from error


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of nothing but a picture; see ``page_shapes.Surface``."""

    shown: Image.Image

    @property
    def width(self) -> float:
        return self.shown.width / self._pixels

    @property
    def height(self) -> float:
        return self.shown.height / self._pixels

    @property
    def _pixels(self) -> float:
        """Pixels a point."""
        short, long = sorted(self.shown.size)
        return max(short / _A4[0], long / _A4[1])

    def runs(self) -> list[Run]:
        return []

    def characters(self, within: Box) -> list[Run]:
        return []

    def strokes(self, limit: int) -> list[Stroke] | None:
        return []

    def pictures(self) -> list[Box]:
        return [Box(0.0, 0.0, self.width, self.height)]

    def lost_text(self) -> int:
        return 0

    def unseen_text(self) -> bool:
        return False

    def picture(self, dpi: int) -> Picture | None:
        import numpy as np

        scale = min(1.0, dpi / 72 / self._pixels)
        size = (max(1, round(self.shown.width * scale)), max(1, round(self.shown.height * scale)))
        red_first = np.asarray(self.shown.resize(size, Image.Resampling.LANCZOS) if scale < 1 else self.shown)
        return np.ascontiguousarray(red_first[:, :, ::-1])
