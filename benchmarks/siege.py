"""The siege: dear requests, alone and twenty at once, while an ordinary reader keeps asking.

The site runs as ``make serve`` starts it, and Datasette as it comes, on the same catalogue, beside
it. For each attack it prints: seconds of the longest answer and how the requests ended, the longest
wait of the reader, the peak memory of all processes of the server, and the seconds after the end of
the attack until pages came as before. The lists, with what makes each attack dear, are in
``benchmarks/_siege``: ``statements.py``, ``addresses.py`` and ``connections.py``.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks._siege.addresses import ADDRESSES
from benchmarks._siege.attack import Attack
from benchmarks._siege.clients import besiege
from benchmarks._siege.connections import CONNECTIONS
from benchmarks._siege.reader import Reader, reading
from benchmarks._siege.report import Measure, line, markdown, verdict
from benchmarks._siege.servers import MemoryWatch, Server, site, stock
from benchmarks._siege.statements import STATEMENTS

ATTACKS = (*STATEMENTS, *ADDRESSES, *CONNECTIONS)
CROWD = 20
# What to add when all benchmarks are run.
WITH_OTHERS = ("--quick",)
# A server is started anew when it holds so many megabytes more than in the beginning.
_LEFT_OVER = 100.0
_PEACE = 1.0


def main(options: Sequence[str] = ()) -> None:
    """Run the siege and print what was measured."""
    chosen = _parser().parse_args(options)
    attacks = _attacks(chosen)
    numbers = (CROWD,) if chosen.quick else (1, CROWD)
    timeout = chosen.timeout or (3.0 if chosen.quick else 20.0)
    minutes = chosen.minutes or (2.8 if chosen.quick else 60.0)
    deadline = time.monotonic() + 60 * minutes
    measures: list[Measure] = []
    left_out = 0
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        servers = [site(chosen.port), stock(chosen.port + 1, Path(folder))]
        if chosen.site_only:
            servers.pop()
        for server in servers:
            stack.callback(server.stop)
        print(line(), flush=True)
        for attack, clients, server in _plan(attacks, numbers, servers):
            # What may still come must fit: start, attack, and the way back.
            if time.monotonic() + 2 * timeout > deadline:
                left_out += 1
                continue
            measures.append(_measure(attack, clients, server, timeout, chosen.memory))
            print(line(measures[-1]), flush=True)
    if left_out:
        print(f"\n{left_out} measures left out: {minutes:g} minutes are over (--minutes).")
    print("\n" + verdict(measures))
    if chosen.markdown:
        print("\n" + markdown(measures))


def _plan(
    attacks: Sequence[Attack], numbers: Sequence[int], servers: Sequence[Server]
) -> Iterator[tuple[Attack, int, Server]]:
    for attack in attacks:
        for clients in numbers:
            for server in servers:
                if server.name == "site" or not attack.own:
                    yield attack, clients, server


def _measure(
    attack: Attack, clients: int, server: Server, timeout: float, most_memory: float
) -> Measure:
    """One attack on one server, which is started before if it does not run as in the beginning."""
    if not server.is_alive or server.memory() > server.calm_memory + _LEFT_OVER:
        server.stop()
        try:
            server.start()
        except RuntimeError as error:
            raise SystemExit(str(error)) from None
    with reading(server.port) as reader:
        reader.settle(_PEACE)
        start = time.monotonic()
        with MemoryWatch(server, most_memory) as memory:
            outcome = asyncio.run(besiege(server.port, attack, clients, timeout))
            end = time.monotonic()
            again = _way_back(reader, server, end, timeout)
        fate = ""
        if memory.was_ended:
            fate = f"ended at {memory.peak:.0f} MB"
        elif not server.is_alive:
            fate = "died"
        elif again is None:
            fate = f"not ordinary in {timeout:.0f} s, ended"
        measure = Measure(
            attack.name,
            clients,
            server.name,
            outcome,
            reader.longest_wait(start),
            reader.failures(start),
            memory.peak,
            again,
            fate,
        )
    if fate:
        server.stop()
    return measure


def _way_back(reader: Reader, server: Server, end: float, within: float) -> float | None:
    """Seconds until pages come as before; None if they do not, or nobody is there to send them."""
    return reader.ordinary_again(end, within) if server.is_alive else None


def _attacks(chosen: argparse.Namespace) -> list[Attack]:
    if not chosen.only:
        return [attack for attack in ATTACKS if attack.quick or not chosen.quick]
    known = {attack.name: attack for attack in ATTACKS}
    unknown = [name for name in chosen.only if name not in known]
    if unknown:
        print(f"no attack {', '.join(unknown)}; there are:", *known, sep="\n  ", file=sys.stderr)
        raise SystemExit(2)
    return [known[name] for name in chosen.only]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m benchmarks siege", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add = parser.add_argument
    add(
        "--quick",
        action="store_true",
        help="a choice of the attacks, twenty at once only; under three minutes",
    )
    add("--only", action="append", metavar="NAME", help="this attack only; may be repeated")
    add("--site-only", action="store_true", help="leave out stock Datasette")
    add("--markdown", action="store_true", help="print a table for the documentation, too")
    add("--timeout", type=float, metavar="S", help="seconds for an attack and for the way back")
    add("--minutes", type=float, metavar="M", help="after which nothing more is begun")
    add("--memory", type=float, default=4000.0, metavar="MB", help="at which a server is ended")
    add("--port", type=int, default=8140, help="of the site; stock Datasette takes the next")
    return parser
