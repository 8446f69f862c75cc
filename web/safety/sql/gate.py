"""ASGI: puts a request on its lane, and ends it when its client has gone or its time is over."""

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qsl

from datasette.app import Datasette
from datasette.handle_exception import handle_exception
from datasette.utils.asgi import BadRequest, Request

from web.asgi import App, Message, Receive, Scope, Send
from web.safety.sql.lanes import Lanes
from web.safety.sql.stopped import RETRY_AFTER, Stopped, busy
from web.safety.sql.visit import FILE_SECONDS, REQUEST_SECONDS, Door, Visit, visit

# Forms of which an error is no part, and for which facets and counts would be work for nothing.
_FILES = (".csv", ".xlsx", ".excel_csv", ".ndjson", ".atom")
_NOT_NEEDED = ("_nofacet", "_nocount")
_MAX_OPEN_COMMENTS = 20
# Seconds in which an answer that is sent may close what it had open.
_TO_CLOSE_SECONDS = 2
# Bytes handed to the server at once: it waits for the client between them.
_CHUNK = 1 << 16


def separate(datasette: Datasette) -> Callable[[App], App]:
    """The lanes of one site."""

    def wrapper(app: App) -> App:
        door = Door()
        lanes: list[Lanes] = []

        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            if not lanes:
                lanes.append(Lanes(datasette))
            path = _path(scope)
            query = scope.get("query_string", b"").decode("latin-1")
            if lanes[0].is_of_the_site(path, query):
                await app(scope, receive, send)
                return
            if _is_slow_to_read(query):
                refused = BadRequest("语句中的注释没有结束。")
                request = Request(scope, _empty_body)
                response = await handle_exception(datasette, request, refused)()
                await response.asgi_send(send)
                return
            is_file = path.endswith(_FILES)
            if is_file:
                scope = {**scope, "query_string": _without_extras(query)}
            current = Visit(
                door, is_page=not is_file and not path.endswith(".json"), is_file=is_file
            )
            token = visit.set(current)
            try:
                await _within_limits(current, app, scope, receive, _sender(current, send))
            finally:
                current.end()
                visit.reset(token)

        return wrapped

    return wrapper


def _is_slow_to_read(query: str) -> bool:
    """Whether Datasette, which looks for the parameters of a statement, would look from each of
    many comments that never end to the end of the statement: seconds for 60 kB."""
    for key, value in parse_qsl(query):
        if key == "sql" and value.rpartition("*/")[2].count("/*") > _MAX_OPEN_COMMENTS:
            return True
    return False


def _path(scope: Scope) -> str:
    """The path as Datasette reads it: as sent, not decoded."""
    raw = scope.get("raw_path")
    path = raw.decode("latin-1") if raw else scope["path"]
    return str(path).partition("?")[0]


def _without_extras(query: str) -> bytes:
    extra = "&".join(f"{key}=1" for key in _NOT_NEEDED if f"{key}=" not in query)
    return "&".join(part for part in (query, extra) if part).encode("latin-1")


async def _within_limits(
    current: Visit, app: App, scope: Scope, receive: Receive, send: Send
) -> None:
    """Answer a request, unless its client goes away or it takes too long: then whatever runs for
    it is ended, and the connection is closed."""
    has_begun = is_sent = False

    async def begin(message: Message) -> None:
        nonlocal has_begun, is_sent
        has_begun = True
        # Whoever has everything may leave before what was open for it is closed.
        is_sent = message["type"] == "http.response.body" and not message.get("more_body", False)
        await send(message)

    answering = asyncio.ensure_future(app(scope, _empty_body, begin))
    leaving = asyncio.ensure_future(_left(receive))
    try:
        for seconds in (REQUEST_SECONDS, FILE_SECONDS - REQUEST_SECONDS):
            done, _ = await asyncio.wait(
                (answering, leaving), timeout=seconds, return_when=asyncio.FIRST_COMPLETED
            )
            if done or not current.is_stream:
                break
        if is_sent:
            await asyncio.wait((answering,), timeout=_TO_CLOSE_SECONDS)
        if answering.done():
            answering.result()
        elif not leaving.done() and not has_begun:
            await _answer_plainly(send, busy())
    finally:
        answering.cancel()
        leaving.cancel()
        await asyncio.gather(answering, leaving, return_exceptions=True)


async def _empty_body() -> dict[str, object]:
    return {"type": "http.request", "body": b"", "more_body": False}


async def _left(receive: Receive) -> None:
    """Returns when the client has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer_plainly(send: Send, failure: Stopped) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_retry_after()]
    start = {"type": "http.response.start", "status": failure.status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": failure.message.encode()})


def _retry_after() -> list[tuple[bytes, bytes]]:
    return [(b"retry-after", str(RETRY_AFTER).encode())]


def _sender(current: Visit, send: Send) -> Send:
    """Sends in pieces that the client takes, and gives refusals their own status."""

    async def send_in_pieces(message: Message) -> None:
        failure = current.failure
        if message["type"] == "http.response.start" and failure is not None:
            message = _with_status_of(failure, message)
        body = message.get("body", b"")
        if message["type"] != "http.response.body" or len(body) <= _CHUNK:
            await send(message)
            return
        view = memoryview(body)
        for start in range(0, len(body), _CHUNK):
            is_last = start + _CHUNK >= len(body)
            more = message.get("more_body", False) or not is_last
            piece = bytes(view[start : start + _CHUNK])
            await send({"type": "http.response.body", "body": piece, "more_body": more})

    return send_in_pieces


def _with_status_of(failure: Stopped, message: Message) -> Message:
    """Datasette says 400 of every statement that fails; that others come first is not wrong."""
    if message["status"] not in (400, failure.status) or failure.status == 400:
        return message
    headers = [*message.get("headers", []), *_retry_after()]
    return {**message, "status": failure.status, "headers": headers}
