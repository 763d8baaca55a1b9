"""Make the corpus from the marked documents: ``python -m gold.making.corpus [NAME …] [--check]`` in the project's root.

Each ``gold/marked/NAME.txt`` (notation: ``gold/notation.py``) becomes the file that its first line names, so that text,
file and gold cannot drift apart. The same input gives the same bytes. ``--check`` writes nothing and fails where a
file would change.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from gold.making import pdf, word
from gold.making.layout import columns, wrap
from gold.notation import MarkedDocument, NotationError, Paragraph, load, names

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"
NEWLINES = {"lf": "\n", "crlf": "\r\n"}


def render(document: MarkedDocument) -> bytes:
    """The bytes of the corpus file that a marked document describes."""
    match document.file.rpartition(".")[2]:
        case "txt":
            return _txt(document)
        case "docx":
            return word.render(document.paragraphs)
        case "pdf":
            return pdf.render(document.paragraphs, int(document.options.get("wrap", "35")))
        case suffix:
            raise NotationError(f"{document.name}: cannot make .{suffix} files")


def _txt(document: MarkedDocument) -> bytes:
    options = document.options
    if options.get("join") == "oneline":
        text = "　　".join(paragraph.text for paragraph in document.paragraphs if paragraph.text)
    else:
        width = int(options.get("wrap", "0"))
        text = "\n".join(line for paragraph in document.paragraphs for line in _lines(paragraph, width)) + "\n"
    return text.replace("\n", NEWLINES[options.get("newline", "lf")]).encode(options.get("encoding", "utf-8"))


def _lines(paragraph: Paragraph, width: int) -> list[str]:
    text = paragraph.text.replace("‖", " | ") if paragraph.tag == "row" else paragraph.text
    if not width:
        return [text]
    lines = wrap(text, width)
    shift = {"title": 0.5, "center": 0.5, "right": 1.0}.get(paragraph.tag, 0.0)
    return [" " * int(2 * shift * max(width - columns(line), 0)) + line for line in lines]


def stale(wanted: Sequence[str] | None = None) -> list[str]:
    """The files in ``corpus/`` that are not what their marked documents give (``wanted``: names, default all)."""
    documents = [load(name) for name in wanted or names()]
    return [document.file for document in documents if not _is_up_to_date(document)]


def _is_up_to_date(document: MarkedDocument) -> bool:
    path = CORPUS / document.file
    return path.exists() and path.read_bytes() == render(document)


def main() -> int:
    """Make the named documents (default: all); 0 when all is well, 1 when a file is not up to date."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="marked documents, default all")
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a file would change")
    arguments = parser.parse_args()
    if arguments.check:
        old = stale(arguments.names)
        if old:
            print("not up to date:", *old, file=sys.stderr)
        return bool(old)
    for name in arguments.names or names():
        document = load(name)
        data = render(document)
        (CORPUS / document.file).write_bytes(data)
        print(f"{document.file}  {len(data):,} bytes, {len(document.text):,} characters")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
