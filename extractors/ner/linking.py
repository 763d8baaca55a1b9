"""From proposals to assignments: where a body that only a recogniser sees is made responsible by the words around it.

A proposal alone is no assignment. It becomes one by a named rule, which reads the text with every body, seen by the
rules or proposed, as one sign:

- ``ner_label``: it stands in the list behind a label: 责任单位:A、B;
- ``ner_bracket``: it stands in a bracket that closes a clause and holds nothing but bodies and role words: (A、B负责);
- ``ner_by``: 由A、B牵头…;
- ``ner_subject``: it opens a sentence, and a role word follows: A、B负责… · A会同B….

What the rules read stays as it is; only its ``order`` may move behind a proposal that stands before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import regex

from extractors.body_names import is_vague_class
from extractors.ner.protocol import Entity
from extractors.role_labels import find_labels
from extractors.role_words import role_of_verb, role_pattern
from extractors.types import Role, UnitMention

LinkingRule = Literal["ner_label", "ner_bracket", "ner_by", "ner_subject"]

# Below those of the rules, the looser the words the lower: the gold holds too few such rows to count them out.
_CONFIDENCE: dict[LinkingRule, float] = {"ner_label": 0.85, "ner_bracket": 0.8, "ner_by": 0.7, "ner_subject": 0.6}
_BODY = "\ue000"
_REST = "\ue001"
_MAYBE = regex.compile(r"负责|牵头|会同|配合|责任|单位|落实|部门|\(\p{Han}{2,20}[、)]")
# Words inside what a recogniser proposes that speak against a name.
_NO_NAME = regex.compile(r"[、,;:。()\s]|负责|牵头|会同|由")
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class _Sign:
    """A body in the text: one of the rules' mentions (its number), or a proposal."""

    start: int
    end: int
    mention: int | None
    score: float


@dataclass(frozen=True, slots=True)
class _Segment:
    """Bodies with one role."""

    signs: tuple[_Sign, ...]
    role: Role


def may_hold_assignments(text: str) -> bool:
    """Whether a recogniser need look at ``text`` at all."""
    return _MAYBE.search(text) is not None


def with_proposals(text: str, mentions: Sequence[UnitMention], entities: Sequence[Entity]) -> list[UnitMention]:
    """The rules' ``mentions`` of folded ``text`` and the ``entities`` that a linking rule makes assignments of."""
    signs = _signs(text, mentions, entities)
    if all(sign.mention is not None for sign in signs):
        return list(mentions)
    kept, added = list(mentions), list[UnitMention]()
    group = max((mention.group for mention in mentions), default=-1) + 1
    done: set[int] = set()
    for rule, segments in _links(text, signs):
        members = [sign for segment in segments for sign in segment.signs]
        if done.intersection(sign.start for sign in members) or all(sign.mention is not None for sign in members):
            continue
        done.update(sign.start for sign in members)
        for segment in segments:
            added += _assigned(segment, rule, kept, group)
            group += 1
    return sorted([*kept, *added], key=lambda mention: mention.start)


def _assigned(segment: _Segment, rule: LinkingRule, kept: list[UnitMention], group: int) -> Iterator[UnitMention]:
    """The proposals of a segment as mentions; a mention of the rules that stands in it gets its place in the list."""
    role, source = segment.role, "label" if rule == "ner_label" else "bracket" if rule == "ner_bracket" else "prose"
    for sign in segment.signs:
        if sign.mention is not None:
            group, role = kept[sign.mention].group, kept[sign.mention].role
    order = 0
    for sign in segment.signs:
        order += 1
        if sign.mention is None:
            confidence = round(_CONFIDENCE[rule] * sign.score, 3)
            yield UnitMention(sign.start, sign.end, role, order, group, source, rule, confidence)  # type: ignore[arg-type]
        elif kept[sign.mention].group == group:
            order = max(order, kept[sign.mention].order)
            kept[sign.mention] = replace(kept[sign.mention], order=order)


def _signs(text: str, mentions: Sequence[UnitMention], entities: Sequence[Entity]) -> list[_Sign]:
    signs = [_Sign(one.start, one.end, number, one.confidence) for number, one in enumerate(mentions)]
    taken = bytearray(len(text))
    for one in mentions:
        taken[one.start : one.end] = b"\x01" * (one.end - one.start)
    for entity in entities:
        name = text[entity.start : entity.end]
        if (
            entity.label == "organisation"
            and len(name) >= _SHORTEST
            and not any(taken[entity.start : entity.end])
            and not _NO_NAME.search(name)
            and not is_vague_class(name)
        ):
            signs.append(_Sign(entity.start, entity.end, None, entity.score))
    return sorted(signs, key=lambda sign: sign.start)


def _links(text: str, signs: Sequence[_Sign]) -> Iterator[tuple[LinkingRule, list[_Segment]]]:
    """The stretches that a rule reads whole, on the text with one character for each body."""
    masked, places = _masked(text, signs)
    for label in find_labels(masked):
        if found := _labelled().match(masked, label.end):
            yield "ner_label", _segments(found, places, label.role)
    patterns: tuple[tuple[LinkingRule, regex.Pattern[str]], ...] = (
        ("ner_bracket", _bracketed()),
        ("ner_by", _by()),
        ("ner_subject", _subject()),
    )
    for rule, pattern in patterns:
        for found in pattern.finditer(masked):
            yield rule, _segments(found, places, "responsible")


def _masked(text: str, signs: Sequence[_Sign]) -> tuple[str, dict[int, _Sign]]:
    """The text with each body as one sign and filling of the same length behind it, and the bodies by place."""
    parts, end = [], 0
    for sign in signs:
        parts += [text[end : sign.start], _BODY, _REST * (sign.end - sign.start - 1)]
        end = sign.end
    return "".join([*parts, text[end:]]), {sign.start: sign for sign in signs}


def _segments(found: regex.Match[str], places: dict[int, _Sign], default: Role) -> list[_Segment]:
    """The lists of a match, each with the role of the word behind it."""
    lists = found.spans("list")
    words = found.spans("verb") if "verb" in found.groupdict() else []
    segments: list[_Segment] = []
    joined = False
    for number, (start, end) in enumerate(lists):
        stop = lists[number + 1][0] if number + 1 < len(lists) else found.end()
        behind = next((found.string[first:last] for first, last in words if end <= first < stop), "")
        role: Role = "support" if joined else default
        if behind:
            role = "lead" if behind == _JOINT else role_of_verb(behind)
        joined = behind == _JOINT
        segments.append(_Segment(tuple(places[place] for place in range(start, end) if place in places), role))
    return segments


_JOINT = "会同"
# Who is in charge as a person (由A负责同志任组长), and who explains a document, is no assignment.
_NO_TASK = r"(?!同志|人(?!民)|干部|领导|[^。;\n]{0,40}解释)"
# Behind 牵头 as a verb; 牵头医院, 牵头企业 are nouns.
_LEADS = (
    r"(?=$|[,;。]|负责|组织|会同|制定|制订|推进|推动|实施|开展|落实|抓|做好|建立|建设|研究|编制|起草|统筹|协调|完成)"
)
_ONE = f"{_BODY}{_REST}{{0,60}}"
_LIST = rf"(?P<list>{_ONE}(?:(?:[、,;和及与]|以及|\s){_ONE}){{0,40}})"
_ETC = r"(?:等(?:有关|相关)?(?:部门和单位|部门|单位)?)?"


@cache
def _verb() -> str:
    return rf"(?P<verb>{_JOINT}|{role_pattern().pattern})"


@cache
def _labelled() -> regex.Pattern[str]:
    return regex.compile(rf"{_LIST}{_ETC}(?=$|[。;,\n)(])")


@cache
def _bracketed() -> regex.Pattern[str]:
    inside = rf"{_LIST}{_ETC}{_verb()}?(?:[,;、]?{_LIST}{_ETC}{_verb()}?){{0,6}}"
    return regex.compile(rf"(?:(?<=[。;!”])\({inside}\)|\({inside}\)(?=$|[。;\n]))")


@cache
def _by() -> regex.Pattern[str]:
    return regex.compile(rf"由{_LIST}{_ETC}{_verb()}{_NO_TASK}(?:[,、]?{_LIST}{_ETC}{_verb()}){{0,3}}")


@cache
def _subject() -> regex.Pattern[str]:
    verb = rf"(?:要|应|应当)?(?P<verb>牵头{_LEADS}|{_JOINT}|负责(?!任|制|的|、)){_NO_TASK}"
    return regex.compile(rf"(?:^|(?<=[。;\n])){_LIST}{_ETC}{verb}(?:{_LIST}{_ETC})?")
