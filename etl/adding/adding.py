"""Notices added to a catalogue that was made before, if nothing else changed."""

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from etl.adding.before import Before
from etl.adding.change import change
from etl.adding.inputs import MadeAnewError, read_alike, what_was_added
from etl.adding.kept_store import FILE, KeptStore
from etl.adding.part import Part, part_of, store_for
from etl.adding.seal import is_sealed
from etl.catalogue import Catalogue, ReadNotice, keep_notice
from etl.catalogue_problems import (
    LinkedRows,
    body_addresses,
    overlapping_lists,
    stale_corrections,
)
from etl.database.load import Held
from etl.freshness import code_digest
from etl.inputs.curation import ALIASES, CORRECTIONS, ORGANIZATIONS, load_curation
from etl.inputs.notices import UNCONFIRMED, load_all_notices
from etl.kept_reading import KeptReading, Reading
from etl.outcomes.coverage import Coverage, Meant, meant_by
from etl.outcomes.curated import load_outcomes, problems_of_some
from etl.outcomes.events import Event
from etl.outcomes.links import LINKS, link_problems
from etl.outcomes.outcome_store import put_outcome
from etl.outcomes.sites import unknown_sites
from etl.policy.policy_files import load_policy
from etl.problems import CatalogueError, Problem, errors_of, raise_if_any
from etl.quality.survey import Survey
from etl.writing import new_file

_AT_ONCE = 1 << 20
# The inputs that say which bodies a cell names.
_BODIES = tuple(f"curation/{name}" for name in (ORGANIZATIONS, ALIASES))


@dataclass(frozen=True)
class Addition:
    """How many notices were added, what the catalogue holds now, and what is warned of."""

    notices: int
    held: Held
    warnings: tuple[Problem, ...]
    changed: bool = True


@dataclass(frozen=True)
class Place:
    """Where a catalogue and its inputs stand; ``inputs`` are the SHA-256 of these by name."""

    sources: Path
    curation: Path
    database: Path
    inputs: Mapping[str, str]


def add(kept_in: Path, place: Place, progress: Callable[[str], None], reading: Reading) -> Addition:
    """Add to a catalogue what was added to its inputs. Raises :class:`MadeAnewError` where it has
    to be made anew from all of them, ``CatalogueError`` with every problem of what was added."""
    if not (kept_in / FILE).exists():
        raise MadeAnewError("nothing was kept yet")
    if not is_sealed(kept_in, place.database):
        raise MadeAnewError("what was kept, or the catalogue, is not there as it was left")
    with KeptStore.old(kept_in) as kept:
        before = kept.before
        if before.code != code_digest():
            raise MadeAnewError("the program changed")
        if before.inputs == place.inputs:
            return _as_it_is(place.database, before)
        adding = _Adding(place, kept, before)
        part = adding.read(progress, KeptReading(kept_in, place.curation, adding.known), reading)
        with new_file(place.database) as temporary:
            progress("storing")
            _copy(place.database, temporary)
            survey = Survey(kept.connection)
            held = change(temporary, part, survey, place.inputs, progress)
        warnings = tuple(dict.fromkeys((*adding.warnings_before(), *adding.problems)))
        adding.keep(part, warnings)
    return Addition(len(adding.added.notices), held, warnings)


def _as_it_is(database: Path, before: Before) -> Addition:
    """Of a catalogue to whose inputs nothing was added."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as catalogue:
        return Addition(0, Held.of(catalogue), before.problems, changed=False)


class _Adding:
    """The inputs of now beside what was kept of those before."""

    def __init__(self, place: Place, kept: KeptStore, before: Before) -> None:
        self.place, self.kept, self.before = place, kept, before
        self.problems: list[Problem] = []
        try:
            self.known = load_curation(place.curation)
            notices = load_all_notices(place.sources)
        except CatalogueError:
            raise MadeAnewError("its inputs have faults") from None
        self.curated = load_outcomes(place.curation, after=before.outcome_lines)
        self.policy = load_policy(place.curation)
        if errors_of((*self.curated.problems, *self.policy.problems)):
            raise MadeAnewError("its inputs have faults")
        self.problems.extend(notices.warnings)
        self.added = what_was_added(
            before, place.inputs, place.curation, self.known, self.curated.links, notices.confirmed
        )
        if any(before.inputs.get(name) != place.inputs.get(name) for name in _BODIES):
            read_alike(kept.asked(), self.known)

    def read(self, progress: Callable[[str], None], keeping: KeptReading, reading: Reading) -> Part:
        """Read what was added, and what it reaches."""
        store = store_for(self.kept)
        last = max(store.lists, default=0)
        read: list[ReadNotice] = []
        to_read = [notice for notice in self.added.notices if not keeping.has(notice)]
        read_now = reading(to_read, self.known)
        for notice in self.added.notices:
            if any(found.id < last for found in notice.declared.lists):
                raise MadeAnewError(f"a list of {notice.declared.slug} comes before others")
            progress(f"reading {notice.declared.slug}")
            extractions = self.kept.noting(keeping.read(notice, read_now))
            read.append(keep_notice(store, notice, extractions, self.problems))
        raise_if_any(self.problems)
        with closing(sqlite3.connect(self.place.database)) as database:
            part = part_of(
                self.kept,
                read,
                store,
                self.added,
                self.known,
                self.curated,
                self.policy,
                _coverage(database, self.curated.events),
                lambda ids: _domains(database, ids),
            )
            self._look_at(part, database)
        return part

    def _look_at(self, part: Part, database: sqlite3.Connection) -> None:
        """Look for all that may be wrong of what was added, as a build of the whole does."""
        catalogue, curation = part.catalogue, self.place.curation
        slugs = {found.slug for read in catalogue.notices for found, _ in read.lists}
        mine = [
            correction
            for correction in self.known.corrections
            if correction.project.rpartition("-")[0] in slugs
        ]
        self.problems.extend(stale_corrections(catalogue, mine, curation / CORRECTIONS))
        self.problems.extend(overlapping_lists(catalogue))
        codes = _Codes(catalogue, database)
        rows = LinkedRows(catalogue)
        self.problems.extend(link_problems(self.added.links, rows, codes, curation / LINKS))
        raise_if_any(self.problems)
        self.problems.extend(problems_of_some(catalogue.known, codes))
        bodies = body_addresses(self.known, curation / ORGANIZATIONS)
        self.problems.extend(unknown_sites(self.curated.sites, bodies))
        raise_if_any(self.problems)

    def warnings_before(self) -> list[Problem]:
        """What was warned of before; of notices that were left out, only those that still are."""
        return [found for found in self.before.problems if found.kind != UNCONFIRMED]

    def keep(self, part: Part, warnings: Iterable[Problem]) -> None:
        """Keep what was added for the next build."""
        kept, store = self.kept.connection, part.catalogue.entries
        new = {found.id for read in part.catalogue.notices for found, _ in read.lists}
        marks = ", ".join(map(str, sorted(new))) or "null"
        of_new = store.connection.execute(f"select * from entries where list in ({marks})")
        kept.executemany("insert into entries values (?, ?, ?, ?, ?, ?)", of_new)
        self.kept.keep_lists((store.lists[number] for number in sorted(new)), store.highest)
        self.kept.keep_named(
            store.entries(f"select list, data from entries where list in ({marks}) and is_standard")
        )
        (place,) = kept.execute("select coalesce(max(place), 0) from outcomes").fetchone()
        for number, outcome in enumerate(part.outcomes, start=place + 1):
            put_outcome(kept, number, outcome)
        added = {one.folder.name: one.declared.id for one in self.added.notices}
        notices = {**self.before.notices, **added}
        self.kept.remember(
            Before.made_of(self.place.inputs, notices, self.known, self.curated, warnings)
        )


class _Codes:
    """The codes of projects: those of a part, and those that were there before."""

    def __init__(self, part: Catalogue, database: sqlite3.Connection) -> None:
        self._part, self._database = part.projects, database

    def __contains__(self, code: object) -> bool:
        sql = "select 1 from projects where code = ?"
        return code in self._part or self._database.execute(sql, (code,)).fetchone() is not None


def _copy(source: Path, target: Path) -> None:
    """Copy a file by reading and writing it: asking the system to copy it takes several times as
    much of the processor on virtual disks."""
    with source.open("rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new, _AT_ONCE)


def _coverage(database: sqlite3.Connection, events: Iterable[Event]) -> Coverage:
    """How many projects the events mean, as was counted before: no new project is meant."""
    counted = {
        (event, position): count
        for event, position, count in database.execute(
            "select event_id, position, counted from event_subjects"
        )
    }
    counts: dict[Meant, int] = {
        meant_by(subject): counted[event.id, position]
        for event in events
        for position, subject in enumerate(event.subjects, start=1)
    }
    return Coverage.counted(counts)


def _domains(database: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str | None]:
    found: dict[int, str | None] = {}
    for number in ids:
        sql = "select domain from projects where id = ?"
        for (domain,) in database.execute(sql, (number,)):
            found[number] = domain
    return found
