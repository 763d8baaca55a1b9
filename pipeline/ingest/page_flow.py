"""From pages to one text: tables joined over pages, page furniture told from text, wrapped lines from ended ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median

import regex

from pipeline.ingest.page_lines import Line
from pipeline.ingest.page_tables import PageTable
from pipeline.ingest.writer import GridCell

_PAGE_NUMBER = regex.compile(
    r"[-—–―－─·•.\s]{0,6}第?\s?(?:(\d{1,4})|[ivxlc]{1,6}|[IVXLC]{1,6})\s?页?(?:\s?[/／,，共of]{1,3}\s?\d{1,4}\s?页?)?[-—–―－─·•.\s]{0,6}"
)
_DASHED = regex.compile(r"[-—–―－─·•].{0,12}[-—–―－─·•]|第.{1,6}页.{0,12}|\d{1,4}\s?/\s?\d{1,4}")
_PRINTED_BY_BROWSER = regex.compile(r"(?:https?|file)://\S{4,300}(?:\s{1,9}\d{1,4}/\d{1,4})?")
_LEADERS = regex.compile(r".{2,90}(?:[.．·•]\s?|…\s?|⋯\s?|\s\.){4,300}\s{0,3}[-—]?\s?\d{1,4}\s?[-—]?")
_DIGITS = regex.compile(r"\d+")
_CANNOT_BEGIN = "，。、；：！？）》”’〉】％%,.;:!?)"
_TOKEN = regex.compile(r"[!-~]{1,30}")
_ENDS = "。；：！？;:!?\ua3ae"
_CLOSING = "”’」』》）)】"
_LABEL = regex.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}\s?[）)]|第[一二三四五六七八九十百]{1,4}[章节条]|"
    r"\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|附件|专栏|责任单位|牵头单位|完成时限"
)
_NUMBERED = regex.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[.．、]?\Z")
_RAGGED = 6


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line on a page, counted from 1. ``furniture``: no part of the document's text."""

    line: Line
    page: int
    furniture: bool = False


@dataclass(slots=True)
class TextTable:
    """A table that may run over pages: its rows, and where each page of it after the first begins (row numbers)."""

    rows: list[list[GridCell]]
    page: int
    breaks: dict[int, int] = field(default_factory=dict)  # row number → page


Item = TextLine | TextTable


def mark_furniture(pages: Sequence[tuple[float, Sequence[Line | PageTable]]]) -> set[int]:
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


def flow(pages: Sequence[tuple[float, Sequence[Line | PageTable]]]) -> list[Item]:
    """All items of the document in order, furniture marked, tables that run over pages joined."""
    furniture = mark_furniture(pages)
    items: list[Item] = []
    open_table: tuple[TextTable, PageTable] | None = None
    for number, (_, page) in enumerate(pages, start=1):
        for item in page:
            if isinstance(item, Line):
                is_furniture = id(item) in furniture
                items.append(TextLine(item, number, is_furniture))
                open_table = open_table if is_furniture else None
                continue
            if open_table and open_table[0].page != number and _same_columns(open_table[1], item):
                _continue(open_table[0], item, number)
                open_table = (open_table[0], item)
                continue
            table = TextTable([list(row) for row in item.rows], number)
            items.append(table)
            open_table = (table, item)
    return items


def _same_columns(above: PageTable, below: PageTable) -> bool:
    return len(above.edges) == len(below.edges) and all(
        abs(a - b) < 6 for a, b in zip(above.edges, below.edges, strict=True)
    )


def _continue(table: TextTable, more: PageTable, page: int) -> None:
    """Add the rows of the next page: a repeated header is left out, a row cut by the page break is put together."""
    rows = [list(row) for row in more.rows]
    head = 0
    while head < min(3, len(rows), len(table.rows)) and _texts(rows[head]) == _texts(table.rows[head]):
        head += 1
    rows = rows[head:] if head and any(_texts(rows[0])) else rows
    if not rows:
        return
    if rows[0] and table.rows[-1] and _is_cut(table.rows, rows[0]):
        _append(table.rows, rows.pop(0))
    elif rows[0] and not rows[0][0].text:
        _stretch(table.rows, rows[0], rows)
    table.breaks[len(table.rows)] = page
    table.rows += rows


def _texts(row: Sequence[GridCell]) -> list[str]:
    return [cell.text for cell in row]


def _covering(rows: list[list[GridCell]], column: int) -> tuple[int, int] | None:
    """Row and index of the cell that reaches the last row in ``column``."""
    for number in range(len(rows) - 1, -1, -1):
        for index, cell in enumerate(rows[number]):
            if cell.column <= column < cell.column + cell.column_span and number + cell.row_span >= len(rows):
                return number, index
    return None


def _is_cut(rows: list[list[GridCell]], row: Sequence[GridCell]) -> bool:
    """Whether ``row`` goes on with the last row: texts above it break off, and it has no key (序号) of its own.

    Where the long texts of a column all end with a full stop but the last one does not, a key may be cut as well.
    """
    own = next((cell for cell in rows[-1] if cell.row_span == 1), None)
    key = next((cell for cell in row if own and cell.column == own.column), None)
    above = [(cell, rows[at[0]][at[1]].text) for cell in row if cell.text and (at := _covering(rows, cell.column))]
    if key is None or not above or not all(text for _, text in above):
        return False
    if any(text[-1] not in _ENDS and _ends_its_texts(rows, cell.column) for cell, text in above):
        return not _NUMBERED.match(key.text) and not (row[0] is not key and row[0].text)
    broken_off = any(text[-1] not in _ENDS + _CLOSING for _, text in above)
    return broken_off and not key.text and not row[0].text


def _ends_its_texts(rows: list[list[GridCell]], column: int) -> bool:
    texts = [cell.text for row in rows[:-1] for cell in row if cell.column == column and len(cell.text) >= 15]
    return len(texts) >= 2 and sum(text[-1] in _ENDS for text in texts) >= 0.7 * len(texts)


def _append(rows: list[list[GridCell]], row: Sequence[GridCell]) -> None:
    for cell in row:
        place = _covering(rows, cell.column)
        if cell.text and place:
            old = rows[place[0]][place[1]]
            rows[place[0]][place[1]] = GridCell(old.column, old.text + cell.text, old.row_span, old.column_span)


def _stretch(rows: list[list[GridCell]], row: list[GridCell], following: list[list[GridCell]]) -> None:
    """Leading empty cells of the first row of a page belong to the merged cells above; let those reach down."""
    while row and not row[0].text:
        place = _covering(rows, row[0].column)
        if not place:
            return
        old = rows[place[0]][place[1]]
        rows[place[0]][place[1]] = GridCell(old.column, old.text, old.row_span + row[0].row_span, old.column_span)
        row.pop(0)


def wrapped(items: Sequence[Item]) -> Iterator[bool]:
    """For each item whether it is a line that goes on in the next line of text (furniture between does not count)."""
    margins = _Margins([item for item in items if isinstance(item, TextLine) and not item.furniture])
    soft = [False] * len(items)
    last: tuple[int, TextLine] | None = None
    for index, item in enumerate(items):
        if isinstance(item, TextTable):
            last = None
        elif not item.furniture:
            if last and margins.goes_on(last[1], item):
                soft[last[0] : index] = [True] * (index - last[0])
            last = (index, item)
    yield from soft


class _Margins:
    """The left and right edge of the text in each block of each page, and how far its lines are apart."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        blocks: dict[tuple[int, int], list[Line]] = defaultdict(list)
        for item in lines:
            blocks[item.page, item.line.block].append(item.line)
        self._pitch = {key: _pitch(block) for key, block in blocks.items()}
        self._of = {key: found for key, block in blocks.items() if len(block) >= 8 and (found := _margins(block))}
        self._small = {key: block for key, block in blocks.items() if key not in self._of}
        common = Counter((round(left / 4), round(right / 4)) for left, right in self._of.values()).most_common(1)
        whole = _margins([item.line for item in lines]) if lines else None
        self._usual = (common[0][0][0] * 4.0, common[0][0][1] * 4.0) if common else whole

    def of(self, item: TextLine) -> tuple[float, float]:
        key = (item.page, item.line.block)
        found = item.line.frame or self._of.get(key)
        if not found:
            # A page of a few lines cannot show its margins: take the usual ones if its lines keep to them.
            block = self._small[key]
            left, right = min(line.x0 for line in block), max(line.x1 for line in block)
            usual = self._usual or (left, right)
            near = abs(usual[0] - left) < 4 * item.line.em and right < usual[1] + item.line.em
            found = (min(usual[0], left) if left > usual[0] - 8 else left, usual[1]) if near else (left, right)
        return found

    def goes_on(self, item: TextLine, after: TextLine) -> bool:
        line, following = item.line, after.line
        em = line.em
        same_block = item.page == after.page and line.block == following.block
        if (line.frame or following.frame) and not same_block:
            boxed_on = line.frame and following.frame and item.page != after.page
            if not boxed_on:
                return False
        _, right = self.of(item)
        left, _ = self.of(after)
        if not 0.7 < following.em / em < 1.4:
            return False
        if following.x0 - left > 0.9 * em:
            return False
        if same_block:
            pitch = self._pitch[item.page, line.block]
            if pitch and following.top - line.top > 1.5 * pitch:
                return False
        if line.text[-1] in _ENDS and _LABEL.match(following.text):
            return False
        room = right - line.x1
        return room <= _room_needed(following.text, em) or (room <= _RAGGED * em and _breaks_off(line, following))


def _breaks_off(line: Line, following: Line) -> bool:
    """Whether a line that is not quite full stops in mid-sentence: text recognised from scans has ragged lines."""
    unfinished = line.text[-1] not in _ENDS + _CLOSING and any(stop in line.text for stop in "，。；、\ua3ac\ua3ae")
    return unfinished and len(line.text) >= 15 and not _LABEL.match(following.text)


def _room_needed(text: str, em: float) -> float:
    """How much room at its end a full line may leave: what stands first on the next line did not fit into it."""
    token = _TOKEN.match(text)
    width = 0.55 * len(token[0]) if token else 1.0
    rest = text[token.end() if token else 1 :][:1]
    if rest and rest in _CANNOT_BEGIN:
        width += 1.0
    return (max(1.0, width) + 0.8) * em


def _margins(lines: Sequence[Line]) -> tuple[float, float] | None:
    """The left edge that more than a stray line keeps to, and the right one where justified lines end."""
    em = median(line.em for line in lines)
    few = max(2, 0.12 * len(lines))
    lefts, rights = sorted(line.x0 for line in lines), sorted((line.x1 for line in lines), reverse=True)
    left = next((x for i, x in enumerate(lefts) if sum(abs(y - x) < 0.5 * em for y in lefts[i:]) >= few), None)
    right = next((x for i, x in enumerate(rights) if sum(abs(y - x) < 1.1 * em for y in rights[i:]) >= few), None)
    if left is None or right is None or right - left < 8 * em:
        return None
    ends = Counter(round(x / (0.25 * em)) for x in rights)
    justified = max(ends, key=lambda at: ends[at] + ends[at + 1]) * 0.25 * em
    return left, justified if right - 2.6 * em < justified else right


def _pitch(lines: Sequence[Line]) -> float:
    steps = [after.top - line.top for line, after in zip(lines, lines[1:], strict=False) if after.top > line.top]
    return median(steps) if len(steps) >= 3 else 0.0
