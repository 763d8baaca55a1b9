"""Who is responsible: labelled lists, bracketed lists at a clause's end, assignments in running text, table cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import regex

from extractors.body_names import is_division, looks_like_body, owner_end
from extractors.prose_assignments import read_prose
from extractors.responsibility_notes import Note, find_notes
from extractors.role_labels import find_labels, role_of_header
from extractors.types import Role, UnitMention
from extractors.unit_lists import Reading, read_list

__all__ = ["Note", "find_assignments", "find_notes", "role_of_header", "unit_list"]

Source = Literal["label", "bracket", "prose", "column"]

# How sure a unit is, by where it stands and how well its name is known.
_CONFIDENCE: dict[Source, dict[str, float]] = {
    "label": {"known": 0.98, "class": 0.97, "form": 0.93, "vague": 0.9},
    "bracket": {"known": 0.96, "class": 0.95, "form": 0.9, "vague": 0.7},
    "column": {"known": 0.98, "class": 0.96, "form": 0.93, "vague": 0.9, "unknown": 0.7},
    "prose": {"known": 0.82, "class": 0.72, "form": 0.7, "vague": 0.5},
}
_MAX_BRACKET = 900
_DEEPEST = 4
# In files without line ends the next clause begins behind a blank: 市财政局  (二)加强….
_NEXT_NUMBER = regex.compile(
    r"\s(?:\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节条]|\d{1,2}[.、](?!\d))"
)


@dataclass(frozen=True, slots=True)
class _List:
    """A stretch read as a list: its units, their source, the rule that found it, and where it ends."""

    reading: Reading
    source: Source
    rule: str
    start: int
    end: int


def find_assignments(text: str) -> list[UnitMention]:
    """The units that folded reading text makes responsible, in text order.

    ``order`` restarts with each role of a list, ``group`` numbers those stretches through the text. Units that a
    document-wide note adds (``find_notes``) are not among them.
    """
    notes = find_notes(text)
    found: list[_List] = []
    # A note in a bracket of its own is stepped over: 省应急厅(列首位的为牵头单位,下同)、省财政厅.
    noted = _mask(text, [note for note in notes if not _in_bracket(text, note)])
    found.extend(_labelled(text, noted))
    found.extend(_bracketed(text, _mask(text, found), noted))
    taken = _mask(text, [*notes, *found])
    for prose in read_prose(text):
        if taken.find(1, prose.start, prose.end) < 0:
            found.append(_List(prose.reading, "prose", prose.rule, prose.start, prose.end))
    return _mentions(sorted(found, key=lambda one: one.start))


def unit_list(text: str, start: int, end: int, role: Role) -> list[UnitMention]:
    """The units in a table cell ``text[start:end]`` that is known to hold units; none for ``/`` and the like."""
    labels = [label for label in find_labels(text[start:end]) if label.colon]
    found: list[_List] = []
    # A cell may hold labels of its own: 牵头:A 配合:B. What stands before the first has the column's role.
    edges = [(start, role), *((start + label.end, label.role) for label in labels)]
    stops = [*(start + label.start for label in labels), end]
    for (begin, own_role), stop in zip(edges, stops, strict=True):
        reading = read_list(text, begin, stop, own_role, how="cell")
        if reading.items:
            found.append(_List(reading, "column", "column", begin, stop))
    return _mentions(found)


def _mentions(lists: list[_List]) -> list[UnitMention]:
    mentions: list[UnitMention] = []
    group = 0
    for one in lists:
        order, last = 0, None
        for item in one.reading.items:
            if item.quality not in _CONFIDENCE[one.source]:
                continue  # A name that nothing speaks for, behind a bracket left open.
            if last is not None and item.group != last.group:
                order, group = 0, group + 1
            order, last = order + 1, item
            confidence = _CONFIDENCE[one.source][item.quality]
            mentions.append(
                UnitMention(item.start, item.end, item.role, order, group, one.source, one.rule, confidence)
            )
        group += 1
    return mentions


def _mask(text: str, spans: Iterable[Note | _List]) -> bytearray:
    """One byte a character: 1 where one of the spans stands."""
    mask = bytearray(len(text))
    for span in spans:
        mask[span.start : span.end] = b"\x01" * (span.end - span.start)
    return mask


def _in_bracket(text: str, note: Note) -> bool:
    """Whether a bracket that stands behind a name holds the note and nothing else."""
    alone = text[note.start - 1 : note.start] == "(" and text[note.end : note.end + 1] == ")"
    return alone and text[note.end + 1 : note.end + 2] in "、," and note.kind == "first_is_lead"


def _free_until(mask: bytearray, start: int, end: int) -> int:
    """``end``, or where before it the first span in the mask begins."""
    first = mask.find(1, start, end)
    return end if first < 0 else first


def _labelled(text: str, noted: bytearray) -> Iterator[_List]:
    """责任单位:A、B · (牵头单位:A;配合单位:B) · 【责任单位】A · a label alone on its line."""
    labels = [label for label in find_labels(text) if not noted[label.start]]
    for number, label in enumerate(labels):
        limit = labels[number + 1].start if number + 1 < len(labels) else len(text)
        end = _free_until(noted, label.end, _list_end(text, label.end, limit))
        reading = read_list(text, label.end, end, label.role, how="label")
        if reading.items and (label.colon or reading.clean):
            yield _List(reading, "label", f"label:{label.role}", label.start, end)


def _list_end(text: str, start: int, limit: int) -> int:
    """The end of a labelled list before ``limit``: its bracket's, sentence's or paragraph's, or the next number."""
    limit = min(limit, start + _MAX_BRACKET)
    if numbered := _NEXT_NUMBER.search(text, start, limit):
        limit = numbered.start()
    depth = 0
    for position in range(start, limit):
        char = text[position]
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth < 0:
                return position
        elif (depth == 0 and char == "。") or (char == "\n" and text[start:position].strip()):
            return position
    return limit


def _bracketed(text: str, taken: bytearray, noted: bytearray) -> Iterator[_List]:
    """(A、B负责) · (A牵头,B配合) · (A、B) where a clause ends."""
    position = text.find("(")
    while position >= 0:
        end = _bracket_end(text, position)
        if end and taken.find(1, position, end) < 0:
            reading = _read_bracket(text, position, end, noted)
            if reading:
                yield _List(reading, "bracket", "bracket:role" if reading.ends_with_role else "bracket", position, end)
                position = end - 1
        position = text.find("(", position + 1)


def _read_bracket(text: str, start: int, end: int, noted: bytearray) -> Reading | None:
    inner_end = _free_until(noted, start, end - 1)
    reading = read_list(text, start + 1, inner_end, "responsible")
    names = [text[item.start : item.end] for item in reading.items]
    known = sum(
        item.quality in ("known", "class") or owner_end(name) > 0
        for item, name in zip(reading.items, names, strict=True)
    )
    if any(item.told for item in reading.items):
        # A role word makes a list of it, even where a name or two could not be read.
        return reading if reading.clean or known > max(1, 2 * reading.skipped) else None
    if not known and reading.clean and _are_divisions(names):
        return reading if text[:start].rstrip().endswith("。") and _closes_clause(text, start, end) else None
    # One odd name among many known ones (湖南电信) does not undo the list.
    if not known or reading.skipped * 4 > known:
        return None
    return reading if _closes_clause(text, start, end) else None


def _are_divisions(names: Sequence[str]) -> bool:
    """Whether the names are divisions of one body: 办公室、外贸科; rooms alone (办公室、会议室) are none."""
    return (
        len(names) > 1
        and all(map(looks_like_body, names))
        and any(is_division(name) and name.endswith(("科", "处", "股")) for name in names)
    )


def _closes_clause(text: str, start: int, end: int) -> bool:
    """Whether a bracket stands where a clause ends: a full stop before or behind it, or nothing behind it."""
    fore = text[max(0, start - 40) : start].rstrip()
    if fore.endswith(("。", ";", "!", "”")):
        return True
    # 新闻出版署(版权局): another name of the body before it.
    if looks_like_body(fore[max(map(fore.rfind, "、,;:。\n")) + 1 :]):
        return False
    return text[end : end + 1] in ("", "。", ";", "\n")


def _bracket_end(text: str, start: int) -> int:
    """Behind the bracket that closes the one at ``start``; 0 where none does nearby."""
    depth = 0
    for position in range(start, min(len(text), start + _MAX_BRACKET)):
        if text[position] == "(":
            depth += 1
            if depth > _DEEPEST:
                return 0
        elif text[position] == ")":
            depth -= 1
            if depth == 0:
                return position + 1
    return 0
