"""ASGI: an answer that was made is kept and sent again, compressed, or known to the client (304).

Stands before everything else. What it may keep is decided by the answer: status 200, text of a
page's size, no attachment, nothing that says ``no-store`` or sets a cookie. Several requests for
one address at a time make it once.
"""

import asyncio
from collections.abc import Callable

from datasette.app import Datasette

from web.asgi import App, Message, Receive, Scope, Send
from web.caching.compression import SMALLEST, Compressor, is_text, takes_gzip
from web.caching.kept_pages import MOST_OF_A_PAGE, Fields, KeptPages, Key, Page
from web.caching.version import site_version, tag_of

_VARY = (b"vary", b"Accept-Encoding")
# Of the connection or of one encoding, and so not kept.
_NOT_KEPT = (b"content-length", b"content-encoding", b"transfer-encoding", b"etag", b"vary")


def keep_answers(datasette: Datasette) -> Callable[[App], App]:
    """The pages of one site."""

    def wrapper(app: App) -> App:
        answers = _Answers(datasette, app)

        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
                await answers.answer(scope, receive, send)
            else:
                await app(scope, receive, send)

        return wrapped

    return wrapper


class _Answers:
    def __init__(self, datasette: Datasette, app: App) -> None:
        self._datasette = datasette
        self._app = app
        self._pages = KeptPages()
        # Addresses whose page is being made.
        self._making: dict[Key, asyncio.Future[Page | None]] = {}
        self._site = b""

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            # The first of a name, as everything behind reads it.
            headers.setdefault(name.lower(), value)
        key = _key(scope, headers)
        wants_gzip = takes_gzip(headers.get(b"accept-encoding", b""))
        kept = self._pages.again if scope["method"] == "GET" else self._pages.get
        page = kept(key) or await self._being_made(key)
        if page is not None:
            await self._send(scope, headers, key, page, send, wants_gzip)
            return
        if scope["method"] == "HEAD":
            await self._app(scope, receive, send)
            return
        made: asyncio.Future[Page | None] = asyncio.get_running_loop().create_future()
        self._making[key] = made
        taker = _Taker(send, wants_gzip)
        try:
            await self._app(scope, receive, taker.send)
            page = taker.page
            if page is not None:
                self._pages.put(key, page)
        finally:
            # Who waited for a page that cannot be kept makes its own, several at a time.
            if self._making.get(key) is made:
                del self._making[key]
            made.set_result(page)
        if page is not None:
            await self._send(scope, headers, key, page, send, wants_gzip)

    async def _being_made(self, key: Key) -> Page | None:
        """The page that another request makes now. One that cannot be kept, or failed, each makes
        for itself."""
        made = self._making.get(key)
        return None if made is None else await asyncio.shield(made)

    async def _send(
        self,
        scope: Scope,
        headers: dict[bytes, bytes],
        key: Key,
        page: Page,
        send: Send,
        wants_gzip: bool,
    ) -> None:
        if not self._site:
            self._site = site_version(self._datasette)
        tag = tag_of(self._site, *key)
        fields: list[tuple[bytes, bytes]] = [*page.fields, (b"etag", tag.encode()), _VARY]
        if _knows(headers.get(b"if-none-match", b""), tag):
            await _start(send, 304, [field for field in fields if field[0] != b"content-type"])
            await send({"type": "http.response.body", "body": b""})
            return
        is_sent_compressed = page.is_compressed and wants_gzip
        body = page.body if is_sent_compressed else page.plain
        if is_sent_compressed:
            fields.append((b"content-encoding", b"gzip"))
        fields.append((b"content-length", str(len(body)).encode()))
        await _start(send, 200, fields)
        await send(
            {"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body}
        )


class _Taker:
    """Takes an answer as it is made: holds back what may be kept, until it proves too large, and
    passes everything else on, compressed where that helps."""

    def __init__(self, send: Send, wants_gzip: bool) -> None:
        self.page: Page | None = None
        self._send = send
        self._wants_gzip = wants_gzip
        self._start: Message | None = None
        self._fields: Fields = ()
        self._held: list[bytes] | None = None
        self._size = 0
        self._compressor: Compressor | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._fields = tuple((name.lower(), value) for name, value in message["headers"])
            self._start = message
            if _may_be_kept(message["status"], dict(self._fields)):
                self._held = []
            return
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        body, is_last = message.get("body", b""), not message.get("more_body", False)
        if self._held is not None:
            self._held.append(body)
            self._size += len(body)
            if is_last:
                kept = tuple(field for field in self._fields if field[0] not in _NOT_KEPT)
                self.page = Page.of(kept, b"".join(self._held))
                return
            if self._size <= MOST_OF_A_PAGE:
                return
            body, self._held = b"".join(self._held), None
        await self._pass_on(body, is_last)

    async def _pass_on(self, body: bytes, is_last: bool) -> None:
        if self._start is not None:
            await self._begin(self._start, len(body), is_last)
            self._start = None
        if self._compressor is not None:
            body = self._compressor.add(body, is_last)
            if not body and not is_last:
                return
        await self._send({"type": "http.response.body", "body": body, "more_body": not is_last})

    async def _begin(self, start: Message, size: int, is_last: bool) -> None:
        fields = dict(self._fields)
        if is_text(fields.get(b"content-type", b"")) and b"content-encoding" not in fields:
            kept = [(n, v) for n, v in self._fields if n not in (b"vary",)]
            if self._wants_gzip and not (is_last and size < SMALLEST):
                self._compressor = Compressor()
                # Of the plain answer. A tag stands for all encodings only if it is weak.
                kept = [
                    (name, b"W/" + value if name == b"etag" and value[:1] == b'"' else value)
                    for name, value in kept
                    if name != b"content-length"
                ]
                kept.append((b"content-encoding", b"gzip"))
            start = {**start, "headers": [*kept, _VARY]}
        await self._send(start)


def _key(scope: Scope, headers: dict[bytes, bytes]) -> Key:
    """All that an answer depends on. Pages name their own absolute address."""
    raw_path = scope.get("raw_path") or scope["path"].encode("utf-8", "surrogatepass")
    scheme = scope.get("scheme", "http").encode()
    return scheme, headers.get(b"host", b""), raw_path.partition(b"?")[0], scope["query_string"]


def _may_be_kept(status: int, fields: dict[bytes, bytes]) -> bool:
    return (
        status == 200
        and is_text(fields.get(b"content-type", b""))
        and b"set-cookie" not in fields
        and b"content-disposition" not in fields
        and b"content-encoding" not in fields
        and b"no-store" not in fields.get(b"cache-control", b"")
    )


def _knows(condition: bytes, tag: str) -> bool:
    """Whether a client has the answer, by its ``If-None-Match`` (RFC 9110, 13.1.2: weakly)."""
    wanted = tag.removeprefix("W/")
    given = (part.strip().removeprefix("W/") for part in condition.decode("latin-1").split(","))
    return any(part in ("*", wanted) for part in given)


async def _start(send: Send, status: int, fields: list[tuple[bytes, bytes]]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": fields})
