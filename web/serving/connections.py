"""Connections that a client keeps without using them are closed; an answer is sent with its head.

uvicorn bounds the size of a request's head and how long a connection rests between requests. It
waits without end for a head that is not complete, and for a client that does not read its answer;
with as many such clients as the process may have files, nobody else gets in. And it sends the head
of an answer before its body: should the process be killed between the two, a proxy has seen an
answer begin and can ask no other copy of the site. What it lacks is here.
"""

import asyncio
import resource
from collections.abc import Sequence
from typing import Any, ClassVar

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from web.serving.settings import CONNECTIONS, HEAD_BYTES, HEAD_SECONDS, SEND_SECONDS

_NOT_HTTP = "请求不是完整的 HTTP 请求，请检查地址后再试。\n"


def most_connections() -> int:
    """How many connections the process keeps; other files need their share."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return CONNECTIONS if soft == resource.RLIM_INFINITY else min(CONNECTIONS, soft // 2)


class _WholeAnswers(h11.Connection):
    """h11's connection, which gives out a head together with the first part of the body, so that
    an answer of one part is one write."""

    _head: Sequence[bytes] = ()

    def send_with_data_passthrough(self, event: h11.Event) -> list[bytes] | None:
        sent = super().send_with_data_passthrough(event)
        if sent is None:
            return None
        if isinstance(event, h11.Response):
            self._head = sent
            return []
        head, self._head = self._head, ()
        return [*head, *sent]


class BoundedProtocol(H11Protocol):
    """uvicorn's protocol, which closes idle, half-sent and slow connections.

    Where there are too many, the one that has waited longest for its client makes room, so that
    who asks for a page is answered however many only hold a connection.
    """

    # Those that wait for a request, or for their client to read; longest first. A process has one
    # server.
    waiting: ClassVar[dict["BoundedProtocol", None]] = {}
    _wait_timer: asyncio.TimerHandle | None = None
    _send_timer: asyncio.TimerHandle | None = None

    def __init__(self, config: uvicorn.Config, *given: Any, **named: Any) -> None:
        super().__init__(config, *given, **named)
        most = config.h11_max_incomplete_event_size
        self.conn = _WholeAnswers(h11.SERVER, HEAD_BYTES if most is None else most)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()
        if len(self.connections) > most_connections():
            next(iter(self.waiting))._close_at_once()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self._stop_sending()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._note_request()

    def on_response_complete(self) -> None:
        # Before the rest of it, which may begin with the next request at once.
        self._wait()
        super().on_response_complete()
        self._note_request()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stop_sending()
        self.waiting.setdefault(self)
        self._send_timer = self.loop.call_later(SEND_SECONDS, self._close_at_once)

    def resume_writing(self) -> None:
        self._stop_sending()
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        head = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        for event in (
            h11.Response(status_code=400, headers=head, reason=b"Bad Request"),
            h11.Data(data=_NOT_HTTP.encode()),
            h11.EndOfMessage(),
        ):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _note_request(self) -> None:
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and not cycle.response_complete:
            self._stop_waiting()

    def _wait(self) -> None:
        self._stop_waiting()
        self.waiting[self] = None
        self._wait_timer = self.loop.call_later(HEAD_SECONDS, self._close_at_once)

    def _stop_waiting(self) -> None:
        if self._wait_timer is not None:
            self._wait_timer.cancel()
            self._wait_timer = None
        if self._send_timer is None:
            self.waiting.pop(self, None)

    def _stop_sending(self) -> None:
        if self._send_timer is not None:
            self._send_timer.cancel()
            self._send_timer = None
        if self._wait_timer is None:
            self.waiting.pop(self, None)

    def _close_at_once(self) -> None:
        """Close without sending what the client has not taken."""
        self._stop_waiting()
        self._stop_sending()
        self.transport.abort()
