"""Plain text: the encoding is found, nothing of the text is changed."""

from __future__ import annotations

import codecs
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import ReadError
from pipeline.ingest import Limits, read_bytes

SIMPLIFIED = (
    "云泽省人民政府办公厅关于印发青屿市产业发展行动方案的通知\r\n各区县人民政府，市政府各部门：\r\n"
    "到2025年，全市研发经费投入强度达到3.2%以上，新增高新技术企业400家。（责任单位：市科技局、市财政局）\r\n"
)
TRADITIONAL = (
    "雲澤省人民政府關於促進產業發展的通知\n到2025年，全省研發經費投入強度達到3.2%以上，由科技廳負責，財政廳配合。\n"
)


@pytest.mark.parametrize("length", [8, 20, len(SIMPLIFIED)])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "gb2312", "utf-16-le", "utf-16-be"])
def test_the_encoding_is_found_without_a_mark(encoding: str, length: int) -> None:
    text = SIMPLIFIED[:length]
    assert read_bytes(text.encode(encoding), "a.txt").document.text == text


@pytest.mark.parametrize("length", [8, 20, len(TRADITIONAL)])
def test_traditional_text_in_big5(length: int) -> None:
    result = read_bytes(TRADITIONAL[:length].encode("big5hkscs"), "a.txt")
    assert result.document.text == TRADITIONAL[:length]
    assert result.document.hints["encoding"] == "big5hkscs"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_goes(encoding: str) -> None:
    document = read_bytes(SIMPLIFIED.encode(encoding), "a.txt").document
    assert document.text == SIMPLIFIED
    assert document.warnings == ()


def test_only_the_first_mark_goes() -> None:
    assert read_bytes(codecs.BOM_UTF8 + "\ufeff文件".encode(), "a.txt").document.text == "\ufeff文件"


def test_a_text_of_ascii_letters_is_not_taken_for_utf16() -> None:
    assert read_bytes(b"bush hid the facts", "a.txt").document.text == "bush hid the facts"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs"])
def test_one_bad_byte_spoils_one_place_only(encoding: str) -> None:
    text = (TRADITIONAL if encoding == "big5hkscs" else SIMPLIFIED) * 10
    damaged = bytearray(text.encode(encoding))
    damaged[random.Random(7).randrange(len(damaged))] = 0xFF
    document = read_bytes(bytes(damaged), "a.txt").document
    same = sum(a == b for a, b in zip(document.text, text, strict=False))
    assert max(same, sum(a == b for a, b in zip(document.text[::-1], text[::-1], strict=False))) > len(text) // 3
    assert 1 <= document.text.count("\ufffd") <= 3
    assert encoding in document.warnings[0]


def test_an_encoding_decided_by_a_hair_is_said() -> None:
    document = read_bytes("邕鄄".encode("gb18030"), "a.txt").document
    assert any("fits nearly as well" in warning for warning in document.warnings)


def test_newlines_and_form_feeds_stay_and_form_feeds_part_pages() -> None:
    text = "第一页\r\n内容\f第二页\n内容\r\f第三页\f"
    document = read_bytes(text.encode(), "a.txt").document
    assert document.text == text
    assert [text[at : at + 3] for at in document.page_starts] == ["第一页", "第二页", "第三页"]
    assert document.page_of(text.index("第三页")) == 3
    assert read_bytes("没有分页".encode(), "a.txt").document.page_starts == ()


def test_nul_characters_are_kept_with_a_warning() -> None:
    text = "云泽省关于产业发展的通知" * 10 + "\0" + "到2025年完成"
    document = read_bytes(text.encode(), "a.txt").document
    assert document.text == text
    assert "control characters" in document.warnings[0]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\t\n", "empty_file"),
        (codecs.BOM_UTF8, "empty_file"),
        (random.Random(1).randbytes(4000), "type_mismatch"),
        (b"\x7fELF\x02\x01\x01" + bytes(400), "type_mismatch"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "a.txt")
    assert caught.value.code == code


def test_size_limits() -> None:
    for limits in (Limits(file_size=20), Limits(chars=10)):
        with pytest.raises(ReadError) as caught:
            read_bytes(SIMPLIFIED.encode(), "a.txt", limits)
        assert caught.value.code == "limit_size"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\ufeff", exclude_categories=("Cs",))))
def test_any_utf8_text_comes_back_as_it_was(text: str) -> None:
    try:
        document = read_bytes(("通知：" + text).encode(), "a.txt").document
    except ReadError as error:
        assert error.code == "type_mismatch"
    else:
        assert document.format != "txt" or document.text == "通知：" + text


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.doc", "a.pdf", "a"]))
def test_no_bytes_bring_anything_but_a_read_error(data: bytes, name: str) -> None:
    try:
        read_bytes(data, name)
    except ReadError as error:
        assert error.message
