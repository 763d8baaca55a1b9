"""The page docs/ner.md: what the numbers of the comparison are, and the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluation.counts import Counts, Rates
from pipeline.evaluation.record import TABLES


@dataclass(frozen=True, slots=True)
class Row:
    """One system on the test documents. ``speed`` in characters a second, ``memory`` and ``size`` in MB."""

    name: str
    spans: Mapping[str, Rates]
    labelled: Rates
    unlabelled: Rates
    speed: float
    memory: float
    size: float


@dataclass(frozen=True, slots=True)
class ScoreCounts:
    """Responsibilities of one system: detection, and the spans of labelled and of unlabelled units that it met."""

    detection: Rates
    labelled: Counts
    unlabelled: Counts


_GAIN = 0.15
"""By how much hybrid must raise the recall of unlabelled units to become the default."""

_INTRODUCTION = """# Recognisers beside the rules

Made by `make ner-report`; `ner.json` holds the scores in the shape of `overall` in scores.json. Measured on the groups
`dev` and `set_aside`, which no recogniser was trained on, if no other group is named.

| name | what it is |
|---|---|
| `rules` | the extractors of this project; the default |
| `jieba` | jieba's parts of speech, with the names of our lexicon as its user dictionary |
| `spacy` | a small convolutional network over characters, trained by `zhengce train`; [its weights][card] are here |
| `hanlp` | a recurrent tagger of characters by HanLP's own classes; [its weights][hanlp]; `hanlp:NAME`: any other |
| `hybrid` | the rules, and proposals of `spacy` that a linking rule takes up: `zhengce extract --ner spacy` |

A recogniser names organisations; that one of them is responsible, and in which role, only rules say. A proposal of a
recogniser becomes a row by one of four linking rules (`extractors/ner/linking.py`): `ner_label` (in the list behind a
label), `ner_bracket` (in a bracket of nothing but bodies and role words that closes a clause), `ner_by` (由A、B牵头),
`ner_subject` (A、B负责 at the start of a sentence). The column `extractor` then says `hybrid:spacy:ner_label`.

In Python: `extractors.ner.recogniser("spacy").find([text])`. Inside spaCy the rules themselves are components:
`nlp.add_pipe("zhengce_targets")`, `"zhengce_responsibilities"`, `"zhengce_deadlines"` write `doc.spans`.

[card]: ../extractors/ner/models/zh_entities/MODEL_CARD.md
[hanlp]: ../extractors/ner/models/zh_characters_hanlp/MODEL_CARD.md

`pip install 'zhengce[spacy]'` brings spaCy and jieba, `'zhengce[jieba]'` jieba and rjieba (`--ner rjieba`: faster,
its words differ here and there), `'zhengce[hanlp]'` HanLP and torch, several GB unless torch is the build
without graphics card: an environment of its own is best, and `make ner-report VENV=…` measures there.
What is not installed is left out below.

To train again, with `--backend hanlp` for the other:

    zhengce train --data FOLDER --gold GOLD --hold-out TEST_GOLD --out MODEL
    zhengce extract 文件夹 --out 表格 --ner spacy:MODEL

Examples come from the gold, from what the rules find surely in the other documents, and from sentences made from the
lexicon (`pipeline/ner/templates.tsv`); test documents and copies of them in other files are left out. The same seed,
data and lexicon give the same model.
"""

_SPANS = """
## Spans

Whether the very spans of the gold's units, amounts and times are found, whatever role or value they have. Right: the
span of a gold record. Wrong: a span that overlaps one without being it, or that falls on none and is not even by its
form a body, an amount or a time. What falls on an optional record, or is a body that is only mentioned, counts neither
way, since the gold does not hold mere mentions. Amounts: targets of every status. `labelled`: units behind a label or
in a column of units, as the rules read the document; `unlabelled`: all others.
"""

_RECORDS = """
## Records

Rows of the tables, as `zhengce evaluate` scores them (detection: span and role, span and value, type and date).
"""

_DIFFERENCE = """
## Hybrid against rules

F1 of detection, hybrid less rules, with 95 % intervals (documents drawn in pairs, 2000 times, seed 0). The recogniser
was trained on `corpus`, `seeds` and `real`: there the difference says what the linking rules spoil, not what they gain.
"""

_BLIND = """
## Names that no list holds

The same test documents with the gazetteer of bodies taken away, so that the rules know a body by the form of its name
alone: what a proposal is worth where the lexicon has a gap. Responsibilities as records; recall of spans.
"""

_OVERLAP = """
## What each finds that the others miss

Units of the gold by the systems that met their very spans.
"""

_REST = """
## Speed, memory, size

Processor time on one core of the machine that made this page; peak memory of a process with the lexicon and, where
named, the recogniser. Speed and memory differ from machine to machine; the scores do not.
"""


def page(
    rows: Sequence[Row],
    scores: Mapping[str, Any],
    differences: Sequence[tuple[str, str, tuple[float, float, float] | None]],
    blind: Sequence[tuple[str, ScoreCounts]],
    overlaps: Mapping[tuple[str, ...], int],
    missing: Mapping[str, str],
) -> str:
    """The page as Markdown."""
    parts = [_INTRODUCTION, _SPANS, _span_table(rows), _RECORDS, _record_table(scores), _DIFFERENCE]
    parts += [
        _difference_table(differences),
        _conclusion(differences, rows),
        _BLIND,
        _blind_table(blind),
        _OVERLAP,
        _overlap_table(overlaps),
    ]
    parts += [_REST, _cost_table(rows)]
    if missing:
        parts += ["\n## Not measured\n", *(f"- `{name}`: {reason}" for name, reason in missing.items())]
    return "\n".join(parts) + "\n"


def _span_table(rows: Sequence[Row]) -> str:
    cells = []
    for row in rows:
        cells += [(row.name, table, *_rates(rates)) for table, rates in row.spans.items()]
        cells += [
            (
                row.name,
                f"units, {kind}",
                str(part.counts.tp),
                "",
                str(part.counts.fn),
                "",
                _rate(part.counts.recall),
                "",
            )
            for kind, part in (("labelled", row.labelled), ("unlabelled", row.unlabelled))
        ]
    return _table(("", "spans of", "tp", "fp", "fn", "precision", "recall", "F1 (95 %)"), cells)


def _record_table(scores: Mapping[str, Any]) -> str:
    cells = []
    for name in ("rules", "hybrid"):
        for table in TABLES:
            for level in ("detection", "record"):
                one = scores[name][table][level]
                rates = (str(one["tp"]), str(one["fp"]), str(one["fn"]), _rate(one["precision"]), _rate(one["recall"]))
                cells.append((name, table, level, *rates, _interval(one["f1"], one["f1_low"], one["f1_high"])))
    return _table(("", "table", "level", "tp", "fp", "fn", "precision", "recall", "F1 (95 %)"), cells)


def _difference_table(differences: Sequence[tuple[str, str, tuple[float, float, float] | None]]) -> str:
    cells = [
        (
            group,
            table,
            *(("n/a", "n/a") if change is None else (f"{change[0]:+.4f}", f"{change[1]:+.4f} to {change[2]:+.4f}")),
        )
        for group, table, change in differences
    ]
    return _table(("group", "table", "difference", "95 %"), cells)


def _conclusion(differences: Sequence[tuple[str, str, tuple[float, float, float] | None]], rows: Sequence[Row]) -> str:
    worse = [f"{group} {table}" for group, table, change in differences if change and change[2] < 0]
    recall = {row.name: row.unlabelled.counts.recall or 0.0 for row in rows}
    gain = recall["hybrid"] - recall["rules"]
    verdict = "on no group worse than rules" if not worse else f"worse than rules on {', '.join(worse)}"
    default = "The default stays rules: " if worse or gain < _GAIN else "Hybrid earns the default: "
    room = (
        ""
        if recall["rules"] <= 1 - _GAIN
        else " The gold has no room for such a gain: rules miss too few of its units."
    )
    return (
        f"\n{default}hybrid is {verdict}; its recall of unlabelled units on the test groups is {recall['hybrid']:.3f}, "
        f"that of rules {recall['rules']:.3f} (a gain of {_GAIN} was asked for).{room}"
    )


def _blind_table(blind: Sequence[tuple[str, ScoreCounts]]) -> str:
    cells = [
        (name, *_rates(one.detection), _rate(one.labelled.recall), _rate(one.unlabelled.recall)) for name, one in blind
    ]
    head = ("without gazetteer", "tp", "fp", "fn", "precision", "recall", "F1 (95 %)")
    return _table((*head, "recall, labelled", "recall, unlabelled"), cells)


def _overlap_table(overlaps: Mapping[tuple[str, ...], int]) -> str:
    ordered = sorted(overlaps.items(), key=lambda item: (-item[1], item[0]))
    return _table(("found by", "units"), [("、".join(names) or "none", str(count)) for names, count in ordered])


def _cost_table(rows: Sequence[Row]) -> str:
    cells = [
        (row.name, f"{row.speed:,.0f}", f"{row.memory:.0f}", f"{row.size:.1f}" if row.size else "") for row in rows
    ]
    return _table(("", "characters a second", "memory, MB", "model, MB"), cells)


def _rates(rates: Rates) -> tuple[str, ...]:
    counts = rates.counts
    numbers = (str(counts.tp), str(counts.fp), str(counts.fn), _rate(counts.precision), _rate(counts.recall))
    return (*numbers, _interval(counts.f1, rates.f1_low, rates.f1_high))


def _rate(rate: float | None) -> str:
    return "n/a" if rate is None else f"{rate:.3f}"


def _interval(rate: float | None, low: float | None, high: float | None) -> str:
    return _rate(rate) if low is None or high is None else f"{_rate(rate)} ({low:.3f}–{high:.3f})"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
