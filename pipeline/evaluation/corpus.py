"""The documents behind the gold: found by name in a folder, checked by hash, read into source text."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.evaluation.errors import EvaluationError, GoldError
from pipeline.evaluation.record import GoldDocument


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A document file: ``doc_id`` is its path relative to the corpus folder."""

    path: Path
    doc_id: str

    def read(self) -> bytes:
        """The bytes of the file."""
        return self.path.read_bytes()


class Corpus:
    """The files below some folders, looked up by relative path or by file name."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._by_name: dict[str, list[CorpusFile]] = defaultdict(list)
        self._folders = tuple(folders)
        for folder in folders:
            if not folder.exists():
                raise EvaluationError(f"no such path: {folder} / 没有这样的路径")
            paths = [folder] if folder.is_file() else sorted(item for item in folder.rglob("*") if item.is_file())
            base = folder.parent if folder.is_file() else folder
            for path in paths:
                self._by_name[path.name].append(CorpusFile(path, path.relative_to(base).as_posix()))

    def find(self, gold: GoldDocument) -> CorpusFile | None:
        """The file of a gold document, ``None`` where no file has its name.

        Among several files of one name the one whose hash is the gold's is taken. Raises ``GoldError`` where a file
        of that name is there but none has the right hash: its offsets would point anywhere.
        """
        name = gold.doc.rsplit("/", 1)[-1]
        found = [file for file in self._by_name.get(name, []) if f"/{file.doc_id}".endswith(f"/{gold.doc}")]
        if not found:
            return None
        for file in found:
            if hash_fits(gold, file.read(), file.doc_id):
                return file
        raise GoldError(f"{gold.source}: sha256 {gold.sha256} fits neither the bytes nor the text of {found[0].path}")


def hash_fits(gold: GoldDocument, data: bytes, doc_id: str) -> bool:
    """Whether the gold's hash is of these bytes, or of their source text in UTF-8."""
    if hashlib.sha256(data).hexdigest() == gold.sha256:
        return True
    try:
        text = source_text(data, doc_id)
    except ReadError:
        return False
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == gold.sha256


def source_text(data: bytes, doc_id: str) -> str:
    """The source text that all offsets count in. Raises ``ReadError`` where the file cannot be read."""
    from pipeline.ingest import read_bytes

    return read_bytes(data, doc_id).document.text
