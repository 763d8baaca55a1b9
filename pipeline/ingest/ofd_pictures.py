"""The pictures on the pages of an OFD, put together as they are shown: what a scanner makes of a page."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from pipeline.errors import ReadError
from pipeline.ingest.archive import Archive
from pipeline.ingest.page_shapes import Box, Picture

if TYPE_CHECKING:
    from PIL import Image


_MOST_PIXELS = 5_000


class Pictures:
    """The picture files that a document names as its resources, read when they are wanted."""

    def __init__(self, package: Archive, folder: str, document: etree._Element) -> None:
        self._package = package
        self._resources = [
            _path(folder, (element.text or "").strip())
            for kind in ("PublicRes", "DocumentRes")
            for element in document.iter(f"{{*}}{kind}", kind)
        ]

    @cached_property
    def _files(self) -> dict[str, str]:
        """The names of the picture files by the number of their resource."""
        found: dict[str, str] = {}
        for resources in self._resources:
            tree = self._package.xml_if_there(resources)
            if tree is None:
                continue
            base = _path(posixpath.dirname(resources), tree.get("BaseLoc", ""))
            for element in tree.iter("{*}MultiMedia", "MultiMedia"):
                name = next(element.iter("{*}MediaFile", "MediaFile"), None)
                if name is not None and name.text:
                    found[element.get("ID", "")] = _path(base, name.text.strip())
        return found

    def page(self, placed: Sequence[tuple[str, Box]], width: float, height: float, dpi: int) -> Picture | None:
        """A page with its pictures (resource and box in points); ``None`` where none of them can be read."""
        import numpy as np
        from PIL import Image

        scale = min(dpi / 72, _MOST_PIXELS / max(1.0, width, height))
        page: Picture = np.full((int(height * scale), int(width * scale), 3), 255, np.uint8)
        drawn = False
        for resource, box in placed:
            picture = self._picture(resource)
            left, top = max(0, round(box.x0 * scale)), max(0, round(box.top * scale))
            right, bottom = min(page.shape[1], round(box.x1 * scale)), min(page.shape[0], round(box.bottom * scale))
            if picture is not None and right > left and bottom > top:
                size = (right - left, bottom - top)
                page[top:bottom, left:right] = np.asarray(picture.resize(size, Image.Resampling.BOX))[:, :, ::-1]
                drawn = True
        return page if drawn else None

    def _picture(self, resource: str) -> Image.Image | None:
        from PIL import Image

        try:
            name = self._files.get(resource, "")
            data = self._package.read(name) if name in self._package else b""
            return Image.open(io.BytesIO(data)).convert("RGB") if data else None
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return None
        except ReadError as error:
            if error.code != "corrupt":
                raise
            return None


def _path(folder: str, location: str) -> str:
    return location.lstrip("/") if location.startswith("/") else posixpath.normpath(posixpath.join(folder, location))
