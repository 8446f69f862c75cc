"""The table of counts, filled from the finished rows.

Rows are gone through once for each subject: first they are grouped by all columns at once, which
leaves few groups, then each column is counted over these. Time and memory grow with the rows, but
for bodies that stand beside a body: those of a body with many projects are as many as its
projects have bodies, those of others are counted when a page asks.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from etl.database.count_groups import (
    NARROW,
    PAIRS,
    TOP,
    Groups,
    groups_of_rows,
    groups_of_top,
    partnered,
)
from schema.vocabulary import CountSubject

_COLUMNS = "subject, subject_id, part, dimension, value, mandate, counted, first, as_of"
INSERT = f"insert into counts ({_COLUMNS})"
# The bodies beside each of ``partnered``, by their roles.
_COUNT_PARTNERS = f"""
{INSERT}
select '{CountSubject.BODY}', mine.organization_id, '', other.role,
       cast(other.organization_id as text), '', count(distinct mine.project_id),
       min(mine.project_id), null
{PAIRS}
group by mine.organization_id, other.role, other.organization_id
order by mine.organization_id, other.role, other.organization_id
"""


def fill_counts(database: sqlite3.Connection) -> None:
    """Count everything. The table is empty before."""
    # Beside one another, so that a scan reads little.
    database.execute(
        "create temp table narrow (id integer primary key, list_id, mandate, project_type, domain, "
        "industry, year, status, evidence_rank, published_year, status_as_of)"
    )
    database.execute(f"insert into narrow {NARROW.format(projects='projects')} order by id")
    count(database, groups_of_rows())
    database.execute(f"create temp table top_bodies as {TOP}")
    count(database, groups_of_top())
    count_partners(database, partnered(database))
    for table in ("narrow", "top_bodies"):
        database.execute(f"drop table temp.{table}")


def count(database: sqlite3.Connection, counted: Iterable[Groups]) -> None:
    """Count groups that are not yet in the table."""
    for groups in counted:
        database.execute(f"create temp table grouped as {groups.grouped()}")
        for figures in groups.figures():
            database.execute(f"{INSERT} select {_COLUMNS} from ({figures})")
        database.execute("drop table temp.grouped")


def count_partners(database: sqlite3.Connection, bodies: set[int]) -> None:
    """Count the bodies beside each of some, which are not yet in the table."""
    with named_partnered(database, bodies):
        database.execute(_COUNT_PARTNERS)


@contextmanager
def named_partnered(database: sqlite3.Connection, bodies: set[int]) -> Iterator[None]:
    """Name bodies in the temporary table ``partnered``."""
    database.execute("create temp table partnered (organization_id integer primary key)")
    database.executemany("insert into partnered values (?)", [(one,) for one in sorted(bodies)])
    try:
        yield
    finally:
        database.execute("drop table temp.partnered")
