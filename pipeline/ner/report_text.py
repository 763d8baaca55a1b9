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
class Hidden:
    """Responsibilities of one system with names hidden from the rules; units behind labels and all others apart."""

    name: str
    detection: Counts
    labelled: Counts
    unlabelled: Counts


Change = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured.

    ``scores``: what ner.json holds; ``rows``: the five systems on the test groups; ``differences``: F1 of hybrid less
    rules by group and table, with its interval; ``room``: by group, the units without a label that rules and hybrid
    find; ``overlaps``: units by the systems that found them; ``hidden``: rules
    and hybrid with names hidden from the rules; ``trained``: what each model's training told of its tests; ``missing``:
    what could not be had, and why.
    """

    scores: Mapping[str, Any]
    rows: Sequence[Row]
    differences: Sequence[tuple[str, str, Change | None]]
    room: Mapping[str, tuple[Counts, Counts]]
    overlaps: Mapping[tuple[str, ...], int]
    hidden: Sequence[Hidden]
    trained: Mapping[str, Mapping[str, Any]]
    missing: Mapping[str, str]


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

A recogniser names organisations; that one of them is responsible, and in which role, only rules say. So the rules read
the text a second time, with a name they know standing in for each body that only the recogniser saw. What they then
make of a proposal is a row of one of three linking rules (`extractors/ner/linking.py`): `ner_label` (it stands in the
list behind a label), `ner_bracket` (in a bracket that closes a clause), `ner_prose` (由A、B牵头, A会同B, A负责). The
column `extractor` then says `hybrid:spacy:ner_label`. What the rules read by themselves stays as it is.

In a settings file: `ner = "spacy"`. In Python: `extractors.ner.recogniser("spacy").find([text])`; the model for
spaCy alone: `spacy.load(extractors.ner.spacy_tagger.model_folder())`. Inside spaCy the rules themselves are components:
`nlp.add_pipe("zhengce_targets")`, `"zhengce_responsibilities"`, `"zhengce_deadlines"` write `doc.spans`.

Entities are organisations, times, quantities and percentages; no back end is trained on names of indicators, which the
rules cut out by the shape of the sentence around a number.

[card]: ../extractors/ner/models/zh_entities/MODEL_CARD.md
[hanlp]: ../extractors/ner/models/zh_characters_hanlp/MODEL_CARD.md

`pip install 'zhengce[spacy]'` brings spaCy and jieba, `'zhengce[jieba]'` jieba and rjieba (`--ner rjieba`: faster,
its words differ here and there), `'zhengce[hanlp]'` HanLP and torch, several GB unless torch is the build
without graphics card: an environment of its own is best. `make ner-report` makes one for it (`HANLP=…` names another;
`TORCH=…` another build) and asks it for what HanLP finds; all else is measured in the environment of the project.

`make ner-train` trains both models again. On other documents, with `--backend hanlp` for the other:

    zhengce train --data FOLDER --gold GOLD --hold-out TEST_GOLD --out MODEL
    zhengce extract 文件夹 --out 表格 --ner spacy:MODEL

Examples come from the gold, from what the rules find surely in the other documents, and from sentences made from the
lexicon (`pipeline/ner/templates.tsv`). Left out are the documents of the test groups, whatever the command is told
(`pipeline/ner/test_documents.tsv` knows them by their hashes), those held out, and copies of either in other files.
The same seed, data and lexicon give the same model.
"""

_SPANS = """
## Spans

Whether the very spans of the gold's units, amounts and times are found, whatever role or value they have. Right: the
span of a gold record. Wrong: a span that overlaps one without being it, or that falls on none and is not even by its
form a body, an amount or a time. What falls on an optional record, or is a body that is only mentioned, counts neither
way, since the gold does not hold mere mentions. Amounts: targets of every status. `labelled`: units behind a label or
in a column of units, as the rules read the document; `unlabelled`: all others. A wrong span counts to the labelled
ones where it stands in such a list.
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

_ROOM = """
Units without a label, in each group, and how many of them the rows hold: the room that is left for a recogniser.
"""

_HIDDEN = """
## Names hidden from the rules

What a proposal is worth where the rules do not see a name: one half of all names of bodies is hidden from them (known
neither by list nor by form), then the other; the counts of both runs together. Responsibilities as rows, units as
spans. The hidden names are common ones, which a recogniser finds more easily than odd names that escape the rules.
"""

_SEEN = """
## Names seen and not seen in training

Units of the test documents that each model found at the end of its training, by whether the very name stood in a
training example.
"""

_CONFIDENCE = """
## Confidence

A linked row starts from its linking rule's own score (0.85, 0.8, 0.7) times the precision of the recogniser's
organisations, and is drawn to the share of such rows that were right, as every row is (`pipeline/calibration.tsv`).
With the lexicon as it is the hybrid adds no row to the gold of any group, so the counts are of rows read by eye
(`gold/reading/hybrid`): all that it adds to the real documents outside the test groups. The runs with hidden names are
not counted: they say that the link is right where the name is, not how often an odd name is one.
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


def page(measured: Measured) -> str:
    """The page as Markdown."""
    rows, differences = measured.rows, measured.differences
    parts = [_INTRODUCTION, _SPANS, _span_table(rows), _RECORDS, _record_table(measured.scores), _DIFFERENCE]
    parts += [_difference_table(differences), _ROOM, _room_table(measured.room), _conclusion(differences, rows)]
    parts += [_HIDDEN, _hidden_table(measured.hidden), _SEEN, _seen_table(measured.trained), _CONFIDENCE]
    parts += [_OVERLAP, _overlap_table(measured.overlaps), _REST, _cost_table(rows)]
    if measured.missing:
        parts += ["\n## Not measured\n", *(f"- `{name}`: {reason}" for name, reason in measured.missing.items())]
    return "\n".join(parts) + "\n"


def _span_table(rows: Sequence[Row]) -> str:
    cells = []
    for row in rows:
        parts = {**row.spans, "units, labelled": row.labelled, "units, unlabelled": row.unlabelled}
        cells += [(row.name, part, *_rates(rates)) for part, rates in parts.items()]
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


def _difference_table(differences: Sequence[tuple[str, str, Change | None]]) -> str:
    cells = [
        (
            group,
            table,
            *(("n/a", "n/a") if change is None else (f"{change[0]:+.4f}", f"{change[1]:+.4f} to {change[2]:+.4f}")),
        )
        for group, table, change in differences
    ]
    return _table(("group", "table", "difference", "95 %"), cells)


def _room_table(room: Mapping[str, tuple[Counts, Counts]]) -> str:
    cells = [
        (group, str(rules.tp + rules.fn), str(rules.tp), str(hybrid.tp)) for group, (rules, hybrid) in room.items()
    ]
    return _table(("group", "unlabelled units", "found by rules", "by hybrid"), cells)


def _conclusion(differences: Sequence[tuple[str, str, Change | None]], rows: Sequence[Row]) -> str:
    worse = [f"{group} {table}" for group, table, change in differences if change and change[2] < 0]
    counts = {row.name: row.unlabelled.counts for row in rows}
    recall = {name: one.recall or 0.0 for name, one in counts.items()}
    precise = (counts["hybrid"].precision or 0.0) >= (counts["rules"].precision or 0.0)
    earned = not worse and precise and recall["hybrid"] - recall["rules"] >= _GAIN
    verdict = "on no group worse than rules" if not worse else f"worse than rules on {', '.join(worse)}"
    room = (
        ""
        if recall["rules"] <= 1 - _GAIN
        else " The gold has no room for such a gain: rules miss too few of its units."
    )
    told = " and ".join(
        f"{recall[name]:.3f} with {_rate(counts[name].precision)} ({name})" for name in ("hybrid", "rules")
    )
    return (
        f"\n{'Hybrid earns the default' if earned else 'The default stays rules'}: hybrid is {verdict}; recall and "
        f"precision on unlabelled units of the test groups are {told} (a gain in recall of {_GAIN} at equal precision "
        f"was asked for).{room}"
    )


def _hidden_table(hidden: Sequence[Hidden]) -> str:
    head = ("half of the names hidden", "tp", "fp", "fn", "precision", "recall", "F1", "recall, labelled", "unlabelled")
    cells = [
        (one.name, *_rates(Rates(one.detection)), _rate(one.labelled.recall), _rate(one.unlabelled.recall))
        for one in hidden
    ]
    return _table(head, cells)


def _seen_table(trained: Mapping[str, Mapping[str, Any]]) -> str:
    cells = []
    for name, test in trained.items():
        for key in sorted(key for key in test if key.startswith("recall of names")):
            one = test[key]
            wanted = one["found"] + one["missed"]
            cells.append(
                (name, key.removeprefix("recall of names "), str(one["found"]), str(wanted), _rate(one["recall"]))
            )
    return _table(("", "names", "found", "of", "recall"), cells)


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
