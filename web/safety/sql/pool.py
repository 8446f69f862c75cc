"""The processes for visitors' statements: handed out one statement at a time, and replaced."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

from web.safety.sql.asked import Asked
from web.safety.sql.child import Child

SIZE = 2


class Pool:
    """Processes on one catalogue. They start with the first statement.

    Whoever asks holds ``turn``, of which there are as many as processes. Only one event loop may
    use a pool.
    """

    def __init__(self, path: str, is_immutable: bool, size: int = SIZE) -> None:
        self._catalogue = (path, is_immutable)
        self._size = size
        self.turn = asyncio.Semaphore(size)
        self._threads: ThreadPoolExecutor | None = None
        self._idle: list[Child] = []
        self._busy: set[Child] = set()
        self._lock = threading.Lock()

    @property
    def process_ids(self) -> set[int]:
        """The numbers of all processes."""
        with self._lock:
            return {child.process_id for child in (*self._idle, *self._busy)}

    @property
    def is_busy(self) -> bool:
        """Whether a statement runs."""
        with self._lock:
            return bool(self._busy)

    async def ask(self, asked: Asked) -> list[bytes]:
        """The lines of the answer to a statement (see ``runner``). Raises ``LostError``.

        A caller that is cancelled takes its process with it: nothing that nobody waits for goes
        on running.
        """
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._size, "visitors-sql")
        child = self._take()
        answer = asyncio.get_running_loop().run_in_executor(self._threads, self._ask, child, asked)
        try:
            # The thread runs to its end in any case, and puts another process in the place.
            return await asyncio.shield(answer)
        except asyncio.CancelledError:
            child.end()
            answer.add_done_callback(lambda done: done.cancelled() or done.exception())
            raise

    def close(self) -> None:
        """End all processes; the pool may be used again."""
        with self._lock:
            for child in self._busy:
                child.end()
        if self._threads is not None:
            self._threads.shutdown()
            self._threads = None
        with self._lock:
            while self._idle:
                self._idle.pop().close()

    def _ask(self, child: Child, asked: Asked) -> list[bytes]:
        try:
            return child.ask(asked)
        finally:
            self._give_back(child)

    def _take(self) -> Child:
        with self._lock:
            child = self._idle.pop() if self._idle else Child(*self._catalogue)
            self._busy.add(child)
        if child.is_usable:
            return child
        # It ended while nothing was asked of it; the next one is new.
        with self._lock:
            self._busy.discard(child)
            child.close()
            child = Child(*self._catalogue)
            self._busy.add(child)
        return child

    def _give_back(self, child: Child) -> None:
        """Keep a process for the next statement, or put a new one in the place of a lost one.
        It starts meanwhile; nobody waits for it yet."""
        with self._lock:
            self._busy.discard(child)
            # Where a caller left, another may have started a process before this came back.
            is_needed = len(self._idle) + len(self._busy) < self._size
            if child.is_usable and is_needed:
                self._idle.append(child)
                return
            child.close()
            if is_needed:
                self._idle.append(Child(*self._catalogue))
