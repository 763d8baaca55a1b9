"""One evaluation from start to end: load both sides, score, write the folder of a run."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from pipeline.errors import ReadError, ZhengceError
from pipeline.evaluation.compare import COLUMNS as COMPARE_COLUMNS
from pipeline.evaluation.compare import ROWS_FILE, Change, compare_runs, load_rows
from pipeline.evaluation.corpus import Corpus, CorpusFile, source_text
from pipeline.evaluation.csvfile import write_rows
from pipeline.evaluation.errors import EvaluationError
from pipeline.evaluation.errors_list import COLUMNS as ERROR_COLUMNS
from pipeline.evaluation.errors_list import findings
from pipeline.evaluation.gold import check_against_text, load_gold
from pipeline.evaluation.predictions import from_result, from_tables
from pipeline.evaluation.record import GoldDocument, PredictedDocument, PredictedRecord
from pipeline.evaluation.report import RATE_COLUMNS, build_report, field_scores, rate_cells
from pipeline.evaluation.report_html import to_html
from pipeline.evaluation.report_md import to_markdown
from pipeline.evaluation.run_rows import COLUMNS as ROW_COLUMNS
from pipeline.evaluation.run_rows import RunRow, run_rows
from pipeline.evaluation.score import ScoredDocument, Scores, score_document, total_scores
from pipeline.records import DocumentResult

TITLE = "抽取评测 Evaluation"
_NAMED = 5
"""Documents named in one note at most."""

Extract = Callable[[bytes, str], DocumentResult]


def evaluate(
    gold: Sequence[Path],
    corpus: Sequence[Path],
    out: Path,
    *,
    pred: Path | None = None,
    compare: Path | None = None,
    seed: int = 0,
    extract: Extract | None = None,
) -> Scores:
    """Score the program, or the tables in ``pred``, against gold files and write the run into ``out``.

    ``gold`` and ``corpus`` are files or folders, searched recursively. ``compare`` is the folder of an earlier run.
    ``extract`` stands in for the program's own reading of one document (bytes and doc_id to result). Written are
    scores.json, report.md, report.html, errors.csv, rows.csv and, with ``compare``, compare.csv.

    Raises ``EvaluationError`` (``GoldError``, ``PredictionError``) where an input is not what it must be; nothing is
    written then.
    """
    earlier = load_rows(compare) if compare else None
    documents, files = load_gold(gold), Corpus(corpus)
    found = [(document, file) for document in documents if (file := files.find(document))]
    not_scored = [document.doc for document in documents if document.doc not in {gold.doc for gold, _ in found}]
    if not found:
        raise EvaluationError(f"no document of the gold is in {', '.join(map(str, corpus))} / 语料中没有标注的文件")
    notes: list[str] = []
    if pred:
        scored = _score_tables(found, pred, notes)
    else:
        run = extract or _program()
        scored = [_score_run(document, file, run, notes) for document, file in found]
    scores = total_scores(scored, seed=seed, not_scored=not_scored, notes=notes)
    _write(scores, out, earlier)
    return scores


def print_scores(scores: Scores, stream: TextIO | None = None) -> None:
    """The scores as a table per level, table and extractor, to ``stream`` (default: standard output)."""
    stream = stream or sys.stdout
    rows: list[tuple[str, ...]] = [("", "", *RATE_COLUMNS)]
    for table, score in scores.overall.items():
        rows.append((table, "detection", *rate_cells(score.detection)))
        rows.append(("", "record", *rate_cells(score.record)))
    for name, tables in scores.by_extractor.items():
        rows += [(f"  {name}", table, *rate_cells(score.detection)) for table, score in tables.items()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        left = "  ".join(cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True))
        print(left, *(cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)), file=stream)
    for table, score in scores.overall.items():
        print(f"{table}: {field_scores(score)}", file=stream)
    print("documents: " + ", ".join(f"{name} {right}/{n}" for name, (right, n) in scores.metadata.items()), file=stream)
    for doc in scores.not_scored:
        print(f"未评，语料中没有 not scored, not in the corpus: {doc}", file=stream)
    for note in scores.notes:
        print(note, file=stream)


def _program() -> Extract:
    """The program itself, imported only when it is to run."""
    from pipeline.extract import extract_document
    from pipeline.settings import Settings

    settings = Settings()

    def extract(data: bytes, doc_id: str) -> DocumentResult:
        result: DocumentResult = extract_document(data, doc_id, settings)
        return result

    return extract


def _score_run(gold: GoldDocument, file: CorpusFile, extract: Extract, notes: list[str]) -> ScoredDocument:
    try:
        result = extract(file.read(), file.doc_id)
    except ZhengceError as error:
        notes.append(f"{file.doc_id}: 未能抽取，标注全部算漏 failed, all of its gold counts as missed: {error}")
        return score_document(gold, None, _text(gold, file, notes))
    if not result.text:
        notes += [f"{file.doc_id}: {row.error}: {row.message}" for row in result.errors]
        return score_document(gold, from_result(result), _text(gold, file, notes))
    check_against_text(gold, result.text)
    return _scored(gold, from_result(result), result.text, notes)


def _score_tables(
    found: Sequence[tuple[GoldDocument, CorpusFile]], pred: Path, notes: list[str]
) -> list[ScoredDocument]:
    predicted = {document.doc_id: document for document in from_tables(pred)}
    scored, used = [], set()
    for gold, file in found:
        text = _text(gold, file, notes)
        rows = _rows_of(gold, file, predicted)
        if rows is None:
            notes.append(f"{gold.doc}: 结果表中没有此文件 no rows in the tables; all of its gold counts as missed")
        else:
            used.add(rows.doc_id)
        scored.append(_scored(gold, rows, text, notes))
    if rest := sorted(set(predicted) - used):
        some = "、".join(rest[:_NAMED]) + (" …" if len(rest) > _NAMED else "")
        notes.append(f"没有标注的文件 documents without gold, not scored: {len(rest)} ({some})")
    return scored


def _rows_of(gold: GoldDocument, file: CorpusFile, predicted: dict[str, PredictedDocument]) -> PredictedDocument | None:
    """The rows of a document: under its path in the corpus, the gold's name for it, or else its file name."""
    for doc_id in (file.doc_id, gold.doc):
        if doc_id in predicted:
            return predicted[doc_id]
    named = [doc_id for doc_id in predicted if doc_id.rsplit("/", 1)[-1] == file.path.name]
    if len(named) > 1:
        raise EvaluationError(f"{gold.doc}: the tables have several documents of this name: {named}")
    return predicted[named[0]] if named else None


def _text(gold: GoldDocument, file: CorpusFile, notes: list[str]) -> str:
    """The source text, checked against the gold; empty, with a note, where the file cannot be read here."""
    try:
        text = source_text(file.read(), file.doc_id)
    except ReadError as error:
        notes.append(f"{file.doc_id}: 读不出原文，未核对位置 cannot be read, offsets not checked: {error}")
        return ""
    check_against_text(gold, text)
    return text


def _scored(gold: GoldDocument, rows: PredictedDocument | None, text: str, notes: list[str]) -> ScoredDocument:
    for table, records in (rows.records if rows else {}).items():
        adrift = sum(not _stands_in(text, row) for row in records) if text else 0
        if adrift:
            notes.append(
                f"{gold.doc}: {table}: {adrift} 行的 raw 与原文不符 rows whose raw is not the text at their offsets"
            )
    return score_document(gold, rows, text)


def _stands_in(text: str, row: PredictedRecord) -> bool:
    """Whether a row's offsets lie in the text and hold its ``raw`` (where the table has that column)."""
    return row.end <= len(text) and row.raw in ("", text[row.start : row.end])


def _write(scores: Scores, out: Path, earlier: list[RunRow] | None) -> None:
    found, rows = findings(scores), run_rows(scores)
    changes: list[Change] | None = None if earlier is None else compare_runs(earlier, rows)
    sections = build_report(scores, found, changes)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvaluationError(f"{out}: cannot be made into a folder: {error}") from error
    content = json.dumps(scores.to_json(), ensure_ascii=False, indent=2) + "\n"
    for name, text in (
        ("scores.json", content),
        ("report.md", to_markdown(TITLE, sections)),
        ("report.html", to_html(TITLE, sections)),
    ):
        (out / name).write_bytes(text.encode("utf-8", "replace"))
    write_rows(out / "errors.csv", ERROR_COLUMNS, (item.cells() for item in found))
    write_rows(out / ROWS_FILE, ROW_COLUMNS, (row.cells() for row in rows))
    if changes is not None:
        write_rows(out / "compare.csv", COMPARE_COLUMNS, (change.cells() for change in changes))
