"""Names put together from words: what heads, units and qualifiers give a name, and what must not get one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import indicator_units, indicator_words
from extractors.indicator_names import standard_name
from extractors.indicator_units import fits, unit_kind
from extractors.indicator_words import read_words, word_list
from extractors.lexicon import LexiconError, read_table

WORDS = read_table("indicator_words", ("word", "kind", "standard", "source"), key=("word", "kind"))
NOUNS = read_table("indicator_nouns", ("kind", "unit", "ending", "note"), key=("kind", "unit"))
UNITS = read_table("units", ("unit", "canonical", "factor", "kind", "note"))
UNIT_KINDS = {row["kind"] for row in UNITS} | {"visit", "session", "power", "electricity", "batch"}
SOURCES = {"统计公报", "部门统计", "政策文件", "real documents"}


def test_the_word_list_says_where_each_word_comes_from() -> None:
    assert {row["source"] for row in WORDS} == SOURCES
    assert len(WORDS) >= 5000


def test_endings_are_for_kinds_of_words_and_kinds_of_units() -> None:
    assert {row["kind"] for row in NOUNS} <= {row["kind"] for row in WORDS}
    assert {row["unit"] for row in NOUNS} <= UNIT_KINDS
    listed = read_table("indicator_units", ("ending", "units", "note"))
    assert {kind for row in listed for kind in row["units"].split()} <= UNIT_KINDS


def test_one_word_of_one_kind_is_written_in_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"word": "规上", "kind": "mod", "standard": "规模以上", "source": ""},
        {"word": "规模以上", "kind": "mod", "standard": "规上", "source": ""},
    ]
    monkeypatch.setattr(indicator_words, "read_table", lambda name, columns, key: rows)
    with pytest.raises(LexiconError, match="规模以上"):
        word_list.__wrapped__()


@pytest.mark.parametrize(
    ("indicator", "unit", "measure", "name"),
    [
        # things, people, bodies
        ("县域医共体", "个", "increment", "县域医共体数"),
        ("农村社区便民服务示范点", "个", "increment", "农村社区便民服务示范点数"),
        ("省级数字农业工厂", "家", "level", "省级数字农业工厂数"),
        ("基层医生", "名", "increment", "基层医生数"),
        ("产业链企业", "户", "increment", "产业链企业数"),
        ("重大产业项目总数", "个", "level", "重大产业项目数"),
        ("社区老年助餐食堂数量", "", "", "社区老年助餐食堂数"),
        # the unit decides
        ("人工湿地", "亩", "increment", "人工湿地面积"),
        ("人工湿地", "处", "increment", "人工湿地数"),
        ("高速公路", "公里", "level", "高速公路里程"),
        ("高速公路", "条", "increment", "高速公路数"),
        ("风电", "千瓦", "level", "风电装机容量"),
        ("风电", "千瓦时", "level", "风电发电量"),
        ("青贮玉米", "亩", "increment", "青贮玉米种植面积"),
        ("夏粮", "斤", "level", "夏粮产量"),
        ("城镇管线改造", "公里", "increment", "城镇管线改造长度"),
        ("城镇管线改造", "户", "increment", "城镇管线改造户数"),
        ("社区工作者培训", "人次", "increment", "社区工作者培训人次"),
        ("农产品质量安全抽检", "批次", "increment", "农产品质量安全抽检批次"),
        ("煤改电", "户", "increment", "煤改电户数"),
        ("65岁以上老年人体检", "人", "increment", "65岁以上老年人体检人数"),
        ("国际（地区）货运航线", "条", "increment", "国际货运航线数"),
        ("具有国际影响力的开源社区", "个", "increment", "开源社区数"),
        ("大型体育赛事", "场", "increment", "大型体育赛事场次"),
        ("厂房", "平方米", "increment", "厂房面积"),
        # amounts and rates keep their qualifiers
        ("食品产业产值", "元", "level", "食品产业产值"),
        ("绿色食品饮料产业实现产值", "%", "growth", "绿色食品饮料产业产值"),
        ("园区规上工业总产值", "元", "level", "园区规模以上工业总产值"),
        ("村庄绿化覆盖率", "%", "level", "村庄绿化覆盖率"),
        ("中心城区空气质量优良天数比例", "%", "level", "中心城区空气质量优良天数比率"),
        ("高端装备占装备制造业比重", "%", "level", "高端装备占装备制造业比重"),
        ("非公有制经济增加值占GDP", "%", "level", "非公有制经济增加值占地区生产总值比重"),
        # what only brings it about is no part of the name; what is done to it is
        ("推出乡村旅游精品线路", "条", "increment", "乡村旅游精品线路数"),
        ("防洪工程建设", "个", "increment", "防洪工程数"),
        ("备案科技型中小企业", "家", "increment", "科技型中小企业数"),
        ("累计创建国家级绿色工厂", "家", "increment", "国家级绿色工厂数"),
        ("新（改、扩）建排水管网", "公里", "increment", "排水管网长度"),
        ("改造高耗能企业", "家", "increment", "高耗能企业改造数"),
        ("提质市政道路", "条", "increment", "市政道路提质数"),
        ("改造示范项目", "个", "increment", "改造示范项目数"),
        # grades, bounds, quotes, places, lists
        ("省试点县（市、区）", "个", "increment", "省级试点县数"),
        ("超10亿元单体制造业项目", "个", "increment", "十亿元以上单体制造业项目数"),
        ("营收过百亿元园区", "个", "increment", "百亿元以上园区数"),
        ("“千村示范”工程", "个", "increment", "“千村示范”工程数"),
        ("长三角地区煤炭消费量", "%", "growth", "煤炭消费总量"),
        ("杭州市家庭医生培训示范基地", "家", "increment", "家庭医生培训示范基地数"),
        ("省级特色精品村和未来乡村", "个", "increment", "省级特色精品村和未来乡村数"),
        ("化肥施用量（折纯量）", "吨", "level", "化肥施用量"),
        # one qualifier that no list knows
        ("高坡蔬菜基地", "个", "increment", "高坡蔬菜基地数"),
        ("甘薯藤综合利用率", "%", "level", "甘薯藤综合利用率"),
    ],
)
def test_takes(indicator: str, unit: str, measure: str, name: str) -> None:
    assert standard_name(indicator, unit, measure) == name
    assert standard_name(name, unit, measure) == name


@pytest.mark.parametrize(
    ("indicator", "unit", "measure", "why"),
    [
        ("高新技术企业", "%", "level", "a share of them, not their number"),
        ("上市企业", "元", "increment", "what they raised"),
        ("燃气管网", "户", "increment", "whom it reaches"),
        ("重大项目", "元", "level", "what they cost"),
        ("城镇调查失业率", "度", "level", "no unit of a rate"),
        ("文化产业", "%", "growth", "its value or its firms"),
        ("风电", "%", "growth", "capacity or output"),
        ("新能源汽车", "辆", "increment", "built, sold or driven"),
        ("项目", "个", "increment", "a head alone"),
        ("年度投资", "元", "increment", "does not say in what"),
        ("建筑面积", "平方米", "increment", "does not say of what"),
        ("项目总投资", "元", "level", "does not say of what"),
        ("新增污水处理率", "%", "level", "a rate of what is new"),
        ("竣工投产", "个", "increment", "does not say of what"),
        ("信息技术服务收入占比", "%", "level", "of which revenue"),
        ("业务收入占信息产业比重", "%", "level", "whose revenue"),
        ("二氧化硫、氮氧化物排放量", "%", "growth", "one number for two amounts"),
        ("工业废水、废气处理率", "%", "level", "one number for two rates"),
        ("光伏等新兴产业产值", "%", "growth", "what else is in it is not said"),
        ("云泽新区规上工业增加值", "%", "growth", "a part, and no known place"),
        ("蓉河新区", "个", "increment", "the number is of something else in it"),
        ("标村", "个", "increment", "half of a word"),
        ("美乡村", "个", "increment", "half of a word"),
        ("排查出农村黑臭水体", "个", "increment", "a fragment before what is counted"),
        ("影响全年固定资产投资增速", "百分点", "increment", "what is told is the influence"),
        ("国家级森林覆盖率", "%", "level", "a grade before what is no count"),
        ("贫困人口异地搬迁入住情况", "人", "level", "an unknown head"),
        ("大城市公共交通站点", "米", "level", "how far they are"),
    ],
)
def test_refuses(indicator: str, unit: str, measure: str, why: str) -> None:
    assert standard_name(indicator, unit, measure) == "", why


@pytest.mark.parametrize(
    ("one", "other", "unit"),
    [
        ("普惠性幼儿园", "民办幼儿园", "所"),
        ("省级示范村", "市级示范村", "个"),
        ("园区工业总产值", "工业总产值", "元"),
        ("农村供水管网", "供水管网", "公里"),
        ("十亿元以上项目", "亿元以上项目", "个"),
        ("农贸市场", "农贸市场开工", "个"),
    ],
)
def test_a_part_does_not_go_by_the_name_of_the_whole(one: str, other: str, unit: str) -> None:
    names = standard_name(one, unit, "increment"), standard_name(other, unit, "increment")
    assert all(names)
    assert names[0] != names[1]


def test_kinds_of_units() -> None:
    assert unit_kind("台(套)", "increment") == "body"
    assert unit_kind("倍", "level") == unit_kind("%", "growth") == unit_kind("名", "rank") == indicator_units.UNKNOWN
    assert unit_kind("件/万人", "level") == "rate"
    assert fits("每千人口床位数", "rate")
    assert not fits("湿地面积", "body")
    assert fits("营商环境", "money")


def test_the_longer_word_goes_first() -> None:
    assert [word.key for word in read_words("开发区规上企业") or ()] == ["开发区", "规上企业"]
    assert read_words("开发区甲乙企业") is None
    assert read_words("开发区的企业", strange=True) is None


@given(
    st.lists(st.sampled_from([row["word"] for row in WORDS]), min_size=1, max_size=4),
    st.sampled_from(["个", "亩", "%", "人次"]),
)
def test_a_name_names_itself(parts: list[str], unit: str) -> None:
    name = standard_name("".join(parts), unit, "level")
    assert not name or standard_name(name, unit, "level") == name


def test_long_texts_are_read_in_no_time() -> None:
    for piece in ("示范", "甲乙丙", "“示范", "新建", "百亿元", "占比"):
        assert standard_name(piece * 5000, "个", "increment") == ""
        standard_name(piece * 19, "个", "increment")
