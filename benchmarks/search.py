"""Search: the pair index against a scan with LIKE, on the real titles and on 100,000 made ones.

Both run on one connection, in turns, so that the ratio holds on a busy machine. Times are of the
processor, in milliseconds, the median of several runs.
"""

import random
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing

from etl.paths import DATABASE
from schema.search import index_terms, match_query

QUERIES = ("锅", "电池", "制冷", "电动汽车", "安全要求", "无人机", "GB/T", "第2部分")
ROWS = 100_000
RUNS = 5
SEED = 1


def main() -> None:
    with closing(sqlite3.connect(f"{DATABASE.as_uri()}?mode=ro", uri=True)) as source:
        titles = [row[0] for row in source.execute("select title from projects order by id")]
    print(f"{'rows':>8} {'index s':>8} {'LIKE ms':>8} {'pairs ms':>9} {'ratio':>6}")
    for size in (len(titles), ROWS):
        _measure(made_titles(titles, size))


def made_titles(titles: list[str], size: int) -> list[str]:
    """As many titles, made of halves of real ones where these do not suffice."""
    if size <= len(titles):
        return titles[:size]
    chance = random.Random(SEED)
    halves = [title[: len(title) // 2] for title in titles]
    halves += [title[len(title) // 2 :] for title in titles]
    return ["".join(chance.choices(halves, k=2)) for _ in range(size)]


def _measure(titles: list[str]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("create table t (id integer primary key, title text)")
        connection.execute(
            "create virtual table f using fts5(title, content='', "
            "tokenize='unicode61 remove_diacritics 0')"
        )
        connection.executemany("insert into t (title) values (?)", [(title,) for title in titles])
        start = time.process_time()
        connection.executemany(
            "insert into f (rowid, title) values (?, ?)",
            [(number, index_terms(title)) for number, title in enumerate(titles, start=1)],
        )
        connection.execute("insert into f (f) values ('optimize')")
        indexed = time.process_time() - start
        like, pairs = [], []
        for query in QUERIES:
            pattern, match = f"%{query}%", match_query(query)
            like.append(_median(connection, "select count(*) from t where title like ?", pattern))
            pairs.append(_median(connection, "select count(*) from f where f match ?", match))
        ratio = statistics.median(a / b for a, b in zip(like, pairs, strict=True))
        print(
            f"{len(titles):>8,} {indexed:>8.2f} {statistics.median(like):>8.3f} "
            f"{statistics.median(pairs):>9.3f} {ratio:>6.1f}"
        )


def _median(connection: sqlite3.Connection, sql: str, value: str) -> float:
    def run() -> None:
        connection.execute(sql, [value]).fetchone()

    return statistics.median(_milliseconds(run) for _ in range(RUNS))


def _milliseconds(run: Callable[[], None]) -> float:
    start = time.process_time_ns()
    run()
    return (time.process_time_ns() - start) / 1e6
