"""From proposals to assignments: where a body that only a recogniser sees is made responsible by the words around it.

A proposal alone is no assignment. The rules read the text once more, with a name that they know standing in for each
proposal, and say by their own words which of the bodies is responsible and how. Each of their rules has its
counterpart here:

- ``ner_label``: the proposal stands in the list behind a label: 责任单位:A、B;
- ``ner_bracket``: it stands in a bracket that closes a clause: (A、B负责);
- ``ner_prose``: running text gives it the task: 由A、B牵头 · A会同B · A负责.

What the rules read by themselves stays as it is; only ``order`` and ``group`` follow the second reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

import regex

from extractors.body_names import is_class, is_known_body, is_vague_class
from extractors.ner.protocol import Entity
from extractors.organisation_lexicon import local_bodies
from extractors.responsibilities import find_assignments
from extractors.types import UnitMention

LINKED = "ner_"
"""What the name of a linking rule begins with; the family of the rule that made the link is the rest."""

# What is said of a linked proposal before the gold is counted: below the rule itself, the looser its words the lower.
_CONFIDENCE = {"label": 0.85, "bracket": 0.8, "prose": 0.7}
_MAYBE = regex.compile(r"负责|牵头|会同|配合|责任|单位|落实|部门|统筹|组织|承担|主办|协办|联合|\(\p{Han}{2,20}[、)]")
# Words inside what a recogniser proposes that speak against a name; a bracket may close one.
_NO_NAME = regex.compile(
    r"[、,;:。()\s]|负责|牵头|会同|由|^\p{Han}?(?:有关|相关|其他)|统筹(?:组织|推进|协调)|开展|抓好"
)
# Bodies of any place, of which the text must say more: 政府主要负责规划.
_NOBODY = regex.compile(r"(?:地方|本级|同级|上级)?(?:党委|政府|管委会?|部门|单位|机构|办公室|企业|学校|医院)")
_CLOSING_BRACKET = regex.compile(r"\([^()、]{1,20}\)$")
# What follows a name that is part of another one or of a rule on who does what in general, or that is none but the
# beginning of a document's number: 医联体|牵头医院 · 健全党委|统筹协调的体制 · 国科发社|(2022)157号.
_GOES_ON = regex.compile(
    r"牵头(?:医院|企业|高校|院校|学校|机构|银行|科研|作用)|(?:统筹|组织|具体)\p{Han}{2}的|\((?:19|20)\d\d\)|会同意"
)
_PLAIN_NAME = regex.compile(r"(?!委)\p{Han}{1,30}(?:协|局|委员会|办公室|厅|中心)")
# Signs that lengthen the place of a name that stands in: 甲甲市科技局.
_FILLER, _LONGEST_PLACE = "甲", 8


def may_hold_assignments(text: str) -> bool:
    """Whether a recogniser need look at ``text`` at all."""
    return _MAYBE.search(text) is not None


def with_proposals(text: str, mentions: Sequence[UnitMention], entities: Sequence[Entity]) -> list[UnitMention]:
    """The rules' ``mentions`` of folded ``text`` and the ``entities`` that a linking rule makes assignments of."""
    proposals = _proposals(text, mentions, entities)
    if not proposals:
        return list(mentions)
    ruled = {(one.start, one.end): one for one in mentions}
    again: dict[tuple[int, int], UnitMention] = {}
    for one in find_assignments(_with_stand_ins(text, proposals)):
        place = one.start, one.end
        if place in again:
            continue
        if place in ruled:
            again[place] = replace(ruled[place], order=one.order, group=one.group)
        elif place in proposals:
            family = one.rule.split(":", 1)[0]
            confidence = round(_CONFIDENCE.get(family, min(_CONFIDENCE.values())) * proposals[place].score, 3)
            again[place] = replace(one, rule=LINKED + family, confidence=confidence)
    # What the second reading no longer holds keeps the groups of the first, behind the others.
    behind = max((one.group for one in again.values()), default=-1) + 1
    kept = (replace(one, group=behind + one.group) for place, one in ruled.items() if place not in again)
    return sorted([*again.values(), *kept], key=lambda one: one.start)


def _proposals(text: str, mentions: Sequence[UnitMention], entities: Sequence[Entity]) -> dict[tuple[int, int], Entity]:
    """The entities that may be bodies the rules did not see, by place."""
    taken = bytearray(len(text))
    for one in mentions:
        taken[one.start : one.end] = b"\x01" * (one.end - one.start)
    return {
        (one.start, one.end): one
        for one in entities
        if one.label == "organisation"
        and not any(taken[one.start : one.end])
        and _may_be_name(text[one.start : one.end])
        and not _GOES_ON.match(text, one.end)
    }


def _may_be_name(words: str) -> bool:
    """Whether a proposal may be the name of a body; phrases for classes of bodies are left to the rules."""
    if is_class(words) or is_vague_class(words) or _NOBODY.fullmatch(words) or not _stand_in(len(words)):
        return False
    return not _NO_NAME.search(_CLOSING_BRACKET.sub("", words))


def _with_stand_ins(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text of the same length with a known name in each of the places."""
    parts, end = [], 0
    for start, stop in sorted(places):
        parts += [text[end:start], _stand_in(stop - start)]
        end = stop
    return "".join([*parts, text[end:]])


@cache
def _stand_in(length: int) -> str:
    """A name of ``length`` characters that the rules know, with a place where it may have one; empty: there is none."""
    places = ("市", "", *(_FILLER * size + "市" for size in range(2, _LONGEST_PLACE + 1)))
    names = (place + _known_names().get(length - len(place), "\n") for place in places)
    return next((name for name in names if len(name) == length and is_known_body(name)), "")


@cache
def _known_names() -> dict[int, str]:
    """A name of the gazetteer without a place, by length."""
    return {len(name): name for name in sorted(local_bodies(), reverse=True) if _PLAIN_NAME.fullmatch(name)}
