"""The rows of projects and of their links to bodies."""

from collections.abc import Iterable, Iterator, Sequence

from etl.catalogue import Catalogue, listed_project
from etl.database.declared_columns import ROLE_FIELDS, declared_columns, several
from etl.database.sort_keys import sort_key
from etl.outcomes.loading import Outcome
from etl.outcomes.partial_dates import PartialDate
from etl.projects.grouping import CatalogueProject
from schema.models import Project, ProjectOrganization
from schema.numbers import standard_id
from schema.rows import Row


def project_rows(catalogue: Catalogue) -> Iterator[Row]:
    """The row of each project, and after it those of its links to bodies."""
    bodies = {body.name: body.id for body in catalogue.curation.organizations}
    for project in catalogue.projects:
        yield _row(catalogue, project)
        for field, role in ROLE_FIELDS.items():
            for position, name in enumerate(several(project.shown(field)), start=1):
                yield Row(
                    ProjectOrganization,
                    {
                        "project_id": project.id,
                        "role": role,
                        "position": position,
                        "organization_id": bodies[name],
                    },
                )


def _row(catalogue: Catalogue, project: CatalogueProject) -> Row:
    record = project.record
    listed = listed_project(project)
    status = catalogue.statuses.of(listed)
    results = catalogue.known.outcomes.of_project(project.code)
    years = [year for result in results if (year := result.number.year)]
    return Row(
        Project,
        {
            "id": project.id,
            "code": project.code,
            "list_id": project.list_id,
            "year": record.year,
            "seq": record.seq,
            "title": record.title,
            "family": record.parts.family,
            "part_number": record.parts.part_number,
            "part_title": record.parts.part_title,
            "source_place": record.place,
            "source_cells": record.cells,
            "title_sort_key": sort_key(record.title),
            "status": status,
            "standard_numbers": [str(result.number) for result in results],
            "published_year": min(years, default=None),
            "level": project.level,
            "other": record.other,
            "measures": catalogue.policy.measures_of(project.code),
            "evidence_rank": catalogue.known.rank_of_project(project.code),
            "status_as_of": catalogue.statuses.date_of(listed, status),
            "published_on": _earliest(result.published_on for result in results),
            "implemented_on": _earliest(result.implemented_on for result in results),
            "replaced_numbers": _replaced(results),
            **declared_columns("projects", project.shown),
        },
    )


def _earliest(dates: Iterable[PartialDate | None]) -> str | None:
    """The first of several dates, as the year of publication is that of the first."""
    return min((date.text for date in dates if date is not None), default=None)


def _replaced(results: Sequence[Outcome]) -> list[str]:
    """The numbers of the standards that results replace, each once."""
    numbers = {replaced.number for result in results for replaced in result.replaces}
    return [str(number) for number in sorted(numbers, key=standard_id)]
