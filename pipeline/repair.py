"""The reading view: layout undone and damaged characters read as meant, every character tied to its source.

A repair is argued from a class: what else could this character be, and why is that impossible here? Each is recorded
with its name and place, and none touches the source text.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import regex

from pipeline.document import Document, ReadingView, Repair
from pipeline.layout import (
    Edit,
    blank_edits,
    furniture_edits,
    lines_of,
    page_marker_edits,
    soft_break_edits,
)

_HAN = r"\p{Han}"
# name, pattern, what is read. Group 1 is kept, the rest of the match is replaced; {2} is the second group.
_CHARACTER_REPAIRS: tuple[tuple[str, regex.Pattern[str], str], ...] = (
    # 202012月底前, 20206月底前: a month's number is 1 to 12, so the first four digits are the year and 年 was lost.
    ("lost_year_sign", regex.compile(r"(?<![\d.])((?:19|20)\d\d)(?=(?:1[0-2]|[1-9])月)"), "年"),
    # 2020底前: a number before 底 or 末 is a year.
    ("lost_year_sign", regex.compile(r"(?<![\d.])(20[0-4]\d)(?=[底末](?![一-龥]{0,1}层|部))"), "年"),
    # (20222023), 20222023年: eight digits that are no date (month 20 does not exist) but two years in order. In a
    # bracket they stand alone: (电话20222023) is a number.
    (
        "lost_dash",
        regex.compile(r"(?|(?<![\d.])(20[0-4]\d)(?=20[0-4]\d年)|(?<=[(（])(20[0-4]\d)(?=20[0-4]\d[)）]))"),
        "—",
    ),
    # L5万人, l5亿元: no name ends before 5万 with one letter; scanned 1. becomes L where point and digit touch.
    (
        "letter_for_one",
        regex.compile(rf"(?<=[{_HAN}（(、，,；;：:])()[Ll](?=\d{{1,2}}(?:万|亿|%|％|倍|个百分点))"),
        "1.",
    ),
    # 2O25年, 1O%, 3OO家: letters between or behind the digits of one number.
    (
        "letter_for_zero",
        regex.compile(
            r"(?<=(?<![A-Za-z\d])\d[\dOo]{0,4})()[Oo](?=[\dOo]{0,3}(?:年|%|％|万|亿|[个家项名人件场位处座台亩吨元]|公里))"
        ),
        "0",
    ),
    ("letter_for_one", regex.compile(r"(?<![A-Za-z\d])(\d{1,4})[lI](?=\d{1,3}(?:年|%|％|万|亿))"), "1"),
    # 2025一2027年, 5%一8%, 3月一5月: between two numbers the numeral one is a dash that was recognised so.
    ("numeral_for_dash", regex.compile(r"(\d[年月日%％]?\n?)一(?=\d)"), "—"),
    # 1·优化布局: the point behind the number of a paragraph, recognised too high.
    ("middle_dot_for_point", regex.compile(rf"(?m)^(\d{{1,2}})·(?=[{_HAN}])"), "."),
    # 0?18元 with a character of private use between the digits: a font's own point.
    ("private_use_for_point", regex.compile(r"(\d)[\uE000-\uF8FF](?=\d)"), "."),
    # 0.8%o以内, 3%o,: no sentence ends before these; the sign is the one per thousand.
    ("letter_for_per_mille", regex.compile(r"(\d)[%％]o(?=以[上下内]|左右|[，,、；;：:）)])"), "‰"),
    # 70%o新增, 10个以o(: a lone small o between Chinese characters is no word; it is the full stop's ring.
    ("letter_for_stop", regex.compile(rf"(?<=[{_HAN}%％])()o(?=[{_HAN}（(\n]|\Z)"), "。"),
)
_ANY_DAMAGE = regex.compile(
    r"20\d\d\d|\d[底末]|[LlOoI]\d|\d[OolI]|[\p{Han}%％]o|[\d年月日%％]\n?一\d|\d·|\d[\uE000-\uF8FF]\d"
)


def read_view(document: Document) -> ReadingView:
    """The reading view of a document (see the module's docstring)."""
    text = document.text
    lines = lines_of(text)
    edits = page_marker_edits(text)
    if edits and document.soft_breaks is None:
        lines = []
    edits += [Edit(start, end, "", "furniture") for start, end in document.furniture]
    edits += furniture_edits(text, lines)
    edits += soft_break_edits(text, lines, document.soft_breaks)
    edits += blank_edits(text)
    view_text, positions, repairs = _apply(text, array("I", range(len(text))), edits)
    more = list(_character_edits(view_text)) if _ANY_DAMAGE.search(view_text) else []
    if more:
        view_text, positions, found = _apply(view_text, positions, more)
        repairs += found
    return ReadingView(text, view_text, positions, repairs)


def _character_edits(text: str) -> Iterable[Edit]:
    for name, pattern, reading in _CHARACTER_REPAIRS:
        for match in pattern.finditer(text):
            if name == "lost_dash" and not _years_in_order(text, match.start(1)):
                continue
            yield Edit(match.end(1), match.end(), reading, name)


def _years_in_order(text: str, start: int) -> bool:
    first, second = int(text[start : start + 4]), int(text[start + 4 : start + 8])
    return first < second <= first + 15


def _apply(text: str, positions: array[int], edits: Iterable[Edit]) -> tuple[str, array[int], list[Repair]]:
    """Apply edits in order of place; where two overlap the earlier and longer one counts."""
    pieces: list[str] = []
    kept: array[int] = array("I")
    repairs: list[Repair] = []
    cursor = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start < cursor:
            if edit.end <= cursor:
                continue
            edit = Edit(cursor, edit.end, "", edit.name)
        pieces.append(text[cursor : edit.start])
        kept.extend(positions[cursor : edit.start])
        if edit.reading:
            pieces.append(edit.reading)
            # What is read in place of source characters stands at the first of them, one sign for several at the
            # last, so that a number with it takes all of them in; what is inserted stands at its left.
            first = positions[edit.start] if edit.end > edit.start else positions[max(edit.start - 1, 0)]
            last = positions[edit.end - 1] if edit.end > edit.start and len(edit.reading) == 1 else first
            kept.extend([*[first] * (len(edit.reading) - 1), last])
        if edit.name:
            last = positions[edit.end - 1] + 1 if edit.end > edit.start else positions[edit.start]
            repairs.append(
                Repair(edit.name, positions[edit.start] if edit.start < len(positions) else last, last, edit.reading)
            )
        cursor = max(cursor, edit.end)
    pieces.append(text[cursor:])
    kept.extend(positions[cursor:])
    return "".join(pieces), kept, repairs
