"""Issuers and the places they belong to."""

from __future__ import annotations

import pytest

from tests.metadata_reading import BODY, read


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
        ("云泽省人民政府令\n第231号\n云泽省节水办法\n", "云泽省人民政府", "云泽省"),
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
