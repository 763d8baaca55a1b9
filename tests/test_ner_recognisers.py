"""The protocol of recognisers, pieces of long texts, tags of other models, jieba."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.ner import LABELS, RecogniserError, jieba_tagger, recogniser
from extractors.ner.pieces import pieces, shifted
from extractors.ner.protocol import Entity
from extractors.ner.tag_sets import label_of
from extractors.text import fold


def shown(name: str, text: str) -> list[tuple[str, str]]:
    text = fold(text)
    (found,) = recogniser(name).find([text])
    return [(text[one.start : one.end], one.label) for one in found]


@given(st.text(alphabet="省科技厅。;、, \n()2025年", max_size=300), st.integers(3, 40))
@settings(max_examples=200)
def test_pieces_stand_where_they_say_and_leave_out_only_blanks_and_line_ends(text: str, longest: int) -> None:
    covered = set()
    for offset, piece in pieces(text, longest):
        assert text[offset : offset + len(piece)] == piece and 0 < len(piece) <= longest and "\n" not in piece
        covered.update(range(offset, offset + len(piece)))
    assert not "".join(char for place, char in enumerate(text) if place not in covered).strip()


def test_a_long_paragraph_is_cut_behind_a_stop_else_behind_a_pause() -> None:
    assert [piece for _, piece in pieces("青屿市科技局牵头。临川县财政局、教育局配合", 11)] == [
        "青屿市科技局牵头。",
        "临川县财政局、",
        "教育局配合",
    ]


def test_entities_of_a_piece_move_to_the_whole_text() -> None:
    assert list(shifted([Entity(1, 3, "time", 0.5)], 10)) == [Entity(11, 13, "time", 0.5)]


@pytest.mark.parametrize(
    ("tag", "label"),
    [
        ("ORGANIZATION", "organisation"),
        ("ORG", "organisation"),
        ("nt", "organisation"),
        ("DATE", "time"),
        ("PERCENT", "percentage"),
        ("MONEY", "quantity"),
        ("PERSON", None),
        ("GPE", None),
        ("", None),
    ],
)
def test_tags_of_other_models(tag: str, label: str | None) -> None:
    assert label_of(tag) == label


@pytest.mark.parametrize("name", ["", "bert", "jieba:large"])
def test_a_recogniser_that_is_none_is_refused_with_a_reason(name: str) -> None:
    with pytest.raises(RecogniserError, match=r"/ .*[\u4e00-\u9fff]"):
        recogniser(name)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由云泽省科技厅牵头", [("云泽省科技厅", "organisation")]),
        ("市发展改革委、各有关部门配合", [("市发展改革委", "organisation"), ("各有关部门", "organisation")]),
        ("到2025年6月底新增企业20家", [("2025年6月底", "time"), ("20家", "quantity")]),
        ("2025年12月31日前完成", [("2025年12月31日前", "time")]),
        ("增长14.5％以上", [("14.5%", "percentage")]),
        ("优化产业布局，开创新局面", []),
        ("", []),
    ],
)
def test_jieba_reads_tags_into_entities(text: str, found: list[tuple[str, str]]) -> None:
    assert shown("jieba", text) == found


@pytest.mark.parametrize("text", ["市发展改革委、各有关部门配合", "到2025年6月底新增企业20家", ""])
def test_rjieba_reads_the_same(text: str) -> None:
    pytest.importorskip("rjieba", reason="the extra zhengce[jieba] is not installed")
    assert shown("rjieba", text) == shown("jieba", text) and recogniser("rjieba").name == "rjieba"


@pytest.mark.parametrize("name", ["jieba", "spacy"])
def test_a_text_need_not_be_folded(name: str) -> None:
    text = "（责任单位：市科技局，市财政局；２０２５年完成）"
    assert recogniser(name).find([text]) == recogniser(name).find([fold(text)])


def test_jieba_is_loaded_once_and_says_what_it_gives() -> None:
    jieba = recogniser("jieba")
    assert jieba is recogniser("jieba") and jieba.name == "jieba" and jieba.labels == frozenset(LABELS)


@pytest.mark.parametrize("package", ["jieba", "rjieba"])
def test_without_the_package_the_message_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    loader = jieba_tagger._rjieba if package == "rjieba" else jieba_tagger._jieba
    with pytest.raises(RecogniserError, match=rf"{package} is not installed: .*zhengce\[jieba\]"):
        loader.__wrapped__()


def test_jieba_leaves_the_dictionary_of_others_alone() -> None:
    import jieba

    recogniser("jieba")
    assert "工业和信息化局" not in jieba.dt.FREQ
    assert not jieba.dt.user_word_tag_tab


@given(st.text(alphabet="省市科技厅发改委负责由2025年底前%家、。 \u3000a\U00020bb7\n", max_size=80))
@settings(max_examples=150, deadline=None)
def test_jieba_gives_spans_of_the_text_in_order(text: str) -> None:
    end = 0
    for one in recogniser("jieba").find([text])[0]:
        assert end <= one.start < one.end <= len(text) and 0 <= one.score <= 1
        end = one.end
