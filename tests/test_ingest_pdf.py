"""PDF: reading order, wrapped lines, furniture, tables, and files that are not what they should be."""

from __future__ import annotations

import pytest
from testkit.pdf import Drawing, body, drawing, lines, many_segments, pdf, picture, raw_pdf, table, text

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.ingest import Limits, read_bytes
from pipeline.ingest.result import ReadResult

FIRST = (
    "为深入贯彻落实创新驱动发展战略，加快培育发展新质生产力，推动全市产业结构优化升级，"
    "结合我市实际，制定本方案，请认真贯彻执行。"
)
SECOND = (
    "到2025年，全市高新技术企业达到400家以上，研发经费投入强度达到3.2%，"
    "建成省级以上创新平台50个，形成一批具有竞争力的产业集群。"
)
THIRD = (
    "各区县人民政府要压实主体责任，市级有关部门要按照职责分工抓好落实，"
    "市科技局要会同有关单位定期开展督促检查，重大事项及时报告市政府。"
)


def read(*pages: Drawing, limits: Limits | None = None, **options: object) -> ReadResult:
    return read_bytes(pdf(*pages, **options), "a.pdf", limits or Limits(ocr=False))  # type: ignore[arg-type]


def paragraphs(document: Document) -> list[str]:
    """The text with wrapped lines joined and furniture left out, as the reading view joins it."""
    assert document.soft_breaks is not None
    left_out = {at for start, end in document.furniture for at in range(start, end)}
    joined = "".join(
        char for at, char in enumerate(document.text) if at not in left_out and at not in document.soft_breaks
    )
    return joined.splitlines()


def test_wrapped_lines_join_to_paragraphs() -> None:
    document = read(body([FIRST, SECOND, THIRD]), title="青屿市产业发展方案").document
    assert paragraphs(document) == [FIRST, SECOND, THIRD]
    assert document.hints == {"title": "青屿市产业发展方案"}
    assert document.format == "pdf"


def test_headings_and_short_lines_end_paragraphs() -> None:
    page = drawing(
        text("青屿市产业发展实施方案", 210, 60, size=18),
        text("一、总体要求", 108, 100),
        body([FIRST], y=124),
        text("（一）发展目标", 108, 100 + 24 * 5),
        body([SECOND], y=100 + 24 * 6),
    )
    assert paragraphs(read(page).document) == [
        "青屿市产业发展实施方案",
        "一、总体要求",
        FIRST,
        "（一）发展目标",
        SECOND,
    ]


def test_lines_broken_for_a_wider_page_and_set_anew() -> None:
    whole = (FIRST + SECOND + THIRD).replace("。", "，") * 3
    pieces, at = [], 0
    while at < len(whole):
        pieces += [whole[at : at + 30], whole[at + 30 : at + 33]]
        at += 33
    page = drawing(*[text(piece, 80, 60 + 20 * n) for n, piece in enumerate(filter(None, pieces))])
    ends_in_letters = [piece for piece in pieces if piece and piece[-1] not in "，；"]
    assert len(ends_in_letters) > 15
    assert len(paragraphs(read(page).document)) <= 1 + len(pieces) - len(ends_in_letters)


def test_a_title_that_ends_in_a_short_line() -> None:
    title = ["青屿市人民政府办公室关于印发青屿市加快产业发展三年行动实施方案", "的通知"]
    page = drawing(*[text(t, 80, 60 + 24 * n) for n, t in enumerate([*title, FIRST[:30], FIRST[30:], SECOND[:30]])])
    assert "的通知" in paragraphs(read(page).document)[0]
    assert FIRST[:20] not in paragraphs(read(page).document)[0]


def test_a_paragraph_goes_on_over_the_page_and_its_furniture() -> None:
    whole = (FIRST + SECOND + THIRD) * 3
    cut = 28 + 30 * 9
    pages = [
        drawing(text("青屿市人民政府公报", 240, 40, size=9), body([whole[:cut]]), text("— 1 —", 280, 800, size=10)),
        drawing(
            text("青屿市人民政府公报", 240, 40, size=9),
            *[text(whole[at : at + 30], 80, 100 + n * 24) for n, at in enumerate(range(cut, len(whole), 30))],
            text("— 2 —", 280, 800, size=10),
        ),
        drawing(text("青屿市人民政府公报", 240, 40, size=9), body([THIRD]), text("— 3 —", 280, 800, size=10)),
    ]
    document = read(*pages).document
    assert paragraphs(document) == [whole, THIRD]
    furniture = [document.text[start:end] for start, end in document.furniture]
    assert sorted(furniture) == ["— 1 —\n", "— 2 —\n", "— 3 —\n"] + ["青屿市人民政府公报\n"] * 3
    assert len(document.page_starts) == 3
    assert document.page_of(document.text.index("— 2 —")) == 2


@pytest.mark.parametrize(
    "numbers", [["1", "2", "3"], ["第 1 页 共 3 页", "第 2 页 共 3 页", "第 3 页 共 3 页"], ["- 7 -", "- 8 -", "- 9 -"]]
)
def test_page_numbers(numbers: list[str]) -> None:
    pages = [
        drawing(body([t]), text(n, 290, 805, size=9)) for t, n in zip((FIRST, SECOND, THIRD), numbers, strict=True)
    ]
    document = read(*pages).document
    assert [document.text[a:b].strip() for a, b in document.furniture] == numbers


def test_a_number_that_is_no_page_number_stays() -> None:
    ends = zip((FIRST, SECOND, THIRD), ("到2025年", "300", "完成"), strict=True)
    assert read(*[drawing(body([t]), text(last, 80, 790)) for t, last in ends]).document.furniture == ()


def test_lines_of_a_table_of_contents_are_furniture() -> None:
    document = read(drawing(text("一、总体要求" + "." * 60 + "1", 80, 100), body([FIRST], y=150))).document
    assert [document.text[a:b][:6] for a, b in document.furniture] == ["一、总体要求"]


def test_two_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    left, right = (FIRST + SECOND) * 2, (THIRD + FIRST) * 2
    rows = 12
    steps = []
    for row in range(rows):
        steps += [
            text(left[row * 18 : row * 18 + 18], 60, 100 + 20 * row, size=12),
            text(right[row * 18 : row * 18 + 18], 320, 100 + 20 * row, size=12),
        ]
    written = read(
        drawing(text("通栏标题在两栏之上横贯整个版面的全部宽度之中居中排", 120, 60), *steps)
    ).document.text.split("\n", 1)
    assert written[0].startswith("通栏标题")
    assert written[1].replace("\n", "") == left[: rows * 18] + right[: rows * 18]


def test_glyphs_drawn_twice_are_read_once() -> None:
    assert read(text("关于加快产业发展的意见", 100, 100, bold=True)).document.text == "关于加快产业发展的意见\n"


def test_turned_text_is_a_watermark() -> None:
    page = drawing(body([FIRST, SECOND]), text("内部资料注意保存", 200, 400, size=40, turn=45))
    assert "内部资料" not in read(page).document.text


@pytest.mark.parametrize(("turn", "across", "down"), [(0, 0, 30), (90, 30, 0), (180, 0, -30), (270, -30, 0)])
def test_a_page_turned_as_a_whole_is_read(turn: int, across: int, down: int) -> None:
    steps = [
        text(words, 300 + n * across, 400 + n * down, turn=turn, font="Helvetica")
        for n, words in enumerate(("Annex 1", "Indicators", "Units"))
    ]
    data = pdf(drawing(*steps, text("slanted", 100, 100, turn=turn + 45, font="Helvetica")), turn=turn)
    assert read_bytes(data, "a.pdf").document.text.splitlines() == ["Annex 1", "Indicators", "Units"]


def test_a_wide_page_put_upright_without_saying_so_is_read() -> None:
    steps = [text(words, 300 + n * 30, 400, turn=90, font="Helvetica") for n, words in enumerate(("Annex 1", "Units"))]
    assert read(drawing(*steps)).document.text.splitlines() == ["Annex 1", "Units"]


def test_a_page_without_text_needs_ocr_and_costs_only_itself() -> None:
    result = read(body([FIRST]), picture)
    assert [(problem.code, problem.page) for problem in result.problems] == [("needs_ocr", 2)]
    assert paragraphs(result.document) == [FIRST]


def test_a_text_layer_that_makes_no_text_is_told() -> None:
    strange = "".join(chr(0x9F00 + 7 * n % 150) for n in range(150))
    result = read(body([FIRST]), body([strange]))
    assert [(problem.code, problem.page) for problem in result.problems] == [("garbled", 2)]


def test_a_page_whose_font_is_nowhere_says_so() -> None:
    """Single characters in a font that is not in the file are lost unless the machine has a Chinese font."""
    alone = drawing(*[text(char, 80 + 15 * (n % 20), 100 + 30 * (n // 20)) for n, char in enumerate(FIRST)])
    result = read(alone, body([SECOND]))
    if result.problems:
        assert [(problem.code, problem.page) for problem in result.problems] == [("missing_font", 1)]
        assert paragraphs(result.document) == [SECOND]
        assert code_of(pdf(alone)) == "missing_font"
    else:
        assert FIRST in "".join(result.document.text.split())


def code_of(data: bytes) -> str:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.pdf", Limits(ocr=False))
    return caught.value.code


def test_bad_files_are_refused_with_their_reason() -> None:
    good = pdf(body([FIRST]))
    assert code_of(good[: len(good) // 2]) == "corrupt"
    assert code_of(b"%PDF-1.7\n" + bytes(range(256)) * 8) == "corrupt"
    assert code_of(pdf(body([FIRST]), password="秘密".encode().hex())) == "encrypted"
    assert code_of(pdf(picture, picture)) == "needs_ocr"
    assert code_of(pdf(drawing())) == "empty_file"


def test_damaged_files_that_can_be_read_are_read() -> None:
    good = pdf(body([FIRST]))
    without_xref = (
        good[: good.rindex(b"xref\n0")] + b"trailer\n" + good[good.rindex(b"<<", 0, good.rindex(b"startxref")) :]
    )
    assert paragraphs(read_bytes(b"junk\r\n" * 20 + good, "a.pdf").document) == [FIRST]
    assert read_bytes(without_xref, "a.pdf").document.text
    assert paragraphs(read(body([FIRST]), locked=True).document) == [FIRST]


def test_a_loop_in_the_page_tree_ends() -> None:
    loop = raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")
    assert code_of(loop) in ("corrupt", "empty_file")


def test_a_page_count_that_lies() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    kids = b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>"
    with pytest.raises(ReadError):
        read_bytes(raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", kids, page), "a.pdf", Limits(pages=50))


def test_page_limit_keeps_the_pages_before_it() -> None:
    result = read(*[body([FIRST])] * 4, limits=Limits(pages=3))
    assert len(result.document.page_starts) == 3
    assert [problem.code for problem in result.problems] == ["limit_pages"]
    assert "4 pages" in result.problems[0].message


def test_too_many_lines_cost_the_tables_not_the_text() -> None:
    result = read(drawing(body([FIRST]), many_segments(3000)), limits=Limits(page_paths=1000))
    assert [(problem.code, problem.page) for problem in result.problems] == [("limit_tables", 1)]
    assert paragraphs(result.document) == [FIRST]


def test_too_many_cells_cost_the_tables_not_the_text() -> None:
    rows = [["甲乙", "丙丁", "戊己"]] * 10
    result = read(table(rows, widths=[50, 50, 50]), limits=Limits(page_cells=12))
    assert [problem.code for problem in result.problems] == ["limit_tables"]
    assert result.document.text.count("丙丁") == 10
    mesh = [(80.0, 100.0 + 3.3 * n, 480.0, 100.0 + 3.3 * n) for n in range(200)]
    mesh += [(80.0 + 3.3 * n, 100.0, 80.0 + 3.3 * n, 700.0) for n in range(120)]
    result = read(drawing(lines(*mesh), body([FIRST])))
    assert [problem.code for problem in result.problems] == ["limit_tables"]


def test_too_many_characters_on_a_page() -> None:
    result = read(body([FIRST, SECOND]), limits=Limits(page_chars=40))
    assert [problem.code for problem in result.problems] == ["limit_size"]
    assert result.document.text
