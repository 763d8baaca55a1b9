"""The 任务分解表: one line for each lowest clause or table row that says who does what by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import regex

from pipeline.cells import plain_decimal
from pipeline.records import DeadlineRow, ResponsibilityRow, TargetRow, TaskRow

_SIGNS = {"=": "", ">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "~": "约", "range": ""}
_BLANKS = regex.compile(r"\s+")
_FIRST_WORDS = regex.compile(r"[^，,；;]{4,60}|.*")
_LINE = regex.compile(r"[^\n]*(?:\n|$)")
_STOPS = regex.compile(r"[。;；]+(?=。)")
_SENTENCE = regex.compile(r"[^。;；\n]{1,120}")


class WrittenTarget(NamedTuple):
    """A target with its value expression as read (repaired where the source is damaged), where it was read in the
    reading view, and the word of change its sentence uses (降低13.5%)."""

    row: TargetRow
    word: str
    read: str
    place: int


class WrittenDeadline(NamedTuple):
    """A deadline with its expression as read, and where."""

    row: DeadlineRow
    read: str
    place: int


@dataclass(slots=True)
class Task:
    """What is gathered for one line, in the order of the text. ``start`` is where ``body`` starts in the reading view.

    ``cut`` are the stretches of ``body`` that have columns of their own.
    """

    clause: str
    heading: str
    body: str
    page: int | None
    start: int = 0
    cut: list[tuple[int, int]] = field(default_factory=list)
    targets: list[WrittenTarget] = field(default_factory=list)
    units: list[ResponsibilityRow] = field(default_factory=list)
    deadlines: list[WrittenDeadline] = field(default_factory=list)


def task_row(doc_id: str, task: Task) -> TaskRow | None:
    """The line of one clause; ``None`` where it has neither unit nor deadline nor target."""
    targets = [target for target in task.targets if target.row.status == "target"]
    if not (targets or task.units or task.deadlines):
        return None
    heading, measures = _heading_and_measures(task)
    ends = [row.end_date for row, *_ in task.deadlines if row.end_date]
    return TaskRow(
        doc_id=doc_id,
        clause=task.clause,
        task=heading or _first_sentence(measures),
        measures=measures,
        targets="、".join(_unique(_written(target) for target in targets)),
        lead_units=_units(task.units, "lead"),
        responsible_units=_units(task.units, "responsible"),
        support_units=_units(task.units, "support"),
        deadline="、".join(_unique(_BLANKS.sub("", read) for _, read, _ in task.deadlines)),
        deadline_date=_latest(ends),
        page=task.page,
    )


def _latest(ends: Sequence[date]) -> date | None:
    return max(ends, default=None)


def _written(target: WrittenTarget) -> str:
    """``高新技术企业 ≥230家``, ``单位增加值能耗 降低13.5%``."""
    row = target.row
    value = _BLANKS.sub("", target.read)
    if row.extractor == "rules:table" and value[-1:].isdigit():
        # A bare number of an indicator table: its unit stands in another cell.
        most = f"-{plain_decimal(row.value_max)}" if row.value_max is not None else ""
        value = f"{plain_decimal(row.value)}{most}{row.unit}"
    return f"{row.indicator} {target.word if row.measure == 'growth' else ''}{_SIGNS[row.comparator]}{value}"


def _heading_and_measures(task: Task) -> tuple[str, str]:
    """What the line is called, and the clause's text without its heading and without what has columns of its own."""
    cuts = [*task.cut, *(_silent_lines(task) if not task.clause else ())]
    kept, at = [], 0
    for start, end in sorted(cuts):
        kept.append(task.body[at:start])
        at = max(at, end)
    body = "".join([*kept, task.body[at:]])
    # …600台。(责任单位:…)。 would end in two stops.
    body = str(_STOPS.sub("", _BLANKS.sub("", body)))
    heading = str(_BLANKS.sub("", task.heading))
    if not (heading and body.startswith(heading)):
        return heading, body
    rest = body[len(heading) :].lstrip("。:：,，;；")
    # 3.压减用电成本，低压企业办电环节不超过2个； is all one heading: its first words are the name.
    return (heading, rest) if rest else (_FIRST_WORDS.match(heading)[0], heading)


def _silent_lines(task: Task) -> Iterator[tuple[int, int]]:
    """Of the text before the first clause (title, addressees, dates) the paragraphs without target and time."""
    places = [target.place - task.start for target in task.targets]
    places += [deadline.place - task.start for deadline in task.deadlines]
    for line in _LINE.finditer(task.body):
        if places and not any(line.start() <= place < line.end() for place in places):
            yield line.span()


def _first_sentence(text: str) -> str:
    found = _SENTENCE.match(text)
    return str(found.group()) if found else ""


def _units(rows: Sequence[ResponsibilityRow], role: str) -> str:
    return "、".join(_unique(row.unit for row in rows if row.role == role))


def _unique(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))
