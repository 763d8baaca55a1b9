"""Written numbers: every number 0-9999 and its compositions, shares, and what only looks like a number."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractors.numerals import ARABIC, CHINESE, FRACTION, NUMBER, parse_fraction, parse_number

NUMBER_RE, FRACTION_RE = regex.compile(NUMBER), regex.compile(FRACTION)
HAN = "零一二三四五六七八九"


def write(value: int) -> str:
    """The textbook way to write a number in Chinese."""
    if value >= 10**8:
        return compose(value, 10**8, "亿")
    if value >= 10**4:
        return compose(value, 10**4, "万")
    if 10 <= value < 20:
        return "十" + (HAN[value - 10] if value > 10 else "")
    return small(value)


def small(value: int) -> str:
    if value < 10:
        return HAN[value]
    power, mark = (1000, "千") if value >= 1000 else (100, "百") if value >= 100 else (10, "十")
    rest = value % power
    gap = "零" if 0 < rest < power // 10 else ""
    return HAN[value // power] + mark + gap + (small(rest) if rest else "")


def compose(value: int, power: int, mark: str) -> str:
    rest = value % power
    gap = "零" if 0 < rest < power // 10 else ""
    tail = "" if not rest else small(rest) if rest < 10**4 else write(rest)
    return write(value // power) + mark + gap + tail


def test_every_number_below_ten_thousand() -> None:
    for value in range(10_000):
        for written in {write(value), small(value)}:
            assert parse_number(written) == value, written
            assert NUMBER_RE.fullmatch(written), written
            assert parse_number(str(value)) == value


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_compositions_of_wan_and_yi(value: int) -> None:
    assert parse_number(write(value)) == value
    assert parse_number(f"{value:,}") == value
    assert parse_number(f"{value}万") == value * 10_000


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14", "14"),
        ("2.8", "2.8"),
        ("0.11", "0.11"),
        ("1,381.71", "1381.71"),
        ("1.2万", "12000"),
        ("5千", "5000"),
        ("1.2亿", "120000000"),
        ("100万亿", "100000000000000"),
        ("5千万", "50000000"),
        ("3百", "300"),
        ("1亿2000万", "120000000"),
        ("3万5千", "35000"),
        ("1.50", "1.5"),
        ("007", "7"),
        ("十二", "12"),
        ("一百二十亿", "12000000000"),
        ("两千五百", "2500"),
        ("三点五", "3.5"),
        ("〇", "0"),
        ("百", "100"),
        ("百万", "1000000"),
        ("千万", "10000000"),
        ("万", "10000"),
        ("一百二", "120"),
        ("两万五", "25000"),
        ("三千五", "3500"),
        ("一万零五", "10005"),
        ("一万亿", "1000000000000"),
        ("三点五万", "35000"),
        ("一点二亿", "120000000"),
        ("二〇二五", "2025"),
        ("一百十二", "112"),
        ("壹佰贰拾万", "1200000"),
        ("零点零五", "0.05"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)
    assert str(parse_number(text)) == value
    assert NUMBER_RE.fullmatch(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.2.3",
        ".5",
        "5.",
        "十四五",
        "三五",
        "一两",
        "二三十",
        "万五",
        "亿万",
        "千百",
        "家",
        "1万2亿",
        "3千5万",
        "点五",
        "三点",
        "十十",
        "12,34",
        "零零",
    ],
)
def test_no_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新增企业1.2万家", ["1.2万"]),
        ("版本1.2.3", []),
        ("G60走廊", []),
        ("装机30万千瓦、5千瓦", ["30万", "5"]),
        ("提高0.5百分点", ["0.5"]),
        ("三百万千瓦", ["三百万"]),
        ("数十个、十几个、几百家", []),
        ("总数三千家", ["三千"]),
        ("投入1,381.71亿元,200家", ["1,381.71亿", "200"]),
        ("2020,300家", ["2020", "300"]),
        ("在十四五期间", ["十四五"]),
    ],
)
def test_found_in_text(text: str, found: list[str]) -> None:
    assert [match.group() for match in NUMBER_RE.finditer(text)] == found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("百分之十五", "15", "%"),
        ("百分之三点五", "3.5", "%"),
        ("百分之百", "100", "%"),
        ("百分之80", "80", "%"),
        ("千分之三", "3", "‰"),
        ("万分之一", "1", "‱"),
        ("三分之一", "0.3333", ""),
        ("三分之二", "0.6667", ""),
        ("四分之三", "0.75", ""),
        ("七成", "70", "%"),
        ("三成五", "35", "%"),
        ("六成半", "65", "%"),
        ("8成", "80", "%"),
        ("半数", "50", "%"),
        ("一半", "50", "%"),
    ],
)
def test_share(text: str, value: str, unit: str) -> None:
    assert parse_fraction(text) == (Decimal(value), unit)
    assert FRACTION_RE.fullmatch(text)


@pytest.mark.parametrize("text", ["", "分之一", "零分之一", "三分", "成", "完成", "三分之", "百分之十四五"])
def test_no_share(text: str) -> None:
    assert parse_fraction(text) is None


@pytest.mark.parametrize("text", ["二成立大会", "完成任务", "第三成员单位", "三分天下"])
def test_no_share_in_text(text: str) -> None:
    assert not FRACTION_RE.search(text)


@given(st.text(alphabet="0123456789.,一二三十百千万亿点零〇成分之半个", max_size=30))
def test_parsers_never_break_and_found_is_inside(text: str) -> None:
    parse_number(text)
    parse_fraction(text)
    for pattern in (NUMBER_RE, FRACTION_RE):
        for match in pattern.finditer(text):
            assert match.group()


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "一" * 20_000, "1.2" * 7_000, "1,000" * 4_000, "十万亿" * 7_000, "百分之" * 7_000]
)
def test_hostile_text_is_read_in_no_time(text: str) -> None:
    for pattern in (ARABIC, CHINESE, FRACTION):
        compiled = regex.compile(pattern)
        started = time.process_time()
        list(compiled.finditer(text))
        assert time.process_time() - started < 0.3
