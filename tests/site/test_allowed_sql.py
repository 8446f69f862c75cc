"""What SQL may use: the allow-list, against everything that the running SQLite offers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from urllib.parse import quote

import pytest

from etl.commands.generate import sql_page
from schema.allowed_sql import (
    FUNCTIONS,
    MODULES,
    PRAGMAS,
    TABLE_PRAGMAS,
    VALUE_PRAGMAS,
    allowed_functions,
)
from web.safety.limits import restrict
from web.safety.sql.functions import install

with closing(sqlite3.connect(":memory:")) as running:
    OFFERED_FUNCTIONS = sorted({row[0] for row in running.execute("pragma function_list")})
    OFFERED_MODULES = sorted({row[0] for row in running.execute("pragma module_list")})
    OFFERED_PRAGMAS = sorted({row[0] for row in running.execute("pragma pragma_list")})
VALUES = [f"pragma {name}" for name in VALUE_PRAGMAS]


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """A connection as visitors' statements have it, on a database with a search index."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as opened:
        opened.execute("create virtual table words using fts5 (word)")
        opened.execute("insert into words values ('锅炉')")
        install(opened)
        restrict(opened)
        yield opened


def refusal(connection: sqlite3.Connection, sql: str) -> str:
    """What SQLite says of a statement; empty if it runs."""
    try:
        connection.execute(sql).fetchall()
    except sqlite3.Error as error:
        return str(error)
    return ""


@pytest.mark.parametrize("name", [n for n in OFFERED_FUNCTIONS if n not in allowed_functions()])
def test_a_function_that_is_not_listed_is_refused(
    connection: sqlite3.Connection, name: str
) -> None:
    answers = {refusal(connection, f'select "{name}"({", ".join("1" * n)})') for n in range(5)}

    assert any(answer.endswith(f"function: {name}") for answer in answers), answers
    assert "" not in answers


@pytest.mark.parametrize("name", [n for n in OFFERED_FUNCTIONS if n in allowed_functions()])
def test_a_listed_function_is_not_refused(connection: sqlite3.Connection, name: str) -> None:
    answers = {refusal(connection, f'select "{name}"({", ".join("1" * n)})') for n in range(5)}

    assert not any("not authorized" in answer for answer in answers)


@pytest.mark.parametrize("name", [n for n in OFFERED_MODULES if n not in MODULES])
@pytest.mark.parametrize("columns", ["*", "count(*)", "rowid"])
def test_a_module_that_is_not_listed_is_closed(
    connection: sqlite3.Connection, name: str, columns: str
) -> None:
    assert refusal(connection, f'select {columns} from "{name}"')
    assert refusal(connection, f'create virtual table temp.x using "{name}" (a)')


@pytest.mark.parametrize("name", [n for n in OFFERED_PRAGMAS if n not in PRAGMAS])
def test_a_pragma_that_is_not_listed_gives_and_changes_nothing(
    connection: sqlite3.Connection, name: str
) -> None:
    for sql in (f"pragma {name}", f"pragma {name} = 1", f"select * from pragma_{name}"):
        try:
            rows = connection.execute(sql).fetchall()
        except sqlite3.Error:
            continue
        assert rows == []
        assert name == "database_list"


@pytest.mark.parametrize("sql", [*(f"pragma {n}(words)" for n in TABLE_PRAGMAS), *VALUES])
def test_a_listed_pragma_reads_the_schema(connection: sqlite3.Connection, sql: str) -> None:
    assert refusal(connection, sql) == ""


@pytest.mark.parametrize("name", VALUE_PRAGMAS)
def test_a_pragma_sets_no_value(connection: sqlite3.Connection, name: str) -> None:
    assert refusal(connection, f"pragma {name} = 7")


LEGITIMATE = [
    "select count(*) from words where words match escape_fts('炉')",
    "select value from json_each('[1, 2]')",
    "select fullkey from json_tree('{\"a\": [1]}')",
    "with recursive n(x) as (values (1) union all select x + 1 from n limit 5) "
    "select count(*) from n",
    "select row_number() over (order by word) from words",
    "select group_concat(word, '；'), json_group_array(word) from words",
    "select date('2024-03-27', '+1 month'), strftime('%Y', 'now')",
    "select word like '锅%', word glob '锅*', word || 'x' from words",
    "select json_extract('{\"a\": 1}', '$.a'), '{\"a\": 1}' ->> 'a'",
    "select cast('1' as integer), coalesce(null, 1), iif(1, 2, 3)",
    "select name from sqlite_master",
    "explain query plan select * from words",
    "select a.word from words a join words b using (word) union select 'x' except select 'y'",
]


@pytest.mark.parametrize("sql", LEGITIMATE)
def test_what_readers_write_works(connection: sqlite3.Connection, sql: str) -> None:
    assert refusal(connection, sql) == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ("'%05d|%.2f|%s', 7, 3.14159, '锅'", "00007|3.14|锅"),
        ("'%d%%', 12", "12%"),
        ("'%,d', 1234567", "1,234,567"),
        ("'no field'", "no field"),
        ("'%s', null", ""),
        ("'%Q', 'it''s'", "'it''s'"),
    ],
)
@pytest.mark.parametrize("name", ["printf", "format"])
def test_formatting_is_sqlites_own(
    connection: sqlite3.Connection, name: str, arguments: str, expected: str
) -> None:
    assert connection.execute(f"select {name}({arguments})").fetchone()[0] == expected


@pytest.mark.parametrize(
    "arguments",
    [
        "'%.*c', 2000000000, 'x'",
        "'%2000000000d', 1",
        "'%-2000000000s', 1",
        "'%.2000000000f', 1.5",
        "'%#0+*d', 2000000000, 1",
        "'%l2000000000d', 1",
        "'%s%1000d', 1, 1",
    ],
)
def test_a_field_of_any_width_is_refused(connection: sqlite3.Connection, arguments: str) -> None:
    assert refusal(connection, f"select length(printf({arguments}))")


def test_no_visitor_reaches_the_tokenizers(site: Any) -> None:
    for sql in (
        "select fts3_tokenizer('simple', x'4141414141414141')",
        "select hex(fts3_tokenizer('simple'))",
        "select fts3_tokenizer(:a, :b)",
        "select * from fts3tokenize where input='a'",
    ):
        answer = site.get(f"/catalogue.json?sql={quote(sql)}&a=simple&b=AAAAAAAA")

        assert answer.status_code == 400
        assert answer.json()["rows"] == []


def test_a_refused_function_is_named_in_chinese(site: Any) -> None:
    page = site.get(f"/catalogue?sql={quote('select zeroblob(9)')}")

    assert page.status_code == 400
    assert "本站的查询不能使用这个函数：zeroblob" in page.text
    assert "select zeroblob(9)" in page.text


def test_the_page_of_the_documentation_names_everything() -> None:
    page = sql_page()

    for name in (*allowed_functions(), *MODULES, *PRAGMAS):
        assert f"`{name}`" in page


def test_no_function_is_listed_twice() -> None:
    names = [name for group in FUNCTIONS.values() for name in group]

    assert len(names) == len(set(names))
