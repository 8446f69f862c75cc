"""Where a page of a table stands among all its rows, and the way back to the page before it.

Datasette's pages begin after a row: ``_next`` names the last row of the page before, by the value
that the page is sorted by and by its key. Here the rows up to that one are counted, and the row
from which the page before it begins is looked up in the opposite order. Views have no keys; for
them ``_next`` is the number of rows that are left out.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.utils import escape_sqlite, tilde_encode, urlsafe_components
from datasette.utils.asgi import Request

from web.facets.ordered import Ordered, in_order, row_of
from web.facets.selected import selected
from web.request.condition import Condition, condition, relative_address
from web.request.table_request import PLACE, TableRequest, table_request
from web.template_context import PageVariables

# How Datasette writes that a row has no value in the column that the page is sorted by.
_NO_VALUE = "$null"


@dataclass(frozen=True)
class Place:
    """The place of a page: the numbers of its first and last row, counted from 1, or None where
    counting takes too long; the address of the first page, and that of the page before this one,
    which are empty on the first page."""

    first: int | None
    last: int | None
    start: str = ""
    before: str = ""


@dataclass(frozen=True)
class Order:
    """How the rows of a table are sorted: by a column, if any, then by the key."""

    key: tuple[str, ...]
    column: str | None = None
    descending: bool = False

    def up_to(self, mark: str) -> Condition | None:
        """The rows up to the one that ``_next`` names, itself included; None if it names none."""
        parts = urlsafe_components(mark)
        value: str | None = None
        if self.column is not None and len(parts) > 1:
            value = None if mark.split(",")[0] == _NO_VALUE else parts[0]
            parts = parts[1:]
        elif self.column is not None:
            return None
        if len(parts) != len(self.key):
            return None
        params = {f"place_{number}": part for number, part in enumerate(parts)}
        names = ", ".join(escape_sqlite(name) for name in self.key)
        marks = ", ".join(f":{name}" for name in params)
        clause = f"({names}) <= ({marks})"
        if self.column is not None:
            clause = self._sorted_up_to(escape_sqlite(self.column), value, clause)
            params |= {} if value is None else {"place_value": value}
        return Condition((clause,), params)

    def _sorted_up_to(self, column: str, value: str | None, by_key: str) -> str:
        # Rows without a value come first in ascending order, and last in descending order.
        if value is None:
            same = f"{column} is null and {by_key}"
            return f"{column} is not null or ({same})" if self.descending else same
        earlier = f"{column} > :place_value" if self.descending else f"{column} < :place_value"
        none_first = "" if self.descending else f"{column} is null or "
        return f"{none_first}{earlier} or ({column} = :place_value and {by_key})"

    @property
    def backwards(self) -> str:
        """The ``order by`` of the opposite order."""
        keys = [f"{escape_sqlite(name)} desc" for name in self.key]
        if self.column is not None:
            keys.insert(0, escape_sqlite(self.column) + ("" if self.descending else " desc"))
        return ", ".join(keys)

    def mark(self, row: Sequence[object]) -> str:
        """The ``_next`` of the page that begins after a row, given as its sort value and key."""
        values = list(row)
        texts = [tilde_encode(str(value)) for value in values]
        if self.column is not None and values[0] is None:
            texts[0] = _NO_VALUE
        return ",".join(texts)


async def page_place(context: PageVariables) -> Place:
    """The place of the table page that is being made; a function of its template."""
    request: Request = context["request"]
    shown = len(context["display_rows"])
    total = context["filtered_table_rows_count"]
    mark = request.args.get("_next")
    if not mark:
        return Place(1 if shown else 0, shown) if total is not None else Place(None, None)
    datasette: Datasette = context["site"].datasette
    asked = table_request(request, context["table"])
    start = relative_address(request, asked.arguments)
    size = page_size(datasette, context)
    if context["is_view"]:
        before = int(mark)
        earlier = _page_after(request, asked, str(before - size)) if before > size else start
        return Place(before + 1, before + shown, start, earlier)
    sort, sort_desc = context.get("sort"), context.get("sort_desc")
    key = ("rowid",) if context["use_rowid"] else tuple(context["primary_keys"])
    order = Order(key, sort or sort_desc, bool(sort_desc and not sort))
    up_to = order.up_to(mark)
    if up_to is None:
        return Place(None, None, start)
    database, table = context["database"], context["table"]
    if key == ("id",):
        with suppress(QueryInterrupted):
            rows = await selected(datasette, request, database, asked)
            ordered = rows and await in_order(
                datasette, database, rows, order.column, order.descending
            )
            if ordered:
                return await _place(context, asked, order, ordered, mark)
    rest = await condition(datasette, request, database, asked)
    params = {**rest.params, **up_to.params}
    names = ", ".join(
        escape_sqlite(name) for name in ((order.column, *key) if order.column else key)
    )
    limit = datasette.setting("facet_time_limit_ms")
    try:
        found = await datasette.execute(
            database,
            rest.select(names, table, *up_to.clauses)
            + f" order by {order.backwards} limit 1 offset {size}",
            params,
            custom_time_limit=limit,
        )
        mark = order.mark(tuple(found.rows[0])) if found.rows else ""
        earlier = _page_after(request, asked, mark) if mark else start
        counted = await datasette.execute(
            database,
            rest.select("count(*)", table, *up_to.clauses),
            params,
            custom_time_limit=limit,
        )
    except QueryInterrupted:
        return Place(None, None, start)
    before = int(counted.rows[0][0])
    return Place(before + 1, before + shown, start, earlier)


async def _place(
    context: PageVariables, asked: TableRequest, order: Order, rows: Ordered, mark: str
) -> Place:
    """The place of a page of rows in memory."""
    request: Request = context["request"]
    datasette: Datasette = context["site"].datasette
    start = relative_address(request, asked.arguments)
    number = row_of(mark)
    before = None if number is None else rows.before(number)
    if before is None:
        return Place(None, None, start)
    earlier, size = start, page_size(datasette, context)
    if before > size:
        number = rows.at(before - size - 1)
        names = ", ".join(escape_sqlite(name) for name in (order.column or "id", "id"))
        found = await datasette.execute(
            context["database"],
            f"select {names} from {escape_sqlite(context['table'])} where id = :number",
            {"number": number},
        )
        row = tuple(found.rows[0])
        earlier = _page_after(request, asked, order.mark(row if order.column else row[1:]))
    return Place(before + 1, before + len(context["display_rows"]), start, earlier)


def page_size(datasette: Datasette, context: PageVariables) -> int:
    """How many rows a page of the table shows."""
    asked = context["request"].args.get("_size") or context["metadata"].get("size")
    if asked == "max":
        return datasette.max_returned_rows
    return int(asked) if asked else datasette.page_size


def _page_after(request: Request, asked: TableRequest, mark: str) -> str:
    """The address of the page of the same rows that begins after a row."""
    return relative_address(request, (*asked.arguments, (PLACE, mark)))
