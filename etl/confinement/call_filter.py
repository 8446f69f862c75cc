"""A filter of system calls: a program in the kernel's own small language (classic BPF).

It is run by the kernel before each call and cannot be taken off again. Instructions and offsets
are those of linux/filter.h and linux/seccomp.h.
"""

import ctypes
import errno
import os
import platform
import struct

from etl.confinement import system_calls as calls
from etl.confinement.kernel import control

Number = tuple[int | None, int | None]
Instruction = tuple[int, int, int, int]

_SET_FILTER, _WITH_PROGRAM = 22, 2
_LOAD, _RETURN, _MASK = 0x20, 0x06, 0x54
_JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT = 0x15, 0x35, 0x45
_AT_NUMBER, _AT_PROCESSOR, _AT_ARGUMENTS = 0, 4, 16
_ALLOW = (_RETURN, 0, 0, 0x7FFF0000)
_KILL = (_RETURN, 0, 0, 0x80000000)
_REFUSE = (_RETURN, 0, 0, 0x00050000 | errno.EPERM)
_UNKNOWN = (_RETURN, 0, 0, 0x00050000 | errno.ENOSYS)
# Calls of the second kind that x86_64 processors have: the same calls under other numbers.
_OTHER_NUMBERS = 0x40000000
_FLAGS_THAT_WRITE = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# What opening a file asks: whether it is a terminal, and to close it in other programs.
_TCGETS, _CLOSE_ON_EXEC, _KEEP_ON_EXEC = 0x5401, 0x5451, 0x5450
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL and F_DUPFD_CLOEXEC: none sends a signal.
_FCNTL = (0, 1, 2, 3, 1030)
_NEW_NAMESPACES = 0x7E020080  # CLONE_NEW… of linux/sched.h
_LOCAL, _STREAM, _KIND_OF_SOCKET = 1, 1, 0xF


def filter_reading() -> None:
    """Allow what ``READING`` lists, and opening files to read; everything else is refused.

    Raises ``OSError`` if the kernel or the processor has no such filter.
    """
    own = os.getpid()
    column = _processor().column
    program = [
        *(part for number in calls.READING.values() for part in _when(number, column, [_ALLOW])),
        *_when(calls.OPEN, column, _without_bits(1, _FLAGS_THAT_WRITE)),
        *_when(calls.OPENAT, column, _without_bits(2, _FLAGS_THAT_WRITE)),
        *_when(calls.IOCTL, column, _one_of(1, (_TCGETS, _CLOSE_ON_EXEC, _KEEP_ON_EXEC))),
        *_when(calls.FCNTL, column, _one_of(1, _FCNTL)),
        *_when(calls.TGKILL, column, _one_of(0, (own,))),  # abort() ends the own process so
        *_when(calls.PRLIMIT, column, _asking_own_limits()),
        _UNKNOWN,
    ]
    _install(program)


def filter_program() -> None:
    """Refuse what ``FORBIDDEN_TO_PROGRAMS`` lists, sockets other than local ones, and new
    namespaces. Raises ``OSError`` if the kernel or the processor has no such filter."""
    column = _processor().column
    program = [
        *(
            part
            for number in calls.FORBIDDEN_TO_PROGRAMS.values()
            for part in _when(number, column, [_REFUSE])
        ),
        *_when(calls.SOCKET, column, _local_stream()),
        *_when(calls.PRLIMIT, column, _asking_own_limits()),
        *_when(calls.CLONE, column, _without_bits(0, _NEW_NAMESPACES)),
        *_when(calls.CLONE3, column, [_UNKNOWN]),
        _ALLOW,
    ]
    _install(program)


def _processor() -> calls.Processor:
    try:
        return calls.PROCESSORS[platform.machine()]
    except KeyError:
        raise OSError(errno.ENOSYS, f"no table of calls for {platform.machine()}") from None


def _install(program: list[Instruction]) -> None:
    guarded = [
        (_LOAD, 0, 0, _AT_PROCESSOR),
        (_JUMP_EQUAL, 1, 0, _processor().audit),
        _KILL,
        (_LOAD, 0, 0, _AT_NUMBER),
        (_JUMP_AT_LEAST, 0, 1, _OTHER_NUMBERS),
        _UNKNOWN,
        *program,
    ]
    code = b"".join(struct.pack("=HBBI", *instruction) for instruction in guarded)
    held = ctypes.create_string_buffer(code, len(code))
    head = struct.pack("@HP", len(guarded), ctypes.addressof(held))
    control(_SET_FILTER, _WITH_PROGRAM, ctypes.create_string_buffer(head, len(head)))


def _when(number: Number, column: int, then: list[Instruction]) -> list[Instruction]:
    """``then``, which must end in an answer, if the call has this number."""
    found = number[column]
    return [] if found is None else [(_JUMP_EQUAL, 0, len(then), found), *then]


def _one_of(argument: int, values: tuple[int, ...]) -> list[Instruction]:
    program = [(_LOAD, 0, 0, _at(argument))]
    for value in values:
        program += [(_JUMP_EQUAL, 0, 1, value), _ALLOW]
    return [*program, _REFUSE]


def _without_bits(argument: int, bits: int) -> list[Instruction]:
    return [(_LOAD, 0, 0, _at(argument)), (_JUMP_ANY_BIT, 0, 1, bits), _REFUSE, _ALLOW]


def _asking_own_limits() -> list[Instruction]:
    """prlimit of this process with no new limit: what getrlimit() is today."""
    zero = [
        part
        for place in (_at(0), _at(2), _at(2) + 4)
        for part in ((_LOAD, 0, 0, place), (_JUMP_EQUAL, 1, 0, 0), _REFUSE)
    ]
    return [*zero, _ALLOW]


def _local_stream() -> list[Instruction]:
    """A socket of this computer that sends nothing before it is connected."""
    return [
        *((_LOAD, 0, 0, _at(0)), (_JUMP_EQUAL, 1, 0, _LOCAL), _REFUSE),
        *((_LOAD, 0, 0, _at(1)), (_MASK, 0, 0, _KIND_OF_SOCKET)),
        *((_JUMP_EQUAL, 0, 1, _STREAM), _ALLOW, _REFUSE),
    ]


def _at(argument: int) -> int:
    """Where the lower half of an argument stands; both processors put it first."""
    return _AT_ARGUMENTS + 8 * argument
