"""From pages to one sequence of lines and tables: page furniture told from text, tables joined over pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.ingest.page_lines import Line
from pipeline.ingest.page_tables import PageTable
from pipeline.ingest.table_breaks import TextTable, go_on, goes_on

# 一2一: dashes around a number are recognised as the numeral one.
_PAGE_NUMBER = regex.compile(
    r"[-—–―－─一·•.\s]{0,6}第?\s?(?:(\d{1,4})|[ivxlc]{1,6}|[IVXLC]{1,6})\s?页?"
    r"(?:\s?[/／,，共of]{1,3}\s?\d{1,4}\s?页?)?[-—–―－─一·•.\s]{0,6}"
)
_DASHED = regex.compile(r"[-—–―－─一·•].{0,12}[-—–―－─一·•]|第.{1,6}页.{0,12}|\d{1,4}\s?/\s?\d{1,4}")
_PRINTED_BY_BROWSER = regex.compile(r"(?:https?|file)://\S{4,300}(?:\s{1,9}\d{1,4}/\d{1,4})?")
_LEADERS = regex.compile(r".{2,90}(?:[.．·•]\s?|…\s?|⋯\s?|\s\.){4,300}\s{0,3}[-—]?\s?\d{1,4}\s?[-—]?")
_CONTINUED = regex.compile(r"[（(]?续(?:上)?表?\s?\d{0,3}[）)]?|.{2,40}[（(]续(?:上?表)?[）)]")
_CAPTION_LINES = 3
_DIGITS = regex.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line on a page, counted from 1. ``furniture``: no part of the document's text."""

    line: Line
    page: int
    furniture: bool = False


Item = TextLine | TextTable
PageItems = tuple[float, Sequence[Line | PageTable]]
"""The height of a page, and what stands on it in reading order."""


def mark_furniture(pages: Sequence[PageItems]) -> set[int]:
    """Which lines (by ``id``) are page numbers, running heads or lines of a table of contents.

    ``pages`` holds each page's height and its items from top to bottom.
    """
    furniture: set[int] = set()
    heads: dict[tuple[str, int], list[Line]] = defaultdict(list)
    numbers: list[tuple[int, int, Line]] = []
    for number, (height, items) in enumerate(pages, start=1):
        lines = [item for item in items if isinstance(item, Line)]
        furniture.update(id(line) for line in lines if _LEADERS.fullmatch(line.text))
        edge = sorted(lines, key=lambda line: line.top)
        for line in dict.fromkeys([*edge[:2], *edge[-2:]]):
            if _PRINTED_BY_BROWSER.fullmatch(line.text):
                furniture.add(id(line))
            place = line.top / height
            if 0.15 < place < 0.8:
                continue
            found = _PAGE_NUMBER.fullmatch(line.text)
            if found and _DASHED.fullmatch(line.text):
                furniture.add(id(line))
            elif found and line in (edge[0], edge[-1]):
                numbers.append((number, int(found[1] or 0), line))
            heads[_DIGITS.sub("#", line.text), round(place * 40)].append(line)
    offsets = Counter(value - page for page, value, _ in numbers)
    for page, value, line in numbers:
        if offsets[value - page] >= 2 or len(pages) == 1 or not value:
            furniture.add(id(line))
    enough = max(3, 0.3 * len(pages))
    for lines in heads.values():
        if len(lines) >= enough:
            furniture.update(map(id, lines))
    return furniture


def flow(pages: Sequence[PageItems]) -> list[Item]:
    """All items of the document in order, furniture marked, tables that run over pages joined."""
    furniture = mark_furniture(pages)
    items: list[Item] = []
    open_table: TextTable | None = None
    captions: set[str] = set()
    between: list[tuple[int, TextLine]] = []  # lines at the top of a page that repeat what stands above the table
    last = 0
    for number in range(1, len(pages) + 1):
        for item in _settled(pages, number - 1, furniture):
            if isinstance(item, Line):
                line = TextLine(item, number, id(item) in furniture)
                items.append(line)
                if open_table and last < number and (item.text in captions or _CONTINUED.fullmatch(item.text)):
                    between.append((len(items) - 1, line))
                elif not line.furniture:
                    open_table, between = None, []
                continue
            if open_table and last < number and goes_on(open_table.edges, item):
                for place, line in between:
                    items[place] = replace(line, furniture=True)
                go_on(open_table, item, number)
            else:
                captions = {above.line.text for above in items[-_CAPTION_LINES:] if isinstance(above, TextLine)}
                open_table = TextTable([list(row) for row in item.rows], number, item.edges)
                items.append(open_table)
            last, between = number, []
    return items


def _settled(pages: Sequence[PageItems], index: int, furniture: Container[int]) -> Iterator[Line | PageTable]:
    """The items of a page; a row that stands alone is one of a table only if that goes on from or to another page."""
    page = pages[index][1]
    for item in page:
        if isinstance(item, Line) or not item.alone:
            yield item
            continue
        others = []
        if index and _first_table(page, furniture) is item:
            others.append(_first_table(pages[index - 1][1][::-1], furniture))
        if index + 1 < len(pages) and _first_table(page[::-1], furniture) is item:
            others.append(_first_table(pages[index + 1][1], furniture))
        if any(other and goes_on(other.edges, item) for other in others):
            yield item
        else:
            yield from item.alone


def _first_table(items: Sequence[Line | PageTable], furniture: Container[int]) -> PageTable | None:
    """The table that stands first, but for furniture and the mark that a table goes on."""
    for item in items:
        if isinstance(item, PageTable):
            return item
        if id(item) not in furniture and not _CONTINUED.fullmatch(item.text):
            return None
    return None
