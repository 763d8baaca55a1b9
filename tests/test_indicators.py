"""What a number measures: the shape of the words left of it, verbs, nouns, standard names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.indicator_names import standard_name
from extractors.indicators import Phrase, Shape, noun_kind, read_left
from extractors.leading_words import strip_leading
from extractors.lexicon import read_table
from extractors.times import find_times
from extractors.verbs import after_verbs, verb_inside, verb_kinds, verb_suffix


def phrase(left: str) -> tuple[str, str, Phrase]:
    """Shape and noun of ``left``, which ends where a number begins."""
    found = read_left(left, 0, len(left), find_times(left))
    return found.shape, left[found.noun_start : found.noun_end], found


@pytest.mark.parametrize(
    ("left", "shape", "noun"),
    [
        ("高新技术产业投资增长", "predicate", "高新技术产业投资"),
        ("力争2025年全市研发投入占比达到", "predicate", "研发投入占比"),
        ("森林覆盖率稳定在", "predicate", "森林覆盖率"),
        ("水耗较2020年下降", "predicate", "水耗"),
        ("固定资产投资增速达到", "predicate", "固定资产投资增速"),
        ("补助标准提高到每人每年", "predicate", "补助标准"),
        ("新增高新技术企业", "verb_noun", "高新技术企业"),
        ("全市净增规上工业企业", "verb_noun", "规上工业企业"),
        ("引进、培育龙头企业", "verb_noun", "龙头企业"),
        ("推动新开工重大项目", "verb_noun", "重大项目"),
        ("支持企业新建研发中心", "verb_noun", "研发中心"),
        ("打造", "verb", "打造"),
        ("改造提升", "verb", "改造提升"),
        ("对新认定企业给予", "verb", ""),
        ("森林覆盖率", "noun", "森林覆盖率"),
        ("研发投入强度", "noun", "研发投入强度"),
        ("办理环节", "noun", "办理环节"),
        ("出口总额", "noun", "出口总额"),
        ("保障性住房", "noun", "保障性住房"),
        ("新增财力的", "noun", "新增财力的"),
        ("", "empty", ""),
        ("到2025年,", "empty", ""),
        ("力争全市", "empty", ""),
    ],
)
def test_the_shape_of_the_words_before_a_number(left: str, shape: Shape, noun: str) -> None:
    assert phrase(left)[:2] == (shape, noun)


@pytest.mark.parametrize(
    ("left", "change", "predicate"),
    [
        ("产值增长", "growth", "增长"),
        ("能耗下降", "growth", "下降"),
        ("产值达到", "level", "达到"),
        ("覆盖率提高到", "level", "提高到"),
        ("覆盖率由", "", ""),
        ("企业数量", "", ""),
    ],
)
def test_level_and_change_are_told_by_the_predicate(left: str, change: str, predicate: str) -> None:
    found = phrase(left)[2]
    assert (found.change, found.predicate) == (change, predicate)


def test_an_old_value_needs_the_new_one_behind_it() -> None:
    text = "覆盖率由30%提高到50%"
    old = read_left(text, 0, 4, ())
    assert (old.predicate, text[old.noun_start : old.noun_end]) == ("由", "覆盖率")
    alone = "覆盖率由30%组成"
    assert read_left(alone, 0, 4, ()).predicate != "由"


@pytest.mark.parametrize(
    ("left", "modality", "scope"),
    [
        ("力争全市产值达到", "力争", "全市"),
        ("全省确保产值达到", "确保", "全省"),
        ("产值力争达到", "力争", ""),
        ("产值要达到", "要", ""),
        ("要素市场规模达到", "", ""),
        ("农村公路达到", "", ""),
        ("产值达到", "", ""),
    ],
)
def test_words_of_commitment_and_places(left: str, modality: str, scope: str) -> None:
    found = phrase(left)[2]
    assert (found.modality, found.scope) == (modality, scope)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("到2025年,全市新增", "新增"),
        ("力争累计培育", "培育"),
        ("15分钟生活圈", "15分钟生活圈"),
        ("农村公路", "农村公路"),
        ("年度投资", "年度投资"),
        ("(3)新增", "新增"),
        ("2、新增", "新增"),
        ("(二)新增", "新增"),
        ("二是新增", "新增"),
    ],
)
def test_what_stands_before_the_noun_is_skipped(text: str, rest: str) -> None:
    assert text[strip_leading(text, 0, len(text), find_times(text))[0] :] == rest


@pytest.mark.parametrize(
    ("noun", "kind"),
    [("覆盖率", "level"), ("总面积", "level"), ("河道整治", "event"), ("技能培训", "event"), ("企业", ""), ("", "")],
)
def test_states_and_deeds(noun: str, kind: str) -> None:
    assert noun_kind(noun) == kind


def test_verbs_in_a_chain_at_the_end_and_inside() -> None:
    chain = "引进、培育龙头企业"
    assert chain[after_verbs(chain, 2, len(chain)) :] == "龙头企业"
    assert verb_suffix("河道改造提升", 0, 6) == "改造提升"
    assert verb_suffix("河道长度", 0, 4) == ""
    inside = verb_inside("支持企业新建研发中心", 0, 10)
    assert inside is not None and inside.group() == "新建"
    assert verb_inside("城镇新增就业", 0, 6) is None
    assert verb_inside("企业研发中心", 0, 6) is None


def test_every_verb_is_of_a_known_kind() -> None:
    assert set(verb_kinds().values()) == {"strong", "plain", "light", "control", "raise", "reduce", "give"}


NAMES = [(row["wording"], row["standard"]) for row in read_table("indicators", ("wording", "standard", "source"))]


def test_every_wording_has_its_standard_name_and_every_standard_name_itself() -> None:
    for wording, standard in NAMES:
        assert standard_name(wording) == standard, wording
        assert standard_name(standard) in (standard, ""), standard


def test_a_standard_name_is_found_whatever_the_punctuation() -> None:
    wording, standard = NAMES[0]
    assert standard_name(f"{wording[0]} {wording[1:]}") == standard
    assert standard_name(f"“{wording}”") == standard
    assert standard_name("临川县螺蛳粉指数") == ""
    assert standard_name("") == ""


@given(st.text(alphabet="力争全市新增由提高到达增长占的每万人企业覆盖率产值、,:“”()给予2025年底", max_size=30))
def test_the_noun_stays_inside_the_stretch(left: str) -> None:
    for start in (0, min(3, len(left))):
        found = read_left(left, start, len(left), ())
        assert start <= found.noun_start <= found.noun_end <= len(left)
        assert found.has_noun == (found.noun_end > found.noun_start)
