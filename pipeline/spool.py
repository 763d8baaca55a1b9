"""Finished documents on disk, so that a run can be interrupted and large runs need little memory.

Each ``DocumentResult`` is one JSON file. JSON and not pickle: the folder may come from somebody else, and reading a
pickle runs what it says.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import extractors
import pipeline
from pipeline.cells import encodable
from pipeline.columns import TableSpec, row_values
from pipeline.records import DocumentResult
from pipeline.settings import Settings
from pipeline.tables import DOCUMENTS, TABLES

_LISTS = tuple(spec for spec in TABLES.values() if spec is not DOCUMENTS)


def dump(result: DocumentResult) -> bytes:
    """A result as JSON. Lone surrogates, which no file can hold, become U+FFFD one for one: offsets stay true."""
    content: dict[str, Any] = {
        spec.name: [row_values(spec)(row) for row in getattr(result, spec.name)] for spec in _LISTS
    }
    content |= {"document": row_values(DOCUMENTS)(result.document), "text": result.text, "reading": result.reading}
    return encodable(json.dumps(content, ensure_ascii=False, default=str)).encode("utf-8")


def load(data: bytes) -> DocumentResult:
    """The result that ``dump`` was given. Raises ``ValueError``, ``KeyError`` or ``TypeError`` on anything else."""
    content = json.loads(data)
    lists = {spec.name: tuple(_row(spec, values) for values in content[spec.name]) for spec in _LISTS}
    return DocumentResult(
        document=_row(DOCUMENTS, content["document"]), text=content["text"], reading=content["reading"], **lists
    )


def _row(spec: TableSpec, values: list[Any]) -> Any:
    typed = list(values)
    for index, column in enumerate(spec.columns):
        value = typed[index]
        if isinstance(value, str) and column.type == "date":
            typed[index] = date.fromisoformat(value)
        elif isinstance(value, str) and column.type == "number":
            typed[index] = Decimal(value)
    return spec.row(*typed)


@cache
def program_fingerprint() -> str:
    """Checksum of the program's own files: results of another version are not taken up again."""
    digest = hashlib.sha256()
    for package in (extractors, pipeline):
        root = Path(package.__path__[0])
        for path in sorted(root.rglob("*")):
            if path.suffix in {".py", ".tsv"}:
                digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


class Spool:
    """A folder of finished results, keyed by file content, doc_id, settings and program version."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self._run = f"{program_fingerprint()} {settings}"

    def key(self, doc_id: str, sha256: str) -> str:
        """The name under which the result of a file is kept."""
        return hashlib.sha256("\0".join((self._run, doc_id, sha256)).encode("utf-8")).hexdigest()

    def save(self, key: str, result: DocumentResult) -> None:
        """Keep a result; whoever looks sees all of it or nothing."""
        unfinished = self.folder / f"{key}.{os.getpid()}.tmp"
        unfinished.write_bytes(dump(result))
        unfinished.replace(self.folder / f"{key}.json")

    def load(self, key: str) -> DocumentResult:
        """A kept result. Raises ``OSError`` when there is none."""
        return load((self.folder / f"{key}.json").read_bytes())

    def reading(self, key: str) -> str | None:
        """The ``reading`` of a kept result; ``None`` when none is kept, or one that is damaged."""
        try:
            return self.load(key).reading
        except (OSError, ValueError, KeyError, TypeError):
            return None
