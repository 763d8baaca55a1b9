"""The number an organ gives a document (文号): 临政字〔2020〕41号, and the forms of orders and announcements."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.types import Span
from pipeline.metadata_lines import Field, Line

_ISSUE = r"(?:第\s?)?\d{1,5}\s?号"
# In folded text, where 〔2020〕, [2020] and （2020） are all (2020).
NUMBER = (
    rf"(?:(?:(?!通知|意见|方案|关于|文件|办法|计划|规划|根据|按照)\p{{Han}}){{2,16}}\s?\((?:19|20)\d\d\)\s?{_ISSUE}"
    rf"|\p{{Han}}{{2,20}}(?:令|公告|通告)\s?(?:\(?(?:19|20)\d\d\)?\s?年?\s?)?第\s?\d{{1,5}}\s?号)"
)
# The red head may stand before it on the line: 某市人民政府文件 某政〔2020〕1号.
_ALONE = regex.compile(rf"\s?(?:\p{{Han}}{{2,40}}?文件\s?)?+\(?\s?(?P<number>{NUMBER})\s?\)?\s?(?:签发人.{{0,12}})?$")
_BEHIND_TITLE = regex.compile(
    rf"(?:通知|意见|方案|计划|规划|函|办法|措施|决定|报告|公告|批复)[》”]?\s?\(?(?P<number>{NUMBER})\)?$"
)
# An order's head is broken: 某省人民政府令 above, 第231号 below.
_ORDER = regex.compile(r"\p{Han}{2,30}令$")
_ORDER_NUMBER = regex.compile(r"第\s?\d{1,4}\s?号$")
_HEAD_LINES = 400
# A line this long with a full stop is running text: a number at its end is cited.
_RUNNING = 100


def find_number(lines: Sequence[Line], fields: Sequence[Field], title: Span | None) -> Span | None:
    """Where the document's own number stands: in the metadata table, alone on a line, or right behind the title.

    A number inside running text is another document's and never taken.
    """
    for one in fields:
        match = regex.search(NUMBER, one.text) if one.kind == "number" else None
        if match:
            return Span(one.start + match.start(), one.start + match.end())
    for number, line in enumerate(lines[:_HEAD_LINES]):
        if number and _ORDER_NUMBER.match(line.text) and _ORDER.match(lines[number - 1].text):
            return Span(lines[number - 1].start, line.end)
        match = _ALONE.match(line.text)
        if match is None and len(line.text) <= 2 * _RUNNING and "。" not in line.text:
            match = _BEHIND_TITLE.search(line.text)
            if match and (title is None or not title.overlaps(Span(line.start, line.end))):
                match = None
        if match:
            return Span(line.start + match.start("number"), line.start + match.end("number"))
    return None
