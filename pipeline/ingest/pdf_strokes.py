"""The objects on a PDF page: straight lines, which may be those of tables, pictures, and text that has no font."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import pypdfium2.raw as api

from pipeline.ingest.page_shapes import Box, Stroke

_THIN = 2.5
_FORM_DEPTH = 3
_MOST_OBJECTS = 200_000

_Matrix = tuple[float, float, float, float, float, float]
_AS_IT_IS: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Drawn = tuple[int, ctypes.c_void_p, _Matrix | None]
"""An object on a page: its kind, its handle, and how the form that it stands in is placed."""


def drawn_objects(page: ctypes.c_void_p) -> list[Drawn]:
    """What is drawn on a page but its text; of very many objects the first ones."""
    drawn = (found for found in _objects(page, None, 0) if found[0] != api.FPDF_PAGEOBJ_TEXT)
    return list(islice(drawn, _MOST_OBJECTS))


def drawn_strokes(
    objects: Sequence[Drawn], shown: Callable[[float, float, float, float], Box], limit: int
) -> list[Stroke] | None:
    """The straight lines among objects; ``None`` where more than ``limit`` path segments are drawn.

    ``shown`` turns left, bottom, right, top in PDF coordinates into a box on the page.
    """
    found: list[Stroke] = []
    segments = 0
    for kind, handle, matrix in objects:
        if kind == api.FPDF_PAGEOBJ_PATH:
            count = api.FPDFPath_CountSegments(handle)
            segments += max(1, count)
            if segments > limit:
                return None
            found += _path_strokes(handle, count, matrix, shown)
    return found


def picture_boxes(objects: Sequence[Drawn], shown: Callable[[float, float, float, float], Box]) -> list[Box]:
    """Where the pictures among objects stand; a scan may come in strips."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    found: list[Box] = []
    for kind, handle, outer in objects:
        if kind == api.FPDF_PAGEOBJ_IMAGE and api.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
            a, b, c, d, e, f = outer or _AS_IT_IS
            corners = [(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)]
            xs, ys = [a * x + c * y + e for x, y in corners], [b * x + d * y + f for x, y in corners]
            found.append(shown(min(xs), min(ys), max(xs), max(ys)))
    return found


def lost_text(page: ctypes.c_void_p) -> int:
    """How many text objects have no width and a font that is not in the file."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    lost = 0
    for kind, handle, _ in _objects(page, None, 0):
        if kind == api.FPDF_PAGEOBJ_TEXT and api.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
            empty = right.value - left.value < 0.001 and top.value - bottom.value < 0.001
            lost += empty and not api.FPDFFont_GetIsEmbedded(api.FPDFTextObj_GetFont(handle))
    return lost


def all_text_unseen(page: ctypes.c_void_p) -> bool:
    """Whether every text object is drawn without fill and outline."""
    return all(
        api.FPDFTextObj_GetTextRenderMode(handle) == api.FPDF_TEXTRENDERMODE_INVISIBLE
        for kind, handle, _ in _objects(page, None, 0)
        if kind == api.FPDF_PAGEOBJ_TEXT
    )


def _objects(container: ctypes.c_void_p, matrix: _Matrix | None, depth: int) -> Iterator[Drawn]:
    form = depth > 0
    count = (api.FPDFFormObj_CountObjects if form else api.FPDFPage_CountObjects)(container)
    for index in range(max(0, count)):
        handle = (api.FPDFFormObj_GetObject if form else api.FPDFPage_GetObject)(container, index)
        kind = api.FPDFPageObj_GetType(handle)
        if kind == api.FPDF_PAGEOBJ_FORM and depth < _FORM_DEPTH:
            yield from _objects(handle, _times(_matrix(handle), matrix), depth + 1)
        else:
            yield kind, handle, matrix


def _path_strokes(
    handle: ctypes.c_void_p, count: int, outer: _Matrix | None, shown: Callable[[float, float, float, float], Box]
) -> Iterator[Stroke]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    api.FPDFPath_GetDrawMode(handle, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = _times(_matrix(handle), outer)
    for points in _subpaths(handle, count, matrix):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = shown(min(xs), min(ys), max(xs), max(ys))
        width, height = box.x1 - box.x0, box.bottom - box.top
        if min(width, height) <= _THIN:
            if max(width, height) >= 5:
                yield Stroke(box.x0, box.top, box.x1, box.bottom)
        elif stroke.value:
            for (x, y), (to_x, to_y) in zip(points, points[1:], strict=False):
                side = shown(min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))
                if (
                    min(side.x1 - side.x0, side.bottom - side.top) <= 1
                    and (side.x1 - side.x0 + side.bottom - side.top) >= 5
                ):
                    yield Stroke(side.x0, side.top, side.x1, side.bottom)


def _matrix(handle: ctypes.c_void_p) -> _Matrix:
    matrix = api.FS_MATRIX()
    api.FPDFPageObj_GetMatrix(handle, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(inner: _Matrix, outer: _Matrix | None) -> _Matrix:
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _subpaths(handle: ctypes.c_void_p, count: int, matrix: _Matrix) -> list[list[tuple[float, float]]]:
    """The corner points of each part of a path; none where it has curves, as the outlines of letters do."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    parts: list[list[tuple[float, float]]] = []
    for index in range(count):
        segment = api.FPDFPath_GetPathSegment(handle, index)
        kind = api.FPDFPathSegment_GetType(segment)
        if kind == api.FPDF_SEGMENT_BEZIERTO:
            return []
        api.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == api.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if api.FPDFPathSegment_GetClose(segment) and len(parts[-1]) > 1:
            parts[-1].append(parts[-1][0])
    return parts
