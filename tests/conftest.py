"""What all tests share."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def shared_dir() -> Path:
    """The folder of real documents and their gold beside the project; skips where it is missing, fails there in CI."""
    path = ROOT.parent / "shared"
    if not path.is_dir():
        if os.environ.get("CI"):
            pytest.fail(f"{path.name}/ must lie beside the project in CI")
        pytest.skip("the real documents (../shared) are not on this machine")
    return path


def cpu_seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """The least CPU time of some rounds of ``work``: one round may pay for the garbage of other tests."""
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)
