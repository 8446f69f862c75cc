"""Made catalogues of any size: notices in several file formats, their curation and outcomes, as
many projects as asked for, which the real build then reads.

``python -m benchmarks synthetic --projects 100000 --directory DIR [--build]``
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.synthetic.sources import SEED, Folders, Progress, write_catalogue
from etl.build import BuildResult, build

WITH_OTHERS = ("--projects", "1000", "--build")


def main(options: Sequence[str]) -> None:
    """Make a catalogue as the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks synthetic", description=__doc__)
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--directory", type=Path, help="a new folder; a temporary one by default")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--build", action="store_true", help="build its catalogue.db, too")
    asked = parser.parse_args(options)
    if asked.directory is not None:
        _make(asked.directory, asked.projects, asked.seed, asked.build)
        return
    with tempfile.TemporaryDirectory() as folder:
        _make(Path(folder) / "made", asked.projects, asked.seed, asked.build)


def _make(folder: Path, projects: int, seed: int, is_built: bool) -> None:
    start = time.process_time()
    folders = write_catalogue(folder, projects, seed, _progress())
    print(f"{projects:,} projects written in {time.process_time() - start:.1f} s of CPU: {folder}")
    if is_built:
        start = time.process_time()
        result = built(folders, folder / "catalogue.db")
        seconds = time.process_time() - start
        print(f"{result.projects:,} projects built in {seconds:.1f} s of CPU: {result.database}")


def built(folders: Folders, database: Path) -> BuildResult:
    """The catalogue of made sources, built as any other."""
    return build(folders.sources, folders.curation, database)


def _progress() -> Progress:
    """A line that counts, where a person watches."""
    if not sys.stderr.isatty():
        return lambda done, total: None

    def show(done: int, total: int) -> None:
        print(f"\r{done:,} of {total:,}", end="\n" if done == total else "", file=sys.stderr)

    return show
