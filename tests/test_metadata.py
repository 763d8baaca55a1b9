"""What documents say of themselves, all of it; and their numbers."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.text import fold
from pipeline.document import Document
from pipeline.metadata import Metadata, read_metadata
from pipeline.repair import read_view
from tests.conftest import shared_dir
from tests.metadata_reading import BODY, read


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("临政字〔2020〕41号", "临政字〔2020〕41号"),
        ("云林草发[2021]23 号", "云林草发[2021]23号"),
        ("（云政办发〔2022〕7 号）", "云政办发〔2022〕7号"),
        ("云政〔２０２１〕３６号", "云政〔2021〕36号"),
        ("云政发〔2021〕第36号", "云政发〔2021〕第36号"),
        ("云泽省人民政府令第231号", "云泽省人民政府令第231号"),
        ("云泽省人民政府令\n第231号", "云泽省人民政府令第231号"),
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
