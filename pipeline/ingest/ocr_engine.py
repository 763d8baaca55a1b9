"""RapidOCR (the extra ``ocr``) behind one function: a picture in, lines with their characters and scores out.

The models are those in RapidOCR's own package; nothing is fetched. One thread: batches use one process a document.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import regex

from extractors.lexicon import read_table
from pipeline.ingest.page_shapes import Box, Picture

_FEW_TRADITIONAL = 0.05
_WIDE = r"[\p{Han}\u3000-\u303f\uff01-\uff5e“”‘’—…·]"
# 〔2021]4号: of the brackets around the year one is read right.
_YEAR_BRACKETS = regex.compile(r"〔((?:19|20)\d\d)[\]）)】〕]|[\[（(【]((?:19|20)\d\d)〕")
# The model knows no ‰ and writes %o; behind 70% at the end of a sentence the o is the ring of the full stop.
_PER_MILLE = regex.compile(r"(?<=\d)[%％][oO0](?=以[上下内]|左右|[，,、；;：:）)])")
_IDLE_BLANK = regex.compile(rf"(?<={_WIDE})\s{{1,9}}|\s{{1,9}}(?={_WIDE})")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line of a picture: its text, its box in pixels, a box for each character that is no blank, and its score."""

    text: str
    box: Box
    characters: tuple[tuple[str, Box], ...]
    score: float


def is_installed() -> bool:
    """Whether the extra is there, with its models."""
    return _models() is not None


def recognise(picture: Picture) -> list[Recognised]:
    """The lines of a picture as the engine found them, roughly from top to bottom."""
    found = _engine()(picture, return_word_box=True, return_single_char_box=True)
    if not found.txts:
        return []
    words = found.word_results if len(found.word_results) == len(found.txts) else [()] * len(found.txts)
    written = _in_one_script("\n".join(found.txts)).split("\n")
    lines = zip(found.boxes.tolist(), written, found.scores, words, strict=True)
    return [_line(corners, text, float(score), chars) for corners, text, score, chars in lines if text.strip()]


def _in_one_script(text: str) -> str:
    """The text of a page with its few traditional characters simplified: 電 is seen where a blurred 电 stands.

    Where they are many the page is written in them, and stays so.
    """
    simplified = _simplified()
    if sum(char in simplified for char in text) > _FEW_TRADITIONAL * len(text):
        return text
    return "".join(simplified.get(char, char) for char in text)


@cache
def _simplified() -> dict[str, str]:
    rows = read_table("traditional", ("traditional", "simplified"))
    return {a: b for row in rows for a, b in zip(row["traditional"], row["simplified"], strict=True)}


@cache
def _models() -> tuple[Path, Path] | None:
    """The models for finding and for reading lines."""
    spec = find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations or find_spec("onnxruntime") is None:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "models"
    finding, reading = sorted(folder.glob("*_det_*.onnx")), sorted(folder.glob("*_rec_*.onnx"))
    return (finding[-1], reading[-1]) if finding and reading else None


@cache
def _engine() -> Callable[..., Any]:
    from rapidocr import RapidOCR

    models = _models()
    if models is None:
        raise ModuleNotFoundError("rapidocr with its models")
    engine: Callable[..., Any] = RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.text_score": 0.0,
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            "Det.model_path": str(models[0]),
            "Rec.model_path": str(models[1]),
        }
    )
    return engine


def _line(corners: Sequence[Sequence[float]], text: str, score: float, chars: Sequence[Any]) -> Recognised:
    box = _around(corners)
    text = _PER_MILLE.sub("‰", _IDLE_BLANK.sub("", text.strip()))
    text = _YEAR_BRACKETS.sub(lambda found: f"〔{found[1] or found[2]}〕", text)
    solid = [char for char in text if not char.isspace()]
    boxes = [_around(char[2]) for char in chars if char[0].strip()]
    if len(boxes) != len(solid):
        boxes = _evenly(solid, box)
    boxes = [*_closed_up(boxes), boxes[-1]]
    return Recognised(text, box, tuple(zip(solid, boxes, strict=True)), score)


def _around(corners: Sequence[Sequence[float]]) -> Box:
    xs, ys = [float(corner[0]) for corner in corners], [float(corner[1]) for corner in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _evenly(chars: Sequence[str], box: Box) -> list[Box]:
    """Boxes by the widths that characters have in print."""
    widths = [0.5 if char.isascii() else 1.0 for char in chars]
    step = (box.x1 - box.x0) / sum(widths)
    starts = [box.x0 + step * sum(widths[:place]) for place in range(len(chars) + 1)]
    return [Box(start, box.top, end, box.bottom) for start, end in pairwise(starts)]


def _closed_up(boxes: Sequence[Box]) -> list[Box]:
    """All boxes but the last drawn wider to the next one: the engine knows a character's place, not its width."""
    return [
        Box(box.x0, box.top, max(box.x1, min(after.x0, box.x1 + 0.6 * (box.bottom - box.top))), box.bottom)
        for box, after in pairwise(boxes)
    ]
