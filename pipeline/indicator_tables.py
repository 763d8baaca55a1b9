"""Indicator tables (指标 | 单位 | 2020年 | 2025年 | 属性): recognised by their heads, read row by row into figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import regex

from extractors.deadlines import is_deadline_column
from extractors.responsibilities import role_of_header
from extractors.table_cells import CellValue, HeadKind, Unit, head_kind, read_name, read_unit, read_values
from extractors.types import Measure
from extractors.verbs import is_verb_here, verb_at_start
from pipeline.blocks import section_of
from pipeline.document import Cell, ReadingView, Table
from pipeline.figures import Figure, Period
from pipeline.table_heads import TableHeads, view_stretch

_YEARS = regex.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
_YEAR_SPAN = regex.compile(r"(?<!\d)(20[0-4]\d)年?[-~至到](20[0-4]\d)(?!\d)")
_PLAN = regex.compile(r"十([一二三四五六七])五")
_FIRST_PLAN = 2006  # 十一五
_PART_OF_YEAR = regex.compile(r"\d月|季度|半年")
_BRACKET = regex.compile(r"\(([^()]{1,16})\)")
_CAPTION_UNIT = regex.compile(r"单位:([^\s,;:)]{1,10})")
_GROWING = regex.compile(
    r"(?:增长率|增速|增幅|降幅|(?:增长|下降|降低|减少|提升|提高|上升|削减|节约)(?:率|幅度|比例|比率|程度)?)(?:\([^()]*\))?$"
)
_ADDED = regex.compile(r"新增|净增|(?:减排|削减|节能|节水|减少|压减|替代)总?量$|^累计(?:建|创|新|培|完|引|培)")
_ATTRIBUTE = regex.compile(r"约束性|预期性|指导性|引导性|导向性")
_CAPTION_LINES = 3
_CAPTION_LENGTH = 48
_PERCENT = Unit("%", Decimal(1), "percent")

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

    ``caption_unit``: the unit that a line above states for the whole table. ``certain``: the heads speak of
    indicators; else only the cells told.
    """

    names: tuple[int, ...]
    units: tuple[int, ...]
    attributes: tuple[int, ...]
    categories: tuple[int, ...]
    values: Mapping[int, ValueColumn]
    caption_unit: Unit | None
    certain: bool


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row read: the name's cell, the figures of each value cell, and the cells that say nothing more."""

    name: str
    name_span: tuple[int, int]
    figures: Mapping[int, tuple[Figure, ...]]
    silent: frozenset[int]


def read_indicator_table(view: ReadingView, table: Table, heads: TableHeads) -> IndicatorTable | None:
    """The columns of ``table`` when it is an indicator table, else ``None``."""
    kinds = {column: _kind(head) for column, head in heads.heads.items()}
    values = {column: found for column, head in heads.heads.items() if (found := _value_column(head, kinds[column]))}
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
        categories=tuple(column for column in _of_kind(kinds, "category") if column not in names),
        values=_periods(values, caption),
        caption_unit=_caption_unit(caption),
        certain="name" in said or "指标" in caption,
    )
    return found if _holds_values(view, table, heads, found) else None


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
    """The columns of names: indicators before items, items before groups; the one nearest to the values for the latter."""
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
                left[-1] if left and len(changes) > 1 else max(levels, key=lambda c: levels[c].period.end_year or 0)
            )
            period = replace(levels[nearest].period, start_year=None)
        elif len(plain) > 1 and period.end_year == min(plain) and found.kind == "level" and not period.said:
            period = replace(period, earliest=True)
        placed[column] = replace(found, period=period)
    review = any(section_of(line) == "achieved" for line in caption.split("\n"))
    if review and not any(found.period.said == "target" for found in placed.values()):
        return {
            column: replace(found, period=replace(found.period, said="achieved")) for column, found in placed.items()
        }
    return placed


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
            compact, _ = _compact(view, cell)
            read = read_values(compact)
            values += bool(read)
            texts += read is None and bool(regex.search(r"\d", compact))
    return values > 0 if found.certain else values >= 2 and values >= 2 * texts


def read_row(view: ReadingView, found: IndicatorTable, row: int, covering: Mapping[int, Cell]) -> IndicatorRow | None:
    """The figures of row ``row``; ``None`` where it names no indicator (a heading within the table).

    ``covering``: the cell of each column, one that is merged with rows above as well.
    """
    named = _name_cell(view, found, covering)
    if named is None or any(covering.get(column) is named[0] for column in found.values):
        return None
    cell, indicator, unit = named
    unit = _column_unit(view, found, covering) or unit
    modality = _attribute(view, found, covering)
    figures: dict[int, tuple[Figure, ...]] = {}
    silent = {*found.names, *found.units, *found.attributes, *found.categories}
    for column, value_column in sorted(found.values.items()):
        own = covering.get(column)
        if own is None or own.row != row:
            continue
        compact, positions = _compact(view, own)
        values = read_values(compact)
        if values is None:
            continue
        silent.add(own.column)
        made = _figures(values, positions, indicator, unit, value_column, found, modality, view)
        figures[own.column] = tuple(made)
    span = view_stretch(view, cell.start, cell.end)
    return IndicatorRow(indicator, span, figures, frozenset(silent))


def _compact(view: ReadingView, cell: Cell) -> tuple[str, list[int]]:
    """The folded text of a cell without blanks, and the view place of each of its characters."""
    start, end = view_stretch(view, cell.start, cell.end)
    positions = [place for place in range(start, end) if not view.folded[place].isspace()]
    return "".join(view.folded[place] for place in positions), positions


def _name_cell(
    view: ReadingView, found: IndicatorTable, covering: Mapping[int, Cell]
) -> tuple[Cell, str, Unit | None] | None:
    """The rightmost name cell with text, its name as displayed, the unit in its bracket."""
    for column in reversed(found.names):
        cell = covering.get(column)
        if cell is None:
            continue
        compact, positions = _compact(view, cell)
        name = read_name(compact)
        if name:
            text = "".join(view.text[place] for place in positions[name.start : name.end])
            return cell, text, name.unit
    return None


def _column_unit(view: ReadingView, found: IndicatorTable, covering: Mapping[int, Cell]) -> Unit | None:
    for column in found.units:
        cell = covering.get(column)
        unit = read_unit(_compact(view, cell)[0], column=True) if cell else None
        if unit:
            return unit
    return None


def _attribute(view: ReadingView, found: IndicatorTable, covering: Mapping[int, Cell]) -> str:
    for column in found.attributes:
        cell = covering.get(column)
        said = _ATTRIBUTE.search(_compact(view, cell)[0]) if cell else None
        if said:
            return said.group()
    return ""


def _figures(
    values: Sequence[CellValue],
    positions: Sequence[int],
    indicator: str,
    named: Unit | None,
    column: ValueColumn,
    found: IndicatorTable,
    modality: str,
    view: ReadingView,
) -> Iterator[Figure]:
    for value in values:
        quantity = value.quantity
        own = Unit(quantity.unit, Decimal(1), quantity.kind) if quantity.unit else None
        relative = column.kind == "growth" or (column.kind == "total" and column.yearly and not value.summed)
        given = column.unit or (_PERCENT if relative else None) if relative else named or column.unit
        if column.kind == "change" and own is None and column.unit is None:
            continue
        unit = own or given or found.caption_unit
        measure, name = _measure(indicator, value, unit, column, relative)
        factor = unit.factor if unit and own is None and quantity.kind != "bare_money" else Decimal(1)
        amount = quantity.value * factor
        most = quantity.value_max * factor if quantity.value_max is not None else None
        if measure in ("growth", "increment"):
            amount, most = abs(amount), most if most is None else abs(most)
        period = Period(None, value.year, column.period.said) if value.year else column.period
        scope = "".join(view.text[place] for place in positions[slice(*value.scope)]) if value.scope else ""
        yield Figure(
            start=positions[quantity.start],
            end=positions[quantity.end - 1] + 1,
            indicator=indicator,
            measure=measure,
            comparator=quantity.comparator,
            value=amount,
            value_max=most,
            unit=name,
            modality=modality or value.modality,
            scope=scope,
            period=period,
            over_period=relative or value.summed or column.kind in ("total", "change"),
            confidence=_confidence(unit, own or given, period, found),
        )


def _measure(
    indicator: str, value: CellValue, unit: Unit | None, column: ValueColumn, relative: bool
) -> tuple[Measure, str]:
    """What the number measures, and the unit it has as such a measure."""
    name = unit.name if unit else ""
    ratio = unit is not None and unit.kind in ("percent", "times")
    if value.quantity.kind == "rank":
        return "rank", name
    if name == "百分点":
        return "increment", name
    if relative or value.change == "rate" or (ratio and _GROWING.search(indicator)):
        return ("growth" if ratio else "increment"), name
    if column.kind in ("total", "change"):
        # The sum of a ratio's changes is counted in percentage points.
        return "increment", "百分点" if ratio and not value.quantity.unit else name
    verb = verb_at_start().match(indicator)
    done = verb is not None and is_verb_here(indicator, verb, len(indicator))
    if value.change == "amount" or _ADDED.search(indicator) or (not ratio and (value.summed or done)):
        return "increment", name
    return "level", name


def _confidence(unit: Unit | None, near: Unit | None, period: Period, found: IndicatorTable) -> float:
    doubts = (0.15 if unit is None else 0.08 if near is None else 0.0) + (0.05 if period.end_year is None else 0.0)
    return 0.93 - doubts - (0.0 if found.certain else 0.06)
