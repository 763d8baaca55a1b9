"""Pages without text, or with a text layer that is none, recognised from their picture.

A recognised page is a ``Surface`` like any other: its lines become runs with a score, its ruled lines strokes, so that
tables, columns and page furniture are told as on other pages. The engine is the extra ``ocr``; without it such pages
are noted (``needs_ocr``, ``garbled``) and the others read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING

from pipeline.errors import Problem
from pipeline.ingest import ocr_engine
from pipeline.ingest.limits import Limits
from pipeline.ingest.ocr_engine import Recognised
from pipeline.ingest.page_shapes import WIDE_FROM, Box, Picture, Run, Stroke, Surface
from pipeline.patience import ask_for

if TYPE_CHECKING:
    from pipeline.ingest.ocr_image import Mask

_SECONDS = 30.0  # for a page; a slow processor takes that long
_DPI = 200
_LEAST_SCORE = 0.5
_SURE = 0.8
_GUESSES = 0.7  # mean score below which a page may stand on its head
_TALL = 1.5
_REASON = 200  # characters
_FOOT = 0.85
_NUMBER = 8.0  # heights
_LOOK_AGAIN = 8  # stretches of a page that are looked at again
_HANGING = "，。、；：,.;:”’》）"
_OPENING = "《“‘（"


class PageRecogniser:
    """Recognises pages of one document, up to the number that the limits allow."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._pages = 0

    @property
    def ready(self) -> bool:
        """Whether pages can be recognised at all: it is wanted, and the extra is installed."""
        return self._limits.ocr and ocr_engine.is_installed()

    def read(self, page: Surface, number: int, problems: list[Problem], part: Box | None = None) -> Surface | None:
        """Page ``number``, or a part of it, recognised; the part is a page of its own.

        ``None`` where it has no picture or is one too many (then in ``problems``).
        """
        if self._pages == self._limits.ocr_pages:
            seen = f"page {number} was not recognised, {self._limits.ocr_pages:,} pages before it were"
            problems.append(Problem.seen("limit_ocr", seen, number))
            return None
        picture = page.picture(_DPI)
        if picture is None:
            return None
        self._pages += 1
        ask_for(_SECONDS)
        try:
            scale = picture.shape[0] / max(1.0, page.height)
            found, gaps = _recognised(_cut(picture, part, scale) if part else picture, scale)
        except MemoryError:
            raise
        except Exception as error:  # the engine has no errors of its own; one page must not cost the others
            reason = f"{type(error).__name__}: {error}"[:_REASON]
            problems.append(Problem.seen("page_failed", f"page {number} could not be recognised ({reason})", number))
            return None
        if gaps:
            places = "、".join(f"{gap:.0%}" for gap in gaps)
            seen = f"page {number}: what looks like text at {places} of its height was not recognised"
            problems.append(Problem.seen("ocr_gap", seen, number))
        return found


@dataclass(frozen=True, slots=True)
class _RecognisedPage:
    """See ``page_shapes.Surface``. ``lines`` holds the characters of each line."""

    width: float
    height: float
    lines: tuple[tuple[Run, ...], ...]
    whole: tuple[Run, ...]
    drawn: tuple[Stroke, ...]

    def runs(self) -> list[Run]:
        return list(self.whole)

    def characters(self, within: Box) -> list[Run]:
        return [
            char
            for line in self.lines
            for char in line
            if within.x0 <= (char.x0 + char.x1) / 2 <= within.x1
            and within.top <= (char.top + char.bottom) / 2 <= within.bottom
        ]

    def strokes(self, limit: int) -> list[Stroke] | None:
        return list(self.drawn) if len(self.drawn) <= limit else None

    def pictures(self) -> list[Box]:
        return []

    def lost_text(self) -> int:
        return 0

    def unseen_text(self) -> bool:
        return False

    def picture(self, dpi: int) -> Picture | None:
        return None


def _recognised(picture: Picture, scale: float) -> tuple[_RecognisedPage, list[float]]:
    """A page, and at which heights (0 to 1) of it there is something that looks like text and was not recognised."""
    from pipeline.ingest import ocr_image

    picture, found = _upright(ocr_image.straightened(ocr_image.without_seals(picture, scale)))
    lines = [line for line in found if line.score >= _LEAST_SCORE]
    strokes, letters = ocr_image.rules(picture, scale, [line.box for line in lines])
    gaps: list[float] = []
    missed = ocr_image.uncovered(letters, [line.box for line in lines], scale)
    for place, box in enumerate(missed):
        again = _look_again(picture, box) if place < _LOOK_AGAIN else []
        lines += again
        if not again and not _is_page_number(box, picture):
            gaps.append((box.top + box.bottom) / 2 / picture.shape[0])
    runs = _runs(lines, letters, scale)
    characters = tuple(tuple(_characters(line, run, scale)) for line, run in zip(lines, runs, strict=True))
    size = picture.shape[1] / scale, picture.shape[0] / scale
    return _RecognisedPage(*size, characters, tuple(runs), tuple(strokes)), gaps


def _cut(picture: Picture, part: Box, scale: float) -> Picture:
    import numpy as np

    left, top = max(0, round(part.x0 * scale)), max(0, round(part.top * scale))
    return np.ascontiguousarray(picture[top : round(part.bottom * scale), left : round(part.x1 * scale)])


def _is_page_number(box: Box, picture: Picture) -> bool:
    """Whether a stretch stands where page numbers do, and is as short as one: a lone number is missed often."""
    return box.top > _FOOT * picture.shape[0] and box.x1 - box.x0 < _NUMBER * (box.bottom - box.top)


def _upright(picture: Picture) -> tuple[Picture, list[Recognised]]:
    """The picture turned by quarters until its text stands upright, and its lines."""
    import numpy as np

    lines = ocr_engine.recognise(picture)
    tall = sum(line.box.bottom - line.box.top > _TALL * (line.box.x1 - line.box.x0) for line in lines)
    if len(lines) >= 3 and tall > 0.6 * len(lines):
        turns: tuple[int, ...] = (1, 3)
    elif len(lines) >= 3 and _mean_score(lines) < _GUESSES:
        turns = (2,)
    else:
        return picture, lines
    turned = [np.ascontiguousarray(np.rot90(picture, turn)) for turn in turns]
    tried = [(picture, lines), *((other, ocr_engine.recognise(other)) for other in turned)]
    return max(tried, key=lambda attempt: _mean_score(attempt[1]))


def _mean_score(lines: Sequence[Recognised]) -> float:
    """Of all characters; short lines are guessed easily."""
    count = sum(len(line.text) for line in lines)
    return sum(line.score * len(line.text) for line in lines) / max(1, count)


def _look_again(picture: Picture, box: Box) -> list[Recognised]:
    """What a second look at one stretch finds: lines are missed now and then that are found when seen alone."""
    from pipeline.ingest import ocr_image

    part, left, top = ocr_image.cut(picture, box, 0.6 * (box.bottom - box.top))
    found = [line for line in ocr_engine.recognise(part) if line.score >= _SURE and len(line.text) > 1]
    return [
        replace(
            line,
            box=_shifted(line.box, left, top),
            characters=tuple((char, _shifted(place, left, top)) for char, place in line.characters),
        )
        for line in found
    ]


def _shifted(box: Box, right: float, down: float) -> Box:
    return Box(box.x0 + right, box.top + down, box.x1 + right, box.bottom + down)


def _runs(lines: Sequence[Recognised], letters: Mask, scale: float) -> list[Run]:
    """Each line as a run in points, its box drawn to its ink, as far as the characters at its ends reach."""
    from pipeline.ingest import ocr_image

    boxes = [ocr_image.tight(letters, line.box) for line in lines]
    units = [sum(1.0 if char >= WIDE_FROM else 0.5 for char in line.text) for line in lines]
    long = [(box.x1 - box.x0) / count for box, count in zip(boxes, units, strict=True) if count >= 8]
    usual = median(long) if long else 0.0
    found: list[Run] = []
    for line, box, count in zip(lines, boxes, units, strict=True):
        em = (box.x1 - box.x0) / count if count >= 5 else box.bottom - box.top
        em = usual if usual and 0.75 < em / usual < 1.33 else em
        left = box.x0 - (0.5 * em if line.text[0] in _OPENING else 0.0)
        right = box.x1 + (0.5 * em if line.text[-1] in _HANGING else 0.0)
        place = (left / scale, box.top / scale, right / scale, box.bottom / scale)
        found.append(Run(*place, line.text, em / scale, line.score))
    return found


def _characters(line: Recognised, run: Run, scale: float) -> list[Run]:
    return [
        Run(box.x0 / scale, run.top, box.x1 / scale, run.bottom, char, run.em, line.score)
        for char, box in line.characters
    ]
