"""Zip archives of documents: every file in them is a document, and what is wrong with one costs only that one."""

from __future__ import annotations

import dataclasses
import io
import struct
import zipfile
from pathlib import Path

import pytest
from test_batch import SETTINGS, errors, read_stand_in, run, statuses, table, tree
from testkit.docx import archive, docx, p
from testkit.ofd import ofd, text

from pipeline import batch
from pipeline.extract import extract_document
from pipeline.settings import Settings


def put(folder: Path, **archives: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in archives.items():
        (folder / f"{name}.zip").write_bytes(data)
    return folder


def stored(*members: tuple[str | bytes, str]) -> bytes:
    """An archive whose member names are written byte for byte as given, without a word on their encoding."""
    buffer = io.BytesIO()
    names = []
    with zipfile.ZipFile(buffer, "w") as target:
        for number, (name, content) in enumerate(members):
            raw = name.encode() if isinstance(name, str) else name
            names.append((bytes([ord("A") + number]) * len(raw), raw))
            target.writestr(names[-1][0].decode(), content)
    data = buffer.getvalue()
    for stand_in, raw in names:
        data = data.replace(stand_in, raw)
    return data


def locked(data: bytes) -> bytes:
    """The archive with the mark of a password on all members."""
    for magic, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        parts = data.split(magic)
        flagged = [part[: at - 4] + struct.pack("<H", 1) + part[at - 2 :] for part in parts[1:]]
        data = magic.join([parts[0], *flagged])
    return data


def test_the_files_in_an_archive_are_documents(tmp_path: Path) -> None:
    inner = archive({"丙.txt": "丙文", "空/": ""})
    docs = put(tmp_path / "docs", 政策=archive({"甲.txt": "甲文", "各市/乙.txt": "乙文", "各市/更多.zip": inner}))
    summary = run(docs, out=tmp_path / "out")
    documents = {row["doc_id"]: (row["status"], row["format"]) for row in table(tmp_path / "out", "documents")}
    assert documents == {
        "政策.zip": ("ok", "zip"),
        "政策.zip/甲.txt": ("ok", "txt"),
        "政策.zip/各市/乙.txt": ("ok", "txt"),
        "政策.zip/各市/更多.zip": ("ok", "zip"),
        "政策.zip/各市/更多.zip/丙.txt": ("ok", "txt"),
    }
    assert "内含4个文件" in table(tmp_path / "out", "documents")[0]["warnings"]
    assert (tmp_path / "out/text/政策.zip/各市/乙.txt.txt").read_text() == "乙文"
    assert (summary.exit_code, summary.rows["targets"]) == (0, 3)
    assert not (tmp_path / "out/.zhengce").exists()


def test_an_archive_may_be_given_itself(tmp_path: Path) -> None:
    docs = put(tmp_path / "docs", a=archive({"甲.txt": "甲文"}))
    run(docs / "a.zip", out=tmp_path / "out")
    assert set(statuses(tmp_path / "out")) == {"a.zip", "a.zip/甲.txt"}


def test_packages_are_no_archives_and_names_do_not_tell(tmp_path: Path) -> None:
    word = docx(p("一、到2027年，全县新建改建农村公路100公里。"))
    book = archive({"mimetype": "application/epub+zip", "META-INF/container.xml": "<a/>"})
    table_file = archive({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"})
    shuffled = archive({"customXml/item1.xml": "<a/>"} | _members(word))
    inside = archive({"方案.docx": word, "版式.ofd": ofd([text("一、总体要求", 20, 30)]), "word/说明.txt": "二、说明"})
    docs = put(tmp_path / "docs", word=word, book=book, sheet=table_file, shuffled=shuffled)
    (docs / "方案.docx").write_bytes(inside)
    batch.run([docs], tmp_path / "out", extract_document, settings=Settings(), jobs=2)
    formats = {row["doc_id"]: row["format"] for row in table(tmp_path / "out", "documents")}
    assert formats == {
        "word.zip": "docx",
        "shuffled.zip": "docx",
        "book.zip": "",
        "sheet.zip": "",
        "方案.docx": "zip",
        "方案.docx/方案.docx": "",
        "方案.docx/版式.ofd": "ofd",
        "方案.docx/word/说明.txt": "txt",
    }
    assert errors(tmp_path / "out") == {
        "book.zip": ("read", "unknown_type"),
        "sheet.zip": ("read", "unknown_type"),
        "方案.docx/方案.docx": ("read", "duplicate"),
    }


def _members(data: bytes) -> dict[str, str | bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_each_bad_member_costs_only_itself(tmp_path: Path) -> None:
    good = stored(("good.txt", "好文件"), ("broken.txt", "坏文件内容"), ("a.csv", "1,2"), ("empty.txt", ""))
    broken = good.replace("坏文件内容".encode(), "坏文件内蓉".encode())
    docs = put(tmp_path / "docs", mixed=broken, locked=locked(archive({"甲.txt": "甲文"})), void=archive({}))
    summary = run(docs, out=tmp_path / "out")
    assert errors(tmp_path / "out") == {
        "mixed.zip/broken.txt": ("read", "corrupt"),
        "mixed.zip/a.csv": ("read", "unknown_type"),
        "locked.zip/甲.txt": ("read", "encrypted"),
        "void.zip": ("read", "empty_file"),
    }
    assert statuses(tmp_path / "out")["mixed.zip/good.txt"] == "ok"
    assert statuses(tmp_path / "out")["void.zip"] == "skipped"
    assert summary.exit_code == 3


def test_an_archive_that_cannot_be_opened_is_corrupt(tmp_path: Path) -> None:
    docs = put(tmp_path / "docs", torn=archive({"甲.txt": "甲文" * 50})[:80])
    batch.run([docs], tmp_path / "out", extract_document, settings=Settings(), jobs=1)
    assert errors(tmp_path / "out") == {"torn.zip": ("read", "corrupt")}


def test_no_name_leads_out_of_the_text_folder(tmp_path: Path) -> None:
    names = ("../../../up.txt", "/root.txt", "C:\\盘\\c.txt", "a/../b/./d.txt", "..", "x//y.txt", "夹\\")
    data = stored(*((name, f"文{number}") for number, name in enumerate(names)))
    out = tmp_path / "deep/out"
    run(put(tmp_path / "docs", a=data), out=out)
    assert set(statuses(out)) == {
        "a.zip",
        "a.zip/up.txt",
        "a.zip/root.txt",
        "a.zip/C:/盘/c.txt",
        "a.zip/a/b/d.txt",
        "a.zip/x/y.txt",
    }
    kept = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert all(path.is_relative_to(out) or path.parent == tmp_path / "docs" for path in kept)
    assert len(list((out / "text").rglob("*.txt"))) == 6


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("青屿市/方案.txt".encode("gbk"), "青屿市/方案.txt"),
        ("青屿市/方案.txt".encode(), "青屿市/方案.txt"),
        ("〔2025〕4号.txt".encode("gb18030"), "〔2025〕4号.txt"),
        (b"plan.txt", "plan.txt"),
    ],
)
def test_names_are_read_as_they_were_meant(written: bytes, name: str, tmp_path: Path) -> None:
    run(put(tmp_path / "docs", a=stored((written, "文"))), out=tmp_path / "out")
    assert set(statuses(tmp_path / "out")) == {"a.zip", f"a.zip/{name}"}


def test_names_that_stand_twice_are_told_apart(tmp_path: Path) -> None:
    data = stored(("1.txt", "甲文"), ("1.txt", "乙文"), ("./1.txt", "丙文"))
    docs = put(tmp_path / "docs", a=data)
    (tmp_path / "more/a.zip").mkdir(parents=True)
    (tmp_path / "more/a.zip/1.txt").write_text("丁文")
    run(docs, tmp_path / "more", out=tmp_path / "out")
    assert set(statuses(tmp_path / "out")) == {
        "a.zip",
        "a.zip/1.txt",
        "a.zip/1.txt~2",
        "a.zip/1.txt~3",
        "a.zip/1.txt~4",
    }


def test_what_is_no_document_is_left_out(tmp_path: Path) -> None:
    names = ("甲.txt", "README.md", ".git/config", "__MACOSX/._甲.txt", "~$甲.docx", "夹/Thumbs.db")
    run(put(tmp_path / "docs", a=archive({name: f"文 {name}" for name in names})), out=tmp_path / "out")
    assert set(statuses(tmp_path / "out")) == {"a.zip", "a.zip/甲.txt"}


def test_links_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        target.writestr(link, "/etc/hostname")
    run(put(tmp_path / "docs", a=buffer.getvalue()), out=tmp_path / "out")
    assert errors(tmp_path / "out") == {"a.zip/link.txt": ("read", "not_a_file")}


def limited(tmp_path: Path, data: bytes, **limits: int) -> dict[str, str]:
    """What is wrong with the files of an archive under these limits."""
    settings = dataclasses.replace(SETTINGS, **limits)
    run(put(tmp_path / "docs", a=data), out=tmp_path / "out", settings=settings)
    found = {source: error for source, (_, error) in errors(tmp_path / "out").items()}
    return found | {doc_id: "" for doc_id, status in statuses(tmp_path / "out").items() if status == "ok"}


def test_limits_are_counted_while_unpacking(tmp_path: Path) -> None:
    big = archive({"1.txt": "a", "2.txt": "b" * 3000, "3.txt": "c" * 3000, "4.txt": "d"})
    assert limited(tmp_path, big, max_unpacked=4000) == {
        "a.zip": "limit_unpacked",
        "a.zip/1.txt": "",
        "a.zip/2.txt": "",
    }
    assert statuses(tmp_path / "out")["a.zip"] == "partial"
    assert limited(tmp_path, big, max_bytes=2000) == {
        "a.zip": "",
        "a.zip/1.txt": "",
        "a.zip/2.txt": "limit_unpacked",
        "a.zip/3.txt": "limit_unpacked",
        "a.zip/4.txt": "",
    }
    assert limited(tmp_path, big, max_members=3) == {"a.zip": "limit_members"}


def test_a_bomb_is_put_out(tmp_path: Path) -> None:
    bomb = archive({"bomb.txt": b"\0" * (40 * 1024**2), "good.txt": "好"})
    found = limited(tmp_path, bomb)
    assert found == {"a.zip": "", "a.zip/bomb.txt": "limit_unpacked", "a.zip/good.txt": ""}


def test_what_an_archive_claims_of_its_members_is_not_believed(tmp_path: Path) -> None:
    honest = archive({"1.txt": "b" * 50_000})
    size = struct.pack("<I", 50_000)
    lying = honest.replace(size, struct.pack("<I", 10))
    assert lying != honest
    assert "a.zip" in limited(tmp_path, lying, max_unpacked=1000)
    texts = [path.stat().st_size for path in (tmp_path / "out/text").rglob("*.txt")]
    assert max(texts, default=0) <= 1000


def test_archives_within_archives_end_somewhere(tmp_path: Path) -> None:
    nested = archive({"甲.txt": "甲文"})
    for _ in range(3):
        nested = archive({"里.zip": nested, "旁.txt": "旁"})
    found = limited(tmp_path, nested)
    assert found == {
        "a.zip": "",
        "a.zip/旁.txt": "",
        "a.zip/里.zip": "",
        "a.zip/里.zip/旁.txt": "duplicate",
        "a.zip/里.zip/里.zip": "limit_nesting",
    }
    assert limited(tmp_path, nested, max_nesting=1)["a.zip/里.zip"] == "limit_nesting"


def test_limits_hold_for_inner_archives_too(tmp_path: Path) -> None:
    inner = archive({f"{number}.txt": f"文{number}" for number in range(4)})
    outer = archive({"里.zip": inner, "外.txt": "外"})
    found = limited(tmp_path, outer, max_members=5)
    assert found == {"a.zip": "", "a.zip/里.zip": "limit_members", "a.zip/外.txt": ""}
    both = archive({"里.zip": archive({"大.txt": "大" * 2000}), "外.txt": "外"})
    assert limited(tmp_path, both, max_unpacked=1000)["a.zip"] == "limit_unpacked"


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    docs = put(
        tmp_path / "docs",
        **{f"a{n}": archive({f"{m}.txt": f"文 {n} {m}" for m in range(4)} | {"同.txt": "同文"}) for n in range(4)},
    )
    for jobs in (1, 3):
        run(docs, out=tmp_path / str(jobs), jobs=jobs)
    assert tree(tmp_path / "1") == tree(tmp_path / "3")


def test_an_archive_that_stands_twice_is_read_once(tmp_path: Path) -> None:
    data = archive({"甲.txt": "甲文"})
    run(put(tmp_path / "docs", a=data, b=data), out=tmp_path / "out")
    assert statuses(tmp_path / "out") == {
        "a.zip": "ok",
        "a.zip/甲.txt": "ok",
        "b.zip": "skipped",
        "b.zip/甲.txt": "skipped",
    }


class _Interrupt:
    def start(self, total: int) -> None:
        self.total = total

    def step(self, name: str) -> None:
        raise KeyboardInterrupt


def test_an_interrupted_run_over_an_archive_is_taken_up(tmp_path: Path) -> None:
    docs = put(tmp_path / "docs", a=archive({f"{n}.txt": f"文{n}" for n in range(3)}))
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        batch.run([docs], out, read_stand_in, settings=SETTINGS, jobs=1, progress=_Interrupt())
    assert list((out / ".zhengce/done").glob("*.json"))
    run(docs, out=out)
    run(docs, out=tmp_path / "fresh")
    assert tree(out) == tree(tmp_path / "fresh")
