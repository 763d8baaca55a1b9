"""Line ends that only wrap, page furniture, page markers, blanks: what is undone, and what is left alone."""

from __future__ import annotations

import pytest
from reading_kit import reading, view

WRAPPED = """青屿市产业提升实施方案

　　为推动全市产业提升，加快建设现代化产业体系，根据省级有关
文件要求，结合本市实际，制定本方案。到 2025 年，全市规模以
上工业企业达到 1200 家以上，研发经费投入强度达到 2.
8%，新建重点实验室 15 家。
　　一、主要任务
　　（一）培育企业。每年组织企业对接活动不少于 20 场，帮助
企业解决用地、用工、融资等方面的困难，做到有求必应、无事不
扰。
　　（二）建设平台。新建公共服务平台 10 个以上，完善平台管理
办法，提高服务水平，推动平台之间互联互通。
　　二、保障措施
　　各部门要加强协同，细化举措，层层落实责任，确保各项任务按
期完成。
"""


def test_hard_wrapped_lines_are_joined() -> None:
    assert reading(WRAPPED).split("\n") == [
        "青屿市产业提升实施方案",
        "",
        "为推动全市产业提升，加快建设现代化产业体系，根据省级有关文件要求，结合本市实际，制定本方案。"
        "到2025年，全市规模以上工业企业达到1200家以上，研发经费投入强度达到2.8%，新建重点实验室15家。",
        "一、主要任务",
        "（一）培育企业。每年组织企业对接活动不少于20场，帮助企业解决用地、用工、融资等方面的困难，做到有求必应、无事不扰。",
        "（二）建设平台。新建公共服务平台10个以上，完善平台管理办法，提高服务水平，推动平台之间互联互通。",
        "二、保障措施",
        "各部门要加强协同，细化举措，层层落实责任，确保各项任务按期完成。",
        "",
    ]


def test_lines_that_are_paragraphs_stay() -> None:
    lines = [f"{number}、第{number}项工作按照计划推进，由相关单位负责" + "落实" * number for number in range(1, 12)]
    assert reading("\n".join(lines)) == "\n".join(lines)


def test_a_numbered_list_of_full_lines_is_not_joined() -> None:
    items = [f"{number}．对照清单逐项开展整治工作并于当年完成全部任务要求；" for number in range(1, 10)]
    assert reading("\n".join(items)) == "\n".join(items)


def test_breaks_that_the_reader_knows_are_joined_and_no_others() -> None:
    text = "新增企业2\n0家。\n责任单位：市\n科技局"
    soft = frozenset({text.index("\n0"), text.index("\n科")})
    assert reading(text, soft_breaks=soft) == "新增企业20家。\n责任单位：市科技局"
    assert reading(text, soft_breaks=frozenset()) == text


@pytest.mark.parametrize(
    "line",
    ["- 3 -", "— 12 —", "－5－", "–7–", "第 3 页", "第3页 共12页", "第3页/共12页", "3/12", " -  3  - "],
)
def test_page_numbers_are_not_read(line: str) -> None:
    seen = view(f"推进重点项目建设，\n{line}\n完成投资20亿元。")
    assert seen.text == "推进重点项目建设，\n完成投资20亿元。"
    assert [repair.name for repair in seen.repairs] == ["page_number"]


@pytest.mark.parametrize("line", ["2025", "3", "第三页", "第3期", "- 3 - 家", "12家", "3/12项完成"])
def test_other_short_lines_are_read(line: str) -> None:
    text = f"推进重点项目建设\n{line}\n完成投资20亿元"
    assert reading(text).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "line", ["一、总体要求………………5", "（一）主要目标………（12）", "第一章 总则 ........ 3", "1.培育企业··········１０"]
)
def test_contents_lines_are_not_read(line: str) -> None:
    seen = view(f"目录\n{line}\n一、总体要求\n新增企业30家。")
    assert seen.text == "目录\n\n一、总体要求\n新增企业30家。"
    assert [repair.name for repair in seen.repairs] == ["contents"]


@pytest.mark.parametrize("line", ["加强部门协同……", "补助金额……10万元", "签字：…………", "版本1.0.2", "一、总体要求5"])
def test_other_lines_with_dots_are_read(line: str) -> None:
    assert reading(f"方案\n{line}\n内容") == f"方案\n{line}\n内容"


def page(number: int) -> str:
    return f"第{number}部分各项工作要压实责任，明确分工。" + "深入推进、持续用力、久久为功，" * 8 + "确保取得"


def test_page_markers_in_the_middle_of_sentences_are_not_read() -> None:
    text = "".join(f"{number}、{page(number)}\n" for number in range(1, 6)) + "实效。"
    seen = view(text)
    assert seen.text == "".join(page(number) for number in range(1, 6)) + "\n实效。"
    assert [repair.name for repair in seen.repairs] == ["page_marker"] * 5


def test_a_page_marker_inside_a_number() -> None:
    pages = [f"{page(number)}到" for number in range(1, 4)]
    text = f"1、{pages[0]}\n2、{pages[1]}\n3、{pages[2]}20\n4、25年，新增30家。"
    assert "到2025年，新增30家。" in reading(text)


def test_a_list_is_no_run_of_page_markers() -> None:
    lines = [f"{number}、{page(number)}实效。" for number in range(1, 6)]
    assert reading("\n".join(lines)) == "\n".join(lines)
    assert reading("1、加强领导\n2、明确责任\n3、严格考核") == "1、加强领导\n2、明确责任\n3、严格考核"


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政务公开 > 政策文件",
        "【打印本页】 【关闭窗口】",
        "分享到：微信 微博",
        "版权所有：青屿市人民政府",
    ],
)
def test_lines_of_a_web_page_are_not_read(line: str) -> None:
    seen = view(f"{line}\n一、总体要求\n新增企业30家。")
    assert "一、总体要求\n新增企业30家。" in seen.text
    assert line[:4] not in seen.text
    assert {repair.name for repair in seen.repairs} == {"web_furniture"}


def test_sentences_about_web_pages_are_read() -> None:
    text = "在政府网站首页公开政策文件，方便群众打印本页内容。"
    assert reading(text) == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("到 2025 年，新增 30 家。", "到2025年，新增30家。"),
        ("　　一、总体要求", "一、总体要求"),
        ("新增\u00a0\u00a030\u200b家", "新增30家"),
        ("\ufeff总体要求", "总体要求"),
        ("责任单位： 市科技局", "责任单位：市科技局"),
        ("2 0 2 5 年底前", "2025年底前"),
        ("R&D 经费", "R&D经费"),
        ("加快 Data Center 建设", "加快Data Center建设"),
        ("2025 12 31", "2025 12 31"),  # three numbers, not one
        ("行尾空白  \n下一行", "行尾空白\n下一行"),
        ("一段\r\n二段", "一段\n二段"),
        ("已完成任务。　　二、主要目标", "已完成任务。\n二、主要目标"),
        ("总体要求 （二）主要目标", "总体要求\n（二）主要目标"),
        ("按照 （二）项执行", "按照（二）项执行"),  # a reference, no label
        ("| 新增企业 | 市科技局 市商务局 |", "| 新增企业 | 市科技局 市商务局 |"),
    ],
)
def test_blanks(text: str, read: str) -> None:
    assert reading(text) == read


def test_two_digits_are_one_number_where_all_numbers_are_set_so() -> None:
    spaced = "覆盖率达到3 5 %左右，人均寿命7 0岁，利用率2 8 . 5 %。"
    years = "从2 0 0 1 年到2 0 0 5 年。" * 3
    assert reading(years + spaced).endswith("覆盖率达到35%左右，人均寿命70岁，利用率28.5%。")
    assert reading("2001年到2005年，一类3 5家。").endswith("一类3 5家。")


def test_a_document_on_one_line_falls_into_paragraphs() -> None:
    sentences = [f"第{number}项措施由相关单位按照职责分工认真抓好落实并及时报送进展情况" for number in "一二三四"]
    parts = [
        "青屿市若干措施",
        "一、支持对象",
        *(sentence * 7 + "。" for sentence in sentences),
        "二、支持政策",
        "1.给予补助。",
    ]
    text = "　　".join(parts)
    assert len(text) > 800
    assert reading(text).split("\n") == parts


ROWS = [f"{number} | 漏损率（%） | 20 | 10 |" for number in range(1, 16)]
PROSE = [
    "云泽省“十四五”水利规划",
    "各市、县人民政府，省直各单位，中央驻云泽有关单位：",
    "主要指标如下，请认真贯彻落实。",
]


@pytest.mark.parametrize("cells", [" | ", "\t", "　　"])
def test_rows_of_a_table_say_nothing_of_the_width_of_the_text(cells: str) -> None:
    rows = [row.removesuffix(" |").replace(" | ", cells) for row in ROWS]
    assert reading("\n".join(PROSE + rows)).split("\n")[:3] == PROSE
    assert "全市规模以上工业企业达到1200家以上" in reading(WRAPPED + "\n".join(rows))


@pytest.mark.parametrize(
    "item",
    [
        "{}.新建供水保障工程{}座，6月底前完成",
        "新建{}座供水保障工程及配套设施{}处，6月底前",
        "（{}）推进供水保障工程建设工作{}期项目落地",
        "责任单位：{}号水利工程建设中心及其下属单位{}所",
    ],
)
def test_items_of_one_length_are_no_wrapped_text(item: str) -> None:
    items = PROSE[:2] + [item.format(sign, sign) for sign in "一二三四五六七八九十"]
    assert reading("\n".join(items)).split("\n") == items


def test_wrapped_items_are_joined() -> None:
    lines = ["1.新建供水保障工程十座，改造管网二百公里，推进节水型", "社会建设，提高供水能力；"]
    seen = reading("\n".join(lines * 6)).split("\n")
    assert seen == ["".join(lines)] * 6
