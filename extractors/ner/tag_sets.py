"""Tags of other people's models and the labels they stand for; the table is ``lexicon/entity_tags.tsv``."""

from __future__ import annotations

from functools import cache
from typing import cast

from extractors.lexicon import LexiconError, read_table
from extractors.ner.protocol import LABELS, Label


def label_of(tag: str) -> Label | None:
    """The label of a tag (``ORGANIZATION``, ``nt``); ``None`` for those that mean nothing here (``PERSON``).

    >>> label_of("ORG"), label_of("PERSON")
    ('organisation', None)
    """
    return _labels().get(tag)


@cache
def _labels() -> dict[str, Label]:
    rows = read_table("entity_tags", ("word", "kind", "note"))
    for row in rows:
        if row["kind"] not in LABELS:
            raise LexiconError(f"lexicon/entity_tags.tsv: {row['word']}: kind {row['kind']!r} is none of {LABELS}")
    return {row["word"]: cast(Label, row["kind"]) for row in rows}
