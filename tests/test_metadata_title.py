"""Titles: how they begin and end, where they are broken, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.metadata_reading import BODY, read


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("云泽省人民政府关于加强草原保护的若干意见\n", "云泽省人民政府关于加强草原保护的若干意见"),
        # broken over lines
        ("云泽省人民政府关于加强\n草原保护的若干意见\n", "云泽省人民政府关于加强草原保护的若干意见"),
        ("“十四五”云泽省数字经济\n发展规划\n", "“十四五”云泽省数字经济发展规划"),
        ("青屿市绿色制造行动计划\n（2021—2025年）\n", "青屿市绿色制造行动计划（2021—2025年）"),
        (
            "云泽省人民政府关于印发\n云泽省绿色制造行动计划\n（2021—2025年）的通知\n",
            "云泽省人民政府关于印发云泽省绿色制造行动计划（2021—2025年）的通知",
        ),
        ("云泽省人民政府\n关于印发《节水行动方案》的通知\n", "云泽省人民政府关于印发《节水行动方案》的通知"),
        # two organs, one below the other; red head above
        (
            "云泽省财政厅\n云泽省水利厅\n文件\n云财〔2020〕7号\n云泽省财政厅云泽省水利厅\n关于做好节水工作的通知\n",
            "云泽省财政厅云泽省水利厅关于做好节水工作的通知",
        ),
        # site names around it
        ("云泽政务网\n首页政策\n青屿市节水行动方案\n", "青屿市节水行动方案"),
        (
            "青屿市水务局关于印发《节水行动方案》的函_政策文件_青屿市人民政府门户网站\n",
            "青屿市水务局关于印发《节水行动方案》的函",
        ),
        (
            "《青屿市节水行动方案.docx》由会员分享，可在线阅读，更多相关《青屿市节水行动方案.docx》请搜索。\n",
            "青屿市节水行动方案",
        ),
        # a press headline names the document
        ("云泽省发布《关于推动节水工作的实施方案》\n", "关于推动节水工作的实施方案"),
        ("政府工作报告\n——2024年1月20日在云泽省第十四届人民代表大会第二次会议上\n", "政府工作报告"),
        # a date or number behind it is no part of it
        (
            "中共云泽省委云泽省人民政府关于节水工作的意见（2018年1月2日）\n",
            "中共云泽省委云泽省人民政府关于节水工作的意见",
        ),
        (
            "云泽省水利厅等九部门关于印发《节水方案》的通知（云水发〔2022〕157号）\n",
            "云泽省水利厅等九部门关于印发《节水方案》的通知",
        ),
        # the file's running head is not its title
        ("青屿市人民政府发布\n青屿市人民政府关于节水工作的通知\n", "青屿市人民政府关于节水工作的通知"),
    ],
)
def test_title(head: str, title: str) -> None:
    assert read(head + BODY + "\n一、总体要求\n").title == title


def test_a_title_that_runs_on_into_the_text() -> None:
    assert (
        read("青屿市节水行动方案为认真贯彻落实市委决策部署，特制定本方案。一、总体要求坚持节水优先。").title
        == "青屿市节水行动方案"
    )


def test_a_title_behind_the_covering_letter() -> None:
    text = (
        f"青科领办〔2024〕1号\n各区人民政府：\n{BODY}\n青屿市科技局关于印发《青屿市创新工作计划》的通知\n青屿市科技局\n"
    )
    assert read(text).title == "青屿市科技局关于印发《青屿市创新工作计划》的通知"


@pytest.mark.parametrize(
    "head",
    [
        "各市人民政府：\n",
        "一、重点工作安排\n",
        "附件1：节水重点任务分工方案\n",
        "现将有关情况报告如下：\n",
        "国家成果网\n热门搜索\n",
    ],
)
def test_no_title(head: str) -> None:
    assert read(head + BODY).title == ""


def test_a_heading_of_a_work_report_is_no_title() -> None:
    assert (
        read("各位代表：\n我代表市人民政府，向大会报告工作，请予审议。\n2023年工作回顾\n2024年重点工作安排\n").title
        == ""
    )


def test_a_title_that_carries_out_another_document() -> None:
    head = "青屿市贯彻落实云泽省节水工作\n指导意见\n实施方案\n"
    assert read(head + BODY).title == "青屿市贯彻落实云泽省节水工作指导意见实施方案"


def test_a_weak_word_alone_is_no_title() -> None:
    assert read("相关政策解读\n" + BODY).title == ""


def test_a_hint_that_the_text_confirms_is_the_title() -> None:
    text = "云泽省水利厅关于其他事项的通知\n青屿市节水行\n动方案（试行） 政策咨询\n" + BODY
    found = read(text, title="青屿市节水行动方案（试行）")
    assert found.title == "青屿市节水行动方案（试行）"
    span = found.spans["title"]
    assert text[span.start : span.end] == "青屿市节水行\n动方案（试行）"


def test_title_from_hints_only_where_the_text_has_none() -> None:
    assert read("一、总体要求\n" + BODY, title="青屿市节水行动方案 - 青屿市人民政府").title == "青屿市节水行动方案"
    assert read("青屿市节水行动方案\n" + BODY, title="新建文档").title == "青屿市节水行动方案"
    assert read("一、总体要求\n" + BODY, title="新建 Microsoft Word 文档").title == ""
