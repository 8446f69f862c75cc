"""As of which date the status of a project is known: the date of the newest evidence for it.

Only dates of facts count: of publication, of announcements and adjustments, of events. When a web
page was written or read is not known, so an address has no date. Where no such date is known the
status has none.
"""

from collections.abc import Mapping, Sequence

from etl.outcomes.events import Event, ListedProject, covered
from etl.outcomes.loading import Outcome
from schema.vocabulary import EventKind, ProjectStatus

_PUBLISHED = (ProjectStatus.VERIFIED, ProjectStatus.UNVERIFIED)
_ADJUSTED = (ProjectStatus.ENDED, ProjectStatus.SUSPENDED)


def status_dates(
    projects: Sequence[ListedProject],
    statuses: Mapping[str, ProjectStatus],
    results: Mapping[str, Sequence[Outcome]],
    events: Sequence[Event],
) -> dict[str, str | None]:
    """The date (``2025``, ``2025-08`` or ``2025-08-01``) of the newest evidence for the status of
    each project, by its code; None where none is known."""
    approved, disputed = _dates_of_events(projects, events)
    return {
        project.code: max(
            _dates(
                project,
                statuses[project.code],
                results.get(project.code, ()),
                approved.get(project.code, ()),
                disputed.get(project.code, ()),
            ),
            default=None,
        )
        for project in projects
    }


def _dates(
    project: ListedProject,
    status: ProjectStatus,
    results: Sequence[Outcome],
    approved: Sequence[str],
    disputed: Sequence[str],
) -> list[str]:
    if status is ProjectStatus.DISPUTED:
        return [*approved, *disputed]
    if status in _ADJUSTED:
        return [project.adjusted_on] if project.adjusted_on else []
    if status is ProjectStatus.STATED:
        return list(approved)
    if status in _PUBLISHED:
        published = [result.published_on.text for result in results if result.published_on]
        announced = [result.announced_on for result in results if result.announced_on]
        return [*published, *announced, *approved]
    return []


def _dates_of_events(
    projects: Sequence[ListedProject], events: Sequence[Event]
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The dates of events that say of all projects of a subject that they are published, and of
    those that contradict an event on a project, by the code of the project."""
    approved: dict[str, list[str]] = {}
    disputed: dict[str, list[str]] = {}
    for event in events:
        for subject in event.subjects:
            named = covered(subject, projects)
            if event.contradicts:
                found = disputed
            elif event.kind is EventKind.APPROVED and subject.count == len(named):
                found = approved
            else:
                continue
            for project in named:
                found.setdefault(project.code, []).append(event.date.text)
    return approved, disputed
