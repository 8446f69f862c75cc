"""Files that take the place of others: made whole beside them, by one owner, or not at all.

What is being made stands in a folder of its own beside its place, locked as long as its maker
lives. So several makers do not disturb each other, and what a killed one left behind is told from
what another is still making. A disk that takes no more is said in a sentence.
"""

import errno
import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from etl.paths import shown
from etl.problems import CatalogueError, Problem

_PREFIX = ".{name}.building-"
_MIB = 1 << 20
# Why a file cannot be written: number of the error → reason.
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "this user's share of the disk is used up",
    errno.EFBIG: "the system allows no file of this size",
    errno.EROFS: "the disk can only be read",
    errno.EACCES: "this user may not write there",
    errno.EPERM: "this user may not write there",
    errno.ENOENT: "its folder does not exist",
    errno.ENOTDIR: "its folder is no folder",
    errno.EIO: "the disk fails",
}
_REASONS_OF_SQLITE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the disk or the file can only be read",
    sqlite3.SQLITE_CANTOPEN: "this user may not write there",
    sqlite3.SQLITE_PERM: "this user may not write there",
    sqlite3.SQLITE_IOERR: "the disk takes no more or fails",
}
# What can only come from writing, wherever it happens.
_ONLY_WHILE_WRITING = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """Where to make the file that takes the place of ``target`` when the block ends without an
    error. Remove it again to leave ``target`` as it is.

    A kill at any moment leaves the old file whole: the new one is complete and on disk before it
    takes the old one's name. Raises ``CatalogueError`` (``cannot_write``) if the disk refuses.
    """
    # Within, too: what is free is said before the folder is removed.
    with writing(target), _own_folder(target) as folder, writing(target):
        temporary = folder / target.name
        yield temporary
        if temporary.exists():
            temporary.chmod(0o644)
            _sync(temporary)
            os.replace(temporary, target)
            _sync(target.parent)


def stamp_of(status: os.stat_result) -> tuple[int, ...]:
    """What tells a file in this state from any other, and from itself once somebody wrote to it.
    Whoever writes to a file can set the time of its content back, but not the time at which
    anything of it was changed."""
    return (
        status.st_dev,
        status.st_ino,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )


def write_whole(target: Path, content: bytes) -> None:
    """Write a file at once or not at all. Raises ``CatalogueError`` if the disk refuses."""
    with new_file(target) as new:
        new.write_bytes(content)


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Turn what a disk refuses in this block into ``CatalogueError`` about ``target``."""
    try:
        yield
    except CatalogueError:
        raise
    except Exception as error:  # of the disk, of SQLite, and of the libraries around it
        reason = _reason(error)
        if reason is None:
            raise
        raise CatalogueError([_problem(target, reason)]) from error


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other process is in such a block for ``folder``."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)


def refusal_of_disk(error: BaseException) -> Problem | None:
    """The problem that an error anywhere in the program is, if a disk refused to take more."""
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in _ONLY_WHILE_WRITING:
            name = cause.filename
            known = isinstance(name, (str, bytes)) and bool(name)
            target = Path(os.fsdecode(name)) if known else None
            return _problem(target, _REASONS[cause.errno])
    return None


def _reason(error: BaseException) -> str | None:
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno in _REASONS:
            return _REASONS[cause.errno]
        if isinstance(cause, sqlite3.Error):
            code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
            if code in _REASONS_OF_SQLITE:
                return _REASONS_OF_SQLITE[code]
    return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in seen:
        yield cause
        seen.append(cause)
        cause = cause.__cause__


def _problem(target: Path | None, reason: str) -> Problem:
    return Problem(
        "cannot_write",
        "",
        f"it cannot be written: {reason}{_disk_of(target) if target else ''}",
        "room and the right to write there",
        "Make room, or choose another place. What stood there before is unchanged.",
        file=shown(target) if target else "output",
    )


def _disk_of(target: Path) -> str:
    """The disk of a file and what is free on it, as messages show it."""
    place = target.absolute().parent
    while not place.exists() and place != place.parent:
        place = place.parent
    while not os.path.ismount(place) and place != place.parent:
        place = place.parent
    try:
        usage = shutil.disk_usage(place)
    except OSError:
        return f" (disk {place})"
    return f" (disk {place}, {usage.free / _MIB:,.1f} of {usage.total / _MIB:,.1f} MB free)"


@contextmanager
def _own_folder(target: Path) -> Iterator[Path]:
    """A new folder beside ``target``, locked; what dead owners left there is removed."""
    prefix = _PREFIX.format(name=target.name)
    for leftover in target.parent.glob(f"{prefix}*"):
        _remove_if_left(leftover)
    folder, handle = _make(target.parent, prefix)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def _make(parent: Path, prefix: str) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        with suppress(FileNotFoundError):  # removed before it was locked: another try
            handle = os.open(folder, os.O_RDONLY)
            _lock(handle)
            if folder.exists():
                return folder, handle
            os.close(handle)


def _remove_if_left(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return  # its owner lives, or this disk has no locks and nobody can know
    else:
        shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    with suppress(OSError):  # a disk without locks: then nobody removes it either
        fcntl.flock(handle, fcntl.LOCK_EX)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
