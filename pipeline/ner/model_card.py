"""The model card: what a trained recogniser was made from, how it scores, and what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

CARD = "MODEL_CARD.md"

_RATES = ("tp", "fp", "fn", "precision", "recall", "f1")

_HEAD = """# Recogniser of organisations, times, quantities and percentages in Chinese policy documents

Back end: {back_end}. Licence: MIT, as the project. Written by `zhengce train`; the numbers are those of that run.

For: proposals beside the rules (`zhengce extract --ner {back_end}`), and text whose bodies no gazetteer lists. Not for:
deciding alone who is responsible; a mention says nothing about a role. It reads folded reading text, characters as
tokens.

## Data

No text of the documents is part of the project; the weights are.

"""


def model_card(record: Mapping[str, Any]) -> str:
    """The card of a training ``record`` as Markdown."""
    documents, examples, entities = record["documents"], record["examples"], record["entities"]
    lines = [
        _HEAD.format(back_end=record["back_end"]).rstrip(),
        "",
        f"- documents: {_listed(documents)}; held out are the test documents and copies of them in other files",
        f"- examples: {_listed(examples)}; {record['characters']:,} characters",
        f"- entities: {_listed(entities)}",
        "- gold: units, times and amounts read by people, bodies of the gazetteer mentioned elsewhere; silver: what "
        "the rules find with confidence of 0.9 or more; generated: templates filled from the lexicon",
        "",
        "## Settings",
        "",
        f"Seed {record['seed']}; {_listed(record['settings'])}. Size: {record['megabytes']} MB.",
        "",
        "## Scores",
        "",
        "Validation (examples of the same sources, not trained on):",
        "",
        *_table(
            ("label", *_RATES),
            [(label, *(rates[name] for name in _RATES)) for label, rates in record["validation"].items()],
        ),
    ]
    return "\n".join([*lines, *_test(record["test"])]) + "\n"


def _test(test: Mapping[str, Any]) -> list[str]:
    if not test:
        return ["", "Test documents: none were given."]
    tables = ("targets", "responsibilities", "deadlines")
    names = [key for key in test if key.startswith("recall")]
    return [
        "",
        "Test documents (the very spans of the gold; what is only mentioned counts neither way):",
        "",
        *_table(("spans of", *_RATES), [(table, *(test[table][name] for name in _RATES)) for table in tables]),
        "",
        *(f"- {name}: {test[name]['found']} of {test[name]['found'] + test[name]['missed']}" for name in names),
        f"- {test['characters per second']:,.0f} characters per second of processor time on one core of the machine "
        "it was trained on",
    ]


def _listed(values: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{name} {value:,}" if isinstance(value, int) else f"{name} {value}" for name, value in values.items()
    )


def _table(head: tuple[str, ...], rows: list[tuple[Any, ...]]) -> list[str]:
    cells = [[f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row] for row in rows]
    return [f"| {' | '.join(row)} |" for row in (list(head), ["---"] * len(head), *cells)]
