"""A small pool of worker processes in which one bad task costs only itself.

Each worker holds one task at a time and has a pipe of its own. A task that runs too long, takes too much memory or
kills its process gives a ``Failed``; the worker is replaced and everybody else goes on. (The standard library's
``ProcessPoolExecutor`` gives up all waiting tasks when one worker dies.)
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from pipeline.errors import ZhengceError
from pipeline.patience import listen

_T = TypeVar("_T")
_R = TypeVar("_R")

_TASKS_PER_WORKER = 200
_START_SECONDS = 120.0


class WorkerError(ZhengceError):
    """Worker processes cannot be started at all: a broken installation, no file's fault."""


@dataclass(frozen=True, slots=True)
class Failed:
    """What is known of a task that gave no result: a stable ``code`` and a ``message``."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class _MoreTime:
    """A worker's word that its task needs ``seconds`` more (see ``pipeline.patience``)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """``timeout`` seconds of wall time a task; ``memory`` bytes of address space a worker, ``0`` for no limit."""

    timeout: float
    memory: int = 0


class _Worker(Generic[_T]):
    """A process and what it is doing: starting, idle (``task`` empty) or busy (``task`` holds its one task)."""

    def __init__(self, function: Callable[[_T], Any], limits: WorkerLimits, quiet: bool) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, function, limits.memory, quiet), daemon=True)
        self.process.start()
        theirs.close()
        self.task: tuple[_T, ...] = ()
        self.started = False
        self.ended = False
        self.taken = 0
        self.deadline = time.monotonic() + _START_SECONDS

    @property
    def idle(self) -> bool:
        return self.started and not self.task

    @property
    def spent(self) -> bool:
        return self.taken >= _TASKS_PER_WORKER

    def give(self, task: _T, timeout: float) -> None:
        self.task = (task,)
        self.taken += 1
        self.deadline = time.monotonic() + timeout
        with contextlib.suppress(OSError):  # A dead process is found by the next receive.
            self.pipe.send(task)

    def end(self) -> int | None:
        """End the process and whatever it started; gives its exit code (negative: the signal that ended it)."""
        if self.ended:
            return self.process.exitcode
        self.ended = True
        self.pipe.close()
        self.process.join(0 if self.task or not self.started else 0.5)
        if self.process.pid is not None and hasattr(os, "killpg"):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        return self.process.exitcode


def run_tasks(
    function: Callable[[_T], _R], tasks: Sequence[_T], *, jobs: int, limits: WorkerLimits, quiet: bool = True
) -> Iterator[tuple[_T, _R | Failed]]:
    """Run ``function`` over ``tasks`` in ``jobs`` processes; gives each task with its result, in order of finishing.

    ``function``, tasks and results are pickled. ``quiet`` silences the log messages of libraries in the workers.
    Raises ``WorkerError`` when no worker can be started. Closing the iterator ends all workers.
    """
    pending = deque(tasks)
    workers: list[_Worker[_T]] = []
    try:
        while pending or any(worker.task for worker in workers):
            needed = min(jobs, len(pending) + sum(bool(worker.task) for worker in workers))
            workers += [_Worker(function, limits, quiet) for _ in range(needed - len(workers))]
            for worker in workers:
                if worker.idle and pending:
                    worker.give(pending.popleft(), limits.timeout)
            working = [worker for worker in workers if not worker.idle]
            nearest = min(worker.deadline for worker in working)
            heard = wait([worker.pipe for worker in working], max(0.0, nearest - time.monotonic()))
            for worker in working:
                if worker.pipe in heard or time.monotonic() > worker.deadline:
                    yield from _outcome(worker, worker.pipe in heard, limits)
                    if worker.spent and worker.idle:
                        worker.end()
                    if worker.ended:
                        workers.remove(worker)
    finally:
        for worker in workers:
            worker.end()


def _outcome(worker: _Worker[_T], heard: bool, limits: WorkerLimits) -> Iterator[tuple[_T, Any]]:
    """What a worker that was heard, or is over its time, has to tell; a worker that failed is ended."""
    reply: Any = None
    if heard:
        try:
            reply = worker.pipe.recv()
        except (EOFError, OSError):
            code = worker.end()
            cause = signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
            reply = Failed("worker_died", f"处理该文件的进程异常终止 the process that read it died ({cause})")
    else:
        worker.end()
        reply = Failed("timeout", f"超过{limits.timeout:g}秒仍未读完 not finished within {limits.timeout:g} seconds")
    if isinstance(reply, _MoreTime):
        worker.deadline += reply.seconds
        return
    if not worker.started:
        if isinstance(reply, Failed):
            raise WorkerError(f"无法启动处理进程 worker processes do not start: {reply.message}")
        worker.started = True
        return
    (task,), worker.task = worker.task, ()
    if isinstance(reply, Failed):
        worker.end()  # A process that ran out of memory is not to be trusted with the next task.
    yield task, reply


def _serve(pipe: Connection, function: Callable[[Any], Any], memory: int, quiet: bool) -> None:
    """What a worker process does: announce itself, then one task after the other until the pipe closes."""
    if hasattr(os, "setsid"):
        os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if memory:
        _limit_memory(memory)
    if quiet:
        logging.disable(logging.CRITICAL)
    listen(lambda seconds: pipe.send(_MoreTime(seconds)))
    pipe.send(None)
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        try:
            reply = function(task)
        except MemoryError:
            shown = f"{memory / 1024**3:.1f} GiB"
            reply = Failed("limit_memory", f"所需内存超过上限{shown} needs more memory than the limit of {shown}")
        pipe.send(reply)


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits.
        return
    with contextlib.suppress(ValueError, OSError):  # A lower limit stands already.
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
