"""Facets over the values of a column, several of which may be chosen at once.

Chosen values are ordinary filters: ``year=2024`` for one, ``year__in=2024,2025`` for several. An
address that repeats ``year=`` means the same, since no row has two years. Of a column that lists
may leave out, the rows without a value are counted too, as 未列明, and chosen by
``COLUMN__isnull=1``.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.facets import ColumnFacet
from datasette.utils import escape_sqlite

from web.asgi import App, Receive, Scope, Send
from web.facets.known import KnownColumns, column_of
from web.facets.sql import Condition, Pairs, address, arguments, condition
from web.labels import NOT_STATED, may_be_unstated

# Names that are sorted as a reader expects, by a stored key of the row
# (etl/database/sort_keys.py).
_SORT_KEYS = {("projects", "family"): "title_sort_key", ("organizations", "name"): "name_sort_key"}


class _Counted(ColumnFacet):
    """Counts the values of columns."""

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        if not self.table:
            return await super().facet_results()
        results: list[dict[str, Any]] = []
        timed_out: list[str] = []
        done: set[str] = set()
        for config in self.get_configs():
            column = column_of(config)
            if column in done:
                continue
            done.add(column)
            try:
                results.append(await self._result(column, config["source"]))
            except QueryInterrupted:
                timed_out.append(column)
        return results, timed_out

    async def _result(self, column: str, source: str) -> dict[str, Any]:
        rest = await condition(
            self.ds, self.request, self.database, self.table, without=own_arguments(column)
        )
        size = self.get_facet_size()
        rows = (
            await self.ds.execute(
                self.database,
                await self._sql(column, rest, size),
                rest.params,
                truncate=False,
                custom_time_limit=self.ds.setting("facet_time_limit_ms"),
            )
        ).rows
        pairs = arguments(self.request)
        chosen = chosen_values(pairs, column)
        shown = [(row["value"], row["count"]) for row in rows[:size]]
        listed = {str(value) for value, _ in shown}
        for value in chosen:
            if value not in listed:
                shown.append((value, await self._count(column, rest, value)))
        labels = await self.ds.expand_foreign_keys(
            self.database, self.table, column, [value for value, _ in shown]
        )
        return {
            "name": column,
            "type": self.type,
            "hideable": source != "metadata",
            "toggle_url": address(self.ds, self.request, self._without_facet(column)),
            "results": [
                *(
                    {
                        "value": value,
                        "label": labels.get((column, value), value),
                        "count": count,
                        "selected": str(value) in chosen,
                        "toggle_url": self._toggle_url(column, chosen, str(value)),
                    }
                    for value, count in shown
                ),
                *(await self._not_stated(column, rest, pairs)),
            ],
            "truncated": len(rows) > size,
        }

    async def _sql(self, column: str, rest: Condition, size: int) -> str:
        name = escape_sqlite(column)
        details = await self.ds.get_database(self.database).table_column_details(self.table)
        types = {detail.name: detail.type.upper() for detail in details}
        is_key = any(
            key["column"] == column
            for key in await self.ds.get_database(self.database).foreign_keys_for_table(self.table)
        )
        if types.get(column) == "INTEGER" and not is_key:
            order = "value desc"
        else:
            key = _SORT_KEYS.get((self.table, column))
            order = "count(*) desc, " + (f"min({key}), value" if key in types else "value")
        counted = rest.select(
            f"{name} as value, count(*) as count", self.table, f"{name} is not null"
        )
        return f"{counted} group by 1 order by {order} limit {size + 1}"

    async def _count(self, column: str, rest: Condition, value: str) -> int:
        sql = rest.select("count(*)", self.table, f"{escape_sqlite(column)} = :facet_value")
        answer = await self.ds.execute(
            self.database,
            sql,
            {**rest.params, "facet_value": value},
            custom_time_limit=self.ds.setting("facet_time_limit_ms"),
        )
        return int(answer.rows[0][0])

    async def _not_stated(self, column: str, rest: Condition, pairs: Pairs) -> list[dict[str, Any]]:
        """The value 未列明, where rows may lack one: it excludes the others."""
        if not may_be_unstated(self.table, column):
            return []
        sql = rest.select("count(*)", self.table, f"{escape_sqlite(column)} is null")
        answer = await self.ds.execute(
            self.database,
            sql,
            rest.params,
            custom_time_limit=self.ds.setting("facet_time_limit_ms"),
        )
        count = int(answer.rows[0][0])
        chosen = (f"{column}__isnull", "1")
        is_selected = chosen in pairs
        if not count and not is_selected:
            return []
        others = arguments(self.request, own_arguments(column))
        return [
            {
                "value": None,
                "label": NOT_STATED,
                "count": count,
                "selected": is_selected,
                "toggle_url": address(
                    self.ds, self.request, others if is_selected else [*others, chosen]
                ),
            }
        ]

    def _toggle_url(self, column: str, chosen: list[str], value: str) -> str:
        kept = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
        pairs = arguments(self.request, own_arguments(column))
        return address(self.ds, self.request, pairs + selection(column, kept))

    def _without_facet(self, column: str) -> Pairs:
        return [pair for pair in arguments(self.request) if pair != ("_facet", column)]


class ChoiceFacet(KnownColumns, _Counted):
    """The column facet, counted without its own selection. Numbers come newest first, other
    values by their number of rows, then by name."""


def own_arguments(column: str) -> tuple[str, str, str, str]:
    """The arguments that choose values of a column."""
    return column, f"{column}__exact", f"{column}__in", f"{column}__isnull"


def chosen_values(pairs: Pairs, column: str) -> list[str]:
    """The values of a column that the arguments choose, each once."""
    name, exact, several, _ = own_arguments(column)
    chosen: list[str] = []
    for key, value in pairs:
        if key in (name, exact):
            chosen.append(value)
        elif key == several:
            chosen.extend(_split(value))
    return list(dict.fromkeys(chosen))


def selection(column: str, values: list[str]) -> Pairs:
    """The arguments that choose ``values``."""
    if len(values) < 2:
        return [(column, value) for value in values]
    return [(f"{column}__in", _joined(values))]


def _split(text: str) -> list[str]:
    if text.startswith("["):
        try:
            values = json.loads(text)
        except ValueError:
            return [text]
        return [str(value) for value in values] if isinstance(values, list) else [text]
    return [value.strip() for value in text.split(",")]


def _joined(values: list[str]) -> str:
    plain = ",".join(values)
    if plain.startswith("[") or _split(plain) != values:
        return json.dumps(values, ensure_ascii=False)
    return plain


def merge_repeated(datasette: Datasette) -> Callable[[App], App]:
    """ASGI: a filter given several times means any of its values, and a list that is no JSON is
    one value, where Datasette would find nothing or fail."""

    def wrapper(app: App) -> App:
        async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and scope.get("query_string"):
                pairs = parse_qsl(
                    scope["query_string"].decode("latin-1"),
                    keep_blank_values=True,
                    errors="replace",
                )
                if _is_table_page(datasette, scope["path"]):
                    merged = _merged(pairs)
                    if merged != pairs:
                        scope = {**scope, "query_string": urlencode(merged).encode("ascii")}
            await app(scope, receive, send)

        return wrapped

    return wrapper


def _merged(pairs: Pairs) -> Pairs:
    repeated: dict[str, list[str]] = {}
    for key, value in pairs:
        if not key.startswith("_") and "__" not in key:
            repeated.setdefault(key, []).append(value)
    merged: Pairs = []
    for key, value in pairs:
        values = list(dict.fromkeys(repeated.get(key, ())))
        if key.endswith(("__in", "__notin")) and value.startswith("["):
            merged.append((key, _joined(_split(value))))
        elif len(repeated.get(key, ())) < 2:
            merged.append((key, value))
        else:
            merged += [pair for pair in selection(key, values) if pair not in merged]
    return merged


def _is_table_page(datasette: Datasette, path: str) -> bool:
    database, _, table = path.strip("/").partition("/")
    tables = datasette.metadata("tables", database=database, fallback=False) or {}
    return table.partition(".")[0] in tables
