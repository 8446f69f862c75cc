"""Events and remarks on outcomes, read from ``curation/events.yml`` and
``curation/remarks.yml``, and checked against the projects that they speak of."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from etl.inputs.yaml_file import StrictModel, read_yaml
from etl.outcomes.loading import is_address
from etl.outcomes.outcome_store import Outcomes
from etl.outcomes.partial_dates import EXAMPLE, PartialDate, parse_partial_date
from etl.paths import shown
from etl.problems import CatalogueError, Problem
from schema.vocabulary import (
    EventKind,
    EventScope,
    FindingKind,
    OutcomeField,
    ProjectField,
    ProjectStatus,
)

EVENTS = "events.yml"
REMARKS = "remarks.yml"
REMARK_KINDS = (FindingKind.READING, FindingKind.EVIDENCE_WEAK)


class EventSubject(StrictModel):
    """What an event speaks of: a notice, a domain of it, a list or a project; ``count`` is
    the number of projects that it states."""

    notice: str | None = None
    domain: str | None = None
    list: str | None = None
    project: str | None = None
    count: int = Field(default=1, gt=0)

    @property
    def scope(self) -> EventScope | None:
        """None if it names no single subject."""
        scopes = {
            (True, False, False, False): EventScope.NOTICE,
            (True, True, False, False): EventScope.DOMAIN,
            (False, False, True, False): EventScope.LIST,
            (False, False, False, True): EventScope.PROJECT,
        }
        named = (self.notice, self.domain, self.list, self.project)
        return scopes.get(tuple(map(bool, named)))  # type: ignore[arg-type]


class Event(StrictModel):
    """Who said on which day what became of projects, and where it can be seen."""

    id: int = Field(gt=0)
    slug: str = Field(min_length=1)
    kind: EventKind = Field(strict=False)
    stated_on: str
    stated_by: str = Field(min_length=1)
    statement: str = Field(min_length=1)
    source: str = Field(min_length=1)
    evidence: list[str]
    contradicts: str | None = None
    subjects: list[EventSubject] = Field(min_length=1)

    @property
    def date(self) -> PartialDate:
        date = parse_partial_date(self.stated_on)
        assert date is not None, "checked by event_problems"
        return date


class Remark(StrictModel):
    """What a person noticed in the outcome of a project."""

    project: str
    kind: FindingKind = Field(strict=False)
    field: (
        Annotated[ProjectField, Field(strict=False)] | Annotated[OutcomeField, Field(strict=False)]
    )
    message: str = Field(min_length=1)
    evidence: list[str] = []


class _Events(StrictModel):
    events: list[Event]


class _Remarks(StrictModel):
    remarks: list[Remark]


@dataclass(frozen=True)
class ListedProject:
    """Where a project stands, as events name it; ``adjusted`` is what an adjustment of its
    plan made of it, ``adjusted_on`` the date of that notice."""

    code: str
    notice: str
    list: str
    domain: str | None
    adjusted: ProjectStatus | None = None
    adjusted_on: str | None = None


def read_events(path: Path) -> tuple[list[Event], list[Problem]]:
    """The events, and what is wrong with the file."""
    try:
        return read_yaml(path, _Events, "invalid_curation").events, []
    except CatalogueError as error:
        return [], list(error.problems)


def read_remarks(path: Path) -> tuple[list[Remark], list[Problem]]:
    """The remarks, and what is wrong with the file."""
    try:
        return read_yaml(path, _Remarks, "invalid_curation").remarks, []
    except CatalogueError as error:
        return [], list(error.problems)


def event_problems(
    events: Sequence[Event], count: Callable[[EventSubject], int], path: Path
) -> list[Problem]:
    """Events that cannot be used, or speak of what no list has. ``count`` says how many projects a
    subject means."""
    problems: list[Problem] = []
    slugs = {event.slug: event for event in events}
    ids, names = Counter(e.id for e in events), Counter(e.slug for e in events)
    for number, event in enumerate(events, start=1):

        def report(found: str, expected: str, number: int = number, slug: str = event.slug) -> None:
            place = f"event {number} ({slug})"
            problems.append(Problem("invalid_curation", place, found, expected, file=shown(path)))

        if ids[event.id] > 1 or names[event.slug] > 1:
            report(f"id {event.id} or slug {event.slug!r} stands twice", "each event once")
        if parse_partial_date(event.stated_on) is None:
            report(f"stated_on: {event.stated_on!r} is no date", EXAMPLE)
        for address in event.evidence:
            if not is_address(address):
                report(f"evidence: {address!r}", "a web address that begins with http(s)://")
        if event.kind is EventKind.APPROVED and not event.evidence:
            report("an official event without an address", "where it can be read")
        other = slugs.get(event.contradicts or "")
        if event.contradicts is not None and (other is None or other.id >= event.id):
            report(f"contradicts: {event.contradicts!r}", "the slug of an event of a smaller id")
        for position, subject in enumerate(event.subjects, start=1):
            for found, expected in _subject_problems(subject, count):
                report(f"subject {position}: {found}", expected)
    return problems


def _subject_problems(
    subject: EventSubject, count: Callable[[EventSubject], int]
) -> Iterator[tuple[str, str]]:
    if subject.scope is None:
        yield "it names no single subject", "a notice, a notice's domain, a list or a project"
        return
    counted = count(subject)
    if counted == 0:
        yield "no project is meant by it", "what the lists have"
    elif subject.count > counted:
        yield f"{subject.count} projects of {counted}", "no more than there are"


def remark_problems(remarks: Sequence[Remark], outcomes: Outcomes, path: Path) -> list[Problem]:
    """Remarks on projects without an outcome, of a kind that rules give, said twice, or without a
    source."""
    problems = []
    seen: set[tuple[str, str, str]] = set()
    for number, remark in enumerate(remarks, start=1):
        found = expected = ""
        key = (remark.project, remark.kind, remark.field)
        if not outcomes.of_project(remark.project):
            found, expected = "the project has no outcome", "a project in outcomes.csv"
        elif remark.kind not in REMARK_KINDS:
            found, expected = f"kind {remark.kind}", " | ".join(REMARK_KINDS)
        elif key in seen:
            found, expected = "a second remark of its kind on the field", "one"
        elif not all(map(is_address, remark.evidence)):
            found, expected = "evidence that is no web address", "http(s)://…"
        seen.add(key)
        if found:
            place = f"remark {number} ({remark.project} {remark.field})"
            problems.append(Problem("invalid_curation", place, found, expected, file=shown(path)))
    return problems
