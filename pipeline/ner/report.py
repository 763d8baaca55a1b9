"""``make ner-report``: the comparison of rules, recognisers and hybrid, written to docs/ner.json and docs/ner.md.

``python -m pipeline.ner.report --shared ../shared --out docs``. What is not installed here is left out and said.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.ner import Entity
from extractors.ner.hanlp_tagger import model_folder as hanlp_folder
from extractors.ner.spacy_tagger import model_folder as spacy_folder
from pipeline.evaluation.counts import Counts, Rates
from pipeline.evaluation.record import TABLES
from pipeline.evaluation.score import ScoredDocument, total_scores
from pipeline.ner.comparison import (
    Mentions,
    Subject,
    available,
    difference,
    mentions_of,
    mentions_of_rows,
    organisations,
    overlap,
    records,
    span_rates,
    subjects,
    unit_recall,
    without_gazetteer,
)
from pipeline.ner.report_text import Row, ScoreCounts, page
from pipeline.ner.span_scores import unit_spans

TEST_GROUPS = ("dev", "set_aside")
"""The groups no recogniser was trained on."""

RECOGNISERS = ("jieba", "spacy", "hanlp")
HYBRID_OF = "spacy"
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured. ``rows``: the five systems on the test groups; ``groups``: F1 of hybrid less rules."""

    scores: Mapping[str, Any]
    rows: Sequence[Row]
    differences: Sequence[tuple[str, str, tuple[float, float, float] | None]]
    overlaps: Mapping[tuple[str, ...], int]
    blind: Sequence[tuple[str, ScoreCounts]]
    missing: Mapping[str, str]


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


def measure(shared: Path) -> Measured:
    """Measure all systems that can be had here."""
    everything = gold_groups(shared)
    tests = [subject for subject in everything if subject.group in TEST_GROUPS]
    ruled = [records(subject) for subject in everything]
    combined = [records(subject, HYBRID_OF) for subject in everything]
    systems: dict[str, Mentions] = {"rules": mentions_of_rows(tests)}
    missing: dict[str, str] = {}
    for name in RECOGNISERS:
        model = available(name)
        if isinstance(model, str):
            missing[name] = model
        else:
            systems[name] = mentions_of(model, tests)
    systems["hybrid"] = mentions_of_rows(tests, HYBRID_OF)
    scores: dict[str, Any] = {"rules": _overall(ruled, everything)}
    scores |= {name: _spans(tests, systems[name]) for name in systems if name in RECOGNISERS}
    scores["hybrid"] = _overall(combined, everything)
    return Measured(
        scores=scores,
        rows=[_row(name, tests, mentions) for name, mentions in systems.items()],
        differences=[
            (group, table, difference(*_group(everything, ruled, combined, group), table))
            for group in (*dict.fromkeys(subject.group for subject in everything), "all")
            for table in TABLES
        ],
        overlaps=overlap(tests, systems),
        blind=_blind(tests, {"rules": "", "hybrid": HYBRID_OF}),
        missing=missing,
    )


def _blind(tests: Sequence[Subject], systems: Mapping[str, str]) -> list[tuple[str, ScoreCounts]]:
    """Responsibilities found without the gazetteer; units behind labels, and all others, apart."""
    places = [
        {labelled: unit_spans(subject.analysis, subject.gold, labelled=labelled) for labelled in (True, False)}
        for subject in tests
    ]
    found: list[tuple[str, ScoreCounts]] = []
    with without_gazetteer():
        for name, ner in systems.items():
            scored = [records(subject, ner) for subject in tests]
            mentions = mentions_of_rows(tests, ner)
            detection = total_scores(scored).overall["responsibilities"].detection
            apart = [
                sum(
                    (_met(wanted[labelled], own) for wanted, own in zip(places, mentions.entities, strict=True)),
                    Counts(),
                )
                for labelled in (True, False)
            ]
            found.append((name, ScoreCounts(detection, *apart)))
    return found


def _met(wanted: set[tuple[int, int]], entities: Sequence[Entity]) -> Counts:
    met = wanted & organisations(entities)
    return Counts(len(met), 0, len(wanted - met))


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


def _row(name: str, chosen: Sequence[Subject], mentions: Mentions) -> Row:
    recogniser = {"rules": "", "hybrid": HYBRID_OF}.get(name, name)
    return Row(
        name,
        span_rates(chosen, mentions),
        unit_recall(chosen, mentions, labelled=True),
        unit_recall(chosen, mentions, labelled=False),
        mentions.speed,
        _memory(recogniser),
        _size(recogniser),
    )


# What getrusage tells is inherited from the process that started this one.
_PROBE = """
import resource, sys
from pathlib import Path
from extractors.ner import recogniser
from extractors.responsibilities import find_assignments
text = "由市科技局牵头,市财政局配合。" * 100
find_assignments(text)
if sys.argv[1]:
    recogniser(sys.argv[1]).find([text])
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peak = [line.split()[1] for line in lines if line.startswith("VmHWM")]
print(*(peak or [resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def _memory(recogniser: str) -> float:
    """Peak memory, in MB, of a process that reads a page with the rules and, if named, a recogniser."""
    run = subprocess.run([sys.executable, "-c", _PROBE, recogniser], capture_output=True, text=True, check=True)
    return int(run.stdout.split()[-1]) / 1024


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
    parser.add_argument("--out", type=Path, required=True, help="folder for ner.md and ner.json")
    chosen = parser.parse_args()
    measured = measure(chosen.shared)
    content = json.dumps(measured.scores, ensure_ascii=False, indent=2) + "\n"
    (chosen.out / "ner.json").write_text(content, encoding="utf-8")
    text = page(
        measured.rows, measured.scores, measured.differences, measured.blind, measured.overlaps, measured.missing
    )
    (chosen.out / "ner.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
