"""Document-wide notes on responsibility: who is first in a list leads; bodies that share in every task below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from extractors.types import Span
from extractors.unit_lists import read_list


@dataclass(frozen=True, slots=True)
class Note(Span):
    """A note that governs lists elsewhere in the document.

    ``first_is_lead``: the first unit of each list leads. ``addition``: ``units`` share in every clause from here on
    (``everywhere``: in every clause of the document).
    """

    kind: Literal["first_is_lead", "addition"]
    units: tuple[Span, ...]
    rule: str
    everywhere: bool


_FIRST = (
    r"(?:(?:列|排|居|处于|位列|排列|排名)(?:在|于)?(?:最前面?|首位|首|第一个?位?|第一)"
    r"|第一(?:个|位)|首(?:个|位)|位列第一|最前面?)"
)
_LEAD = r"(?:总?牵头|主办|主责|主要责任|第一责任)"
_FIRST_IS_LEAD = regex.compile(
    rf"{_FIRST}(?:的|者)?(?:责任)?(?:单位|部门|处室|责任单位)?(?:者)?(?:,)?(?:为|是|系|作为|即为|均为|负责)?"
    rf"{_LEAD}(?:责任)?(?:单位|部门|处室)?(?:[,、]?(?:以?下同|下同))?"
    rf"|{_LEAD}(?:单位|部门)?(?:均)?(?:为|是|系)?{_FIRST}(?:的|者)?(?:单位|部门)?(?:,?下同)?"
)
# What shows that a sentence adds bodies to all that follows.
_ADDITION = regex.compile(
    r"不再(?:一一|逐一|逐项|逐条|单独|分别|重复|另行|赘述|专门)?(?:列出|列示|列明|列举|标注|注明|罗列|赘列|体现|明确)"
    r"|(?:以下|以上|下列|上述|各项|所有|每项|全部)\p{Han}{0,12}?(?:均|都|皆)(?:需|由|须|涉及|应|要|为|有)"
    r"|均为(?:各项)?(?:\p{Han}{0,6})责任(?:单位|主体)|(?:均|都)涉及"
)
_FORE = regex.compile(
    r"(?:以下|以上|下列|上述|各项|所有|每项|全部)\p{Han}{0,14}?(?:均|都|皆|需|由|须|涉及){1,3}(?:需|由|须|涉及|应由|要|应|为|有|需要){0,3}"
)
_SENTENCE = regex.compile(r"[。;:!\n()〈〉<>]")
_LEVELS_IN_BRACKETS = regex.compile(r"\((?:[省市县区州盟旗镇乡地街道管委会、]{1,14}|开发区|街道办事处)\)")


def find_notes(text: str) -> list[Note]:
    """The notes in folded reading text, in text order; an addition that names no body is none.

    >>> [note.kind for note in find_notes("责任单位:科技局、财政局。列第一位者为牵头单位,下同")]
    ['first_is_lead']
    """
    notes = [
        Note(_fore(text, found.start()), found.end(), "first_is_lead", (), "note:first", "下同" not in found[0])
        for found in _FIRST_IS_LEAD.finditer(text)
    ]
    covered = 0
    for found in _ADDITION.finditer(text):
        if found.start() < covered:
            continue
        start, end = _sentence(text, found.start())
        notes.extend(_additions(text, start, end))
        covered = end
    return sorted(notes, key=lambda note: note.start)


def _fore(text: str, position: int) -> int:
    """Where the words before a note that belong to it begin: 两省市|列首位的为牵头单位."""
    found = regex.compile(r"(?<=^|[。;:!,\n(〈])\p{Han}{1,10}$").search(text, max(0, position - 11), position)
    return found.start() if found else position


def _sentence(text: str, position: int) -> tuple[int, int]:
    """The sentence around ``position``; brackets that only list levels (县(市、区)) do not end it."""
    floor, ceiling = max(0, position - 160), min(len(text), position + 160)
    masked = _LEVELS_IN_BRACKETS.sub(lambda found: "、" * len(found[0]), text[floor:ceiling])
    here = position - floor
    start = max((found.end() for found in _SENTENCE.finditer(masked, 0, here)), default=0)
    stop = _SENTENCE.search(masked, here)
    return floor + start, floor + stop.start() if stop else ceiling


def _additions(text: str, start: int, end: int) -> Iterator[Note]:
    """The note in one sentence: 以下均需A、B落实 · A,以下各条均涉及 · A均为责任单位."""
    fore = _FORE.search(text, start, end)
    if fore and (units := _units(text, fore.end(), end)):
        yield Note(fore.start(), end, "addition", units, "note:below", "以下" not in fore[0])
        return
    mark = fore or regex.compile(r"以下|均为|均涉及|都涉及|不再").search(text, start, end)
    if mark is None:
        return
    behind = text.rfind("责任单位:", start, mark.start())
    first = start if behind < 0 else behind + 5
    if units := _units(text, first, mark.start()):
        yield Note(units[0].start, end, "addition", units, "note:before", "以下" not in text[start:end])


def _units(text: str, start: int, end: int) -> tuple[Span, ...]:
    items = read_list(text, start, end, "responsible").items
    return tuple(Span(item.start, item.end) for item in items if item.quality in ("known", "class", "form"))
