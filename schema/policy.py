"""The tables of the policy layer: documents, their measures and who answers for them, targets,
and which projects carry out which measure.

Facts only: headings, numbers, bodies, dates and places; no prose of a document is kept. Lines are
1-based lines of the text that the document was read from (``policy_documents.source_file``). The
meaning of each column is declared in ``dictionary_policy.yml``.
"""

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from schema.base import Base, one_of
from schema.outcomes import dated
from schema.policy_vocabulary import (
    Comparator,
    DepartmentNamed,
    DocumentKind,
    DocumentLevel,
    LinkConfidence,
    LinkRank,
    MeasureKind,
    MeasureLayer,
    MeasureRole,
    Neighbours,
    ReferenceRelation,
    ReferenceTarget,
    RoleBasis,
    TableForm,
    TargetKind,
    TermRelation,
)


def flag(column: str) -> CheckConstraint:
    """A CHECK that a column holds yes (1) or no (0)."""
    return CheckConstraint(f"{column} IN (0, 1)", name=column)


def lines() -> tuple[CheckConstraint, CheckConstraint]:
    """CHECKs that a row's lines are a range."""
    return (
        CheckConstraint("first_line > 0", name="first_line"),
        CheckConstraint("last_line >= first_line", name="last_line"),
    )


class PolicyDocument(Base):
    """A policy document, or a part of one that stands for itself."""

    __tablename__ = "policy_documents"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    is_title_printed: Mapped[int]
    level: Mapped[str] = mapped_column(index=True)
    place: Mapped[str | None]
    kind: Mapped[str] = mapped_column(index=True)
    status: Mapped[str]
    document_number: Mapped[str | None]
    issuers: Mapped[list[str]]
    issued_on: Mapped[str | None]
    issued_on_precision: Mapped[str | None]
    contained_in_id: Mapped[int | None] = mapped_column(
        ForeignKey("policy_documents.id"), index=True
    )
    bases: Mapped[list[str]]
    bases_line: Mapped[int | None]
    source_file: Mapped[str]
    first_line: Mapped[int]
    last_line: Mapped[int]
    contents_line: Mapped[int | None]
    note: Mapped[str | None]

    __table_args__ = (
        flag("is_title_printed"),
        one_of("level", DocumentLevel),
        one_of("kind", DocumentKind),
        *dated("issued_on"),
        *lines(),
        CheckConstraint("json_type(issuers) = 'array'", name="issuers"),
        CheckConstraint("(json_array_length(bases) = 0) = (bases_line IS NULL)", name="bases"),
        CheckConstraint("contained_in_id IS NULL OR contained_in_id <> id", name="contained_in"),
    )


class Measure(Base):
    """A numbered measure of a policy document."""

    __tablename__ = "measures"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("policy_documents.id"))
    layer: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(index=True)
    position: Mapped[int]
    number: Mapped[str | None]
    heading: Mapped[str]
    chapter: Mapped[str | None]
    domain: Mapped[str | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id"), index=True)
    is_list_open: Mapped[int | None]
    deadlines: Mapped[list[str]]
    deadlines_printed: Mapped[list[str]]
    number_line: Mapped[int | None]
    first_line: Mapped[int]
    last_line: Mapped[int]
    bodies_line: Mapped[int | None]
    note: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("document_id", "position"),
        one_of("layer", MeasureLayer),
        one_of("kind", MeasureKind),
        CheckConstraint("position BETWEEN 1 AND 999", name="position"),
        CheckConstraint("length(heading) > 0", name="heading"),
        CheckConstraint("(number IS NULL) = (number_line IS NULL)", name="number"),
        CheckConstraint("is_list_open IS NULL OR is_list_open IN (0, 1)", name="is_list_open"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="parent"),
        CheckConstraint("json_type(deadlines) = 'array'", name="deadlines"),
        *lines(),
    )


class MeasureOrganization(Base):
    """Which body answers for a measure, and how. ``position`` is the printed order, from 1."""

    __tablename__ = "measure_organizations"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))
    printed_name: Mapped[str]
    role: Mapped[str] = mapped_column(index=True)
    role_printed: Mapped[str | None]
    basis: Mapped[str] = mapped_column(index=True)
    line: Mapped[int]

    __table_args__ = (
        UniqueConstraint("measure_id", "organization_id", "role"),
        Index(None, "organization_id", "role", "measure_id"),
        one_of("role", MeasureRole),
        one_of("basis", RoleBasis),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint("length(printed_name) > 0", name="printed_name"),
    )


class Target(Base):
    """A quantity that a document sets out to reach."""

    __tablename__ = "targets"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("policy_documents.id"), index=True)
    measure_id: Mapped[int | None] = mapped_column(ForeignKey("measures.id"), index=True)
    topic: Mapped[str | None] = mapped_column(index=True)
    subject: Mapped[str]
    kind: Mapped[str] = mapped_column(index=True)
    comparator: Mapped[str]
    value: Mapped[float] = mapped_column(Float)
    value_max: Mapped[float | None] = mapped_column(Float)
    unit: Mapped[str]
    due: Mapped[str | None]
    due_year: Mapped[int | None] = mapped_column(index=True)
    baseline_year: Mapped[int | None]
    value_printed: Mapped[str]
    comparator_printed: Mapped[str | None]
    restates_id: Mapped[int | None] = mapped_column(ForeignKey("targets.id"), index=True)
    line: Mapped[int]
    note: Mapped[str | None]

    __table_args__ = (
        one_of("kind", TargetKind),
        one_of("comparator", Comparator),
        CheckConstraint("(comparator = 'range') = (value_max IS NOT NULL)", name="value_max"),
        CheckConstraint("value_max IS NULL OR value_max > value", name="range"),
        CheckConstraint("restates_id IS NULL OR restates_id <> id", name="restates"),
    )


class MeasureProject(Base):
    """Which project carries out which measure, and what that rests on."""

    __tablename__ = "measure_projects"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    confidence: Mapped[str] = mapped_column(index=True)
    rank: Mapped[str]
    relation: Mapped[str] = mapped_column(index=True)
    term_in_measure: Mapped[str | None]
    term_in_title: Mapped[str | None]
    neighbours: Mapped[str | None]
    project_before_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"))
    project_after_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"))
    is_other_domain: Mapped[int]
    department_named: Mapped[str]
    measure_line: Mapped[int]
    project_line: Mapped[int]
    note: Mapped[str | None]

    __table_args__ = (
        Index(None, "project_id", "measure_id"),
        one_of("confidence", LinkConfidence),
        one_of("rank", LinkRank),
        one_of("relation", TermRelation),
        one_of("neighbours", Neighbours, optional=True),
        one_of("department_named", DepartmentNamed),
        flag("is_other_domain"),
        CheckConstraint(
            "(relation = '未点名') = (term_in_measure IS NULL)", name="term_in_measure"
        ),
    )


class UnlinkedProject(Base):
    """A project that could not be put under one measure, with the measures that come close."""

    __tablename__ = "unlinked_projects"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    candidates: Mapped[list[str]]
    reason: Mapped[str]
    project_line: Mapped[int]

    __table_args__ = (
        CheckConstraint("json_array_length(candidates) > 0", name="candidates"),
        CheckConstraint("length(reason) > 0", name="reason"),
    )


class MeasureAlignment(Base):
    """Which national measure a local measure answers, and the words that both print."""

    __tablename__ = "measure_alignments"

    local_measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), primary_key=True)
    national_measure_id: Mapped[int] = mapped_column(ForeignKey("measures.id"), primary_key=True)
    confidence: Mapped[str] = mapped_column(index=True)
    term_local: Mapped[str]
    term_national: Mapped[str]
    local_line: Mapped[int]
    national_line: Mapped[int]

    __table_args__ = (
        Index(None, "national_measure_id", "local_measure_id"),
        one_of("confidence", LinkConfidence),
        CheckConstraint("local_measure_id <> national_measure_id", name="other"),
    )


class DocumentReference(Base):
    """What a document names: another document, a law, a standard."""

    __tablename__ = "document_references"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("policy_documents.id"), index=True)
    line: Mapped[int]
    relation: Mapped[str] = mapped_column(index=True)
    target_kind: Mapped[str] = mapped_column(index=True)
    target_printed: Mapped[str]
    target_number: Mapped[str | None]
    target_documents: Mapped[list[str]]
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    note: Mapped[str | None]

    __table_args__ = (
        one_of("relation", ReferenceRelation),
        one_of("target_kind", ReferenceTarget),
        CheckConstraint("json_type(target_documents) = 'array'", name="target_documents"),
    )


class DemonstrationProject(Base):
    """A demonstration project of a list: a project to be built, not a standard."""

    __tablename__ = "demonstration_projects"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("policy_documents.id"))
    seq: Mapped[int]
    name: Mapped[str]
    direction: Mapped[str] = mapped_column(index=True)
    category: Mapped[str | None] = mapped_column(index=True)
    region: Mapped[str] = mapped_column(index=True)
    entities: Mapped[list[str]]
    is_entities_open: Mapped[int]
    co2_cut: Mapped[int | None]
    co2_used: Mapped[int | None]
    co2_captured: Mapped[int | None]
    coal_saved: Mapped[int | None]
    comparator: Mapped[str | None]
    facts_printed: Mapped[list[str]]
    first_line: Mapped[int]
    last_line: Mapped[int]
    fragments: Mapped[int]
    content_length: Mapped[int]
    content_sha256: Mapped[str]
    note: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("document_id", "seq"),
        flag("is_entities_open"),
        CheckConstraint("json_array_length(entities) > 0", name="entities"),
        one_of("comparator", Comparator, optional=True),
        CheckConstraint("fragments > 0", name="fragments"),
        CheckConstraint("length(content_sha256) = 16", name="content_sha256"),
        *lines(),
    )


class DocumentTable(Base):
    """A table or list of a document, and how it is told from a list of standards."""

    __tablename__ = "document_tables"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("policy_documents.id"), index=True)
    title: Mapped[str]
    form: Mapped[str]
    columns: Mapped[list[str]]
    row_count: Mapped[int]
    is_standards_list: Mapped[int]
    title_line: Mapped[int]
    first_line: Mapped[int]
    last_line: Mapped[int]
    header_lines: Mapped[list[str]]
    broken_rows: Mapped[list[str]]
    note: Mapped[str | None]

    __table_args__ = (
        one_of("form", TableForm),
        flag("is_standards_list"),
        CheckConstraint("row_count > 0", name="row_count"),
        *lines(),
    )


class OtherFigure(Base):
    """A figure in a document's text that is no target, and why."""

    __tablename__ = "other_figures"

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("policy_documents.id"), index=True)
    line: Mapped[int]
    printed: Mapped[str]
    reason: Mapped[str] = mapped_column(index=True)

    __table_args__ = (CheckConstraint("length(reason) > 0", name="reason"),)
