"""Responsible units of a document: lists, notes that govern them, official full names."""

from __future__ import annotations

from reading_kit import records

HEAD = "青屿市2024年工作计划\n"


def units(text: str) -> list[tuple[str, str, str, int]]:
    """Clause, unit, role and order of every unit that its clause names."""
    return [(row.clause, row.unit, row.role, row.order) for row in records(text).responsibilities if not row.inherited]


def inherited(text: str) -> list[tuple[str, str, str]]:
    return [(row.clause, row.unit, row.role) for row in records(text).responsibilities if row.inherited]


def test_units_belong_to_the_clause_they_stand_in() -> None:
    text = HEAD + (
        "一、任务\n（一）培育企业。新增30家。（责任单位：市商务局、市科技局）\n（二）建设平台。建成5个。（责任单位：市科技局）"
    )
    assert units(text) == [
        ("一/一", "市商务局", "responsible", 1),
        ("一/一", "市科技局", "responsible", 2),
        ("一/二", "市科技局", "responsible", 1),
    ]


def test_roles_come_from_the_labels() -> None:
    text = (
        HEAD + "一、任务\n新增企业30家。（牵头单位：市商务局；责任单位：市科技局；配合单位：市财政局、各县（市、区））"
    )
    assert [(unit, role, order) for _, unit, role, order in units(text)] == [
        ("市商务局", "lead", 1),
        ("市科技局", "responsible", 1),
        ("市财政局", "support", 1),
        ("各县（市、区）", "support", 2),
    ]


def test_the_first_leads_where_a_note_says_so_and_from_there_on() -> None:
    text = HEAD + (
        "一、任务\n（一）企业。新增30家。（责任单位：市商务局、市科技局）\n"
        "（二）平台。建成5个。（责任单位：市科技局、市财政局，列第一位者为牵头单位，下同）\n"
        "（三）人才。引进20名。（责任单位：市人社局、市教育局）"
    )
    assert [role for _, _, role, _ in units(text)] == [
        *("responsible", "responsible"),
        *("lead", "responsible"),
        *("lead", "responsible"),
    ]


def test_a_bracket_that_names_its_lead_has_no_other_and_places_never_lead() -> None:
    note = "各项任务列第一位者为牵头单位。\n"
    text = (
        HEAD
        + note
        + (
            "一、任务\n（一）企业。新增30家。（市商务局总牵头，市科技局、市财政局分头负责）\n"
            "（二）平台。建成5个。（责任部门：市科技局；责任单位：市大数据局、市财政局）\n"
            "（三）人才。引进20名。（责任单位：各县（市、区）政府、市教育局）\n"
            "（四）创新。建成5个。（责任单位：市科技局，牵头单位：市委办）"
        )
    )
    assert [role for _, _, role, _ in units(text)] == [
        *("lead", "responsible", "responsible"),
        *("lead", "responsible", "responsible"),
        *("responsible", "responsible"),
        *("responsible", "lead"),
    ]


def test_a_note_that_adds_units_to_what_follows() -> None:
    text = HEAD + (
        "一、任务\n（一）企业。新增30家。（责任单位：市商务局，以下均需各县（市、区）落实，不再列出）\n"
        "（二）平台。建成5个。（责任单位：市科技局）\n（三）目标。占比达到20%。"
    )
    result = records(text)
    assert [(row.clause, row.unit, row.inherited) for row in result.responsibilities if "各县" in row.unit] == [
        ("一/一", "各县（市、区）", False),
        ("一/二", "各县（市、区）", True),
    ]
    places = {(row.char_start, row.raw) for row in result.responsibilities if "各县" in row.unit}
    assert len(places) == 1, "an inherited row points at the note"


def test_a_note_counts_in_its_own_plan() -> None:
    plan = "一、任务\n（一）企业。（责任单位：市商务局{}）\n（二）平台。（责任单位：市科技局）\n二、保障\n三、实施\n"
    note = "，以下均需各县（市、区）落实，不再列出"
    text = HEAD + plan.format(note) + "青屿市第二个方案\n" + plan.format("")
    rows = [row for row in records(text).responsibilities if "各县" in row.unit]
    assert [row.clause for row in rows] == ["1:一/一", "1:一/二"]


def test_without_a_note_nothing_is_inherited() -> None:
    text = HEAD + "一、任务\n（一）企业。（责任单位：市商务局）\n（二）平台。（责任单位：市科技局）"
    assert inherited(text) == []


def test_columns_of_a_table_give_the_role() -> None:
    text = HEAD + "序号 | 任务 | 牵头单位 | 责任单位 |\n1 | 引进企业30家 | 市商务局 | 市科技局\n市财政局 |\n"
    assert units(text) == [
        ("表1/1", "市商务局", "lead", 1),
        ("表1/1", "市科技局", "responsible", 1),
        ("表1/1", "市财政局", "responsible", 2),
    ]


def test_full_names_follow_the_place_of_the_issuer() -> None:
    text = "浙江省人民政府办公厅关于培育企业的通知\n一、任务\n新增企业30家。（责任单位：省科技厅、各市人民政府）"
    assert [(row.unit, row.unit_full) for row in records(text).responsibilities] == [
        ("省科技厅", "浙江省科学技术厅"),
        ("各市人民政府", "各市人民政府"),
    ]


def test_a_name_broken_over_lines_is_one_unit() -> None:
    text = HEAD + "一、任务\n新增企业30家。（责任单位：市商\n务局、市科技局）"
    result = records(text, soft_breaks=frozenset({text.index("\n务")}))
    assert [(row.unit, row.raw) for row in result.responsibilities] == [
        ("市商务局", "市商\n务局"),
        ("市科技局", "市科技局"),
    ]


def test_bodies_that_are_only_mentioned_are_not_responsible() -> None:
    text = HEAD + "一、任务\n支持市科技馆建设，加强与市商务局的沟通，新增企业30家。"
    assert records(text).responsibilities == ()


def test_a_text_without_date_is_of_the_years_of_the_bodies_it_names() -> None:
    text = "湖南省支持企业若干措施\n一、任务\n（一）降低成本。（责任单位：省金融监管局、{}）"
    for other, name in [
        ("湖南银保监局", "湖南省地方金融监督管理局"),
        ("金融监管总局长沙监管分局", "国家金融监督管理总局湖南监管局"),
        ("省财政厅", ""),
    ]:
        assert records(text.format(other)).responsibilities[0].unit_full == name, other
