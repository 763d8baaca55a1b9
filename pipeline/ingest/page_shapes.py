"""What stands on a page, whatever the format: boxes, runs of text, straight lines.

Coordinates are points (1/72 inch) from the top left corner of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Picture: TypeAlias = "NDArray[np.uint8]"
"""Bytes (height, width, 3) in the order blue, green, red."""

WIDE_FROM = "\u2e80"
"""Characters from here on are as wide as an ideograph; those before it count for half of one."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box; ``top`` < ``bottom``."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight horizontal or vertical line."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def horizontal(self) -> bool:
        """Whether it is longer than high."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Run(Box):
    """Text on one line without a wide gap in it. ``em`` is the width of an ideograph in it.

    ``score``: how sure the recognition of a picture is, 0.0 to 1.0; ``None`` for text that came as text.
    """

    text: str
    em: float
    score: float | None = None


def lowest(scores: Iterable[float | None]) -> float | None:
    """The lowest score of parts; ``None`` where all of them came as text."""
    return min((score for score in scores if score is not None), default=None)


class Surface(Protocol):
    """A page that can be asked what stands on it."""

    @property
    def width(self) -> float:
        """Width in points."""

    @property
    def height(self) -> float:
        """Height in points."""

    def runs(self) -> list[Run]:
        """The runs of upright text."""

    def characters(self, within: Box) -> list[Run]:
        """The single characters whose middle lies in a box."""

    def strokes(self, limit: int) -> list[Stroke] | None:
        """The straight lines drawn; ``None`` where more than ``limit`` path segments are drawn."""

    def pictures(self) -> list[Box]:
        """Where its pictures stand; a scan may come in strips."""

    def lost_text(self) -> int:
        """How many pieces of text could not be read because their font is neither in the file nor installed."""

    def unseen_text(self) -> bool:
        """Whether there is text and none of it is shown: what a scanner's program took a picture to say."""

    def picture(self, dpi: int) -> Picture | None:
        """The page as it is shown (blue, green, red); ``None`` where it cannot be drawn."""
