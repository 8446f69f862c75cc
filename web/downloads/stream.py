"""Files sent in pieces."""

from datasette.utils.asgi import AsgiStream

from web.asgi import Send


class FileStream(AsgiStream):
    """A stream of bytes; Datasette's own takes text."""

    async def asgi_send(self, send: Send) -> None:
        headers = {**self.headers, "content-type": self.content_type}
        await send(
            {
                "type": "http.response.start",
                "status": self.status,
                "headers": [[key.encode(), value.encode()] for key, value in headers.items()],
            }
        )
        writer = _Writer(send)
        await self.stream_fn(writer)
        await send({"type": "http.response.body", "body": b""})


class _Writer:
    def __init__(self, send: Send) -> None:
        self._send = send

    async def write(self, chunk: bytes) -> None:
        await self._send({"type": "http.response.body", "body": chunk, "more_body": True})
