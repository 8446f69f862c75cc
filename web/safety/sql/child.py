"""A process that runs visitors' statements, as the server sees it."""

import json
import selectors
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO

from web.safety.sql.asked import Asked

_ROOT = Path(__file__).resolve().parents[3]
# Isolated mode: neither the environment nor the folder at hand decide what is imported.
_START = (
    # Behind the server itself, that pages come first where processors are short.
    "import os, sys; os.nice({nice}); sys.path.insert(0, {root!r}); "
    "from web.safety.sql.runner import main; "
    "main({path!r}, {is_immutable!r})"
)
_NICE = 10
# A process that isn't ready after this many seconds never will be.
_START_SECONDS = 20
# Beyond a statement's own limit, before the process is ended.
_GRACE = 0.5
# An answer is bounded by what it holds; this bounds what a process gone wrong could send.
_MAX_ANSWER = 100_000_000
_CHUNK = 1 << 16


class LostError(Exception):
    """The process gave no answer. ``is_late`` says that it was ended for taking too long."""

    def __init__(self, is_late: bool) -> None:
        super().__init__(is_late)
        self.is_late = is_late


class Child:
    """One process on one catalogue. Not for two statements at once."""

    def __init__(self, path: str, is_immutable: bool) -> None:
        start = _START.format(nice=_NICE, root=str(_ROOT), path=path, is_immutable=is_immutable)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", start],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            # Ctrl-C is for the server; its end ends this too.
            start_new_session=True,
        )
        self._received = bytearray()
        self._is_ready = False
        self._is_ended = False

    @property
    def process_id(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def is_usable(self) -> bool:
        """Whether the process can take a statement."""
        return not self._is_ended and self._process.poll() is None

    def ask(self, asked: Asked) -> list[bytes]:
        """The lines of the answer to a statement. Blocks; raises ``LostError``."""
        try:
            if not self._is_ready:
                self._message(time.monotonic() + _START_SECONDS)
                self._is_ready = True
            message = json.dumps(asked).encode()
            stdin = self._pipe(self._process.stdin)
            stdin.write(b"%d\n%s" % (len(message), message))
            stdin.flush()
            return self._message(time.monotonic() + asked["seconds"] + _GRACE).splitlines()
        except (OSError, ValueError) as error:
            self.end()
            raise LostError(is_late=False) from error
        except LostError:
            self.end()
            raise

    def end(self) -> None:
        """Kill the process; whoever waits for its answer is told."""
        self._is_ended = True
        self._process.kill()

    def close(self) -> None:
        """End the process and let go of everything. Not while somebody waits for its answer."""
        self.end()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            # What was never written can't be, now.
            with suppress(OSError):
                self._pipe(pipe).close()

    def _message(self, deadline: float) -> bytes:
        stdout = self._pipe(self._process.stdout)
        read: Callable[[int], bytes] = getattr(stdout, "read1")  # noqa: B009
        received = self._received
        received.clear()
        expected: int | None = None
        with selectors.DefaultSelector() as selector:
            selector.register(stdout, selectors.EVENT_READ)
            while expected is None or len(received) < expected:
                left = deadline - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise LostError(is_late=True)
                chunk = read(_CHUNK)
                if not chunk:
                    raise LostError(is_late=False)
                received += chunk
                if expected is None:
                    head, end, rest = bytes(received).partition(b"\n")
                    if end:
                        expected = int(head)
                        received[:] = rest
                if max(expected or 0, len(received)) > _MAX_ANSWER:
                    raise LostError(is_late=False)
        return bytes(received)

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe
