"""Zip archives of documents: each file in them is a document of its own, called ``archive.zip/folder/name.docx``.

Archives are opened in worker processes under the limits of any other file. Their members are unpacked into numbered
files, so that no name in an archive ever becomes a path, and read like files that were met in a folder; what cannot be
unpacked costs only itself. A docx, ofd or xlsx is a zip package too, but no archive: the content tells.
"""

from __future__ import annotations

import stat
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.ingest.archive import DAMAGE, unpacked
from pipeline.ingest.limits import Limits
from pipeline.ingest.sniff import zip_kind
from pipeline.settings import Settings
from pipeline.sources import Source, left_out, refused
from pipeline.workers import Failed, WorkerLimits, run_tasks

_MAGIC = (b"PK\3\4", b"PK\5\6")
_PACKAGES = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/document.xml", b"mimetype", b"OFD.xml")
"""First members of office packages: whatever begins so need not be opened to be told from an archive."""
_NAME_AT = 30
"""Where in a zip file the name of its first member stands."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its cleaned name in there, where it was unpacked to, or the trouble with it.

    ``inner``: for an archive that was opened, how many files came out of it. They follow it, their names after its own.
    """

    name: str
    path: str = ""
    trouble: tuple[str, str] | None = None
    inner: int | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    source: int
    path: str
    place: str


def expand(sources: Sequence[Source], place: Path, settings: Settings, jobs: int) -> list[Source]:
    """The sources with the files of all archives among them, sorted by doc_id; they are unpacked into ``place``.

    An archive stays among the sources: its ``members`` are counted, its ``trouble`` is what kept it from being read in
    full. Names that an archive holds twice are told apart by ``~2``.
    """
    tasks = [
        _Task(number, str(source.path), str(place / str(number)))
        for number, source in enumerate(sources)
        if source.trouble is None and _may_be_archive(source.path, settings)
    ]
    workers = WorkerLimits(settings.timeout, settings.memory)
    opened: dict[int, Sequence[Member]] = {}
    for task, outcome in run_tasks(partial(_unpack, settings), tasks, jobs=jobs, limits=workers):
        if isinstance(outcome, Failed):
            outcome = (Member("", task.path, (outcome.code, outcome.message)),)
        opened[task.source] = outcome
    found: list[Source] = []
    taken = Counter(source.doc_id for source in sources)
    for number, source in enumerate(sources):
        archive, *members = opened.get(number) or [Member("")]
        found.append(replace(source, trouble=source.trouble or archive.trouble, members=archive.inner))
        for member in members:
            doc_id = _untaken(f"{source.doc_id}/{member.name}", taken)
            found.append(Source(doc_id, Path(member.path), member.trouble, member.inner))
    return sorted(found, key=lambda source: source.doc_id)


def _untaken(doc_id: str, taken: Counter[str]) -> str:
    name = doc_id
    while taken[name]:
        taken[doc_id] += 1
        name = f"{doc_id}~{taken[doc_id]}"
    taken[name] += 1
    return name


def _may_be_archive(path: Path, settings: Settings) -> bool:
    """Whether a file deserves to be opened as an archive; cheap, and never wrong with a No."""
    try:
        if path.stat().st_size > settings.max_bytes:
            return False
        with path.open("rb") as stream:
            head = stream.read(_NAME_AT + 40)
    except OSError:
        return False
    return head.startswith(_MAGIC) and not head[_NAME_AT:].startswith(_PACKAGES)


def _unpack(settings: Settings, task: _Task) -> tuple[Member, ...] | Failed:
    """In a worker: the archive and its members; nothing for a file that is no archive."""
    unpacking = _Unpacking(Path(task.place), settings)
    try:
        unpacking.open(Member("", task.path), nesting=1)
    except OSError as error:
        return Failed("unreadable", f"无法解压 cannot unpack the archive: {error.strerror}")
    return tuple(unpacking.members)


def _advice(option: str) -> tuple[str, str]:
    return f"unpack it and read the folder, or raise {option}", f"请先解压再读取文件夹，或调高{option}"


class _AllUnpacked(ReadError):
    """As much as an archive may unpack to has been unpacked."""


class _Unpacking:
    """One archive on the way out of its file: what was unpacked so far, the archives within it included."""

    def __init__(self, place: Path, settings: Settings) -> None:
        self.members: list[Member] = []
        self._place = place
        self._settings = settings
        self._limits = Limits(unpacked_part=settings.max_bytes)
        self._files = 0
        self._bytes = 0

    def open(self, archive: Member, nesting: int) -> bool:
        """Unpack the file of ``archive`` and note it with all its members; whether it is an archive at all."""
        try:
            package = zipfile.ZipFile(archive.path)
        except DAMAGE:
            return False
        with package:
            if zip_kind(package.namelist()):
                return False
            number = len(self.members)
            self.members.append(archive)
            trouble = None
            try:
                self._unpack_all(package, archive.name and f"{archive.name}/", nesting)
                if len(self.members) == number + 1:
                    raise ReadError("empty_file", "the archive holds no documents")
            except ReadError as error:
                trouble = (error.code, error.message)
            inner = len(self.members) - number - 1
            self.members[number] = replace(archive, trouble=trouble, inner=inner or None)
        return True

    def _unpack_all(self, package: zipfile.ZipFile, above: str, nesting: int) -> None:
        if nesting > self._settings.max_nesting:
            raise ReadError("limit_nesting", f"an archive within {nesting - 1} others", _advice("--max-nesting"))
        self._files += len(package.infolist())
        if self._files > self._settings.max_members:
            seen = f"{self._files:,} members, the limit is {self._settings.max_members:,}"
            raise ReadError("limit_members", seen, _advice("--max-members"))
        for info in package.infolist():
            *folders, name = _parts(info)
            if name and not left_out(name) and not any(left_out(folder, folder=True) for folder in folders):
                self._unpack(package, info, above + "/".join((*folders, name)), nesting)

    def _unpack(self, package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, nesting: int) -> None:
        member = Member(name, str(self._place / str(len(self.members))), refused(name))
        if stat.S_ISLNK(info.external_attr >> 16):
            message = "压缩包中的链接，未读取 a link, not a file"
            member = replace(member, trouble=("not_a_file", message))
        if member.trouble is not None:
            self.members.append(member)
            return
        self._place.mkdir(parents=True, exist_ok=True)
        try:
            with Path(member.path).open("wb") as target:
                for chunk in unpacked(package, info, name, self._limits):
                    self._bytes += len(chunk)
                    if self._bytes > self._settings.max_unpacked:
                        limit = f"{self._settings.max_unpacked:,} bytes"
                        seen = f"more than {limit}, read up to {name}"
                        raise _AllUnpacked("limit_unpacked", seen, _advice("--max-unpacked"))
                    target.write(chunk)
        except _AllUnpacked:
            raise
        except ReadError as error:
            self.members.append(replace(member, trouble=(error.code, error.message)))
            return
        if not (_may_be_archive(Path(member.path), self._settings) and self.open(member, nesting + 1)):
            self.members.append(member)


def _parts(info: zipfile.ZipInfo) -> list[str]:
    """The folders and the name of a member, nothing that leads elsewhere among them; an empty name for a folder.

    Chinese systems write names in GBK and do not say so; the standard library reads those as code page 437.
    """
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        name = _decoded(name.encode("cp437"))
    name = name.partition("\0")[0].replace("\\", "/")
    folder = name.endswith("/")
    parts = [part for part in name.split("/") if part.strip(" .")]
    return [*parts, ""] if folder or not parts else parts


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("cp437")
