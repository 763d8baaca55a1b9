"""Gains and losses between two runs, record by record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluation.csvfile import read_rows
from pipeline.evaluation.errors import EvaluationError
from pipeline.evaluation.run_rows import COLUMNS as ROW_COLUMNS
from pipeline.evaluation.run_rows import RunRow

ROWS_FILE = "rows.csv"

CHANGES = ("gain", "loss", "changed", "gone_spurious", "new_spurious", "new_gold", "gone_gold")
"""``gain``/``loss``: more or less of a gold record is right than before; ``changed``: other fields are wrong;
``new_gold``/``gone_gold``: the record is in the gold of one run only."""

_PLACE = ("char_start", "char_end", "raw", "label")
COLUMNS = ("change", "doc", "table", "was", "now", *_PLACE, "was_got", "got", "sentence")

_RANK = {"missed": 0, "partial": 1, "right": 2}
_Key = tuple[str, str, bool, str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. ``was`` and ``now`` are states with their wrong fields (``partial: unit、clause``)."""

    change: str
    was: str
    now: str
    row: RunRow
    was_got: str

    def cells(self) -> tuple[str, ...]:
        """The row of compare.csv, in the order of ``COLUMNS``."""
        row = self.row
        place = tuple(getattr(row, name) for name in _PLACE)
        return (self.change, row.doc, row.table, self.was, self.now, *place, self.was_got, row.got, row.sentence)


def load_rows(run: Path) -> list[RunRow]:
    """The rows of an earlier run's folder. Raises ``EvaluationError`` where they are missing or not what they were."""
    path = run / ROWS_FILE
    if not path.is_file():
        raise EvaluationError(f"{run} is not the folder of an evaluation: it has no {ROWS_FILE} / 不是评测结果文件夹")
    rows = []
    try:
        for line, cells in read_rows(path):
            if tuple(cells) != ROW_COLUMNS:
                raise EvaluationError(f"{path}: columns are {list(cells)}, must be {list(ROW_COLUMNS)}")
            if cells["state"] not in _RANK and cells["state"] != "spurious":
                raise EvaluationError(f"{path}:{line}: no such state: {cells['state']!r}")
            if not all(cells[name].isdecimal() or not cells[name] for name in ("char_start", "char_end")):
                raise EvaluationError(f"{path}:{line}: offsets must be whole numbers or empty")
            rows.append(RunRow(**cells))
    except ValueError as error:
        raise EvaluationError(f"{path}: not a table that can be read: {error}") from error
    return rows


def compare_runs(old: Sequence[RunRow], new: Sequence[RunRow]) -> list[Change]:
    """What became different from ``old`` to ``new``; records that fare the same are left out."""
    before, after = _by_key(old), _by_key(new)
    changes = [_change(before.get(key), after.get(key)) for key in {**before, **after}]
    return sorted((change for change in changes if change), key=_order)


def _by_key(rows: Iterable[RunRow]) -> dict[_Key, RunRow]:
    """Rows by what they are about; rows that are about the very same thing are told apart by counting them."""
    seen: Counter[tuple[str, ...]] = Counter()
    keyed: dict[_Key, RunRow] = {}
    for row in sorted(rows, key=lambda row: (_RANK.get(row.state, -1), row.wrong, row.got)):
        spurious = row.state == "spurious"
        about = (row.doc, row.table, row.char_start, row.char_end, row.raw, row.label)
        keyed[about[0], about[1], spurious, *about[2:], seen[*about, str(spurious)]] = row
        seen[*about, str(spurious)] += 1
    return keyed


def _change(was: RunRow | None, now: RunRow | None) -> Change | None:
    row = now or was
    assert row is not None
    kind = _kind(was, now)
    return Change(kind, _state(was), _state(now), row, was.got if was else "") if kind else None


def _kind(was: RunRow | None, now: RunRow | None) -> str:
    """The kind of a change, empty where nothing changed."""
    if now is None:
        return "gone_spurious" if was and was.state == "spurious" else "gone_gold"
    if was is None:
        return "new_spurious" if now.state == "spurious" else "new_gold"
    if (was.state, was.wrong) == (now.state, now.wrong):
        return ""
    if was.state != now.state:
        return "gain" if _RANK[now.state] > _RANK[was.state] else "loss"
    wrong_before, wrong_now = set(was.wrong.split("、")), set(now.wrong.split("、"))
    return "gain" if wrong_now < wrong_before else "loss" if wrong_before < wrong_now else "changed"


def _state(row: RunRow | None) -> str:
    if row is None:
        return ""
    return f"{row.state}: {row.wrong}" if row.wrong else row.state


def _order(change: Change) -> tuple[object, ...]:
    row = change.row
    return CHANGES.index(change.change), row.doc, row.table, int(row.char_start or 0), int(row.char_end or 0), row.label
