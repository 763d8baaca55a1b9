"""Folds keep every character in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("２０２５年", "2025年"),
        ("ＡＩ＋Ｒ＆Ｄ", "AI+R&D"),
        ("甲，乙；丙：丁", "甲,乙;丙:丁"),
        ("甲\ua3ac乙﹐丙", "甲,乙,丙"),
        ("时间∶年底", "时间:年底"),
        ("（一）〔二〕［三］[四]", "(一)(二)(三)(四)"),
        ("5％—8﹪", "5%-8%"),
        ("3–5−7─9", "3-5-7-9"),
        ("1～2〜3∼4", "1~2~3~4"),
        ("０．５", "0.5"),
        ("甲・乙•丙", "甲·乙·丙"),
        ("甲﹑乙", "甲、乙"),
        ("甲\u3000乙\u00a0丙\u200b丁", "甲 乙 丙 丁"),
        ("⼀⼈⽉", "一人月"),
        ("甲、乙。“丙”《丁》〈戊〉", "甲、乙。“丙”《丁》〈戊〉"),
        ("㎡㈠½①", "㎡㈠½①"),
        ("甲\n乙\t丙", "甲\n乙\t丙"),
        ("", ""),
    ],
)
def test_variants_fold_to_one_form(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_a_fold_is_as_long_as_its_text_and_folds_no_further(text: str) -> None:
    once = fold(text)
    assert len(once) == len(text)
    assert fold(once) == once


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_characters_that_are_no_variants_stay(text: str) -> None:
    assert fold(text) == text


def test_every_single_character_folds_to_one() -> None:
    assert all(len(fold(chr(code))) == 1 for code in range(0x20, 0x11000) if not 0xD800 <= code < 0xE000)
