"""ZIP archives that are not trusted: names checked, every byte counted while unpacking.

The headers of an archive lie as they like. So each member is unpacked in small pieces and
counted, whether it is needed or not, before any part is used.
"""

import io
import re
import sys
import zipfile
import zlib
from collections.abc import Iterator
from copy import copy

from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.refusal import GET_AGAIN, over_limit, refuse

_PIECE = 1 << 18
_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|\x00")
# What no XML part of an office file holds, in the encodings that XML may be written in.
_UNSAFE_XML = tuple(
    mark.encode(encoding)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_XML_NAMES = (".xml", ".rels", ".vml")
_LONGEST_MARK = 20
_END_SIGNATURE = b"PK\x05\x06"


class Archive:
    """The members of a ZIP archive, checked to be harmless and whole."""

    def __init__(self, data: bytes) -> None:
        self._archive = _opened(data)
        self._members = _members(self._archive)
        self._check()

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @property
    def names(self) -> list[str]:
        return list(self._members)

    def read(self, name: str) -> bytes:
        """The content of a member. Raises ``CatalogueError`` if it is larger than a part is."""
        info = self._members[name]
        if info.file_size > limits.MAX_PART_BYTES:
            raise _part_too_large(name, info.file_size)
        content = bytearray()
        for piece in _unpack(self._archive, info):
            content += piece
        return bytes(content)

    def _check(self) -> None:
        total = 0
        for name, info in self._members.items():
            if _OUTSIDE.search(info.orig_filename) or _OUTSIDE.search(name):
                raise refuse(
                    "unsafe_package",
                    f"it has a member that points outside of the archive: {name!r}",
                    "a Word or Excel file as its program saves it",
                    f"Do not unpack it. {GET_AGAIN}",
                )
            if info.flag_bits & _ENCRYPTED:
                raise refuse(
                    "password_protected",
                    "the archive is encrypted",
                    "a document without a password",
                    "Open it with the password and save it without one.",
                )
            size, end = 0, b""
            is_xml = name.lower().endswith(_XML_NAMES)
            for piece in _unpack(self._archive, info):
                size += len(piece)
                if is_xml and any(mark in end + piece for mark in _UNSAFE_XML):
                    raise unsafe_xml(name)
                if is_xml and size > limits.MAX_PART_BYTES:
                    raise _part_too_large(name, size)
                end = piece[-_LONGEST_MARK:]
                if total + size > limits.MAX_UNPACKED_BYTES:
                    raise over_limit(
                        f"it unpacks to more than {limits.MAX_UNPACKED_BYTES // limits.MIB} MB",
                        f"{limits.MAX_UNPACKED_BYTES // limits.MIB} MB when unpacked",
                    )
            total += size
            if size != info.file_size:
                raise refuse(
                    "corrupt_file",
                    f"its part {name} is damaged: it has another size than stated",
                    "a whole Word or Excel file",
                )


def unsafe_xml(part: str) -> CatalogueError:
    """The error for XML that could make a reader expand or fetch things."""
    return refuse(
        "unsafe_xml",
        f"its part {part} declares a document type or entities, which no office program does",
        "a file as Word, Excel or LibreOffice saves it",
        f"Do not open it. {GET_AGAIN}",
    )


def _part_too_large(name: str, size: int) -> CatalogueError:
    return over_limit(
        f"its part {name} has {size / limits.MIB:.0f} MB or more",
        f"{limits.MAX_PART_BYTES // limits.MIB} MB a part",
        name,
    )


def _opened(data: bytes) -> zipfile.ZipFile:
    """The archive with its list of members read."""
    if _END_SIGNATURE not in data:
        raise refuse(
            "truncated",
            "the file ends before its list of contents: it was not copied to the end",
            "a whole Word or Excel file",
        )
    # A directory entry has at least 46 bytes; count before making objects of them.
    if data.count(b"PK\x01\x02") > limits.MAX_PARTS:
        raise over_limit(
            f"it has more than {limits.MAX_PARTS:,} parts", f"{limits.MAX_PARTS:,} parts"
        )
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise refuse(
            "corrupt_file",
            f"its list of contents is damaged ({error})",
            "a whole Word or Excel file",
        ) from error


def _members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """The members by name, each of which stands for one."""
    members = {info.filename: info for info in archive.infolist()}
    if len(members) < len(archive.infolist()):
        raise refuse(
            "corrupt_file",
            "it has two parts of the same name, and programs differ in which one they show",
            "a Word or Excel file as its program saves it",
        )
    return members


def _unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a member in pieces, as many as there really are."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refuse(
            "unsupported_format",
            f"its part {info.filename} is packed in an unusual way",
            "a Word or Excel file as its program saves it",
            "Open it in Word or Excel and save it again.",
        )
    # zipfile stops at the size that the list of contents states, which may be a lie.
    whole = copy(info)
    whole.file_size = sys.maxsize
    try:
        with archive.open(whole) as member:
            while piece := member.read(_PIECE):
                yield piece
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
        raise refuse(
            "corrupt_file",
            f"its part {info.filename} cannot be unpacked ({error})",
            "a whole Word or Excel file",
        ) from error
