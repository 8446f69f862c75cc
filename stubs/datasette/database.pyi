import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from datasette.app import Datasette

_T = TypeVar("_T")

class QueryInterrupted(Exception):
    e: Exception
    sql: str
    params: Any
    def __init__(self, e: Exception, sql: str, params: Any) -> None: ...

class _Column(NamedTuple):
    cid: int
    name: str
    type: str
    notnull: int
    default_value: str | None
    is_pk: int
    hidden: int

class Results:
    # Rows by place and by name: sqlite3.Row, or what stands for it on the visitors' lane.
    rows: list[Any]
    truncated: bool
    description: Sequence[Sequence[Any]]
    def __init__(
        self, rows: list[Any], truncated: bool, description: Sequence[Sequence[Any]]
    ) -> None: ...
    @property
    def columns(self) -> list[str]: ...
    def first(self) -> Any: ...
    def single_value(self) -> Any: ...
    def __iter__(self) -> Iterator[Any]: ...
    def __len__(self) -> int: ...

class Database:
    ds: Datasette
    name: str
    route: str
    path: str | None
    is_mutable: bool
    def __init__(
        self,
        ds: Datasette,
        path: str | Path | None = ...,
        is_mutable: bool = ...,
        is_memory: bool = ...,
        memory_name: str | None = ...,
    ) -> None: ...
    def connect(self, write: bool = ...) -> sqlite3.Connection: ...
    def close(self) -> None: ...
    async def execute_fn(self, fn: Callable[[sqlite3.Connection], _T]) -> _T: ...
    async def execute(
        self,
        sql: str,
        params: Mapping[str, Any] | Sequence[Any] | None = ...,
        truncate: bool = ...,
        custom_time_limit: int | None = ...,
        page_size: int | None = ...,
        log_sql_errors: bool = ...,
    ) -> Results: ...
    @property
    def hash(self) -> str | None: ...
    @property
    def size(self) -> int: ...
    async def table_exists(self, table: str) -> bool: ...
    async def table_names(self) -> list[str]: ...
    async def table_columns(self, table: str) -> list[str]: ...
    async def table_column_details(self, table: str) -> list[_Column]: ...
    async def foreign_keys_for_table(self, table: str) -> list[dict[str, str]]: ...
    async def primary_keys(self, table: str) -> list[str]: ...
