"""What a table of the catalogue is, as Datasette and the site know it: looked up once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from datasette.app import Datasette

from schema.dictionary import declarations
from web.per_site import PerSite
from web.safety.sql.visit import on_the_sites_lane
from web.site import DATABASE

_RIGHTS = ("source", "source_url", "license", "license_url", "about", "about_url")
# Those that data for programs have.
_OF_DATA = _RIGHTS[:4]
_SHAPES: PerSite[dict[str, "TableShape | None"]] = PerSite()


@dataclass(frozen=True)
class TableShape:
    """A table: its columns and key, what refers to other tables (with the column by which rows of
    those are called), what it can be sorted by, what ``metadata.yml`` says of it, where its data
    are from, how many rows it has, as counted at the build, and whether visitors may send SQL."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    references: tuple[tuple[dict[str, str], str | None], ...]
    sortable: frozenset[str]
    metadata: Mapping[str, Any]
    rights: Mapping[str, object]
    rights_of_data: Mapping[str, object]
    definition: str | None
    rows: int | None
    may_execute_sql: bool


async def table_shape(datasette: Datasette, table: str) -> TableShape | None:
    """A table of the catalogue; None for what is none, or is not for every visitor."""
    known = _SHAPES.get(datasette) or _SHAPES.keep(datasette, {})
    if table not in declarations():
        return None
    if table not in known:
        with on_the_sites_lane():
            known[table] = await _looked_up(datasette, table)
    return known[table]


async def _looked_up(datasette: Datasette, table: str) -> TableShape | None:
    database = datasette.get_database(DATABASE)
    if database.is_mutable or not await database.table_exists(table):
        return None
    asked: list[tuple[str, object] | str] = [
        ("view-table", (DATABASE, table)),
        ("view-database", DATABASE),
        "view-instance",
    ]
    is_visible, is_private = await datasette.check_visibility(None, permissions=asked)
    key = await database.primary_keys(table)
    if not is_visible or is_private or not key:
        return None
    metadata = datasette.table_metadata(DATABASE, table)
    columns = await database.table_columns(table)
    references = [
        (dict(reference), await database.label_column_for_table(reference["other_table"]))
        for reference in await database.foreign_keys_for_table(table)
    ]
    counted = ((datasette.inspect_data or {}).get(DATABASE) or {}).get("tables") or {}
    return TableShape(
        table,
        tuple(columns),
        tuple(key),
        tuple(references),
        frozenset(metadata.get("sortable_columns", columns)),
        metadata,
        {name: metadata.get(name) or datasette.metadata(name) for name in _RIGHTS},
        {name: value for name in _OF_DATA if (value := datasette.metadata(name))},
        await database.get_table_definition(table),
        (counted.get(table) or {}).get("count"),
        await datasette.permission_allowed(None, "execute-sql", DATABASE, default=True),
    )
