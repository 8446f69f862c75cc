"""Everything curated on policy: the files of ``curation/policy/`` together, read and checked so
that all of their problems are reported at once."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from etl.paths import CURATION
from etl.policy.link_store import ProjectLinks
from etl.policy.material import (
    DEMONSTRATIONS,
    FIGURES,
    REFERENCES,
    TABLES,
    Demonstration,
    DocumentTable,
    OtherFigure,
    Reference,
    read_demonstrations,
    read_figures,
    read_references,
    read_tables,
)
from etl.policy.measures import (
    MEASURE_ORGANIZATIONS,
    MEASURES,
    Measure,
    MeasureBody,
    read_measure_bodies,
    read_measures,
)
from etl.policy.policy_documents import DOCUMENTS, PolicyDocument, read_documents
from etl.policy.policy_links import (
    MEASURE_ALIGNMENTS,
    MEASURE_PROJECTS,
    UNLINKED_PROJECTS,
    Alignment,
    UnlinkedProject,
    read_alignments,
    read_project_links,
    read_unlinked,
)
from etl.policy.targets import TARGETS, Target, read_targets
from etl.problems import Problem

POLICY = "policy"


@dataclass(frozen=True)
class CuratedPolicy:
    """What is known of policy. ``problems`` are those of reading the files; what they must not
    say of each other and of the projects is in ``etl/policy/policy_rules.py``."""

    documents: tuple[PolicyDocument, ...] = ()
    measures: tuple[Measure, ...] = ()
    bodies: tuple[MeasureBody, ...] = ()
    targets: tuple[Target, ...] = ()
    links: ProjectLinks = field(default_factory=ProjectLinks)
    unlinked: tuple[UnlinkedProject, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    references: tuple[Reference, ...] = ()
    demonstrations: tuple[Demonstration, ...] = ()
    tables: tuple[DocumentTable, ...] = ()
    figures: tuple[OtherFigure, ...] = ()
    problems: tuple[Problem, ...] = ()
    folder: Path = field(default=CURATION / POLICY)

    @cached_property
    def document(self) -> dict[str, PolicyDocument]:
        """The documents by their slugs."""
        return {document.slug: document for document in self.documents}

    @cached_property
    def measure(self) -> dict[str, Measure]:
        """The measures by their slugs."""
        return {measure.slug: measure for measure in self.measures}

    @cached_property
    def body_names(self) -> list[str]:
        """Every name by which a measure's body is given, each once."""
        implied = [measure.implied_body for measure in self.measures if measure.implied_body]
        return list(dict.fromkeys([*(body.body for body in self.bodies), *implied]))

    def measures_of(self, project: str) -> list[str]:
        """The labels of the measures that a project carries out, the main one first."""
        links = sorted(self.links.of_project(project), key=lambda link: not link.is_primary)
        return [self.measure[link.measure].label for link in links]


def load_policy(curation: Path = CURATION) -> CuratedPolicy:
    """Read ``policy/`` of a folder of curation, which may have none. Never raises: what is wrong
    is in ``problems``."""
    folder = curation / POLICY
    if not folder.is_dir():
        return CuratedPolicy(folder=folder)
    documents, of_documents = read_documents(folder / DOCUMENTS)
    measures, of_measures = read_measures(folder / MEASURES)
    bodies, of_bodies = read_measure_bodies(folder / MEASURE_ORGANIZATIONS)
    targets, of_targets = read_targets(folder / TARGETS)
    of_links: list[Problem] = []
    links = ProjectLinks(read_project_links(folder / MEASURE_PROJECTS, of_links))
    unlinked, of_unlinked = read_unlinked(folder / UNLINKED_PROJECTS)
    alignments, of_alignments = read_alignments(folder / MEASURE_ALIGNMENTS)
    references, of_references = read_references(folder / REFERENCES)
    demonstrations, of_demonstrations = read_demonstrations(folder / DEMONSTRATIONS)
    tables, of_tables = read_tables(folder / TABLES)
    figures, of_figures = read_figures(folder / FIGURES)
    return CuratedPolicy(
        tuple(documents),
        tuple(measures),
        tuple(bodies),
        tuple(targets),
        links,
        tuple(unlinked),
        tuple(alignments),
        tuple(references),
        tuple(demonstrations),
        tuple(tables),
        tuple(figures),
        (
            *of_documents,
            *of_measures,
            *of_bodies,
            *of_targets,
            *of_links,
            *of_unlinked,
            *of_alignments,
            *of_references,
            *of_demonstrations,
            *of_tables,
            *of_figures,
        ),
        folder,
    )
