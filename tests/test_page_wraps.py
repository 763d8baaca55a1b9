"""Which lines of a page go on in the next: titles, lists, texts set anew, lines that stop short."""

from __future__ import annotations

import pytest
from reading_kit import reading
from testkit.pdf import Drawing, body, drawing, pdf, text

from pipeline.ingest import Limits, read_bytes
from pipeline.repair import read_view

PARAGRAPH = (
    "为深入贯彻落实创新驱动发展战略，加快培育发展新质生产力，推动全市产业结构优化升级，结合我市实际，制定本方案，"
    "请认真贯彻执行。"
)


def paragraphs(*steps: Drawing) -> list[str]:
    document = read_bytes(pdf(drawing(*steps)), "方案.pdf", Limits(ocr=False)).document
    return [line for line in read_view(document).text.split("\n") if line]


def middle(written: str, y: float, size: float) -> Drawing:
    """A line in the middle of the page."""
    width = size * sum(0.5 if char.isascii() else 1.0 for char in written)
    return text(written, 80 + (30 * 14 - width) / 2, y, size=size)


TEXT = body([PARAGRAPH] * 6, y=200)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("青屿市人民政府关于加快建立绿色经济体系行", "动计划的通知", True),
        ("青屿市人民政府办公室关于印发青屿市行动方案", "的通知", True),
        ("青屿市人民政府关于加快建立绿色经济体系通知", "（闽政〔2021〕21号）", False),
        ("青屿市人民政府关于加快建立绿色经济发展若干", "（2021年9月14日发布）", False),
        ("青屿市发展和改革委员会及青屿市财政厅的文件", "青屿市生态环境局", False),
        ("青屿市人民政府关于加快建立绿色体系实施方案", "第一章总则", False),
    ],
)
def test_a_title_of_two_lines(first: str, second: str, joined: bool) -> None:
    found = paragraphs(middle(first, 90, 20), middle(second, 130, 20), TEXT)
    assert (found[0] == first + second) == joined


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["关于印发《青屿市贯彻落实〈云泽省", "循环经济体系", "指导意见〉实施方案》的通知"], 3),
        (["青屿市贯彻落实《关于循环经济的指导意见》", "实 施 方 案"], 2),
        (["青屿市关于支持实体经济发展的", "若干措施"], 2),
        (["青屿市人民政府关于印发青屿市", "节能减排工作方案的通知"], 2),
        (["青屿市人民政府文件", "青屿市财政局"], 1),
        (["青屿市节能减排工作方案", "（征求意见稿）"], 1),
        (["青屿市人民政府关于节能减排的通知", "总体要求"], 1),
        (["青屿市人民政府关于节能减排", "青政〔2021〕21号"], 1),
    ],
)
def test_a_title_broken_by_hand(lines: list[str], whole: int) -> None:
    found = paragraphs(*[middle(line, 60 + 40 * n, 20) for n, line in enumerate(lines)], TEXT)
    assert found[0].replace(" ", "") == "".join(lines[:whole]).replace(" ", "")


def test_an_item_of_a_list_hangs() -> None:
    """The second line of an item stands below its text, not below its number."""
    item = "附件：１．青屿市绿色制造体系建设三年行动计划实施方案（起止年份"
    found = paragraphs(body([PARAGRAPH] * 6), text(item, 80, 600), text("另行公布）", 136, 624))
    assert found[-1].endswith("（起止年份另行公布）")


def test_a_bracket_that_stays_open_on_a_short_line_joins_nothing() -> None:
    found = paragraphs(body([PARAGRAPH] * 6), text("（一）目标（总体", 108, 600), text("（二）任务", 108, 624))
    assert found[-2:] == ["（一）目标（总体", "（二）任务"]


def broken(lines: list[str], indents: dict[int, float] | None = None) -> list[Drawing]:
    places = indents or {}
    return [text(line, 80 + places.get(n, 0.0) * 12, 60 + 18 * n, size=12) for n, line in enumerate(lines)]


def set_anew(end: str, indent: float) -> list[str]:
    """A text broken for a wider page: each full line leaves a few letters over, that at place 3 with an indent."""
    whole = (PARAGRAPH * 5).replace("。", "，")
    lines: list[str] = []
    for n in range(7):
        piece = whole[n * 34 : n * 34 + 34]
        lines += [piece[:32].rstrip("，"), "升级"]
    return paragraphs(*broken([*lines, end], {3: indent}))


def test_what_a_text_set_anew_leaves_over_is_part_of_its_paragraph() -> None:
    assert len(set_anew("现代化。", 0.0)) == 1
    assert len(set_anew("现代化。", 14.0)) == 1
    assert set_anew("市科技局", 0.0)[-1] == "市科技局"


def test_a_line_that_stops_short_goes_on_where_paragraphs_have_indents() -> None:
    start = 60 + 24 * 5 * 7
    page = [
        body([PARAGRAPH] * 7, y=60),
        text("　　" + PARAGRAPH[:28], 80, start),
        text("各县市区要按照职责分工加强协调配合确保工作", 80, start + 24),
        text("年底前完成。", 80, start + 48),
    ]
    found = paragraphs(*page)
    assert found[-1].endswith("确保工作年底前完成。")


def test_a_single_letter_left_over_is_part_of_a_paragraph_with_an_indent() -> None:
    start = 60 + 24 * 5 * 7
    page = [
        body([PARAGRAPH] * 7, y=60),
        text("　　" + PARAGRAPH[:28], 80, start),
        text("增", 80, start + 24),
        text("效技术全面推广。", 80, start + 48),
    ]
    assert paragraphs(*page)[-1] == PARAGRAPH[:28] + "增效技术全面推广。"


def test_a_line_cannot_begin_with_a_mark() -> None:
    found = paragraphs(body([PARAGRAPH] * 4), text("加快蔗糖、茶叶", 80, 600), text("、畜牧业等产业发展。", 80, 624))
    assert found[-1] == "加快蔗糖、茶叶、畜牧业等产业发展。"


def test_where_paragraphs_have_none_it_is_an_end() -> None:
    lines = [*(PARAGRAPH[:30] for _ in range(8)), "各县市区要按照职责分工加强协调配合确保工作", "市科技局牵头负责"]
    found = paragraphs(*broken(lines))
    assert found[-1] == "市科技局牵头负责"


def test_a_named_entry_is_a_line_of_its_own() -> None:
    lines = ["索引号：〇一四三四九，主题分类：科技、教育、科学普及", "发文机关：青屿市人民政府"]
    assert paragraphs(*broken([PARAGRAPH[:29] + "。"] * 8 + lines))[-1] == lines[-1]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("完成期限：6月底）  — 8 —\n", "完成期限：6月底）\n"),
        ("加快推进。 —12—\n", "加快推进。\n"),
        ("标准（29—204—2021）\n", "标准（29—204—2021）\n"),
        ("增速为5 —8—\n", "增速为5—8—\n"),
    ],
)
def test_a_page_number_set_beside_the_last_line(written: str, read_as: str) -> None:
    assert reading(written) == read_as
