"""The ready-made queries that SQLite, DuckDB and Dask are asked, and how answers are compared."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from schema.queries import CannedQuery, canned_queries

Answer = list[tuple[Any, ...]]
# Query → what is filled in.
QUESTIONS: Mapping[str, Mapping[str, str]] = {
    "overview": {},
    "committees_by_projects": {},
    "department_year_counts": {},
    "projects_by_department": {"department": "信息化", "year": "2024"},
    "mandatory_by_committee": {"committee": "技术", "year": "2024"},
    "revisions": {"mandate": "强制"},
    "outcome_progress": {},
    "outcome_months": {},
    "outcome_in_force": {"date": "2026-07-01"},
    "outcome_years_differ": {},
}


def query(name: str) -> CannedQuery:
    """A ready-made query by its name."""
    return next(found for found in canned_queries() if found.name == name)


def ask_sqlite(connection: sqlite3.Connection, name: str, given: Mapping[str, str]) -> Answer:
    """The answer of the catalogue itself."""
    return connection.execute(query(name).sql, given).fetchall()


def normal(rows: Iterable[Sequence[Any]]) -> Answer:
    """Rows as they are compared: whole numbers as such, whatever has no value as None. Rows that
    the query puts on one place may stand in any order, so all are sorted."""
    found = [tuple(map(_plain, row)) for row in rows]
    return sorted(found, key=repr)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return None
    number = float(value)
    return int(number) if number.is_integer() else number
