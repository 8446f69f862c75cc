"""The rows that a table page selects, all of them, in its order: what a download holds."""

from dataclasses import dataclass
from typing import Any

from datasette.app import Datasette
from datasette.utils import escape_sqlite
from datasette.utils.asgi import BadRequest, Request

from etl.export.columns import (
    STRUCTURED,
    Column,
    columns,
    people_columns,
    people_kind,
    table_names,
)
from etl.export.columns import for_people as in_words
from etl.export.tables import Heading
from schema.filled_columns import FilledColumns
from web.facets.linked import LINKED_COLUMNS, link_labels
from web.facets.sql import condition, filters_of
from web.filled import filled_columns_of
from web.labels import LOOKUPS, NOT_STATED, may_be_unstated

# A download is made in memory. Whole catalogues of any size are files of /downloads.
MAX_ROWS = 50_000


@dataclass(frozen=True)
class Selection:
    """What a page shows: its name, the heads of its columns, rows, and its conditions in words.

    ``names`` are the columns' own names, ``structured`` the places of those that hold JSON.
    """

    title: str
    file_name: str
    headings: list[Heading]
    names: list[str]
    structured: frozenset[int]
    rows: list[tuple[Any, ...]]
    conditions: list[str]
    table: str | None


async def table_selection(
    datasette: Datasette, request: Request, database: str, table: str, for_people: bool
) -> Selection:
    """Every row that a table page selects. Raises ``BadRequest`` if they are too many."""
    filled = await filled_columns_of(datasette)
    chosen = _chosen_columns(request, table, filled if for_people else None)
    rest = await condition(datasette, request, database, table)
    expressions = ", ".join(column.sql if for_people else f'"{column.name}"' for column in chosen)
    order = _order(datasette, request, database, table)
    sql = f"{rest.select(expressions, table)} {order} limit {MAX_ROWS + 1}"
    rows = (await datasette.execute(database, sql, rest.params, truncate=False)).rows
    if len(rows) > MAX_ROWS:
        raise BadRequest(f"所选的行超过 {MAX_ROWS:,} 行，请缩小范围，或到下载页取整个目录的文件")
    return Selection(
        title=_title(datasette, database, table),
        file_name=table,
        headings=[Heading(c.title, people_kind(c), c.description) for c in chosen],
        names=[column.name for column in chosen],
        structured=frozenset(
            n for n, c in enumerate(chosen) if c.kind in STRUCTURED and not for_people
        ),
        rows=[_row(chosen, tuple(row), for_people) for row in rows],
        conditions=await conditions_in_words(datasette, request, database, table),
        table=table,
    )


def query_selection(
    datasette: Datasette, database: str, query_name: str | None, names: list[str], rows: list[Any]
) -> Selection:
    """The rows of a query, as the page shows them."""
    queries = datasette.metadata("queries", database=database) or {}
    title = (queries.get(query_name) or {}).get("title") or query_name or "查询结果"
    return Selection(
        title=str(title),
        file_name=query_name or "query",
        headings=[Heading(name, "text") for name in names],
        names=list(names),
        structured=frozenset(),
        rows=[tuple(row) for row in rows],
        conditions=[],
        table=None,
    )


def _row(chosen: list[Column], row: tuple[Any, ...], is_for_people: bool) -> tuple[Any, ...]:
    if not is_for_people:
        return row
    return tuple(in_words(column, value) for column, value in zip(chosen, row, strict=True))


def is_exported(database: str, table: str | None) -> bool:
    """Whether a table has a declaration, and so headings for people."""
    return table is not None and table in table_names()


async def conditions_in_words(
    datasette: Datasette, request: Request, database: str, table: str
) -> list[str]:
    """What narrows a table page, each condition as a phrase."""
    titles = {column.name: column.title for column in columns(table)}
    words = []
    for key in request.args:
        for value in request.args.getlist(key):
            if key == "_search":
                words.append(f"检索“{value}”")
            elif key.startswith("_search_"):
                name = key.removeprefix("_search_")
                words.append(f"{titles.get(name, name)}中检索“{value}”")
            elif key == "_where":
                words.append(f"SQL 条件：{value}")
            elif key == "_through":
                words.append(f"关联条件：{value}")
    for column in LINKED_COLUMNS:
        values = request.args.getlist(column.argument) if table == "projects" else []
        if values:
            labels = await link_labels(datasette, database, column, values)
            words.append(f"{column.title}：{'、'.join(labels[value] for value in values)}")
    for name, lookup, value in filters_of(request).selections():
        if lookup == "isnull" and may_be_unstated(table, name):
            words.append(f"{titles.get(name, name)}：{NOT_STATED}")
            continue
        operator = LOOKUPS.get(lookup, lookup).partition("（")[0]
        words.append(f"{titles.get(name, name)} {operator} {value}".rstrip())
    return words


def _chosen_columns(request: Request, table: str, filled: FilledColumns | None) -> list[Column]:
    """The columns that an address asks for; else all, of which people (for whom ``filled`` is
    given) get those that have something to say."""
    known = {column.name: column for column in columns(table)}
    asked = [name for name in request.args.getlist("_col") if name in known]
    if asked:
        return [known[name] for name in dict.fromkeys(asked)]
    left_out = set(request.args.getlist("_nocol"))
    every = columns(table) if filled is None else people_columns(table, filled)
    return [column for column in every if column.name not in left_out]


def _order(datasette: Datasette, request: Request, database: str, table: str) -> str:
    known = {column.name for column in columns(table)}
    declared = datasette.table_metadata(database, table)
    sort, descending = request.args.get("_sort"), request.args.get("_sort_desc")
    if not sort and not descending:
        sort, descending = declared.get("sort"), declared.get("sort_desc")
    name = sort or descending
    if name not in known:
        return "order by rowid"
    return f"order by {escape_sqlite(name)}{'' if sort else ' desc'}, rowid"


def _title(datasette: Datasette, database: str, table: str) -> str:
    return str(datasette.table_metadata(database, table).get("title") or table)
