"""One way of writing for all wordings of an indicator: what the tables of names are looked up by.

The key of a wording is the wording without punctuation, blanks and 的, with the pieces of
``lexicon/indicator_pieces.tsv`` written in one way, without words of change (增速) and counting (总数) behind it.
"""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, read_table
from extractors.text import fold

# 高新技术企业(家), 单位GDP能耗(吨标准煤/万元): the unit that a table writes behind the name.
_UNIT_BEHIND = regex.compile(r"\((?:%|‰|[万亿]{0,2}[元人吨亩家个件户张]|[^()]{1,8}/[^()]{1,8})\)$")
_IGNORED = regex.compile(r"[\s\p{P}的]")
# Quotes set names off (“千村示范”工程), a point makes 1.5亿元 of 15亿元, 、 and brackets part what is two things.
_NO_WORD = regex.compile(r"[\s的·\-]|(?<![0-9])\.|\.(?![0-9])")
# 县(市、区), 新(改、扩)建, 汽车(含网约车), 化肥施用量(折纯量): brackets that only spell out the word before them.
_COUNTY = regex.compile(r"(?<=[市县区])\((?:[市县区旗](?:、[市县区旗]){0,2})\)")
_BUILT = regex.compile(r"新?\(?(?:改|扩|迁)(?:、?(?:改|扩|迁)){0,2}\)建")
# 国际(地区)航线, 示范社区(村), 实践中心(所、站): other forms of the same thing.
_OTHER_FORM = regex.compile(
    r"(?<=\p{Han})\((?:[村镇乡街所站点园区县市州旗厂馆院地组户室校班]|街道|社区|地区|街区|平台|联盟|集团|中心|基地|旅游点|林场|农场)"
    r"(?:、(?:[村镇乡街所站点园区县市州旗厂馆院地组户室校班]|街道|社区|工程|平台|中心|基地)){0,3}\)"
)
# 具有国际影响力的, 功能完善的: praise, no kind of its own.
_PRAISE = regex.compile(
    r"^(?:(?:具有|具备|有)[^0-9的;]{2,16}(?:影响力|竞争力|作用|效应|特色|优势|功能)|(?:功能|设施|特色|配套)[^0-9的;]{2,24}"
    r"|符合[^0-9的;]{2,26}(?:需要|实际|特点))的(?=\p{Han}{3})"
)
_OPEN_QUOTE = regex.compile(r"^(?=[^“”]{1,8}”)")
_SPELT_OUT = regex.compile(r"\((?:含[^()]{1,12}|折纯量?|商品量|实物量)\)")
_CHANGE_BEHIND = regex.compile(
    r"(?<=..)(?:年均|累计|同比|预期)?(?:增长速度|增速|增长率|增幅|涨幅|增长|降幅|下降幅度|下降率|下降|降低率|降低|保持|稳定|达到"
    r"|连续|连年|一直|年内|至少|控制|不|前移|排名|同口径|同口径增长)$"
)
# 指数, 系数, 倍数 are no counts.
_COUNT_BEHIND = regex.compile(r"(?<=[^指系倍参基])(?:总数量|总数|总量|数量|个数|(?<!企业)家数|户数|数)$")


def name_key(indicator: str) -> str:
    """What ``indicator`` is looked up by.

    >>> name_key("全市规上工业增加值（亿元）增速")
    '全市规上工业增加值亿元'
    """
    key: str = _COUNT_BEHIND.sub("", _CHANGE_BEHIND.sub("", word_key(_IGNORED.sub("", _bare(indicator)))))
    # 占GDP and 占GDP比重: the word for the share is often left to the sentence.
    return key if key.find("占") < 1 or key.endswith("比") else key + "比"


def reading_key(indicator: str) -> str:
    """``indicator`` as its words are read: the key with its punctuation, and with 数 behind it."""
    bare = _OPEN_QUOTE.sub("“", _OTHER_FORM.sub("", _PRAISE.sub("", _bare(indicator))))
    text: str = _SPELT_OUT.sub("", _BUILT.sub("新改建", _COUNTY.sub("", bare)))
    text = _CHANGE_BEHIND.sub("", word_key(_NO_WORD.sub("", text.replace("PM2.5", "PM25"))))
    return text


def count_behind(text: str) -> int:
    """How many characters at the end of a reading key only say that it is a count (总数, 数)."""
    found = _COUNT_BEHIND.search(text)
    return len(found[0]) if found else 0


def word_key(word: str) -> str:
    """``word`` in capital letters, its pieces written in one way."""
    key = word.upper()
    if _any_piece().search(key):
        for piece, same_as in _pieces():
            key = key.replace(piece, same_as)
    return key


def _bare(indicator: str) -> str:
    bare: str = _UNIT_BEHIND.sub("", fold(indicator))
    return bare


@cache
def _any_piece() -> regex.Pattern[str]:
    """Finds out quickly that there is nothing to replace, as in most words."""
    return regex.compile(alternation([piece for piece, _ in _pieces()]))


@cache
def _pieces() -> tuple[tuple[str, str], ...]:
    rows = read_table("indicator_pieces", ("piece", "same_as", "note"))
    return tuple((row["piece"], row["same_as"]) for row in rows)
