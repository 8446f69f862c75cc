"""What a change touches: the rows of a catalogue that rules are asked of after it.

Touched is what went or came, and what it is read together with: the projects of a standard, the
entries of a project. Of these few rows a rule finds every fault that the change can have made.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager

from etl.database.changes import Changes, Side, meaning

# Ids of what is touched, in this order: what comes later is read together with what comes before.
_TOUCHED = {
    "standards": (
        "select id from {standards}",
        "select standard_id from {project_outcomes}",
        "select standard_id from {evidence_pages}",
        "select standard_id from {standard_relations}",
        "select replaced_id from {standard_relations}",
        "select standard_id from {entries} where standard_id is not null",
        # Those of the same number, whatever their kind.
        "select other.id from temp.touched_standards as touched "
        "cross join main.standards as one using (id) cross join main.standards as other "
        "on other.serial = one.serial and coalesce(other.part, 0) = coalesce(one.part, 0) "
        "and other.number_year = one.number_year",
    ),
    "projects": (
        "select id from {projects}",
        *(
            f"select project_id from {{{table}}} where project_id is not null"
            for table in (
                "project_organizations",
                "entries",
                "project_outcomes",
                "evidence_pages",
                "measure_projects",
                "event_subjects",
            )
        ),
        "select project_id from temp.touched_standards as touched "
        "cross join main.project_outcomes on standard_id = touched.id",
    ),
    "entries": (
        "select id from {entries}",
        "select entry_id from {entry_lines}",
        "select entry_id from {corrections}",
        "select id from temp.touched_projects",
        "select entries.id from temp.touched_projects as touched "
        "cross join main.entries on project_id = touched.id",
        "select entries.id from temp.touched_standards as touched "
        "cross join main.entries on standard_id = touched.id",
    ),
    # Lists whose rows are others; not those whose rows have other values.
    "lists": (
        "select id from {lists}",
        "select list_id from (select id, list_id from {entries}) "
        "group by list_id, id having count(*) = 1",
    ),
    # Bodies that no entry may name any longer, and competent ones.
    "organizations": (
        "select id from {organizations}",
        "select organization_id from {project_organizations} where role = '主管部门'",
        "select id from main.organizations where name in ("
        + " union ".join(
            f"select value from {{gone entries}}, json_each({column})"
            for column in ("departments", "committees", "executors", "drafters")
        )
        + ")",
    ),
    "stated_totals": (
        "select id from {stated_totals}",
        "select stated_totals.id from temp.touched_lists as touched "
        "cross join main.lists using (id) cross join main.stated_totals using (notice_id)",
    ),
    # All of a project of which one went or came.
    "findings": (
        "select id from (select distinct project_id from {findings}) "
        "cross join main.findings using (project_id)",
    ),
    # What events mean may be others now: rows of their lists or notices, or of another domain.
    "events": (
        "select id from {events}",
        "select event_id from {event_subjects}",
        "select event_id from main.event_subjects where list_id in (select id from touched_lists) "
        "or notice_id in (select notice_id from main.lists where id in ("
        "select id from touched_lists union all select list_id from ("
        "select list_id, id, domain from {projects}) group by list_id, id, domain "
        "having count(*) = 1))",
    ),
}
# The rows of touched things, by tables.
_ROWS = {
    **{table: f"id in (select id from temp.touched_{table})" for table in _TOUCHED},
    **dict.fromkeys(
        ("project_organizations", "project_outcomes", "evidence_pages", "measure_projects"),
        "project_id in (select id from temp.touched_projects)",
    ),
    "standard_relations": "standard_id in (select standard_id from temp.few_project_outcomes "
    "union select id from temp.touched_standards) "
    "or replaced_id in (select id from temp.touched_standards)",
    "corrections": "entry_id in (select id from temp.touched_entries)",
    "event_subjects": "event_id in (select id from temp.touched_events)",
}


class Touched:
    """The rows that changes touch, as temporary tables, for as long as it is open."""

    def __init__(self, database: sqlite3.Connection, changes: Changes) -> None:
        self._database, self._changes = database, changes

    def __enter__(self) -> "Touched":
        for table, sources in _TOUCHED.items():
            name = f"touched_{table}"
            self._database.execute(f"create temp table {name} (id integer primary key)")
            for source in sources:
                self._database.execute(f"insert or ignore into {name} {self._of_changes(source)}")
        for table, condition in _ROWS.items():
            self._database.execute(
                f"create temp table few_{table} as select * from main.{table} where {condition}"
            )
            keys = self._changes.keys(table)
            self._database.execute(f"create index temp.few_{table}_key on few_{table} ({keys})")
            # That they are few: without it, rules are asked as if they were all.
            self._database.execute(f"analyze temp.few_{table}")
        return self

    def __exit__(self, *_: object) -> None:
        for table in _ROWS:
            self._database.execute(f"drop table temp.few_{table}")
        for table in _TOUCHED:
            self._database.execute(f"drop table temp.touched_{table}")

    def only(self, tables: Sequence[str]) -> AbstractContextManager[None]:
        """Within the block the names of tables mean their touched rows alone."""
        rows = {table: f"select * from temp.few_{table}" for table in tables}
        return meaning(self._database, rows)

    def _of_changes(self, sql: str) -> str:
        """SQL in which the braces around tables are filled with the rows that went and came."""
        for table in {*_ROWS, "entry_lines"}:
            if table in self._changes.tables:
                gone, come = (f"select * from temp.{side}_{table}" for side in Side)
            else:
                gone = come = f"select * from main.{table} where false"
            sql = sql.replace(f"{{gone {table}}}", f"({gone})")
            sql = sql.replace(f"{{{table}}}", f"({gone} union all {come})")
        return sql
