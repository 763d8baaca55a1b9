"""How work that is known to take long asks for more time: whoever keeps the clock listens.

Recognising a page takes seconds, and only the reader knows how many pages need it. In a worker process the request goes
to the process that would end it; elsewhere nobody keeps a clock and nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable


def _nobody(seconds: float) -> None:
    """Nobody keeps a clock."""


_listener: Callable[[float], None] = _nobody


def listen(listener: Callable[[float], None]) -> None:
    """Let ``listener`` be told from now on how many seconds more are needed."""
    global _listener
    _listener = listener


def ask_for(seconds: float) -> None:
    """Say that the present task needs ``seconds`` more than it was given."""
    _listener(seconds)
