"""Length-preserving folds: one character for each character, so that offsets stay true.

Not NFKC: it lengthens ㎡, ㈠, ½. What is folded here is what Chinese files write in several ways
without meaning anything by it: full-width digits, letters and signs, odd commas (U+A3AC and U+FF64 from
broken fonts), the dashes, square and tortoise-shell brackets, and the CJK radicals that some PDF fonts map to.
"""

from __future__ import annotations

import unicodedata


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0xFF01, 0xFF5F):
        table[code] = chr(code - 0xFEE0)
    # Radicals (U+2E80-2FDF) decompose to exactly one unified ideograph; those that do not stay.
    for code in (*range(0x2E80, 0x2EF4), *range(0x2F00, 0x2FD6)):
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1:
            table[code] = folded
    table |= {ord(char): "," for char in "，\ua3ac\ua78c﹐"}
    table |= {ord(char): ";" for char in "；﹔\ua3bb"}
    table |= {0xA3AE: "。"}
    table |= {ord(char): ":" for char in "：﹕∶"}
    table |= {ord(char): "(" for char in "（〔［﹙["}
    table |= {ord(char): ")" for char in "）〕］﹚]"}
    table |= {ord(char): "-" for char in "—–―－─‐‑−﹣"}
    table |= {ord(char): "~" for char in "～〜∼"}
    table |= {
        ord("％"): "%",
        ord("﹪"): "%",
        ord("．"): ".",
        ord("﹒"): ".",
        ord("﹑"): "、",
        ord("・"): "·",
        ord("•"): "·",
        ord("＆"): "&",
    }
    table |= {0x3000: " ", 0x00A0: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ", 0x202F: " ", 0xFEFF: " ", 0x200B: " "}
    return table


_FOLDS = _table()


def fold(text: str) -> str:
    """Fold variant characters to one form each; the result is as long as ``text``.

    >>> fold("２０２５年，Ｒ＆Ｄ占比５％—８％（约）")
    '2025年,R&D占比5%-8%(约)'
    """
    return text.translate(_FOLDS)
