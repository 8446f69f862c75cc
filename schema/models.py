"""The tables of the catalogue.

The meaning of every table and column is declared in ``dictionary.yml``; here is only their
shape. Constraints are named, closed lists are enforced, and Chinese values are stored as
printed.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from schema.base import Base, TextArray, add_declared_columns, one_of
from schema.vocabulary import (
    EvidenceRank,
    FindingKind,
    Level,
    Mandate,
    OrganizationKind,
    OutcomeField,
    ProjectField,
    ProjectStatus,
    ProjectType,
    Role,
    StandardLevel,
    TotalScope,
)

# The key of ``build_info`` under which the date of the data stands.
DATA_DATE = "data as of"


class Notice(Base):
    """A document as issued."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    document_number: Mapped[str]
    issued_on: Mapped[date]
    issuers: Mapped[list[str]]
    obtained_from: Mapped[str]
    published_in: Mapped[str | None]
    published_at: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("(published_in IS NULL) = (published_at IS NULL)", name="published"),
    )


class NoticeDocument(Base):
    """A file of a notice: its letter, or an annex."""

    __tablename__ = "notice_files"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str]
    format: Mapped[str]
    sha256: Mapped[str]

    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("position > 0", name="position"),
    )


class List(Base):
    """A list of standards or of projects: one annex of a notice."""

    __tablename__ = "lists"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), index=True)
    annex: Mapped[str]
    title: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    stated_count: Mapped[int | None]
    stated_in: Mapped[str]
    row_count: Mapped[int]
    kind: Mapped[str] = mapped_column(index=True)
    level: Mapped[str | None] = mapped_column(index=True)
    file: Mapped[str]
    header: Mapped[list[str]]
    constants: Mapped[dict[str, str]]

    __table_args__ = (
        one_of("level", StandardLevel),
        CheckConstraint("row_count > 0", name="row_count"),
        CheckConstraint("year BETWEEN 1900 AND 2099", name="year"),
    )


class Project(Base):
    """A standards project: what the rows of one list or several are about. The wide table that
    people browse. What no list states is null."""

    __tablename__ = "projects"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("lists.id"))
    year: Mapped[int] = mapped_column(index=True)
    seq: Mapped[int]
    title: Mapped[str]
    project_type: Mapped[str | None] = mapped_column(index=True)
    mandate: Mapped[str | None] = mapped_column(index=True)
    domain: Mapped[str | None] = mapped_column(index=True)
    departments: Mapped[list[str]]
    committees: Mapped[list[str]]
    family: Mapped[str | None] = mapped_column(index=True)
    part_number: Mapped[str | None]
    part_title: Mapped[str | None]
    source_place: Mapped[str]
    source_cells: Mapped[list[str]]
    status: Mapped[str] = mapped_column(index=True, server_default=ProjectStatus.UNKNOWN)
    standard_numbers: Mapped[list[str]] = mapped_column(server_default="[]")
    published_year: Mapped[int | None] = mapped_column(index=True)
    title_sort_key: Mapped[str] = mapped_column(index=True, server_default=text("''"))
    level: Mapped[str | None] = mapped_column(index=True)
    other: Mapped[dict[str, str]] = mapped_column(server_default="{}")

    __table_args__ = (
        UniqueConstraint("list_id", "seq"),
        # A search is ranked by it.
        Index("ix_projects_title_length", text("length(title)")),
        one_of("level", StandardLevel),
        one_of("status", ProjectStatus),
        one_of("project_type", ProjectType),
        one_of("mandate", Mandate),
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("length(title) > 0", name="title"),
        CheckConstraint("json_type(departments) = 'array'", name="departments"),
        CheckConstraint("json_type(committees) = 'array'", name="committees"),
        CheckConstraint("json_type(source_cells) = 'array'", name="source_cells"),
        CheckConstraint("(family IS NULL) = (part_number IS NULL)", name="family"),
        CheckConstraint("json_type(standard_numbers) = 'array'", name="standard_numbers"),
        CheckConstraint(
            "(json_array_length(standard_numbers) = 0) = (published_year IS NULL)",
            name="published_year",
        ),
        CheckConstraint("json_type(measures) = 'array'", name="measures"),
        one_of("evidence_rank", EvidenceRank, optional=True),
        CheckConstraint("json_type(replaced_numbers) = 'array'", name="replaced_numbers"),
    )


add_declared_columns(
    Project,
    "projects",
    {
        "due_on": {
            "measures": mapped_column(TextArray, nullable=False, server_default="[]"),
            "evidence_rank": mapped_column(Text, nullable=True, index=True),
            "status_as_of": mapped_column(Text, nullable=True, index=True),
            "published_on": mapped_column(Text, nullable=True),
            "implemented_on": mapped_column(Text, nullable=True),
            "replaced_numbers": mapped_column(TextArray, nullable=False, server_default="[]"),
        }
    },
)


class Entry(Base):
    """A row of a list, about one project or one standard. What it does not state is null."""

    __tablename__ = "entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("lists.id"))
    seq: Mapped[int]
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    standard_id: Mapped[int | None] = mapped_column(ForeignKey("standards.id"), index=True)
    title: Mapped[str]
    source_place: Mapped[str]
    source_cells: Mapped[list[str]]
    other: Mapped[dict[str, str]]

    __table_args__ = (
        UniqueConstraint("list_id", "seq"),
        CheckConstraint("seq > 0", name="seq"),
        CheckConstraint("length(title) > 0", name="title"),
        CheckConstraint("json_type(source_cells) = 'array'", name="source_cells"),
        CheckConstraint("json_type(other) = 'object'", name="other"),
        CheckConstraint("project_id IS NOT NULL OR standard_id IS NOT NULL", name="subject"),
    )


add_declared_columns(Entry, "entries")


class Organization(Base):
    """A body that has to do with standards: competent, in charge, executing or drafting; or that a
    measure names."""

    __tablename__ = "organizations"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(index=True)
    sac_code: Mapped[str | None] = mapped_column(unique=True)
    sac_code_sources: Mapped[str | None]
    official_name: Mapped[str | None]
    note: Mapped[str | None]
    name_sort_key: Mapped[str] = mapped_column(server_default=text("''"))
    level: Mapped[str | None] = mapped_column(index=True)
    place: Mapped[str | None] = mapped_column(index=True)
    part_of_id: Mapped[int | None] = mapped_column(ForeignKey("organizations.id"), index=True)

    __table_args__ = (
        one_of("kind", OrganizationKind),
        one_of("level", Level, optional=True),
        CheckConstraint("part_of_id IS NULL OR part_of_id <> id", name="part_of"),
        CheckConstraint("(sac_code IS NULL) = (sac_code_sources IS NULL)", name="sac_code"),
    )


class OrganizationAlias(Base):
    """Another name under which a body is written or looked for: 工信部. ``folded`` is the alias as
    search compares it."""

    __tablename__ = "organization_aliases"

    alias: Mapped[str] = mapped_column(primary_key=True)
    folded: Mapped[str] = mapped_column(index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"), index=True)
    reason: Mapped[str]
    source: Mapped[str]


class ProjectOrganization(Base):
    """Which body does what for which project. ``position`` is the printed order, from 1."""

    __tablename__ = "project_organizations"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organizations.id"))

    __table_args__ = (
        UniqueConstraint("project_id", "role", "organization_id"),
        Index(None, "organization_id", "role", "project_id"),
        one_of("role", Role),
        CheckConstraint("position > 0", name="position"),
    )


class StatedTotal(Base):
    """A total stated by a notice or its issuers, against the projects counted."""

    __tablename__ = "stated_totals"

    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), index=True)
    scope: Mapped[str]
    list_id: Mapped[int | None] = mapped_column(ForeignKey("lists.id"), index=True)
    domain: Mapped[str | None]
    stated_count: Mapped[int]
    counted: Mapped[int]
    stated_in: Mapped[str]

    __table_args__ = (
        one_of("scope", TotalScope),
        CheckConstraint("(scope = '清单') = (list_id IS NOT NULL)", name="list"),
        CheckConstraint("(scope = '领域') = (domain IS NOT NULL)", name="domain"),
    )


class Finding(Base):
    """Something odd in the notice or in an outcome, kept as it is and shown."""

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    kind: Mapped[str] = mapped_column(index=True)
    field: Mapped[str]
    value: Mapped[str]
    message: Mapped[str]

    __table_args__ = (one_of("kind", FindingKind), one_of("field", ProjectField, OutcomeField))


class Correction(Base):
    """A value of a row of a list that differs from the notice, and why. ``project_id`` is that of
    its entry: the project that the row is about, if it is about one."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    field: Mapped[str]
    source_value: Mapped[str]
    published_value: Mapped[str]
    reason: Mapped[str]
    evidence: Mapped[str]

    __table_args__ = (
        UniqueConstraint("entry_id", "field"),
        one_of("field", ProjectField),
        CheckConstraint("source_value <> published_value", name="changes"),
        CheckConstraint("length(reason) > 0 AND length(evidence) > 0", name="reason"),
    )


class VocabularyTerm(Base):
    """A value that a column of a list may have."""

    __tablename__ = "vocabulary"

    field: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    definition: Mapped[str]
    english: Mapped[str]
    source: Mapped[str]
    variants: Mapped[list[str]]


class DictionaryEntry(Base):
    """What a table or column means. ``column_name`` is empty for the table itself."""

    __tablename__ = "data_dictionary"

    table_name: Mapped[str] = mapped_column(primary_key=True)
    column_name: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int]
    title: Mapped[str]
    description: Mapped[str]
    english: Mapped[str]
    source_header: Mapped[str | None]
    unit: Mapped[str | None]
    data_type: Mapped[str | None]
    filled: Mapped[int] = mapped_column(server_default=text("0"))
    is_uniform: Mapped[int] = mapped_column(server_default=text("0"))


class BuildInfo(Base):
    """What the catalogue was made from. No clock time: equal inputs give an equal catalogue."""

    __tablename__ = "build_info"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


def as_row(instance: Base) -> dict[str, Any]:
    """The column values of a mapped object."""
    return {column.key: getattr(instance, column.key) for column in instance.__table__.columns}
