"""Web pages: the document on the page, its tables, and the box that tells of it."""

from __future__ import annotations

import pytest
from testkit.real import squeezed

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.ingest import Limits, read_bytes

SENTENCES = (
    "为深入贯彻落实创新驱动发展战略，推动全市产业结构优化升级，结合我市实际，制定本方案。",
    "到2025年，全市高新技术企业达到400家以上，研发经费投入强度达到3.2%。",
    "各区县人民政府要压实主体责任；市级有关部门要按照职责分工抓好落实。",
)
BODY = "".join(f"<p>　　{sentence}</p>" for sentence in SENTENCES)
LINKS = "".join(f'<li><a href="#">栏目{n}</a></li>' for n in range(12))
SITE = (
    "<!DOCTYPE html><html><head><title>通知_青屿市人民政府网</title><style>p{color:red}</style>"
    "<script>var 文字 = '不是正文。';</script>%s</head><body>"
    f'<div class="header"><ul>{LINKS}</ul></div>%s'
    '<div class="foot">主办：青屿市人民政府办公室。备案号123。</div></body></html>'
)


def read(page: str, name: str = "a.html", **limits: int) -> Document:
    return read_bytes(page.encode(), name, Limits(**limits)).document


def lines(page: str) -> list[str]:
    return read(page).text.splitlines()


def site(main: str, head: str = "") -> str:
    return SITE % (head, main)


def test_only_the_document_is_read() -> None:
    page = site(f'<div class="wrap"><div id="zoom">{BODY}</div><div class="share">分享到：<a>微信</a></div></div>')
    assert lines(page) == list(SENTENCES)


@pytest.mark.parametrize(
    "frame",
    [
        "<div><div><div>%s</div></div></div>",
        "<table><tr><td>%s</td></tr></table>",
        "<table><tr><td><ul>" + LINKS + "</ul></td><td>%s</td></tr></table>",
        "<form><article>%s</article></form>",
        "<div style='display:none'>隐藏的提示。</div><div>%s</div>",
        "<nav>您现在的位置：首页。</nav><section>%s</section>",
    ],
)
def test_the_document_is_found_in_any_frame(frame: str) -> None:
    assert lines(site(frame % BODY)) == list(SENTENCES)


def test_a_covering_notice_beside_its_attachment_stays() -> None:
    notice = (
        "现将《青屿市产业发展方案》印发给你们，请结合实际，认真组织实施，有关情况及时报告市人民政府办公室。"
        "请认真贯彻执行，务求取得实效，不得延误。"
    )
    page = site(f'<div class="article"><p>{notice}</p><div class="attach">{BODY * 5}</div></div>')
    assert lines(page)[0] == notice


def test_blocks_breaks_and_blanks() -> None:
    main = (
        "<div><h2>第一章\n  总则</h2><p>一、目标<br>二、任务</p>散文字<b>加粗</b>后续。<p> </p>"
        f"<pre>甲\n乙。</pre>{BODY}</div>"
    )
    assert lines(site(main))[:6] == ["第一章 总则", "一、目标", "二、任务", "散文字加粗后续。", "甲", "乙。"]


TABLE = (
    "<table><tr><th>序号</th><th>任务</th><th>单位</th></tr>"
    "<tr><td rowspan='2'>1</td><td><p>建设平台</p><p>50个</p></td><td>市科技局</td></tr>"
    "<tr><td colspan='2'>合计</td></tr></table>"
)


def test_tables_with_merged_cells() -> None:
    document = read(site(f"<div>{BODY}{TABLE}</div>"))
    assert document.text.splitlines()[3:] == ["序号 | 任务 | 单位 |", "1 | 建设平台 50个 | 市科技局 |", " | 合计 |"]
    cells = [
        (c.row, c.column, c.row_span, c.column_span, document.text[c.start : c.end]) for c in document.tables[0].cells
    ]
    assert cells[3:] == [
        (1, 0, 2, 1, "1"),
        (1, 1, 1, 1, "建设平台 50个"),
        (1, 2, 1, 1, "市科技局"),
        (2, 1, 1, 2, "合计"),
    ]


def test_a_page_that_is_mostly_a_task_table_keeps_what_stands_before_it() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{SENTENCES[1]}</td></tr>" for n in range(10))
    page = site(
        f"<div><p>任务分解表</p><p>请认真落实。</p><table><tr><th>序号</th><th>任务</th></tr>{rows}</table></div>"
    )
    document = read(page)
    assert document.text.splitlines()[:3] == ["任务分解表", "请认真落实。", "序号 | 任务 |"]
    assert len(document.tables) == 1


def test_a_table_of_figures_beside_the_sentences_stays() -> None:
    figures = "".join(f"<tr><td>指标{n}：增加值年均增长率</td><td>{n}%</td></tr>" for n in range(5))
    page = site(f"<div><div>{BODY}</div><div><table>{figures}</table></div></div>")
    assert "指标4：增加值年均增长率 | 4% |" in lines(page)
    links = "".join(f"<tr><td><a>相关解读文章链接之{n}</a></td><td><a>更多内容</a></td></tr>" for n in range(5))
    assert lines(site(f"<div><div>{BODY}</div><div><table>{links}</table></div></div>")) == list(SENTENCES)


BOXES = [
    "<table><tr><td>索引号：</td><td>123/2024</td><td>发文机关：</td><td>青屿市人民政府</td></tr>"
    "<tr><td>发文字号：</td><td>青政发〔2024〕3号</td><td>成文日期：</td><td>2024年3月5日</td></tr>"
    "<tr><td>标题：</td><td colspan='3'>青屿市产业发展方案</td><td>发布日期：</td><td>2024年3月9日</td></tr></table>",
    "<ul><li>[发文机构] <span>青屿市人民政府</span></li><li>[成文日期] <span>2024-03-05</span></li>"
    "<li>[废止日期] ----</li><li>[发文字号] <span>青政发<b>〔2024〕</b>3号</span></li>"
    "<li>[标题] 青屿市产业发展方案</li></ul>",
    "<div><p><b>索引号:</b> 123</p><p><b>发布机构:</b> 青屿市人民政府</p><p><b>文 号:</b> 青政发〔2024〕3号</p>"
    "<p><b>名　　称:</b> 青屿市产业发展方案</p><p><b>发文日期:</b> 2024/3/5</p></div>",
    "<dl><dt>发文机关</dt><dd>青屿市人民政府</dd><dt>发文字号</dt><dd>青政发〔2024〕3号</dd><dt>标题</dt>"
    "<dd>青屿市产业发展方案</dd><dt>生成日期</dt><dd>2024.3.5</dd></dl>",
]


@pytest.mark.parametrize("box", BOXES)
def test_the_box_of_metadata_gives_hints_and_is_not_text(box: str) -> None:
    document = read(site(f"<div>{box}</div><div><h1>青屿市产业发展方案</h1>{BODY}</div>"))
    assert document.hints == {
        "title": "青屿市产业发展方案",
        "issuer": "青屿市人民政府",
        "doc_number": "青政发〔2024〕3号",
        "issue_date": "2024-03-05",
    }
    assert document.text.splitlines() == ["青屿市产业发展方案", *SENTENCES]


def test_meta_tags_give_hints_and_the_title_is_read_if_the_text_lacks_it() -> None:
    head = (
        '<meta name="ArticleTitle" content="青屿市产业发展方案"><meta name="PubDate" content="2024-03-09 10:00">'
        '<meta name="ContentSource" content="本网">'
    )
    document = read(site(f"<div>{BODY}</div>", head))
    assert document.hints == {"title": "青屿市产业发展方案", "issue_date": "2024-03-09"}
    assert document.text.splitlines()[0] == "青屿市产业发展方案"


def test_a_table_of_the_document_is_not_taken_for_the_box() -> None:
    table = "<table><tr><td>指标名称</td><td>目标</td></tr><tr><td>企业数：</td><td>400家</td></tr></table>"
    assert "指标名称 | 目标 |" in lines(site(f"<div>{BODY}{table}</div>"))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gb2312", "utf-16"])
def test_encodings(encoding: str) -> None:
    page = site(f"<div>{BODY}</div>", f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">')
    assert read_bytes(page.encode(encoding), "a.html").document.text.splitlines() == list(SENTENCES)


def test_a_fragment_without_html_tag() -> None:
    assert read(f"<div>{BODY}</div>").format == "html"
    assert lines(f"\n <p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>") == list(SENTENCES[:2])


def test_a_web_archive_saved_as_doc() -> None:
    page = site(f"<div>{BODY}</div>")
    archive = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + page + "\r\n--b--\r\n"
    )
    result = read_bytes(archive.encode(), "a.doc")
    assert result.document.format == "html"
    assert result.document.text.splitlines() == list(SENTENCES)
    with pytest.raises(ReadError):
        read_bytes(archive.replace("text/html", "image/png").encode(), "a.mht")


def test_hostile_pages_end_well() -> None:
    deep = "<div>" * 20_000 + SENTENCES[0] + "</div>" * 20_000
    with pytest.raises(ReadError) as caught:
        read(f"<html>{deep}</html>")
    assert caught.value.code == "xml_depth"
    spans = "<tr><td colspan='2000000000'>甲</td><td rowspan='99999999'>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"
    wide = f"<div>{BODY}<table>{spans}</table></div>"
    document = read(f"<html>{wide}</html>")
    assert {cell.column_span for cell in document.tables[0].cells} <= {1, Limits().grid_span}
    assert len([warning for warning in document.warnings if "was cut" in warning]) == 2
    assert read(site(f"<div>{BODY}<p>&b;&#0;\x00\x0b&#1;<script></script>&#12;\x0c</p></div>")).text
    with pytest.raises(ReadError) as caught:
        read(site(f"<div>{BODY}{TABLE}</div>"), table_cells=3)
    assert caught.value.code == "limit_size"


def test_an_empty_page() -> None:
    with pytest.raises(ReadError) as caught:
        read("<html><body><script>1</script></body></html>")
    assert caught.value.code == "empty_file"


def test_a_real_page_gives_the_text_that_was_read_for_the_gold() -> None:
    ours, gold = squeezed("gwy37")
    assert ours in gold
    assert len(ours) > 0.95 * len(gold)
