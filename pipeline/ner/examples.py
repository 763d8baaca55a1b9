"""Training examples from documents: what the gold says, what the rules say surely, and bodies of the gazetteer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractors.body_names import PLACE_WORDS, is_known_body, is_region
from extractors.lexicon import alternation
from extractors.ner.pieces import pieces
from extractors.ner.protocol import Entity, Label
from extractors.organisation_lexicon import central_bodies, local_bodies
from extractors.quantities import find_quantities
from extractors.times import find_times
from extractors.types import Span
from pipeline.analysis import Analysis
from pipeline.evaluation.record import GoldDocument

Source = Literal["gold", "silver", "generated"]

_SURE = 0.9
# How far left of a gazetteer name its place may begin.
_PLACE_REACH = 12
# What makes another word of a name before it: 财政部|门, 市委|员会, 市政府办|公室.
_ENDS = "(?!门|员会|公[厅室])"
_BEFORE_NAME = regex.compile(r"[\p{Han}]{0,12}$")


@dataclass(frozen=True, slots=True)
class Example:
    """A piece of text with its entities, in order and not overlapping."""

    text: str
    entities: tuple[Entity, ...]
    source: Source


def document_examples(analysis: Analysis, gold: GoldDocument | None) -> list[Example]:
    """The examples of one document; without ``gold`` the rules' sure finds take its place (silver)."""
    text = analysis.view.folded
    first = [*(gold_entities(analysis, gold) if gold else ruled_units(analysis))]
    found = resolved([first, [*known_bodies(text)], [*quantities_and_times(text)]])
    return cut(text, found, "gold" if gold else "silver")


def gold_entities(analysis: Analysis, gold: GoldDocument) -> Iterator[Entity]:
    """The units, times and quantities of the gold, on the offsets of the reading view."""
    labels: dict[str, Label] = {"responsibilities": "organisation", "deadlines": "time", "targets": "quantity"}
    for table, label in labels.items():
        for record in gold.records[table]:
            if span := view_span(analysis, record):
                percentage = table == "targets" and record.best("unit") in ("%", "‰")
                yield Entity(span.start, span.end, "percentage" if percentage else label, 1.0)


def view_span(analysis: Analysis, source: Span) -> Span | None:
    """The stretch of the reading view that a source span was read into; ``None`` where nothing of it was read."""
    positions = analysis.view.positions
    start, end = bisect_left(positions, source.start), bisect_right(positions, source.end - 1)
    return Span(start, end) if start < end else None


def ruled_units(analysis: Analysis) -> Iterator[Entity]:
    """The units that the rules are sure of."""
    for units in analysis.units:
        for unit in units:
            if unit.confidence >= _SURE:
                yield Entity(unit.start, unit.end, "organisation", unit.confidence)


def known_bodies(text: str) -> Iterator[Entity]:
    """Bodies of the gazetteer anywhere in the text, each with the place it names."""
    covered = 0
    for found in _bodies().finditer(text):
        if found.start() < covered:
            continue
        floor = max(covered, found.start() - _PLACE_REACH)
        before = _BEFORE_NAME.search(text, floor, found.start())
        begin = before.start() if before else found.start()
        start = next((start for start in range(begin, found.start()) if _names(text, start, found)), found.start())
        yield Entity(start, found.end(), "organisation", 1.0)
        covered = found.end()


def _names(text: str, start: int, found: regex.Match[str]) -> bool:
    """Whether a place from ``start`` on and the name behind it make one name."""
    place = text[start : found.start()]
    return (place in PLACE_WORDS or is_region(place)) and is_known_body(text[start : found.end()])


def quantities_and_times(text: str) -> Iterator[Entity]:
    """Numbers with units and time expressions, as the extractors read them."""
    for time in find_times(text):
        yield Entity(time.start, time.end, "time", 1.0)
    for quantity in find_quantities(text):
        if quantity.kind not in ("bare", "time"):
            label: Label = "percentage" if quantity.unit in ("%", "‰") else "quantity"
            yield Entity(quantity.start, quantity.end, label, 1.0)


def resolved(layers: Iterable[Sequence[Entity]]) -> list[Entity]:
    """Entities of several layers without overlaps: those of an earlier layer stand, then the longer ones."""
    taken: list[Entity] = []
    covered: set[int] = set()
    for layer in layers:
        for entity in sorted(dict.fromkeys(layer), key=lambda one: (one.start - one.end, one.start)):
            places = range(entity.start, entity.end)
            if covered.isdisjoint(places):
                taken.append(entity)
                covered.update(places)
    return sorted(taken, key=lambda one: one.start)


def cut(text: str, entities: Sequence[Entity], source: Source) -> list[Example]:
    """The text in pieces, each with the entities that lie in it whole."""
    starts = [entity.start for entity in entities]
    found: list[Example] = []
    for offset, piece in pieces(text):
        inside = entities[bisect_left(starts, offset) : bisect_left(starts, offset + len(piece))]
        kept = [one for one in inside if one.end <= offset + len(piece) and one.start < one.end]
        moved = (Entity(one.start - offset, one.end - offset, one.label, one.score) for one in kept)
        found.append(Example(piece, tuple(moved), source))
    return found


@cache
def _bodies() -> regex.Pattern[str]:
    """Names of the gazetteer long enough not to stand in other words by chance."""
    names = {name for name in (*central_bodies(), *local_bodies()) if len(name) >= 3 and "(" not in name}
    places = "|".join(PLACE_WORDS)
    short = {name for name in local_bodies() if len(name) == 2}
    found = rf"(?:{alternation(sorted(names))})|(?<=(?:{places}))(?:{alternation(sorted(short))})"
    return regex.compile(rf"(?<!直辖市?)(?:{found}){_ENDS}")
