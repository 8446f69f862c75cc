"""A whole program that meets an untrusted document: what it may do, and how it ends."""

import os
import select
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent, indent

import pytest

from etl.confinement.processes import confined_process
from etl.confinement.program import Program, words_for
from etl.readers import sandbox

ROOT = Path(__file__).parents[2]
PYTHON = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
PROGRAM = """
import ctypes, os, resource, socket, subprocess, sys
libc = ctypes.CDLL(None, use_errno=True)

def call(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")

def act():
{act}

try:
    said = str(act())
except (OSError, ValueError, MemoryError) as error:
    said = "refused: " + type(error).__name__
open("said", "w").write(said)
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="layers of Linux")


@pytest.fixture(scope="module", autouse=True)
def _all_layers() -> None:
    lacking = [str(layer) for layer in sandbox.layers_that_hold() if not layer.holds]
    if lacking:
        pytest.skip(f"this system lacks layers: {'; '.join(lacking)}")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The folder of the program; beside it stands what is not its own."""
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    own = tmp_path / "own"
    own.mkdir()
    yield own
    assert (tmp_path / "secret").read_text(encoding="utf-8") == "secret"


def program_in(folder: Path, code: str) -> Program:
    return Program(
        [str(PYTHON), "-I", "-S", "-c", code],
        {"NAME": "its own"},
        str(folder),
        sys.base_prefix,
        [],
        {"RLIMIT_AS": 1 << 30, "RLIMIT_FSIZE": 1 << 20, "RLIMIT_CPU": 20},
    )


def said_by(act: str, folder: Path) -> str:
    """What ``act``, the body of a function, returns in a confined program."""
    program = program_in(folder, PROGRAM.format(act=indent(dedent(act), "    ")))
    with confined_process(words_for(program, ROOT)) as process:
        assert process.wait() == 0
    return (folder / "said").read_text(encoding="utf-8")


def test_program_writes_in_its_folder_and_starts_others(folder: Path) -> None:
    act = """
        subprocess.run(["/bin/sh", "-c", "echo done > there"], check=True)
        return open("there").read().strip() + " with " + os.environ["NAME"]
    """

    assert said_by(act, folder) == "done with its own"


ATTEMPTS = {
    "write beside its folder": "open('../new', 'w')",
    "read beside its folder": "open('../secret').read()",
    "remove beside its folder": "os.remove('../secret')",
    "link to elsewhere": "os.symlink('/etc/passwd', 'link')",
    "write without end": "[open('x', 'ab', 0).write(bytes(1 << 20)) for _ in range(2)]",
    "read who is on this computer": "open('/etc/passwd').read()",
    "read the checkout": f"open({str(ROOT / 'pyproject.toml')!r}).read()",
    "read other processes": "open(f'/proc/{os.getppid()}/environ').read()",
    "open a socket": "socket.socket()",
    "send without connecting": "socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)",
    "connect to another program": "socket.socket(socket.AF_UNIX).connect('/run/any')",
    "take much memory": "bytearray(2 << 30)",
    "raise its limits": "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
    "leave its group": "os.setpgid(0, 0)",
    "leave its session": "subprocess.run(['/bin/true'], start_new_session=True)",
    "signal what waits for it": f"os.kill({os.getpid()}, 0)",
}


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_hostile_program_is_refused(attempt: str, folder: Path) -> None:
    assert said_by(ATTEMPTS[attempt], folder).startswith("refused: ")


def test_program_ends_with_what_waits_for_it(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    code = """
        import os, subprocess, time
        if not os.fork():
            open("pipe", "w").write(str(os.getpid()))
        time.sleep(60)
    """

    with confined_process(words_for(program_in(folder, dedent(code)), ROOT)) as process:
        started = os.pidfd_open(int((folder / "pipe").read_text()))
        assert process.stdin is not None
        process.stdin.close()  # as when the process that holds it is killed
        ended = select.select([started], [], [], 30)[0]

    os.close(started)
    assert ended, "the program lives on"


def test_code_of_the_program_is_passed_on(folder: Path) -> None:
    with confined_process(words_for(program_in(folder, "raise SystemExit(81)"), ROOT)) as process:
        assert process.wait() == 81
