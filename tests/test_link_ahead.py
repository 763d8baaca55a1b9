"""Dates of targets from lengths of years, from times beyond the plan, before it, and still to come in a review."""

from __future__ import annotations

import pytest
from reading_kit import records

TITLE = "青屿市2024年工作计划\n"
PLAN = "青屿市产业提升三年行动计划（2023—2025年）\n"


def due(text: str) -> dict[str, str]:
    """``raw`` of every target with its date."""
    return {row.raw: str(row.target_date or "") for row in records(text).targets}


REVIEW = "青屿市政府工作报告\n——2024年1月10日在市人民代表大会上\n市长 李某\n一、2023年工作回顾\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # A length of years ends with the plan only where the plan is as long; the year of issue is not its end.
        (PLAN + "一、目标\n力争三年新增企业300家。", {"300家": "2025-12-31"}),
        (PLAN + "一、目标\n用五年时间，新增企业300家。", {"300家": ""}),
        (TITLE + "一、任务\n用三年左右时间，产值达到5亿元。", {"5亿元": ""}),
        (TITLE + "一、任务\n每年新建公园5座。", {"5座": ""}),
        # An event without a date lies in the year that is told with it.
        (TITLE + "一、任务\n2025年汛期前，建成水库5座。", {"5座": "2025-12-31"}),
        (TITLE + "一、任务\n今年春节前，建成公园3座。", {"3座": "2024-12-31"}),
        # 其中 goes on with what the sentence before counts, and with its time.
        (PLAN + "一、目标\n到2024年，水库达到20座。其中，新建大型水库5座。", {"5座": "2024-12-31"}),
        (PLAN + "一、任务\n到2024年，水库达到20座。新建泵站5座。", {"5座": "2025-12-31"}),
        # A stated time goes before 每年.
        (PLAN + "一、目标\n2023年至2024年，每年新建公园5座。", {"5座": "2024-12-31"}),
        # The ground that is laid for a later goal has the goal's own year.
        (
            PLAN + "一、目标\n到2024年，覆盖率达到60%，为2025年覆盖率达到80%打下坚实基础。",
            {"60%": "2024-12-31", "80%": "2025-12-31"},
        ),
        # What was and what will be, in one sentence.
        (PLAN + "一、目标\n2022年覆盖率为60%，到2025年提高到80%。", {"60%": "2022-12-31", "80%": "2025-12-31"}),
        # In a review: what is still to come, and a year that dates another clause.
        (REVIEW + "新建学校8所，其中5所将于今年9月投用。", {"8所": "2023-12-31", "5所": "2024-09-30"}),
        (REVIEW + "项目计划2027年建成，总投资30亿元。", {"30亿元": "2023-12-31"}),
        # An end that no plan dates, but that lies beyond it.
        (TITLE + "一、任务\n到本届政府任期末，产值突破5000亿元。", {"5000亿元": ""}),
        (TITLE + "一、任务\n汛期前完成堤防加固20处。", {"20处": "2024-12-31"}),
        (TITLE + "一、任务\n新建道路20公里（其中6月底前完成8公里）。", {"20公里": "2024-12-31", "8公里": "2024-06-30"}),
        (TITLE + "一、任务\n2024年至2026年，每年新增学位2000个，三年共新增6000个。", {"6000个": "2026-12-31"}),
        # The bracket of a stage dates what stands behind or below it.
        (TITLE + "一、步骤\n（一）集中整治（6月1日—9月30日）。检查企业200家。", {"200家": "2024-09-30"}),
        (
            TITLE + "一、步骤\n（一）集中整治（6月—9月）\n1.检查企业200家。\n2.培训80人。",
            {"200家": "2024-09-30", "80人": "2024-09-30"},
        ),
        (TITLE + "一、步骤\n（一）落实三年行动（2021—2023年）。检查企业200家。", {"200家": "2024-12-31"}),
        # Each year its own value; 次年 is the year behind the one told; of every year nothing is told.
        (
            PLAN + "一、目标\n产值达到2024年的200亿元、2025年的500亿元。",
            {"200亿元": "2024-12-31", "500亿元": "2025-12-31"},
        ),
        (
            PLAN + "一、目标\n2023年12月底前完成改造10处，次年3月底前完成20处。",
            {"10处": "2023-12-31", "20处": "2024-03-31"},
        ),
        (
            TITLE + "一、任务\n2024年6月、2025年6月，覆盖率分别达到50%、60%。",
            {"50%": "2024-06-30", "60%": "2025-06-30"},
        ),
    ],
)
def test_lengths_of_years_and_times_still_to_come(text: str, wanted: dict[str, str]) -> None:
    found = due(text)
    assert {raw: found[raw] for raw in wanted} == wanted


def test_what_is_still_to_come_is_a_target_in_a_review_too() -> None:
    rows = records(REVIEW + "新建学校8所，其中5所将于今年9月投用。").targets
    assert [(row.raw, row.status) for row in rows] == [("8所", "achieved"), ("5所", "target")]
    plan = "青屿市水利发展“十四五”规划\n（2021—2025年）\n一、目标\n"
    plan += "截至2020年底，已建成水库3座。截至2025年底，建成水库5座。"
    rows = records(plan).targets
    assert [(row.raw, row.status) for row in rows] == [("3座", "achieved"), ("5座", "target")]
    rows = records(REVIEW + "今年将新开工项目50个。预计全年产值增长6%。").targets
    assert [(row.raw, row.status) for row in rows] == [("50个", "target"), ("6%", "achieved")]


def test_the_number_of_a_document_tells_what_is_past() -> None:
    text = "青屿市水利发展实施方案\n青政发〔2021〕5号\n一、目标\n2020年覆盖率为60%。改造小区（2000年前建成）500个。"
    result = records(text)
    assert [(row.raw, row.status) for row in result.targets] == [("60%", "achieved"), ("500个", "target")]
    assert not result.deadlines


def test_a_past_year_that_opens_the_sentence_reports() -> None:
    rows = records(REVIEW + "成效明显。\n二、2024年工作安排\n2023年建成公园10座，2024年建成12座。").targets
    assert [(row.raw, row.status) for row in rows] == [("10座", "achieved"), ("12座", "target")]
    rows = records(REVIEW + "成效明显。\n二、2024年工作安排\n2000年建成的小区改造10座。").targets
    assert [(row.raw, row.status) for row in rows] == [("10座", "target")]
