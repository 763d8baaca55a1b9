"""A run over files and folders. The stand-in for reading misbehaves as the content of a file says."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.batch import UsageError, default_jobs, shown
from pipeline.errors import ReadError
from pipeline.records import DocumentResult, DocumentRow, ErrorRow, TargetRow
from pipeline.settings import Settings
from pipeline.sources import discover
from pipeline.workers import Failed, WorkerError, WorkerLimits, run_tasks

SETTINGS = Settings(timeout=30, memory=2 * 1024**3)


def read_stand_in(data: bytes, doc_id: str, settings: Settings) -> DocumentResult:
    text = data.decode()
    if text.startswith("CRASH"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if text.startswith("HANG"):
        time.sleep(600)
    if text.startswith("RAISE"):
        raise KeyError("甲\n" * 1000)
    if text.startswith("MEMORY"):
        bytearray(64 * 1024**3)
    if text.startswith("ENCRYPTED"):
        raise ReadError("encrypted", "needs a password")
    if text.startswith("PARTIAL"):
        row = DocumentRow(doc_id, "partial", "x", "txt")
        return DocumentResult(row, errors=(ErrorRow(doc_id, "read", "needs_ocr", "page 2"),), text=text)
    if text.startswith("SLOW"):
        time.sleep(0.3)
    sha256 = hashlib.sha256(data).hexdigest()
    row = DocumentRow(doc_id, "ok", sha256, "txt", chars=len(text), targets=1)
    return DocumentResult(row, targets=(_target(doc_id, text),), text=text)


def _target(doc_id: str, text: str) -> TargetRow:
    measured = ("level", "=", Decimal(len(text)), None, "字", None, None, "", "", "target")
    return TargetRow(doc_id, "", "字数", "字数", *measured, text[:1], text, 0, 1, None, 0.5, "stand-in")  # type: ignore[arg-type]


def make(root: Path, **files: str) -> Path:
    for name, content in files.items():
        path = root / name.replace("__", "/")
        path = path.with_suffix(".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


def run(*paths: Path, out: Path, settings: Settings = SETTINGS, jobs: int = 2) -> batch.Summary:
    return batch.run(paths, out, read_stand_in, settings=settings, jobs=jobs)


def table(out: Path, name: str) -> list[dict[str, str]]:
    with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def statuses(out: Path) -> dict[str, str]:
    return {row["doc_id"]: row["status"] for row in table(out, "documents")}


def errors(out: Path) -> dict[str, tuple[str, str]]:
    return {row["source"]: (row["stage"], row["error"]) for row in table(out, "errors")}


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return make(tmp_path / "docs", a="甲一", b="乙", sub__c="丙", sub__deep__d="丁")


def test_folders_are_walked_and_every_file_has_its_row(docs: Path, tmp_path: Path) -> None:
    summary = run(docs, out=tmp_path / "out")
    assert statuses(tmp_path / "out") == dict.fromkeys(["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"], "ok")
    assert (summary.exit_code, summary.statuses, summary.rows["targets"]) == (0, {"ok": 4}, 4)
    assert (tmp_path / "out/text/sub/deep/d.txt.txt").read_text() == "丁"
    assert not (tmp_path / "out/.zhengce").exists()


def test_each_bad_file_costs_only_itself(docs: Path, tmp_path: Path) -> None:
    bad = {
        "crash": "CRASH",
        "hang": "HANG",
        "raise": "RAISE",
        "memory": "MEMORY",
        "locked": "ENCRYPTED",
        "p": "PARTIAL",
    }
    make(docs, **bad)
    summary = run(docs, out=tmp_path / "out", settings=dataclasses.replace(SETTINGS, timeout=4))
    assert summary.exit_code == 3
    assert errors(tmp_path / "out") == {
        "crash.txt": ("extract", "worker_died"),
        "hang.txt": ("extract", "timeout"),
        "raise.txt": ("extract", "internal_error"),
        "memory.txt": ("extract", "limit_memory"),
        "locked.txt": ("read", "encrypted"),
        "p.txt": ("read", "needs_ocr"),
    }
    assert statuses(tmp_path / "out") == {
        **dict.fromkeys(["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"], "ok"),
        **dict.fromkeys(["crash.txt", "hang.txt", "raise.txt", "memory.txt", "locked.txt"], "failed"),
        "p.txt": "partial",
    }
    assert all(len(row["message"]) <= 520 for row in table(tmp_path / "out", "errors"))
    assert all(row["sha256"] for row in table(tmp_path / "out", "documents"))


def test_the_number_of_workers_changes_no_byte(tmp_path: Path) -> None:
    docs = make(tmp_path / "docs", **{f"d{n}": f"SLOW {n}" if n % 3 == 0 else f"文 {n}" for n in range(9)}, e="RAISE")
    for jobs in (1, 3):
        run(docs, out=tmp_path / str(jobs), jobs=jobs)
    assert tree(tmp_path / "1") == tree(tmp_path / "3")


def test_same_bytes_are_read_once(docs: Path, tmp_path: Path) -> None:
    make(docs, z="甲一")
    summary = run(docs, out=tmp_path / "out")
    assert statuses(tmp_path / "out")["z.txt"] == "skipped"
    assert errors(tmp_path / "out") == {"z.txt": ("read", "duplicate")}
    assert "a.txt" in table(tmp_path / "out", "errors")[0]["message"]
    assert summary.exit_code == 0


def test_a_file_over_the_limit_is_not_opened(docs: Path, tmp_path: Path) -> None:
    make(docs, big="x" * 200)
    run(docs, out=tmp_path / "out", settings=dataclasses.replace(SETTINGS, max_bytes=100))
    assert errors(tmp_path / "out") == {"big.txt": ("read", "limit_size")}


def ids(*paths: Path, out: Path) -> list[str]:
    return [source.doc_id for source in discover(paths, out)]


def test_doc_ids(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert ids(docs / "a.txt", out=out) == ["a.txt"]
    assert ids(docs / "sub", docs / "a.txt", out=out) == ["a.txt", "c.txt", "deep/d.txt"]
    assert ids(docs, docs / "a.txt", docs, out=out) == ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"]


def test_ids_that_two_paths_share_begin_with_the_path(tmp_path: Path) -> None:
    for name in ("x/2024", "y/2024", "z"):
        make(tmp_path / name, a="1", **({"b": "2"} if name == "z" else {}))
    out = tmp_path / "out"
    assert ids(tmp_path / "x/2024", tmp_path / "z", out=out) == ["2024/a.txt", "b.txt", "z/a.txt"]
    assert ids(tmp_path / "x/2024", tmp_path / "y/2024", out=out) == ["x/2024/a.txt", "y/2024/a.txt"]
    assert ids(tmp_path / "x/2024/a.txt", tmp_path / "z/a.txt", out=out) == ["2024/a.txt", "z/a.txt"]


def test_what_is_no_document_is_left_out(docs: Path, tmp_path: Path) -> None:
    for name in (".DS_Store", "~$a.docx", ".git/config", "__MACOSX/a.txt", "Thumbs.db"):
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text("x")
    assert ids(docs, out=tmp_path / "out") == ["a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"]


def test_data_and_programs_are_no_documents(docs: Path, tmp_path: Path) -> None:
    for name in ("list.csv", "tool.PY", "no_suffix", "notes.md"):
        (docs / name).write_text(f"文 {name}")
    run(docs, out=tmp_path / "out")
    assert errors(tmp_path / "out") == {"list.csv": ("read", "unknown_type"), "tool.PY": ("read", "unknown_type")}


def test_the_output_folder_is_not_read(docs: Path) -> None:
    for _ in range(2):
        run(docs, out=docs / "sub" / "tables")
    assert set(statuses(docs / "sub" / "tables")) == {"a.txt", "b.txt", "sub/c.txt", "sub/deep/d.txt"}


def test_links_pipes_and_closed_files(docs: Path, tmp_path: Path) -> None:
    secret = make(tmp_path / "elsewhere", s="secret")
    (docs / "loop").symlink_to(docs, target_is_directory=True)
    (docs / "out.txt").symlink_to(secret / "s.txt")
    (docs / "dir").symlink_to(secret, target_is_directory=True)
    (docs / "inside.txt").symlink_to(docs / "a.txt")
    (docs / "dangling.txt").symlink_to(docs / "nothing")
    os.mkfifo(docs / "pipe.txt")
    summary = run(docs, out=tmp_path / "out")
    assert errors(tmp_path / "out") == {
        "dir": ("read", "symlink_outside"),
        "out.txt": ("read", "symlink_outside"),
        "inside.txt": ("read", "duplicate"),
        "dangling.txt": ("read", "unreadable"),
        "pipe.txt": ("read", "not_a_file"),
    }
    assert "loop/a.txt" not in statuses(tmp_path / "out")
    assert summary.exit_code == 3


def test_hostile_file_names(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    names = ["=cmd.txt", "-rf.txt", "甲\n乙.txt", "\u202efdp.txt", "长" * 80 + ".txt", "CON.txt"]
    for number, name in enumerate(names):
        (docs / name).write_text(f"文{number}")
    (Path(os.fsdecode(os.fsencode(docs) + b"/\xff.txt"))).write_text("字节")
    run(docs, out=tmp_path / "out")
    found = statuses(tmp_path / "out")
    assert set(found.values()) == {"ok"}
    assert {"'=cmd.txt", "'-rf.txt", "甲\n乙.txt", "\\xff.txt"} <= set(found)
    texts = [path for path in (tmp_path / "out/text").rglob("*") if path.is_file()]
    assert len(texts) == len(names) + 1


def test_what_is_printed_is_safe() -> None:
    assert shown("甲\n\x1b[31m\u202e\ud800.txt") == "甲\\n\\x1b[31m\\u202e\\ud800.txt"


def test_bad_usage_writes_nothing(docs: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("x")
    for paths, out, message in (
        ([tmp_path / "none"], tmp_path / "out", "no such path"),
        ([tmp_path / "empty"], tmp_path / "out", "nothing to read"),
        ([docs], tmp_path / "file", "is a file"),
        ([docs], docs, "must not be the folder"),
        ([docs], Path("/proc/zhengce"), "cannot write"),
    ):
        with pytest.raises(UsageError, match=message):
            run(*paths, out=out)
    assert not (tmp_path / "out").exists()
    assert "documents.csv" not in tree(docs)


def test_one_run_at_a_time(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with batch._workplace(out), pytest.raises(UsageError, match="another run"):
        run(docs, out=out)


class _Interrupt:
    def __init__(self, after: int) -> None:
        self.after = after
        self.steps: list[str] = []

    def start(self, total: int) -> None:
        self.total = total

    def step(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) == self.after:
            raise KeyboardInterrupt


def test_an_interrupted_run_is_taken_up(docs: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        batch.run([docs], out, read_stand_in, settings=SETTINGS, jobs=1, progress=_Interrupt(2))
    done = list((out / ".zhengce/done").glob("*.json"))
    assert len(done) >= 2
    done[0].write_text('{"document": [')
    steps = _Interrupt(0)
    summary = batch.run([docs], out, read_stand_in, settings=SETTINGS, jobs=1, progress=steps)
    assert sorted(steps.steps) == sorted(statuses(out))
    assert summary.statuses == {"ok": 4}
    run(docs, out=tmp_path / "fresh")
    assert tree(out) == tree(tmp_path / "fresh")


def test_ctrl_c_ends_the_workers(tmp_path: Path) -> None:
    docs = make(tmp_path / "docs", a="HANG", b="乙")
    script = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "import test_batch\n"
        "if __name__ == '__main__':\n"
        "    test_batch.run(Path(sys.argv[2]), out=Path(sys.argv[3]))\n"
    )
    (tmp_path / "main.py").write_text(script)
    command = [sys.executable, tmp_path / "main.py", Path(__file__).parent, docs, tmp_path / "out"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    done = tmp_path / "out/.zhengce/done"
    deadline = time.monotonic() + 60
    while not list(done.glob("*.json")) and time.monotonic() < deadline:
        time.sleep(0.1)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    process.send_signal(signal.SIGINT)
    assert process.wait(30) != 0
    assert children
    assert all(_ends(int(child)) for child in children)


def double(number: int) -> int:
    return 2 * number


def test_workers_are_replaced_after_many_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.workers._TASKS_PER_WORKER", 3)
    outcomes = dict(run_tasks(double, range(10), jobs=1, limits=WorkerLimits(timeout=30)))
    assert outcomes == {number: 2 * number for number in range(10)}


def fork_and_hang(marker: str) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(marker).write_text(str(child.pid))
    time.sleep(600)


def test_what_a_worker_started_ends_with_it(tmp_path: Path) -> None:
    marker = tmp_path / "pid"
    ((_, outcome),) = run_tasks(fork_and_hang, [str(marker)], jobs=1, limits=WorkerLimits(timeout=3))
    assert isinstance(outcome, Failed)
    assert outcome.code == "timeout"
    assert _ends(int(marker.read_text()))


def _ends(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while _runs(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


class _BreaksOnArrival:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return _raise, ("broken",)

    def __call__(self, task: int) -> int:
        return task


def _raise(message: str) -> None:
    raise RuntimeError(message)


def test_workers_that_never_start_are_said_once(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WorkerError, match="do not start"):
        list(run_tasks(_BreaksOnArrival(), [1, 2], jobs=2, limits=WorkerLimits(timeout=5)))


@pytest.mark.parametrize(("files", "most"), [(0, 1), (1, 1), (4, 1), (5, 2)])
def test_default_jobs(files: int, most: int) -> None:
    assert 1 <= default_jobs(files) <= most


def test_settings_are_checked() -> None:
    with pytest.raises(ValueError, match="positive"):
        Settings(timeout=0)


def test_no_thread_is_left(docs: Path, tmp_path: Path) -> None:
    before = threading.active_count()
    run(docs, out=tmp_path / "out")
    assert threading.active_count() == before
