"""A whole build at several sizes beside its floor in the same round: what Python and SQLite need to
put the same rows from CSV files into the same tables, with keys and checks, and nothing else.

``python -m benchmarks build --sizes 294 10000 100000 --rounds 3``: CPU seconds of all processes,
peak memory of the greatest, the search index apart, and ratios with median and spread. The smallest
size is the committed catalogue itself; the others are made (``benchmarks/synthetic``).
"""

import argparse
import csv
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.synthetic.sources import Folders, write_catalogue
from etl.paths import CURATION, ROOT, SOURCES
from schema.search_index import SEARCH_INDEX

WITH_OTHERS = ("--sizes", "294", "2000", "--rounds", "1")
_SMALLEST = 294
_BUILD = """
import json, resource, sys, time
from pathlib import Path
import etl.build, etl.database.load
index = etl.database.load.fill_search_index
spent = []
def timed(database):
    start = time.process_time()
    index(database)
    spent.append(time.process_time() - start)
etl.database.load.fill_search_index = timed
sources, curation, target = map(Path, sys.argv[1:])
etl.build.build(sources, curation, target)
print(json.dumps({"index": spent[0]}))
"""
_NULL = "\N{SYMBOL FOR NULL}"
_FLOOR = (
    f"NULL = {_NULL!r}"
    + """
import csv, sqlite3, sys
csv.field_size_limit(sys.maxsize)
schema, folder, target = sys.argv[1:]
with sqlite3.connect(target, isolation_level=None) as database:
    for pragma in ("journal_mode = off", "synchronous = off"):
        database.execute(f"pragma {pragma}")
    database.executescript(open(schema, encoding="utf-8").read())
    database.execute("begin")
    import pathlib
    for path in sorted(pathlib.Path(folder).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            marks = ", ".join("?" * len(next(rows)))
            values = ([None if cell == NULL else cell for cell in row] for row in rows)
            database.executemany(f'insert or replace into "{path.stem}" values ({marks})', values)
    database.execute("commit")
"""
)


@dataclass(frozen=True)
class Round:
    """One build and one floor: CPU seconds, and megabytes at the most."""

    build: float
    index: float
    peak: float
    floor: float

    @property
    def ratio(self) -> float:
        """The build without its search index, as a multiple of the floor."""
        return (self.build - self.index) / self.floor


def main(options: Sequence[str]) -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks build", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[_SMALLEST, 10_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--directory", type=Path, help="made catalogues as N/ (kept and used again)"
    )
    asked = parser.parse_args(options)
    print(
        f"{'projects':>9} {'build s':>8} {'µs each':>8} {'peak MB':>8} {'index s':>8} "
        f"{'index/table':>11} {'floor s':>8} {'× floor':>18}"
    )
    with tempfile.TemporaryDirectory() as temporary:
        for size in asked.sizes:
            folders = _folders(size, asked.directory or Path(temporary))
            _measure(size, folders, asked.rounds, Path(temporary))


def _folders(size: int, directory: Path) -> Folders:
    if size == _SMALLEST:
        return Folders(SOURCES, CURATION)
    folder = directory / str(size)
    found = Folders(folder / "sources", folder / "curation")
    return found if found.sources.is_dir() else write_catalogue(folder, size)


def _measure(size: int, folders: Folders, rounds: int, temporary: Path) -> None:
    database = temporary / "build.db"
    made: list[Round] = []
    for number in range(rounds):
        database.unlink(missing_ok=True)
        arguments = (str(folders.sources), str(folders.curation), str(database))
        build, peak, said = _run(_BUILD, arguments)
        tables, schema = temporary / "tables", temporary / "schema.sql"
        if number == 0:
            _write_tables(database, tables, schema)
        target = temporary / "floor.db"
        target.unlink(missing_ok=True)
        floor, _, _ = _run(_FLOOR, (str(schema), str(tables), str(target)))
        made.append(Round(build, json.loads(said)["index"], peak, floor))
    _print(size, made, _index_share(database))
    for path in (temporary / "tables").glob("*.csv"):
        path.unlink()


def _print(size: int, made: Sequence[Round], share: float) -> None:
    ratios = sorted(each.ratio for each in made)
    build = median(each.build for each in made)
    print(
        f"{size:>9,} {build:>8.1f} {build / size * 1e6:>8.0f} "
        f"{median(each.peak for each in made):>8.0f} {median(each.index for each in made):>8.1f} "
        f"{share:>11.2f} {median(each.floor for each in made):>8.2f} "
        f"{median(ratios):>6.1f} ({ratios[0]:.1f}–{ratios[-1]:.1f})",
        flush=True,
    )


# The C library of Linux may give memory back and take it anew for each row of the floor, which then
# takes up to two and a half times as long; a build is the same with this and without.
_STEADY = {"MALLOC_TOP_PAD_": str(16 << 20)}


def _run(code: str, arguments: Iterable[str]) -> tuple[float, float, str]:
    """CPU seconds of a fresh process and those it starts, its peak memory in MB, what it says."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wrapped = (
        f"{code}\nimport resource, sys\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", wrapped, *arguments],
        cwd=ROOT,
        env=os.environ | _STEADY,
        check=True,
        capture_output=True,
        text=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    peak = int(done.stderr.split()[-1]) / (1024 if sys.platform == "linux" else 1024 * 1024)
    return seconds, peak, done.stdout


def _write_tables(database: Path, folder: Path, schema: Path) -> None:
    """The rows of every table as CSV, and the SQL that makes the tables without their indexes."""
    folder.mkdir(exist_ok=True)
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute(
            "select name, sql from sqlite_master where type = 'table' and sql is not null "
            "and name not glob ? and name not glob 'sqlite_*' order by name",
            (f"{SEARCH_INDEX}*",),
        ).fetchall()
        schema.write_text("".join(f"{sql};\n" for _, sql in tables), encoding="utf-8")
        for name, _ in tables:
            rows = connection.execute(f'select * from "{name}"')
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(column[0] for column in rows.description)
                writer.writerows([_NULL if cell is None else cell for cell in row] for row in rows)


def _index_share(database: Path) -> float:
    """The size of the search index as a multiple of that of the table it is over."""
    with closing(sqlite3.connect(database)) as connection:
        sizes = dict(
            connection.execute("select name, sum(pgsize) from dbstat group by name").fetchall()
        )
    index = sum(size for name, size in sizes.items() if name.startswith(SEARCH_INDEX))
    return float(index / sizes["projects"])


if __name__ == "__main__":
    main(sys.argv[1:])
