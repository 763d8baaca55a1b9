"""A run over files and folders: what is met, who reads it, what becomes of what cannot be read.

Whatever a file holds, it costs only itself: each is read in a worker process under limits, and has exactly one row in
documents.csv. The tables do not depend on the number of workers nor on the order in which they finish.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from pipeline.archives import expand
from pipeline.errors import ReadError, ZhengceError
from pipeline.parquet import require_pyarrow
from pipeline.records import DocumentResult, DocumentRow, DocumentStatus, ErrorRow, Stage
from pipeline.repeats import same_text
from pipeline.settings import Settings
from pipeline.sources import Source, discover
from pipeline.spool import Spool
from pipeline.workers import Failed, WorkerLimits, run_tasks
from pipeline.writers import TEXTS, Formats, write_all

Extract = Callable[[bytes, str, Settings], DocumentResult]

_STATE = ".zhengce"
_UNPACKED = "unpacked"
_MESSAGE_LENGTH = 500
_SKIPPED = frozenset({"duplicate", "empty_file", "needs_libreoffice", "needs_ocr", "not_a_file", "symlink_outside"})
"""Codes of files that are set aside rather than failed: nothing in them is broken."""


class UsageError(ZhengceError):
    """The run cannot be started as asked; nothing was written."""


class Progress(Protocol):
    """Is told how the run goes."""

    def start(self, total: int) -> None:
        """``total`` files are to be read."""

    def step(self, name: str) -> None:
        """One more file, called ``name``, is done."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run gave: documents by status, rows by table, and the worst of it as an exit code."""

    statuses: dict[str, int]
    rows: dict[str, int]
    problems: tuple[ErrorRow, ...]
    complete: bool

    @property
    def exit_code(self) -> int:
        """0 when every file was read, 3 when some failed, could be read only in part, or had to be skipped."""
        return 0 if self.complete else 3


@dataclass(frozen=True, slots=True)
class _Task:
    doc_id: str
    path: str
    sha256: str
    key: str


def run(
    paths: Sequence[Path],
    out: Path,
    extract: Extract,
    *,
    settings: Settings,
    jobs: int | None = None,
    formats: Formats | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read everything below ``paths`` with ``extract`` (a module-level function) and write the tables into ``out``.

    ``jobs``: worker processes, by default one for four files up to the number of processors. What an interrupted run
    had finished is taken up by the next one into the same ``out``. Raises ``UsageError`` before anything is written,
    ``OSError`` when the tables cannot be written.
    """
    formats = formats or Formats()
    _check(paths, out, formats)
    sources = discover(paths, out)
    if not sources:
        raise UsageError(f"没有可读的文件，未写入任何内容 nothing to read in: {', '.join(map(shown, map(str, paths)))}")
    with _workplace(out) as state:
        spool = Spool(state / "done", settings)
        sources = _with_members(sources, state, settings, jobs)
        known, tasks = _plan(sources, spool, settings)
        if progress:
            progress.start(len(tasks))
        readings = {task.doc_id: reading for task in tasks if (reading := spool.reading(task.key)) is not None}
        waiting = [task for task in tasks if task.doc_id not in readings]
        if progress:
            for doc_id in readings:
                progress.step(shown(doc_id))
        outcomes = run_tasks(
            partial(_process, extract, settings, spool),
            waiting,
            jobs=jobs or default_jobs(len(waiting)),
            limits=WorkerLimits(settings.timeout, settings.memory),
            quiet=not settings.debug,
        )
        for task, outcome in outcomes:
            if isinstance(outcome, Failed):
                known[task.doc_id] = _unread(task.doc_id, outcome.code, outcome.message, "extract", task.sha256)
            elif isinstance(outcome, DocumentResult):
                known[task.doc_id] = outcome
            else:
                readings[task.doc_id] = outcome
            if progress:
                progress.step(shown(task.doc_id))
        shutil.rmtree(state / _UNPACKED, ignore_errors=True)
        keys = {task.doc_id: task.key for task in tasks}
        repeats = same_text(readings)
        draft = state / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        results = (
            known.get(source.doc_id) or _warned(spool.load(keys[source.doc_id]), repeats.get(source.doc_id))
            for source in sources
        )
        summary = _summary(write_all(results, out, draft, formats))
    shutil.rmtree(state, ignore_errors=True)
    return summary


def default_jobs(files: int) -> int:
    """One worker for four files, up to the number of processors this process may use."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(usable, (files + 3) // 4))


def shown(name: str) -> str:
    """A file name that is safe to print: control characters and the like as escapes."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "surrogatepass").decode() for char in name
    )


def _check(paths: Sequence[Path], out: Path, formats: Formats) -> None:
    for path in paths:
        if not path.exists():
            raise UsageError(f"没有这样的路径 no such path: {shown(str(path))}")
    if out.exists() and not out.is_dir():
        raise UsageError(f"输出位置是文件，请指定文件夹 --out is a file, give a folder: {shown(str(out))}")
    place = out.resolve()
    for path in paths:
        if path.resolve() == place or path.resolve().is_relative_to(place / TEXTS):
            raise UsageError(
                f"输出文件夹不能就是输入文件夹，请另选 --out must not be the folder that is read: {shown(str(path))}"
            )
    if formats.parquet:
        require_pyarrow()


@contextmanager
def _workplace(out: Path) -> Iterator[Path]:
    """The folder ``out/.zhengce`` for what is not finished yet, held by one run at a time."""
    state = out / _STATE
    try:
        (state / "done").mkdir(parents=True, exist_ok=True)
        lock = (state / "lock").open("w")
    except OSError as error:
        raise UsageError(f"无法写入输出文件夹 cannot write to --out: {shown(str(out))}: {error.strerror}") from error
    with lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # Windows: two runs into one folder are the user's affair.
            pass
        except OSError as error:
            raise UsageError(f"另一个程序正在写入该文件夹 another run is writing to: {shown(str(out))}") from error
        yield state


def _with_members(sources: list[Source], state: Path, settings: Settings, jobs: int | None) -> list[Source]:
    """The sources and the files in the archives among them, unpacked into ``state``."""
    place = state / _UNPACKED
    shutil.rmtree(place, ignore_errors=True)
    return expand(sources, place, settings, jobs or default_jobs(len(sources)))


def _plan(sources: Iterable[Source], spool: Spool, settings: Settings) -> tuple[dict[str, DocumentResult], list[_Task]]:
    """What is known without reading (doc_id to result), and what has to be read."""
    known: dict[str, DocumentResult] = {}
    tasks: list[_Task] = []
    first: dict[str, str] = {}
    for source in sources:
        doc_id, trouble, sha256 = source.doc_id, source.trouble, ""
        if trouble is None or source.members:
            try:
                size = source.path.stat().st_size
                if size > settings.max_bytes:
                    raise ReadError("limit_size", f"{size:,} bytes, limit {settings.max_bytes:,}")
                with source.path.open("rb") as stream:
                    sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            except ReadError as error:
                trouble = (error.code, error.message)
            except OSError as error:
                trouble = ("unreadable", _cannot_open(error))
        if trouble is not None and not (source.members and sha256):
            known[doc_id] = _unread(doc_id, *trouble, "read", sha256)
        elif size and sha256 in first:
            message = f"与《{first[sha256]}》内容相同，未重复处理 same bytes as this one"
            known[doc_id] = _unread(doc_id, "duplicate", message, "read", sha256)
        elif source.members:
            first[sha256] = doc_id
            known[doc_id] = _opened(source, source.members, sha256)
        else:
            first[sha256] = doc_id
            tasks.append(_Task(doc_id, str(source.path), sha256, spool.key(doc_id, sha256)))
    return known, tasks


def _process(extract: Extract, settings: Settings, spool: Spool, task: _Task) -> DocumentResult | str:
    """In a worker: read one file, put its result into the spool and give back the checksum of what was read there.

    A failure is given back as a result of its own.
    """
    try:
        data = Path(task.path).read_bytes()
    except OSError as error:
        return _unread(task.doc_id, "unreadable", _cannot_open(error), "read", task.sha256)
    try:
        result = extract(data, task.doc_id, settings)
        spool.save(task.key, result)
    except MemoryError:
        raise
    except ReadError as error:
        return _unread(task.doc_id, error.code, error.message, "read", task.sha256)
    except Exception as error:
        if settings.debug:
            traceback.print_exc(file=sys.stderr)
        message = f"程序内部错误，请报告 an error of the program, please report it: {type(error).__name__}: {error}"
        return _unread(task.doc_id, "internal_error", message[:_MESSAGE_LENGTH], "extract", task.sha256)
    return result.reading


def _cannot_open(error: OSError) -> str:
    return f"无法打开 cannot open the file: {error.strerror}"


def _unread(doc_id: str, code: str, message: str, stage: Stage, sha256: str) -> DocumentResult:
    status: DocumentStatus = "skipped" if code in _SKIPPED else "failed"
    return DocumentResult(DocumentRow(doc_id, status, sha256), errors=(ErrorRow(doc_id, stage, code, message),))


def _opened(source: Source, members: int, sha256: str) -> DocumentResult:
    """The row of an archive: its members are documents of their own, what was not read of it is told."""
    errors = (ErrorRow(source.doc_id, "read", *source.trouble),) if source.trouble else ()
    note = f"压缩包，内含{members}个文件，各占一行 an archive: its {members} files have rows of their own"
    status: DocumentStatus = "partial" if errors else "ok"
    return DocumentResult(DocumentRow(source.doc_id, status, sha256, "zip", warnings=note), errors=errors)


def _warned(result: DocumentResult, warning: str | None) -> DocumentResult:
    if warning is None:
        return result
    warnings = "、".join(filter(None, (result.document.warnings, warning)))
    return replace(result, document=replace(result.document, warnings=warnings))


def _summary(results: Sequence[DocumentResult]) -> Summary:
    documents = [result.document for result in results]
    problems = tuple(error for result in results for error in result.errors)
    duplicates = {problem.source for problem in problems if problem.error == "duplicate"}
    names = ("clauses", "targets", "responsibilities", "deadlines")
    return Summary(
        statuses=dict(Counter(document.status for document in documents)),
        rows={name: sum(getattr(document, name) for document in documents) for name in names},
        problems=problems,
        complete=all(document.status == "ok" or document.doc_id in duplicates for document in documents),
    )
