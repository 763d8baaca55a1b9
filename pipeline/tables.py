"""The output tables: every column declared once, with its Chinese title, type and meaning.

Writers, the data dictionary, the spreadsheet and ``read_table`` all work from ``TABLES``. The row classes in
``pipeline.records`` have the same fields in the same order; a test holds the two together.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from extractors.types import Comparator, DeadlineType, Measure, Role
from extractors.types import Status as TargetStatus
from pipeline import records
from pipeline.cells import restore
from pipeline.columns import Column, TableSpec, count, day, text

if TYPE_CHECKING:
    import pandas as pd


class TableError(ValueError):
    """A file is not one of the output tables; the message names the file and what is wrong with it."""


_DOC_ID = text(
    "doc_id", "文件", "the file: its path below the folder given, `/` as separator", 28, wrap=True, required=True
)
_CLAUSE = text(
    "clause",
    "条款",
    "path of numbering labels from the top: `三/五/8`; `表K/N` for a row of a table; empty before the first heading",
    10,
)
_START = count("char_start", "起始字符", "offset of `raw` in the source text, in code points, from 0", required=True)
_END = count("char_end", "结束字符", "offset just behind `raw`", required=True)
_PAGE = count("page", "页码", "page on which it begins, from 1; empty for formats without pages")
_RAW = text("raw", "原文", "the words as in the source text: `text[char_start:char_end]`", 18, wrap=True, required=True)
_CONFIDENCE = Column(
    "confidence", "置信度", "number", "how sure the extractor is, 0 to 1, calibrated on gold", width=8, required=True
)
_EXTRACTOR = text("extractor", "抽取器", "which extractor, by which rule, found it", 20, required=True)
_EVIDENCE = (_START, _END, _PAGE, _CONFIDENCE, _EXTRACTOR)

DOCUMENTS = TableSpec(
    "documents",
    "文件",
    "One row for every file that was met, read or not.",
    records.DocumentRow,
    (
        _DOC_ID,
        text(
            "status",
            "状态",
            "`ok` read; `partial` some pages or parts could not be read; `skipped` empty, a duplicate, needs an extra"
            " that is not installed; `failed`. All but `ok` are told in errors.csv",
            9,
            enum=get_args(records.DocumentStatus),
        ),
        text("sha256", "SHA-256", "checksum of the file's bytes", 18),
        text("format", "格式", "format told from the content: txt docx pdf html doc ofd …", 8),
        text("title", "标题", "title of the document", 40, wrap=True),
        text("doc_number", "文号", "document number: `临政发〔2020〕41号`", 22),
        text("issuer", "发文机关", "the issuing organ", 24, wrap=True),
        text("region", "地区", "full name of the place whose government issued it; `全国` for the central level", 16),
        day("issue_date", "成文日期", "date of signing, else of publication"),
        day("horizon_start", "规划期始", "first day of the plan period that the title or the opening states"),
        day("horizon_end", "规划期止", "last day of that period"),
        count("pages", "页数", "pages, for formats that have them"),
        count("chars", "字数", "code points of the source text"),
        count("clauses", "条款数", "rows in clauses.csv", required=True),
        count("targets", "目标数", "rows in targets.csv", required=True),
        count("responsibilities", "责任数", "rows in responsibilities.csv", required=True),
        count("deadlines", "时限数", "rows in deadlines.csv", required=True),
        text("warnings", "提示", "what a reader should know of the reading, joined with `、`", 40, wrap=True),
    ),
)

CLAUSES = TableSpec(
    "clauses",
    "条款",
    "The numbered parts of each document and the rows of its task tables, in the order of the text.",
    records.ClauseRow,
    (
        _DOC_ID,
        _CLAUSE,
        count("level", "层级", "depth in the numbering, from 1", required=True),
        text("heading", "条款标题", "text of the heading without its label", 50, wrap=True),
        count("char_start", "起始字符", "offset at which the clause begins in the source text", required=True),
        count("char_end", "结束字符", "offset just behind its last character", required=True),
        _PAGE,
    ),
)

TARGETS = TableSpec(
    "targets",
    "量化目标",
    "Quantities together with what they measure.",
    records.TargetRow,
    (
        _DOC_ID,
        _CLAUSE,
        text("indicator", "指标", "what is measured, as the document words it", 28, wrap=True),
        text("indicator_std", "标准指标名", "one name for all wordings of the same indicator", 22, wrap=True),
        text(
            "measure",
            "度量方式",
            "`level` a state to have; `increment` an amount to add or carry out; `growth` a relative change; `rank`",
            10,
            enum=get_args(Measure),
        ),
        text(
            "comparator",
            "比较",
            "from the words: `>=` 以上 不少于, `>` 超过, `<=` 以内 不超过, `<` 低于, `~` 左右, `=` none of these,"
            " `range` a range",
            8,
            enum=get_args(Comparator),
        ),
        Column(
            "value", "数值", "number", "the number, multipliers worked in (`1.2万家` is 12000)", width=14, required=True
        ),
        Column("value_max", "数值上限", "number", "upper end of a range, else empty", width=14),
        text("unit", "单位", "unit or counter; a rate joins its base (`件/万人`); percentages keep `%`", 10),
        day("target_date", "目标日期", "last day of the period by whose end it is due"),
        day("period_start", "期间始", "first day of that period, where the text states one"),
        text("modality", "力度词", "word of commitment as written: 力争 确保 …", 8),
        text("scope", "范围", "place or body that the number is for: 全省 全市 …", 12),
        text(
            "status",
            "性质",
            "`target` to be reached; `achieved` reported as done; `parameter` an amount that a rule sets",
            11,
            enum=get_args(TargetStatus),
        ),
        _RAW,
        text("sentence", "原句", "the sentence that states it, as in the source", 60, wrap=True),
        *_EVIDENCE,
    ),
)

RESPONSIBILITIES = TableSpec(
    "responsibilities",
    "责任单位",
    "Bodies named as responsible, one row per body and clause.",
    records.ResponsibilityRow,
    (
        _DOC_ID,
        _CLAUSE,
        text("unit", "单位", "the body as written, line breaks and stray blanks removed", 24, required=True),
        text("unit_full", "单位全称", "its official full name, the issuer's region put in", 30),
        text(
            "role",
            "责任类型",
            "`lead` 牵头 主办, `responsible` 责任 负责, `support` 配合 协办",
            12,
            enum=get_args(Role),
        ),
        count("order", "次序", "place in its list, from 1", required=True),
        Column(
            "inherited",
            "承自总注",
            "boolean",
            "`true` where a document-wide note adds the body to the clause; the offsets are then the note's",
            required=True,
            width=9,
        ),
        _RAW,
        *_EVIDENCE,
    ),
)

DEADLINES = TableSpec(
    "deadlines",
    "时限",
    "Time expressions that say when something must be done or reached.",
    records.DeadlineRow,
    (
        _DOC_ID,
        _CLAUSE,
        text(
            "type",
            "时限类型",
            "`by` an end only; `during` start and end; `ongoing` 长期坚持; `immediate` 立行立改; `recurring` 每年;"
            " `relative` counted from an event",
            11,
            enum=get_args(DeadlineType),
        ),
        day("start_date", "开始日期", "first day"),
        day("end_date", "截止日期", "last day"),
        text("duration", "时长", "ISO 8601 duration of a relative time: `P30D`", 9),
        text(
            "recurrence",
            "周期",
            "`yearly`, `half-yearly`, `quarterly`, `monthly`, `half-monthly`, `weekly`, `daily`; `/5`: every 5th",
            10,
        ),
        _RAW,
        *_EVIDENCE,
    ),
)

TASKS = TableSpec(
    "tasks",
    "任务分解表",
    "One row per lowest clause (or task-table row) that has a responsible body, a deadline or a target.",
    records.TaskRow,
    (
        _DOC_ID,
        _CLAUSE,
        text("task", "工作任务", "heading or first sentence of the clause", 28, wrap=True),
        text("measures", "主要措施", "text of the clause", 60, wrap=True),
        text("targets", "量化目标", "its targets written out: `高新技术企业 ≥230家`", 28, wrap=True),
        text("lead_units", "牵头单位", "bodies in the lead, joined with `、`", 20, wrap=True),
        text("responsible_units", "责任单位", "other responsible bodies, joined with `、`", 24, wrap=True),
        text("support_units", "配合单位", "supporting bodies, joined with `、`", 24, wrap=True),
        text("deadline", "完成时限", "its deadlines as written, joined with `、`", 16, wrap=True),
        day("deadline_date", "截止日期", "the date it is due"),
        _PAGE,
    ),
)

ERRORS = TableSpec(
    "errors",
    "问题",
    "One row per trouble with a file that could not be read, or was read only in part.",
    records.ErrorRow,
    (
        text("source", "文件", "doc_id of the file", 32, wrap=True, required=True),
        text("stage", "环节", "where it happened", 10, enum=get_args(records.Stage)),
        text("error", "问题代码", "stable code: `empty_file` `encrypted` `corrupt` `timeout` …", 18, required=True),
        text("message", "说明", "what was seen and what to do", 80, wrap=True),
    ),
)

TABLES: dict[str, TableSpec] = {
    table.name: table for table in (DOCUMENTS, CLAUSES, TARGETS, RESPONSIBILITIES, DEADLINES, TASKS, ERRORS)
}


def read_table(path: str | Path) -> pd.DataFrame:
    """An output table (``NAME.csv`` or ``NAME.parquet``) with typed columns and text exactly as extracted.

    The apostrophe that keeps spreadsheets from running a cell as a formula is taken away again, so that
    ``text[char_start:char_end] == raw`` holds. Text columns have ``""`` for "not stated", the others ``NA``/``NaT``.
    Raises ``TableError`` when the file is not one of ours, ``OSError`` when it cannot be opened.
    """
    import pandas as pd

    path = Path(path)
    spec = TABLES.get(path.stem)
    if spec is None:
        raise TableError(f"{path}: 不是本程序的表格 not one of the tables {', '.join(TABLES)}")
    frame = pd.read_parquet(path) if path.suffix == ".parquet" else _read_csv(path, spec)
    expected = [column.name for column in spec.columns]
    if list(frame.columns) != expected:
        raise TableError(f"{path}: 列名不符 columns are {list(frame.columns)}, must be {expected}")
    dtypes = {"integer": "Int64", "number": "float64", "boolean": "boolean", "date": "datetime64[s]", "string": "str"}
    return frame.astype({column.name: dtypes[column.type] for column in spec.columns})


def _read_csv(path: Path, spec: TableSpec) -> pd.DataFrame:
    import pandas as pd

    csv.field_size_limit(2**31 - 1)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.reader(stream, strict=True)
        header = next(rows, [])
        columns: list[list[str]] = [[] for _ in header]
        for row in rows:
            if len(row) != len(header):
                raise TableError(f"{path}:{rows.line_num}: {len(row)} cells, must be {len(header)}")
            for column, value in zip(columns, row, strict=True):
                column.append(value)
    types = {column.name: column for column in spec.columns}
    return pd.DataFrame(
        {name: _typed(values, types.get(name)) for name, values in zip(header, columns, strict=True)}, columns=header
    )


def _typed(values: list[str], column: Column | None) -> list[object]:
    """Cells of a csv column as values that pandas turns into the column's type without loss."""
    if column is None or column.free_text:
        return [restore(value) for value in values]
    if column.type == "string":
        return list(values)
    if column.type == "boolean":
        return [{"true": True, "false": False}[value] if value else None for value in values]
    if column.type == "integer":
        return [int(value) if value else None for value in values]
    if column.type == "number":
        return [float(value) if value else None for value in values]
    return [date.fromisoformat(value) if value else None for value in values]
