"""A report as one self-contained HTML page: no scripts, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files
from string import Template

from pipeline.evaluation.context import Context
from pipeline.evaluation.report import Cell, Section

_NUMERIC = frozenset({"tp", "fp", "fn", "P", "R", "F1", "95%", "right", "of", "stated", "rows", "number", "accuracy"})


def to_html(title: str, sections: Sequence[Section]) -> str:
    """The sections as a page; every text of a document is escaped."""
    template = Template(files("pipeline.evaluation").joinpath("report.html").read_text(encoding="utf-8"))
    contents = "".join(
        f'<li><a href="#s{number}">{escape(section.title)}</a></li>'
        for number, section in enumerate(sections)
        if section.level == 2
    )
    body = "\n".join(_section(number, section) for number, section in enumerate(sections))
    return template.substitute(title=escape(title), contents=contents, body=body)


def _section(number: int, section: Section) -> str:
    note = f"<p>{escape(section.note)}</p>" if section.note else ""
    inner = note + (_table(section) if section.columns else "")
    if section.folded:
        return f"<details><summary>{escape(section.title)}</summary>{inner}</details>"
    return f'<h{section.level} id="s{number}">{escape(section.title)}</h{section.level}>{inner}'


def _table(section: Section) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in section.columns)
    classes = [' class="n"' if column in _NUMERIC else "" for column in section.columns]
    rows = "\n".join(
        "<tr>" + "".join(f"<td{name}>{_cell(cell)}</td>" for name, cell in zip(classes, row, strict=True)) + "</tr>"
        for row in section.rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Context):
        return f"{escape(cell.before)}<mark>{escape(cell.hit)}</mark>{escape(cell.after)}"
    return escape(cell)
