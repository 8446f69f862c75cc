"""Calls to the Linux kernel that Python's standard library has no function for.

Constants are those of linux/prctl.h and linux/capability.h, which never change.
"""

import ctypes
import os
import signal

_SET_DEATH_SIGNAL = 1
_SET_DUMPABLE = 4
_DROP_BOUND = 24
_SET_NO_NEW_PRIVILEGES = 38
_CAPABILITY_VERSION = 0x20080522
_LAST_CAPABILITY_OF_ALL = 63

_libc = ctypes.CDLL(None, use_errno=True)


def system_call(number: int, *arguments: int | ctypes.Array[ctypes.c_char] | None) -> int:
    """Call the kernel by ``number``. Raises ``OSError`` if it refuses."""
    values = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    answer = int(_libc.syscall(ctypes.c_long(number), *values))
    if answer < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return answer


def control(option: int, *arguments: int | ctypes.Array[ctypes.c_char]) -> None:
    """``prctl``. Raises ``OSError`` if the kernel refuses."""
    all_four = [*arguments, 0, 0, 0, 0][:4]
    values = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in all_four]
    if _libc.prctl(ctypes.c_int(option), *values) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))


def end_with(parent: int) -> None:
    """Be killed when the process ``parent`` ends, even if it is killed itself."""
    control(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the kernel knew
        os._exit(1)


def drop_privileges() -> None:
    """Give up every capability for good, root's among them, and close the process to others.

    Root without capabilities can raise no limit and override no permission. ``no_new_privs``
    keeps programs started from here from gaining any; what is not dumpable cannot be traced or
    read by other processes of the same user and leaves no core file.
    """
    control(_SET_NO_NEW_PRIVILEGES, 1)
    for capability in range(_LAST_CAPABILITY_OF_ALL + 1):
        try:
            control(_DROP_BOUND, capability)
        except OSError:
            break  # beyond the last one that this kernel has, or not ours to drop
    header = ctypes.create_string_buffer(
        _CAPABILITY_VERSION.to_bytes(4, "little") + bytes(4), 8
    )  # version, this process
    nothing = ctypes.create_string_buffer(bytes(24), 24)  # effective, permitted, inheritable, twice
    if _libc.capset(header, nothing) < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    control(_SET_DUMPABLE, 0)
