"""The clause tree: numbering labels in all their Chinese forms, the paths they make, and where each clause ends.

A label is believed when it stands where labels stand (at the start of a paragraph, or after a finished sentence where
line ends were lost) and its number goes on from the labels before it. Ranks of styles order the levels:
第一编 > 第一章 > 第一节 > 第一条 > 一、 > (一) > 1. > (1) > ①.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicon import words
from extractors.numerals import parse_number
from pipeline.document import ReadingView

_HAN = "[〇零一二三四五六七八九十百]{1,5}"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Styles from the highest rank down.
_STYLES: tuple[tuple[str, str], ...] = (
    ("part", rf"第(?:{_HAN}|\d{{1,2}})(?:[编篇]|部分)(?=[\s:、一-龥\d])"),
    ("chapter", rf"第(?:{_HAN}|\d{{1,2}})章(?!程)"),
    ("section", rf"第(?:{_HAN}|\d{{1,2}})节(?!点|能|约|水)"),
    ("article", rf"第(?:{_HAN}|\d{{1,3}})条(?!例|款|规定|第)"),
    ("han", rf"{_HAN}(?:、|\.(?!\d))"),
    ("han_paren", rf"\({_HAN}\)、?"),
    ("arabic", r"\d{1,3}(?:\.(?!\d)|、(?!\d))"),
    ("arabic_paren", r"\(\d{1,2}\)|(?<![\d.(])\d{1,2}\)(?!\))"),
    ("circled", rf"[{_CIRCLED}]"),
)
_RANK = {name: rank for rank, (name, _) in enumerate(_STYLES)}
_LABELS = regex.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _STYLES))
# Where a label can stand: the start of a paragraph, or right after the end of a sentence or of a bracket.
# Where line ends were lost a label may follow at once behind a heading known as such (保障措施(一)…) and behind any
# numbered one that is a mere phrase (二、营造发展环境(四)…).
_PLACE = regex.compile(
    # What no label follows is passed over at the first look.
    r"(?=[\n (第一二三四五六七八九十\d①-⑳]|\A)(?:"
    rf"(?:\A|\n)[ ]*|(?<=[。!?;:)])(?=[第一二三四五六七八九十\d(①-⑳])|(?<={'|'.join(words('headings'))})(?=\()"
    rf"|(?=\({_HAN}\))(?<=(?:\A|[\n。)]) ?{_HAN}、[\p{{Han}}、“”]{{2,30}}))"
)
_TITLE_LIKE = regex.compile(
    r"(?:办法|方案|计划|意见|措施|规定|细则|要点|规划|政策|清单|条例|通知|纲要|决定)(?:\([^()\n]{1,20}\))?$|^附件?\s?\d{0,2}\s?:?$"
)
_CONTENTS_TITLE = regex.compile(r"(?:\A|\n) {0,4}目 ?[录次] {0,4}(?=\n)")
_LEAST_CONTENTS = 3
_NAME = regex.compile(r"[ :]{0,2}(\p{Han}{2,6})")


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause of the reading view.

    ``path`` are the numbers of the labels from the top. ``[start, end)`` takes in the clauses below it,
    ``[body_start, body_end)`` only its own text after the label. ``heading`` is the heading's span (empty: ``start ==
    end``). ``parent`` indexes the clause above, ``None`` at the top.
    """

    path: tuple[str, ...]
    style: str
    start: int
    end: int
    body_start: int
    body_end: int
    heading_start: int
    heading_end: int
    parent: int | None
    part: int = 0

    @property
    def level(self) -> int:
        """1 for the top; 0 for the text before the first heading."""
        return len(self.path)

    def label(self, parts: int) -> str:
        """The path as written in the tables: ``三/五/8``; ``2:一`` where the file holds several plans."""
        path = "/".join(self.path)
        return f"{self.part}:{path}" if parts > 1 and self.part and path else path


@dataclass(frozen=True, slots=True)
class _Label:
    style: str
    number: int
    text: str
    start: int
    end: int
    paragraph: bool


def find_clauses(view: ReadingView, tables: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """The clauses of a reading view in order, the first being the text before any heading (path ``()``).

    ``tables`` are stretches of the view in which no heading is looked for.
    """
    accepted = list(_accepted(view.folded, tables))
    length = len(view.folded)
    clauses = [
        Clause((), "", 0, length, 0, accepted[0][0].start if accepted else length, 0, 0, None),
    ]
    open_clauses: list[int] = []
    for index, (label, depth, part) in enumerate(accepted):
        body_end = accepted[index + 1][0].start if index + 1 < len(accepted) else length
        del open_clauses[depth:]
        parent = open_clauses[-1] if open_clauses else None
        above = clauses[parent].path if parent is not None else ()
        end = next((other.start for other, level, _ in accepted[index + 1 :] if level <= depth), length)
        heading_start, heading_end = _heading(view.folded, label.end, body_end)
        clauses.append(
            Clause(
                (*above, label.text), label.style, label.start, end, label.end, body_end,
                heading_start, heading_end, parent, part,
            )
        )  # fmt: skip
        open_clauses.append(len(clauses) - 1)
    return clauses


def count_parts(clauses: Sequence[Clause]) -> int:
    """How many plans with a numbering of their own the file holds."""
    return max((clause.part for clause in clauses), default=0)


def _labels(text: str, tables: Sequence[tuple[int, int]]) -> Iterator[_Label]:
    for place in _PLACE.finditer(text):
        start = place.end()
        found = _LABELS.match(text, start)
        if not found or any(a <= start < b for a, b in tables):
            continue
        style = next(name for name in _RANK if found.group(name))
        raw = found.group().strip(" 第编篇部分章节条、.()")
        number = _CIRCLED.index(raw) + 1 if style == "circled" else _number(raw)
        if number:
            yield _Label(style, number, raw, start, found.end(), place.group() != "" or start == 0)


def _number(raw: str) -> int:
    value = parse_number(raw)
    return int(value) if value is not None and value == int(value) else 0


def _accepted(text: str, tables: Sequence[tuple[int, int]]) -> Iterator[tuple[_Label, int, int]]:
    """Labels that go on a sequence, each with its depth and the plan it stands in."""
    candidates = _without_contents(text, list(_labels(text, tables)))
    numbers = {(label.style, label.number) for label in candidates if label.paragraph}
    stack: list[tuple[str, int]] = []
    last: dict[str, int] = {}
    part = 1
    previous_end = 0
    for label in candidates:
        open_styles = [style for style, _ in stack]
        if label.style in open_styles:
            depth = open_styles.index(label.style)
            before = stack[depth][1]
            goes_on = label.number == before + 1 or (label.paragraph and before < label.number <= before + 3)
            anew = label.number == 1 and before >= 1 and label.paragraph
            if anew and depth == 0 and (before >= 3 or _new_plan(text, previous_end, label.start)):
                # Another plan, or a list below a heading that was lost.
                part += 1
                last.clear()
            elif not goes_on and not (anew and depth > 0):
                continue
        else:
            depth = sum(1 for style in open_styles if _RANK[style] < _RANK[label.style])
            begins = label.number == 1 and (label.paragraph or (label.style, 2) in numbers or label.style != "arabic")
            resumes = label.number == last.get(label.style, 0) + 1 and label.style in last
            if not (begins or resumes or (label.paragraph and label.number == 2)):
                continue
        del stack[depth:]
        stack.append((label.style, label.number))
        last[label.style] = label.number
        previous_end = label.end
        yield label, depth, part


def _without_contents(text: str, labels: list[_Label]) -> list[_Label]:
    """The labels without those of a table of contents: they stand behind a line 目录, before any sentence, and the
    first of them comes again where the text itself begins."""
    title = _CONTENTS_TITLE.search(text)
    if not title:
        return labels
    stop = text.find("。", title.end())
    listed = [label for label in labels if title.end() <= label.start and (label.start < stop or stop < 0)]
    again = [label for label in labels if listed and label.start > listed[0].start and _same(text, label, listed[0])]
    if len(listed) < _LEAST_CONTENTS or not again:
        return labels
    # The text begins with the first label said again. Few labels can follow it before its first sentence ends; where
    # more do, it is another heading of the contents.
    repeated = [place for place, label in enumerate(listed) if label in again]
    begins = repeated and len(listed) - repeated[-1] <= _LEAST_CONTENTS
    end = listed[repeated[-1]].start if begins else again[-1].start if stop < 0 else stop
    return [label for label in labels if not title.end() <= label.start < end]


def _same(text: str, label: _Label, other: _Label) -> bool:
    names = [_NAME.match(text, each.end) for each in (label, other)]
    return (
        (label.style, label.number) == (other.style, other.number)
        and names[0] is not None
        and names[1] is not None
        and names[0].group() == names[1].group()
    )


def _new_plan(text: str, start: int, end: int) -> bool:
    """Whether a title stands between two labels: then the numbering that starts anew is another plan's."""
    paragraphs = text[max(start, end - 3000) : end].split("\n")
    return any(_TITLE_LIKE.search(line.strip()) for line in paragraphs[1:] if 2 <= len(line.strip()) <= 60)


def _heading(text: str, start: int, end: int) -> tuple[int, int]:
    """The heading's span after a label: the paragraph if it is one short phrase, else its first sentence if short.

    Where line ends were lost, a heading known from the lexicon (总体要求, 保障措施 …) is taken.
    """
    while start < end and text[start] in " \n":
        start += 1
    newline = text.find("\n", start, end)
    line_end = newline if newline >= 0 else end
    stop = text.find("。", start, line_end)
    if stop < 0 and line_end - start <= 80:
        return start, _trim(text, start, line_end)
    known = _known_headings().match(text, start, line_end)
    if known:
        return start, known.end()
    if 0 <= stop - start <= 60:
        return start, stop
    return start, start


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " :;,。\n":
        end -= 1
    return end


@cache
def _known_headings() -> regex.Pattern[str]:
    return regex.compile("|".join(words("headings")))
