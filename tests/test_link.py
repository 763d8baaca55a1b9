"""Which time belongs to a target: sentence, clause, section, plan period, in this order; and what is not taken."""

from __future__ import annotations

from datetime import date

import pytest
from reading_kit import records

from extractors.types import TimeAnchor
from pipeline.due import BlockTimes
from pipeline.link import anchor_of

TITLE = "青屿市2024年工作计划\n"
PLAN = "青屿市产业提升三年行动计划（2023—2025年）\n"


def due(text: str) -> dict[str, str]:
    """``raw`` of every target with its date; with its period where that does not begin a year."""
    return {row.raw: str(row.target_date or "") for row in records(text).targets}


def periods(text: str) -> dict[str, tuple[str, str]]:
    return {row.raw: (str(row.period_start or ""), str(row.target_date or "")) for row in records(text).targets}


STEPS = [
    # 1. a time in the sentence
    ("before the number", TITLE + "一、任务\n到2025年底，新增企业30家。", {"30家": "2025-12-31"}),
    ("behind the number", TITLE + "一、任务\n新增企业30家以上（2024年9月底前）。", {"30家": "2024-09-30"}),
    (
        "a clause that only says 完成",
        TITLE + "一、任务\n新建站点20个，2024年10月底前全部建成。",
        {"20个": "2024-10-31"},
    ),
    (
        "a bracket that names who answers and by when",
        TITLE + "一、任务\n新建站点20个，改造道路6条。（市住建局、市城管局负责，2024年10月底前完成）",
        {"20个": "2024-10-31", "6条": "2024-10-31"},
    ),
    (
        "the same the other way round",
        TITLE + "一、任务\n新建站点20个。（6月底完成，牵头单位：市住建局）",
        {"20个": "2024-06-30"},
    ),
    (
        "one time for several numbers",
        TITLE + "一、任务\n到2025年，新增企业30家，培训员工500人次，占比达到20%。",
        {"30家": "2025-12-31", "500人次": "2025-12-31", "20%": "2025-12-31"},
    ),
    (
        "each number its own time",
        TITLE + "一、任务\n到2024年新增企业30家，到2026年新增企业80家。",
        {"30家": "2024-12-31", "80家": "2026-12-31"},
    ),
    (
        "as many times in a list as values",
        PLAN + "一、目标\n2023年、2024年、2025年覆盖率分别达到70%、80%和90%。",
        {"70%": "2023-12-31", "80%": "2024-12-31", "90%": "2025-12-31"},
    ),
    # 2. the deadline of the clause
    ("a label line", TITLE + "一、任务\n新增企业30家。\n完成时限：2024年8月底前", {"30家": "2024-08-31"}),
    (
        "a bracket that closes the paragraph",
        TITLE + "一、任务\n新增企业30家。（2024年7月底前）",
        {"30家": "2024-07-31"},
    ),
    # 3. the time that opens the section
    (
        "a sentence that opens the goals",
        "青屿市意见\n一、主要目标\n到2027年，体系基本健全。新增企业30家。占比达到20%。",
        {"30家": "2027-12-31", "20%": "2027-12-31"},
    ),
    (
        "the goals' last time holds on",
        "青屿市意见\n一、主要目标\n到2025年，新增企业30家。到2030年，体系更加健全。占比达到50%。",
        {"30家": "2025-12-31", "50%": "2030-12-31"},
    ),
    (
        "a month governs its own deed only",
        TITLE + "一、主要目标\n6月底前出台方案。新增企业30家。",
        {"30家": "2024-12-31"},
    ),
    (
        "the clause above",
        "青屿市意见\n一、主要目标\n到2027年，实现以下目标：\n（一）企业。新增企业30家。\n（二）平台。建成平台5个。",
        {"30家": "2027-12-31", "5个": "2027-12-31"},
    ),
    # 4. the document's plan period
    ("a year's plan", TITLE + "一、任务\n新增企业30家。", {"30家": "2024-12-31"}),
    ("a plan of years", PLAN + "一、任务\n新增企业30家。", {"30家": "2025-12-31"}),
    # nothing is known
    ("no time anywhere", "青屿市关于支持企业的意见\n一、任务\n新增企业30家。", {"30家": ""}),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in STEPS], ids=[case[0] for case in STEPS])
def test_four_steps(text: str, wanted: dict[str, str]) -> None:
    assert due(text) == wanted


NOT_TAKEN = [
    (
        "a month governs its own deed only",
        TITLE + "一、任务\n6月底前出台实施方案，全年新增企业30家。",
        {"30家": "2024-12-31"},
    ),
    ("an ongoing time gives no date", TITLE + "一、任务\n新增企业30家。\n完成时限：长期坚持", {"30家": "2024-12-31"}),
    ("a recurring time gives no date", TITLE + "一、任务\n每季度开展检查，新增企业30家。", {"30家": "2024-12-31"}),
    ("a year compared with", TITLE + "一、任务\n企业数比2020年增加30家。", {"30家": "2024-12-31"}),
    (
        "the sentence of a sister clause",
        "青屿市2024年工作计划\n一、任务\n（一）企业。2024年6月底前，新增企业30家。\n（二）平台。建成平台5个。",
        {"30家": "2024-06-30", "5个": "2024-12-31"},
    ),
    (
        "a period in a book title",
        TITLE + "一、任务\n落实《青屿市行动计划（2018—2020年）》，新增企业30家。",
        {"30家": "2024-12-31"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [case[1:] for case in NOT_TAKEN], ids=[case[0] for case in NOT_TAKEN])
def test_times_that_say_something_else(text: str, wanted: dict[str, str]) -> None:
    assert due(text) == wanted


def test_closing_label_lines_govern_the_sisters_before() -> None:
    text = (
        f"{TITLE}一、培育企业\n1.引进企业30家。\n2.服务企业80家。\n责任处室：产业处\n完成时限：2024年10月底前\n"
        "二、建设平台\n1.建成平台5个。"
    )
    assert due(text) == {"30家": "2024-10-31", "80家": "2024-10-31", "5个": "2024-12-31"}


def test_the_deadline_cell_of_a_row_dates_its_targets() -> None:
    rows = ["1 | 引进企业30家 | 2024年3月底前启动，9月底前完成 |", "2 | 建成平台5个 | 年底前 |"]
    text = "\n".join([f"{TITLE}序号 | 任务 | 完成时限 |", *rows])
    assert due(text) == {"30家": "2024-09-30", "5个": "2024-12-31"}


def test_a_target_keeps_the_period_it_is_for() -> None:
    text = PLAN + "一、任务\n“十四五”期间，新增企业30家。2024年，建成平台5个。到2025年，占比达到20%。"
    assert periods(text) == {
        "30家": ("2021-01-01", "2025-12-31"),
        "5个": ("2024-01-01", "2024-12-31"),
        "20%": ("", "2025-12-31"),
    }


def test_achieved_figures_carry_the_period_that_is_reported() -> None:
    text = (
        "青屿市2024年工作计划\n（2024年2月5日）\n一、2023年工作回顾\n全市企业达到300家。1—9月，新增企业40家。\n"
        "二、2024年主要目标\n新增企业50家。"
    )
    result = records(text)
    assert [(row.raw, row.status, row.period_start, row.target_date) for row in result.targets] == [
        ("300家", "achieved", date(2023, 1, 1), date(2023, 12, 31)),
        ("40家", "achieved", date(2023, 1, 1), date(2023, 9, 30)),
        ("50家", "target", date(2024, 1, 1), date(2024, 12, 31)),
    ]


def test_a_figure_of_a_year_before_the_plan_is_achieved_whatever_its_verb() -> None:
    text = "青屿市“十四五”规划\n一、基础\n2020年，就业人数达到70万人。\n二、目标\n到2025年，就业人数达到80万人。"
    result = records(text)
    assert [(row.raw, row.status) for row in result.targets] == [("70万人", "achieved"), ("80万人", "target")]


def test_the_years_of_a_book_title_report_nothing() -> None:
    text = "青屿市2024年工作计划\n一、工作回顾\n对照《青屿市行动计划（2018—2020年）》，新增企业40家。"
    assert [(row.status, row.target_date) for row in records(text).targets] != [("achieved", date(2020, 12, 31))]


def test_a_document_without_date_leans_on_the_year_of_most_deadlines() -> None:
    lines = [f"{number}.建成平台{number}个。2024年{number + 5}月底前完成。" for number in range(1, 5)]
    text = "青屿市任务清单\n一、任务\n" + "\n".join(lines) + "\n5.年底前，新增企业30家。"
    assert due(text)["30家"] == "2024-12-31"


def test_a_plan_without_date_does_not_begin_with_its_last_goal() -> None:
    goals = [f"到2030年，甲类园区达到{number}家。" for number in range(11, 16)]
    text = "青屿市实施方案\n一、目标\n到2025年，园区达到10家。\n二、任务\n" + "\n".join(goals)
    assert {(row.status, row.raw) for row in records(text).targets} >= {("target", "10家"), ("target", "11家")}


def test_what_is_stated_is_not_outvoted() -> None:
    stated = TimeAnchor(issue_date=date(2023, 5, 1))
    assert anchor_of(stated, []) is stated
    nothing = TimeAnchor()
    assert anchor_of(nothing, [BlockTimes("", (), ())]) is nothing


REPORT = """2024年青屿市政府工作报告
——2024年1月20日在青屿市第八届人民代表大会第二次会议上
各位代表：
一、{heading}
{review}
二、2024年工作安排
{plan}
"""


def reported(review: str, plan: str = "全年新增就业2万人。", heading: str = "2023年工作回顾") -> dict[str, str]:
    return due(REPORT.format(heading=heading, review=review, plan=plan))


@pytest.mark.parametrize(
    ("review", "wanted"),
    [
        # A time of one sentence says nothing of the next.
        ("去年，明确了2035年远景目标。新增企业30家。", {"30家": "2023-12-31"}),
        ("1—8月，投资增长5%。新增企业30家。", {"5%": "2023-08-31", "30家": "2023-12-31"}),
        # 去年 is said in the plan's year; a yardstick is no period.
        ("去年利润增长7%。", {"7%": "2023-12-31"}),
        ("游客数超过2019年水平，旅游收入增长9%。", {"9%": "2023-12-31"}),
        ("进出口额是去年的2倍。", {"2倍": "2023-12-31"}),
    ],
)
def test_a_review_has_a_period_of_its_own(review: str, wanted: dict[str, str]) -> None:
    found = reported(review)
    assert {raw: found[raw] for raw in wanted} == wanted


def test_a_review_of_five_years_ends_with_the_last() -> None:
    text = REPORT.format(heading="过去五年工作回顾", review="五年来，新增企业30家。", plan="全年新增就业2万人。")
    assert periods(text)["30家"] == ("2019-01-01", "2023-12-31")


def test_a_pledge_that_looks_back_is_still_a_pledge() -> None:
    assert reported("新增企业30家。", "对照2023年投资总量，争取资金40亿元。")["40亿元"] == "2024-12-31"


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("“十五五”主要目标", "2030-12-31"),
        ("近期目标（2024—2025年）", "2025-12-31"),
        ("组织实施阶段（4月—10月）", "2024-10-31"),
        # A heading that names a plan or a document dates nothing.
        ("落实《青屿市行动计划（2018—2020年）》重点安排", "2024-12-31"),
        ("夯实“十四五”发展基础", "2024-12-31"),
    ],
)
def test_the_period_in_a_heading_of_goals_or_stages_dates_its_section(heading: str, wanted: str) -> None:
    text = f"{TITLE}一、总体要求\n统筹推进。\n二、{heading}\n（一）做强产业。新增企业30家。"
    assert due(text)["30家"] == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("占比由2023年的60%提高到2025年的62%。", {"62%": "2025-12-31"}),
        (
            "2024—2026年，分别建成水库10座、20座、30座。",
            {"10座": "2024-12-31", "20座": "2025-12-31", "30座": "2026-12-31"},
        ),
        ("到2025年，甲率达到80%；乙率达到90%。", {"80%": "2025-12-31", "90%": "2025-12-31"}),
        ("新能源车占比2025年要达到20%。", {"20%": "2025-12-31"}),
        ("新建水库3座、泵站8座，于2024年6月底前全部完成。", {"3座": "2024-06-30", "8座": "2024-06-30"}),
    ],
)
def test_years_beside_their_values(sentence: str, wanted: dict[str, str]) -> None:
    found = due(f"青屿市交通规划\n一、主要目标\n{sentence}")
    assert {raw: found[raw] for raw in wanted} == wanted
