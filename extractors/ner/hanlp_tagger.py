"""Any HanLP model as recogniser: by the path of a folder, or by the name of a published one where there is a network.

Taggers of single characters (trained by ``zhengce train --backend hanlp``, or MSRA models of characters) and HanLP's
multi-task models are taken. Tags are read by ``lexicon/entity_tags.tsv``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from extractors.ner.pieces import pieces, shifted
from extractors.ner.protocol import LABELS, Entity, Label, RecogniserError
from extractors.ner.tag_sets import label_of
from extractors.text import fold

_INSTALL = "pip install 'zhengce[hanlp]'"
_BATCH = 64
# HanLP tells no probability. What is said of an entity where the model's folder has no record of its training.
_UNTOLD = 0.85
_RECORD = "training.json"
BLANK = "_"
"""What stands for a blank among the tokens: HanLP's training files part tokens by blanks."""

_Read = tuple[str, str, int, int]
_Place = tuple[int, int]


class HanlpRecogniser:
    """``model``: a folder or a name that ``hanlp.load`` takes; ``""`` for the trained one of the project.

    Raises ``RecogniserError`` where HanLP is not installed or the model cannot be had.
    """

    def __init__(self, model: str = "") -> None:
        self._model = _load(model or model_folder())
        self._scores = _scores(Path(model or model_folder()))
        self._tasks = [name for name in getattr(self._model, "tasks", {}) if name.startswith("ner")]

    @property
    def name(self) -> str:
        """``hanlp``."""
        return "hanlp"

    @property
    def labels(self) -> frozenset[Label]:
        """All labels: which of them a model gives is not told by HanLP."""
        return frozenset(LABELS)

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """The entities of each text; a piece whose tags make no sense to HanLP has none."""
        parts = [(number, offset, piece) for number, text in enumerate(texts) for offset, piece in pieces(fold(text))]
        found: list[list[Entity]] = [[] for _ in texts]
        for first in range(0, len(parts), _BATCH):
            batch = parts[first : first + _BATCH]
            for (number, offset, _), entities in zip(batch, self._read([part[2] for part in batch]), strict=True):
                found[number] += shifted(entities, offset)
        return found

    def _read(self, batch: Sequence[str]) -> list[list[Entity]]:
        try:
            return [list(self._entities(places, read)) for places, read in self._predict(batch)]
        except Exception as error:
            if type(error).__name__ != "InvalidTagSequence":
                raise
            return [[]] if len(batch) == 1 else [self._read([piece])[0] for piece in batch]

    def _predict(self, batch: Sequence[str]) -> Iterator[tuple[Sequence[_Place], Sequence[_Read]]]:
        """Places of the tokens and entities of each piece: (text, tag, first token, token behind the last)."""
        if self._tasks:
            read = self._model(list(batch), tasks=self._tasks[0])
            tokens = next(value for key, value in read.items() if key.startswith("tok"))
            places = [list(_places(piece, words)) for piece, words in zip(batch, tokens, strict=True)]
            yield from zip(places, read[self._tasks[0]], strict=True)
            return
        characters = [[BLANK if char.isspace() else char for char in piece] for piece in batch]
        for piece, found in zip(batch, self._model.predict(characters), strict=True):
            yield [(start, start + 1) for start in range(len(piece))], found

    def _entities(self, places: Sequence[_Place], read: Sequence[_Read]) -> Iterator[Entity]:
        end = 0
        for _, tag, first, behind in sorted(read, key=lambda one: one[2]):
            label = label_of(tag)
            if label and first < behind and end <= places[first][0]:
                end = places[behind - 1][1]
                yield Entity(places[first][0], end, label, self._scores[label])


def _places(piece: str, tokens: Sequence[str]) -> Iterator[_Place]:
    """Where the words stand into which HanLP cut a piece; blanks between them are in none."""
    end = 0
    for token in tokens:
        start = max(piece.find(token, end), end)
        end = start + len(token)
        yield start, end


def _scores(folder: Path) -> dict[Label, float]:
    """By label, the share of entities that were right on the validation examples of the model's training."""
    record = folder / _RECORD
    told = json.loads(record.read_text(encoding="utf-8"))["validation"] if record.is_file() else {}
    return {label: float(told.get(label, {}).get("precision") or _UNTOLD) for label in LABELS}


def model_folder() -> str:
    """The folder of the trained tagger that comes with the project, for ``hanlp.load``."""
    return str(files("extractors").joinpath("ner", "models", "zh_characters_hanlp"))


@cache
def _load(model: str) -> Any:
    try:
        import hanlp
    except ImportError as error:
        raise RecogniserError(f"HanLP is not installed: {_INSTALL} / 未安装HanLP，请运行：{_INSTALL}") from error
    try:
        return hanlp.load(model, verbose=False)
    except (Exception, SystemExit) as error:  # HanLP ends the process where a download fails.
        raise RecogniserError(
            f"no HanLP model {model!r}: {error}; without a network give the folder of a model that is on this machine "
            "/ 无法取得HanLP模型，离线时请给出本机模型文件夹"
        ) from error
