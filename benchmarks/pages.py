"""What each page costs at each size of the catalogue: milliseconds of CPU and bytes.

``python -m benchmarks pages --catalogue FILE …`` asks every kind of page of each catalogue, the
committed one first, in this process and at addresses that the site has not kept: one answer warms,
then ``--runs`` are measured. Where a page has many of its kind, the largest is asked: the body and
the list with the most rows, the measure with the most projects, a full part of the sitemap. It
prints median and half the distance between the quartiles, bytes, and how often the time of the
first catalogue the time of the last is. Time is that of the processor, so that a busy machine
matters little; ready-made queries are measured by ``python -m benchmarks queries``.
"""

import argparse
import asyncio
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote

from datasette.app import Datasette

from etl.commands.inspect_data import write_inspect_data
from etl.paths import DATABASE, ROOT
from schema.search_index import SEARCH_PAIRS

WITH_OTHERS = ("--runs", "3")
_SETTINGS = ("settings.json", "metadata.yml")
_FOLDERS = ("plugins", "templates", "static")
_TABLE = "/catalogue/projects"
_FIXED = {
    "home": "/",
    "bodies": "/organizations",
    "lists": "/lists",
    "quality": "/quality",
    "plan": "/policy",
    "documents": "/policy/documents",
    "targets": "/policy/targets",
    "matrix": "/policy/matrix",
    "guide": "/guide",
    "dictionary": "/guide/dictionary",
    "recipes": "/guide/recipes",
    "downloads": "/downloads",
    "English": "/en",
    "compare": "/compare",
    "compare, filtered": "/compare?mandate=" + quote("强制"),
    "feed": "/feed.atom",
    "feed of projects": "/catalogue/projects.atom",
    "feed, filtered": "/catalogue/projects.atom?mandate=" + quote("强制"),
    "sitemap": "/sitemap.xml",
    "OpenAPI": "/openapi.json",
    "DCAT": "/dcat.jsonld",
    "tables and queries": "/catalogue",
}
# Addresses that depend on the catalogue: SQL that gives the path.
_FOUND = {
    "largest body": "select '/organizations/' || organization_id from project_organizations "
    "group by organization_id order by count(*) desc limit 1",
    "largest list": "select '/lists/' || slug from lists order by row_count desc limit 1",
    "notice": "select '/notices/' || slug from notices order by id desc limit 1",
    "notice, text": "select '/notices/' || slug || '/' || file from notice_files "
    "join notices on notices.id = notice_id order by notice_id desc limit 1",
    "project": "select '/projects/' || code from projects order by id desc limit 1",
    "largest family": "select '/projects/' || code from projects where family = (select family "
    "from projects where family is not null group by family order by count(*) desc limit 1)",
    "standard": "select '/catalogue/standards/' || id from standards order by id desc limit 1",
    "largest measure": "select '/policy/measures/' || slug from measures join (select measure_id "
    "from measure_projects group by measure_id order by count(*) desc limit 1) on id = measure_id",
    # What a local task answers, by the projects behind it.
    "local task": "select '/policy/measures/' || slug from measures join (select subject_id from "
    "counts where subject = '举措' and dimension = 'behind' group by subject_id "
    "order by sum(counted) desc limit 1) on id = subject_id",
    "local document": "select '/policy/documents/' || slug from policy_documents join (select "
    "document_id from measure_alignments join measures on measures.id = local_measure_id "
    "group by 1 order by count(*) desc limit 1) on id = document_id",
    "document": "select '/policy/documents/' || slug from policy_documents order by id limit 1",
}


@dataclass(frozen=True)
class Cost:
    """What a page costs; ``status`` is that of the answer."""

    milliseconds: float
    spread: float
    size: int
    status: int


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks pages")
    parser.add_argument("--catalogue", type=Path, nargs="*", default=[], help="files to measure")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="", help="pages whose name has this")
    options = parser.parse_args(arguments)
    files = [DATABASE, *options.catalogue]
    found = {}
    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            found[file] = asyncio.run(_measured(_folder(Path(folder), file), file, options))
    _print(files, list(found.values()))


def _folder(folder: Path, file: Path) -> Path:
    """A configuration folder of the site around a catalogue."""
    for name in _FOLDERS:
        (folder / name).symlink_to(ROOT / name)
    for name in _SETTINGS:
        shutil.copy(ROOT / name, folder)
    (folder / DATABASE.name).symlink_to(file.resolve())
    write_inspect_data(folder / DATABASE.name)
    return folder


async def _measured(folder: Path, file: Path, options: argparse.Namespace) -> dict[str, Cost]:
    datasette = Datasette(config_dir=folder)
    numbers = count(1)
    found = {}
    for name, path in _pages(file):
        if options.only in name:
            found[name] = await _cost(datasette, [path], numbers, options.runs)
    for name, paths in _searches(file, options.runs + 1):
        if options.only in name:
            found[name] = await _cost(datasette, paths, numbers, options.runs)
    if "<sitemapindex" in (await datasette.client.get("/sitemap.xml")).text:
        # The first part has the pages of the site, the second is full of projects.
        found["sitemap, a part"] = await _cost(datasette, ["/sitemap-2.xml"], numbers, options.runs)
    for database in datasette.databases.values():
        database.close()
    datasette.executor.shutdown()
    return found


def _pages(file: Path) -> Iterator[tuple[str, str]]:
    yield from _FIXED.items()
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        for name, sql in _FOUND.items():
            row = connection.execute(sql).fetchone()
            if row:
                yield name, quote(row[0])


def _searches(file: Path, many: int) -> Iterator[tuple[str, list[str]]]:
    """Searches that the site has not kept, each for another word: those that most projects have,
    and the parts of names of bodies that most have; then the last of them with another filter and
    another order."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        words = [
            row[0]
            for row in connection.execute(
                f"select pair from {SEARCH_PAIRS} order by found desc, pair limit ?", (many,)
            )
        ]
        (name,) = connection.execute(
            "select name from organizations join project_organizations on id = organization_id "
            "where kind = '技术委员会' group by id order by count(*) desc, id limit 1"
        ).fetchone()
    phrases = [name[start:] for start in range(len(name) - 6, -1, -1)][:many]
    yield "search, word", [f"{_TABLE}?_search={quote(word)}" for word in words]
    yield "search, phrase", [f"{_TABLE}?_search={quote(phrase)}" for phrase in phrases]
    kept = f"{_TABLE}?_search={quote(phrases[0])}"
    yield "search, filtered", [f"{kept}&mandate={quote('推荐')}"]
    yield "search, sorted", [f"{kept}&_sort_desc=published_on"]


async def _cost(datasette: Datasette, paths: list[str], numbers: Iterator[int], runs: int) -> Cost:
    times = []
    for run in range(runs + 1):
        path = paths[run % len(paths)]
        # A condition that all projects meet, so that also pages that check it are new.
        address = f"{path}{'&' if '?' in path else '?'}id__gt=-{next(numbers)}"
        before = time.process_time()
        answer = await datasette.client.get(address, follow_redirects=True)
        if run:
            times.append((time.process_time() - before) * 1000)
    quartiles = statistics.quantiles(times, n=4) if len(times) > 1 else [times[0]] * 3
    spread = (quartiles[2] - quartiles[0]) / 2
    return Cost(statistics.median(times), spread, len(answer.content), answer.status_code)


def _print(files: list[Path], found: list[dict[str, Cost]]) -> None:
    names = list(dict.fromkeys(name for costs in found for name in costs))
    heads = "".join(f"{_size(file):>34}" for file in files)
    print(f"{'page':<20}{heads}   last / first")
    for name in names:
        cells = "".join(_cell(costs.get(name)) for costs in found)
        first, last = found[0].get(name), found[-1].get(name)
        ratio = f"{last.milliseconds / first.milliseconds:.1f}×" if first and last else ""
        print(f"{name:<20}{cells}   {ratio}")


def _cell(cost: Cost | None) -> str:
    if cost is None:
        return f"{'—':>34}"
    failed = f" [{cost.status}]" if cost.status != 200 else ""
    text = f"{cost.milliseconds:,.0f} ± {cost.spread:,.0f} ms, {cost.size / 1024:,.0f} kB"
    return f"{text + failed:>34}"


def _size(file: Path) -> str:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return f"{connection.execute('select count(*) from projects').fetchone()[0]:,} projects"


if __name__ == "__main__":
    main(sys.argv[1:])
