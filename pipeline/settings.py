"""What a run may use: limits for one document. They travel to the worker processes, so they are plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits for reading one document.

    - ``max_bytes``: a larger file is not opened (``limit_size``).
    - ``timeout``: seconds of wall time for one document, then its worker is ended (``timeout``).
    - ``memory``: bytes of address space a worker may take (``limit_memory``); ``0`` sets no limit.
    - ``debug``: tracebacks on standard error, for those who work on the program.
    """

    max_bytes: int = 200 * 1024**2
    timeout: float = 120.0
    memory: int = 3 * 1024**3
    debug: bool = False

    def __post_init__(self) -> None:
        if self.max_bytes <= 0 or self.timeout <= 0 or self.memory < 0:
            raise ValueError(f"limits must be positive: {self}")
