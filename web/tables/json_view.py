"""The data of a table, as Datasette's JSON has it."""

import time

from datasette.app import Datasette
from datasette.filters import Filters
from datasette.utils.asgi import Request, Response

from web.downloads.shapes import json_response
from web.request.condition import condition
from web.site import DATABASE
from web.tables.asked_rows import AskedRows
from web.tables.table_facets import TableFacets

# Shapes that have rows alone: neither their number nor facets are asked for.
ROWS_ALONE = ("array", "object")


async def json_of(
    datasette: Datasette,
    request: Request,
    found: AskedRows,
    facets: TableFacets,
    begun: float,
) -> Response:
    """The response. ``begun`` is when the request came, in seconds."""
    shape, statement = found.shape, found.statement
    if request.args.get("_shape") in ROWS_ALONE:
        rows: dict[str, object] = {
            "rows": found.rows,
            "columns": list(found.columns),
            "primary_keys": list(shape.key),
            "next_url": found.next_url,
        }
        return json_response(request.args, rows)
    data: dict[str, object] = {
        "database": DATABASE,
        "table": shape.name,
        "is_view": False,
        "human_description_en": await _in_english(datasette, request, found),
        "rows": found.rows,
        "truncated": found.is_cut,
        "filtered_table_rows_count": found.count,
        "expanded_columns": [],
        "expandable_columns": [list(pair) for pair in shape.references],
        "columns": list(found.columns),
        "primary_keys": list(shape.key),
        "units": shape.metadata.get("units", {}),
        "query": {"sql": statement.shown, "params": statement.params},
        "facet_results": facets.results,
        "suggested_facets": [],
        "next": found.next_mark,
        "next_url": found.next_url,
        "private": False,
        "allow_execute_sql": shape.may_execute_sql,
        "query_ms": (time.perf_counter() - begun) * 1000,
        **shape.rights_of_data,
    }
    return json_response(request.args, data)


async def _in_english(datasette: Datasette, request: Request, found: AskedRows) -> str:
    where = await condition(datasette, request, DATABASE, found.asked)
    filters = Filters(sorted(one.argument for one in found.asked.filters))
    said = filters.human_description_en(extra=list(where.descriptions))
    statement = found.statement
    if statement.sort is None:
        return said
    order = f"sorted by {statement.sort}{' descending' if statement.is_descending else ''}"
    return f"{said} {order}" if said else order
