"""Reads an untrusted file in a process of its own, confined to that.

A library that hangs, explodes or crashes over a file takes that process with it and nothing
else, and one that a file takes over finds nothing to take: see ``etl.confinement``. The file goes
in over a pipe, JSON comes back over another (``etl.readers.wire``). What comes back is believed
no more than the file is.
"""

import json
import os
import selectors
import site
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from etl.confinement.layers import Layer
from etl.confinement.processes import confined_process
from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.document import Document
from etl.readers.refusal import GET_AGAIN, over_limit, refuse
from etl.readers.wire import NOTHING, document_from_json, problems_from_json

_ROOT = Path(__file__).resolve().parents[2]
# Isolated mode without the module ``site``: neither the environment nor the folder at hand decide
# what is imported, and no time goes into what editable installations put there.
_OPTIONS = ("-I", "-S", "-X", "utf8", "-c")
_START = "import sys; sys.path[:0] = {paths!r}; from etl.readers.worker import main; main()"
_CHUNK = 1 << 16
Progress = Callable[[int, int], None]


def read_in_sandbox(format_name: str, data: bytes, progress: Progress | None = None) -> Document:
    """Read ``data`` as ``format_name`` (one of ``worker.ISOLATED``) in a process of its own.

    ``progress`` is called with the pages read and all pages, where a file has pages. Raises
    ``CatalogueError`` if the file cannot be used, and ``RuntimeError`` if this program cannot.
    """
    with confined_process(_command(format_name)) as process:
        message = _answer(process, data, progress)
    if "defect" in message:
        raise RuntimeError(message["defect"])
    try:
        if "crashed" in message:
            raise _crashed(str(message["crashed"]))
        if "refused" in message:
            raise CatalogueError(problems_from_json(message["refused"]))
        return document_from_json(message)
    except _NO_ANSWER as error:
        raise _crashed(f"an answer that is none: {type(error).__name__}") from error


def layers_that_hold() -> list[Layer]:
    """The layers of confinement as a process that reads a document has them on this system."""
    with confined_process(_command(NOTHING)) as process:
        for message in _messages(process, b""):
            if "layers" in message:
                return [Layer(str(name), str(lacking)) for name, lacking in message["layers"]]
    raise RuntimeError(_NO_START.format(code=process.returncode))


# What believing an answer that is none ends in.
_NO_ANSWER = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
_NO_START = "the process that reads documents does not start (code {code})"


def _command(format_name: str) -> list[str]:
    paths = [str(_ROOT), *site.getsitepackages()]
    start = _START.format(paths=paths)
    return [sys.executable, *_OPTIONS, start, str(os.getpid()), str(_ROOT), format_name]


def _answer(
    process: "subprocess.Popen[bytes]", data: bytes, progress: Progress | None
) -> dict[str, Any]:
    """The last message of the process."""
    confined = False
    try:
        for message in _messages(process, data):
            if "layers" in message:
                confined = True
            elif "progress" not in message:
                return message
            elif progress is not None:
                done, total = message["progress"]
                progress(int(done), int(total))
    except _NO_ANSWER as error:
        return {"crashed": f"an answer that is none: {type(error).__name__}"}
    if not confined:  # no byte of the file was read yet
        return {"defect": _NO_START.format(code=process.wait())}
    return _without_answer(process)


def _messages(process: "subprocess.Popen[bytes]", data: bytes) -> Iterator[dict[str, Any]]:
    """What the process says, line by line, while ``data`` is given to it. Ends when it does;
    raises ``CatalogueError`` when it takes too long or says too much."""
    assert process.stdin is not None
    assert process.stdout is not None
    started = time.monotonic()
    seconds = limits.MAX_SECONDS
    left = memoryview(data)
    received = bytearray()
    os.set_blocking(process.stdin.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        selector.register(process.stdin, selectors.EVENT_WRITE)
        while True:
            remaining = started + seconds - time.monotonic()
            ready = selector.select(remaining) if remaining > 0 else []
            if not ready:
                raise over_limit(
                    f"reading it was stopped after {seconds:.0f} seconds",
                    f"{seconds:.0f} seconds for a document of this length",
                )
            if any(key.fileobj is process.stdin for key, _ in ready):
                left = left[_write_some(process.stdin.fileno(), left) :]
                if not left:
                    selector.unregister(process.stdin)
                    process.stdin.close()
            if not any(key.fileobj is process.stdout for key, _ in ready):
                continue
            chunk = os.read(process.stdout.fileno(), _CHUNK)
            if not chunk:
                return
            received += chunk
            if len(received) > limits.MAX_ANSWER_BYTES:
                raise over_limit("its text is too long", f"{limits.MAX_ANSWER_BYTES:,} bytes")
            if not received.endswith(b"\n"):
                continue
            for line in received.splitlines():
                message = json.loads(line)
                if not isinstance(message, dict):
                    raise TypeError("not an object")
                if "progress" in message:
                    seconds = max(seconds, _seconds_for(int(message["progress"][1])))
                yield message
            received.clear()


def _write_some(pipe: int, data: memoryview) -> int:
    """Bytes that the process takes now; all of them if it takes no more."""
    try:
        return os.write(pipe, data[:_CHUNK])
    except BlockingIOError:
        return 0
    except BrokenPipeError:
        return len(data)


def _seconds_for(pages: int) -> float:
    more = max(0, pages - limits.FREE_PAGES) * limits.SECONDS_A_PAGE
    return min(limits.MAX_SECONDS + more, limits.MAX_SECONDS_LONG)


def _without_answer(process: "subprocess.Popen[bytes]") -> dict[str, Any]:
    """What it means that the process ended without an answer: by a signal, or by exiting."""
    code = process.wait()
    if -code in (_signal("SIGXCPU"), _signal("SIGKILL"), _signal("SIGABRT")):
        # Out of time, or out of memory: libraries in C and Rust end the process then.
        return {"crashed": "memory"}
    return {"crashed": f"the process ended with code {code}"}


def _signal(name: str) -> int:
    import signal

    return int(getattr(signal, name, 0))


def _crashed(reason: str) -> CatalogueError:
    if reason == "memory":
        return over_limit(
            "reading it takes more memory or time than any notice",
            f"{limits.MAX_MEMORY_BYTES // limits.MIB} MB of memory and "
            f"{limits.MAX_SECONDS_LONG:.0f} seconds",
        )
    if reason == "nesting":
        return over_limit(
            "its parts are nested too deeply", f"{limits.MAX_NESTING} levels of nesting"
        )
    return refuse(
        "corrupt_file",
        "the inside of the file is damaged, or made in a way that no program known here makes it",
        "a file that the program which made it can open",
        f"{GET_AGAIN} If it opens in its own program, save it again from there. "
        f"(What a programmer asks for: {reason})",
    )
