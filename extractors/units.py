"""Units of measure: which there are, what may stand below a stroke, and what a written unit is called in the tables.

``万家`` is no unit, ``家`` is; ``μg/m3`` and ``微克每立方米`` are 微克/立方米; ``m³/d`` is 立方米/日, ``t/(km2·月)`` is
吨/平方公里·月, ``台(套)`` stays as written. The lexicon is ``lexicon/units.tsv``.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

import regex

from extractors.lexicon import alternation, read_table

# A unit in Latin letters ends where they end: 120km, not the k of 5kmh, nor the P of 10PB.
_ENDS = r"(?!(?<=[A-Za-z])[A-Za-z])(?!(?<=[A-Za-z0-9²³])[0-9²³])"
# 人天 of 500人天, not of 20人天津; 5 of 5.3万家庭, not of 5家庭农场.
_GUARDED = {"人天": "(?![津水门台然])", "家庭": "(?!农场|医生|教育|服务|作坊|[院式])"}
# What stands below a stroke only: 3万m3/d, 500t/a, 30mg/l.
_BELOW = {
    "d": "日", "h": "小时", "a": "年", "s": "秒", "min": "分钟", "L": "升", "l": "升",
    "年": "年", "月": "月", "日": "日", "天": "天",
}  # fmt: skip
_MANY = "(?:10万|[十百]?万|亿|千|百|每)"
_MANY_OF = regex.compile(rf"(?P<many>{_MANY})(?P<base>.+)")
_SECOND_COUNTER = r"(?:\([套间次处个项家座户台批件段条组对辆名人张部根所宗片块]\))?"
# 10/10万: so many of a hundred thousand.
_OF_MANY = "/(?:10万|十万|100万|百万|万|千)人?(?!元|户|家)"


@cache
def units() -> dict[str, tuple[str, Decimal, str]]:
    """Unit as written → canonical unit, factor, kind (``lexicon/units.tsv``)."""
    rows = read_table("units", ("unit", "canonical", "factor", "kind", "note"))
    return {row["unit"]: (row["canonical"], Decimal(row["factor"]), row["kind"]) for row in rows}


def unit_pattern() -> str:
    """A pattern for a unit and what it counts for: 家, 台(套), 元/人·天, m3/d, t/(km2·月)."""
    unit = _one_of([*units()])
    base = _one_of([*(name for name in units() if "/" not in name), *_BELOW])
    one = f"(?:{base}|{_MANY}{base})"
    return rf"(?:{unit}{_SECOND_COUNTER}(?:/\({one}[·.*]{base}\)|/{one}(?:[·.*]{base})?)?|{_OF_MANY})"


def _one_of(names: Sequence[str]) -> str:
    """A pattern for the longest of ``names``, Latin ones up to where their letters end."""
    latin = [name for name in names if name[-1].isascii() or name[-1] in "²³"]
    guarded = [name + _GUARDED[name] for name in names if name in _GUARDED]
    others = [name for name in names if name not in latin and name not in _GUARDED]
    return f"(?:{'|'.join([*guarded, alternation(others)])}|{alternation(latin)}{_ENDS})"


@cache
def read_unit_name(written: str) -> tuple[str, Decimal, str] | None:
    """Canonical unit, factor and kind of what ``unit_pattern`` took; ``None`` where it is no unit."""
    known = units().get(written) or _with_counter(written)
    above, stroke, below = written.partition("/")
    if known or not stroke:
        return known
    if not above:
        return written.replace("十万", "10万").replace("百万", "100万"), Decimal(1), "rate"
    head = units().get(above) or _with_counter(above)
    if head is None:
        return None
    name = f"{head[0]}/{_base(below.strip('()'))}"
    again = units().get(name)
    return (again[0], head[1] * again[1], again[2]) if again else (name, head[1], "rate")


def _with_counter(written: str) -> tuple[str, Decimal, str] | None:
    """8万台(套): a second counter in brackets belongs to the first."""
    counter, bracket, rest = written.partition("(")
    head = units().get(counter) if bracket and "/" not in written else None
    return (f"{head[0]}({rest}", head[1], head[2]) if head else None


def _base(written: str) -> str:
    """What stands below the stroke, in canonical names: m3 → 立方米, km2·月 → 平方公里·月, 万人 as it is."""
    if written in _BELOW:
        return _BELOW[written]
    known = units().get(written)
    if known:
        return known[0]
    parts = regex.split("[·.*]", written, maxsplit=1)
    if len(parts) > 1:
        return "·".join(_base(part) for part in parts)
    found = _MANY_OF.fullmatch(written)
    return f"{found['many']}{_base(found['base'])}" if found else written
