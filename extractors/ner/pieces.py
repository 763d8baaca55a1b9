"""Long texts cut into pieces that a model reads one at a time, and the way back to the whole text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extractors.ner.protocol import Entity

LONGEST = 240
_STOP = regex.compile(r"[。;!?]")
_PAUSE = "、,: "


def pieces(text: str, longest: int = LONGEST) -> Iterator[tuple[int, str]]:
    """Pieces of at most ``longest`` characters with their offsets: paragraphs, else cut behind a stop or a pause.

    Line ends and what is only blank are in no piece.

    >>> list(pieces("一、总则。\\n二、目标", 4))
    [(0, '一、总则'), (4, '。'), (6, '二、目标')]
    """
    start = 0
    for paragraph in text.split("\n"):
        for begin, end in _cut(paragraph, longest):
            if paragraph[begin:end].strip():
                yield start + begin, paragraph[begin:end]
        start += len(paragraph) + 1


def _cut(paragraph: str, longest: int) -> Iterator[tuple[int, int]]:
    begin = 0
    while len(paragraph) - begin > longest:
        limit = begin + longest
        end = max((found.end() for found in _STOP.finditer(paragraph, begin, limit)), default=begin)
        if end == begin:
            # A pause in the first half would leave slivers.
            end = max(paragraph.rfind(char, begin + longest // 2, limit) for char in _PAUSE) + 1 or limit
        yield begin, end
        begin = end
    yield begin, len(paragraph)


def shifted(entities: Sequence[Entity], offset: int) -> Iterator[Entity]:
    """The entities of a piece on the offsets of the whole text."""
    for entity in entities:
        yield Entity(entity.start + offset, entity.end + offset, entity.label, entity.score)
