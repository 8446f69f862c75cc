"""Filters and facets over many-to-many: the bodies of a project, by their roles, and its measures.

``?_departments=3&_departments=7`` selects the projects of either body, ``?_measures=12001`` those
that carry out a measure; a value is the number of a body or measure, its name, or ``none`` for
projects that have none. The facets count through the tables of links. They take the place of the
array facets that ``metadata.yml`` declares, which a Datasette without this plugin shows.
"""

from dataclasses import dataclass
from typing import Any

from datasette.app import Datasette
from datasette.database import QueryInterrupted
from datasette.facets import ArrayFacet
from datasette.filters import FilterArguments
from datasette.utils.asgi import Request

from schema.dictionary import data_type, declarations
from schema.filled_columns import FilledColumns
from schema.kinds.fields import fields_of
from schema.measure_labels import LABEL_SQL
from schema.vocabulary import Role
from web.facets.known import KnownColumns, column_of
from web.facets.sql import Condition, address, arguments, condition
from web.filled import filled_columns_of
from web.labels import NOT_STATED
from web.safety.numbers import whole_number

TABLE = "projects"
NONE = "none"


@dataclass(frozen=True)
class LinkedColumn:
    """A column of ``projects`` that names what the project is linked to.

    ``links`` is the table of links and the condition on it, ``key`` its column that refers to
    ``target``; ``label`` is the SQL of what a reader sees, ``names`` the columns of the target by
    which a value may be given, ``order`` how values of equal count stand.
    """

    name: str
    title: str
    links: str
    key: str
    target: str
    label: str
    names: tuple[str, ...]
    order: str
    none: str

    @property
    def argument(self) -> str:
        """The argument of an address that selects what projects are linked to."""
        return f"_{self.name}"

    @property
    def linked(self) -> str:
        """SQL: the projects with a link; ends where a condition may follow."""
        return f"select project_id from {self.links}"


def _bodies(name: str, role: Role) -> LinkedColumn:
    return LinkedColumn(
        name,
        role,
        f"project_organizations as link where role = '{role}'",
        "organization_id",
        "organizations",
        "organizations.name",
        ("name",),
        "organizations.name_sort_key, organizations.id",
        NOT_STATED,
    )


LINKED_COLUMNS = (
    *(_bodies(field.name, Role(field.role)) for field in fields_of(TABLE) if field.role),
    LinkedColumn(
        "measures",
        "举措",
        "measure_projects as link where true",
        "measure_id",
        "measures",
        LABEL_SQL,
        ("slug", "heading"),
        "measures.id",
        "没有对应举措",
    ),
)


async def link_filters(
    datasette: Datasette, request: Request, database: str, table: str
) -> FilterArguments | None:
    """The conditions of ``_departments``, ``_committees`` and the other roles, and of
    ``_measures``; several values of one mean any of them."""
    if table != TABLE:
        return None
    clauses: list[str] = []
    params: dict[str, Any] = {}
    descriptions: list[str] = []
    chips: list[dict[str, str]] = []
    for column in LINKED_COLUMNS:
        values = list(dict.fromkeys(request.args.getlist(column.argument)))
        if not values:
            continue
        labels = await link_labels(datasette, database, column, values)
        clauses.append(_clause(column, values, params))
        descriptions.append(f"{column.title}：{'、'.join(labels[value] for value in values)}")
        for value in values:
            left = [pair for pair in arguments(request) if pair != (column.argument, value)]
            chips.append(
                {
                    "label": f"{column.title}：{labels[value]}",
                    "url": address(datasette, request, left),
                }
            )
    if not clauses:
        return None
    return FilterArguments(clauses, params, descriptions, {"filter_chips": chips})


def _clause(column: LinkedColumn, values: list[str], params: dict[str, Any]) -> str:
    """SQL that is true for the projects of any of ``values``; its parameters go to ``params``."""
    either = []
    marks = []
    for number, value in enumerate(value for value in values if value != NONE):
        params[f"{column.name}_{number}"] = value
        marks.append(f":{column.name}_{number}")
    if marks:
        listed = ", ".join(marks)
        named = " or ".join(f"{name} in ({listed})" for name in (*column.names, "id"))
        targets = f"select id from {column.target} where {named}"
        either.append(f"id in ({column.linked} and {column.key} in ({targets}))")
    if NONE in values:
        either.append(f"id not in ({column.linked})")
    return f"({' or '.join(either)})"


async def link_labels(
    datasette: Datasette, database: str, column: LinkedColumn, values: list[str]
) -> dict[str, str]:
    """What to call each value: the name of the body or measure, else the value itself."""
    numbers = [value for value in values if whole_number(value) is not None]
    marks = ", ".join("?" * len(numbers))
    rows = await datasette.get_database(database).execute(
        f"select cast(id as text) as id, {column.label} as name from {column.target} "
        f"where id in ({marks})",
        numbers,
    )
    names = {row["id"]: row["name"] for row in rows.rows}
    return {value: names.get(value, value) for value in values} | {NONE: column.none}


class _Linked(ArrayFacet):
    """Counts what projects are linked to."""

    def get_configs(self) -> list[dict[str, Any]]:
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

    def _linked_column(self, config: dict[str, Any]) -> LinkedColumn | None:
        if self.table != TABLE:
            return None
        return next((c for c in LINKED_COLUMNS if c.name == column_of(config)), None)

    async def facet_results(self) -> tuple[list[dict[str, Any]], list[str]]:
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

    async def _result(self, column: LinkedColumn, source: str) -> dict[str, Any]:
        rest = await condition(
            self.ds, self.request, self.database, TABLE, without=(column.argument,)
        )
        counted = await self._execute(
            f"""
            select cast({column.target}.id as text) as value, {column.label} as label,
                   counted.count
            from (
              select {column.key} as key, count(*) as count
              from {column.links} {_among(rest)} group by {column.key}
            ) as counted
            join {column.target} on {column.target}.id = counted.key
            order by counted.count desc, {column.order}
            """,
            rest.params,
        )
        without = await self._execute(
            rest.select("count(*) as count", TABLE, f"id not in ({column.linked})"), rest.params
        )
        values = [dict(row) for row in counted]
        if without[0]["count"]:
            values.append({"value": NONE, "label": column.none, "count": without[0]["count"]})
        chosen = list(dict.fromkeys(self.request.args.getlist(column.argument)))
        size = self.get_facet_size()
        labels = await link_labels(self.ds, self.database, column, chosen)
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
        self, column: LinkedColumn, chosen: list[str], value: dict[str, Any]
    ) -> dict[str, Any]:
        if value["selected"]:
            kept = [v for v in chosen if v not in (value["value"], value["label"])]
        else:
            kept = [*chosen, value["value"]]
        pairs = arguments(self.request, (column.argument,))
        pairs += [(column.argument, kept_value) for kept_value in kept]
        return {**value, "toggle_url": address(self.ds, self.request, pairs)}

    def _without_facet(self, column: LinkedColumn) -> list[tuple[str, str]]:
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


class LinkFacet(KnownColumns, _Linked):
    """The array facet, with bodies and measures counted through their links."""


def _among(rest: Condition) -> str:
    return f"and link.project_id in ({rest.select('id', TABLE)})" if rest.clauses else ""
