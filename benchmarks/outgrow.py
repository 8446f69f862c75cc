"""Ten ready-made queries over partitioned Parquet: DuckDB on one machine and Dask on a cluster of
worker processes, beside SQLite on the catalogue itself; every answer is compared.

``python -m benchmarks outgrow --projects 100000 --directory DIR --workers 2``: seconds until the
whole answer is there, the median of several rounds after one that is not counted.
"""

import argparse
import logging
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks._outgrow.on_dask import OnDask
from benchmarks._outgrow.on_duckdb import DuckDb
from benchmarks._outgrow.questions import QUESTIONS, Answer, ask_sqlite, normal
from benchmarks.synthetic import built
from benchmarks.synthetic.sources import write_catalogue
from etl.export.partitioned import export_partitioned

WITH_OTHERS = ("--projects", "2000", "--rounds", "1")
Ask = Callable[[str, Mapping[str, str]], Answer]


def main(options: Sequence[str]) -> None:
    """Print a line for each query. Exit status 1 if an answer differs from SQLite's."""
    asked = _parser().parse_args(options)
    with tempfile.TemporaryDirectory() as temporary:
        home = (asked.directory or Path(temporary)) / str(asked.projects)
        database = home / "catalogue.db"
        if not database.exists():
            built(write_catalogue(home, asked.projects), database)
        files = home / "parquet"
        if not files.is_dir():
            start = time.process_time()
            parts = list(export_partitioned(database, files))
            size = sum(part.size for part in parts) / 1e6
            print(
                f"{len(parts)} files, {size:.1f} MB, in {time.process_time() - start:.1f} s of CPU"
            )
        dask: Any = import_module("distributed")
        with (
            closing(sqlite3.connect(database)) as connection,
            DuckDb(files) as duckdb,
            dask.LocalCluster(
                n_workers=asked.workers,
                threads_per_worker=1,
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.ERROR,
            ) as cluster,
            dask.Client(cluster),
        ):
            asks: dict[str, Ask] = {
                "SQLite": lambda name, given: ask_sqlite(connection, name, given),
                "DuckDB": duckdb.ask,
                "Dask": OnDask(files).ask,
            }
            if not _ask_all(asks, asked.rounds):
                sys.exit(1)


def _ask_all(asks: Mapping[str, Ask], rounds: int) -> bool:
    """Whether all answers are equal."""
    print(f"{'query':<26}{'rows':>8}" + "".join(f"{who + ' s':>11}" for who in asks) + "  answers")
    all_equal = True
    for name, given in QUESTIONS.items():
        answers = {who: normal(ask(name, given)) for who, ask in asks.items()}
        seconds = {who: median(_timed(ask, name, given, rounds)) for who, ask in asks.items()}
        first, *others = answers.values()
        is_equal = all(other == first for other in others)
        all_equal &= is_equal
        figures = "".join(f"{seconds[who]:>11.3f}" for who in asks)
        print(
            f"{name:<26}{len(first):>8,}{figures}  {'equal' if is_equal else 'DIFFER'}", flush=True
        )
    return all_equal


def _timed(ask: Ask, name: str, given: Mapping[str, str], rounds: int) -> list[float]:
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        ask(name, given)
        spent.append(time.perf_counter() - start)
    return spent


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks outgrow", description=__doc__)
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--directory", type=Path, help="made catalogues as N/ (kept, used again)")
    parser.add_argument("--workers", type=int, default=2, help="processes of the cluster")
    parser.add_argument("--rounds", type=int, default=3)
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
