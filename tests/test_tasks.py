"""The 任务分解表: which clauses get a line, and what stands in it."""

from __future__ import annotations

from datetime import date

import pytest
from reading_kit import records

from pipeline.records import TaskRow
from pipeline.tasks import Task, task_row

HEAD = "青屿市2024年工作计划\n"


def tasks(text: str) -> tuple[TaskRow, ...]:
    return records(text).tasks


def test_one_clause_one_line() -> None:
    text = HEAD + (
        "一、重点任务\n（一）培育企业。引进高新技术企业不少于30家，建成示范园区5个。2024年9月底前完成。"
        "（牵头单位：市商务局；责任单位：市科技局、市财政局；配合单位：市统计局）"
    )
    (row,) = tasks(text)
    assert (row.clause, row.task) == ("一/一", "培育企业")
    assert row.measures == "引进高新技术企业不少于30家，建成示范园区5个。2024年9月底前完成。"
    assert row.targets.split("、") == ["高新技术企业 ≥30家", "示范园区 5个"]
    assert (row.lead_units, row.responsible_units, row.support_units) == ("市商务局", "市科技局、市财政局", "市统计局")
    assert (row.deadline, row.deadline_date) == ("2024年9月底前", date(2024, 9, 30))


@pytest.mark.parametrize(
    "units",
    [
        "（责任单位：市商务局）",
        "\n责任单位：市商务局、市财政局",
        "牵头单位：市商务局；配合单位：市财政局。",
        "责任单位：市商务局（市投资促进局）、市财政局",
        "\n责任单位：市商务局\n完成时限：2024年9月底前",
        "（责任单位：市商务局；完成时限：2024年9月底前）",
        "\n责任单位：市商务局\n配合单位：市财政局",
    ],
)
def test_lists_of_units_are_no_measures(units: str) -> None:
    (row,) = tasks(HEAD + f"一、任务\n（一）企业。新增企业30家。{units}")
    assert row.measures == "新增企业30家。"


def test_an_item_that_is_all_heading_is_named_by_its_first_words() -> None:
    (row,) = tasks(HEAD + "一、任务\n1.压减用电成本，低压企业办电环节不超过2个；")
    assert (row.task, row.measures) == ("压减用电成本", "压减用电成本，低压企业办电环节不超过2个")


def test_before_the_first_clause_only_what_speaks_counts() -> None:
    text = (
        "青屿市2024年工作要点\n各区人民政府：\n2024年是关键之年。全年新增企业30家以上。\n一、总体要求\n坚持系统观念。"
    )
    (row,) = tasks(text)
    assert (row.clause, row.targets) == ("", "企业 ≥30家")
    assert row.measures == "2024年是关键之年。全年新增企业30家以上。"


def test_where_a_list_was_cut_out_one_stop_is_left() -> None:
    (row,) = tasks(HEAD + "一、任务\n（一）企业。新增企业30家。（责任单位：市商务局）。")
    assert row.measures == "新增企业30家。"


def test_clauses_that_only_speak_get_no_line() -> None:
    text = HEAD + "一、总体要求\n坚持系统观念。\n二、任务\n（一）企业。新增30家。\n（二）氛围。加强宣传引导。"
    assert [row.clause for row in tasks(text)] == ["二/一"]


def test_what_was_achieved_is_no_task() -> None:
    text = HEAD + "一、2023年工作回顾\n已新增企业30家。\n二、2024年任务\n新增企业40家。"
    assert [(row.clause, row.targets) for row in tasks(text)] == [("二", "企业 40家")]


def test_a_clause_without_heading_is_named_by_its_first_sentence() -> None:
    text = HEAD + f"一、任务\n1.新增企业30家，{'推动各类主体协同发展，' * 6}取得实效；引进人才20名。"
    (row,) = tasks(text)
    assert row.task.startswith("新增企业30家，推动")
    assert row.task.endswith("取得实效")


def test_several_deadlines_the_latest_counts() -> None:
    text = HEAD + "一、任务\n（一）企业。2024年3月底前出台方案，2024年10月底前完成建设。"
    (row,) = tasks(text)
    assert (row.deadline, row.deadline_date) == ("2024年3月底前、2024年10月底前", date(2024, 10, 31))


def test_a_deadline_without_date_is_told_in_words() -> None:
    (row,) = tasks(HEAD + "一、任务\n（一）企业。优化服务。\n完成时限：长期坚持")
    assert (row.deadline, row.deadline_date) == ("长期坚持", None)


def test_a_table_row_is_a_line() -> None:
    text = HEAD + "序号 | 任务 | 责任单位 | 完成时限 |\n1 | 引进企业30家 | 市商务局 | 2024年6月底前 |\n"
    (row,) = tasks(text)
    assert (row.clause, row.task, row.targets) == ("表1/1", "引进企业30家", "企业 30家")
    assert (row.responsible_units, row.deadline_date) == ("市商务局", date(2024, 6, 30))


def test_a_number_that_stands_twice_is_told_once() -> None:
    (row,) = tasks(
        HEAD + "一、任务\n（一）企业。新增企业30家。各区新增企业30家。（责任单位：市商务局；牵头单位：市商务局）"
    )
    assert row.targets.count("30家") == 1
    assert row.responsible_units == row.lead_units == "市商务局"


def test_blanks_and_line_ends_do_not_reach_the_cells() -> None:
    text = HEAD + "一、任务\n（一）企业。新增企业\n30 家。（责任单位：市商\n务局）"
    (row,) = records(text, soft_breaks=frozenset({text.index("\n30"), text.index("\n务")})).tasks
    assert (row.measures, row.responsible_units) == ("新增企业30家。", "市商务局")


def test_damaged_text_is_written_as_read() -> None:
    (row,) = tasks(HEAD + "一、任务\n（一）企业。到20249月底前，引进高新技术企业3O家。")
    assert (row.targets, row.deadline) == ("高新技术企业 30家", "2024年9月底前")
    assert row.measures == "到2024年9月底前，引进高新技术企业30家。"


def test_nothing_gathered_no_line() -> None:
    assert task_row("a.txt", Task("一", "总体要求", "坚持系统观念。", None)) is None
