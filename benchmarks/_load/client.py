"""A client that asks as fast as it is answered: HTTP/1.1 on connections that are kept, gzip taken.

Only the head of an answer is read with care, so that the client takes less than what it measures.
"""

import asyncio
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benchmarks._siege.attack import HOST

_SECONDS = 60.0


@dataclass
class Load:
    """What came of asking: requests answered, by status; seconds of each; bytes received, and
    seconds of processor time that the server took."""

    seconds: float = 0.0
    statuses: dict[int, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    received: int = 0
    processor: float = 0.0

    @property
    def rate(self) -> float:
        """Answers of status 200 or 304 in a second."""
        return (self.statuses.get(200, 0) + self.statuses.get(304, 0)) / self.seconds

    @property
    def median(self) -> float:
        """Milliseconds of the median answer."""
        return statistics.median(self.waits) * 1000 if self.waits else float("nan")

    @property
    def late(self) -> float:
        """Milliseconds that one answer of a hundred exceeds."""
        return sorted(self.waits)[len(self.waits) * 99 // 100] * 1000 if self.waits else 0.0

    @property
    def failures(self) -> int:
        """Answers that are none: of status 5xx or broken off (0)."""
        return sum(count for status, count in self.statuses.items() if not 100 <= status < 500)


def ask(port: int, addresses: Callable[[], Iterator[str]], clients: int, seconds: float) -> Load:
    """Let ``clients`` ask for ``seconds``; each takes its next address from one iterator."""
    return asyncio.run(_ask(port, addresses(), clients, seconds))


async def _ask(port: int, addresses: Iterator[str], clients: int, seconds: float) -> Load:
    load = Load()
    begun = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(clients):
            group.create_task(_client(port, addresses, begun + seconds, load))
    load.seconds = time.perf_counter() - begun
    return load


async def _client(port: int, addresses: Iterator[str], until: float, load: Load) -> None:
    connection = None
    for address in addresses:
        asked = time.perf_counter()
        if asked >= until:
            break
        try:
            connection = connection or await asyncio.open_connection(HOST, port, limit=1 << 20)
            async with asyncio.timeout(_SECONDS):
                status, size, is_kept = await _request(*connection, address)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
            status, size, is_kept = 0, 0, False
        load.statuses[status] = load.statuses.get(status, 0) + 1
        load.waits.append(time.perf_counter() - asked)
        load.received += size
        if connection is not None and not is_kept:
            connection[1].close()
            connection = None
    if connection is not None:
        connection[1].close()


async def _request(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str
) -> tuple[int, int, bool]:
    writer.write(
        f"GET {address} HTTP/1.1\r\nHost: {HOST}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    )
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head[9:12])
    size = len(head)
    if b"transfer-encoding: chunked" in head:
        while length := int(await reader.readuntil(b"\r\n"), 16):
            size += len(await reader.readexactly(length + 2))
        await reader.readexactly(2)
    elif b"content-length: " in head:
        length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
        size += len(await reader.readexactly(length))
    return status, size, b"connection: close" not in head
