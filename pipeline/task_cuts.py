"""What of a clause's text has a column of its own in the task table, and so does not stand among its measures."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.role_labels import find_labels
from pipeline.analysis import Analysis

_SENTENCE_END = regex.compile(r"[。\n]")
# How long the label before a time may be: (完成时限:2024年底前).
_LABEL = regex.compile(r"(?:^|[。\n])(?P<label>\s*[(【]?\p{Han}{2,10}[)】]?:\s*)$")

Stretch = tuple[int, int]


def told_elsewhere(analysis: Analysis, index: int) -> list[Stretch]:
    """Lists of units and labelled deadlines in block ``index``; offsets count in the text of its clause."""
    block = analysis.blocks[index]
    if block.owner is None:
        return []
    clause = analysis.clauses[block.owner]
    body = analysis.view.folded[clause.body_start : clause.body_end]
    units = [unit.start - clause.body_start for unit in analysis.units[index] if not unit.inherited]
    offset = block.start - clause.body_start
    times = [offset + mention.start for mention in analysis.times[index].deadlines if mention.label]
    cuts = {*_brackets(body, units)}
    cuts |= {*_labelled_units(body, units, cuts), *_labelled_times(body, times)}
    return sorted(cuts)


def _brackets(body: str, units: list[int]) -> Iterator[Stretch]:
    for place in units:
        opened = body.rfind("(", 0, place) if 0 <= place < len(body) else -1
        closed = _closing_bracket(body, opened) if opened >= 0 else -1
        if closed > place:
            yield opened, closed + 1


def _labelled_units(body: str, units: list[int], brackets: set[Stretch]) -> Iterator[Stretch]:
    for label in find_labels(body):
        end = _sentence_end(body, label.end)
        inside = any(start <= label.start < closed for start, closed in brackets)
        if label.colon and not inside and any(label.end <= place < end for place in units):
            yield label.start, end


def _labelled_times(body: str, times: list[int]) -> Iterator[Stretch]:
    for place in times:
        label = _LABEL.search(body, max(0, place - 16), max(0, place))
        if label:
            yield label.start("label"), _sentence_end(body, place)


def _sentence_end(body: str, start: int) -> int:
    stop = _SENTENCE_END.search(body, start)
    return stop.end() if stop else len(body)


def _closing_bracket(body: str, opened: int) -> int:
    depth = 0
    for index in range(opened, len(body)):
        depth += (body[index] == "(") - (body[index] == ")")
        if depth == 0:
            return index
    return -1
