"""From what is known of a document to the rows of its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.body_names import is_division
from extractors.indicator_names import standard_name
from extractors.organisation_speakers import beside, speaker_behind
from extractors.organisations import official_name
from extractors.quantities import find_quantities
from extractors.targets import TargetMention, find_targets
from pipeline.analysis import Analysis, surroundings
from pipeline.blocks import Block
from pipeline.confidence import calibrated
from pipeline.document import ReadingView
from pipeline.due import Due
from pipeline.figures import Figure, period_due
from pipeline.link import due_date
from pipeline.records import ClauseRow, DeadlineRow, DocumentRow, ErrorRow, ResponsibilityRow, TargetRow
from pipeline.reported import reported_before, told_ahead
from pipeline.structure import count_parts
from pipeline.tasks import WrittenDeadline, WrittenTarget
from pipeline.units import HYBRID, Assignment

_BLANKS = regex.compile(r"\s+")
_HEADING_LENGTH = 80
_NAME_LENGTH = 40
_NUMBER = regex.compile(r"^\d{1,3}[.．、](?!\d)")
_NO_NAME = regex.compile(r"^[≥≤<>＞＜\d—\-/]|[。；;]|\d%")


def target_rows(analysis: Analysis, index: int) -> list[WrittenTarget]:
    """The targets of block ``index``, each with the word of change that its sentence uses (增长, 降低)."""
    block = analysis.blocks[index]
    if block.figures:
        figures = ((figure, _figure_row(analysis, block, figure)) for figure in block.figures)
        return [
            WrittenTarget(row, figure.word, analysis.view.text[figure.start : figure.end], figure.start)
            for figure, row in figures
            # No projects are no target, but 0 % is, and that there were none may be reported.
            if row.value or row.value_max or row.unit == "%" or row.status != "target"
        ]
    if block.role is not None or block.deadline_column:
        return []
    folded = analysis.view.folded[block.start : block.end]
    display = analysis.view.text[block.start : block.end]
    times = analysis.times[index]
    mentions = find_targets(
        folded, display, find_quantities(folded), times.times, section=block.section, topic=_topic(analysis, index)
    )
    if not mentions:
        return []
    around = surroundings(analysis, index)
    rows: list[WrittenTarget] = []
    for mention in mentions:
        past = reported_before(mention, times, analysis.anchor, planned=block.section == "target")
        if past:
            mention = replace(mention, status="achieved")
        elif told_ahead(mention, times, analysis.anchor):
            mention = replace(mention, status="target")
        due = past or due_date(mention, times, around, analysis.anchor)
        if block.period and due.reason in ("", "horizon"):
            column = period_due(block.period, analysis.anchor)
            due = Due(column.start, column.end, "column")
            mention = replace(mention, status="achieved") if column.status == "achieved" else mention
        row = _target_row(analysis, block, mention, due)
        read = display[mention.start : mention.end]
        rows.append(WrittenTarget(row, mention.predicate, read, block.start + mention.start))
    return rows


def _topic(analysis: Analysis, index: int) -> str:
    """The name of a table row, for numbers in its other cells: the nearest short cell before."""
    block = analysis.blocks[index]
    if block.owner is not None or block.topic:
        return block.topic
    for other in reversed(analysis.by_group[block.group]):
        cell = analysis.blocks[other]
        if other < index and cell.role is None and not cell.deadline_column and cell.end - cell.start <= _NAME_LENGTH:
            name = _NUMBER.sub("", _BLANKS.sub("", analysis.view.text[cell.start : cell.end]))
            return "" if _NO_NAME.search(name) else name
    return ""


def _target_row(analysis: Analysis, block: Block, mention: TargetMention, due: Due) -> TargetRow:
    raw, start, end, page = analysis.source(block.start + mention.start, block.start + mention.end)
    sentence, *_ = analysis.source(block.start + mention.sentence_start, block.start + mention.sentence_end)
    return TargetRow(
        doc_id=analysis.document.doc_id,
        clause=block.clause,
        indicator=mention.indicator,
        indicator_std=standard_name(mention.indicator, mention.unit, mention.measure),
        measure=mention.measure,
        comparator=mention.comparator,
        value=mention.quantity.value,
        value_max=mention.quantity.value_max,
        unit=mention.unit,
        target_date=due.end,
        period_start=due.start,
        modality=mention.modality,
        scope=mention.scope,
        status=mention.status,
        raw=raw,
        sentence=sentence.strip(),
        char_start=start,
        char_end=end,
        page=page,
        confidence=_as_seen(analysis, start, end, calibrated("targets", mention.rule, mention.confidence)),
        extractor=f"rules:{mention.rule}",
    )


def _figure_row(analysis: Analysis, block: Block, figure: Figure) -> TargetRow:
    """A value of an indicator table; its sentence is the table row."""
    raw, first, last, page = analysis.source(figure.start, figure.end)
    line = analysis.table_rows[block.group]
    sentence, *_ = analysis.source(line.start, line.end)
    due = period_due(figure.period, analysis.anchor, over_period=figure.over_period)
    return TargetRow(
        doc_id=analysis.document.doc_id,
        clause=block.clause,
        indicator=figure.indicator,
        indicator_std=standard_name(figure.indicator, figure.unit, figure.measure),
        measure=figure.measure,
        comparator=figure.comparator,
        value=figure.value,
        value_max=figure.value_max,
        unit=figure.unit,
        target_date=due.end,
        period_start=due.start,
        modality=figure.modality,
        scope=figure.scope,
        status=due.status,
        raw=raw,
        sentence=sentence.strip(),
        char_start=first,
        char_end=last,
        page=page,
        confidence=_as_seen(analysis, first, last, calibrated("targets", "table", figure.confidence)),
        extractor="rules:table",
    )


def unit_rows(analysis: Analysis, index: int) -> list[ResponsibilityRow]:
    """The responsible units of block ``index``."""
    block = analysis.blocks[index]
    rows: list[ResponsibilityRow] = []
    speaker = analysis.issuer
    last: Assignment | None = None
    placed = ""
    for unit in analysis.units[index]:
        raw, start, end, page = analysis.source(unit.start, unit.end)
        name = _BLANKS.sub("", analysis.view.text[unit.start : unit.end])
        # Whose body 科技局 is cannot be told where the document does not say its place, nor whose division 规划处 is
        # where several bodies issue it: they stay as written.
        as_written = not analysis.issuer.region.level or is_division(name)
        full = official_name(name, speaker)
        if not full and last is not None and analysis.view.text[last.end : unit.start] in ("", "、", "和", "及"):
            # 临川县委、县政府 in a document of the city: the neighbour names the place.
            full = official_name(name, beside(name, placed, speaker))
        else:
            placed = name
        last = unit
        full = full or (name if as_written else "")
        if not analysis.issuer.region.level:
            # Several places issue the document: the one named last in the list speaks.
            speaker = speaker_behind(name, analysis.issuer if unit.order == 1 else speaker)
        rows.append(
            ResponsibilityRow(
                doc_id=analysis.document.doc_id,
                clause=block.clause,
                unit=name,
                unit_full=full,
                role=unit.role,
                order=unit.order,
                inherited=unit.inherited,
                raw=raw,
                char_start=start,
                char_end=end,
                page=page,
                confidence=_as_seen(analysis, start, end, calibrated("responsibilities", unit.rule, unit.confidence)),
                extractor=unit.rule if unit.rule.startswith(HYBRID) else f"rules:{unit.rule}",
            )
        )
    return rows


def deadline_rows(analysis: Analysis, index: int) -> list[WrittenDeadline]:
    """The deadlines of block ``index``, each with its words as read."""
    block = analysis.blocks[index]
    display = analysis.view.text[block.start : block.end]
    rows: list[WrittenDeadline] = []
    for mention in analysis.times[index].deadlines:
        raw, start, end, page = analysis.source(block.start + mention.start, block.start + mention.end)
        resolved = mention.time.resolve(analysis.anchor)
        row = DeadlineRow(
            doc_id=analysis.document.doc_id,
            clause=block.clause,
            type=mention.kind,
            start_date=resolved.start_date if mention.kind != "by" else None,
            end_date=resolved.end_date,
            duration=resolved.duration,
            recurrence=resolved.recurrence,
            raw=raw,
            char_start=start,
            char_end=end,
            page=page,
            confidence=_as_seen(analysis, start, end, calibrated("deadlines", mention.rule, mention.confidence)),
            extractor=f"rules:{mention.rule}",
        )
        rows.append(WrittenDeadline(row, display[mention.start : mention.end], block.start + mention.start))
    return rows


def _as_seen(analysis: Analysis, start: int, end: int, confidence: float) -> float:
    """The confidence of a row from source text ``[start, end)``, times how surely that was recognised."""
    return round(confidence * analysis.document.certainty(start, end), 2)


def clause_rows(analysis: Analysis) -> list[ClauseRow]:
    """The numbered clauses and the rows of tables, in the order of the text."""
    parts = count_parts(analysis.clauses)
    doc_id = analysis.document.doc_id
    text = analysis.view.text
    rows: list[ClauseRow] = []
    for clause in analysis.clauses:
        if clause.path:
            end = clause.start + len(text[clause.start : clause.end].rstrip())
            _, first, last, page = analysis.source(clause.start, end)
            heading = text[clause.heading_start : clause.heading_end]
            rows.append(ClauseRow(doc_id, clause.label(parts), clause.level, heading, first, last, page))
    for row in analysis.table_rows.values():
        _, first, last, page = analysis.source(row.start, row.end)
        heading = _BLANKS.sub("", text[row.task[0] : row.task[1]])[:_HEADING_LENGTH]
        rows.append(ClauseRow(doc_id, row.clause, 2, heading, first, last, page))
    return sorted(rows, key=lambda row: (row.char_start, row.level))


def document_row(
    analysis: Analysis,
    errors: Sequence[ErrorRow],
    *,
    clauses: int,
    targets: int,
    responsibilities: int,
    deadlines: int,
) -> DocumentRow:
    """The document's own row: metadata, counts, what was repaired and what else deserves a look."""
    document, metadata = analysis.document, analysis.metadata
    parts = count_parts(analysis.clauses)
    several = [f"document parts: {parts}"] if parts > 1 else []
    return DocumentRow(
        doc_id=document.doc_id,
        status="partial" if errors else "ok",
        sha256=document.sha256,
        format=document.format,
        title=metadata.title,
        doc_number=metadata.doc_number,
        issuer=metadata.issuer,
        region=metadata.region.full_name,
        issue_date=metadata.issue_date,
        horizon_start=metadata.horizon_start,
        horizon_end=metadata.horizon_end,
        pages=len(document.page_starts) or None,
        chars=len(document.text),
        clauses=clauses,
        targets=targets,
        responsibilities=responsibilities,
        deadlines=deadlines,
        warnings="、".join([*document.warnings, *metadata.warnings, *_repairs(analysis.view), *several]),
    )


def _repairs(view: ReadingView) -> list[str]:
    counts = Counter(repair.name for repair in view.repairs)
    return [f"repaired {name} ×{count}" for name, count in sorted(counts.items())]
