"""Which project carries out which measure, and which local measure answers which national one:
``measure_projects.csv``, ``unlinked_projects.csv`` and ``measure_alignments.csv``."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.policy.strict_rows import Row, read_rows, rows_of
from etl.problems import Problem
from schema.policy_vocabulary import (
    DepartmentNamed,
    LinkConfidence,
    LinkRank,
    Neighbours,
    TermRelation,
)

MEASURE_PROJECTS = "measure_projects.csv"
UNLINKED_PROJECTS = "unlinked_projects.csv"
MEASURE_ALIGNMENTS = "measure_alignments.csv"
PROJECT_COLUMNS = (
    "measure",
    "project",
    "project_title",
    "confidence",
    "rank",
    "relation",
    "term_in_measure",
    "term_in_title",
    "neighbours",
    "project_before",
    "project_after",
    "other_domain",
    "department_named",
    "project_line",
    "measure_line",
    "note",
)
UNLINKED_COLUMNS = ("project", "project_title", "candidates", "reason", "project_line")
ALIGNMENT_COLUMNS = (
    "local_measure",
    "national_measure",
    "term_local",
    "term_national",
    "confidence",
    "local_line",
    "national_line",
)
_NAMED = (TermRelation.SAME, TermRelation.SYNONYM, TermRelation.KIND_OF)


@dataclass(frozen=True)
class ProjectLink:
    """That a project carries out a measure. ``is_other_domain`` declares a project whose domain
    is not that of the measure's chapter; ``project_line`` is its line in the measure's text."""

    row: str
    measure: str
    project: str
    project_title: str
    confidence: LinkConfidence | None
    rank: LinkRank | None
    relation: TermRelation | None
    term_in_measure: str | None
    term_in_title: str | None
    neighbours: Neighbours | None
    project_before: str | None
    project_after: str | None
    is_other_domain: bool
    department_named: DepartmentNamed | None
    project_line: int
    measure_line: int
    note: str | None

    @property
    def is_primary(self) -> bool:
        return self.rank is LinkRank.PRIMARY


@dataclass(frozen=True)
class UnlinkedProject:
    """A project that could not be put under one measure."""

    row: str
    project: str
    project_title: str
    candidates: tuple[str, ...]
    reason: str
    project_line: int


@dataclass(frozen=True)
class Alignment:
    """That a local measure answers a national one, by a term of each."""

    row: str
    local: str
    national: str
    term_local: str
    term_national: str
    confidence: LinkConfidence | None
    local_line: int
    national_line: int


def read_project_links(path: Path, problems: list[Problem]) -> Iterator[ProjectLink]:
    """The links that can be used, one after the other; a problem for every cell that cannot is
    appended to ``problems``."""
    return rows_of(path, PROJECT_COLUMNS, _link, problems)


def read_unlinked(path: Path) -> tuple[list[UnlinkedProject], list[Problem]]:
    """The projects left out, and a problem for every cell that cannot be used."""
    return read_rows(
        path,
        UNLINKED_COLUMNS,
        lambda row: UnlinkedProject(
            row.place,
            row.text("project"),
            row.text("project_title"),
            row.texts("candidates"),
            row.text("reason"),
            row.number("project_line"),
        ),
    )


def read_alignments(path: Path) -> tuple[list[Alignment], list[Problem]]:
    """The alignments that can be used, and a problem for every cell that cannot."""
    return read_rows(
        path,
        ALIGNMENT_COLUMNS,
        lambda row: Alignment(
            row.place,
            row.text("local_measure"),
            row.text("national_measure"),
            row.text("term_local"),
            row.text("term_national"),
            row.choice("confidence", LinkConfidence),
            row.number("local_line"),
            row.number("national_line"),
        ),
    )


def _link(row: Row) -> ProjectLink:
    link = ProjectLink(
        row.place,
        row.text("measure"),
        row.text("project"),
        row.text("project_title"),
        row.choice("confidence", LinkConfidence),
        row.choice("rank", LinkRank),
        row.choice("relation", TermRelation),
        row.optional("term_in_measure"),
        row.optional("term_in_title"),
        row.optional_choice("neighbours", Neighbours),
        row.optional("project_before"),
        row.optional("project_after"),
        row.optional_flag("other_domain") or False,
        row.choice("department_named", DepartmentNamed),
        row.number("project_line"),
        row.number("measure_line"),
        row.optional("note"),
    )
    if not row.problems:
        _check_basis(row, link)
    return link


def _check_basis(row: Row, link: ProjectLink) -> None:
    """What a link rests on must fit how sure it is said to be."""
    if link.confidence is LinkConfidence.EXPLICIT:
        if link.relation not in _NAMED:
            row.report("relation", f"{link.relation} for an explicit link", " | ".join(_NAMED))
        for column, term in (
            ("term_in_measure", link.term_in_measure),
            ("term_in_title", link.term_in_title),
        ):
            if term is None:
                row.report(column, "an explicit link without a term", "the words printed in both")
    elif link.neighbours is None:
        row.report("neighbours", "an inferred link without its neighbours", " | ".join(Neighbours))
    if (link.relation is TermRelation.NONE) != (link.term_in_measure is None):
        row.report(
            "term_in_measure",
            f"{row.cells['term_in_measure']!r} with the relation {link.relation}",
            f"a term, or nothing for {TermRelation.NONE}",
        )
