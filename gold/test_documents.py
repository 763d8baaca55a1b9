"""The documents that no recogniser may be trained on: ``python -m gold.test_documents`` writes the list of them.

``pipeline/ner/test_documents.tsv`` names the documents of the groups ``dev`` and ``set_aside`` by the hash of their
bytes or of their source text, and the originals of the texts of ``dev``. Training leaves them out, and copies of them
in other files, whatever it is told.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

from gold.baseline import SHARED, gold_sets
from pipeline.evaluation.gold import load_gold
from pipeline.ner.test_documents import COLUMNS, LIST

TEST_GROUPS = ("dev", "set_aside")


def rows() -> Iterator[tuple[str, str, str]]:
    """Group, document and SHA-256 of every test document. Needs ``../shared``."""
    for group in TEST_GROUPS:
        for document in load_gold(gold_sets()[group].gold):
            yield group, document.doc, document.sha256
    with (SHARED / "gold" / "dev" / "ORIGINALS.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t"):
            data = (SHARED / row["original"]).read_bytes()
            yield "dev", Path(row["original"]).name, hashlib.sha256(data).hexdigest()


def main() -> None:
    """Write the list."""
    lines = ["\t".join(COLUMNS), *("\t".join(row) for row in sorted(rows()))]
    LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
