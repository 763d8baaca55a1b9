"""Word documents: what Word shows is what is read."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from testkit.docx import W_NS, archive, cell, docx, level, numbering, p, part, r, row, table

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.ingest import DEFAULT_LIMITS, Limits, read_bytes
from pipeline.ingest.docx_numbering import chinese_number


def read(body: str, **parts: str) -> Document:
    result = read_bytes(docx(body, {f"word/{name}.xml": xml for name, xml in parts.items()}), "a.docx")
    assert not result.problems
    return result.document


def lines(body: str, **parts: str) -> list[str]:
    return read(body, **parts).text.splitlines()


POLICY = numbering(
    level(0, "chineseCounting", "%1、"),
    level(1, "chineseCountingThousand", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimalEnclosedCircle", "%4"),
)


def test_policy_numbering_counts_and_restarts() -> None:
    depths = [0, 1, 1, 2, 2, 3, 1, 2, 0, 1]
    body = "".join(p("事项", num=(1, depth)) for depth in depths)
    assert [line.removesuffix("事项") for line in lines(body, numbering=POLICY)] == [
        *("一、", "（一）", "（二）", "1. ", "2. ", "① ", "（三）", "1. ", "二、", "（一）"),
    ]


@pytest.mark.parametrize(
    ("form", "text", "labels"),
    [
        ("chineseCountingThousand", "第%1条", ["第一条 ", "第二条 "]),
        ("chineseLegalSimplified", "%1、", ["壹、", "贰、"]),
        ("ideographDigital", "%1、", ["一、", "二、"]),
        ("japaneseCounting", "（%1）", ["（一）", "（二）"]),
        ("decimalFullWidth", "%1、", ["１、", "２、"]),
        ("decimalZero", "%1)", ["01)", "02)"]),
        ("decimalEnclosedCircleChinese", "%1", ["① ", "② "]),
        ("decimalEnclosedParen", "%1", ["⑴ ", "⑵ "]),
        ("lowerLetter", "%1.", ["a. ", "b. "]),
        ("upperRoman", "%1.", ["I. ", "II. "]),
        ("ideographTraditional", "%1、", ["甲、", "乙、"]),
        ("bullet", "\uf06c", ["• ", "• "]),
        ("none", "", ["", ""]),
    ],
)
def test_number_formats(form: str, text: str, labels: list[str]) -> None:
    found = lines(p("建设", num=(1, 0)) * 2, numbering=numbering(level(0, form, text)))
    assert [line.removesuffix("建设") for line in found] == labels


def test_a_number_never_touches_the_digits_of_its_text() -> None:
    one = numbering(level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>'))
    assert lines(p("2025年完成", num=(1, 0)), numbering=one) == ["1. 2025年完成"]


def test_levels_joined_in_one_label_and_legal_digits() -> None:
    joined = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert lines(p("总则", num=(1, 0)) + p("目的", num=(1, 1)), numbering=joined) == ["一、总则", "1.1 目的"]


def test_two_lists_on_one_definition_count_on_unless_one_starts_anew() -> None:
    shared = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    on = numbering(level(0, "decimal", "%1、"), nums=shared + "</w:num>")
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    anew = numbering(level(0, "decimal", "%1、"), nums=shared + override)
    body = p("甲", num=(1, 0)) + p("乙", num=(2, 0)) + p("丙", num=(2, 0))
    assert lines(body, numbering=on) == ["1、甲", "2、乙", "3、丙"]
    assert lines(body, numbering=anew) == ["1、甲", "1、乙", "2、丙"]


def test_a_level_that_never_restarts() -> None:
    articles = numbering(
        level(0, "chineseCounting", "第%1章"), level(1, "chineseCounting", "第%2条", '<w:lvlRestart w:val="0"/>')
    )
    body = "".join(p("文", num=(1, depth)) for depth in (0, 1, 1, 0, 1))
    assert lines(body, numbering=articles) == ["第一章 文", "第一条 文", "第二条 文", "第二章 文", "第三条 文"]


def test_numbers_that_come_from_styles() -> None:
    linked = numbering(
        level(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>'),
        level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="H2"/>'),
    )
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = part(
        "styles",
        f'<w:style w:styleId="H1">{number}</w:style><w:style w:styleId="H2">{number}</w:style>'
        '<w:style w:styleId="Mine"><w:basedOn w:val="H1"/></w:style>',
    )
    body = p("甲", style="H1") + p("乙", style="H2") + p("丙", style="Mine") + p("丁", style="H1", num=(0, 0))
    assert lines(body, numbering=linked, styles=styles) == ["一、甲", "（一）乙", "二、丙", "丁"]


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1010, "一千零一十"),
    ],
)
def test_chinese_numbers(number: int, written: str) -> None:
    assert chinese_number(number) == written


def test_tracked_changes_are_taken_as_accepted() -> None:
    body = p(
        "新增",
        raw=f'<w:del w:id="1"><w:r><w:delText>10</w:delText></w:r></w:del><w:ins w:id="2">{r("20")}</w:ins>'
        f'<w:moveFrom w:id="3">{r("旧处")}</w:moveFrom><w:moveTo w:id="4">{r("家")}</w:moveTo>',
    )
    assert lines(body) == ["新增20家"]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    assert lines(p("到2025年", mark='<w:del w:id="1"/>') + p("建成10个") + p("下一段")) == [
        "到2025年建成10个",
        "下一段",
    ]


def test_a_deleted_row_is_gone() -> None:
    gone = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr>{cell("旧")}{cell("旧")}</w:tr>'
    assert lines(table(row(cell("指标"), cell("目标")), gone)) == ["指标 | 目标 |"]


def test_hidden_text_is_not_read() -> None:
    styles = part("styles", '<w:style w:styleId="X"><w:rPr><w:vanish/></w:rPr></w:style>')
    body = p(
        "公开", raw=r("批注", "<w:vanish/>") + r("可见", '<w:vanish w:val="0"/>') + r("隐", '<w:rStyle w:val="X"/>')
    )
    assert lines(body, styles=styles) == ["公开可见"]


def test_fields_give_their_stored_result() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    date = (
        f"{char('begin')}<w:r><w:instrText>DATE</w:instrText></w:r>{char('separate')}{r('2024年5月1日')}{char('end')}"
    )
    inner = f"{char('begin')}{char('separate')}{r('藏')}{char('end')}"
    nested = f"{char('begin')}{inner}{char('separate')}{r('显')}{char('end')}"
    simple = f'<w:fldSimple w:instr="PAGE">{r("7")}</w:fldSimple>'
    assert lines(p("截至", raw=date) + p("第", raw=simple + nested)) == ["截至2024年5月1日", "第7显"]


def test_content_controls_links_and_special_characters() -> None:
    control = f"<w:sdt><w:sdtContent>{p('控件段落')}</w:sdtContent></w:sdt>"
    inline = f"<w:sdt><w:sdtContent>{r('内容')}</w:sdtContent></w:sdt><w:hyperlink>{r('链接')}</w:hyperlink>"
    marks = '<w:r><w:noBreakHyphen/><w:tab/></w:r><w:r><w:br w:type="page"/><w:br/></w:r>'
    assert lines(control + p("", raw=inline + marks + r("下一行"))) == ["控件段落", "内容链接-\t", "下一行"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框中文字')}</w:txbxContent>"
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<w:r><mc:AlternateContent>{choices}</mc:AlternateContent></w:r>"
    old = f"<w:r><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></w:r>"
    assert lines(p("正文", raw=both) + p("又", raw=old)) == ["正文", "框中文字", "又", "框中文字"]


def test_footnotes_come_at_the_end() -> None:
    notes = part("footnotes", f'<w:footnote w:id="2">{p("指年营业收入")}{p("达到标准")}</w:footnote>')
    body = p("规上企业", raw='<w:r><w:footnoteReference w:id="2"/></w:r>' + r("300家")) + p("结束")
    assert lines(body, footnotes=notes) == ["规上企业300家", "结束", "[1] 指年营业收入", "达到标准"]


def test_a_table_of_contents_is_furniture() -> None:
    styles = part("styles", '<w:style w:styleId="a1"><w:name w:val="toc 1"/></w:style>')
    document = read(p("一、总体要求\t1", style="a1") + p("一、总体要求"), styles=styles)
    assert [document.text[a:b] for a, b in document.furniture] == ["一、总体要求\t1\n"]


def test_tables_stand_in_their_place_with_cells_that_know_theirs() -> None:
    head = row(cell("序号"), cell("任务"), cell("牵头单位"))
    first = row(cell("1", merge="restart"), cell(p("建设园区") + p("引进企业10家")), cell("市工信局"))
    second = row(cell("", merge="continue"), cell("合计", span=2))
    document = read(p("前文") + table(head, first, second) + p("后文"))
    assert document.text.splitlines() == [
        "前文", "序号 | 任务 | 牵头单位 |", "1 | 建设园区 引进企业10家 | 市工信局 |", " | 合计 |", "后文"
    ]  # fmt: skip
    (found,) = document.tables
    assert document.text[found.start : found.end].startswith("序号 |")
    assert [(c.row, c.column, c.row_span, c.column_span, document.text[c.start : c.end]) for c in found.cells] == [
        (0, 0, 1, 1, "序号"),
        (0, 1, 1, 1, "任务"),
        (0, 2, 1, 1, "牵头单位"),
        (1, 0, 2, 1, "1"),
        (1, 1, 1, 1, "建设园区 引进企业10家"),
        (1, 2, 1, 1, "市工信局"),
        (2, 1, 1, 2, "合计"),
    ]


def test_an_inner_table_is_part_of_its_cell() -> None:
    inner = table(row(cell("内一"), cell("内二")))
    document = read(table(row(cell("外"), cell(inner + p("")))))
    assert document.text == "外 | 内一 内二 |\n"
    assert len(document.tables) == 1


def test_a_frame_around_text_is_no_table() -> None:
    document = read(table(row(cell(p("云泽省文件") + p("关于产业发展的通知")))))
    assert document.text.splitlines() == ["云泽省文件", "关于产业发展的通知"]
    assert document.tables == ()


def test_headers_stay_out_and_properties_give_a_hint() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>青屿市产业行动方案</dc:title></cp:coreProperties>"
    )
    data = docx(p("正文"), {"word/header1.xml": part("hdr", p("页眉")), "docProps/core.xml": core})
    document = read_bytes(data, "a.docx").document
    assert document.text == "正文\n"
    assert document.hints["title"] == "青屿市产业行动方案"


def test_a_file_written_by_python_docx() -> None:
    made = python_docx.Document()
    made.add_paragraph("关于印发工作要点的通知")
    grid = made.add_table(rows=2, cols=2)
    grid.cell(0, 0).text, grid.cell(0, 1).text, grid.cell(1, 0).text = "指标", "目标", "发明专利"
    buffer = io.BytesIO()
    made.save(buffer)
    document = read_bytes(buffer.getvalue(), "报告").document
    assert document.format == "docx"
    assert document.text.splitlines() == ["关于印发工作要点的通知", "指标 | 目标 |", "发明专利 |  |"]


def test_a_main_part_of_another_name_and_a_strict_file() -> None:
    assert read_bytes(docx(p("文"), main="word/document2.xml"), "a.docx").document.text == "文\n"
    strict = part("document", f"<w:body>{p('严格')}</w:body>").replace(
        W_NS, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert read_bytes(archive({"word/document.xml": strict}), "a.docx").document.text == "严格\n"


def code_of(data: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.docx", limits)
    return caught.value.code


BOMB = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def test_bad_files_are_refused_with_their_reason() -> None:
    good = docx(p("正文" * 50))
    laughs = part("document", f"<w:body>{p('&b;')}</w:body>").replace("?>", "?>" + BOMB, 1)
    outside = laughs.replace(BOMB, '<!DOCTYPE w [<!ENTITY b SYSTEM "file:///etc/hostname">]>')
    deep = "<w:customXml>" * 3000 + "</w:customXml>" * 3000
    damaged = bytearray(good)
    damaged[good.index(b"word/document.xml") + 60] ^= 0xFF
    assert code_of(good[: len(good) // 2]) == "corrupt"
    assert code_of(bytes(damaged)) == "corrupt"
    assert code_of(archive({"word/other.xml": "<a/>"})) == "corrupt"
    assert code_of(archive({"[Content_Types].xml": "<a/>"})) == "corrupt"
    assert code_of(archive({"word/document.xml": part("document", "<w:body>")})) == "corrupt"
    assert code_of(archive({"word/document.xml": laughs})) == "xml_dtd"
    assert code_of(archive({"word/document.xml": outside})) == "xml_dtd"
    assert code_of(docx(deep)) == "xml_depth"
    assert code_of(docx("")) == "empty_file"


def test_a_zip_bomb_is_counted_while_it_unpacks() -> None:
    bomb = archive({"word/document.xml": part("document", "<w:body>" + " " * 30_000_000 + "</w:body>")})
    assert len(bomb) < 100_000
    assert code_of(bomb) == "limit_unpacked"
    assert code_of(docx(p("文" * 5000)), Limits(unpacked_part=1000)) == "limit_unpacked"
    assert code_of(docx(p("文" * 5000)), Limits(unpacked_total=1000)) == "limit_unpacked"


def test_too_many_members() -> None:
    many = archive({"word/document.xml": "<a/>", **{f"x/{number}": b"" for number in range(120)}})
    assert code_of(many, Limits(members=100)) == "limit_members"


def test_hostile_spans_are_cut_with_a_warning() -> None:
    document = read_bytes(docx(table(row(cell("甲", span=2_000_000_000), cell("乙")))), "a.docx").document
    assert document.tables[0].cells[0].column_span == Limits().grid_span
    assert any("2,000,000,000" in warning for warning in document.warnings)


def test_a_table_of_too_many_cells() -> None:
    assert code_of(docx(table(*[row(cell("一"), cell("二"))] * 20)), Limits(table_cells=30)) == "limit_size"


def test_tables_in_tables_in_tables() -> None:
    nested = p("心")
    for _ in range(60):
        nested = table(row(cell(nested + p("")), cell("边")))
    assert "心" in read(nested).text


def test_member_names_are_never_paths() -> None:
    data = archive({"word/document.xml": part("document", f"<w:body>{p('文')}</w:body>"), "../../x": "x", "/abs": "x"})
    assert read_bytes(data, "a.docx").document.text == "文\n"
