"""The content of a catalogue before it is stored: notices with their records, and what is
derived from them. Everything that decides identity (codes and ids) is here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from etl.extract import ExtractedList, Extraction
from etl.inputs.curation import Curation
from etl.inputs.notices import DeclaredList, Notice
from etl.outcomes.curated import CuratedOutcomes
from etl.outcomes.events import ListedProject
from etl.policy.policy_files import CuratedPolicy
from etl.policy.policy_rules import KnownProject, policy_problems
from etl.problems import Problem
from etl.quality.outcome_findings import outcome_findings_of
from etl.quality.project_findings import Finding, Subject, project_findings_of
from etl.records.records import Record
from schema.vocabulary import ProjectField

# A list has at most this many projects; ids are list id × LIST_SIZE + number.
LIST_SIZE = 10_000


@dataclass(frozen=True)
class CatalogueProject:
    """A record under its permanent identity."""

    id: int
    code: str
    list_id: int
    record: Record


@dataclass(frozen=True)
class ReadNotice:
    """A notice of ``sources/`` and what was read from its document."""

    notice: Notice
    extraction: Extraction

    def lists(self) -> Iterator[tuple[DeclaredList, ExtractedList]]:
        """Each declared list with what was extracted for it."""
        return zip(self.notice.declared.lists, self.extraction.lists, strict=True)


@dataclass(frozen=True)
class Catalogue:
    """Everything that a build stores."""

    notices: tuple[ReadNotice, ...]
    curation: Curation
    known: CuratedOutcomes = field(default_factory=CuratedOutcomes)
    policy: CuratedPolicy = field(default_factory=CuratedPolicy)

    @cached_property
    def projects(self) -> tuple[CatalogueProject, ...]:
        """All projects in the order of lists and numbers."""
        return tuple(
            CatalogueProject(
                declared.id * LIST_SIZE + record.seq,
                project_code(declared.slug, record.seq),
                declared.id,
                record,
            )
            for read in self.notices
            for declared, extracted in read.lists()
            for record in sorted(extracted.records, key=lambda record: record.seq)
        )

    @cached_property
    def listed(self) -> tuple[ListedProject, ...]:
        """Where each project stands, as events name it."""
        notices = {
            found.id: (read.notice.declared.slug, found.slug)
            for read in self.notices
            for found, _ in read.lists()
        }
        return tuple(
            ListedProject(project.code, *notices[project.list_id], project.record.domain)
            for project in self.projects
        )

    @cached_property
    def findings(self) -> list[Finding]:
        """What is odd in the lists, then what is odd in outcomes."""
        subjects = [Subject(project.code, project.record) for project in self.projects]
        issued = {
            project.code: read.notice.declared.issued_on
            for read in self.notices
            for found, _ in read.lists()
            for project in self.projects
            if project.list_id == found.id
        }
        return [
            *project_findings_of(subjects, self.curation),
            *outcome_findings_of(subjects, self.known, issued),
        ]

    def policy_problems(self) -> list[Problem]:
        """What is wrong with the policy layer, in itself and against projects and bodies."""
        printed = {
            correction.project: correction.source
            for correction in self.curation.corrections
            if correction.field is ProjectField.TITLE
        }
        titles = {
            project.code: KnownProject(
                (project.record.title, *filter(None, [printed.get(project.code)])),
                project.record.domain,
            )
            for project in self.projects
        }
        domains = [term.value for term in self.curation.vocabulary.domain]
        return policy_problems(self.policy, titles, self.curation.by_spelling, domains)


def project_code(list_slug: str, seq: int) -> str:
    """The code by which a project is cited: list slug and three-digit number, 2024-017."""
    return f"{list_slug}-{seq:03}"
