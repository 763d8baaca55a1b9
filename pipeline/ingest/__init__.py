"""Readers: from the bytes of a file to a ``Document``, one module a format, the format told by the content."""

from __future__ import annotations

from pipeline.errors import Problem, ReadError
from pipeline.ingest.limits import DEFAULT_LIMITS, Limits
from pipeline.ingest.read import read_bytes
from pipeline.ingest.result import ReadResult

__all__ = ["DEFAULT_LIMITS", "Limits", "Problem", "ReadError", "ReadResult", "read_bytes"]
