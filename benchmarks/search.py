"""Search beside a scan with LIKE, in one run: on the committed catalogue and on a made one.

``python -m benchmarks search [--projects N] [--catalogue FILE]`` makes N projects out of halves of
the real titles (100,000 unless said otherwise), or takes a catalogue that is there. Both ways of
searching run on one connection, in turns, so that the ratio holds on a busy machine. Times are of
the processor in milliseconds: the median of several runs, and half the distance between the first
and the third quartile. LIKE looks at titles alone; the index at every column.
"""

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from etl.database.search_index import fill_search_index
from etl.paths import DATABASE
from schema.search import fold, match_query
from schema.search_index import SEARCH_INDEX, SEARCH_PAIRS
from web.search.interpreter import Interpreter

QUERIES = (
    "锅",
    "电池",
    "制冷",
    "锅炉",
    "电动汽车",
    "安全要求",
    "无人机",
    "第2部分",
    "电动汽车 安全",
)
TYPED = (
    "工信部",
    "TC114",
    "guolu",
    "gl",
    "ddqc",
    "锅护",
    "电动骑车",
    "2025 修订 工信部",
    "魑魅魍魉 锅炉",
)
PROJECTS = 100_000
RUNS = 7
SEED = 1
SAMPLES = 500
PAGE = 51
WITH_OTHERS: tuple[str, ...] = ()
_OWN = (f"{SEARCH_INDEX}%", f"ix_{SEARCH_INDEX}%")


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks search")
    parser.add_argument("--projects", type=int, default=PROJECTS)
    parser.add_argument("--catalogue", type=Path)
    options = parser.parse_args(arguments)
    _measure(DATABASE)
    if options.catalogue:
        _measure(options.catalogue)
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "catalogue.db"
        _make(made, options.projects)
        _measure(made)


def _make(path: Path, size: int) -> None:
    """A copy of the catalogue with as many projects, whose titles are halves of real ones."""
    with (
        closing(sqlite3.connect(f"{DATABASE.as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(path)) as made,
    ):
        source.backup(made)
        made.execute("pragma synchronous = off")
        made.execute(f"insert into {SEARCH_INDEX} ({SEARCH_INDEX}) values ('delete-all')")
        for table in ("pairs", "readings", "syllables"):
            made.execute(f"delete from {SEARCH_INDEX}_{table}")
        names = [row[1] for row in made.execute("pragma table_info(projects)")]
        rows = made.execute("select * from projects order by id").fetchall()
        key, code, seq, title = (names.index(name) for name in ("id", "code", "seq", "title"))
        halves = [row[title][: len(row[title]) // 2] for row in rows]
        halves += [row[title][len(row[title]) // 2 :] for row in rows]
        chance = random.Random(SEED)
        marks = ", ".join("?" * len(names))
        for number in range(len(rows), size):
            row = list(rows[number % len(rows)])
            row[key], row[seq] = 10**9 + number, 10**6 + number
            row[code] = f"{row[code]}-{number}"
            row[title] = "".join(chance.choices(halves, k=2))
            made.execute(f"insert into projects values ({marks})", row)
        made.commit()
        start = time.process_time()
        fill_search_index(made)
        made.execute("analyze")
        print(f"\n{size:,} projects indexed in {time.process_time() - start:.1f} s")


def _measure(path: Path) -> None:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        (size,) = connection.execute("select count(*) from projects").fetchone()
        print(f"\n{size:,} projects; {_sizes(connection)}; {_agreement(connection)}")
        print(f"{'query':<14} {'found':>9} {'LIKE':>14} {'index':>14} {'ratio':>6} {'page':>14}")
        for query in (*QUERIES, *_commonest(connection)):
            _compare(connection, query)
        print(f"\n{'understood':<18} {'found':>9} {'ms':>14}")
        for typed in TYPED:
            _understand(connection, path, typed)


def _compare(connection: sqlite3.Connection, query: str) -> None:
    match = match_query(query)
    words = [f"%{word}%" for word in query.split()]
    like = f"select count(*) from projects where {' and '.join(['title like ?'] * len(words))}"
    index = f"select rowid from {SEARCH_INDEX} where {SEARCH_INDEX} match ?"
    page = f"select * from projects where id in ({index}) order by id limit {PAGE}"
    counted = f"select count(*) from {SEARCH_INDEX} where {SEARCH_INDEX} match ?"
    found = connection.execute(counted, [match]).fetchone()[0]
    runs: list[list[float]] = [[], [], []]
    for _ in range(RUNS):
        for times, sql, values in zip(
            runs, (like, counted, page), (words, [match], [match]), strict=True
        ):
            times.append(_milliseconds(lambda s=sql, v=values: connection.execute(s, v).fetchall()))  # type: ignore[misc]
    ratio = statistics.median(a / b for a, b in zip(runs[0], runs[1], strict=True))
    shown = " ".join(f"{_spread(times):>14}" for times in runs[:2])
    print(f"{query:<14} {found:>9,} {shown} {ratio:>6.1f} {_spread(runs[2]):>14}")


def _understand(connection: sqlite3.Connection, path: Path, typed: str) -> None:
    times, found = [], 0
    for _ in range(RUNS):
        interpreter = Interpreter(path)
        interpreter.interpret("")
        start = time.process_time_ns()
        match = interpreter.match(typed)
        times.append((time.process_time_ns() - start) / 1e6)
        interpreter.close()
        counted = f"select count(*) from {SEARCH_INDEX} where {SEARCH_INDEX} match ?"
        found = connection.execute(counted, [match]).fetchone()[0]
    print(f"{typed:<18} {found:>9,} {_spread(times):>14}")


def _commonest(connection: sqlite3.Connection) -> list[str]:
    """The pair that most projects have, and a word of several such pairs."""
    pairs = connection.execute(
        f"select pair from {SEARCH_PAIRS} order by found desc, pair limit 1"
    ).fetchall()
    return [*(pair for (pair,) in pairs), "标准化技术委员会"]


def _agreement(connection: sqlite3.Connection) -> str:
    """Recall and precision of random parts of titles, against "contains" on folded titles."""
    titles = dict(
        connection.execute("select id, title from projects order by id limit 20000").fetchall()
    )
    folded = {key: fold(title) for key, title in titles.items()}
    chance = random.Random(SEED)
    last = max(titles)
    right = expected = given = 0
    for _ in range(SAMPLES if len(titles) < 1_000 else SAMPLES // 5):
        title = folded[chance.choice(list(folded))]
        start = chance.randrange(len(title))
        part = title[start : start + chance.choice([1, 2, 2, 3, 4, 6])]
        wanted = {key for key, text in folded.items() if part in text}
        sql = f"select rowid from {SEARCH_INDEX} where {SEARCH_INDEX} match ? and rowid <= ?"
        answer = connection.execute(sql, (f"title : ({match_query(part)})", last))
        found = {row[0] for row in answer}
        right += len(wanted & found)
        expected += len(wanted)
        given += len(found)
    return f"recall {right / expected:.3f}, precision {right / given:.3f}"


def _sizes(connection: sqlite3.Connection) -> str:
    """The index and what belongs to it, beside the table that it is of."""
    sizes = []
    for names in (_OWN, ("projects", "projects")):
        try:
            sql = "select sum(pgsize) from dbstat where name like ? or name like ?"
            sizes.append(connection.execute(sql, names).fetchone()[0] or 0)
        except sqlite3.OperationalError:
            return "this SQLite does not tell sizes"
    index, table = sizes
    return f"index {index / 1e6:.1f} MB, table {table / 1e6:.1f} MB ({index / table:.2f})"


def _spread(times: list[float]) -> str:
    first, median, third = statistics.quantiles(times, n=4)
    return f"{median:.2f} ± {(third - first) / 2:.2f}"


def _milliseconds(run: Callable[[], object]) -> float:
    start = time.process_time_ns()
    run()
    return (time.process_time_ns() - start) / 1e6
