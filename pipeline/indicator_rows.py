"""The rows of indicator tables: from cells to figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractors.indicators import noun_kind
from extractors.quantities import find_quantities
from extractors.table_names import Unit, base_of, read_name, read_unit
from extractors.table_values import CellValue, read_values
from extractors.targets import find_targets
from extractors.times import find_times
from extractors.types import Measure
from extractors.verbs import is_verb_here, verb_at_start
from pipeline.document import Cell, ReadingView
from pipeline.figures import Figure, Period
from pipeline.indicator_tables import IndicatorTable, ValueColumn, compact_text
from pipeline.table_heads import view_stretch

_GROWING = regex.compile(
    r"(?:增长率|增速|增幅|降幅|(?:增长|下降|降低|减少|提升|提高|上升|削减|节约)(?:率|幅度|比例|比率|程度)?)(?:\([^()]*\))?$"
)
_ADDED = regex.compile(r"新增|净增|(?:减排|削减|节能|节水|减少|压减|替代)总?量$|^累计(?:建|创|新|培|完|引|培)")
_ATTRIBUTE = regex.compile(r"约束性|预期性|指导性|引导性|导向性")
_COUNTED = frozenset({"body", "person", "household", "data", "money", "area", "length", "volume", "mass", "energy"})
_PERCENT = Unit("%", Decimal(1), "percent")


@dataclass(frozen=True, slots=True)
class _Named:
    """What a row's name cell says: the indicator as displayed, how a goal in its place counts it, its unit."""

    indicator: str
    measure: Measure | None
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A row read: the name's cell, the figures of each value cell, and the cells that say nothing more.

    ``unit`` is that of the row's own cells; ``whole`` the row that it is a part of (其中:煤炭), if it is one.
    """

    name: str
    name_span: tuple[int, int]
    figures: Mapping[int, tuple[Figure, ...]]
    silent: frozenset[int]
    unit: Unit | None = None
    whole: IndicatorRow | None = None


def read_row(
    view: ReadingView, found: IndicatorTable, row: int, covering: Mapping[int, Cell], above: IndicatorRow | None = None
) -> IndicatorRow | None:
    """The figures of row ``row``; ``None`` where it names no indicator (a heading within the table).

    ``covering``: the cell of each column, one that is merged with rows above as well. ``above``: the row before.
    """
    named = _name_cell(view, found, covering)
    if named is None or any(covering.get(column) is named[0] for column in found.values):
        return None
    cell, name = named
    name = replace(name, unit=_column_unit(view, found, covering) or name.unit)
    whole = _whole(compact_text(view, cell)[0], name.unit, above)
    told = _of_whole(name, whole) if whole is not None else name
    modality = _attribute(view, found, covering)
    figures: dict[int, tuple[Figure, ...]] = {}
    silent = {*found.names, *found.units, *found.attributes, *found.mute}
    for column, value_column in sorted(found.values.items()):
        own = covering.get(column)
        if own is None or own.row != row:
            continue
        compact, positions = compact_text(view, own)
        values = read_values(compact)
        if values is None:
            continue
        silent.add(own.column)
        figures[own.column] = tuple(_figures(values, positions, told, value_column, found, modality, view))
    span = view_stretch(view, cell.start, cell.end)
    return IndicatorRow(name.indicator, span, figures, frozenset(silent), name.unit, whole)


# 其中:煤炭
_PART = regex.compile(r"\s*(?:\(?\d{1,2}[.、)]?)?其中")
_HEAD_OF_WHOLE = regex.compile(
    r"(?:消费|生产|排放|使用|供应)?(?:总量|总规模|规模|装机容量|装机|产量|面积|里程|投资|产值|收入|人数|数量)$"
)


def _whole(cell: str, unit: Unit | None, above: IndicatorRow | None) -> IndicatorRow | None:
    """The row that this one is a part of: said by 其中, or by the part above where no other unit is written."""
    if above is None:
        return None
    if _PART.match(cell):
        return above.whole or above
    return above.whole if above.whole and unit == above.unit else None


def _of_whole(part: _Named, whole: IndicatorRow) -> _Named:
    """Name and unit of a part: 煤炭 of 能源消费总量 is 煤炭消费总量 in its unit, or a share of it in per cent."""
    measured = noun_kind(part.indicator) != ""
    if part.unit is not None and part.unit.kind == "percent":
        share = whole.unit is not None and whole.unit.kind != "percent" and not measured
        return replace(part, indicator=f"{part.indicator}占{whole.name}比重") if share else part
    head = _HEAD_OF_WHOLE.search(whole.name)
    tail = head.group() if head and not measured else ""
    return replace(part, indicator=part.indicator + tail, unit=part.unit or whole.unit)


def _name_cell(view: ReadingView, found: IndicatorTable, covering: Mapping[int, Cell]) -> tuple[Cell, _Named] | None:
    """The rightmost name cell with text, and what it names."""
    for column in reversed(found.names):
        cell = covering.get(column)
        if cell is None:
            continue
        compact, positions = compact_text(view, cell)
        name = read_name(compact)
        if name:
            text = "".join(view.text[place] for place in positions[name.start : name.end])
            return cell, _Named(*_goal(compact[name.start : name.end], text), name.unit)
    return None


_GOAL_ENDS = frozenset({"", "以上", "左右", "以内", "以下"})


def _goal(name: str, display: str) -> tuple[str, Measure | None]:
    """What a goal in the place of a name counts, and how: 培育绿色工厂100家 绿色工厂; a plain name as it is."""
    quantities = find_quantities(name)
    if not quantities or name[quantities[-1].expr_end :] not in _GOAL_ENDS:
        return display, None
    found = find_targets(name, display, quantities, find_times(name), section="target")
    if len(found) != 1 or found[0].end != quantities[-1].end:
        return display, None
    return found[0].indicator, found[0].measure


def _column_unit(view: ReadingView, found: IndicatorTable, covering: Mapping[int, Cell]) -> Unit | None:
    for column in found.units:
        cell = covering.get(column)
        unit = read_unit(compact_text(view, cell)[0], column=True) if cell else None
        if unit:
            return unit
    return None


def _attribute(view: ReadingView, found: IndicatorTable, covering: Mapping[int, Cell]) -> str:
    for column in found.attributes:
        cell = covering.get(column)
        said = _ATTRIBUTE.search(compact_text(view, cell)[0]) if cell else None
        if said:
            return str(said.group())
    return ""


def _figures(
    values: Sequence[CellValue],
    positions: Sequence[int],
    named: _Named,
    column: ValueColumn,
    found: IndicatorTable,
    modality: str,
    view: ReadingView,
) -> Iterator[Figure]:
    indicator = named.indicator
    for value in values:
        quantity = value.quantity
        own = Unit(quantity.unit, Decimal(1), quantity.kind) if quantity.unit else None
        relative = column.kind == "growth" or (column.kind == "total" and column.yearly and not value.summed)
        given = column.unit or (_PERCENT if relative else None) if relative else named.unit or column.unit
        if column.kind == "change" and own is None and column.unit is None:
            continue
        unit = own or given or found.caption_unit
        measure, name = _measure(indicator, value, unit, column, relative)
        if measure == "level" and named.measure == "increment":
            measure = "increment"
        base = base_of(indicator)
        if base and unit and unit.kind in _COUNTED and "/" not in name and measure != "growth":
            name = f"{name}/{base}"
        changed = measure == "growth" and not _GROWING.search(indicator)
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
            word=(value.word or ("下降" if quantity.value < 0 else "增长")) if changed else "",
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
    done = noun_kind(indicator) == "event" or (verb is not None and is_verb_here(indicator, verb, len(indicator)))
    if value.change == "amount" or (not ratio and (value.summed or done or _ADDED.search(indicator))):
        return "increment", name
    return "level", name


def _confidence(unit: Unit | None, near: Unit | None, period: Period, found: IndicatorTable) -> float:
    doubts = (0.15 if unit is None else 0.08 if near is None else 0.0) + (0.05 if period.end_year is None else 0.0)
    return 0.93 - doubts - (0.0 if found.certain else 0.06)
