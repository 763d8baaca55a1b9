"""Ranks: 前10位, 第2位, 全省第三; a bare ordinal counts only where the words before it speak of a ranking."""

from __future__ import annotations

import regex

_AIMS = regex.compile(r"(?:力争|冲刺|争进|挺进|挤进|闯进|进位)(?:全[国省市区])?$")
_RANKED = regex.compile(
    r"(?:位居|位列|排名|排|列|居|位次|名列|跻身|进入|进位[至到]|升至|保持|稳居)[^,。;]{0,8}$"
    r"|(?:位居|位列|名列|稳居)[^,。;]{9,12}$"
)
# 产量全国第二: the rank closes the clause; 世界第一拱桥, 全国第三座 are none.
_AMONG = regex.compile(
    r"(?:全[国省市区县州球]|世界|亚洲|[东中西]部|东北|同类城市|副省级城市|计划单列市|地级市|强[县市区])"
    r"(?:地级市|城市|同类城市)?$"
)
_RANK_ENDS = regex.compile(r"[,。;、)\n]|$")
# 排名前三者, 前10名的单位
_APPOSED = regex.compile(r"者|的|[、,]?单位")
_NO_RANK = regex.compile(r"[一二三四五六七八九十\d]{0,2}[批次届期轮个章条节年季阶梯方产名座单家]")


def is_rank(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]``, which begins with 前 or 第 and a number, states a place in an order."""
    written = text[start:end]
    ranked = written[-1] in "位名%"
    context = text[max(0, start - 16) : start]
    if _APPOSED.match(text, end):
        return False
    if written[0] == "前" and written[-1] in "位名":
        return True
    among = (_AMONG.search(context) or _AIMS.search(context)) and _RANK_ENDS.match(text, end)
    if not among and not _RANKED.search(context):
        return False
    return ranked or not _NO_RANK.match(text, end)
