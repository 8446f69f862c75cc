"""The two sides of a catalogue: which projects wait for an outcome, and which announced standards
have no project."""

from collections.abc import Sequence

from etl.catalogue import Catalogue
from etl.linking.subjects import AnnouncedStandard, Sides, WaitingProject
from etl.outcomes.loading import Outcome
from etl.projects.announcements import ListedStandard
from etl.projects.grouping import CatalogueProject
from schema.numbers import StandardNumber, level_of, parse_standard_number
from schema.places import place_text

_ROLES = ("departments", "committees", "executors", "drafters")


def sides_of(catalogue: Catalogue) -> Sides:
    """What is still to be compared. A project whose outcome is verified is compared only if an
    announced standard has that very number: the announcement is then its better source."""
    levels = catalogue.curation.codes.levels
    standards = tuple(
        announced_standard(standard, level_of(standard.number, levels))
        for standard in catalogue.standards
        if standard.is_announced and not catalogue.announced_projects.code_of(standard.listed)
    )
    numbers = {standard.number for standard in standards}
    compared = (
        waiting_project(project, catalogue.known.outcomes.of_project(project.code))
        for project in catalogue.projects
    )
    projects = tuple(
        project
        for project in compared
        if not project.is_verified or not numbers.isdisjoint(project.recorded)
    )
    refused = frozenset((link.entry, link.project) for link in catalogue.curated.refused_links)
    return Sides(projects, standards, refused)


def waiting_project(project: CatalogueProject, results: Sequence[Outcome] = ()) -> WaitingProject:
    """A project as it is compared; ``results`` are its outcomes."""
    replaces = project.shown("replaces")
    return WaitingProject(
        project.code,
        project.record.title,
        _numbers(replaces if isinstance(replaces, tuple) else ()),
        frozenset(name for role in _ROLES for name in project.record.texts(role)),
        _text(project.shown("mandate")),
        project.level,
        _text(project.shown("project_type")),
        project.founder.list.issued_on,
        tuple(result.number for result in results),
        any(result.is_verified for result in results),
    )


def announced_standard(standard: ListedStandard, level: str | None) -> AnnouncedStandard:
    """A row of an announcement as it is compared; ``level`` is that of its number."""
    listed = standard.listed
    of_list = listed.list
    return AnnouncedStandard(
        listed.code,
        standard.title,
        standard.number,
        tuple(replaced.number for replaced in standard.replaces),
        frozenset(name for role in _ROLES for name in listed.entry.texts(role)),
        _text(listed.stated("mandate")),
        level,
        standard.date("published_on"),
        f"{of_list.document_number} {of_list.title} {place_text(listed.entry.place)}",
    )


def _numbers(texts: Sequence[str]) -> tuple[StandardNumber, ...]:
    return tuple(number for text in texts if (number := parse_standard_number(text)))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
