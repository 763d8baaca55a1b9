"""The day of a document and the period of a plan."""

from __future__ import annotations

from datetime import date

import pytest

from tests.metadata_reading import BODY, read


@pytest.mark.parametrize(
    ("tail", "day"),
    [
        ("云泽省水利厅\n2020年4月3日", date(2020, 4, 3)),
        ("云泽省水利厅\n二〇二〇年四月三日", date(2020, 4, 3)),
        ("云泽省水利厅\n二○二〇年十二月三十一日", date(2020, 12, 31)),
        ("云泽省水利厅\n2020 年 4 月 3 日\n（此件公开发布）", date(2020, 4, 3)),
        ("云泽省水利厅2020年4月3日（此件主动公开）", date(2020, 4, 3)),
        ("2020年4月3日", date(2020, 4, 3)),
        ("云泽省水利厅办公室2020年4月13日印发", date(2020, 4, 13)),
    ],
)
def test_date_of_the_signature(tail: str, day: date) -> None:
    assert read(f"关于节水的通知\n{BODY}\n{tail}\n").issue_date == day


@pytest.mark.parametrize(
    "tail",
    [
        "会议定于2020年4月3日召开。",
        "截至2020年4月3日，已完成投资10亿元",
        "2020年4月",
        "2020年2月30日",
        "本办法自2020年4月3日起施行。",
    ],
)
def test_a_day_in_the_text_is_not_its_date(tail: str) -> None:
    assert read(f"关于节水的通知\n{BODY}\n{tail}\n").issue_date is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("成文日期：2018年12月06日\n发布日期：2018年12月10日\n", date(2018, 12, 6)),
        ("成文日期：\n2018年12月06日\n发布日期：\n2018年12月10日\n", date(2018, 12, 6)),
        ("发布日期:2018-12-10\n", date(2018, 12, 10)),
        ("2018-12-10 11:15 来源：云泽省水利厅\n", date(2018, 12, 10)),
        ("索引号： | 1 | 发文日期： | 2018/12/7 |\n", date(2018, 12, 7)),
        ("实施日期：2019-01-01\n", None),
    ],
)
def test_date_of_the_metadata_table(head: str, day: date | None) -> None:
    assert read(f"{head}关于节水的通知\n{BODY}\n").issue_date == day


@pytest.mark.parametrize(
    ("session", "issuer", "region"),
    [
        ("青屿市第八届人民代表大会第二次会议上", "青屿市人民政府", "青屿市"),
        ("云岭县第十七届人民代表大会第四次会议上", "市人民政府", "云岭县"),
        ("第十四届全国人民代表大会第一次会议上", "市人民政府", ""),
    ],
)
def test_the_session_tells_place_and_day(session: str, issuer: str, region: str) -> None:
    text = f"政府工作报告\n——2024年1月20日在{session}\n各位代表：\n现在，我代表市人民政府，向大会报告工作。\n"
    found = read(text)
    assert (found.issuer, found.region.full_name, found.issue_date) == (issuer, region, date(2024, 1, 20))


def test_the_day_it_was_passed() -> None:
    text = "青屿市节水条例\n（2020年5月1日青屿市第八届人民代表大会常务委员会会议通过）\n第一条 为了节水，制定本条例。\n"
    assert read(text).issue_date == date(2020, 5, 1)
    assert read("青屿市节水条例\n（2020年5月1日起施行）\n").issue_date is None


def test_the_day_it_was_signed_counts_before_the_day_it_was_put_on_the_web() -> None:
    found = read(f"发布日期：2020-04-10\n关于节水的通知\n{BODY}\n云泽省水利厅\n2020年4月3日\n")
    assert found.issue_date == date(2020, 4, 3)


def test_the_day_it_was_written_counts_before_the_signature() -> None:
    found = read(f"成文日期：2020-04-02\n关于节水的通知\n{BODY}\n云泽省水利厅\n2018年4月3日\n")
    assert found.issue_date == date(2020, 4, 2)
    assert found.warnings and "far apart" in found.warnings[0]


def test_date_from_hints() -> None:
    assert read("关于节水的通知\n" + BODY, issue_date="2021-05-06").issue_date == date(2021, 5, 6)


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("青屿市创新体系建设工程2024年工作计划", 2024, 2024),
        ("云泽省节水行动计划（2021—2025年）", 2021, 2025),
        ("云泽省节水三年行动计划(2021-2023 年)", 2021, 2023),
        ("云泽省节水三年行动计划（2021至2023年）", 2021, 2023),
        ("关于2021-2023年度推动节水工作的实施方案", 2021, 2023),
        ("云泽省“十四五”节水规划", 2021, 2025),
        ("云泽省“十三五”节水规划", 2016, 2020),
        ("云泽省国民经济和社会发展第十五个五年规划纲要", 2026, 2030),
        ("云泽省水利厅2024年度牵头重点工作", 2024, 2024),
        ("2024年青屿市政府工作报告", 2024, 2024),
        ("关于2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告", 2024, 2024),
        ("关于青屿市2023年预算执行情况和2024年预算草案的报告", 2024, 2024),
        ("2023年工作总结和2024年工作要点", 2024, 2024),
    ],
)
def test_plan_period_of_the_title(title: str, first: int, last: int) -> None:
    found = read(f"{title}\n{BODY}\n")
    assert (found.horizon_start, found.horizon_end) == (date(first, 1, 1), date(last, 12, 31))


@pytest.mark.parametrize(
    "title",
    [
        "2030年前碳达峰行动方案",
        "云泽省节水三年行动方案",
        "关于到2025年实现节水目标的意见",
        "面向2035年的云泽省节水规划",
        "云泽省节水产品目录（2018年版）",
        "云泽省节水管理办法（2020年修订）",
        "青屿市关于2023年秋季招生的通知",
        "青屿市2023年上半年工作总结",
        "关于修改2018年和2019年节水管理规定的通知",
    ],
)
def test_a_goal_or_an_edition_is_no_plan_period(title: str) -> None:
    found = read(f"{title}\n{BODY}\n")
    assert (found.horizon_start, found.horizon_end) == (None, None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("青屿市节水规划\n规划期限为2021—2030年，近期到2025年。\n", 2021, 2030),
        ("青屿市节水工作要点\n2024年，全市节水工作的总体要求是坚持节水优先。\n", 2024, 2024),
        ("各位代表：\n我代表市人民政府，向大会报告工作。\n一、2023年工作回顾\n二、2024年重点工作\n", 2024, 2024),
        ("各位代表：\n我代表市人民政府，向大会报告工作。\n一、2023年工作回顾\n二、今年工作\n", 2024, 2024),
        ("政府工作报告\n——2024年1月20日在青屿市第八届人民代表大会第二次会议上\n各位代表：\n", 2024, 2024),
    ],
)
def test_plan_period_of_the_opening(text: str, first: int, last: int) -> None:
    found = read(text)
    assert (found.horizon_start, found.horizon_end) == (date(first, 1, 1), date(last, 12, 31))


@pytest.mark.parametrize(
    "text", ["青屿市节水方案\n未来三年，努力实现目标。\n", "青屿市节水方案\n2023年以来，全市用水下降。\n"]
)
def test_an_opening_without_a_plan_period(text: str) -> None:
    assert read(text).horizon_start is None
