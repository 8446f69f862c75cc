"""Processes for untrusted work: each in a session of its own, ended with all that it started."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

# The processes that run now; each leads the group of what it starts.
_running: set[int] = set()


@contextmanager
def confined_process(command: Sequence[str]) -> Iterator["subprocess.Popen[bytes]"]:
    """Start ``command`` with pipes for its input and output, an empty environment, no other open
    file, and no terminal. When the block ends, the process and its whole group are killed."""
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        start_new_session=True,
    ) as process:
        _running.add(process.pid)
        try:
            yield process
        finally:
            _end(process.pid)
            _running.discard(process.pid)


def end_processes() -> None:
    """Kill every process started here that still runs."""
    for group in tuple(_running):
        _end(group)


def _end(group: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
