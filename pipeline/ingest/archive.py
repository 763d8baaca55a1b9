"""Zip packages (docx, odt, ofd) opened with suspicion: sizes counted while unpacking, no DTD, no network."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from pipeline.errors import ReadError
from pipeline.ingest.limits import Limits

_CHUNK = 1 << 16
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, OverflowError, NotImplementedError),
)
"""What the standard library raises on archives that are damaged or packed by a method it does not know."""


class Archive:
    """A zip package. Member names are looked up, never used as paths. All methods raise ``ReadError``."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as error:
            raise ReadError("corrupt", f"the zip archive cannot be opened ({error})") from error
        if len(self._zip.namelist()) > limits.members:
            raise ReadError("limit_members", f"{len(self._zip.namelist()):,} members, the limit is {limits.members:,}")
        self._members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a member, counted while they unpack: what the archive's directory claims is not believed."""
        info = self._members.get(_key(name))
        if info is None:
            raise ReadError("corrupt", f"the package lacks its part {name}")
        parts = []
        for chunk in unpacked(self._zip, info, name, self._limits):
            parts.append(chunk)
            self._unpacked += len(chunk)
            if self._unpacked > self._limits.unpacked_total:
                raise ReadError("limit_unpacked", f"the package unpacks to more than {self._unpacked:,} bytes")
        return b"".join(parts)

    def xml(self, name: str) -> etree._Element:
        """The root element of an XML member."""
        return parse_xml(self.read(name), name)

    def xml_if_there(self, name: str) -> etree._Element | None:
        """The root element of an optional XML member; ``None`` where it is missing."""
        return self.xml(name) if name in self else None


def unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limits: Limits) -> Iterator[bytes]:
    """The content of a member piece by piece. ``name`` is what messages call it.

    Raises ``ReadError``: ``limit_unpacked`` over ``unpacked_part`` or ``ratio``, ``encrypted``, ``corrupt``.
    """
    size, packed = 0, max(1, info.compress_size)
    try:
        with package.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > limits.unpacked_part or (size > limits.ratio_from and size / packed > limits.ratio):
                    raise ReadError("limit_unpacked", f"{name} unpacks to more than {size:,} bytes from {packed:,}")
                yield chunk
    except DAMAGE as error:
        raise ReadError("corrupt", f"the part {name} cannot be unpacked ({error})") from error
    except RuntimeError as error:
        raise ReadError("encrypted", f"the part {name} has a password") from error


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Parse XML that nobody vouches for. Raises ``ReadError``: ``xml_dtd``, ``xml_depth``, ``corrupt``."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise ReadError("xml_dtd", f"{name} declares a document type") from error
        if "depth" in str(error):
            raise ReadError("xml_depth", f"{name}: {error}") from error
        raise ReadError("corrupt", f"{name} is no well-formed XML ({error})") from error
    if root is None:
        raise ReadError("corrupt", f"{name} is empty")
    if root.getroottree().docinfo.doctype:
        raise ReadError("xml_dtd", f"{name} declares a document type")
    return root


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
