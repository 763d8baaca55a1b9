"""Large pictures on pages that have text as well: what is printed in them is read, photographs and stamps are not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw
from testkit.ofd import ofd
from testkit.ofd import picture as ofd_picture
from testkit.ofd import text as ofd_text
from testkit.pdf import Drawing, body, drawing, pdf, picture_at, text
from testkit.scan import ROWS, scan

from pipeline.ingest import Limits, ocr_engine, read_bytes
from pipeline.ingest.result import ReadResult

with_engine = pytest.mark.skipif(not ocr_engine.is_installed(), reason="the extra is not installed: zhengce[ocr]")
BEFORE = "到2025年，全市高新技术企业达到400家以上，建成省级以上创新平台50个。"
AFTER = "以上任务由市政府办公室督办，年底前完成验收。"


def notice() -> Image.Image:
    """The middle of a scanned page: two lines and a table."""
    whole = scan("notice")
    return whole.crop((0, whole.height // 5, whole.width, whole.height // 2))


def photograph() -> Image.Image:
    """Light that goes over into shade, with the grain of a camera."""
    light = np.add.outer(np.linspace(80, 230, 300), np.linspace(0, 40, 400))[..., None]
    grain = np.random.default_rng(0).normal(0, 12, (300, 400, 3))
    return Image.fromarray(np.clip(light + grain, 0, 255).astype(np.uint8))


def chart() -> Image.Image:
    """Bars on white paper with a short label below each."""
    drawn = Image.new("RGB", (800, 500), "white")
    pen = ImageDraw.Draw(drawn)
    for n in range(10):
        pen.rectangle((40 + 75 * n, 400 - 30 * n, 80 + 75 * n, 450), fill=(60, 90, 160))
        pen.text((50 + 75 * n, 460), f"{2015 + n}", fill="black")
    return drawn


def page(*pictures: Drawing, ocr: bool = True) -> ReadResult:
    data = pdf(drawing(body([BEFORE], y=80), *pictures, body([AFTER], y=700)))
    return read_bytes(data, "通知.pdf", Limits(ocr=ocr))


def large(picture: Image.Image) -> Drawing:
    return picture_at(picture, 0, 250, 595, 595 * picture.height / picture.width)


def codes(result: ReadResult) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.page) for problem in result.problems]


def in_order(written: str, parts: Sequence[str]) -> bool:
    places = [written.find(part) for part in parts]
    return places == sorted(places) and places[0] >= 0


@with_engine
def test_what_a_picture_between_paragraphs_holds_is_read_in_its_place() -> None:
    result = page(large(notice()))
    document = result.document
    assert result.problems == ()
    assert in_order(document.text, [BEFORE[:10], "现将重点任务分工表印发给你们", "市科技局", AFTER[:10]])
    cells = [document.text[cell.start : cell.end] for cell in document.tables[0].cells]
    assert cells == [cell for row in ROWS for cell in row]
    assert document.certainty(0, len(BEFORE)) == 1.0
    at = document.text.index("市科技局")
    assert document.certainty(at, at + 4) < 1.0


@with_engine
def test_a_scan_with_a_line_of_text_set_upon_it_is_read() -> None:
    whole = scan("notice")
    clear = Image.new("RGB", (whole.width, whole.height), "white")
    clear.paste(notice(), (0, whole.height // 4))
    heading = text("附件1：青屿市人民政府办公室重点任务分工表（2024年度）", 90, 60)
    data = pdf(drawing(picture_at(clear, 0, 0, 595, 842), heading))
    written = read_bytes(data, "附件.pdf").document.text
    assert in_order(written, ["重点任务分工表（2024年度）", "现将重点任务分工表印发给你们", "市科技局"])


@with_engine
def test_a_picture_that_comes_in_strips_is_one() -> None:
    whole = notice()
    strips = [whole.crop((0, at, whole.width, at + 100)) for at in range(0, whole.height, 100)]
    scale = 595 / whole.width
    drawn = [picture_at(strip, 0, 250 + 100 * n * scale, 595, 100 * scale) for n, strip in enumerate(strips)]
    assert "现将重点任务分工表印发给你们" in page(*drawn).document.text


def test_where_pictures_are_not_recognised_it_is_said() -> None:
    assert codes(page(large(notice()), ocr=False)) == [("needs_ocr", 1)]
    assert "a picture that covers" in page(large(notice()), ocr=False).problems[0].message


@pytest.mark.parametrize("ocr", [False, pytest.param(True, marks=with_engine)])
@pytest.mark.parametrize(
    "drawn",
    [
        large(photograph()),
        large(Image.new("RGB", (400, 300), "white")),
        picture_at(notice(), 400, 550, 150, 80),
    ],
    ids=["photograph", "paper", "logo"],
)
def test_other_pictures_stay_out(drawn: Drawing, ocr: bool) -> None:
    result = page(drawn, ocr=ocr)
    assert result.problems == ()
    assert result.document.text.replace("\n", "") == BEFORE + AFTER


@with_engine
def test_the_labels_of_a_chart_are_no_text() -> None:
    assert page(large(chart())).document.text.replace("\n", "") == BEFORE + AFTER


@pytest.mark.parametrize("ocr", [False, pytest.param(True, marks=with_engine)])
def test_a_picture_behind_text_is_its_ground(ocr: bool) -> None:
    words = [text("现将重点任务分工表印发给你们，请认真落实。", 90, 300 + 26 * n) for n in range(4)]
    result = page(large(notice()), *words, ocr=ocr)
    assert result.problems == ()
    assert "序号" not in result.document.text


@with_engine
def test_a_picture_on_a_page_of_an_ofd() -> None:
    heading = ofd_text("附件：任务分工表由市政府办公室负责解释并督促落实。", 20, 25)
    data = ofd([heading + ofd_picture(0, 60, 210, 89)], pictures={"6": notice()})
    assert "现将重点任务分工表印发给你们" in read_bytes(data, "通知.ofd").document.text
