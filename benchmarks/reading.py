"""How fast PDF files are read, against plain text extraction by the same library in the same run.

    python benchmarks/reading.py FILE_OR_FOLDER...

Prints pages per CPU second of both and their ratio, for files without tables, with tables, and all together.
Files whose text was taken by neither (scans) do not count.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.errors import ReadError
from pipeline.ingest import Limits, read_bytes

_ROUNDS = 3
_LIMITS = Limits(ocr=False)


@dataclass(frozen=True, slots=True)
class Timing:
    """One file: pages, characters, and the CPU seconds of the best of several rounds."""

    pages: int
    chars: int
    ours: float
    plain: float
    has_tables: bool


def main(arguments: list[str]) -> int:
    """Measure and print."""
    paths = list(_pdf_files(arguments))
    if not paths:
        print("no pdf files given / 没有给出pdf文件", file=sys.stderr)
        return 2
    timings = [timing for path in paths if (timing := _measure(path.read_bytes(), path.name))]
    for label, group in (
        ("without tables", [timing for timing in timings if not timing.has_tables]),
        ("with tables", [timing for timing in timings if timing.has_tables]),
        ("all", timings),
    ):
        print(_line(label, group))
    return 0


def _pdf_files(arguments: list[str]) -> Iterator[Path]:
    for argument in map(Path, arguments):
        yield from sorted(argument.rglob("*.pdf")) if argument.is_dir() else (argument,)


def _measure(data: bytes, name: str) -> Timing | None:
    try:
        document = read_bytes(data, name, _LIMITS).document
    except ReadError:
        return None
    return Timing(
        pages=len(document.page_starts),
        chars=len(document.text),
        ours=_best(lambda: read_bytes(data, name, _LIMITS)),
        plain=_best(lambda: _plain_text(data)),
        has_tables=bool(document.tables),
    )


def _plain_text(data: bytes) -> int:
    pdf = pdfium.PdfDocument(data)
    total = 0
    for index in range(len(pdf)):
        page = pdf[index]
        text_page = page.get_textpage()
        total += len(text_page.get_text_range())
        text_page.close()
        page.close()
    pdf.close()
    return total


def _best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def _line(label: str, timings: list[Timing]) -> str:
    pages = sum(timing.pages for timing in timings)
    ours, plain = sum(timing.ours for timing in timings), sum(timing.plain for timing in timings)
    if not ours or not plain:
        return f"{label:15} no files"
    chars = sum(timing.chars for timing in timings)
    return (
        f"{label:15} {len(timings):3} files {pages:5} pages"
        f"  read {pages / ours:6.0f} pages/s {chars / ours:9,.0f} chars/s"
        f"  plain text {pages / plain:6.0f} pages/s  ratio {plain / ours:.2f}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
