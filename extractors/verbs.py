"""Verbs of commitment and where they stand: at the head of a stretch, in a chain, right before the number.

The verbs are rows of ``lexicon/verbs.tsv``; many are nouns as often (出口总额, 保障性住房, 改造面积), so what follows a
verb's characters decides whether they are the verb.
"""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, read_table, words

NOT_AFTER_VERB = regex.compile(
    r"(?:性|器|经费|率|量|额|数(?![字据智])|强度|型|者|员|费|权|规模|面积|总|产值(?!超|过|\d|达)|收入(?!超|过|\d|达)|支出|能力|水平|指数|成本|效率|比例|比重|占比|用地|力度"
    r"|引资|资金|金额|额度|上限|环节|(?<=保障|安置)房|(?<=服务|[出进]口)贸易|标准(?![化厂件地])|区(?![县域])|业(?!务)|化(?![工肥学])|人数|户数|(?:单位|项目|人员|投资|任务|工程|产品|企业|补贴|面积|数量|次数)$)"
)
# Verbs that only say that something is new: what follows them is the noun, however short.
_FRESH = frozenset(
    (
        *("新增", "净增", "新建", "新培育", "新引进", "新认定", "新改建", "新登记", "新设", "新设立", "新发展", "增加"),
        *(
            "招引",
            "新招引",
            "引入",
            "培育",
            "引进",
            "引育",
            "打造",
            "创建",
            "建成",
            "完成",
            "实施",
            "举办",
            "开展",
            "新招",
            "新注册",
            "向上争取",
            "对上争取",
        ),
    )
)
# 研发投入强度, 服务覆盖率: a ratio is named after the deed.
_RATIO = regex.compile(r"(?:率|比重|占比|比例|强度|指数|系数|密度|排放量|高度|浓度|间距|年限|水平)$")
_RATE_NEXT = regex.compile(
    r"(?:覆盖|利用|处理|处置|普及|合格|达标|完成|完好|优良|投运|开工|转化|使用|回收|治理|收集)率"
)
_OF_NEW = regex.compile(r"新|改|扩|既有")
# 节水标杆园区: what kind it is.
_KIND_OF = regex.compile(r"标杆|示范(?!应用|推广)|先进|领跑")
_LINK = regex.compile(r"(?:[、并或]|和(?![美谐平睦])|以及)?")
_BEFORE_NOUN = regex.compile(
    r"(?:一批|各类|各种|各级各类|了|新的?(?=[^型能材兴业质品])"
    # 新建和改造|提升|农田
    r"|(?<=改造|整治|治理|修缮|更新|建设)提升(?![率量度]|工程|行动|项目|计划|任务))"
)
# 新增|开工项目: the second verb tells which.
_TOO_GENERAL = frozenset({"项目", "企业", "工程", "人员", "单位", "产品", "面积"})
# 修复|治理矿山, 整治|提升河道: two words for one deed.
_PAIR = regex.compile(
    r"(?:修复|整治|改造|建设|更新|保护|维修|清理|治理)(?:治理|提升|改造|整治|修复|建设|利用|更新|修缮|养护)$"
)
_EMPLOYMENT = "就业"  # 城镇新增就业 is one name


@cache
def verb_kinds() -> dict[str, str]:
    """Verb → kind (``lexicon/verbs.tsv``)."""
    return {row["word"]: row["kind"] for row in read_table("verbs", ("word", "kind", "note"), key=("word", "kind"))}


@cache
def verb_at_start() -> regex.Pattern[str]:
    """Verbs that say what is done with what is counted, at the start of a stretch."""
    return regex.compile(
        alternation([word for word, kind in verb_kinds().items() if kind in ("strong", "plain", "give")])
    )


@cache
def _strong() -> regex.Pattern[str]:
    strong = [word for word, kind in verb_kinds().items() if kind == "strong" and len(word) > 1]
    return regex.compile(alternation(strong))


@cache
def changes() -> regex.Pattern[str]:
    """Verbs that raise or lower a level, at the start of a stretch."""
    return regex.compile(alternation([word for word, kind in verb_kinds().items() if kind in ("raise", "reduce")]))


def is_verb_here(text: str, match: regex.Match[str], last: int) -> bool:
    """Whether the verb's characters are the verb and not the beginning of a noun (出口总额, 保障性住房, 改造面积)."""
    if last - match.end() < 2:
        return False
    if text[match.end() : last] == _EMPLOYMENT:
        return False
    if NOT_AFTER_VERB.match(text, match.end(), last):
        return match.group() in _FRESH and last - match.end() <= 2
    plain = verb_kinds()[match.group()] == "plain"
    if plain and _RATE_NEXT.match(text, match.end(), last):
        # 绿化覆盖率居全省第一
        return False
    if match.group() in ("节能", "节水", "减排"):
        return False
    if plain and (_KIND_OF.match(text, match.end()) or text[last - 1] in "量额数率"):
        # 接待游客量: the deed is part of what is measured.
        return False
    if _OF_NEW.match(match.group()) and _RATIO.search(text, match.end(), last):
        # 新建住宅充电桩配建比例: which homes, not what is done.
        return False
    named = text[match.end() : last] in words("measured_nouns", kind="level") or _RATIO.search(text, match.end(), last)
    return not (plain and named)


def is_chain(text: str, start: int, end: int) -> bool:
    """Whether the stretch is one verb or nothing."""
    return start >= end or bool(_LINK.fullmatch(text, start, end) or verb_at_start().fullmatch(text, start, end))


def after_verbs(text: str, start: int, end: int) -> int:
    """Where the noun begins behind a chain of verbs: 推荐|认定, 引进、培育, 新建和改造."""
    while True:
        link = _LINK.match(text, start, end)
        begin = link.end() if link else start
        match = verb_at_start().match(text, begin, end)
        if (
            not match
            or end - match.end() < 2
            or NOT_AFTER_VERB.match(text, match.end())
            or (verb_kinds()[match.group()] == "plain" and begin == start and not _PAIR.search(text, 0, match.end()))
            or (begin == start and text[match.end() : end] in _TOO_GENERAL)
        ):
            break
        start = match.end()
    while True:
        skip = _BEFORE_NOUN.match(text, start, end)
        if not skip or end - skip.end() < 2:
            return start
        start = skip.end()


def verb_inside(text: str, start: int, end: int) -> regex.Match[str] | None:
    """The first unmistakable verb inside the stretch that is followed by a noun or by the number."""
    for match in _strong().finditer(text, start, end):
        rest = end - match.end()
        if (
            (rest == 0 or rest >= 2)
            and not NOT_AFTER_VERB.match(text, match.end(), end)
            and text[match.end() : match.end() + 1] != "的"
            and not (_OF_NEW.match(match.group()) and _RATIO.search(text, match.end(), end))
        ):
            return None if text[match.end() : end] == _EMPLOYMENT else match
    return None


def verb_suffix(text: str, start: int, end: int) -> str:
    """The longest verb that ends exactly at ``end``."""
    for length in range(min(6, end - start), 1, -1):
        word = text[end - length : end]
        if verb_kinds().get(word) in ("strong", "plain", "give", "raise", "reduce"):
            return word
    return ""
