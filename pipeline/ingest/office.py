"""Word's old formats (doc, wps), rtf, odt and Word's flat XML: converted to docx by LibreOffice, then read as docx.

LibreOffice gets a profile of its own (two processes on one profile undo each other without a word), a process group
that can be killed whole, and a time limit.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.ingest import docx
from pipeline.ingest.limits import DEFAULT_LIMITS, Limits
from pipeline.ingest.result import Content

PROGRAMS = ("soffice", "libreoffice")
"""Names under which LibreOffice is looked for on the path; ``ZHENGCE_SOFFICE`` names another program."""


def find_office(environment: Mapping[str, str] = os.environ) -> str | None:
    """The path of LibreOffice, ``None`` where it is not installed."""
    named = environment.get("ZHENGCE_SOFFICE")
    found = [shutil.which(name, path=environment.get("PATH")) for name in ((named,) if named else PROGRAMS)]
    return next((path for path in found if path), None)


def read(data: bytes, form: str, limits: Limits = DEFAULT_LIMITS) -> Content:
    """Read it. Raises ``ReadError``: ``needs_libreoffice``, ``timeout``, ``conversion_failed`` and docx's."""
    program = find_office()
    if program is None:
        raise ReadError("needs_libreoffice", f"the file is {form}, which LibreOffice must convert")
    return docx.read(_convert(program, data, form, limits.office_seconds), limits)


def _convert(program: str, data: bytes, form: str, seconds: float) -> bytes:
    with tempfile.TemporaryDirectory(prefix="zhengce-") as folder:
        flat = form == "odt" and not data.startswith(b"PK")
        suffix = "fodt" if flat else {"wordxml": "xml"}.get(form, form)
        source = Path(folder, f"source.{suffix}")
        target = Path(folder, "out", "source.docx")
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx", "--outdir"),
            str(target.parent),
            str(source),
        ]
        said = _run(command, folder, seconds)
        if not target.is_file():
            raise ReadError("conversion_failed", f"LibreOffice made no docx of the {form} file ({said})")
        return target.read_bytes()


def _run(command: list[str], folder: str, seconds: float) -> str:
    """Run a command in a process group of its own; the whole group ends at the time limit. What it said, cut short."""
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=sys.platform != "win32",
    )
    try:
        output, _ = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        raise ReadError("timeout", f"LibreOffice had not finished after {seconds:g} s") from error
    finally:
        _end(process)
    return output.decode("utf-8", "replace").strip()[-200:] or f"exit code {process.returncode}"


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
