"""The settings file: what it may say, how the command line goes before it, what is refused and with which words."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app, extract
from pipeline.settings_file import DEFAULT, SettingsFileError, read_settings

PLAN = "青屿市2024年工作计划\n\n一、主要目标\n到2024年底，全市新增高新技术企业30家以上。（责任单位：市科技局）\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with one document in ``docs``."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "plan.txt").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["extract", "docs", *arguments])


def written(folder: Path, text: str, name: str = DEFAULT) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {}),
        ('ner = "spacy"', {"ner": "spacy"}),
        ('ner = "hanlp:模型"  # 本机模型', {"ner": "hanlp:模型"}),
        ("jobs = 4\nxlsx = false\nparquet = true", {"jobs": 4, "xlsx": False, "parquet": True}),
        ("timeout = 300\nmemory = 1.5", {"timeout": 300, "memory": 1.5}),
        ("max-size = 50\nocr = false\nocr-pages = 0", {"max_size": 50, "ocr": False, "ocr_pages": 0}),
        ('out = "表格"\ndebug = true', {"out": "表格", "debug": True}),
        ("\ufeffjobs = 2", {"jobs": 2}),
    ],
)
def test_keys_are_the_names_of_the_options(tmp_path: Path, text: str, found: dict[str, object]) -> None:
    assert read_settings(written(tmp_path, text), extract) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("jbos = 4", "没有此设置项 no such setting: jbos; 可用的有 there are: out, jobs,"),
        ("max_size = 4", "no such setting: max_size"),
        ('settings = "more.toml"', "no such setting: settings"),
        ('paths = ["docs"]', "no such setting: paths"),
        ("[extract]\njobs = 4", "no such setting: extract"),
        ("jobs = 0", "jobs = 0: 取值不对，应为 bad value, should be >= 1"),
        ('jobs = "4"', "should be 整数 a whole number"),
        ("jobs = 2.5", "should be 整数 a whole number"),
        ("jobs = true", "should be 整数 a whole number"),
        ("timeout = 0.5", "should be >= 1"),
        ("memory = nan", "should be 数 a number"),
        ('parquet = "yes"', "should be true 或 or false"),
        ("ocr = 1", "should be true 或 or false"),
        ('ner = ["spacy"]', "should be 加引号的文字 text in quotes"),
        ("ner = spacy", "不是UTF-8编码的TOML is not TOML in UTF-8"),
        ("jobs = 1\njobs = 2", "is not TOML in UTF-8"),
    ],
)
def test_what_no_option_takes_is_refused_by_name(folder: Path, text: str, message: str) -> None:
    path = written(folder, text)
    with pytest.raises(SettingsFileError) as told:
        read_settings(path, extract)
    assert str(path) in str(told.value) and message in str(told.value)
    done = run("--out", "out")
    assert done.exit_code == 2 and message in done.output and "Traceback" not in done.output
    assert not (folder / "out").exists()


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.toml"
    path.write_bytes('out = "表格"'.encode("gb18030"))
    with pytest.raises(SettingsFileError, match="is not TOML in UTF-8"):
        read_settings(path, extract)


def test_the_working_folder_s_own_file_is_read_and_said(folder: Path) -> None:
    written(folder, 'out = "tables"\nxlsx = false\nner = "jieba"')
    done = run()
    assert done.exit_code == 0, done.output
    assert f"设置文件 settings: {DEFAULT}" in done.output
    assert (folder / "tables" / "targets.csv").is_file() and not (folder / "tables" / "zhengce.xlsx").exists()


def test_the_command_line_goes_before_the_file(folder: Path) -> None:
    written(folder, 'out = "tables"\nxlsx = false\nner = "no such recogniser"')
    done = run("--out", "other", "--xlsx", "--ner", "")
    assert done.exit_code == 0, done.output
    assert (folder / "other" / "zhengce.xlsx").is_file() and not (folder / "tables").exists()


def test_a_named_file_takes_the_place_of_the_working_folder_s_own(folder: Path) -> None:
    written(folder, "jbos = 1")
    written(folder, "xlsx = false", "mine.toml")
    done = run("--out", "out", "--settings", "mine.toml")
    assert done.exit_code == 0 and DEFAULT not in done.output, done.output
    assert not (folder / "out" / "zhengce.xlsx").exists()


@pytest.mark.parametrize(
    ("name", "message"), [("none.toml", "没有此设置文件 no such settings file"), ("docs", "cannot be read")]
)
def test_a_named_file_must_be_there(folder: Path, name: str, message: str) -> None:
    done = run("--out", "out", "--settings", name)
    assert done.exit_code == 2 and message in done.output


def test_a_recogniser_is_chosen_in_the_file(folder: Path) -> None:
    written(folder, 'ner = "bert"')
    done = run("--out", "out")
    assert done.exit_code == 2 and "no recogniser 'bert'" in done.output
