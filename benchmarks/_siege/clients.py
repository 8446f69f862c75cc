"""Those who attack: clients on connections of their own, in every manner."""

import asyncio
import time
from collections import Counter
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from benchmarks._siege.attack import HOST, Attack, Manner

_CHUNK = 1 << 18
# Seconds that held connections are kept at most, and pauses of those that are slow on purpose.
HOLD = 8.0
_STAY = 1.0
_LEAVES = 3
_SIP, _SIP_PAUSE = 1024, 0.2
_DRIP_PAUSE = 0.3


@dataclass
class Outcome:
    """What clients met. ``longest`` is the longest answer in seconds; ``ends`` counts how requests
    ended: by status, ``left``, ``held`` (still open), ``closed`` or ``refused`` by the server, and
    ``timeout``. ``received`` is in bytes."""

    longest: float = 0.0
    received: int = 0
    ends: Counter[str] = field(default_factory=Counter)


async def besiege(port: int, attack: Attack, clients: int, timeout: float) -> Outcome:
    """Let ``clients`` attack at once, and stop those that are not done after ``timeout``."""
    outcome = Outcome()
    tasks = [
        asyncio.create_task(_client(port, attack, outcome, min(HOLD, timeout * 0.8)))
        for _ in range(clients)
    ]
    start = time.monotonic()
    _done, waiting = await asyncio.wait(tasks, timeout=timeout)
    for task in waiting:
        task.cancel()
        outcome.ends["timeout"] += 1
        outcome.longest = max(outcome.longest, time.monotonic() - start)
    for answer in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(answer, Exception):
            raise answer
    return outcome


async def _client(port: int, attack: Attack, outcome: Outcome, hold: float) -> None:
    for sent in attack.requests:
        rounds = _LEAVES if attack.manner is Manner.LEAVES else 1
        for _ in range(rounds):
            await asyncio.gather(
                *(_connection(port, sent, attack, outcome, hold) for _ in range(attack.connections))
            )


async def _connection(
    port: int, sent: bytes, attack: Attack, outcome: Outcome, hold: float
) -> None:
    start = time.monotonic()
    writer = None
    try:
        reader, writer = await asyncio.open_connection(HOST, port)
        end = await _behave(attack.manner, sent, reader, writer, outcome, hold)
    except ConnectionRefusedError:
        end = "refused"
    except OSError:
        end = "closed"
    finally:
        # At once and without a farewell, as when a client is gone.
        if writer is not None:
            writer.transport.abort()
    outcome.ends[end] += 1
    outcome.longest = max(outcome.longest, time.monotonic() - start)


async def _behave(
    manner: Manner,
    sent: bytes,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    outcome: Outcome,
    hold: float,
) -> str:
    if manner is Manner.READS:
        writer.write(sent)
        return await _read(reader, outcome)
    if manner is Manner.LEAVES:
        writer.write(sent)
        await asyncio.sleep(_STAY)
        return "left"
    if manner is Manner.DEAF:
        writer.transport.pause_reading()  # type: ignore[attr-defined]
        writer.write(sent)
        await asyncio.sleep(hold)
        return "held"
    if manner is Manner.SIPS:
        writer.write(sent)
        return await _within(hold, _sip(reader, outcome))
    if manner is Manner.IDLE:
        return await _within(hold, _read(reader, outcome))
    if manner is Manner.HALF:
        writer.write(sent if b"Content-Length" in sent else sent[: len(sent) // 2])
        return await _within(hold, _read(reader, outcome))
    pour = _drip(sent, writer) if manner is Manner.DRIPS else _pour(sent, writer)
    pouring = asyncio.create_task(pour)
    try:
        return await _within(hold, _read(reader, outcome))
    finally:
        pouring.cancel()
        await asyncio.gather(pouring, return_exceptions=True)


async def _within(seconds: float, ends: Coroutine[Any, Any, str]) -> str:
    try:
        return await asyncio.wait_for(ends, seconds)
    except TimeoutError:
        return "held"


async def _read(reader: asyncio.StreamReader, outcome: Outcome) -> str:
    """Read to the end; the status, or ``closed`` if there was no answer."""
    status = "closed"
    # A server that refuses what is too long answers, and hangs up before all of it was sent.
    with suppress(ConnectionError):
        while chunk := await reader.read(_CHUNK):
            if status == "closed":
                status = chunk[9:12].decode("ascii", "replace")
            outcome.received += len(chunk)
    return status


async def _sip(reader: asyncio.StreamReader, outcome: Outcome) -> str:
    while chunk := await reader.read(_SIP):
        outcome.received += len(chunk)
        await asyncio.sleep(_SIP_PAUSE)
    return "closed"


async def _drip(sent: bytes, writer: asyncio.StreamWriter) -> None:
    for byte in sent:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(_DRIP_PAUSE)


async def _pour(sent: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(sent)
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    while True:
        writer.write(chunk)
        await writer.drain()
