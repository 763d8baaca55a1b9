"""Responsible units of a document: lists of the blocks, the notes that govern them, official full names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import regex

from extractors.body_names import is_class
from extractors.ner import Entity, recogniser
from extractors.ner.linking import may_hold_assignments, with_proposals
from extractors.responsibilities import find_assignments, unit_list
from extractors.responsibility_notes import Note, find_notes
from extractors.types import Role, UnitMention
from pipeline.blocks import Block
from pipeline.document import ReadingView

HYBRID = "hybrid:"
"""What the rule of a linked proposal begins with."""

# Linked proposals that stand in a list.
_PROPOSED_LISTS = ("ner_label", "ner_bracket")


# Bodies that bore their names for some years only: a text that names them was written in those.
_ERAS = (
    (regex.compile("金融监管总局|金融监督管理总局|党委金融办|[省市]委金融办"), date(2024, 1, 1)),
    (regex.compile("银保监[局分会]"), date(2021, 1, 1)),
    (regex.compile("(?<!银)[银保]监[局会]|国税局|地税局|卫生计生委|工商局|食品药品监管局"), date(2016, 1, 1)),
)


def written_about(folded: str) -> date | None:
    """A day in the years in which a text without date was written, by the bodies it names; ``None`` if none tells."""
    return next((day for pattern, day in _ERAS if pattern.search(folded)), None)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A unit of one block, on the view's offsets."""

    start: int
    end: int
    role: Role
    order: int
    inherited: bool
    rule: str
    confidence: float
    group: int = 0


@dataclass(frozen=True, slots=True)
class _Placed:
    block: int
    note: Note
    offset: int


def assignments(view: ReadingView, blocks: Sequence[Block], ner: str = "") -> list[list[Assignment]]:
    """The assignments of each block, notes applied.

    ``列第一位者为牵头单位,下同`` makes the first of each plain list from its own clause on the lead. Units that a note
    adds (``以下均需各区、县落实,不再列出``) are rows of its clause, and inherited rows of every later one with a list.
    ``ner`` names the recogniser whose proposals are linked to what the rules read.
    """
    notes: list[_Placed] = []
    found: list[list[Assignment]] = []
    proposed = _proposals(view, blocks, ner) if ner else {}
    for index, block in enumerate(blocks):
        text = view.folded[block.start : block.end]
        if block.role is not None:
            mentions = unit_list(text, 0, len(text), block.role)
        else:
            mentions = find_assignments(text)
            if entities := proposed.get(index):
                mentions = with_proposals(text, mentions, entities)
            notes += [_Placed(index, note, block.start) for note in find_notes(text)]
        found.append(
            [
                Assignment(
                    block.start + mention.start,
                    block.start + mention.end,
                    mention.role,
                    mention.order,
                    False,
                    _rule(mention, ner),
                    mention.confidence,
                    mention.group,
                )
                for mention in mentions
            ]
        )
    for placed in notes:
        if placed.note.kind == "first_is_lead":
            first = 0 if placed.note.everywhere else placed.block
            for index in range(first, len(found)):
                found[index] = _first_leads(view.folded, found[index])
        else:
            _add(found, placed, blocks)
    return found


def _proposals(view: ReadingView, blocks: Sequence[Block], ner: str) -> dict[int, list[Entity]]:
    """What the recogniser sees in each block where somebody may be made responsible."""
    texts = {
        index: text
        for index, block in enumerate(blocks)
        if block.role is None and may_hold_assignments(text := view.folded[block.start : block.end])
    }
    return dict(zip(texts, recogniser(ner).find(list(texts.values())), strict=True))


def _rule(mention: UnitMention, ner: str) -> str:
    """The mention's rule; ``hybrid:spacy:ner_label`` for a linked proposal."""
    return f"{HYBRID}{ner.split(':', 1)[0]}:{mention.rule}" if mention.rule.startswith("ner_") else mention.rule


def _first_leads(text: str, items: Sequence[Assignment]) -> list[Assignment]:
    """The items with the first of each list as its lead.

    A list with roles of its own has none to give, nor has the second list of a bracket (责任部门:A;责任单位:B).
    Places (各县区) lead nobody.
    """
    told: set[int] = set()
    lists: dict[int, int] = {}
    for last, item in zip((None, *items), items, strict=False):
        goes_on = last is not None and (last.group == item.group or _same_bracket(text, last.end, item.start))
        lists[item.group] = lists[last.group] if last is not None and goes_on else item.group
        if item.role != "responsible":
            told.add(lists[item.group])
    plain = {group for group, first in lists.items() if group == first and first not in told}
    return [
        _lead(item) if item.group in plain and not is_class(text[item.start : item.end]) else item for item in items
    ]


def _same_bracket(text: str, start: int, end: int) -> bool:
    """Whether ``[start, end)`` parts two lists of one bracket: no bracket, sentence or line ends in it."""
    depth = 0
    for char in text[start:end]:
        depth += (char == "(") - (char == ")")
        if depth < 0 or char in "。\n":
            return False
    return depth == 0


def _lead(assignment: Assignment) -> Assignment:
    rule = assignment.rule
    listed = (rule.startswith(("label", "bracket")) or rule.endswith(_PROPOSED_LISTS)) and not assignment.inherited
    if assignment.role != "responsible" or assignment.order != 1 or not listed:
        return assignment
    return replace(assignment, role="lead", rule=f"{rule}+first_is_lead")


def _add(found: list[list[Assignment]], placed: _Placed, blocks: Sequence[Block]) -> None:
    first = 0 if placed.note.everywhere else placed.block
    for index in range(first, len(found)):
        if _part(blocks[index]) != _part(blocks[placed.block]):
            continue
        if index != placed.block and not any(not item.inherited for item in found[index]):
            continue
        found[index] = [*found[index], *_from_note(placed, inherited=index != placed.block)]


def _part(block: Block) -> str:
    """The plan of the file that a block stands in: ``2`` of ``2:一/三``."""
    return block.clause.partition(":")[0] if ":" in block.clause else ""


def _from_note(placed: _Placed, *, inherited: bool) -> Iterator[Assignment]:
    for order, span in enumerate(placed.note.units, start=1):
        yield Assignment(
            placed.offset + span.start,
            placed.offset + span.end,
            "responsible",
            order,
            inherited,
            placed.note.rule,
            0.85,
        )
