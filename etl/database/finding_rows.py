"""The rows of findings: what rules say of each project, numbered within it, so that a new finding
changes the numbers of no other project's."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from itertools import groupby
from operator import attrgetter

from etl.database.inserting import insert_rows
from etl.inputs.curation import Curation
from etl.outcomes.curated import CuratedOutcomes
from etl.problems import CatalogueError, Problem
from etl.quality.finding import Finding, Subject
from etl.quality.outcome_findings import outcome_findings_of
from etl.quality.project_findings import findings_remade
from etl.quality.survey import Survey
from etl.quality.survey_changes import change_survey
from schema import models
from schema.rows import Row
from schema.vocabulary import FindingKind, OutcomeField, ProjectField

# A finding's id is that of its project × so many + its place among the findings of the project,
# from 1.
FINDINGS_SIZE = 10_000
# Projects by their ids, each with the day on which the notice was issued that it stands in.
DatedSubjects = Callable[[Collection[int]], Iterable[tuple[Subject, date]]]


def finding_rows(findings: Iterable[Finding]) -> Iterator[Row]:
    """The rows of findings, which are given project by project, those of each in their order.
    Raises ``CatalogueError`` where a project has more of them than numbers: it has one for each
    text by which titles or names differ from its own, and the rules set no bound to these."""
    for project, found in groupby(findings, key=attrgetter("project")):
        for place, finding in enumerate(found, start=1):
            if place >= FINDINGS_SIZE:
                raise CatalogueError([_too_many(finding)])
            yield Row(
                models.Finding,
                {
                    "id": project * FINDINGS_SIZE + place,
                    "project_id": project,
                    "kind": finding.kind,
                    "field": finding.field,
                    "value": finding.value,
                    "message": finding.message,
                },
            )


def change_findings(
    database: sqlite3.Connection,
    survey: Survey,
    subjects_of: DatedSubjects,
    curation: Curation,
    known: CuratedOutcomes,
) -> None:
    """Change the survey and the findings of a catalogue as its projects went and came
    (``temp.gone_projects`` and ``temp.come_projects``), so that they are those of a whole build.

    Of a project that went or came all is found anew; of those that this reaches, what the rules say
    that ask for it. The cost is that of the groups in which these stand (titles of the same
    departments and beginning, families, runs of neighbours), whatever the number of all projects.
    Only projects with other findings than before have their rows written anew.
    """
    gone, come = (
        {project for (project,) in database.execute(f"select id from temp.{side}_projects")}
        for side in ("gone", "come")
    )
    dated = list(subjects_of(come))
    reached = change_survey(survey, gone, (subject for subject, _ in dated))
    again: dict[int, set[FindingKind]] = defaultdict(set)
    found: dict[int, list[Finding]] = defaultdict(list)
    for project in reached.touched:
        again[project].update(FindingKind)
    for remade in findings_remade(survey, reached, curation):
        for project in remade.projects:
            again[project].update(remade.kinds)
        for finding in remade.findings:
            found[finding.project].append(finding)
    for finding in outcome_findings_of(dated, known):
        found[finding.project].append(finding)
    insert_rows(database, finding_rows(_replacing(database, again, found)))


def _replacing(
    database: sqlite3.Connection,
    again: dict[int, set[FindingKind]],
    found: dict[int, list[Finding]],
) -> Iterator[Finding]:
    """The findings now of those projects that had others, which are deleted: what stood there but
    for the kinds looked for ``again``, and what was ``found``."""
    for project in sorted(again):
        before = _stored(database, project)
        stayed = (finding for finding in before if finding.kind not in again[project])
        now = sorted([*stayed, *found[project]], key=attrgetter("order"))
        if now != before:
            database.execute("delete from findings where project_id = ?", (project,))
            yield from now


def _stored(database: sqlite3.Connection, project: int) -> list[Finding]:
    rows = database.execute(
        "select kind, field, value, message from findings where project_id = ? order by id",
        (project,),
    )
    return [
        Finding(project, FindingKind(kind), _field(field), value, message)
        for kind, field, value, message in rows.fetchall()
    ]


def _field(name: str) -> ProjectField | OutcomeField:
    return ProjectField(name) if name in list(ProjectField) else OutcomeField(name)


def _too_many(finding: Finding) -> Problem:
    return Problem(
        "limit_exceeded",
        f"project {finding.project}",
        f"it has {FINDINGS_SIZE} findings or more; one is: {finding.kind}, {finding.message}",
        f"at most {FINDINGS_SIZE - 1} findings of a project",
        "Look at the titles and names of bodies that differ from its own by an insertion: a file "
        "was read wrongly, or they are not those of projects.",
    )
