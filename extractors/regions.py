"""Places of government: which province, city and county a name begins with.

The gazetteer is ``lexicon/divisions.tsv`` (34 provinces, their prefectures and counties, and former names still met in
documents); ``lexicon/region_short_names.tsv`` rules on short names that are also everyday words. A name that several
places bear (鼓楼区, 朝阳) is understood only ``within`` a region that decides it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import regex

from extractors.lexicon import LexiconError, read_table
from extractors.types import Region

_COLUMNS = ("code", "name", "level", "parent", "short", "valid_from", "valid_to", "source")
_RANK = {"province": 0, "city": 1, "county": 2}
_KINDS = ("alias", "within", "word", "generic")

_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")

# After a short name these make another name of it: 黄山|路, 杭州|湾, 鞍山|镇.
_OTHER_NAME = frozenset("省市县区旗州盟镇乡村路街道巷湾江湖河岛桥山海")
# … except where a word begins there: 大连|海事局.
_AFTER_SHORT = ("海事", "海关", "海洋", "江河", "山水", "河长", "湖长", "河湖")
# 城区, 新市区 … are places only where their government is named.
_GOVERNMENT = regex.compile(r"(?:区|县)?(?:人民政府|政府|委员会|人大|政协)|委(?!托|员)|$")


@dataclass(frozen=True, slots=True)
class _Division:
    """A row of the gazetteer, with the place it stands for."""

    name: str
    level: str
    short: str
    region: Region
    former: bool


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    full: dict[str, tuple[_Division, ...]]
    short: dict[str, tuple[_Division, ...]]
    lengths: tuple[int, ...]
    rulings: dict[str, str]
    short_of: dict[Region, str]


def match_region(name: str, *, within: Region | None = None) -> tuple[Region, int] | None:
    """The place that ``name`` begins with and the number of characters that say so; ``None`` if none or several.

    ``within`` is the region spoken from: it decides between places of one name and allows short names of its counties.

    >>> match_region("浙江省杭州市余杭区人民政府")
    (Region(province='浙江省', city='杭州市', county='余杭区', country=False), 9)
    """
    first = _first(name, within)
    if first is None:
        return None
    division, end, is_short = first
    while division.level != "county":
        below = _below(name, end, division)
        if below is None:
            break
        division, end = below
    if is_short and division is first[0] and not _free_standing(name, end):
        return None
    return division.region, end


def find_region(name: str, *, within: Region | None = None) -> Region | None:
    """The place that ``name`` begins with, as in ``match_region``.

    >>> find_region("浙江银保监局").full_name
    '浙江省'
    """
    found = match_region(name, within=within)
    return found[0] if found else None


def short_name(region: Region) -> str:
    """The everyday name of a region's lowest level: ``杭州`` for 浙江省杭州市, ``全国`` for the country.

    Names outside the gazetteer lose the word for their level; a one-character name keeps it (``盐县``).
    """
    if region.country:
        return "全国"
    if known := _gazetteer().short_of.get(region):
        return known
    lowest = region.county or region.city or region.province
    bare = regex.sub(r"(?:自治[区州县旗]|特别行政区|地区|[省市县区旗盟州])$", "", lowest)
    return bare if len(bare) > 1 else lowest


def short_names(level: str) -> dict[str, Region]:
    """The everyday names of places of a level that mean one place and nothing else: ``晋城`` → 山西省晋城市.

    Municipalities (北京) are cities as well as provinces.
    """
    gazetteer = _gazetteer()
    found: dict[str, Region] = {}
    for word, divisions in gazetteer.short.items():
        inside = [one for one in divisions if one.level == level or (level == "city" and one.name in _MUNICIPALITIES)]
        if len(inside) == 1 and (level == "province" or gazetteer.rulings.get(word) != "word"):
            found[word] = inside[0].region
    return found


# Names outside the gazetteer, by their form. Words that stand before 市/县/区 without naming a place are refused.
_NAME = r"(?:(?![全各本我该外跨邻与及和或等的之在向对为从由把被请每某个两省市县区])\p{Han})"
_NOT_A_NAME = (
    r"(?!推进|推动|加快|加强|建设|关于|支持|实施|做好|印发|落实|重点|试点|贫困|示范|有关|相关"
    r"|所辖|直辖|周边|地方|沿海|国家|中央)"
)
_PROVINCE = regex.compile(rf"{_NOT_A_NAME}(?:{_NAME}{{2,3}}省|{_NAME}{{2,6}}自治区)")
_CITY = regex.compile(
    rf"{_NOT_A_NAME}(?:{_NAME}{{1,3}}(?![城都上股超门楼黑开夜集闹菜])\p{{Han}}市|{_NAME}{{2,6}}自治州)"
)
_COUNTY = regex.compile(
    rf"{_NOT_A_NAME}(?:{_NAME}{{1,3}}(?:县|旗)|{_NAME}{{1,7}}自治[县旗]"
    rf"|{_NAME}{{1,2}}(?![园社地小校片景辖城郊库牧灾战税贸能作心行验发范])\p{{Han}}区"
    rf"(?=人民政府|政府|委|$|[\d“]|发展|财政))"
)


def parse_place(name: str) -> tuple[Region, int] | None:
    """Like ``match_region``, and by the form ``X省Y市Z县`` for places outside the gazetteer.

    >>> parse_place("云泽省青屿市人民政府")
    (Region(province='云泽省', city='青屿市', county='', country=False), 6)
    """
    known = match_region(name)
    region, end = known or (Region(), 0)
    # A known city or county that stands first is complete; a province may be followed by a city not in the table.
    if region.level == "county":
        return known
    if not region.province and (found := _PROVINCE.match(name)):
        region, end = Region(province=found[0]), found.end()
    if not region.city and (found := _CITY.match(name, end)):
        region, end = Region(region.province, found[0]), found.end()
    if found := _COUNTY.match(name, end):
        region, end = Region(region.province, region.city, found[0]), found.end()
    return (region, end) if end else None


def _first(name: str, within: Region | None) -> tuple[_Division, int, bool] | None:
    """The division whose name is the longest beginning of ``name``, where it ends, and whether it is a short name.

    A longer name that stays ambiguous hides shorter ones.
    """
    gazetteer = _gazetteer()
    for end in gazetteer.lengths:
        word = name[:end]
        if len(word) < end:
            continue
        if word in gazetteer.full:
            if gazetteer.rulings.get(word) == "generic" and not _GOVERNMENT.match(name, end):
                return None
            chosen = _choose(gazetteer.full[word], within)
            return (chosen, end, False) if chosen else None
        if word in gazetteer.short:
            chosen = _choose_short(word, gazetteer, within)
            if chosen:
                return chosen, end, True
    return None


def _below(name: str, start: int, upper: _Division) -> tuple[_Division, int] | None:
    """A city or county of ``upper`` that the name goes on with: in full, or a city by its short name."""
    gazetteer = _gazetteer()
    for length in gazetteer.lengths:
        word = name[start : start + length]
        if len(word) < length:
            continue
        end = start + length
        inside = [one for one in gazetteer.full.get(word, ()) if _is_below(one, upper)]
        if inside:
            if gazetteer.rulings.get(word) == "generic" and not _GOVERNMENT.match(name, end):
                return None
            chosen = _highest(inside)
            return (chosen, end) if chosen else None
        if upper.level == "province" and word not in gazetteer.rulings:
            cities = [one for one in gazetteer.short.get(word, ()) if one.level == "city" and _is_below(one, upper)]
            if len(cities) == 1 and _free_standing(name, end):
                return cities[0], end
    return None


def _free_standing(name: str, end: int) -> bool:
    """Whether a short name that ends at ``end`` is not the beginning of another name, as 黄山 in 黄山路."""
    return end >= len(name) or name[end] not in _OTHER_NAME or name.startswith(_AFTER_SHORT, end)


def _is_below(division: _Division, upper: _Division) -> bool:
    return _RANK[division.level] > _RANK[upper.level] and _inside(division.region, upper.region)


def _inside(region: Region, outer: Region) -> bool:
    """Whether ``region`` is ``outer`` or lies in it."""
    if outer.country:
        return True
    return region.province == outer.province and outer.city in ("", region.city) and outer.county in ("", region.county)


def _narrowing(within: Region | None) -> Iterable[Region]:
    """``within`` and the regions around it, from the smallest."""
    if within is None or not within.province:
        return
    if within.city:
        yield Region(within.province, within.city)
    yield Region(within.province)


def _choose(divisions: tuple[_Division, ...], within: Region | None) -> _Division | None:
    """The one division meant by a name: the nearest around ``within``, else the only one there is."""
    for outer in _narrowing(within):
        near = [one for one in divisions if _inside(one.region, outer)]
        if near:
            return _highest(near)
    return _highest(divisions)


def _choose_short(word: str, gazetteer: _Gazetteer, within: Region | None) -> _Division | None:
    """The division meant by a short name. Counties go by it only inside the city or province spoken from."""
    ruling = gazetteer.rulings.get(word, "")
    divisions = gazetteer.short[word]
    provinces = tuple(one for one in divisions if one.level == "province")
    if ruling == "word":
        return provinces[0] if provinces else None
    for outer in _narrowing(within):
        near = [one for one in divisions if _inside(one.region, outer)]
        if near:
            return _highest(near)
    if ruling == "within":
        return None
    return _highest([one for one in divisions if one.level != "county"])


def _highest(divisions: Iterable[_Division]) -> _Division | None:
    """The only division of the highest level among ``divisions``, those of today before former ones; else ``None``."""
    ranked = sorted(divisions, key=lambda one: (one.former, _RANK[one.level]))
    top = [one for one in ranked if (one.former, one.level) == (ranked[0].former, ranked[0].level)]
    return top[0] if len({one.region for one in top}) == 1 else None


@cache
def _gazetteer() -> _Gazetteer:
    rows = read_table("divisions", _COLUMNS, key=("code", "name"))
    by_code: dict[str, dict[str, str]] = {}
    for row in rows:
        by_code.setdefault(row["code"], row)
    full: dict[str, list[_Division]] = {}
    short: dict[str, list[_Division]] = {}
    short_of: dict[Region, str] = {}
    by_place: dict[str, _Division] = {}
    for row in rows:
        division = _Division(row["name"], row["level"], row["short"], _region(row, by_code), bool(row["valid_to"]))
        by_place.setdefault(row["code"], division)
        full.setdefault(division.name, []).append(division)
        if autonomous := regex.search(r"自治([州县旗])$", division.name):
            full.setdefault(division.short + autonomous[1], []).append(division)
        if division.short:
            short.setdefault(division.short, []).append(division)
            short_of[division.region] = division.short
    rulings: dict[str, str] = {}
    for row in read_table("region_short_names", ("word", "kind", "code", "note")):
        if row["kind"] not in _KINDS or (row["kind"] == "alias" and row["code"] not in by_place):
            raise LexiconError(f"lexicon/region_short_names.tsv: {row['word']}: unknown kind or code")
        if row["kind"] == "alias":
            full.setdefault(row["word"], []).append(by_place[row["code"]])
        else:
            rulings[row["word"]] = row["kind"]
    lengths = sorted({len(name) for name in (*full, *short)}, reverse=True)
    return _Gazetteer(
        full={name: tuple(found) for name, found in full.items()},
        short={name: tuple(found) for name, found in short.items()},
        lengths=tuple(lengths),
        rulings=rulings,
        short_of=short_of,
    )


def _region(row: dict[str, str], by_code: dict[str, dict[str, str]]) -> Region:
    """The place of a row: its own name and those of the divisions above it."""
    names = {"province": "", "city": "", "county": ""}
    where = f"lexicon/divisions.tsv: {row['code']} {row['name']}"
    current: dict[str, str] | None = row
    while current:
        if current["level"] not in names or names[current["level"]]:
            raise LexiconError(f"{where}: level {current['level']!r}")
        names[current["level"]] = current["name"]
        if current["parent"] and current["parent"] not in by_code:
            raise LexiconError(f"{where}: no parent {current['parent']}")
        current = by_code[current["parent"]] if current["parent"] else None
    return Region(names["province"], names["city"], names["county"])
