"""Damaged characters are read as meant, sound ones never touched, and every character knows its source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_kit import reading, records, view

DAMAGED = [
    # A month's number is 1 to 12, so 年 was lost between year and month.
    ("lost_year_sign", "202112月底前完成整改。", "2021年12月底前完成整改。"),
    ("lost_year_sign", "整改时限：20219月底前", "整改时限：2021年9月底前"),
    ("lost_year_sign", "到20246月，建成10个站点。", "到2024年6月，建成10个站点。"),
    ("lost_year_sign", "2023底前全部完成。", "2023年底前全部完成。"),
    ("lost_year_sign", "2025末达到80%。", "2025年末达到80%。"),
    # Eight digits that are no date but two years in order.
    ("lost_dash", "青屿市三年行动计划（20222024）", "青屿市三年行动计划（2022—2024）"),
    ("lost_dash", "20212025年新增30家。", "2021—2025年新增30家。"),
    # A scanned 1. becomes L where point and digit touch.
    ("letter_for_one", "培训农民L5万人次。", "培训农民1.5万人次。"),
    ("letter_for_one", "总投资达到l2亿元。", "总投资达到1.2亿元。"),
    ("letter_for_one", "提高L5个百分点。", "提高1.5个百分点。"),
    ("letter_for_one", "建成2I5万亩高标准农田。", "建成215万亩高标准农田。"),
    ("letter_for_zero", "2O25年实现达标。", "2025年实现达标。"),
    ("letter_for_zero", "新建充电站2O座。", "新建充电站20座。"),
    ("letter_for_zero", "覆盖率达到9O%以上。", "覆盖率达到90%以上。"),
    ("letter_for_zero", "培育企业3O0家。", "培育企业300家。"),
    ("letter_for_zero", "培育企业3OO家。", "培育企业300家。"),
    ("letter_for_zero", "到2O3O年实现达标。", "到2030年实现达标。"),
    ("letter_for_zero", "新改建农村公路12o公里。", "新改建农村公路120公里。"),
    # A font's own point, at a place of private use.
    ("private_use_for_point", "气价降到每立方米0\ue01018元。", "气价降到每立方米0.18元。"),
    # The full stop's ring.
    ("letter_for_stop", "占比达到70%o新增企业30家。", "占比达到70%。新增企业30家。"),
    ("letter_for_stop", "建成示范点10个以上o（市水利局）", "建成示范点10个以上。（市水利局）"),
    ("letter_for_stop", "全面完成整改任务o", "全面完成整改任务。"),
]

SOUND = [
    "联系电话：0571-20201212",
    "联系电话：20201234567，",
    "（值班电话：20222024）",
    "登记编号2020120001号",
    "统一编码（20200215）",
    "证书号20242020年审合格",  # years that run backwards
    "20202060年",  # too far apart for a plan
    "2020年12月底前完成。",
    "2023年底前完成。",
    "共2020户困难家庭。",
    "地下2020底部标高",
    "版本3.20201月更新",
    "面积12020月",
    "L5级自动驾驶车辆开展试点。",
    "支持L4级以上测试。",
    "采用L型结构5万件。",
    "LED灯具更换率达到90%。",
    "无偿献血O型血储备充足。",
    "发展O2O平台5个。",
    "举办O2O年会。",
    "推广A5OO家用设备。",
    "减少CO2排放3万吨。",
    "推广H2O2消毒3万户。",
    "建设5G基站2000个。",
    "G60科创走廊",
    "推进Io T平台建设。",
    "WiFi覆盖率达到95%。",
    "Photoshop培训",
    "到2025年，达到70%左右。",
]


@pytest.mark.parametrize(("name", "text", "meant"), DAMAGED)
def test_damaged_text_is_read_as_meant(name: str, text: str, meant: str) -> None:
    seen = view(text)
    assert seen.text == meant
    assert {repair.name for repair in seen.repairs} == {name}


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_not_touched(text: str) -> None:
    seen = view(text)
    assert seen.text == text
    assert seen.repairs == ()


@pytest.mark.parametrize("meant", [meant for _, _, meant in DAMAGED])
def test_what_was_repaired_is_not_repaired_again(meant: str) -> None:
    assert reading(meant) == meant


@pytest.mark.parametrize(
    ("text", "wanted", "source"),
    [
        ("整改时限：202112月底前。", "2021年12月底前", "202112月底前"),
        ("培训农民L5万人次。", "1.5万人次", "L5万人次"),
        ("新建充电站2O座。", "20座", "2O座"),
        ("占比达到70%o新增", "70%", "70%"),
        ("受害率控制在0.8%o以内", "0.8‰", "0.8%o"),
        ("新增企业2\n0家。", "20家", "2\n0家"),
        ("到 2025 年 底 前", "2025年底前", "2025 年 底 前"),
    ],
)
def test_a_mention_maps_back_to_what_is_written(text: str, wanted: str, source: str) -> None:
    breaks = frozenset({text.index("\n")}) if "\n" in text else None
    seen = view(text, soft_breaks=breaks)
    start = seen.text.index(wanted)
    first, last = seen.to_source(start, start + len(wanted))
    assert text[first:last] == source


def test_rows_keep_the_damage_and_state_the_meaning() -> None:
    text = (
        "青屿市农民培训方案\n一、主要目标\n"
        "到202112月底前，培训农民L5万人次，新建站点2O个，覆盖率达到45%o\n责任单位：市农业农村局"
    )
    result = records(text)
    assert [(row.raw, str(row.value)) for row in result.targets] == [
        ("L5万人次", "15000"),
        ("2O个", "20"),
        ("45%", "45"),
    ]
    assert [(row.raw, str(row.end_date)) for row in result.deadlines] == [("202112月底前", "2021-12-31")]
    for row in (*result.targets, *result.responsibilities, *result.deadlines):
        assert text[row.char_start : row.char_end] == row.raw
    names = ("letter_for_one", "letter_for_stop", "letter_for_zero", "lost_year_sign")
    assert result.document.warnings == "、".join(f"repaired {name} ×1" for name in names)


PIECES = st.sampled_from(
    [
        *"年月日底末前万亿%个家，。；：、（）()|《》\n\r\t \u3000\u00a0\ufeff\u200bLlOoI0123456789一二三十第章条①",
        "2020", "20246月", "2O2", "L5万", "70%o", "- 3 -", "第 2 页", "1、", "（一）", "一、", "打印本页", "版权所有",
        "全市新增企业", "责任单位", "推进各项工作落实到位", "\n\n", "\n1、", "𠮷", "20222024年",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=120).map("".join)
BLANK = "\u200b\ufeff"


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_every_character_is_the_one_at_its_source_or_a_recorded_repair(text: str) -> None:
    seen = view(text)
    positions = list(seen.positions)
    assert positions == sorted(positions)
    assert len(seen.text) == len(seen.folded) == len(positions)
    for char, position in zip(seen.text, positions, strict=True):
        told = (char in repair.reading and position < max(repair.end, repair.start + 1) for repair in seen.repairs)
        assert char in (text[position], "\n") or any(told), (char, position)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_what_is_not_read_is_blank_or_a_recorded_repair(text: str) -> None:
    seen = view(text)
    covered = {place for repair in seen.repairs for place in range(repair.start, repair.end)}
    for place in set(range(len(text))) - set(seen.positions) - covered:
        assert text[place].isspace() or text[place] in BLANK, (text[place], place)


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.data())
def test_breaks_and_furniture_that_a_reader_knows_are_obeyed(text: str, data: st.DataObject) -> None:
    newlines = [place for place, char in enumerate(text) if char == "\n"]
    breaks = frozenset(data.draw(st.lists(st.sampled_from(newlines), max_size=5))) if newlines else frozenset()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    seen = view(text, soft_breaks=breaks, furniture=((start, end),) if end > start else ())
    read_there = {place for char, place in zip(seen.text, seen.positions, strict=True) if char != "\n"}
    assert not read_there & set(range(start, end))
    assert list(seen.positions) == sorted(seen.positions)


@pytest.mark.parametrize(
    "text", ["", "\n", " ", "\ufeff", "2020" * 5000, "L" * 20000, "1、" * 8000, "（" * 9000, "| " * 9000, "o" * 9000]
)
def test_odd_texts_are_read(text: str) -> None:
    seen = view(text)
    assert len(seen.text) == len(seen.positions)
