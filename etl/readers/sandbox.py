"""Reads an untrusted file in a process of its own, with limits on memory and time.

A library that hangs, explodes or crashes over a file takes that process with it and nothing
else. The file goes in over a pipe, JSON comes back (``etl.readers.wire``); the process cannot
write files.
"""

import json
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.document import Document
from etl.readers.refusal import GET_AGAIN, over_limit, refuse
from etl.readers.wire import document_from_json, problems_from_json

_ROOT = Path(__file__).resolve().parents[2]
# Isolated mode: neither the environment nor the folder at hand decide what is imported.
_START = "import sys; sys.path.insert(0, {root!r}); from etl.readers.worker import main; main()"
_CHUNK = 1 << 16
Progress = Callable[[int, int], None]


def read_in_sandbox(format_name: str, data: bytes, progress: Progress | None = None) -> Document:
    """Read ``data`` as ``format_name`` (one of ``worker.ISOLATED``) in a process of its own.

    ``progress`` is called with the pages read and all pages, where a file has pages.
    """
    with tempfile.TemporaryFile() as source:
        source.write(data)
        source.seek(0)
        command = [sys.executable, "-I", "-c", _START.format(root=str(_ROOT)), format_name]
        with subprocess.Popen(
            command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as process:
            try:
                message = _answer(process, progress)
            finally:
                process.kill()
    if "refused" in message:
        raise CatalogueError(problems_from_json(message["refused"]))
    if "defect" in message:
        raise RuntimeError(message["defect"])
    if "crashed" in message:
        raise _crashed(str(message["crashed"]))
    return document_from_json(message)


def _answer(process: "subprocess.Popen[bytes]", progress: Progress | None) -> dict[str, Any]:
    """The last message of the process."""
    assert process.stdout is not None
    started = time.monotonic()
    seconds = limits.MAX_SECONDS
    received = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while True:
            left = started + seconds - time.monotonic()
            if left <= 0 or not selector.select(left):
                raise over_limit(
                    f"reading it was stopped after {seconds:.0f} seconds",
                    f"{seconds:.0f} seconds for a document of this length",
                )
            chunk = _read_some(process.stdout)
            if not chunk:
                return _without_answer(process)
            received += chunk
            if len(received) > limits.MAX_ANSWER_BYTES:
                raise over_limit("its text is too long", f"{limits.MAX_ANSWER_BYTES:,} bytes")
            if not received.endswith(b"\n"):
                continue
            for line in received.splitlines():
                message: dict[str, Any] = json.loads(line)
                if "progress" not in message:
                    return message
                done, total = message["progress"]
                seconds = max(seconds, _seconds_for(total))
                if progress is not None:
                    progress(done, total)
            received.clear()


def _read_some(pipe: IO[bytes]) -> bytes:
    read: Callable[[int], bytes] = getattr(pipe, "read1")  # noqa: B009
    return read(_CHUNK)


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
