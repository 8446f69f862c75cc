"""Facets of columns that a table has; others that an address asks for are left alone.

Datasette would answer them with an error, and leave work behind that is never awaited.
"""

from typing import Any

from datasette.facets import DateFacet, Facet


class KnownColumns(Facet):  # type: ignore[misc]
    """Leaves out what is configured for columns that the table does not have."""

    _columns: frozenset[str] | None = None

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        if self.table:
            database = self.ds.get_database(self.database)
            self._columns = frozenset(await database.table_columns(self.table))
        return await super().facet_results()  # type: ignore[no-any-return]

    def get_configs(self) -> list[dict[str, Any]]:
        return [
            entry
            for entry in super().get_configs()
            if self._columns is None or column_of(entry) in self._columns
        ]


class KnownDateFacet(KnownColumns, DateFacet):  # type: ignore[misc]
    """Datasette's date facet."""


def column_of(entry: dict[str, Any]) -> str:
    """The column of an entry of ``get_configs``."""
    return str(entry["config"].get("column") or entry["config"].get("simple"))
