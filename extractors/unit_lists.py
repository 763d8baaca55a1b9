"""Lists of units: ``A、B牵头,C会同D负责`` read into single bodies with their roles.

The words that give roles are rows of ``lexicon/role_labels.tsv``; what counts as a body is decided in ``body_names``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from extractors.body_names import class_end, is_class, is_known_body, is_place, is_vague_class, looks_like_body
from extractors.lexicon import alternation, read_table
from extractors.types import Role, Span

Quality = Literal["known", "class", "vague", "form", "unknown"]

_ETC = (
    r"等{1,2}(?:(?:其他|有关|相关|各|国家|市级|省级|市直|省直|区级|县级|区直|县直|\d{1,2}(?:个|家)){0,3}"
    r"(?:部门和单位|部门及单位|部门、单位|部门单位|部门|单位|机构|处室|科室|方面|企业|银行|金融机构|高校))?"
)
# 和 and its like part two bodies only where both sides are bodies: 文化和旅游局 stays whole.
_AND = regex.compile(r"以及|和|及|与|并由|并")
_LEADING = regex.compile(r"(?:主要|具体|统一|分别)?由|以(?=\p{Han}{2,12}为主)|以及|及|和|与|其中|或|并")
_SEPARATORS = frozenset("、,;。:/|\n\t")
_SPACE = regex.compile(r"\s")
_OPEN = {"(": ")", "〈": "〉", "<": ">", "《": "》", "【": "】"}


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
    """What a stretch holds: its units in order, and whether nothing else stood in it.

    ``ends_with_role`` is true where a role word stood behind the last unit.
    """

    items: tuple[Item, ...]
    clean: bool
    ends_with_role: bool


def read_list(text: str, start: int, end: int, default: Role, *, open_end: bool = False) -> Reading:
    """The units in ``text[start:end]``; ``default`` is the role of those that no word gives one.

    What is no body is left out and makes the reading unclean; the caller decides whether that matters. With
    ``open_end`` the list may run into other words (A会同|B、C制定办法): reading stops where it does.
    """
    done: list[Item] = []
    open_group: list[Item] = []
    clean, joined, role_at = True, False, -1
    position = start
    while position < end:
        if text[position] in _SEPARATORS or text[position].isspace():
            if text[position] in ";。":
                # A semicolon closes a group and what 会同 opened: A会同B;C负责.
                done.extend(open_group)
                open_group, joined = [], False
            position += 1
            continue
        if text[position] in "〈<":
            position = _after_bracket(text, position, end)
            continue
        # Before any unit only 会同 is a verb: 联合采购办公室 begins a name.
        if (found := _joint().match(text, position, end)) and (open_group or "会同" in found[0]):
            open_group = [_told(item, "lead") for item in open_group]
            joined, position = True, found.end()
            continue
        chunk_end = _chunk_end(text, position, end)
        if chunk_end < end and text[chunk_end] == ":":
            # Another label (完成时限:) ends the list.
            clean = False
            break
        if (found := _LEADING.match(text, position, end)) and not is_known_body(_name(text, position, chunk_end)):
            position = found.end()
            continue
        unit_end, rest = _unit(text, position, end)
        if open_end and unit_end == position:
            unit_end = rest = _known_prefix(text, position, chunk_end)
        if unit_end > position:
            quality = _quality(_name(text, position, unit_end))
            role: Role = "support" if joined else default
            open_group.append(Item(position, unit_end, role, 0, quality, joined))
            bracket_role, rest = _role_in_bracket(text, unit_end, rest)
            if bracket_role:
                open_group[-1] = _told(open_group[-1], bracket_role)
        tail = _tail().match(text, rest, end)
        if tail and tail["verb"]:
            open_group = [_by_verb(item, _role_of(tail["verb"])) for item in open_group]
            done.extend(open_group)
            open_group, joined, role_at = [], False, len(done)
            position = tail.end()
        elif tail and tail.end() > rest:
            position = tail.end()
        elif rest > position:
            position = rest
        else:
            clean = False
            if open_end:
                break
            position = chunk_end
    groups = _numbered([*done, *open_group])
    return Reading(groups, clean, role_at == len(groups) and bool(groups))


def _numbered(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with their groups: a new one wherever the role changes."""
    numbered: list[Item] = []
    for item in items:
        group = numbered[-1].group + (numbered[-1].role != item.role) if numbered else 0
        numbered.append(replace(item, group=group))
    return tuple(numbered)


def _by_verb(item: Item, role: Role) -> Item:
    """The item with the role of the words behind it; a mere 负责 does not undo what a label or 会同 said."""
    if item.told:
        return item
    return _told(item, item.role if role == "responsible" else role)


def _told(item: Item, role: Role) -> Item:
    return replace(item, role=role, told=True)


def _unit(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the unit at ``start`` ends and where reading goes on; ``(start, start)`` where no body begins."""
    stop = class_end(text, start, end)
    if stop > start:
        return stop, stop
    chunk_end = _chunk_end(text, start, end)
    chunk = text[start:chunk_end].rstrip()
    chunk_end = start + len(chunk)
    if "(" not in chunk and is_known_body(_SPACE.sub("", chunk)) and not _SPACE.search(chunk):
        return chunk_end, chunk_end
    for cut in _cuts(chunk):
        name = _SPACE.sub("", chunk[:cut])
        if is_known_body(name) or (looks_like_body(name) and not is_vague_class(name)):
            return _with_alias(text, start, start + cut, chunk_end)
    return start, start


def _known_prefix(text: str, start: int, end: int) -> int:
    """Where the longest known name at ``start`` ends; ``start`` if none begins there."""
    for stop in range(min(end, start + 30), start + 1, -1):
        if is_known_body(text[start:stop]):
            return stop
    return start


def _cuts(chunk: str) -> Iterable[int]:
    """Where a name in ``chunk`` may end: before a bracket, 等, a role word, 和 or a blank; else at its end."""
    cuts = {len(chunk)}
    cuts.update(found.start() for found in _break().finditer(chunk) if found.start())
    tail = _closing().search(chunk)
    if tail and tail.start():
        cuts.add(tail.start())
    # A name may hold 和 or a blank itself: the longest known name wins, then the shortest that looks like one.
    longest = [cut for cut in sorted(cuts, reverse=True) if is_known_body(_SPACE.sub("", chunk[:cut]))]
    return longest[:1] or sorted(cuts)


def _with_alias(text: str, start: int, stop: int, end: int) -> tuple[int, int]:
    """Take a bracket along that names the same body otherwise: 省委组织部(省委人才办); step over any other."""
    if stop >= end or text[stop] != "(":
        return stop, stop
    close = _after_bracket(text, stop, end)
    inside = text[stop + 1 : close - 1]
    if looks_like_body(inside) or is_class(inside):
        return close, close
    if _role_pattern().fullmatch(inside):
        return stop, stop
    return stop, close


def _role_in_bracket(text: str, stop: int, rest: int) -> tuple[Role | None, int]:
    """A role told in a bracket behind the unit: 省科技厅(牵头)."""
    if rest == stop and (found := _bracketed_role().match(text, stop)):
        return _role_of(found["verb"]), found.end()
    return None, rest


def _quality(name: str) -> Quality:
    if is_vague_class(name):
        return "vague"
    if is_class(name):
        return "class"
    if is_known_body(name):
        return "known"
    return "form" if looks_like_body(name) or is_place(name) else "unknown"


def _name(text: str, start: int, end: int) -> str:
    return "".join(text[start:end].split())


def _chunk_end(text: str, start: int, end: int) -> int:
    """The next separator outside brackets."""
    position = start
    while position < end and text[position] not in _SEPARATORS:
        position = _after_bracket(text, position, end) if text[position] in _OPEN else position + 1
    return position


def _after_bracket(text: str, start: int, end: int) -> int:
    """Behind the bracket that closes the one at ``start``; ``end`` if it stays open."""
    opening, closing = text[start], _OPEN[text[start]]
    depth = 0
    for position in range(start, end):
        if text[position] == opening:
            depth += 1
        elif text[position] == closing:
            depth -= 1
            if depth == 0:
                return position + 1
    return end


def role_words(kind: str) -> tuple[str, ...]:
    """The words of one kind in ``role_labels.tsv``, longest first."""
    found = (row["word"] for row in role_rows() if row["kind"] == kind)
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _role_of(verb: str) -> Role:
    roles = {row["role"] for row in role_rows() if row["kind"] == "tail" and row["word"] in verb}
    return "lead" if "lead" in roles else "support" if "support" in roles else "responsible"


@cache
def role_rows() -> tuple[dict[str, str], ...]:
    """The rows of ``lexicon/role_labels.tsv``."""
    return tuple(read_table("role_labels", ("word", "kind", "role", "note"), key=("word", "kind")))


@cache
def _joint() -> regex.Pattern[str]:
    return regex.compile(rf"(?:并|要|应)?(?:{alternation(role_words('joint'))})(?!单位|部门|:)")


@cache
def _role_pattern() -> regex.Pattern[str]:
    filler, tail = alternation(role_words("filler")), alternation(role_words("tail"))
    return regex.compile(rf"(?:{filler}){{0,8}}(?:{tail})(?:{filler}|{tail}|单位|部门|工作){{0,6}}")


@cache
def _tail() -> regex.Pattern[str]:
    """等部门按职责分工负责 · 牵头 · 配合做好相关工作."""
    return regex.compile(
        rf"\s?(?:{_ETC})?\s?(?P<verb>{_role_pattern().pattern})?(?=$|[、,;。:()〉>\s]|和|及|会同|联合|协同)"
    )


@cache
def _closing() -> regex.Pattern[str]:
    """The same at the end of a chunk, wherever it begins."""
    return regex.compile(rf"(?:{_ETC}\s?(?:{_role_pattern().pattern})?|{_role_pattern().pattern})$")


@cache
def _bracketed_role() -> regex.Pattern[str]:
    return regex.compile(rf"\((?P<verb>{_role_pattern().pattern})\)")


@cache
def _break() -> regex.Pattern[str]:
    return regex.compile(rf"{_joint().pattern}|{_AND.pattern}|等|\(|\s|〈|<|{_role_pattern().pattern}(?=会同|联合)")
