"""What each ready-made query costs at each size of the catalogue, beside visitors' time limit.

``python -m benchmarks queries [--catalogue FILE …] [--runs 3]`` asks all of them of the committed
catalogue and of each file: with nothing filled in, with the examples of their inputs, and with
what most rows have (the commonest pair of characters, the year and the body with the most projects,
every value of a choice). Of a query the slowest of these is printed, and what it was asked, in
milliseconds of the processor until the page has its rows, and of the slowest of the statements that
count what its result leaves out. Exit status 1 if any took longer than the limit.
"""

import argparse
import json
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from etl.paths import DATABASE, ROOT
from schema.queries import CannedQuery, canned_queries
from schema.query_inputs import InputType, QueryInput
from schema.search_index import SEARCH_PAIRS
from web.safety.sql.functions import install

WITH_OTHERS = ("--runs", "1")
Values = Mapping[str, str]


def main(options: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks queries", description=__doc__)
    parser.add_argument("--catalogue", type=Path, nargs="*", default=[], help="files to ask")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="queries whose name has this")
    asked = parser.parse_args(options)
    settings = json.loads((ROOT / "settings.json").read_text(encoding="utf-8"))
    limit = settings["sql_time_limit_ms"]
    queries = [query for query in canned_queries() if asked.only in query.name]
    late = [
        query.name
        for file in (DATABASE, *asked.catalogue)
        for query in _ask_all(file, queries, settings["max_returned_rows"], limit, asked.runs)
    ]
    if late:
        print(f"\nover {limit:,} ms: {', '.join(late)}")
        sys.exit(1)


def _ask_all(
    file: Path, queries: Sequence[CannedQuery], rows: int, limit: int, runs: int
) -> Iterator[CannedQuery]:
    """Print a line for each query; gives those over the limit."""
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        install(connection)
        (size,) = connection.execute("select count(*) from projects").fetchone()
        print(f"\n{size:,} projects\n{'query':<26}{'ms':>9}{'rows':>7}{'left out, ms':>14}  asked")
        for query in queries:
            slowest, found, given, left_out = 0.0, 0, "", 0.0
            for values in _fillings(connection, query):
                took, answered = _milliseconds(connection, query.sql, values, rows, runs)
                if took >= slowest:
                    slowest, found = took, answered
                    given = ", ".join(f"{name} {text}" for name, text in values.items() if text)
                for one in query.left_out:
                    counted, _ = _milliseconds(connection, one.sql, values, rows, runs)
                    left_out = max(left_out, counted)
            more = f"{left_out:,.0f}" if query.left_out else ""
            print(f"{query.name:<26}{slowest:>9,.0f}{found:>7,}{more:>14}  {given}", flush=True)
            if max(slowest, left_out) > limit:
                yield query


def _milliseconds(
    connection: sqlite3.Connection, sql: str, values: Values, rows: int, runs: int
) -> tuple[float, int]:
    """The median of several runs, and how many rows a page of the answer has."""
    times, found = [], 0
    for _ in range(runs):
        start = time.process_time()
        found = len(connection.execute(sql, values).fetchmany(rows))
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times), found


def _fillings(connection: sqlite3.Connection, query: CannedQuery) -> Iterator[Values]:
    """What is filled in, one set of values after the other."""
    if not query.asks:
        yield {one.name: "" for one in query.inputs}
    if not query.inputs:
        return
    examples = {one.name: one.example for one in query.inputs}
    yield examples
    for one in query.inputs:
        for value in one.choices or _common(connection, one):
            if not query.asks:
                yield {other.name: "" for other in query.inputs} | {one.name: value}
            yield examples | {one.name: value}


def _common(connection: sqlite3.Connection, one: QueryInput) -> Iterator[str]:
    """What most rows have."""
    if one.type is InputType.WORDS:
        yield from _texts(
            connection, f"select pair from {SEARCH_PAIRS} order by found desc, pair limit 1"
        )
        # A single character, and one that begins many pairs.
        yield from _texts(
            connection,
            f"select substr(pair, 1, 1) from {SEARCH_PAIRS} group by 1 order by sum(found) desc, 1 "
            "limit 1",
        )
    elif one.type is InputType.BODY:
        names = _texts(
            connection,
            "select name from organizations join project_organizations on organization_id = id "
            "where role = ? group by id order by count(*) desc, id limit 1",
            one.source,
        )
        for name in names:
            yield name
            yield name[:2]
    elif one.type in (InputType.NAME, InputType.YEAR):
        table, column = one.column
        values = _texts(
            connection,
            f"select {column} from {table} where {column} is not null group by 1 "
            "order by count(*) desc, 1 limit 1",
        )
        for value in values:
            yield value
            if one.type is InputType.NAME:
                yield value[:2]
    elif one.type is InputType.NUMBER:
        yield "GB"
    elif one.type is InputType.PLAN_NUMBER:
        yield from _texts(connection, "select min(plan_number) from projects")


def _texts(connection: sqlite3.Connection, sql: str, *values: str) -> list[str]:
    return [str(row[0]) for row in connection.execute(sql, values) if row[0] is not None]
