"""The build: sources and curation → a checked catalogue, in one step or not at all."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from etl.catalogue import LIST_SIZE, Catalogue, ReadNotice, project_code
from etl.checks import check_database
from etl.database.dump import dump
from etl.database.load import load
from etl.database.recorded import is_as_recorded
from etl.extract import extract_file
from etl.freshness import input_hashes
from etl.inputs.curation import CORRECTIONS, load_curation
from etl.inputs.notices import Notice, load_notices
from etl.outcomes.curated import all_problems, load_outcomes
from etl.paths import CURATION, DATABASE, SOURCES, shown
from etl.policy.policy_files import load_policy
from etl.problems import CatalogueError, Problem, raise_if_any
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


def build(
    sources: Path = SOURCES,
    curation: Path = CURATION,
    database: Path = DATABASE,
    progress: Progress = lambda _: None,
) -> BuildResult:
    """Build the catalogue. Raises ``CatalogueError`` with every problem of the stage that
    stopped; the old file then stays as it is."""
    inputs = input_hashes(sources, curation)
    catalogue, warnings = read_catalogue(sources, curation, progress)
    progress("storing")
    changed = True
    with new_file(database) as temporary:
        load(catalogue, temporary, inputs)
        progress("checking")
        raise_if_any([problem.in_file("new catalogue") for problem in check_database(temporary)])
        if database.exists() and _equal(temporary, database):
            changed = False
            temporary.unlink()
    return BuildResult(
        database, changed, len(catalogue.projects), len(catalogue.findings), tuple(warnings)
    )


def read_catalogue(
    sources: Path = SOURCES, curation: Path = CURATION, progress: Progress = lambda _: None
) -> tuple[Catalogue, list[Problem]]:
    """Read everything and check it. Returns the catalogue and the warnings; raises
    ``CatalogueError`` with every error of every notice."""
    problems: list[Problem] = []
    known = None
    notices: list[Notice] = []
    try:
        known = load_curation(curation)
    except CatalogueError as error:
        problems.extend(error.problems)
    try:
        notices = load_notices(sources)
    except CatalogueError as error:
        problems.extend(error.problems)
    outcomes = load_outcomes(curation)
    policy = load_policy(curation)
    if problems:
        problems.extend((*outcomes.problems, *policy.problems))
    raise_if_any(problems)
    assert known is not None
    read = []
    for notice in notices:
        progress(f"reading {notice.declared.slug}")
        extraction = extract_file(notice.document, known, notice)
        problems.extend(extraction.problems)
        read.append(ReadNotice(notice, extraction))
    raise_if_any(problems)
    catalogue = Catalogue(tuple(read), known, outcomes, policy)
    problems.extend(_stale_corrections(catalogue, curation / CORRECTIONS))
    problems.extend(_oversized_lists(catalogue))
    problems.extend(all_problems(outcomes, catalogue.listed))
    problems.extend(catalogue.policy_problems())
    raise_if_any(problems)
    return catalogue, problems


def _stale_corrections(catalogue: Catalogue, path: Path) -> list[Problem]:
    """Corrections that were not applied: their project or their printed value is not there."""
    applied = {
        (project_code(found.slug, correction.seq), correction.correction.field)
        for read in catalogue.notices
        for found, extracted in read.lists()
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


def _oversized_lists(catalogue: Catalogue) -> list[Problem]:
    return [
        Problem(
            "limit_exceeded",
            project.record.place,
            f"number {project.record.seq}",
            f"numbers below {LIST_SIZE}",
            "Record ids leave room for fewer projects in a list; see etl/catalogue.py.",
        )
        for project in catalogue.projects
        if project.record.seq >= LIST_SIZE
    ]


def _equal(new: Path, old: Path) -> bool:
    """Whether an old file may stay. One that was changed since it was made may not: dumps leave
    out the search index."""
    try:
        return is_as_recorded(old) and list(dump(new)) == list(dump(old))
    except sqlite3.DatabaseError:
        return False
