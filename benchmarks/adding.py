"""What a build costs when one notice is added to a catalogue that was kept, beside a whole build of
the same inputs: CPU seconds of all processes, stage by stage, and the most memory.

``python -m benchmarks adding --projects 10000 100000``: the last notice of a made catalogue is left
out with its outcomes, the rest is built with ``--keep``, it is put back together with a body that
no list names, and built again. Both catalogues must be equal. Links of that notice's projects to
measures are left out of both: who adds some has all made anew.
"""

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from itertools import zip_longest
from pathlib import Path
from typing import Any

from benchmarks.synthetic.policy import LINK_FILES
from benchmarks.synthetic.sources import Folders, write_catalogue
from etl.database.dump import dump
from etl.inputs.curation import ORGANIZATIONS
from etl.inputs.notices import load_notices
from etl.outcomes.loading import OUTCOMES
from etl.paths import ROOT
from etl.policy.policy_files import POLICY

WITH_OTHERS = ("--projects", "2000")
# Functions by what they do: of a whole build, then of an addition.
_STAGES = {
    "reading": ("etl.build.read_catalogue", "etl.adding.adding._Adding.read"),
    "rows of tables, findings": (
        "etl.database.load._insert_all",
        "etl.adding.change._put_part",
        "etl.adding.change.change_findings",
    ),
    "counts": ("etl.database.load.fill_counts", "etl.adding.change.change_counts"),
    "data dictionary": ("etl.database.load.count_filled", "etl.adding.change.change_dictionary"),
    "search index": (
        "etl.database.load.fill_search_index",
        "etl.adding.change.change_search_index",
    ),
    "codes of facets": (
        "etl.database.load.fill_facet_codes",
        "etl.adding.change.change_facet_codes",
    ),
    "checks": ("etl.build.check_database", "etl.adding.change.check_changed"),
    "copying the catalogue": ("etl.adding.adding._copy",),
    "hashing the inputs": ("etl.build.input_hashes",),
}
_BUILD = """
import importlib, json, resource, sys
from pathlib import Path
from functools import reduce
import etl.build
def spent():
    own, others = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
stages = {}
def timed(name, stage):
    *path, last = name.split(".")
    for size in range(len(path), 0, -1):
        try:
            owner = importlib.import_module(".".join(path[:size]))
        except ModuleNotFoundError:
            continue
        owner = reduce(getattr, path[size:], owner)
        break
    function = getattr(owner, last)
    def with_time(*arguments, **named):
        start = spent()
        done = function(*arguments, **named)
        stages[stage] = stages.get(stage, 0) + spent() - start
        return done
    setattr(owner, last, with_time)
for stage, names in json.loads(sys.argv[5]).items():
    for name in names:
        timed(name, stage)
sources, curation, target, kept = map(Path, sys.argv[1:5])
result = etl.build.build(sources, curation, target, kept=None if kept.name == "none" else kept)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(stages | {"all": spent(), "peak": peak, "anew": result.anew_because}))
"""


def main(options: Sequence[str]) -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks adding", description=__doc__)
    parser.add_argument("--projects", type=int, nargs="+", default=[10_000])
    asked = parser.parse_args(options)
    for projects in asked.projects:
        with tempfile.TemporaryDirectory() as temporary:
            _measure(projects, Path(temporary))


def _measure(projects: int, folder: Path) -> None:
    folders = write_catalogue(folder / "made", projects)
    left_out = _LeftOut(folders, folder / "left out")
    target = folder / "added.db"
    first = _built(folders, target, folder / "kept")
    before = _size(target)
    left_out.put_back()
    added = _built(folders, target, folder / "kept")
    assert not added["anew"], added["anew"]
    whole = _built(folders, folder / "whole.db", folder / "none")
    pairs = zip_longest(dump(target), dump(folder / "whole.db"))
    assert all(one == other for one, other in pairs), "the catalogues differ"
    print(f"\n{_size(target) - before:,} projects added to {before:,}; seconds of CPU\n")
    print(f"{'stage':<28} {'whole':>9} {'added':>9}")
    for stage in _STAGES:
        print(f"{stage:<28} {whole.get(stage, 0):>9.2f} {added.get(stage, 0):>9.2f}")
    print(f"{'all, with start':<28} {whole['all']:>9.2f} {added['all']:>9.2f}")
    print(f"{'the same, and kept':<28} {first['all']:>9.2f}")
    print(f"{'most memory, MB':<28} {whole['peak']:>9.0f} {added['peak']:>9.0f}")


def _size(catalogue: Path) -> int:
    with closing(sqlite3.connect(catalogue)) as database:
        found: int = database.execute("select count(*) from projects").fetchone()[0]
        return found


class _LeftOut:
    """The last notice and what curation says of its projects, moved elsewhere."""

    def __init__(self, folders: Folders, elsewhere: Path) -> None:
        self._bodies = folders.curation / ORGANIZATIONS
        notice = max(load_notices(folders.sources), key=lambda notice: notice.declared.id)
        self._folder, self._elsewhere = notice.folder, elsewhere
        self._folder.rename(elsewhere)
        mine = tuple(f"{found.slug}-" for found in notice.declared.lists)
        self._outcomes = folders.curation / OUTCOMES
        self._text = self._outcomes.read_text(encoding="utf-8")
        for path in (
            self._outcomes,
            *(folders.curation / POLICY / name for name in LINK_FILES),
        ):
            text = path.read_text(encoding="utf-8")
            others = [
                line
                for line in text.split("\n")
                if not any(cell.startswith(mine) for cell in line.split(","))
            ]
            path.write_text("\n".join(others), encoding="utf-8")

    def put_back(self) -> None:
        """All of it, with a body that no list names."""
        self._elsewhere.rename(self._folder)
        self._outcomes.write_text(self._text, encoding="utf-8")
        text = self._bodies.read_text(encoding="utf-8").rstrip("\n")
        _, _, *cells = text.split("\n")[1].split(",")
        cells[2:4] = ["", ""]
        added = f"999999,测试用的研究所,{','.join(cells)}"
        self._bodies.write_text(f"{text}\n{added}\n", encoding="utf-8")


def _built(folders: Folders, target: Path, kept: Path) -> dict[str, Any]:
    arguments = [str(path) for path in (folders.sources, folders.curation, target, kept)]
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, *arguments, json.dumps(_STAGES)],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
