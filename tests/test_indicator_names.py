"""Standard names of indicators: the table itself, wordings that get a name, look-alikes that must not share one."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import indicator_keys, indicator_names
from extractors.indicator_names import standard_name
from extractors.lexicon import LexiconError, read_table

ROWS = read_table("indicators", ("wording", "standard", "source"))
STANDARDS = sorted({row["standard"] for row in ROWS})
SOURCES = {"统计公报", "五年规划纲要", "部门统计", "政策文件", "real documents"}


def test_the_table_is_wide_enough() -> None:
    assert len(STANDARDS) >= 400
    assert len(ROWS) >= 1500


def test_every_standard_name_is_a_wording_of_itself() -> None:
    assert [row for row in ROWS if row["wording"] == row["standard"] and row["source"] == "real documents"] == []
    assert {row["wording"] for row in ROWS if row["wording"] == row["standard"]} == set(STANDARDS)
    assert [name for name in STANDARDS if standard_name(name) != name] == []


def test_every_wording_leads_to_its_standard_name() -> None:
    assert [row["wording"] for row in ROWS if standard_name(row["wording"]) != row["standard"]] == []


def test_no_wording_stands_twice_and_every_source_is_known() -> None:
    assert [wording for wording, times in Counter(row["wording"] for row in ROWS).items() if times > 1] == []
    assert {row["source"] for row in ROWS} == SOURCES


def test_no_two_standard_names_have_one_key() -> None:
    keys = Counter(indicator_keys.name_key(name) for name in STANDARDS)
    assert [key for key, times in keys.items() if times > 1] == []


def test_one_key_for_two_names_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"wording": "湿地数", "standard": "湿地数", "source": ""},
        {"wording": "湿地", "standard": "湿地面积", "source": ""},
    ]
    monkeypatch.setattr(
        indicator_names, "read_table", lambda name, columns: rows if name == "indicators" else read_table(name, columns)
    )
    with pytest.raises(LexiconError, match="湿地"):
        indicator_names._names.__wrapped__()


def test_no_piece_hides_behind_an_earlier_one() -> None:
    pieces = [row["piece"] for row in read_table("indicator_pieces", ("piece", "same_as", "note"))]
    hidden = [(first, later) for at, later in enumerate(pieces) for first in pieces[:at] if first in later]
    assert hidden == []


@pytest.mark.parametrize(
    ("indicator", "name"),
    [
        # one ratio, many ways to write it
        ("研发投入强度", "研发经费投入强度"),
        ("R&D经费支出占GDP比重", "研发经费投入强度"),
        ("R&D经费占GDP", "研发经费投入强度"),
        ("全社会研究与试验发展经费支出占地区生产总值的比重", "研发经费投入强度"),
        ("研究与试验发展（R&D）经费投入占国内生产总值比例", "研发经费投入强度"),
        ("全社会R＆D经费投入", "全社会研发经费支出"),
        ("财政科技支出占一般公共预算支出比例", "财政科技支出占一般公共预算支出比重"),
        # abbreviations
        ("GDP", "地区生产总值"),
        ("全市地区生产总值（GDP）", "地区生产总值"),
        ("规上工业增加值", "规模以上工业增加值"),
        ("社零总额", "社会消费品零售总额"),
        ("高企", "高新技术企业数"),
        ("技改投资", "技术改造投资"),
        ("限上批零企业", "限额以上批发零售企业数"),
        # the unit of the base, in the name or behind it
        ("万元GDP能耗", "单位地区生产总值能源消耗"),
        ("单位GDP能耗（吨标准煤/万元）", "单位地区生产总值能源消耗"),
        ("单位国内生产总值能源消耗", "单位地区生产总值能源消耗"),
        ("单位工业增加值用水量", "万元工业增加值用水量"),
        ("每千常住人口托位数（个）", "每千人口拥有3岁以下婴幼儿托位数"),
        ("万人高价值发明专利拥有量", "每万人口高价值发明专利拥有量"),
        # a share
        ("非化石能源消费占比", "非化石能源占能源消费总量比重"),
        ("非化石能源占一次能源消费的比例", "非化石能源占能源消费总量比重"),
        ("空气优良天数比率", "空气质量优良天数比率"),
        ("高新技术产业增加值占规上工业增加值", "高新技术产业增加值占规模以上工业增加值比重"),
        # level, increment and growth are told by the measure
        ("高新技术企业", "高新技术企业数"),
        ("新增高新技术企业", "高新技术企业数"),
        ("高新技术企业总数", "高新技术企业数"),
        ("高新技术企业数量（家）", "高新技术企业数"),
        ("地区生产总值增速", "地区生产总值"),
        ("固定资产投资年均增长率", "固定资产投资"),
        ("居民消费价格涨幅", "居民消费价格指数"),
        ("单位GDP二氧化碳排放累计降低", "单位地区生产总值二氧化碳排放"),
        # scopes before the name
        ("全省规上工业增加值", "规模以上工业增加值"),
        ("我市一般公共预算收入", "一般公共预算收入"),
        ("全社会固定资产投资", "固定资产投资"),
        ("全区新增5G基站", "5G基站数"),
        # classes of water, pollutants
        ("地表水达到或优于Ⅲ类水体比例", "地表水达到或好于III类水体比例"),
        ("细颗粒物（PM2.5）浓度", "PM2.5平均浓度"),
        ("秸杆综合利用率", "秸秆综合利用率"),
        # grades before something counted
        ("省级以上众创空间", "省级以上众创空间数"),
        ("国家级和省级科技企业孵化器", "省级以上科技企业孵化器数"),
        ("自治区级农业产业化龙头企业", "省级农业产业化龙头企业数"),
        ("市级及以上工程研究中心", "市级以上工程研究中心数"),
        ("新增国家级湿地公园", "国家级湿地公园数"),
        # bodies and things by their usual short names
        ("国家专精特新“小巨人”企业", "专精特新小巨人企业数"),
        ("城镇新增就业人数", "城镇新增就业"),
        ("加装电梯", "既有住宅加装电梯数"),
        ("“一刻钟”便民生活圈", "一刻钟便民生活圈数"),
    ],
)
def test_wordings(indicator: str, name: str) -> None:
    assert standard_name(indicator) == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("单位GDP能耗", "单位工业增加值能耗"),
        ("单位工业增加值能耗", "规上工业单位增加值能耗"),
        ("单位GDP能耗", "单位GDP二氧化碳排放"),
        ("单位GDP用水量", "单位工业增加值用水量"),
        ("森林面积", "森林覆盖率"),
        ("森林覆盖率", "林木绿化率"),
        ("营造林", "人工造林"),
        ("高新技术产业投资", "高新技术产业增加值"),
        ("高新技术产业增加值", "高技术制造业增加值"),
        ("高新技术产业增加值占规上工业增加值比重", "高新技术产业增加值占GDP比重"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("城镇居民人均可支配收入", "农村居民人均可支配收入"),
        ("农村居民人均可支配收入", "低收入农户人均可支配收入"),
        ("常住人口城镇化率", "户籍人口城镇化率"),
        ("粮食产量", "粮食播种面积"),
        ("粮食产量", "粮食综合生产能力"),
        ("规上工业增加值", "工业增加值"),
        ("研发费用占营业收入比重", "研发投入强度"),
        ("规上工业研发费用", "规上工业R&D经费支出"),
        ("一般公共预算收入", "一般公共预算总收入"),
        ("每万人发明专利拥有量", "每万人高价值发明专利拥有量"),
        ("发明专利授权量", "发明专利申请量"),
        ("高新技术企业", "科技型中小企业"),
        ("专精特新中小企业", "专精特新“小巨人”企业"),
        ("化学需氧量排放量", "化学需氧量重点工程减排量"),
        ("国控断面水质优良比例", "省控断面水质优良比例"),
        ("城市生活垃圾回收利用率", "城市生活垃圾资源化利用率"),
        ("农村生活污水治理率", "农村生活污水处理率"),
        ("托位", "普惠托位"),
        ("托位", "每千人口托位数"),
        ("非化石能源消费占比", "非化石能源装机占比"),
        ("清洁取暖率", "农村清洁取暖率"),
        ("进出口总额", "出口总额"),
        ("旅游总收入", "入境旅游收入"),
        ("智能工厂", "数字化车间"),
        ("省级智能工厂", "国家级智能工厂"),
        ("道路交通万车死亡率", "煤矿百万吨死亡率"),
    ],
)
def test_look_alikes_do_not_share_a_name(one: str, other: str) -> None:
    assert standard_name(one) != standard_name(other)


@pytest.mark.parametrize(
    "indicator",
    [
        "",
        "项目",
        "企业",
        "投资",
        "产值",
        "满意度",
        "GDP能耗",
        # of consumption or of capacity? of industry or of all? put in or built?
        "可再生能源占比",
        "非化石能源占比",
        "化学需氧量",
        "燃煤锅炉",
        "第三产业",
        # a part is not the whole, and a place that no gazetteer knows is no qualifier
        "新增车辆中新能源汽车占比",
        "新增劳动力平均受教育年限以外的年限",
        "新增污水处理率",
        "累计森林覆盖率",
        "云泽新区规上工业增加值",
        # two indicators, one number
        "二氧化硫、氮氧化物排放量",
        "一般公共预算总收入、地方一般公共预算收入",
        "污水处理率、污泥无害化处置率",
        # what is compared, not what is measured
        "海洋生产总值增速高于GDP增速",
        # a grade before what is no count
        "省级地区生产总值",
        "国家级森林覆盖率",
        "省级以上居民消费价格指数",
        # names of projects
        "青屿湾大桥工程总工程量",
    ],
)
def test_no_name_rather_than_a_wrong_one(indicator: str) -> None:
    assert standard_name(indicator) == ""


@given(st.sampled_from(ROWS), st.sampled_from(["全市", "全省", "我区", "全县"]), st.sampled_from(["", " ", "\n", "“"]))
def test_scope_blanks_and_quotes_do_not_matter(row: dict[str, str], scope: str, noise: str) -> None:
    wording = row["wording"]
    assert standard_name(scope + wording[:2] + noise + wording[2:]) == row["standard"]


@given(st.text(alphabet="全市新增国家省级以上占比数率GDP研发(%)增速的、", max_size=24))
def test_a_name_is_a_wording_of_itself(indicator: str) -> None:
    name = standard_name(indicator)
    assert not name or standard_name(name) == name
