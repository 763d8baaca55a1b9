"""The same document in several files: told by its words, whatever the format and the layout."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from pipeline.document import ReadingView

_NAMED = 3
"""Other files that a warning names; how many more there are it only counts."""


def reading_hash(view: ReadingView) -> str:
    """Checksum of the letters and digits that are read: blanks, line ends and the width of punctuation do not count.

    Empty where nothing is read.
    """
    words = "".join(filter(str.isalnum, view.folded))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest() if words else ""


def same_text(hashes: Mapping[str, str]) -> dict[str, str]:
    """For each document whose text stands in others too a warning that names them. ``hashes``: doc_id to checksum.

    >>> same_text({"b.pdf": "x", "a.txt": "x", "c.txt": "y"})["a.txt"]
    '正文与《b.pdf》相同 same text as this one'
    """
    groups: dict[str, list[str]] = {}
    for doc_id, checksum in sorted(hashes.items()):
        if checksum:
            groups.setdefault(checksum, []).append(doc_id)
    return {doc_id: _warning(doc_id, same) for same in groups.values() if len(same) > 1 for doc_id in same}


def _warning(doc_id: str, same: list[str]) -> str:
    others = [other for other in same[: _NAMED + 1] if other != doc_id][:_NAMED]
    names = "".join(f"《{other}》" for other in others)
    more = f"等{len(same) - 1}个文件" if len(same) - 1 > _NAMED else ""
    return f"正文与{names}{more}相同 same text as {'these' if len(same) > 2 else 'this one'}"
