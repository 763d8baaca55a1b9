"""The words that names of indicators are made of, and the reading of a text as such words.

``lexicon/indicator_words.tsv`` says of each word what it is at the end of an indicator: counted, a length, a rate …;
before the end every word qualifies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import regex

from extractors.indicator_keys import word_key
from extractors.lexicon import LexiconError, read_table
from extractors.regions import match_region
from extractors.verbs import verb_kinds

QUALIFIERS = frozenset({"mod", "weak", "drop"})
NOUNS = frozenset({"thing", "type", "person", "people", "road", "pipe", "land", "crop", "power", "event"})
_NO_QUALIFIERS = frozenset({"place", "stop"})
_KINDS = QUALIFIERS | NOUNS | {"deed", "act", "work", "measure", "whole", "share", "made"} | _NO_QUALIFIERS
# Written out only at the end: 光伏 is 光伏发电 in 光伏发电装机容量, not in 光伏企业数.
_LITERAL = ("measure", "whole", "power", "crop")
_NOTHING: frozenset[str] = frozenset()
_MAX_WORD = 14
_MAX_STRANGE = 6
_QUOTED = regex.compile(r"“[^“”]{1,12}”")
_SUM = regex.compile(
    r"(?:年?营收|年?产值|投资额?|总投资|年?主营业务收入)?(?P<over>超过|超|过|达)?"
    r"(?P<sum>[0-9]{0,6}(?:\.[0-9]{1,3})?[十百千万亿]{1,3})(?:元|级)(?:人民币)?(?P<above>及?以上)?"
)
# 65岁以上, 6层及以下, 100万以上: a bound of whom or what is meant.
_BOUND = regex.compile(
    r"[0-9]{1,5}[十百千万亿]?(?:(?:周岁|岁|层|米|公里|吨|吨级|万吨级|千瓦|千伏|亩|人|户|家|年|天|平方米|平方公里|级|星级)?"
    r"(?:及?以[上下]|以内)|吨级|千伏|星级|周岁|层)"
)
_DIGITS = frozenset("0123456789")
_BEGINS_SUM = frozenset("0123456789十百千万亿年营产投总主超过达")
_ROUND_SUMS = {"1亿": "亿", "10亿": "十亿", "100亿": "百亿", "1000亿": "千亿"}
# What an unknown qualifier may be: characters that are no particle, preposition, pronoun, number or part of a place.
_STRANGE = regex.compile(
    r"(?:(?![的了为到在使对于将从向与和及等或即其该此每各是不未已要让把被给由至达约超近再又还也更最但若如且并所这那个家项"
    r"第一二三四五六七八九十百千万亿两几多余前后年月日季度省市县区镇乡村旗盟州路港湾我本全共总占比含按经以可应须需会能者])"
    r"[\p{Han}A-Z]){2,6}(?<!RD|GDP)"
)


class Word(NamedTuple):
    """A word as it stands in the key and in the name."""

    key: str
    written: str


@dataclass(frozen=True, slots=True)
class WordList:
    """The word list by key: what each word is, how it is written as head of a kind and before a head."""

    kinds: Mapping[str, frozenset[str]]
    heads: Mapping[tuple[str, str], str]
    written: Mapping[str, str]

    def of(self, word: str) -> frozenset[str]:
        """What ``word`` is, nothing for a word that the list does not have."""
        return self.kinds.get(word, _NOTHING)


@cache
def word_list() -> WordList:
    """``lexicon/indicator_words.tsv`` by key. Raises ``LexiconError`` for two ways to write one word."""
    kinds: dict[str, frozenset[str]] = {}
    heads: dict[tuple[str, str], str] = {}
    written: dict[str, str] = {}
    for row in read_table("indicator_words", ("word", "kind", "standard", "source"), key=("word", "kind")):
        kind, standard = row["kind"], row["standard"] or row["word"]
        if kind not in _KINDS:
            raise LexiconError(f"indicator_words: {row['word']}: unknown kind {kind}")
        key = word_key(row["word"])
        if heads.setdefault((key, kind), standard) != standard:
            raise LexiconError(f"indicator_words: {row['word']} is written {heads[key, kind]} and {standard}")
        kinds[key] = kinds.get(key, frozenset()) | {kind}
        if kind == "drop":
            written[key] = ""
        else:
            written.setdefault(key, row["word"] if kind in _LITERAL else standard)
    return WordList(kinds, heads, written)


def read_words(text: str, *, strange: bool = False) -> list[Word] | None:
    """The words of ``text``, ``None`` when it is not made of known words; of two readings the longer first word.

    ``strange`` lets one qualifier pass that the list does not have (高山 of 高山蔬菜基地), if nothing speaks against.
    """
    dead: set[tuple[int, bool]] = set()

    def read(at: int, pass_one: bool) -> list[Word] | None:
        if at == len(text):
            return []
        if (at, pass_one) in dead:
            return None
        for word in _next_words(text, at):
            rest = read(at + len(word.key), pass_one)
            if rest is not None:
                return [word, *rest]
        for word in _strange_words(text, at) if pass_one else ():
            rest = read(at + len(word.key), False)
            if rest is not None:
                return [word, *rest]
        dead.add((at, pass_one))
        return None

    return read(0, strange)


def _next_words(text: str, at: int) -> Iterator[Word]:
    words = word_list()
    if text[at] == "“" and (quoted := _QUOTED.match(text, at)):
        yield Word(quoted[0], quoted[0])
    if text[at] in _BEGINS_SUM and (money := _SUM.match(text, at)):
        yield Word(money[0], _written_sum(money))
    if text[at] in _DIGITS and (bound := _BOUND.match(text, at)):
        yield Word(bound[0], bound[0])
    for end in range(min(len(text), at + _MAX_WORD), at, -1):
        word = text[at:end]
        if word not in words.kinds:
            continue
        # One character is a word only where the list says that it qualifies (县, 大): 场 of 市场 is none.
        if words.kinds[word] & QUALIFIERS if end == at + 1 else words.kinds[word] - _NO_QUALIFIERS:
            yield Word(word, words.written[word])


def _strange_words(text: str, at: int) -> Iterator[Word]:
    words, verbs = word_list(), verb_kinds()
    for end in range(at + 2, min(len(text), at + _MAX_STRANGE) + 1):
        if not _STRANGE.fullmatch(text, at, end):
            return
        parts = (text[first:last] for first in range(at, end) for last in range(first + 2, end + 1))
        # A word inside it is known: what is around that word is a fragment (排查|出).
        if any(part in verbs or words.of(part) for part in parts):
            return
        if not _inside_a_word(text, at, end):
            yield Word(text[at:end], text[at:end])


def _inside_a_word(text: str, at: int, end: int) -> bool:
    """Whether a stretch that begins at ``at`` ends inside a known word: 俄进 of 俄进出口."""
    words = word_list()
    return any(
        words.of(text[first:last])
        for first in range(at, end)
        for last in range(end + 1, min(len(text), first + _MAX_WORD) + 1)
    )


def _written_sum(found: regex.Match[str]) -> str:
    """超10亿元 and 10亿元以上 are one bound, 百亿级 is none."""
    amount: str = _ROUND_SUMS.get(found["sum"], found["sum"])
    level = "级" if "级" in found[0] else "元"
    return amount + level + ("以上" if found["over"] or found["above"] else "")


def joined(words: Iterable[Word]) -> str:
    """The words as a part of a name."""
    return "".join(word.written for word in words)


def first_word(text: str) -> str:
    """The longest known word that ``text`` begins with: 开发区, not 开发; empty for none."""
    kinds = word_list().kinds
    return next((text[:end] for end in range(min(_MAX_WORD, len(text)), 0, -1) if text[:end] in kinds), "")


def last_word(text: str) -> str:
    """The longest known word that ``text`` ends with; empty for none."""
    kinds = word_list().kinds
    return next((text[at:] for at in range(max(0, len(text) - _MAX_WORD), len(text)) if text[at:] in kinds), "")


def place_end(text: str) -> int:
    """Where the place that ``text`` begins with ends: a division of the country, a region (长三角地区); 0 for none."""
    words = word_list()
    for end in range(min(_MAX_WORD, len(text) - 2), 1, -1):
        if "place" in words.of(text[:end]):
            return end
    found = match_region(text)
    return found[1] if found and found[1] < len(text) - 1 else 0


def made_end(text: str) -> int:
    """Where the verb that ``text`` begins with ends, if it only brings about what is counted (新建); 0 for none."""
    first = first_word(text)
    return len(first) if "made" in word_list().of(first) and len(text) > len(first) + 1 else 0
