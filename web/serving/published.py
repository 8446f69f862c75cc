"""The catalogue of a running site: checked when it starts, and the same file until it ends."""

import asyncio
import threading
from collections.abc import AsyncGenerator
from contextlib import suppress
from pathlib import Path

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from etl.export.forms import Sqlite
from web.downloads.stream import PIECE, Streamed
from web.per_site import PerSite
from web.serving.catalogue_file import FILE, CatalogueFile, Identity, UnusableError, identity_of
from web.site import DATABASE

_SECONDS_TO_OPEN = 10


class Published:
    """The catalogue that a site publishes."""

    def __init__(self, file: CatalogueFile) -> None:
        self.file = file
        self._checked: Identity = file.identity
        self._damage = ""
        self._lock = asyncio.Lock()

    @property
    def is_replaced(self) -> bool:
        """Whether another file stands in the catalogue's place now."""
        found = identity_of(self.file.path)
        return found is None or found[:2] != self.file.identity[:2]

    async def damage(self) -> str:
        """What has become of the file since it was checked; empty if nothing has. It is read again
        only when somebody wrote to it."""
        async with self._lock:
            now = self.file.held_identity()
            if now != self._checked:
                try:
                    await asyncio.to_thread(self.file.check_content)
                    self._damage = ""
                except UnusableError as error:
                    self._damage = error.format_message()
                self._checked = now
        return self._damage


_PUBLISHED: PerSite[Published] = PerSite()
_CHECKED: PerSite[str] = PerSite()


def know_checked(datasette: Datasette, seal: str) -> None:
    """Before a site starts: the seal of the catalogue that its supervisor has read whole."""
    _CHECKED.keep(datasette, seal)


async def publish(datasette: Datasette) -> None:
    """Check the catalogue and hold on to it. Raises ``UnusableError``.

    Datasette opens a file when a thread first needs it, which may be after another has taken its
    place; so every thread opens it now.
    """
    folder = datasette.config_dir or Path.cwd()
    checked = _CHECKED.get(datasette) or ""
    file = await asyncio.to_thread(CatalogueFile, folder, checked)
    database = datasette.get_database(DATABASE)
    _PUBLISHED.keep(datasette, Published(file))
    threads = datasette.setting("num_sql_threads")
    together = threading.Barrier(max(threads, 1))

    def opened(_connection: object) -> None:
        # A thread that is busy opens the file when it is free.
        with suppress(threading.BrokenBarrierError):
            together.wait(_SECONDS_TO_OPEN)

    await asyncio.gather(*(database.execute_fn(opened) for _ in range(max(threads, 1))))


def published(datasette: Datasette) -> Published:
    """The catalogue that a started site publishes."""
    found = _PUBLISHED.get(datasette)
    assert found is not None, "the site has not been started"
    return found


async def health(datasette: Datasette) -> Response:
    """``/-/health``: whether the catalogue can be used, by using it, and which one it is.

    Status 503 where it cannot.
    """
    catalogue = published(datasette)
    headers = {"cache-control": "no-store"}
    damage = await catalogue.damage()
    answer: dict[str, object] = {"ok": not damage}
    if not damage:
        try:
            answer |= await _data(datasette, catalogue)
        except Exception:
            damage = "the catalogue cannot be read"
    if damage:
        return Response.json({"ok": False, "error": _REASON}, status=503, headers=headers)
    return Response.json(answer, headers=headers)


_REASON = "the catalogue on the server is damaged; its log says more"


async def _data(datasette: Datasette, catalogue: Published) -> dict[str, object]:
    found = await datasette.get_database(DATABASE).execute(
        "select (select count(*) from projects) as projects, "
        "(select value from build_info where key = 'schema_revision') as schema_revision"
    )
    return {
        "sha256": catalogue.file.sha256,
        **dict(found.first()),
        # The site publishes the file that it began with until it is renewed.
        "is_replaced": catalogue.is_replaced,
    }


async def download(datasette: Datasette, request: Request) -> Response:
    """``/catalogue.db``: the file that the site publishes, whatever stands in its place now."""
    file = published(datasette).file
    tag = f'"{file.sha256}"'
    headers = {
        "etag": tag,
        "cache-control": f"max-age={datasette.setting('default_cache_ttl')}",
    }
    if request.headers.get("if-none-match") == tag:
        return Response("", status=304, headers=headers)

    async def pieces() -> AsyncGenerator[bytes, None]:
        place = 0
        while chunk := await asyncio.to_thread(file.read, place, PIECE):
            yield chunk
            place += len(chunk)

    headers |= {
        "content-length": str(file.size),
        "content-disposition": f'attachment; filename="{FILE}"',
    }
    return Streamed(pieces(), headers, Sqlite.media_type)
