"""A quantity with the words around it: what the readers of ``extractors.target_nouns`` look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import regex

from extractors.indicators import Phrase
from extractors.segments import Segment
from extractors.types import Measure, Quantity

COUNTED = frozenset({"body", "person", "household", "data"})
EXTENT = frozenset({"area", "length", "volume", "mass", "energy"})
MONEY = frozenset({"money", "bare_money"})

_VERB_PHRASE = regex.compile(
    r"达到|完成|实现|进行|开展|建成(?!区)|建立|执行|用于|发放|提供|通过|参加|接受|纳入|配备|设立|实施|落实|取得|获得|普及|覆盖|成为|进入|上市|投产|开工"
)
_BEFORE_NOUN = regex.compile(r"^(?:的|左右|以上|以内|以下|个|、|,)+")
_NOTE = regex.compile(r"[(（](?:含|不含|其中|以下简称|详见|见|注)[^()（）]*[)）]$")
_SUM_FOR = regex.compile(r"(.{2,20}?(?:资金|基金|专项|经费))(?:支持|用于|扶持|推动|促进|组成|构成|、)")
# 水泥100万吨、玻璃20万吨等落后产能: what a whole list is called.
_AND_OTHERS = regex.compile(r"等(?=\p{Han}{2})(?!级|离子|比例|额|效)")
_NO_NOUN = regex.compile(
    r"(?:以|年度任务|年度目标|新?台阶|门槛|目标|任务|要求|水平|规模|总量|指标|计划|任务目标|目标任务|大关|关口)(?:任务|要求)?|(?:提高|提升|增加|降低|下降|扩大|压减|减少)(?:到|至)"
)


class Reading(NamedTuple):
    """What a number measures, how, and the rule that told."""

    noun: str
    measure: Measure
    rule: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A target in the making. ``place``: its number in a list of parallel values, and how many they are."""

    quantity: Quantity
    seg: Segment
    phrase: Phrase
    noun: str
    measure: Measure
    rule: str
    sentence: tuple[int, int]
    place: tuple[int, int] = (0, 1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One quantity before it is understood.

    ``left`` and ``right`` are the nouns on its two sides as written, empty where there is none; ``previous`` is the
    target before it in the same sentence, ``topic`` what the text as a whole is about, where that is known.
    """

    text: str
    display: str
    quantity: Quantity
    seg: Segment
    phrase: Phrase
    left: str
    right: str
    sentence: tuple[int, int]
    previous: Draft | None
    topic: str = ""

    @property
    def subject(self) -> str:
        """What the quantity before measures, else the topic: the name that the table row gives."""
        return self.previous.noun if self.previous else self.topic

    @property
    def in_list(self) -> bool:
        """Whether the quantity goes on a list that began with the one before."""
        return self.seg.listed and self.previous is not None

    @property
    def counted(self) -> bool:
        """Whether the unit counts things rather than measures an amount."""
        return self.quantity.kind in COUNTED

    @property
    def right_is_attributive(self) -> bool:
        """``50亿元的基金``: 的 ties the number to the noun behind it."""
        return self.text[self.seg.right_start : self.seg.right_start + 1] == "的"

    @property
    def right_is_verbal(self) -> bool:
        """Whether what follows says what is done rather than names something."""
        return bool(_VERB_PHRASE.match(self.text, self.seg.right_start, self.seg.right_end))

    @property
    def right_says_deed(self) -> bool:
        """Whether the words behind hold a deed anywhere."""
        return bool(_VERB_PHRASE.search(self.right))

    @property
    def part_of_previous(self) -> bool:
        """其中二级及以上不少于700家: a part of what the quantity before counted."""
        return self.previous is not None and self.text[self.seg.left_start : self.seg.left_end].lstrip(
            "(,:"
        ).startswith("其中")


def right_noun(display: str, seg: Segment) -> str:
    """The noun behind the number, up to the segment's end; empty where a boundary follows at once."""
    right = _BEFORE_NOUN.sub("", display[seg.right_start : seg.right_end])
    right = _NOTE.sub("", right)
    if regex.search(r"[(（]", right) and right.count("(") + right.count("（") > right.count(")") + right.count("）"):
        # 100个试点(城市5个、园区20个): the bracket holds numbers of its own.
        right = regex.split(r"[(（]", right, maxsplit=1)[0]
    right = right.strip(" ,、:;。")
    sum_for = _SUM_FOR.match(right)
    right = sum_for[1] if sum_for else right
    return "" if _NO_NOUN.fullmatch(right) or _AND_OTHERS.match(right) else right


def clean_noun(noun: str) -> str:
    """The noun without what punctuation and list words leave at its ends; at most 60 characters."""
    noun = noun.replace("\n", "").strip(" ,、:;。.-—·的")
    for pattern, kept in _LEFTOVERS:
        noun = pattern.sub(kept, noun)
    for opened, closed in ("“”", "()", "（）"):
        if noun.count(opened) != noun.count(closed):
            noun = noun.strip(opened + closed)
    return noun.strip(" ,、:;。.-—·的")[:60]


_PLACE = (
    r"\p{Han}{1,4}(?:(?<![城都级门超])市|(?<!级)县(?!城)|(?<![社景校小园厂库灌牧林山地街片矿治市城郊])区|旗|自治州)"
)
# 26件民生实事|全面完成: what is said of all that is counted.
ALL_MET = r"(?<=实事|项目|工程|任务|指标)(?:全面|全部|如期|按期|圆满|顺利|均已?)(?:完成|办结|兑现|办成|见效|落实)$"
_LEFTOVERS = (
    # 完成2025年全区营业总收入1200亿元
    (regex.compile(r"^20\d\d年度?+(?![底末前较比至])(?:全[省市县区州国])?(?=\p{Han}{2})"), ""),
    # 2025年底前完成主体工程的70%
    (regex.compile(r"^20\d\d年(?:底|末)?前?完成(?!率|情况|量)(?=\p{Han}{3})"), ""),
    (regex.compile(r"(?<=\p{Han}{3})(?:新建|改建|扩建|新改建|改扩建)$"), ""),
    # 为2025年底甲类比例达到50%打下基础
    (regex.compile(r"^为(?:有效|全面)?(?:推动|实现)?20\d\d年(?:底|末)?"), ""),
    # “百企进百校”等招聘活动: one of them by name.
    (regex.compile(r"^“[^“”]{1,20}”等(?=\p{Han}{2})"), ""),
    # 用水量控制在2020年的90%以内
    (regex.compile(r"(?<=\p{Han}{2})(?:控制|保持|维持|稳定|压减|减少|降低?|恢复)[在到至]20\d\d年(?:同期|水平)?$"), ""),
    (regex.compile(r"^(?:20\d\d年度?)?[较比]20\d\d年度?"), ""),
    (regex.compile(r"^首个\p{Han}{0,4}年份"), ""),
    # 新建2座50万千瓦电站: how large each is.
    (regex.compile(r"^\d[\d.]*万?(?:千瓦|吨)级?(?!及?以[上下])(?=\p{Han}{2})"), ""),
    # 按2020年价格计算的产值
    (regex.compile(r"^按[^,。;]{2,12}(?:价格?|口径)(?:计算|核算)?的?(?=\p{Han}{2})"), ""),
    # 投资规模大幅增加、支出项目|减少三分之二
    (
        regex.compile(
            r"^[^,。;、]{2,30}(?:增加|减少|增长|下降|提高|提升|降低|扩大|缩小|改善|优化|加快)、"
            r"(?=\p{Han}{3})(?![^,。;、]{2,20}(?:率|幅度|幅)$)"
        ),
        "",
    ),
    (regex.compile(ALL_MET), ""),
    # 在去年增长8%的基础上,再增长10%
    (regex.compile(r"^(?:的?基础之?上|之?后)[,再]?"), ""),
    (regex.compile(r"^(?:获评|荣获|获得|新?获(?!批|[取利])|斩获)(?=\p{Han}{3})"), ""),
    (regex.compile(r"(?<=\p{Han}{2})年均$"), ""),
    # 为小微企业减税降费20亿元: for whom is no part of what is measured.
    (
        regex.compile(
            r"^为[^,。;]{2,20}?(?=减税|减负|减免|减轻|减租|追回|发放|提供|解决|办理|落实|兑现|融资|降低|节约|让利)"
        ),
        "",
    ),
    # 配备社工每万人18名: the base is in the unit.
    (regex.compile(r"(?<=\p{Han}{2})每(?:[十百千]?万|千|百)?(?:[人户名亩吨]口?|平方米|平方公里|公顷|公里)$"), ""),
    (
        regex.compile(r"(?<=\p{Han}{3})(?<!重点|年度|主要|中心|考核|专项|硬)(?:创建)?(?:目标任务|任务目标|目标|任务)$"),
        "",
    ),
    # 白酒产业实现|营收
    (
        regex.compile(
            r"(?<=业|园区|集群|基地|区|项目)(?:累计)?(?:完成|实现)(?=(?:总?投资|总?产值|营收|\p{Han}{0,4}收入|税收)$)"
        ),
        "",
    ),
    # An explanation in brackets is no part of the name; 首台(套) is.
    (regex.compile(r"[(（][^()（）]{5,}[)）]"), ""),
    # 青屿市和临川县森林覆盖率: two places or more are no part of the name.
    (regex.compile(rf"^(?:(?:{_PLACE}){{1,2}}(?:、|和|及)){{1,9}}(?:{_PLACE}){{1,2}}" + r"(?=\p{Han}{4})"), ""),
    (regex.compile(r"连续\d{1,3}个?(?:年|季度|月)$"), ""),
    (regex.compile(r"^.*?(?:给予|予以)(?=.{2})"), ""),
    (regex.compile(r"^每(?:[人家户县个项年辆亩套名张次吨度]|千瓦时)(?=补|奖|给|加|资|最)"), ""),
    (
        regex.compile(
            r"^(?:其中|以及|并(?!购|网)|且|等(?!待|级|候|离子|效)|即(?![将时食])|但|该|和(?![美谐平睦])|及|与(?!会)|各类|各种|一批|了)+"
        ),
        "",
    ),
    (regex.compile(r"^(\p{Han}{3,12})(?<!标准|年)(人均|户均|亩均)$"), r"\2\1"),
    (regex.compile(r"(?<=\p{Han}{3})(?:年?[人户]均|(?<=标准|水平)年?人)$"), ""),
    (
        regex.compile(
            r"(?:同比|分别|各|共|再|要?尽快|尽早|连续|(?<=\p{Han}{3})跃|累计|合计|总计|力争|确保|预计|均|的)$"
        ),
        "",
    ),
    (regex.compile(r"(?:原则上|一般|应当?|须|宜|(?<![概纲摘主重需紧])要|继续|持续|稳定|总体)$"), ""),
)
