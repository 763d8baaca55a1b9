"""Is this the name of a body? By the gazetteer, by the way names of bodies end, and phrases for classes of bodies.

All functions take folded reading text (``extractors.text.fold``); names without blanks and line breaks.
"""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from extractors.lexicon import alternation, words
from extractors.organisation_lexicon import branches, central_bodies, local_bodies
from extractors.regions import match_region

# Words for the place spoken from: 省|科技厅, 自治区|发展改革委.
PLACE_WORDS = ("自治区", "自治州", "兵团", "省", "市", "县", "区", "州", "旗", "盟", "地区", "行署", "镇", "乡")
_PLACE_PREFIX = regex.compile(r"(?:自治区|自治州|兵团|地区|[省市县区州旗盟])")
# A place outside the gazetteer, by its ending; the nearest ending first.
_PLACE_SHAPE = regex.compile(
    r"(?:(?![委局厅办部会处和与及由对的])\p{Han}){2,8}?(?:自治区|自治州|自治县|新区|[省市县区州旗盟])"
)
_DIVISION = regex.compile(r"\p{Han}{2,8}(?:处|科|股|(?<!实验|研究)室)")
# Words that no name holds, but text that runs into one does: 本政策由|市商务局.
_RUNNING_TEXT = regex.compile(r"由|会同|负责|牵头|根据|按照|设在|日常工作|以下|不再|发挥|履行|我们")
_YOUTH_LEAGUE = regex.compile(r"团(?P<place>[省市县区州旗盟])委|共青团(?P<named>\p{Han}{2,12}?)委(?:员会)?")
_PLAIN = regex.compile(r"(?!\()(?:[\p{Han}A-Za-z0-9“”·\-]|\([^()]{1,24}\)){2,40}")

_VAGUE = regex.compile(r"(?:其他|其它)?(?:有关|相关)(?:部门和单位|部门单位|部门|单位|方面|地方|地区|机构|部委)")

# After a class phrase: the end of an item, or words that say what the bodies do.
_AFTER_CLASS = (
    r"(?=$|[、,;:。.)<〈〉>\s]|\((?![省市县区州盟旗、]{1,7}\))|等|按|根据|依|负责|落实|牵头|配合|参与|组织|具体|分别|共同|承担|协助"
    r"|均|都|以及|及|和|与|要|应|为|抓好|抓落实|做好)"
)


@lru_cache(maxsize=8192)
def is_known_body(name: str) -> bool:
    """Whether the gazetteer has ``name``: as it is, behind a place, or as a branch named after a place.

    >>> is_known_body("省科技厅"), is_known_body("浙江证监局"), is_known_body("创新局面")
    (True, True, False)
    """
    if len(name) < 2:
        return False
    if name in words("body_suffixes", kind="never"):
        return False
    if name in central_bodies() or youth_league(name) or any(branch.pattern.fullmatch(name) for branch in branches()):
        return True
    local = local_bodies()
    if name in local or any(name[end:] in local for end in place_ends(name)):
        return True
    return name.startswith("中共") and is_known_body(name[2:])


def youth_league(name: str) -> str:
    """The place whose Communist Youth League committee ``name`` is: 省 of 团省委; empty for other names."""
    found = _YOUTH_LEAGUE.fullmatch(name)
    return (found["place"] or found["named"]) if found else ""


def place_ends(name: str) -> list[int]:
    """Where a place at the start of ``name`` may end: 省, 浙江省, 浙江, and places outside the gazetteer by their form.

    >>> place_ends("省科技厅")
    [1]
    """
    ends: list[int] = []
    if found := _PLACE_PREFIX.match(name):
        ends.append(found.end())
    if place := match_region(name):
        ends.append(place[1])
    if (found := _PLACE_SHAPE.match(name)) and not _not_opening().match(name):
        ends.append(found.end())
    return ends


@lru_cache(maxsize=8192)
def looks_like_body(name: str) -> bool:
    """Whether ``name`` is a body by the gazetteer or by its form: it ends as bodies do, and nothing speaks against it.

    >>> looks_like_body("城西科创大走廊管委会"), looks_like_body("产业布局"), looks_like_body("规划处")
    (True, False, True)
    """
    if is_known_body(name):
        return True
    if is_region(name):
        return True
    if len(name) < 3 or not _PLAIN.fullmatch(name):
        return False
    if name in words("body_suffixes", kind="never"):
        return False
    if _not_opening().match(name) or _not_ending().search(name) or _RUNNING_TEXT.search(name):
        return False
    return _ending().search(name) is not None


def is_division(name: str) -> bool:
    """Whether ``name`` is a division inside a body, without saying of which: 规划处, 综合科, 办公室."""
    if name == "办公室":
        return True
    if not _DIVISION.fullmatch(name) or place_ends(name):
        return False
    return looks_like_body(name) and not is_known_body(name)


def owner_end(name: str) -> int:
    """Where the body ends whose division ``name`` is: 市财政局|社保科; 0 for other names.

    >>> owner_end("市财政局社保科"), owner_end("社保科")
    (4, 0)
    """
    if not name.endswith(("科", "处", "股")) or name.endswith("办事处"):
        return 0
    cuts = range(len(name) - 2, 2, -1)
    return next((cut for cut in cuts if is_known_body(name[:cut]) and is_division(name[cut:])), 0)


def is_region(name: str) -> bool:
    """Whether ``name`` is nothing but a place of the gazetteer: 广州 in 广州、深圳市政府."""
    found = match_region(name)
    return found is not None and found[1] == len(name)


def class_end(text: str, start: int, end: int) -> int:
    """Where a phrase for a class of bodies that begins at ``start`` ends; ``start`` if there is none.

    >>> class_end("各市、县(市、区),省财政厅", 0, 14)
    9
    """
    found = _class_phrase().match(text, start, end)
    return found.end() if found else start


@lru_cache(maxsize=4096)
def is_class(name: str) -> bool:
    """Whether the whole of ``name`` is a phrase for a class of bodies."""
    return _class_phrase().fullmatch(name) is not None


def is_vague_class(name: str) -> bool:
    """Whether ``name`` is a class that names nobody: 有关部门, 相关单位, 有关方面 (but not 各有关部门)."""
    return _VAGUE.fullmatch(name) is not None


def field_words() -> tuple[str, ...]:
    """The fields that departments are named by: 财政 of 区财政部门."""
    return words("body_classes", kind="field")


@cache
def _ending() -> regex.Pattern[str]:
    return regex.compile(f"(?<=.)(?:{alternation(words('body_suffixes', kind='ending'))})(?:\\([^()]{{1,20}}\\))?$")


@cache
def _not_ending() -> regex.Pattern[str]:
    return regex.compile(f"(?:{alternation(words('body_suffixes', kind='not_ending'))})$")


@cache
def _not_opening() -> regex.Pattern[str]:
    names, none = (alternation(words("body_suffixes", kind=kind)) for kind in ("opening", "not_opening"))
    return regex.compile(rf"(?!{names})(?:{none})")


@cache
def _class_phrase() -> regex.Pattern[str]:
    """各市、县(市、区) · 各区人民政府 · 市(州)人民政府 · 各有关部门和单位 · 各地."""
    level = alternation(words("body_classes", kind="level"))
    # The longest government word first: 政府(管委会) before 政府.
    government = "|".join(regex.escape(word, special_only=True) for word in words("body_classes", kind="government"))
    field = rf"(?:{alternation(field_words())})(?:行政)?(?:主管|监管)?部门"
    opener = alternation(words("body_classes", kind="opener"))
    group = alternation(words("body_classes", kind="group"))
    whole = alternation(words("body_classes", kind="whole"))
    inner = alternation((*words("body_classes", kind="level"), *words("body_classes", kind="bracket")))
    levels = rf"(?:{level})(?:\((?:{inner})(?:[、,/](?:{inner})){{0,5}}\))?"
    row = rf"{levels}(?:[、和及]?{levels}(?=[、和及(]|{government}|两级|{level}|{_AFTER_CLASS})){{0,6}}"
    fore = r"(?:(?!由|会同|联合|和|及|与|等|包括|为)\p{Han}){0,8}?"
    one_level = r"(?:自治区|兵团|地区|新区|开发区|高新区|经开区|街道|[省市县区州盟旗镇乡])"
    zone = r"新区|开发区|高新区|经开区"  # 县经开区管委会 is one body
    # 各市(含青屿新区)相关主管部门
    noted = rf"(?:\((?:含|不含|包括|除)[^()]{{1,24}}\))?(?:(?:有关|相关|各){{1,2}}(?:{group}))?"
    return regex.compile(
        rf"(?:{fore}(?:{opener}){{1,2}}{row}(?:{government}|{field})?{noted}"
        rf"|{fore}各级(?:{government})"
        rf"|(?!{one_level}(?!级)(?:{zone})?(?:{government}){_AFTER_CLASS}){row}(?:{government})"
        rf"|{fore}(?:{opener}){{1,3}}\p{{Han}}{{0,8}}?(?:{group})(?:、(?:有关|相关)?单位)?"
        rf"|{whole}){_AFTER_CLASS}"
    )
