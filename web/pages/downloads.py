"""The page of whole-catalogue files, and the files themselves.

The files stand in ``exports/`` beside the catalogue, made by ``catalogue export`` or before the
site is served: no visitor waits for them, and none has them made. A site offers them only if they
are of the very catalogue that it publishes.
"""

from datasette.app import Datasette
from datasette.utils.asgi import NotFound, Request, Response

from etl.export.files import CHECKSUMS, MANIFEST
from etl.export.forms import JsonArray, forms
from web.downloads.files import files_of
from web.downloads.stream import FileResponse
from web.rendering import render_page
from web.serving.published import published

_LISTS = {MANIFEST: JsonArray.content_type(), CHECKSUMS: "text/plain; charset=utf-8"}


async def downloads_view(datasette: Datasette, request: Request) -> Response:
    """``/downloads``: every file with its size and SHA-256."""
    shown = [
        {**vars(file), "size_text": size_text(file.size)}
        for file in await files_of(datasette).listed()
    ]
    file = published(datasette).file
    context: dict[str, object] = {
        "files": [one for one in shown if not one["name"].startswith("tables/")],
        "tables": [one for one in shown if one["name"].startswith("tables/")],
        "version": file.sha256,
    }
    return await render_page(
        datasette, request, "downloads.html", "下载", [("下载", "")], context, "/downloads"
    )


async def downloads_json(datasette: Datasette, request: Request) -> Response:
    """``/downloads.json``: the same for programs."""
    listed = [
        {
            "name": file.name,
            "title": file.title,
            "bytes": file.size,
            "sha256": file.sha256,
            "url": str(datasette.urls.path(f"/downloads/{file.name}")),
        }
        for file in await files_of(datasette).listed()
    ]
    return Response.json({"catalogue": published(datasette).file.sha256, "files": listed})


async def download_file(datasette: Datasette, request: Request) -> Response:
    """``/downloads/NAME``: a file of the list, or one of the two that list them."""
    name = request.url_vars["name"]
    files = files_of(datasette)
    known = {file.name: file for file in await files.listed()}
    if name not in known and not (known and name in _LISTS):
        raise NotFound("Record not found")
    path = files.folder / name
    headers = {"cache-control": f"max-age={datasette.setting('default_cache_ttl')}"}
    if name in known:
        if files.is_replaced(name):
            raise NotFound("Record not found")
        headers["etag"] = f'"{known[name].sha256}"'
        # A compressed answer bears a weak tag of the same digest.
        if request.headers.get("if-none-match", "").removeprefix("W/") == headers["etag"]:
            return Response("", status=304, headers=headers)
    headers["content-disposition"] = f'attachment; filename="{path.name}"'
    return FileResponse(path, headers, _content_type(name))


def _content_type(name: str) -> str:
    return _LISTS.get(name) or next(f.content_type() for f in forms() if f.name == name)


def size_text(size: int) -> str:
    """A size in bytes as people read it."""
    if size < 1024:
        return f"{size} 字节"
    if size < 1024 * 1024:
        return f"{size / 1024:.0f} KB"
    return f"{size / 1024 / 1024:.1f} MB"
