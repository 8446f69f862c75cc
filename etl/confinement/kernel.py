"""Calls to the Linux kernel that Python's standard library has no function for.

Constants are those of linux/prctl.h and linux/capability.h, which never change.
"""

import ctypes
import os
import signal
import struct

_SET_DEATH_SIGNAL = 1
_SET_DUMPABLE = 4
_DROP_BOUND = 24
_SET_NO_NEW_PRIVILEGES = 38
_CAPABILITY_VERSION = 0x20080522
_LAST_CAPABILITY_OF_ALL = 63
_READ_ANYTHING = 1 << 2  # CAP_DAC_READ_SEARCH

_libc = ctypes.CDLL(None, use_errno=True)


def system_call(number: int, *arguments: int | ctypes.Array[ctypes.c_char] | None) -> int:
    """Call the kernel by ``number``. Raises ``OSError`` if it refuses."""
    values = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return _checked(int(_libc.syscall(ctypes.c_long(number), *values)))


def control(option: int, *arguments: int | ctypes.Array[ctypes.c_char]) -> None:
    """``prctl``. Raises ``OSError`` if the kernel refuses."""
    all_four = [*arguments, 0, 0, 0, 0][:4]
    values = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in all_four]
    _checked(_libc.prctl(ctypes.c_int(option), *values))


def end_with(parent: int) -> None:
    """Be killed when the process ``parent`` ends, even if it is killed itself."""
    control(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the kernel knew
        os._exit(1)


def forbid_new_privileges() -> None:
    """Gain nothing by starting programs, and close the process to others of the same user: what
    is not dumpable cannot be traced or read by them and leaves no core file."""
    control(_SET_NO_NEW_PRIVILEGES, 1)
    control(_SET_DUMPABLE, 0)


def drop_privileges(keep_reading: bool = False) -> None:
    """Give up every capability for good, root's among them.

    Root without capabilities can raise no limit and override no permission. ``keep_reading``
    keeps the one to read what permissions would forbid, if it is there: where another layer says
    what may be read, libraries of other users stay readable.
    """
    for capability in range(_LAST_CAPABILITY_OF_ALL + 1):
        try:
            control(_DROP_BOUND, capability)
        except OSError:
            break  # beyond the last one that this kernel has, or not ours to drop
    header = ctypes.create_string_buffer(
        _CAPABILITY_VERSION.to_bytes(4, "little") + bytes(4), 8
    )  # version, this process
    data = ctypes.create_string_buffer(24)  # effective, permitted, inheritable; then the upper ones
    _checked(_libc.capget(header, data))
    effective = struct.unpack("=6I", data.raw)[0]
    kept = effective & _READ_ANYTHING if keep_reading else 0
    data.raw = struct.pack("=6I", kept, kept, 0, 0, 0, 0)
    _checked(_libc.capset(header, data))


def _checked(answer: int) -> int:
    if answer < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return answer
