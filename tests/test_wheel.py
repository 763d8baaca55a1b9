"""What is built is complete: the wheel, installed apart from this folder, does the main job."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("pipeline", "extractors", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("source")
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, source)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", "dist", "."]
    subprocess.run(command, cwd=source, check=True)
    (built,) = (source / "dist").glob("*.whl")
    return built


def test_the_wheel_holds_all_that_is_read_at_run_time(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for package in ("pipeline", "extractors"):
        files = [
            path for path in (ROOT / package).rglob("*.*") if path.is_file() and path.suffix not in (".pyc", ".md")
        ]
        assert {path.relative_to(ROOT).as_posix() for path in files} <= inside
    assert not [name for name in inside if name.split("/")[0] not in ("pipeline", "extractors", *_metadata(inside))]


def _metadata(inside: set[str]) -> set[str]:
    return {name.split("/")[0] for name in inside if ".dist-info/" in name}


def test_the_wheel_works_elsewhere(wheel: Path, tmp_path: Path) -> None:
    apart = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    place = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    python = place / "bin" / "python"
    install = ["install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", "--python", str(python), *install], check=True, env=apart)
    (site,) = (place / "lib").glob("python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (tmp_path / "plan.txt").write_text(
        "青屿市2024年工作计划\n一、主要目标\n到2024年底，新增高新技术企业30家。\n", "utf-8"
    )
    where = subprocess.run(
        [python, "-c", "import pipeline, extractors; print(pipeline.__file__, extractors.__file__)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=apart,
    )
    assert where.stdout.count(str(place)) == 2
    command = [place / "bin" / "zhengce", "extract", "plan.txt", "--out", "tables"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=tmp_path, env=apart)
    assert done.returncode == 0, done.stdout + done.stderr
    with (tmp_path / "tables/targets.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["unit"] for row in csv.DictReader(stream)] == ["家"]
