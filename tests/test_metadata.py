"""What documents say of themselves: where they say it, and what must not be taken for it."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import fold
from pipeline.document import Document, ReadingView
from pipeline.metadata import Metadata, read_metadata
from pipeline.repair import read_view
from tests.conftest import shared_dir

BODY = (
    "为深入贯彻上级决策部署，推动全省相关工作再上新台阶，结合我省实际，制定本方案。各地要提高认识，压实责任，"
    "按照《云泽省工业节能管理办法》（云政发〔2016〕9号）的要求抓好落实。"
)


def read(text: str, **hints: str) -> Metadata:
    return read_metadata(ReadingView(text, text, range(len(text))), hints)


# --- title -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("云泽省人民政府关于加强草原保护的若干意见\n", "云泽省人民政府关于加强草原保护的若干意见"),
        # broken over lines
        ("云泽省人民政府关于加强\n草原保护的若干意见\n", "云泽省人民政府关于加强草原保护的若干意见"),
        ("“十四五”云泽省数字经济\n发展规划\n", "“十四五”云泽省数字经济发展规划"),
        ("青屿市绿色制造行动计划\n（2021—2025年）\n", "青屿市绿色制造行动计划（2021—2025年）"),
        (
            "云泽省人民政府关于印发\n云泽省绿色制造行动计划\n（2021—2025年）的通知\n",
            "云泽省人民政府关于印发云泽省绿色制造行动计划（2021—2025年）的通知",
        ),
        ("云泽省人民政府\n关于印发《节水行动方案》的通知\n", "云泽省人民政府关于印发《节水行动方案》的通知"),
        # two organs, one below the other; red head above
        (
            "云泽省财政厅\n云泽省水利厅\n文件\n云财〔2020〕7号\n云泽省财政厅云泽省水利厅\n关于做好节水工作的通知\n",
            "云泽省财政厅云泽省水利厅关于做好节水工作的通知",
        ),
        # site names around it
        ("云泽政务网\n首页政策\n青屿市节水行动方案\n", "青屿市节水行动方案"),
        (
            "青屿市水务局关于印发《节水行动方案》的函_政策文件_青屿市人民政府门户网站\n",
            "青屿市水务局关于印发《节水行动方案》的函",
        ),
        (
            "《青屿市节水行动方案.docx》由会员分享，可在线阅读，更多相关《青屿市节水行动方案.docx》请搜索。\n",
            "青屿市节水行动方案",
        ),
        # a press headline names the document
        ("云泽省发布《关于推动节水工作的实施方案》\n", "关于推动节水工作的实施方案"),
        ("政府工作报告\n——2024年1月20日在云泽省第十四届人民代表大会第二次会议上\n", "政府工作报告"),
        # a date or number behind it is no part of it
        (
            "中共云泽省委云泽省人民政府关于节水工作的意见（2018年1月2日）\n",
            "中共云泽省委云泽省人民政府关于节水工作的意见",
        ),
        (
            "云泽省水利厅等九部门关于印发《节水方案》的通知（云水发〔2022〕157号）\n",
            "云泽省水利厅等九部门关于印发《节水方案》的通知",
        ),
        # the file's running head is not its title
        ("青屿市人民政府发布\n青屿市人民政府关于节水工作的通知\n", "青屿市人民政府关于节水工作的通知"),
    ],
)
def test_title(head: str, title: str) -> None:
    assert read(head + BODY + "\n一、总体要求\n").title == title


def test_a_title_that_runs_on_into_the_text() -> None:
    assert (
        read("青屿市节水行动方案为认真贯彻落实市委决策部署，特制定本方案。一、总体要求坚持节水优先。").title
        == "青屿市节水行动方案"
    )


def test_a_title_behind_the_covering_letter() -> None:
    text = (
        f"青科领办〔2024〕1号\n各区人民政府：\n{BODY}\n青屿市科技局关于印发《青屿市创新工作计划》的通知\n青屿市科技局\n"
    )
    assert read(text).title == "青屿市科技局关于印发《青屿市创新工作计划》的通知"


@pytest.mark.parametrize(
    "head",
    [
        "各市人民政府：\n",
        "一、重点工作安排\n",
        "附件1：节水重点任务分工方案\n",
        "现将有关情况报告如下：\n",
        "国家成果网\n热门搜索\n",
    ],
)
def test_no_title(head: str) -> None:
    assert read(head + BODY).title == ""


def test_a_heading_of_a_work_report_is_no_title() -> None:
    assert (
        read("各位代表：\n我代表市人民政府，向大会报告工作，请予审议。\n2023年工作回顾\n2024年重点工作安排\n").title
        == ""
    )


def test_a_title_that_carries_out_another_document() -> None:
    head = "青屿市贯彻落实云泽省节水工作\n指导意见\n实施方案\n"
    assert read(head + BODY).title == "青屿市贯彻落实云泽省节水工作指导意见实施方案"


def test_a_weak_word_alone_is_no_title() -> None:
    assert read("相关政策解读\n" + BODY).title == ""


def test_a_hint_that_the_text_confirms_is_the_title() -> None:
    text = "云泽省水利厅关于其他事项的通知\n青屿市节水行\n动方案（试行） 政策咨询\n" + BODY
    found = read(text, title="青屿市节水行动方案（试行）")
    assert found.title == "青屿市节水行动方案（试行）"
    span = found.spans["title"]
    assert text[span.start : span.end] == "青屿市节水行\n动方案（试行）"


def test_title_from_hints_only_where_the_text_has_none() -> None:
    assert read("一、总体要求\n" + BODY, title="青屿市节水行动方案 - 青屿市人民政府").title == "青屿市节水行动方案"
    assert read("青屿市节水行动方案\n" + BODY, title="新建文档").title == "青屿市节水行动方案"
    assert read("一、总体要求\n" + BODY, title="新建 Microsoft Word 文档").title == ""


# --- number ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("临政字〔2020〕41号", "临政字〔2020〕41号"),
        ("云林草发[2021]23 号", "云林草发[2021]23号"),
        ("（云政办发〔2022〕7 号）", "云政办发〔2022〕7号"),
        ("云政〔２０２１〕３６号", "云政〔2021〕36号"),
        ("云政发〔2021〕第36号", "云政发〔2021〕第36号"),
        ("云泽省人民政府令第231号", "云泽省人民政府令第231号"),
        ("云泽省水利厅公告2021年第12号", "云泽省水利厅公告2021年第12号"),
        ("云泽省人民政府文件云政发〔2021〕3号", "云政发〔2021〕3号"),
        ("云政发〔2021〕3号 签发人：某某", "云政发〔2021〕3号"),
        ("发文字号：云政发〔2021〕3号", "云政发〔2021〕3号"),
    ],
)
def test_number(line: str, number: str) -> None:
    assert read(f"云泽省人民政府关于节水工作的意见\n{line}\n各市人民政府：\n{BODY}").doc_number == number


@pytest.mark.parametrize(
    "line",
    [
        "根据《节水条例》（云政发〔2015〕3号）精神，现提出以下意见。",
        "经研究，决定废止云政发〔2015〕3号",
        "第12号",
        "2021年第3号",
    ],
)
def test_a_cited_number_is_not_its_own(line: str) -> None:
    assert read(f"云泽省人民政府关于节水工作的意见\n各市人民政府：\n{line}\n{BODY}").doc_number == ""


# --- issuer, region --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "issuer", "region"),
    [
        ("云泽省人民政府办公厅关于节水的通知\n", "云泽省人民政府办公厅", "云泽省"),
        ("云泽省青屿市水务局关于节水的通知\n", "云泽省青屿市水务局", "云泽省青屿市"),
        ("杭州市水务局印发《节水行动方案》\n", "杭州市水务局", "浙江省杭州市"),
        ("国务院办公厅转发水利部关于节水的意见的通知\n", "国务院办公厅", "全国"),
        ("水利部关于节水的指导意见\n", "水利部", "全国"),
        (
            "中共云泽省委办公厅云泽省人民政府办公厅印发《节水方案》\n",
            "中共云泽省委办公厅、云泽省人民政府办公厅",
            "云泽省",
        ),
        ("国家税务总局浙江省税务局关于办税的公告\n", "国家税务总局浙江省税务局", "浙江省"),
        ("中国人民银行青屿市分行关于信贷的通知\n", "中国人民银行青屿市分行", "青屿市"),
        ("国家能源局浙江省人民政府关于能源的通知\n", "国家能源局、浙江省人民政府", "浙江省"),
        ("云泽省水利厅2024年度重点工作任务进展情况\n", "云泽省水利厅", "云泽省"),
        # A等部门: the signature has them all
        (
            f"云泽省水利厅等两部门关于节水的通知\n{BODY}\n云泽省水利厅\n云泽省财政厅\n2022年3月31日\n",
            "云泽省水利厅、云泽省财政厅",
            "云泽省",
        ),
        (f"关于节水的通知\n{BODY}云泽省水利厅云泽省财政厅2022年3月31日\n", "云泽省水利厅、云泽省财政厅", "云泽省"),
        (f"关于节水的通知\n{BODY}\n青屿市人民政府\n2020年4月3日", "青屿市人民政府", "青屿市"),
        # the title says in full what the signature shortens
        (
            f"云泽省人民政府办公厅关于节水的通知\n{BODY}\n省政府办公厅\n2022年6月24日\n",
            "云泽省人民政府办公厅",
            "云泽省",
        ),
        (f"关于印发云泽省节水方案的通知\n{BODY}\n省政府办公厅\n2022年6月24日\n", "云泽省人民政府办公厅", "云泽省"),
        ("发布机构：|省科技厅|\n发文日期：|2024-09-04|\n云泽省节水工作任务清单\n", "省科技厅", "云泽省"),
        # who puts it on the web is not who issued it
        ("发布机构：云泽省信息中心\n发布日期：2020-01-02\n云泽省水利厅关于节水的通知\n", "云泽省水利厅", "云泽省"),
        # title page
        ("“十四五”节水规划\n水利部\n目录\n", "水利部", "全国"),
        # organs of two provinces have no one place
        ("浙江省水利厅福建省水利厅关于节水的通知\n", "浙江省水利厅、福建省水利厅", ""),
    ],
)
def test_issuer_and_region(text: str, issuer: str, region: str) -> None:
    found = read(text + "\n各有关单位：\n现将有关事项通知如下。")
    assert (found.issuer, found.region.full_name) == (issuer, region)


def test_issuer_from_hints_tells_the_region() -> None:
    found = read("关于节水的通知\n各有关单位：\n", issuer="云泽省水利厅")
    assert (found.issuer, found.region.full_name) == ("云泽省水利厅", "云泽省")
    assert "issuer" not in found.spans


@pytest.mark.parametrize(
    "title", ["青屿市贯彻落实国务院关于节水的意见的方案", "关于加快水利厅局建设的意见", "教育部门关于节水的经验"]
)
def test_what_organs_do_is_no_organ(title: str) -> None:
    assert read(title + "\n各有关单位：\n").issuer == ""


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("武汉市推动节水工作方案", "湖北省武汉市"),
        ("2022年云泽省公共机构节能工作要点", "云泽省"),
        ("关于印发四川省节水工作方案的通知", "四川省"),
        ("海淀区关于落实北京市节水政策的若干措施", "北京市海淀区"),
        ("关于支援湖北省的若干措施", ""),
        ("新时代节水行动方案", ""),
    ],
)
def test_region_of_the_title(title: str, region: str) -> None:
    found = read(f"{title}\n为做好有关工作，制定本文件。\n一、总体要求\n")
    assert (found.region.full_name, found.issuer) == (region, "")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("我代表市人民政府，向大会报告工作。\n" + "晋城经济稳步前行，晋城的面貌一新。" * 3, "山西省晋城市"),
        ("经省政府同意，结合我省实际，全省各地抓好落实，为江西发展作贡献。" * 3, "江西省"),
        ("各省、自治区、直辖市要加强领导，把握我国发展大势。" * 3, "全国"),
        # two places alike, a district, a single mention
        ("全市要学习温州和宁波的经验。我市要加快发展，推动全市工作。" * 3, ""),
        ("我区要落实市政府部署，区政府要压实责任，全区要行动起来，为杭州作贡献。" * 3, ""),
        ("全市要行动起来。我市要加快发展。市政府要落实。学习宁波的经验。", ""),
    ],
)
def test_region_of_a_text_that_names_it_throughout(text: str, region: str) -> None:
    assert read("各位代表：\n" + text).region.full_name == region


# --- date ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tail", "day"),
    [
        ("云泽省水利厅\n2020年4月3日", date(2020, 4, 3)),
        ("云泽省水利厅\n二〇二〇年四月三日", date(2020, 4, 3)),
        ("云泽省水利厅\n二○二〇年十二月三十一日", date(2020, 12, 31)),
        ("云泽省水利厅\n2020 年 4 月 3 日\n（此件公开发布）", date(2020, 4, 3)),
        ("云泽省水利厅2020年4月3日（此件主动公开）", date(2020, 4, 3)),
        ("2020年4月3日", date(2020, 4, 3)),
        ("云泽省水利厅办公室2020年4月13日印发", date(2020, 4, 13)),
    ],
)
def test_date_of_the_signature(tail: str, day: date) -> None:
    assert read(f"关于节水的通知\n{BODY}\n{tail}\n").issue_date == day


@pytest.mark.parametrize(
    "tail",
    [
        "会议定于2020年4月3日召开。",
        "截至2020年4月3日，已完成投资10亿元",
        "2020年4月",
        "2020年2月30日",
        "本办法自2020年4月3日起施行。",
    ],
)
def test_a_day_in_the_text_is_not_its_date(tail: str) -> None:
    assert read(f"关于节水的通知\n{BODY}\n{tail}\n").issue_date is None


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("成文日期：2018年12月06日\n发布日期：2018年12月10日\n", date(2018, 12, 6)),
        ("成文日期：\n2018年12月06日\n发布日期：\n2018年12月10日\n", date(2018, 12, 6)),
        ("发布日期:2018-12-10\n", date(2018, 12, 10)),
        ("2018-12-10 11:15 来源：云泽省水利厅\n", date(2018, 12, 10)),
        ("索引号： | 1 | 发文日期： | 2018/12/7 |\n", date(2018, 12, 7)),
        ("实施日期：2019-01-01\n", None),
    ],
)
def test_date_of_the_metadata_table(head: str, day: date | None) -> None:
    assert read(f"{head}关于节水的通知\n{BODY}\n").issue_date == day


def test_the_day_it_was_passed() -> None:
    text = "青屿市节水条例\n（2020年5月1日青屿市第八届人民代表大会常务委员会会议通过）\n第一条 为了节水，制定本条例。\n"
    assert read(text).issue_date == date(2020, 5, 1)
    assert read("青屿市节水条例\n（2020年5月1日起施行）\n").issue_date is None


def test_the_day_it_was_signed_counts_before_the_day_it_was_put_on_the_web() -> None:
    found = read(f"发布日期：2020-04-10\n关于节水的通知\n{BODY}\n云泽省水利厅\n2020年4月3日\n")
    assert found.issue_date == date(2020, 4, 3)


def test_the_day_it_was_written_counts_before_the_signature() -> None:
    found = read(f"成文日期：2020-04-02\n关于节水的通知\n{BODY}\n云泽省水利厅\n2018年4月3日\n")
    assert found.issue_date == date(2020, 4, 2)
    assert found.warnings and "far apart" in found.warnings[0]


def test_date_from_hints() -> None:
    assert read("关于节水的通知\n" + BODY, issue_date="2021-05-06").issue_date == date(2021, 5, 6)


# --- plan period -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "first", "last"),
    [
        ("青屿市创新体系建设工程2024年工作计划", 2024, 2024),
        ("云泽省节水行动计划（2021—2025年）", 2021, 2025),
        ("云泽省节水三年行动计划(2021-2023 年)", 2021, 2023),
        ("云泽省节水三年行动计划（2021至2023年）", 2021, 2023),
        ("关于2021-2023年度推动节水工作的实施方案", 2021, 2023),
        ("云泽省“十四五”节水规划", 2021, 2025),
        ("云泽省“十三五”节水规划", 2016, 2020),
        ("云泽省国民经济和社会发展第十五个五年规划纲要", 2026, 2030),
        ("云泽省水利厅2024年度牵头重点工作", 2024, 2024),
        ("2024年青屿市政府工作报告", 2024, 2024),
        ("关于2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告", 2024, 2024),
        ("关于青屿市2023年预算执行情况和2024年预算草案的报告", 2024, 2024),
        ("2023年工作总结和2024年工作要点", 2024, 2024),
    ],
)
def test_plan_period_of_the_title(title: str, first: int, last: int) -> None:
    found = read(f"{title}\n{BODY}\n")
    assert (found.horizon_start, found.horizon_end) == (date(first, 1, 1), date(last, 12, 31))


@pytest.mark.parametrize(
    "title",
    [
        "2030年前碳达峰行动方案",
        "云泽省节水三年行动方案",
        "关于到2025年实现节水目标的意见",
        "面向2035年的云泽省节水规划",
        "云泽省节水产品目录（2018年版）",
        "云泽省节水管理办法（2020年修订）",
        "关于修改2018年和2019年节水管理规定的通知",
    ],
)
def test_a_goal_or_an_edition_is_no_plan_period(title: str) -> None:
    found = read(f"{title}\n{BODY}\n")
    assert (found.horizon_start, found.horizon_end) == (None, None)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("青屿市节水规划\n规划期限为2021—2030年，近期到2025年。\n", 2021, 2030),
        ("青屿市节水工作要点\n2024年，全市节水工作的总体要求是坚持节水优先。\n", 2024, 2024),
        ("各位代表：\n我代表市人民政府，向大会报告工作。\n一、2023年工作回顾\n二、2024年重点工作\n", 2024, 2024),
        ("各位代表：\n我代表市人民政府，向大会报告工作。\n一、2023年工作回顾\n二、今年工作\n", 2024, 2024),
        ("政府工作报告\n——2024年1月20日在青屿市第八届人民代表大会第二次会议上\n各位代表：\n", 2024, 2024),
    ],
)
def test_plan_period_of_the_opening(text: str, first: int, last: int) -> None:
    found = read(text)
    assert (found.horizon_start, found.horizon_end) == (date(first, 1, 1), date(last, 12, 31))


@pytest.mark.parametrize(
    "text", ["青屿市节水方案\n未来三年，努力实现目标。\n", "青屿市节水方案\n2023年以来，全市用水下降。\n"]
)
def test_an_opening_without_a_plan_period(text: str) -> None:
    assert read(text).horizon_start is None


# --- all of it -------------------------------------------------------------------------------------------------------


def test_spans_say_where_it_was_read() -> None:
    text = f"云泽省人民政府关于\n节水工作的意见\n云政发〔2021〕3号\n{BODY}\n云泽省人民政府\n2021年2月3日\n"
    found = read(text)
    read_at = {name: text[span.start : span.end] for name, span in found.spans.items()}
    assert read_at == {
        "title": "云泽省人民政府关于\n节水工作的意见",
        "doc_number": "云政发〔2021〕3号",
        "issuer": "云泽省人民政府关于\n节水工作的意见",
        "issue_date": "2021年2月3日",
    }


def test_nothing_said_nothing_read() -> None:
    assert read("") == Metadata()
    assert read("\n \n|\n") == Metadata()


@given(st.text(alphabet="云泽省人民政府关于印发通知的方案(（2020年1月日)）：:。\n|《》〔〕号发文日期 ", max_size=120))
def test_spans_lie_in_the_text(text: str) -> None:
    found = read(text)
    for name, span in found.spans.items():
        assert 0 <= span.start < span.end <= len(text), name


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20_000,
        "市人民政府" * 4_000,
        "(" * 20_000,
        "关于印发\n" * 5_000,
        "发布日期：" * 4_000,
        "浙江省科技厅\n" * 3_000,
        "《" * 20_000,
        "国务院、" * 5_000 + "2020年1月1日",
    ],
)
def test_no_input_takes_long(text: str) -> None:
    read("云泽省水利厅关于节水的通知\n" + BODY)
    start = time.perf_counter()
    read(text)
    assert time.perf_counter() - start < 0.2


def plain(value: str) -> str:
    """A value without blanks and with brackets and dashes of one kind."""
    return "".join(fold(value).split())


def test_the_marked_documents() -> None:
    shared = shared_dir()
    wrong = []
    for path in sorted((shared / "gold").glob("*/*.json")):
        marked = json.loads(path.read_text(encoding="utf-8"))
        source = shared / "seeds" / marked["doc"]
        if not source.exists():
            source = shared / "gold/dev/text" / marked["doc"]
        text = source.read_text(encoding="utf-8-sig")
        found = read_metadata(read_view(Document(marked["doc"], "txt", "", text)), {})
        values = {
            "title": found.title,
            "doc_number": found.doc_number,
            "issuer": found.issuer,
            "issue_date": str(found.issue_date or ""),
            "region": found.region.full_name,
        }
        for name, allowed in marked["metadata"].items():
            if plain(values[name]) not in {plain(one) for one in allowed}:
                wrong.append((marked["doc"], name, values[name]))
    assert wrong == []
