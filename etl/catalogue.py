"""The content of a catalogue before it is stored: notices with their lists, the entries put down in
a store, the projects and standards that these are about, and what is derived from them. Everything
that decides identity (codes and ids) is here and in ``etl/projects``.

Nothing here holds all entries or projects in memory: they are gone through, in the order of lists
and numbers, as often as somebody needs them.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, nullcontext
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import merge
from operator import attrgetter
from typing import Generic, TypeVar

from etl.extract import ExtractedList, Extraction
from etl.inputs.curation import Curation
from etl.inputs.notice_file import DeclaredList
from etl.inputs.notices import Notice
from etl.outcomes.coverage import Coverage
from etl.outcomes.curated import CuratedOutcomes, Statuses, all_problems
from etl.outcomes.events import ListedProject
from etl.policy.policy_files import CuratedPolicy
from etl.policy.policy_rules import KnownProject, policy_problems
from etl.problems import Problem
from etl.projects.announcements import (
    AnnouncedProjects,
    ListedStandard,
    announced_outcomes,
    listed_standards,
    with_announced,
)
from etl.projects.entry_store import EntryStore
from etl.projects.grouping import CatalogueProject
from etl.projects.listed import ListedEntry, SourceList
from etl.projects.project_view import Projects
from etl.quality.finding import Finding, Subject
from etl.quality.outcome_findings import outcome_findings_of
from etl.quality.project_findings import project_findings_of
from etl.quality.survey import Survey
from etl.scratch import scratch_database
from schema.vocabulary import ProjectField

Item = TypeVar("Item")


class Again(Generic[Item]):
    """What can be gone through again and again, made anew each time."""

    def __init__(self, make: Callable[[], Iterator[Item]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[Item]:
        return self._make()


@dataclass(frozen=True)
class ReadNotice:
    """A notice of ``sources/`` and what was read from each of its documents: their formats, and
    the lists, whose entries are in the store."""

    notice: Notice
    formats: tuple[str, ...]
    lists: tuple[tuple[DeclaredList, ExtractedList], ...]


def keep_notice(
    store: EntryStore,
    notice: Notice,
    extractions: Iterable[Extraction],
    problems: list[Problem],
) -> ReadNotice:
    """Put down the entries of a notice, document by document, and keep what else was read of it;
    its problems are appended to ``problems``. Of a document with errors nothing is kept."""
    formats: list[str] = []
    kept: list[tuple[DeclaredList, ExtractedList]] = []
    together = zip(notice.documents, extractions, strict=True)
    for position, (document, extraction) in enumerate(together, start=1):
        problems.extend(extraction.problems)
        if extraction.errors:
            continue
        formats.append(extraction.format)
        lists = list(zip(document.lists, extraction.lists, strict=True))
        store.add_text(
            notice.declared.id,
            position,
            extraction.lines,
            [(declared.id, extracted.entries) for declared, extracted in lists],
        )
        for declared, extracted in lists:
            store.add(_source(notice, declared, extracted), extracted.entries)
            rows = len(extracted.entries)
            kept.append((declared, replace(extracted, entries=(), row_count=rows)))
    return ReadNotice(notice, tuple(formats), tuple(kept))


@dataclass(frozen=True)
class Catalogue:
    """Everything that a build stores."""

    notices: tuple[ReadNotice, ...]
    entries: EntryStore
    curation: Curation
    curated: CuratedOutcomes = field(default_factory=CuratedOutcomes)
    policy: CuratedPolicy = field(default_factory=CuratedPolicy)
    # How many projects events mean, where this is a part of a catalogue, which cannot count them.
    counted: Coverage | None = None
    # Where the survey of projects is put down: beside other things that last, or for the moment.
    surveyed_in: sqlite3.Connection | None = None

    @cached_property
    def links(self) -> dict[str, str]:
        """The links that a person has accepted: codes of entries → codes of projects."""
        return {link.entry: link.project for link in self.curated.links}

    @cached_property
    def projects(self) -> Projects:
        """All projects in the order of the lists and numbers that gave them their identity."""
        return Projects(self.entries, self.links)

    @cached_property
    def standards(self) -> Again[ListedStandard]:
        """The standards that announcements and withdrawals list, in the order of time."""
        return Again(lambda: listed_standards(self.entries.about_standards()))

    @cached_property
    def announced_projects(self) -> AnnouncedProjects:
        """The project that each row of an announcement is the outcome of, where its plan number or
        an accepted link says so."""
        return AnnouncedProjects(self.standards, self.projects.code_of_plan, self.links)

    def project_of(self, listed: ListedEntry) -> int | None:
        """The id of the project that a row is about, if it is about one: of a row of an
        announcement, the project that it is the outcome of."""
        code = self.announced_projects.code_of(listed)
        return self.projects.project_of(listed) if code is None else self.entries.known_id(code)

    @cached_property
    def known(self) -> CuratedOutcomes:
        """What is known of outcomes: what curation says, and what announcements state."""
        announced = announced_outcomes(self.standards, self.announced_projects)
        return replace(self.curated, outcomes=with_announced(self.curated.outcomes, announced))

    @cached_property
    def listed(self) -> Again[ListedProject]:
        """Where each project stands, as events name it."""
        return Again(lambda: map(listed_project, self.projects))

    @cached_property
    def coverage(self) -> Coverage:
        """How many projects the events mean."""
        return self.counted or Coverage(self.curated.events, self.listed)

    @cached_property
    def statuses(self) -> Statuses:
        """What became of projects."""
        return Statuses(self.known, self.coverage)

    @cached_property
    def findings(self) -> Again[Finding]:
        """What is odd, project by project: in the lists, then in outcomes."""
        return Again(self._findings)

    def _findings(self) -> Iterator[Finding]:
        lasting = self.surveyed_in
        with nullcontext(lasting) if lasting else closing(scratch_database("")) as kept:
            survey = Survey(kept)
            if survey.is_empty:
                survey.fill(map(subject_of, self.projects))
            of_lists = project_findings_of(survey, self.curation)
            of_outcomes: Iterator[Finding] = iter(())
            if self.known.outcomes or self.known.remarks:
                dated = ((subject_of(it), it.founder.list.issued_on) for it in self.projects)
                of_outcomes = outcome_findings_of(dated, self.known)
            yield from merge(of_lists, of_outcomes, key=attrgetter("project"))

    def outcome_problems(self) -> list[Problem]:
        """What is wrong with the files on outcomes, in themselves and against projects."""
        return all_problems(self.known, self.projects, self.coverage)

    def policy_problems(self) -> list[Problem]:
        """What is wrong with the policy layer, in itself and against projects and bodies."""
        domains = [term.value for term in self.curation.vocabulary.domain]
        return policy_problems(self.policy, self.known_projects, self.curation.by_spelling, domains)

    @cached_property
    def known_projects(self) -> "KnownProjects":
        """The projects by code as policy documents may call them."""
        return KnownProjects(self.projects, self.curation)


def listed_project(project: CatalogueProject) -> ListedProject:
    """Where a project stands, as events name it."""
    return ListedProject(
        project.code,
        project.founder.list.notice,
        project.founder.list.slug,
        project.record.domain,
        project.adjusted,
        project.adjusted_on.isoformat() if project.adjusted_on else None,
    )


def subject_of(project: CatalogueProject) -> Subject:
    """A project as the rules of findings see it."""
    return Subject(project.id, project.code, project.record)


class KnownProjects(Mapping[str, KnownProject]):
    """Projects by code as policy documents may call them: by the title of now, by that of each
    list, and as printed where a correction changed it."""

    def __init__(self, projects: Projects, curation: Curation) -> None:
        self._projects = projects
        self._printed = {
            correction.project: correction.source
            for correction in curation.corrections
            if correction.field is ProjectField.TITLE
        }

    def __getitem__(self, code: str) -> KnownProject:
        project = self._projects.get(code)
        if project is None:
            raise KeyError(code)
        printed = (self._printed.get(listed.code) for listed in project.entries)
        titles = (
            project.record.title,
            *(listed.entry.title for listed in project.entries),
            *filter(None, printed),
        )
        return KnownProject(titles, project.record.domain)

    def __contains__(self, code: object) -> bool:
        return code in self._projects

    def __iter__(self) -> Iterator[str]:
        return (project.code for project in self._projects)

    def __len__(self) -> int:
        return len(self._projects)


def _source(notice: Notice, declared: DeclaredList, extracted: ExtractedList) -> SourceList:
    return SourceList(
        declared.id,
        declared.slug,
        notice.declared.slug,
        notice.declared.issued_on,
        extracted.kind,
        extracted.level,
        extracted.constants,
        declared.title,
        notice.declared.document_number,
    )
