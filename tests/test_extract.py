"""A whole document, from bytes to the exact rows."""

from __future__ import annotations

import dataclasses
import pickle
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_kit import records

from pipeline.errors import ReadError
from pipeline.extract import extract_document
from pipeline.records import DocumentResult
from pipeline.settings import Settings

TEXT = """青屿市人民政府办公室关于印发青屿市科技企业
培育三年行动方案（20242026年）的通知
青政办〔2024〕17号
各县（市、区）人民政府，市级有关单位：
　　《青屿市科技企业培育三年行动方案（2024—2026年）》已经市政府同意，现印发给你们，请认真贯彻执行。
青屿市人民政府办公室
2024年3月18日
青屿市科技企业培育三年行动方案
（2024—2026年）
一、主要目标
到202612月底，全市高新技术企业达到 1200 家以上，研发经费支出年均增长12%左右。
二、重点任务
（一）培育企业。2024年新增科技型中小企业3OO家，对首次认定的企业给予最高20万元奖励。（牵头单位：市科技局；配合单位：市财政局、市税务局）
（二）建设平台。新建企业研发中心20—30个，引进技术人员L5万人o各县（市、区）同步推进。
责任单位：市科技局、市人社局
完成时限：2025年底前
三、保障措施
（一）资金。统筹安排专项资金3亿元。（责任单位：市财政局）
（二）督查。市政府督查室每季度通报进展情况。
"""


def extract(text: str = TEXT) -> DocumentResult:
    return extract_document(text.encode(), "通知.txt", Settings())


def cells(rows: tuple[object, ...], *names: str) -> list[tuple[str, ...]]:
    """Some columns of a table; nothing stated is empty."""
    values = [[getattr(row, name) for name in names] for row in rows]
    return [tuple("" if value is None else str(value) for value in row) for row in values]


def test_the_document() -> None:
    row = extract().document
    assert (row.status, row.format, row.pages, row.chars) == ("ok", "txt", None, len(TEXT))
    assert row.title == "青屿市人民政府办公室关于印发青屿市科技企业培育三年行动方案（2024—2026年）的通知"
    assert (row.doc_number, row.issuer, row.region) == ("青政办〔2024〕17号", "青屿市人民政府办公室", "青屿市")
    assert (str(row.issue_date), str(row.horizon_start), str(row.horizon_end)) == (
        *("2024-03-18", "2024-01-01", "2026-12-31"),
    )
    assert (row.clauses, row.targets, row.responsibilities, row.deadlines) == (7, 7, 6, 4)
    names = ("letter_for_one", "letter_for_stop", "letter_for_zero", "lost_dash", "lost_year_sign")
    assert all(f"repaired {name}" in row.warnings for name in names)


def test_the_clauses() -> None:
    assert cells(extract().clauses, "clause", "level", "heading") == [
        ("一", "1", "主要目标"),
        ("二", "1", "重点任务"),
        ("二/一", "2", "培育企业"),
        ("二/二", "2", "建设平台"),
        ("三", "1", "保障措施"),
        ("三/一", "2", "资金"),
        ("三/二", "2", "督查"),
    ]


def test_the_targets() -> None:
    names = (
        "clause",
        "indicator",
        "measure",
        "comparator",
        "value",
        "value_max",
        "unit",
        "target_date",
        "status",
        "raw",
    )
    assert cells(extract().targets, *names) == [
        ("一", "高新技术企业", "level", ">=", "1200", "", "家", "2026-12-31", "target", "1200 家"),
        ("一", "研发经费支出", "growth", "~", "12", "", "%", "2026-12-31", "target", "12%"),
        ("二/一", "科技型中小企业", "increment", "=", "300", "", "家", "2024-12-31", "target", "3OO家"),
        ("二/一", "奖励", "level", "<=", "200000", "", "元", "2024-12-31", "parameter", "20万元"),
        ("二/二", "企业研发中心", "increment", "range", "20", "30", "个", "2025-12-31", "target", "20—30个"),
        ("二/二", "技术人员", "increment", "=", "15000", "", "人", "2025-12-31", "target", "L5万人"),
        ("三/一", "专项资金", "increment", "=", "300000000", "", "元", "2026-12-31", "parameter", "3亿元"),
    ]


def test_the_sentence_of_a_target_is_the_source() -> None:
    targets = extract().targets
    assert targets[0].sentence == "到202612月底，全市高新技术企业达到 1200 家以上，研发经费支出年均增长12%左右。"
    assert all(target.sentence in TEXT for target in targets)


def test_the_responsibilities() -> None:
    assert cells(extract().responsibilities, "clause", "unit", "unit_full", "role", "order", "inherited") == [
        ("二/一", "市科技局", "青屿市科学技术局", "lead", "1", "False"),
        ("二/一", "市财政局", "青屿市财政局", "support", "1", "False"),
        ("二/一", "市税务局", "国家税务总局青屿市税务局", "support", "2", "False"),
        ("二/二", "市科技局", "青屿市科学技术局", "responsible", "1", "False"),
        ("二/二", "市人社局", "青屿市人力资源和社会保障局", "responsible", "2", "False"),
        ("三/一", "市财政局", "青屿市财政局", "responsible", "1", "False"),
    ]


def test_the_deadlines() -> None:
    names = ("clause", "type", "start_date", "end_date", "recurrence", "raw")
    assert cells(extract().deadlines, *names) == [
        ("一", "by", "", "2026-12-31", "", "202612月底"),
        ("二/一", "during", "2024-01-01", "2024-12-31", "", "2024年"),
        ("二/二", "by", "", "2025-12-31", "", "2025年底前"),
        ("三/二", "recurring", "", "", "quarterly", "每季度"),
    ]


def test_the_tasks() -> None:
    names = ("clause", "task", "lead_units", "responsible_units", "support_units", "deadline_date")
    assert cells(extract().tasks, *names) == [
        ("一", "主要目标", "", "", "", "2026-12-31"),
        ("二/一", "培育企业", "市科技局", "", "市财政局、市税务局", "2024-12-31"),
        ("二/二", "建设平台", "", "市科技局、市人社局", "", "2025-12-31"),
        ("三/一", "资金", "", "市财政局", "", ""),
        ("三/二", "督查", "", "", "", ""),
    ]


def test_every_offset_holds_through_the_repairs() -> None:
    result = extract()
    assert result.text == TEXT
    for row in (*result.targets, *result.responsibilities, *result.deadlines):
        assert TEXT[row.char_start : row.char_end] == row.raw
    for clause in result.clauses:
        assert clause.heading in TEXT[clause.char_start : clause.char_end]


def test_two_readings_are_equal_and_travel_between_processes() -> None:
    first, second = extract(), extract()
    assert first == second
    assert pickle.loads(pickle.dumps(first)) == first


def test_the_name_of_the_file_changes_its_id_only() -> None:
    other = extract_document(TEXT.encode(), "a/b/2019年旧文件.txt", Settings())
    assert {row.doc_id for row in (*other.targets, *other.clauses, other.document)} == {"a/b/2019年旧文件.txt"}
    renamed = [dataclasses.replace(row, doc_id="通知.txt") for row in other.targets]
    assert tuple(renamed) == extract().targets


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_the_encoding_changes_no_row(encoding: str) -> None:
    result = extract_document(TEXT.encode(encoding), "通知.txt", Settings())
    plain = extract()
    assert (result.text, result.targets, result.tasks) == (TEXT, plain.targets, plain.tasks)


def test_returns_are_kept_in_the_text_and_move_only_the_offsets() -> None:
    text = TEXT.replace("\n", "\r\n")
    result = extract(text)
    assert result.text == text
    places = ("char_start", "char_end")
    assert [dataclasses.replace(row, **dict.fromkeys(places, 0)) for row in result.targets] == [
        dataclasses.replace(row, **dict.fromkeys(places, 0)) for row in extract().targets
    ]


def test_nothing_outside_is_read_or_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = extract()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "America/New_York")
    assert extract() == expected
    assert list(tmp_path.iterdir()) == []


def test_a_text_without_records_gives_empty_tables() -> None:
    result = extract("青屿市简介\n青屿市位于云泽省东部，依山傍海，风景秀丽。\n")
    assert (result.targets, result.responsibilities, result.deadlines, result.tasks, result.errors) == ((),) * 5
    assert result.document.status == "ok"


def test_what_cannot_be_read_is_an_error() -> None:
    with pytest.raises(ReadError) as caught:
        extract_document(b"\x89PNG\r\n\x1a\n" + bytes(50), "a.png", Settings(ocr=False))
    assert caught.value.code == "needs_ocr"


WORDS = """
青屿市2024年工作计划 一、 二、 （一） 1. ① 第一章 主要目标 到2025年底， 2024年， “十四五”期间， 202412月底前 每季度
长期坚持 年底前 新增企业 达到 力争 不少于 30家 L5万人次 2O% 14% 三分之一 20—30个 前5位 1.2万 分别 由50%提高到
（责任单位： 牵头单位： 配合单位： 市科技局 省财政厅
各县（市、区） 等部门 列第一位者为牵头单位，下同
以下均需各区落实，不再列出 完成时限： 整改时限： 立行立改 ， 。 ； 、 ） o 《 》 “ ”
𠮷 99999999999999999999 0 - — | ２０２５年 ％
"""
ROWS = ["序号 | 任务 | 完成时限 |\n", "1 | 建成平台5个 | 6月底前 |\n"]
PIECES = st.sampled_from([*WORDS.split(), *ROWS, "\n", "\n", "　　", " ", "\r\n", "\ufeff", "\x00"])


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
def test_whatever_is_written_the_rows_hold(text: str) -> None:
    result = records(text)
    clauses = {clause.clause for clause in result.clauses} | {""}
    for row in (*result.targets, *result.responsibilities, *result.deadlines):
        assert row.raw and text[row.char_start : row.char_end] == row.raw
        assert row.clause in clauses
        assert 0 <= row.confidence <= 1
    for deadline in result.deadlines:
        assert not deadline.start_date or (deadline.end_date and deadline.start_date <= deadline.end_date)
    for target in result.targets:
        assert target.value_max is None or target.value <= target.value_max
        assert target.raw in target.sentence
    assert {task.clause for task in result.tasks} <= clauses


def test_the_number_of_a_document_without_date_tells_its_year() -> None:
    text = (
        "青屿市人民政府办公室文件\n青政办〔2023〕8号\n关于做好防汛工作的通知\n"
        "一、工作任务\n（一）隐患排查。6月底前完成水库除险30座。\n"
    )
    found = extract(text)
    assert [str(row.end_date) for row in found.deadlines] == ["2023-06-30"]
    assert [(row.raw, str(row.target_date)) for row in found.targets] == [("30座", "2023-06-30")]
    # It is the year of incomplete times, no plan period.
    undated = extract(text.replace("6月底前", ""))
    assert [row.target_date for row in undated.targets] == [None]
