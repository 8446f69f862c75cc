"""The build: sources and curation → a checked catalogue, in one step or not at all."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from pathlib import Path

from etl.catalogue import Catalogue, keep_notice
from etl.checks import check_database
from etl.circles import rarely_looking
from etl.database.dump import dump
from etl.database.load import load
from etl.database.recorded import is_as_recorded
from etl.freshness import input_hashes
from etl.inputs.curation import CORRECTIONS, ORGANIZATIONS, Curation, load_curation
from etl.inputs.notices import NOTICE_FILE, Notice, load_all_notices
from etl.kept_reading import KeptReading, Reading, reading_here
from etl.outcomes.curated import load_outcomes
from etl.outcomes.links import LINKS, link_problems
from etl.outcomes.sites import Address, unknown_sites
from etl.paths import CURATION, DATABASE, SOURCES, shown
from etl.policy.policy_files import load_policy
from etl.problems import CatalogueError, Problem, raise_if_any
from etl.projects.announcements import listed_standards
from etl.projects.entry_store import EntryStore
from etl.projects.listed import LIST_SIZE, project_code
from etl.writing import new_file

Progress = Callable[[str], None]


@dataclass(frozen=True)
class BuildResult:
    """What a build did. ``changed`` is false when the catalogue was equal already and was left
    as it is; ``warnings`` are problems that do not stop a build."""

    database: Path
    changed: bool
    projects: int
    findings: int
    warnings: tuple[Problem, ...]


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
    stopped; the old file then stays as it is. In the folder ``kept`` it is kept what was read of
    each notice, for the next build. ``reading`` says who reads notices."""
    inputs = input_hashes(sources, curation)
    catalogue, warnings = read_catalogue(sources, curation, progress, kept, reading)
    progress("storing")
    changed = True
    with new_file(database) as temporary:
        loaded = load(catalogue, temporary, inputs)
        progress("checking")
        raise_if_any([problem.in_file("new catalogue") for problem in check_database(temporary)])
        if database.exists() and _equal(temporary, database):
            changed = False
            temporary.unlink()
    return BuildResult(database, changed, loaded.projects, loaded.findings, tuple(warnings))


def read_catalogue(
    sources: Path = SOURCES,
    curation: Path = CURATION,
    progress: Progress = lambda _: None,
    kept: Path | None = None,
    reading: Reading = reading_here,
) -> tuple[Catalogue, list[Problem]]:
    """Read everything and check it. Returns the catalogue and the warnings; raises
    ``CatalogueError`` with every error of every notice. ``kept`` and ``reading`` as for
    :func:`build`."""
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
    outcomes = load_outcomes(curation)
    policy = load_policy(curation)
    if problems:
        problems.extend((*outcomes.problems, *policy.problems))
    raise_if_any(problems)
    assert known is not None
    problems.extend(left_out)
    read = []
    store = EntryStore()
    keeping = None if kept is None else KeptReading(kept, curation, known)
    to_read = (notice for notice in notices if not (keeping and keeping.has(notice)))
    read_now = reading(to_read, known)
    for notice in notices:
        progress(f"reading {notice.declared.slug}")
        extractions = keeping.read(notice, read_now) if keeping else read_now(notice)
        read.append(keep_notice(store, notice, extractions, problems))
    raise_if_any(problems)
    if keeping:
        keeping.forget_others()
    catalogue = Catalogue(tuple(read), store, known, outcomes, policy)
    problems.extend(_stale_corrections(catalogue, curation / CORRECTIONS))
    problems.extend(_overlapping_lists(catalogue))
    problems.extend(
        link_problems(outcomes.links, _LinkedRows(catalogue), catalogue.projects, curation / LINKS)
    )
    raise_if_any(problems)
    problems.extend(catalogue.outcome_problems())
    problems.extend(unknown_sites(outcomes.sites, _body_addresses(known, curation / ORGANIZATIONS)))
    problems.extend(catalogue.policy_problems())
    raise_if_any(problems)
    return catalogue, problems


def _body_addresses(known: Curation, path: Path) -> Iterator[Address]:
    """The addresses that prove the codes of committees."""
    file = shown(path)
    for body in known.organizations:
        for text in body.sac_code_sources.split():
            yield Address(text, file, body.row, "sac_code_sources")


def _stale_corrections(catalogue: Catalogue, path: Path) -> list[Problem]:
    """Corrections that were not applied: their project or their printed value is not there."""
    applied = {
        (project_code(found.slug, correction.seq), correction.correction.field)
        for read in catalogue.notices
        for found, extracted in read.lists
        for correction in extracted.applied
    }
    return [
        Problem(
            "stale_correction",
            f"{correction.project} {correction.field}",
            f"the list does not print {correction.source!r} there",
            "the value as printed",
            "Compare with the notice and change or take out the correction.",
            file=shown(path),
        )
        for correction in catalogue.curation.corrections
        if (correction.project, correction.field) not in applied
    ]


class _LinkedRows:
    """The codes of the rows that a link may name: those of plans and announcements."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._entries = catalogue.entries

    def __contains__(self, code: object) -> bool:
        found = self._entries.get(code) if isinstance(code, str) else None
        if found is None or not found.is_about_standard:
            return found is not None
        return any(standard.is_announced for standard in listed_standards([found]))


def _overlapping_lists(catalogue: Catalogue) -> list[Problem]:
    """Lists whose numbers reach into the ids of the next list."""
    highest = catalogue.entries.highest
    slugs = {of_list.id: of_list.slug for of_list in catalogue.entries.lists.values()}
    ids = sorted(highest)
    return [
        Problem(
            "invalid_notice",
            f"list {slugs[first]}",
            f"its numbers go up to {highest[first]}, and the next list has id {second}",
            f"an id of at least {first + 1 + highest[first] // LIST_SIZE} for list {slugs[second]}",
            f"Each id of a list leaves room for {LIST_SIZE - 1} numbers; choose a greater id in "
            "notice.yml, before the list is published.",
            file=NOTICE_FILE,
        )
        for first, second in pairwise(ids)
        if first + highest[first] // LIST_SIZE >= second
    ]


def _equal(new: Path, old: Path) -> bool:
    """Whether an old file may stay. One that was changed since it was made may not: dumps leave
    out the search index."""
    try:
        pairs = zip_longest(dump(new), dump(old))
        return is_as_recorded(old) and all(one == other for one, other in pairs)
    except sqlite3.DatabaseError:
        return False
