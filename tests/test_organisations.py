"""Names of bodies: what counts as one, and what it is called officially."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.body_names import class_end, is_known_body, looks_like_body
from extractors.organisation_lexicon import branches, central_bodies, local_bodies
from extractors.organisation_speakers import beside, speaker_behind
from extractors.organisations import official_name, place_name
from extractors.text import fold
from extractors.types import Issuer, Region

ZHEJIANG = Issuer("浙江省科学技术厅", Region("浙江省"), date(2020, 5, 1))
HANGZHOU = Issuer("", Region("浙江省", "杭州市"), date(2024, 3, 12))
WUHAN = Issuer("", Region("湖北省", "武汉市"), date(2021, 8, 1))
TONGXIANG = Issuer("", Region("浙江省", "嘉兴市", "桐乡市"), date(2022, 6, 1))
HAIYAN = Issuer("", Region("浙江省", "嘉兴市", "海盐县"), date(2022, 6, 1))
LILING = Issuer("", Region("湖南省", "株洲市", "醴陵市"), date(2022, 6, 1))
ZHUZHOU = Issuer("", Region("湖南省", "株洲市"), date(2022, 6, 1))
YUXI = Issuer("", Region("云南省", "玉溪市"), date(2024, 6, 1))
HAIDIAN = Issuer("", Region("北京市", "", "海淀区"), date(2020, 3, 1))
BEIJING = Issuer("", Region("北京市"), date(2020, 2, 5))
GUANGXI = Issuer("", Region("广西壮族自治区"), date(2021, 9, 1))
STATE = Issuer("国务院办公厅", Region(country=True), date(2018, 12, 6))
NOWHERE = Issuer()

OFFICIAL = [
    # a province's departments, long and short
    ("省科技厅", ZHEJIANG, "浙江省科学技术厅"),
    ("省科学技术厅", ZHEJIANG, "浙江省科学技术厅"),
    ("省发展改革委", ZHEJIANG, "浙江省发展和改革委员会"),
    ("省人力社保厅", ZHEJIANG, "浙江省人力资源和社会保障厅"),
    ("省国资委", ZHEJIANG, "浙江省人民政府国有资产监督管理委员会"),
    ("自治区发展改革委", GUANGXI, "广西壮族自治区发展和改革委员会"),
    ("生态环境厅", GUANGXI, "广西壮族自治区生态环境厅"),
    # cities, municipalities, counties, districts
    ("市发改委", WUHAN, "武汉市发展和改革委员会"),
    ("市园林林业局", WUHAN, "武汉市园林和林业局"),
    ("省科技厅", WUHAN, "湖北省科学技术厅"),
    ("市科委", BEIJING, "北京市科学技术委员会"),
    ("市交通委", BEIJING, "北京市交通委员会"),
    ("科技局", TONGXIANG, "桐乡市科学技术局"),
    ("市科技局", TONGXIANG, "桐乡市科学技术局"),
    ("区商务局", HAIDIAN, "北京市海淀区商务局"),
    ("市商务局", HAIDIAN, "北京市商务局"),
    ("杭州市科技局", ZHEJIANG, "杭州市科学技术局"),
    # branches of central bodies
    ("浙江省税务局", ZHEJIANG, "国家税务总局浙江省税务局"),
    ("省税务局", ZHEJIANG, "国家税务总局浙江省税务局"),
    ("市税务局", HANGZHOU, "国家税务总局杭州市税务局"),
    ("人行杭州中心支行", ZHEJIANG, "中国人民银行杭州中心支行"),
    ("人民银行武汉分行营管部", WUHAN, "中国人民银行武汉分行营业管理部"),
    ("人行市中心支行", HANGZHOU, "中国人民银行杭州市中心支行"),
    ("浙江银保监局", ZHEJIANG, "中国银行保险监督管理委员会浙江监管局"),
    ("省银保监局", ZHEJIANG, "中国银行保险监督管理委员会浙江监管局"),
    ("浙江证监局", ZHEJIANG, "中国证券监督管理委员会浙江监管局"),
    ("金融监管总局浙江监管局", ZHEJIANG, "国家金融监督管理总局浙江监管局"),
    ("杭州海关", ZHEJIANG, "中华人民共和国杭州海关"),
    ("武汉供电公司", WUHAN, "国网湖北省电力有限公司武汉供电公司"),
    ("国家矿山安全监察局山西局", Issuer("", Region("山西省")), "国家矿山安全监察局山西局"),
    ("山西煤监局", Issuer("", Region("山西省")), "山西煤矿安全监察局"),
    ("湖南电信", Issuer("", Region("湖南省")), "中国电信股份有限公司湖南分公司"),
    ("浙江自贸试验区管委会", ZHEJIANG, "中国(浙江)自由贸易试验区管理委员会"),
    ("盟行署", Issuer("", Region("内蒙古自治区", "锡林郭勒盟")), "锡林郭勒盟行政公署"),
    ("兵团", Issuer("", Region("新疆维吾尔自治区")), "新疆生产建设兵团"),
    ("市科创委", Issuer("", Region("广东省", "深圳市"), date(2021, 1, 1)), "深圳市科技创新委员会"),
    ("国网湖南电力", ZHUZHOU, "国网湖南省电力有限公司"),
    ("国网四川省电力公司", ZHUZHOU, "国网四川省电力公司"),
    ("国家能源局湖南监管办", ZHUZHOU, "国家能源局湖南监管办公室"),
    ("工商银行市分行", ZHUZHOU, "中国工商银行股份有限公司株洲市分行"),
    ("中国银行浙江省分行", ZHEJIANG, "中国银行股份有限公司浙江省分行"),
    ("中国移动湖南公司", ZHUZHOU, "中国移动通信集团湖南有限公司"),
    ("市移动公司", ZHUZHOU, "中国移动通信集团湖南有限公司株洲分公司"),
    ("省铁塔公司", ZHUZHOU, "中国铁塔股份有限公司湖南省分公司"),
    ("市人行", ZHUZHOU, "中国人民银行株洲市中心支行"),
    ("市人行", YUXI, "中国人民银行玉溪市分行"),
    ("人民银行", ZHEJIANG, "中国人民银行"),
    ("县供电公司", HAIYAN, "国网海盐县供电公司"),
    # departments named by province
    ("县文广旅体局", HAIYAN, "海盐县文化和广电旅游体育局"),
    ("市文旅广体局", ZHUZHOU, "株洲市文化旅游广电体育局"),
    ("市城管局", ZHUZHOU, "株洲市城市管理和综合执法局"),
    ("市城管局", HANGZHOU, "杭州市城市管理局"),
    ("市科工信局", LILING, "醴陵市科技和工业信息化局"),
    ("县农水局", HAIYAN, "海盐县农业农村和水利局"),
    ("自治区民委", Issuer("", Region("内蒙古自治区")), "内蒙古自治区民族事务委员会"),
    ("市国资委", Issuer("", Region("上海市")), "上海市国有资产监督管理委员会"),
    ("市金融局", Issuer("", Region("天津市"), date(2022, 3, 1)), "天津市金融工作局"),
    ("市政务服务数据管理局", Issuer("", Region("广东省", "深圳市"), date(2022, 3, 1)), "深圳市政务服务数据管理局"),
    ("生态环境分局", LILING, "株洲市生态环境局醴陵分局"),
    ("区公安分局", HAIDIAN, "北京市公安局海淀分局"),
    # zones, streets
    ("县经开区管委会", HAIYAN, "海盐经济开发区管理委员会"),
    ("醴陵经开区管委会", LILING, "醴陵经济开发区管理委员会"),
    ("湘潭经开区管委会", ZHUZHOU, "湘潭经济技术开发区管理委员会"),
    ("浏阳经开区管委会", Issuer("", Region("湖南省", "长沙市")), "浏阳经济技术开发区管理委员会"),
    ("两江新区管委会", Issuer("", Region("重庆市")), "重庆两江新区管理委员会"),
    ("武原街道", HAIYAN, "海盐县武原街道办事处"),
    # the military
    ("军分区", ZHUZHOU, "中国人民解放军湖南省株洲军分区"),
    ("县人武部", HAIYAN, "中国人民解放军浙江省海盐县人民武装部"),
    # party, people's organisations, courts
    ("市纪委监委", ZHUZHOU, "中共株洲市纪律检查委员会、株洲市监察委员会"),
    ("市委社工部", YUXI, "中共玉溪市委社会工作部"),
    ("市人大办", ZHUZHOU, "株洲市人民代表大会常务委员会办公室"),
    ("市纪委", HANGZHOU, "中共杭州市纪律检查委员会"),
    ("省委农村工作办公室", ZHEJIANG, "中共浙江省委农村工作办公室"),
    ("省政府发展研究中心", ZHEJIANG, "浙江省人民政府发展研究中心"),
    ("市直工委", HANGZHOU, "中共杭州市委直属机关工作委员会"),
    ("省军区", ZHEJIANG, "中国人民解放军浙江省军区"),
    ("市国安局", HANGZHOU, "杭州市国家安全局"),
    ("市档案馆", HANGZHOU, "杭州市档案馆"),
    ("市水务集团", HANGZHOU, "杭州市水务集团"),
    ("高新区管委会", HANGZHOU, "杭州高新技术产业开发区管理委员会"),
    ("洲泉镇", TONGXIANG, "桐乡市洲泉镇人民政府"),
    ("洲泉镇政府", TONGXIANG, "桐乡市洲泉镇人民政府"),
    ("区生态环境局", HAIDIAN, "北京市海淀区生态环境局"),
    ("市委宣传部", BEIJING, "中共北京市委宣传部"),
    ("省委组织部(省委人才办)", ZHEJIANG, "中共浙江省委组织部(中共浙江省委人才工作领导小组办公室)"),
    ("省委组织部（省委人才办）", ZHEJIANG, "中共浙江省委组织部（中共浙江省委人才工作领导小组办公室）"),
    ("市委金融办", HANGZHOU, "中共杭州市委金融委员会办公室"),
    ("自治区党委宣传部", GUANGXI, "中共广西壮族自治区委员会宣传部"),
    ("市科协", HANGZHOU, "杭州市科学技术协会"),
    ("团省委", ZHEJIANG, "中国共产主义青年团浙江省委员会"),
    ("市法院", HANGZHOU, "杭州市中级人民法院"),
    ("法院", TONGXIANG, "桐乡市人民法院"),
    # central bodies
    ("市场监管总局", STATE, "国家市场监督管理总局"),
    ("商务部", STATE, "中华人民共和国商务部"),
    ("国家发展改革委", ZHEJIANG, "国家发展和改革委员会"),
    ("发展改革委", STATE, "国家发展和改革委员会"),
    ("国务院扶贫办", STATE, "国务院扶贫开发领导小组办公室"),
    ("统计局", STATE, "国家统计局"),
    ("中央网信办", STATE, "中央网络安全和信息化委员会办公室"),
    ("中央网信办", Issuer("国务院", Region(country=True), date(2017, 8, 1)), "中央网络安全和信息化领导小组办公室"),
    ("南昌铁路局", Issuer("", Region("江西省"), date(2022, 7, 1)), "中国铁路南昌局集团有限公司"),
    ("南昌铁路局", Issuer("", Region("江西省"), date(2015, 7, 1)), "南昌铁路局"),
    ("国家电网青屿供电公司", ZHEJIANG, "国网青屿供电公司"),
    ("中国信保浙江分公司", ZHEJIANG, "中国出口信用保险公司浙江分公司"),
    ("区金融办", HAIDIAN, "北京市海淀区金融服务办公室"),
    # divisions, places, names that are full already, unlisted names that only lack their place
    ("规划处", ZHEJIANG, "浙江省科学技术厅规划处"),
    ("规划处", Issuer("省科技厅", Region("浙江省")), "浙江省科学技术厅规划处"),
    ("气候处", Issuer("浙江省生态环境厅办公室", Region("浙江省")), "浙江省生态环境厅气候处"),
    ("省数字经济专项工作组", ZHEJIANG, "浙江省数字经济专项工作组"),
    ("国家算力建设领导小组", STATE, "国家算力建设领导小组"),
    ("杭州市", ZHEJIANG, "杭州市人民政府"),
    ("杭州市政府", ZHEJIANG, "杭州市人民政府"),
    ("武汉市公安局交通管理局", WUHAN, "武汉市公安局交通管理局"),
    ("省海洋经济厅", ZHEJIANG, "浙江省海洋经济厅"),
    ("北京经济技术开发区管委会", BEIJING, "北京经济技术开发区管理委员会"),
    ("之江实验室", ZHEJIANG, "之江实验室"),
    ("国网山东省电力公司", Issuer(region=Region("山东省")), "国网山东省电力公司"),
    # line breaks, blanks and full-width letters do not matter
    ("市发改\n委", WUHAN, "武汉市发展和改革委员会"),
    # classes of bodies stay as written
    ("各市、县(市、区)", ZHEJIANG, "各市、县(市、区)"),
    ("各区、县〔市〕", HANGZHOU, "各区、县〔市〕"),
    ("各有关部门", STATE, "各有关部门"),
    ("省卫生健康部门", ZHEJIANG, "省卫生健康部门"),
    ("教育行政部门", STATE, "教育行政部门"),
    ("市就业工作领导小组成员单位", HANGZHOU, "市就业工作领导小组成员单位"),
    ("有农业的区人民政府", HANGZHOU, "有农业的区人民政府"),
]


@pytest.mark.parametrize(("unit", "issuer", "name"), OFFICIAL, ids=[f"{unit}→{name}" for unit, _, name in OFFICIAL])
def test_official_name(unit: str, issuer: Issuer, name: str) -> None:
    assert official_name(unit, issuer) == name


def test_the_place_named_in_a_list_holds_until_another_is_named() -> None:
    names, speaker = [], NOWHERE
    for unit in ["市教委", "重庆市科技局", "浙江大学", "市财政局", "四川省科技厅", "省财政厅", "水利厅"]:
        names.append(official_name(unit, speaker))
        speaker = speaker_behind(unit, speaker)
    assert names == [
        "",
        "重庆市科学技术局",
        "浙江大学",
        "重庆市财政局",
        "四川省科学技术厅",
        "四川省财政厅",
        "四川省水利厅",
    ]


UNSURE = [
    ("科技局", NOWHERE, "no region is known"),
    ("市科技局", ZHEJIANG, "a province's document does not say which city"),
    ("水利厅", Issuer(region=Region("重庆市")), "municipalities have no 厅"),
    ("县财政局", HANGZHOU, "which county?"),
    ("市自贸办", HANGZHOU, "an abbreviation in no list"),
    ("铁路局", ZHEJIANG, "which railway bureau?"),
    ("生态环境局", TONGXIANG, "branches of the city's bureau are named differently from place to place"),
    ("县农商银行", TONGXIANG, "a short name"),
    ("市文旅广体局", TONGXIANG, "a short name in no list"),
    ("洲泉镇", ZHEJIANG, "a town of which county?"),
    ("邮政局", NOWHERE, "not the State Post Bureau unless the document is central"),
    ("株洲经开区管委会", ZHUZHOU, "economic, or economic and technological?"),
    ("区科信局", HAIDIAN, "merged departments are named differently from place to place"),
    ("环科院", ZHEJIANG, "full names differ from place to place"),
    ("桐溪经开区管委会", TONGXIANG, "economic, or economic and technological?"),
    ("规划处", Issuer("", Region("浙江省")), "a division of whom?"),
    ("", ZHEJIANG, "nothing"),
]


@pytest.mark.parametrize(("unit", "issuer", "why"), UNSURE, ids=[f"{unit}: {why}" for unit, _, why in UNSURE])
def test_what_is_not_sure_stays_empty(unit: str, issuer: Issuer, why: str) -> None:
    assert official_name(unit, issuer) == "", why


@pytest.mark.parametrize(
    ("unit", "day", "name"),
    [
        ("市金融监管局", date(2020, 2, 5), "北京市地方金融监督管理局"),
        ("市金融监管局", date(2024, 6, 1), "国家金融监督管理总局北京监管局"),
        ("市金融监管局", None, ""),
    ],
)
def test_a_reform_decides_between_two_bodies_of_one_short_name(unit: str, day: date | None, name: str) -> None:
    assert official_name(unit, Issuer("", Region("北京市"), day)) == name


@pytest.mark.parametrize(
    "name",
    [
        "省科技厅", "云泽省科技厅", "青屿市科学技术局", "临川县农业农村局", "浙江证监局", "人行杭州中心支行", "团市委",
        "市纪委监委", "组织部人才办", "城西科创大走廊管委会", "青屿农村商业银行", "市文明实践指导中心", "高桥街道",
        "市推进改革领导小组及其办公室", "云泽大学", "青屿军分区", "市场监管部门", "广州",
    ],
)  # fmt: skip
def test_bodies(name: str) -> None:
    assert looks_like_body(name)


@pytest.mark.parametrize(
    "name",
    [
        "产业布局", "发展新局面", "党员干部", "城乡结合部", "重点学科", "待岗人员", "支持市科技局", "建设创新中心",
        "本政策由市商务局", "政府", "医院", "高校", "市、区", "以下简称市局", "牵头部门", "一网通办", "水电站", "小镇",
        "各业", "2025年", "基金等)联席会议",
    ],
)  # fmt: skip
def test_no_bodies(name: str) -> None:
    assert not looks_like_body(name)


CLASSES = [
    "各市、县(市、区)", "各区、县(市)", "各镇(街道)", "各镇街道", "各市(州)人民政府", "各省、自治区、直辖市人民政府",
    "各有关单位", "各县(市、区)政府(管委会)", "有关市、县(区)人民政府", "地方各级人民政府", "市、县人民政府",
    "各区县(自治县)", "市级有关部门", "各地", "珠三角各地级以上市政府", "各相关部门、地方", "各成员单位", "各旗县区",
    "各乡镇人民政府、街道办事处", "市县两级政府", "省级人民政府",
]  # fmt: skip


@pytest.mark.parametrize("phrase", CLASSES)
@pytest.mark.parametrize("behind", ["", ",省财政厅", "、市财政局", "负责", "等按职责分工负责", ")"])
def test_a_class_of_bodies_is_one_phrase(phrase: str, behind: str) -> None:
    text = phrase + behind
    assert text[: class_end(text, 0, len(text))] == phrase


@pytest.mark.parametrize("text", ["市人民政府", "区政府", "市财政局、各区", "科技局", "开发区管委会"])
def test_one_body_is_no_class(text: str) -> None:
    assert class_end(text, 0, len(text)) == 0


def test_a_district_is_named_with_its_city() -> None:
    assert place_name(Region("浙江省", "杭州市", "西湖区")) == "杭州市西湖区"
    assert place_name(Region("浙江省", "嘉兴市", "桐乡市")) == "桐乡市"
    assert place_name(Region("北京市", "", "海淀区")) == "北京市海淀区"


def test_the_gazetteer_is_well_formed() -> None:
    assert len({body.name for found in central_bodies().values() for body in found}) >= 150
    assert len(local_bodies()) >= 400
    for found in (*central_bodies().values(), *local_bodies().values()):
        for body in found:
            assert body.valid_from is None or body.valid_to is None or body.valid_from <= body.valid_to, body
    for body in (one for found in local_bodies().values() for one in found):
        body.name.format(region="", place="", province="", prov="", city="", county="", party="", court="")
    for branch in branches():
        assert "x" in branch.pattern.groupindex


def test_every_full_name_of_the_gazetteer_is_known_and_stays_or_becomes_its_successors() -> None:
    for found in central_bodies().values():
        for body in found:
            successors = {one.name for one in central_bodies()[fold(body.name)]}
            assert official_name(body.name, STATE) in successors


@given(st.text(alphabet="各市县区、()省科技厅局委负责牵头等\n ", max_size=30))
def test_any_text_gives_a_name_or_nothing(unit: str) -> None:
    assert isinstance(official_name(unit, ZHEJIANG), str)
    assert isinstance(is_known_body(unit), bool)


@pytest.mark.parametrize(
    ("unit", "before", "name"),
    [
        ("县政府", "淳安县委", "淳安县人民政府"),
        ("区财政局", "萧山区教育局", "杭州市萧山区财政局"),
        ("区政府", "淳安县委", ""),
        ("县政府", "县委", ""),
    ],
)
def test_the_body_before_names_the_county(unit: str, before: str, name: str) -> None:
    city = Issuer(region=Region("浙江省", "杭州市"))
    assert official_name(unit, beside(unit, before, city)) == name


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("市人社局就业促进科", "杭州市人力资源和社会保障局就业促进科"),
        ("市财政局社保科", "杭州市财政局社保科"),
        ("省发改委能源处", "浙江省发展和改革委员会能源处"),
        ("市某局社保科", ""),
    ],
)
def test_a_division_of_the_body_it_names(unit: str, name: str) -> None:
    assert official_name(unit, Issuer(region=Region("浙江省", "杭州市"))) == name
