"""Which lines of a page only wrap: told from its margins, indents and distances, as the eye does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

import regex

from pipeline.ingest.page_flow import Item, TextLine
from pipeline.ingest.page_lines import Line
from pipeline.ingest.page_titles import stops_before_its_kind, title_goes_on
from pipeline.ingest.table_breaks import CLOSING, ENDS, TextTable

_CANNOT_BEGIN = "，。、；：！？）》”’〉】％%,.;:!?)"
_NEVER_FIRST = "，。、；：！？）》”"
_TOKEN = regex.compile(r"[!-~]{1,30}")
_NUMBERS = (
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}\s?[）)]|第[一二三四五六七八九十百]{1,4}[章节条]|"
    r"\d{1,2}[.．、](?!\d)|\d{1,2}·(?=\p{Han})|[（(]\d{1,2}[）)]|[①-⑳]|附件|专栏"
)
_LABEL = regex.compile(_NUMBERS)
_NAMED = regex.compile(r"\p{Han}[\p{Han} ]{1,8}[：:]")
_ANY_LABEL = regex.compile(f"{_NUMBERS}|责任单位|牵头单位|完成时限")
_RAGGED = 6
_NEARLY_ALL = 0.85
_TITLE = 150  # characters
_LEADING = 2.7  # ems from line to line of a title
_SIGNED = 0.4  # share of a line's width that stands empty before a signature
_LEFT_OVER = 6
_OFTEN = 6  # a title may end in a short line as well; a text set anew has many of them


def wrapped(items: Sequence[Item]) -> list[bool]:
    """For each item whether it is a line that goes on in the next line of text (furniture between does not count)."""
    margins = _Margins([item for item in items if isinstance(item, TextLine) and not item.furniture])
    soft = [False] * len(items)
    pairs = list(_neighbours(items))
    margins.look_at_indents(pairs)
    opened, inside, begun = 0, False, ""
    for index, after, line, following in pairs:
        opened = max(0, opened + _brackets(line.line.text))
        begun += line.line.text
        inside = margins.goes_on(line, following, in_bracket=opened > 0, inside=inside)
        if inside or (margins.are_title_lines(line, following) and title_goes_on(begun, following.line.text)):
            soft[index:after] = [True] * (after - index)
            begun = begun[-_TITLE:]
        else:
            opened, begun = 0, ""
    left_over = sum(
        soft[before] and margins.is_left_over(line, following)
        for (before, _, _, _), (_, _, line, following) in pairwise(pairs)
    )
    if left_over >= _OFTEN:
        _join_left_over(pairs, margins, soft)
    return soft


def _join_left_over(pairs: Sequence[_Pair], margins: _Margins, soft: list[bool]) -> None:
    """In a text that was set anew: what wider lines left over goes on, and so do lines that stop in mid-sentence."""
    for (before, at, line, middle), (_, after, _, following) in pairwise(pairs):
        if soft[before] and margins.is_left_over(middle, following):
            soft[at:after] = [True] * (after - at)
        elif not soft[before] and margins.is_left_over(middle, following, anywhere=True) and margins.stops_short(line):
            soft[before:after] = [True] * (after - before)
        elif margins.stops_short(line) and margins.begins_at_margin(middle, line):
            soft[before:at] = [True] * (at - before)


_Pair = tuple[int, int, TextLine, TextLine]
"""Two lines of text that follow one another: their places, and they themselves."""


def _brackets(text: str) -> int:
    """How many brackets more a line opens than it closes."""
    return sum((char in "（(") - (char in "）)") for char in text)


def _neighbours(items: Sequence[Item]) -> Iterator[_Pair]:
    """Lines of text that follow one another without a table between: places and lines."""
    last: tuple[int, TextLine] | None = None
    for index, item in enumerate(items):
        if isinstance(item, TextTable):
            last = None
        elif not item.furniture:
            if last:
                yield last[0], index, last[1], item
            last = (index, item)


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
        self._size = median(item.line.em for item in lines) if lines else 0.0
        self._height = median(item.line.bottom - item.line.top for item in lines) if lines else 0.0
        self._indents = False
        self._usual = (common[0][0][0] * 4.0, common[0][0][1] * 4.0) if common else whole

    def look_at_indents(self, pairs: Sequence[_Pair]) -> None:
        """Find out whether every paragraph begins with an indent: then a line without one goes on."""
        begun = [
            after for _, _, line, after in pairs if line.line.text[-1] in "。；" and self._room(line) > line.line.em
        ]
        indented = sum(item.line.x0 - self.of(item)[0] > 1.4 * item.line.em for item in begun)
        self._indents = len(begun) >= _OFTEN and indented >= _NEARLY_ALL * len(begun)

    def _room(self, item: TextLine) -> float:
        return self.of(item)[1] - item.line.x1

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

    def goes_on(self, item: TextLine, after: TextLine, *, in_bracket: bool, inside: bool) -> bool:
        """Whether a line goes on in the next; ``inside``: the line itself goes on from the one before."""
        line, following = item.line, after.line
        em = line.em
        same_block = item.page == after.page and line.block == following.block
        if (line.frame or following.frame) and not same_block:
            boxed_on = line.frame and following.frame and item.page != after.page
            if not boxed_on:
                return False
        first, right = self.of(item)
        left, _ = self.of(after)
        if not _are_alike(line, following):
            return False
        full = right - line.x1 < em
        indented = following.x0 - left > 0.9 * em
        if indented and not (full and (in_bracket or _is_centred(line, following, left, right))):
            return False
        if line.x0 - first > _SIGNED * (right - first) and following.x0 - left < line.x0 - first - 4 * em:
            return False  # a signature or a date at the right margin
        if same_block:
            pitch = self._pitch[item.page, line.block]
            large = em > 1.2 * self._size and stops_before_its_kind(line.text, following.text)
            if pitch and following.top - line.top > max(1.5 * pitch, 2.2 * em if large else 0.0):
                return False
        if line.text[-1] in ENDS and (_LABEL if in_bracket else _ANY_LABEL).match(following.text):
            return False
        room = right - line.x1
        if room <= _room_needed(following.text, em) or following.text[0] in _NEVER_FIRST:
            return True
        if self._indents and inside:
            same_size = 0.9 < following.em / em < 1.1
            begun = line.x0 - first < 0.9 * em and line.text[-1] not in ENDS + CLOSING
            return same_size and begun and self.begins_at_margin(after, item)
        return room <= _RAGGED * em and _breaks_off(line, following)

    def are_title_lines(self, item: TextLine, after: TextLine) -> bool:
        """Whether two lines of one large size stand in the middle, one right below the other."""
        line, following = item.line, after.line
        if item.page != after.page or line.block != following.block or following.top - line.top > _LEADING * line.em:
            return False
        if line.score is None:
            large = 0.95 < following.em / line.em < 1.05 and line.em > 1.2 * self._size
        else:  # recognised lines are taken to be of one size; their heights tell more
            heights = [one.bottom - one.top for one in (line, following)]
            large = max(heights) < 1.25 * min(heights) and min(heights) > 1.15 * self._height
        return large and self._is_centred(item) and self._is_centred(after)

    def _is_centred(self, item: TextLine) -> bool:
        left, right = self.of(item)
        return abs((item.line.x0 - left) - (right - item.line.x1)) < 1.5 * item.line.em

    def is_left_over(self, item: TextLine, after: TextLine, *, anywhere: bool = False) -> bool:
        """Whether a line is the few characters that a line broken for a wider page left over when it was set anew.

        ``anywhere``: it need not stand at the margin.
        """
        line, following = item.line, after.line
        at_margin = anywhere or line.x0 - self.of(item)[0] < 0.9 * line.em
        few = len(line.text) <= _LEFT_OVER and line.text[-1] not in ENDS + CLOSING
        goes_on = len(following.text) > _LEFT_OVER or following.text[-1] in ENDS
        return few and at_margin and goes_on and self.begins_at_margin(after, item)

    def begins_at_margin(self, item: TextLine, before: TextLine) -> bool:
        """Whether a line begins where lines do that go on from the one before, and with no label."""
        line, em = item.line, before.line.em
        same_size = 0.7 < line.em / em < 1.4
        return same_size and line.x0 - self.of(item)[0] < 0.9 * em and not _begins_anew(line.text)

    def stops_short(self, item: TextLine) -> bool:
        """Whether a line of running text stops in mid-sentence."""
        return _is_unfinished(item.line)


def _begins_anew(text: str) -> bool:
    return bool(_ANY_LABEL.match(text) or _NAMED.match(text))


def _are_alike(line: Line, following: Line) -> bool:
    """Whether two lines are set in one size; the width of an ideograph is mistaken where type is set tight."""
    height = (following.bottom - following.top) / max(0.1, line.bottom - line.top)
    return 0.7 < following.em / line.em < 1.4 or 0.9 < height < 1.12


def _is_centred(line: Line, following: Line, left: float, right: float) -> bool:
    """Whether a full line goes on in one set in the middle: a paragraph that is centred, or a title."""
    middle = abs((following.x0 - left) - (right - following.x1)) < 1.1 * line.em
    return middle and (_breaks_off(line, following) or stops_before_its_kind(line.text, following.text))


def _breaks_off(line: Line, following: Line) -> bool:
    """Whether a line that is not quite full stops in mid-sentence: text recognised from scans has ragged lines."""
    return _is_unfinished(line) and not _begins_anew(following.text)


def _is_unfinished(line: Line, stops: str = "，。；、\ua3ac\ua3ae") -> bool:
    """Whether a line stops in mid-sentence: it holds one of ``stops``, if any are asked for, but not at its end."""
    long = len(line.text) >= 15 and line.text[-1] not in ENDS + CLOSING
    return long and (not stops or any(stop in line.text for stop in stops))


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
