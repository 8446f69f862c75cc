"""What changes in a finished catalogue while a notice is added to it: the rows that go and the rows
that come, noted by triggers, so that what is derived from rows is changed by the difference and not
made anew from all.

Whoever adds takes out every row of a project, a standard or a list that it makes again, and puts
back what is so now: the rows that went and came are whole, whichever of their values changed.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from enum import StrEnum


class Side(StrEnum):
    """The rows as they were, or as they are."""

    GONE = "gone"
    COME = "come"


@contextmanager
def meaning(database: sqlite3.Connection, rows: Mapping[str, str]) -> Iterator[None]:
    """Within the block the name of a table means the rows that the SQL beside it gives. What a name
    without ``main.`` or ``temp.`` means, SQLite looks up among temporary tables first."""
    for table, sql in rows.items():
        database.execute(f"create temp view {table} as {sql}")
    try:
        yield
    finally:
        for table in rows:
            database.execute(f"drop view temp.{table}")


class Changes:
    """The rows of ``tables`` that go from a catalogue and come into it from now on, as temporary
    tables of the connection with the columns of each: ``gone_projects``, ``come_projects``."""

    def __init__(self, database: sqlite3.Connection, tables: Sequence[str]) -> None:
        self.database = database
        self.tables = tuple(tables)
        for table in tables:
            self._note(table)

    def _note(self, table: str) -> None:
        described = self.database.execute(f"pragma main.table_info({table})").fetchall()
        columns = [str(row[1]) for row in described]
        keys = [str(row[1]) for row in described if row[5]]
        for side in Side:
            name = f"{side}_{table}"
            self.database.execute(
                f"create temp table {name} as select * from main.{table} where false"
            )
            self.database.execute(f"create index temp.{name}_key on {name} ({', '.join(keys)})")
        old, new = (", ".join(f"{row}.{name}" for name in columns) for row in ("old", "new"))
        same = " and ".join(f"{key} is old.{key}" for key in keys)
        came = f"(select 1 from come_{table} where {same})"
        # A row that came before it goes again was never there.
        go = (
            f"insert into gone_{table} select {old} where not exists {came};"
            f"delete from come_{table} where {same};"
        )
        come = f"insert into come_{table} values ({new});"
        for event, actions in (("delete", go), ("insert", come), ("update", go + come)):
            self.database.execute(
                f"create temp trigger note_{event}_{table} after {event} on main.{table} "
                f"begin {actions} end"
            )

    def only(self, side: Side, tables: Sequence[str]) -> AbstractContextManager[None]:
        """Within the block the names of ``tables`` mean their rows of one side alone."""
        rows = {table: f"select * from temp.{side}_{table}" for table in tables}
        return meaning(self.database, rows)

    def before(self, table: str) -> str:
        """SQL of the rows of a table as they were before: those that have not come, and those that
        went. Asked for few of them by an index, it reads few."""
        keys = self.keys(table)
        return (
            f"(select * from main.{table} where ({keys}) not in (select {keys} from come_{table}) "
            f"union all select * from gone_{table})"
        )

    def keys(self, table: str) -> str:
        """The columns of a table's key, for SQL."""
        described = self.database.execute(f"pragma main.table_info({table})").fetchall()
        return ", ".join(str(row[1]) for row in described if row[5])

    def close(self) -> None:
        """Note nothing more, and forget what was noted."""
        for table in self.tables:
            for event in ("delete", "insert", "update"):
                self.database.execute(f"drop trigger temp.note_{event}_{table}")
            for side in Side:
                self.database.execute(f"drop table temp.{side}_{table}")
