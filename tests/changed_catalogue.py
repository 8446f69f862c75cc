"""A finished catalogue, changed at random as by notices that are added: rows of projects are taken
out whole, and put in again with other values, bodies and entries; some for the first time."""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from etl.database.changes import Changes
from etl.database.finding_rows import FINDINGS_SIZE
from etl.paths import DATABASE

T = TypeVar("T")
Row = dict[str, Any]
# The rows of a project, by the column that names it.
OF_PROJECT = {
    "projects": "id",
    "project_organizations": "project_id",
    "entries": "project_id",
    "project_outcomes": "project_id",
    "evidence_pages": "project_id",
    "measure_projects": "project_id",
    "findings": "project_id",
}
NOTED = (
    *OF_PROJECT,
    *("notices", "lists", "organizations", "standards", "standard_relations"),
    *("events", "event_subjects", "entry_lines", "notice_lines", "counts"),
)
# What the counts are by: taken together from another project, so that all rules of the schema hold.
_BORROWED = (
    *(("domain",), ("industry",), ("mandate",), ("project_type",), ("status", "status_as_of")),
    *(("evidence_rank",), ("published_year", "standard_numbers"), ("departments", "committees")),
)


@contextmanager
def catalogue_in_memory(path: Path = DATABASE) -> Iterator[sqlite3.Connection]:
    """A copy of a finished catalogue that costs no disk."""
    with (
        closing(sqlite3.connect(path)) as source,
        closing(sqlite3.connect(":memory:", isolation_level=None)) as copy,
    ):
        source.backup(copy)
        yield copy


class ChangedCatalogue:
    """Changes a catalogue under :class:`Changes`; the seed says how."""

    def __init__(self, database: sqlite3.Connection, seed: int) -> None:
        self.database = database
        self.random = random.Random(seed)
        self.changes = Changes(database, NOTED)

    def rows(self, sql: str, *values: object) -> list[Row]:
        cursor = self.database.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def put(self, table: str, row: Row) -> None:
        marks = ", ".join("?" * len(row))
        names = ", ".join(f'"{name}"' for name in row)
        self.database.execute(f"insert into {table} ({names}) values ({marks})", [*row.values()])

    def take_out(self, project: int) -> dict[str, list[Row]]:
        """All rows of a project, no longer in the catalogue."""
        out = {
            table: self.rows(f"select * from {table} where {column} = ?", project)
            for table, column in OF_PROJECT.items()
        }
        for table, column in OF_PROJECT.items():
            self.database.execute(f"delete from {table} where {column} = ?", (project,))
        return out

    def put_in(self, rows: dict[str, list[Row]]) -> None:
        for table, of_table in rows.items():
            for row in of_table:
                self.put(table, row)

    def some_projects(self, most: int) -> list[int]:
        ids = [row["id"] for row in self.rows("select id from projects order by id")]
        return self.random.sample(ids, self.random.randrange(1, most))

    def change_at_random(self, most: int = 40) -> None:
        """One round: projects change, come and go, and so do standards and what is beside."""
        for project in self.some_projects(most):
            rows = self.take_out(project)
            change = self.random.random()
            if change < 0.2:
                self.put_in(rows)
            elif change < 0.9:
                self.put_in(self.otherwise(rows))
        self.add_projects(self.random.randrange(1, most))
        self.change_standards()
        if self.random.random() < 0.3:
            self.database.execute(
                "update event_subjects set stated_count = max(1, stated_count - 1) "
                "where event_id = (select max(event_id) from event_subjects)"
            )

    def otherwise(self, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
        """The rows of a project with other values."""
        (project,) = rows["projects"]
        other = self.any_project()
        chosen = _BORROWED if self.random.random() < 0.5 else self.some(_BORROWED)
        borrowed = {name: other[name] for names in chosen for name in names}
        if self.random.random() < 0.5:
            borrowed["title"] = f"{project['title'][:6]}{other['title'][-9:]}"
        bodies = rows["project_organizations"]
        if self.random.random() < 0.5:
            bodies = self.other_bodies(project["id"], bodies)
        entries = [
            row | {"domain": borrowed.get("domain", row["domain"])} for row in rows["entries"]
        ]
        return rows | {
            "projects": [project | borrowed],
            "project_organizations": bodies,
            "entries": entries,
            "measure_projects": self.some(rows["measure_projects"]),
            "findings": self.some(rows["findings"]),
        }

    def some(self, values: Sequence[T]) -> list[T]:
        return [value for value in values if self.random.random() < 0.7]

    def any_project(self) -> Row:
        ids = [row["id"] for row in self.rows("select id from projects order by id")]
        (project,) = self.rows("select * from projects where id = ?", self.random.choice(ids))
        return project

    def other_bodies(self, project: int, bodies: list[Row]) -> list[Row]:
        """Other bodies in the same places, an old one of few or a new one of none among them."""
        ids = [row["id"] for row in self.rows("select id from organizations order by id")]
        if self.random.random() < 0.1:
            ids.append(self.new_body())
        kept = self.some(bodies)
        roles = {row["role"] for row in kept}
        changed = []
        for role in sorted(roles):
            of_role = [row for row in kept if row["role"] == role]
            found = self.random.sample(ids[:20] + ids[-5:], len(of_role))
            changed += [
                {"project_id": project, "role": role, "position": place, "organization_id": body}
                for place, body in enumerate(found, start=1)
            ]
        return changed

    def new_body(self) -> int:
        (last,) = self.rows("select * from organizations order by id desc limit 1")
        number: int = last["id"] + 1
        self.put(
            "organizations",
            last
            | {"id": number, "name": f"第{number}局", "sac_code": None}
            | {"sac_code_sources": None},
        )
        return number

    def add_projects(self, number: int) -> None:
        """A new notice with a new list of so many projects, like others."""
        (notice,) = self.rows("select * from notices order by id desc limit 1")
        (made,) = self.rows("select * from lists order by id desc limit 1")
        notice |= {"id": notice["id"] + 1, "slug": f"new-{notice['id'] + 1}"}
        made |= {"id": made["id"] + 1, "slug": f"new-{made['id'] + 1}", "notice_id": notice["id"]}
        made |= {"row_count": number, "stated_count": None}
        self.put("notices", notice)
        self.put("lists", made)
        for place in range(1, number + 1):
            old = self.any_project()
            of_old = {
                table: self.rows(f"select * from {table} where {column} = ?", old["id"])
                for table, column in OF_PROJECT.items()
            }
            self.put_in(self.otherwise(self.as_new(of_old, made, place)))

    def as_new(self, rows: dict[str, list[Row]], made: Row, place: int) -> dict[str, list[Row]]:
        """The rows of a project as those of one that is new in a list."""
        number = made["id"] * 10_000 + place
        own = {"list_id": made["id"], "seq": place}
        renamed = {
            table: [row | {column: number} for row in rows[table]]
            for table, column in OF_PROJECT.items()
        }
        (project,) = renamed["projects"]
        project |= own | {"code": f"{made['slug']}-{place:03}", "year": made["year"]}
        entries = [row | own | {"id": number} for row in renamed["entries"][:1]]
        findings = [
            row | {"id": number * FINDINGS_SIZE + place}
            for place, row in enumerate(renamed["findings"], start=1)
        ]
        return renamed | {"projects": [project], "entries": entries, "findings": findings}

    def change_standards(self) -> None:
        """Standards get other dates and roles; one is new."""
        found = self.rows("select * from standards order by id")
        for standard in self.random.sample(found, min(5, len(found))):
            other = self.random.choice(found)
            self.database.execute("delete from standards where id = ?", (standard["id"],))
            shared = ("role", "published_on", "published_on_precision", "evidence_rank")
            self.put("standards", standard | {name: other[name] for name in shared})
        last = found[-1]
        number = last["number_year"] + self.random.randrange(1, 9)
        self.put(
            "standards",
            last
            | {"id": last["id"] + 1, "number_year": number}
            | {"normalized_number": f"{last['normalized_number']}新"},
        )
