"""When is a field right? The comparisons of the scoring rules, one small function each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from difflib import SequenceMatcher

from extractors.text import fold

INDICATOR_RATIO = 0.8
TITLE_RATIO = 0.9
_RELATIVE_TOLERANCE = Decimal("1e-6")
_NUMERIC = frozenset({"value", "value_max", "order"})


def squeeze(text: str) -> str:
    """``text`` without blanks and line breaks (ideographic blanks too)."""
    return "".join(text.split())


def bare(text: str) -> str:
    """Letters and numbers of ``text`` in one width each: punctuation, signs and blanks dropped.

    >>> bare("Ｒ＆Ｄ 经费（占 GDP 比重）")
    'RD经费占GDP比重'
    """
    return "".join(char for char in fold(text) if unicodedata.category(char)[0] in "LN")


def same_number(expected: str, got: str) -> bool:
    """Whether two cells hold the same number: ``14.0`` is ``14``; an empty cell equals only an empty cell."""
    if not expected or not got:
        return expected == got
    left, right = Decimal(expected), Decimal(got)
    return abs(left - right) <= _RELATIVE_TOLERANCE * max(abs(left), abs(right))


def similar(expected: str, got: str, ratio: float) -> bool:
    """Whether two names are the same or share enough characters: difflib's ratio over bare names is ``>= ratio``."""
    left, right = bare(expected), bare(got)
    if not left or not right:
        return squeeze(expected) == squeeze(got)
    if left == right:
        return True
    if 2 * min(len(left), len(right)) < ratio * (len(left) + len(right)):
        return False
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return matcher.quick_ratio() >= ratio and matcher.ratio() >= ratio


def clause_allowed(pattern: str, got: str) -> bool:
    """Whether a clause path satisfies a gold clause: ``a|b`` are alternatives, ``~a`` is a or any clause below it.

    >>> clause_allowed("三/五|~三/六", "三/六/8"), clause_allowed("~三/六", "三/六十")
    (True, False)
    """
    path = squeeze(got)
    for alternative in pattern.split("|"):
        top = squeeze(alternative)
        if not top.startswith("~"):
            if path == top:
                return True
        elif path == top[1:] or top == "~" or path.startswith(top[1:] + "/"):
            return True
    return False


def right(field: str, alternatives: Iterable[str], got: str) -> bool:
    """Whether ``got`` is right for ``field``: it satisfies one of the alternatives."""
    return any(_agrees(field, expected, got) for expected in alternatives)


def metadata_right(field: str, alternatives: Iterable[str], got: str) -> bool:
    """The same for a column of documents.csv: a title may differ a little, all else only in blanks."""
    if field == "title":
        return any(similar(expected, got, TITLE_RATIO) for expected in alternatives)
    return any(squeeze(expected) == squeeze(got) for expected in alternatives)


def _agrees(field: str, expected: str, got: str) -> bool:
    if field == "clause":
        return clause_allowed(expected, got)
    if field in _NUMERIC:
        return same_number(expected, got)
    if field == "indicator":
        return similar(expected, got, INDICATOR_RATIO)
    return squeeze(fold(expected)) == squeeze(fold(got))
