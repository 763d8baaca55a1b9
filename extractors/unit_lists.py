"""Lists of units: ``A、B牵头,C会同D负责`` read into single bodies with their roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from extractors.body_names import is_known_body
from extractors.role_words import bracketed_role, closing, joint, role_of_verb, tail
from extractors.types import Role, Span
from extractors.unit_spans import (
    SEPARATORS,
    Quality,
    after_bracket,
    any_name_end,
    chunk_end_at,
    known_prefix,
    name_of,
    quality_of,
    unit_at,
    wrapped_name_end,
)

Manner = Literal["", "label", "cell", "open"]

# 1.市科技局 2.市财政局
_BULLET = regex.compile(r"(?:\(?\d{1,2}[.、)]|[①-⑳])(?=\s?\p{Han})")
_LEADING = regex.compile(r"(?:主要|具体|统一|分别)?由|以(?=\p{Han}{2,12}为主)|以及|及|和|与|其中|或|并|包括")
_PARTY = regex.compile(r"(?:党工委|党委|[省市县区州旗]委)$")
_ITS_GOVERNMENT = regex.compile(r"(?:管委会|管理委员会|人民政府|政府)(?!办|组成|各|部门|工作)")
# A time limit among the units is no unknown name: (市卫生健康委负责,2025年底前完成).
_WHEN = regex.compile(
    r"(?:(?:整改|完成|办结|实施)?(?:时限|期限|时间)(?:为|是)?)?(?:到|于)?"
    r"(?:\d|每|全年|年底|长期|持续|常态|立即|即知|立行|按期|按时|限期)[^、,;。:()]{0,20}"
)


@dataclass(frozen=True, slots=True)
class Item(Span):
    """One unit of a list.

    ``group`` counts the stretches of one role; ``told`` says whether a word beside the unit gave it.
    """

    role: Role
    group: int
    quality: Quality
    told: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stretch holds: its units in order, and the number of pieces between separators that are none.

    ``ends_with_role`` is true where a role word stood behind the last unit.
    """

    items: tuple[Item, ...]
    skipped: int
    ends_with_role: bool

    @property
    def clean(self) -> bool:
        """Whether nothing but units stood in the stretch."""
        return not self.skipped


def read_list(text: str, start: int, end: int, default: Role, *, how: Manner = "") -> Reading:
    """The units in ``text[start:end]``; ``default`` is the role of those that no word gives one.

    What is no body is left out and counted; the caller decides whether that matters. ``how`` the stretch was met:
    behind a ``label`` that gave ``default``; in a ``cell`` where nothing but units is expected, so that names in no
    list count too; with an ``open`` end that may run into other words (A会同|B、C制定办法), where reading stops.
    """
    return _Reader(text, end, default, how).read(start)


class _Reader:
    """Reads one list from left to right. ``group`` holds the units that no role word has closed yet."""

    __slots__ = ("closed_at", "default", "done", "end", "group", "how", "joined", "skipped", "text")

    def __init__(self, text: str, end: int, default: Role, how: Manner) -> None:
        self.text, self.end, self.default, self.how = text, end, default, how
        self.done: list[Item] = []
        self.group: list[Item] = []
        self.skipped, self.joined, self.closed_at = 0, False, -1

    def read(self, position: int) -> Reading:
        while position < self.end:
            after = self._between(position)
            if after == position:
                after = self._unit(position)
            if after == position:
                break
            position = after
        items = _numbered([*self.done, *self.group])
        return Reading(items, self.skipped, bool(items) and self.closed_at == len(items))

    def _between(self, position: int) -> int:
        """Step over what stands between units: separators, notes in 〈〉, 会同, 由, 和."""
        char = self.text[position]
        if char in ";。":
            # A semicolon closes a group and what 会同 opened: A会同B;C负责.
            self.done.extend(self.group)
            self.group, self.joined = [], False
        if char in SEPARATORS or char.isspace():
            return position + 1
        if char in "〈<":
            return after_bracket(self.text, position, self.end)
        # Before any unit only 会同 is a verb: 联合采购办公室 begins a name.
        if (found := joint().match(self.text, position, self.end)) and (self.group or "会同" in found[0]):
            self.group = [_told(item, "lead") for item in self.group]
            self.joined = True
            return int(found.end())
        if found := _BULLET.match(self.text, position, self.end):
            return int(found.end())
        leading = _LEADING.match(self.text, position, self.end)
        if leading is None or is_known_body(name_of(self.text, position, chunk_end_at(self.text, position, self.end))):
            return position
        return int(leading.end())

    def _unit(self, position: int) -> int:
        """Read the unit at ``position`` and what follows it; ``position`` itself where the list ends."""
        text, chunk_end = self.text, chunk_end_at(self.text, position, self.end)
        if chunk_end < self.end and text[chunk_end] == ":":
            # Another label (完成时限:) ends the list; in a file without line ends it may touch the last unit.
            self._add(position, known_prefix(text, position, chunk_end))
            self.skipped += 1
            return position
        unit_end, rest = unit_at(text, position, self.end)
        if self.how == "open" and unit_end == position:
            unit_end = rest = known_prefix(text, position, chunk_end)
        if self.how == "cell" and unit_end == position:
            unit_end = rest = wrapped_name_end(text, position, self.end) or any_name_end(text, position, chunk_end)
        if unit_end == position:
            unit_end = rest = self._sibling(position)
            self._add(position, unit_end, "form")
        else:
            self._add(position, unit_end)
        if rest == unit_end > position and (found := bracketed_role().match(text, unit_end)):
            self.group[-1] = _told(self.group[-1], role_of_verb(found["verb"]))
            rest = found.end()
        if behind := tail().match(text, rest, self.end):
            if behind["verb"]:
                self._close(role_of_verb(behind["verb"]))
            rest = behind.end()
        if rest > position:
            return rest
        if self.how == "open":
            self.skipped += 1
            return position
        if _WHEN.fullmatch(text, position, chunk_end):
            return chunk_end
        self.skipped += 1
        found = closing().search(text, position, chunk_end) if self.how == "" else None
        if found and found["verb"]:
            # The role word behind a name that could not be read holds for the names before it.
            self._close(role_of_verb(found["verb"]))
        return chunk_end

    def _sibling(self, position: int) -> int:
        """Where a body ends that leaves out the place of the party committee before it: 经开区党工委、管委会."""
        before = self.group[-1] if self.group else None
        if before is None or not _PARTY.search(self.text, before.start, before.end):
            return position
        near = self.text[before.end : position].strip() in ("、", "和", "")
        found = _ITS_GOVERNMENT.match(self.text, position, self.end) if near else None
        return int(found.end()) if found else position

    def _add(self, start: int, end: int, quality: Quality | None = None) -> None:
        if end > start:
            role: Role = "support" if self.joined else self.default
            told = quality or quality_of(name_of(self.text, start, end))
            self.group.append(Item(start, end, role, 0, told, self.joined))

    def _close(self, role: Role) -> None:
        """Give the open group the role of the words behind it."""
        keep = 0
        if self.how == "label" and role == "support" and not any(item.told for item in self.done):
            keep = _before_comma(self.text, self.group)
        self.done.extend(self.group[:keep])
        self.done.extend(_by_verb(item, role) for item in self.group[keep:])
        self.group, self.joined, self.closed_at = [], False, len(self.done)


def _numbered(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with their groups: a new one wherever the role changes."""
    numbered: list[Item] = []
    for item in items:
        group = numbered[-1].group + (numbered[-1].role != item.role) if numbered else 0
        numbered.append(replace(item, group=group))
    return tuple(numbered)


def _before_comma(text: str, group: Sequence[Item]) -> int:
    """How many units stand before the first comma: in 牵头单位:A,B、C配合 only B and C support."""
    for number in range(1, len(group)):
        if "," in text[group[number - 1].end : group[number].start]:
            return number
    return 0


def _by_verb(item: Item, role: Role) -> Item:
    """The item with the role of the words behind it; a mere 负责 does not undo what a label or 会同 said."""
    if item.told:
        return item
    return _told(item, item.role if role == "responsible" else role)


def _told(item: Item, role: Role) -> Item:
    return replace(item, role=role, told=True)
