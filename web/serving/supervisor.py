"""The process that keeps the site up: it starts the one that answers, starts it again should it
die, and changes to a new catalogue without a request being lost.

A new catalogue is a whole new process, so that nothing of the old one (counts, tags of files,
lists, titles) can be left over. The old process goes on until the new one is ready; requests that
come while they change places wait in the socket, which is ours. While a file that is not whole
stands in the catalogue's place, the old one is published, and the log says why.
"""

import argparse
import asyncio
import os
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from etl.languages.chinese import translated
from etl.languages.locale import is_chinese
from etl.paths import ROOT
from web.serving.catalogue_file import FILE, INSPECT, CatalogueFile, UnusableError, identity_of
from web.serving.settings import BACKLOG, DRAIN_SECONDS, LOOK_SECONDS, START_SECONDS

# What a process of the site and its supervisor say to each other: that it is ready to answer,
# that it is to answer, and that it takes no more requests.
READY, ANSWER, CLOSED = b"r", b"a", b"c"


class Supervisor:
    """Keeps one process of the site behind a socket."""

    def __init__(self, folder: Path, listening: socket.socket) -> None:
        self._folder = folder
        self._listening = listening
        self._stop: asyncio.Future[signal.Signals] | None = None
        self._renew = False

    async def run(self) -> int:
        """Serve until a signal says to end. Returns the exit status."""
        loop = asyncio.get_running_loop()
        self._stop = loop.create_future()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._on_signal, number)
        loop.add_signal_handler(signal.SIGHUP, self._on_hangup)
        seen = self._identities()
        site = await _Site.start(self._folder, self._listening)
        if site is None:
            return 1
        site.answer()
        host, port = self._listening.getsockname()[:2]
        shown_host = f"[{host}]" if ":" in host else host
        address = f"http://{shown_host}:{port}"
        _say(
            f"the site is at {address} (press CTRL+C to end)",
            f"网站地址：{address}（按 CTRL+C 结束）",
        )
        while True:
            events: list[asyncio.Future[Any]] = [self._stop, site.ended]
            await asyncio.wait(events, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            if self._stop.done():
                break
            now = self._identities()
            if site.ended.done():
                status = site.ended.result()
                _say(
                    f"the site ended with status {status}; starting it again",
                    f"网站进程以状态 {status} 结束，正在重新启动",
                )
                next_site = await _Site.start(self._folder, self._listening)
                if next_site is None:
                    return 1
                next_site.answer()
                site, seen = next_site, now
            elif self._renew or now != seen:
                self._renew = False
                seen = now
                site = await self._renewed(site)
        await site.end()
        return 128 + self._stop.result()

    async def _renewed(self, old: "_Site") -> "_Site":
        try:
            await asyncio.to_thread(CatalogueFile, self._folder)
        except UnusableError as error:
            why = error.format_message()
            _say(f"the catalogue stays as it was. {why}", f"目录保持原样。{translated(why)}")
            return old
        new = await _Site.start(self._folder, self._listening)
        if new is None:
            _say(
                "the catalogue stays as it was: the site did not start with the new one.",
                "目录保持原样：网站未能以新的目录启动。",
            )
            return old
        await old.close()
        new.answer()
        _say("the site was renewed", "网站已更新")
        return new

    def _identities(self) -> tuple[object, object]:
        return identity_of(self._folder / FILE), identity_of(self._folder / INSPECT)

    def _on_signal(self, number: signal.Signals) -> None:
        assert self._stop is not None
        if self._stop.done():
            # Asked twice: the process of the site ends by itself when we are gone.
            os._exit(128 + number)
        self._stop.set_result(number)

    def _on_hangup(self) -> None:
        self._renew = True


class _Site:
    """A process of the site. ``ended`` is its exit status, once it has one."""

    def __init__(self, process: asyncio.subprocess.Process, link: socket.socket) -> None:
        self._process = process
        # When this end is closed, by whatever happens to us, the process ends.
        self._link = link
        self.ended = asyncio.ensure_future(process.wait())

    @classmethod
    async def start(cls, folder: Path, listening: socket.socket) -> "_Site | None":
        """A process that is ready; None if it did not come to that, which it has explained."""
        link, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "web.serving.site_process", "--folder", str(folder)),
                *("--listen", str(listening.fileno()), "--link", str(theirs.fileno())),
                pass_fds=(listening.fileno(), theirs.fileno()),
                # A Ctrl-C at the terminal is for us; we end it.
                start_new_session=True,
            )
        link.setblocking(False)
        site = cls(process, link)
        if await site._heard(START_SECONDS) != READY:
            await site.end()
            return None
        return site

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


def _say(english: str, chinese: str) -> None:
    """Tell whoever started the site, in the language of the environment."""
    print(chinese if is_chinese() else english, file=sys.stderr, flush=True)


def listen(host: str, port: int) -> socket.socket:
    """A socket at an address. Raises ``UnusableError`` if it cannot be had."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, *_, address = found[0]
        return socket.create_server(address[:2], family=family, backlog=BACKLOG)
    except OSError as error:
        raise UnusableError(
            f"http://{host}:{port}: this address cannot be used ({error.strerror or error}). "
            "Name another: --port 8002"
        ) from error


def main() -> int:
    """Check the catalogue and serve the site. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="web.serving.supervisor", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--folder", type=Path, default=ROOT, help="folder of catalogue.db")
    given = parser.parse_args()
    try:
        CatalogueFile(given.folder)
        listening = listen(given.host, given.port)
    except UnusableError as error:
        why = error.format_message()
        _say(f"error: {why}", f"错误：{translated(why)}")
        return 1
    with listening:
        return asyncio.run(Supervisor(given.folder, listening).run())


if __name__ == "__main__":
    sys.exit(main())
