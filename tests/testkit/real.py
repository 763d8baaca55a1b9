"""The real documents beside the project."""

from __future__ import annotations

from pathlib import Path

from conftest import shared_dir

from pipeline.ingest import read_bytes


def real_files() -> list[Path]:
    """All real documents, the seeds among them."""
    shared = shared_dir()
    return sorted(
        path for folder in ("real", "seeds") for path in (shared / folder).rglob("*.*") if path.suffix != ".tsv"
    )


def squeezed(gold: str) -> tuple[str, str]:
    """The text of a document as read here and as its gold was made on, both without blanks."""
    shared = shared_dir()
    original = next(
        line.split("\t")[1]
        for line in (shared / "gold/dev/ORIGINALS.tsv").read_text(encoding="utf-8").splitlines()
        if line.startswith(gold + "\t")
    )
    ours = read_bytes((shared / original).read_bytes(), original).document.text
    theirs = (shared / "gold/dev/text" / f"{gold}.txt").read_text(encoding="utf-8")
    return "".join(ours.split()), "".join(theirs.split())
