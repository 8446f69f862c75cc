"""The rows that a request selects, as an SQL condition.

A facet counts the rows that all other conditions of the page select, so that every value shows
how many rows choosing it would add. Datasette hands facets the finished SQL; here the conditions
are made by the same steps from a request, with or without some of its arguments.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from datasette.app import Datasette
from datasette.filters import FilterArguments, Filters
from datasette.plugins import pm
from datasette.utils import await_me_maybe, escape_sqlite
from datasette.utils.asgi import Request

from web.absolute import absolute_url
from web.request.arguments import Pairs, encoded
from web.request.read_once import ReadOnce
from web.request.table_request import TableRequest, table_request

_MEMORY = "catalogue.conditions"
_ADDRESS = "catalogue.address"


@dataclass(frozen=True)
class Condition:
    """The ``where`` of a query and its parameters; what plugins say of their part of it in
    English, and to templates."""

    clauses: tuple[str, ...]
    params: dict[str, object]
    descriptions: tuple[str, ...] = ()
    context: Mapping[str, object] = field(default_factory=dict)

    def where(self, *more: str) -> str:
        """``where …`` with further clauses, or nothing."""
        clauses = [f"({clause})" for clause in (*self.clauses, *more) if clause]
        return f"where {' and '.join(clauses)}" if clauses else ""

    def select(self, expression: str, table: str, *more: str) -> str:
        """``select expression from table where …``."""
        return f"select {expression} from {escape_sqlite(table)} {self.where(*more)}"


async def condition(
    datasette: Datasette, request: Request, database: str, asked: TableRequest
) -> Condition:
    """The condition of ``asked``, which is that of ``request`` or one made from it."""
    memory: MutableMapping[Any, Condition] = request.scope.setdefault(_MEMORY, {})
    key = (database, asked.table, asked.arguments)
    if key not in memory:
        scope = {**request.scope, "query_string": encoded(asked.arguments).encode("ascii")}
        part = ReadOnce(scope, request.receive)
        memory[key] = await _condition(datasette, part, database, asked)
    return memory[key]


async def _condition(
    datasette: Datasette, request: Request, database: str, asked: TableRequest
) -> Condition:
    filters = Filters(sorted(found.argument for found in asked.filters))
    clauses, params = filters.build_where_clauses(asked.table)
    descriptions: list[str] = []
    context: dict[str, object] = {}
    for hook in pm.hook.filters_from_request(
        request=request, database=database, table=asked.table, datasette=datasette
    ):
        found = await await_me_maybe(hook)
        if found:
            clauses.extend(found.where_clauses)
            params.update(found.params)
            descriptions.extend(found.human_descriptions)
            context.update(found.extra_context)
    return Condition(tuple(clauses), params, tuple(descriptions), context)


async def link_filters(
    datasette: Datasette, request: Request, database: str, table: str
) -> FilterArguments | None:
    """For Datasette: the conditions of ``_departments``, ``_committees`` and the other roles, and
    of ``_measures``; several values of one mean any of them."""
    linked = table_request(request, table).linked
    if not linked:
        return None
    clauses: list[str] = []
    params: dict[str, str] = {}
    descriptions: list[str] = []
    for found in linked:
        clause, values = found.column.clause(found.values)
        clauses.append(clause)
        params |= values
        labels = await found.column.labels(datasette, database, found.values)
        named = "、".join(labels[value] for value in found.values)
        descriptions.append(f"{found.column.title}：{named}")
    return FilterArguments(clauses, params, descriptions)


def address(datasette: Datasette, request: Request, pairs: Pairs) -> str:
    """The address of the page of ``request`` with other arguments."""
    page = request.scope.get(_ADDRESS)
    if page is None:
        page = str(absolute_url(datasette, request, datasette.urls.path(request.path)))
        request.scope[_ADDRESS] = page
    return f"{page}?{encoded(pairs)}" if pairs else str(page)


def relative_address(request: Request, pairs: Pairs) -> str:
    """The same as a link of the page itself, down to its rows."""
    return f"?{encoded(pairs)}#results" if pairs else f"{request.path}#results"
