"""How many projects the subjects of events mean: counted in one pass over the projects."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from etl.outcomes.events import Event, EventSubject, ListedProject
from schema.vocabulary import EventScope

# Scope, notice or list or code, and domain.
Meant = tuple[EventScope, str | None, str | None]


class Coverage:
    """The projects that subjects of ``events`` mean."""

    def __init__(self, events: Sequence[Event], projects: Iterable[ListedProject]) -> None:
        self._counts: Counter[Meant] = Counter()
        wanted = {meant_by(subject) for event in events for subject in event.subjects}
        if wanted:
            for project in projects:
                self._counts.update(wanted.intersection(meanings_of(project)))

    @classmethod
    def counted(cls, counts: Mapping[Meant, int]) -> "Coverage":
        """The coverage of events that was counted before."""
        coverage = cls((), ())
        coverage._counts.update(counts)
        return coverage

    def count(self, subject: EventSubject) -> int:
        """How many projects a subject of the events means."""
        return self._counts[meant_by(subject)]


def meant_by(subject: EventSubject) -> Meant:
    """What a subject means, as :func:`meanings_of` says it of each of its projects."""
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


def meanings_of(project: ListedProject) -> Iterator[Meant]:
    """All by which a subject may mean a project."""
    yield EventScope.NOTICE, project.notice, None
    yield EventScope.DOMAIN, project.notice, project.domain
    yield EventScope.LIST, project.list, None
    yield EventScope.PROJECT, project.code, None
