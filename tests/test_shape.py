"""The shape of the code: imports run one way, files stay small, the docs name every command."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command

from pipeline.cli import app

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted(path for package in ("extractors", "pipeline") for path in (ROOT / package).rglob("*.py"))
MOST_LINES = 350


def name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name(path): path for path in FILES}


def statements(node: ast.AST) -> Iterator[ast.stmt]:
    """All statements below a node, but those that only the type checker sees."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            continue
        if isinstance(child, ast.stmt):
            yield child
        yield from statements(child)


@cache
def imports(module: str) -> frozenset[str]:
    """The modules of this project that a module imports, lazily or not."""
    found: set[str] = set()
    for statement in statements(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(statement, ast.Import):
            found |= {alias.name for alias in statement.names}
        elif isinstance(statement, ast.ImportFrom):
            assert statement.level == 0, f"{module}: relative import"
            for alias in statement.names:
                inner = f"{statement.module}.{alias.name}"
                found.add(inner if inner in MODULES else statement.module or "")
    return frozenset(found & set(MODULES)) - {module}


def test_the_files_are_found() -> None:
    assert {"pipeline.cli", "pipeline.tables", "extractors.types"} <= set(MODULES)
    assert "pipeline.columns" in imports("pipeline.tables")
    assert "pipeline.batch" in imports("pipeline.cli")
    assert "pandas" not in imports("pipeline.tables")


def test_extractors_do_not_know_the_pipeline() -> None:
    text = {
        module: MODULES[module].read_text(encoding="utf-8") for module in MODULES if module.startswith("extractors")
    }
    for module, source in text.items():
        for node in ast.walk(ast.parse(source)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(part.split(".")[0] in ("pipeline", "pandas", "pdfplumber") for part in names), module


def test_imports_run_one_way() -> None:
    finished: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        if module in path:
            pytest.fail("imports run in a circle: " + " → ".join((*path[path.index(module) :], module)))
        if module not in finished:
            for inner in sorted(imports(module)):
                visit(inner, (*path, module))
            finished.add(module)

    for module in MODULES:
        visit(module, ())


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small(path: Path) -> None:
    lines = path.read_bytes().count(b"\n")
    assert lines <= MOST_LINES


def test_the_readme_names_every_command_and_option() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in get_command(app).commands.values():  # type: ignore[attr-defined]
        assert f"zhengce {command.name}" in readme
        for option in command.params:
            long = [flag for flag in (*option.opts, *option.secondary_opts) if flag.startswith("--")]
            hidden = option.name in ("debug", "help")
            assert hidden or not long or any(flag in readme for flag in long), f"{command.name} {long}"
