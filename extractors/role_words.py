"""Words that give a unit its role, as patterns: 牵头 · 按职责分工负责 · 会同. Rows of ``lexicon/role_labels.tsv``."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, read_table
from extractors.types import Role

# A商B: behind the ending of a body and before a place word, so not 市|商务局 or 工商局.
CONSULTING = r"(?<=[局委厅办部])商(?=[省市县区州旗][^、,;。场]|国家|财政部|发展改革委)"
_ETC = (
    r"等{1,2}(?:(?:其他|有关|相关|各|国家|市级|省级|市直|省直|区级|县级|区直|县直|\d{1,2}(?:个|家)){0,3}"
    r"(?:部门和单位|部门及单位|部门、单位|部门单位|部门|单位|机构|处室|科室|方面|企业|银行|金融机构|高校))?"
)


def role_words(kind: str) -> tuple[str, ...]:
    """The words of one kind in ``role_labels.tsv``, longest first."""
    found = (row["word"] for row in role_rows() if row["kind"] == kind)
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def role_of_verb(verb: str) -> Role:
    """The role that words behind a unit give it: 牵头负责 is lead, 协同配合 support, 按职责落实 responsible."""
    roles = {row["role"] for row in role_rows() if row["kind"] == "tail" and row["word"] in verb}
    return "lead" if "lead" in roles else "support" if "support" in roles else "responsible"


@cache
def role_rows() -> tuple[dict[str, str], ...]:
    """The rows of ``lexicon/role_labels.tsv``."""
    return tuple(read_table("role_labels", ("word", "kind", "role", "note"), key=("word", "kind")))


@cache
def joint() -> regex.Pattern[str]:
    """What stands between a leading and a supporting body: 会同, 联合, and 商 between two bodies of places."""
    return regex.compile(rf"(?:并|要|应)?(?:{alternation(role_words('joint'))})(?!单位|部门|:)|{CONSULTING}")


@cache
def role_pattern() -> regex.Pattern[str]:
    """The words behind a unit that give it a role: 牵头, 按职责分工负责, 配合做好相关工作."""
    filler, verb = alternation(role_words("filler")), alternation(role_words("tail"))
    return regex.compile(rf"(?:{filler}){{0,8}}(?:{verb})(?:{filler}|{verb}|单位|部门|工作){{0,6}}")


@cache
def tail() -> regex.Pattern[str]:
    """What may follow a unit up to the next separator: 等部门按职责分工负责; group ``verb`` holds the role words."""
    return regex.compile(
        rf"\s?(?:{_ETC})?\s?(?P<verb>{role_pattern().pattern})?(?=$|[、,;。:()〉>\s]|和|及|会同|联合|协同)"
    )


@cache
def closing() -> regex.Pattern[str]:
    """The same where a stretch ends, wherever it begins."""
    verb = role_pattern().pattern
    return regex.compile(rf"(?:{_ETC}\s?(?P<verb>{verb})?|(?P<verb>{verb}))$")


@cache
def bracketed_role() -> regex.Pattern[str]:
    """A role in a bracket behind the unit: (牵头)."""
    return regex.compile(rf"\((?P<verb>{role_pattern().pattern})\)")
