"""How well a recogniser's mentions meet the spans of the gold.

The gold holds what is responsible, due and aimed at, not everything that is mentioned. So a mention is

- right where it is the very span of a gold record (each record counts once);
- wrong where it overlaps a gold record without being its span, and where it falls on no record and is not even by its
  form what it claims to be (no name of a body, no time, no quantity);
- neither where it falls on an optional record, or on none but is what it claims to be: a body that is only mentioned.

Quantities are held against the targets of every status: a recogniser tells no plan from a report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extractors.body_names import is_class, looks_like_body
from extractors.ner.protocol import Entity, Label
from extractors.quantities import find_quantities
from extractors.times import find_times
from extractors.types import Span
from pipeline.analysis import Analysis
from pipeline.evaluation.counts import Counts
from pipeline.evaluation.record import GoldDocument, GoldRecord
from pipeline.ner.examples import view_span
from pipeline.units import Assignment

TABLE_LABELS: Mapping[str, frozenset[Label]] = {
    "targets": frozenset({"quantity", "percentage"}),
    "responsibilities": frozenset({"organisation"}),
    "deadlines": frozenset({"time"}),
}
"""The labels that are held against each table's records."""

_Place = tuple[int, int]
_BODIES = frozenset({"国务院", "党中央", "中共中央"})


def span_counts(table: str, analysis: Analysis, gold: GoldDocument, entities: Iterable[Entity]) -> Counts:
    """The counts of one table of one document. ``entities`` are on the offsets of its reading view."""
    wanted = _places(analysis, (record for record in gold.records[table] if not record.optional))
    found = _found(table, entities)
    return Counts(len(found & wanted), len(_wrong(table, analysis, gold, found)), len(wanted - found))


def unit_counts(analysis: Analysis, gold: GoldDocument, entities: Iterable[Entity], *, labelled: bool) -> Counts:
    """The counts of the units that stand behind a label or in a column of units (``labelled``), or of all others.

    A wrong span counts to where it stands: in a labelled list (or column), or not.
    """
    wanted = unit_spans(analysis, gold, labelled=labelled)
    found = _found("responsibilities", entities)
    stretches = _labelled_stretches(analysis)
    wrong = _wrong("responsibilities", analysis, gold, found)
    there = sum(_touches(place, stretches) == labelled for place in wrong)
    return Counts(len(found & wanted), there, len(wanted - found))


def _found(table: str, entities: Iterable[Entity]) -> set[_Place]:
    return {(one.start, one.end) for one in entities if one.label in TABLE_LABELS[table]}


def _wrong(table: str, analysis: Analysis, gold: GoldDocument, found: set[_Place]) -> list[_Place]:
    wanted = _places(analysis, (record for record in gold.records[table] if not record.optional))
    optional = _places(analysis, (record for record in gold.records[table] if record.optional))
    text = analysis.view.folded
    return [
        place
        for place in found - wanted
        if _touches(place, wanted) or not (_touches(place, optional) or is_mention(table, text[place[0] : place[1]]))
    ]


def is_mention(table: str, words: str) -> bool:
    """Whether ``words`` alone are by their form what the table holds: a body, a time, a quantity."""
    if table == "responsibilities":
        # 政府, 管委会 and the like are bodies whose place is told elsewhere.
        return words in _BODIES or is_class(words) or looks_like_body(words) or looks_like_body(f"省{words}")
    found: Sequence[Span] = find_times(words) if table == "deadlines" else find_quantities(words)
    return any((one.start, one.end) == (0, len(words)) for one in found)


def unit_spans(analysis: Analysis, gold: GoldDocument, *, labelled: bool) -> set[_Place]:
    """The gold's units that stand behind a label or in a column of units (``labelled``), or all others.

    Which those are is read off the document by the rules; a unit that no rule finds counts as not labelled.
    """
    behind = {(unit.start, unit.end) for units in analysis.units for unit in units if _is_labelled(unit)}
    wanted = _places(analysis, (record for record in gold.records["responsibilities"] if not record.optional))
    return {place for place in wanted if (place in behind) == labelled}


def _labelled_stretches(analysis: Analysis) -> set[_Place]:
    """From the first to the last unit of each labelled list."""
    lists: dict[tuple[int, int], list[Assignment]] = {}
    for block, units in enumerate(analysis.units):
        for unit in units:
            if _is_labelled(unit) and not unit.inherited:
                lists.setdefault((block, unit.group), []).append(unit)
    return {(min(one.start for one in units), max(one.end for one in units)) for units in lists.values()}


def _is_labelled(unit: Assignment) -> bool:
    return unit.rule.startswith(("label", "column"))


def _places(analysis: Analysis, records: Iterable[GoldRecord]) -> set[_Place]:
    spans = (view_span(analysis, record) for record in records)
    return {(span.start, span.end) for span in spans if span}


def _touches(place: _Place, others: set[_Place]) -> bool:
    return any(place[0] < end and start < place[1] for start, end in others)
