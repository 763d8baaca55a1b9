"""The adapter for HanLP: with a stand-in for the package, and, where it is installed, with a tagger trained by it."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extractors.ner import RecogniserError
from extractors.ner.hanlp_tagger import HanlpRecogniser, _load
from pipeline.ner.generated import generated_examples
from pipeline.ner.train_hanlp import HanlpSettings, train_hanlp
from pipeline.ner.training_data import TrainingData

TEXT = "由市科技局牵头,2025年底 前完成"


class InvalidTagSequence(Exception):
    """What HanLP raises for tags that do not fit together."""


class Tagger:
    """A model of characters: marks 市科技局 and, with MSRA's tags, 2025年底; breaks on 坏."""

    def predict(self, batch: Sequence[Sequence[str]]) -> list[list[tuple[str, str, int, int]]]:
        if any("坏" in piece for piece in batch):
            raise InvalidTagSequence
        return [list(self._found("".join(piece))) for piece in batch]

    def _found(self, text: str) -> list[tuple[str, str, int, int]]:
        names = (("2025年底", "DATE"), ("市科技局", "ORGANIZATION"), ("牵头", "PERSON"))
        return [(name, tag, text.index(name), text.index(name) + len(name)) for name, tag in names if name in text]


class Multitask:
    """A multi-task model: it cuts words itself and drops blanks, its entities count words."""

    tasks = ("tok/fine", "ner/msra")

    def __call__(self, texts: Sequence[str], tasks: str) -> dict[str, list[Any]]:
        assert tasks == "ner/msra"
        words = ["由", "市", "科技局", "牵头", ",", "2025年", "底", "前完成"]
        found = [("2025年底", "DATE", 5, 7), ("市科技局", "ORGANIZATION", 1, 3)]
        return {"tok/fine": [words for _ in texts], tasks: [found for _ in texts]}


@pytest.fixture
def models(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the stand-in can load, by name."""
    known: dict[str, Any] = {"characters": Tagger(), "multitask": Multitask()}

    def load(name: str, *, verbose: bool) -> Any:
        if name == "exits":
            raise SystemExit(1)
        return known[name]

    package = ModuleType("hanlp")
    package.load = load  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "hanlp", package)
    _load.cache_clear()
    return known


def shown(model: str, text: str) -> list[tuple[str, str]]:
    (found,) = HanlpRecogniser(model).find([text])
    return [(text[one.start : one.end], one.label) for one in found]


@pytest.mark.usefixtures("models")
def test_tags_of_a_model_of_characters_are_mapped() -> None:
    assert shown("characters", TEXT) == [("市科技局", "organisation"), ("2025年底", "time")]


@pytest.mark.usefixtures("models")
def test_entities_that_count_words_are_put_on_characters() -> None:
    text = "由 市科技局牵头,2025年 底前完成"
    assert shown("multitask", text) == [("市科技局", "organisation"), ("2025年 底", "time")]


@pytest.mark.usefixtures("models")
def test_how_sure_an_entity_is_stands_in_the_record_of_the_training(tmp_path: Path, models: dict[str, Any]) -> None:
    models[str(tmp_path)] = Tagger()
    record = {"validation": {"organisation": {"precision": 0.91}, "time": {"precision": None}}}
    (tmp_path / "training.json").write_text(json.dumps(record), "utf-8")
    (found,) = HanlpRecogniser(str(tmp_path)).find([TEXT])
    assert [(one.label, one.score) for one in found] == [("organisation", 0.91), ("time", 0.85)]


@pytest.mark.usefixtures("models")
def test_a_piece_with_impossible_tags_is_left_out_the_others_are_not() -> None:
    assert shown("characters", f"坏处\n{TEXT}") == [("市科技局", "organisation"), ("2025年底", "time")]


@pytest.mark.usefixtures("models")
@pytest.mark.parametrize("model", ["unknown", "exits"])
def test_a_model_that_cannot_be_had_is_told_with_advice(model: str) -> None:
    with pytest.raises(RecogniserError, match=r"without a network give the folder .* / 无法取得"):
        HanlpRecogniser(model)


def test_without_hanlp_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hanlp", None)
    _load.cache_clear()
    with pytest.raises(RecogniserError, match=r"zhengce\[hanlp\]"):
        HanlpRecogniser("characters")


def test_the_tagger_of_the_project_is_taken() -> None:
    pytest.importorskip("hanlp", reason="the extra zhengce[hanlp] is not installed")
    _load.cache_clear()
    text = "(责任单位:市科技局、市财政局)到2025年完成30家"
    found = shown("", text)
    assert (
        ("市科技局", "organisation") in found
        and ("市财政局", "organisation") in found
        and ("30家", "quantity") in found
    )


def test_a_tagger_trained_by_hanlp_is_taken(tmp_path: Path) -> None:
    pytest.importorskip("hanlp", reason="the extra zhengce[hanlp] is not installed")
    _load.cache_clear()
    examples = [one for one in generated_examples(700, 0) if one.text.startswith("责任单位")]
    data = TrainingData(examples, examples[:20], {})
    train_hanlp(data, tmp_path / "model", seed=0, settings=HanlpSettings(epochs=8, rate=0.01), log=str)
    model = HanlpRecogniser(str(tmp_path / "model"))
    hits = sum(
        {(one.start, one.end) for one in found} == {(one.start, one.end) for one in example.entities}
        for example, found in zip(examples, model.find([one.text for one in examples]), strict=True)
    )
    assert hits > len(examples) / 3
    texts = [one.text for one in examples[:30]]
    together = model.find(texts)
    assert together == [model.find([text])[0] for text in texts]
    train_hanlp(data, tmp_path / "again", seed=0, settings=HanlpSettings(epochs=8, rate=0.01), log=str)
    assert HanlpRecogniser(str(tmp_path / "again")).find(texts) == together
