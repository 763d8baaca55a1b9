"""Pages recognised from their pictures: what comes out, how sure it is, and what is said where it cannot be done."""

from __future__ import annotations

import dataclasses
import io
import socket
from collections.abc import Callable, Iterator
from functools import cache

import numpy as np
import pytest
import regex
from PIL import Image, ImageDraw, ImageFont
from reading_kit import document, records
from testkit.ofd import ofd
from testkit.ofd import picture as ofd_picture
from testkit.ofd import text as ofd_text
from testkit.pdf import Drawing, body, pdf, picture
from testkit.scan import PLAN, PLAN_PAGE, ROWS, SEALED, askew, scan, shown, unseen

from extractors.text import fold
from pipeline import patience
from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.extract import extract_document, extract_records
from pipeline.ingest import Limits, ocr, ocr_engine, read_bytes
from pipeline.ingest.ocr_engine import Recognised
from pipeline.ingest.page_shapes import Box
from pipeline.ingest.result import ReadResult
from pipeline.settings import Settings
from pipeline.workers import WorkerLimits, run_tasks

with_engine = pytest.mark.skipif(not ocr_engine.is_installed(), reason="the extra is not installed: zhengce[ocr]")
SENTENCE = "到2025年，全市高新技术企业达到400家以上，研发经费投入强度达到3.2%，建成省级以上创新平台50个。"
BLANK = Image.new("RGB", (600, 840), "white")
STRANGE = "".join(chr(0x9F00 + 7 * n % 150) for n in range(150))
NUMBER = regex.compile(r"\d+(?:\.\d+)?%?")


def read(*pages: Drawing, **limits: int | bool) -> ReadResult:
    return read_bytes(pdf(*pages), "a.pdf", Limits(**limits))  # type: ignore[arg-type]


def codes(result: ReadResult) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.page) for problem in result.problems]


def plain(text: str) -> str:
    """Text as the extractors see it, without blanks: quotation marks and dashes of one kind."""
    return regex.sub(r"\s", "", fold(text)).replace("--", "-")


def distance(a: str, b: str) -> int:
    """How many characters must be put in, left out or changed to make ``b`` of ``a``."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, start=1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, start=1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


@cache
def written() -> str:
    """The text of the page of the plan that was made a picture of."""
    whole = read_bytes(PLAN.read_bytes(), PLAN.name).document
    return whole.text[whole.page_starts[PLAN_PAGE - 1] : whole.page_starts[PLAN_PAGE]]


@cache
def scanned(degrees: float) -> ReadResult:
    """What is read of the picture of that page."""
    return read(shown(askew(scan("plan"), degrees) if degrees else scan("plan")))


@with_engine
@pytest.mark.parametrize("degrees", [0.0, 0.8])
def test_a_scanned_page_is_read_as_it_was_printed(degrees: float) -> None:
    result = scanned(degrees)
    found = result.document
    wanted, seen = plain(written()), plain(found.text)
    assert distance(wanted, seen) < 0.01 * len(wanted)
    assert NUMBER.findall(seen) == NUMBER.findall(wanted)
    assert not result.problems
    assert "ocr pages: 1" in found.warnings
    assert [found.text[start:end] for start, end, _ in found.recognised] == found.text.splitlines()
    assert min(score for _, _, score in found.recognised) > 0.5
    assert [plain(found.text[start:end]) for start, end in found.furniture] == ["-3-"]


@with_engine
def test_wrapped_lines_of_a_scan_are_joined_as_those_of_its_original() -> None:
    def paragraphs(found: Document) -> list[str]:
        assert found.soft_breaks is not None
        return "".join(char for at, char in enumerate(found.text) if at not in found.soft_breaks).splitlines()

    original = read_bytes(PLAN.read_bytes(), PLAN.name).document
    starts = [plain(paragraph)[:8] for paragraph in paragraphs(original)]
    read_anew = [plain(paragraph)[:8] for paragraph in paragraphs(scanned(0.0).document)]
    assert len(read_anew) >= 12
    assert set(read_anew[1:-1]) <= set(starts)


@cache
def mixed() -> ReadResult:
    """What is read of a page of text, a scan with a table and a seal, and a page of text."""
    return read(body([SENTENCE]), shown(scan("notice")), body([SENTENCE]))


@with_engine
def test_head_table_and_what_stands_under_the_seal() -> None:
    found = mixed().document
    lines = found.text.splitlines()
    assert "青屿市人民政府办公室文件" in lines
    assert lines[lines.index(SEALED[0]) + 1] == SEALED[1]
    (table,) = found.tables
    assert [found.text[cell.start : cell.end] for cell in table.cells] == [cell for row in ROWS for cell in row]


@with_engine
def test_pages_of_both_kinds() -> None:
    found = mixed().document
    assert not mixed().problems
    assert found.warnings == ("ocr pages: 1",)
    assert {found.page_of(start) for start, _, _ in found.recognised} == {2}
    assert plain(found.text).count(plain(SENTENCE)) == 2


@with_engine
def test_the_rows_of_a_scan_stand_where_they_say() -> None:
    result = extract_records(mixed().document)
    of_the_scan = [row for row in result.targets if row.page == 2]
    assert [(row.indicator, row.value, row.unit) for row in of_the_scan] == [
        ("高新技术企业", 35, "家"),
        ("公共充电桩", 1200, "个"),
    ]
    assert [row.unit for row in result.responsibilities] == ["市科技局", "市住房城乡建设局"]
    for row in (*result.targets, *result.responsibilities, *result.deadlines):
        assert result.text[row.char_start : row.char_end] == row.raw
    assert "ocr pages: 1" in result.document.warnings
    assert result.document.status == "ok"


@with_engine
@pytest.mark.parametrize("layer", [STRANGE, SENTENCE])
def test_a_text_layer_behind_a_scan_is_not_trusted(layer: str) -> None:
    def page(canvas: object) -> None:
        for step in (shown(scan("notice")), unseen(layer)):
            step(canvas)  # type: ignore[arg-type]

    result = read(page)
    assert result.document.text.splitlines()[0] == "青屿市人民政府办公室文件"
    assert layer[:10] not in result.document.text
    assert not result.problems


@with_engine
@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270])
def test_a_page_that_was_scanned_sideways_or_on_its_head(turn: Image.Transpose) -> None:
    turned = scan("notice").crop((0, 100, 1653, 1500)).transpose(turn)
    data = pdf(shown(turned))
    assert SEALED[0][:6] in read_bytes(data, "a.pdf").document.text


@with_engine
def test_an_empty_picture_is_no_trouble() -> None:
    result = read(body([SENTENCE]), picture)
    assert not result.problems
    with pytest.raises(ReadError) as caught:
        read(picture)
    assert caught.value.code == "empty_file"


@with_engine
def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    ocr_engine._engine.cache_clear()
    part = scan("plan").crop((0, 200, 1653, 500))
    assert ocr_engine.recognise(np.asarray(part))


Engine = Callable[[object], list[Recognised]]


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Engine], None]]:
    """Puts a function into the place of the engine."""
    pytest.importorskip("cv2", reason="the extra is not installed: zhengce[ocr]")

    def put(function: Engine) -> None:
        monkeypatch.setattr(ocr_engine, "_models", lambda: ("", ""))
        monkeypatch.setattr(ocr_engine, "recognise", function)

    yield put


def line(text: str, top: float, *, score: float = 0.99) -> Recognised:
    """A line of text at the left margin, 40 pixels high and wide for each character."""
    boxes = [Box(200.0 + 40 * n, top, 240.0 + 40 * n, top + 40) for n in range(len(text))]
    around = Box(200.0, top, boxes[-1].x1, top + 40)
    return Recognised(text, around, tuple(zip(text, boxes, strict=True)), score)


def test_pages_over_the_limit_are_told_and_the_others_read(engine: Callable[[Engine], None]) -> None:
    engine(lambda _: [line("青屿市人民政府", 300)])
    result = read(shown(BLANK), shown(BLANK), ocr_pages=1)
    assert codes(result) == [("limit_ocr", 2)]
    assert "--ocr-pages" in result.problems[0].message
    assert result.document.warnings == ("ocr pages: 1",)


def test_without_the_extra_the_others_are_read_and_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_engine, "_models", lambda: None)
    result = read(body([SENTENCE]), shown(scan("notice")), body([STRANGE]))
    assert codes(result) == [("needs_ocr", 2), ("garbled", 3)]
    assert all("pip install 'zhengce[ocr]'" in problem.message for problem in result.problems)
    assert plain(SENTENCE) in plain(result.document.text)
    assert result.document.recognised == ()


def test_it_can_be_switched_off() -> None:
    result = read(body([SENTENCE]), shown(scan("notice")), body([STRANGE]), ocr=False)
    assert codes(result) == [("needs_ocr", 2), ("garbled", 3)]
    assert all("--no-ocr" in problem.message and "pip" not in problem.message for problem in result.problems)
    for data, name in ((pdf(shown(scan("notice"))), "a.pdf"), (b"\x89PNG\r\n\x1a\n" + bytes(50), "a.png")):
        with pytest.raises(ReadError) as caught:
            extract_document(data, name, Settings(ocr=False))
        assert caught.value.code == "needs_ocr"
        assert "--no-ocr" in caught.value.message


def test_ink_that_no_line_covers_is_looked_at_again_then_told(engine: Callable[[Engine], None]) -> None:
    calls: list[object] = []

    def blind(seen: object) -> list[Recognised]:
        calls.append(seen)
        return [line("青屿市人民政府办公室文件", 300, score=0.9)] if len(calls) == 1 else []

    engine(blind)
    result = read(shown(scan("plan")))
    assert {code for code, _ in codes(result)} == {"ocr_gap"}
    assert "%" in result.problems[0].message
    assert len(calls) > 3


def test_a_line_that_is_found_when_looked_at_again_is_read(engine: Callable[[Engine], None]) -> None:
    page = BLANK.copy()
    ImageDraw.Draw(page).text((90, 400), "HHHHHHHHHHHH", fill="black", font=ImageFont.load_default(size=18))
    calls: list[object] = []

    def short_sighted(seen: object) -> list[Recognised]:
        calls.append(seen)
        return [line("青屿市人民政府", 300)] if len(calls) == 1 else [line("（三）提升行动", 10)]

    engine(short_sighted)
    result = read(shown(page))
    assert result.document.text.splitlines() == ["青屿市人民政府", "（三）提升行动"]
    assert not result.problems


@pytest.mark.parametrize(
    ("read_as", "meant"),
    [
        ("云政发〔2021]4号", "云政发〔2021〕4号"),
        ("云政发[2021〕4号", "云政发〔2021〕4号"),
        ("云政发〔2021）4号", "云政发〔2021〕4号"),
        ("云政发[2021]4号", "云政发[2021]4号"),
        ("第二条 本办法自2024年起施行", "第二条本办法自2024年起施行"),
        ("Annex 2 list", "Annex 2 list"),
        ("受害率控制在0.8%o以内", "受害率控制在0.8‰以内"),
        ("覆盖率达到45%o", "覆盖率达到45%o"),
    ],
)
def test_brackets_around_a_year_blanks_and_per_mille(read_as: str, meant: str) -> None:
    corners = [[0.0, 0.0], [400.0, 0.0], [400.0, 40.0], [0.0, 40.0]]
    found = ocr_engine._line(corners, read_as, 0.9, ())
    assert found.text == meant
    assert "".join(char for char, _ in found.characters) == meant.replace(" ", "")


def test_stray_traditional_characters_are_read_as_simplified() -> None:
    page = SENTENCE.replace("业", "業")
    assert ocr_engine._in_one_script(page) == SENTENCE
    traditional = "推動產業發展，擴大對外開放，實現經濟穩定增長。"
    assert ocr_engine._in_one_script(traditional) == traditional


def test_lines_of_low_score_are_left_out(engine: Callable[[Engine], None]) -> None:
    engine(lambda _: [line("青屿市人民政府", 300), line("乱码乱码乱码乱码", 900, score=0.3)])
    assert read(shown(BLANK)).document.text == "青屿市人民政府\n"


def test_a_failure_of_the_engine_costs_one_page(engine: Callable[[Engine], None]) -> None:
    def broken(_: object) -> list[Recognised]:
        raise RuntimeError("no such model")

    engine(broken)
    result = read(body([SENTENCE]), shown(scan("notice")))
    assert codes(result) == [("page_failed", 2)]
    assert "no such model" in result.problems[0].message


@pytest.mark.filterwarnings("ignore:Truncated File Read")
@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP"])
def test_a_picture_file_is_a_page(form: str, engine: Callable[[Engine], None]) -> None:
    engine(lambda seen: [line(f"青屿市{len(seen)}", 300)])  # type: ignore[arg-type]
    more = [Image.new("RGB", (600, 400), "white")] if form == "TIFF" else []
    buffer = io.BytesIO()
    BLANK.save(buffer, form, **({"save_all": True, "append_images": more} if more else {}))
    found = read_bytes(buffer.getvalue(), "扫描件").document
    assert found.text.splitlines() == ["青屿市840", "青屿市400"][: 1 + len(more)]
    assert found.format == form.lower()
    assert len(found.page_starts) == 1 + len(more)
    with pytest.raises(ReadError) as caught:
        read_bytes(buffer.getvalue()[:60], "扫描件.png")
    assert caught.value.code == "corrupt"
    with pytest.raises(ReadError) as caught:
        read_bytes(buffer.getvalue(), "扫描件.png", Limits(ocr=False))
    assert caught.value.code == "needs_ocr"


@pytest.mark.parametrize(
    ("recognised", "start", "end", "certainty"),
    [
        (((0, 5, 0.9), (6, 9, 0.5)), 0, 5, 0.9),
        (((0, 5, 0.9), (6, 9, 0.5)), 4, 7, 0.5),
        (((0, 5, 0.9), (6, 9, 0.5)), 5, 6, 1.0),
        (((0, 5, 0.9), (6, 9, 0.5)), 9, 12, 1.0),
        ((), 0, 12, 1.0),
    ],
)
def test_the_least_sure_part_counts(
    recognised: tuple[tuple[int, int, float], ...], start: int, end: int, certainty: float
) -> None:
    assert document("青屿市人民政府。\n" * 2, recognised=recognised).certainty(start, end) == certainty


def test_confidence_falls_with_the_score_of_the_line() -> None:
    text = "一、主要目标\n到2025年底，新增高新技术企业30家。牵头单位：市科技局。\n"
    sure = records(text)
    doubtful = records(text, recognised=((0, 6, 1.0), (7, len(text) - 1, 0.5)))
    for name in ("targets", "responsibilities", "deadlines"):
        (before,), (after,) = getattr(sure, name), getattr(doubtful, name)
        assert after.confidence == pytest.approx(before.confidence * 0.5, abs=0.01)
        assert dataclasses.replace(after, confidence=before.confidence) == before


def work_that_asks_for_time(seconds: float) -> str:
    import time

    patience.ask_for(20)
    time.sleep(seconds)
    return "done"


def test_a_page_to_recognise_gives_its_document_more_time() -> None:
    ((_, outcome),) = run_tasks(work_that_asks_for_time, [1.5], jobs=1, limits=WorkerLimits(timeout=0.5))
    assert outcome == "done"


def test_each_page_asks_for_time(engine: Callable[[Engine], None], monkeypatch: pytest.MonkeyPatch) -> None:
    engine(lambda _: [])
    asked: list[float] = []
    monkeypatch.setattr(ocr, "ask_for", asked.append)
    read(picture, body([SENTENCE]), picture)
    assert asked == [30.0, 30.0]


@pytest.mark.parametrize(("resource", "found"), [("6", []), ("7", [("needs_ocr", 2)])])
def test_a_page_of_an_ofd(resource: str, found: list[tuple[str, int | None]], engine: Callable[[Engine], None]) -> None:
    engine(lambda seen: [line(f"青屿市{seen[0][0][0]}", 300)])  # type: ignore[index]
    page = ofd_picture(0, 0, 210, 297)
    data = ofd([ofd_text("第一页内容", 25, 60), page], pictures={resource: Image.new("RGB", (60, 80), (9, 9, 9))})
    result = read_bytes(data, "a.ofd")
    assert codes(result) == found
    assert ("青屿市9" in result.document.text) == (not found)
