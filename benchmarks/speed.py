"""How fast text becomes records, as a ratio: ``python benchmarks/speed.py [FOLDER…]`` (default: ``corpus/``).

Times, in one run and on one core, the whole line from the bytes of txt files to records, and three plain ``re``
patterns (numbers with a unit, dates, names of bodies) over the same text. The patterns are a floor that no
extractor reaches; the ratio compares between machines, the figures do not.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.extract import extract_document
from pipeline.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
MIN_CHARACTERS = 200_000
PATTERNS = (
    re.compile(r"\d+(?:\.\d+)?[万亿]?(?:%|个百分点|[家项个人件元亩])"),
    re.compile(r"20\d\d年(?:\d{1,2}月)?(?:底前?|前|末)?"),
    re.compile(r"[省市县区][\u4e00-\u9fff]{2,8}(?:局|厅|委|办|部)"),
)


def read_texts(folders: Sequence[Path]) -> list[tuple[str, bytes, str]]:
    """Name, bytes and text of the txt files below ``folders``, repeated until there is enough to time."""
    found: list[tuple[str, bytes, str]] = []
    for folder in folders:
        for path in sorted(folder.rglob("*.txt")):
            data = path.read_bytes()
            text = extract_document(data, path.name, Settings()).text
            found.append((path.name, data, text))
    if not found:
        raise SystemExit(f"no txt files in {', '.join(map(str, folders))}")
    characters = sum(len(text) for _, _, text in found)
    return found * max(1, MIN_CHARACTERS // characters)


def characters_per_second(work: Callable[[], None], characters: int) -> float:
    """Characters per second of this process's own CPU time, median of several rounds."""
    rates = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        rates.append(characters / (time.process_time() - start))
    return statistics.median(rates)


def main() -> None:
    """Print both rates and their ratio."""
    folders = [Path(argument) for argument in sys.argv[1:]] or [ROOT / "corpus"]
    texts = read_texts(folders)
    characters = sum(len(text) for _, _, text in texts)

    def records() -> None:
        for name, data, _ in texts:
            extract_document(data, name, Settings())

    def plain() -> None:
        for _, _, text in texts:
            for pattern in PATTERNS:
                pattern.findall(text)

    ours, floor = characters_per_second(records, characters), characters_per_second(plain, characters)
    print(f"{len(texts)} texts, {characters:,} characters, median of {ROUNDS} rounds, one core, CPU time")
    print(f"txt to records        {ours:>12,.0f} characters/s")
    print(f"three plain patterns  {floor:>12,.0f} characters/s")
    print(f"ratio                 1 : {floor / ours:.0f}")


if __name__ == "__main__":
    main()
