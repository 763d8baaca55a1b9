"""A progress bar on the terminal; nothing at all where standard error goes to a file."""

from __future__ import annotations

import sys
from types import TracebackType


class Bar:
    """``with Bar() as bar`` gives something that ``pipeline.batch.run`` can tell how it goes."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(file=sys.stderr)
        self._bar = Progress(
            TextColumn("读取 reading"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[doc_id]}", markup=False),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None, doc_id="")

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.stop()

    def start(self, total: int) -> None:
        """``total`` files are to be read."""
        self._bar.update(self._task, total=total)

    def step(self, name: str) -> None:
        """One more file, called ``name``, is done."""
        self._bar.update(self._task, advance=1, doc_id=name[-40:])
