"""One document, from bytes to records: a pure function, so that batches can run it anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import regex

from extractors.deadlines import find_deadlines
from extractors.indicator_names import standard_name
from extractors.organisations import official_name
from extractors.quantities import find_quantities
from extractors.targets import find_targets
from extractors.times import find_times
from extractors.types import Issuer, TimeAnchor
from pipeline.blocks import Block, TableRow, document_tables, table_blocks, text_blocks, view_stretch
from pipeline.confidence import calibrated
from pipeline.document import Document, ReadingView
from pipeline.ingest import read_bytes
from pipeline.link import BlockTimes, Surroundings, anchor_of, due_date, reported_before
from pipeline.metadata import read_metadata
from pipeline.records import (
    ClauseRow,
    DeadlineRow,
    DocumentResult,
    DocumentRow,
    ErrorRow,
    ResponsibilityRow,
    TargetRow,
)
from pipeline.repair import read_view
from pipeline.settings import Settings
from pipeline.structure import Clause, count_parts, find_clauses
from pipeline.tasks import Task, task_row
from pipeline.units import Assignment, assignments

_BLANKS = regex.compile(r"\s+")


def extract_document(data: bytes, doc_id: str, settings: Settings) -> DocumentResult:
    """All records of the file ``data``.

    Raises ``pipeline.errors.ReadError`` when the file cannot be read at all; what could not be read of a document that
    was read in part stands in ``errors``.
    """
    read = read_bytes(data, doc_id)
    errors = tuple(
        ErrorRow(
            doc_id,
            "read",
            problem.code,
            problem.message if problem.page is None else f"p. {problem.page}: {problem.message}",
        )
        for problem in read.problems
    )
    return extract_records(read.document, errors)


def extract_records(document: Document, errors: tuple[ErrorRow, ...] = ()) -> DocumentResult:
    """All records of a document that has been read."""
    return _Extraction(document, errors).result()


class _Extraction:
    """The steps over one document; each attribute is the outcome of one step and is not changed afterwards."""

    def __init__(self, document: Document, errors: tuple[ErrorRow, ...]) -> None:
        self.document = document
        self.errors = errors
        self.view = read_view(document)
        self.metadata = read_metadata(self.view, document.hints)
        self.issuer = Issuer(
            self.metadata.issuer, self.metadata.region, self.metadata.issue_date or self.metadata.horizon_start
        )
        tables = document_tables(document, self.view)
        stretches = [view_stretch(self.view, table.start, table.end) for table in tables]
        self.clauses = find_clauses(self.view, stretches)
        texts = text_blocks(self.view, self.clauses, stretches, self._report_year())
        cells, self.rows = table_blocks(self.view, tables, len(self.clauses))
        self.blocks = [*texts, *cells]
        stated = TimeAnchor(self.metadata.issue_date, self.metadata.horizon_start, self.metadata.horizon_end)
        self.times = {index: self._times(block, stated) for index, block in enumerate(self.blocks)}
        self.anchor = anchor_of(stated, self.times)
        self.units = assignments(self.view, self.blocks)

    def _report_year(self) -> int | None:
        """The year a government work report plans for; ``None`` for other documents."""
        opening = self.view.folded[:400]
        if "政府工作报告" not in self.metadata.title and not regex.search(
            r"代表\p{Han}{0,12}(?:政府|国务院).{0,10}报告", opening
        ):
            return None
        horizon = self.metadata.horizon_end or self.metadata.issue_date
        return horizon.year if horizon else None

    def _times(self, block: Block, anchor: TimeAnchor) -> BlockTimes:
        text = self.view.folded[block.start : block.end]
        times = find_times(text)
        if block.role is not None:
            return BlockTimes(text, (), ())
        deadlines = find_deadlines(
            text,
            times,
            labelled=block.deadline_column,
            anchor=anchor,
            retrospective=block.section == "achieved",
        )
        return BlockTimes(text, tuple(times), tuple(deadlines))

    def result(self) -> DocumentResult:
        """The records of all blocks as table rows, in the order of the text."""
        parts = count_parts(self.clauses)
        tasks: dict[int, Task] = {}
        targets: list[TargetRow] = []
        units: list[ResponsibilityRow] = []
        deadlines: list[DeadlineRow] = []
        for index, block in enumerate(self.blocks):
            task = tasks.setdefault(block.group, self._task(block))
            own_targets = self._targets(index, block)
            own_units = [self._unit(block, unit) for unit in self.units[index]]
            own_deadlines = self._deadlines(index, block)
            task.targets += own_targets
            task.units += own_units
            task.deadlines += own_deadlines
            task.cut += self._unit_brackets(index, block) if block.owner is not None else []
            targets += [row for row, _ in own_targets]
            units += own_units
            deadlines += own_deadlines
        clauses = self._clause_rows(parts)
        task_rows = [row for task in tasks.values() if (row := task_row(self.document.doc_id, task))]
        return DocumentResult(
            document=self._document_row(len(clauses), targets, units, deadlines),
            clauses=tuple(clauses),
            targets=tuple(sorted(targets, key=lambda row: (row.char_start, row.char_end))),
            responsibilities=tuple(sorted(units, key=lambda row: (row.inherited, row.char_start, row.clause))),
            deadlines=tuple(sorted(deadlines, key=lambda row: (row.char_start, row.char_end))),
            tasks=tuple(task_rows),
            errors=self.errors,
            text=self.document.text,
        )

    def _raw(self, start: int, end: int) -> tuple[str, int, int, int | None]:
        """Source text, source offsets and page of a view stretch."""
        first, last = self.view.to_source(start, end)
        return self.document.text[first:last], first, last, self.document.page_of(first)

    def _targets(self, index: int, block: Block) -> list[tuple[TargetRow, str]]:
        if block.role is not None or block.deadline_column:
            return []
        folded, display = self.view.folded[block.start : block.end], self.view.text[block.start : block.end]
        times = self.times[index]
        mentions = find_targets(folded, display, find_quantities(folded), times.times, section=block.section)
        if not mentions:
            return []
        around = self._surroundings(index, block)
        rows: list[tuple[TargetRow, str]] = []
        for mention in mentions:
            past = reported_before(mention, times, self.anchor)
            if past:
                mention = replace(mention, status="achieved")
            due = past or due_date(mention, times, around, self.anchor)
            raw, start, end, page = self._raw(block.start + mention.start, block.start + mention.end)
            sentence, *_ = self._raw(block.start + mention.sentence_start, block.start + mention.sentence_end)
            rows.append(
                (
                    TargetRow(
                        doc_id=self.document.doc_id,
                        clause=block.clause,
                        indicator=mention.indicator,
                        indicator_std=standard_name(mention.indicator),
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
                        confidence=calibrated("targets", mention.confidence),
                        extractor=f"rules:{mention.rule}",
                    ),
                    mention.predicate,
                )
            )
        return rows

    def _surroundings(self, index: int, block: Block) -> Surroundings:
        """The row, the sisters and the clauses above a block."""
        if block.owner is None:
            row = [
                self.times[other]
                for other, peer in enumerate(self.blocks)
                if peer.group == block.group and other != index
            ]
            return Surroundings(row=tuple(row))
        parent = self.clauses[block.owner].parent
        sisters = [
            other
            for other, peer in enumerate(self.blocks)
            if peer.owner is not None and self.clauses[peer.owner].parent == parent
        ]
        closing = self.times[sisters[-1]] if parent is not None and sisters and sisters[-1] > index else None
        above: list[BlockTimes] = []
        headings = [self._heading(block.owner)]
        place = parent
        while place is not None:
            above += [self.times[other] for other, peer in enumerate(self.blocks) if peer.owner == place]
            headings.append(self._heading(place))
            place = self.clauses[place].parent
        return Surroundings(
            closing=closing if closing and _closes_all(closing) else None,
            above=tuple(above),
            goals=not self.clauses[block.owner].path or any("目标" in heading for heading in headings),
            past_year=self._past_year(headings) if block.section == "achieved" else None,
        )

    def _heading(self, place: int) -> str:
        clause = self.clauses[place]
        return self.view.folded[clause.heading_start : clause.heading_end]

    def _past_year(self, headings: Sequence[str]) -> int | None:
        """The year a review speaks of: stated in its heading, else the year before the plan's."""
        for heading in headings:
            found = regex.search(r"(20\d\d)年", heading)
            if found:
                return int(found[1])
            if regex.search(r"[去上]年|过去一年|一年来", heading) and self.anchor.year:
                return self.anchor.year - 1
        return None

    def _unit(self, block: Block, unit: Assignment) -> ResponsibilityRow:
        raw, start, end, page = self._raw(unit.start, unit.end)
        name = _BLANKS.sub("", self.view.text[unit.start : unit.end])
        return ResponsibilityRow(
            doc_id=self.document.doc_id,
            clause=block.clause,
            unit=name,
            # Whose body 科技局 is cannot be told where the document does not say its place: it stays as written.
            unit_full=official_name(name, self.issuer) or ("" if self.issuer.region.level else name),
            role=unit.role,
            order=unit.order,
            inherited=unit.inherited,
            raw=raw,
            char_start=start,
            char_end=end,
            page=page,
            confidence=calibrated("responsibilities", unit.confidence),
            extractor=f"rules:{unit.rule}",
        )

    def _deadlines(self, index: int, block: Block) -> list[DeadlineRow]:
        rows: list[DeadlineRow] = []
        for mention in self.times[index].deadlines:
            raw, start, end, page = self._raw(block.start + mention.start, block.start + mention.end)
            resolved = mention.time.resolve(self.anchor)
            rows.append(
                DeadlineRow(
                    doc_id=self.document.doc_id,
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
                    confidence=calibrated("deadlines", mention.confidence),
                    extractor=f"rules:{mention.rule}",
                )
            )
        return rows

    def _task(self, block: Block) -> Task:
        if block.owner is None:
            row = next(row for row in self.rows if row.group == block.group)
            return self._row_task(row)
        clause = self.clauses[block.owner]
        heading = self.view.text[clause.heading_start : clause.heading_end]
        body = self.view.text[clause.body_start : clause.body_end]
        return Task(block.clause, heading, body, self._page(clause.start))

    def _row_task(self, row: TableRow) -> Task:
        body = self.view.text[row.task[0] : row.task[1]]
        return Task(row.clause, "", body, self._page(row.start))

    def _page(self, start: int) -> int | None:
        return self.document.page_of(self.view.positions[start]) if start < len(self.view.positions) else None

    def _unit_brackets(self, index: int, block: Block) -> list[tuple[int, int]]:
        """Stretches of the clause's body that are bracketed lists of units."""
        clause = self.clauses[block.owner] if block.owner is not None else None
        own = [unit for unit in self.units[index] if not unit.inherited]
        if clause is None or not own:
            return []
        body = self.view.folded[clause.body_start : clause.body_end]
        cuts: set[tuple[int, int]] = set()
        for unit in own:
            opened = body.rfind("(", 0, max(unit.start - clause.body_start, 0))
            closed = _closing(body, opened) if opened >= 0 else -1
            if closed > unit.start - clause.body_start:
                cuts.add((opened, closed + 1))
        return sorted(cuts)

    def _clause_rows(self, parts: int) -> list[ClauseRow]:
        rows = [self._clause_row(clause, parts) for clause in self.clauses if clause.path]
        for row in self.rows:
            _, start, end, page = self._raw(row.start, row.end)
            heading = _BLANKS.sub("", self.view.text[row.task[0] : row.task[1]])
            rows.append(ClauseRow(self.document.doc_id, row.clause, 2, heading[:80], start, end, page))
        return sorted(rows, key=lambda row: (row.char_start, row.level))

    def _clause_row(self, clause: Clause, parts: int) -> ClauseRow:
        end = clause.end
        while end > clause.start + 1 and self.view.text[end - 1].isspace():
            end -= 1
        _, first, last, page = self._raw(clause.start, end)
        heading = self.view.text[clause.heading_start : clause.heading_end]
        return ClauseRow(self.document.doc_id, clause.label(parts), clause.level, heading, first, last, page)

    def _document_row(
        self,
        clauses: int,
        targets: Sequence[TargetRow],
        units: Sequence[ResponsibilityRow],
        deadlines: Sequence[DeadlineRow],
    ) -> DocumentRow:
        document, metadata = self.document, self.metadata
        return DocumentRow(
            doc_id=document.doc_id,
            status="partial" if self.errors else "ok",
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
            targets=len(targets),
            responsibilities=len(units),
            deadlines=len(deadlines),
            warnings="、".join([*document.warnings, *metadata.warnings, *_repairs(self.view), *self._parts()]),
        )

    def _parts(self) -> list[str]:
        parts = count_parts(self.clauses)
        return [f"document parts: {parts}"] if parts > 1 else []


def _closes_all(times: BlockTimes) -> bool:
    """Whether a clause's labelled deadline stands on a line of its own, and so may govern the clauses before it."""
    return any(
        deadline.label and regex.search(r"\n\s*\(?\p{Han}{2,8}:?[^\n。]{0,6}$", times.text[: deadline.start])
        for deadline in times.deadlines
    )


def _repairs(view: ReadingView) -> list[str]:
    counts = Counter(repair.name for repair in view.repairs)
    return [f"repaired {name} ×{count}" for name, count in sorted(counts.items())]


def _closing(body: str, opened: int) -> int:
    depth = 0
    for index in range(opened, len(body)):
        if body[index] == "(":
            depth += 1
        elif body[index] == ")":
            depth -= 1
            if depth == 0:
                return index
    return -1
