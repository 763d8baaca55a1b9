"""The notation in which the gold documents are written and annotated by hand.

``gold/marked/NAME.txt`` is a document's text with its records marked in place::

    ⟪file 01_example.pdf wrap=35⟫
    ⟪title⟫云泽省示范行动方案
    到⟦D1|2025年底⟧，新增示范企业⟦T1|20家⟧。（责任单位：⟦R1|省科技厅⟧、⟦R2|省财政厅⟧）

- ``⟦T1|20家⟧`` marks a record: T a target, R a responsible unit, D a deadline. Numbers run through the document,
  each once (``T12a`` may be put in after ``T12``). A mark may run over a line end; marks do not nest.
- The first line says which file ``gold/making/corpus.py`` makes: its name, then options ``encoding=gb18030``,
  ``newline=crlf``, ``wrap=35`` (hard-wrapped lines, in full-width columns), ``join=oneline`` (all on one line).
- A line is a paragraph. A layout tag at its start is not text: ``⟪title⟫ ⟪center⟫ ⟪right⟫ ⟪flush⟫`` (no indent),
  ``⟪h1⟫ ⟪h2⟫ ⟪h3⟫`` (headings), ``⟪page⟫`` (page break before), ``⟪auto1 一、⟫`` (a label that Word numbers by
  itself, at list level 1; the label is not in the text), ``⟪row⟫`` (a table row, cells parted by ``‖``).

``gold/marked/NAME.tsv`` holds the fields, in sections ``[metadata] [units] [targets] [responsibilities] [deadlines]``,
each with a header row. ``|`` parts alternatives, best first, an empty alternative is the empty value (``2024-01-01|``).
In ``optional`` stands ``optional`` or nothing. A row of responsibilities may cover a run of marks, ``R3-R6``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

MARKED = Path(__file__).resolve().parent / "marked"
COLUMNS = {
    "metadata": ("field", "values"),
    "units": ("raw", "unit_full"),
    "targets": (
        *("id", "clause", "indicator", "measure", "comparator", "value", "value_max", "unit", "target_date", "status"),
        "optional",
    ),
    "responsibilities": ("ids", "clause", "role", "first_order", "optional"),
    "deadlines": ("id", "clause", "type", "start_date", "end_date", "duration", "optional"),
}
TAGS = ("title", "center", "right", "flush", "h1", "h2", "h3", "page", "row", "auto1", "auto2", "auto3")
FILE_OPTIONS = {"encoding", "newline", "wrap", "join"}

_TOKEN = re.compile(r"⟦(?P<id>[TRD]\d+[a-z]?)\||(?P<end>⟧)|(?m:^)⟪(?P<tag>[^⟪⟫\n]+)⟫|(?P<stray>[⟦⟪⟫])")
_RUN = re.compile(r"R(\d+)-R(\d+)")


class NotationError(ValueError):
    """A marked file breaks the notation; the message names the file and the value seen."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked stretch: ``text[start:end]`` of the marked document's plain text."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the plain text with its layout tag (``""`` for body text) and the tag's argument."""

    text: str
    tag: str = ""
    argument: str = ""


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document as written by hand: what file it becomes, its plain text, its marks and their fields."""

    name: str
    file: str
    options: dict[str, str]
    text: str
    paragraphs: tuple[Paragraph, ...]
    marks: tuple[Mark, ...]
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)


def names() -> list[str]:
    """Names of all marked documents, in order."""
    return sorted(path.stem for path in MARKED.glob("*.txt"))


def load(name: str) -> MarkedDocument:
    """Read ``NAME.txt`` and, where it is there, ``NAME.tsv``. Raises ``NotationError``."""
    raw = (MARKED / f"{name}.txt").read_text(encoding="utf-8")
    first, _, body = raw.partition("\n")
    file, options = _file_line(name, first)
    text, marks, tags = _parse(name, body.removesuffix("\n"))
    paragraphs = tuple(Paragraph(line, *tags.get(number, ("", ""))) for number, line in enumerate(text.split("\n")))
    table = MARKED / f"{name}.tsv"
    tables = _tables(table.name, table.read_text(encoding="utf-8")) if table.exists() else {}
    return MarkedDocument(name, file, options, text, paragraphs, marks, tables)


def ids_of(cell: str) -> list[str]:
    """The mark ids that a cell names: ``R3-R6`` is R3, R4, R5, R6.

    >>> ids_of("R3-R5")
    ['R3', 'R4', 'R5']
    """
    run = _RUN.fullmatch(cell)
    return [f"R{number}" for number in range(int(run[1]), int(run[2]) + 1)] if run else [cell]


def _file_line(name: str, line: str) -> tuple[str, dict[str, str]]:
    words = line.removeprefix("⟪file ").removesuffix("⟫").split()
    options = dict(word.split("=", 1) for word in words[1:] if "=" in word)
    if not line.startswith("⟪file ") or len(options) != len(words) - 1 or not options.keys() <= FILE_OPTIONS:
        raise NotationError(f"{name}: the first line must be ⟪file NAME option=value …⟫, is {line!r}")
    return words[0], options


def _parse(name: str, body: str) -> tuple[str, tuple[Mark, ...], dict[int, tuple[str, str]]]:
    plain: list[str] = []
    length = 0
    marks: list[Mark] = []
    tags: dict[int, tuple[str, str]] = {}
    opened: tuple[str, int] | None = None
    position = 0
    for token in _TOKEN.finditer(body):
        plain.append(body[position : token.start()])
        length += token.start() - position
        position = token.end()
        line = body.count("\n", 0, token.start())
        where = f"{name}.txt:{line + 2}"
        if token["stray"] or (token["end"] and opened is None) or (token["id"] and opened is not None):
            raise NotationError(f"{where}: stray {token[0]!r}")
        if token["id"]:
            opened = (token["id"], length)
        elif token["end"] and opened is not None:
            if opened[1] == length:
                raise NotationError(f"{where}: mark {opened[0]} is empty")
            marks.append(Mark(opened[0], opened[1], length))
            opened = None
        else:
            tag, _, argument = token["tag"].partition(" ")
            if tag not in TAGS or (tag.startswith("auto") != bool(argument)):
                raise NotationError(f"{where}: unknown layout tag {token[0]!r}")
            tags[line] = (tag, argument)
    if opened is not None:
        raise NotationError(f"{name}: mark {opened[0]} is never closed")
    twice = {mark.id for mark in marks if sum(other.id == mark.id for other in marks) > 1}
    if twice:
        raise NotationError(f"{name}: marked twice: {sorted(twice)}")
    return "".join([*plain, body[position:]]), tuple(marks), tags


def _tables(file: str, text: str) -> dict[str, list[dict[str, str]]]:
    return {section: list(rows) for section, rows in _sections(file, text)}


def _sections(file: str, text: str) -> Iterator[tuple[str, list[dict[str, str]]]]:
    blocks = re.split(r"^\[(\w+)\]\n", text, flags=re.MULTILINE)
    if blocks[0].strip() or blocks[1::2] != list(COLUMNS):
        raise NotationError(f"{file}: sections must be {list(COLUMNS)}, are {blocks[1::2]}")
    for section, block in zip(blocks[1::2], blocks[2::2], strict=True):
        header, *lines = [line for line in block.splitlines() if line]
        if tuple(header.split("\t")) != COLUMNS[section]:
            raise NotationError(f"{file} [{section}]: columns must be {COLUMNS[section]}, are {header.split()}")
        yield section, [_row(file, section, line) for line in lines]


def _row(file: str, section: str, line: str) -> dict[str, str]:
    cells = line.split("\t")
    columns = COLUMNS[section]
    missing = len(columns) - len(cells)
    if missing < 0 or any(cell != cell.strip() for cell in cells):
        raise NotationError(f"{file} [{section}]: too many cells or stray blanks: {line!r}")
    return dict(zip(columns, cells + [""] * missing, strict=True))
