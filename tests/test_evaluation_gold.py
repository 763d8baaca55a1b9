"""The strict loader of gold files: what it takes, and what it refuses with file and record."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import shared_dir
from evaluation_kit import gold_row, write_document, write_gold

from pipeline.evaluation.corpus import Corpus, source_text
from pipeline.evaluation.errors import EvaluationError, GoldError
from pipeline.evaluation.gold import check_against_text, load_gold, read_gold

TEXT = "到2025年底，全省研发经费增长14%以上。（责任单位：省科技厅）"
Row = dict[str, Any]


def target(**fields: Any) -> Row:
    return gold_row("targets", TEXT, "14%", **fields)


def test_fields_become_lists_of_cells(tmp_path: Path) -> None:
    row = target(measure=["growth", "level"], value=14.0, value_max=None, target_date="2025-12-31")
    (record,) = read_gold(write_gold(tmp_path, "甲.txt", TEXT, targets=[row])).records["targets"]
    assert record.fields["measure"] == ("growth", "level")
    assert record.fields["value"] == ("14",)
    assert record.fields["value_max"] == ("",)
    assert record.fields["target_date"] == ("2025-12-31",)
    assert record.fields["clause"] == ("",)  # missing: not stated
    assert "modality" not in record.fields  # not annotated: not compared
    assert record.counted


@pytest.mark.parametrize(
    ("table", "raw", "fields", "counted"),
    [
        ("targets", "14%", {}, True),
        ("targets", "14%", {"optional": True}, False),
        ("targets", "14%", {"optional": False}, True),
        ("targets", "14%", {"status": "achieved"}, False),
        ("targets", "14%", {"status": ["target", "achieved"]}, False),
        ("responsibilities", "省科技厅", {}, True),
        ("responsibilities", "省科技厅", {"inherited": True}, False),
        ("deadlines", "2025年底", {"type": "by", "end_date": ["2025-12-31"]}, True),
    ],
)
def test_what_counts(tmp_path: Path, table: str, raw: str, fields: Row, counted: bool) -> None:
    path = write_gold(tmp_path, "甲.txt", TEXT, **{table: [gold_row(table, TEXT, raw, **fields)]})
    (record,) = read_gold(path).records[table]
    assert record.counted is counted


REFUSED: list[tuple[str, Row, str]] = [
    ("unknown key", {"note": "?"}, "unknown keys ['note']"),
    ("key of another table", {"role": "lead"}, "unknown keys ['role']"),
    ("start after end", {"char_start": 20, "char_end": 19}, "0 <= start < end"),
    ("empty span", {"char_start": 3, "char_end": 3, "raw": ""}, "0 <= start < end"),
    ("negative offset", {"char_start": -1}, "0 <= start < end"),
    ("offset as text", {"char_start": "3"}, "0 <= start < end"),
    ("offset as truth value", {"char_start": True}, "0 <= start < end"),
    ("raw of another length", {"raw": "14"}, "raw '14' is not 3 characters long"),
    ("raw missing", {"raw": None}, "raw None"),
    ("value as text", {"value": ["14"]}, "value must be a number"),
    ("value beyond all measure", {"value": 10**50}, "value is beyond 40 digits"),
    ("value as truth value", {"value": True}, "value must be a number"),
    ("unknown status", {"status": "done"}, "status must be one of"),
    ("unknown measure", {"measure": ["level", "?"]}, "measure must be one of"),
    ("unknown comparator", {"comparator": "≥"}, "comparator must be one of"),
    ("no such day", {"target_date": "2025-02-30"}, "target_date must be a date"),
    ("date in another form", {"target_date": "20251231"}, "target_date must be a date"),
    ("no alternative", {"unit": []}, "unit is an empty list"),
    ("unit as number", {"unit": 1}, "unit must be text"),
    ("flag as word", {"optional": "yes"}, "optional must be true or false"),
]


@pytest.mark.parametrize(("change", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_refused_record(tmp_path: Path, change: Row, message: str) -> None:
    path = write_gold(tmp_path, "甲.txt", TEXT, targets=[target(), target() | change])
    with pytest.raises(GoldError) as refused:
        read_gold(path)
    assert f"{path}: targets[1]" in str(refused.value)
    assert message in str(refused.value)


@pytest.mark.parametrize("missing", ["char_start", "char_end", "raw", "value", "unit", "indicator", "status"])
def test_a_target_must_state(tmp_path: Path, missing: str) -> None:
    row = target()
    del row[missing]
    with pytest.raises(GoldError, match=rf"targets\[0\]: missing keys \['{missing}'\]"):
        read_gold(write_gold(tmp_path, "甲.txt", TEXT, targets=[row]))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"extra": 1}, "unknown keys"),
        ({"doc": ""}, "doc must be a non-empty string"),
        ({"sha256": None}, "sha256 must be a non-empty string"),
        ({"targets": {}}, "targets must be a list"),
        ({"targets": [1]}, "must be an object"),
        ({"metadata": []}, "metadata must be an object"),
        ({"metadata": {"author": "?"}}, "unknown keys"),
        ({"metadata": {"title": []}}, "title is an empty list"),
        ({"metadata": {"issue_date": "去年"}}, "issue_date must be a date"),
        ({"responsibilities": [{"optional": True}]}, "missing keys"),
    ],
)
def test_refused_file(tmp_path: Path, content: Row, message: str) -> None:
    with pytest.raises(GoldError, match="甲.txt.json") as refused:
        read_gold(write_gold(tmp_path, "甲.txt", TEXT, **content))
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "content", ["", "[]", "{", "{}", '{"doc": 1, "doc": 2}', '{"value": NaN}', "[" * 100_000], ids=lambda text: text[:9]
)
def test_what_is_no_gold_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "甲.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(GoldError, match="甲.json"):
        read_gold(path)


def test_offsets_are_held_against_the_text(tmp_path: Path) -> None:
    path = write_gold(tmp_path, "甲.txt", TEXT, targets=[target()])
    document = read_gold(path)
    check_against_text(document, TEXT)
    with pytest.raises(GoldError, match=r"targets\[0\]: raw is '14%', the text at its offsets is"):
        check_against_text(document, "，" + TEXT)
    with pytest.raises(GoldError, match=r"targets\[0\]: .* leaves the text of 10 characters"):
        check_against_text(document, TEXT[:10])


def test_folders_are_searched_and_a_document_is_annotated_once(tmp_path: Path) -> None:
    write_gold(tmp_path / "一", "乙.txt", TEXT)
    write_gold(tmp_path / "二" / "三", "甲.txt", TEXT)
    assert [document.doc for document in load_gold([tmp_path])] == ["乙.txt", "甲.txt"]
    assert len(load_gold([tmp_path, tmp_path / "一", tmp_path / "一" / "乙.txt.json"])) == 2
    write_gold(tmp_path / "四", "甲.txt", TEXT)
    with pytest.raises(GoldError, match="甲.txt is annotated in"):
        load_gold([tmp_path])


def test_no_gold_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold files"):
        load_gold([tmp_path])
    with pytest.raises(GoldError, match="no such path"):
        load_gold([tmp_path / "无"])


@pytest.mark.parametrize("place", ["甲.txt", "text/甲.txt", "a/b/c/甲.txt"])
def test_a_document_is_found_in_any_folder(tmp_path: Path, place: str) -> None:
    gold = read_gold(write_gold(tmp_path / "gold", "甲.txt", TEXT))
    write_document(tmp_path / "corpus", place, TEXT)
    file = Corpus([tmp_path / "corpus"]).find(gold)
    assert file is not None
    assert file.doc_id == place


def test_of_two_namesakes_the_one_with_the_hash_is_taken(tmp_path: Path) -> None:
    gold = read_gold(write_gold(tmp_path / "gold", "甲.txt", TEXT))
    write_document(tmp_path / "corpus", "a/甲.txt", "另一份文件")
    write_document(tmp_path / "corpus", "b/甲.txt", TEXT)
    file = Corpus([tmp_path / "corpus"]).find(gold)
    assert file is not None
    assert file.doc_id == "b/甲.txt"


def test_a_relative_path_must_fit(tmp_path: Path) -> None:
    gold = read_gold(write_gold(tmp_path / "gold", "b/甲.txt", TEXT))
    write_document(tmp_path / "corpus", "a/甲.txt", TEXT)
    assert Corpus([tmp_path / "corpus"]).find(gold) is None
    write_document(tmp_path / "corpus", "a/b/甲.txt", TEXT)
    assert Corpus([tmp_path / "corpus"]).find(gold) is not None


def test_another_hash_is_refused(tmp_path: Path) -> None:
    gold = read_gold(write_gold(tmp_path / "gold", "甲.txt", TEXT))
    write_document(tmp_path / "corpus", "甲.txt", TEXT + "。")
    with pytest.raises(GoldError, match="sha256"):
        Corpus([tmp_path / "corpus"]).find(gold)


@pytest.mark.parametrize(
    "encode", [str.encode, lambda text: text.encode("gb18030"), lambda text: b"\xef\xbb\xbf" + text.encode()]
)
def test_the_hash_may_be_of_the_text(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    gold = read_gold(write_gold(tmp_path / "gold", "甲.txt", TEXT * 20))
    path = tmp_path / "corpus" / "甲.txt"
    path.parent.mkdir()
    path.write_bytes(encode(TEXT * 20))
    file = Corpus([path]).find(gold)
    assert file is not None
    assert source_text(file.read(), file.doc_id) == TEXT * 20


def test_a_corpus_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no such path"):
        Corpus([tmp_path / "无"])


def test_the_real_gold_loads_and_fits_its_texts() -> None:
    shared = shared_dir()
    corpus = Corpus([shared / "seeds", shared / "gold" / "dev"])
    documents = load_gold([shared / "gold"])
    assert len(documents) == 11
    for document in documents:
        file = corpus.find(document)
        assert file is not None
        check_against_text(document, source_text(file.read(), file.doc_id))
