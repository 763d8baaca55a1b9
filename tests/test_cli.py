"""The command as users call it: other process, exit code, what is printed and what is written."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.schema import markdown

ROOT = Path(__file__).resolve().parent.parent
PLAN = "青屿市2024年工作计划\n\n一、主要目标\n到2024年底，全市新增高新技术企业30家以上。（责任单位：市科技局）\n"


def zhengce(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd or ROOT, timeout=120)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    return folder


def test_help_is_quick_to_start() -> None:
    code = (
        "import sys\n"
        "sys.argv = ['zhengce', '--help']\n"
        "from pipeline.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit as stop:\n    assert not stop.code\n"
        "heavy = {'pandas', 'numpy', 'lxml', 'pdfplumber', 'xlsxwriter', 'pyarrow', 'spacy', 'jieba', 'docx'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", cwd=ROOT)
    assert "HEAVY []" in done.stdout, done.stdout + done.stderr
    assert "extract" in done.stdout


def test_schema() -> None:
    done = zhengce("schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["resources"][2]["name"] == "targets"
    assert zhengce("schema", "--format", "md").stdout == markdown()


def test_limits_of_archives_are_options(docs: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(docs / "材料.zip", "w") as archive:
        archive.writestr("一.txt", PLAN)
        archive.writestr("二.txt", PLAN.replace("30", "40"))
    out = tmp_path / "out"
    assert zhengce("extract", docs, "--out", out, "--max-members", 1, "--no-xlsx").returncode == 3
    (error,) = table(out / "errors.csv")
    assert (error["source"], error["error"]) == ("材料.zip", "limit_members")
    assert "--max-members" in error["message"]
    options = ("--max-members", 2, "--max-unpacked", 1, "--max-nesting", 1)
    assert zhengce("extract", docs, "--out", tmp_path / "again", "--no-xlsx", *options).returncode == 0
    assert zhengce("extract", docs, "--out", out, "--max-nesting", 0).returncode == 2


def test_extract(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = zhengce("extract", docs, "--out", out, "--parquet", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert "documents: 1 (1 ok)" in done.stdout
    assert str(out) in done.stdout
    text = (out / "text/plan.txt.txt").read_bytes().decode()
    assert text == PLAN
    for name in ("targets", "responsibilities", "deadlines"):
        rows = table(out / f"{name}.csv")
        assert rows, name
        assert all(text[int(row["char_start"]) : int(row["char_end"])] == row["raw"] for row in rows)
        assert (out / f"{name}.parquet").is_file()
    assert {"zhengce.xlsx", "tasks.csv", "clauses.csv", "errors.csv", "datapackage.json"} <= {
        path.name for path in out.iterdir()
    }


def test_review(docs: Path, tmp_path: Path) -> None:
    assert zhengce("extract", docs, "--out", tmp_path / "out").returncode == 0
    done = zhengce("review", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "review.html (1 documents)" in done.stdout
    assert (tmp_path / "out/review.html").is_file()
    assert zhengce("review", docs).returncode == 2


def test_evaluate(tmp_path: Path) -> None:
    done = zhengce("evaluate", "--gold", "gold", "--corpus", "corpus", "--out", tmp_path / "score")
    assert done.returncode == 0, done.stderr
    assert "targets" in done.stdout
    overall = json.loads((tmp_path / "score/scores.json").read_text(encoding="utf-8"))["overall"]
    assert set(overall) == {"targets", "responsibilities", "deadlines"}


def test_some_files_failed(docs: Path, tmp_path: Path) -> None:
    (docs / "broken.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00" * 100)
    (docs / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (docs / "empty.txt").write_bytes(b"")
    done = zhengce("extract", docs, "--out", tmp_path / "out", "--jobs", 2, "--no-ocr")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert "empty.txt: empty_file" in done.stdout
    statuses = {row["doc_id"]: row["status"] for row in table(tmp_path / "out/documents.csv")}
    assert statuses == {"broken.pdf": "failed", "empty.txt": "skipped", "picture.png": "skipped", "plan.txt": "ok"}
    assert {row["source"] for row in table(tmp_path / "out/errors.csv")} == set(statuses) - {"plan.txt"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "nowhere", "--out", "out"], "没有这样的路径 no such path: nowhere"),
        (["extract", "docs", "--out", "docs/plan.txt"], "输出位置是文件"),
        (["extract", "docs", "--out", "docs"], "must not be the folder"),
        (["extract", "void", "--out", "out"], "没有可读的文件"),
        (["extract", "docs"], "--out"),
        (["extract", "docs", "--out", "out", "--jobs", "0"], "--jobs"),
        (["evaluate", "--gold", "nowhere", "--corpus", "docs", "--out", "out"], "没有这样的路径"),
        (["evaluate", "--gold", "void", "--corpus", "docs", "--out", "out"], ""),
        (["schema", "--format", "xml"], "xml"),
    ],
)
def test_bad_usage(docs: Path, arguments: list[str], message: str) -> None:
    (docs.parent / "void").mkdir()
    before = sorted(docs.parent.rglob("*"))
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=docs.parent)
    assert done.returncode == 2, done.stdout + done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(docs.parent.rglob("*")) == before
