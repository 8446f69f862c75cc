"""The page of whole-catalogue files, and the files themselves.

The files stand in ``exports/`` beside the catalogue. When they are first asked for after a start,
they are made, unless they are of this very catalogue and code. A site that runs keeps to the files
it has, as it keeps to the catalogue that it opened; browsers keep one for ``default_cache_ttl``.
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from etl.export.content import ExportedFile
from etl.export.files import CHECKSUMS, MANIFEST, ensure_exported
from etl.export.forms import JsonArray, forms
from web.downloads.stream import FileStream
from web.per_site import PerSite
from web.site import DATABASE

FOLDER = "exports"
_CHUNK = 64 * 1024
_LISTS = {MANIFEST: JsonArray.content_type(), CHECKSUMS: "text/plain; charset=utf-8"}


class Files:
    """The files of one site. One request makes them, others wait."""

    def __init__(self, datasette: Datasette) -> None:
        path = datasette.get_database(DATABASE).path
        assert path is not None, "the catalogue is a file"
        self._database = Path(path)
        self._lock = asyncio.Lock()
        self._files: list[ExportedFile] | None = None
        self.folder = self._database.parent / FOLDER

    async def listed(self) -> list[ExportedFile]:
        """Every file, made if need be."""
        async with self._lock:
            if self._files is None:
                self._files = await asyncio.to_thread(self._make)
        return self._files

    def _make(self) -> list[ExportedFile]:
        try:
            return ensure_exported(self._database, self.folder)
        except OSError:
            # The site may stand on a file system that nothing can be written to.
            self.folder = Path(tempfile.mkdtemp(prefix="exports-"))
            return ensure_exported(self._database, self.folder)


_FILES: PerSite[Files] = PerSite()


def files_of(datasette: Datasette) -> Files:
    """The files of a site."""
    return _FILES.get(datasette) or _FILES.keep(datasette, Files(datasette))


async def downloads_page(datasette: Datasette, request: Request) -> Response:
    """``/downloads``: every file with its size and SHA-256."""
    files = await files_of(datasette).listed()
    body = await datasette.render_template(
        "downloads.html",
        {
            "title": "下载",
            "trail": [("下载", "")],
            "page_class": "downloads",
            "canonical": datasette.absolute_url(request, datasette.urls.path("/downloads")),
            "files": [
                {**vars(file), "size_text": size_text(file.size)}
                for file in files
                if not file.name.startswith("tables/")
            ],
            "tables": [
                {**vars(file), "size_text": size_text(file.size)}
                for file in files
                if file.name.startswith("tables/")
            ],
        },
        request=request,
        view_name="catalogue_downloads",
    )
    headers = {"Cache-Control": f"max-age={datasette.setting('default_cache_ttl')}"}
    return Response.html(body, headers=headers)


async def downloads_list(datasette: Datasette) -> Response:
    """``/downloads.json``: the same for programs."""
    files = await files_of(datasette).listed()
    listed = [
        {
            "name": file.name,
            "title": file.title,
            "bytes": file.size,
            "sha256": file.sha256,
            "url": str(datasette.urls.path(f"/downloads/{file.name}")),
        }
        for file in files
    ]
    return Response.json({"files": listed})


async def download_file(datasette: Datasette, request: Request) -> FileStream:
    """``/downloads/NAME``: a file of the list, or one of the two that list them."""
    name = request.url_vars["name"]
    files = files_of(datasette)
    known = {file.name: file for file in await files.listed()}
    if name not in known and name not in _LISTS:
        raise NotFound("Record not found")
    path = files.folder / name
    headers = {
        "content-disposition": f'attachment; filename="{path.name}"',
        "content-length": str(path.stat().st_size),
        "cache-control": f"max-age={datasette.setting('default_cache_ttl')}",
    }
    if name in known:
        headers["etag"] = f'"{known[name].sha256}"'

    async def send(writer: Any) -> None:
        async for chunk in _chunks(path):
            await writer.write(chunk)

    return FileStream(send, headers=headers, content_type=_content_type(name))


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            yield chunk


def _content_type(name: str) -> str:
    return _LISTS.get(name) or next(f.content_type() for f in forms() if f.name == name)


def size_text(size: int) -> str:
    """A size in bytes as people read it."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"
