"""Landlock: of all files, a process keeps those below named folders, and nothing else.

Numbers are those of linux/landlock.h, the same on every processor. What a kernel does not know
yet is left out: files from 5.13, cutting files from 6.2, TCP from 6.7, devices from 6.10, signals
and abstract sockets from 6.12.
"""

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

from etl.confinement.kernel import system_call

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH = 1
EXECUTE, WRITE_FILE, READ_FILE, READ_FOLDER = (1 << bit for bit in range(4))
_SPECIAL = (1 << 6) | (1 << 11) | (1 << 12)  # devices of characters or blocks, symbolic links
_CUT, _DEVICE_CONTROL = 1 << 14, 1 << 15
_FOR_FILES = EXECUTE | WRITE_FILE | READ_FILE | _CUT | _DEVICE_CONTROL
# All rights over files that each version of the interface knows.
_KNOWN = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_KNOWN_SINCE_5 = (1 << 16) - 1
_TCP = 0b11  # to listen and to connect
_SCOPES = 0b11  # abstract sockets and signals: only within what is confined together

READ = READ_FILE | READ_FOLDER
RUN = READ | EXECUTE
# Everything in a folder of one's own except devices and links to elsewhere.
OWN = _KNOWN_SINCE_5 & ~_SPECIAL & ~EXECUTE
USE = READ_FILE | WRITE_FILE
NAME_SOCKETS = 1 << 9


def version() -> int:
    """The version of the kernel's interface. Raises ``OSError`` if there is none."""
    return system_call(_CREATE, None, 0, _ASK_VERSION)


def restrict(rights: Iterable[tuple[Path, int]]) -> int:
    """Keep only ``rights`` over files: of what is at or below each path. No TCP, no signals to
    others, where the kernel can refuse them. Returns the version of the kernel's interface.

    Needs ``no_new_privs``. Paths that are not there are left out. Raises ``OSError`` if the
    kernel has no Landlock; then nothing is restricted.
    """
    known = version()
    handled = _KNOWN.get(known, _KNOWN_SINCE_5)
    fields = [handled, _TCP if known >= 4 else 0, _SCOPES if known >= 6 else 0]
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    attributes = ctypes.create_string_buffer(struct.pack("=3Q", *fields)[:size], size)
    rules = system_call(_CREATE, attributes, size, 0)
    try:
        for path, allowed in rights:
            _add(rules, path, allowed & handled)
        system_call(_RESTRICT, rules, 0)
    finally:
        os.close(rules)
    return known


def _add(rules: int, path: Path, allowed: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            allowed &= _FOR_FILES
        rule = ctypes.create_string_buffer(struct.pack("=Qi", allowed, opened), 12)
        system_call(_ADD_RULE, rules, _PATH_BENEATH, rule, 0)
    finally:
        os.close(opened)
