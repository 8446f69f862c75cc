"""The build: sources and curation → a checked catalogue, in one step or not at all."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from etl.adding.adding import Place, add
from etl.adding.inputs import MadeAnewError
from etl.adding.kept_store import KeptStore
from etl.adding.seal import seal
from etl.catalogue import Catalogue, keep_notice
from etl.catalogue_problems import LinkedRows, body_addresses, overlapping_lists, stale_corrections
from etl.checks import check_database
from etl.circles import rarely_looking
from etl.database.dump import dump
from etl.database.load import load
from etl.database.recorded import is_as_recorded
from etl.freshness import input_hashes
from etl.inputs.curation import CORRECTIONS, ORGANIZATIONS, load_curation
from etl.inputs.notices import Notice, load_all_notices
from etl.kept_reading import KeptReading, Reading, reading_here
from etl.outcomes.curated import load_outcomes
from etl.outcomes.links import LINKS, link_problems
from etl.outcomes.sites import unknown_sites
from etl.paths import CURATION, DATABASE, SOURCES
from etl.policy.policy_files import load_policy
from etl.problems import CatalogueError, Problem, raise_if_any
from etl.projects.entry_store import EntryStore
from etl.writing import alone_in, new_file, writing

Progress = Callable[[str], None]


@dataclass(frozen=True)
class BuildResult:
    """What a build did. ``changed`` is false when the catalogue was equal already and was left
    as it is; ``warnings`` are problems that do not stop a build. Where something was kept,
    ``added`` is the number of notices that were added to the catalogue of before, or else
    ``anew_because`` says why all of it was made anew."""

    database: Path
    changed: bool
    projects: int
    findings: int
    warnings: tuple[Problem, ...]
    added: int | None = None
    anew_because: str = ""


@rarely_looking()
def build(
    sources: Path = SOURCES,
    curation: Path = CURATION,
    database: Path = DATABASE,
    progress: Progress = lambda _: None,
    kept: Path | None = None,
    reading: Reading = reading_here,
) -> BuildResult:
    """Build the catalogue. Raises ``CatalogueError`` with every problem of the stage that
    stopped; the old file then stays as it is. In the folder ``kept`` it is kept what the next
    build needs to add to this catalogue what will have been added to its inputs, or else to read
    only what changed. ``reading`` says who reads notices."""
    inputs = input_hashes(sources, curation)
    place = Place(sources, curation, database, inputs)
    if kept is None:
        return _made(place, progress, reading)
    with writing(kept):
        kept.mkdir(parents=True, exist_ok=True)
    with alone_in(kept):
        try:
            addition = add(kept, place, progress, reading)
        except MadeAnewError as why:
            with KeptStore.new(kept) as store:
                made = _made(place, progress, reading, kept, store)
            seal(kept, database)
            return replace(made, anew_because=why.reason)
        seal(kept, database)
    held = addition.held
    return BuildResult(
        database,
        addition.changed,
        held.projects,
        held.findings,
        addition.warnings,
        addition.notices,
    )


def _made(
    place: Place,
    progress: Progress,
    reading: Reading,
    kept: Path | None = None,
    store: KeptStore | None = None,
) -> BuildResult:
    """The catalogue, made of all inputs."""
    database = place.database
    catalogue, warnings = read_catalogue(
        place.sources, place.curation, progress, kept, reading, store
    )
    progress("storing")
    changed = True
    with new_file(database) as temporary:
        held = load(catalogue, temporary, place.inputs)
        progress("checking")
        raise_if_any([problem.in_file("new catalogue") for problem in check_database(temporary)])
        if database.exists() and _equal(temporary, database):
            changed = False
            temporary.unlink()
    if store is not None:
        store.keep(catalogue, place.inputs, warnings)
    return BuildResult(database, changed, held.projects, held.findings, tuple(warnings))


def read_catalogue(
    sources: Path = SOURCES,
    curation: Path = CURATION,
    progress: Progress = lambda _: None,
    kept: Path | None = None,
    reading: Reading = reading_here,
    kept_store: KeptStore | None = None,
) -> tuple[Catalogue, list[Problem]]:
    """Read everything and check it. Returns the catalogue and the warnings; raises
    ``CatalogueError`` with every error of every notice. ``kept`` and ``reading`` as for
    :func:`build`; entries and outcomes are put down in ``kept_store``, if there is one."""
    problems: list[Problem] = []
    known = None
    notices: list[Notice] = []
    left_out: list[Problem] = []
    try:
        known = load_curation(curation)
    except CatalogueError as error:
        problems.extend(error.problems)
    try:
        loaded = load_all_notices(sources)
        notices, left_out = list(loaded.confirmed), loaded.warnings
    except CatalogueError as error:
        problems.extend(error.problems)
    connection = kept_store.connection if kept_store else None
    outcomes = load_outcomes(curation, connection)
    policy = load_policy(curation)
    if problems:
        problems.extend((*outcomes.problems, *policy.problems))
    raise_if_any(problems)
    assert known is not None
    problems.extend(left_out)
    read = []
    store = EntryStore(connection)
    keeping = None if kept is None else KeptReading(kept, curation, known)
    to_read = (notice for notice in notices if not (keeping and keeping.has(notice)))
    read_now = reading(to_read, known)
    for notice in notices:
        progress(f"reading {notice.declared.slug}")
        extractions = keeping.read(notice, read_now) if keeping else read_now(notice)
        if kept_store:
            extractions = kept_store.noting(extractions)
        read.append(keep_notice(store, notice, extractions, problems))
    raise_if_any(problems)
    if keeping:
        keeping.forget_others()
    catalogue = Catalogue(tuple(read), store, known, outcomes, policy, surveyed_in=connection)
    problems.extend(stale_corrections(catalogue, known.corrections, curation / CORRECTIONS))
    problems.extend(overlapping_lists(catalogue))
    problems.extend(
        link_problems(outcomes.links, LinkedRows(catalogue), catalogue.projects, curation / LINKS)
    )
    raise_if_any(problems)
    problems.extend(catalogue.outcome_problems())
    problems.extend(unknown_sites(outcomes.sites, body_addresses(known, curation / ORGANIZATIONS)))
    problems.extend(catalogue.policy_problems())
    raise_if_any(problems)
    return catalogue, problems


def _equal(new: Path, old: Path) -> bool:
    """Whether an old file may stay. One that was changed since it was made may not: dumps leave
    out the search index."""
    try:
        pairs = zip_longest(dump(new), dump(old))
        return is_as_recorded(old) and all(one == other for one, other in pairs)
    except sqlite3.DatabaseError:
        return False
