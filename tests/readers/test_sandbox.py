"""The process that reads untrusted files: what it may do, and what its end means."""

import json
import os
import platform
import select
import subprocess
import sys
import zlib
from pathlib import Path
from textwrap import dedent, indent

import pytest

from etl.problems import CatalogueError, Problem
from etl.readers import limits, sandbox, worker
from etl.readers.document import Document, Table, TableRow, TextBlock
from etl.readers.wire import document_from_json, document_to_json

ROOT = Path(__file__).parents[2]


# A worker whose reader of PDF files is the code of a test.
START = """import sys, types; sys.path[:0] = {{paths!r}}
from etl.readers import worker
module = types.ModuleType("hostile")
exec({code!r}, module.__dict__)
sys.modules["hostile"] = module
worker.ISOLATED["pdf"] = ("hostile", "read")
worker.main()
"""
READER = """
import ctypes, os, resource, signal, socket, subprocess, sys, threading, time
from etl.readers.document import Document, TextBlock
libc = ctypes.CDLL(None, use_errno=True)

def call(number, *arguments):
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")

def act(data, progress):
{act}

def read(data, progress):
    try:
        said = str(act(data, progress))
    except (OSError, RuntimeError, ValueError) as error:
        said = "refused: " + type(error).__name__
    return Document("pdf", (TextBlock(said, "line 1"),))
"""


def start_of(act: str) -> str:
    """What starts a worker whose reader does ``act``, the body of a function."""
    code = READER.format(act=indent(act, "    "))
    return (
        START.format(code=code)
        .replace("{", "{{")
        .replace("}", "}}")
        .replace("{{paths!r}}", "{paths!r}")
    )


def said_inside(act: str, monkeypatch: pytest.MonkeyPatch, data: bytes = b"") -> str:
    """What ``act`` returns inside of a worker, or by which error it was refused."""
    monkeypatch.setattr(sandbox, "_START", start_of(act))
    (block,) = sandbox.read_in_sandbox("pdf", data).blocks
    assert isinstance(block, TextBlock)
    return block.text


def problem_inside(act: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The kind of problem when a worker does ``act``."""
    monkeypatch.setattr(sandbox, "_START", start_of(act))
    with pytest.raises(CatalogueError) as raised:
        sandbox.read_in_sandbox("pdf", b"")
    return raised.value.problems[0].kind


@pytest.fixture(scope="module")
def _all_layers() -> None:
    lacking = [str(layer) for layer in sandbox.layers_that_hold() if not layer.holds]
    if lacking:
        pytest.skip(f"this system lacks layers: {'; '.join(lacking)}")


def test_document_survives_the_way_back() -> None:
    table = Table((TableRow(("1", "甲\n乙"), "page 1, row 1", True),))
    problem = Problem("ocr_layer", "page 1", "found", "expected", "next")
    document = Document("pdf", (TextBlock("题", "page 1"), table), (problem,))

    assert document_from_json(json.loads(document_to_json(document))) == document


def test_process_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SECONDS", 2)

    assert problem_inside("time.sleep(60)", monkeypatch) == "limit_exceeded"


def test_process_that_never_stops_talking_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_SECONDS", 2)

    assert problem_inside("while True: progress(1, 1)", monkeypatch) == "limit_exceeded"


def test_process_that_crashes_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problem_inside("ctypes.string_at(0)", monkeypatch) == "corrupt_file"


def test_process_that_ends_itself_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problem_inside("os._exit(0)", monkeypatch) == "corrupt_file"


def test_process_that_aborts_is_out_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problem_inside("os.abort()", monkeypatch) == "limit_exceeded"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems may not limit memory")
def test_memory_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problem_inside("bytearray(1 << 30)", monkeypatch) == "limit_exceeded"


@pytest.mark.parametrize(
    "answer",
    [
        "[" * 100_000,
        "[1]",
        '"x"',
        "{}",
        '{"progress": [1, 1e999]}',
        '{"progress": 1}',
        '{"progress": ["x", "y"]}',
        "x",
        '{"refused": [{"kind": "no kind"}]}',
        '{"refused": 1}',
        '{"format": 1, "blocks": [[]]}',
        '{"crashed": {"x": 1}}',
        '{"format": "\\u001b[2J", "blocks": [], "problems": []}',
        "\\ud800",
    ],
)
def test_answer_that_is_none_is_a_damaged_file(
    answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = f"os.write(3, {answer!r}.encode() + b'\\n'); os._exit(0)"

    assert problem_inside(act, monkeypatch) == "corrupt_file"


def test_what_the_process_says_does_not_steer_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "_START", start_of("raise LookupError('\x1b]0;title\x07')"))

    with pytest.raises(CatalogueError, match=r"\\x1b\]0;title") as raised:
        sandbox.read_in_sandbox("pdf", b"")

    assert "\x1b" not in str(raised.value)


def test_large_file_goes_in_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytes(range(256)) * (1 << 15)

    said = said_inside("import zlib; return zlib.crc32(data)", monkeypatch, data)

    assert said == str(zlib.crc32(data))


def test_a_defect_of_the_program_is_not_blamed_on_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(worker.ISOLATED, "html", ("etl.readers.nowhere", "read"))

    assert json.loads(worker.answer_for("html", b"", lambda done, total: None)) == {
        "defect": "ModuleNotFoundError: No module named 'etl.readers.nowhere'"
    }
    with pytest.raises(RuntimeError, match="nowhere"):
        problem_inside("import nowhere", monkeypatch)


def test_process_that_does_not_start_is_not_blamed_on_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "_START", "raise SystemExit(7)")

    with pytest.raises(RuntimeError, match=r"does not start \(code 7\)"):
        sandbox.read_in_sandbox("pdf", b"")


@pytest.mark.parametrize(
    ("error", "reason"),
    [(MemoryError(), "memory"), (RecursionError(), "nesting"), (KeyError("x"), "KeyError: 'x'")],
)
def test_reasons_are_found_behind_other_errors(error: Exception, reason: str) -> None:
    assert worker.reason_of(error) == reason
    wrapped = ValueError("wrapped")
    wrapped.__cause__ = error
    assert worker.reason_of(wrapped) == (
        reason if reason in ("memory", "nesting") else "ValueError: wrapped"
    )


ATTEMPTS = {
    "raise its limit of memory": "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
    "raise its limit of files": "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))",
    "raise its limit as the kernel has it": "call(302, 0, 9, (ctypes.c_ulong * 2)(-1, -1), None)",
    "change the limits of its parent": "resource.prlimit(os.getppid(), 7, (1, 1))",
    "make a file": "open({folder!r} + '/new', 'w')",
    "write into a file": "open({folder!r} + '/there', 'r+')",
    "empty a file": "os.truncate({folder!r} + '/there', 0)",
    "remove a file": "os.remove({folder!r} + '/there')",
    "rename a file": "os.rename({folder!r} + '/there', {folder!r} + '/elsewhere')",
    "make a folder": "os.mkdir({folder!r} + '/folder')",
    "change permissions": "os.chmod({folder!r} + '/there', 0o777)",
    "keep bytes in memory as a file": "os.memfd_create('x')",
    "read a file of the user": "open({folder!r} + '/there').read()",
    "read a file of the system": "open('/etc/passwd').read()",
    "read the checkout": "open({root!r} + '/pyproject.toml').read()",
    "read the program": "open({root!r} + '/etl/cli.py').read()",
    "list the checkout": "os.listdir({root!r})",
    "list the root folder": "os.listdir('/')",
    "read its own memory as a file": "open('/proc/self/mem', 'rb').read(1)",
    "read the environment of its parent": "open(f'/proc/{{os.getppid()}}/environ').read()",
    "read the memory of its parent": "call(310, os.getppid(), None, 0, None, 0, 0)",
    "trace its parent": "call(101, 16, os.getppid(), 0, 0)",
    "hold its parent": "os.pidfd_open(os.getppid())",
    "signal its parent": "os.kill(os.getppid(), 0)",
    "signal its own group": "os.killpg(0, 0)",
    "open a socket": "socket.socket()",
    "open a local socket": "socket.socket(socket.AF_UNIX)",
    "open a pair of sockets": "socket.socketpair()",
    "become a program": "os.execv('/bin/true', ['true'])",
    "start a program": "subprocess.run(['/bin/true'])",
    "fork": "os.fork()",
    "fork as the kernel does": "call(56, 17, 0, 0, 0, 0)",
    "start a thread": "threading.Thread(target=print).start()",
    "leave its session": "os.setsid()",
    "live on without its parent": "call(157, 1, 0, 0, 0, 0)",
    "open itself to others": "call(157, 4, 1, 0, 0, 0)",
    "use another way into the kernel": "call(425, 8, ctypes.create_string_buffer(120))",
    "use a call by its other number": "call(0x40000000 + 39)",
    "use a call that no kernel has yet": "call(999)",
    "make a namespace": "call(272, 0x10000000)",
    "be told by signals of a descriptor": "import fcntl; fcntl.fcntl(0, 8, os.getppid())",
}


@pytest.mark.usefixtures("_all_layers")
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_hostile_code_is_refused(
    attempt: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if "call(" in ATTEMPTS[attempt] and platform.machine() != "x86_64":
        pytest.skip("written with the numbers of x86_64")
    there = tmp_path / "there"
    there.write_text("secret", encoding="utf-8")
    act = ATTEMPTS[attempt].format(folder=str(tmp_path), root=str(ROOT))

    said = said_inside(act, monkeypatch)

    assert said.startswith("refused: ")
    assert there.read_text(encoding="utf-8") == "secret"
    assert list(tmp_path.iterdir()) == [there]


def test_environment_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "of the parent")

    # Python itself names the encoding there.
    assert said_inside("return set(os.environ) - {'LC_CTYPE'}", monkeypatch) == "set()"


def test_files_that_are_open_stay_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    act = """
        def is_open(number):
            try:
                return bool(os.fstat(number))
            except OSError:
                return False
        return [number for number in range(256) if is_open(number)]
    """
    with open(tmp_path / "secret", "wb") as secret:
        os.set_inheritable(secret.fileno(), True)

        said = said_inside(dedent(act), monkeypatch)

    assert said == "[0, 1, 2, 3]"  # input, two to nowhere, answer


@pytest.mark.usefixtures("_all_layers")
def test_library_that_loads_late_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    act = "import xml.dom.minidom, lxml.objectify; return lxml.objectify.__name__"

    assert said_inside(act, monkeypatch) == "lxml.objectify"


@pytest.mark.usefixtures("_all_layers")
def test_process_ends_with_its_parent(tmp_path: Path) -> None:
    parent = f"""
        from etl.readers import sandbox
        sandbox._START = {start_of("progress(os.getpid(), 1); time.sleep(60)")!r}
        sandbox.read_in_sandbox("pdf", b"", lambda number, total: print(number, flush=True))
    """

    with subprocess.Popen(
        [sys.executable, "-c", dedent(parent)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        worker_process = os.pidfd_open(int(started.stdout.readline()))
        started.kill()

    assert select.select([worker_process], [], [], 30)[0], "the process lives on"
    os.close(worker_process)


def test_layers_are_named() -> None:
    layers = sandbox.layers_that_hold()

    assert [layer.name.split()[0] for layer in layers] == ["limits", "no", "no", "no"]


def test_reading_text_needs_no_library() -> None:
    code = (
        "import sys; from etl.readers import read_document; read_document(b'1\\t2');"
        "print([n for n in ('lxml', 'pdfplumber', 'pypdf', 'python_calamine', 'olefile')"
        " if n in sys.modules])"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ended.stdout.strip() == "[]"


def test_old_word_document_without_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    from etl.readers import conversion, read_document
    from tests.corpus.containers import ole_of

    monkeypatch.setattr(conversion, "find_program", lambda: None)

    with pytest.raises(CatalogueError) as raised:
        read_document(ole_of({"WordDocument": b"\xec\xa5\xc1\x00"}))

    problem = raised.value.problems[0]
    assert problem.kind == "unsupported_format"
    assert ".docx" in problem.next_step
