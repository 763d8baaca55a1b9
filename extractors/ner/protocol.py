"""What every recogniser of entities is to the rest of the program: texts in, mentions out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from extractors.types import Span

Label = Literal["organisation", "time", "quantity", "percentage"]

LABELS: tuple[Label, ...] = ("organisation", "time", "quantity", "percentage")


@dataclass(frozen=True, slots=True)
class Entity(Span):
    """A mention on the text it was found in. ``score``: how sure the recogniser is, 0 to 1."""

    label: Label
    score: float


class Recogniser(Protocol):
    """Finds entities in Chinese text.

    Loading what it needs is done when it is made; the same texts give the same entities, however they are batched. The
    text may be folded (``extractors.text.fold``) or not: offsets count in it as it is given.
    """

    @property
    def name(self) -> str:
        """Under which name it was asked for: ``jieba``, ``rjieba``, ``spacy``, ``hanlp``."""

    @property
    def labels(self) -> frozenset[Label]:
        """The labels it can give."""

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """The entities of each text, in text order, none overlapping another."""


class RecogniserError(RuntimeError):
    """A recogniser cannot be had: what is missing and what to do, in English and Chinese."""
