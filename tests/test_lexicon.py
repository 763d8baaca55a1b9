"""The lexicon's strict loader, and that every table of the lexicon can be read by it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractors import lexicon
from extractors.lexicon import LexiconError, alternation, read_table, words

FOLDER = files("extractors").joinpath("lexicon")
TABLES = sorted(path.name.removesuffix(".tsv") for path in FOLDER.iterdir() if path.name.endswith(".tsv"))


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Writes ``made.tsv`` into a lexicon of its own."""
    (tmp_path / "lexicon").mkdir()
    monkeypatch.setattr(lexicon, "files", lambda package: tmp_path)
    words.cache_clear()

    def write(content: str) -> None:
        (tmp_path / "lexicon" / "made.tsv").write_text(content, encoding="utf-8")

    return write


def test_rows_are_read_without_comments_and_empty_lines(table: Callable[[str], None]) -> None:
    table("# about\nword\tkind\tnote\n\n力争\tfirm\tsaid often\n# more\n计划\tsoft\t\n")
    assert read_table("made", ("word", "kind", "note")) == [
        {"word": "力争", "kind": "firm", "note": "said often"},
        {"word": "计划", "kind": "soft", "note": ""},
    ]


def test_a_key_of_several_columns_may_repeat_one_of_them(table: Callable[[str], None]) -> None:
    table("word\tkind\tnote\n力争\ta\t\n力争\tb\t\n")
    assert len(read_table("made", ("word", "kind", "note"), key=("word", "kind"))) == 2


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("word\tkind\n力争\tfirm\n", r"made\.tsv:1: columns"),
        ("kind\tword\tnote\n", r"made\.tsv:1: columns"),
        ("word\tkind\tnote\n力争\tfirm\n", r"made\.tsv:2: 2 cells"),
        ("word\tkind\tnote\n力争\tfirm\t\t\n", r"made\.tsv:2: 4 cells"),
        ("word\tkind\tnote\n 力争\tfirm\t\n", r"made\.tsv:2: blank around"),
        ("word\tkind\tnote\n力争\tfirm\t \n", r"made\.tsv:2: blank around"),
        ("word\tkind\tnote\n\tfirm\t\n", r"made\.tsv:2: empty word"),
        ("word\tkind\tnote\n力争\ta\t\n计划\ta\t\n力争\tb\t\n", r"made\.tsv:4: 力争 stands already in line 2"),
        ("# nothing\n", r"made\.tsv: no header"),
        ("", r"made\.tsv: no header"),
    ],
)
def test_what_is_wrong_in_a_table_is_said_with_file_and_line(
    table: Callable[[str], None], content: str, complaint: str
) -> None:
    table(content)
    with pytest.raises(LexiconError, match=complaint):
        read_table("made", ("word", "kind", "note"))


def test_words_come_longest_first_and_by_kind(table: Callable[[str], None]) -> None:
    table("word\tkind\tnote\n争\ta\t\n力争\ta\t\n确保\tb\t\n")
    assert words("made") == ("力争", "确保", "争")
    assert words("made", kind="b") == ("确保",)
    with pytest.raises(LexiconError, match="no word of kind 'c'"):
        words("made", kind="c")


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_a_header_and_equal_rows_without_stray_blanks(name: str) -> None:
    lines = FOLDER.joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    header = next(line for line in lines if line and not line.startswith("#")).split("\t")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    assert len(rows) > 1
    for row in rows:
        assert len(row) == len(header), row
        assert all(cell == cell.strip() for cell in row), row
    assert len({tuple(row) for row in rows}) == len(rows)


@given(st.lists(st.text(alphabet="甲乙丙.*+?()[]|\\^$", min_size=1, max_size=5), min_size=1, max_size=12, unique=True))
def test_an_alternation_matches_its_words_whole_and_nothing_else(items: list[str]) -> None:
    pattern = regex.compile(alternation(items))
    for item in items:
        assert pattern.fullmatch(item)
    for other in ("丁", "甲乙丙丁", *(item + "丁" for item in items)):
        assert not pattern.fullmatch(other)


def test_an_alternation_takes_the_longest_word() -> None:
    pattern = regex.compile(alternation(["不", "不少", "不少于", "少于"]))
    for text, longest in (("不少于三", "不少于"), ("不少三", "不少"), ("不三", "不"), ("少于", "少于")):
        match = pattern.match(text)
        assert match and match.group() == longest


def test_a_guard_of_an_alternation_holds_where_its_word_ends() -> None:
    pattern = regex.compile(alternation(["再", "再次", "基本"], {"基本": "(?!养老)", "再": "(?!就业)"}))
    texts = ("再次新增", "再新增", "再就业", "基本建成", "基本养老")
    assert [match.group() if (match := pattern.match(text)) else "" for text in texts] == ["再次", "再", "", "基本", ""]
