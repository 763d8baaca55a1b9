"""Indicator tables: heads, names, units and value cells; which rows become which targets."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.table_names import base_of, head_kind, read_name, read_unit
from extractors.table_values import read_values
from extractors.text import fold
from pipeline.extract import extract_document
from pipeline.records import DocumentResult, TargetRow
from pipeline.settings import Settings

PLAN = "云泽省“十四五”科技创新规划\n云泽省人民政府\n2021年8月5日\n一、主要目标\n到2025年实现以下目标。\n"
WORK = "临川县2025年工业经济工作计划\n临川县人民政府办公室\n2025年2月10日\n一、目标\n"


def extract(text: str) -> DocumentResult:
    return extract_document(text.encode(), "plan.txt", Settings())


def rows(table: str, before: str = PLAN) -> list[TargetRow]:
    return [row for row in extract(before + table).targets if row.clause.startswith("表")]


def short(row: TargetRow) -> tuple[str, str, str, str, str]:
    """Indicator, measure, comparator with value and unit, year, status."""
    value = f"{row.value.normalize():f}" + (f"-{row.value_max.normalize():f}" if row.value_max is not None else "")
    year = str(row.target_date.year) if row.target_date else ""
    return row.indicator, row.measure, f"{row.comparator}{value}{row.unit}", year, row.status


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("指标名称", "name"),
        ("主要指标", "name"),
        ("二级指标", "name"),
        ("一级指标", "category"),
        ("指标类别", "category"),
        ("指标属性", "attribute"),
        ("计量单位", "unit"),
        ("项目名称", "item"),
        ("2025年目标值", "target"),
        ("指标值", "target"),
        ("2024年完成", "baseline"),
        ("2020年现状", "baseline"),
        ("基期值", "baseline"),
        ("上年完成", "last_year"),
        ("年均增长率(%)", "growth"),
        ("五年累计", "total"),
        ("年度计划投资(万元)", "amount"),
        ("分值", "amount"),
        ("指标解释", "note"),
        ("2025年", ""),
        ("县区", ""),
    ],
)
def test_heads(head: str, kind: str) -> None:
    assert head_kind(head) == kind


@pytest.mark.parametrize(
    ("written", "name", "factor"),
    [
        ("万吨", "吨", 10_000),
        ("亿元", "元", 100_000_000),
        ("%", "%", 1),
        ("百分比", "%", 1),
        ("件/万人", "件/万人", 1),
        ("万人/平方公里", "人/平方公里", 10_000),
        ("亿元(2020年价)", "元", 100_000_000),
        ("亿元,现价", "元", 100_000_000),
        ("μg/m3", "微克/立方米", 1),
        ("μg/m?", "微克/立方米", 1),
        ("万m3/d", "立方米/日", 10_000),
        ("hm2", "公顷", 1),
        ("(t/(km2·月))", "吨/平方公里·月", 1),
        ("1/10万", "/10万", 1),
        ("百分点", "百分点", 1),
    ],
)
def test_units(written: str, name: str, factor: int) -> None:
    unit = read_unit(written)
    assert unit is not None
    assert (unit.name, int(unit.factor)) == (name, factor)


def test_a_bracket_is_no_unit_unless_known_but_a_column_of_units_is_believed() -> None:
    assert read_unit("EQI") is None
    assert read_unit("商品量") is None
    assert read_unit("万元、%", column=True) is None
    beds = read_unit("万床位日", column=True)
    assert beds is not None
    assert (beds.name, int(beds.factor)) == ("床位日", 10_000)
    index = read_unit("-", column=True)
    assert index is not None
    assert index.name == ""


@pytest.mark.parametrize(
    ("cell", "name", "unit"),
    [
        ("研发经费投入强度（%）", "研发经费投入强度", "%"),
        ("3.粮食产量（万吨）*", "粮食产量", "吨"),
        ("（2）地区生产总值（亿元，现价）", "地区生产总值", "元"),
        ("其中：水电（万千瓦）", "水电", "千瓦"),
        ("①能耗强度下降[1]（%）", "能耗强度下降", "%"),
        ("化肥施用量（折纯量）（万吨）", "化肥施用量(折纯量)", "吨"),
        ("每千人口执业（助理）医师数（人）", "每千人口执业(助理)医师数", "人"),
        ("细颗粒物（PM2.5）浓度（微克/立方米）", "细颗粒物(PM2.5)浓度", "微克/立方米"),
        ("生态质量指数（EQI）★", "生态质量指数(EQI)", None),
        ("12345热线办结率", "12345热线办结率", None),
    ],
)
def test_names(cell: str, name: str, unit: str | None) -> None:
    text = fold(cell)
    found = read_name(text)
    assert found is not None
    assert text[found.start : found.end] == name
    assert (found.unit.name if found.unit else None) == unit


def test_numbers_and_dashes_are_no_names() -> None:
    assert read_name("-") is None
    assert read_name("12.5") is None


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("每万人口高价值发明专利拥有量", "万人"),
        ("每千名老年人养老床位数", "千人"),
        ("每公顷产值", "公顷"),
        ("万元产值能耗", ""),
    ],
)
def test_bases(name: str, base: str) -> None:
    assert base_of(name) == base


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("75", ["=75 〈75〉"]),
        ("≥75", [">=75 〈75〉"]),
        ("≧75", [">=75 〈75〉"]),
        (">=75", [">=75 〈75〉"]),
        ("＞80", [">80 〈80〉"]),
        ("≤4.0", ["<=4 〈4.0〉"]),
        ("20％左右", ["~20% 〈20%〉"]),
        ("约15", ["~15 〈15〉"]),
        ("95以上", [">=95 〈95〉"]),
        ("控制在40以内", ["<=40 〈40〉"]),
        ("1,200", ["=1200 〈1,200〉"]),
        ("0.6—0.8", ["range0.6-0.8 〈0.6-0.8〉"]),
        ("5%—8%", ["range5-8% 〈5%-8%〉"]),
        ("〔15〕", ["=15 summed 〈15〉"]),
        ("[500]以上", [">=500 summed 〈500〉"]),
        ("≥[500]", [">=500 summed 〈500〉"]),
        ("-1.7%", ["=-1.7% 〈-1.7%〉"]),
        ("+5.5", ["=5.5 〈5.5〉"]),
        ("前8位", ["=8位 〈前8位〉"]),
        ("第12", ["=12位 〈第12〉"]),
        ("翻一番", ["=2倍 rate 〈一番〉"]),
        ("较2020年降低6%", ["=6% rate 〈6%〉"]),
        ("比“十三五”末提高2个百分点", ["=2百分点 amount 〈2个百分点〉"]),
        ("新增20家", ["=20家 amount 〈20家〉"]),
        ("100%（2023年）", ["=100% 2023 〈100%〉"]),
        ("力争2027年达到80%。", ["=80% 2027 〈80%〉"]),
        ("16.7（国控）", ["=16.7 @国控 〈16.7〉"]),
        (
            "中游地区≥65%，上游地区≥40%（其中山区≥30%）",
            [">=65% @中游地区 〈65%〉", ">=40% @上游地区 〈40%〉", ">=30% @山区 〈30%〉"],
        ),
        ("65（市区80）", ["=65 〈65〉", "=80 @市区 〈80〉"]),
        ("城市98；县城95", ["=98 @城市 〈98〉", "=95 @县城 〈95〉"]),
        ("15（力争18）", ["=15 〈15〉"]),
        ("≤9，有条件的县力争≤8", ["<=9 〈9〉", "<=8 @有条件的县 〈8〉"]),
    ],
)
def test_value_cells(cell: str, values: list[str]) -> None:
    text = fold(cell)
    found = read_values(text)
    assert found is not None
    written = []
    for value in found:
        quantity = value.quantity
        number = f"{quantity.value.normalize():f}" + (f"-{quantity.value_max:f}" if quantity.value_max else "")
        marks = [
            *(["summed"] if value.summed else []),
            *([value.change] if value.change else []),
            *([str(value.year)] if value.year else []),
            *([f"@{text[slice(*value.scope)]}"] if value.scope else []),
        ]
        raw = text[quantity.start : quantity.end]
        written.append(" ".join([f"{quantity.comparator}{number}{quantity.unit}", *marks, f"〈{raw}〉"]))
    assert written == values


@pytest.mark.parametrize("cell", ["—", "-", "/", "", "——", "暂无"])
def test_cells_that_hold_no_value(cell: str) -> None:
    assert read_values(fold(cell)) == []


@pytest.mark.parametrize(
    "cell",
    [
        "完成国家下达目标",
        "与经济增长同步",
        "全面消除",
        "1:15",
        "建成充电站5座，覆盖全部乡镇",
        "2025年底前完成",
        "保障3天用量的储气能力达到5%",
        "第十五",
    ],
)
def test_cells_of_running_text_are_left_to_the_extractors_of_prose(cell: str) -> None:
    assert read_values(fold(cell)) is None


def test_a_plan_with_units_baseline_sums_and_attributes() -> None:
    found = rows(
        "表1 主要指标\n"
        "类别 | 序号 | 指标 | 单位 | 2020年 | 2025年 | 年均增速[累计] | 属性 |\n"
        "创新驱动 | 1 | 研发经费投入强度 | % | 2.1 | 3左右 | [0.9] | 预期性 |\n"
        " | 2 | 高新技术企业（万家） | | 1.2 | ≥2.0 | 10.8% | 预期性 |\n"
        " | 3 | 每万人口发明专利拥有量 | 件 | 5.6 | 12 | — | 约束性 |\n"
        "绿色发展 | 4 | 单位地区生产总值能耗降低 | % | — | 完成国家下达目标 | [14] | 约束性 |\n"
        " | 5 | 城镇新增就业 | 万人 | | [500]以上 | | 预期性 |\n"
    )
    assert [short(row) for row in found] == [
        ("研发经费投入强度", "level", "=2.1%", "2020", "achieved"),
        ("研发经费投入强度", "level", "~3%", "2025", "target"),
        ("研发经费投入强度", "increment", "=0.9百分点", "2025", "target"),
        ("高新技术企业", "level", "=12000家", "2020", "achieved"),
        ("高新技术企业", "level", ">=20000家", "2025", "target"),
        ("高新技术企业", "growth", "=10.8%", "2025", "target"),
        ("每万人口发明专利拥有量", "level", "=5.6件/万人", "2020", "achieved"),
        ("每万人口发明专利拥有量", "level", "=12件/万人", "2025", "target"),
        ("单位地区生产总值能耗降低", "growth", "=14%", "2025", "target"),
        ("城镇新增就业", "increment", ">=5000000人", "2025", "target"),
    ]
    assert [row.clause for row in found] == ["表1/1"] * 3 + ["表1/2"] * 3 + ["表1/3"] * 2 + ["表1/4", "表1/5"]
    assert {row.modality for row in found if row.clause == "表1/4"} == {"约束性"}
    assert found[1].raw == "3"
    assert found[1].sentence.startswith("创新驱动 | 1 | 研发经费投入强度")
    assert {row.extractor for row in found} == {"rules:table"}


def test_a_unit_above_the_table_and_heads_without_years() -> None:
    found = rows(
        "附表\n单位：万吨\n指标名称 | 现状值 | 目标值 |\n粮食产量 | 605 | 620—640 |\n综合排名（位） | 第9位 | 前8位 |\n"
    )
    assert [short(row) for row in found] == [
        ("粮食产量", "level", "=6050000吨", "", "achieved"),
        ("粮食产量", "level", "range6200000-6400000吨", "2025", "target"),
        ("综合排名", "rank", "=9位", "", "achieved"),
        ("综合排名", "rank", "=8位", "2025", "target"),
    ]
    (dated, *_) = rows("附表\n指标名称 | 单位 | 2025年 |\n粮食产量 | 万吨 | 620 |\n播种面积 | 万亩 | 950 |\n")
    assert found[0].confidence < dated.confidence, "what a head means is less sure where it states no year"


def test_parts_take_unit_and_measure_from_their_whole() -> None:
    found = rows(
        "附表\n指标 | 2020年 | 2025年 |\n能源消费总量（万吨标准煤） | 500 | 600 |\n"
        "其中：煤炭（%） | 50 | 40 |\n石油（%） | 20 | 18 |\n"
        "总装机（万千瓦） | 100 | 200 |\n其中：水电 | 40 | 60 |\n光伏 | 60 | 140 |\n森林覆盖率（%） | 30 | 35 |\n"
    )
    assert [short(row)[0::2] for row in found if row.status == "target"] == [
        ("能源消费总量", "=6000000吨标准煤", "target"),
        ("煤炭占能源消费总量比重", "=40%", "target"),
        ("石油占能源消费总量比重", "=18%", "target"),
        ("总装机", "=2000000千瓦", "target"),
        ("水电装机", "=600000千瓦", "target"),
        ("光伏装机", "=1400000千瓦", "target"),
        ("森林覆盖率", "=35%", "target"),
    ]


def test_nothing_is_a_target_only_as_a_share() -> None:
    found = rows("附表\n指标 | 单位 | 2025年目标 |\n报废水库 | 座 | 0 |\n劣Ⅴ类水体比例 | % | 0 |\n")
    assert [row.indicator for row in found] == ["劣Ⅴ类水体比例"]


def test_a_work_plan_keeps_its_units_and_deadlines() -> None:
    result = extract(
        WORK + "序号 | 主要指标 | 上年完成 | 今年目标 | 增长（%） | 牵头部门 | 完成时限 |\n"
        "1 | 规上工业增加值（亿元） | 85.2 | 93 | 9 | 县工信局 | 2025年12月底前 |\n"
        "2 | 新增规上企业（家） | 20 | 25 | | 县工信局、县统计局 | 年底前 |\n"
    )
    assert [short(row) for row in result.targets] == [
        ("规上工业增加值", "level", "=8520000000元", "2024", "achieved"),
        ("规上工业增加值", "level", "=9300000000元", "2025", "target"),
        ("规上工业增加值", "growth", "=9%", "2025", "target"),
        ("新增规上企业", "increment", "=20家", "2024", "achieved"),
        ("新增规上企业", "increment", "=25家", "2025", "target"),
    ]
    assert [(row.unit, row.role) for row in result.responsibilities] == [
        ("县工信局", "lead"),
        ("县工信局", "lead"),
        ("县统计局", "lead"),
    ]
    assert [row.raw for row in result.deadlines] == ["2025年12月底前", "年底前"]
    assert [row.targets for row in result.tasks] == [
        "规上工业增加值 9300000000元、规上工业增加值 增长9%",
        "新增规上企业 25家",
    ]


def test_columns_of_years_date_running_text_as_well() -> None:
    found = rows(
        "序号 | 工作任务 | 2024年目标 | 2025年目标 |\n"
        "1 | 充电设施建设 | 新建公共充电桩500个 | 新建公共充电桩800个，实现乡镇全覆盖 |\n"
        "2 | 绿道建设 | 30公里 | 45公里 |\n"
        "3 | 口袋公园建设 | 6个 | 8个 |\n"
        "4 | 停车泊位 | 500个 | 800个 |\n",
        before="青屿市重点任务\n青屿市人民政府\n2024年3月10日\n一、任务\n",
    )
    assert [short(row) for row in found[:4]] == [
        ("公共充电桩", "increment", "=500个", "2024", "target"),
        ("公共充电桩", "increment", "=800个", "2025", "target"),
        ("绿道建设", "increment", "=30公里", "2024", "target"),
        ("绿道建设", "increment", "=45公里", "2025", "target"),
    ]


def test_a_table_of_achievements_holds_no_targets() -> None:
    found = rows(
        "“十三五”科技发展主要成就\n指标 | 2015年 | 2020年 | 年均增长 |\n技术合同成交额（亿元） | 12 | 30 | 20.1% |\n"
    )
    assert {row.status for row in found} == {"achieved"}
    assert [row.measure for row in found] == ["level", "level", "growth"]


def test_tables_of_projects_and_of_tasks_are_no_indicator_tables() -> None:
    projects = rows(
        "序号 | 项目名称 | 总投资（万元） | 2025年计划投资（万元） | 责任单位 |\n"
        "1 | 滨江污水厂 | 12000 | 5000 | 市水务局 |\n"
    )
    assert projects == []
    tasks = rows("序号 | 重点工作 | 2025年目标 | 责任单位 |\n1 | 改善河道 | 完成2条河道整治，水质好转 | 市水务局 |\n")
    assert all(row.extractor != "rules:table" for row in tasks)


@given(st.text(alphabet="0123456789.%-~()（）≥≤，、年较降低万亿家城市 以上|", max_size=40))
def test_values_stay_within_their_cell(cell: str) -> None:
    text = fold(cell).replace(" ", "")
    for value in read_values(text) or []:
        quantity = value.quantity
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert isinstance(quantity.value, Decimal)
        assert any(
            char.isdigit() or char in "一二三四五六七八九十百千万亿半" for char in text[quantity.start : quantity.end]
        )


@given(st.text(alphabet="（）()%万吨*①1.、其中：经费指数EQI ", max_size=30))
def test_names_stay_within_their_cell(cell: str) -> None:
    found = read_name(fold(cell).replace(" ", ""))
    assert found is None or 0 <= found.start < found.end <= len(cell)


@pytest.mark.parametrize("cell", ["城" * 28, "1" * 20_000, "(" * 28, "较2020年" * 20, "1," * 60, "、城市" * 40])
def test_hostile_cells_take_no_time(cell: str) -> None:
    begin = time.process_time()
    read_values(cell)
    read_name(cell)
    read_unit(cell, column=True)
    head_kind(cell[:100])
    assert time.process_time() - begin < 0.1


def test_columns_of_plans_and_of_years_in_chinese_numerals() -> None:
    wanted = [
        ("森林覆盖率", "level", "=60%", "2020", "achieved"),
        ("森林覆盖率", "level", "=62%", "2025", "target"),
    ]
    for heads in ("指标 | “十三五”末 | “十四五”末 |\n", "指标 | 二〇二〇年 | 二〇二五年 |\n"):
        table = f"主要指标\n{heads}森林覆盖率（%） | 60 | 62 |\n"
        assert [short(row) for row in rows(table)] == wanted


def test_a_goal_in_the_place_of_a_name_is_named_by_what_it_counts() -> None:
    table = (
        "任务表\n序号 | 工作目标 | 2023年目标 | 2024年目标 |\n1 | 培育绿色工厂100家 | 40家 | 100家 |\n"
        "2 | 改造面积500万平方米 | 200万平方米 | 500万平方米 |\n3 | 100亿元以上企业数 | 5家 | 8家 |\n"
    )
    assert [short(row) for row in rows(table)] == [
        ("绿色工厂", "increment", "=40家", "2023", "target"),
        ("绿色工厂", "increment", "=100家", "2024", "target"),
        ("改造面积", "level", "=2000000平方米", "2023", "target"),
        ("改造面积", "level", "=5000000平方米", "2024", "target"),
        ("100亿元以上企业数", "level", "=5家", "2023", "target"),
        ("100亿元以上企业数", "level", "=8家", "2024", "target"),
    ]


def test_none_at_all_is_no_target_of_a_year_but_no_share_is() -> None:
    table = "主要指标\n指标 | 单位 | 2020年 | 2025年 |\n储能工厂 | 座 | 0 | 0 |\n差水比例 | % | 3 | 0 |\n"
    assert [short(row) for row in rows(table)] == [
        ("储能工厂", "level", "=0座", "2020", "achieved"),
        ("差水比例", "level", "=3%", "2020", "achieved"),
        ("差水比例", "level", "=0%", "2025", "target"),
    ]
