"""A spaCy pipeline as recogniser: the one that comes with the project, or any other by path or package name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.ner.pieces import pieces, shifted
from extractors.ner.protocol import LABELS, Entity, Label, RecogniserError
from extractors.ner.tag_sets import label_of
from extractors.text import fold

_INSTALL = "pip install 'zhengce[spacy]'"
_BATCH = 64
# What is said of a label that the model's own record tells nothing about.
_UNTOLD = 0.7


class SpacyRecogniser:
    """``model``: a folder or package that ``spacy.load`` takes; ``""`` for the trained one of the project.

    Raises ``RecogniserError`` where spaCy is not installed or the model cannot be loaded.
    """

    def __init__(self, model: str = "") -> None:
        self._nlp = _load(model)
        self._scores = _scores(self._nlp.meta)

    @property
    def name(self) -> str:
        """``spacy``."""
        return "spacy"

    @property
    def labels(self) -> frozenset[Label]:
        """The labels that the pipeline's own tags stand for."""
        tags = self._nlp.get_pipe("ner").labels
        return frozenset(label for tag in tags if (label := label_of(tag)))

    def find(self, texts: Sequence[str]) -> list[list[Entity]]:
        """The entities of each text. A label's score is the precision that the model had when it was trained."""
        found: list[list[Entity]] = [[] for _ in texts]
        parts = ((piece, (number, offset)) for number, text in enumerate(texts) for offset, piece in pieces(fold(text)))
        for doc, (number, offset) in self._nlp.pipe(parts, as_tuples=True, batch_size=_BATCH):
            found[number] += shifted([*self._entities(doc)], offset)
        return found

    def _entities(self, doc: Any) -> Iterator[Entity]:
        for span in doc.ents:
            label = label_of(span.label_)
            text = span.text
            start = span.start_char + len(text) - len(text.lstrip())
            end = span.start_char + len(text.rstrip())
            if label and start < end:
                yield Entity(start, end, label, self._scores[label])


def model_folder() -> str:
    """The folder of the trained pipeline that comes with the project, for ``spacy.load``."""
    return str(files("extractors").joinpath("ner", "models", "zh_entities"))


@cache
def _load(model: str) -> Any:
    try:
        import spacy
    except ImportError as error:
        raise RecogniserError(f"spaCy is not installed: {_INSTALL} / 未安装spaCy，请运行：{_INSTALL}") from error
    try:
        nlp = spacy.load(model or model_folder())
    except (OSError, ValueError) as error:
        raise RecogniserError(
            f"no spaCy model at {model or model_folder()}: {error} / 找不到spaCy模型，请检查路径或用zhengce train训练"
        ) from error
    if "ner" not in nlp.pipe_names:
        raise RecogniserError(f"the spaCy model {model} has no component ner / 模型没有命名实体识别组件ner")
    return nlp


def _scores(meta: Mapping[str, Any]) -> dict[Label, float]:
    told = meta.get("zhengce", {}).get("precision", {})
    return {label: float(told.get(label, _UNTOLD)) for label in LABELS}
