"""Labels, levels and headings. The texts with the clauses expected in them are in ``tests/cases/structure.txt``."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_kit import headings, paths, view

from pipeline.structure import count_parts, find_clauses

CASES = Path(__file__).resolve().parent / "cases" / "structure.txt"
_LINE = regex.compile(r"(?:\[(?P<paths>[^\]]+)\] )?(?P<text>.+)")


def load() -> dict[str, list[tuple[list[str], str]]]:
    """The cases: name to paragraphs, each with the paths that begin in it."""
    cases: dict[str, list[tuple[list[str], str]]] = {}
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            name = line.removeprefix("== ")
            assert name not in cases, f"two cases are called {name}"
            cases[name] = []
        elif line and not line.startswith("#"):
            found = _LINE.fullmatch(line)
            assert found, line
            cases[name].append(((found["paths"] or "").split(), found["text"]))
    return cases


@pytest.mark.parametrize("name", load())
def test_clauses(name: str) -> None:
    lines = load()[name]
    seen = view("\n".join(text for _, text in lines))
    clauses = find_clauses(seen)
    found: list[list[str]] = [[] for _ in lines]
    for clause in clauses[1:]:
        found[seen.source.count("\n", 0, seen.positions[clause.start])].append(clause.label(count_parts(clauses)))
    told = [(paths, text) for paths, (_, text) in zip(found, lines, strict=True)]
    assert told == lines


HEADINGS = [
    ("一、总体要求\n坚持系统观念，推动产业提升。", {"一": "总体要求"}),
    ("一、总体要求：\n坚持系统观念。", {"一": "总体要求"}),
    ("（一）培育企业。到2025年，新增企业30家。", {"一": "培育企业"}),
    ("1.实施“揭榜挂帅”行动。每年发布榜单10项。", {"1": "实施“揭榜挂帅”行动"}),
    ("第一章 总则\n第一条 为规范管理，制定本办法。", {"一": "总则", "一/一": "为规范管理，制定本办法"}),
    ("①龙头企业\n②配套企业", {"①": "龙头企业", "②": "配套企业"}),
    ("一、总体要求坚持系统观念，推动产业提升。", {"一": "总体要求"}),  # the line end behind it is lost
    (f"1.{'推动各项工作落到实处，' * 8}取得实效。", {"1": ""}),  # too long for a heading
]


@pytest.mark.parametrize(("text", "wanted"), HEADINGS)
def test_headings(text: str, wanted: dict[str, str]) -> None:
    assert headings(text) == wanted


def test_spans_of_a_clause() -> None:
    text = "方案\n一、总体要求\n坚持。\n（一）目标。新增30家。\n二、保障\n加强领导。"
    seen = view(text)
    before, first, inner, second = find_clauses(seen)
    assert seen.text[before.body_start : before.body_end] == "方案\n"
    assert seen.text[first.start : first.end] == "一、总体要求\n坚持。\n（一）目标。新增30家。\n"
    assert seen.text[first.body_start : first.body_end] == "总体要求\n坚持。\n"
    assert seen.text[inner.body_start : inner.body_end] == "目标。新增30家。\n"
    assert seen.text[second.start : second.end] == "二、保障\n加强领导。"
    assert [clause.level for clause in (before, first, inner, second)] == [0, 1, 2, 1]
    assert [clause.parent for clause in (before, first, inner, second)] == [None, None, 1, None]


def test_no_clause_begins_in_a_table() -> None:
    seen = view("一、任务\n序号 | 任务 |\n1、引进企业 | 市商务局 |\n二、保障")
    start, end = seen.text.index("序号"), seen.text.index("二、")
    assert [clause.path for clause in find_clauses(seen, [(start, end)])] == [(), ("一",), ("二",)]


def test_a_text_without_labels_is_one_stretch() -> None:
    (only,) = find_clauses(view("推动产业提升，新增企业30家。"))
    assert (only.path, only.body_start, only.body_end) == ((), 0, 15)


@pytest.mark.parametrize("text", ["1.\n" * 9000, "（" * 20000, "一、" * 9000, "第一" * 9000, "（一）" * 9000, ""])
def test_odd_texts_have_clauses(text: str) -> None:
    assert find_clauses(view(text))


PIECES = st.sampled_from(
    ["一、", "二、", "三、", "（一）", "（二）", "1.", "2.", "3.", "（1）", "①", "第一章", "第二章", "第一条",
     "总体要求", "保障措施", "新增30家。", "按照规定，", "青屿市实施方案", "\n", "\n", "\n", " "]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=80).map("".join))
def test_clauses_part_the_text_and_nest(text: str) -> None:
    seen = view(text)
    clauses = find_clauses(seen)
    assert clauses[0].body_start == 0
    assert clauses[-1].body_end == len(seen.text)
    for before, after in pairwise(clauses):
        assert before.body_end == after.start < after.body_start
    for clause in clauses[1:]:
        assert clause.body_start <= clause.heading_start <= clause.heading_end <= clause.body_end <= clause.end
        if clause.parent is not None:
            above = clauses[clause.parent]
            assert above.path == clause.path[:-1]
            assert above.start < clause.start and clause.end <= above.end
        else:
            assert clause.level == 1
    assert paths(text) == [clause.label(count_parts(clauses)) for clause in clauses[1:]]
