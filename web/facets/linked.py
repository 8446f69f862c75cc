"""Facets over many-to-many: the bodies of a project, by their roles, and its measures.

They count links, and take the place of the array facets that
``metadata.yml`` declares, which a Datasette without this plugin shows.
"""

from datasette.database import QueryInterrupted
from datasette.facets import ArrayFacet

from schema.dictionary import data_type, declarations
from schema.filled_columns import FilledColumns
from web.facets.counting import linked_counts
from web.facets.known import KnownColumns, column_of, values_listed
from web.filled import filled_columns_of
from web.request.arguments import Pairs
from web.request.condition import address
from web.request.linked import NONE, TABLE, LinkedColumn, linked_column
from web.request.table_request import TableRequest, table_request


class _Linked(ArrayFacet):
    """Counts what projects are linked to."""

    def get_configs(self) -> list[dict[str, object]]:
        """The columns left to Datasette's array facet: arrays that hold no links."""
        return [
            config
            for config in super().get_configs()
            if self._linked_column(config) is None and self._is_array(column_of(config))
        ]

    def _is_array(self, column: str) -> bool:
        declared = declarations().get(self.table)
        if declared is None or column not in declared.columns:
            return declared is None
        return data_type(self.table, column) == "JSON array"

    def _linked_column(self, config: dict[str, object]) -> LinkedColumn | None:
        return linked_column(self.table, column_of(config))

    async def facet_results(self) -> tuple[list[dict[str, object]], list[str]]:
        results, timed_out = await super().facet_results()
        filled = await filled_columns_of(self.ds) if self.table == TABLE else FilledColumns()
        for config in super().get_configs():
            column = self._linked_column(config)
            is_asked = config["source"] != "metadata"
            if column and (is_asked or filled.divides(TABLE, column.name)):
                try:
                    results.append(await self._result(column, config["source"]))
                except QueryInterrupted:
                    timed_out.append(column.name)
        return results, timed_out

    async def _result(self, column: LinkedColumn, source: str) -> dict[str, object]:
        asked = table_request(self.request, TABLE)
        others = asked.without((column.argument,))
        chosen, size = asked.chosen_links(column), values_listed(self, column.name)
        found = await linked_counts(
            self.ds, self.request, self.database, others, column, size, {*chosen}
        )
        labels = await column.labels(self.ds, self.database, chosen) if chosen else {}
        values: list[dict[str, object]] = [
            {"value": link.value, "label": link.label, "count": link.count} for link in found.links
        ]
        total = found.all + bool(found.without)
        if found.without and (found.all < size or {NONE, column.none} & {*chosen}):
            values.append({"value": NONE, "label": column.none, "count": found.without})
        by_label = {value["label"] for value in values}
        # What was chosen stays in sight, where it selects nothing and where the list is cut.
        missing = [value for value in chosen if labels[value] not in by_label]
        total += len(missing)
        values += [{"value": value, "label": labels[value], "count": 0} for value in missing]
        for value in values:
            value["selected"] = value["value"] in chosen or value["label"] in chosen
        return {
            "name": column.name,
            "type": self.type,
            "results": [self._value(asked, column, value) for value in values],
            "hideable": source != "metadata",
            "toggle_url": address(self.ds, self.request, self._without_facet(column)),
            "truncated": len(values) < total,
        }

    def _value(
        self, asked: TableRequest, column: LinkedColumn, value: dict[str, object]
    ) -> dict[str, object]:
        chosen = asked.chosen_links(column)
        if value["selected"]:
            kept = [v for v in chosen if v not in (value["value"], value["label"])]
        else:
            kept = [*chosen, str(value["value"])]
        pairs = asked.choosing_links(column, kept)
        return {**value, "toggle_url": address(self.ds, self.request, pairs)}

    def _without_facet(self, column: LinkedColumn) -> Pairs:
        asked = table_request(self.request, TABLE)
        return tuple(pair for pair in asked.arguments if pair != ("_facet_array", column.name))


class LinkFacet(KnownColumns, _Linked):
    """The array facet, with bodies and measures counted through their links."""
