"""What all tests share."""

from __future__ import annotations

import os
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
