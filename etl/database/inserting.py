"""Rows → tables, many at a time: SQL and the form of each value are worked out once a table."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import islice
from json.encoder import encode_basestring
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
            sql, names, forms = _statement(model)
            rows_of = []
            for values in values_of:
                stored = [values[name] for name in names]
                for place, form in forms:
                    stored[place] = form(stored[place])
                rows_of.append(stored)
            connection.executemany(sql, rows_of)


# How a value is stored.
Form = Callable[[Any], object]


@cache
def _statement(model: type[Base]) -> tuple[str, tuple[str, ...], tuple[tuple[int, Form], ...]]:
    """The SQL that inserts a row, the names of its columns, and by their places those that are not
    stored as they are."""
    columns = model.__table__.columns
    names = tuple(column.key for column in columns)
    forms = tuple((i, form) for i, column in enumerate(columns) if (form := _form(column.type)))
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    return f'insert into "{model.__tablename__}" ({listed}) values ({marks})', names, forms


def _form(kind: object) -> Form | None:
    if isinstance(kind, TextArray):
        return _array
    if isinstance(kind, TextObject):
        return _object
    return _text_of_date if type(kind).__name__ == "Date" else None


def _array(value: Iterable[str] | None) -> str | None:
    """Texts as JSON. The encoder of the standard library is made anew for each array, which takes
    longer than the texts of most."""
    return None if value is None else f"[{', '.join(map(encode_basestring, value))}]"


def _object(value: Any) -> str | None:
    if value is None:
        return None
    return _encode(dict(value)) if value else "{}"


def _text_of_date(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
