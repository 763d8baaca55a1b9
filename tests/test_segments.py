"""Where the words around a quantity begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.quantities import find_quantities
from extractors.segments import neighbours, segment, sentence_bounds


def around(text: str, index: int = 0) -> tuple[str, str, bool]:
    """The words left and right of the quantity ``index``, and whether it goes on a list."""
    quantities = find_quantities(text)
    quantity = quantities[index]
    bounds = sentence_bounds(text, quantity.start, quantity.end)
    seg = segment(text, quantity, *neighbours(quantities, index, *bounds))
    return text[seg.left_start : seg.left_end], text[seg.right_start : seg.right_end], seg.listed


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        ("新增企业30家。", 0, ("新增企业", "", False)),
        ("到2025年,新增企业30家。", 1, ("新增企业", "", False)),
        ("力争引进80家以上龙头企业,带动就业。", 0, ("力争引进", "龙头企业", False)),
        ("企业不少于30家。", 0, ("企业", "", False)),
        ("建设1个园区、3个社区和20个村。", 0, ("建设", "园区", False)),
        ("建设1个园区、3个社区和20个村。", 1, ("", "社区", True)),
        ("建设1个园区、3个社区和20个村。", 2, ("", "村", True)),
        ("企业10家、园区3个。", 1, ("园区", "", True)),
        ("分别达到97%和95%。", 1, ("", "", True)),
        ("(含企业30家)均达标。", 0, ("含企业", "", False)),
        ("新建“智慧菜场”12个。", 0, ("新建“智慧菜场”", "", False)),
        ("新建标准厂房(含配套)30万平方米。", 0, ("新建标准厂房(含配套)", "", False)),
        ("青屿新城:新建厂房3座。", 0, ("新建厂房", "", False)),
        ("甲增速高于乙增速、丙达到30家。", 0, ("丙达到", "", False)),
        ("上一句。新增企业30家;引进人才20名。", 1, ("引进人才", "", False)),
    ],
)
def test_the_words_around_a_quantity(text: str, index: int, expected: tuple[str, str, bool]) -> None:
    assert around(text, index) == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("前一句。新增30家,引进人才。后一句。", "新增30家,引进人才。"),
        ("前半句;新增30家;后半句。", "新增30家;"),
        ("标题\n新增30家\n下一段", "新增30家"),
        ("新增30家", "新增30家"),
    ],
)
def test_the_sentence_that_holds_a_quantity(text: str, sentence: str) -> None:
    start = text.index("30家")
    first, last = sentence_bounds(text, start, start + 3)
    assert text[first:last] == sentence


def test_a_sentence_without_an_end_is_cut() -> None:
    text = "企业" * 2000 + "30家"
    first, last = sentence_bounds(text, 4000, 4003)
    assert 0 < first < 4000 and last == len(text)


def test_neighbours_of_another_sentence_are_none() -> None:
    text = "新增企业30家。引进人才20名。开展活动5场。"
    quantities = find_quantities(text)
    bounds = sentence_bounds(text, quantities[1].start, quantities[1].end)
    assert neighbours(quantities, 1, *bounds) == (None, None)


@given(st.text(alphabet="新增企业达到园区30 5家个%、,;。:()“”和及分别约以上\n", max_size=60))
def test_left_comes_before_the_quantity_and_right_behind_it(text: str) -> None:
    quantities = find_quantities(text)
    for index, quantity in enumerate(quantities):
        bounds = sentence_bounds(text, quantity.start, quantity.end)
        assert 0 <= bounds[0] <= quantity.start < quantity.end <= bounds[1] <= len(text)
        seg = segment(text, quantity, *neighbours(quantities, index, *bounds))
        assert 0 <= seg.left_start <= seg.left_end <= quantity.start
        assert quantity.end <= seg.right_start <= seg.right_end <= len(text)
