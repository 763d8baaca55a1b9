"""One unit in a list: where it begins and ends, and how sure it is that it is a body."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import regex

from extractors.body_names import class_end, is_class, is_known_body, is_vague_class, looks_like_body
from extractors.role_words import closing, joint, role_pattern

Quality = Literal["known", "class", "vague", "form", "unknown"]

SEPARATORS = frozenset("、,;。:/|\n\t【】★☆*▲●◆")
# 和 and its like part two bodies only where both sides are bodies: 文化和旅游局 stays whole.
_AND = regex.compile(r"以及|和|及|与|并由|并")
_ALIAS = regex.compile(r"(?<=.)\([^()]*\)$")
# What a cell of units may hold besides known bodies; shorter words may be persons.
_ANY_NAME = regex.compile(r"(?!无|暂|略|同上|全部|见|详见|待|不|按|长期|持续|全年|每)[\p{Han}A-Za-z]{4,14}")
# Where a further body of a row may begin: behind the ending of one, with its place.
_NEXT_OF_ROW = regex.compile(r"(?<=..[局委厅办部府院会处])(?:[省市县区州旗]|各(?=[省市县区州旗乡镇]))")
_SPACE = regex.compile(r"\s")
_OPEN = {"(": ")", "〈": "〉", "<": ">", "《": "》", "【": "】"}


def unit_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the unit at ``start`` ends and where reading goes on; ``(start, start)`` where no body begins."""
    stop = class_end(text, start, end)
    if stop > start:
        stop = start + (_first_of_row(text[start:stop]) or stop - start)
        return stop, stop
    chunk_end = chunk_end_at(text, start, end)
    chunk = text[start:chunk_end].rstrip()
    chunk_end = start + len(chunk)
    if "(" not in chunk and is_known_body(_SPACE.sub("", chunk)) and not _SPACE.search(chunk):
        return chunk_end, chunk_end
    for cut in _cuts(chunk):
        name = _SPACE.sub("", chunk[:cut])
        if name == chunk[:cut] and (first := _first_of_row(name)):
            return start + first, start + first
        if is_known_body(name) or (looks_like_body(name) and not is_vague_class(name)):
            return _with_alias(text, start, start + len(chunk[:cut].rstrip()), chunk_end)
    return start, start


def _first_of_row(name: str) -> int:
    """Where the first body ends in a row of known ones that lost the blanks between them: 市教育局|市财政局; else 0."""
    if is_known_body(name):
        return 0
    for found in _NEXT_OF_ROW.finditer(name):
        rest = name[found.start() :]
        if is_known_body(name[: found.start()]) and (is_known_body(rest) or is_class(rest) or _first_of_row(rest)):
            return int(found.start())
    return 0


def known_prefix(text: str, start: int, end: int) -> int:
    """Where the longest known name at ``start`` ends; ``start`` if none begins there."""
    for stop in range(min(end, start + 30), start + 1, -1):
        if is_known_body(text[start:stop]):
            return stop
    return start


def _cuts(chunk: str) -> Iterable[int]:
    """Where a name in ``chunk`` may end: before a bracket, 等, a role word, 和 or a blank; else at its end."""
    cuts = {len(chunk)}
    cuts.update(found.start() for found in _break().finditer(chunk) if found.start())
    tail = closing().search(chunk)
    if tail and tail.start():
        cuts.add(tail.start())
    # A name may hold 和 or a blank itself: the longest known name wins, then the shortest that looks like one.
    longest = [cut for cut in sorted(cuts, reverse=True) if is_known_body(_SPACE.sub("", chunk[:cut]))]
    return longest[:1] or sorted(cuts)


def _with_alias(text: str, start: int, stop: int, end: int) -> tuple[int, int]:
    """Take a bracket along that names the same body otherwise: 省委组织部(省委人才办); step over any other."""
    if stop >= end or text[stop] != "(":
        return stop, stop
    close = after_bracket(text, stop, end)
    inside = text[stop + 1 : close - 1]
    if looks_like_body(inside) or is_class(inside):
        return close, close
    if role_pattern().fullmatch(inside):
        return stop, stop
    return stop, close


def quality_of(name: str) -> Quality:
    """How a unit is known: by the gazetteer, as a class of bodies, by its form, or not at all."""
    name = _ALIAS.sub("", name) if not is_class(name) else name
    if is_vague_class(name):
        return "vague"
    if is_class(name):
        return "class"
    if is_known_body(name):
        return "known"
    return "form" if looks_like_body(name) else "unknown"


def name_of(text: str, start: int, end: int) -> str:
    """The name that stands at ``[start, end)``, blanks and line ends dropped."""
    return "".join(text[start:end].split())


def chunk_end_at(text: str, start: int, end: int) -> int:
    """The next separator outside brackets."""
    position = start
    while position < end and text[position] not in SEPARATORS:
        position = after_bracket(text, position, end) if text[position] in _OPEN else position + 1
    return position


def wrapped_name_end(text: str, start: int, end: int) -> int:
    """Where a name ends that a narrow cell breaks over two lines (市发展改革|委); 0 where there is none."""
    first = chunk_end_at(text, start, end)
    if first + 1 >= end or text[first] != "\n":
        return 0
    second = chunk_end_at(text, first + 1, end)
    return second if looks_like_body(name_of(text, start, second)) else 0


def any_name_end(text: str, start: int, end: int) -> int:
    """Where a short plain name at ``start`` ends, body or not: for cells known to hold units."""
    found = _ANY_NAME.match(text, start, end)
    return int(found.end()) if found and found.end() == end else start


def after_bracket(text: str, start: int, end: int) -> int:
    """Behind the bracket that closes the one at ``start``; ``end`` if it stays open."""
    opening, closing = text[start], _OPEN[text[start]]
    depth = 0
    for position in range(start, end):
        if text[position] == opening:
            depth += 1
        elif text[position] == closing:
            depth -= 1
            if depth == 0:
                return position + 1
    return end


@cache
def _break() -> regex.Pattern[str]:
    return regex.compile(rf"{joint().pattern}|{_AND.pattern}|等|\(|\s|〈|<|{role_pattern().pattern}(?=会同|联合)")
