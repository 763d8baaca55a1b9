"""Labels that announce units: 责任单位: · 牵头责任处室 · 配合部门(单位): — and the role they give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from extractors.lexicon import alternation
from extractors.role_words import role_rows, role_words
from extractors.types import Role, Span

# Of several role words in one label the first of these holds: 牵头责任处室 leads.
_ROLES: tuple[Role, ...] = ("lead", "support", "responsible")
# 各责任单位: opens a letter, it labels no list.
_ADDRESS = regex.compile(r"(?:各|有关|相关|为|由)$")
_IMPRINT = regex.compile(r"版权|备案|ICP|网站标识|公网安备|技术支持")
_LONGEST = 16
# What may stand before a label that is set off by its place alone.
_OPENINGS = ("", "\n", "(", "。", ";", ",", " ")


@dataclass(frozen=True, slots=True)
class Label(Span):
    """A label with what parts it from its list; without ``colon`` it is one only where nothing but units follows."""

    role: Role
    colon: bool


def find_labels(text: str) -> Iterator[Label]:
    """The labels in folded text: before a colon, in brackets of their own, alone on a line, before 为 or a blank."""
    for found in _anchor().finditer(text):
        label = _alone(text, found) if found["alone"] else _with_head(text, found)
        if label and not _is_imprint(text, label):
            yield label


def _alone(text: str, found: regex.Match[str]) -> Label | None:
    """主办:A, where nothing but the beginning of a stretch stands before it."""
    role = role_of_words(found["alone"])
    if role is None or _opening(text, found.start()) not in _OPENINGS:
        return None
    return Label(found.start(), found.end(), role, found["alone"] not in role_words("strict"))


def _with_head(text: str, found: regex.Match[str]) -> Label | None:
    before = _before_head().search(text, max(0, found.start() - _LONGEST), found.start("head"))
    if before is None or _ADDRESS.search(text, max(0, before.start() - 2), before.start()):
        return None
    role, colon = role_of_words(before[0]), found["colon"] is not None
    if role is None or not (colon or _stands_apart(_opening(text, before.start()), found["mark"])):
        return None
    start = before.start() - (found["mark"] in ("】", ")"))
    # 市水利局(牵头单位)、市财政局: the role of the body before it, no label.
    if found["mark"] == ")" and _opening(text, start) not in _OPENINGS:
        return None
    return Label(start, found.end(), role, colon)


def _is_imprint(text: str, label: Label) -> bool:
    """Whether the label stands in a web page's imprint, which names the page's host, not who does a task."""
    host = text.startswith(("主办", "承办", "协办"), label.start)
    return host and _IMPRINT.search(text, label.end, label.end + 150) is not None


def _stands_apart(opening: str, mark: str) -> bool:
    """Whether a label without a colon is set off on both sides: 【责任单位】, a line of its own, (牵头单位 A)."""
    if mark and mark in "】)":
        return opening in ("【", "(")
    return opening in _OPENINGS


def _opening(text: str, position: int) -> str:
    """The character before ``position``, empty at the beginning."""
    return text[max(0, position - 1) : position]


@lru_cache(maxsize=512)
def role_of_header(header: str) -> Role | None:
    """The role that a column's head gives its units; ``None`` if it heads no units.

    >>> role_of_header("牵头责任处室"), role_of_header("会办单位"), role_of_header("完成时限")
    ('lead', 'support', None)
    """
    name = regex.sub(r"\s|\([^()]{0,20}\)", "", header)
    return role_of_words(name) if _header().fullmatch(name) else None


def role_of_words(words: str) -> Role | None:
    """The role that a label's words tell: 牵头责任 is lead, 配合 support, 责任 responsible; ``None`` for others."""
    found = {row["role"] for row in role_rows() if row["kind"] == "label" and row["word"] in words}
    return next((role for role in _ROLES if role in found), None)


@cache
def _anchor() -> regex.Pattern[str]:
    """The noun of a label (or 主办 alone) and what parts it from the list."""
    head, alone = alternation(role_words("head")), alternation((*role_words("alone"), *role_words("strict")))
    bracket = r"(?:\([^()\n]{1,12}\))?"
    return regex.compile(
        rf"(?P<head>{head}){bracket}(?:\s?(?P<colon>:|--)|(?P<mark>[】)]|为|是|\s|(?=[省市县区州旗各]\p{{Han}})))\s{{0,3}}"
        rf"|(?P<alone>{alone})\s?(?P<colon>:)\s{{0,3}}"
    )


@cache
def _before_head() -> regex.Pattern[str]:
    """What stands before the noun: 牵头, 主要责任, 市级配合; found backwards from it."""
    role = alternation(role_words("label"))
    return regex.compile(rf"(?:{role}){{1,3}}(?:(?:及|和|与|、)(?:{role}){{1,2}})?(?:\((?:{role})\))?\p{{Han}}{{0,2}}$")


@cache
def _header() -> regex.Pattern[str]:
    """A column's head: 牵头责任处室 · 责任部门/单位 · 责任单位及责任人."""
    role, head = alternation(role_words("label")), alternation(role_words("head"))
    alone = alternation(role_words("alone"))
    more = rf"(?:名称|[/、和及](?:{head}|(?:责任|联系)?人))?"
    return regex.compile(rf"\p{{Han}}{{0,6}}?(?:{role}){{1,3}}\p{{Han}}{{0,4}}?(?:{head}){more}|{alone}")
