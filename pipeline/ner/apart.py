"""A recogniser measured in a process of its own, and, where it needs one, in an environment of its own.

``python -m pipeline.ner.apart NAME TEXTS FOUND`` reads a JSON list of texts and writes what the recogniser finds in
each, its speed and its memory, or why it cannot be had. The process starts by reading a page with the rules, so that
its memory is that of the program and not of the recogniser alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from extractors.ner import Entity, RecogniserError, recogniser
from extractors.responsibilities import find_assignments

_PAGE = "由市科技局牵头,市财政局配合。" * 100


@dataclass(frozen=True, slots=True)
class Apart:
    """What a recogniser gave for each text; ``speed`` in characters per second of processor time, ``memory`` in MB."""

    entities: Sequence[Sequence[Entity]]
    speed: float
    memory: float


def measured_apart(name: str, texts: Sequence[str], python: str = sys.executable) -> Apart | str:
    """The recogniser ``name`` measured by the interpreter ``python``, or why it cannot be had there.

    ``name`` may be empty: then nothing is found, and the memory is that of the rules. Raises ``CalledProcessError``
    where the process breaks for another reason.
    """
    with TemporaryDirectory() as folder:
        given, found = Path(folder, "texts.json"), Path(folder, "found.json")
        given.write_text(json.dumps(list(texts)), encoding="utf-8")
        command = [python, "-m", "pipeline.ner.apart", name, str(given), str(found)]
        # Where HanLP is loaded it may speak of itself on standard output.
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=os.environ | {"OMP_NUM_THREADS": "1"})
        told: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    if "missing" in told:
        return str(told["missing"])
    entities = [[Entity(*one) for one in text] for text in told["entities"]]
    return Apart(entities, told["speed"], told["memory"])


def _measure(name: str, texts: Sequence[str]) -> dict[str, Any]:
    find_assignments(_PAGE)
    if not name:
        return {"entities": [[] for _ in texts], "speed": 0.0, "memory": _peak()}
    try:
        model = recogniser(name)
    except RecogniserError as error:
        return {"missing": str(error)}
    model.find([_PAGE])
    start = process_time()
    found = [model.find([text])[0] for text in texts]
    taken = process_time() - start
    entities = [[(one.start, one.end, one.label, one.score) for one in text] for text in found]
    return {"entities": entities, "speed": sum(map(len, texts)) / max(taken, 1e-9), "memory": _peak()}


def _peak() -> float:
    """The most memory this process has held, in MB; what getrusage tells includes the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="utf-8").splitlines()
        return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)


def main(arguments: Sequence[str]) -> None:
    """The command."""
    name, given, found = arguments
    told = _measure(name, json.loads(Path(given).read_text(encoding="utf-8")))
    Path(found).write_text(json.dumps(told), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
