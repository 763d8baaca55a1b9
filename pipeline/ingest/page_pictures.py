"""Large pictures on pages that have text as well: a scanned attachment below a heading, half a page that was pasted in.

Stamps, logos and photographs stay out: what counts is large, has no text upon it, and looks like print on paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.page_shapes import Box, Picture, Run, Stroke, Surface

_LARGE = 0.2  # of the page
_FEW_CHARS = 20
_STRIP = 3.0  # points between the strips of one scan
_DPI = 72
_PAPER, _LEAST_PAPER = 0.8, 0.6  # as bright as the brightest parts; share of such places
_STEP, _LEAST_STEPS, _MOST_STEPS = 50, 0.04, 0.4  # from one place to the next; share of such steps in rows with any
_ROWS = 20  # pixels; two lines of print
_LONG = 6  # characters; labels of charts and maps are shorter
_MOSTLY = 0.5


def printed_pictures(page: Surface) -> list[Box]:
    """The large pictures on a page that seem to hold text which the page has not."""
    large = [box for box in _whole(page.pictures()) if share(box, page) >= _LARGE]
    if not large:
        return []
    runs = page.runs()
    free = [part for box in large if share(part := _without_text(box, runs), page) >= _LARGE]
    shown = page.picture(_DPI) if free else None
    if shown is None:
        return []
    scale = shown.shape[0] / max(1.0, page.height)
    return [box for box in free if _looks_printed(shown, box, scale)]


def share(box: Box, page: Surface) -> float:
    """How much of a page a box covers."""
    return (box.x1 - box.x0) * (box.bottom - box.top) / max(1.0, page.width * page.height)


def is_text(part: Surface) -> bool:
    """Whether what was recognised in a picture is text or a table, not the labels of a chart or a map."""
    texts = [run.text for run in part.runs()]
    count = sum(map(len, texts))
    return count >= _FEW_CHARS and sum(len(text) for text in texts if len(text) >= _LONG) >= _MOSTLY * count


def _without_text(box: Box, runs: Sequence[Run]) -> Box:
    """The highest part of a picture with no text of the page upon it; a few letters do not count."""
    upon = [run for run in runs if _is_upon(run, box)]
    if sum(len(run.text) for run in upon) < _FEW_CHARS:
        return box
    ends = sorted([(run.top, run.bottom) for run in upon] + [(box.bottom, box.bottom)])
    best = (0.0, box.top, box.top)
    reached = box.top
    for top, bottom in ends:
        best = max(best, (top - reached, reached, top))
        reached = max(reached, bottom)
    return Box(box.x0, best[1], box.x1, best[2])


def _whole(boxes: Sequence[Box]) -> list[Box]:
    """The pictures, strips below one another put together."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda box: (round(box.x0), round(box.x1), box.top)):
        last = found[-1] if found else None
        if (
            last
            and abs(last.x0 - box.x0) < _STRIP
            and abs(last.x1 - box.x1) < _STRIP
            and box.top < last.bottom + _STRIP
        ):
            found[-1] = replace(last, bottom=max(last.bottom, box.bottom))
        else:
            found.append(box)
    return sorted(found, key=lambda box: box.top)


def _is_upon(run: Run, box: Box) -> bool:
    x, y = (run.x0 + run.x1) / 2, (run.top + run.bottom) / 2
    return box.x0 < x < box.x1 and box.top < y < box.bottom


def _looks_printed(shown: Picture, box: Box, scale: float) -> bool:
    """Whether a part of a page is mostly paper, with many sharp steps from light to dark in the rest."""
    import numpy as np

    left, top = max(0, int(box.x0 * scale)), max(0, int(box.top * scale))
    grey = shown[top : int(box.bottom * scale), left : int(box.x1 * scale)].mean(axis=2)
    if min(grey.shape, default=0) < 2:
        return False
    paper = float((grey > _PAPER * np.percentile(grey, 95)).mean())
    steps = np.abs(np.diff(grey, axis=1)) > _STEP
    printed = steps[steps.any(axis=1)]
    return paper >= _LEAST_PAPER and len(printed) > _ROWS and _LEAST_STEPS < float(printed.mean()) < _MOST_STEPS


def with_picture(page: Surface, part: Surface, place: Box) -> Surface:
    """The page together with what was recognised in its picture at ``place``."""
    return _WithPicture(page, part, place)


@dataclass(frozen=True, slots=True)
class _WithPicture:
    """See ``page_shapes.Surface``; ``part`` has coordinates of its own."""

    page: Surface
    part: Surface
    place: Box

    @property
    def width(self) -> float:
        return self.page.width

    @property
    def height(self) -> float:
        return self.page.height

    def runs(self) -> list[Run]:
        outside = [run for run in self.page.runs() if not _is_upon(run, self.place)]
        return [*outside, *map(self._put, self.part.runs())]

    def characters(self, within: Box) -> list[Run]:
        left, top = self.place.x0, self.place.top
        area = Box(within.x0 - left, within.top - top, within.x1 - left, within.bottom - top)
        outside = [char for char in self.page.characters(within) if not _is_upon(char, self.place)]
        return [*outside, *map(self._put, self.part.characters(area))]

    def strokes(self, limit: int) -> list[Stroke] | None:
        drawn, seen = self.page.strokes(limit), self.part.strokes(limit)
        if drawn is None or seen is None:
            return None
        left, top = self.place.x0, self.place.top
        return [*drawn, *(Stroke(s.x0 + left, s.top + top, s.x1 + left, s.bottom + top) for s in seen)]

    def pictures(self) -> list[Box]:
        return []

    def lost_text(self) -> int:
        return 0

    def unseen_text(self) -> bool:
        return False

    def picture(self, dpi: int) -> Picture | None:
        return self.page.picture(dpi)

    def _put(self, run: Run) -> Run:
        left, top = self.place.x0, self.place.top
        return replace(run, x0=run.x0 + left, top=run.top + top, x1=run.x1 + left, bottom=run.bottom + top)
