"""What requests are answered at all, and the headers of every answer."""

import re
from collections.abc import Callable

from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import BadRequest, NotFound, Request

from web.asgi import App, Message, Receive, Scope, Send
from web.request.arguments import parsed
from web.request.arriving import arrived
from web.safety import bounds
from web.safety.errors import error_response
from web.site import DATABASE

# No script but our own files, nothing from elsewhere, no frame around us.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    # Everything here is public and read-only: any page may read it.
    "access-control-allow-origin": "*",
}
_CORS = {
    "access-control-allow-methods": "GET, HEAD, OPTIONS",
    "access-control-allow-headers": "*",
    "access-control-expose-headers": "Link",
    "access-control-max-age": "86400",
}
Fields = list[tuple[bytes, bytes]]
METHODS = ("GET", "HEAD")
# Of Datasette's own pages, only its files and its versions: the others show settings, threads
# and paths of the server, or belong to users who sign in, and here nobody does.
_OPEN = ("/-/static/", "/-/static-plugins/", "/-/versions.json", "/-/health")
_STATIC = ("/static/", "/-/static/", "/-/static-plugins/")
_STATIC_AGE = 86_400
# Nobody signs in, and the site keeps nothing of a visitor.
_UNUSED = (b"cookie", b"authorization")
_HOST = re.compile(rb"(?:[\w.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?", re.ASCII)
_CONTROL = re.compile("[\x00-\x1f\x7f]")
# The page of a database has no rows; only with a query is there something to put into a table.
_QUERY_AS_TABLE = re.compile(rf"/{DATABASE}\.(?:csv|excel_csv|xlsx|ndjson)")
_ROW = re.compile(rf"/{DATABASE}/([^/]+)/[^/]+")
# A database, a table, a query or a row in a form other than a page.
_IN_A_FORM = re.compile(rf"/{DATABASE}(?P<part>/[^/.]+){{0,2}}\.(?P<form>[^/.]+)")
_FILE_OF_DATABASE = "db"


def guard(datasette: Datasette) -> Callable[[App], App]:
    """ASGI: turn away what the site does not do, and put the headers on what it does.

    Whatever goes wrong behind it, a visitor gets a page of the site's own.
    """

    def wrapper(app: App) -> App:
        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            if scope["method"] == "OPTIONS":
                await _answer(send, 204, {**HEADERS, **_CORS})
                return
            if scope["method"] not in METHODS:
                await _answer(send, 405, {**HEADERS, "allow": ", ".join((*METHODS, "OPTIONS"))})
                return
            answer = _Answer(scope["path"], send)
            given, scope = scope["headers"], {**scope, "headers": _sound(scope["headers"])}
            try:
                _check_head(given)
                await app(await _accepted(datasette, scope), receive, answer.send)
            except Exception as error:
                if answer.begun:
                    raise
                answer.error = error
            if answer.error is not None:
                await datasette.invoke_startup()
                response = await error_response(datasette, Request(scope, receive), answer.error)
                await response.asgi_send(answer.send_always)

        return wrapped

    return wrapper


class _Answer:
    """What is sent to a visitor, with our headers. ``error`` is to be answered by a page of ours
    as long as nothing has ``begun`` to be sent."""

    def __init__(self, path: str, send: Send) -> None:
        self.begun = False
        self.error: Exception | None = None
        self._path = path
        self._send = send

    async def send(self, message: Message) -> None:
        # Datasette answers for files that are missing with a line of English.
        if self._path.startswith(_STATIC) and message.get("status", 200) >= 400:
            self.error = NotFound("404")
        if self.error is None:
            await self.send_always(message)

    async def send_always(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            message = {**message, "headers": _headers(self._path, message)}
        await self._send(message)


async def _accepted(datasette: Datasette, scope: Scope) -> Scope:
    """The request as Datasette is to see it; raises the error that answers it otherwise."""
    path = scope["path"]
    raw_path = (scope.get("raw_path") or path.encode()).partition(b"?")[0]
    query = scope.get("query_string", b"")
    bounds.ADDRESS.check(len(raw_path) + len(query))
    if path.startswith("/-/") and not path.startswith(_OPEN):
        raise NotFound("404")
    encoded = path.encode("utf-8", "surrogatepass")
    if (
        _CONTROL.search(path)
        or len(encoded) > bounds.PATH
        or max(map(len, encoded.split(b"/"))) > bounds.PATH_PART
    ):
        raise NotFound("404")
    if _QUERY_AS_TABLE.fullmatch(path) and not dict(parsed(query.decode("latin-1"))).get("sql"):
        raise BadRequest("这个地址要有查询语句：请在“查询”页写出 SQL，再下载它的结果。")
    formed = _IN_A_FORM.fullmatch(path)
    # Datasette answers for a form that it does not know with the page.
    if formed and not _has_form(datasette, formed["form"], formed["part"] is None):
        raise NotFound("404")
    row = _ROW.fullmatch(raw_path.decode("latin-1"))
    if row and not await datasette.get_database(DATABASE).table_exists(tilde_decode(row[1])):
        raise NotFound("Table not found")
    return arrived(datasette, scope)


def _has_form(datasette: Datasette, form: str, is_database: bool) -> bool:
    """Whether the site answers in a form; only a whole database is a file."""
    return (
        form == "csv" or form in datasette.renderers or (is_database and form == _FILE_OF_DATABASE)
    )


def _check_head(headers: Fields) -> None:
    bounds.HEADERS.check(sum(len(name) + len(value) for name, value in headers))
    for name, value in headers:
        if name.lower() == b"host" and not _HOST.fullmatch(value):
            raise BadRequest("请求中的主机名（Host）有误。请检查地址后再试。")


def _sound(headers: Fields) -> Fields:
    """The header fields that the site uses, in letters that it can read."""
    return [
        (name, value)
        for name, value in headers
        if name.lower() not in _UNUSED
        and value.isascii()
        and (name.lower() != b"host" or _HOST.fullmatch(value))
    ]


def _headers(path: str, message: Message) -> list[tuple[bytes, bytes]]:
    ours = dict(HEADERS)
    given = {key.lower(): value for key, value in message.get("headers", [])}
    if path.startswith(_STATIC) and message["status"] == 200 and b"cache-control" not in given:
        ours["cache-control"] = f"public, max-age={_STATIC_AGE}"
    kept = [
        (key, value)
        for key, value in message.get("headers", [])
        if key.lower().decode("latin-1") not in ours
    ]
    return [*kept, *((key.encode(), value.encode()) for key, value in ours.items())]


async def _answer(send: Send, status: int, headers: dict[str, str]) -> None:
    raw = [(key.encode(), value.encode()) for key, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b""})
