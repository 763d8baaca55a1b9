"""One PDF page as geometry: runs of text with their boxes, and the straight lines drawn on it.

Boxes are read for the first and last character of a run; character by character only where a run is wider or narrower
than its characters account for (columns, table cells, doubled glyphs). Coordinates are points from the top left corner
of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as api
import regex

from pipeline.ingest.page_shapes import Box, Picture, Run, Stroke
from pipeline.ingest.pdf_strokes import Drawn, all_text_unseen, drawn_objects, drawn_strokes, lost_text, picture_boxes

_GAP = 1.5  # ems between two characters that part a run in two
_BLANK = " \t\u3000\u00a0\r\n\0"
# Hyphens that pdfium marks as such; the decimal point and the leader of Founder typesetting.
_MISCODED = {0x02: "-", 0xFFFE: "-", 0x1001B0: ".", 0x1001BA: "…"}
_IDEOGRAPH = regex.compile(r"[\u2e80-\u2fff\u3400-\u9fff]")
_SAMPLE = 40  # characters that are asked for their angle
_TILT = math.radians(8)
_MOST_PIXELS = 5_000
# Marks that office programs take from another font, beside a blank: they may have been drawn out of their order.
_OTHER_FONT = regex.compile(r"[“”‘’—…·] | [“”‘’—…·]")

_Placed = tuple[str, Box, bool]
"""A character, its box, and whether a blank is written before it."""


class Page:
    """An open page. Call ``close`` when done; it frees what pdfium holds."""

    def __init__(self, page: pdfium.PdfPage, max_chars: int) -> None:
        self._page = page
        self._text = page.get_textpage()
        left, bottom, right, top = page.get_bbox()
        self.char_count = self._text.count_chars()
        self._turn = self._most_text_turned(page.get_rotation() % 360)
        self._frame = (left, bottom, right, top)
        self.width, self.height = right - left, top - bottom
        if self._turn in (90, 270):
            self.width, self.height = self.height, self.width
        self._max_chars = max_chars
        self._box = api.FS_RECTF()
        self._runs: list[Run] | None = None
        self._singles: list[Run] | None = None
        self._drawn: list[Drawn] | None = None

    def _most_text_turned(self, shown: int) -> int:
        """By how many degrees (clockwise) the page must be turned for most of its text to stand upright.

        That is how it is shown, but for wide tables that were put upright on the page.
        """
        step = max(1, self.char_count // _SAMPLE)
        angles = [api.FPDFText_GetCharAngle(self._text.raw, index) for index in range(0, self.char_count, step)]
        turns = Counter(round(-math.degrees(angle) / 90) * 90 % 360 for angle in angles if angle >= 0)
        turn, count = turns.most_common(1)[0] if turns else (shown, 0)
        return turn if count > 0.6 * turns.total() else shown

    def close(self) -> None:
        """Free the page."""
        self._text.close()
        self._page.close()

    def runs(self) -> list[Run]:
        """The runs of upright text in the order of the content stream; turned text (watermarks) is left out."""
        if self._runs is None:
            text = self._characters()
            self._runs = []
            start = 0
            for piece in text.split("\r\n"):
                self._runs += self._piece(text, start, start + len(piece))
                start += len(piece) + 2
        return list(self._runs)

    def characters(self, within: Box) -> list[Run]:
        """The single characters whose middle lies in a box."""
        if self._singles is None:
            self._singles = [
                Run(box.x0, box.top, box.x1, box.bottom, char, box.x1 - box.x0)
                for index, char in enumerate(self._characters())
                if char not in _BLANK and self._upright(index) and (box := self._char_box(index))
            ]
        return [
            char
            for char in self._singles
            if within.x0 <= (char.x0 + char.x1) / 2 <= within.x1
            and within.top <= (char.top + char.bottom) / 2 <= within.bottom
        ]

    def strokes(self, limit: int) -> list[Stroke] | None:
        """The straight lines drawn on the page; ``None`` where more than ``limit`` path segments are drawn."""
        return drawn_strokes(self._objects(), self._shown, limit)

    def pictures(self) -> list[Box]:
        """Where the pictures on the page stand."""
        return picture_boxes(self._objects(), self._shown)

    def lost_text(self) -> int:
        """Pieces of text without width in fonts that are not in the file: pdfium leaves them out of the text."""
        return lost_text(self._page.raw)

    def unseen_text(self) -> bool:
        """Whether there is text and none of it is shown."""
        return self.char_count > 0 and all_text_unseen(self._page.raw)

    def picture(self, dpi: int) -> Picture | None:
        """The page as it is shown, at most ``_MOST_PIXELS`` high or wide."""
        width, height = self._page.get_size()
        scale = min(dpi / 72, _MOST_PIXELS / max(1.0, width, height))
        if min(width, height) * scale < 1:
            return None
        drawn: Picture = self._page.render(scale=scale).to_numpy()[:, :, :3]
        return drawn

    def _objects(self) -> list[Drawn]:
        if self._drawn is None:
            self._drawn = drawn_objects(self._page.raw)
        return self._drawn

    def _characters(self) -> str:
        """One character for each index that pdfium counts."""
        count = min(self.char_count, self._max_chars)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = api.FPDFText_GetText(self._text.raw, 0, count, buffer)
        text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "replace")
        if len(text) != count or "\0" in text:
            text = _by_units([api.FPDFText_GetUnicode(self._text.raw, index) for index in range(count)])
        return text.translate(_MISCODED)

    def _char_box(self, index: int) -> Box:
        box = self._box
        api.FPDFText_GetLooseCharBox(self._text.raw, index, box)
        return self._shown(box.left, box.bottom, box.right, box.top)

    def _shown(self, left: float, bottom: float, right: float, top: float) -> Box:
        """From PDF coordinates to points from the top left corner of the page as shown."""
        frame_left, frame_bottom, frame_right, frame_top = self._frame
        if self._turn == 0:
            return Box(left - frame_left, frame_top - top, right - frame_left, frame_top - bottom)
        if self._turn == 90:
            return Box(bottom - frame_bottom, left - frame_left, top - frame_bottom, right - frame_left)
        if self._turn == 180:
            return Box(frame_right - right, bottom - frame_bottom, frame_right - left, top - frame_bottom)
        return Box(frame_top - top, frame_right - right, frame_top - bottom, frame_right - left)

    def _upright(self, index: int) -> bool:
        angle = api.FPDFText_GetCharAngle(self._text.raw, index)
        turned = (angle + math.radians(self._turn)) % (2 * math.pi)
        return bool(angle < 0 or min(turned, 2 * math.pi - turned) < _TILT)

    def _piece(self, text: str, start: int, end: int) -> Iterator[Run]:
        while start < end and text[start] in _BLANK:
            start += 1
        while end > start and text[end - 1] in _BLANK:
            end -= 1
        if start == end or not self._upright(start):
            return
        first, last = self._char_box(start), self._char_box(end - 1)
        written = text[start:end].replace("\0", "")
        em, expected = self._em(text[start:end], start, first, last)
        extent = last.x1 - first.x0
        level = abs(first.bottom - last.bottom) < em
        fits = em > 0 and level and 0.7 * expected - em < extent < expected + _GAP * em
        if fits and not _OTHER_FONT.search(written):
            top, bottom = min(first.top, last.top), max(first.bottom, last.bottom)
            yield Run(first.x0, top, last.x1, bottom, written, em)
        else:
            yield from self._closely(text, start, end, em)

    def _em(self, written: str, start: int, first: Box, last: Box) -> tuple[float, float]:
        """The width of an ideograph, and the width that the characters account for.

        The first or the last ideograph is measured, whichever fits the whole better: some fonts have odd boxes.
        """
        units = len(written) - written.count("\0") - len(written.encode("ascii", "ignore").replace(b"\0", b"")) / 2
        head, tail = _IDEOGRAPH.search(written), _IDEOGRAPH.search(written[::-1])
        if not head or not tail:
            em = (first.bottom - first.top) * 0.85
            return em, em * units
        ends = {0: first, len(written) - 1: last}
        boxes = [ends.get(at) or self._char_box(start + at) for at in {head.start(), len(written) - tail.end()}]
        mean = (last.x1 - first.x0) / units
        em = min((box.x1 - box.x0 for box in boxes), key=lambda width: abs(width - mean))
        return em, em * units

    def _closely(self, text: str, start: int, end: int, em: float) -> Iterator[Run]:
        """Character by character: runs parted at wide gaps, glyphs drawn twice (fake bold) read once."""
        kept: list[tuple[str, Box]] = []
        for char, box, blank in _from_left_to_right(self._placed(text, start, end), em):
            if kept:
                before, last = kept[-1]
                if char == before and abs(box.x0 - last.x0) < 0.3 * em and abs(box.top - last.top) < 0.3 * em:
                    continue
                apart = (
                    box.x0 - last.x1 > _GAP * em or box.x0 < kept[0][1].x0 - em or abs(box.bottom - last.bottom) > em
                )
                if apart:
                    yield _joined(kept, em)
                    kept = []
                elif blank and box.x0 - last.x1 > 0.15 * em:
                    kept.append((" ", Box(last.x1, last.top, box.x0, last.bottom)))
            kept.append((char, box))
        if kept:
            yield _joined(kept, em)

    def _placed(self, text: str, start: int, end: int) -> list[_Placed]:
        found: list[_Placed] = []
        blank = False
        for index in range(start, end):
            char = text[index]
            if char in _BLANK:
                blank = blank or char != "\0"
                continue
            found.append((char, self._char_box(index), blank))
            blank = False
        return found


def _from_left_to_right(line: list[_Placed], em: float) -> list[_Placed]:
    """The characters of a line in the order of their places.

    Office programs draw the quotation marks of another font after the line, into the gaps left for them. What would
    come to lie upon other characters so is another piece of text, and stays where it is.
    """
    if all(after[1].x0 > before[1].x0 - 0.2 * em for before, after in pairwise(line)):
        return line
    if any(abs(box.bottom - line[0][1].bottom) > em for _, box, _ in line):
        return line
    ordered = sorted(line, key=lambda placed: placed[1].x0)
    fits = all(
        after[1].x0 > before[1].x1 - 0.5 * min(em, before[1].x1 - before[1].x0)
        or (after[0] == before[0] and after[1].x0 - before[1].x0 < 0.3 * em)
        for before, after in pairwise(ordered)
    )
    return ordered if fits else line


def _by_units(codes: Sequence[int]) -> str:
    """Text from the code units of each index; of a surrogate pair the second half gives a blank of no width."""
    units = list(codes)
    chars: list[str] = []
    for index, code in enumerate(units):
        after = units[index + 1] if index + 1 < len(units) else 0
        if 0xD800 <= code < 0xDC00 and 0xDC00 <= after < 0xE000:
            chars.append(chr(0x10000 + ((code - 0xD800) << 10) + (after - 0xDC00)))
        else:
            chars.append(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\0")
    return "".join(chars)


def _joined(kept: list[tuple[str, Box]], em: float) -> Run:
    boxes = [box for _, box in kept]
    text = "".join(char for char, _ in kept)
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    return Run(boxes[0].x0, top, max(box.x1 for box in boxes), bottom, text, em or 1.0)
