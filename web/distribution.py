"""How the rows in force divide: one bar for each of a few columns, every part of it a link.

The bars stand above the rows of a table that is narrowed by a condition, and follow it.
"""

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils.asgi import Request

from web.charts import Figure, Line, figure
from web.facets.codes import Value
from web.facets.counting import counted
from web.labels import NOT_STATED
from web.request.arguments import Pairs
from web.request.condition import relative_address
from web.request.table_request import TableRequest, table_request
from web.template_context import PageVariables

# The columns with few values that divide the rows of a table.
COLUMNS = {
    "projects": ("domain", "industry", "mandate", "project_type", "level"),
    "entries": ("kind", "mandate", "project_type"),
    "standards": ("level", "mandate", "status"),
}
# As many parts as there are colours.
_PARTS = 7
_OTHERS = "其他"


async def distribution(context: PageVariables) -> list[Figure]:
    """The bars of the table page that is being made; a function of its template.

    None where no condition narrows the rows, or where all of them say the same.
    """
    request: Request = context["request"]
    table, database = context["table"], context["database"]
    datasette: Datasette = context["site"].datasette
    columns = [name for name in COLUMNS.get(table, ()) if name in context["filter_columns"]]
    if not columns or (context["filtered_table_rows_count"] or 0) < 2:
        return []
    asked = table_request(request, table)
    if not asked.is_narrowed:
        return []
    pictures = []
    for column in columns:
        if context["filled"].divides(table, column):
            try:
                counts = await _counts(datasette, request, database, asked, column)
            except QueryInterrupted:
                continue
            if len(counts) > 1:
                pictures.append(_picture(context, request, asked, column, counts))
    return pictures


async def _counts(
    datasette: Datasette, request: Request, database: str, asked: TableRequest, column: str
) -> list[tuple[Value | None, int]]:
    """The values of a column among the rows, the most frequent first."""
    most = datasette.max_returned_rows
    found = await counted(datasette, request, database, asked, column, most, [])
    values: list[tuple[Value | None, int]] = [*found.values]
    if found.unstated:
        values.append((None, found.unstated))
    return sorted(values, key=lambda value: (-value[1], value[0] is not None, str(value[0])))


def _picture(
    context: PageVariables,
    request: Request,
    asked: TableRequest,
    column: str,
    counts: list[tuple[Value | None, int]],
) -> Figure:
    shown = counts if len(counts) <= _PARTS else counts[: _PARTS - 1]
    rest = sum(count for _, count in counts[len(shown) :])
    title = context["site"].column(context["table"], column)
    labels = [
        NOT_STATED if value is None else str(context["site"].value(column, value))
        for value, _ in shown
    ]
    values = [count for _, count in shown]
    urls = [relative_address(request, _chosen(asked, column, value)) for value, _ in shown]
    if rest:
        labels, values, urls = [*labels, _OTHERS], [*values, rest], [*urls, ""]
    line = Line(title, values, urls=urls)
    return figure(f"of-{column}", title, title, labels, [line], shares=True)


def _chosen(asked: TableRequest, column: str, value: Value | None) -> Pairs:
    """The arguments of the page with only this value of the column."""
    if value is None:
        return (*asked.choosing(column, []), (f"{column}__isnull", "1"))
    return asked.choosing(column, [str(value)])
