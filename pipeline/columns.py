"""What a column and a table are, and short ways to declare them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Any, Literal

ColumnType = Literal["string", "integer", "number", "date", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``enum``: all values it can have. ``width`` (characters) and ``wrap`` are for the spreadsheet."""

    name: str
    title: str
    type: ColumnType
    description: str
    enum: tuple[str, ...] = ()
    required: bool = False
    width: int = 12
    wrap: bool = False

    @property
    def free_text(self) -> bool:
        """Whether documents decide what stands in it. A closed vocabulary of ours needs no defusing."""
        return self.type == "string" and not self.enum


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: file name, Chinese sheet title, row class, columns in order."""

    name: str
    title: str
    description: str
    row: type
    columns: tuple[Column, ...]


@cache
def row_values(spec: TableSpec) -> Callable[[Any], tuple[Any, ...]]:
    """What gives the values of a row of ``spec``, in the order of its columns."""
    return attrgetter(*(column.name for column in spec.columns))


def text(
    name: str,
    title: str,
    description: str,
    width: int = 12,
    *,
    wrap: bool = False,
    required: bool = False,
    enum: tuple[str, ...] = (),
) -> Column:
    """A text column; a closed vocabulary (``enum``) is always filled."""
    return Column(name, title, "string", description, enum, required or bool(enum), width, wrap)


def day(name: str, title: str, description: str) -> Column:
    """A date column."""
    return Column(name, title, "date", description, width=12)


def count(name: str, title: str, description: str, *, required: bool = False) -> Column:
    """A column of whole numbers."""
    return Column(name, title, "integer", description, required=required, width=9)
