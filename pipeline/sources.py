"""Which files a run reads, and what they are called: from paths given by the user to doc_ids.

A doc_id is the path below the folder given, with ``/``; for a file given by itself its name. Ids that several PATHs
would give twice begin with the PATH's own name.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from pipeline.errors import ReadError

_NOT_DOCUMENTS = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})
# fmt: off
_DATA_SUFFIXES = frozenset({
    ".bat", ".c", ".cfg", ".conf", ".cpp", ".css", ".csv", ".db", ".h", ".ini", ".java", ".js", ".json", ".jsonl",
    ".lock", ".parquet", ".ps1", ".py", ".r", ".sh", ".sql", ".sqlite", ".tex", ".toml", ".ts", ".tsv", ".yaml",
    ".yml",
})
# fmt: on
"""Endings of data and programs: text perhaps, but no documents, and nothing in their content would tell."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was met. ``trouble`` is ``(code, message)`` when it is known already that it cannot be read.

    ``members``: for an archive that was opened, how many files came out of it; each of them is a source of its own.
    """

    doc_id: str
    path: Path
    trouble: tuple[str, str] | None = None
    members: int | None = None


@dataclass(frozen=True, slots=True)
class _Met:
    """A source and the names of the folders above it, nearest last, to tell it from its namesakes."""

    source: Source
    above: tuple[str, ...]


def discover(paths: Sequence[Path], out: Path) -> list[Source]:
    """All files below ``paths`` sorted by doc_id; hidden files, office lock files and the folder ``out`` left out.

    A README below a folder tells about the folder and is left out too; given as a PATH itself it is read.
    Links are followed only within the folder they stand in, and only to files.
    """
    met: dict[str, _Met] = {}
    for given in paths:
        root = Path(os.path.abspath(given))
        if given.is_dir():
            for source in _walk(root, out.resolve()):
                met.setdefault(str(source.path), _Met(source, root.parts[1:]))
        else:
            met.setdefault(str(root), _Met(_source(root, root.name), root.parts[1:-1]))
    return sorted(_distinct(list(met.values())), key=lambda source: source.doc_id)


def _walk(root: Path, out: Path) -> Iterator[Source]:
    real_root = root.resolve()
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            message = f"无法打开文件夹 cannot open the folder: {error.strerror}"
            yield Source(_doc_id(folder, root), folder, ("unreadable", message))
            continue
        for entry in entries:
            path = folder / entry.name
            if left_out(entry.name, folder=entry.is_dir(follow_symlinks=False)):
                continue
            if entry.is_dir(follow_symlinks=False):
                if path.resolve() != out:
                    folders.append(path)
            elif not entry.is_symlink():
                yield _source(path, _doc_id(path, root))
            elif not path.resolve().is_relative_to(real_root):
                message = (
                    "链接指向文件夹之外，未读取 the link leads out of the folder; give its goal as a PATH to read it"
                )
                yield Source(_doc_id(path, root), path, ("symlink_outside", message))
            elif not path.is_dir():
                yield _source(path, _doc_id(path, root))


def left_out(name: str, *, folder: bool = False) -> bool:
    """Whether a file or folder of that name is no document's: hidden, a lock file of an office program, a README.

    ``README``, ``README.md``, ``readme.txt`` … whatever the ending; a folder of that name is walked.
    """
    readme = not folder and name.partition(".")[0].upper() == "README"
    return name.startswith((".", "~$")) or name in _NOT_DOCUMENTS or readme


def refused(name: str) -> tuple[str, str] | None:
    """The trouble with a file whose name says that it is data or a program."""
    suffix = PurePosixPath(name).suffix
    if suffix.lower() not in _DATA_SUFFIXES:
        return None
    error = ReadError("unknown_type", f"the name ends in {suffix}: data or a program, no document")
    return error.code, error.message


def _source(path: Path, doc_id: str) -> Source:
    doc_id = os.fsencode(doc_id).decode("utf-8", "backslashreplace")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Source(doc_id, path, ("unreadable", f"无法打开 cannot open the file: {error.strerror}"))
    if not stat.S_ISREG(mode):
        return Source(doc_id, path, ("not_a_file", "不是普通文件 not a regular file (a pipe, device or socket)"))
    return Source(doc_id, path, refused(path.name))


def _doc_id(path: Path, root: Path) -> str:
    relative = path.relative_to(root).as_posix()
    return os.fsencode(relative).decode("utf-8", "backslashreplace")


def _distinct(met: list[_Met]) -> Iterator[Source]:
    """Put as many folder names before an id that stands for several files as it takes to tell them apart."""
    groups: dict[str, list[_Met]] = {}
    for item in met:
        groups.setdefault(item.source.doc_id, []).append(item)
    taken = {doc_id for doc_id, same in groups.items() if len(same) == 1}
    for doc_id, same in sorted(groups.items()):
        names = [doc_id] if len(same) == 1 else _told_apart(doc_id, same, taken)
        taken.update(names)
        for item, name in zip(same, names, strict=True):
            yield replace(item.source, doc_id=name)


def _told_apart(doc_id: str, same: list[_Met], taken: set[str]) -> list[str]:
    for depth in range(1, max(len(item.above) for item in same) + 1):
        names = ["/".join((*item.above[-depth:], doc_id)) for item in same]
        if len(set(names)) == len(names) and taken.isdisjoint(names):
            return names
    return [f"{doc_id}~{number}" for number, _ in enumerate(same, start=1)]
