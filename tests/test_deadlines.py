"""Which times are deadlines: ``cases/deadlines.txt`` and what else the judgement of times rests on."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractors.deadlines import find_deadlines, is_deadline_column, judge_times, label_reach
from extractors.lexicon import read_table
from extractors.text import fold
from extractors.times import find_times
from extractors.types import TimeAnchor

ANCHOR = TimeAnchor(issue_date=date(2021, 5, 10))
CASES = Path(__file__).resolve().parent / "cases" / "deadlines.txt"
SENTENCES = [
    line.replace("\\n", "\n") for line in CASES.read_text("utf-8").splitlines() if line and not line.startswith("#")
]


def marked(text: str, anchor: TimeAnchor | None = None, *, labelled: bool = False, looks_back: bool = False) -> str:
    """The folded text with its deadlines marked."""
    text, done, result = fold(text), 0, ""
    for found in find_deadlines(text, find_times(text), labelled=labelled, anchor=anchor, retrospective=looks_back):
        result += f"{text[done : found.start]}【{text[found.start : found.end]}】"
        done = found.end
    return result + text[done:]


def check(sentence: str, anchor: TimeAnchor | None = ANCHOR) -> None:
    sentence = fold(sentence)
    assert marked(regex.sub("[【】]", "", sentence), anchor) == sentence


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentence(sentence: str) -> None:
    check(sentence)


ROWS = read_table("time_refusals", ("reason", "times", "side", "pattern", "example"), key=("pattern", "side"))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['reason']}-{number}" for number, row in enumerate(ROWS)])
def test_every_refusal_refuses_its_example(row: dict[str, str]) -> None:
    verdicts = judge_times(row["example"], find_times(row["example"]))
    assert row["reason"] in [getattr(verdict, "reason", "taken") for verdict in verdicts]


KEPT = {
    "past-event": "【2025年底前】建成道路60公里。",
    "comparison": "【2025年】产值比上年提高。",
    "since": "【2025年】起草法规,完成立法。",
    "as-of": "截止日前,【2025年底】完成。",
    "name": "【2025年底前】编制规划。",
    "validity": "延长产业链,【2025年底】实现配套。",
    "describes": "【2025年】完成各项任务。",
    "achieved": "【2025年】完成已有项目改造。",
    "document": "【2025年底前】印发实施意见。",
    "applies-to": "项目【三年内】全部建成。",
    "support": "【两年内】完成搬迁。",
    "rate": "全市【每年】举办培训10场。",
    "attribute": "力争【2025年】完成改造。",
    "national-goal": "确保【2030年前】实现碳达峰目标。",
    "condition": "【2025年】实现产值增长20%,做好给予奖励的工作。",
    "formula": "【2025年】实现收入增长20%。",
    "moved-from": "工期提前至【6月底】。",
    "explains": "示范工程(【2021年】完成建设)。",
    "lays-ground": "到【2025年】,为碳达峰奠定基础。",
    "national-pledge": "全市力争【2030年前】碳排放达到峰值。",
    "considers": "【2025年】实现产值目标。",
    "level": "产能压减任务【三年内】完成。",
    "period-without-dates": "【2025年】完成会议中心建设。",
}


@pytest.mark.parametrize(("reason", "kept"), KEPT.items())
def test_every_refusal_leaves_its_neighbour(reason: str, kept: str) -> None:
    check(kept)


def test_every_reason_has_a_kept_sentence() -> None:
    assert {row["reason"] for row in ROWS} == set(KEPT)


def test_a_labelled_text_takes_every_time() -> None:
    assert marked("持续推进", labelled=True) == "【持续推进】"
    assert marked("2019年底", ANCHOR, labelled=True) == "【2019年底】"
    assert marked("立即", labelled=True) == "【立即】"
    assert marked("按国家要求", labelled=True) == "按国家要求"
    assert marked("", labelled=True) == ""


def test_what_is_over_is_refused_only_when_the_anchor_is_known() -> None:
    assert marked("2020年完成项目6个。", ANCHOR) == "2020年完成项目6个。"
    assert marked("2020年完成项目6个。") == "【2020年】完成项目6个。"


def test_a_plan_may_come_out_after_its_first_deadline() -> None:
    anchor = TimeAnchor(date(2024, 3, 12), date(2024, 1, 1), date(2024, 12, 31))
    assert marked("2024年1月底前制定清单。", anchor) == "【2024年1月底前】制定清单。"
    assert marked("2024年1月新增企业3家。", anchor) == "2024年1月新增企业3家。"


def test_only_the_issue_of_the_document_itself_starts_its_time() -> None:
    for text, starts in [
        ("自本通知印发之日起30日内制定细则。", True),
        ("自印发之日起30日内制定细则。", True),
        ("本办法发布后3个月内出台细则。", True),
        ("自目录公布之日起2个月内召开会议。", False),
        ("名单公布后2个月内签订协议。", False),
    ]:
        (found,) = find_deadlines(text, find_times(text))
        assert found.time.from_issue is starts, text


def test_a_text_that_looks_back_keeps_only_stated_ends() -> None:
    assert marked("全年引进项目30个。", ANCHOR, looks_back=True) == "全年引进项目30个。"
    assert marked("全年引进项目30个。", ANCHOR) == "【全年】引进项目30个。"
    assert marked("到2025年,建成园区。", ANCHOR, looks_back=True) == "到【2025年】,建成园区。"


def test_a_refused_year_is_not_inherited() -> None:
    text = "按2019年印发的办法,6月底前完成整改。"
    (found,) = find_deadlines(text, find_times(text), anchor=ANCHOR)
    assert found.time.resolve(ANCHOR).end_date == date(2021, 6, 30)


def test_verdicts_carry_rule_and_confidence() -> None:
    text = "完成时限:2021年底。全年新增5家。"
    label, bare = find_deadlines(text, find_times(text))
    assert (label.rule, label.label, bare.rule, bare.label) == ("label", True, "period-with-outcome", False)
    assert 0 < bare.confidence < label.confidence <= 1


@pytest.mark.parametrize(
    "head", ["完成时限", "整改时限", "时间节点", "进度安排", "时间", "完成时限(2021年)", "计划完成时间"]
)
def test_deadline_column(head: str) -> None:
    assert is_deadline_column(fold(head))


@pytest.mark.parametrize("head", ["责任单位", "序号", "工作任务", "时间紧任务重的项目清单", ""])
def test_other_column(head: str) -> None:
    assert not is_deadline_column(fold(head))


@pytest.mark.parametrize(
    ("text", "reach"),
    [
        ("整改时限:6月底;责任单位:市局", ["6月底"]),
        ("完成时限:6月底,责任单位:市局", ["6月底,"]),
        ("(完成时间:2021年)", ["2021年"]),
        ("完成时限:\n2022年", ["2022年"]),
        ("【完成时限】9月底", ["9月底"]),
        ("没有时限", []),
    ],
)
def test_reach_of_a_label(text: str, reach: list[str]) -> None:
    assert [text[span.start : span.end] for span in label_reach(text)] == reach


@given(
    st.text(alphabet="2025年月底前完成时限:;,。()《》“”的起为到至较每三内持续推进 \n增长6%力争阶段", max_size=60),
    st.booleans(),
)
def test_every_time_gets_one_verdict(text: str, labelled: bool) -> None:
    times = find_times(text)
    verdicts = judge_times(text, times, labelled=labelled, anchor=ANCHOR)
    assert [(found.start, found.end) for found in verdicts] == [(found.start, found.end) for found in times]


@pytest.mark.parametrize(
    "text",
    ["完成时限:" * 5_000, "完成时限:" + "6" * 20_000, "“" * 20_000, "2025年完成的" * 28, "阶段(" * 28 + "3月"],
)
def test_hostile_text_is_judged_in_no_time(text: str) -> None:
    times = find_times(text)
    judge_times("2025年完成时限:6月底", find_times("2025年完成时限:6月底"))
    started = time.process_time()
    judge_times(text, times)
    assert time.process_time() - started < 0.3
