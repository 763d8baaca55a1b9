"""A whole evaluation: the folder it writes, what it refuses, and the gold scored against itself."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, shared_dir
from evaluation_kit import gold_row, write_document, write_gold

from pipeline.errors import ReadError
from pipeline.evaluation.csvfile import read_rows, write_rows
from pipeline.evaluation.errors import EvaluationError, GoldError, PredictionError
from pipeline.evaluation.gold import load_gold
from pipeline.evaluation.record import METADATA, SPECS, GoldRecord
from pipeline.evaluation.run import evaluate, print_scores
from pipeline.records import DeadlineRow, DocumentResult, DocumentRow, ErrorRow

TEXT = "一、创新。到2025年底，研发经费增长14%以上。\n二、企业。2024年6月底前完成。（责任单位：省科技厅、省财政厅）"
FILES = {"scores.json", "report.md", "report.html", "errors.csv", "rows.csv"}


def deadline(text: str, raw: str, end: date, clause: str, doc: str = "甲.txt") -> DeadlineRow:
    start = text.index(raw)
    return DeadlineRow(doc, clause, "by", None, end, "", "", raw, start, start + len(raw), None, 0.9, "times")


def reader(data: bytes, doc_id: str) -> DocumentResult:
    """Stands in for the program: finds one deadline of two, and a made-up one."""
    text = data.decode()
    rows = (
        deadline(text, "2025年底", date(2025, 12, 31), "一", doc_id),
        deadline(text, "创新", date(2025, 1, 1), "一", doc_id),
    )
    return DocumentResult(DocumentRow(doc_id, "ok", title="工作方案"), deadlines=rows, text=text)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    write_gold(
        tmp_path / "gold",
        "甲.txt",
        TEXT,
        metadata={"title": ["工作方案"]},
        deadlines=[
            gold_row("deadlines", TEXT, "2025年底", end_date=["2025-12-31"], clause="一"),
            gold_row("deadlines", TEXT, "2024年6月底前", end_date=["2024-06-30"], clause="二"),
        ],
    )
    write_document(tmp_path / "corpus", "text/甲.txt", TEXT)
    return tmp_path / "gold", tmp_path / "corpus"


def test_a_run_of_the_program(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, corpus = folders
    scores = evaluate([gold], [corpus], tmp_path / "out", extract=reader)
    assert {path.name for path in (tmp_path / "out").iterdir()} == FILES
    content = json.loads((tmp_path / "out" / "scores.json").read_text(encoding="utf-8"))
    assert content == scores.to_json()
    detection = content["overall"]["deadlines"]["detection"]
    assert (detection["tp"], detection["fp"], detection["fn"]) == (1, 1, 1)
    assert content["metadata"]["title"] == {"right": 1, "stated": 1}
    kinds = [cells["kind"] for _, cells in read_rows(tmp_path / "out" / "errors.csv")]
    assert kinds == ["spurious", "miss"]


def test_equal_runs_give_equal_bytes(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, corpus = folders
    for name in ("one", "two"):
        evaluate([gold], [corpus], tmp_path / name, extract=reader)
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_comparison_with_an_earlier_run(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, corpus = folders

    def empty(data: bytes, doc_id: str) -> DocumentResult:
        return DocumentResult(DocumentRow(doc_id, "ok", title="工作方案"), text=data.decode())

    evaluate([gold], [corpus], tmp_path / "old", extract=empty)
    evaluate([gold], [corpus], tmp_path / "new", extract=reader, compare=tmp_path / "old")
    changes = [cells["change"] for _, cells in read_rows(tmp_path / "new" / "compare.csv")]
    assert changes == ["gain", "new_spurious"]
    assert "得失" in (tmp_path / "new" / "report.md").read_text(encoding="utf-8")


def test_a_run_may_be_compared_with_the_folder_it_writes_into(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, corpus = folders
    evaluate([gold], [corpus], tmp_path / "out", extract=reader)
    evaluate([gold], [corpus], tmp_path / "out", extract=reader, compare=tmp_path / "out")
    assert list(read_rows(tmp_path / "out" / "compare.csv")) == []


def test_gold_without_its_document_is_told(
    folders: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, corpus = folders
    write_gold(gold, "乙.txt", TEXT)
    scores = evaluate([gold], [corpus], tmp_path / "out", extract=reader)
    assert scores.not_scored == ("乙.txt",)
    assert "乙.txt" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    print_scores(scores)
    assert "not scored, not in the corpus: 乙.txt" in capsys.readouterr().out


def test_a_document_that_could_not_be_read_counts_as_missed(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, corpus = folders

    def failing(data: bytes, doc_id: str) -> DocumentResult:
        error = ErrorRow(doc_id, "read", "corrupt", "文件已损坏")
        return DocumentResult(DocumentRow(doc_id, "failed"), errors=(error,))

    scores = evaluate([gold], [corpus], tmp_path / "out", extract=failing)
    assert scores.overall["deadlines"].detection.counts.fn == 2
    assert scores.notes == ("text/甲.txt: corrupt: 文件已损坏",)


def test_a_document_that_the_program_refuses_counts_as_missed(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, corpus = folders

    def refusing(data: bytes, doc_id: str) -> DocumentResult:
        raise ReadError("corrupt", "no text")

    scores = evaluate([gold], [corpus], tmp_path / "out", extract=refusing)
    assert scores.overall["deadlines"].detection.counts.fn == 2
    assert "text/甲.txt" in scores.notes[0]


def test_tables_can_be_scored_where_the_file_cannot_be_read(tmp_path: Path) -> None:
    data = b"\x89PNG\r\n\x1a\n" + bytes(64)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "图.png").write_bytes(data)
    record = {"char_start": 0, "char_end": 2, "raw": "年底", "type": "by", "end_date": "2025-12-31", "clause": "一"}
    digest = hashlib.sha256(data).hexdigest()
    write_gold(tmp_path / "gold", "图.png", "", sha256=digest, deadlines=[record])
    write_tables(tmp_path / "pred", "图.png", [("年底", 0, 2)])
    scores = evaluate([tmp_path / "gold"], [tmp_path / "corpus"], tmp_path / "out", pred=tmp_path / "pred")
    assert scores.overall["deadlines"].record.counts.f1 == 1.0
    assert "offsets not checked" in scores.notes[0]


def write_tables(folder: Path, doc_id: str, rows: Sequence[tuple[str, int, int]]) -> None:
    folder.mkdir(exist_ok=True)
    columns = ("doc_id", "raw", "char_start", "char_end", "type", "start_date", "end_date", "clause")
    write_rows(
        folder / "deadlines.csv",
        columns,
        [(doc_id, raw, str(start), str(end), "by", "", "2025-12-31", "一") for raw, start, end in rows],
    )


@pytest.mark.parametrize("doc_id", ["甲.txt", "text/甲.txt", "somewhere/else/甲.txt"])
def test_tables_made_by_anyone(folders: tuple[Path, Path], tmp_path: Path, doc_id: str) -> None:
    gold, corpus = folders
    start = TEXT.index("2025年底")
    write_tables(tmp_path / "pred", doc_id, [("2025年底", start, start + 6)])
    scores = evaluate([gold], [corpus], tmp_path / "out", pred=tmp_path / "pred")
    counts = scores.overall["deadlines"].record.counts
    assert (counts.tp, counts.fp, counts.fn) == (1, 0, 1)
    assert scores.notes == ()


def test_tables_of_other_documents_are_told(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, corpus = folders
    write_tables(tmp_path / "pred", "别的.txt", [("创新", 2, 4)])
    scores = evaluate([gold], [corpus], tmp_path / "out", pred=tmp_path / "pred")
    assert scores.overall["deadlines"].detection.counts.fn == 2
    assert "甲.txt" in scores.notes[0] and "别的.txt" in scores.notes[1]


def test_rows_that_do_not_stand_in_the_text_are_told(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, corpus = folders
    start = TEXT.index("2025年底")
    write_tables(
        tmp_path / "pred", "甲.txt", [("2025年", start, start + 6), ("甲", 9000, 9001), ("", start, start + 6)]
    )
    scores = evaluate([gold], [corpus], tmp_path / "out", pred=tmp_path / "pred")
    (note,) = scores.notes
    assert "deadlines: 2 " in note


def test_two_documents_of_one_name_are_refused(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, corpus = folders
    write_tables(tmp_path / "pred", "a/甲.txt", [("创新", 2, 4)])
    table = tmp_path / "pred" / "deadlines.csv"
    table.write_bytes(table.read_bytes() + table.read_bytes().split(b"\r\n")[1].replace(b"a/", b"b/") + b"\r\n")
    with pytest.raises(EvaluationError, match="several documents of this name"):
        evaluate([gold], [corpus], tmp_path / "out", pred=tmp_path / "pred")


@pytest.mark.parametrize("what", ["gold", "corpus", "pred", "compare", "empty corpus", "wrong text", "out"])
def test_refusals_write_nothing(folders: tuple[Path, Path], tmp_path: Path, what: str) -> None:
    gold, corpus = folders
    missing, out = tmp_path / "无", tmp_path / "out"
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("", encoding="utf-8")
    if what == "wrong text":
        write_document(corpus, "text/甲.txt", TEXT + "。")
    with pytest.raises((EvaluationError, GoldError, PredictionError)):
        evaluate(
            [missing if what == "gold" else gold],
            [missing if what == "corpus" else tmp_path / "empty" if what == "empty corpus" else corpus],
            tmp_path / "file" if what == "out" else out,
            pred=missing if what == "pred" else None,
            compare=missing if what == "compare" else None,
            extract=reader,
        )
    assert not out.exists()


def test_printed_scores(folders: tuple[Path, Path], tmp_path: Path) -> None:
    gold, corpus = folders
    stream = io.StringIO()
    print_scores(evaluate([gold], [corpus], tmp_path / "out", extract=reader), stream)
    lines = stream.getvalue().splitlines()
    assert lines[0].split() == ["tp", "fp", "fn", "P", "R", "F1", "95%"]
    assert ["deadlines", "detection", "1", "1", "1", "0.500", "0.500", "0.500", "–"] in [line.split() for line in lines]
    assert any(line.startswith("documents: title 1/1") for line in lines)


def as_row(record: GoldRecord) -> dict[str, str]:
    """A gold record as a row of its table, every field at its first alternative."""
    fields = {name: record.best(name) for name in SPECS[record.table].fields if name != "raw"}
    fields["clause"] = fields["clause"].split("|")[0].lstrip("~")
    return {"char_start": str(record.start), "char_end": str(record.end), "raw": record.raw, **fields}


def score_against_itself(gold: Sequence[Path], corpus: Sequence[Path], folder: Path) -> int:
    """Turn the gold into tables, score them, and expect full marks; returns how many documents there were."""
    documents = load_gold(gold)
    pred = folder / "pred"
    pred.mkdir()
    for table, spec in SPECS.items():
        columns = ["doc_id", "raw", "char_start", "char_end", *(name for name in spec.fields if name != "raw")]
        rows = [{"doc_id": item.doc, **as_row(record)} for item in documents for record in item.records[table]]
        write_rows(pred / f"{table}.csv", columns, ([row[name] for name in columns] for row in rows))
    with (pred / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["doc_id", *METADATA])
        for document in documents:
            writer.writerow([document.doc, *(document.metadata.get(name, ("",))[0] for name in METADATA)])
    scores = evaluate(gold, corpus, folder / "out", pred=pred)
    assert scores.not_scored == scores.notes == ()
    for table, score in scores.overall.items():
        assert score.detection.counts.f1 == score.record.counts.f1 == 1.0, table
        assert all(right == compared for right, compared in score.fields.values()), table
    assert all(right == stated > 0 for right, stated in list(scores.metadata.values())[:5])
    assert list(read_rows(folder / "out" / "errors.csv")) == []
    return len(scores.documents)


def test_the_real_gold_scores_full_marks_against_itself(tmp_path: Path) -> None:
    shared = shared_dir()
    assert score_against_itself([shared / "gold"], [shared / "seeds", shared / "gold" / "dev"], tmp_path) == 11


def test_the_project_s_gold_scores_full_marks_against_itself(tmp_path: Path) -> None:
    files = sorted((ROOT / "gold").glob("*.json"))
    assert score_against_itself(files, [ROOT / "corpus"], tmp_path) == len(files)


def test_the_project_s_gold_of_real_documents_scores_full_marks_against_itself(tmp_path: Path) -> None:
    shared = shared_dir()
    folders = [ROOT / "gold" / "real", ROOT / "gold" / "set_aside"]
    assert score_against_itself(folders, [shared / "real"], tmp_path) == sum(
        len(list(one.glob("*.json"))) for one in folders
    )
