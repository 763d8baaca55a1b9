"""OFD: page objects become lines, paragraphs and tables."""

from __future__ import annotations

import pytest
from testkit.docx import archive
from testkit.ofd import line, ofd, picture, text

from pipeline.errors import ReadError
from pipeline.ingest import Limits, read_bytes

FULL = "全市上下要认真贯彻落实省委省政府决策部署推动产业发展取得更大成效"[:28]


def test_lines_of_a_page_are_ordered_and_wrapped_lines_known() -> None:
    page = (
        text("到2025年建成园区", 25, 60)
        + text("关于产业发展的实施方案", 70, 30, size=7)
        + "".join(text(FULL, 25, 80 + 10 * row) for row in range(8))
        + text("完成任务。", 25, 160)
    )
    document = read_bytes(ofd([page], title="青屿市产业发展实施方案"), "a.ofd").document
    lines = document.text.splitlines()
    assert document.format == "ofd"
    assert lines[0] == "关于产业发展的实施方案"
    assert lines[1] == "到2025年建成园区"
    assert lines[-1] == "完成任务。"
    assert document.soft_breaks is not None
    assert document.text.index("完成任务") - 1 in document.soft_breaks
    assert document.text.index("到2025") - 1 not in document.soft_breaks
    assert document.hints["title"] == "青屿市产业发展实施方案"


def test_shorthand_spacing_and_split_text_codes() -> None:
    document = read_bytes(ofd([text("新增企业400家", 25, 40, delta="g 3 5.6 5.6 g 4 2.8")]), "a.ofd").document
    assert document.text == "新增企业400家\n"


def test_a_template_stands_under_the_page() -> None:
    document = read_bytes(
        ofd([text("正文内容", 25, 60)], template=text("云泽省人民政府文件", 40, 30)), "a.ofd"
    ).document
    assert document.text.splitlines() == ["云泽省人民政府文件", "正文内容"]


def test_turned_text_is_a_watermark() -> None:
    slanted = text("内部资料", 60, 100, ctm="0.7 0.7 -0.7 0.7 0 0")
    assert read_bytes(ofd([text("正文内容", 25, 60) + slanted]), "a.ofd").document.text == "正文内容\n"


def test_a_ruled_table() -> None:
    grid = "".join(line(20, y, 190, y) for y in (100, 112, 124)) + "".join(line(x, 100, x, 124) for x in (20, 100, 190))
    words = text("指标", 30, 108) + text("目标值", 110, 108) + text("发明专利", 30, 120) + text("500件", 110, 120)
    document = read_bytes(ofd([text("附表", 25, 60) + grid + words]), "a.ofd").document
    assert document.text.splitlines() == ["附表", "指标 | 目标值 |", "发明专利 | 500件 |"]
    assert [document.text[c.start : c.end] for c in document.tables[0].cells] == ["指标", "目标值", "发明专利", "500件"]


def test_pages_and_pictures() -> None:
    result = read_bytes(ofd([text("第一页内容", 25, 60), picture(0, 0, 210, 297)]), "a.ofd", Limits(ocr=False))
    assert [(problem.code, problem.page) for problem in result.problems] == [("needs_ocr", 2)]
    assert result.document.page_starts == (0, len("第一页内容\n"))


def code_of(data: bytes, **limits: int) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.ofd", Limits(**limits))
    return caught.value.code


def test_bad_files() -> None:
    good = ofd([text("正文", 25, 60)])
    assert code_of(ofd([picture(0, 0, 210, 297)])) == "needs_ocr"
    assert code_of(good[:-40]) == "corrupt"
    assert code_of(archive({"OFD.xml": "<OFD/>"})) == "empty_file"
    assert code_of(archive({"OFD.xml": "<OFD><DocBody/></OFD>"})) == "corrupt"
    assert code_of(archive({"OFD.xml": "<OFD><DocBody><DocRoot>x.xml</DocRoot></DocBody></OFD>"})) == "corrupt"
    assert code_of(archive({"OFD.xml": '<!DOCTYPE a [<!ENTITY b "c">]><OFD>&b;</OFD>'})) == "xml_dtd"
    assert code_of(archive({"OFD.xml": "<OFD/>", "Encryptions.xml": "<a/>"})) == "encrypted"
    assert code_of(good, members=2) == "limit_members"
    assert code_of(good, unpacked_total=100) == "limit_unpacked"


def test_a_page_that_is_missing_costs_only_itself() -> None:
    data = ofd([text("第一页", 25, 60), "</broken>"])
    result = read_bytes(data, "a.ofd")
    assert result.document.text == "第一页\n"
    assert [(problem.code, problem.page) for problem in result.problems] == [("page_failed", 2)]


def test_page_limit() -> None:
    result = read_bytes(ofd([text(f"第{n}页内容", 25, 60) for n in range(3)]), "a.ofd", Limits(pages=2))
    assert len(result.document.page_starts) == 2
    assert [problem.code for problem in result.problems] == ["limit_pages"]
