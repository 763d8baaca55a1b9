"""The scores that must not fall: ``python -m gold.baseline`` measures every gold set and writes ``gold/baseline.tsv``
and the table of scores in the README.

One row per set of documents, document, table and level (``detection``, ``record``) with its counts; the rows of the
document ``all`` are the sum over the set. ``tests/test_gate.py`` measures again and compares. (The file is a table,
not JSON, because every ``*.json`` below ``gold/`` is read as a gold file.)
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.evaluation.counts import Counts
from pipeline.evaluation.run import evaluate
from pipeline.evaluation.score import Score

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
BASELINE = ROOT / "gold" / "baseline.tsv"
COLUMNS = ("set", "document", "table", "level", "f1", "tp", "fp", "fn")
ALL = "all"
LEVELS = ("detection", "record")
README = ROOT / "README.md"
CALLED = {
    "corpus": "own documents, written for the project",
    "seeds": "the first five real documents",
    "dev": "further real documents",
    "real": "real documents with gold of our own",
    "set_aside": "**set aside**: never used for rules",
}
_SCORES = re.compile(r"(?<=<!-- scores -->\n).*?(?=<!-- -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold files, or folders of them, and the folder of their documents. ``shared``: some of it is in ``../shared``."""

    gold: tuple[Path, ...]
    corpus: Path
    shared: bool


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What a figure is about."""

    set: str
    document: str
    table: str
    level: str


Figures = Mapping[Key, Counts]


def gold_sets() -> dict[str, GoldSet]:
    """The sets by name: the project's own corpus, and the real documents where ``../shared`` is there."""
    return {
        "corpus": GoldSet(tuple(sorted((ROOT / "gold").glob("*.json"))), ROOT / "corpus", False),
        "seeds": GoldSet((SHARED / "gold/seeds",), SHARED / "seeds", True),
        "dev": GoldSet((SHARED / "gold/dev",), SHARED / "gold/dev/text", True),
        "real": GoldSet((ROOT / "gold/real",), SHARED / "real", True),
        "set_aside": GoldSet((ROOT / "gold/set_aside",), SHARED / "real", True),
    }


def measure(name: str, out: Path) -> dict[Key, Counts]:
    """The counts of one set, document by document; the run's report and rows are written into ``out``."""
    chosen = gold_sets()[name]
    scores = evaluate(chosen.gold, [chosen.corpus], out)
    if scores.not_scored:
        raise FileNotFoundError(f"{name}: gold without its document: {', '.join(scores.not_scored)}")
    return {
        Key(name, document, table, level): _counts(score, level)
        for document, tables in scores.by_document.items()
        for table, score in tables.items()
        for level in LEVELS
    }


def totals(figures: Figures) -> dict[Key, Counts]:
    """The sums over the documents of each set, under the document ``all``."""
    summed: dict[Key, Counts] = {}
    for key, counts in figures.items():
        whole = Key(key.set, ALL, key.table, key.level)
        summed[whole] = summed.get(whole, Counts()) + counts
    return summed


def read_baseline() -> dict[Key, Counts]:
    """The counts of ``gold/baseline.tsv`` by document, sums left out."""
    header, *lines = BASELINE.read_text(encoding="utf-8").splitlines()
    if tuple(header.split("\t")) != COLUMNS:
        raise ValueError(f"{BASELINE}: columns must be {COLUMNS}, are {header.split()}")
    figures = {}
    for line in lines:
        *key, _, tp, fp, fn = line.split("\t")
        figures[Key(*key)] = Counts(int(tp), int(fp), int(fn))
    return {key: counts for key, counts in figures.items() if key.document != ALL}


def write_baseline(figures: Figures) -> None:
    """Write ``gold/baseline.tsv``: the sums of each set first, then its documents."""
    rows = sorted(totals(figures).items()) + sorted(figures.items())
    rows.sort(key=lambda row: row[0].set)
    lines = [(*_cells(key), _rate(counts), counts.tp, counts.fp, counts.fn) for key, counts in rows]
    text = "\n".join("\t".join(map(str, line)) for line in (COLUMNS, *lines))
    BASELINE.write_text(text + "\n", encoding="utf-8")


def readme_table(figures: Figures) -> str:
    """The scores of each set as rows of Markdown: F1 of records found and of whole records."""
    tables = ("targets", "responsibilities", "deadlines")
    sums = totals(figures)
    lines = [f"| group | documents | {' | '.join(tables)} |", "|---|---|---|---|---|"]
    for name, called in CALLED.items():
        documents = len({key.document for key in figures if key.set == name})
        cells = [
            " / ".join(f"{sums[Key(name, ALL, table, level)].f1 or 0:.3f}" for level in LEVELS) for table in tables
        ]
        lines.append(f"| {called} | {documents} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def write_readme(figures: Figures) -> None:
    """Put the table of scores into the README, between its two marks."""
    text = README.read_text(encoding="utf-8")
    README.write_text(_SCORES.sub(lambda _: readme_table(figures), text), encoding="utf-8")


def _cells(key: Key) -> tuple[str, str, str, str]:
    return key.set, key.document, key.table, key.level


def _rate(counts: Counts) -> str:
    return "" if counts.f1 is None else f"{counts.f1:.4f}"


def _counts(score: Score, level: str) -> Counts:
    counts: Counts = getattr(score, level).counts
    return counts


def main() -> int:
    """Measure all sets and write the baseline; what it was before is printed beside."""
    if not SHARED.is_dir():
        print(f"{SHARED} is missing: the baseline covers the real documents too", file=sys.stderr)
        return 1
    before = totals(read_baseline()) if BASELINE.exists() else {}
    figures: dict[Key, Counts] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in gold_sets():
            figures |= measure(name, Path(folder) / name)
    write_baseline(figures)
    write_readme(figures)
    for key, counts in totals(figures).items():
        print(*_cells(key), _rate(before[key]) if key in before else "-", "→", _rate(counts), sep="\t")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
