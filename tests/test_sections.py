"""What headings say of the text below them: review, goals, conditions."""

from __future__ import annotations

import pytest

from extractors.types import Status
from pipeline.sections import section_below, section_of


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("2024年工作回顾", "achieved"),
        ("发展现状", "achieved"),
        ("上半年工作完成情况", "achieved"),
        ("“十三五”时期主要成就", "achieved"),
        ("面临形势", "achieved"),
        ("发展环境", "achieved"),
        ("现状与问题", "achieved"),
        ("发展基础良好", "achieved"),
        ("主要目标", "target"),
        ("下一步工作打算", "target"),
        ("2025年预期目标", "target"),
        # Where a task verb stands before it, a word of review is the object of what is to be done.
        ("优化发展环境", None),
        ("夯实发展基础", None),
        ("打造一流发展环境", None),
        ("推动绿色转型取得积极进展", None),
        ("力促技改取得明显成效", None),
        ("应对机遇与挑战", None),
        ("总结评估阶段", None),
        # The word ends inside another one.
        ("发展环境权益交易市场", None),
        ("发展基础软件产业", None),
        ("现状调查", None),
        ("年度总结", "achieved"),
        ("申报条件", "parameter"),
        ("补贴标准", "parameter"),
        ("附则", None),
        ("", None),
        ("关于进一步加强重点产业协同并对上一阶段有关工作完成情况开展系统评估和全面总结提升的若干意见和建议安排", None),
    ],
)
def test_headings_tell_review_from_plan(heading: str, section: Status | None) -> None:
    assert section_of(heading) == section


@pytest.mark.parametrize(
    ("headings", "section"),
    [
        (["工作回顾", "产业发展"], "achieved"),
        (["工作回顾", "下一步打算"], "target"),
        (["发展基础与总体要求", "主要目标"], "target"),
        (["2023年工作回顾", "坚持目标导向,项目提速增效"], "achieved"),
        (["2023年工作回顾", "聚焦目标任务,经济稳中向好"], "achieved"),
        (["2023年工作回顾", "重点任务落地见效"], "achieved"),
        (["2023年工作回顾", "强化要素保障"], "achieved"),
        (["重点任务", "推动转型取得积极进展"], "target"),
        (["重点任务", "营商环境取得显著成效"], "target"),
        (["总体要求", "存在问题"], "achieved"),
        (["强化要素保障", "资金"], "target"),
        (["附则"], None),
        ([], None),
    ],
)
def test_a_heading_below_another(headings: list[str], section: Status | None) -> None:
    assert section_below(headings) == section


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("2023年主要工作", "achieved"),
        ("2023年:在承压奋进中稳中提质", "achieved"),
        ("2023年国民经济和社会发展计划执行情况", "achieved"),
        ("2024年主要工作", "target"),
        ("2024年政府工作", "target"),
        ("落实2023年计划", "target"),
        ("深化改革开放", None),
    ],
)
def test_the_years_in_a_heading_tell_the_parts_of_a_report(heading: str, section: Status | None) -> None:
    assert section_below([heading], 2024) == section
    assert section_below([heading, "加快项目建设"], 2024) == (section or None)


def test_other_documents_have_no_year_to_tell_by() -> None:
    assert section_below(["2023年主要工作"]) is None
