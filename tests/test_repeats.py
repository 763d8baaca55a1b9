"""The same text in two files is told in both, whatever the format and however many workers there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_kit import view
from test_batch import table, tree
from testkit.docx import docx, p
from testkit.pdf import body, pdf

from pipeline import batch
from pipeline.extract import extract_document
from pipeline.repeats import reading_hash, same_text
from pipeline.settings import Settings

PARAGRAPHS = [
    "一、到2027年，全市新建改建农村公路100公里以上，由市交通运输局负责，2027年底前完成。",
    "二、加强组织领导。",
]
LINES = "\n".join(PARAGRAPHS)


@pytest.mark.parametrize("other", [LINES.replace("，", ", "), LINES.replace("二、", "\n\n  二、"), f"{LINES}\n- 1 -\n"])
def test_layout_does_not_count(other: str) -> None:
    assert reading_hash(view(LINES)) == reading_hash(view(other))


@pytest.mark.parametrize("other", [LINES.replace("100", "110"), LINES[:-3], f"{LINES}附件"])
def test_words_do(other: str) -> None:
    assert reading_hash(view(LINES)) != reading_hash(view(other))


def test_what_holds_no_words_is_like_nothing_else() -> None:
    assert reading_hash(view("。。\n")) == ""
    assert same_text({"a": "", "b": "", "c": "x"}) == {}


def test_many_of_the_same_are_counted() -> None:
    found = same_text({f"{number}.txt": "x" for number in range(6)})
    assert found["0.txt"] == "正文与《1.txt》《2.txt》《3.txt》等5个文件相同 same text as these"
    assert found["5.txt"] == "正文与《0.txt》《1.txt》《2.txt》等5个文件相同 same text as these"


def test_both_files_name_the_other(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "方案.docx").write_bytes(docx("".join(map(p, PARAGRAPHS))))
    (docs / "方案.pdf").write_bytes(pdf(body(PARAGRAPHS)))
    (docs / "另一份.txt").write_text(f"{PARAGRAPHS[0]}\n二、强化保障。", "utf-8")
    for jobs in (1, 3):
        summary = batch.run([docs], tmp_path / str(jobs), extract_document, settings=Settings(), jobs=jobs)
        assert summary.exit_code == 0
    warnings = {row["doc_id"]: row["warnings"] for row in table(tmp_path / "1", "documents")}
    assert "《方案.pdf》" in warnings["方案.docx"] and "《方案.docx》" in warnings["方案.pdf"]
    assert warnings["另一份.txt"] == ""
    assert tree(tmp_path / "1") == tree(tmp_path / "3")
