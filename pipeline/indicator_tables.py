"""Indicator tables (指标 | 单位 | 2020年 | 2025年 | 属性): recognised by their heads, read row by row into figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import regex

from extractors.deadlines import is_deadline_column
from extractors.responsibilities import role_of_header
from extractors.table_names import HeadKind, Unit, head_kind, read_unit
from extractors.table_values import read_values
from pipeline.document import Cell, ReadingView, Table
from pipeline.figures import Period
from pipeline.sections import section_of
from pipeline.table_heads import TableHeads, view_stretch

_YEARS = regex.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_YEAR_SPAN = regex.compile(r"(?<!\d)(20[0-4]\d)年?[-~至到](20[0-4]\d)(?!\d)")
_PLAN = regex.compile(r"十([一二三四五六七])五")
_FIRST_PLAN = 2006  # 十一五
_HAN_YEAR = regex.compile(r"二[〇零○][〇零○一二三四五六七八九]{2}")
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_PART_OF_YEAR = regex.compile(r"\d月|季度|半年")
_BRACKET = regex.compile(r"\(([^()]{1,16})\)")
_CAPTION_UNIT = regex.compile(r"单位:([^\s,;:)]{1,10})")
_AHEAD = 9999
_CAPTION_LINES = 3
_CAPTION_LENGTH = 48

ColumnKind = Literal["level", "growth", "total", "change"]


@dataclass(frozen=True, slots=True)
class ValueColumn:
    """A column of values. ``growth``: yearly or relative change; ``total``: sums; ``change``: differences."""

    kind: ColumnKind
    period: Period
    unit: Unit | None
    yearly: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """What the columns of an indicator table hold, by column number.

    ``mute``: columns of groups and of explanations, where nothing is looked for. ``caption_unit``: the unit that a
    line above states for the whole table. ``certain``: the heads speak of indicators; else only the cells told.
    """

    names: tuple[int, ...]
    units: tuple[int, ...]
    attributes: tuple[int, ...]
    mute: tuple[int, ...]
    values: Mapping[int, ValueColumn]
    caption_unit: Unit | None
    certain: bool


def read_indicator_table(view: ReadingView, table: Table, heads: TableHeads) -> IndicatorTable | None:
    """The columns of ``table`` when it is an indicator table, else ``None``."""
    kinds = {column: _kind(head) for column, head in heads.heads.items()}
    read = {column: _value_column(head, kinds[column]) for column, head in heads.heads.items()}
    values = {column: value for column, value in read.items() if value}
    if not values:
        return None
    names = _names(kinds, values)
    if not names:
        return None
    caption = f"{_caption(view, table)}\n{heads.caption}"
    said = {kinds[column] for column in names}
    found = IndicatorTable(
        names=names,
        units=_of_kind(kinds, "unit"),
        attributes=_of_kind(kinds, "attribute"),
        mute=tuple(c for c in (*_of_kind(kinds, "category"), *_of_kind(kinds, "note")) if c not in names),
        values=_periods(values, caption),
        caption_unit=_caption_unit(caption),
        certain="name" in said or "指标" in caption,
    )
    return found if _holds_values(view, table, heads, found) else None


def column_periods(heads: TableHeads) -> dict[int, Period]:
    """The periods of the columns whose heads name a year, whatever their cells hold (2024年目标)."""
    found = {column: _value_column(head, _kind(head)) for column, head in heads.heads.items()}
    return {
        column: value.period
        for column, value in found.items()
        if value and value.kind == "level" and value.period.end_year
    }


def _kind(head: str) -> HeadKind:
    flat = head.replace("/", "")
    if role_of_header(flat) or role_of_header(head.rpartition("/")[2]) or is_deadline_column(flat):
        return "other"
    return head_kind(flat)


def _value_column(head: str, kind: HeadKind) -> ValueColumn | None:
    flat = head.replace("/", "")
    bracket = _BRACKET.search(head)
    unit = read_unit(bracket[1]) if bracket else None
    period = _head_period(flat, kind)
    dated = period.end_year is not None
    if kind == "growth":
        return ValueColumn("total" if "累计" in flat else "growth", period, unit, yearly=True)
    if kind == "total" or (kind == "" and not dated and flat in ("累计", "累计值", "合计")):
        return ValueColumn("total", period, unit)
    if kind == "change":
        return ValueColumn("change", period, unit)
    if kind in ("target", "baseline", "last_year") or (dated and kind in ("", "name", "item")):
        return ValueColumn("level", period, unit)
    return None


def _head_period(head: str, kind: HeadKind) -> Period:
    said: Literal["target", "achieved", ""] = ""
    if kind in ("baseline", "last_year"):
        said = "achieved"
    elif kind == "target":
        said = "target"
    if _PART_OF_YEAR.search(head):
        return Period(said=said)
    head = _HAN_YEAR.sub(lambda found: found.group().translate(_HAN_DIGITS), head)
    span, years, plan = _YEAR_SPAN.search(head), _YEARS.findall(head), _PLAN.search(head)
    if span:
        return Period(int(span[1]), int(span[2]), said)
    if years:
        return Period(None, max(map(int, years)), said)
    if plan:
        start = _FIRST_PLAN + 5 * ("一二三四五六七".index(plan[1]))
        at_end = kind != "growth" and regex.search(r"末|目标", head)
        return Period(None if at_end else start, start + 4, said)
    return Period(said=said, last_year=kind == "last_year")


def _names(kinds: Mapping[int, HeadKind], values: Mapping[int, ValueColumn]) -> tuple[int, ...]:
    """The columns of names: indicators before items, items before groups; of those two the one next to the values."""
    first = min(values)
    named = tuple(column for column in _of_kind(kinds, "name") if column not in values)
    if named:
        return named
    for kind in ("item", "category"):
        left = [column for column in _of_kind(kinds, kind) if column < first and column not in values]
        if left:
            return (left[-1],)
    return ()


def _of_kind(kinds: Mapping[int, HeadKind], kind: str) -> tuple[int, ...]:
    return tuple(sorted(column for column, found in kinds.items() if found == kind))


def _periods(values: Mapping[int, ValueColumn], caption: str) -> dict[int, ValueColumn]:
    """Columns of change take the period of the state they lead to; a caption of achievements governs all columns."""
    levels = {column: found for column, found in sorted(values.items()) if found.kind == "level"}
    plain = [found.period.end_year for found in levels.values() if found.period.end_year and not found.period.said]
    changes = [column for column, found in values.items() if found.kind != "level"]
    placed: dict[int, ValueColumn] = {}
    for column, found in sorted(values.items()):
        period = found.period
        if found.kind != "level" and period.end_year is None and levels:
            left = [other for other in levels if other < column]
            nearest = (
                left[-1] if left and len(changes) > 1 else max(levels, key=lambda c: (_reach(levels[c].period), c))
            )
            period = replace(levels[nearest].period, start_year=None)
        elif len(plain) > 1 and period.end_year == min(plain) and found.kind == "level" and not period.said:
            period = replace(period, earliest=True)
        before = [
            year for other in levels.values() if (year := other.period.end_year) and year < (period.end_year or 0)
        ]
        if found.kind != "level" and period.start_year is None and before:
            period = replace(period, start_year=max(before) + 1)
        placed[column] = replace(found, period=period)
    review = any(section_of(line) == "achieved" for line in caption.split("\n"))
    if review and not any(found.period.said == "target" for found in placed.values()):
        return {
            column: replace(found, period=replace(found.period, said="achieved")) for column, found in placed.items()
        }
    return placed


def _reach(period: Period) -> int:
    """How far a column looks ahead: its year; without one a target further than what was reached."""
    return period.end_year or (_AHEAD if period.said == "target" else 0)


def _caption(view: ReadingView, table: Table) -> str:
    """The short lines right above the table."""
    start, _ = view_stretch(view, table.start, table.end)
    lines = view.folded[max(0, start - 160) : start].strip().split("\n")[-_CAPTION_LINES:]
    return "\n".join(line for line in lines if len(line) <= _CAPTION_LENGTH)


def _caption_unit(caption: str) -> Unit | None:
    found = _CAPTION_UNIT.search(caption.replace(" ", ""))
    return read_unit(found[1]) if found else None


def _holds_values(view: ReadingView, table: Table, heads: TableHeads, found: IndicatorTable) -> bool:
    """Whether the value columns hold values rather than running text."""
    values = texts = 0
    body = set(heads.rows)
    for cell in table.cells:
        if cell.row in body and cell.column in found.values and cell.end > cell.start:
            compact, _ = compact_text(view, cell)
            read = read_values(compact)
            values += bool(read)
            texts += read is None and bool(regex.search(r"\d", compact))
    return values > 0 if found.certain else values >= 2 and values >= 2 * texts


def compact_text(view: ReadingView, cell: Cell) -> tuple[str, list[int]]:
    """The folded text of a cell without blanks, and the view place of each of its characters."""
    start, end = view_stretch(view, cell.start, cell.end)
    positions = [place for place in range(start, end) if not view.folded[place].isspace()]
    return "".join(view.folded[place] for place in positions), positions
