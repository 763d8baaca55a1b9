"""Short ways from a text to its reading view, its clauses and its records."""

from __future__ import annotations

from typing import Any

from pipeline.analysis import Analysis, analyse
from pipeline.document import Document, ReadingView
from pipeline.extract import extract_records
from pipeline.records import DocumentResult
from pipeline.repair import read_view
from pipeline.structure import count_parts, find_clauses


def document(text: str, **known: Any) -> Document:
    """A document of this source text; ``known`` is what a reader would know besides."""
    return Document("方案.txt", "txt", "", text, **known)


def view(text: str, **known: Any) -> ReadingView:
    """The reading view of a text."""
    return read_view(document(text, **known))


def reading(text: str, **known: Any) -> str:
    """What is read of a text."""
    return view(text, **known).text


def paths(text: str) -> list[str]:
    """The labels of the clauses of a text, as the tables write them."""
    clauses = find_clauses(view(text))
    return [clause.label(count_parts(clauses)) for clause in clauses if clause.path]


def headings(text: str) -> dict[str, str]:
    """The headings of the clauses by their labels."""
    seen = view(text)
    clauses = find_clauses(seen)
    parts = count_parts(clauses)
    return {
        clause.label(parts): seen.text[clause.heading_start : clause.heading_end] for clause in clauses if clause.path
    }


def analysed(text: str, **known: Any) -> Analysis:
    """A text with clauses, blocks, times and units."""
    return analyse(document(text, **known))


def records(text: str, **known: Any) -> DocumentResult:
    """All records of a text."""
    return extract_records(document(text, **known))
