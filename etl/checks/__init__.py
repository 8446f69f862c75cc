"""Checks on a finished catalogue. Each ``.sql`` file here selects the rows that break one rule
and must return none; its first comment says the rule."""

import sqlite3
from collections.abc import Iterator
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
                problems = [*_rules(connection, path), *_search(connection, path)]
        except sqlite3.DatabaseError as error:
            problems = [_unusable(path, str(error), "Make it again with: catalogue build")]
    return problems


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
            yield _failed(path, "integrity", "the file is sound", message)
    for table, rowid, parent, _ in connection.execute("pragma foreign_key_check"):
        found = f"{table} row {rowid} refers to a missing row of {parent}"
        yield _failed(path, "foreign keys", "every reference has its row", found)


def _rules(connection: sqlite3.Connection, path: Path) -> Iterator[Problem]:
    for name, rule, sql in rules():
        rows = connection.execute(sql).fetchall()
        if rows:
            shown_rows = "; ".join(" | ".join(map(str, row)) for row in rows[:_SHOWN_ROWS])
            more = f" and {len(rows) - _SHOWN_ROWS} more" if len(rows) > _SHOWN_ROWS else ""
            yield _failed(path, name, rule, f"{len(rows)} rows break it: {shown_rows}{more}")


def _search(connection: sqlite3.Connection, path: Path) -> Iterator[Problem]:
    """The index holds every project and nothing else, and finds each by its own title. Of more
    than _ASKED projects, so many at equal distances are searched for: a search takes longer the
    more projects there are."""
    kept = f"{SEARCH_INDEX}_docsize"
    strange = [
        str(row_id)
        for (row_id,) in connection.execute(
            f"select id from {kept} where id not in (select id from projects)"
        )
    ]
    if strange:
        found = f"{len(strange)} are in the index only: {', '.join(strange[:_SHOWN_ROWS])}"
        yield _failed(path, "search index", "the index holds projects only", found)
    unfound = [
        code
        for (code,) in connection.execute(
            f"select code from projects where id not in (select id from {kept}) order by id"
        )
    ] or [
        code
        for row_id, code, title in _some_projects(connection)
        if not connection.execute(
            f"select 1 from {SEARCH_INDEX} where {SEARCH_INDEX} match ? and rowid = ?",
            (match_query(title), row_id),
        ).fetchone()
    ]
    if unfound:
        found = f"{len(unfound)} are not found: {', '.join(unfound[:_SHOWN_ROWS])}"
        yield _failed(path, "search index", "every project is found by its title", found)


def _some_projects(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str]]:
    """Id, code and title of all projects, or of about _ASKED at equal distances."""
    (size,) = connection.execute("select count(*) from projects").fetchone()
    ordered = connection.execute("select id, code, title from projects order by id")
    yield from islice(ordered, 0, None, 1 + size // _ASKED)


def _failed(path: Path, name: str, rule: str, found: str) -> Problem:
    return Problem(
        "check_failed",
        f"check {name}",
        found,
        rule,
        "The catalogue must not be published; build it again and look at the sources.",
        file=shown(path),
    )


def _unusable(path: Path, found: str, next_step: str) -> Problem:
    return Problem("not_a_catalogue", "", found, "a catalogue", next_step, file=shown(path))
