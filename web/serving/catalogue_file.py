"""The file that is published: whether it is whole, and which one it is."""

import json
import os
import sqlite3
import weakref
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import click

from etl.paths import DATABASE, INSPECT_DATA, shown
from etl.writing import stamp_of

FILE = DATABASE.name
INSPECT = INSPECT_DATA.name
_REMEDY = "Run: catalogue build; or put both files of one release in their place."
_CHUNK = 1024 * 1024

# What tells one file from another without reading it.
Identity = tuple[int, int, int, int]


class UnusableError(click.ClickException):
    """The catalogue cannot be published. One sentence: which file, what was found, what to do."""


class CatalogueFile:
    """A catalogue that was found whole, held open: it can be sent as it was when another file has
    taken its place.

    ``size`` is in bytes, ``sha256`` the digest that ``inspect-data.json`` states; ``seal`` tells
    this file, with this digest and not written to since, from any other.
    """

    def __init__(self, folder: Path, checked: str = "") -> None:
        """The catalogue of a folder. It is read whole, unless its seal is ``checked``: not every
        process of a site has to read what its supervisor has read. Raises ``UnusableError`` if the
        file is missing, damaged, or not the one that ``inspect-data.json`` beside it describes."""
        self.path = folder / FILE
        expected = _expected_digest(folder / INSPECT)
        try:
            self._descriptor = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            raise UnusableError(
                f"{shown(self.path)}: the catalogue cannot be opened ({error.strerror}). {_REMEDY}"
            ) from error
        weakref.finalize(self, os.close, self._descriptor)
        status = os.fstat(self._descriptor)
        self.identity = _identity(status)
        self.size = status.st_size
        self.sha256 = expected
        self.seal = seal_of(status, expected)
        if self.seal != checked:
            self.check_content()
            _check_structure(self.path)

    def check_content(self) -> None:
        """Raise ``UnusableError`` if the file's content is not what it should be."""
        if os.fstat(self._descriptor).st_size == 0:
            raise UnusableError(f"{shown(self.path)}: the catalogue is empty. {_REMEDY}")
        digest = sha256()
        place = 0
        while chunk := self.read(place, _CHUNK):
            digest.update(chunk)
            place += len(chunk)
        if digest.hexdigest() != self.sha256:
            raise UnusableError(
                f"{shown(self.path)}: the catalogue is damaged, or not the one that {INSPECT} "
                f"describes: its SHA-256 begins with {digest.hexdigest()[:12]}, expected "
                f"{self.sha256[:12]}. {_REMEDY}"
            )

    def read(self, place: int, size: int) -> bytes:
        """At most ``size`` bytes from ``place`` on."""
        return os.pread(self._descriptor, size, place)

    def held_identity(self) -> Identity:
        """The identity of the file that is held open, as it is now."""
        return _identity(os.fstat(self._descriptor))


def identity_of(path: Path) -> Identity | None:
    """The identity of the file that stands at a path now; None if there is none."""
    try:
        return _identity(path.stat())
    except OSError:
        return None


def _identity(status: os.stat_result) -> Identity:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def seal_of(status: os.stat_result, digest: str) -> str:
    """The seal of a file in this state, with this digest."""
    return f"{'.'.join(map(str, stamp_of(status)))}.{digest}"


def _expected_digest(path: Path) -> str:
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))[DATABASE.stem]["hash"])
    except (OSError, ValueError, TypeError, LookupError) as error:
        found = "is not there" if isinstance(error, FileNotFoundError) else "cannot be read"
        raise UnusableError(
            f"{shown(path)}: the file that describes the catalogue {found}. {_REMEDY}"
        ) from error


def _check_structure(path: Path) -> None:
    try:
        address = f"{path.resolve().as_uri()}?immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            found = " ".join(connection.execute("pragma quick_check(1)").fetchone()[0].split())
            connection.execute("select count(*) from build_info").fetchone()
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise UnusableError(f"{shown(path)}: the catalogue is damaged: {found}. {_REMEDY}")
