"""Where the words around a quantity begin and end: sentences, segments, and the stretch left and right of a number.

The words that say what a number measures stand between the last boundary before it and the next one behind it.
Boundaries are marks of punctuation, an open bracket or quote that holds the number, and the end of the quantity
before it in the same list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from extractors.types import Quantity

SENTENCE_END = regex.compile(r"[。!?;\n]")
_LIST_SEPARATOR = regex.compile(r"\s*(?:、|,|和(?![美谐平田县睦])|及|以及|与|或|;)\s*")
_ENDS_LIST_ITEM = regex.compile(r"(?:、|和|及|以及|与|或)$")
_STATEMENT = regex.compile(
    r"\p{Han}{2}(?:高于|低于|超过|达到|增长|不低于|位居|快于|优于|好于|持平|翻番|清零|全覆盖"
    r"|实现(?:正增长|稳定|全|零|由|动态|翻|应))"
)
_HARD = ",;:。!?\n|"
_OPEN, _CLOSE = "(“「", ")”」"


def after_mark(text: str, first: int, end: int, marks: str) -> int:
    """Where the words that end at ``end`` begin: behind the last of ``marks``, or at ``first``."""
    return max(first, *(text.rfind(mark, first, end) + 1 for mark in marks))


@dataclass(frozen=True, slots=True)
class Segment:
    """The words around a quantity: ``[left_start, left_end)`` before it, ``[right_start, right_end)`` behind it.

    ``listed``: the quantity before it in the same list ends where this segment's left begins.
    ``boundary``: the character before the left stretch (``""`` at the start of the text).
    """

    left_start: int
    left_end: int
    right_start: int
    right_end: int
    listed: bool
    boundary: str


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds ``[start, end)``; semicolons end sentences too, the mark itself belongs to it."""
    left = 0
    for match in SENTENCE_END.finditer(text, max(0, start - 1200), start):
        left = match.end()
    if left == 0 and start > 1200:
        left = start - 1200
    found = SENTENCE_END.search(text, end)
    return left, found.end() if found and found.group() != "\n" else found.start() if found else len(text)


def segment(text: str, quantity: Quantity, before: Quantity | None, after: Quantity | None) -> Segment:
    """The segment of ``quantity``; ``before`` and ``after`` are its neighbours that count as quantities."""
    left_end, right_start = quantity.expr_start, quantity.expr_end
    floor = before.expr_end if before and before.expr_end <= left_end else 0
    left_start, listed = _left_boundary(text, floor, left_end)
    if left_start == floor and before and floor:
        separator = _LIST_SEPARATOR.match(text, floor, left_end)
        if separator:
            left_start, listed = separator.end(), True
        elif _ENDS_LIST_ITEM.search(text, floor, left_end):
            # 1个示范园区、3个示范社区: what stands between is the noun of the number before.
            left_start, listed = left_end, True
    left_start = _after_other_statement(text, left_start, left_end)
    ceiling = after.expr_start if after else len(text)
    follows = _LIST_SEPARATOR.match(text, right_start, ceiling)
    opens = text[right_start : right_start + 1] == "("
    right_end = (
        right_start if opens or (follows and follows.group().strip()) else _right_boundary(text, right_start, ceiling)
    )
    boundary = text[left_start - 1] if left_start else ""
    return Segment(left_start, left_end, right_start, right_end, listed, boundary)


def _after_other_statement(text: str, start: int, end: int) -> int:
    """Leave out a statement without a number that stands before a 、 (甲增速高于乙增速、丙达30家)."""
    cut = text.rfind("、", start, end)
    return cut + 1 if cut > start and _STATEMENT.search(text, start, cut) else start


def _left_boundary(text: str, floor: int, end: int) -> tuple[int, bool]:
    """Walk left to the nearest boundary, stepping over closed brackets and quotes."""
    depth = 0
    index = end
    while index > floor:
        char = text[index - 1]
        if char in _CLOSE:
            depth += 1
        elif char in _OPEN:
            if depth == 0:
                return index, False
            depth -= 1
        elif char in _HARD and (depth == 0 or char in "。\n"):
            return index, False
        index -= 1
    return floor, False


def _right_boundary(text: str, start: int, ceiling: int) -> int:
    """Walk right to the nearest boundary: punctuation, a closing bracket, or the separator before another quantity."""
    depth = 0
    index = start
    while index < ceiling:
        char = text[index]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            if depth == 0:
                return index
            depth -= 1
        elif depth == 0 and char in _HARD:
            return index
        index += 1
    if ceiling < len(text):
        # 标杆乡镇和1000个标杆村: the conjunction belongs to the list, not to the noun.
        found = regex.search(r"(?:、|和|及|以及|与|或)$", text[start:ceiling])
        if found:
            return start + int(found.start())
    return ceiling


def neighbours(
    quantities: Sequence[Quantity], index: int, low: int, high: int
) -> tuple[Quantity | None, Quantity | None]:
    """The quantities before and after ``quantities[index]`` within ``[low, high)``."""
    before = quantities[index - 1] if index else None
    after = quantities[index + 1] if index + 1 < len(quantities) else None
    return (
        before if before and before.end > low else None,
        after if after and after.start < high else None,
    )
