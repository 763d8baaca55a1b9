"""What a reader hands back: the document, and what of it could not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.document import Document, Table
from pipeline.errors import Problem


@dataclass(frozen=True, slots=True)
class ReadResult:
    """A document with its problems; no problems means that all of it was read."""

    document: Document
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What the reader of one format found, before it is named and dated: see ``Document`` for the fields."""

    text: str
    page_starts: tuple[int, ...] = ()
    tables: tuple[Table, ...] = ()
    soft_breaks: frozenset[int] | None = None
    furniture: tuple[tuple[int, int], ...] = ()
    recognised: tuple[tuple[int, int, float], ...] = ()
    hints: Mapping[str, str] | None = None
    warnings: Sequence[str] = ()
    problems: tuple[Problem, ...] = ()

    def result(self, data: bytes, doc_id: str, form: str, warnings: Sequence[str]) -> ReadResult:
        """The document of the file ``data``; ``warnings`` (of the dispatch) come before the reader's own."""
        document = Document(
            doc_id=doc_id,
            format=form,
            sha256=hashlib.sha256(data).hexdigest(),
            text=self.text,
            page_starts=self.page_starts,
            tables=self.tables,
            soft_breaks=self.soft_breaks,
            furniture=self.furniture,
            recognised=self.recognised,
            hints=dict(self.hints or {}),
            warnings=(*warnings, *self.warnings),
        )
        return ReadResult(document, self.problems)
