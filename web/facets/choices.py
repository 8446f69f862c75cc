"""Facets over the values of a column, several of which may be chosen at once.

Chosen values are ordinary filters: ``year=2024`` for one, ``year__in=2024,2025`` for several. Of a
column that lists may leave out, the rows without a value are counted too, as 未列明, and chosen by
``COLUMN__isnull=1``.
"""

from datasette.database import QueryInterrupted
from datasette.facets import ColumnFacet

from web.facets.counting import counted
from web.facets.known import KnownColumns, column_of, values_listed
from web.labels import NOT_STATED, may_be_unstated
from web.request.arguments import Pairs
from web.request.condition import address
from web.request.table_request import TableRequest, choices_of, table_request


class _Counted(ColumnFacet):
    """Counts the values of columns."""

    async def facet_results(self) -> tuple[list[dict[str, object]], list[str]]:
        if not self.table:
            return await super().facet_results()
        results: list[dict[str, object]] = []
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

    async def _result(self, column: str, source: str) -> dict[str, object]:
        asked = table_request(self.request, self.table)
        chosen = asked.chosen(column)
        found = await counted(
            self.ds,
            self.request,
            self.database,
            asked.without(choices_of(column)),
            column,
            values_listed(self, column),
            chosen,
        )
        shown = [*found.values, *found.chosen]
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
                *self._not_stated(asked, column, found.unstated),
            ],
            "truncated": found.is_cut,
        }

    def _not_stated(self, asked: TableRequest, column: str, count: int) -> list[dict[str, object]]:
        """The value 未列明, where rows may lack one: it excludes the others."""
        if not may_be_unstated(self.table, column):
            return []
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
