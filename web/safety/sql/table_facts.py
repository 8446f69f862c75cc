"""Datasette's database, which looks up what a file says of its tables once: it does not change."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar, cast

from datasette.database import Database

T = TypeVar("T")


class TableFacts(Database):
    """Columns, keys, references and statements of tables, kept where the file is immutable.

    Datasette looks for each of them anew for every page.
    """

    _names: frozenset[str] | None = None
    _known: dict[tuple[str, str], Any]

    async def table_exists(self, table: str) -> bool:
        """As Datasette's."""
        if self.is_mutable:
            return await super().table_exists(table)
        return table in await self._tables()

    async def table_columns(self, table: str) -> list[str]:
        """As Datasette's."""
        return list(await self._once("columns", table, super().table_columns))

    async def table_column_details(self, table: str) -> list[Any]:
        """As Datasette's."""
        return list(await self._once("details", table, super().table_column_details))

    async def primary_keys(self, table: str) -> list[str]:
        """As Datasette's."""
        return list(await self._once("keys", table, super().primary_keys))

    async def foreign_keys_for_table(self, table: str) -> list[dict[str, str]]:
        """As Datasette's."""
        return list(await self._once("references", table, super().foreign_keys_for_table))

    async def label_column_for_table(self, table: str) -> str | None:
        """As Datasette's."""
        return await self._once("label", table, super().label_column_for_table)

    async def fts_table(self, table: str) -> str | None:
        """As Datasette's."""
        return await self._once("index", table, super().fts_table)

    async def get_table_definition(self, table: str, type_: str = "table") -> str | None:
        """As Datasette's."""
        if type_ == "view":
            # No view has the name of a table.
            is_table = not self.is_mutable and table in await self._tables()
            return None if is_table else await super().get_table_definition(table, type_)
        return await self._once("definition", table, super().get_table_definition)

    async def _tables(self) -> frozenset[str]:
        if self._names is None:
            self._names = frozenset(await super().table_names())
        return self._names

    async def _once(self, fact: str, table: str, look: Callable[[str], Awaitable[T]]) -> T:
        # Addresses may name any number of tables that there are not.
        if self.is_mutable or table not in await self._tables():
            return await look(table)
        if not hasattr(self, "_known"):
            self._known = {}
        if (fact, table) not in self._known:
            self._known[fact, table] = await look(table)
        return cast("T", self._known[fact, table])
