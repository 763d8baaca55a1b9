"""What recognisers are trained on and measured by, and the command that trains one."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import extractors.ner
import pipeline.units
from extractors.ner import Entity, recogniser
from extractors.ner.protocol import LABELS
from gold.test_documents import rows as rows_of_test_documents
from pipeline.cli import app
from pipeline.evaluation.counts import Counts
from pipeline.evaluation.gold import read_gold
from pipeline.ner import test_documents
from pipeline.ner import train as training
from pipeline.ner.examples import cut, document_examples, known_bodies, resolved
from pipeline.ner.generated import generated_examples, held_out
from pipeline.ner.span_scores import is_mention, span_counts, unit_spans
from pipeline.ner.training_data import Sources, collect
from tests.conftest import shared_dir
from tests.reading_kit import analysed
from tests.test_ner_linking import Stub

PLAN = (
    "云泽省青屿市工作方案\n"
    "一、建设平台。到2025年底，新增企业30家，占比达到14%。（责任单位：市科技局、青屿云谷）\n"
    "二、改善服务。由市财政局牵头，支持市教育局开展试点。\n"
)
OTHER = "云泽省临川县实施意见\n一、修复河道。2026年6月底前完成整治5公里，由县水利局负责实施。\n" + "".join(
    f"{number}.第{number}项工作按照既定安排逐步推进并定期总结经验做法。\n" for number in range(1, 9)
)


def gold_of(name: str, text: str, units: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> dict[str, Any]:
    def record(unit: str) -> dict[str, Any]:
        start = text.index(unit)
        place = {"clause": "一", "char_start": start, "char_end": start + len(unit), "raw": unit}
        return {"unit": unit, "role": "responsible", **place, "optional": unit in optional}

    return {
        "doc": name,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "targets": [],
        "responsibilities": [record(unit) for unit in (*units, *optional)],
        "deadlines": [],
    }


def write_gold(folder: Path, name: str, text: str, *units: str, optional: tuple[str, ...] = ()) -> Path:
    path = folder / f"{Path(name).stem}.json"
    path.write_text(json.dumps(gold_of(name, text, units, optional), ensure_ascii=False), "utf-8")
    return path


def shown(text: str, entities: Any) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.label) for one in entities]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("经市科技局审核", ["市科技局"]),
        ("报浙江省发展改革委备案", ["浙江省发展改革委"]),
        ("由生态环境部和国家林草局指导", ["生态环境部", "国家林草局"]),
        ("推进科技创新和财政改革", []),
        ("各级财政部门和教育行政部门", []),
        ("各省、直辖市人民政府", []),
        ("市委员会", []),
    ],
)
def test_bodies_of_the_gazetteer_are_found_with_their_places(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in known_bodies(text)] == found


def test_earlier_layers_stand_and_longer_entities_win() -> None:
    layers = [[Entity(2, 6, "organisation", 1.0)], [Entity(0, 4, "time", 1.0), Entity(7, 9, "time", 1.0)]]
    layers[1].append(Entity(7, 12, "quantity", 1.0))
    assert [(one.start, one.end, one.label) for one in resolved(layers)] == [
        (2, 6, "organisation"),
        (7, 12, "quantity"),
    ]


def test_examples_hold_the_entities_that_lie_in_them_whole() -> None:
    text = "市科技局。\n2025年"
    found = cut(text, [Entity(0, 4, "organisation", 1.0), Entity(6, 11, "time", 1.0)], "silver")
    assert [(one.text, shown(one.text, one.entities)) for one in found] == [
        ("市科技局。", [("市科技局", "organisation")]),
        ("2025年", [("2025年", "time")]),
    ]


def test_a_document_without_gold_is_labelled_by_the_rules() -> None:
    found = [pair for one in document_examples(analysed(PLAN), None) for pair in shown(one.text, one.entities)]
    assert found == [
        ("2025年底", "time"),
        ("30家", "quantity"),
        ("14%", "percentage"),
        ("市科技局", "organisation"),
        ("市财政局", "organisation"),
        ("市教育局", "organisation"),
    ]


def test_gold_knows_bodies_that_the_rules_do_not(tmp_path: Path) -> None:
    gold = read_gold(write_gold(tmp_path, "plan.txt", PLAN, "市科技局", "青屿云谷"))
    found = [pair for one in document_examples(analysed(PLAN), gold) for pair in shown(one.text, one.entities)]
    assert ("青屿云谷", "organisation") in found and ("市教育局", "organisation") in found


def test_generated_sentences_are_the_same_for_a_seed_and_keep_held_out_names_out() -> None:
    first, again = list(generated_examples(300, 3)), list(generated_examples(300, 3))
    assert first == again != list(generated_examples(300, 4))
    named = {one.text[span.start : span.end] for one in first for span in one.entities if span.label == "organisation"}
    kept_out = [name for name in named if len(name) > 3 and name[0] not in "省市县区州自" and held_out(name)]
    assert len(kept_out) < len(named) * 0.12
    assert {span.label for one in first for span in one.entities} == set(LABELS)
    for one in first:
        ends = [0, *(place for span in one.entities for place in (span.start, span.end)), len(one.text)]
        assert ends == sorted(ends)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "real").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "test").mkdir()
    (tmp_path / "real" / "plan.txt").write_text(PLAN, "utf-8")
    (tmp_path / "real" / "other.txt").write_text(OTHER, "utf-8")
    (tmp_path / "real" / "copy.txt").write_text("目录\n" + OTHER.replace("。\n", "。\n\n"), "utf-8")
    write_gold(tmp_path / "gold", "plan.txt", PLAN, "市科技局", "青屿云谷")
    return tmp_path


def test_test_documents_and_their_copies_are_not_trained_on(folder: Path) -> None:
    write_gold(folder / "test", "other.txt", OTHER, "县水利局")
    sources = Sources([folder / "gold"], [folder / "real"], [folder / "test"], 0)
    data = collect(sources, 0)
    assert data.documents == {"gold": 1, "held out": 2}
    assert not any("水利局" in one.text for one in (*data.train, *data.validation))
    assert collect(sources, 0) == data


def test_a_test_document_elsewhere_is_known_by_its_text(folder: Path) -> None:
    (folder / "test" / "same.txt").write_text(OTHER.replace("\n", "\r\n"), "utf-8")
    data = collect(Sources([folder / "gold"], [folder / "real"], [folder / "test"], 0), 0)
    assert data.documents == {"gold": 1, "held out": 2}


def test_documents_of_the_test_groups_are_never_trained_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_gold(folder / "gold", "other.txt", OTHER, "县水利局")
    known = frozenset({hashlib.sha256(OTHER.encode()).hexdigest()})
    monkeypatch.setattr(test_documents, "_hashes", lambda: known)
    data = collect(Sources([folder / "gold"], [folder / "real"], [], 0), 0)
    assert data.documents == {"gold": 1, "held out": 2}
    assert not any("水利局" in one.text for one in (*data.train, *data.validation))


def test_the_list_of_test_documents_is_that_of_the_test_groups() -> None:
    shared_dir()
    listed = test_documents.LIST.read_text("utf-8").splitlines()[1:]
    assert listed == sorted("\t".join(row) for row in rows_of_test_documents())


def test_no_real_document_of_the_test_groups_can_be_trained_on(tmp_path: Path) -> None:
    shared = shared_dir()
    wanted = {row.split("\t")[2] for row in test_documents.LIST.read_text("utf-8").splitlines()[1:]}
    files = [path for folder in ("real", "gold/dev/text") for path in (shared / folder).rglob("*") if path.is_file()]
    found = {path for path in files if hashlib.sha256(path.read_bytes()).hexdigest() in wanted}
    documents = tmp_path / "documents"
    for number, path in enumerate(sorted(found)):
        (documents / str(number)).mkdir(parents=True)
        shutil.copy(path, documents / str(number) / f"renamed{path.suffix}")
    write_gold(tmp_path, "plan.txt", PLAN, "市科技局")
    data = collect(Sources([tmp_path / "plan.json"], [documents], [], 0), 0)
    assert data.documents == {"held out": len(found)} and not data.train and not data.validation
    groups = Counter(row.split("\t")[0] for row in test_documents.LIST.read_text("utf-8").splitlines()[1:])
    assert len(found) >= groups["set_aside"] + groups["dev"] / 2


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        (["市科技局", "青屿云谷"], Counts(2, 0, 0)),
        (["市科技局"], Counts(1, 0, 1)),
        (["科技局", "青屿云谷"], Counts(1, 1, 1)),
        (["市科技局", "青屿云谷", "市教育局"], Counts(2, 0, 0)),
        (["市科技局", "青屿云谷", "改善服务"], Counts(2, 1, 0)),
        (["市科技局", "青屿云谷", "市财政局", "财政局"], Counts(2, 0, 0)),
        ([], Counts(0, 0, 2)),
    ],
)
def test_a_mere_mention_counts_neither_way(tmp_path: Path, found: list[str], counts: Counts) -> None:
    gold = read_gold(write_gold(tmp_path, "plan.txt", PLAN, "市科技局", "青屿云谷", optional=("市财政局",)))
    analysis = analysed(PLAN)
    text = analysis.view.folded
    places = [(text.index(name), name) for name in found]
    entities = [Entity(start, start + len(name), "organisation", 1.0) for start, name in places]
    assert span_counts("responsibilities", analysis, gold, entities) == counts


@pytest.mark.parametrize(
    ("table", "words", "is_one"),
    [
        ("responsibilities", "市科技局", True),
        ("responsibilities", "国务院", True),
        ("responsibilities", "政府", True),
        ("responsibilities", "产业布局", False),
        ("targets", "30家", True),
        ("targets", "新增30家", False),
        ("deadlines", "2025年底", True),
        ("deadlines", "按期", False),
    ],
)
def test_what_counts_as_a_mention_by_its_form(table: str, words: str, is_one: bool) -> None:
    assert is_mention(table, words) == is_one


def test_units_behind_labels_are_told_from_the_others(tmp_path: Path) -> None:
    gold = read_gold(write_gold(tmp_path, "plan.txt", PLAN, "市科技局", "市财政局"))
    analysis = analysed(PLAN)
    text = analysis.view.folded
    assert [text[a:b] for a, b in unit_spans(analysis, gold, labelled=True)] == ["市科技局"]
    assert [text[a:b] for a, b in unit_spans(analysis, gold, labelled=False)] == ["市财政局"]


def test_the_command_trains_a_model_that_the_program_takes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("spacy", reason="the extra zhengce[spacy] is not installed")
    from pipeline.ner import train_spacy

    small = train_spacy.SpacySettings(width=16, depth=1, rows=200, hidden=16, epochs=2)
    monkeypatch.setattr(train_spacy, "SpacySettings", lambda: small)
    write_gold(folder / "test", "other.txt", OTHER, "县水利局")
    outs = [folder / "first", folder / "models" / "second"]
    for out in outs:
        told = CliRunner().invoke(
            app,
            [
                *("train", "--data", str(folder / "real"), "--gold", str(folder / "gold")),
                *("--hold-out", str(folder / "test"), "--generated", "120", "--out", str(out)),
            ],
        )
        assert told.exit_code == 0, told.output
    record = json.loads((outs[0] / training.RECORD).read_text("utf-8"))
    assert record["documents"] == {"gold": 1, "held out": 2} and record["examples"]["generated"] > 100
    assert record["test"]["responsibilities"]["tp"] + record["test"]["responsibilities"]["fn"] == 1
    assert "Seed 0" in (outs[0] / "MODEL_CARD.md").read_text("utf-8")
    assert (outs[0] / "ner" / "model").read_bytes() == (outs[1] / "ner" / "model").read_bytes()
    assert recogniser(f"spacy:{outs[0]}").labels == frozenset(LABELS)


def test_a_missing_folder_is_bad_usage(tmp_path: Path) -> None:
    missing = str(tmp_path / "nowhere")
    told = CliRunner().invoke(app, ["train", "--data", missing, "--gold", missing, "--out", str(tmp_path / "out")])
    assert told.exit_code == 2 and "没有这样的路径" in told.output


def test_a_place_that_cannot_be_written_to_is_told_before_the_work(folder: Path) -> None:
    (folder / "file").write_text("", "utf-8")
    arguments = ["train", "--data", str(folder / "real"), "--gold", str(folder / "gold")]
    told = CliRunner().invoke(app, [*arguments, "--out", str(folder / "file" / "model")])
    assert told.exit_code == 2 and "epoch" not in told.output and "Traceback" not in told.output


def test_extract_refuses_a_recogniser_that_cannot_be_had(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    told = CliRunner().invoke(
        app, ["extract", str(tmp_path / "plan.txt"), "--out", str(tmp_path / "out"), "--ner", "spacy:nowhere"]
    )
    assert told.exit_code == 2 and "spaCy" in told.output and not (tmp_path / "out").exists()


def test_evaluate_measures_the_rows_of_a_recogniser_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline.units, "recogniser", lambda name: Stub())
    monkeypatch.setattr(extractors.ner, "recogniser", lambda name: Stub())
    arguments = ["evaluate", "--gold", str(folder / "gold"), "--corpus", str(folder / "real")]
    for ner, found in (((), 1), (("--ner", "spacy"), 2)):
        told = CliRunner().invoke(app, [*arguments, "--out", str(folder / "out"), *ner])
        assert told.exit_code == 0, told.output
        scores = json.loads((folder / "out" / "scores.json").read_text("utf-8"))
        assert scores["overall"]["responsibilities"]["detection"]["tp"] == found


def test_evaluate_refuses_a_recogniser_beside_tables(folder: Path) -> None:
    arguments = ["evaluate", "--gold", str(folder / "gold"), "--corpus", str(folder / "real"), "--ner", "jieba"]
    told = CliRunner().invoke(app, [*arguments, "--pred", str(folder), "--out", str(folder / "out")])
    assert told.exit_code == 2 and "--pred" in told.output
