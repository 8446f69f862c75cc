"""The layers of confinement, put on one after another, and which of them hold on this system."""

import errno
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from etl.confinement.resource_limits import Limits, limit

LIMITS, PRIVILEGES, FILES, CALLS = (
    "limits of resources",
    "no privileges",
    "no files (Landlock)",
    "no system calls but those of reading (seccomp)",
)


@dataclass(frozen=True)
class Layer:
    """A layer of confinement. ``lacking`` says what does not hold; empty if all of it does."""

    name: str
    lacking: str = ""

    @property
    def holds(self) -> bool:
        return not self.lacking

    def __str__(self) -> str:
        return f"{self.name}: {self.lacking or 'holds'}"


def limit_resources(values: Limits) -> Layer:
    """The first layer, which every system has in part."""
    failed = limit(values)
    return Layer(LIMITS, f"without {', '.join(failed)}" if failed else "")


def confine_reader(parent: int, folders: Iterable[Path]) -> list[Layer]:
    """Confine this process to reading ``folders`` and what is open already, for good.

    It ends when the process ``parent`` does. Layers that the system lacks are named, not raised.
    """
    if sys.platform != "linux":
        return _absent((PRIVILEGES, FILES, CALLS))
    from etl.confinement import landlock
    from etl.confinement.call_filter import filter_reading

    files = [(path, landlock.READ) for path in folders]
    return _confine(parent, files, filter_reading, keep_reading=True)


def confine_program(parent: int, own: Path, places: Iterable[tuple[Path, int]]) -> None:
    """Confine this process, and the program that it becomes, to writing below ``own`` and to
    rights of ``etl.confinement.landlock`` over ``places``. No network.

    Layers that the system lacks are left out.
    """
    if sys.platform != "linux":
        return
    from etl.confinement import landlock
    from etl.confinement.call_filter import filter_program

    _confine(parent, [(own, landlock.OWN), *places], filter_program, keep_reading=False)


def _confine(
    parent: int,
    rights: list[tuple[Path, int]],
    filter_calls: Callable[[], None],
    keep_reading: bool,
) -> list[Layer]:
    from etl.confinement import kernel, landlock

    def files() -> str:
        kernel.forbid_new_privileges()  # without it, only root may restrict itself
        return _of_version(landlock.restrict(rights))

    def privileges() -> str:
        kernel.drop_privileges(keep_reading and restricted.holds)
        kernel.end_with(parent)
        return ""

    def calls() -> str:
        filter_calls()
        return ""

    restricted = _put_on(FILES, files)
    return [_put_on(PRIVILEGES, privileges), restricted, _put_on(CALLS, calls)]


def _of_version(version: int) -> str:
    """What Landlock of a version lacks. The filter of calls refuses these, too."""
    if version < 4:
        return "the kernel is older than 6.7: connections are not refused by it"
    return "" if version >= 6 else "the kernel is older than 6.12: signals are not refused by it"


def _put_on(name: str, step: Callable[[], str]) -> Layer:
    try:
        return Layer(name, step())
    except OSError as error:
        reason = "the kernel has none" if error.errno == errno.ENOSYS else error.strerror
        return Layer(name, f"missing ({reason})")


def _absent(names: Iterable[str]) -> list[Layer]:
    return [Layer(name, f"missing (there is none for {sys.platform})") for name in names]
