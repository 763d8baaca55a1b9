"""What headings say of the text below them: a review, goals and plans, the conditions of a rule.

The words are rows of ``lexicon/sections.tsv``. Headings are read from the top down: below a review a heading turns to
plans only when it is nothing but the name of one (``主要目标``, ``下一步打算``), below plans a heading turns to review
only when it is nothing but the name of one (``存在问题``): ``推动转型取得积极进展`` is a task there, ``坚持目标导向,
提速增效`` a paragraph of a review.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import regex

from extractors.lexicon import alternation, words
from extractors.types import Status

_LONGEST = 40
# 优化发展环境, 夯实发展基础, 推动转型取得积极进展 are tasks, whatever their object.
_WORKED_ON = regex.compile(
    r"(?:优化|夯实|筑牢|厚植|营造|创造|改善|提升|巩固|增强|加强|强化|推进|加快|完善|健全|解决|破解|摸清|补齐|定期|及时|制定|监测|评估"
    r"|督查|跟踪|报送|掌握|打造|建设|塑造|推动|促进|力促|聚焦|应对|构建|争取|努力|确保|抢抓|加大|开展|推广|建立|稳定)"
    r"[^,。;:]{0,16}$"
)
# 发展环境 is no review in 发展环境权益交易市场, 现状 none in 现状调查.
_WORD_ENDS = regex.compile(r"$|[与和及、,:;()。一-]|的|部分|分析|情况|概述|综述|显著|突出|明显|良好|如下|总结|回顾")
_OPENS_WITH_DEED = regex.compile(r"(?:聚焦|坚持|围绕|统筹|紧扣|锚定|瞄准|对标|落实|完成|提前|超额|全面)")
_PLAN_NAMES = (
    r"(?:目标|任务|打算|安排|计划|思路|要求|要点|举措|措施|重点|部署|展望|下一?步|预期|指标)"
    r"(?:任务|要求|安排|打算|工作|目标|举措|措施)?"
)
_PLAN_NAME = regex.compile(
    rf"[\p{{Han}}\d“”]{{0,16}}{_PLAN_NAMES}(?:[和与及、][\p{{Han}}]{{2,12}})?(?:\([^()]{{1,12}}\))?"
)
_SUBJECT_DID = regex.compile(r"(?<=\p{Han}{2})(?<!期|年|期间)取得(?!的)")  # 营商环境取得显著成效
_AHEAD = regex.compile(r"下一?步|下阶段|今后|新的一年|未来[一三五]年|今年|明年")
_YEAR = regex.compile(r"20\d\d(?=年|年?度)")


def section_of(heading: str) -> Status | None:
    """``achieved`` for a review (工作回顾, 完成情况), ``target`` for goals and plans, ``parameter`` for the
    conditions of a rule (申报条件), ``None`` where it is not said."""
    if _speaks(heading, "parameter"):
        return "parameter"
    if _speaks(heading, "achieved"):
        return "achieved"
    return "target" if _speaks(heading, "target") else None


def section_below(headings: Sequence[str], report_year: int | None = None) -> Status | None:
    """What ``headings``, from the top down, say of the text below the last of them.

    ``report_year``: the year a work report plans for; a heading that names only years before it heads the review.
    """
    section: Status | None = None
    tasks = False
    for heading in headings:
        said = _by_year(heading, report_year) or section_of(heading)
        if section == "achieved":
            turns = said == "target" and _names_plan(heading, report_year)
            section = "target" if turns else "parameter" if said == "parameter" else section
        elif said != "achieved" or not (section or tasks) or _names_review(heading, report_year):
            section = said or section
        tasks = tasks or (section != "achieved" and _speaks(heading, "task"))
    return section or ("target" if tasks else None)


def _speaks(heading: str, kind: str) -> bool:
    if len(heading) > _LONGEST:
        return False
    if kind != "achieved":
        return any(word in heading for word in words("sections", kind=kind))
    return any(
        _WORD_ENDS.match(heading, found.end()) and not _WORKED_ON.search(heading, 0, found.start())
        for found in _review_words().finditer(heading, overlapped=True)
    )


@cache
def _review_words() -> regex.Pattern[str]:
    return regex.compile(alternation(words("sections", kind="achieved")))


def _by_year(heading: str, report_year: int | None) -> Status | None:
    """The part of a work report, told by the years that its heading names."""
    years = [int(year) for year in _YEAR.findall(heading)] if report_year and len(heading) <= _LONGEST else []
    if not years or report_year is None or regex.search(r"落实|[“《]", heading):
        return None
    if max(years) < report_year:
        return "achieved"
    return "target" if min(years) >= report_year else None


def _names_plan(heading: str, report_year: int | None) -> bool:
    """Whether a heading is nothing but the name of goals or plans, or speaks of the time ahead."""
    if _AHEAD.search(heading) or _by_year(heading, report_year) == "target":
        return True
    return bool(_PLAN_NAME.fullmatch(heading.rstrip("。:"))) and not _OPENS_WITH_DEED.match(heading)


def _names_review(heading: str, report_year: int | None) -> bool:
    """Whether a heading is nothing but the name of a review."""
    if _by_year(heading, report_year) == "achieved":
        return True
    name = heading.rstrip("。:")
    found = next((one for one in _review_words().finditer(name) if one.end() == len(name)), None)
    if found is None or len(name) > 16 or _SUBJECT_DID.search(name):
        return False
    return not _WORKED_ON.search(name, 0, found.start())
