"""When a field is right: a table of pairs to take and pairs to refuse."""

from __future__ import annotations

import pytest

from pipeline.evaluation.fields import bare, clause_allowed, metadata_right, right, same_number, similar


@pytest.mark.parametrize(
    ("pattern", "got", "allowed"),
    [
        ("三/五/8", "三/五/8", True),
        ("三/五/8", "三/五", False),
        ("三/五", "三/五/8", False),
        ("三/五|三/六", "三/六", True),
        ("三/五|三/六", "三/七", False),
        ("~三", "三", True),
        ("~三", "三/五/8", True),
        ("~三/五", "三/五十", False),
        ("~三/五", "三", False),
        ("一|~三/五", "三/五/2", True),
        ("一|~三/五", "一/2", False),
        ("", "", True),
        ("", "一", False),
        ("~", "一/二", True),
        ("|一", "", True),
        ("表1/3", "表1/3", True),
        ("~2:一", "2:一/三", True),
        ("~2:一", "一/三", False),
        ("三/五", " 三/五 ", True),
    ],
)
def test_clause(pattern: str, got: str, allowed: bool) -> None:
    assert clause_allowed(pattern, got) is allowed


@pytest.mark.parametrize(
    ("expected", "got", "same"),
    [
        ("14.0", "14", True),
        ("14", "14.5", False),
        ("0.1", "0.10", True),
        ("80000000000", "8e10", True),
        ("80000000000", "80000000001", True),
        ("8000", "8001", False),
        ("0", "0.0", True),
        ("0", "0.0001", False),
        ("-3", "3", False),
        ("", "", True),
        ("", "0", False),
        ("8", "", False),
    ],
)
def test_number(expected: str, got: str, same: bool) -> None:
    assert same_number(expected, got) is same
    assert same_number(got, expected) is same


@pytest.mark.parametrize(
    ("expected", "got", "alike"),
    [
        ("研发经费占GDP比重", "研发经费占GDP比重", True),
        ("R&D经费 占GDP比重", "Ｒ＆Ｄ经费占ＧＤＰ比重", True),
        ("“小巨人”企业", "小巨人企业", True),
        ("高新技术企业", "高新技术企业数", True),
        ("高新技术企业", "企业", False),
        ("高新技术企业", "科技型中小企业", False),
        ("高新技术企业", "", False),
        ("", "高新技术企业", False),
        ("", "", True),
        ("%", "%", True),
        ("%", "&", False),
    ],
)
def test_indicator(expected: str, got: str, alike: bool) -> None:
    assert similar(expected, got, 0.8) is alike


@pytest.mark.parametrize(("got", "alike"), [("甲乙丙丁", True), ("甲乙丙庚", False)])
def test_the_bound_itself_is_in(got: str, alike: bool) -> None:
    assert similar("甲乙丙丁戊己", got, 0.8) is alike  # 2 * 4 / 10 is 0.8, 2 * 3 / 10 less


def test_very_long_names_are_compared_at_once() -> None:
    assert not similar("高新技术企业", "业" * 200_000, 0.8)


@pytest.mark.parametrize(
    ("field", "alternatives", "got", "ok"),
    [
        ("measure", ("level", "increment"), "increment", True),
        ("measure", ("level",), "growth", False),
        ("unit", ("%",), "％", True),
        ("unit", ("件/万人",), "件", False),
        ("unit", ("元", ""), "", True),
        ("unit", ("省科技厅",), "省 科技厅", True),
        ("unit", ("各区、县(市)",), "各区、县（市）", True),
        ("unit", ("省科技厅",), "省财政厅", False),
        ("target_date", ("2024-12-31", ""), "", True),
        ("target_date", ("2024-12-31",), "", False),
        ("value", ("14.0",), "14", True),
        ("order", ("1",), "1", True),
        ("indicator", ("高新技术企业", "企业总数"), "企业总数", True),
        ("clause", ("~三",), "三/二", True),
    ],
)
def test_field(field: str, alternatives: tuple[str, ...], got: str, ok: bool) -> None:
    assert right(field, alternatives, got) is ok


@pytest.mark.parametrize(
    ("field", "alternatives", "got", "ok"),
    [
        ("title", ("云泽省科技创新行动方案（2021—2023年）",), "云泽省科技创新行动方案(2021-2023 年)", True),
        ("title", ("云泽省科技创新行动方案",), "云泽省科技创新行动方案的", True),
        ("title", ("云泽省科技创新行动方案",), "云泽省工作方案", False),
        ("title", ("", "工作方案"), "", True),
        ("title", ("工作方案",), "", False),
        ("doc_number", ("云政字〔2020〕41号",), "云政字 〔2020〕41 号", True),
        ("doc_number", ("云政字〔2020〕41号",), "云政字[2020]41号", False),
        ("region", ("云泽省",), "云泽省青屿市", False),
        ("issuer", ("",), "云泽省人民政府", False),
    ],
)
def test_metadata(field: str, alternatives: tuple[str, ...], got: str, ok: bool) -> None:
    assert metadata_right(field, alternatives, got) is ok


def test_bare_keeps_letters_and_numbers_only() -> None:
    assert bare("（１）“5G＋工业” 互联网、Ⅲ类%") == "15G工业互联网Ⅲ类"
