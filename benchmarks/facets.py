"""Table pages with all their facets, at any size, beside Datasette as it comes.

``python -m benchmarks facets [--catalogue FILE …] [--projects N …]``: on the catalogue of the
checkout, on others that are there, and on made ones of as many projects as asked for. Every page is
asked for at addresses that nobody has asked for, one at a time, the site and stock Datasette in
turn. For each it prints milliseconds as the client sees them (median, and the first and third
quarter), those of processor time, how many facets were left out, and the ratios.
"""

import argparse
import http.client
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from itertools import combinations, count, product
from pathlib import Path
from urllib.parse import urlencode

from benchmarks._siege.attack import HOST
from benchmarks._siege.servers import Server, site_of, stock
from benchmarks.synthetic import built
from benchmarks.synthetic.sources import SEED, write_catalogue
from etl.paths import DATABASE

WITH_OTHERS = ("--quick",)
PAGE = "/catalogue/projects"
# Shares of the rows, in percent, that the filters of the goals select.
SHARES = (88, 9, 1)
_COLUMNS = ("mandate", "project_type", "domain", "level", "status", "year")
# The lines in which the two say that facets were not counted in time.
_LEFT_OUT = (
    re.compile(r'class="facets-timed-out">[^：]*：([^<]*)'),
    re.compile(r'class="facets-timed-out">[^:]*: ([^<]*)'),
)
_HEAD = (
    f"{'page':<26}{'rows':>10}{'site ms':>9}{'quarters':>13}{'CPU':>7}{'left':>5}"
    f"{'stock ms':>10}{'quarters':>13}{'CPU':>7}{'left':>5}{'ratio':>8}{'of CPU':>8}"
)


@dataclass
class Measured:
    """What answers of one page took, in milliseconds, and the facets that the last left out."""

    seen: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    left_out: int = 0

    def text(self) -> str:
        """The columns of a line."""
        low, middle, high = statistics.quantiles(self.seen, n=4, method="inclusive")
        quarters = f"{low:.0f}–{high:.0f}"
        return f"{middle:.0f}|{quarters}|{statistics.median(self.processor):.0f}|{self.left_out}"


def main(options: Sequence[str] = ()) -> None:
    """Measure and print."""
    chosen = _parser().parse_args(options)
    repeats = 3 if chosen.quick else chosen.repeats
    catalogues: list[Path] = chosen.catalogue or ([] if chosen.projects else [DATABASE])
    for catalogue in catalogues:
        _compare(catalogue, repeats, chosen.port)
    for projects in chosen.projects:
        with tempfile.TemporaryDirectory() as folder:
            folders = write_catalogue(Path(folder) / "made", projects, SEED, lambda *_: None)
            _compare(built(folders, Path(folder) / "catalogue.db").database, repeats, chosen.port)


def _compare(catalogue: Path, repeats: int, port: int) -> None:
    pages = dict(_pages(catalogue))
    with ExitStack() as stack:
        servers = []
        for number, start in enumerate((site_of, stock)):
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            server = start(port + number, folder, catalogue)
            stack.callback(server.stop)
            server.start()
            servers.append(server)
        print(f"\n{catalogue}, {repeats} times each\n{_HEAD}")
        numbers = count(1)
        for server in servers:
            # What is read once for all pages.
            _ask(server, f"{PAGE}?id__gt=-{next(numbers)}", Measured())
        for name, (query, rows) in pages.items():
            found = (Measured(), Measured())
            for _ in range(repeats):
                for server, measured in zip(servers, found, strict=True):
                    arguments = [*query, ("id__gt", f"-{next(numbers)}")]
                    _ask(server, f"{PAGE}?{urlencode(arguments)}", measured)
            _print(name, rows, *found)
        memory = " ".join(f"{server.name} {server.memory():.0f} MB" for server in servers)
        print(f"memory after it: {memory}")


def _print(name: str, rows: int, ours: Measured, theirs: Measured) -> None:
    cells = [*ours.text().split("|"), *theirs.text().split("|")]
    widths = (9, 13, 7, 5, 10, 13, 7, 5)
    text = "".join(cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    seen = statistics.median(theirs.seen) / statistics.median(ours.seen)
    processor = statistics.median(theirs.processor) / max(1, statistics.median(ours.processor))
    print(f"{name:<26}{rows:>10,}{text}{seen:>7.1f}×{processor:>7.1f}×", flush=True)


def _ask(server: Server, path: str, measured: Measured) -> None:
    """Ask for a page. Raises ``RuntimeError`` if it is not answered by one."""
    with _taken(server, measured):
        connection = http.client.HTTPConnection(HOST, server.port, timeout=120)
        with closing(connection):
            connection.request("GET", path)
            answer = connection.getresponse()
            text = answer.read().decode()
    if answer.status != 200:
        raise RuntimeError(f"{server.name} answered {answer.status} to {path}")
    names = next((found[1] for one in _LEFT_OUT if (found := one.search(text))), "")
    measured.left_out = len([name for name in re.split(r"[、,]", names) if name.strip()])


@contextmanager
def _taken(server: Server, measured: Measured) -> Iterator[None]:
    before, start = server.processor(), time.perf_counter()
    yield
    measured.seen.append((time.perf_counter() - start) * 1000)
    measured.processor.append((server.processor() - before) * 1000)


Query = list[tuple[str, str]]


def _pages(catalogue: Path) -> Iterator[tuple[str, tuple[Query, int]]]:
    with closing(sqlite3.connect(f"{catalogue.resolve().as_uri()}?mode=ro", uri=True)) as database:
        (rows,) = database.execute("select count(*) from projects").fetchone()
        yield "all rows", ([], rows)
        for share in SHARES:
            query, found = _near(database, rows * share / 100)
            yield f"filter of {found / rows:.1%}", (query, found)
        one, found = _near(database, rows * 0.88)
        yield "the same by title", ([*one, ("_sort", "title_sort_key")], found)
        # No index has this order, or too many rows are equal in it.
        yield "all by date", ([("_sort", "published_on")], rows)
        yield "all by mandate, last first", ([("_sort_desc", "mandate")], rows)
        word = "title like '%安全%'"
        (found,) = database.execute(f"select count(*) from projects where {word}").fetchone()
        yield "title contains 安全", ([("title__contains", "安全")], found)


def _near(database: sqlite3.Connection, wanted: float) -> tuple[Query, int]:
    """One or two values of columns whose rows come nearest to a number."""
    groups: list[tuple[Query, int]] = []
    for columns in (*product(_COLUMNS), *combinations(_COLUMNS, 2)):
        names = ", ".join(columns)
        is_there = " and ".join(f"{column} is not null" for column in columns)
        for *values, number in database.execute(
            f"select {names}, count(*) from projects where {is_there} group by {names}"
        ):
            groups.append(([(c, str(v)) for c, v in zip(columns, values, strict=True)], number))
    return min(groups, key=lambda group: (abs(group[1] - wanted), len(group[0])))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks facets", description=__doc__)
    parser.add_argument("--catalogue", type=Path, nargs="+", help="catalogues that are there")
    parser.add_argument("--projects", type=int, nargs="+", default=[], help="sizes of made ones")
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--port", type=int, default=8110)
    parser.add_argument("--quick", action="store_true", help="three times each")
    return parser
