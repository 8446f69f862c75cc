"""How the rows in force divide: one bar for each of a few columns, every part of it a link.

The bars stand above the rows of a table that is narrowed by a condition, and follow it.
"""

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils import escape_sqlite
from datasette.utils.asgi import Request
from jinja2.runtime import Context

from web.charts import Figure, figure
from web.facets.choices import own_arguments, selection
from web.facets.sql import Condition, Pairs, arguments, condition, relative_address
from web.labels import NOT_STATED

# The columns with few values that divide the rows of a table.
COLUMNS = {
    "projects": ("domain", "industry", "mandate", "project_type", "level"),
    "entries": ("kind", "mandate", "project_type"),
    "standards": ("level", "mandate", "status"),
}
# As many parts as there are colours.
_PARTS = 7
_OTHERS = "其他"


async def distribution(context: Context) -> list[Figure]:
    """The bars of the table page that is being made; a function of its template.

    None where no condition narrows the rows, or where all of them say the same.
    """
    request: Request = context["request"]
    table, database = context["table"], context["database"]
    datasette: Datasette = context["site"].datasette
    columns = [name for name in COLUMNS.get(table, ()) if name in context["filter_columns"]]
    if not columns or (context["filtered_table_rows_count"] or 0) < 2:
        return []
    rows = await condition(datasette, request, database, table)
    if not rows.clauses:
        return []
    pictures = []
    for column in columns:
        if context["filled"].divides(table, column):
            try:
                counts = await _counts(datasette, database, table, column, rows)
            except QueryInterrupted:
                continue
            if len(counts) > 1:
                pictures.append(_picture(context, request, column, counts))
    return pictures


async def _counts(
    datasette: Datasette, database: str, table: str, column: str, rows: Condition
) -> list[tuple[str | None, int]]:
    """The values of a column among the rows, the most frequent first."""
    counted = rows.select(f"{escape_sqlite(column)} as value, count(*) as count", table)
    found = await datasette.execute(
        database,
        f"{counted} group by 1 order by count(*) desc, 1",
        rows.params,
        custom_time_limit=datasette.setting("facet_time_limit_ms"),
    )
    return [(row["value"], row["count"]) for row in found.rows]


def _picture(
    context: Context, request: Request, column: str, counts: list[tuple[str | None, int]]
) -> Figure:
    shown = counts if len(counts) <= _PARTS else counts[: _PARTS - 1]
    rest = sum(count for _, count in counts[len(shown) :])
    title = context["site"].column(context["table"], column)
    labels = [
        NOT_STATED if value is None else str(context["site"].value(column, value))
        for value, _ in shown
    ]
    values = [count for _, count in shown]
    urls = [relative_address(request, _chosen(request, column, value)) for value, _ in shown]
    if rest:
        labels, values, urls = [*labels, _OTHERS], [*values, rest], [*urls, ""]
    line = {"label": title, "url": "", "values": values, "urls": urls}
    return figure(f"of-{column}", title, title, labels, [line], shares=True)


def _chosen(request: Request, column: str, value: str | None) -> Pairs:
    """The arguments of the page with only this value of the column."""
    left = arguments(request, own_arguments(column))
    if value is None:
        return [*left, (f"{column}__isnull", "1")]
    return left + selection(column, [value])
