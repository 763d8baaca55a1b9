"""One standard name for all wordings of an indicator (研发投入强度, R&D经费支出占GDP比重 …).

A name is found by looking its key up in a table, never by likeness: two indicators whose names differ in one
character (单位GDP能耗, 单位工业增加值能耗) are two indicators. What the table does not name is read word by word
(``indicator_composition``): 省级数字农业工厂 with 个 is 省级数字农业工厂数. The unit of the number has the last say:
60% of the 高新技术企业 is no number of them.

The standard name says what is measured. Whether a number is the state of it, what is added to it or how fast it
grows is told by ``measure``: 高新技术企业, 新增高新技术企业 and 高新技术企业总数 are all 高新技术企业数,
地区生产总值增速 is 地区生产总值. For which place it is measured is told by ``scope`` and ``indicator``.
"""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from extractors.indicator_composition import compose, compose_freely, is_count
from extractors.indicator_keys import count_behind, name_key, reading_key
from extractors.indicator_units import UNKNOWN, fits, unit_kind
from extractors.indicator_words import made_end, place_end
from extractors.lexicon import LexiconError, read_table
from extractors.text import fold

_SCOPE_BEFORE = regex.compile(r"(?:[全我本][国省市区县州盟旗]|全自治区|全社会|全年)(?=..)")
_ADDED_BEFORE = regex.compile(r"(?:新增|净增|新建|新改建|新改扩建|改扩建|新认定|新培育|新引进|累计|年均)(?=..)")
# A share of what is new (新增车辆中…占比) is not the share of all.
_RATES = ("率", "比", "比重", "比例", "占比", "强度", "系数", "年限", "指数")

_GRADE_BEFORE = regex.compile(
    r"(?P<以上>国家级和?省级|国家和?省级|省级以上|自治区级以上)|(?P<市级以上>市级以上)|(?P<县级以上>县级以上)"
    r"|(?P<国家级>国家级|国家(?!监管|监测|统一|规定|下达|支持|投资|财政|融资|批准|补助))"
    r"|(?P<省级>省级|自治区级?|省(?![际内外直会域属控考区本管]))|(?P<市级>市级|市(?![场民内外直域属控考区政本管辖]))|(?P<县级>县级)"
)
_NO_GRADED_COUNTS = ("指数", "系数", "人数", "套数", "户数", "倍数")
_LIST = regex.compile(r"[、和与及]|以及")
_MAX_LIST = 4
_MAX_READ = 48


@lru_cache(maxsize=4096)
def standard_name(indicator: str, unit: str = "", measure: str = "") -> str:
    """The standard name of ``indicator``, empty when the lexicon has none.

    ``indicator`` is one measured noun phrase, folded or not; ``unit`` and ``measure`` are those of its number. A grade
    before something counted stays in the name:

    >>> standard_name("全市规上工业增加值增速")
    '规模以上工业增加值'
    >>> standard_name("省级以上众创空间")
    '省级以上众创空间数'
    >>> standard_name("湿地", "亩", "increment"), standard_name("风电", "千瓦", "level")
    ('湿地面积', '风电装机容量')
    """
    kind = unit_kind(unit, measure)
    return _of_one(indicator, kind, freely=True) or _of_list(indicator, kind)


def _of_one(indicator: str, kind: str, *, freely: bool) -> str:
    key, text = name_key(indicator), reading_key(indicator)
    if found := _looked_up(key, kind) or _read(text, kind):
        return found
    start = place_end(key)
    if start and key[:start] == text[:start]:
        key, text = key[start:], text[start:]
        if found := _looked_up(key, kind) or _read(text, kind):
            return found
    return _read(text, kind, freely=True) if freely else ""


def _looked_up(key: str, kind: str) -> str:
    """The name that the table has for a key, with or without 全市, a grade, 新增 before it."""
    names = _names()
    bare = _SCOPE_BEFORE.sub("", key, count=1) if _SCOPE_BEFORE.match(key) else key
    for name in (names.get(key), names.get(bare), _graded(bare), _added(bare)):
        if name and fits(name, kind):
            return name
    return ""


def _read(text: str, kind: str, *, freely: bool = False) -> str:
    """The name that the words of a key make; one that the table knows in other words goes by the table's."""
    if len(text) > _MAX_READ:
        return ""
    if not freely and (start := made_end(text)):
        name = _looked_up(name_key(text[start:]), kind) or _read(text[start:], kind)
        if is_count(name):
            return name
    scope = _SCOPE_BEFORE.match(text)
    for start in (0, scope.end()) if scope else (0,):
        grade = _GRADE_BEFORE.match(text, start)
        # 省 and 市 may be the beginning of an unknown word: 省际.
        if grade and not (freely and len(grade[0]) == 1):
            name = _told(text[grade.end() :], kind, freely)
            if name.endswith("数") and not name.endswith(_NO_GRADED_COUNTS):
                return _known(_grade_word(grade) + name, kind)
            if freely:
                return ""
        if name := _told(text[start:], kind, freely):
            return _known(name, kind)
    return ""


def _told(text: str, kind: str, freely: bool) -> str:
    """The name that the words of ``text`` make, with 总数, 数 behind it and without."""
    # 家数 may be a number of bodies, or 科学家 and their number.
    counted = dict.fromkeys((count_behind(text), int(text.endswith("数"))))
    units = (kind, "body") if kind == UNKNOWN else (kind,)
    tries = [(text, kind), *((text[:-length], unit) for length in counted if length for unit in units)]
    for words, unit in tries:
        if name := compose_freely(words, unit) if freely else compose(words, unit, _own_names()):
            return name
    return ""


def _known(name: str, kind: str) -> str:
    """``name`` in the words of the table, if the table has it."""
    known = _names().get(name_key(name), "")
    return known if known and fits(known, kind) else name


def _of_list(indicator: str, kind: str) -> str:
    """Several things counted together: 数字农业工厂、未来农场. One number for two rates or amounts has no name."""
    parts = _LIST.split(fold(indicator))
    if kind == UNKNOWN or not 2 <= len(parts) <= _MAX_LIST:
        return ""
    names = [_of_one(part, kind, freely=False) for part in parts]
    if not all(name.endswith("数") and not name.endswith(_NO_GRADED_COUNTS) for name in names):
        return ""
    return "和".join(name.removesuffix("数") for name in dict.fromkeys(names)) + "数"


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
    return _grade_word(grade) + name


def _grade_word(grade: regex.Match[str]) -> str:
    return "省级以上" if grade.lastgroup == "以上" else str(grade.lastgroup)


@cache
def _names() -> dict[str, str]:
    """Standard names by key. Two names under one key would make the answer hang on the order of rows."""
    names: dict[str, str] = {}
    for row in read_table("indicators", ("wording", "standard", "source")):
        key = name_key(row["wording"])
        if names.setdefault(key, row["standard"]) != row["standard"]:
            raise LexiconError(f"indicators: {row['wording']} is {row['standard']} and {names[key]}")
    return names


@cache
def _own_names() -> dict[str, str]:
    """Standard names by their own keys alone, as heads of longer names: 民办 | 幼儿园数."""
    return {name_key(name): name for name in set(_names().values())}
