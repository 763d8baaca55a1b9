"""The tables of the corpus are what they were (``tests/golden/README.md`` says how to renew them)."""

from __future__ import annotations

import difflib
from itertools import islice
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.extract import extract_document
from pipeline.settings import Settings
from pipeline.tables import TABLES

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
SHOWN = 20
"""Lines of a difference that a failure shows."""


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables")
    batch.run([ROOT / "corpus"], out, extract_document, settings=Settings(), jobs=2)
    return out


@pytest.mark.parametrize("name", [f"{table}.csv" for table in TABLES])
def test_the_table_is_what_it_was(name: str, tables: Path) -> None:
    expected, found = GOLDEN / name, (tables / name).read_bytes()
    if not expected.exists():
        expected.write_bytes(found)
        pytest.fail(f"tests/golden/{name} was missing and has been written: read it, then commit it")
    if found != expected.read_bytes():
        pytest.fail(f"{name} changed; read it, then make golden\n" + difference(expected.read_bytes(), found))


def difference(expected: bytes, found: bytes) -> str:
    """The first changed lines."""
    before, after = (data.decode("utf-8-sig").splitlines() for data in (expected, found))
    lines = difflib.unified_diff(before, after, "golden", "now", lineterm="", n=0)
    return "\n".join(islice(lines, SHOWN))


def test_every_golden_table_is_written_still() -> None:
    assert {path.stem for path in GOLDEN.glob("*.csv")} <= set(TABLES)


def test_a_difference_shows_the_changed_lines_only() -> None:
    lines = difference(b"a\r\nb\r\nc\r\n", b"a\r\nx\r\nc\r\n").splitlines()
    assert lines == ["--- golden", "+++ now", "@@ -2 +2 @@", "-b", "+x"]
