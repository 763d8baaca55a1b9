"""What the extractors read: stretches of the reading view, each with its place and what that place says.

A block is the own text of a clause, or one cell of a task table. The heading or the column head tells what the block's
wording may not: that it reports what was done, that it holds units of one role, that its times are deadlines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from extractors.types import Role, Status
from pipeline.document import ReadingView
from pipeline.figures import Figure, Period
from pipeline.sections import section_below
from pipeline.structure import Clause, count_parts


@dataclass(frozen=True, slots=True)
class Block:
    """``[start, end)`` of the reading view.

    ``group`` is shared by the cells of one table row and by the pieces of one clause; ``owner`` indexes the clause.
    Cells of a table: ``figures`` are the values read from it as a cell of an indicator table, ``topic`` is the name of
    its row, ``period`` the time that its column's head names.
    """

    start: int
    end: int
    clause: str
    group: int
    owner: int | None = None
    section: Status | None = None
    role: Role | None = None
    deadline_column: bool = False
    figures: tuple[Figure, ...] = ()
    topic: str = ""
    period: Period | None = None


def text_blocks(
    view: ReadingView, clauses: Sequence[Clause], tables: Sequence[tuple[int, int]], report_year: int | None = None
) -> list[Block]:
    """The clauses' own texts as blocks, tables cut out.

    ``report_year``: the year a work report plans for; its text is cut where it turns from review to plan.
    """
    parts = count_parts(clauses)
    sections = [_section(view, clauses, index, report_year) for index in range(len(clauses))]
    blocks: list[Block] = []
    for index, clause in enumerate(clauses):
        label = clause.label(parts)
        cursor = clause.body_start
        for start, end in (*tables, (clause.body_end, clause.body_end)):
            if start < cursor or start > clause.body_end:
                continue
            if view.text[cursor:start].strip():
                block = Block(cursor, start, label, index, index, sections[index])
                blocks += by_period(view, block, report_year) if report_year else [block]
            cursor = max(cursor, end)
    return blocks


def _section(view: ReadingView, clauses: Sequence[Clause], index: int, report_year: int | None) -> Status | None:
    """What the headings above a clause and its own say of it."""
    headings: list[str] = []
    place: int | None = index
    while place is not None:
        clause = clauses[place]
        conditions = place != index and _CONDITIONS.search(
            view.folded[max(clause.body_start, clause.body_end - 30) : clause.body_end]
        )
        if conditions:
            return "parameter"
        headings.append(view.folded[clause.heading_start : clause.heading_end])
        place = clause.parent
    return section_below(headings[::-1], report_year)


# 申报单位应当具备下列条件: what follows are its conditions.
_CONDITIONS = regex.compile(r"(?:具备|符合|满足|达到)(?:以下|下列|如下)?\p{Han}{0,4}(?:条件|标准|要求)[::]?\s*$")


# A paragraph of a work report that looks back, and one that turns to the year to come.
_LOOKS_BACK = regex.compile(
    r"(?:过去(?:的)?[一五]年|刚刚过去的|一年来|五年来|[去上]年(?:以来)?[,,]|回顾)|(?P<year>20\d\d)年(?:度)?(?:政府)?(?:主要)?(?:工作)?(?:回顾|总结|[】\]]|$|,|是|,?在|以来)"
)
_LOOKS_AHEAD = regex.compile(
    r"(?:今年|明年|新的一年|今后[五5]年|未来[五5]年|(?P<year>20\d\d)年)[^。\n]{0,40}?"
    r"(?:预期目标|主要目标|奋斗目标|(?:政府)?工作(?:的)?(?:总体|基本|主要)?(?:要求|思路|安排|任务|重点|打算|展望|$)|总体要求|总体思路|重点(?:抓好|做好|工作|任务|围绕)|要(?:重点|着力|突出|全力|坚持|认真|深入))"
    r"|(?:主要|经济社会发展)预期目标|做好今年(?:的)?(?:政府)?工作|下一步(?:工作)?(?:打算|安排|重点)"
)


def by_period(view: ReadingView, block: Block, plan_year: int) -> list[Block]:
    """A block of a work report, cut at the paragraphs where it turns to the past or to the year to come."""
    if block.section is not None:
        return [block]
    pieces: list[Block] = []
    section: Status | None = None
    start = block.start
    position = block.start
    for paragraph in regex.compile(r"[^\n]+").finditer(view.folded, block.start, block.end):
        turned = _turn(paragraph.group()[:160].lstrip("【[ "), plan_year)
        if turned and turned != section:
            if paragraph.start() > start:
                pieces.append(replace(block, start=start, end=paragraph.start(), section=section))
            section, start = turned, paragraph.start()
        position = paragraph.end()
    pieces.append(replace(block, start=start, end=max(position, start), section=section))
    return [piece for piece in pieces if piece.end > piece.start]


def _turn(paragraph: str, plan_year: int) -> Status | None:
    ahead = _LOOKS_AHEAD.search(paragraph)
    if ahead and (ahead["year"] is None or int(ahead["year"]) >= plan_year):
        return "target"
    back = _LOOKS_BACK.match(paragraph)
    if back and (back["year"] is None or int(back["year"]) < plan_year):
        return "achieved"
    return None
