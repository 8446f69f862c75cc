"""Datasette's database, whose statements leave for a process if a visitor sent them."""

import base64
import json
import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, TypeVar, cast

from datasette.app import Datasette
from datasette.database import Results
from datasette.views.base import DatasetteError

from web.desk import away_from_the_desk
from web.one_trip import connection_here
from web.safety.sql import stopped
from web.safety.sql.asked import Asked
from web.safety.sql.child import LostError
from web.safety.sql.own_statement import run_statement
from web.safety.sql.pool import Pool
from web.safety.sql.table_facts import TableFacts
from web.safety.sql.visit import Visit, visit
from web.whole_order import whole_order

T = TypeVar("T")
# Bytes of one result as sent, in whatever form.
MAX_BYTES = 10_000_000
# Cells that a page lays out.
MAX_PAGE_CELLS = 12_000
# What Datasette asks before every page. A visitor may send the same; it is little work.
_DATASETTES_OWN = frozenset(
    (
        "PRAGMA schema_version",
        "select 1 from sqlite_master where type='table' and name=?",
        "select name from sqlite_master where type='table'",
        "select name from sqlite_master where type='view'",
        "select sql from sqlite_master where name = :n and type=:t",
        "select sql from sqlite_master where tbl_name = :n and type='index' and sql is not null",
    )
)
# Parameters that Datasette fills in itself, as ``:_now_epoch``.
_MAGIC = re.compile(r":(_\w+)")


class Row(tuple[Any, ...]):
    """A row as SQLite's module makes it: values by place and by name."""

    names: list[str]

    def keys(self) -> list[str]:
        """The names of the columns, in order."""
        return self.names

    def __getitem__(self, key: Any) -> Any:
        if not isinstance(key, str):
            return tuple.__getitem__(self, key)
        wanted = key.lower()
        for place, name in enumerate(self.names):
            if name == key or name.lower() == wanted:
                return tuple.__getitem__(self, place)
        raise IndexError("No item with that key")


def take_over(datasette: Datasette) -> None:
    """Put a database of two lanes in the place of each file that Datasette has opened."""
    for name, database in list(datasette.databases.items()):
        if database.path is not None and not isinstance(database, TwoLaneDatabase):
            ours = TwoLaneDatabase(datasette, database.path, database.is_mutable)
            datasette.remove_database(name)
            datasette.add_database(ours, name=name, route=database.route)


class TwoLaneDatabase(TableFacts):
    """A catalogue on which visitors' statements run in ``pool``, the site's own as always."""

    def __init__(self, datasette: Datasette, path: str, is_mutable: bool) -> None:
        super().__init__(datasette, path=path, is_mutable=is_mutable)
        self.pool = Pool(str(path), not is_mutable)

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """As Datasette's. Raises ``Stopped`` on the visitors' lane beside SQLite's errors."""
        sql = whole_order(sql)
        current = visit.get()
        if current is None or sql.strip() in _DATASETTES_OWN:
            connection = connection_here(self)
            if connection is not None:
                limit = min(
                    custom_time_limit or self.ds.sql_time_limit_ms, self.ds.sql_time_limit_ms
                )
                most = self._most(page_size or self.ds.page_size) if truncate else None
                return run_statement(connection, sql, params, limit, most, log_sql_errors)
            return await super().execute(
                sql, params, truncate, custom_time_limit, page_size, log_sql_errors
            )
        try:
            return await self._visit(
                current, sql, params, truncate, custom_time_limit, page_size or self.ds.page_size
            )
        except stopped.Stopped as failure:
            failure.sql = sql
            current.failure = failure
            if current.is_file:
                raise DatasetteError(failure.message, status=failure.status) from failure
            raise
        except sqlite3.Error as error:
            if current.is_file:
                raise DatasetteError(str(error), title="Invalid SQL", status=400) from error
            raise

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        """As Datasette's; at once where the page is made in a thread."""
        connection = connection_here(self)
        if connection is None:
            return await super().execute_fn(fn)
        with away_from_the_desk():
            return fn(connection)

    def close(self) -> None:
        """As Datasette's; the processes end too."""
        super().close()
        self.pool.close()

    def _most(self, page_size: int) -> int | None:
        """Rows of a result that may be cut: one more than a page of as many."""
        most = self.ds.max_returned_rows
        return most + (most == page_size) if most else None

    async def _visit(
        self,
        current: Visit,
        sql: str,
        params: Any,
        truncate: bool,
        limit_ms: int | None,
        page_size: int,
    ) -> Results:
        await current.turn()
        milliseconds = min(limit_ms or self.ds.sql_time_limit_ms, self.ds.sql_time_limit_ms)
        seconds = min(milliseconds / 1000, current.seconds_left())
        asked: Asked = {
            "sql": sql,
            "params": _plain(params, sql),
            "seconds": seconds,
            "rows": self._most(page_size) if truncate else None,
            "bytes": MAX_BYTES,
            "cells": MAX_PAGE_CELLS if current.is_page else None,
        }
        try:
            async with self.pool.turn:
                with current.timed():
                    lines = await self.pool.ask(asked)
        except LostError as lost:
            # What ends by itself hit a limit of the process: it had no memory left.
            raise (stopped.took_long(seconds) if lost.is_late else stopped.took_memory()) from lost
        return _results(lines, seconds)


def _plain(params: Any, sql: str) -> Any:
    """Parameters as JSON can carry them, those filled in that Datasette makes up."""
    if not isinstance(params, Mapping):
        return list(params) if params is not None else {}
    plain = dict(params)
    if type(params) is not dict:
        for name in _MAGIC.findall(sql):
            with suppress(KeyError):
                plain[name] = params[name]
    return plain


def _results(lines: list[bytes], seconds: float) -> Results:
    head = json.loads(lines[0])
    if "stopped" in head:
        raise _stopped(str(head["stopped"]), seconds)
    if "error" in head:
        # All the same to a reader, and the one that Datasette answers with 400 everywhere.
        raise sqlite3.OperationalError(head["message"])
    names = head["columns"]
    rows = []
    for line in lines[1:]:
        values = json.loads(line)
        if b"[" in line[1:]:
            values = [_value(value) for value in values]
        row = Row(values)
        row.names = names
        rows.append(row)
    description = tuple((name,) + (None,) * 6 for name in names)
    return Results(rows, head["truncated"], description)


def _stopped(limit: str, seconds: float) -> stopped.Stopped:
    if limit == "seconds":
        return stopped.took_long(seconds)
    if limit == "bytes":
        return stopped.too_large(MAX_BYTES)
    if limit == "cells":
        return stopped.too_many_cells(MAX_PAGE_CELLS)
    return stopped.took_memory()


def _value(value: object) -> Any:
    return base64.b64decode(cast("str", value[0])) if isinstance(value, list) else value
