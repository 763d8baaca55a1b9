"""The lines of a document's head and tail, and the labelled fields of the metadata table that web pages put there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicon import alternation, words
from extractors.types import Span

# A metadata table stands before the text or behind it; a label inside the text is somebody's form.
_HEAD_LINES, _TAIL_LINES = 400, 80
_LINE_LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: its place in the view and its folded text, both without blanks at the ends."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Field(Span):
    """A labelled value: ``kind`` as in ``lexicon/document_fields.tsv``, ``text`` the folded value at the span."""

    kind: str
    text: str


def lines_of(folded: str) -> list[Line]:
    """The lines of a folded reading text that are not blank; of a very long one only its beginning."""
    lines = []
    start = 0
    for raw in folded.split("\n"):
        body = raw.strip(" \t\r\f|")
        if body:
            first = start + raw.index(body[0])
            lines.append(Line(first, first + len(body), body[:_LINE_LIMIT]))
        start += len(raw) + 1
    return lines


def find_fields(lines: list[Line]) -> list[Field]:
    """The fields of the metadata table, in order.

    Taken are ``label: value`` pairs at the start of a line or cell, the value on the same line or the next one. A
    title is believed only beside another field: 名称 and 标题 also stand in forms.
    """
    near = [line for number, line in enumerate(lines) if number < _HEAD_LINES or number >= len(lines) - _TAIL_LINES]
    found = [one for number, line in enumerate(near) for one in _fields_of(line, near[number + 1 : number + 2])]
    labels = {one.kind for one in found} - {"title"}
    return [one for one in found if one.kind != "other" and (labels or one.kind != "title")]


def is_field(line: Line) -> bool:
    """Whether a line begins with a label of the metadata table."""
    return _label().match(line.text) is not None


def _fields_of(line: Line, following: list[Line]) -> Iterator[Field]:
    labels = list(_label().finditer(line.text))
    for number, label in enumerate(labels):
        limit = labels[number + 1].start() if number + 1 < len(labels) else len(line.text)
        value = regex.match(r"[\s|]*([^|\n]{0,300}?)[\s|]*(?:\||$)", line.text[label.end() : limit])
        kind = _kinds()[regex.sub(r"\s", "", label["label"])]
        if value and value[1]:
            start = line.start + label.end() + value.start(1)
            yield Field(start, start + len(value[1]), kind, value[1])
        elif number + 1 == len(labels) and following and not is_field(following[0]) and len(following[0].text) <= 300:
            after = following[0]
            yield Field(after.start, after.end, kind, after.text)
        elif kind == "other" and number + 1 < len(labels):
            yield Field(line.start + label.start(), line.start + label.end(), kind, label[0])


@cache
def _kinds() -> dict[str, str]:
    kinds = ("title", "number", "issuer", "publisher", "written", "issued", "published", "other")
    return {word: kind for kind in kinds for word in words("document_fields", kind=kind)}


@cache
def _label() -> regex.Pattern[str]:
    """A label with its colon, at the start of a line or cell or right behind another field's value."""
    # Behind Chinese text only the labels that are no part of it may begin: 国务院成文日期: is two fields on one line.
    glued = alternation([word for word, kind in _kinds().items() if len(word) > 3 and kind not in ("other", "title")])
    every = alternation(list(_kinds()))
    return regex.compile(
        rf"(?:^|(?<=[|\s\[【(]))[\[【(]?(?P<label>{every})[】)\]]?\s?:|(?<=\p{{Han}})(?P<label>{glued})\s?:"
    )
