"""Everything curated on outcomes: ``outcomes.csv``, ``events.yml``, ``remarks.yml`` and the sites
of their addresses together, read and checked so that all of their problems are reported at once.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from etl.inputs.csv_file import csv_records
from etl.outcomes.coverage import Coverage, Meant, meanings_of, meant_by
from etl.outcomes.events import (
    EVENTS,
    REMARKS,
    Event,
    ListedProject,
    Remark,
    event_problems,
    read_events,
    read_remarks,
    remark_problems,
)
from etl.outcomes.evidence_rank import other_number, rank_of, weakest
from etl.outcomes.links import (
    LINKS,
    REFUSED_LINKS,
    Link,
    RefusedLink,
    read_links,
    read_refused_links,
)
from etl.outcomes.loading import OUTCOMES, Outcome
from etl.outcomes.outcome_store import Outcomes
from etl.outcomes.rules import contradictions
from etl.outcomes.sites import (
    EXCEPTIONS,
    Address,
    Sites,
    exception_problems,
    read_sites,
    unknown_sites,
)
from etl.outcomes.status_dates import status_date
from etl.paths import CURATION, shown
from etl.problems import Problem
from schema.vocabulary import EventKind, EvidenceRank, ProjectStatus


@dataclass(frozen=True)
class CuratedOutcomes:
    """What is known of outcomes. ``problems`` are those of reading; see :func:`all_problems`."""

    outcomes: Outcomes = field(default_factory=Outcomes)
    events: tuple[Event, ...] = ()
    remarks: tuple[Remark, ...] = ()
    links: tuple[Link, ...] = ()
    refused_links: tuple[RefusedLink, ...] = ()
    sites: Sites = field(default_factory=Sites)
    problems: tuple[Problem, ...] = ()
    folder: Path = field(default=CURATION)

    def statuses(self, projects: Iterable[ListedProject]) -> dict[str, ProjectStatus]:
        """What became of each of ``projects``, which are all that there are, by its code."""
        every = list(projects)
        judgement = Statuses(self, Coverage(self.events, every))
        return {project.code: judgement.of(project) for project in every}

    def rank_of_project(self, code: str) -> EvidenceRank | None:
        """On what kind of page the numbers of a project were seen, each of them at least; None
        where no number is known."""
        return weakest(rank_of(outcome, self.sites) for outcome in self.outcomes.of_project(code))


class Statuses:
    """What became of projects.

    The strongest evidence decides: a verified number; else an event that contradicts another and
    names the project; else a number not yet verified; else an adjustment that ended or suspended
    the plan; else an official event on *all* projects of a notice, list or domain. An event on some
    of them (39 of 165) does not say which, and decides nothing. What no evidence covers is 未查明.
    """

    def __init__(self, known: CuratedOutcomes, coverage: Coverage) -> None:
        self._outcomes = known.outcomes
        # What is meant by events that contradict another, and by those that say of all of their
        # projects that they are published, each with the dates of its events.
        self._disputed: dict[Meant, list[str]] = defaultdict(list)
        self._stated: dict[Meant, list[str]] = defaultdict(list)
        for event in known.events:
            for subject in event.subjects:
                if event.contradicts:
                    self._disputed[meant_by(subject)].append(event.date.text)
                elif event.kind is EventKind.APPROVED and subject.count == coverage.count(subject):
                    self._stated[meant_by(subject)].append(event.date.text)

    def of(self, project: ListedProject) -> ProjectStatus:
        results = self._outcomes.of_project(project.code)
        if any(outcome.is_verified for outcome in results):
            return ProjectStatus.VERIFIED
        if _dates(self._disputed, project):
            return ProjectStatus.DISPUTED
        if results:
            return ProjectStatus.UNVERIFIED
        if project.adjusted is not None:
            return project.adjusted
        if _dates(self._stated, project):
            return ProjectStatus.STATED
        return ProjectStatus.UNKNOWN

    def date_of(self, project: ListedProject, status: ProjectStatus) -> str | None:
        """The date (``2025``, ``2025-08`` or ``2025-08-01``) of the newest evidence for the
        ``status`` of a project; None where none is known."""
        return status_date(
            project,
            status,
            self._outcomes.of_project(project.code),
            _dates(self._stated, project),
            _dates(self._disputed, project),
        )


def _dates(events: Mapping[Meant, Sequence[str]], project: ListedProject) -> list[str]:
    """The dates of the events that mean a project; of most catalogues there are few events."""
    if not events:
        return []
    return [date for meant in meanings_of(project) for date in events.get(meant, ())]


def load_outcomes(
    folder: Path = CURATION, connection: sqlite3.Connection | None = None, after: int = 0
) -> CuratedOutcomes:
    """Read the files on outcomes, of ``outcomes.csv`` the lines after the first ``after``. Never
    raises: what is wrong is in ``problems``. ``connection`` is where outcomes are put down, if not
    in a database of a moment."""
    problems: list[Problem] = []
    outcomes = Outcomes(csv_records(folder / OUTCOMES, Outcome, problems, after), connection)
    events, event_faults = read_events(folder / EVENTS)
    remarks, remark_faults = read_remarks(folder / REMARKS)
    links, link_faults = read_links(folder / LINKS)
    refused, refused_faults = read_refused_links(folder / REFUSED_LINKS, links)
    sites = read_sites(folder)
    return CuratedOutcomes(
        outcomes,
        tuple(events),
        tuple(remarks),
        tuple(links),
        tuple(refused),
        sites,
        (*sites.problems, *problems, *event_faults, *remark_faults, *link_faults, *refused_faults),
        folder,
    )


def all_problems(
    known: CuratedOutcomes, codes: Container[str], coverage: Coverage
) -> list[Problem]:
    """The problems of reading, and those that only the projects show, file by file. ``codes`` are
    those of all projects, ``coverage`` what the events mean."""
    path = known.folder / OUTCOMES
    return [
        *known.problems,
        *contradictions(known.outcomes, codes, shown(path)),
        *event_problems(known.events, coverage.count, known.folder / EVENTS),
        *remark_problems(known.remarks, known.outcomes, known.folder / REMARKS),
        *unknown_sites(known.sites, _addresses(known)),
        *exception_problems(known.sites, _counted_alone(known), known.folder / EXCEPTIONS),
    ]


def problems_of_some(known: CuratedOutcomes, codes: Container[str]) -> list[Problem]:
    """The problems of some outcomes together with all that is said of their standards: of those
    that were added, while all else passed :func:`all_problems` before."""
    return [
        *known.problems,
        *contradictions(known.outcomes, codes, shown(known.folder / OUTCOMES)),
        *unknown_sites(known.sites, _addresses(known)),
    ]


def _counted_alone(known: CuratedOutcomes) -> dict[tuple[str, str], bool]:
    """Of each excepted address and number that an outcome gives: whether it would count if nobody
    had excepted it."""
    return {
        (address, outcome.number.normalized): other_number(address, outcome.number) is None
        for outcome in known.outcomes
        for address in outcome.evidence
        if (address, outcome.number.normalized) in known.sites.excepted
    }


def _addresses(known: CuratedOutcomes) -> Iterator[Address]:
    """Every address that the files on outcomes give as evidence."""
    file = shown(known.folder / OUTCOMES)
    for outcome in known.outcomes:
        for text in outcome.evidence:
            yield Address(text, file, outcome.row, "source_urls")
    file = shown(known.folder / EVENTS)
    for number, event in enumerate(known.events, start=1):
        for text in event.evidence:
            yield Address(text, file, f"event {number} ({event.slug})", "evidence")
    file = shown(known.folder / REMARKS)
    for number, remark in enumerate(known.remarks, start=1):
        for text in remark.evidence:
            yield Address(text, file, f"remark {number} ({remark.project})", "evidence")
