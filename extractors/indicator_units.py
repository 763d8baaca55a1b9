"""What the unit of a number says of its indicator: 1000亩 of 湿地 are an area, 3处 a number of them."""

from __future__ import annotations

from functools import cache

from extractors.lexicon import read_table

UNKNOWN = "-"
_GROWTH = ("growth", "rank")
_VISITS = frozenset({"人次", "户次", "家次", "台次", "件次", "艘次", "架次", "剂次"})
_SESSIONS = frozenset({"场", "场次", "次", "班次", "节次"})
_BATCHES = frozenset({"批次", "样次"})
_POWER = frozenset({"千瓦", "兆瓦", "吉瓦", "KW", "MW", "GW", "千伏安", "兆伏安"})
_ELECTRICITY = frozenset({"千瓦时", "兆瓦时", "GWh", "MWh", "度"})


def unit_kind(unit: str, measure: str) -> str:
    """The kind of a unit, ``-`` where it says nothing of the indicator: growth, a rank, no unit, one of no table.

    >>> unit_kind("亩", "level"), unit_kind("人次", "increment"), unit_kind("%", "growth")
    ('area', 'visit', '-')
    """
    unit = unit.partition("(")[0]
    if not unit or measure in _GROWTH or unit == "倍":
        return UNKNOWN
    for kind, units in (
        ("batch", _BATCHES),
        ("visit", _VISITS),
        ("session", _SESSIONS),
        ("power", _POWER),
        ("electricity", _ELECTRICITY),
    ):
        if unit in units:
            return kind
    return _units().get(unit, "rate" if "/" in unit else UNKNOWN)


def fits(name: str, kind: str) -> bool:
    """Whether the indicator ``name`` may be counted in units of ``kind``.

    >>> fits("湿地面积", "area"), fits("高新技术企业数", "money")
    (True, False)
    """
    if kind == UNKNOWN:
        return True
    endings = _endings()
    for length in range(min(4, len(name)), 0, -1):
        kinds = endings.get(name[-length:])
        if kinds is not None:
            return kind in kinds
    return True


@cache
def _units() -> dict[str, str]:
    rows = read_table("units", ("unit", "canonical", "factor", "kind", "note"))
    return {row["canonical"]: row["kind"] for row in rows}


@cache
def _endings() -> dict[str, frozenset[str]]:
    rows = read_table("indicator_units", ("ending", "units", "note"))
    return {row["ending"]: frozenset(row["units"].split()) for row in rows}
