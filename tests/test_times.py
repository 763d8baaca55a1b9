"""Time expressions: every written form, where it ends, and what it comes to on the calendar."""

from __future__ import annotations

import time
from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import fold
from extractors.times import find_times
from extractors.types import TimeAnchor

ANCHOR = TimeAnchor(issue_date=date(2021, 5, 10))


def shown(text: str, anchor: TimeAnchor = ANCHOR) -> list[str]:
    """Each time of ``text`` as ``raw kind start..end duration recurrence``, empty parts left out."""
    folded, result = fold(text), []
    for mention in find_times(folded):
        found = mention.resolve(anchor)
        dates = f"{found.start_date or ''}..{found.end_date or ''}" if found.end_date else ""
        parts = (folded[mention.start : mention.end], found.type, dates, found.duration, found.recurrence)
        result.append(" ".join(part for part in parts if part))
    return result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # an end stated
        ("应于2020年12月底前完成", "2020年12月底前 by ..2020-12-31"),
        ("到2023年底建成", "2023年底 by ..2023-12-31"),
        ("到2025年,", "2025年 by ..2025-12-31"),
        ("至2025年建成", "2025年 by ..2025-12-31"),
        ("2021年前", "2021年前 by ..2020-12-31"),
        ("2030年以前", "2030年以前 by ..2029-12-31"),
        ("2023年6月前", "2023年6月前 by ..2023-05-31"),
        ("2018年12月31日前", "2018年12月31日前 by ..2018-12-31"),
        ("2020年12月31日24时前", "2020年12月31日24时前 by ..2020-12-31"),
        ("6月30日前", "6月30日前 by ..2021-06-30"),
        ("6月15日(星期二)前", "6月15日(星期二)前 by ..2021-06-15"),
        ("年底前", "年底前 by ..2021-12-31"),
        ("今年年底之前", "今年年底之前 by ..2021-12-31"),
        ("2025年年底", "2025年年底 by ..2025-12-31"),
        ("年内", "年内 by ..2021-12-31"),
        ("2022年内", "2022年内 by ..2022-12-31"),
        ("上半年前", "上半年前 by ..2021-06-30"),
        ("2022年上半年底", "2022年上半年底 by ..2022-06-30"),
        ("一季度末", "一季度末 by ..2021-03-31"),
        ("第三季度前", "第三季度前 by ..2021-09-30"),
        ("6月上旬前", "6月上旬前 by ..2021-06-10"),
        ("6月中旬前", "6月中旬前 by ..2021-06-20"),
        ("2月下旬前", "2月下旬前 by ..2021-02-28"),
        ("2030年前后", "2030年前后 by ..2030-12-31"),
        ("“十四五”末", "“十四五”末 by ..2025-12-31"),
        ("十五五期末", "十五五期末 by ..2030-12-31"),
        ("2020.12.31前", "2020.12.31前 by ..2020-12-31"),
        ("２０２５年１２月底前", "2025年12月底前 by ..2025-12-31"),
        ("十二月底前", "十二月底前 by ..2021-12-31"),
        ("二〇二五年底", "二〇二五年底 by ..2025-12-31"),
        ("到本世纪中叶", "本世纪中叶 by"),
        ("2026年春节前", "2026年春节前 by"),
        ("会前", "会前 by"),
        ("本月底前", "本月底前 by"),
        ("6月30日(含)前", "6月30日(含)前 by ..2021-06-30"),
        ("不晚于2021年9月30日", "2021年9月30日 by ..2021-09-30"),
        ("2021.6底前", "2021.6底前 by ..2021-06-30"),
        ("在年度内", "年度内 by ..2021-12-31"),
        ("“十五五”时期末", "“十五五”时期末 by ..2030-12-31"),
        ("2022年亚运会前", "2022年亚运会前 by"),
        ("入汛前", "入汛前 by"),
        # a period
        ("2022年,", "2022年 during 2022-01-01..2022-12-31"),
        ("全年", "全年 during 2021-01-01..2021-12-31"),
        ("今年上半年", "今年上半年 during 2021-01-01..2021-06-30"),
        ("明年", "明年 during 2022-01-01..2022-12-31"),
        ("2020年前三季度", "2020年前三季度 during 2020-01-01..2020-09-30"),
        ("四季度", "四季度 during 2021-10-01..2021-12-31"),
        ("2021-2025年", "2021-2025年 during 2021-01-01..2025-12-31"),
        ("2021年—2023年", "2021年-2023年 during 2021-01-01..2023-12-31"),
        ("2021年至2023年", "2021年至2023年 during 2021-01-01..2023-12-31"),
        ("2020年3月至12月", "2020年3月至12月 during 2020-03-01..2020-12-31"),
        ("1-5月", "1-5月 during 2021-01-01..2021-05-31"),
        ("3月1日至15日", "3月1日至15日 during 2021-03-01..2021-03-15"),
        ("2021年四季度至2022年二季度", "2021年四季度至2022年二季度 during 2021-10-01..2022-06-30"),
        ("“十四五”期间", "“十四五”期间 during 2021-01-01..2025-12-31"),
        ('“十四五"时期', '“十四五"时期 during 2021-01-01..2025-12-31'),
        ("九五期间", "九五期间 during 1996-01-01..2000-12-31"),
        ("2020-12-31", "2020-12-31 during 2020-12-31..2020-12-31"),
        ("2025", "2025 during 2025-01-01..2025-12-31"),
        ("2021-2025", "2021-2025 during 2021-01-01..2025-12-31"),
        ("2020/12", "2020/12 during 2020-12-01..2020-12-31"),
        ("2月30日", "2月30日 during"),
        ("疫情期间", "疫情期间 during"),
        ("3月上旬至4月底", "3月上旬至4月底 during 2021-03-01..2021-04-30"),
        ("2021年1月1日起至6月30日止", "2021年1月1日起至6月30日止 during 2021-01-01..2021-06-30"),
        ("2021-2022学年", "2021-2022学年 during 2021-09-01..2022-08-31"),
        ("今明两年", "今明两年 during 2021-01-01..2022-12-31"),
        ("明后两年", "明后两年 during 2022-01-01..2023-12-31"),
        ("“十五五”前两年", "“十五五”前两年 during 2026-01-01..2027-12-31"),
        ("“十四五”累计", "“十四五” during 2021-01-01..2025-12-31"),
        # a rhythm
        ("次月10日前", "次月10日前 recurring monthly"),
        ("每季度结束后10日内", "每季度结束后10日内 recurring quarterly"),
        ("每月最后一个工作日前", "每月最后一个工作日前 recurring monthly"),
        ("每年3月、9月", "每年3月、9月 recurring yearly"),
        ("每年汛期前", "每年汛期前 recurring yearly"),
        ("每年2月底前", "每年2月底前 recurring yearly"),
        ("每年", "每年 recurring yearly"),
        ("每季度末", "每季度末 recurring quarterly"),
        ("每月10日前", "每月10日前 recurring monthly"),
        ("每季度首月10日前", "每季度首月10日前 recurring quarterly"),
        ("每半年", "每半年 recurring half-yearly"),
        ("每周五前", "每周五前 recurring weekly"),
        ("每日", "每日 recurring daily"),
        ("每两年", "每两年 recurring yearly/2"),
        ("按季度", "按季度 recurring quarterly"),
        # a length of time
        ("自印发之日起30日内", "自印发之日起30日内 relative ..2021-06-09 P30D"),
        ("自受理之日起5个工作日内", "自受理之日起5个工作日内 relative P5D"),
        ("印发后3个月内", "3个月内 relative ..2021-08-10 P3M"),
        ("三年内", "三年内 relative P3Y"),
        ("半年内", "半年内 relative P6M"),
        ("48小时内", "48小时内 relative PT48H"),
        ("3-5年内", "3-5年内 relative P5Y"),
        ("未来五年", "未来五年 relative P5Y"),
        # words of time limits
        ("持续推进", "持续推进 ongoing"),
        ("长期坚持", "长期坚持 ongoing"),
        ("立行立改、即知即改", "立行立改、即知即改 immediate"),
    ],
)
def test_form(text: str, expected: str) -> None:
    assert shown(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2025年、2030年,分别达到", ["2025年 by ..2025-12-31", "2030年 by ..2030-12-31"]),
        ("2023、2024年", ["2023 during 2023-01-01..2023-12-31", "2024年 during 2024-01-01..2024-12-31"]),
        ("2022年3月启动,6月底前完成", ["2022年3月 during 2022-03-01..2022-03-31", "6月底前 by ..2022-06-30"]),
        ("2022年3月启动。6月底前完成", ["2022年3月 during 2022-03-01..2022-03-31", "6月底前 by ..2021-06-30"]),
        ("达到2025年水平", ["2025年 during 2025-01-01..2025-12-31"]),
    ],
)
def test_neighbours(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2025年前沿技术", "2025年"),
        ("9月1日前提出意见", "9月1日前"),
        ("2021年前列入计划", "2021年前"),
        ("12月10日前置换完毕", "12月10日前"),
        ("6月30日前20个项目开工", "6月30日前"),
        ("2025年前期工作", "2025年"),
        ("2025年前置审批", "2025年"),
        ("2025年前十名", "2025年"),
        ("2020年12月底线", "2020年12月底"),
        ("2021年内容", "2021年"),
        ("近三年", "近三年"),
    ],
)
def test_where_it_ends(text: str, found: str) -> None:
    mention = find_times(text)[0]
    assert text[mention.start : mention.end] == found


@pytest.mark.parametrize(
    "text",
    [
        "第三产业",
        "四季常青",
        "千年古镇",
        "“十四五”规划",
        "2020.12亿元",
        "十月稻田",
        "G2025次",
        "35周岁",
        "三个代表",
        "按月份",
        "上下同心",
        "12020年",
        "岁末年初",
        "会计年度内",
        "投资2025.6亿元",
    ],
)
def test_no_time(text: str) -> None:
    assert shown(text) == []


def test_without_anchor_the_year_stays_open() -> None:
    assert shown("年底前", TimeAnchor()) == ["年底前 by"]
    assert shown("次年3月底前") == ["次年3月底前 by"]


def test_a_one_year_horizon_comes_before_the_issue_date() -> None:
    anchor = TimeAnchor(date(2023, 12, 20), date(2024, 1, 1), date(2024, 12, 31))
    assert shown("6月底前", anchor) == ["6月底前 by ..2024-06-30"]


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("year", [2023, 2024])
def test_every_month_ends_where_the_calendar_says(year: int, month: int) -> None:
    last = date(year, month, monthrange(year, month)[1])
    assert shown(f"{year}年{month}月底前") == [f"{year}年{month}月底前 by ..{last}"]
    assert shown(f"{year}年{month}月{last.day}日前") == [f"{year}年{month}月{last.day}日前 by ..{last}"]


PIECES = [
    *"、-至到前底末内年月日起每 。(,",
    *("2022年", "次年", "6月", "30日", "4", "15", "二季度", "半年", "一次", "上旬", "每年", "三年", "“十四五”", "期间"),
]


@given(
    st.text(
        alphabet="0123456789年月日前底末至到-、“”十四五一二期间每季度周内自起印发之持续推进 \n。今全上下半",
        max_size=60,
    )
    | st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
)
def test_mentions_are_sorted_apart_and_resolvable(text: str) -> None:
    end = 0
    for mention in find_times(text):
        assert mention.start >= end
        end = mention.end
        found = mention.resolve(ANCHOR)
        assert not (found.start_date and found.end_date) or found.start_date <= found.end_date
    assert end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20_000,
        "一" * 20_000,
        "2020-" * 4_000,
        "每" * 20_000,
        "自" * 20_000,
        "十四五" * 7_000,
        "“" * 20_000,
        "1月1日至" * 28,
    ],
)
def test_hostile_text_is_read_in_no_time(text: str) -> None:
    find_times("2020年")
    started = time.process_time()
    find_times(text)
    assert time.process_time() - started < 0.3


def test_a_month_and_a_day_are_no_stretch() -> None:
    assert shown("6月至15日") == ["6月 during 2021-06-01..2021-06-30", "15日 relative P15D"]
