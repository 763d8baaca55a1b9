"""The official full name of a body as a document writes it: 省科技厅 of a Zhejiang document is 浙江省科学技术厅.

What is written is expanded by the gazetteer, with the issuer's region put in; the kind of body (厅, 局, 委) is never
changed. What cannot be made sure stays empty: an empty name beats a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import regex

from extractors.body_names import (
    PLACE_WORDS,
    is_class,
    is_division,
    is_known_body,
    looks_like_body,
    owner_end,
    place_ends,
    youth_league,
)
from extractors.organisation_lexicon import CentralBody, LocalBody, branches, central_bodies, local_bodies, valid_on
from extractors.regions import match_region, parse_place, short_name
from extractors.text import fold
from extractors.types import Issuer, Region

__all__ = ["looks_like_body", "official_name"]

_BLANK = regex.compile(r"\s")
# Zones whose full name the short one does not tell: 经济开发区 or 经济技术开发区.
_SHORT_ZONE = regex.compile(r"经开区|综保区|自贸区|高新区|度假区管委会")
_COURTS = {"province": "高级人民法院", "city": "中级人民法院", "county": "人民法院"}
_ALIAS = regex.compile(r"(?P<body>[^()]+)\((?P<alias>[^()]+)\)")
_CENTRAL_OPENING = regex.compile(r"国家|国务院|中国|中央|中共中央|中华|全国|最高")
# Short names that many levels share: 邮政局 of a city's document is not 国家邮政局.
_LOCAL_TOO = regex.compile(rf"(?!{_CENTRAL_OPENING.pattern}|\p{{Han}}{{2,4}}铁路局)\p{{Han}}{{1,8}}(?<!总)(?:局|办|委)")
_CORPS = "新疆生产建设兵团"
# Endings that names bear in full, so that an unlisted name with them is taken as written.
_FULL_ENDING = regex.compile(
    r"(?:委员会|办公室|实验室|大学|学院|考试院|医院|研究院|研究所|科学院|有限公司|协会|学会|联合会|法院|检察院|交易所"
    r"|(?<!农商|邮储)银行|档案馆|图书馆|博物馆|文化馆|科技馆|美术馆|广播电视台|融媒体中心|保健院"
    r"|街道办事处|领导小组|专项工作组|联席会议|商会|\p{Han}{3}署)$"
)
# Bodies told by what they do: 省卫生健康部门, 教育行政部门, 市就业工作领导小组成员单位, 有农业的区人民政府.
_BY_FIELD = regex.compile(
    r"\p{Han}{2,20}(?:部门|(?<=的\p{Han})(?:人民)?政府)|\p{Han}{2,28}(?:小组|工作组|专班|指挥部|联席会议|委员会)成员单位"
)
_INNER_OFFICE = regex.compile(r"(?P<body>.{2,30}[厅局委部会])办公[室厅]")
_OFFICE_ENDING = regex.compile(
    r"\p{Han}{4,12}(?:厅|局|中心|总队|支队|总站|办公室|委员会)|\p{Han}{3}中心|\p{Han}{2,12}(?:集团|公司)"
)
# A company by its own name, which no place opens: what it is registered as differs, so it stays as written.
_COMPANY = regex.compile(r"(?![省市县区州])\p{Han}{3,12}(?:集团|公司)")
# Pieces of short names, which no full name holds.
_SHORTENED = regex.compile(r"发改|工信|经信|人社|住建|卫健|文旅|文广|市监|政数|城管|交警|综治|资规|自规|规资|教体|农牧")
# A town names itself; its full name begins with the county.
_TOWN = regex.compile(r"\p{Han}{2,6}(?:[镇乡](?P<government>(?:人民)?政府)?|(?P<street>街道)(?:办事处|办)?)")


def official_name(unit: str, issuer: Issuer) -> str:
    """The official full name of ``unit`` in a document of ``issuer``; empty where it cannot be made sure.

    ``unit`` may hold blanks, line breaks and full-width signs. A phrase for a class of bodies comes back as written.

    >>> official_name("省科技厅", Issuer(region=Region("浙江省")))
    '浙江省科学技术厅'
    """
    name = fold(_BLANK.sub("", unit))
    if not name:
        return ""
    if is_class(name) or _BY_FIELD.fullmatch(name):
        return unit
    if name not in central_bodies() and (found := _ALIAS.fullmatch(name)):
        body, alias = _official(found["body"], issuer), _official(found["alias"], issuer)
        # The bracket as it was written: half or full width.
        opening, closing = ("（", "）") if "（" in unit else ("(", ")")
        return f"{body}{opening}{alias}{closing}" if body and alias else body
    return _official(name, issuer)


@lru_cache(maxsize=4096)
def _official(name: str, issuer: Issuer) -> str:
    central_first = issuer.region.country or _CENTRAL_OPENING.match(name)
    finders = (_central, _branch, _local) if central_first else (_branch, _local, _central)
    for find in (*finders, _youth_league):
        found = find(name, issuer)
        if found is not None:
            return found
    if is_known_body(name):
        return ""
    return _division(name, issuer) or _government(name, issuer) or _as_written(name, issuer) or ""


def _central(name: str, issuer: Issuer) -> str | None:
    if not issuer.region.country and _LOCAL_TOO.fullmatch(name):
        return None
    table = central_bodies()
    bodies: Iterable[CentralBody] = table.get(name) or (table.get(f"国家{name}", ()) if issuer.region.country else ())
    return _only({body.name for body in valid_on(bodies, issuer.date)}) if bodies else None


def _local(name: str, issuer: Issuer) -> str | None:
    """A body of the place it names or, unnamed, of the issuer's own place."""
    bare = name.removeprefix("中共")
    ends = {0, *place_ends(bare)}
    # 浏阳 of a document of 长沙市 or of 浏阳市 itself
    if near := match_region(bare, within=issuer.region):
        ends.add(near[1])
    if (own := short_name(issuer.region)) and issuer.region.county and bare.startswith(own):
        ends.add(len(own))
    for end in sorted(ends, reverse=True):
        rows = local_bodies().get(bare[end:])
        region = _place(bare[:end], issuer.region) if end else _own_place(bare, issuer.region)
        if rows and region and (nearest := _nearest(rows, region)):
            return _fill(_only({row.name for row in valid_on(nearest, issuer.date)}), region)
    return None


def _own_place(name: str, region: Region) -> Region | None:
    """The place of a body that names none: the issuer's own, for a 厅 its province (municipalities have none)."""
    if region.country or not region.province:
        return None
    if name.endswith("厅") and not name.endswith("办公厅"):
        return None if region.province.endswith("市") else Region(region.province)
    return region


def _nearest(rows: Iterable[LocalBody], region: Region) -> list[LocalBody]:
    """The rows for the place itself; else for its city, its province, its level; else those for everywhere."""
    places = {
        region.province: 2,
        region.province + region.city: 4,
        region.province + region.city + region.county: 6,
        **dict.fromkeys(_levels(region), 1),
    }
    ranked: dict[int, list[LocalBody]] = {}
    for row in rows:
        parts = row.region.split("·")
        if row.region == "*":
            ranked.setdefault(0, []).append(row)
        elif all(part in places for part in parts):
            ranked.setdefault(max(places[part] for part in parts) + len(parts) - 1, []).append(row)
    return ranked[max(ranked)] if ranked else []


def _levels(region: Region) -> tuple[str, ...]:
    """What the level of a place is called in the gazetteer: 县级 takes districts in, 县市 does not."""
    if region.county:
        level = "县级" if region.city else "直辖区"
        return (level,) if region.county.endswith("区") else (level, "县市")
    return ("市级",) if region.city else ("省级",)


def _fill(template: str, region: Region) -> str:
    full = place_name(region)
    autonomous = full.endswith(("自治区", "自治州", "自治县", "自治旗", "盟", "旗", "兵团", "地区"))
    return template.format(
        region=full,
        place=short_name(region),
        province=region.province,
        prov=short_name(Region(region.province)),
        city=region.city or region.province,
        county=region.county,
        court=_COURTS.get("province" if region.province.endswith("市") and not region.county else region.level, ""),
        party=f"中共{full}{'委员会' if autonomous else '委'}",
    )


def place_name(region: Region) -> str:
    """A place as names of its bodies bear it: 浙江省, 杭州市, 桐乡市, but 杭州市西湖区.

    >>> place_name(Region("浙江省", "杭州市", "西湖区"))
    '杭州市西湖区'
    """
    if region.county:
        return (region.city or region.province) + region.county if region.county.endswith("区") else region.county
    return region.city or region.province


def _place(word: str, region: Region) -> Region | None:
    """The place that ``word`` names in a document of ``region``: 省, 市, 区 … or a place by name."""
    match word:
        case "省" | "自治区":
            return Region(region.province) if region.province.endswith(word) else None
        case "兵团":
            return Region(_CORPS)
        case "市":
            return _city(region)
        case "州" | "自治州" | "盟" | "地区":
            return Region(region.province, region.city) if region.city.endswith(word) else None
        case "县" | "区" | "旗":
            return region if region.county.endswith(word) else None
    if region.county and word == short_name(region):
        return region
    found = match_region(word, within=region) or parse_place(word)
    return found[0] if found and found[1] == len(word) else None


def _city(region: Region) -> Region | None:
    """What 市 means: the municipality, the county-level city itself, else the city around."""
    if region.province.endswith("市"):
        return Region(region.province)
    if region.county.endswith("市"):
        return region
    return Region(region.province, region.city) if region.city.endswith("市") else None


def _branch(name: str, issuer: Issuer) -> str | None:
    for branch in branches():
        if found := branch.pattern.fullmatch(name):
            parts = found.groupdict()
            if parts["x"][0] in "省市" and (region := _place(parts["x"][0], issuer.region)):
                parts["x"] = place_name(region) + parts["x"][1:]
            return branch.name.format(**parts)
    return None


def _youth_league(name: str, issuer: Issuer) -> str | None:
    place = youth_league(name)
    if not place:
        return None
    region = _place(place, issuer.region)
    return f"中国共产主义青年团{place_name(region)}委员会" if region else ""


def _division(name: str, issuer: Issuer) -> str | None:
    """A division inside the issuing body itself (规划处) or inside the one it names (市财政局社保科)."""
    if end := owner_end(name):
        body = _official(name[:end], issuer)
        return body + name[end:] if body else ""
    if not is_division(name):
        return None
    issuing = fold(issuer.name)
    # What the office of a department sends out speaks of the department's divisions: 省生态环境厅办公室 · 气候处.
    if (office := _INNER_OFFICE.fullmatch(issuing)) and is_known_body(office["body"]):
        issuing = office["body"]
    body = _official(issuing, issuer) if issuing and not is_division(issuing) else ""
    return body + name if body else ""


def _government(name: str, issuer: Issuer) -> str | None:
    """A place that stands for its government."""
    region = _place(name, issuer.region) if len(name) > 1 else None
    if region and region.province == _CORPS and not region.city:
        return _CORPS
    return f"{place_name(region)}人民政府" if region else None


def _as_written(name: str, issuer: Issuer) -> str | None:
    """A name in no list whose form is full already: only its place is put in."""
    if not looks_like_body(name):
        return None
    if _SHORT_ZONE.search(name):
        return ""
    if (town := _TOWN.fullmatch(name)) and not match_region(name):
        county = place_name(issuer.region) if issuer.region.county else ""
        if town["street"]:
            return f"{county}{name[: town.end('street')]}办事处" if county else ""
        return county + name.removesuffix("人民政府").removesuffix("政府") + "人民政府" if county else ""
    if _SHORTENED.search(name) and not name.endswith(("集团", "公司")):
        return ""
    # Only a place in full is replaced: 北京经济技术开发区 stays as it is.
    full = name.removesuffix("管委会") + "管理委员会" if name.endswith("管委会") else name
    for end in sorted(place_ends(name), reverse=True):
        region = _place(name[:end], issuer.region)
        is_full = _OFFICE_ENDING.fullmatch(full[end:]) or _FULL_ENDING.search(full)
        if region and is_full and (end == 1 or name[:end] in PLACE_WORDS or place_name(region).endswith(name[:end])):
            return _joined(place_name(region), full[end:])
    stays = _COMPANY.fullmatch(full) or (_FULL_ENDING.search(full) and full[0] not in "省市县区州")
    return full if stays else ""


def _joined(place: str, rest: str) -> str:
    """A place and what follows it in full: 省|委农村工作办公室 is of the party, 省|政府发展研究中心 of the 人民政府."""
    if rest.startswith("委") and not rest.startswith("委员"):
        return f"中共{place}{rest}"
    return f"{place}人民{rest}" if rest.startswith("政府") else place + rest


def _only(names: set[str]) -> str:
    """The one name there is; empty where several are possible."""
    return next(iter(names)) if len(names) == 1 else ""
