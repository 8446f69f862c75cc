"""A heat map: how many projects each department has in each domain, a table of links.

Bounded whatever the catalogue holds: the bodies and values with the most projects have rows and
columns of their own, all others share one.
"""

from dataclasses import dataclass
from math import sqrt

from schema.counts import TOP_BODIES
from schema.kinds.fields import Field, fields, fields_of
from schema.vocabulary import CountSubject
from web.counts import by_value, held_roles
from web.filled import filled_columns_of
from web.labels import NOT_STATED
from web.request.linked import NONE
from web.store import Store, projects_url

ROWS = TOP_BODIES
COLUMNS = 8
SHADES = 4
# By what projects are divided, the first that a catalogue prints.
_DIVIDING = ("domain", "industry", "year")
_Value = str | None


@dataclass(frozen=True)
class Cell:
    """A number of projects, where they are listed (empty where no address says it), and its shade,
    0 for nothing to ``SHADES``."""

    value: int
    url: str
    shade: int


@dataclass(frozen=True)
class Line:
    """A row: a body, those that share a row, or the projects of none."""

    label: str
    url: str
    cells: tuple[Cell, ...]
    total: Cell


@dataclass(frozen=True)
class HeatMap:
    """The table. ``columns`` are the labels and addresses of its columns."""

    rows_title: str
    columns_title: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    totals: tuple[Cell, ...]


async def heat_map(store: Store) -> HeatMap | None:
    """The bodies of the first role that lists print, by the first column that divides projects;
    None where there is nothing to compare."""
    filled = await filled_columns_of(store.datasette)
    name = next((name for name in _DIVIDING if filled.divides("projects", name)), None)
    role = await _first_role(store)
    if name is None or role is None:
        return None
    column = fields()[name]
    totals = await by_value(store, CountSubject.CATALOGUE, name)
    shown: list[_Value] = []
    shown += [value for value in totals if value is not None][:COLUMNS]
    if None in totals:
        shown.append(None)
    return await _drawn(store, role, column, shown, totals)


async def _first_role(store: Store) -> Field | None:
    held = await held_roles(store)
    return next((field for field in fields_of("projects") if field.role in held), None)


async def _drawn(
    store: Store, role: Field, column: Field, shown: list[_Value], totals: dict[_Value, int]
) -> HeatMap:
    bodies = await store.rows(
        """
        select id, name from organizations
        join (select subject_id, sum(counted) as projects from counts
              where subject = :bodies and part = :role and dimension = '' group by subject_id
              order by projects desc, subject_id limit :most)
          on subject_id = id
        order by projects desc, id
        """,
        bodies=CountSubject.BODY.value,
        role=role.role,
        most=ROWS,
    )
    part = str(role.role)
    counted = {
        row["id"]: await by_value(store, CountSubject.BODY, column.name, row["id"], part)
        for row in bodies
    }
    others = await by_value(store, CountSubject.OTHER_BODIES, column.name, part=part)
    without = await by_value(store, CountSubject.NO_BODY, column.name, part=part)
    rest = [value for value in totals if value not in shown]
    greatest = max((count for counts in counted.values() for count in counts.values()), default=0)

    def cells(counts: dict[_Value, int], body: str | None) -> tuple[Cell, ...]:
        made = []
        for value in shown:
            number = counts.get(value, 0)
            url = _address(role, column, body, value) if number and body else ""
            made.append(Cell(number, url, _shade(number, greatest)))
        if rest:
            number = sum(counts.get(value, 0) for value in rest)
            made.append(Cell(number, "", _shade(number, greatest)))
        return tuple(made)

    def line(label: str, url: str, counts: dict[_Value, int], body: str | None) -> Line:
        total = sum(counts.values())
        listed = projects_url(**{f"_{role.name}": body}) if body else ""
        return Line(label, url, cells(counts, body), Cell(total, listed, 0))

    lines = [
        line(row["name"], f"/organizations/{row['id']}", counted[row["id"]], str(row["id"]))
        for row in bodies
    ]
    if others:
        lines.append(line("其余", "/organizations", others, None))
    if without:
        lines.append(line(NOT_STATED, "", without, NONE))
    columns = [(_label(column, value), _filter(column, value)) for value in shown]
    whole = [Cell(totals[value], _filter(column, value), 0) for value in shown]
    if rest:
        columns.append((f"其余 {len(rest)} 个", ""))
        whole.append(Cell(sum(totals[value] for value in rest), "", 0))
    whole.append(Cell(sum(totals.values()), projects_url(), 0))
    return HeatMap(str(role.role), column.title, tuple(columns), tuple(lines), tuple(whole))


def _label(column: Field, value: _Value) -> str:
    if value is None:
        return NOT_STATED
    return f"{value} 年" if column.name == "year" else str(value)


def _filter(column: Field, value: _Value) -> str:
    if value is None:
        return projects_url(**{f"{column.name}__isnull": 1})
    return projects_url(**{column.name: value})


def _address(role: Field, column: Field, body: str, value: _Value) -> str:
    condition = {f"{column.name}__isnull": 1} if value is None else {column.name: value}
    return projects_url(**{f"_{role.name}": body}, **condition)


def _shade(value: int, greatest: int) -> int:
    """The shade of a number: by its square root, so that small numbers differ too."""
    if not value:
        return 0
    return min(SHADES, 1 + int(SHADES * sqrt(min(value, greatest) / greatest) - 1e-9))
