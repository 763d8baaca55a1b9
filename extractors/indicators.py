"""What a number measures: the noun phrase, the verb or predicate that ties it to the number.

The stretch left of a quantity has one of a few shapes:

- *predicate*: ``高新技术产业投资 | 增长`` 10%以上 — noun, then a word of level or of change;
- *verb_noun*: ``新增 | 高新技术企业`` 4000家 — a verb of commitment, then the noun;
- *verb*: ``打造`` 10个 ``标杆型综合体`` — the noun stands behind the number;
- *noun*: ``森林覆盖率`` 18.3% — the noun alone;
- *share*: 60%以上 ``城市社区达到…要求`` — who does what, behind the number;
- *empty*: nothing; the noun is behind the number or is the subject of the clause before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import regex

from extractors.leading_words import cut_times, skip_scope, strip_leading
from extractors.lexicon import alternation, words
from extractors.predicates import (
    CHANGED_AT,
    CHANGED_TO,
    COMPARED,
    EACH,
    OLD_VALUE,
    PREDICATE,
    REPLACED,
    SPLIT_COMPARISON,
    SPLIT_SIGNS,
)
from extractors.types import Comparator, Span
from extractors.verbs import (
    NOT_AFTER_VERB,
    after_verbs,
    changes,
    is_chain,
    is_verb_here,
    verb_at_start,
    verb_inside,
    verb_kinds,
    verb_suffix,
)

Shape = Literal["predicate", "verb_noun", "verb", "noun", "empty"]
Change = Literal["level", "growth", ""]


@dataclass(frozen=True, slots=True)
class Phrase:
    """What stands left of a quantity. ``[noun_start, noun_end)`` is empty where the noun is not there."""

    shape: Shape
    noun_start: int
    noun_end: int
    verb: str = ""
    verb_kind: str = ""
    change: Change = ""
    predicate: str = ""
    modality: str = ""
    scope: str = ""
    each: str = ""
    comparator: Comparator | None = None

    @property
    def has_noun(self) -> bool:
        """Whether the measured noun stands left of the number."""
        return self.noun_end > self.noun_start


_CHAIN_END = regex.compile(r"[、和并](?:支持|帮助|指导|推动|推进|鼓励|助推|助力)$")
# 淘汰(含到期退役机组)3000万千瓦: a note between the verb and its number.
_NOTE = regex.compile(r"\((?:含|不含|包括|其中)[^()]{1,18}\)$")
# 降尘量, 升学率
_NO_FALL = regex.compile(r"降[尘水雨解噪本碳温雪压]|升[学降温]")
_GIVEN = regex.compile(r"(?:给予|予以)$")
_RATIO_NOUN = regex.compile(
    r"(?:率|比重|占比|比例|程度|覆盖度|强度|水平|指数|系数|半径|密度|[^高程温角速]度|之比|比|(?:建筑|控制|限)高度?|排放量|浓度|间距|年限)$"
)


@cache
def _modality() -> regex.Pattern[str]:
    return regex.compile(alternation(words("modality")))


def noun_kind(noun: str) -> Literal["level", "event", ""]:
    """Whether a noun names a state or amount (面积, 覆盖率), something carried out (改造, 培训), or neither."""
    if noun.endswith(words("measured_nouns", kind="level")):
        return "level"
    return "event" if noun.endswith(words("measured_nouns", kind="event")) else ""


def measured_head(noun: str) -> str:
    """The longest word for a state or amount that ends ``noun``, which must be of kind ``level``: 面积 of 种植面积."""
    return max((word for word in words("measured_nouns", kind="level") if noun.endswith(word)), key=len)


def read_left(text: str, start: int, end: int, times: Sequence[Span]) -> Phrase:
    """The shape of ``text[start:end]``, which ends where a quantity's expression begins."""
    each = ""
    trimmed = EACH.search(text, max(start, end - 8), end)
    if trimmed:
        each, end = trimmed.group(), trimmed.start()
    note = _NOTE.search(text, max(start, end - 24), end)
    if note and note.start() > start:
        end = note.start()
    compared = COMPARED.search(text, max(start, end - 30), end)
    if compared:
        end = compared.start()
    old = OLD_VALUE.search(text, start, end)
    if old and CHANGED_TO.match(text, end):
        end = old.start()
        first, modality, scope = strip_leading(text, start, end, times)
        return Phrase("predicate", min(first, end), end, change="level", predicate="由", modality=modality, scope=scope)
    replaced = REPLACED.search(text, max(start, end - 34), end)
    if replaced and replaced.start() - start >= 2:
        end = replaced.start()
        first, modality, scope = strip_leading(text, start, end, times)
        return Phrase("predicate", min(first, end), end, change="level", predicate="到", modality=modality, scope=scope)
    changed = CHANGED_AT.search(text, max(start, end - 24), end)
    if changed:
        return Phrase("predicate", start, start, change="level", predicate=changed["word"])
    if end > start and text[end - 1] == "的":
        # 收费不高于本金的0.5% has a subject, 按不低于本金的30% has none.
        said = SPLIT_COMPARISON.search(text, max(start, end - 30), end)
        if not said or said.start() - start < 2:
            first, modality, scope = strip_leading(text, start, end - 1, times)
            first = first if end - first > 3 and text[first] not in "是为" else start
            return Phrase("noun", first, end, modality=modality, scope=scope)
    predicate = PREDICATE.search(text, max(start, end - 34), end)
    if (
        predicate
        and not (predicate["level"] in verb_kinds() and _only_leading(text, start, predicate.start(), times))
        and not _ends_longer_verb(text, start, end, predicate.start(), times)
    ):
        return _with_predicate(text, start, end, predicate, each, times)
    split = SPLIT_COMPARISON.search(text, max(start, end - 30), end)
    if split and split.end() == end:
        first, modality, scope = strip_leading(text, start, split.start(), times)
        return Phrase(
            "predicate",
            min(first, split.start()),
            split.start(),
            change="level",
            predicate=split["word"],
            modality=modality,
            scope=scope,
            each=each,
            comparator=SPLIT_SIGNS[split["word"]],
        )
    return _without_predicate(text, start, end, each, times)


def _only_leading(text: str, start: int, end: int, times: Sequence[Span]) -> bool:
    return strip_leading(text, start, end, times)[0] >= end


def _ends_longer_verb(text: str, start: int, end: int, predicate: int, times: Sequence[Span]) -> bool:
    """改造|提升80公里: the word of change is the second half of a verb that stands alone."""
    first = strip_leading(text, start, end, times)[0]
    return first < predicate and verb_kinds().get(text[first:end]) == "strong"


def _with_predicate(
    text: str, start: int, end: int, predicate: regex.Match[str], each: str, times: Sequence[Span]
) -> Phrase:
    noun_end = cut_times(text, start, predicate.start(), times)
    if text[noun_end : noun_end + 1] == "均" and text[noun_end - 1 : noun_end] in ("人", "户", "亩"):
        # 体育场地面积人均达到2.5平方米
        noun_end += 1
    first, modality, scope = strip_leading(text, start, noun_end, times)
    word = predicate["change"] or predicate["level"] or ""
    change: Change = "growth" if predicate["change"] else "level"
    inner = _modality().search(text, predicate.start(), end)
    modality = modality or (inner.group() if inner else "")
    # 增速, 增幅 name what is measured and stay with it.
    if word in ("增速", "增幅", "降幅", "涨幅"):
        noun_end = text.index(word, predicate.start(), end) + len(word)
    verb, verb_kind = "", ""
    ratio = bool(_RATIO_NOUN.search(text, first, noun_end))
    match = verb_at_start().match(text, first, noun_end)
    if match and not ratio and noun_end - match.end() >= 2 and not NOT_AFTER_VERB.match(text, match.end()):
        verb, verb_kind = match.group(), verb_kinds()[match.group()]
        if verb_kind == "strong":
            first = match.end()
    return Phrase(
        "predicate",
        min(first, noun_end),
        noun_end,
        verb,
        verb_kind,
        change,
        word,
        modality,
        scope,
        each,
    )


def _without_predicate(text: str, start: int, end: int, each: str, times: Sequence[Span]) -> Phrase:
    first, modality, scope = strip_leading(text, start, end, times)
    last = cut_times(text, first, end, times)
    given = _GIVEN.search(text, first, last)
    if given:
        # 对…企业给予|50万元奖励: what is given stands behind.
        return Phrase("verb", last, last, given.group(), "give", "", "", modality, scope, each)
    if first >= last:
        introduced = verb_suffix(text, start, end)
        if introduced:
            return Phrase("verb", end, end, introduced, verb_kinds()[introduced], "", "", modality, scope, each)
        return Phrase("empty", end, end, "", "", "", "", modality, scope, each)
    final = verb_suffix(text, first, last)
    match = verb_at_start().match(text, first, last)
    joined = _CHAIN_END.search(text, first, last)
    if match and joined and joined.start() == match.end():
        # 遴选、支持500家企业
        return Phrase("verb", last, last, match.group(), verb_kinds()[match.group()], "", "", modality, scope, each)
    if match and match.end() == last:
        kind = verb_kinds()[match.group()]
        # 抚育改造1.4万亩: where nothing follows the number, the words of doing are the noun themselves.
        return Phrase("verb", first, last, match.group(), kind, "", "", modality, scope, each)
    if match and is_verb_here(text, match, last):
        noun = after_verbs(text, match.end(), last)
        noun, scope = skip_scope(text, noun, last, scope)
        ends_in_verb = final if noun >= last or (final and is_chain(text, match.end(), last - len(final))) else ""
        if ends_in_verb:
            return Phrase("verb", first, last, ends_in_verb, verb_kinds()[ends_in_verb], "", "", modality, scope, each)
        first_verb = match.group()
        return Phrase("verb_noun", noun, last, first_verb, verb_kinds()[first_verb], "", "", modality, scope, each)
    raised = changes().match(text, first, last)
    if (
        raised
        and not _NO_FALL.match(text, first)
        and last - raised.end() >= 2
        and not NOT_AFTER_VERB.match(text, raised.end())
    ):
        return Phrase(
            "verb_noun",
            raised.end(),
            last,
            raised.group(),
            verb_kinds()[raised.group()],
            "growth",
            raised.group(),
            modality,
            scope,
            each,
        )
    inside = verb_inside(text, first, last)
    if inside:
        noun = after_verbs(text, inside.end(), last)
        noun, scope = skip_scope(text, noun, last, scope)
        if noun >= last:
            return Phrase("verb", first, inside.start(), inside.group(), "strong", "", "", modality, scope, each)
        return Phrase("verb_noun", noun, last, inside.group(), "strong", "", "", modality, scope, each)
    if final:
        return Phrase("noun", first, last, final, verb_kinds()[final], "", "", modality, scope, each)
    return Phrase("noun", first, last, "", "", "", "", modality, scope, each)
