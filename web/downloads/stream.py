"""Answers that are sent while they are made."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from datasette.utils.asgi import AsgiStream, Response

from web.asgi import Send


class Streamed(Response):
    """A response of Datasette whose body comes in pieces. What goes wrong after the first piece
    breaks the connection, so that no client takes a part for the whole."""

    def __init__(
        self, pieces: AsyncIterator[bytes], headers: Mapping[str, str], content_type: str
    ) -> None:
        super().__init__(headers=headers, content_type=content_type)
        self._pieces = pieces

    async def asgi_send(self, send: Send) -> None:
        await _start(send, self.status, {**self.headers, "content-type": self.content_type})
        async for piece in self._pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


class FileStream(AsgiStream):
    """A stream of bytes; Datasette's own takes text."""

    stream_fn: Callable[["Writer"], Awaitable[None]]

    async def asgi_send(self, send: Send) -> None:
        await _start(send, self.status, {**self.headers, "content-type": self.content_type})
        await self.stream_fn(Writer(send))
        await send({"type": "http.response.body", "body": b""})


class Writer:
    """Sends bytes."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def write(self, chunk: bytes) -> None:
        """Send a piece of the body."""
        await self._send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _start(send: Send, status: int, headers: Mapping[str, str]) -> None:
    fields = [[key.encode(), value.encode()] for key, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": fields})
