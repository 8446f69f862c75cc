"""How many projects the subjects of events mean: counted in one pass over the projects."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from etl.outcomes.events import Event, EventSubject, ListedProject
from schema.vocabulary import EventScope

_Meant = tuple[EventScope, str | None, str | None]


class Coverage:
    """The projects that subjects of ``events`` mean."""

    def __init__(self, events: Sequence[Event], projects: Iterable[ListedProject]) -> None:
        self._counts: Counter[_Meant] = Counter()
        wanted = {_meant_by(subject) for event in events for subject in event.subjects}
        if wanted:
            for project in projects:
                self._counts.update(wanted.intersection(_meant(project)))

    def count(self, subject: EventSubject) -> int:
        """How many projects a subject of the events means."""
        return self._counts[_meant_by(subject)]


def is_meant(subject: EventSubject, project: ListedProject) -> bool:
    """Whether a subject means a project."""
    return _meant_by(subject) in _meant(project)


def _meant_by(subject: EventSubject) -> _Meant:
    match subject.scope:
        case EventScope.NOTICE:
            return EventScope.NOTICE, subject.notice, None
        case EventScope.DOMAIN:
            return EventScope.DOMAIN, subject.notice, subject.domain
        case EventScope.LIST:
            return EventScope.LIST, subject.list, None
        case _:
            # One that names no single subject means nothing: no code is None.
            return EventScope.PROJECT, subject.project if subject.scope else None, None


def _meant(project: ListedProject) -> Iterator[_Meant]:
    yield EventScope.NOTICE, project.notice, None
    yield EventScope.DOMAIN, project.notice, project.domain
    yield EventScope.LIST, project.list, None
    yield EventScope.PROJECT, project.code, None
