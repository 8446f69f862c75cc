"""Connections that a client keeps without using them."""

import asyncio
import contextlib
import re
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn

from etl.paths import ROOT
from web.serving import connections, settings
from web.serving.connections import BoundedProtocol

SECONDS = 30
HEAD = b"GET / HTTP/1.1\r\nHost: x\r\n"
Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that waits a fraction of a second."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    monkeypatch.setattr(connections, "SEND_SECONDS", 0.2)


def serve(app: Any, client: Callable[[Callable[[], Awaitable[Stream]]], Awaitable[Any]]) -> Any:
    """Run ``client``, which is given a function that connects, against a server of ``app``."""

    async def run() -> Any:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            port = listening.getsockname()[1]
            config = uvicorn.Config(app, http=BoundedProtocol, ws="none", lifespan="off")
            server = uvicorn.Server(config)
            serving = asyncio.ensure_future(server._serve(sockets=[listening]))
            try:
                return await asyncio.wait_for(
                    client(lambda: asyncio.open_connection("127.0.0.1", port)), SECONDS
                )
            finally:
                server.should_exit = True
                await serving

    return asyncio.run(run())


async def answer(scope: Any, receive: Any, send: Any) -> None:
    """An application that says a word."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"word"})


@pytest.mark.parametrize("sent", [b"", HEAD, HEAD + b"X-Long: " + b"a" * 100])
def test_a_head_that_does_not_come_is_not_waited_for(sent: bytes) -> None:
    async def client(connect: Any) -> bytes:
        reader, writer = await connect()
        writer.write(sent)
        content: bytes = await reader.read()
        writer.close()
        return content

    assert serve(answer, client) == b""


def test_a_connection_may_rest_only_so_long_between_requests() -> None:
    async def client(connect: Any) -> bytes:
        reader, writer = await connect()
        writer.write(HEAD + b"\r\n" + HEAD)
        content: bytes = await reader.read()
        writer.close()
        return content

    assert serve(answer, client).count(b"200 OK") == 1


def test_a_body_that_does_not_come_is_not_waited_for() -> None:
    async def client(connect: Any) -> bytes:
        reader, writer = await connect()
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nabc")
        content: bytes = await reader.read()
        writer.close()
        return content

    assert b"word" in serve(answer, client)


def test_an_answer_may_take_its_time() -> None:
    async def client(connect: Any) -> bytes:
        others_waited = asyncio.Event()
        waiting.append(others_waited)
        reader, writer = await connect()
        writer.write(HEAD + b"Connection: close\r\n\r\n")
        idle_reader, idle_writer = await connect()
        await idle_reader.read()
        others_waited.set()
        content: bytes = await reader.read()
        writer.close()
        idle_writer.close()
        return content

    waiting: list[asyncio.Event] = []

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await waiting[0].wait()
        await answer(scope, receive, send)

    assert b"word" in serve(slow, client)


def test_a_head_is_sent_with_its_body() -> None:
    """A proxy asks another copy of the site only if it has got nothing."""

    async def client(connect: Any) -> bytes:
        body_may_come.append(asyncio.Event())
        reader, writer = await connect()
        writer.write(HEAD + b"Connection: close\r\n\r\n")
        try:
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(reader.read(1), 0.5)
        finally:
            body_may_come[0].set()
        content: bytes = await reader.read()
        writer.close()
        return content

    body_may_come: list[asyncio.Event] = []

    async def in_two(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await body_may_come[0].wait()
        await send({"type": "http.response.body", "body": b"word"})

    content = serve(in_two, client)

    assert content.startswith(b"HTTP/1.1 200 OK")
    assert content.count(b"HTTP/1.1") == 1
    assert b"word" in content


SIZE = 50_000_000


class Large:
    """An application that sends much at one path, and a word elsewhere. ``done`` is set when it
    is rid of the much."""

    def __init__(self) -> None:
        self.done = asyncio.Event()
        self.begun = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] != "/large":
            await answer(scope, receive, send)
            return
        self.begun.set()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        piece = {"type": "http.response.body", "body": bytes(100_000), "more_body": True}
        for _ in range(SIZE // 100_000):
            await send(piece)
        await send({"type": "http.response.body", "body": b""})
        self.done.set()


async def unread(connect: Any) -> Stream:
    """A connection that asks for much and reads nothing of it."""
    reader, writer = await connect()
    writer.transport.pause_reading()
    writer.write(b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
    return reader, writer


async def read(stream: Stream) -> int:
    """How many bytes come before the connection ends."""
    reader, writer = stream
    writer.transport.resume_reading()  # type: ignore[attr-defined]
    received = 0
    with contextlib.suppress(ConnectionError):
        while chunk := await reader.read(1_000_000):
            received += len(chunk)
    writer.close()
    return received


def test_a_client_that_does_not_read_is_left() -> None:
    large = Large()

    async def client(connect: Any) -> int:
        stream = await unread(connect)
        await large.done.wait()
        return await read(stream)

    assert serve(large, client) < SIZE


def test_a_client_that_does_not_read_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", SECONDS)
    monkeypatch.setattr(connections, "SEND_SECONDS", SECONDS)
    monkeypatch.setattr(connections, "CONNECTIONS", 1)
    large = Large()

    async def client(connect: Any) -> tuple[int, bytes]:
        stream = await unread(connect)
        await large.begun.wait()
        reader, writer = await connect()
        writer.write(HEAD + b"Connection: close\r\n\r\n")
        content: bytes = await reader.read()
        writer.close()
        return await read(stream), content

    received, content = serve(large, client)

    assert received < SIZE
    assert b"word" in content


def test_what_is_no_request_is_answered_in_chinese() -> None:
    async def client(connect: Any) -> bytes:
        reader, writer = await connect()
        writer.write(b"\x16\x03\x01 nonsense\r\n\r\n")
        content: bytes = await reader.read()
        writer.close()
        return content

    received = serve(answer, client)

    assert received.startswith(b"HTTP/1.1 400 ")
    assert "请求".encode() in received


def test_who_waits_longest_makes_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", SECONDS)
    monkeypatch.setattr(connections, "CONNECTIONS", 2)

    async def client(connect: Any) -> tuple[bytes, bytes]:
        first_reader, first = await connect()
        second = [await connect() for _ in range(2)]
        left: bytes = await first_reader.read()
        reader, writer = second[-1]
        writer.write(HEAD + b"Connection: close\r\n\r\n")
        content: bytes = await reader.read()
        for opened in (first, *(w for _, w in second)):
            opened.close()
        return left, content

    left, content = serve(answer, client)

    assert left == b""
    assert b"word" in content


@pytest.mark.parametrize("name", [name for name in vars(settings) if name.isupper()])
def test_every_setting_is_documented(name: str) -> None:
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")

    assert re.search(rf"\| `{name}` \| {vars(settings)[name]:,} \|", page)
