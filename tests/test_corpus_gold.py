"""The corpus and its gold are what the marked documents say, and the corpus folder holds documents only."""

from __future__ import annotations

from pathlib import Path

import gold.build
import gold.making.corpus
from gold.notation import load, names
from pipeline.sources import discover

ROOT = Path(__file__).resolve().parent.parent


def test_every_document_is_what_its_marked_text_gives() -> None:
    assert gold.making.corpus.stale() == [], "run python -m gold.making.corpus, then python -m gold.build"


def test_every_gold_file_is_what_the_marks_say() -> None:
    assert gold.build.stale() == [], "run python -m gold.build and read the difference"


def test_the_corpus_holds_the_marked_documents_and_no_others(tmp_path: Path) -> None:
    found = [source.doc_id for source in discover([ROOT / "corpus"], tmp_path)]
    assert found == sorted(load(name).file for name in names())
    assert len(found) == 12


def test_a_readme_is_no_document_of_its_folder(tmp_path: Path) -> None:
    for name in ("README.md", "readme.txt", "README", "README政策.txt", "plan.md"):
        (tmp_path / name).write_text("一、总体要求", "utf-8")
    (tmp_path / "README").unlink()
    (tmp_path / "README").mkdir()
    (tmp_path / "README" / "a.txt").write_text("一、总体要求", "utf-8")
    found = [source.doc_id for source in discover([tmp_path], tmp_path / "out")]
    assert found == ["README/a.txt", "README政策.txt", "plan.md"]
    assert [source.doc_id for source in discover([tmp_path / "README.md"], tmp_path / "out")] == ["README.md"]
