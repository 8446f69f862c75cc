"""The table of counts, filled from the finished rows.

Rows are gone through once for each subject: first they are grouped by all columns at once, which
leaves few groups, then each column is counted over these. Time and memory grow with the rows, but
for bodies that stand beside a body: those of a body with many projects are as many as its
projects have bodies, those of others are counted when a page asks.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schema.counts import (
    BEHIND,
    COUNTED_AT_REQUEST,
    PUBLISHED_MONTH,
    STATED_PUBLISHED,
    TOP_BODIES,
    TOTAL,
    WITH_PARTS,
)
from schema.policy_vocabulary import LinkConfidence
from schema.vocabulary import CountSubject, EventKind, Role

# The columns of projects that are counted, beside one another so that a scan reads little.
_NARROW = """
create temp table narrow (
  id integer primary key, list_id, mandate, project_type, domain, industry, year, status,
  evidence_rank, published_year, status_as_of
);
insert into narrow
select id, list_id, mandate, project_type, domain, industry, year, status, evidence_rank,
       published_year, status_as_of
from projects order by id;
"""
_ROLES = tuple(role.value for role in Role)
_OF_BODIES = ("domain", "industry", "year")
# Projects of notices, lists and domains of which an authority said that all are published.
_STATED = """
with whole as (
  select event_subjects.* from event_subjects join events on events.id = event_id
  where kind = :kind and stated_count = counted and contradicts_id is null
)
select 0 as id, '' as part, null as mandate, count(*) as counted, min(projects.id) as first,
       null as as_of
from projects join lists on lists.id = projects.list_id
where projects.list_id in (select list_id from whole)
   or projects.id in (select project_id from whole)
   or lists.notice_id in (select notice_id from whole where scope = '通知')
   or (lists.notice_id, projects.domain) in (
     select notice_id, domain from whole where scope = '领域')
having count(*) > 0
"""
# Each body with each of its projects once. The index has them in order.
_BODY_PROJECTS = """
(select organization_id, project_id from project_organizations
 group by organization_id, project_id)
"""
_ENTRIES = """
(select entries.list_id, entries.seq,
        coalesce(entries.mandate, json_extract(lists.constants, '$.mandate')) as mandate,
        entries.project_type, entries.domain, entries.industry, narrow.status,
        narrow.status_as_of
 from entries join lists on lists.id = entries.list_id
 left join narrow on narrow.id = entries.project_id)
"""
_PARTNERS = """
insert into counts
  (subject, subject_id, part, dimension, value, mandate, counted, first, as_of)
select '机构', mine.organization_id, '', other.role,
       cast(other.organization_id as text), null, count(distinct mine.project_id),
       min(mine.project_id), null
from project_organizations as mine
join project_organizations as other
  on other.project_id = mine.project_id and other.organization_id <> mine.organization_id
where mine.organization_id in (
  select subject_id from counts
  where subject = '机构' and part = '' and dimension = ''
  group by subject_id having sum(counted) > :most
)
group by mine.organization_id, other.role, other.organization_id
order by mine.organization_id, other.role, other.organization_id
"""


@dataclass(frozen=True)
class _Groups:
    """What is counted of a subject. ``source`` is SQL of rows, with a row for each that is counted;
    ``id``, ``part``, ``first`` and ``as_of`` are SQL of one of them, and ``columns`` those by whose
    values is counted, beside the total."""

    subject: CountSubject
    source: str
    columns: Sequence[str]
    id: str = "0"
    part: str = "''"
    mandate: str = "mandate"
    first: str = "id"
    as_of: str = "status_as_of"
    with_total: bool = True


def fill_counts(database: sqlite3.Connection) -> None:
    """Count everything. The table is empty before."""
    for statement in _NARROW.split(";")[:-1]:
        database.execute(statement)
    for groups in _all_groups():
        _fill(database, groups)
    database.execute(
        _insert(CountSubject.CATALOGUE, STATED_PUBLISHED, "null", f"({_STATED})", grouped=False),
        {"kind": EventKind.APPROVED.value},
    )
    database.execute(_PARTNERS, {"most": COUNTED_AT_REQUEST})
    database.execute("drop table temp.narrow")


def _all_groups() -> Iterator[_Groups]:
    own = ("project_type", "domain", "industry", "year", "status", "evidence_rank")
    yield _Groups(CountSubject.CATALOGUE, "narrow", (*own, "published_year"))
    linked = "narrow on narrow.id = project_id"
    yield _Groups(
        CountSubject.BODY,
        f"{_BODY_PROJECTS} join {linked}",
        ("project_type", "domain", "year"),
        id="organization_id",
    )
    yield _Groups(
        CountSubject.BODY,
        f"project_organizations join {linked}",
        ("project_type", "year"),
        id="organization_id",
        part="role",
    )
    for role in _ROLES:
        yield _Groups(
            CountSubject.BODY,
            f"(select * from project_organizations where role = '{role}' "
            f"and organization_id in ({_top(role)})) join {linked}",
            ("domain", "industry"),
            id="organization_id",
            part=f"'{role}'",
            mandate="null",
            with_total=False,
        )
        yield _Groups(
            CountSubject.OTHER_BODIES,
            f"(select distinct project_id from project_organizations where role = '{role}' "
            f"and organization_id not in ({_top(role)})) join {linked}",
            _OF_BODIES,
            part=f"'{role}'",
            mandate="null",
        )
        yield _Groups(
            CountSubject.NO_BODY,
            "(select * from narrow where not exists (select 1 from project_organizations "
            f"where project_id = narrow.id and role = '{role}'))",
            _OF_BODIES,
            part=f"'{role}'",
            mandate="null",
        )
    yield _Groups(
        CountSubject.LIST,
        _ENTRIES,
        ("domain", "industry", "project_type", "status"),
        id="list_id",
        first="seq",
    )
    yield _Groups(
        CountSubject.LIST_PROJECTS,
        "narrow",
        ("project_type", "status"),
        id="list_id",
        part="coalesce(domain, '')",
    )
    yield from _of_policy()
    yield _Groups(CountSubject.FINDINGS, "findings", ("kind",), mandate="null", as_of="null")
    yield _Groups(
        CountSubject.STANDARDS,
        f"(select *, substr(published_on, 1, 7) as {PUBLISHED_MONTH} from standards)",
        (PUBLISHED_MONTH,),
        part="role",
        mandate="null",
        as_of="null",
    )


def _of_policy() -> Iterator[_Groups]:
    linked = "join narrow on narrow.id = project_id"
    competent = f"project_organizations.role = '{Role.COMPETENT}'"
    yield _Groups(
        CountSubject.MEASURE,
        f"measure_projects {linked}",
        ("status",),
        id="measure_id",
        part="confidence",
        mandate="null",
        with_total=False,
    )
    yield _Groups(
        CountSubject.MEASURE,
        f"measure_projects {linked}",
        ("domain",),
        id="measure_id",
        part="cast(year as text)",
        mandate="null",
        with_total=False,
    )
    for dimension, body in (
        (Role.COMPETENT.value, "organizations.id"),
        (WITH_PARTS, "coalesce(part_of_id, organizations.id)"),
    ):
        yield _Groups(
            CountSubject.MEASURE,
            f"(select distinct measure_id, measure_projects.project_id, {body} as {dimension} "
            "from measure_projects join project_organizations using (project_id) "
            f"join organizations on organizations.id = organization_id where {competent}) "
            f"{linked}",
            (dimension,),
            id="measure_id",
            mandate="null",
            with_total=False,
        )
    yield _Groups(
        CountSubject.MEASURE,
        f"(select *, status as {BEHIND} from (select distinct local_measure_id, project_id "
        f"from measure_alignments join measure_projects on measure_id = national_measure_id) "
        f"{linked})",
        (BEHIND,),
        id="local_measure_id",
        mandate="null",
        with_total=False,
    )
    for part, condition in (
        ("", ""),
        (LinkConfidence.EXPLICIT.value, f"where confidence = '{LinkConfidence.EXPLICIT}'"),
    ):
        yield _Groups(
            CountSubject.DOCUMENT,
            "(select distinct document_id, project_id from measure_projects "
            f"join measures on measures.id = measure_id {condition}) {linked}",
            ("status",),
            id="document_id",
            part=f"'{part}'",
            mandate="null",
            with_total=False,
        )


def _top(role: str) -> str:
    return (
        "select subject_id from counts "
        f"where subject = '{CountSubject.BODY}' and part = '{role}' and dimension = '{TOTAL}' "
        f"group by subject_id order by sum(counted) desc, subject_id limit {TOP_BODIES}"
    )


def _fill(database: sqlite3.Connection, groups: _Groups) -> None:
    columns = "".join(f", {name}" for name in groups.columns)
    keys = ", ".join(str(place) for place in range(1, len(groups.columns) + 4))
    database.execute(
        f"create temp table grouped as select {groups.id} as id, {groups.part} as part, "
        f"{groups.mandate} as mandate{columns}, count(*) as counted, min({groups.first}) as first, "
        f"max({groups.as_of}) as as_of from {groups.source} group by {keys}"
    )
    if groups.with_total:
        database.execute(_insert(groups.subject, TOTAL, "null"))
    for name in groups.columns:
        database.execute(_insert(groups.subject, name, f"cast({name} as text)"))
    database.execute("drop table temp.grouped")


def _insert(
    subject: CountSubject, dimension: str, value: str, source: str = "grouped", grouped: bool = True
) -> str:
    """SQL that counts the groups by one column."""
    sums = "sum(counted), min(first), max(as_of)" if grouped else "counted, first, as_of"
    order = f"{'group by id, part, value, mandate' if grouped else ''} order by 2, 3, 5, 6"
    return (
        "insert into counts "
        "(subject, subject_id, part, dimension, value, mandate, counted, first, as_of) "
        f"select '{subject}', id, part, '{dimension}', {value} as value, mandate, {sums} "
        f"from {source} {order}"
    )
