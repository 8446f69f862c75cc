"""Checks on a finished catalogue. Each ``.sql`` file here selects the rows that break one rule
and must return none; its first comment says the rule."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice, takewhile
from pathlib import Path

from etl.database.empty_catalogue import head_revision
from etl.paths import shown
from etl.problems import Problem
from schema.search import match_query
from schema.search_index import SEARCH_INDEX

FOLDER = Path(__file__).parent
_SHOWN_ROWS = 5
_ASKED = 2_000


def check_database(path: Path) -> list[Problem]:
    """Every problem of a catalogue file. Opens it read-only and changes nothing."""
    if not path.is_file():
        return [_unusable(path, "there is no such file", "Make it with: catalogue build")]
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            problems = list(_structure(connection, path))
            if not problems:
                problems = [*_rules(connection), *_search(connection)]
        except sqlite3.DatabaseError as error:
            problems = [_unusable(path, str(error), "Make it again with: catalogue build")]
    return [problem.in_file(shown(path)) for problem in problems]


def rules() -> list[tuple[str, str, str]]:
    """Name, rule and SQL of every check."""
    return [
        (path.stem, _rule_of(sql), sql)
        for path in sorted(FOLDER.glob("*.sql"))
        for sql in [path.read_text(encoding="utf-8")]
    ]


def _rule_of(sql: str) -> str:
    """The rule that a check's file begins with: all lines of its first comment."""
    comment = takewhile(lambda line: line.startswith("--"), sql.splitlines())
    return " ".join(line.removeprefix("--").strip() for line in comment)


def _structure(connection: sqlite3.Connection, path: Path) -> Iterator[Problem]:
    tables = {row[0] for row in connection.execute("select name from sqlite_master")}
    if "alembic_version" not in tables:
        yield _unusable(path, "it was not made by migrations", "Name a catalogue's file.")
        return
    (revision,) = connection.execute("select version_num from alembic_version").fetchone()
    if revision != head_revision():
        yield _unusable(
            path,
            f"its schema is revision {revision}, this program's {head_revision()}",
            "Make it again with: catalogue build",
        )
        return
    for (message,) in connection.execute("pragma integrity_check"):
        if message != "ok":
            yield _failed("integrity", "the file is sound", message)
    for table, rowid, parent, _ in connection.execute("pragma foreign_key_check"):
        yield dangling(table, rowid, parent)


def _rules(connection: sqlite3.Connection) -> Iterator[Problem]:
    for name, rule, sql in rules():
        rows = connection.execute(sql).fetchall()
        if rows:
            yield broken(name, rule, rows)


def broken(name: str, rule: str, rows: Sequence[tuple[object, ...]]) -> Problem:
    """That rows break a rule."""
    shown_rows = "; ".join(" | ".join(map(str, row)) for row in rows[:_SHOWN_ROWS])
    more = f" and {len(rows) - _SHOWN_ROWS} more" if len(rows) > _SHOWN_ROWS else ""
    return _failed(name, rule, f"{len(rows)} rows break it: {shown_rows}{more}")


def dangling(table: str, row: object, parent: str) -> Problem:
    """That a row refers to one that is not there."""
    found = f"{table} row {row} refers to a missing row of {parent}"
    return _failed("foreign keys", "every reference has its row", found)


def _search(connection: sqlite3.Connection) -> Iterator[Problem]:
    """The index holds every project and nothing else, and finds each by its own title."""
    kept = f"{SEARCH_INDEX}_docsize"
    strange = [
        str(row_id)
        for (row_id,) in connection.execute(
            f"select id from {kept} where id not in (select id from projects)"
        )
    ]
    yield from in_index_only(strange)
    unindexed = [
        code
        for (code,) in connection.execute(
            f"select code from projects where id not in (select id from {kept}) order by id"
        )
    ]
    yield from not_found(unindexed or unfound(connection, "projects"))


def in_index_only(ids: Sequence[str]) -> Iterator[Problem]:
    """That the index holds what is no project."""
    if ids:
        found = f"{len(ids)} are in the index only: {', '.join(ids[:_SHOWN_ROWS])}"
        yield _failed("search index", "the index holds projects only", found)


def not_found(codes: Sequence[str]) -> Iterator[Problem]:
    """That searches do not find projects."""
    if codes:
        found = f"{len(codes)} are not found: {', '.join(codes[:_SHOWN_ROWS])}"
        yield _failed("search index", "every project is found by its title", found)


def unfound(connection: sqlite3.Connection, table: str, most: int = _ASKED) -> list[str]:
    """The codes of projects of a table that are not found by their own title. Of more than
    ``most``, about so many at equal distances are searched for: a search takes longer the more
    projects there are."""
    (size,) = connection.execute(f"select count(*) from {table}").fetchone()
    ordered = connection.execute(f"select id, code, title from {table} order by id")
    return [
        code
        for row_id, code, title in islice(ordered, 0, None, 1 + size // most)
        if not connection.execute(
            f"select 1 from {SEARCH_INDEX} where {SEARCH_INDEX} match ? and rowid = ?",
            (match_query(title), row_id),
        ).fetchone()
    ]


def _failed(name: str, rule: str, found: str) -> Problem:
    return Problem(
        "check_failed",
        f"check {name}",
        found,
        rule,
        "The catalogue must not be published; build it again and look at the sources.",
    )


def _unusable(path: Path, found: str, next_step: str) -> Problem:
    return Problem("not_a_catalogue", "", found, "a catalogue", next_step, file=shown(path))
