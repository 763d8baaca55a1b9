"""The documents of the test groups, which no recogniser is ever trained on; ``test_documents.tsv`` lists them."""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path

LIST = Path(__file__).with_name("test_documents.tsv")
COLUMNS = ("group", "document", "sha256")


def is_test_document(data: bytes, text: str) -> bool:
    """Whether a file with these bytes, or with this source text, is a document of the test groups."""
    sources = (data, text.encode("utf-8", "surrogatepass"))
    return not _hashes().isdisjoint(hashlib.sha256(source).hexdigest() for source in sources)


@cache
def _hashes() -> frozenset[str]:
    with LIST.open(encoding="utf-8", newline="") as stream:
        return frozenset(row["sha256"] for row in csv.DictReader(stream, delimiter="\t"))
