from typing import Any

from datasette.app import Datasette
from datasette.utils.asgi import Request

class Facet:
    type: str
    ds: Datasette
    request: Request
    database: str
    # Empty on a page of a query, which offers no facets.
    table: str
    sql: str
    params: dict[str, Any]
    metadata: dict[str, Any]
    def __init__(
        self,
        ds: Datasette,
        request: Request,
        database: str,
        sql: str | None = ...,
        table: str | None = ...,
        params: dict[str, Any] | None = ...,
        metadata: dict[str, Any] | None = ...,
        row_count: int | None = ...,
    ) -> None: ...
    def get_configs(self) -> list[dict[str, Any]]: ...
    def get_querystring_pairs(self) -> list[tuple[str, str]]: ...
    def get_facet_size(self) -> int: ...
    async def suggest(self) -> list[dict[str, Any]]: ...
    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]: ...

class ColumnFacet(Facet): ...
class ArrayFacet(Facet): ...
class DateFacet(Facet): ...
