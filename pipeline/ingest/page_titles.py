"""Titles set in several lines: whether one is complete is told from its words."""

from __future__ import annotations

import regex

_KIND = regex.compile(
    r"(?:通知|意见|方案|规划|纲要|办法|规定|条例|措施|计划|决定|报告|公告|通告|批复|复函|细则|要点|清单|指南|目录|文件)》?\Z"
)
_KIND_ALONE = regex.compile(
    r"(?:的|实施|行动|工作|若干|暂行|试行|专项){0,3}(?:通知|意见|方案|规划|纲要|办法|措施|计划|细则)"
)
_NUMBER_OR_DATE = regex.compile(r"[〔\[（(]\s?(?:19|20)\d\d\s?[〕\]）)]|\d\s?号|年.{1,4}月|\A(?:编制|发布|[—－(（])")
_LABEL = regex.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}\s?[）)]|第[一二三四五六七八九十百]{1,4}[章节条部篇]|"
    r"\d{1,2}[.．、]|附件|专栏|目\s{0,4}[录次]"
)
_STOPS = "。；：，"
_LONGEST = 120


def stops_before_its_kind(text: str, following: str) -> bool:
    """Whether a line without any stop breaks off before it says what kind of document it is the title of."""
    if _stands_alone(text, following):
        return False
    return not _KIND.search(text) or following[0] in "的》"


def title_goes_on(begun: str, following: str) -> bool:
    """Whether the words of a title so far ask for those of the next line."""
    if _stands_alone(begun, following) or len(begun) > _LONGEST:
        return False
    if sum((char in "《〈") - (char in "》〉") for char in begun) > 0 or begun[-1] in "的和与及、":
        return True
    if _KIND_ALONE.fullmatch(following.replace(" ", "")):
        return begun[-1] == "》" or not _KIND.search(begun)
    return "关于" in begun and not _KIND.search(begun)


def _stands_alone(text: str, following: str) -> bool:
    """Whether the first is no title, or the second is a heading, a number or a date."""
    stops = any(stop in text for stop in _STOPS)
    return stops or bool(_LABEL.match(following) or _NUMBER_OR_DATE.search(following))
