"""One standard name for all wordings of an indicator (研发投入强度, R&D经费支出占GDP比重 …).

A name is found by looking its key up in a table, never by likeness: two indicators whose names differ in one
character (单位GDP能耗, 单位工业增加值能耗) are two indicators. The key of a wording is the wording without
punctuation, blanks and 的, with the pieces of ``lexicon/indicator_pieces.tsv`` written in one way.

The standard name says what is measured. Whether a number is the state of it, what is added to it or how fast it
grows is told by ``measure``: 高新技术企业, 新增高新技术企业 and 高新技术企业总数 are all 高新技术企业数,
地区生产总值增速 is 地区生产总值.
"""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import LexiconError, read_table
from extractors.text import fold

# 高新技术企业(家), 单位GDP能耗(吨标准煤/万元): the unit that a table writes behind the name.
_UNIT_BEHIND = regex.compile(r"\((?:%|‰|[万亿]{0,2}[元人吨亩家个件户张]|[^()]{1,8}/[^()]{1,8})\)$")
_IGNORED = regex.compile(r"[\s\p{P}的]")
_CHANGE_BEHIND = regex.compile(
    r"(?<=..)(?:年均|累计|同比|预期)?(?:增长速度|增速|增长率|增幅|涨幅|增长|降幅|下降幅度|下降率|下降|降低率|降低|保持|稳定|达到)$"
)
# 指数, 系数, 倍数 are no counts.
_COUNT_BEHIND = regex.compile(r"(?<=[^指系倍参基])(?:总数量|总数|总量|数量|个数|家数|户数|数)$")
_SCOPE_BEFORE = regex.compile(r"(?:[全我本][国省市区县州盟旗]|全自治区|全社会|全年)(?=..)")
_ADDED_BEFORE = regex.compile(r"(?:新增|净增|新建|新认定|新培育|新引进|累计|年均)(?=..)")
# A share of what is new (新增车辆中…占比) is not the share of all.
_RATES = ("率", "比", "比重", "比例", "占比", "强度", "系数", "年限", "指数")

_GRADE_BEFORE = regex.compile(
    r"(?P<以上>国家级和?省级|国家和?省级|省级以上|自治区级以上)|(?P<市级以上>市级以上)|(?P<县级以上>县级以上)"
    r"|(?P<国家级>国家级?)|(?P<省级>省级?|自治区级?)|(?P<市级>市级?)|(?P<县级>县级)"
)
_NO_GRADED_COUNTS = ("指数", "系数", "人数", "套数", "户数", "倍数")


def standard_name(indicator: str) -> str:
    """The standard name of ``indicator``, empty when the lexicon has none.

    ``indicator`` is one measured noun phrase, folded or not. A grade before something counted stays in the name:

    >>> standard_name("全市规上工业增加值增速")
    '规模以上工业增加值'
    >>> standard_name("省级以上众创空间")
    '省级以上众创空间数'
    """
    key = _key(indicator)
    names = _names()
    if key in names:
        return names[key]
    key = _SCOPE_BEFORE.sub("", key, count=1) if _SCOPE_BEFORE.match(key) else key
    return names.get(key) or _graded(key) or _added(key)


def _added(key: str) -> str:
    """The name without 新增, 累计 … before it, refused where the new part is an indicator of its own."""
    added = _ADDED_BEFORE.match(key)
    if not added:
        return ""
    rest = key[added.end() :]
    name = _names().get(rest) or _graded(rest)
    return "" if name.endswith(_RATES) else name


def _graded(key: str) -> str:
    """国家级, 省级以上 … before something counted: the grade in one wording, and the name of the thing."""
    grade = _GRADE_BEFORE.match(key)
    if not grade:
        return ""
    name = _names().get(key[grade.end() :], "")
    if not name.endswith("数") or name.endswith(_NO_GRADED_COUNTS):
        return ""
    word = "省级以上" if grade.lastgroup == "以上" else str(grade.lastgroup)
    return word + name


@cache
def _names() -> dict[str, str]:
    """Standard names by key. Two names under one key would make the answer hang on the order of rows."""
    names: dict[str, str] = {}
    for row in read_table("indicators", ("wording", "standard", "source")):
        key = _key(row["wording"])
        if names.setdefault(key, row["standard"]) != row["standard"]:
            raise LexiconError(f"indicators: {row['wording']} is {row['standard']} and {names[key]}")
    return names


@cache
def _pieces() -> tuple[tuple[str, str], ...]:
    rows = read_table("indicator_pieces", ("piece", "same_as", "note"))
    return tuple((row["piece"], row["same_as"]) for row in rows)


def _key(indicator: str) -> str:
    key: str = _IGNORED.sub("", _UNIT_BEHIND.sub("", fold(indicator))).upper()
    for piece, same_as in _pieces():
        key = key.replace(piece, same_as)
    key = _CHANGE_BEHIND.sub("", key)
    key = _COUNT_BEHIND.sub("", key)
    # 占GDP and 占GDP比重: the word for the share is often left to the sentence.
    return key if key.find("占") < 1 or key.endswith("比") else key + "比"
