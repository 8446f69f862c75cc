"""Answers that are sent while they are made."""

from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from pathlib import Path

from datasette.utils.asgi import Response, asgi_send_file

from web.asgi import Send

# Bytes of a file that are read at once.
PIECE = 64 * 1024


class Streamed(Response):
    """A response of Datasette whose body comes in pieces. What goes wrong after the first piece
    breaks the connection, so that no client takes a part for the whole."""

    def __init__(
        self, pieces: AsyncGenerator[bytes, None], headers: Mapping[str, str], content_type: str
    ) -> None:
        super().__init__(headers=headers, content_type=content_type)
        self._pieces = pieces

    async def asgi_send(self, send: Send) -> None:
        await _start(send, self.status, {**self.headers, "content-type": self.content_type})
        async with aclosing(self._pieces) as pieces:
            async for piece in pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


class FileResponse(Response):
    """A file, sent by Datasette's own helper; ``then`` is called when it is sent, or nobody takes
    it any more."""

    def __init__(
        self,
        path: Path,
        headers: Mapping[str, str],
        content_type: str,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(headers=headers, content_type=content_type)
        self._path = path
        self._then = then

    async def asgi_send(self, send: Send) -> None:
        try:
            await asgi_send_file(
                send,
                self._path,
                content_type=self.content_type,
                chunk_size=PIECE,
                headers=self.headers,
            )
        finally:
            self._then()


async def _start(send: Send, status: int, headers: Mapping[str, str]) -> None:
    fields = [[key.encode(), value.encode()] for key, value in headers.items()]
    await send({"type": "http.response.start", "status": status, "headers": fields})
