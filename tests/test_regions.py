"""Places: what a name begins with, what needs its surroundings, what only looks like a place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.lexicon import read_table
from extractors.regions import find_region, match_region, parse_place, short_name, short_names
from extractors.types import Region

FUJIAN = Region("福建省")
BEIJING = Region("北京市")
LIAONING = Region("辽宁省")
HANGZHOU = Region("浙江省", "杭州市")
GUILIN = Region("广西壮族自治区", "桂林市")
HUNAN = Region("湖南省")


@pytest.mark.parametrize(
    ("name", "full", "length"),
    [
        ("杭州市落实工作计划", "浙江省杭州市", 3),
        ("浙江银保监局", "浙江省", 2),
        ("内蒙古", "内蒙古自治区", 3),
        ("内蒙古自治区包头市", "内蒙古自治区包头市", 9),
        ("桐乡市", "浙江省嘉兴市桐乡市", 3),
        ("北京市海淀区人民政府", "北京市海淀区", 6),
        ("海淀区", "北京市海淀区", 3),
        ("山东省青岛市崂山区", "山东省青岛市崂山区", 9),
        ("浙江杭州", "浙江省杭州市", 4),
        ("浙江江山市", "浙江省衢州市江山市", 5),
        ("江苏省常熟市", "江苏省苏州市常熟市", 6),
        ("湖北省仙桃市", "湖北省仙桃市", 6),
        ("神农架林区", "湖北省神农架林区", 5),
        ("广西", "广西壮族自治区", 2),
        ("湘西州", "湖南省湘西土家族苗族自治州", 3),
        ("湘西土家族苗族自治州", "湖南省湘西土家族苗族自治州", 10),
        ("景宁县", "浙江省丽水市景宁畲族自治县", 3),
        ("科左中旗", "内蒙古自治区通辽市科尔沁左翼中旗", 4),
        ("浦东新区", "上海市浦东新区", 4),
        ("雄安新区", "河北省雄安新区", 4),
        ("香港特别行政区", "香港特别行政区", 7),
        # 吉林 and 海南 are a province before they are a city or a prefecture.
        ("吉林", "吉林省", 2),
        ("吉林市", "吉林省吉林市", 3),
        ("海南", "海南省", 2),
        ("海南州", "青海省海南藏族自治州", 3),
        ("河北区", "天津市河北区", 3),
        # Former names still stand in documents.
        ("襄樊市", "湖北省襄樊市", 3),
        ("莱芜市", "山东省莱芜市", 3),
        ("崇文区", "北京市崇文区", 3),
        # … but a place of today counts before a former one of the same name.
        ("巢湖市", "安徽省合肥市巢湖市", 3),
        # A word begins behind the short name.
        ("大连海事局", "辽宁省大连市", 2),
        ("晋城市城区人民政府", "山西省晋城市城区", 5),
        ("晋城市城区供水", "山西省晋城市", 3),
    ],
)
def test_a_name_begins_with_a_place(name: str, full: str, length: int) -> None:
    found = match_region(name)
    assert found is not None
    assert (found[0].full_name, found[1]) == (full, length)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "省科技厅",
        "全市",
        "加快推进",
        "云泽省",  # invented: see parse_place
        "鼓楼区",  # in four cities
        "朝阳",  # a city and two districts
        "余杭",  # counties go by their short name only where the city is known
        "公安局",  # 公安县
        "会同市财政局",  # 会同县
        "资源利用",  # 资源县
        "安居工程",  # 安居区
        "黄山路",
        "杭州湾",
        "市中区",
        "城区供水",
    ],
)
def test_no_place_or_not_one(name: str) -> None:
    assert find_region(name) is None


@pytest.mark.parametrize(
    ("name", "within", "full"),
    [
        ("鼓楼区", FUJIAN, "福建省福州市鼓楼区"),
        ("朝阳", BEIJING, "北京市朝阳区"),
        ("朝阳", LIAONING, "辽宁省朝阳市"),
        ("朝阳区", Region("北京市", "", "海淀区"), "北京市朝阳区"),
        ("余杭", HANGZHOU, "浙江省杭州市余杭区"),
        ("杭州市", HANGZHOU, "浙江省杭州市"),
        # A name that only one place bears is understood from anywhere.
        ("浙江省", LIAONING, "浙江省"),
        ("桐乡市", FUJIAN, "浙江省嘉兴市桐乡市"),
    ],
)
def test_the_surrounding_region_decides(name: str, within: Region, full: str) -> None:
    found = find_region(name, within=within)
    assert found is not None and found.full_name == full


@pytest.mark.parametrize(("name", "within"), [("资源局", GUILIN), ("会同有关部门", HUNAN), ("鼓楼区", LIAONING)])
def test_even_inside_the_region_some_words_are_no_place(name: str, within: Region) -> None:
    assert find_region(name, within=within) is None


@pytest.mark.parametrize(
    ("name", "region", "length"),
    [
        ("云泽省青屿市人民政府", Region("云泽省", "青屿市"), 6),
        ("云泽省人民政府", Region("云泽省"), 3),
        ("云泽省青屿市东港区人民政府", Region("云泽省", "青屿市", "东港区"), 9),
        ("浙江省青屿市", Region("浙江省", "青屿市"), 6),
        ("青屿市2024年工作计划", Region("", "青屿市"), 3),
        ("云岭县人民政府", Region("", "", "云岭县"), 3),
        ("杭州市", HANGZHOU, 3),
    ],
)
def test_places_outside_the_gazetteer_by_their_form(name: str, region: Region, length: int) -> None:
    assert parse_place(name) == (region, length)


@pytest.mark.parametrize(
    "name",
    [
        "全省城市",
        "各县",
        "重点城市建设",
        "加快建设",
        "试点县",
        "我市",
        "建设园区",
        "上市公司",
        "关于印发",
        "超市",
        "两省",
    ],
)
def test_words_that_end_like_places(name: str) -> None:
    assert parse_place(name) is None


@pytest.mark.parametrize(
    ("region", "short"),
    [
        (HANGZHOU, "杭州"),
        (Region("北京市", "", "海淀区"), "海淀"),
        (Region("内蒙古自治区"), "内蒙古"),
        (Region("云泽省", "青屿市"), "青屿"),
        (Region("山西省", "太原市", "盐县"), "盐县"),
        (Region(country=True), "全国"),
    ],
)
def test_short_name(region: Region, short: str) -> None:
    assert short_name(region) == short


def test_names_used_to_count_mentions() -> None:
    assert short_names("city")["晋城"] == Region("山西省", "晋城市")
    assert short_names("city")["重庆"] == Region("重庆市")
    assert "来宾" not in short_names("city")  # also: guests
    assert short_names("province")["河南"] == Region("河南省")


def test_every_division_is_found_by_its_path() -> None:
    rows = read_table(
        "divisions",
        ("code", "name", "level", "parent", "short", "valid_from", "valid_to", "source"),
        key=("code", "name"),
    )
    names = {row["code"]: row for row in reversed(rows)}
    current = {row["name"] for row in rows if not row["valid_to"]}
    for row in rows:
        if row["valid_to"] and row["name"] in current:
            continue
        path, above = row["name"], row["parent"]
        while above:
            path, above = names[above]["name"] + path, names[above]["parent"]
        found = find_region(path + "人民政府")
        assert found is not None and found.full_name == path


@given(st.text(alphabet="浙江省杭州市余海淀区全各我吉林", max_size=12))
def test_the_length_says_what_was_read(name: str) -> None:
    for found in (match_region(name), parse_place(name)):
        if found:
            region, length = found
            assert 0 < length <= len(name)
            assert region.level
            assert find_region(name[:length]) in (region, None)


@pytest.mark.parametrize("text", ["省" * 20_000, "浙" * 20_000, "云泽" * 10_000, "1" * 20_000, "内蒙古自治区" * 3_000])
def test_no_input_takes_long(text: str) -> None:
    match_region("杭州市")
    start = time.perf_counter()
    match_region(text)
    parse_place(text)
    assert time.perf_counter() - start < 0.1
