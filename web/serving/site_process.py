"""The process that answers requests: Datasette under uvicorn.

It is started by ``web.serving.supervisor``, which hands it the open socket.
"""

import argparse
import asyncio
import contextlib
import gc
import os
import socket
import sys
from pathlib import Path

import uvicorn

from web.serving.lean_start import lean

with lean():
    from datasette.app import Datasette

from web.serving import published
from web.serving.catalogue_file import UnusableError
from web.serving.connections import BoundedProtocol
from web.serving.settings import BACKLOG, DRAIN_SECONDS, HEAD_BYTES, REST_SECONDS
from web.serving.site_handle import ANSWER, CLOSED, READY

# So many objects more than before are made until Python looks among them for circles, 700 by
# default; a page of a table makes some thousands, and next to none in circles.
_NEW_OBJECTS = 10_000


def _look_rarely() -> None:
    """Python is not to look for circles among what stays as long as the process, and rarely among
    what comes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


class SiteServer(uvicorn.Server):
    """uvicorn's server, which answers when its supervisor says so, and ends with it."""

    def __init__(self, config: uvicorn.Config, datasette: Datasette, link: socket.socket) -> None:
        super().__init__(config)
        self._datasette = datasette
        self._link = link

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        loop = asyncio.get_running_loop()
        self._link.setblocking(False)
        # Before uvicorn, which would report an unusable catalogue with a traceback.
        await self._datasette.invoke_startup()
        _look_rarely()
        self._link.send(READY)
        if await loop.sock_recv(self._link, 1) != ANSWER:
            raise SystemExit(0)
        await super().startup(sockets)
        loop.add_reader(self._link, self._end)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        with contextlib.suppress(OSError):
            self._link.send(CLOSED)
        await super().shutdown(sockets)

    def _end(self) -> None:
        asyncio.get_running_loop().remove_reader(self._link)
        self.should_exit = True


def main() -> int:
    """Serve until told to end. Returns 1 if the catalogue cannot be published."""
    parser = argparse.ArgumentParser(prog="site_process")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--listen", type=int, required=True, help="descriptor of the socket")
    parser.add_argument("--link", type=int, required=True, help="descriptor to the supervisor")
    parser.add_argument("--checked", default="", help="seal of the catalogue that was read whole")
    given = parser.parse_args()
    datasette = Datasette(config_dir=given.folder, secret=os.environ.get("DATASETTE_SECRET"))
    published.know_checked(datasette, given.checked)
    config = uvicorn.Config(
        datasette.app(),
        http=BoundedProtocol,
        ws="none",
        lifespan="on",
        log_level="info",
        server_header=False,
        backlog=BACKLOG,
        timeout_keep_alive=REST_SECONDS,
        timeout_graceful_shutdown=DRAIN_SECONDS,
        h11_max_incomplete_event_size=HEAD_BYTES,
    )
    server = SiteServer(config, datasette, socket.socket(fileno=given.link))
    try:
        server.run(sockets=[socket.socket(fileno=given.listen)])
    except UnusableError as error:
        print(f"error: {error.format_message()}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
