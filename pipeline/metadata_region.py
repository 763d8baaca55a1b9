"""The place a document speaks from, where neither issuer nor title names it in full."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Literal

import regex

from extractors.lexicon import alternation
from extractors.regions import parse_place, short_names
from extractors.types import Region

Level = Literal["country", "province", "city"]
# 我省, 全省, 省政府 are said by a province, 我市, 全市 by a city.
_SELF: tuple[tuple[Level, regex.Pattern[str]], ...] = (
    ("province", regex.compile(r"[我全]省|省政府|省人民政府|自治区人民政府|自治区党委")),
    ("city", regex.compile(r"[我全本]市|市政府|市人民政府")),
)
_NATION = regex.compile(r"我国|各省、自治区、直辖市|各省\(")
_DISTRICT = regex.compile(r"[我本全][区县旗](?!域|别|分)|[区县]委?[区县]?政府")
_OWN_DISTRICT = regex.compile(r"[我本][区县旗](?!域|别|分)")
# Where a title names the place: at its start, behind its year, behind 印发 or 关于, inside 《 or “.
_TITLE_PLACES = regex.compile(
    r"^(?:(?:19|20)\d\d年度?)?|(?:关于印发|印发|关于|转发)(?:《|“)?(?:(?:19|20)\d\d年度?)?|[《“]"
)
_LEAST, _MARGIN = 3, 3


def title_region(title: str) -> Region:
    """The place a title is about, if it names one where titles do; empty otherwise.

    >>> title_region("2022年云泽省公共机构节能工作要点").full_name
    '云泽省'
    """
    for match in _TITLE_PLACES.finditer(title):
        found = parse_place(title[match.end() :])
        if found:
            return found[0]
    return Region()


def level_spoken(text: str) -> Level | None:
    """Whether a text speaks for the country, a province or a city; ``None`` if for several alike or for none."""
    counts: dict[Level, int] = {level: sum(1 for _ in pattern.finditer(text)) for level, pattern in _SELF}
    if not any(counts.values()) and not _OWN_DISTRICT.search(text):
        return "country" if sum(1 for _ in _NATION.finditer(text)) >= _LEAST else None
    first, second = sorted(counts, key=lambda level: -counts[level])
    if counts[first] < _LEAST or counts[first] < 2 * counts[second]:
        return None
    if first == "city" and sum(1 for _ in _DISTRICT.finditer(text)) * 3 > counts[first]:
        return None
    return first


def most_named(text: str, level: Level) -> Region:
    """The place of ``level`` that the text names far more often than any other; empty if there is no such place.

    A report on a city's year names that city on every page and others in passing.
    """
    if level == "country":
        return Region(country=True)
    counts: Counter[Region] = Counter(_names(level)[match[0]] for match in _names_pattern(level).finditer(text))
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < _LEAST or (len(ranked) > 1 and ranked[0][1] < _MARGIN * ranked[1][1]):
        return Region()
    return ranked[0][0]


@cache
def _names(level: Level) -> dict[str, Region]:
    return short_names(level)


@cache
def _names_pattern(level: Level) -> regex.Pattern[str]:
    # 吉林省 names the province, 朝阳区 no city.
    other = "(?!市|大学)" if level == "province" else "(?![区县路]|大学)"
    return regex.compile(alternation(list(_names(level))) + other)
