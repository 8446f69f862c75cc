"""The content of a catalogue before it is stored: notices with their entries, the projects and
standards that these are about, and what is derived from them. Everything that decides identity
(codes and ids) is here and in ``etl/projects``."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from etl.extract import ExtractedList, Extraction
from etl.inputs.curation import Curation
from etl.inputs.notice_file import DeclaredList
from etl.inputs.notices import Notice
from etl.outcomes.curated import CuratedOutcomes
from etl.outcomes.events import ListedProject
from etl.policy.policy_files import CuratedPolicy
from etl.policy.policy_rules import KnownProject, policy_problems
from etl.problems import Problem
from etl.projects.announcements import (
    ListedStandard,
    announced_outcomes,
    listed_standards,
    projects_of_announcements,
    with_announced,
)
from etl.projects.grouping import CatalogueProject, group_projects
from etl.projects.listed import ListedEntry, SourceList
from etl.quality.outcome_findings import outcome_findings_of
from etl.quality.finding import Finding, Subject
from etl.quality.project_findings import project_findings_of
from schema.vocabulary import ProjectField


@dataclass(frozen=True)
class ReadNotice:
    """A notice of ``sources/`` and what was read from each of its documents."""

    notice: Notice
    extractions: tuple[Extraction, ...]

    def lists(self) -> Iterator[tuple[DeclaredList, ExtractedList]]:
        """Each declared list with what was extracted for it."""
        for document, extraction in zip(self.notice.documents, self.extractions, strict=True):
            yield from zip(document.lists, extraction.lists, strict=True)


@dataclass(frozen=True)
class Catalogue:
    """Everything that a build stores."""

    notices: tuple[ReadNotice, ...]
    curation: Curation
    curated: CuratedOutcomes = field(default_factory=CuratedOutcomes)
    policy: CuratedPolicy = field(default_factory=CuratedPolicy)

    @cached_property
    def entries(self) -> tuple[ListedEntry, ...]:
        """All entries in the order of lists and numbers."""
        return tuple(
            sorted(
                (
                    ListedEntry(_source(read.notice, declared, extracted), entry)
                    for read in self.notices
                    for declared, extracted in read.lists()
                    for entry in extracted.entries
                ),
                key=lambda listed: listed.id,
            )
        )

    @cached_property
    def links(self) -> dict[str, str]:
        """The links that a person has accepted: codes of entries → codes of projects."""
        return {link.entry: link.project for link in self.curated.links}

    @cached_property
    def projects(self) -> tuple[CatalogueProject, ...]:
        """All projects in the order of the lists and numbers that gave them their identity."""
        about = (listed for listed in self.entries if not listed.is_about_standard)
        return group_projects(about, self.links)

    @cached_property
    def project_of(self) -> dict[int, CatalogueProject]:
        """The project of each entry that is about one, by the entry's id."""
        return {listed.id: project for project in self.projects for listed in project.entries}

    @cached_property
    def standards(self) -> tuple[ListedStandard, ...]:
        """The standards that announcements and withdrawals list, in the order of time."""
        return listed_standards(self.entries)

    @cached_property
    def announced_projects(self) -> dict[int, str]:
        """The code of the project that each row of an announcement is the outcome of, by the
        row's id, where its plan number or an accepted link says so."""
        by_plan_number = {
            number: project.code
            for project in self.projects
            for listed in project.entries
            if (number := listed.entry.plan_number)
        }
        return projects_of_announcements(self.standards, by_plan_number, self.links)

    @cached_property
    def known(self) -> CuratedOutcomes:
        """What is known of outcomes: what curation says, and what announcements state."""
        announced = announced_outcomes(self.standards, self.announced_projects)
        return replace(self.curated, outcomes=with_announced(self.curated.outcomes, announced))

    @cached_property
    def listed(self) -> tuple[ListedProject, ...]:
        """Where each project stands, as events name it."""
        return tuple(
            ListedProject(
                project.code,
                project.founder.list.notice,
                project.founder.list.slug,
                project.record.domain,
                project.adjusted,
            )
            for project in self.projects
        )

    @cached_property
    def findings(self) -> list[Finding]:
        """What is odd in the lists, then what is odd in outcomes."""
        subjects = [Subject(project.code, project.record) for project in self.projects]
        issued = {project.code: project.founder.list.issued_on for project in self.projects}
        return [
            *project_findings_of(subjects, self.curation),
            *outcome_findings_of(subjects, self.known, issued),
        ]

    @cached_property
    def known_projects(self) -> dict[str, KnownProject]:
        """The projects by code as policy documents may call them: by the title of now, by that of
        each list, and as printed where a correction changed it."""
        printed = {
            correction.project: correction.source
            for correction in self.curation.corrections
            if correction.field is ProjectField.TITLE
        }
        return {
            project.code: KnownProject(
                (
                    project.record.title,
                    *(listed.entry.title for listed in project.entries),
                    *(printed[it.code] for it in project.entries if it.code in printed),
                ),
                project.record.domain,
            )
            for project in self.projects
        }

    def policy_problems(self) -> list[Problem]:
        """What is wrong with the policy layer, in itself and against projects and bodies."""
        domains = [term.value for term in self.curation.vocabulary.domain]
        return policy_problems(self.policy, self.known_projects, self.curation.by_spelling, domains)


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
