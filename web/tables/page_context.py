"""Everything that the template of a table shows."""

from collections.abc import Callable
from urllib.parse import parse_qsl

from datasette.app import Datasette
from datasette.filters import Filters
from datasette.plugins import pm
from datasette.utils import append_querystring, await_me_maybe, path_with_format
from datasette.utils.asgi import Request, Response

from web.absolute import absolute_url
from web.column_kinds import ShownColumn, kinds_of
from web.distribution import distribution
from web.filled import filled_columns_of
from web.paging import page_place
from web.rendering import rendered, site_of
from web.request.condition import condition
from web.request.table_request import TableRequest
from web.site import DATABASE
from web.table_page import cell_attributes, is_shown, visible_columns
from web.tables.asked_rows import AskedRows
from web.tables.cell_html import FOR_CELLS, LINK, Labels, has_unknown_numbers, labels_of, rows_html
from web.tables.table_facets import TableFacets

# The arguments that the form of filters has fields for.
_IN_FORM = ("_sort", "_sort_desc", "_search", "_next")
_NOT_IN_CSV = ("_labels", "_facet", "_size")


async def needed_columns(datasette: Datasette, asked: TableRequest) -> Callable[[str], bool]:
    """Which columns the page of a request needs."""
    filled = await filled_columns_of(datasette)
    return lambda name: name in FOR_CELLS or is_shown(asked, filled, name)


async def page_of(
    datasette: Datasette, request: Request, found: AskedRows, facets: TableFacets
) -> Response:
    """The page of a table."""
    context = await _context(datasette, request, found, facets)
    shown = visible_columns(context)
    names = [column["name"] for column in shown]
    labels = await labels_of(datasette, found, names)
    kinds = kinds_of({name: _values(found, name, labels) for name in names})
    attributes = cell_attributes(context, shown, kinds)
    rows = await rows_html(datasette, found, names, attributes, labels)
    pictures, place = await distribution(context), await page_place(context)
    unknown = has_unknown_numbers(found, names)
    context |= {
        "visible_columns": lambda: shown,
        "column_kinds": lambda *_: kinds,
        "table_rows": lambda *_: rows,
        "has_unknown_numbers": lambda: unknown,
        "distribution": lambda: pictures,
        "page_place": lambda: place,
    }
    # Help is for a search that finds nothing.
    left_out = ("search_help",) if found.rows else ()
    text = await rendered(datasette, request, "table.html", context, "table", left_out)
    link = f'{context["alternate_url_json"]}; rel="alternate"; type="application/json+datasette"'
    return Response.html(text, headers={"Link": link, "Referrer-Policy": "no-referrer"})


def _values(found: AskedRows, column: str, labels: Labels) -> list[object]:
    """What the rows of a page say in a column."""
    if column == LINK:
        return [",".join(str(row[name]) for name in found.shape.key) for row in found.rows]
    if column not in found.places:
        return []
    place = found.places[column]
    values = [row[place] for row in found.rows]
    return [labels.get((column, value), value) for value in values] if labels else values


async def _context(
    datasette: Datasette, request: Request, found: AskedRows, facets: TableFacets
) -> dict[str, object]:
    """What Datasette would hand the template, as far as it is asked for."""
    shape, statement = found.shape, found.statement
    where = await condition(datasette, request, DATABASE, found.asked)
    sort = statement.sort or (shape.key[0] if len(shape.key) == 1 else None)
    is_descending = statement.is_descending and statement.sort is not None
    labels = {"_labels": "on"} if shape.references else {}
    as_json = datasette.urls.path(
        path_with_format(request=request, format="json", extra_qs={**labels})
    )
    alternate = datasette.urls.path(path_with_format(request=request, format="json"))
    columns = _columns(found)
    return {
        **where.context,
        "site": site_of(datasette),
        "request": request,
        "urls": datasette.urls,
        "filled": await filled_columns_of(datasette),
        "database": DATABASE,
        "table": shape.name,
        "metadata": {**shape.metadata, **shape.rights},
        "is_view": False,
        "private": False,
        "use_rowid": False,
        "primary_keys": list(shape.key),
        "columns": list(found.columns),
        "display_columns": columns,
        "display_rows": found.rows,
        "filter_columns": [*found.columns, *(n for n in shape.columns if n not in found.columns)],
        "filtered_table_rows_count": found.count,
        "filters": Filters(sorted(one.argument for one in found.asked.filters)),
        "is_sortable": any(column["sortable"] for column in columns),
        "sort": None if is_descending else sort,
        "sort_desc": statement.sort if is_descending else None,
        "form_hidden_args": [
            pair
            for pair in found.asked.arguments
            if pair[0].startswith("_") and pair[0] not in _IN_FORM and "__" not in pair[0]
        ],
        "sorted_facet_results": sorted(
            facets.results.values(),
            key=lambda facet: (len(facet["results"]), facet["name"]),
            reverse=True,
        ),
        "facets_timed_out": facets.timed_out,
        "suggested_facets": [],
        "next_url": found.next_url,
        "query": {"sql": statement.shown, "params": statement.params},
        "allow_execute_sql": shape.may_execute_sql,
        "expandable_columns": shape.references,
        "renderers": {"json": as_json},
        "url_csv_path": datasette.urls.path(f"{request.path}.csv"),
        "url_csv_hidden_args": [
            *(pair for pair in parse_qsl(request.query_string) if pair[0] not in _NOT_IN_CSV),
            ("_size", "max"),
        ],
        "append_querystring": append_querystring,
        "settings": datasette.settings_dict(),
        "alternate_url_json": absolute_url(datasette, request, alternate),
        "table_definition": shape.definition,
        "view_definition": None,
        "custom_table_templates": "_table.html",
        "table_actions": await _actions(datasette, request, shape.name),
    }


def _columns(found: AskedRows) -> list[ShownColumn]:
    """The columns of the page, that of the key first, and whether it can be sorted by them."""
    key = found.shape.key
    first = key[0] if len(key) == 1 else LINK
    others = [name for name in found.columns if name != first]
    return [
        ShownColumn(name=first, sortable=len(key) == 1),
        *(ShownColumn(name=name, sortable=name in found.shape.sortable) for name in others),
    ]


async def _actions(
    datasette: Datasette, request: Request, table: str
) -> Callable[[], list[object]]:
    """What plugins offer to do with a table."""
    links: list[object] = []
    for hook in pm.hook.table_actions(
        datasette=datasette, table=table, database=DATABASE, actor=None, request=request
    ):
        links += await await_me_maybe(hook) or ()
    return lambda: links
