"""Reading the finished catalogue for the pages."""

import json
from typing import Any
from urllib.parse import urlencode

from datasette.app import Datasette

from schema.vocabulary import ProjectStatus
from web.site import DATABASE

Row = dict[str, Any]
# What a page shows, by the names that its template has for it.
Context = dict[str, Any]
PROJECTS = "/catalogue/projects"
# In the order of how much is known. See docs/outcomes.md.
STATUSES = tuple(status.value for status in ProjectStatus)
# Those of projects whose standard is known by its number.
NUMBERED = (ProjectStatus.VERIFIED.value, ProjectStatus.UNVERIFIED.value)


class Store:
    """The catalogue of a running Datasette."""

    def __init__(self, datasette: Datasette) -> None:
        self.datasette = datasette
        self.database = datasette.get_database(DATABASE)

    async def rows(self, sql: str, **parameters: object) -> list[Row]:
        """The rows of a query."""
        result = await self.database.execute(sql, parameters)
        names = [column[0] for column in result.description]
        if len({*names}) < len(names):
            # Of columns of one name, the first.
            return [dict(row) for row in result.rows]
        return [dict(zip(names, row, strict=True)) for row in result.rows]

    async def row(self, sql: str, **parameters: object) -> Row | None:
        """The first row of a query."""
        found = await self.rows(sql, **parameters)
        return found[0] if found else None

    async def value(self, sql: str, **parameters: object) -> Any:
        """The first value of a query."""
        found = await self.row(sql, **parameters)
        return next(iter(found.values())) if found else None

    async def has_outcomes(self) -> bool:
        """Whether the catalogue says what became of its projects."""
        columns = await self.database.table_columns("projects")
        return "status" in columns and await self.database.table_exists("project_outcomes")


def projects_url(**filters: object) -> str:
    """The address of the table of projects with these filters."""
    chosen = {key: value for key, value in filters.items() if value is not None}
    return f"{PROJECTS}?{urlencode(chosen)}" if chosen else PROJECTS


def texts(value: str | None) -> list[str]:
    """The texts of a JSON array."""
    return [str(text) for text in json.loads(value)] if value else []


def status_series(statuses: list[str]) -> list[str]:
    """The statuses that occur, in their order."""
    known = [status for status in STATUSES if status in statuses]
    return known + sorted(set(statuses) - set(known))
