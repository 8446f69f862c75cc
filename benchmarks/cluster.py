"""The reading stage of a build on a Dask cluster of 1, 2 and 4 worker processes with a scheduler of
their own, beside the same build without.

``python -m benchmarks cluster --projects 10000 --directory DIR``: seconds of the reading stage (the
first notice to the last check of what was read), of the rest (storing, search index, checks), CPU
seconds of the process that builds, and whether the catalogue is the same.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.synthetic.sources import Folders, write_catalogue
from etl.build import build
from etl.commands.cluster import ClusterReading, connected
from etl.database.dump import dump
from etl.kept_reading import Reading, reading_here

WITH_OTHERS = ("--projects", "1000", "--workers", "1", "2")


def main(options: Sequence[str]) -> None:
    """Print a line for the build without a cluster and for each number of workers. Exit status 1 if
    a catalogue differs."""
    asked = _parser().parse_args(options)
    dask: Any = import_module("distributed")
    with tempfile.TemporaryDirectory() as temporary:
        home = (asked.directory or Path(temporary)) / str(asked.projects)
        folders = Folders(home / "sources", home / "curation")
        if not folders.sources.is_dir():
            folders = write_catalogue(home, asked.projects)
        print(
            f"{'workers':>8} {'reading s':>10} {'rest s':>8} {'whole s':>8} {'builder CPU s':>14}"
        )
        plain = Path(temporary) / "plain.db"
        _measure("none", folders, plain, reading_here)
        differ = False
        for workers in asked.workers:
            with (
                dask.LocalCluster(
                    n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0"
                ) as running,
                connected(running.scheduler_address) as client,
            ):
                # Workers load the program with their first work, which is not counted.
                client.run(import_module, "etl.kept_reading")
                target = Path(temporary) / f"{workers}.db"
                _measure(str(workers), folders, target, ClusterReading(client))
            if list(dump(target)) != list(dump(plain)):
                print(f"{workers} workers: the catalogue is another")
                differ = True
            target.unlink()
        if differ:
            sys.exit(1)


def _measure(name: str, folders: Folders, target: Path, reading: Reading) -> None:
    stages: dict[str, float] = {}

    def note(stage: str) -> None:
        stages.setdefault(stage.split()[0], time.perf_counter())

    cpu = time.process_time()
    build(folders.sources, folders.curation, target, note, reading=reading)
    end, cpu = time.perf_counter(), time.process_time() - cpu
    begin, read = stages["reading"], stages["storing"]
    print(
        f"{name:>8} {read - begin:>10.1f} {end - read:>8.1f} {end - begin:>8.1f} {cpu:>14.1f}",
        flush=True,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks cluster", description=__doc__)
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--directory", type=Path, help="made catalogues as N/ (kept, used again)")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    return parser


if __name__ == "__main__":
    main(sys.argv[1:])
