"""The bytes of a document that a path names, if it names one and it is not too large."""

import os
import stat
from pathlib import Path

from etl.problems import reason_of
from etl.readers import limits
from etl.readers.refusal import over_limit, refuse

_ONLY_FILES = "a document in a file of its own"


def bytes_of(path: Path) -> bytes:
    """Read a document.

    Raises ``CatalogueError`` if there is none, if it is no ordinary file (a device or a pipe, which
    may never end), or if it is beyond the limit; then nothing has been read.
    """
    try:
        with open(path, "rb", opener=_open) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise refuse(
                    "corrupt_file", "this is no file, but a device or a pipe", _ONLY_FILES, ""
                )
            if status.st_size > limits.MAX_FILE_BYTES:
                raise over_limit(
                    f"the file has {status.st_size / limits.MIB:,.0f} MB",
                    f"{limits.MAX_FILE_BYTES // limits.MIB} MB",
                )
            return file.read(limits.MAX_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        found = f"the file cannot be read: {reason_of(error)}"
        raise refuse("corrupt_file", found, _ONLY_FILES, "Check its name.") from None


def _open(name: str, flags: int) -> int:
    """Open without waiting for what a pipe may send."""
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
