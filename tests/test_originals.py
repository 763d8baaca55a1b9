"""Real documents score the same whether they are read from their original files or from plain text.

The gold of the dev documents was made on their texts. Here the original PDF and HTML files are read, their records
carried over to those texts by aligning both without blanks, and scored like any others.
"""

from __future__ import annotations

import csv
import difflib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from conftest import shared_dir

from pipeline.evaluation.run import evaluate
from pipeline.evaluation.score import Scores
from pipeline.extract import extract_document
from pipeline.records import DeadlineRow, DocumentResult, ResponsibilityRow, TargetRow
from pipeline.settings import Settings

MOST_LOST = 0.02
TABLES = ("targets", "responsibilities", "deadlines")

_Row = TypeVar("_Row", TargetRow, ResponsibilityRow, DeadlineRow)


@dataclass(frozen=True, slots=True)
class Carrier:
    """Carries places in one text over to another text of the same words."""

    squeezed: Sequence[int]  # how many characters that are no blanks stand before each place of the text
    blocks: Sequence[tuple[int, int, int]]  # stretches that both have: start here, start there, length
    places: Sequence[int]  # for each character of the other text that is no blank its place

    @classmethod
    def between(cls, here: str, there: str) -> Carrier:
        """The carrier from one text to the other."""
        counts = [0]
        for char in here:
            counts.append(counts[-1] + (not char.isspace()))
        matcher = difflib.SequenceMatcher(None, "".join(here.split()), "".join(there.split()), autojunk=False)
        blocks = [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]
        return cls(counts, blocks, [place for place, char in enumerate(there) if not char.isspace()])

    def place(self, offset: int) -> int:
        """The place of the character at ``offset``; where the other text lacks it, the nearest one before."""
        at = self.squeezed[offset]
        start, other, size = self.blocks[max(0, bisect_right(self.blocks, at, key=lambda block: block[0]) - 1)]
        return self.places[min(other + min(at - start, max(size - 1, 0)), len(self.places) - 1)]

    def row(self, row: _Row, text: str) -> _Row:
        """A row as it stands in the other text, which is ``text``."""
        start, end = self.place(row.char_start), self.place(row.char_end - 1) + 1
        return replace(row, char_start=start, char_end=max(end, start + 1), raw=text[start : max(end, start + 1)])


@cache
def originals() -> dict[str, Path]:
    """The original file of each dev document."""
    with (shared_dir() / "gold/dev/ORIGINALS.tsv").open(encoding="utf-8", newline="") as stream:
        return {f"{row['gold']}.txt": shared_dir() / row["original"] for row in csv.DictReader(stream, delimiter="\t")}


def from_original(data: bytes, doc_id: str) -> DocumentResult:
    """The records of the original file of the text ``data``, carried over to that text."""
    path, text = originals()[Path(doc_id).name], data.decode("utf-8-sig")
    found = extract_document(path.read_bytes(), path.name, Settings())
    carrier = Carrier.between(found.text, text)
    return replace(
        found,
        document=replace(found.document, doc_id=doc_id),
        targets=tuple(carrier.row(row, text) for row in found.targets),
        responsibilities=tuple(carrier.row(row, text) for row in found.responsibilities),
        deadlines=tuple(carrier.row(row, text) for row in found.deadlines),
        text=text,
    )


def scores(out: Path, original: bool) -> Scores:
    dev = shared_dir() / "gold/dev"
    return evaluate([dev], [dev / "text"], out, extract=from_original if original else None)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Scores, Scores]:
    folder = tmp_path_factory.mktemp("scores")
    return scores(folder / "text", original=False), scores(folder / "original", original=True)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("level", ["detection", "record"])
def test_original_files_score_as_their_texts_do(table: str, level: str, both: tuple[Scores, Scores]) -> None:
    text, original = (getattr(found.overall[table], level).counts.f1 for found in both)
    assert text is not None and original is not None
    assert original >= text - MOST_LOST


@pytest.mark.parametrize(("here", "there"), [("2025年\n底", "2025年底"), ("20家", "20 家"), ("新增", "新增")])
def test_places_are_carried_over(here: str, there: str) -> None:
    text, other = "到 2025年\n底，- 1 -新增20家", "到2025年底，新增 20 家"
    carrier, start = Carrier.between(text, other), text.index(here)
    assert other[carrier.place(start) : carrier.place(start + len(here) - 1) + 1] == there
