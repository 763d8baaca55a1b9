"""jieba as recogniser: its parts of speech, with the names of our lexicon as its user dictionary.

A word segmenter knows words, not names of any length: what it cuts to pieces it does not find. Words of the lexicon
are given the tag ``nt``; a place right before one belongs to it; a number and the measure behind it are a quantity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import regex

from extractors.body_names import PLACE_WORDS, is_class
from extractors.lexicon import words
from extractors.ner.protocol import Entity, Label, RecogniserError
from extractors.organisation_lexicon import central_bodies, local_bodies
from extractors.text import fold

_INSTALL = "pip install 'zhengce[jieba]'"
_FREQUENCY = 100_000
_PLACE_TAGS = frozenset({"ns", "nsf"})
_ORGANISATION = "nt"
_NUMBER = regex.compile(r"[\d.]+|[一二三四五六七八九十百千万亿两半几]+")
_MEASURE_TAGS = frozenset({"q", "m"})
_TIME_UNITS = frozenset("年月日")
# How sure a label is: the share that was right on the gold of the training groups, in steps of a tenth.
_SCORES: dict[Label, float] = {"organisation": 0.8, "time": 0.5, "quantity": 0.6, "percentage": 0.9}


_Token = tuple[str, str, int]
_Tags = Callable[[str], Iterator[tuple[str, str]]]


class JiebaRecogniser:
    """``fast``: rjieba, the same written in Rust, whose words differ here and there.

    Raises ``RecogniserError`` where the package is not installed.
    """

    def __init__(self, *, fast: bool = False) -> None:
        self._name = "rjieba" if fast else "jieba"
        self._tags = _rjieba() if fast else _jieba()

    @property
    def name(self) -> str:
        """``jieba`` or ``rjieba``."""
        return self._name

    @property
    def labels(self) -> frozenset[Label]:
        """All four labels."""
        return frozenset(_SCORES)

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """The entities of each text: runs of tagged words that make one."""
        return [list(self._entities(fold(text))) for text in texts]

    def _entities(self, text: str) -> Iterator[Entity]:
        tokens: list[_Token] = []
        position = 0
        for word, tag in self._tags(text):
            tokens.append((word, tag, position))
            position += len(word)
        index = 0
        while index < len(tokens):
            label, taken = _read(tokens, index)
            if label:
                start, last = tokens[index][2], tokens[index + taken - 1]
                yield Entity(start, last[2] + len(last[0]), label, _SCORES[label])
            index += taken


def _read(tokens: Sequence[_Token], index: int) -> tuple[Label | None, int]:
    """What begins at token ``index`` and how many tokens it takes."""
    word, tag, _ = tokens[index]
    behind = tokens[index + 1] if index + 1 < len(tokens) else ("", "", 0)
    if tag == _ORGANISATION or is_class(word):
        return "organisation", 1
    if (tag in _PLACE_TAGS or word in PLACE_WORDS) and behind[1] == _ORGANISATION:
        return "organisation", 2
    if not _NUMBER.fullmatch(word):
        return None, 1
    if behind[0] in ("%", "‰"):
        return "percentage", 2
    if taken := _time(tokens, index):
        return "time", taken
    if behind[1] in _MEASURE_TAGS:
        return "quantity", 2
    return None, 1


def _time(tokens: Sequence[_Token], index: int) -> int:
    """How many tokens from ``index`` on make a date: numbers, each with 年, 月底 or the like behind it."""
    taken = 0
    for (number, _, _), (unit, _, _) in _pairs(tokens[index : index + 8]):
        if not (_NUMBER.fullmatch(number) and unit[0] in _TIME_UNITS):
            break
        taken += 2
    return taken


def _pairs(tokens: Sequence[_Token]) -> Iterator[tuple[_Token, ...]]:
    """Tokens two by two; the last one alone is left out."""
    return zip(tokens[::2], tokens[1::2], strict=False)


@cache
def _jieba() -> _Tags:
    """jieba's tagger with our names; its own dictionary stays as it is for others in the same process."""
    try:
        import jieba
        from jieba import posseg
    except ImportError as error:
        raise _missing("jieba") from error
    jieba.setLogLevel("WARNING")
    tokenizer = jieba.Tokenizer()
    for name in _names():
        tokenizer.add_word(name, _FREQUENCY, _ORGANISATION)
    tagger = posseg.POSTokenizer(tokenizer)
    tagger.initialize()
    return lambda text: ((pair.word, pair.flag) for pair in tagger.cut(text))


@cache
def _rjieba() -> _Tags:
    try:
        import rjieba
    except ImportError as error:
        raise _missing("rjieba") from error
    tokenizer = rjieba.Jieba()
    for name in _names():
        tokenizer.add_word(name, _FREQUENCY, _ORGANISATION)
    return lambda text: iter(tokenizer.tag(text))


def _missing(package: str) -> RecogniserError:
    return RecogniserError(f"{package} is not installed: {_INSTALL} / 未安装{package}，请运行：{_INSTALL}")


def _names() -> list[str]:
    """The names of the lexicon that a segmenter can hold as one word."""
    return sorted(name for name in {*central_bodies(), *local_bodies(), *_classes()} if name.isalnum())


def _classes() -> Iterator[str]:
    """Phrases for classes of bodies without brackets, which a segmenter can hold as one word."""
    for opener in words("body_classes", kind="opener"):
        for group in words("body_classes", kind="group"):
            yield fold(opener + group)
