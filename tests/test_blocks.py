"""What each stretch of text is said to be by the heading, the paragraph or the column it stands in."""

from __future__ import annotations

import pytest
from reading_kit import analysed, records

from extractors.types import Status


def sections(text: str) -> list[tuple[str, Status | None, str]]:
    """Clause, section and opening of every block."""
    found = analysed(text)
    return [
        (block.clause, block.section, found.view.text[block.start : block.end].strip()[:6]) for block in found.blocks
    ]


def test_a_clause_takes_the_section_of_the_nearest_heading_that_speaks() -> None:
    text = "一、工作完成情况\n概述。\n（一）产业发展。达到30家。\n（二）下一步打算\n新增10家。\n二、附则\n施行。"
    assert sections(text) == [
        ("一", "achieved", "工作完成情况"),
        ("一/一", "achieved", "产业发展。达"),
        ("一/二", "target", "下一步打算\n"),
        ("二", None, "附则\n施行。"),
    ]


def test_measures_below_a_review_stay_a_review() -> None:
    text = "一、2023年工作总结\n（一）强化要素保障。完成10家。\n二、强化要素保障\n（一）资金。安排5亿元。"
    assert [section for _, section, _ in sections(text)] == ["achieved", "achieved", "target", "target"]


REPORT = """政府工作报告
——2025年1月15日在青屿市第十届人民代表大会第四次会议上
青屿市市长 某某
各位代表：
我代表青屿市人民政府，向大会作政府工作报告，请予审议。
过去一年，我们全力以赴，新增企业120家。
全市生产总值增长6.1%。
2025年，经济社会发展主要预期目标是：生产总值增长6.5%左右。
新增企业150家。
"""


def test_a_work_report_without_headings_turns_from_review_to_plan() -> None:
    told = [(section, opening) for _, section, opening in sections(REPORT)]
    assert told == [(None, "政府工作报告"), ("achieved", "过去一年，我"), ("target", "2025年，")]


def test_other_documents_are_not_cut_at_such_paragraphs() -> None:
    text = REPORT.replace("政府工作报告", "产业发展方案")
    assert [section for _, section, _ in sections(text)] == [None]


TABLE = """附件
序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |
1 | 引进企业30家 | 市商务局 | 市科技局、市财政局 | 2025年6月底前 |
2 | 培训员工500人次 | 市人社局 | 市教育局 | 长期坚持 |
以上任务请认真落实。
"""


def test_cells_know_their_row_and_what_their_column_says() -> None:
    found = analysed(TABLE)
    cells = [
        (block.clause, block.role, block.deadline_column, found.view.text[block.start : block.end])
        for block in found.blocks
        if block.owner is None
    ]
    assert cells == [
        ("表1/1", None, False, "引进企业30家"),
        ("表1/1", "lead", False, "市商务局"),
        ("表1/1", "support", False, "市科技局、市财政局"),
        ("表1/1", None, True, "2025年6月底前"),
        ("表1/2", None, False, "培训员工500人次"),
        ("表1/2", "lead", False, "市人社局"),
        ("表1/2", "support", False, "市教育局"),
        ("表1/2", None, True, "长期坚持"),
    ]


def test_the_text_around_a_table_is_read_apart_from_it() -> None:
    found = analysed(TABLE)
    texts = [found.view.text[block.start : block.end].strip() for block in found.blocks if block.owner is not None]
    assert texts == ["附件", "以上任务请认真落实。"]


def test_blocks_do_not_overlap_and_leave_out_labels_only() -> None:
    text = "青屿市方案\n一、总体要求\n坚持。\n（一）目标。30家。\n" + TABLE + "二、保障\n加强。"
    found = analysed(text)
    places = sorted((block.start, block.end) for block in found.blocks)
    assert all(first[1] <= second[0] for first, second in zip(places, places[1:], strict=False))
    read_ = "".join(found.view.text[start:end] for start, end in places)
    for part in ("青屿市方案", "坚持。", "30家。", "市商务局", "以上任务", "加强。"):
        assert part in read_


def test_a_box_of_metadata_is_no_task_table() -> None:
    box = "索引号 | QY-2025-001 |\n发布机构 | 市政府 |\n文号 | 青政〔2025〕1号 |\n成文日期 | 2025-01-02 |\n"
    text = f"{box}一、目标\n30家。"
    assert [block for block in analysed(text).blocks if block.clause.startswith("表")] == []


@pytest.mark.parametrize(
    ("opening", "status"),
    [
        ("申报单位应当具备下列条件：", "parameter"),
        ("须符合以下要求：", "parameter"),
        ("重点做好以下工作：", "target"),
    ],
)
def test_a_list_of_conditions_sets_parameters(opening: str, status: Status) -> None:
    text = f"青屿市基地管理办法\n一、建设\n{opening}\n（一）人员。固定人员20人以上。\n（二）场地。用房500平方米以上。"
    assert [row.status for row in records(text).targets] == [status, status]
