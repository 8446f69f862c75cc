"""Rows → tables, many at a time: SQL and the form of each value are worked out once a table."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from schema.base import Base, TextArray, TextObject
from schema.models import as_row
from schema.rows import AnyRow, Row

_MANY = 5_000
_encode = json.JSONEncoder(ensure_ascii=False).encode


def insert_rows(connection: sqlite3.Connection, rows: Iterable[AnyRow]) -> None:
    """Insert rows in the order given, table by table among so many as are held at once."""
    left = iter(rows)
    while some := list(islice(left, _MANY)):
        by_table: dict[type[Base], list[Mapping[str, Any]]] = {}
        for row in some:
            model, values = row if isinstance(row, Row) else (type(row), as_row(row))
            by_table.setdefault(model, []).append(values)
        for model, values_of in by_table.items():
            sql, columns = _statement(model)
            connection.executemany(
                sql,
                [
                    [values[name] if form is None else form(values[name]) for name, form in columns]
                    for values in values_of
                ],
            )


@cache
def _statement(
    model: type[Base],
) -> tuple[str, tuple[tuple[str, Callable[[Any], object] | None], ...]]:
    """The SQL that inserts a row, and of each column its name and how its values are stored."""
    columns = tuple((column.key, _form(column.type)) for column in model.__table__.columns)
    names = ", ".join(f'"{name}"' for name, _ in columns)
    marks = ", ".join("?" * len(columns))
    return f'insert into "{model.__tablename__}" ({names}) values ({marks})', columns


def _form(kind: object) -> Callable[[Any], object] | None:
    if isinstance(kind, TextArray):
        return _array
    if isinstance(kind, TextObject):
        return _object
    return _text_of_date if type(kind).__name__ == "Date" else None


def _array(value: Any) -> str | None:
    if value is None:
        return None
    return _array_often_seen(value) if type(value) is tuple else _encode(list(value))


# The same bodies stand in row after row.
@lru_cache(maxsize=4096)
def _array_often_seen(value: tuple[str, ...]) -> str:
    return _encode(value)


def _object(value: Any) -> str | None:
    if value is None:
        return None
    return _encode(dict(value)) if value else "{}"


def _text_of_date(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
