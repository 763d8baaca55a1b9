"""The page itself: one file without network, in which no text of a document can do anything but be read."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipeline.review.items import KINDS, METADATA, Reviewed, load

_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def write_page(folder: Path, target: Path) -> int:
    """Write the review page of ``folder`` to ``target``; gives the number of documents on it."""
    documents = load(folder)
    target.write_text(page(documents), encoding="utf-8")
    return len(documents)


def page(documents: Sequence[Reviewed]) -> str:
    """The page as HTML. Texts and values stand in a block of JSON; the script shows them as text only."""
    template = _part("page.html")
    style, script = _part("page.css"), _part("page.js")
    data = json.dumps([_content(document) for document in documents], ensure_ascii=False, separators=(",", ":"))
    parts = {
        "STYLE_HASH": _hash(style),
        "SCRIPT_HASH": _hash(script),
        "STYLE": style,
        "SCRIPT": script,
        "DATA": data.translate(_ESCAPES),
    }
    pieces = template.split("%%")
    return "".join(parts[piece] if index % 2 else piece for index, piece in enumerate(pieces))


def _part(name: str) -> str:
    return files("pipeline.review").joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


def _content(document: Reviewed) -> dict[str, Any]:
    row = document.row
    return {
        "doc": row["doc_id"],
        "sha256": row["sha256"],
        "status": row["status"],
        "metadata": {name: [row[name]] for name in METADATA},
        "notes": [*document.troubles, *([row["warnings"]] if row["warnings"] else [])],
        "items": [{"kind": KINDS.index(item.kind), "shown": item.shown, "gold": item.gold} for item in document.items],
        "segments": document.segments,
    }
