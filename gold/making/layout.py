"""Breaking paragraphs into lines as Chinese typesetting does: no closing punctuation at a line's start."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

NO_START = set("，。、；：？！）〕》」』”’％%,.;:?!)")


def columns(text: str) -> float:
    """Width in full-width columns: 1 for a Han character, 0.5 for a half-width one.

    >>> columns("到2025年")
    4.0
    """
    return sum(1 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def wrap(text: str, width: float, measure: Callable[[str], float] = columns) -> list[str]:
    """Lines of at most ``width``; a mark that may not begin a line hangs over the end of the one before.

    >>> wrap("甲乙丙，丁", 3)
    ['甲乙丙，', '丁']
    """
    lines: list[str] = []
    line = ""
    for char in text:
        if line and measure(line + char) > width and char not in NO_START:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line] if line or not lines else lines
