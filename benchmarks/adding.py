"""What a build costs when one notice is added, with what was read of the others kept, beside the
whole build of the same inputs: CPU seconds of all processes, stage by stage.

``python -m benchmarks adding --projects 100000``: the last notice of a made catalogue is left out
with its outcomes, the rest is built with ``--keep-read``, it is put back together with a body that
no list names, and built again. Both catalogues must be equal.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from benchmarks.synthetic.policy import LINK_FILES
from benchmarks.synthetic.sources import Folders, write_catalogue
from etl.database.dump import dump
from etl.inputs.curation import ORGANIZATIONS
from etl.inputs.notices import load_notices
from etl.outcomes.loading import OUTCOMES
from etl.paths import ROOT
from etl.policy.policy_files import POLICY

WITH_OTHERS = ("--projects", "2000")
_BUILD = """
import json, resource, sys
from pathlib import Path
import etl.build, etl.database.load
def spent():
    own, others = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
stages = {}
def timed(module, name, stage):
    function = getattr(module, name)
    def with_time(*arguments):
        start = spent()
        done = function(*arguments)
        label = stage or getattr(arguments[1], "__name__", "")
        stages[label] = stages.get(label, 0) + spent() - start
        return done
    setattr(module, name, with_time)
load = etl.database.load
timed(etl.build, "read_catalogue", "reading")
timed(etl.build, "check_database", "checks")
timed(load, "insert_rows", "")
for name in ("fill_counts", "count_filled", "fill_search_index", "fill_facet_codes"):
    timed(load, name, name)
sources, curation, target, kept = map(Path, sys.argv[1:])
etl.build.build(sources, curation, target, kept=None if kept.name == "none" else kept)
stages["finding_rows"] = stages.pop("finding_rows", 0)
print(json.dumps(stages | {"all": spent()}))
"""
_STAGES = {
    "reading": ("reading",),
    "findings": ("finding_rows",),
    "search index": ("fill_search_index",),
    "counts and codes of facets": ("fill_counts", "count_filled", "fill_facet_codes"),
    "checks": ("checks",),
}


def main(options: Sequence[str]) -> None:
    """Print a line for each stage."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks adding", description=__doc__)
    parser.add_argument("--projects", type=int, default=10_000)
    asked = parser.parse_args(options)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        folders = write_catalogue(folder / "made", asked.projects)
        left_out = _LeftOut(folders, folder / "left out")
        _built(folders, folder / "first.db", folder / "kept")
        left_out.put_back()
        added = _built(folders, folder / "added.db", folder / "kept")
        whole = _built(folders, folder / "whole.db", folder / "none")
        pairs = zip_longest(dump(folder / "added.db"), dump(folder / "whole.db"))
        assert all(one == other for one, other in pairs), "the catalogues differ"
    print(f"{'stage':<28} {'whole, s':>9} {'added, s':>9}")
    for stage, names in _STAGES.items():
        print(f"{stage:<28} {_sum(whole, names):>9.1f} {_sum(added, names):>9.1f}")
    named = {name for names in _STAGES.values() for name in names} | {"all"}
    rows = [name for name in whole if name not in named]
    print(f"{'rows of tables':<28} {_sum(whole, rows):>9.1f} {_sum(added, rows):>9.1f}")
    print(f"{'all':<28} {whole['all']:>9.1f} {added['all']:>9.1f}")


def _sum(spent: dict[str, float], names: Sequence[str]) -> float:
    return sum(spent.get(name, 0) for name in names)


class _LeftOut:
    """The last notice and what curation says of its projects, moved elsewhere."""

    def __init__(self, folders: Folders, elsewhere: Path) -> None:
        self._bodies = folders.curation / ORGANIZATIONS
        notice = max(load_notices(folders.sources), key=lambda notice: notice.declared.id)
        self._folder, self._elsewhere = notice.folder, elsewhere
        self._folder.rename(elsewhere)
        mine = tuple(f"{found.slug}-" for found in notice.declared.lists)
        self._texts = {
            path: path.read_text(encoding="utf-8")
            for path in (
                folders.curation / OUTCOMES,
                *(folders.curation / POLICY / name for name in LINK_FILES),
            )
        }
        for path, text in self._texts.items():
            others = [
                line
                for line in text.split("\n")
                if not any(cell.startswith(mine) for cell in line.split(","))
            ]
            path.write_text("\n".join(others), encoding="utf-8")

    def put_back(self) -> None:
        """All of it, with a body that no list names."""
        self._elsewhere.rename(self._folder)
        for path, text in self._texts.items():
            path.write_text(text, encoding="utf-8")
        text = self._bodies.read_text(encoding="utf-8").rstrip("\n")
        _, _, *cells = text.split("\n")[1].split(",")
        cells[2:4] = ["", ""]
        added = f"999999,测试用的研究所,{','.join(cells)}"
        self._bodies.write_text(f"{text}\n{added}\n", encoding="utf-8")


def _built(folders: Folders, target: Path, kept: Path) -> dict[str, float]:
    arguments = map(str, (folders.sources, folders.curation, target, kept))
    done = subprocess.run(
        [sys.executable, "-c", _BUILD, *arguments],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main(sys.argv[1:])
