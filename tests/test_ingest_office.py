"""Old office formats go through LibreOffice; here a small program stands in for it."""

from __future__ import annotations

import shutil
import sys
import textwrap
import time
from pathlib import Path

import pytest
from testkit.docx import docx, p

from pipeline.errors import ReadError
from pipeline.ingest import Limits, read_bytes

RTF = rb"{\rtf1\ansi {\b Plan} 2025}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def ole(*streams: str) -> bytes:
    return OLE + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Installs a program that does as LibreOffice does, with the given body of Python."""
    if sys.platform == "win32":
        pytest.skip("the stand-in is a script with a first line that names its interpreter")

    def install(body: str) -> Path:
        made = tmp_path / "made.docx"
        made.write_bytes(docx(p("转换后的正文")))
        script = tmp_path / "soffice"
        start = f"#!{sys.executable}\nimport pathlib, shutil, sys, time\nout = pathlib.Path(sys.argv[-2])\n"
        script.write_text(start + textwrap.dedent(body).replace("MADE", repr(str(made))), encoding="utf-8")
        script.chmod(0o755)
        monkeypatch.setenv("ZHENGCE_SOFFICE", str(script))
        return tmp_path

    return install


CONVERTS = "out.mkdir(); shutil.copy(MADE, out / (pathlib.Path(sys.argv[-1]).stem + '.docx'))"


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (RTF, "a.rtf", "rtf"),
        (RTF, "a.doc", "rtf"),
        (ole("Root Entry", "WordDocument"), "a.doc", "doc"),
        (ole("Root Entry", "WordDocument"), "a.wps", "doc"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x"/>', "a.doc", "doc"),
    ],
)
def test_old_formats_are_converted_and_read(office, data: bytes, name: str, form: str) -> None:
    office(CONVERTS)
    document = read_bytes(data, name).document
    assert (document.format, document.text) == (form, "转换后的正文\n")


def test_each_conversion_has_a_profile_of_its_own(office) -> None:
    folder = office("open(MADE + '.log', 'a').write(sys.argv[1] + '\\n');" + CONVERTS)
    read_bytes(RTF, "a.rtf")
    read_bytes(RTF, "a.rtf")
    profiles = (folder / "made.docx.log").read_text().split()
    assert len(set(profiles)) == 2
    assert all(profile.startswith("-env:UserInstallation=file://") for profile in profiles)


def code_of(data: bytes, name: str, **limits: float) -> tuple[str, str]:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, name, Limits(**limits))
    return caught.value.code, caught.value.message


def test_a_conversion_that_hangs_is_ended_with_its_children(office) -> None:
    office("import subprocess; subprocess.run(['sleep', '60'])")
    begun = time.monotonic()
    assert code_of(RTF, "a.rtf", office_seconds=0.5)[0] == "timeout"
    assert time.monotonic() - begun < 20


def test_a_conversion_without_output_says_what_was_said(office) -> None:
    office("print('source file could not be loaded')")
    code, message = code_of(RTF, "a.rtf")
    assert code == "conversion_failed"
    assert "could not be loaded" in message


def test_without_libreoffice_the_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGCE_SOFFICE", "no-such-program")
    code, message = code_of(RTF, "a.rtf")
    assert code == "needs_libreoffice"
    assert "libreoffice-writer" in message


def test_encrypted_and_other_ole_files() -> None:
    block = b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500)
    directory = "WordDocument".encode("utf-16-le").ljust(116, b"\0") + (0).to_bytes(4, "little") + bytes(8)
    header = bytearray(OLE)
    header[30] = 9
    assert code_of(bytes(header) + block + directory, "a.doc")[0] == "encrypted"
    assert code_of(ole("EncryptedPackage"), "a.docx")[0] == "encrypted"
    assert code_of(ole("Workbook"), "a.xls")[0] == "unknown_type"
    assert code_of(ole("Something"), "a.doc")[0] == "unknown_type"


def test_the_real_libreoffice_converts_rtf() -> None:
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not installed")
    assert "Plan 2025" in read_bytes(RTF, "a.rtf").document.text
