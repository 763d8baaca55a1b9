"""The rule extractors as components of any spaCy pipeline for Chinese, whatever its tokens are.

``nlp.add_pipe("zhengce_targets")``, ``zhengce_responsibilities``, ``zhengce_deadlines`` write ``doc.spans`` under their
own names. A span's label is the target's status, the unit's role or the deadline's type; ``span._.zhengce`` holds the
other fields as text. Spans are widened to whole tokens; the very offsets are in ``_.zhengce`` (``start``, ``end``).

The components are found through the entry points ``spacy_factories`` where the package is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from extractors.deadlines import find_deadlines
from extractors.indicator_names import standard_name
from extractors.quantities import find_quantities
from extractors.responsibilities import find_assignments
from extractors.targets import find_targets
from extractors.text import fold
from extractors.times import find_times
from extractors.types import TimeAnchor

FIELDS = "zhengce"
"""The name of the span extension."""

if not Span.has_extension(FIELDS):
    Span.set_extension(FIELDS, default=None)


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    label: str
    fields: dict[str, str]


@Language.component("zhengce_targets", retokenizes=False)
def targets(doc: Doc) -> Doc:
    """Quantities with what they measure, in ``doc.spans["zhengce_targets"]``."""
    text = fold(doc.text)
    found = find_targets(text, doc.text, find_quantities(text), find_times(text))
    return _write(
        doc,
        "zhengce_targets",
        (
            _Found(
                one.start,
                one.end,
                one.status,
                {
                    "indicator": one.indicator,
                    "indicator_std": standard_name(one.indicator, one.unit, one.measure),
                    "value": format(one.quantity.value, "f"),
                    "value_max": "" if one.quantity.value_max is None else format(one.quantity.value_max, "f"),
                    "unit": one.unit,
                    "comparator": one.comparator,
                    "measure": one.measure,
                    "modality": one.modality,
                    "scope": one.scope,
                    "rule": one.rule,
                },
            )
            for one in found
        ),
    )


@Language.component("zhengce_responsibilities", retokenizes=False)
def responsibilities(doc: Doc) -> Doc:
    """Responsible bodies, in ``doc.spans["zhengce_responsibilities"]``."""
    found = find_assignments(fold(doc.text))
    return _write(
        doc,
        "zhengce_responsibilities",
        (
            _Found(one.start, one.end, one.role, {"order": str(one.order), "group": str(one.group), "rule": one.rule})
            for one in found
        ),
    )


@Language.factory("zhengce_deadlines", default_config={"issue_date": ""}, retokenizes=False)
class Deadlines:
    """Times by which something is due, in ``doc.spans["zhengce_deadlines"]``.

    ``issue_date`` (``2024-03-01``): the day the documents were issued, for times without a year; never today.
    """

    def __init__(self, nlp: Language, name: str, issue_date: str) -> None:
        self._anchor = TimeAnchor(date.fromisoformat(issue_date) if issue_date else None)

    def __call__(self, doc: Doc) -> Doc:
        """The same document, with its deadlines."""
        text = fold(doc.text)
        return _write(doc, "zhengce_deadlines", self._found(text))

    def _found(self, text: str) -> Iterator[_Found]:
        for one in find_deadlines(text, find_times(text), anchor=self._anchor):
            when = one.time.resolve(self._anchor)
            fields = {
                "start_date": when.start_date.isoformat() if when.start_date else "",
                "end_date": when.end_date.isoformat() if when.end_date else "",
                "duration": when.duration,
                "recurrence": when.recurrence,
                "rule": one.rule,
            }
            yield _Found(one.start, one.end, when.type, fields)


def _write(doc: Doc, key: str, found: Iterator[_Found]) -> Doc:
    spans: list[Span] = []
    for one in found:
        span = doc.char_span(one.start, one.end, label=one.label, alignment_mode="expand")
        if span is not None:
            span._.set(FIELDS, {**one.fields, "start": str(one.start), "end": str(one.end)})
            spans.append(span)
    doc.spans[key] = SpanGroup(doc, name=key, spans=spans)
    return doc
