"""One process of the site, as its supervisor sees it."""

import asyncio
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

from web.serving.settings import DRAIN_SECONDS, START_SECONDS

# What a process of the site and its supervisor say to each other: that it is ready to answer,
# that it is to answer, and that it takes no more requests.
READY, ANSWER, CLOSED = b"r", b"a", b"c"
# Threads share two heaps of the C library instead of having one each, whose free memory no other
# thread could use.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}


class SiteProcess:
    """A process of the site. ``ended`` is its exit status, once it has one."""

    def __init__(self, process: asyncio.subprocess.Process, link: socket.socket) -> None:
        self._process = process
        # When this end is closed, by whatever happens to us, the process ends.
        self._link = link
        self.ended = asyncio.ensure_future(process.wait())

    @classmethod
    async def start(
        cls, folder: Path, listening: socket.socket, checked: str
    ) -> "SiteProcess | None":
        """A process that is ready; None if it did not come to that, which it has explained. It
        reads the catalogue whole only if that has another seal than ``checked``."""
        link, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "web.serving.site_process", "--folder", str(folder)),
                *("--checked", checked),
                *("--listen", str(listening.fileno()), "--link", str(theirs.fileno())),
                pass_fds=(listening.fileno(), theirs.fileno()),
                # A Ctrl-C at the terminal is for us; we end it.
                start_new_session=True,
                env={**_ENVIRONMENT, **os.environ},
            )
        link.setblocking(False)
        site = cls(process, link)
        try:
            if await site._heard(START_SECONDS) == READY:
                return site
        except asyncio.CancelledError:
            # Nobody waits for it any more, and it has no request to answer.
            process.kill()
            await site.ended
            raise
        await site.end()
        return None

    def answer(self) -> None:
        """Let the process answer requests."""
        with suppress(OSError):
            self._link.send(ANSWER)

    async def close(self) -> None:
        """Let the process take no more requests; it ends when it has answered those it has."""
        if not self.ended.done():
            self._process.send_signal(signal.SIGTERM)
        await self._heard(DRAIN_SECONDS)
        self.ended.add_done_callback(lambda _: self._link.close())

    async def end(self) -> None:
        """End the process and wait for it."""
        await self.close()
        await self.ended

    async def _heard(self, seconds: float) -> bytes:
        """What the process says next; nothing if it ends, or says nothing for so long."""
        try:
            loop = asyncio.get_running_loop()
            return await asyncio.wait_for(loop.sock_recv(self._link, 1), seconds)
        except (TimeoutError, OSError):
            return b""
