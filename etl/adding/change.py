"""A part of a catalogue → the catalogue changed: rows of what is reached taken out and put in as
they are now, and what is derived from rows changed by what went and came."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from etl.adding.part import Part
from etl.catalogue import Catalogue, subject_of
from etl.checks.changed import check_changed
from etl.database.body_rows import organization_rows
from etl.database.build_info_rows import build_info_rows
from etl.database.changed_codes import change_facet_codes
from etl.database.changes import Changes
from etl.database.count_changes import change_counts
from etl.database.empty_catalogue import head_revision
from etl.database.entry_rows import entry_rows
from etl.database.filled import change_dictionary
from etl.database.finding_rows import DatedSubjects, change_findings
from etl.database.inserting import insert_rows
from etl.database.judgement_rows import correction_rows
from etl.database.load import Held
from etl.database.notice_rows import notice_rows
from etl.database.notice_text_rows import entry_line_rows, notice_line_rows
from etl.database.policy_rows import measure_project_rows
from etl.database.project_rows import project_rows
from etl.database.reconcile import stated_totals
from etl.database.result_rows import result_rows, standard_rows_of
from etl.database.search_changes import change_search_index
from etl.problems import raise_if_any
from etl.quality.survey import Survey
from schema.base import Base
from schema.counts import Count
from schema.evidence import EvidencePage
from schema.models import (
    DATA_DATE,
    BuildInfo,
    Correction,
    Entry,
    Finding,
    List,
    Notice,
    NoticeDocument,
    Organization,
    OrganizationAlias,
    Project,
    ProjectOrganization,
    StatedTotal,
    as_row,
)
from schema.notice_text import EntryLine, NoticeLine
from schema.outcomes import ProjectOutcome, Standard, StandardRelation
from schema.policy import MeasureProject
from schema.rows import AnyRow, Row

# The tables whose rows are made again, by the column that says of which project, entry or standard.
_OF_PROJECTS = {
    Project: "id",
    ProjectOrganization: "project_id",
    ProjectOutcome: "project_id",
    EvidencePage: "project_id",
    MeasureProject: "project_id",
}
_OF_ENTRIES = {Entry: "id", Correction: "entry_id"}
_OF_STANDARDS = {Standard: "id", StandardRelation: "standard_id"}
# To these rows are only added.
_GROWING = (
    Notice,
    NoticeDocument,
    List,
    NoticeLine,
    EntryLine,
    Organization,
    OrganizationAlias,
    StatedTotal,
)
_MADE_LATER = (Finding, BuildInfo, Count)
# Speed before safety: the file is a copy, and not yet in its place.
_PRAGMAS = ("journal_mode = off", "synchronous = off", "cache_size = -65536", "temp_store = file")
TABLES = tuple(
    model.__tablename__
    for model in (*_OF_PROJECTS, *_OF_ENTRIES, *_OF_STANDARDS, *_GROWING, *_MADE_LATER)
)


def change(
    path: Path,
    part: Part,
    survey: Survey,
    inputs: Mapping[str, str],
    progress: Callable[[str], None],
) -> Held:
    """Change the catalogue at ``path`` and the survey of its projects. Raises ``CatalogueError`` if
    it then breaks a rule."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for pragma in _PRAGMAS:
            database.execute(f"pragma {pragma}")
        database.execute("begin")
        changes = Changes(database, TABLES)
        _put_part(database, part)
        catalogue = part.catalogue
        change_findings(
            database, survey, _subjects_of(catalogue), catalogue.curation, catalogue.known
        )
        change_counts(database, changes)
        _tell_of_itself(database, part.catalogue, inputs)
        change_dictionary(database, changes)
        change_search_index(database, changes)
        change_facet_codes(database, changes)
        progress("checking")
        raise_if_any(
            [problem.in_file("new catalogue") for problem in check_changed(database, changes)]
        )
        changes.close()
        database.execute("commit")
        return Held.of(database)


def _put_part(database: sqlite3.Connection, part: Part) -> None:
    """Take out every row of what is reached, and put in what is so now, with all that is new."""
    reached = _reached(part)
    for model, (column, ids) in reached.items():
        database.executemany(
            f"delete from {model.__tablename__} where {column} = ?", ((each,) for each in ids)
        )
    bodies, aliases = (
        frozenset(key for (key,) in database.execute(sql))
        for sql in ("select name from organizations", "select alias from organization_aliases")
    )
    there = {Organization: ("name", bodies), OrganizationAlias: ("alias", aliases)}
    for rows in (organization_rows(part.catalogue, bodies), *_rows_of(part.catalogue)):
        insert_rows(database, _of_what_is_reached(rows, reached, there))


def _subjects_of(catalogue: Catalogue) -> DatedSubjects:
    return lambda ids: (
        (subject_of(project), project.founder.list.issued_on)
        for project in catalogue.projects
        if project.id in ids
    )


def _tell_of_itself(
    database: sqlite3.Connection, catalogue: Catalogue, inputs: Mapping[str, str]
) -> None:
    """Write anew what the catalogue says of itself, once the counts are right."""
    sql = "select value from build_info where key = ?"
    (date,) = database.execute(sql, (DATA_DATE,)).fetchone() or (None,)
    rows = build_info_rows(database, catalogue, head_revision(), inputs, date)
    database.execute("delete from build_info")
    insert_rows(database, rows)


def _rows_of(catalogue: Catalogue) -> Iterator[Iterable[AnyRow]]:
    make: Callable[[Catalogue], Iterable[AnyRow]]
    for make in (
        notice_rows,
        notice_line_rows,
        project_rows,
        stated_totals,
        standard_rows_of,
        entry_rows,
        entry_line_rows,
        result_rows,
        measure_project_rows,
        correction_rows,
    ):
        yield make(catalogue)


_Ids = Mapping[type[Base], tuple[str, frozenset[int]]]


def _reached(part: Part) -> dict[type[Base], tuple[str, frozenset[int]]]:
    return {
        model: (column, ids)
        for tables, ids in (
            (_OF_PROJECTS, part.projects),
            (_OF_ENTRIES, part.entries),
            (_OF_STANDARDS, part.standards),
        )
        for model, column in tables.items()
    }


def _of_what_is_reached(
    rows: Iterable[AnyRow],
    reached: _Ids,
    there: Mapping[type[Base], tuple[str, frozenset[str]]],
) -> Iterator[Row]:
    """Those rows of what is reached, and those of bodies that are not there yet."""
    for row in rows:
        model, values = row if isinstance(row, Row) else (type(row), as_row(row))
        if model in reached:
            column, ids = reached[model]
            if values[column] not in ids:
                continue
        elif model in there:
            column, old = there[model]
            if values[column] in old:
                continue
        yield Row(model, values)
