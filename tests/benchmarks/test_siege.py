"""The siege: its lists are sound, its clients see what a server does, its words are true."""

import asyncio
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from benchmarks._siege.attack import HOST, Attack, Manner, request, sql
from benchmarks._siege.clients import Outcome, besiege
from benchmarks._siege.report import MOST_MEMORY, MOST_WAIT, Measure, markdown, verdict
from benchmarks._siege.servers import site
from benchmarks.siege import ATTACKS
from etl.paths import ROOT

# Seconds that no test comes near to unless something hangs.
LONG = 30.0
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def attacked(serve: Serve, attack: Attack, clients: int, timeout: float = LONG) -> Outcome:
    """What clients meet at a server that does as told."""

    async def run() -> Outcome:
        server = await asyncio.start_server(serve, HOST, 0)
        async with server:
            return await besiege(server.sockets[0].getsockname()[1], attack, clients, timeout)

    return asyncio.run(run())


async def answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nno.")
    writer.close()


async def hangs_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


def measure(**changes: Any) -> Measure:
    sound: dict[str, Any] = {
        "attack": "some",
        "clients": 20,
        "server": "site",
        "outcome": Outcome(1.0, 10, Counter({"400": 20})),
        "wait": 0.1,
        "failures": 0,
        "peak": 100.0,
        "again": 0.0,
        "fate": "",
    }
    return Measure(**{**sound, **changes})


def test_every_attack_has_a_name_of_its_own_and_a_reason() -> None:
    names = [attack.name for attack in ATTACKS]

    assert len(set(names)) == len(names)
    assert all(attack.why and attack.requests for attack in ATTACKS)


def test_a_statement_is_sent_as_it_is_written() -> None:
    sent = sql("select '安', 1 + 1", _size="max")

    assert sent.startswith(
        b"GET /catalogue.json?sql=select%20%27%E5%AE%89%27%2C%201%20%2B%201&_size=max HTTP/1.1\r\n"
    )
    assert sent.endswith(b"\r\n\r\n")


def test_each_client_sends_each_request_on_a_connection_of_its_own() -> None:
    attack = Attack("some", "", (request("/"), request("/")))

    outcome = attacked(answers, attack, clients=3)

    assert outcome.ends == {"400": 6}


@pytest.mark.parametrize("manner", [Manner.IDLE, Manner.HALF, Manner.READS])
def test_a_connection_that_the_server_closes_is_seen(manner: Manner) -> None:
    outcome = attacked(hangs_up, Attack("some", "", (request("/"),), manner, connections=2), 2)

    assert outcome.ends == {"closed": 4}


def test_a_server_that_is_gone_is_seen() -> None:
    async def run() -> Outcome:
        server = await asyncio.start_server(answers, HOST, 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        return await besiege(port, Attack("some", "", (request("/"),)), 2, LONG)

    assert asyncio.run(run()).ends == {"refused": 2}


def test_clients_that_get_no_answer_are_stopped() -> None:
    async def is_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    outcome = attacked(is_silent, Attack("some", "", (request("/"),)), 2, timeout=0.2)

    assert outcome.ends == {"timeout": 2}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fate": "died"}, "died"),
        ({"wait": MOST_WAIT}, "reader waited"),
        ({"failures": 2}, "2 pages failed"),
        ({"peak": MOST_MEMORY}, "800 MB"),
        ({"again": None}, "not ordinary again"),
        ({"again": 3.0}, "not ordinary again for 3.0 s"),
        ({"outcome": Outcome(1.0, 0, Counter({"503": 1}))}, "5xx"),
    ],
)
def test_a_missed_aim_is_said(changes: dict[str, Any], said: str) -> None:
    text = verdict([measure(), measure(**changes)])

    assert text.startswith("1 of 2 within the aims")
    assert said in text.splitlines()[1]


def test_what_stock_datasette_does_is_no_fault_of_the_site() -> None:
    assert verdict([measure(), measure(server="stock", fate="died")]).startswith("1 of 1")


def test_the_table_has_both_servers_in_one_row() -> None:
    rows = markdown([measure(), measure(server="stock", peak=700.0)]).splitlines()

    assert len(rows) == 3
    assert "100" in rows[2]
    assert "700" in rows[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nosuch"], "there are"),
        (["links", "--quick"], "siege"),
        (["--port", "1"], "siege"),
        (["siege", "--only", "nosuch"], "there are"),
    ],
)
def test_wrong_usage_is_explained(arguments: list[str], said: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 2
    assert said in answer.stderr


def test_another_program_on_the_port_is_not_attacked() -> None:
    with socket.create_server((HOST, 0)) as other:
        server = site(other.getsockname()[1])

        with pytest.raises(RuntimeError, match="is taken"):
            server.start()
