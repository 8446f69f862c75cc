"""The rows of a table page as SQL conditions, with or without some of its arguments.

A facet counts the rows that all other conditions of the page select, so that every value shows
how many rows choosing it would add. Datasette hands facets the finished SQL; here the conditions
are made again, by the same steps, from the arguments that are left.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.app import Datasette
from datasette.filters import Filters
from datasette.plugins import pm
from datasette.utils import await_me_maybe, escape_sqlite
from datasette.utils.asgi import Request

_CACHE = "catalogue.conditions"
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Condition:
    """The ``where`` of a query and its parameters."""

    clauses: tuple[str, ...]
    params: dict[str, Any]

    def where(self, *more: str) -> str:
        """``where …`` with further clauses, or nothing."""
        clauses = [f"({clause})" for clause in (*self.clauses, *more)]
        return f"where {' and '.join(clauses)}" if clauses else ""

    def select(self, expression: str, table: str, *more: str) -> str:
        """``select expression from table where …``."""
        return f"select {expression} from {escape_sqlite(table)} {self.where(*more)}"


async def condition(
    datasette: Datasette, request: Request, database: str, table: str, without: Collection[str] = ()
) -> Condition:
    """The conditions of a table page, leaving out the arguments named in ``without``."""
    pairs = arguments(request, without)
    cache: dict[Any, Condition] = request.scope.setdefault(_CACHE, {})
    key = (table, *pairs)
    if key not in cache:
        cache[key] = await _condition(datasette, _request(request, pairs), database, table)
    return cache[key]


def arguments(request: Request, without: Collection[str] = ()) -> Pairs:
    """The arguments of a page but its place in the pages, and but those in ``without``."""
    return [
        (key, value)
        for key, value in parse_qsl(request.query_string, keep_blank_values=True)
        if key != "_next" and key not in without
    ]


def address(datasette: Datasette, request: Request, pairs: Pairs) -> str:
    """The address of the page of ``request`` with other arguments."""
    query = f"?{urlencode(pairs)}" if pairs else ""
    return str(datasette.absolute_url(request, datasette.urls.path(request.path + query)))


def _request(request: Request, pairs: Pairs) -> Request:
    scope = {**request.scope, "query_string": urlencode(pairs).encode("ascii")}
    return Request(scope, request.receive)


def filters_of(request: Request) -> Filters:
    """The conditions on columns among the arguments of a request."""
    return Filters(
        sorted(
            (key, value)
            for key in request.args
            if not key.startswith("_") or "__" in key
            for value in request.args.getlist(key)
        )
    )


async def _condition(
    datasette: Datasette, request: Request, database: str, table: str
) -> Condition:
    filters = filters_of(request)
    clauses, params = filters.build_where_clauses(table)
    for hook in pm.hook.filters_from_request(
        request=request, database=database, table=table, datasette=datasette
    ):
        found = await await_me_maybe(hook)
        if found:
            clauses.extend(found.where_clauses)
            params.update(found.params)
    return Condition(tuple(clauses), params)
