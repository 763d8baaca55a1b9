"""Recognisers of entities behind one protocol: jieba, spaCy, HanLP. Each is loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from extractors.ner.protocol import LABELS, Entity, Label, Recogniser, RecogniserError

__all__ = ["LABELS", "RECOGNISERS", "Entity", "Label", "Recogniser", "RecogniserError", "recogniser"]


def _jieba(model: str) -> Recogniser:
    from extractors.ner.jieba_tagger import JiebaRecogniser

    if model:
        raise RecogniserError(f"jieba takes no model, got {model!r} / jieba不带模型")
    return JiebaRecogniser()


def _rjieba(model: str) -> Recogniser:
    from extractors.ner.jieba_tagger import JiebaRecogniser

    if model:
        raise RecogniserError(f"rjieba takes no model, got {model!r} / rjieba不带模型")
    return JiebaRecogniser(fast=True)


def _spacy(model: str) -> Recogniser:
    from extractors.ner.spacy_tagger import SpacyRecogniser

    return SpacyRecogniser(model)


def _hanlp(model: str) -> Recogniser:
    from extractors.ner.hanlp_tagger import HanlpRecogniser

    return HanlpRecogniser(model)


RECOGNISERS: Mapping[str, Callable[[str], Recogniser]] = {
    "jieba": _jieba,
    "rjieba": _rjieba,
    "spacy": _spacy,
    "hanlp": _hanlp,
}
"""Each back end with what makes it; the argument is the model, ``""`` for the back end's own."""


@cache
def recogniser(name: str) -> Recogniser:
    """The recogniser ``name``: a back end (``spacy``), or one with a model (``spacy:path/to/model``, ``hanlp:NAME``).

    Raises ``RecogniserError`` where there is no such back end, or it is not installed, or its model cannot be had.
    """
    back_end, _, model = name.partition(":")
    make = RECOGNISERS.get(back_end)
    if make is None:
        raise RecogniserError(f"no recogniser {back_end!r}, there are {', '.join(RECOGNISERS)} / 没有这个识别器")
    return make(model)
