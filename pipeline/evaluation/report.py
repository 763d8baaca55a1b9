"""The content of a report: sections of tables, the same for Markdown, HTML and the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.evaluation.calibration import expected_error, judged_rows, reliability
from pipeline.evaluation.compare import CHANGES, Change
from pipeline.evaluation.context import Context
from pipeline.evaluation.counts import LEAST_DOCUMENTS, Rates
from pipeline.evaluation.errors_list import Finding
from pipeline.evaluation.record import SPECS, TABLES
from pipeline.evaluation.score import Score, Scores

TITLES = {
    "targets": "量化目标 targets",
    "responsibilities": "责任单位 responsibilities",
    "deadlines": "时限 deadlines",
    "documents": "文件信息 documents",
}
_KINDS = {"miss": "漏抽 missed", "spurious": "多抽 spurious", "wrong_field": "字段有误 wrong field"}
_CHANGES = {
    "gain": "改进 gains",
    "loss": "退步 losses",
    "changed": "变化 changed",
    "gone_spurious": "不再多抽 spurious rows gone",
    "new_spurious": "新增多抽 new spurious rows",
    "new_gold": "新增标注 gold of this run only",
    "gone_gold": "标注已无 gold of the earlier run only",
}
_SHOWN = 200
"""Rows of one list shown in a report; all of them are in the csv files."""

Cell = str | Context


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a note, a table. ``level`` 2 opens a chapter, 3 a part; ``folded`` ones start closed in HTML."""

    title: str
    level: int = 2
    note: str = ""
    columns: tuple[str, ...] = ()
    rows: Sequence[tuple[Cell, ...]] = field(default=())
    folded: bool = False


def build_report(scores: Scores, found: Sequence[Finding], changes: Sequence[Change] | None) -> list[Section]:
    """All sections of a report. ``changes`` is ``None`` where no earlier run was given."""
    return [
        *_overall(scores),
        *(_changes(changes) if changes is not None else ()),
        *_fields(scores),
        *_documents(scores),
        *_extractors(scores),
        *_metadata(scores),
        *_calibration(scores),
        *_errors(found),
    ]


def rate(value: float | None, digits: int = 3) -> str:
    """A rate as shown; ``–`` for 0/0."""
    return "–" if value is None else f"{value:.{digits}f}"


def rate_cells(rates: Rates) -> tuple[str, ...]:
    """Counts, precision, recall, F1 and its interval as cells."""
    counts = rates.counts
    interval = "–" if rates.f1_low is None else f"{rate(rates.f1_low)}–{rate(rates.f1_high)}"
    shares = (rate(counts.precision), rate(counts.recall), rate(counts.f1), interval)
    return (str(counts.tp), str(counts.fp), str(counts.fn), *shares)


RATE_COLUMNS = ("tp", "fp", "fn", "P", "R", "F1", "95%")


def _overall(scores: Scores) -> Iterator[Section]:
    note = f"已评 {len(scores.documents)} 份文件 documents scored: {len(scores.documents)}."
    if len(scores.documents) < LEAST_DOCUMENTS:
        note += f" 少于 {LEAST_DOCUMENTS} 份，不给区间 fewer than {LEAST_DOCUMENTS}: no intervals."
    rows = [
        (TITLES[table], level, *rate_cells(rates))
        for table, score in scores.overall.items()
        for level, rates in (("检出 detection", score.detection), ("整条 whole record", score.record))
    ]
    yield Section("总体 Overall", 2, note, ("table", "level", *RATE_COLUMNS), rows)
    if scores.not_scored:
        note = "语料文件夹中没有这些文件 The corpus folder does not hold these files."
        yield Section("未评 Not scored", 3, note, ("doc",), [(doc,) for doc in scores.not_scored])
    if scores.notes:
        yield Section("提示 Notes", 3, "", ("note",), [(note,) for note in scores.notes])


def _fields(scores: Scores) -> Iterator[Section]:
    rows = [
        (
            TITLES[table],
            name,
            "是 yes" if name in SPECS[table].whole else "",
            str(right),
            str(compared),
            _share(right, compared),
        )
        for table, score in scores.overall.items()
        for name, (right, compared) in score.fields.items()
    ]
    note = "配对记录上的字段正确率 Accuracy over matched records; “raw” is the very same span."
    yield Section(
        "字段 Fields", 2, note, ("table", "field", "整条所含 in whole record", "right", "of", "accuracy"), rows
    )


def _documents(scores: Scores) -> Iterator[Section]:
    rows = [
        (doc, TITLES[table], *rate_cells(score.detection)[:6], rate(score.record.counts.f1))
        for doc, tables in scores.by_document.items()
        for table, score in tables.items()
    ]
    yield Section("各文件 Documents", 2, "检出 detection", ("doc", "table", *RATE_COLUMNS[:6], "F1 整条 whole"), rows)


def _extractors(scores: Scores) -> Iterator[Section]:
    rows = [
        (name, TITLES[table], *rate_cells(score.detection), rate(score.record.counts.f1))
        for name, tables in scores.by_extractor.items()
        for table, score in tables.items()
    ]
    note = (
        "一个抽取器单独计，别的抽取器找到的算漏 One extractor alone: gold that only another one found counts as missed."
    )
    yield Section("抽取器 Extractors", 2, note, ("extractor", "table", *RATE_COLUMNS, "F1 整条 whole"), rows)


def _metadata(scores: Scores) -> Iterator[Section]:
    invented: Counter[str] = Counter(
        item.field for document in scores.documents for item in document.metadata if not item.stated and not item.right
    )
    rows = [
        (name, str(right), str(stated), _share(right, stated), str(invented[name]))
        for name, (right, stated) in scores.metadata.items()
    ]
    columns = ("field", "right", "stated", "accuracy", "文件未载而有值 written though not stated")
    yield Section("文件信息 Metadata", 2, "", columns, rows)


def _calibration(scores: Scores) -> Iterator[Section]:
    rows: list[tuple[Cell, ...]] = []
    notes = []
    for table in TABLES:
        bins = reliability(judged_rows(document.outcomes[table] for document in scores.documents))
        errors = (rate(expected_error(bins)), rate(expected_error(bins, whole=True)))
        notes.append(f"{TITLES[table]}: ECE {errors[0]} (检出 detection), {errors[1]} (整条 whole record)")
        for item in bins:
            span = f"{item.low:.1f}–{item.high:.1f}"
            shares = (rate(item.confidence), rate(item.detected), rate(item.whole))
            rows.append((TITLES[table], span, str(item.rows), *shares))
    columns = ("table", "confidence", "rows", "mean confidence", "检出 detected", "整条 whole record right")
    yield Section("置信度校准 Calibration", 2, "; ".join(notes) + ".", columns, rows)


def _errors(found: Sequence[Finding]) -> Iterator[Section]:
    tally = Counter((item.table, item.kind, item.field) for item in found)
    rows = [
        (TITLES[table], _KINDS[kind], name, str(number))
        for (table, kind, name), number in sorted(tally.items(), key=lambda entry: (entry[0][0], -entry[1], entry[0]))
    ]
    note = f"共 {len(found)} 条，全部见 errors.csv; {len(found)} findings, all of them in errors.csv."
    yield Section("错误 Errors", 2, note, ("table", "kind", "field", "number"), rows)
    groups = sorted(found, key=lambda item: (item.table, item.kind, item.field))
    for (table, kind, name), members in groupby(groups, key=lambda item: (item.table, item.kind, item.field)):
        items = list(members)
        lines = [(item.doc, item.expected, item.got, item.context or "", item.extractor) for item in items[:_SHOWN]]
        title = " · ".join(filter(None, (TITLES[table], _KINDS[kind], name)))
        columns = ("doc", "应为 expected", "得到 got", "原句 sentence", "extractor")
        yield Section(f"{title} ({len(items)})", 3, _cut(len(items)), columns, lines, folded=True)


def _changes(changes: Sequence[Change]) -> Iterator[Section]:
    tally = Counter(change.change for change in changes)
    rows = [(_CHANGES[kind], str(tally[kind])) for kind in CHANGES if tally[kind]]
    note = "与上次比 against the earlier run; all of them in compare.csv." if rows else "与上次相同 no difference."
    yield Section("得失 Gains and losses", 2, note, ("change", "number") if rows else (), rows)
    for kind in CHANGES:
        items = [change for change in changes if change.change == kind]
        if items:
            lines = [
                (
                    item.row.doc,
                    TITLES[item.row.table],
                    item.was,
                    item.now,
                    item.row.label,
                    item.was_got,
                    item.row.got,
                    item.row.sentence,
                )
                for item in items[:_SHOWN]
            ]
            columns = ("doc", "table", "was", "now", "record", "got then", "got now", "原句 sentence")
            yield Section(f"{_CHANGES[kind]} ({len(items)})", 3, _cut(len(items)), columns, lines, folded=True)


def _cut(number: int) -> str:
    return f"仅列前 {_SHOWN} 条 only the first {_SHOWN} are shown." if number > _SHOWN else ""


def _share(right: int, whole: int) -> str:
    return rate(right / whole if whole else None)


def field_scores(score: Score) -> str:
    """The scored fields of a table in one line, for the terminal."""
    return ", ".join(f"{name} {_share(*counts)}" for name, counts in score.fields.items())
