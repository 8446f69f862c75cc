"""Filters and facets over many-to-many: the departments and committees of a project.

``?_departments=3&_departments=7`` selects the projects of either body; a value is the number of
a body, its name, or ``none`` for projects that name no body in this role. The facets count
through ``project_organizations`` and link to the body. They take the place of the array facets
that ``metadata.yml`` declares, which a Datasette without this plugin shows.
"""

from dataclasses import dataclass
from typing import Any

from datasette.database import QueryInterrupted
from datasette.facets import ArrayFacet
from datasette.filters import FilterArguments

from schema.dictionary import data_type, declarations
from schema.vocabulary import Role
from web.facets.known import KnownColumns, column_of
from web.facets.sql import Condition, address, arguments, condition
from web.safety.numbers import whole_number

TABLE = "projects"
NONE = "none"
NONE_LABEL = "未列明"


@dataclass(frozen=True)
class BodyColumn:
    """A column of ``projects`` that lists bodies, and the role in which they stand there."""

    name: str
    role: Role

    @property
    def argument(self) -> str:
        """The argument of an address that selects bodies in this role."""
        return f"_{self.name}"

    @property
    def linked(self) -> str:
        """SQL: the projects that name a body in this role; ends where a condition may follow."""
        return f"select project_id from project_organizations where role = '{self.role}'"


BODY_COLUMNS = (
    BodyColumn("departments", Role.COMPETENT),
    BodyColumn("committees", Role.IN_CHARGE),
)


async def body_filters(
    datasette: Any, request: Any, database: str, table: str
) -> FilterArguments | None:
    """The conditions of ``_departments`` and ``_committees``; several values mean any of them."""
    if table != TABLE:
        return None
    clauses: list[str] = []
    params: dict[str, Any] = {}
    descriptions: list[str] = []
    chips: list[dict[str, str]] = []
    for column in BODY_COLUMNS:
        values = list(dict.fromkeys(request.args.getlist(column.argument)))
        if not values:
            continue
        labels = await body_labels(datasette, database, values)
        clauses.append(_clause(column, values, params))
        descriptions.append(f"{column.role}：{'、'.join(labels[value] for value in values)}")
        for value in values:
            left = [pair for pair in arguments(request) if pair != (column.argument, value)]
            chips.append(
                {
                    "label": f"{column.role}：{labels[value]}",
                    "url": address(datasette, request, left),
                }
            )
    if not clauses:
        return None
    return FilterArguments(clauses, params, descriptions, {"filter_chips": chips})


def _clause(column: BodyColumn, values: list[str], params: dict[str, Any]) -> str:
    """SQL that is true for the projects of any of ``values``; its parameters go to ``params``."""
    either = []
    marks = []
    for number, value in enumerate(value for value in values if value != NONE):
        params[f"{column.name}_{number}"] = value
        marks.append(f":{column.name}_{number}")
    if marks:
        listed = ", ".join(marks)
        bodies = f"select id from organizations where name in ({listed}) or id in ({listed})"
        either.append(f"id in ({column.linked} and organization_id in ({bodies}))")
    if NONE in values:
        either.append(f"id not in ({column.linked})")
    return f"({' or '.join(either)})"


async def body_labels(datasette: Any, database: str, values: list[str]) -> dict[str, str]:
    """What to call each value: the name of the body, else the value itself."""
    numbers = [value for value in values if whole_number(value) is not None]
    marks = ", ".join("?" * len(numbers))
    rows = await datasette.get_database(database).execute(
        f"select cast(id as text) as id, name from organizations where id in ({marks})", numbers
    )
    names = {row["id"]: row["name"] for row in rows.rows}
    return {value: names.get(value, value) for value in values} | {NONE: NONE_LABEL}


class _Linked(ArrayFacet):  # type: ignore[misc]
    """Counts bodies."""

    def get_configs(self) -> list[dict[str, Any]]:
        """The columns left to Datasette's array facet: arrays that hold no bodies."""
        return [
            config
            for config in super().get_configs()
            if self._body_column(config) is None and self._is_array(column_of(config))
        ]

    def _is_array(self, column: str) -> bool:
        declared = declarations().get(self.table)
        if declared is None or column not in declared.columns:
            return declared is None
        return data_type(self.table, column) == "JSON array"

    def _body_column(self, config: dict[str, Any]) -> BodyColumn | None:
        if self.table != TABLE:
            return None
        return next((c for c in BODY_COLUMNS if c.name == column_of(config)), None)

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
        results, timed_out = await super().facet_results()
        for config in super().get_configs():
            column = self._body_column(config)
            if column:
                try:
                    results.append(await self._result(column, config["source"]))
                except QueryInterrupted:
                    timed_out.append(column.name)
        return results, timed_out

    async def _result(self, column: BodyColumn, source: str) -> dict[str, Any]:
        rest = await condition(
            self.ds, self.request, self.database, TABLE, without=(column.argument,)
        )
        bodies = await self._execute(
            f"""
            select cast(organizations.id as text) as value, organizations.name as label,
                   count(*) as count
            from project_organizations as link
            join organizations on organizations.id = link.organization_id
            where link.role = '{column.role}' {_among(rest)}
            group by organizations.id
            order by count(*) desc, organizations.name_sort_key, organizations.id
            """,
            rest.params,
        )
        unnamed = await self._execute(
            rest.select("count(*) as count", TABLE, f"id not in ({column.linked})"), rest.params
        )
        values = [dict(row) for row in bodies]
        if unnamed[0]["count"]:
            values.append({"value": NONE, "label": NONE_LABEL, "count": unnamed[0]["count"]})
        chosen = list(dict.fromkeys(self.request.args.getlist(column.argument)))
        size = self.get_facet_size()
        labels = await body_labels(self.ds, self.database, chosen)
        by_label = {value["label"] for value in values}
        # What was chosen stays in sight, where it selects nothing and where the list is cut.
        values += [
            {"value": value, "label": labels[value], "count": 0}
            for value in chosen
            if labels[value] not in by_label
        ]
        for value in values:
            value["selected"] = bool({value["value"], value["label"]} & {*chosen})
        shown = [v for place, v in enumerate(values) if place < size or v["selected"]]
        return {
            "name": column.name,
            "type": self.type,
            "results": [self._value(column, chosen, value) for value in shown],
            "hideable": source != "metadata",
            "toggle_url": address(self.ds, self.request, self._without_facet(column)),
            "truncated": len(shown) < len(values),
        }

    def _value(
        self, column: BodyColumn, chosen: list[str], value: dict[str, Any]
    ) -> dict[str, Any]:
        if value["selected"]:
            kept = [v for v in chosen if v not in (value["value"], value["label"])]
        else:
            kept = [*chosen, value["value"]]
        pairs = arguments(self.request, (column.argument,))
        pairs += [(column.argument, kept_value) for kept_value in kept]
        return {**value, "toggle_url": address(self.ds, self.request, pairs)}

    def _without_facet(self, column: BodyColumn) -> list[tuple[str, str]]:
        return [pair for pair in arguments(self.request) if pair != ("_facet_array", column.name)]

    async def _execute(self, sql: str, params: dict[str, Any]) -> list[Any]:
        results = await self.ds.execute(
            self.database,
            sql,
            params,
            truncate=False,
            custom_time_limit=self.ds.setting("facet_time_limit_ms"),
        )
        return list(results.rows)


class BodyFacet(KnownColumns, _Linked):
    """The array facet, with bodies counted through their links."""


def _among(rest: Condition) -> str:
    return f"and link.project_id in ({rest.select('id', TABLE)})" if rest.clauses else ""
