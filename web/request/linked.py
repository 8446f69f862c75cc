"""What projects are linked to: the bodies in their roles, and measures.

``?_departments=3&_departments=7`` selects the projects of either body, ``?_measures=12001`` those
that carry out a measure; a value is the number of a body or measure, its name, or ``none`` for
projects that have none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from datasette.app import Datasette

from schema.kinds.fields import fields_of
from schema.measure_labels import LABEL_SQL
from schema.vocabulary import Role
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

    def clause(self, values: Sequence[str]) -> tuple[str, dict[str, str]]:
        """SQL that is true for the projects of any of ``values``, and its parameters."""
        either = []
        targets, params = self.targets(values)
        if params:
            either.append(f"id in ({self.linked} and {self.key} in ({targets}))")
        if NONE in values:
            either.append(f"id not in ({self.linked})")
        return f"({' or '.join(either)})", params

    def targets(self, values: Sequence[str]) -> tuple[str, dict[str, str]]:
        """SQL: the ids of the bodies or measures that ``values`` name, and its parameters, which
        are none where no value names one."""
        params = {
            f"{self.name}_{number}": value
            for number, value in enumerate(value for value in values if value != NONE)
        }
        listed = ", ".join(f":{name}" for name in params)
        named = " or ".join(f"{name} in ({listed})" for name in (*self.names, "id"))
        return f"select id from {self.target} where {named}", params

    async def labels(
        self, datasette: Datasette, database: str, values: Sequence[str]
    ) -> dict[str, str]:
        """What to call each value: the name of the body or measure, else the value itself."""
        numbers = [value for value in values if whole_number(value) is not None]
        marks = ", ".join("?" * len(numbers))
        rows = await datasette.get_database(database).execute(
            f"select cast(id as text) as id, {self.label} as name from {self.target} "
            f"where id in ({marks})",
            numbers,
        )
        names = {str(row["id"]): str(row["name"]) for row in rows.rows}
        return {value: names.get(value, value) for value in values} | {NONE: self.none}


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


def linked_column(table: str, name: str) -> LinkedColumn | None:
    """The linked column of this name, if the table has one."""
    if table != TABLE:
        return None
    return next((column for column in LINKED_COLUMNS if column.name == name), None)
