"""As of which date the status of a project is known: the date of the newest evidence for it.

Only dates of facts count: of publication, of announcements and adjustments, of events. When a web
page was written or read is not known, so an address has no date. Where no such date is known the
status has none.
"""

from collections.abc import Sequence

from etl.outcomes.events import ListedProject
from etl.outcomes.loading import Outcome
from schema.vocabulary import ProjectStatus

_PUBLISHED = (ProjectStatus.VERIFIED, ProjectStatus.UNVERIFIED)
_ADJUSTED = (ProjectStatus.ENDED, ProjectStatus.SUSPENDED)


def status_date(
    project: ListedProject,
    status: ProjectStatus,
    results: Sequence[Outcome],
    approved: Sequence[str],
    disputed: Sequence[str],
) -> str | None:
    """The date (``2025``, ``2025-08`` or ``2025-08-01``) of the newest evidence for the status of
    a project with ``results``; None where none is known. ``approved`` are the dates of events that
    say of all projects of a subject, this one among them, that they are published, ``disputed``
    those of events that contradict one on it."""
    return max(_dates(project, status, results, approved, disputed), default=None)


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
