"""What has the shape of a quantity but is none: codes, ordinals, dates, idioms, articles, sessions, grades."""

from __future__ import annotations

from collections.abc import Callable

import regex

_DATE_BEHIND = regex.compile(r"[年月日](?!均|产|内)|届|[、.](?=\S)|:\d\d|[次期轮批](?:全会|会议|党代会|代表大会|党委)")
_AT_LEAST = regex.compile(r"(?:至少|不少于|最少)\p{Han}{0,4}$")
_IDIOM = regex.compile(
    r"一(?:度(?!电)|盘(?=棋|散沙)|个(?!百分点)|批|项|条|套|种|类|张|件|站|家|把|支|片|门|次|名|座|份|场|处|部|所|对|班|组|体|级|线|号|些|起|代|道|本)"
    r"|(?:[两三四五六七八九十双多]|十[一二三四五六七八九])(?:个(?=维护|意识|自信|确立|务必|一批|文明|全面|坚持|带头|不能|一律|毫不|方面|环节|领域|层面|结合|\p{Han}{0,4}转变|关口|大局|轮子|抓手|市场|积极性|统一|优先|加强|严禁)"
    r"|位(?=一体)|类(?=水)|级|线|项(?=任务|机制|清单|制度|原则|改革|规定)|条(?=例|线)|大|个层次)"
)
# 干一个、成一个、精一个
_EACH_ONE = regex.compile(r"一[个家件项处批](?:、|,|就)?\p{Han}{1,4}一[个家件项处批]")
# 二次包装, 三次产业
_SECONDARY = regex.compile(r"二次(?!以|及|或|的)\p{Han}|三次产业")
_DIMENSIONS = regex.compile(r"[一二三四五六七八九多]元")
_MEETING = regex.compile(
    r"(?:[、和][\d一二三四五六七八九十]{1,3}次){0,4}(?:会议|全会|全体|大会|党代会|人代会|代表大会|常委会)"
)
_SMALL = {numeral: value for value, numeral in enumerate("二三四五六七八九十", start=2)} | {"两": 2}
_HAN = regex.compile(r"\p{Han}{2}")
# The list of names right before a number: in quotes, or items between 、.
_NAMED = regex.compile(
    r"(?:“[^“”\n]{1,60}”){1,9}$|(?:[\p{Han}A-Za-z0-9·“”]{1,14}、){1,9}[\p{Han}A-Za-z0-9·“”]{1,14}(?:[和及与][\p{Han}A-Za-z0-9·]{1,12})?$"
)
# 投放AED3000台: the letters are what is counted.
_AFTER_NAME = regex.compile(r"\p{Han}[A-Z]{2,6}$")
_COUNTER = regex.compile(r"[1-9]\d{1,5}(?:台|个|家|套|辆|处|张|条|座|项|件|人|名|次)(?!型)")
_EACH_PLACE = regex.compile(
    r"(?:每[个一]?(?:省|市|县|区|镇|乡|村|社区|街道|园区|学校|企业)\p{Han}{0,4}|各(?:市|县|区|镇|乡|村|地)\p{Han}{0,2})"
    r"(?:至少|原则上|均|要|应|力争|确保|\(\p{Han}{1,4}\)){0,3}(?:培育|建设|建成|建立|打造|设立|组建|创建|新建|配备|开设|举办|发展|引进)(?:至少)?$"
)
_GOES_ON = regex.compile(r"(?![以的左至到或每补奖钱及和])\p{Han}")
_DIVIDED = regex.compile(
    r"(?P<into>(?:划|区)?分(?:为|成))(?:\p{Han}{1,8}、){0,6}(?:\p{Han}{1,8})?$|(?<![百部万十得评积计满区划])(?P<by>分)$"
)
_PARTS = regex.compile(r"[个类种档级步批期段组等层次项块片]")
_PARTS_OF_TIME = regex.compile(
    r"(?:阶段|步骤|步|批次?|期|年度|层次|层面|环节|档次?|类|轮|组)?(?![\p{Han}]{0,4}企业|项目)"
)
# A refusal takes the text and the candidate's span and says whether the candidate is no quantity.
_Refusal = Callable[[str, int, int], bool]


def _glued(text: str, start: int, end: int) -> bool:
    """Part of a code, a version or a sum of numbers: 1+3+1+X, P3, A-3级, 3.0版."""
    if _AFTER_NAME.search(text, max(0, start - 8), start) and _COUNTER.match(text, start):
        return False
    return (start > 0 and (text[start - 1] in "+×/*" or text[start - 1].isascii() and text[start - 1].isalpha())) or (
        end < len(text) and text[end] in "+×"
    )


def _ordinal(text: str, start: int, end: int) -> bool:
    """第二批, 第十五次, 国发15号: which one, not how many."""
    return start > 0 and text[start - 1] in "第G" or end < len(text) and text[end] in "号版"


def _date(text: str, start: int, end: int) -> bool:
    """Followed by what makes it a date, a session or a list label."""
    if text[end : end + 1] == "、" and "分别" in text[max(0, start - 12) : start]:
        return False
    return bool(_DATE_BEHIND.match(text, end)) and text[end - 1] in "0123456789一二三四五六七八九十"


def _idiom(text: str, start: int, end: int) -> bool:
    """一批, 一站式, 两个维护: words, not counts."""
    if text[start] == "零":  # 零部件, 零售
        return True
    if _EACH_ONE.search(text, max(0, start - 10), end + 10):
        return True
    if text[start] == "一" and _EACH_PLACE.search(text, max(0, start - 24), start):
        # 每个县建成一个物流园
        return False
    # 建成中试基地一个。 At the end of a clause 一个 counts.
    if _AT_LEAST.search(text, max(0, start - 8), start):
        return False
    if (
        text[start:end] in ("一个", "一家", "一座", "一处", "一所", "一条", "一项")
        and (end == len(text) or text[end] in ",、。;)\n")
        and start > 0
    ):
        return text[start - 1] in ",、。;:(“"
    return bool(_IDIOM.match(text, start))


def _articles(text: str, start: int, end: int) -> bool:
    """稳增长20条, 若干措施18条: the articles of a policy."""
    return text[end - 1] == "条" and bool(
        regex.search(r"(?:发展|政策|措施|意见|若干|新政|举措|增长|工作|十|改革|规定)$", text[max(0, start - 4) : start])
    )


def _grade(text: str, start: int, end: int) -> bool:
    """30万千瓦级机组, 千万吨级: a class of things, not a number of units."""
    return text[end : end + 1] == "级" and text[end - 1] not in "个项家人名"


def _session(text: str, start: int, end: int) -> bool:
    """三次会议, 十次党代会: which meeting."""
    return text[end - 1] in "次届" and bool(_MEETING.match(text, end))


def _longer_word(text: str, start: int, end: int) -> bool:
    """二元结构, 百亿项目, 两位数增长: the unit is the beginning or the end of another word."""
    behind = text[end : end + 1]
    if (text[end - 1] == "项" and behind == "目") or (text[end - 1] == "位" and behind == "数"):
        return True
    if _SECONDARY.match(text, start):
        return True
    return bool(_DIMENSIONS.fullmatch(text, start, end)) and bool(_GOES_ON.match(behind))


def _division(text: str, start: int, end: int) -> bool:
    """分两个阶段, 分为甲、乙、丙三类: into how many parts something is divided."""
    if end - start != 2 or text[start] not in "两三四五六七八九十2345678":
        return False
    divided = _DIVIDED.search(text, max(0, start - 60), start)
    if divided is None or not _PARTS.match(text, end - 1):
        return False
    return not divided["by"] or bool(_PARTS_OF_TIME.match(text, end))


def _sums_up(text: str, start: int, end: int) -> bool:
    """以园区、楼宇、商圈三个平台为抓手, “清河、护岸、净水”三项行动: how many were named just before."""
    count = _SMALL.get(text[start])
    if count is None or end - start != 2 or text[start - 1 : start] == "等" or not _HAN.match(text, end):
        return False
    named = _NAMED.search(text, max(0, start - 90), start)
    if not named:
        return False
    names = regex.split(r"[、和及与]|”“", named.group().strip("“”\"'"))
    return len(names) == count


_UNIT_ALONE = regex.compile(r"(?<=[(:])[十百千万亿]{1,2}\p{Han}{1,6}(?:/\p{Han}{1,4})?(?=[),;。\n]|$)")


def _unit_alone(text: str, start: int, end: int) -> bool:
    """单位:亿元, 供水能力(亿立方米): in which unit, not how many."""
    alone = _UNIT_ALONE.match(text, start) if text[start] in "十百千万亿" else None
    return alone is not None and alone.end() == end


REFUSALS: dict[str, _Refusal] = {
    "glued": _glued,
    "ordinal": _ordinal,
    "date": _date,
    "idiom": _idiom,
    "articles": _articles,
    "session": _session,
    "grade": _grade,
    "longer_word": _longer_word,
    "division": _division,
    "sums_up": _sums_up,
    "unit_alone": _unit_alone,
}
