"""What is counted of a catalogue: groups of rows, as SQL, whether of all rows or of those that went
or came.

The SQL names tables as they are called in the catalogue. What a name means is up to whoever runs
it: all rows, or those of one side of a change (:class:`etl.database.changes.Changes`). ``narrow``
and ``top_bodies`` are temporary tables that the caller makes.
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

ROLES = tuple(role.value for role in Role)
# The columns of projects that are counted.
NARROW = (
    "select id, list_id, mandate, project_type, domain, industry, year, status, evidence_rank, "
    "published_year, status_as_of from {projects}"
)
# The bodies with most projects in each role.
TOP = f"""
select part as role, subject_id as organization_id
from (
  select part, subject_id,
         row_number() over (partition by part order by sum(counted) desc, subject_id) as place
  from counts
  where subject = '{CountSubject.BODY}' and part <> '' and dimension = '{TOTAL}'
  group by part, subject_id
)
where place <= {TOP_BODIES}
"""
_PARTNERED = f"""
select subject_id as organization_id from counts
where subject = '{CountSubject.BODY}' and part = '' and dimension = '{TOTAL}'
group by subject_id having sum(counted) > ?
"""
# Pairs of bodies in a project: those of the temporary table ``partnered`` with each other one.
PAIRS = """
from partnered
join project_organizations as mine on mine.organization_id = partnered.organization_id
join project_organizations as other
  on other.project_id = mine.project_id and other.organization_id <> mine.organization_id
"""
_OF_BODIES = ("domain", "industry", "year")
# Projects of notices, lists and domains of which an authority said that all are published.
_STATED = f"""
(with whole as (
   select event_subjects.* from event_subjects join events on events.id = event_id
   where kind = '{EventKind.APPROVED}' and stated_count = counted and contradicts_id is null
 )
 select narrow.id
 from narrow join lists on lists.id = narrow.list_id
 where narrow.list_id in (select list_id from whole)
    or narrow.id in (select project_id from whole)
    or lists.notice_id in (select notice_id from whole where scope = '通知')
    or (lists.notice_id, narrow.domain) in (
      select notice_id, domain from whole where scope = '领域'))
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


@dataclass(frozen=True)
class Groups:
    """What is counted of a subject. ``source`` is SQL of rows, with a row for each that is counted;
    ``id``, ``part``, ``first`` and ``as_of`` are SQL of one of them, and ``columns`` those by whose
    values is counted; ``total`` is what all of them together are called, None where they are not
    counted."""

    subject: CountSubject
    source: str
    columns: Sequence[str]
    id: str = "0"
    part: str = "''"
    mandate: str = "mandate"
    first: str = "id"
    as_of: str = "status_as_of"
    total: str | None = TOTAL

    def grouped(self) -> str:
        """SQL that groups the rows by all columns at once, which leaves few groups."""
        columns = "".join(f", {name}" for name in self.columns)
        keys = ", ".join(str(place) for place in range(1, len(self.columns) + 4))
        return (
            f"select {self.id} as id, {self.part} as part, {self.mandate} as mandate{columns}, "
            f"count(*) as counted, min({self.first}) as first, max({self.as_of}) as as_of "
            f"from {self.source} group by {keys}"
        )

    def figures(self) -> Iterator[str]:
        """SQL of the figures by one column after the other, out of the table ``grouped``."""
        if self.total is not None:
            yield self._by(self.total, "''", "null")
        for name in self.columns:
            yield self._by(name, f"coalesce(cast({name} as text), '')", name)

    def _by(self, dimension: str, value: str, raw: str) -> str:
        return (
            f"select '{self.subject}' as subject, id as subject_id, part, "
            f"'{dimension}' as dimension, {value} as value, coalesce(mandate, '') as mandate, "
            f"sum(counted) as counted, min(first) as first, max(as_of) as as_of, "
            f"max({raw}) as raw, max(mandate) as raw_mandate from grouped group by 2, 3, 5, 6"
        )

    def first_of(self, dimension: str) -> str:
        """SQL of the first of one figure: of its subject's id, part, mandate and value, as rows
        have them."""
        return f"select {self.first} {self._of(dimension)} order by 1 limit 1"

    def newest_of(self, dimension: str) -> str:
        """SQL of the newest date of one figure, likewise."""
        return f"select max({self.as_of}) {self._of(dimension)}"

    def _of(self, dimension: str) -> str:
        by_value = "? is null" if dimension == self.total else f"{dimension} is ?"
        return (
            f"from {self.source} "
            f"where {self.id} is ? and {self.part} is ? and {self.mandate} is ? and {by_value}"
        )


def groups_of_rows() -> Iterator[Groups]:
    own = ("project_type", "domain", "industry", "year", "status", "evidence_rank")
    yield Groups(CountSubject.CATALOGUE, "narrow", (*own, "published_year"))
    linked = "narrow on narrow.id = project_id"
    yield Groups(
        CountSubject.BODY,
        f"{_BODY_PROJECTS} join {linked}",
        ("project_type", "domain", "year"),
        id="organization_id",
    )
    yield Groups(
        CountSubject.BODY,
        f"project_organizations join {linked}",
        ("project_type", "year"),
        id="organization_id",
        part="role",
    )
    for role in ROLES:
        yield Groups(
            CountSubject.NO_BODY,
            "(select * from narrow where not exists (select 1 from project_organizations "
            f"where project_id = narrow.id and role = '{role}'))",
            _OF_BODIES,
            part=f"'{role}'",
            mandate="null",
        )
    yield Groups(
        CountSubject.LIST,
        _ENTRIES,
        ("domain", "industry", "project_type", "status"),
        id="list_id",
        first="seq",
    )
    yield Groups(
        CountSubject.LIST_PROJECTS,
        "narrow",
        ("project_type", "status"),
        id="list_id",
        part="coalesce(domain, '')",
    )
    yield from _of_policy()
    yield groups_of_statements()
    yield Groups(CountSubject.FINDINGS, "findings", ("kind",), mandate="null", as_of="null")
    yield Groups(
        CountSubject.STANDARDS,
        f"(select *, substr(published_on, 1, 7) as {PUBLISHED_MONTH} from standards)",
        (PUBLISHED_MONTH,),
        part="role",
        mandate="null",
        as_of="null",
    )


def partnered(database: sqlite3.Connection) -> set[int]:
    """The bodies with more projects than those whose partners are counted when a page asks, by the
    counts of bodies."""
    return {number for (number,) in database.execute(_PARTNERED, (COUNTED_AT_REQUEST,))}


def groups_of_statements() -> Groups:
    """What authorities said of whole lists, notices and domains."""
    return Groups(
        CountSubject.CATALOGUE,
        _STATED,
        (),
        mandate="null",
        as_of="null",
        total=STATED_PUBLISHED,
    )


def groups_of_top() -> Iterator[Groups]:
    """What depends on which bodies have most projects in a role."""
    linked = "join narrow on narrow.id = project_id"
    for role in ROLES:
        top = f"(select organization_id from top_bodies where role = '{role}')"
        yield Groups(
            CountSubject.BODY,
            f"(select * from project_organizations where role = '{role}' "
            f"and organization_id in {top}) {linked}",
            ("domain", "industry"),
            id="organization_id",
            part=f"'{role}'",
            mandate="null",
            total=None,
        )
        yield Groups(
            CountSubject.OTHER_BODIES,
            f"(select distinct project_id from project_organizations where role = '{role}' "
            f"and organization_id not in {top}) {linked}",
            _OF_BODIES,
            part=f"'{role}'",
            mandate="null",
        )


def _of_policy() -> Iterator[Groups]:
    linked = "join narrow on narrow.id = project_id"
    competent = f"project_organizations.role = '{Role.COMPETENT}'"
    yield Groups(
        CountSubject.MEASURE,
        f"measure_projects {linked}",
        ("status",),
        id="measure_id",
        part="confidence",
        mandate="null",
        total=None,
    )
    yield Groups(
        CountSubject.MEASURE,
        f"measure_projects {linked}",
        ("domain",),
        id="measure_id",
        part="cast(year as text)",
        mandate="null",
        total=None,
    )
    for dimension, body in (
        (Role.COMPETENT.value, "organizations.id"),
        (WITH_PARTS, "coalesce(part_of_id, organizations.id)"),
    ):
        yield Groups(
            CountSubject.MEASURE,
            f"(select distinct measure_id, measure_projects.project_id, {body} as {dimension} "
            "from measure_projects join project_organizations using (project_id) "
            f"join organizations on organizations.id = organization_id where {competent}) "
            f"{linked}",
            (dimension,),
            id="measure_id",
            mandate="null",
            total=None,
        )
    yield Groups(
        CountSubject.MEASURE,
        f"(select *, status as {BEHIND} from (select distinct local_measure_id, project_id "
        f"from measure_alignments join measure_projects on measure_id = national_measure_id) "
        f"{linked})",
        (BEHIND,),
        id="local_measure_id",
        mandate="null",
        total=None,
    )
    for part, condition in (
        ("", ""),
        (LinkConfidence.EXPLICIT.value, f"where confidence = '{LinkConfidence.EXPLICIT}'"),
    ):
        yield Groups(
            CountSubject.DOCUMENT,
            "(select distinct document_id, project_id from measure_projects "
            f"join measures on measures.id = measure_id {condition}) {linked}",
            ("status",),
            id="document_id",
            part=f"'{part}'",
            mandate="null",
            total=None,
        )
