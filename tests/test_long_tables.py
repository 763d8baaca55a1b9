"""Tables that run over pages: every row once, every cell whole, whatever is drawn around them."""

from __future__ import annotations

import pytest
from testkit.long_tables import Rules, table_pdf
from testkit.pdf import Drawing, body, drawing, pdf, table, text

from pipeline.document import Document
from pipeline.extract import extract_records
from pipeline.ingest import Limits, read_bytes

HEAD = ["序号", "重点任务", "牵头单位", "完成时限"]
WIDTHS = [42.0, 200.0, 120.0, 95.0]
TASKS = [
    ("支持企业建设研发机构，新增高新技术企业{}家，培育专精特新中小企业，推动规模以上企业研发活动全覆盖。", "市科技局"),
    ("完善公共充电设施布局，建成充电桩{}个。", "市住房城乡建设局、市发展改革委"),
    (
        "推进老旧小区改造{}个，惠及居民家庭，健全长效管理机制，推动物业服务提质；加强社区养老托育设施建设，"
        "新建社区食堂，完善步行设施，改造背街小巷，补齐民生短板，提升居住品质和服务水平。",
        "市民政局",
    ),
]
BEFORE = ["为推动工作落实，现将任务分解如下，请各单位认真抓好落实，确保按时完成。"]
AFTER = ["以上任务由市政府办公室督办，年底前完成验收。"]


def tasks(count: int = 36) -> list[list[str]]:
    rows = [
        [str(n), TASKS[n % 3][0].format(100 + n), TASKS[n % 3][1], f"2025年{n % 12 + 1}月底前"]
        for n in range(1, count + 1)
    ]
    return [HEAD, *rows]


def read(data: bytes) -> Document:
    return read_bytes(data, "任务.pdf", Limits(ocr=False)).document


def rows(document: Document, number: int = 0) -> list[list[str]]:
    found = document.tables[number]
    last = max(cell.row for cell in found.cells)
    return [[document.text[cell.start : cell.end] for cell in found.row(row)] for row in range(last + 1)]


@pytest.mark.parametrize("rules", ["grid", "open", "across", "three", "none"])
@pytest.mark.parametrize(
    ("repeated", "breaks", "middle"),
    [
        (False, False, False),
        (False, True, False),
        (False, True, True),
        (True, False, False),
        (True, False, True),
    ],
)
def test_a_task_table_over_pages_is_one_table(rules: Rules, repeated: bool, breaks: bool, middle: bool) -> None:
    options = {"repeated": repeated, "breaks": breaks, "middle": middle}
    document = read(table_pdf(tasks(), WIDTHS, rules=rules, before=BEFORE, after=AFTER, side=9, **options))
    assert len(document.page_starts) >= 3
    assert len(document.tables) == 1
    assert rows(document) == tasks()
    assert document.text.index(AFTER[0][:8]) > document.tables[0].end


@pytest.mark.parametrize("rules", ["grid", "three"])
@pytest.mark.parametrize("repeated", [False, True])
def test_rows_of_later_pages_keep_their_columns(rules: Rules, repeated: bool) -> None:
    document = read(
        table_pdf(tasks(), WIDTHS, rules=rules, before=BEFORE, side=9, repeated=repeated, breaks=not repeated)
    )
    found = extract_records(document)
    leads = [(row.clause, row.unit) for row in found.responsibilities if row.role == "lead"]
    assert leads[-2:] == [("表1/35", "市民政局"), ("表1/36", "市科技局")]
    assert len(leads) == len(set(leads)) == 48
    dates = {row.clause: row.end_date.month for row in found.deadlines if row.end_date}
    assert [dates[f"表1/{n}"] for n in range(1, 37)] == [n % 12 + 1 for n in range(1, 37)]
    pages = [row.page for row in found.responsibilities]
    assert pages == sorted(pages)  # type: ignore[type-var]
    assert len(set(pages)) >= 3


@pytest.mark.parametrize("rules", ["grid", "three", "none"])
def test_an_indicator_table_over_pages(rules: Rules) -> None:
    head = ["指标名称", "单位", "2020年", "2025年", "属性"]
    names = [f"第{n}类公共服务设施覆盖率" for n in range(1, 71)]
    body_rows = [[name, "%", str(20 + n % 9), str(60 + n % 9), "预期性"] for n, name in enumerate(names)]
    document = read(table_pdf([head, *body_rows], [180, 50, 60, 60, 70], rules=rules, side=9))
    assert len(document.tables) == 1
    found = [row for row in extract_records(document).targets if row.status == "target"]
    assert [int(row.value) for row in found] == [60 + n % 9 for n in range(70)]
    assert {row.target_date.year for row in found if row.target_date} == {2025}


def two(first: list[list[str]], second: list[list[str]], *above: Drawing, **second_options: object) -> Document:
    widths = [50, 200, 120]
    options = {"y": 60, "widths": widths, **second_options}
    pages = drawing(table(first, y=600, widths=widths)), drawing(*above, table(second, **options))  # type: ignore[arg-type]
    return read(pdf(*pages))


SHORT = [["序号", "重点任务", "牵头单位"], ["1", "建设创新平台。", "市科技局"], ["2", "培育企业。", "市工信局"]]


def test_the_last_row_of_a_table_may_stand_alone_on_a_page() -> None:
    document = two(SHORT, [["3", "引进人才。", "市人社局"]])
    assert rows(document) == [*SHORT, ["3", "引进人才。", "市人社局"]]


def test_a_head_left_alone_at_the_end_of_a_page_belongs_to_its_rows() -> None:
    document = two(SHORT[:1], SHORT[1:])
    assert rows(document) == SHORT


def test_a_row_of_boxes_that_goes_on_nowhere_is_read_box_by_box() -> None:
    page = drawing(table([["推进机制\n明确责任", "加强考核\n定期通报"]], y=100, widths=[150, 150]), body(AFTER, y=200))
    document = read(pdf(page))
    assert document.tables == ()
    assert document.text.splitlines()[:4] == ["推进机制", "明确责任", "加强考核", "定期通报"]


def test_a_full_stop_where_the_page_ends_does_not_end_the_row() -> None:
    rest = [["", "到年底前建成10家。", ""], ["3", "引进人才。", "市人社局"]]
    assert rows(two(SHORT, rest)) == [*SHORT[:2], ["2", "培育企业。到年底前建成10家。", "市工信局"], rest[1]]


def test_the_key_of_a_row_may_stand_on_the_next_page() -> None:
    first = [*SHORT[:2], ["", "支持企业申报各级各类\n科技项目，推动产学", ""]]
    found = rows(two(first, [["2", "研合作。", "市科技局"], ["3", "引进人才。", "市人社局"]]))
    assert found[2:] == [
        ["2", "支持企业申报各级各类科技项目，推动产学研合作。", "市科技局"],
        ["3", "引进人才。", "市人社局"],
    ]


def test_a_sum_at_the_end_of_a_page_is_a_row() -> None:
    first = [*SHORT[:2], ["", "合计", "20家"]]
    found = rows(two(first, [["2", "引进人才。", "市人社局"], ["3", "培育企业。", "市工信局"]]))
    assert found[2:4] == [["", "合计", "20家"], ["2", "引进人才。", "市人社局"]]


@pytest.mark.parametrize("caption", ["续表", "（续上表）", "重点任务分工表（续）"])
def test_a_mark_that_the_table_goes_on_is_no_text(caption: str) -> None:
    document = two(SHORT, [["3", "引进人才。", "市人社局"]] * 2, text(caption, 80, 50, size=11))
    assert len(rows(document)) == 5
    assert [document.text[start:end].strip() for start, end in document.furniture] == [caption]


def test_the_caption_may_be_repeated_with_the_head() -> None:
    caption = text("单位：家", 400, 50, size=11)
    first = drawing(text("单位：家", 400, 590, size=11), table(SHORT, y=600, widths=[50, 200, 120]))
    second = drawing(caption, table([SHORT[0], ["3", "引进人才。", "市人社局"]], y=60, widths=[50, 200, 120]))
    document = read(pdf(first, second))
    assert rows(document) == [*SHORT, ["3", "引进人才。", "市人社局"]]
    other = drawing(caption, table([["县", "家数", "备注", "合计"], ["甲县", "3", "", "4"]], y=60, widths=[60] * 4))
    document = read(pdf(first, other))
    assert len(document.tables) == 2
    assert document.furniture == ()


def test_pages_with_other_margins_have_the_same_columns() -> None:
    document = two(SHORT, [["3", "引进人才。", "市人社局"]] * 2, x=100)
    assert len(rows(document)) == 5


def test_column_lines_hidden_by_merged_cells_are_known_from_the_other_page() -> None:
    wide = [["二、民生改善", "市民政局"], ["三、环境保护", "市环保局"]]
    document = two(SHORT, wide, widths=[250, 120])
    cells = [(c.row, c.column, c.column_span) for c in document.tables[0].cells if c.row > 2]
    assert cells == [(3, 0, 2), (3, 2, 1), (4, 0, 2), (4, 2, 1)]


def test_other_columns_make_another_table() -> None:
    assert len(two(SHORT, [["县区", "家数"], ["甲县", "3"]], widths=[90, 280]).tables) == 2
    assert len(two(SHORT, SHORT, widths=[50, 150, 80]).tables) == 2
