"""The picture of a page before and after its characters are recognised: straight, without seals; its lines, its ink.

Needs OpenCV, which comes with the extra ``ocr``. Pictures are arrays of bytes (height, width, 3) in the order blue,
green, red; lengths are pixels unless a parameter is called ``points``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.ingest.page_shapes import Box, Picture, Stroke

Mask = NDArray[np.uint8]

_STEEPEST = 4.0  # degrees; a page that lies more askew was not scanned but photographed
_STRAIGHT = 0.2
_RED = 40  # how much red stands out in the ink of a seal, also where it is pale
_SEAL = (60.0, 200.0)  # points from side to side: 2 to 7 cm
_SEAL_SHAPE = 1.6
_LONG = 30.0  # points; strokes of letters are shorter, but in headlines
_THICK = 4.0
_BORDER = 0.03  # of a scan: shadows of the edge of the paper


def without_seals(picture: Picture, scale: float) -> Picture:
    """The picture with red seals bleached; what is printed in black across them stays. ``scale``: pixels a point."""
    colours = picture.astype(np.int16)
    red = (colours[:, :, 2] - np.maximum(colours[:, :, 0], colours[:, :, 1]) > _RED).astype(np.uint8)
    found = picture
    joined = np.asarray(cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)), np.uint8)
    for box in _components(joined):
        width, height = (box.x1 - box.x0) / scale, (box.bottom - box.top) / scale
        if _SEAL[0] < min(width, height) < max(width, height) < min(_SEAL[1], _SEAL_SHAPE * min(width, height)):
            area = _area(box, 4, picture.shape)
            found = found.copy() if found is picture else found
            # Seen through red glass red ink is as white as the paper.
            seen = picture[area][:, :, 2]
            found[area] = np.where(seen > 150, 255, seen)[:, :, np.newaxis]
    return found


def straightened(picture: Picture) -> Picture:
    """The picture turned so that its lines of text are level, by up to four degrees."""
    shrink = min(1.0, 800 / max(picture.shape[:2]))
    small = np.asarray(cv2.resize(ink(picture), None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)
    angle = 0.0
    for step, reach in ((0.5, _STEEPEST), (0.1, 0.4)):
        angle = max(np.arange(angle - reach, angle + reach + 0.01, step), key=lambda at: _levelness(small, at))
    return picture if abs(angle) < _STRAIGHT else _turned(picture, float(angle), (255, 255, 255))


def _levelness(mask: Mask, angle: float) -> float:
    rows = _turned(mask, float(angle), (0,)).sum(axis=1, dtype=np.float64)
    return float((np.diff(rows) ** 2).sum())


def _turned(picture: NDArray[np.uint8], angle: float, paper: tuple[int, ...]) -> NDArray[np.uint8]:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=paper)
    return np.asarray(turned, np.uint8)


def ink(picture: Picture, *, fine: bool = False) -> Mask:
    """Where something is printed (255), told from the paper around it: the light need not be even.

    ``fine`` keeps hairlines, and the grain of the scan with them.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    grey = grey if fine else cv2.medianBlur(grey, 3)
    mask = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 20)
    return np.asarray(mask, np.uint8)


def rules(picture: Picture, scale: float, lines: Sequence[Box]) -> tuple[list[Stroke], Mask]:
    """The ruled lines of a page in points, and the ink without them. ``lines``: the boxes of its lines of text."""
    found: list[Stroke] = []
    mask, rest = ink(picture, fine=True), ink(picture)
    for across in (True, False):
        length, breadth = int(_LONG * scale), 3
        shape = (1, length) if across else (length, 1)
        joined = cv2.dilate(mask, np.ones((breadth, 1) if across else (1, breadth), np.uint8))
        ruled = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        for box in _components(np.asarray(ruled, np.uint8)):
            width, height = box.x1 - box.x0, box.bottom - box.top
            if min(width, height) <= _THICK * scale and not any(_is_letter(box, line) for line in lines):
                found.append(Stroke(box.x0 / scale, box.top / scale, box.x1 / scale, box.bottom / scale))
                rest[_area(box, 2, rest.shape)] = 0
    return found, rest


def _is_letter(box: Box, line: Box) -> bool:
    """Whether a straight stroke belongs to a large letter in a line of text."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    longest = max(box.x1 - box.x0, box.bottom - box.top)
    return line.x0 < x < line.x1 and line.top < y < line.bottom and longest < 2 * (line.bottom - line.top)


def tight(mask: Mask, box: Box) -> Box:
    """The box drawn together to the ink in it; as it is where there is none."""
    area = _area(box, 0, mask.shape)
    part = mask[area] > 0
    columns, rows = np.flatnonzero(part.any(axis=0)), np.flatnonzero(part.sum(axis=1) > 1)
    if not len(columns) or not len(rows):
        return box
    top, left = area[0].start, area[1].start
    return Box(float(left + columns[0]), float(top + rows[0]), float(left + columns[-1] + 1), float(top + rows[-1] + 1))


def uncovered(mask: Mask, lines: Sequence[Box], scale: float) -> list[Box]:
    """Stretches of ink that look like lines of text and are not in ``lines``. ``mask``: ink without ruled lines."""
    size = median(line.bottom - line.top for line in lines) if lines else 16 * scale
    rest = mask.copy()
    height, width = rest.shape
    border = int(_BORDER * width)
    rest[:border], rest[height - border :], rest[:, :border], rest[:, width - border :] = 0, 0, 0, 0
    for line in lines:
        rest[_area(line, 0.3 * (line.bottom - line.top), rest.shape)] = 0
    joined = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((1, max(3, int(1.2 * size))), np.uint8))
    found: list[Box] = []
    for box in _components(np.asarray(joined, np.uint8)):
        if 0.5 * size < box.bottom - box.top < 2 * size and box.x1 - box.x0 > 2 * size:
            share = float((rest[_area(box, 0, rest.shape)] > 0).mean())
            if 0.1 < share < 0.6:
                found.append(box)
    return found


def cut(picture: Picture, box: Box, margin: float) -> tuple[Picture, float, float]:
    """The part of a picture in a box with a margin around it, and where its left top corner is."""
    area = _area(box, margin, picture.shape)
    return picture[area], float(area[1].start), float(area[0].start)


def _components(mask: Mask) -> Iterator[Box]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for left, top, width, height, _ in stats[1:].tolist():
        yield Box(float(left), float(top), float(left + width), float(top + height))


def _area(box: Box, margin: float, shape: Iterable[int]) -> tuple[slice, slice]:
    height, width = list(shape)[:2]
    rows = slice(max(0, int(box.top - margin)), min(height, int(box.bottom + margin + 1)))
    return rows, slice(max(0, int(box.x0 - margin)), min(width, int(box.x1 + margin + 1)))
