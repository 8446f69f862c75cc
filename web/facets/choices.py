"""Facets over the values of a column, several of which may be chosen at once.

Chosen values are ordinary filters: ``year=2024`` for one, ``year__in=2024,2025`` for several. Of a
column that lists may leave out, the rows without a value are counted too, as 未列明, and chosen by
``COLUMN__isnull=1``.
"""

from typing import Any

from datasette.database import QueryInterrupted
from datasette.facets import ColumnFacet
from datasette.utils import escape_sqlite

from web.facets.known import KnownColumns, column_of, values_listed
from web.labels import NOT_STATED, may_be_unstated
from web.request.arguments import Pairs
from web.request.condition import Condition, address, condition
from web.request.table_request import TableRequest, choices_of, table_request

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
        asked = table_request(self.request, self.table)
        others = asked.without(choices_of(column))
        rest = await condition(self.ds, self.request, self.database, others)
        size = values_listed(self, column)
        rows = (
            await self.ds.execute(
                self.database,
                await self._sql(column, rest, size),
                rest.params,
                truncate=False,
                custom_time_limit=self.ds.setting("facet_time_limit_ms"),
            )
        ).rows
        chosen = asked.chosen(column)
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
                        "toggle_url": self._toggle_url(asked, column, str(value)),
                    }
                    for value, count in shown
                ),
                *(await self._not_stated(asked, column, rest)),
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

    async def _not_stated(
        self, asked: TableRequest, column: str, rest: Condition
    ) -> list[dict[str, Any]]:
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
        is_selected = asked.is_unstated_chosen(column)
        if not count and not is_selected:
            return []
        others = asked.choosing(column, [])
        left = others if is_selected else (*others, (f"{column}__isnull", "1"))
        return [
            {
                "value": None,
                "label": NOT_STATED,
                "count": count,
                "selected": is_selected,
                "toggle_url": address(self.ds, self.request, left),
            }
        ]

    def _toggle_url(self, asked: TableRequest, column: str, value: str) -> str:
        chosen = asked.chosen(column)
        kept = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
        return address(self.ds, self.request, asked.choosing(column, kept))

    def _without_facet(self, column: str) -> Pairs:
        asked = table_request(self.request, self.table)
        return tuple(pair for pair in asked.arguments if pair != ("_facet", column))


class ChoiceFacet(KnownColumns, _Counted):
    """The column facet, counted without its own selection. Numbers come newest first, other
    values by their number of rows, then by name."""
