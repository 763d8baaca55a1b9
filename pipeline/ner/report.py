"""``make ner-report``: the comparison of rules, recognisers and hybrid, written to docs/ner.json and docs/ner.md.

``python -m pipeline.ner.report --shared ../shared --hanlp PYTHON --out docs``, PYTHON being the interpreter of an
environment that has HanLP. What is not installed is left out and said.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from extractors.ner.hanlp_tagger import model_folder as hanlp_folder
from extractors.ner.spacy_tagger import model_folder as spacy_folder
from pipeline.evaluation.counts import Counts, Rates
from pipeline.evaluation.record import TABLES
from pipeline.evaluation.score import ScoredDocument, total_scores
from pipeline.ner.apart import Apart, measured_apart
from pipeline.ner.comparison import (
    Mentions,
    Subject,
    difference,
    mentions_of_rows,
    names_hidden,
    overlap,
    records,
    span_rates,
    subjects,
    texts_of,
    unit_rates,
    unlabelled_found,
)
from pipeline.ner.report_text import Hidden, Measured, Row, page
from pipeline.ner.train import RECORD

TEST_GROUPS = ("dev", "set_aside")
"""The groups no recogniser was trained on."""

RECOGNISERS = ("jieba", "spacy", "hanlp")
HYBRID_OF = "spacy"
_ROOT = Path(__file__).resolve().parents[2]


def gold_groups(shared: Path) -> list[Subject]:
    """The documents of all gold groups."""
    real = shared / "real"
    places = (
        ("corpus", sorted((_ROOT / "gold").glob("*.json")), _ROOT / "corpus"),
        ("seeds", [shared / "gold" / "seeds"], shared / "seeds"),
        ("dev", [shared / "gold" / "dev"], shared / "gold" / "dev" / "text"),
        ("real", [_ROOT / "gold" / "real"], real),
        ("set_aside", [_ROOT / "gold" / "set_aside"], real),
    )
    return [subject for group, gold, corpus in places for subject in subjects(group, gold, corpus)]


def measure(shared: Path, pythons: Mapping[str, str]) -> Measured:
    """Measure all systems that can be had; ``pythons``: the interpreters of recognisers that have one of their own."""
    everything = gold_groups(shared)
    tests = [subject for subject in everything if subject.group in TEST_GROUPS]
    ruled = [records(subject) for subject in everything]
    combined = [records(subject, HYBRID_OF) for subject in everything]
    told = {
        name: measured_apart(name, texts_of(tests), pythons.get(name, sys.executable)) for name in ("", *RECOGNISERS)
    }
    apart = {name: one for name, one in told.items() if isinstance(one, Apart)}
    systems = {
        "rules": mentions_of_rows(tests),
        **{name: Mentions(one.entities, one.speed) for name, one in apart.items() if name},
        "hybrid": mentions_of_rows(tests, HYBRID_OF),
    }
    scores: dict[str, Any] = {"rules": _overall(ruled, everything)}
    scores |= {name: _spans(tests, systems[name]) for name in systems if name in RECOGNISERS}
    scores["hybrid"] = _overall(combined, everything)
    return Measured(
        scores=scores,
        rows=[_row(name, tests, mentions, apart) for name, mentions in systems.items()],
        differences=[
            (group, table, difference(*_group(everything, ruled, combined, group), table))
            for group in (*dict.fromkeys(subject.group for subject in everything), "all")
            for table in TABLES
        ],
        room=_room(everything, ruled, combined),
        overlaps=overlap(tests, systems),
        hidden=[_hidden(name, tests, ner) for name, ner in (("rules", ""), ("hybrid", HYBRID_OF))],
        trained={name: _trained(folder) for name, folder in (("spacy", spacy_folder()), ("hanlp", hanlp_folder()))},
        missing={name: one for name, one in told.items() if isinstance(one, str)},
    )


def _room(
    chosen: Sequence[Subject], ruled: Sequence[ScoredDocument], combined: Sequence[ScoredDocument]
) -> dict[str, tuple[Counts, Counts]]:
    """For each group, the units without a label that the rules and the hybrid find."""
    room: dict[str, tuple[Counts, Counts]] = {}
    for subject, one, other in zip(chosen, ruled, combined, strict=True):
        rules, hybrid = room.get(subject.group, (Counts(), Counts()))
        room[subject.group] = rules + unlabelled_found(subject, one), hybrid + unlabelled_found(subject, other)
    return room


def _hidden(name: str, tests: Sequence[Subject], ner: str) -> Hidden:
    """Responsibilities with each half of the names hidden from the rules in turn; the counts of both runs together."""
    detection, labelled, unlabelled = Counts(), Counts(), Counts()
    for half in (0, 1):
        with names_hidden(half):
            scored = [records(subject, ner) for subject in tests]
            mentions = mentions_of_rows(tests, ner)
        detection += total_scores(scored).overall["responsibilities"].detection.counts
        labelled += unit_rates(tests, mentions, labelled=True).counts
        unlabelled += unit_rates(tests, mentions, labelled=False).counts
    return Hidden(name, detection, labelled, unlabelled)


def _trained(folder: str) -> Mapping[str, Any]:
    record: dict[str, Any] = json.loads(Path(folder, RECORD).read_text(encoding="utf-8"))
    tests: dict[str, Any] = record["test"]
    return tests


def _group(
    chosen: Sequence[Subject], ruled: Sequence[ScoredDocument], combined: Sequence[ScoredDocument], group: str
) -> tuple[list[ScoredDocument], list[ScoredDocument]]:
    places = [number for number, subject in enumerate(chosen) if group in ("all", subject.group)]
    return [ruled[number] for number in places], [combined[number] for number in places]


def _overall(scored: Sequence[ScoredDocument], chosen: Sequence[Subject]) -> dict[str, Any]:
    tests = [one for one, subject in zip(scored, chosen, strict=True) if subject.group in TEST_GROUPS]
    return {table: score.to_json() for table, score in total_scores(tests).overall.items()}


def _spans(chosen: Sequence[Subject], mentions: Mentions) -> dict[str, Any]:
    """A recogniser's spans in the shape of a table's scores; it gives no records, so those are 0/0."""
    empty = Rates(Counts()).to_json()
    found = span_rates(chosen, mentions)
    return {table: {"detection": rates.to_json(), "record": empty, "fields": {}} for table, rates in found.items()}


def _row(name: str, chosen: Sequence[Subject], mentions: Mentions, apart: Mapping[str, Apart]) -> Row:
    recogniser = {"rules": "", "hybrid": HYBRID_OF}.get(name, name)
    return Row(
        name,
        span_rates(chosen, mentions),
        unit_rates(chosen, mentions, labelled=True),
        unit_rates(chosen, mentions, labelled=False),
        mentions.speed,
        apart[recogniser].memory if recogniser in apart else 0.0,
        _size(recogniser),
    )


def _size(recogniser: str) -> float:
    """The size, in MB, of what a recogniser knows: its model, or the dictionary it comes with."""
    if recogniser == "jieba":
        import jieba

        files = [Path(jieba.__file__).parent / "dict.txt"]
    else:
        folders = {"spacy": spacy_folder(), "hanlp": hanlp_folder()}
        files = list(Path(folders[recogniser]).rglob("*")) if recogniser else []
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True, help="folder with real/, seeds/ and gold/")
    parser.add_argument("--hanlp", default=sys.executable, help="interpreter of an environment that has HanLP")
    parser.add_argument("--out", type=Path, required=True, help="folder for ner.md and ner.json")
    chosen = parser.parse_args()
    measured = measure(chosen.shared, {"hanlp": chosen.hanlp})
    content = json.dumps(measured.scores, ensure_ascii=False, indent=2) + "\n"
    (chosen.out / "ner.json").write_text(content, encoding="utf-8")
    (chosen.out / "ner.md").write_text(page(measured), encoding="utf-8")


if __name__ == "__main__":
    main()
