"""Short ways to make gold records, rows and gold files for the tests of the scorer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.evaluation.outcome import Outcome, pair_up
from pipeline.evaluation.record import (
    SPECS,
    TABLES,
    GoldDocument,
    GoldRecord,
    PredictedDocument,
    PredictedRecord,
)
from pipeline.evaluation.score import ScoredDocument, score_document

DEFAULTS: dict[str, dict[str, str]] = {
    "targets": {
        "value": "14",
        "value_max": "",
        "unit": "%",
        "comparator": "=",
        "measure": "growth",
        "indicator": "研发经费",
        "target_date": "2024-12-31",
        "clause": "一/二",
        "status": "target",
    },
    "responsibilities": {"unit": "省科技厅", "role": "responsible", "clause": "一/二"},
    "deadlines": {"type": "by", "start_date": "", "end_date": "2024-12-31", "clause": "一/二"},
}


def gold(table: str, start: int, end: int, *, optional: bool = False, **fields: str | tuple[str, ...]) -> GoldRecord:
    """A gold record; fields not named take the table's default, several readings are a tuple."""
    stated = DEFAULTS[table] | fields
    alternatives = {name: (value,) if isinstance(value, str) else value for name, value in stated.items()}
    return GoldRecord(start, end, table, 0, "字" * (end - start), alternatives, optional)


def row(
    table: str, start: int, end: int, *, confidence: float | None = None, extractor: str = "rule", **fields: str
) -> PredictedRecord:
    """A predicted row; fields not named take the table's default."""
    return PredictedRecord(start, end, table, "字" * (end - start), DEFAULTS[table] | fields, confidence, extractor)


def outcome(table: str, wanted: Sequence[GoldRecord], rows: Sequence[PredictedRecord]) -> Outcome:
    """The outcome of one table of a document called ``doc.txt``."""
    return pair_up("doc.txt", table, wanted, rows)


def scored(
    doc: str,
    wanted: Sequence[GoldRecord],
    rows: Sequence[PredictedRecord],
    *,
    metadata: Mapping[str, tuple[str, ...]] | None = None,
    written: Mapping[str, str] | None = None,
    text: str = "字" * 200,
) -> ScoredDocument:
    """One scored document from records of any table."""
    document = GoldDocument(f"{doc}.json", doc, "", metadata or {}, _by_table(wanted))
    return score_document(document, PredictedDocument(doc, _by_table(rows), written), text)


def _by_table(records: Sequence[Any]) -> dict[str, tuple[Any, ...]]:
    return {table: tuple(record for record in records if record.table == table) for table in TABLES}


def gold_row(table: str, text: str, raw: str, **fields: Any) -> dict[str, Any]:
    """A record of a gold file, placed at the first ``raw`` of ``text``."""
    start = text.index(raw)
    stated = {name: DEFAULTS[table][name] for name in SPECS[table].required} | fields
    for name in ("value", "value_max"):
        if isinstance(stated.get(name), str):
            stated[name] = float(stated[name])
    return {"char_start": start, "char_end": start + len(raw), "raw": raw, **stated}


def write_gold(folder: Path, doc: str, text: str, /, **content: Any) -> Path:
    """Write a gold file for a document of this text; ``content`` overrides its parts."""
    data = {
        "doc": doc,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "metadata": {},
        **{table: [] for table in TABLES},
        **content,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{doc.rsplit('/', 1)[-1]}.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def write_document(folder: Path, doc: str, text: str) -> Path:
    """Write a document of the corpus."""
    path = folder / doc
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path
