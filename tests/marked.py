"""Sentences with the answers marked inside them, and the strict reader of such files.

A file of ``tests/cases`` holds one sentence a line. What must be found is marked where it stands, what looks like it
and must be refused is marked with the reason::

    力争全省R&D经费增长⟦14%|>= 14 % growth R&D经费 !力争 @全省 #predicate⟧以上。
    推进G⟪60|ordinal⟫科创走廊建设。

``#`` opens a comment, ``==`` a group; ``[achieved]`` or ``[target]`` before a sentence is what its heading says.
Everything that is not marked must not be found. Whatever the reader cannot understand is an error with file and line: a
mark that is not closed, empty, of an unknown word, a sentence without a mark, a sentence that stands twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Generic, TypeVar, get_args

import regex

from extractors.types import Comparator, Measure, Status

CASES = Path(__file__).resolve().parent / "cases"
_SECTIONS = ("achieved", "target")
_MARK = regex.compile(r"⟦(?P<found>[^⟦⟧⟪⟫|]+)\|(?P<fields>[^⟦⟧⟪⟫|]+)⟧|⟪(?P<refused>[^⟦⟧⟪⟫|]+)\|(?P<reason>[a-z_]+)⟫")


class CaseError(ValueError):
    """A case file that would test something else than it says; the message names file and line."""


Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Refused:
    """A stretch that must not be found, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Case(Generic[Answer]):
    """One sentence without its marks, what must be found in it and what must be refused, by position."""

    where: str
    text: str
    section: Status | None
    found: tuple[Answer, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class QuantityAnswer:
    """A quantity as a case states it."""

    start: int
    end: int
    comparator: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    kind: str
    rule: str


@dataclass(frozen=True, slots=True)
class TargetAnswer:
    """A target as a case states it: all fields, those left out are empty and the status is ``target``."""

    start: int
    end: int
    comparator: str
    value: Decimal
    value_max: Decimal | None
    unit: str
    measure: str
    indicator: str
    status: str
    modality: str
    scope: str
    rule: str


Read = Callable[[int, int, list[str]], Answer]


def quantity_answer(start: int, end: int, fields: list[str]) -> QuantityAnswer:
    """``>= 12000 家 body #number_unit``: comparator, value, unit, kind, rule; ``-`` stands for no unit."""
    comparator, value, unit, kind, rule = _exactly(fields, 5)
    _one_of(comparator, get_args(Comparator))
    low, high = _value(comparator, value)
    return QuantityAnswer(start, end, comparator, low, high, _unit(unit), kind, _tagged(rule, "#"))


def target_answer(start: int, end: int, fields: list[str]) -> TargetAnswer:
    """``>= 14 % growth R&D经费 achieved !力争 @全省 #predicate``: in this order, status, ! and @ where stated."""
    comparator, value, unit, measure, indicator, *rest = fields
    _one_of(comparator, get_args(Comparator))
    _one_of(measure, get_args(Measure))
    low, high = _value(comparator, value)
    status = rest.pop(0) if rest and rest[0] in ("achieved", "parameter") else "target"
    modality = _tagged(rest.pop(0), "!") if rest and rest[0].startswith("!") else ""
    scope = _tagged(rest.pop(0), "@") if rest and rest[0].startswith("@") else ""
    (rule,) = _exactly(rest, 1)
    return TargetAnswer(
        start, end, comparator, low, high, _unit(unit), measure, indicator, status, modality, scope, _tagged(rule, "#")
    )


def _exactly(fields: list[str], count: int) -> list[str]:
    if len(fields) != count:
        raise ValueError(f"{count} words must stand here: {fields}")
    return fields


def _one_of(word: str, allowed: tuple[str, ...]) -> None:
    if word not in allowed:
        raise ValueError(f"{word!r} is none of {allowed}")


def _tagged(word: str, tag: str) -> str:
    if not word.startswith(tag) or len(word) < 2:
        raise ValueError(f"{word!r} must be a word behind {tag}")
    return word[1:]


def _unit(word: str) -> str:
    return "" if word == "-" else word


def _value(comparator: str, word: str) -> tuple[Decimal, Decimal | None]:
    low, dots, high = word.partition("..")
    if bool(dots) != (comparator == "range"):
        raise ValueError(f"a range and only a range has two values: {comparator} {word}")
    try:
        return Decimal(low), Decimal(high) if dots else None
    except InvalidOperation:
        raise ValueError(f"no number: {word!r}") from None


def read_cases(name: str, read: Read[Answer]) -> list[Case[Answer]]:
    """The cases of ``tests/cases/NAME.txt``."""
    return parse_cases((CASES / f"{name}.txt").read_text(encoding="utf-8"), name, read)


def parse_cases(source: str, name: str, read: Read[Answer]) -> list[Case[Answer]]:
    """The cases written in ``source``; ``CaseError`` names ``name`` and the line that cannot be understood."""
    cases: list[Case[Answer]] = []
    seen: dict[tuple[str | None, str], int] = {}
    for number, line in enumerate(source.splitlines(), start=1):
        if not line or line.startswith(("#", "== ")):
            continue
        where = f"{name}.txt:{number}"
        try:
            case = _parse(where, line, read)
        except ValueError as error:
            raise CaseError(f"{where}: {error}: {line}") from error
        before = seen.setdefault((case.section, case.text), number)
        if before != number:
            raise CaseError(f"{where}: stands already in line {before}: {line}")
        cases.append(case)
    return cases


def _parse(where: str, line: str, read: Read[Answer]) -> Case[Answer]:
    section: Status | None = None
    for known in get_args(Status):
        if line.startswith(f"[{known}] "):
            if known not in _SECTIONS:
                raise ValueError(f"no section speaks of {known}")
            section, line = known, line[len(known) + 3 :]
    if line != line.strip():
        raise ValueError("blank at the end or the start")
    text, done = "", 0
    found: list[Answer] = []
    refused: list[Refused] = []
    for match in _MARK.finditer(line):
        text += line[done : match.start()]
        done = match.end()
        start = len(text)
        text += match["found"] or match["refused"]
        if match["reason"]:
            refused.append(Refused(start, len(text), match["reason"]))
        else:
            found.append(read(start, len(text), match["fields"].split(" ")))
    text += line[done:]
    if regex.search("[⟦⟧⟪⟫|]", text):
        raise ValueError("a mark that is not closed or cannot be read")
    if not found and not refused:
        raise ValueError("nothing is marked, so nothing would be tested")
    return Case(where, text, section, tuple(found), tuple(refused))
