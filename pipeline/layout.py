"""From source lines to paragraphs: which line ends only wrap, which lines are furniture, which blanks mean nothing.

Works on the source text alone; where a reader knows the layout (pdf), ``Document.soft_breaks`` and
``Document.furniture`` say it and nothing is guessed here. The result is a list of ``Edit``: stretches of the source
and what is read in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors.lexicon import words

# Ends of sentences and of list items: a line that ends so may end its paragraph.
TERMINAL = "。!?;:！？；：…"
CLOSING = '”’』」》〉)）〕]】"'
_BLANKS = r"[ \t\r\u3000\u00a0\u2002\u2003\u2009\u202f\u200b\ufeff\f\v]"
_HAN_NUMBER = "[一二三四五六七八九十]{1,3}"
# A numbering label that stands at the start of a line or is set off by a blank: 一、 (一) （十二） 第三条 1. 2、 ①
LABEL = regex.compile(
    rf"(?:{_HAN_NUMBER}、|[(（]{_HAN_NUMBER}[)）]|第{_HAN_NUMBER}[章节条]|\d{{1,2}}[.．﹒、](?!\d)|\d{{1,2}}·(?=\p{{Han}})|"
    r"[(（]\d{1,2}[)）]|[①-⑳])"
)
_STRONG_LABEL = regex.compile(rf"{_HAN_NUMBER}、|[(（]{_HAN_NUMBER}[)）](?!项|款|条)")
_LINE = regex.compile(r"[^\n]*\n?")
_BLANK_RUN = regex.compile(rf"{_BLANKS}+")
_PAGE_NUMBER = regex.compile(
    rf"{_BLANKS}*(?:[-—–―－]{{1,2}}{_BLANKS}*\d{{1,4}}{_BLANKS}*[-—–―－]{{1,2}}|第{_BLANKS}*\d{{1,4}}{_BLANKS}*页"
    rf"(?:[ ,，/／共]{{0,4}}{_BLANKS}*\d{{1,4}}{_BLANKS}*页)?|\d{{1,4}}{_BLANKS}*/{_BLANKS}*\d{{1,4}})\s*"
)
# … 完成期限:6月底) — 8 —: the number of a page whose last line it was set beside.
_PAGE_NUMBER_BEHIND = regex.compile(
    rf"(?<=[\p{{Han}}。；;,，、)）]){_BLANKS}{{1,4}}[—－–]{_BLANKS}?\d{{1,3}}{_BLANKS}?[—－–]\Z"
)
# 一、总体要求…………(5): a line of the table of contents would count as a heading of its own.
_CONTENTS = regex.compile(r".{1,80}?(?:…{3,}|[.．]{5,}|[·・]{5,}) {0,3}[(（]? {0,3}\d{1,4} {0,3}[)）]?")
_MARKER = regex.compile(r"(?m)^(\d{1,3})、")
_SPACED_DIGITS = regex.compile(r"(?<![\d.])\d(?: \d){2,}(?!\d)")
# 3 5 %, 7 0岁: two digits are one number where the whole text sets its numbers so.
_SPACED_PAIR = regex.compile(r"(?<![\d.] ?)\d \d(?! ?\d)")
_SPACED_YEAR = regex.compile(r"(?<!\d)[12] \d \d \d ?年")
_SPACED_THROUGHOUT = 5


@dataclass(frozen=True, slots=True)
class Edit:
    """Read ``reading`` instead of source characters ``[start, end)``. ``name`` says why; empty for mere blanks."""

    start: int
    end: int
    reading: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int  # without the newline
    next: int  # start of the next line
    body_start: int  # first character that is not blank
    body_end: int
    width: float  # in ideographs


def lines_of(text: str) -> list[_Line]:
    """The lines of ``text`` with their offsets and widths."""
    found: list[_Line] = []
    for match in _LINE.finditer(text):
        start, following = match.span()
        if start == following:
            break
        raw = match.group()
        end = following - 1 if raw.endswith("\n") else following
        body = text[start:end]
        stripped = body.strip(" \t\r\f\v\u3000\u00a0\u200b\ufeff")
        body_start = start + (body.index(stripped) if stripped else 0)
        ascii_count = sum(1 for char in stripped if char < "\u0080")
        found.append(
            _Line(start, end, following, body_start, body_start + len(stripped), len(stripped) - ascii_count / 2)
        )
    return found


def page_marker_edits(text: str) -> list[Edit]:
    """Page markers of document-sharing sites: ``1、`` ``2、`` … at line starts, in the middle of sentences.

    A list item begins after a finished sentence. Where a run 1, 2, 3 … of such labels mostly follows lines that break
    off in mid-sentence, and those lines are whole pages of text, the labels cannot be a list's.
    """
    markers = list(_MARKER.finditer(text))
    if len(markers) < 3 or [int(marker.group(1)) for marker in markers] != list(range(1, len(markers) + 1)):
        return []
    broken = 0
    for before, marker in zip(markers, markers[1:], strict=False):
        page = text[before.end() : marker.start()].rstrip()
        if len(page) > 100 and "。" in page and page[-1] not in TERMINAL + CLOSING:
            broken += 1
    if broken * 2 < len(markers) - 1:
        return []
    edits = []
    for marker in markers:
        start = marker.start()
        while start > 0 and marker is not markers[0] and text[start - 1] in "\r\n":
            start -= 1
        edits.append(Edit(start, marker.end(), "", "page_marker"))
    return edits


def furniture_edits(text: str, lines: Sequence[_Line]) -> list[Edit]:
    """Page numbers and contents lines, and the navigation, sharing and copyright lines of web pages."""
    marks = _web_marks()
    edits: list[Edit] = []
    footer = False
    for index, line in enumerate(lines):
        body = text[line.body_start : line.body_end]
        if not body:
            continue
        if _PAGE_NUMBER.fullmatch(body):
            edits.append(Edit(line.start, line.next, "", "page_number"))
            continue
        if body[-1] in "—－–" and (behind := _PAGE_NUMBER_BEHIND.search(body)):
            edits.append(Edit(line.body_start + behind.start(), line.body_end, "", "page_number"))
            continue
        if len(body) <= 160 and _CONTENTS.fullmatch(body):
            edits.append(Edit(line.start, line.next, "\n", "contents"))
            continue
        if footer and "。" not in body and index > len(lines) - 25:
            edits.append(Edit(line.start, line.next, "\n", "web_furniture"))
            continue
        found = marks.search(body) if len(body) <= 120 else None
        if found and "。" not in body:
            edits.append(Edit(line.start, line.next, "\n", "web_furniture"))
            footer = footer or (found.group().lower() in _footer_words() and index > len(lines) // 2)
    return edits


def _footer_words() -> frozenset[str]:
    return frozenset(word.lower() for word in words("web_furniture", kind="footer"))


def _web_marks() -> regex.Pattern[str]:
    return regex.compile("|".join(regex.escape(word) for word in words("web_furniture")), regex.IGNORECASE)


# A row of a table, whatever parts its cells: its length says nothing of how wide the text is set.
_TABLE_ROW = regex.compile(r"\||\t[^\t\n]*\t|\S[ \u3000]{2,}\S[^\n]*?[ \u3000]{2,}\S")
_STOP = regex.compile("[。；;！？!?]")
_NARROWEST, _WIDEST = 18, 80
_FULL = 3.5  # how far a full line may fall short: a mark that must not begin a line, a word that is not broken


def _typical_width(text: str, filled: Sequence[_Line]) -> float | None:
    """The line width of hard-wrapped text in ideographs; ``None`` for text whose lines are paragraphs.

    Rows of tables do not count. Lists of items of one length look like wrapped text, but no sentence goes on in the
    next line and ends there.
    """
    lines = [line for line in filled if line.width >= 8 and not _TABLE_ROW.search(text, line.body_start, line.body_end)]
    if len(lines) < 6:
        return None
    widths = sorted(line.width for line in lines)
    full = widths[int(len(widths) * 0.85)]
    if not _NARROWEST <= full <= _WIDEST or sum(width >= full - 3 for width in widths) < 0.35 * len(widths):
        return None
    goes_on = ends_open = items = 0
    for line, after in zip(filled, filled[1:], strict=False):
        if line.width < full - _FULL or text[line.body_end - 1] in TERMINAL + CLOSING:
            continue
        ends_open += 1
        labelled = bool(LABEL.match(text, after.body_start, after.body_end))
        items += labelled
        goes_on += not labelled and bool(_STOP.search(text, after.body_start, after.body_end))
    return full if goes_on and goes_on >= items and goes_on >= 0.15 * ends_open else None


def soft_break_edits(text: str, lines: Sequence[_Line], known: frozenset[int] | None) -> list[Edit]:
    """The newlines inside paragraphs: a full line goes on in the next unless that begins a paragraph of its own."""
    edits: list[Edit] = []
    filled = [line for line in lines if line.body_end > line.body_start]
    width = None if known is not None else _typical_width(text, filled)
    if known is None and width is None:
        return edits
    indented = sum(1 for line in filled if line.body_start > line.start)
    indents_tell = 0.05 * len(filled) <= indented <= 0.7 * len(filled)
    for line, after in zip(filled, filled[1:], strict=False):
        if known is not None:
            soft = line.end in known
        else:
            assert width is not None
            soft = _wraps(text, line, after, width, indents_tell)
        if soft:
            edits.append(Edit(line.body_end, after.body_start, "", ""))
    return edits


def _wraps(text: str, line: _Line, after: _Line, width: float, indents_tell: bool) -> bool:
    last = text[line.body_end - 1]
    body = text[line.body_start : line.body_end]
    label = LABEL.match(text, after.body_start, min(after.body_end, after.body_start + 8))
    if "|" in body or "|" in text[after.body_start : after.body_end]:
        return False
    if line.width < width - _FULL and not (line.width >= width - 9 and _breaks_a_word(text, line, after)):
        # A short line ends its paragraph, unless it breaks off in mid-sentence or its brackets are still open.
        unfinished = last not in TERMINAL + CLOSING and any(stop in body for stop in "。，,；;、")
        return (unfinished or _open_bracket(body)) and not label and line.width > width * 0.5
    if indents_tell and after.body_start > after.start and last in TERMINAL + CLOSING:
        return False
    return not (label and last in TERMINAL + CLOSING)


def _breaks_a_word(text: str, line: _Line, after: _Line) -> bool:
    """A line that ends early because the next word could not be broken: latin letters or a number follow."""
    return text[after.body_start].isascii() and text[line.body_end - 1] not in TERMINAL + CLOSING


def _open_bracket(body: str) -> bool:
    return body.count("（") + body.count("(") > body.count("）") + body.count(")")


def blank_edits(text: str) -> Iterator[Edit]:
    """Blanks that only set type apart are not read; blanks that stand for lost line ends are read as line ends."""
    one_line = len(text) > 800 and text.count("\n") < len(text) / 600
    spaced = [match.span() for match in _SPACED_DIGITS.finditer(text)]
    if len(_SPACED_YEAR.findall(text)) >= _SPACED_THROUGHOUT:
        spaced += [match.span() for match in _SPACED_PAIR.finditer(text)]
    for match in _BLANK_RUN.finditer(text):
        start, end = match.span()
        before = text[start - 1] if start else "\n"
        after = text[end] if end < len(text) else "\n"
        if before == "\n" or after in "\r\n":
            yield Edit(start, end, "")
        elif before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
            if any(a <= start and end <= b for a, b in spaced):
                yield Edit(start, end, "")
        elif (before not in "|(（" and _STRONG_LABEL.match(text, end)) or (
            one_line and _lost_line_end(text, before, after, end)
        ):
            yield Edit(start, end, "\n")
        elif not (
            "|" in (before, after) or (_in_table_line(text, start) and not before.isascii() and not after.isascii())
        ):
            yield Edit(start, end, "")


def _in_table_line(text: str, place: int) -> bool:
    """Whether a blank stands on a flattened table's line: there it may part the items of a cell."""
    line_start = text.rfind("\n", 0, place) + 1
    line_end = text.find("\n", place)
    return text.find("|", line_start, line_end if line_end >= 0 else len(text)) >= 0


def _lost_line_end(text: str, before: str, after: str, end: int) -> bool:
    if before.isascii() and before not in ')]:;"':
        return bool(LABEL.match(text, end)) and not before.isdigit()
    return not after.isascii() or bool(LABEL.match(text, end)) or (after == "(" and before in "。)）")
