"""Facets that have something to say: of columns that the table has and that tell its rows apart.

For a column that is not there, Datasette would answer with an error, and leave work behind that is
never awaited. A declared facet that would hold one line or none is left out; one that an address
asks for is always shown.
"""

from datasette.facets import DateFacet, Facet

from schema.filled_columns import FilledColumns
from web.filled import filled_columns_of
from web.site import DATABASE

# The columns of which an address asks to list every value; at most as many as Datasette returns.
ALL_VALUES = "_facet_all"


class KnownColumns(Facet):
    """Leaves out what is configured for columns that the table does not have, or that have
    nothing to say."""

    _columns: frozenset[str] | None = None
    _filled = FilledColumns()

    async def facet_results(self) -> tuple[list[dict[str, object]], list[str]]:
        if self.table:
            database = self.ds.get_database(self.database)
            self._columns = frozenset(await database.table_columns(self.table))
            if self.database == DATABASE:
                self._filled = await filled_columns_of(self.ds)
        return await super().facet_results()

    def get_configs(self) -> list[dict[str, object]]:
        return [
            entry
            for entry in super().get_configs()
            if self._columns is None or column_of(entry) in self._columns
            if entry["source"] != "metadata" or self._filled.divides(self.table, column_of(entry))
        ]


class KnownDateFacet(KnownColumns, DateFacet):
    """Datasette's date facet."""


def column_of(entry: dict[str, object]) -> str:
    """The column of an entry of ``get_configs``."""
    config = entry["config"]
    assert isinstance(config, dict)
    return str(config.get("column") or config.get("simple"))


def values_listed(facet: Facet, column: str) -> int:
    """How many values of a column a facet lists."""
    if column in facet.request.args.getlist(ALL_VALUES):
        return facet.ds.max_returned_rows
    return facet.get_facet_size()
