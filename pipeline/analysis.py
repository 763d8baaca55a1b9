"""What is known of a document before its rows are written: view, metadata, clauses, blocks, times, units.

Each part is the outcome of one step and rests on those before it; nothing is changed afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import regex

from extractors.deadlines import find_deadlines
from extractors.times import find_times
from extractors.types import Issuer, Span, TimeAnchor
from pipeline.blocks import Block, text_blocks
from pipeline.document import Document, ReadingView
from pipeline.due import BlockTimes, Surroundings
from pipeline.link import anchor_of
from pipeline.metadata import Metadata, read_metadata
from pipeline.repair import read_view
from pipeline.structure import Clause, find_clauses
from pipeline.table_blocks import TableRow, table_blocks
from pipeline.table_heads import document_tables, view_stretch
from pipeline.units import Assignment, assignments, written_about

_REPORT = regex.compile(r"代表\p{Han}{0,12}(?:政府|国务院).{0,10}报告")
_YEAR = regex.compile(r"(20\d\d)年")
_FIVE_YEARS = regex.compile(r"五年")
_NUMBER_YEAR = regex.compile(r"[〔\[(（【](20\d\d)[〕\])）】]")
_PLAN_NUMBER = regex.compile(r"“?十[一二三四五六]五”?(?!时期|期间|规划|纲要|[末初])")
_LAST_YEAR = regex.compile(r"[去上]年|过去一年|一年来")
# A label on a line of its own, behind which a deadline stands.
_LABEL_LINE = regex.compile(r"\n\s*\(?\p{Han}{2,8}:?[^\n。]{0,6}$")


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document understood. ``times`` and ``units`` go with ``blocks`` one to one.

    ``by_group`` and ``by_owner`` index the blocks by table row or clause, and by clause alone. ``plan_end``: the end of
    the plan period that the opening or the goals state where the title states none. ``report_year``: the year a work
    report plans for.
    """

    document: Document
    view: ReadingView
    metadata: Metadata
    issuer: Issuer
    clauses: Sequence[Clause]
    table_rows: Mapping[int, TableRow]
    blocks: Sequence[Block]
    times: Sequence[BlockTimes]
    anchor: TimeAnchor
    units: Sequence[Sequence[Assignment]]
    by_group: Mapping[int, Sequence[int]]
    by_owner: Mapping[int, Sequence[int]]
    plan_end: date | None
    report_year: int | None

    def heading(self, clause: int) -> str:
        """The folded heading of clause number ``clause``."""
        found = self.clauses[clause]
        return self.view.folded[found.heading_start : found.heading_end]

    def page(self, place: int) -> int | None:
        """The page of a view place; ``None`` for formats without pages."""
        return self.document.page_of(self.view.positions[place]) if place < len(self.view.positions) else None

    def source(self, start: int, end: int) -> tuple[str, int, int, int | None]:
        """Source text, source offsets and page of a view stretch."""
        first, last = self.view.to_source(start, end)
        return self.document.text[first:last], first, last, self.document.page_of(first)


def analyse(document: Document, ner: str = "") -> Analysis:
    """All steps from the source text to the units, once each.

    ``ner`` names the recogniser whose proposals are taken up (``extractors.ner.recogniser``); empty for none.
    """
    view = read_view(document)
    metadata = read_metadata(view, document.hints)
    tables = document_tables(document, view)
    stretches = [view_stretch(view, table.start, table.end) for table in tables]
    clauses = find_clauses(view, stretches)
    cells, rows = table_blocks(view, tables, len(clauses))
    report_year = _report_year(view, metadata)
    blocks = [*text_blocks(view, clauses, stretches, report_year), *cells]
    numbered = _NUMBER_YEAR.search(metadata.doc_number)
    number_year = int(numbered[1]) if numbered and not metadata.issue_date else None
    stated = TimeAnchor(metadata.issue_date, metadata.horizon_start, metadata.horizon_end, number_year)
    title = metadata.spans.get("title")
    times = [_times(view, block, stated, title) for block in blocks]
    by_owner = _index(blocks, [block.owner for block in blocks])
    return Analysis(
        document=document,
        view=view,
        metadata=metadata,
        issuer=Issuer(
            metadata.issuer,
            metadata.region,
            metadata.issue_date or metadata.horizon_start or written_about(view.folded),
        ),
        clauses=clauses,
        table_rows={row.group: row for row in rows},
        blocks=blocks,
        times=times,
        anchor=anchor_of(stated, times),
        units=assignments(view, blocks, ner),
        by_group=_index(blocks, [block.group for block in blocks]),
        by_owner=by_owner,
        plan_end=None if stated.horizon_end else _plan_end(view, clauses, times, by_owner, stated),
        report_year=report_year,
    )


def _index(blocks: Sequence[Block], keys: Sequence[int | None]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for place, key in enumerate(keys):
        if key is not None:
            found.setdefault(key, []).append(place)
    return found


def _plan_end(
    view: ReadingView,
    clauses: Sequence[Clause],
    times: Sequence[BlockTimes],
    by_owner: Mapping[int, Sequence[int]],
    anchor: TimeAnchor,
) -> date | None:
    """The one year by whose end the opening, else a section of goals, says that things are to be reached."""
    goals = [
        place
        for place, clause in enumerate(clauses)
        if "目标" in view.folded[clause.heading_start : clause.heading_end]
    ]
    for place in (0, *goals):
        ends = {
            end
            for index in by_owner.get(place, ())
            for deadline in times[index].deadlines
            if not deadline.label
            and (end := deadline.time.resolve(anchor).end_date)
            and (end.month, end.day) == (12, 31)
        }
        if len(ends) == 1:
            return ends.pop()
    return None


def _report_year(view: ReadingView, metadata: Metadata) -> int | None:
    """The year a government work report plans for; ``None`` for other documents."""
    if "政府工作报告" not in metadata.title and not _REPORT.search(view.folded[:400]):
        return None
    horizon = metadata.horizon_end or metadata.issue_date
    return horizon.year if horizon else None


def _times(view: ReadingView, block: Block, anchor: TimeAnchor, title: Span | None) -> BlockTimes:
    """The times of a block and its deadlines; the title's period is none, however many lines the title takes."""
    text = view.folded[block.start : block.end]
    if block.role is not None:
        return BlockTimes(text, (), ())
    times = find_times(text)
    deadlines = find_deadlines(
        text, times, labelled=block.deadline_column, anchor=anchor, retrospective=block.section == "achieved"
    )
    kept = (found for found in deadlines if not (title and title.start <= block.start + found.start < title.end))
    return BlockTimes(text, tuple(times), tuple(kept))


def surroundings(analysis: Analysis, index: int) -> Surroundings:
    """The row, the sister clauses and the clauses above block ``index``."""
    block = analysis.blocks[index]
    if block.owner is None:
        row = [analysis.times[other] for other in analysis.by_group[block.group] if other != index]
        return Surroundings(row=tuple(row), plan_end=analysis.plan_end)
    clause = analysis.clauses[block.owner]
    above: list[BlockTimes] = []
    headings = [analysis.heading(block.owner)] if clause.path else []
    place = clause.parent
    while place is not None:
        above += [analysis.times[other] for other in analysis.by_owner.get(place, ())]
        headings += [analysis.heading(place)] if analysis.clauses[place].path else []
        place = analysis.clauses[place].parent
    return Surroundings(
        closing=_closing(analysis, index, clause),
        above=tuple(above),
        goals=not clause.path or any("目标" in heading for heading in headings),
        headings=[_heading_times(heading) for heading in headings],
        past=_past(headings, analysis.report_year or _year_after(headings, analysis.anchor))
        if block.section == "achieved"
        else None,
        plan_end=analysis.plan_end,
    )


@lru_cache(maxsize=1024)
def _heading_times(heading: str) -> BlockTimes:
    """The times of a heading, where a plan's number stands for its period: “十五五”主要目标."""
    text = _PLAN_NUMBER.sub(r"\g<0>时期", heading)
    return BlockTimes(text, tuple(find_times(text)), ())


def _closing(analysis: Analysis, index: int, clause: Clause) -> BlockTimes | None:
    """The last sister clause, where a labelled deadline on a line of its own may govern the sisters before it."""
    if clause.parent is None:
        return None
    sisters = [place for place, other in enumerate(analysis.clauses) if other.parent == clause.parent]
    last = analysis.by_owner.get(sisters[-1], ())
    if not last or last[-1] <= index:
        return None
    times = analysis.times[last[-1]]
    labelled = (deadline for deadline in times.deadlines if deadline.label)
    return times if any(_LABEL_LINE.search(times.text[: deadline.start]) for deadline in labelled) else None


def _year_after(headings: Sequence[str], anchor: TimeAnchor) -> int | None:
    """The plan's year, where a heading speaks of the year before it."""
    return anchor.year if any(_LAST_YEAR.search(heading) for heading in headings) else None


def _past(headings: Sequence[str], year: int | None) -> tuple[date, date] | None:
    """First and last day of what a review reports: the year in its heading, else up to the one before ``year``."""
    named = next((int(found[1]) for heading in headings if (found := _YEAR.search(heading))), None)
    last = named or (year - 1 if year else None)
    if last is None:
        return None
    # 过去五年工作回顾
    span = 5 if not named and any(_FIVE_YEARS.search(heading) for heading in headings) else 1
    return date(last - span + 1, 1, 1), date(last, 12, 31)
