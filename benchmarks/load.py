"""Many readers: requests that the site answers in a second, beside Datasette as it comes.

Each kind of page is asked for again and again (``repeated``), and at addresses that nobody has
asked for (``new``), by several clients at once; the site and stock Datasette take turns, on the
same catalogue, with the same settings and the same facets. It prints answers in a second, the
median and the 99th of a hundred in milliseconds, milliseconds of processor time for an answer, and
the ratios of answers and of processor time, of which the second hardly depends on what else the
machine does; then the memory of each process. ``--soak SECONDS`` asks the site alone for a mixture
and counts what failed.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from urllib.parse import quote

import psutil

from benchmarks._load.client import Load, ask
from benchmarks._siege.servers import MEGABYTE, Server, site, stock
from etl.paths import DATABASE

WITH_OTHERS = ("--quick",)
# 领域 and 标准性质 are filters of every list of plans.
_HEAD = (
    f"{'page':<16}{'':<10}{'site/s':>9}{'ms':>8}{'99 %':>8}{'CPU ms':>8}"
    f"{'stock/s':>9}{'ms':>8}{'CPU ms':>8}{'of CPU':>8}  ratio"
)
_FILTER = "mandate=" + quote("推荐")


@dataclass(frozen=True)
class Kind:
    """A kind of page: its address on the site and on stock Datasette, and how the two go on
    with what makes an address new."""

    name: str
    site: str
    stock: str
    new_site: str
    new_stock: str


def kinds(codes: Sequence[tuple[int, str]]) -> list[Kind]:
    """The kinds of page. ``{n}`` counts up; ``{id}`` and ``{code}`` go through the projects."""
    table, word = "/catalogue/projects", quote("电动")
    number, code = codes[0]
    return [
        Kind("home", "/", "/", "/?n={n}", "/?n={n}"),
        Kind("table", table, table, f"{table}?id__gt=-{{n}}", f"{table}?id__gt=-{{n}}"),
        Kind(
            "filtered table",
            f"{table}?{_FILTER}",
            f"{table}?{_FILTER}",
            f"{table}?{_FILTER}&id__gt=-{{n}}",
            f"{table}?{_FILTER}&id__gt=-{{n}}",
        ),
        Kind(
            "search",
            f"{table}?_search={word}",
            f"{table}?title__contains={word}",
            f"{table}?_search={word}&id__gt=-{{n}}",
            f"{table}?title__contains={word}&id__gt=-{{n}}",
        ),
        Kind(
            "project",
            f"/projects/{code}",
            f"{table}/{number}",
            "/projects/{code}?n={n}",
            f"{table}/{{id}}?n={{n}}",
        ),
        Kind(
            "JSON",
            f"{table}.json?_shape=array",
            f"{table}.json?_shape=array",
            f"{table}.json?_shape=array&id__gt=-{{n}}",
            f"{table}.json?_shape=array&id__gt=-{{n}}",
        ),
    ]


def main(options: Sequence[str] = ()) -> None:
    """Measure and print."""
    chosen = _parser().parse_args(options)
    seconds = 1.5 if chosen.quick else chosen.seconds
    rounds = 1 if chosen.quick else chosen.rounds
    with closing(sqlite3.connect(DATABASE)) as connection:
        codes = connection.execute(
            "select id, code from projects order by id limit 1000"
        ).fetchall()
    numbers = count(1)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        ours = site(chosen.port, chosen.workers)
        theirs = stock(chosen.port + 1, Path(folder))
        for server in (ours, theirs):
            stack.callback(server.stop)
        ours.start()
        if chosen.soak:
            _soak(ours, kinds(codes), codes, chosen)
            return
        theirs.start()
        print(f"{chosen.clients} clients, {chosen.workers} worker(s), {rounds} × {seconds:g} s")
        print(_HEAD)
        for kind in kinds(codes):
            for what, one, other in (
                ("repeated", kind.site, kind.stock),
                ("new", kind.new_site, kind.new_stock),
            ):
                loads: tuple[list[Load], list[Load]] = ([], [])
                for _ in range(rounds):
                    for load, server, pattern in (
                        (loads[0], ours, one),
                        (loads[1], theirs, other),
                    ):
                        addresses = _addresses(pattern, codes, numbers)
                        before = server.processor()
                        one_load = ask(server.port, addresses, chosen.clients, seconds)
                        one_load.processor = server.processor() - before
                        load.append(one_load)
                print(_line(kind.name, what, *loads), flush=True)
        print(_memory(ours))


def _addresses(
    pattern: str, codes: Sequence[tuple[int, str]], numbers: Iterator[int]
) -> Callable[[], Iterator[str]]:
    def addresses() -> Iterator[str]:
        for number, code in cycle(codes):
            yield pattern.format(n=next(numbers), id=number, code=code)

    return addresses


def _line(name: str, what: str, ours: list[Load], theirs: list[Load]) -> str:
    ratios = [
        one.rate / other.rate if other.rate else float("inf")
        for one, other in zip(ours, theirs, strict=True)
    ]
    rate, other = (statistics.median(load.rate for load in loads) for loads in (ours, theirs))
    spread = f" ({min(ratios):.1f}–{max(ratios):.1f})" if len(ratios) > 1 else ""
    failed = sum(load.failures for load in ours)
    return (
        f"{name:<16}{what:<10}{rate:>9.0f}"
        f"{statistics.median(load.median for load in ours):>8.1f}"
        f"{statistics.median(load.late for load in ours):>8.1f}{_cpu(ours):>8.2f}{other:>9.1f}"
        f"{statistics.median(load.median for load in theirs):>8.1f}{_cpu(theirs):>8.2f}"
        f"{_cpu(theirs) / (_cpu(ours) or 1):>7.1f}×"
        f"  {statistics.median(ratios):.1f}×{spread}" + (f"  {failed} failed" if failed else "")
    )


def _cpu(loads: list[Load]) -> float:
    """Milliseconds of processor time for an answer."""
    answers = sum(sum(load.statuses.values()) for load in loads)
    return sum(load.processor for load in loads) * 1000 / max(1, answers)


def _soak(
    server: Server, pages: list[Kind], codes: Sequence[tuple[int, str]], chosen: argparse.Namespace
) -> None:
    """A mixture of repeated and new pages."""
    numbers = count(1)

    def mixture() -> Iterator[str]:
        patterns = [pattern for kind in pages for pattern in (kind.site, kind.new_site)]
        for pattern, (number, code) in zip(cycle(patterns), cycle(codes), strict=False):
            yield pattern.format(n=next(numbers), id=number, code=code)

    load = ask(server.port, mixture, chosen.clients, chosen.soak)
    shown = ", ".join(f"{status}: {n}" for status, n in sorted(load.statuses.items()))
    print(
        f"{chosen.clients} clients for {load.seconds:.0f} s: {load.rate:.0f} answers a second, "
        f"median {load.median:.0f} ms, 99 % within {load.late:.0f} ms; by status: {shown}; "
        f"{load.failures} failed"
    )
    print(_memory(server))


def _memory(server: Server) -> str:
    """Megabytes of each process of a server, shared pages counted once."""
    lines = []
    for process in server.processes():
        try:
            full = process.memory_full_info()
            name = next((part for part in process.cmdline() if part.startswith("web.")), "?")
        except psutil.Error:
            continue
        pss = getattr(full, "pss", full.rss)
        lines.append(f"{name} {full.rss / MEGABYTE:.0f} MB (its share {pss / MEGABYTE:.0f})")
    return "memory: " + ", ".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks load")
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--clients", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each measure")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1, help="processes of the site")
    parser.add_argument("--soak", type=float, default=0.0, help="seconds of a mixture, site alone")
    parser.add_argument("--port", type=int, default=8150)
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
