"""Names of indicators put together from words: 省级 | 数字 | 农业 | 工厂 with 个 is 省级数字农业工厂数.

What ``lexicon/indicators.tsv`` does not know by name is read as words, to its last character: a name made of half an
indicator is a wrong name. The last word is the head; it and the unit of the number decide what is measured
(``lexicon/indicator_nouns.tsv``). Qualifiers stay in the name, so that a part never goes by the name of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise

import regex

from extractors.indicator_keys import name_key
from extractors.indicator_units import fits
from extractors.indicator_words import NOUNS, Word, first_word, joined, last_word, read_words, word_list
from extractors.lexicon import read_table

_LENGTHS = range(2, 41)
_COUNTED = frozenset({"thing", "type", "person", "people", "deed"})
_NAMES_ITSELF = frozenset({"measure", "whole", "share"})
_SHARE_OF = regex.compile(r"(?P<part>.{2,30}?)占(?P<whole>.{2,24})比")
# 改造示范项目, 培训基地: what is done belongs to the noun; in 改造农贸市场 the noun is what it is done to.
_NOT_DONE_TO = regex.compile(
    r"(?:项目|工程|基地|中心|机构|平台|单位|设施|设备|试点|队|站|点|场所|班|工作室|面积|能力|规模|量)$"
)
# After an unknown word these make a place that the gazetteer does not know (云泽新区规上工业增加值).
_PLACE_LIKE = frozenset("新区 区 县 市 镇 乡 村 园区 高新区 经开区 开发区 机场 港口".split())  # noqa: SIM905


def compose(text: str, unit: str, names: Mapping[str, str]) -> str:
    """The name that the words of ``text`` make with a unit of kind ``unit``, empty when one of them is unknown.

    ``text`` is a reading key; ``names`` are standard names by their own keys, which may be heads, too
    (县域 | 规模以上工业增加值).
    """
    if len(text) not in _LENGTHS:
        return ""
    return _done_to(text, unit) or _made(text, unit, names) or _headed(text, unit, names) or _share(text, unit, names)


def compose_freely(text: str, unit: str) -> str:
    """As ``compose``, with one qualifier that no list knows: 高山 of 高山蔬菜基地. The head is always known."""
    return _headed(text, unit, {}, strange=True) if len(text) in _LENGTHS else ""


def is_count(name: str) -> bool:
    """Whether ``name`` counts or measures things, so that new ones add to it: a rate of what is new is another rate."""
    return bool(name) and not fits(name, "percent")


def _headed(text: str, unit: str, names: Mapping[str, str], *, strange: bool = False) -> str:
    """Qualifiers and a head, the longest head first."""
    words = word_list()
    first = words.of(first_word(text))
    if "made" in first and "mod" not in first:
        return ""
    for start in range(len(text)):
        head = text[start:]
        known, kinds = names.get(head, ""), words.of(head)
        if not known and not kinds:
            continue
        before = read_words(text[:start], strange=strange)
        if before is None or (strange and _doubtful(before, head)):
            continue
        if known and before and fits(known, unit):
            return joined(before) + known
        if name := next(filter(None, (_ended(head, kind, unit, before) for kind in sorted(kinds))), ""):
            return name
        if kinds & _NAMES_ITSELF:
            return ""
    return ""


def _doubtful(before: list[Word], head: str) -> bool:
    """Whether an unknown qualifier may be part of a place (云泽 | 新区) or of the head."""
    words = word_list()
    keys = [*(word.key for word in before), head]
    return len(head) == 1 or any(not words.of(one) and after in _PLACE_LIKE for one, after in pairwise(keys))


def _ended(head: str, kind: str, unit: str, before: list[Word]) -> str:
    """The name with ``head`` taken as a word of ``kind``, empty where it says nothing or does not go with the unit."""
    stem = joined(before) + word_list().heads[head, kind]
    if kind in _NAMES_ITSELF:
        says = kind == "whole" or (_is_share(before) if kind == "share" else _says_something(before))
        return stem if says and fits(stem, unit) else ""
    if (kind in ("type", "people") and not joined(before)) or (kind == "deed" and not _says_something(before, "deed")):
        return ""
    ending = _endings().get((kind, unit), "")
    # 店, 井, 港 are counted; an area is told of longer words.
    return stem + ending if ending and (len(head) > 1 or ending == "数") else ""


def _says_something(before: list[Word], *empty: str) -> bool:
    """Whether one of the words is of no empty kind: 年度 | 投资 does not say in what."""
    words = word_list()
    return any(not words.of(word.key).intersection(("weak", "drop", *empty)) for word in before)


def _is_share(before: list[Word]) -> bool:
    """Whether what is shared tells the whole, too: 国六重型货车比例 is of 重型货车, 风电比例 of power or of output."""
    if len(before) < 2:
        return False
    last = word_list().of(before[-1].key)
    return before[-1].key.endswith("面积") or bool(last & _COUNTED and not last.intersection(("power", "measure")))


def _done_to(text: str, unit: str) -> str:
    """改造农贸市场 is 农贸市场改造: what is done stands behind what it is done to."""
    words = word_list()
    deed = first_word(text)
    target = text[len(deed) :]
    ending = _endings().get(("deed", unit), "")
    if "act" not in words.of(deed) or not ending or len(target) < 3 or _NOT_DONE_TO.search(target):
        return ""
    read = read_words(target) if words.of(last_word(target)) & NOUNS else None
    return joined(read) + words.heads[deed, "act"] + ending if read else ""


def _made(text: str, unit: str, names: Mapping[str, str]) -> str:
    """建设, 认定 … behind what is counted are no part of its name."""
    made = last_word(text)
    rest = text[: -len(made)]
    if len(rest) < 2 or "made" not in word_list().of(made):
        return ""
    name = names.get(name_key(rest), "") or compose(rest, unit, names)
    return name if is_count(name) and fits(name, unit) else ""


def _share(text: str, unit: str, names: Mapping[str, str]) -> str:
    """A share of a whole that is named: X占Y比. What it is a share of must not be guessed."""
    found = _SHARE_OF.fullmatch(text)
    if not found or not fits("比重", unit):
        return ""
    part, whole = (_part(found[side], names) for side in ("part", "whole"))
    return f"{part}占{whole}比重" if part and whole else ""


def _part(text: str, names: Mapping[str, str]) -> str:
    """``text`` as part of a name: a standard name without its 数, else its words, where they are more than a head."""
    if text in names:
        return names[text].removesuffix("数")
    read = read_words(text)
    if not read or not _says_something(read):
        return ""
    bare_head = word_list().of(read[-1].key).intersection(("measure", "share")) and not _says_something(read[:-1])
    return "" if bare_head else joined(read)


@cache
def _endings() -> dict[tuple[str, str], str]:
    rows = read_table("indicator_nouns", ("kind", "unit", "ending", "note"), key=("kind", "unit"))
    return {(row["kind"], row["unit"]): row["ending"] for row in rows}
