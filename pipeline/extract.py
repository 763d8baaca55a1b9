"""One document, from bytes to records: a pure function, so that batches can run it anywhere."""

from __future__ import annotations

from pipeline.analysis import Analysis, analyse
from pipeline.document import Document
from pipeline.ingest import Limits, read_bytes
from pipeline.records import DeadlineRow, DocumentResult, ErrorRow, ResponsibilityRow, TargetRow
from pipeline.repeats import reading_hash
from pipeline.rows import clause_rows, deadline_rows, document_row, target_rows, unit_rows
from pipeline.settings import Settings
from pipeline.task_cuts import told_elsewhere
from pipeline.tasks import Task, task_row


def extract_document(data: bytes, doc_id: str, settings: Settings) -> DocumentResult:
    """All records of the file ``data``.

    Raises ``pipeline.errors.ReadError`` when the file cannot be read at all; what could not be read of a document that
    was read in part stands in ``errors``.
    """
    limits = Limits(file_size=settings.max_bytes, ocr=settings.ocr, ocr_pages=settings.ocr_pages)
    read = read_bytes(data, doc_id, limits)
    errors = tuple(
        ErrorRow(
            doc_id,
            "read",
            problem.code,
            problem.message if problem.page is None else f"p. {problem.page}: {problem.message}",
        )
        for problem in read.problems
    )
    return extract_records(read.document, errors, ner=settings.ner)


def extract_records(document: Document, errors: tuple[ErrorRow, ...] = (), *, ner: str = "") -> DocumentResult:
    """All records of a document that has been read, rows in the order of the text.

    ``ner`` names the recogniser to take proposals from.
    """
    analysis = analyse(document, ner)
    targets: list[TargetRow] = []
    units: list[ResponsibilityRow] = []
    deadlines: list[DeadlineRow] = []
    tasks: dict[int, Task] = {}
    for index, block in enumerate(analysis.blocks):
        task = tasks.setdefault(block.group, _task(analysis, index))
        written = target_rows(analysis, index)
        task.targets += written
        task.units += (own_units := unit_rows(analysis, index))
        task.deadlines += (own_deadlines := deadline_rows(analysis, index))
        task.cut += told_elsewhere(analysis, index)
        targets += [target.row for target in written]
        units += own_units
        deadlines += [deadline.row for deadline in own_deadlines]
    clauses = clause_rows(analysis)
    return DocumentResult(
        document=document_row(
            analysis,
            errors,
            clauses=len(clauses),
            targets=len(targets),
            responsibilities=len(units),
            deadlines=len(deadlines),
        ),
        clauses=tuple(clauses),
        targets=tuple(sorted(targets, key=lambda row: (row.char_start, row.char_end))),
        responsibilities=tuple(sorted(units, key=lambda row: (row.inherited, row.char_start, row.clause))),
        deadlines=tuple(sorted(deadlines, key=lambda row: (row.char_start, row.char_end))),
        tasks=tuple(row for task in tasks.values() if (row := task_row(document.doc_id, task))),
        errors=errors,
        text=document.text,
        reading=reading_hash(analysis.view),
    )


def _task(analysis: Analysis, index: int) -> Task:
    """An empty line of the task table for the clause or table row that a block belongs to."""
    block = analysis.blocks[index]
    text = analysis.view.text
    if block.owner is None:
        row = analysis.table_rows[block.group]
        return Task(row.clause, "", text[row.task[0] : row.task[1]], analysis.page(row.start), row.task[0])
    clause = analysis.clauses[block.owner]
    heading = text[clause.heading_start : clause.heading_end]
    body = text[clause.body_start : clause.body_end]
    return Task(block.clause, heading, body, analysis.page(clause.start), clause.body_start)
