"""The files of the whole catalogue: CPU seconds, bytes, and the memory of a process of its own that
makes nothing else, for each form that takes a second or more, and for partitioned Parquet.

``python -m benchmarks export --projects 100000 --directory DIR``
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from etl.paths import ROOT

WITH_OTHERS = ("--projects", "2000")
_FORMS = (
    "catalogue.xlsx",
    "projects.csv",
    "projects.json",
    "projects.ndjson",
    "projects.parquet",
    "catalogue.bib",
    "tables/projects.csv",
)
_PARTITIONED = "partitioned Parquet"
_MAKE = """
import resource, sys, time
from pathlib import Path
from etl.export.content import open_content
from etl.export.forms import forms
from etl.export.partitioned import export_partitioned
database, folder, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
found = {form.name: form for form in forms()}
start = time.process_time()
if name in found:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with open_content(database) as content:
        found[name].write(content, path)
    size = path.stat().st_size
else:
    size = sum(part.size for part in export_partitioned(database, folder / "parquet"))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(time.process_time() - start, size, peak / (1024 if sys.platform == "linux" else 1024**2))
"""


def main(options: Sequence[str]) -> None:
    """Print a line for each form."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks export", description=__doc__)
    parser.add_argument("--projects", type=int, default=10_000)
    parser.add_argument("--directory", type=Path, help="made catalogues as N/ (kept, used again)")
    asked = parser.parse_args(options)
    with tempfile.TemporaryDirectory() as temporary:
        home = (asked.directory or Path(temporary)) / str(asked.projects)
        database = home / "catalogue.db"
        if not database.exists():
            # Not before: a process begins with the peak of the one that starts it.
            from benchmarks.synthetic import built
            from benchmarks.synthetic.sources import write_catalogue

            built(write_catalogue(home, asked.projects), database)
        print(f"{'file':<22}{'CPU s':>8}{'MB':>8}{'peak MB':>9}")
        for name in (*_FORMS, _PARTITIONED):
            done = subprocess.run(
                [sys.executable, "-c", _MAKE, str(database), temporary, name],
                cwd=ROOT,
                check=True,
                capture_output=True,
                text=True,
            )
            seconds, size, peak = map(float, done.stdout.split())
            print(f"{name:<22}{seconds:>8.1f}{size / 1e6:>8.1f}{peak:>9.0f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
