"""The part of a catalogue that added notices reach, as a small catalogue of its own: of it every
row of what is reached is made as in a build of the whole.

Reached is what shares a plan number or an accepted link with a new entry: all entries of the same
projects, and the announcements of their standards. Of these projects and of the standards that they
and the new entries name everything is there that was ever said. Of others, which say something of
the same standards, only as much is there as that takes; their rows stay as they are.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from etl.adding.inputs import Added, MadeAnewError
from etl.adding.kept_store import KeptStore
from etl.catalogue import Catalogue, ReadNotice
from etl.inputs.curation import Curation
from etl.outcomes.coverage import Coverage
from etl.outcomes.curated import CuratedOutcomes
from etl.outcomes.loading import Outcome
from etl.outcomes.outcome_store import Outcomes, named, outcomes_at
from etl.policy.link_store import ProjectLinks
from etl.policy.policy_files import CuratedPolicy
from etl.projects.announcements import listed_standards
from etl.projects.entry_store import EntryStore
from etl.projects.project_view import Projects

_TABLES = """
create temp table reached_entries (id integer primary key);
create temp table reached_keys (key text primary key);
create temp table linked (entry integer, project integer);
create temp table reached_projects (code text primary key);
create temp table reached_standards (id integer primary key);
create temp table reached_editions (edition text primary key);
"""
# One step further: entries with the same plan number or a link, and their plan numbers.
_FURTHER = (
    "insert or ignore into reached_entries select id from entries "
    "where key in (select key from reached_keys)",
    "insert or ignore into reached_entries select project from linked "
    "where entry in (select id from reached_entries)",
    "insert or ignore into reached_entries select entry from linked "
    "where project in (select id from reached_entries)",
    "insert or ignore into reached_keys select key from entries "
    "where id in (select id from reached_entries) and key is not null",
)
_STATED_TOO = """
insert or ignore into reached_entries
select entry from named where standard in (select id from reached_standards)
union select entry from named where edition in (select edition from reached_editions)
"""
_PLACES = """
select place from outcomes where project in (select code from reached_projects)
union select place from numbers where standard in (select id from reached_standards)
union select place from numbers where edition in (select edition from reached_editions)
"""


@dataclass(frozen=True)
class Part:
    """The small catalogue, and the ids of the projects, entries and standards of which all is
    there. ``outcomes`` are those that were added."""

    catalogue: Catalogue
    projects: frozenset[int]
    entries: frozenset[int]
    standards: frozenset[int]
    outcomes: Sequence[Outcome]


def store_for(kept: KeptStore) -> EntryStore:
    """A store for new entries that knows the lists of all others."""
    store = EntryStore()
    for source, highest in kept.lists():
        store.add_list(source, highest)
    return store


def part_of(
    kept: KeptStore,
    read: Sequence[ReadNotice],
    store: EntryStore,
    added: Added,
    known: Curation,
    curated: CuratedOutcomes,
    policy: CuratedPolicy,
    coverage: Coverage,
    domain_before: Callable[[Iterable[int]], dict[int, str | None]],
) -> Part:
    """The part that the entries of ``store`` reach, which are those of the new notices ``read``.
    The outcomes of ``curated`` are those that were added; ``domain_before`` tells the domains of
    those of the projects with some ids which were there before. Raises :class:`MadeAnewError` if a
    project goes or gets another domain: what was said of it elsewhere is to be looked at again."""
    reach = _Reach(kept.connection, store, curated)
    of_new = store.connection.execute("select id, key from entries").fetchall()
    outcomes = tuple(curated.outcomes)
    seeds = [
        *(outcome.project for outcome in outcomes),
        *(code for link in added.links for code in (link.entry, link.project)),
    ]
    store.take(reach.grow((key for _, key in of_new), seeds))
    entries = frozenset(reach.entries() | {number for number, _ in of_new})

    joined = {link.entry: link.project for link in curated.links}
    projects, codes = _projects_of(Projects(store, joined), entries)
    listed = listed_standards(store.about_standards())
    standards = {found for standard in listed for found in named(standard.numbers)}
    store.take(reach.grow_to_standards(codes.values(), outcomes, standards))

    small = Outcomes(chain(outcomes_at(kept.connection, _PLACES), outcomes))
    links = ProjectLinks(
        link for code in sorted(codes.values()) for link in policy.links.of_project(code)
    )
    catalogue = Catalogue(
        tuple(read),
        store,
        known,
        replace(curated, outcomes=small),
        replace(policy, links=links),
        coverage,
    )
    part = Part(catalogue, projects, entries, reach.standards(), outcomes)
    reach.close()
    _see_what_was(part, codes, domain_before(sorted(entries)))
    return part


class _Reach:
    """Ids and plan numbers that are reached, in temporary tables beside what is kept."""

    def __init__(
        self, kept: sqlite3.Connection, store: EntryStore, curated: CuratedOutcomes
    ) -> None:
        self._kept = kept
        self._store = store
        for statement in _TABLES.split(";")[:-1]:
            kept.execute(statement)
        kept.executemany(
            "insert into linked values (?, ?)",
            ((self._id(link.entry), self._id(link.project)) for link in curated.links),
        )

    def _id(self, code: str) -> int | None:
        try:
            return self._store.known_id(code)
        except (KeyError, ValueError):
            return None  # a fault of curation, which is named where links and outcomes are checked

    def grow(self, keys: Iterable[str | None], codes: Iterable[str]) -> list[tuple[object, ...]]:
        """Reach all that shares a plan number or a link with plan numbers and codes of entries.
        Gives the rows of the entries that are reached."""
        self._kept.executemany(
            "insert or ignore into reached_keys values (?)", ((key,) for key in keys if key)
        )
        self._kept.executemany(
            "insert or ignore into reached_entries values (?)",
            ((found,) for code in codes if (found := self._id(code)) is not None),
        )
        return self._grown()

    def grow_to_standards(
        self,
        projects: Iterable[str],
        outcomes: Iterable[Outcome],
        standards: Iterable[tuple[int, str | None]],
    ) -> list[tuple[object, ...]]:
        """Reach the standards of projects, given by their codes, of outcomes, and ``standards``;
        then all entries that name one of them. Gives the rows of the entries."""
        self._kept.executemany(
            "insert or ignore into reached_projects values (?)", ((code,) for code in projects)
        )
        of_outcomes = (found for outcome in outcomes for found in named(outcome.numbers))
        before = self._kept.execute(
            "select distinct numbers.standard, edition from numbers join outcomes using (place) "
            "where project in (select code from reached_projects)"
        ).fetchall()
        for number, edition in chain(standards, of_outcomes, before):
            self._kept.execute("insert or ignore into reached_standards values (?)", (number,))
            if edition is not None:
                self._kept.execute("insert or ignore into reached_editions values (?)", (edition,))
        self._kept.execute(_STATED_TOO)
        return self._grown()

    def _grown(self) -> list[tuple[object, ...]]:
        self._kept.execute(_FURTHER[-1])
        while any(self._kept.execute(sql).rowcount > 0 for sql in _FURTHER):
            pass
        return self._kept.execute(
            "select id, list, key, day, is_standard, data from entries "
            "where id in (select id from reached_entries)"
        ).fetchall()

    def entries(self) -> set[int]:
        """The entries that are reached and were there before."""
        return {
            number
            for (number,) in self._kept.execute(
                "select id from entries where id in (select id from reached_entries)"
            )
        }

    def standards(self) -> frozenset[int]:
        """The standards that are reached."""
        return frozenset(
            number for (number,) in self._kept.execute("select id from reached_standards")
        )

    def close(self) -> None:
        """Forget what is reached."""
        for statement in _TABLES.split(";")[:-1]:
            self._kept.execute(f"drop table temp.{statement.split()[3]}")


def _projects_of(
    projects: Projects, entries: frozenset[int]
) -> tuple[frozenset[int], dict[int, str]]:
    """The ids of the projects that entries are about, and their codes."""
    found: set[int] = set()
    codes: dict[int, str] = {}
    for listed, project in projects.entries():
        codes[listed.id] = listed.code
        if project is not None and listed.id in entries:
            found.add(project)
    return frozenset(found), {number: codes[number] for number in found}


def _see_what_was(part: Part, codes: dict[int, str], domain_before: dict[int, str | None]) -> None:
    for number, domain in domain_before.items():
        if number not in part.projects:
            raise MadeAnewError(f"project {number} is part of another one now")
        project = part.catalogue.projects.get(codes[number])
        if project is None or project.record.domain != domain:
            raise MadeAnewError(f"{codes[number]} has another domain now")
