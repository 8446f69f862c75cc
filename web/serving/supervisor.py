"""The process that keeps the site up: it starts those that answer, starts one again should it die,
and changes to a new catalogue without a request being lost.

A new catalogue is whole new processes, so that nothing of the old one (counts, tags of files,
lists, titles, pages) can be left over. The old ones go on until the new ones are ready; requests
that come while they change places wait in the socket, which is ours and which all of them answer.
While a file that is not whole stands in the catalogue's place, the old one is published, and the
log says why.
"""

import argparse
import asyncio
import os
import signal
import socket
import sys
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

from etl.languages.chinese import translated
from etl.languages.locale import is_chinese
from etl.paths import ROOT
from web.serving.catalogue_file import FILE, INSPECT, CatalogueFile, UnusableError, identity_of
from web.serving.settings import AGAIN_SECONDS, BACKLOG, LOOK_SECONDS, MOST_WORKERS
from web.serving.site_handle import SiteProcess


class Supervisor:
    """Keeps ``workers`` processes of the site behind a socket; ``checked`` is the seal of the
    catalogue that was found whole."""

    def __init__(
        self, folder: Path, listening: socket.socket, checked: str, workers: int = 1
    ) -> None:
        self._folder = folder
        self._checked = checked
        self._listening = listening
        self._workers = workers
        self._crew: list[SiteProcess] = []
        self._stop: asyncio.Future[signal.Signals] | None = None
        self._renew = False
        # When the next process may be started in the place of one that died.
        self._again = 0.0

    async def run(self) -> int:
        """Serve until a signal says to end. Returns the exit status."""
        loop = asyncio.get_running_loop()
        self._stop = loop.create_future()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._on_signal, number)
        loop.add_signal_handler(signal.SIGHUP, self._on_hangup)
        seen = self._identities()
        await self._unless_told_to_end(self._fill_up())
        if not self._crew and not self._stop.done():
            return 1
        host, port = self._listening.getsockname()[:2]
        shown_host = f"[{host}]" if ":" in host else host
        address = f"http://{shown_host}:{port}"
        if not self._stop.done():
            _say(
                f"the site is at {address} (press CTRL+C to end)",
                f"网站地址：{address}（按 CTRL+C 结束）",
            )
        while not self._stop.done():
            events: list[asyncio.Future[Any]] = [self._stop]
            events += [site.ended for site in self._crew]
            await asyncio.wait(events, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            now = self._identities()
            if self._renew or now != seen:
                self._renew = False
                seen = now
                await self._unless_told_to_end(self._change())
            await self._unless_told_to_end(self._fill_up())
            if not self._crew and not self._stop.done():
                return 1
        await asyncio.gather(*(site.end() for site in self._crew))
        return 128 + self._stop.result()

    async def _unless_told_to_end(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that may take long, such as starting processes; a signal breaks it off."""
        assert self._stop is not None
        doing = asyncio.ensure_future(work)
        events: list[asyncio.Future[Any]] = [doing, self._stop]
        await asyncio.wait(events, return_when=asyncio.FIRST_COMPLETED)
        if self._stop.done():
            doing.cancel()
        with suppress(asyncio.CancelledError):
            await doing

    async def _started(self, number: int) -> list[SiteProcess]:
        """So many processes that are ready; none if one did not come to that."""
        given = (self._folder, self._listening, self._checked)
        found = await asyncio.gather(*(SiteProcess.start(*given) for _ in range(number)))
        crew = [site for site in found if site is not None]
        if len(crew) == number:
            return crew
        await asyncio.gather(*(site.end() for site in crew))
        return []

    async def _fill_up(self) -> None:
        """Start a process in the place of each that died. While others answer, one that cannot be
        started is tried again later."""
        for site in self._crew:
            if site.ended.done():
                status = site.ended.result()
                _say(
                    f"the site ended with status {status}; starting it again",
                    f"网站进程以状态 {status} 结束，正在重新启动",
                )
        self._crew = [site for site in self._crew if not site.ended.done()]
        missing = self._workers - len(self._crew)
        now = asyncio.get_running_loop().time()
        if not missing or (self._crew and now < self._again):
            return
        new = await self._started(missing)
        for site in new:
            site.answer()
        self._crew += new
        if not new:
            self._again = now + AGAIN_SECONDS

    async def _change(self) -> None:
        """Change to the file that stands in the catalogue's place now, if it is whole."""
        try:
            found = await asyncio.to_thread(CatalogueFile, self._folder)
        except UnusableError as error:
            why = error.format_message()
            _say(f"the catalogue stays as it was. {why}", f"目录保持原样。{translated(why)}")
            return
        self._checked = found.seal
        new = await self._started(self._workers)
        if not new:
            _say(
                "the catalogue stays as it was: the site did not start with the new one.",
                "目录保持原样：网站未能以新的目录启动。",
            )
            return
        await asyncio.gather(*(site.close() for site in self._crew))
        for site in new:
            site.answer()
        self._crew = new
        _say("the site was renewed", "网站已更新")

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
    parser.add_argument("--workers", type=int, default=1, choices=range(1, MOST_WORKERS + 1))
    parser.add_argument("--folder", type=Path, default=ROOT, help="folder of catalogue.db")
    given = parser.parse_args()
    try:
        checked = CatalogueFile(given.folder).seal
        listening = listen(given.host, given.port)
    except UnusableError as error:
        why = error.format_message()
        _say(f"error: {why}", f"错误：{translated(why)}")
        return 1
    with listening:
        return asyncio.run(Supervisor(given.folder, listening, checked, given.workers).run())


if __name__ == "__main__":
    sys.exit(main())
