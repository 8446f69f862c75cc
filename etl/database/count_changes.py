"""The table of counts, changed by the rows that went and came.

The SQL that counts everything counts what went and what came; counts are sums, so what went is
taken from them and what came is added. The first and the newest of a figure are asked of its rows
where what went was the first or the newest.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import NamedTuple

from etl.database.changes import Changes, Side, meaning
from etl.database.count_groups import (
    NARROW,
    PAIRS,
    ROLES,
    TOP,
    Groups,
    groups_of_rows,
    groups_of_statements,
    groups_of_top,
    partnered,
)
from etl.database.counts import count, count_partners, named_partnered
from schema.counts import STATED_PUBLISHED
from schema.vocabulary import CountSubject

# The tables of which rows are counted. What else the SQL names is joined to them, and whole.
_COUNTED = (
    "projects",
    "project_organizations",
    "entries",
    "measure_projects",
    "findings",
    "standards",
)
_STATEMENTS = ("events", "event_subjects")
_KEY = ("subject", "subject_id", "part", "dimension", "value", "mandate")
_WHERE = " and ".join(f"{column} = ?" for column in _KEY)
_FIGURES = f"""
create temp table figures as
select '' as side, 0 as groups, {", ".join(_KEY)}, counted, first, as_of, null as raw,
       null as raw_mandate
from counts where false
"""
_DIFFERENCE = f"""
select groups, {", ".join(_KEY)}, max(raw), max(raw_mandate),
       coalesce(sum(counted) filter (where side = 'gone'), 0),
       min(first) filter (where side = 'gone'), max(as_of) filter (where side = 'gone'),
       coalesce(sum(counted) filter (where side = 'come'), 0),
       min(first) filter (where side = 'come'), max(as_of) filter (where side = 'come')
from figures group by groups, {", ".join(_KEY)}
"""
_PARTNER_FIGURES = f"""
insert into figures
select ?, 0, '{CountSubject.BODY}', mine.organization_id, '', other.role,
       cast(other.organization_id as text), '', count(distinct mine.project_id),
       min(mine.project_id), null, other.organization_id, null
{PAIRS}
group by mine.organization_id, other.role, other.organization_id
"""
_FIRST_PARTNER = """
select min(mine.project_id)
from project_organizations as mine join project_organizations as other using (project_id)
where mine.organization_id = ? and other.role = ? and other.organization_id = ?
"""


class _Figure(NamedTuple):
    """How many, the first and the newest of them; none of nothing."""

    counted: int
    first: int | None
    as_of: str | None


class _Changed(NamedTuple):
    """A figure with what went of it and what came: its group's number, its key, and value and
    mandate as rows have them."""

    groups: int
    key: tuple[str | int, ...]
    value: str | int | None
    mandate: str | None
    gone: _Figure
    come: _Figure


def change_counts(database: sqlite3.Connection, changes: Changes) -> None:
    """Make the counts of before the changes those of now. All rows of a project that changed have
    gone and come: its own, and those of its bodies, entries and measures."""
    shown = [table for table in _COUNTED if table in changes.tables]
    stated = any(_has_changed(database, changes, table) for table in _STATEMENTS)
    before = partnered(database)
    database.execute(f"create temp table top_bodies as {TOP}")
    database.execute(_FIGURES)
    groups = [one for one in groups_of_rows() if not stated or one != groups_of_statements()]
    for side in Side:
        with changes.only(side, shown):
            _note(database, side, groups)
    _apply(database, groups)
    _change_top(database, changes, shown)
    _change_partners(database, changes, shown, before)
    if stated:
        _count_statements(database)
    for table in ("figures", "top_bodies"):
        database.execute(f"drop table temp.{table}")


def _has_changed(database: sqlite3.Connection, changes: Changes, table: str) -> bool:
    return table in changes.tables and any(
        database.execute(f"select 1 from temp.{side}_{table} limit 1").fetchone() for side in Side
    )


def _note(database: sqlite3.Connection, side: Side, counted: Iterable[Groups]) -> None:
    """Count the rows that tables mean now, as what went or came."""
    database.execute(f"create temp table narrow as {NARROW.format(projects='projects')}")
    database.execute("create index temp.narrow_id on narrow (id)")
    for number, groups in enumerate(counted):
        database.execute(f"create temp table grouped as {groups.grouped()}")
        for figures in groups.figures():
            database.execute(f"insert into figures select '{side}', {number}, * from ({figures})")
        database.execute("drop table temp.grouped")
    database.execute("drop table temp.narrow")


def _apply(database: sqlite3.Connection, groups: list[Groups]) -> None:
    """Change what is noted, and forget it. No groups: it is of bodies beside bodies."""
    changed = [
        _Changed(row[0], row[1:7], row[7], row[8], _Figure(*row[9:12]), _Figure(*row[12:15]))
        for row in database.execute(_DIFFERENCE).fetchall()
    ]
    with _all_narrow(database):
        for one in changed:
            found = database.execute(
                f"select counted, first, as_of from counts where {_WHERE}", one.key
            ).fetchone()
            old = _Figure(*found) if found else _Figure(0, None, None)
            new = _changed(database, groups[one.groups] if groups else None, old, one)
            if new != old:
                _write(database, one.key, old, new)
    database.execute("delete from figures")


def _changed(
    database: sqlite3.Connection, groups: Groups | None, old: _Figure, one: _Changed
) -> _Figure:
    """A figure after the change. Rows are asked for its first or newest where that has gone and
    nothing before or after it came."""
    gone, come = one.gone, one.come
    number = old.counted - gone.counted + come.counted
    if number == come.counted:
        return come
    _, subject_id, part, dimension, _, _ = one.key
    which = (subject_id, part, one.mandate, one.value)
    first, as_of = old.first, old.as_of
    if come.first is not None and first is not None and come.first <= first:
        first = come.first
    elif gone.first is not None and gone.first == first:
        if groups is None:
            asked = database.execute(_FIRST_PARTNER, (subject_id, dimension, one.value))
        else:
            asked = database.execute(groups.first_of(str(dimension)), which)
        (first,) = asked.fetchone()
    if come.as_of is not None and (as_of is None or come.as_of >= as_of):
        as_of = come.as_of
    elif groups and gone.as_of is not None and gone.as_of == as_of:
        (as_of,) = database.execute(groups.newest_of(str(dimension)), which).fetchone()
    return _Figure(number, first, as_of)


def _write(
    database: sqlite3.Connection, key: tuple[str | int, ...], old: _Figure, new: _Figure
) -> None:
    if not new.counted:
        database.execute(f"delete from counts where {_WHERE}", key)
    elif old.counted:
        database.execute(
            f"update counts set counted = ?, first = ?, as_of = ? where {_WHERE}", (*new, *key)
        )
    else:
        marks = ", ".join("?" * (len(key) + len(new)))
        database.execute(
            f"insert into counts ({', '.join(_KEY)}, counted, first, as_of) values ({marks})",
            (*key, *new),
        )


def _all_narrow(database: sqlite3.Connection) -> AbstractContextManager[None]:
    """Let ``narrow`` be all projects, found by the indexes that they have."""
    return meaning(database, {"narrow": NARROW.format(projects="main.projects")})


def _change_top(database: sqlite3.Connection, changes: Changes, shown: list[str]) -> None:
    """Change what is counted of the bodies with most projects and of all others. Projects of a body
    that is newly among them, or no longer, go as they were counted and come as they are now."""
    groups = list(groups_of_top())
    with changes.only(Side.GONE, shown):
        _note(database, Side.GONE, groups)
    database.execute(f"create temp table new_top as {TOP}")
    database.execute(
        """
        create temp table moved_projects as
        select distinct project_id as id
        from (select * from (select * from top_bodies except select * from new_top)
              union all select * from (select * from new_top except select * from top_bodies))
        cross join main.project_organizations as link using (organization_id, role)
        where project_id not in (select id from temp.come_projects)
        """
    )
    database.execute("create unique index temp.moved_projects_id on moved_projects (id)")
    with _only_moved(database):
        _note(database, Side.GONE, groups)
        database.execute("delete from top_bodies")
        database.execute("insert into top_bodies select * from new_top")
        _note(database, Side.COME, groups)
    with changes.only(Side.COME, shown):
        _note(database, Side.COME, groups)
    _apply(database, groups)
    for table in ("new_top", "moved_projects"):
        database.execute(f"drop table temp.{table}")


def _only_moved(database: sqlite3.Connection) -> AbstractContextManager[None]:
    """Let projects and their bodies be those of ``moved_projects`` alone."""
    rows = {
        table: f"select {table}.* from temp.moved_projects as moved "
        f"cross join main.{table} on main.{table}.{key} = moved.id"
        for table, key in (("projects", "id"), ("project_organizations", "project_id"))
    }
    return meaning(database, rows)


def _change_partners(
    database: sqlite3.Connection, changes: Changes, shown: list[str], before: set[int]
) -> None:
    """Change what is counted of bodies beside bodies of many projects. A body that has so many now
    is counted, one that has no longer so many is left out."""
    now = partnered(database)
    roles = ", ".join("?" * len(ROLES))
    database.executemany(
        f"delete from counts where subject = ? and subject_id = ? and part = '' "
        f"and dimension in ({roles})",
        [(CountSubject.BODY.value, number, *ROLES) for number in before - now],
    )
    with named_partnered(database, before & now):
        for side in Side:
            with changes.only(side, shown):
                database.execute(_PARTNER_FIGURES, (side.value,))
    _apply(database, [])
    count_partners(database, now - before)


def _count_statements(database: sqlite3.Connection) -> None:
    database.execute("delete from counts where dimension = ?", (STATED_PUBLISHED,))
    with _all_narrow(database):
        count(database, [groups_of_statements()])
