"""A report as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.evaluation.context import Context
from pipeline.evaluation.report import Cell, Section

_SPECIAL = {char: f"\\{char}" for char in "\\|`*_[]~"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_ESCAPES = str.maketrans(_SPECIAL | {"\n": " ", "\r": " ", "\t": " "})


def to_markdown(title: str, sections: Sequence[Section]) -> str:
    """The sections as one Markdown document; nothing in a document's text acts as markup."""
    lines = [f"# {_text(title)}", ""]
    for section in sections:
        lines += [f"{'#' * section.level} {_text(section.title)}", ""]
        if section.note:
            lines += [_text(section.note), ""]
        if section.columns:
            lines += [_row(section.columns), _row(["---"] * len(section.columns), plain=True)]
            lines += [_row(row) for row in section.rows]
            lines.append("")
    return "\n".join(lines)


def _row(cells: Sequence[Cell], *, plain: bool = False) -> str:
    return f"| {' | '.join(cell if plain and isinstance(cell, str) else _cell(cell) for cell in cells)} |"


def _cell(cell: Cell) -> str:
    if isinstance(cell, Context):
        return f"{_text(cell.before)}**{_text(cell.hit)}**{_text(cell.after)}"
    return _text(cell)


def _text(text: str) -> str:
    return text.translate(_ESCAPES)
