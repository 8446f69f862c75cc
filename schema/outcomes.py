"""The tables that say what became of projects: standards, outcomes, and events.

Every number, date and replacement stands beside the addresses where it was seen. The meaning of
each column is declared in ``dictionary.yml``.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from schema.base import Base, one_of
from schema.vocabulary import (
    Basis,
    Confidence,
    DatePrecision,
    EventKind,
    EventScope,
    EvidenceRank,
    Extent,
    OutcomeRelation,
    StandardLevel,
    StandardMandate,
    StandardRole,
)


def dated(column: str) -> tuple[CheckConstraint, CheckConstraint]:
    """CHECKs that a date (``2025``, ``2025-08`` or ``2025-08-01``) has the precision stated."""
    precisions = ", ".join(f"'{value}'" for value in DatePrecision)
    return (
        CheckConstraint(
            f"{column}_precision IS NULL OR {column}_precision IN ({precisions})",
            name=f"{column}_precision",
        ),
        CheckConstraint(
            f"({column} IS NULL AND {column}_precision IS NULL) OR length({column}) = "
            f"CASE {column}_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 "
            "WHEN 'day' THEN 10 ELSE 0 END",
            name=column,
        ),
    )


class Standard(Base):
    """A standard: the result of a project, replaced by one that is, or listed by an announcement.

    ``serial`` and ``part`` are numbers where the standard's number has plain ones.
    """

    __tablename__ = "standards"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    normalized_number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(index=True)
    serial: Mapped[int | None]
    part: Mapped[int | None]
    number_year: Mapped[int | None] = mapped_column(index=True)
    mandate: Mapped[str | None] = mapped_column(index=True)
    role: Mapped[str] = mapped_column(index=True)
    title: Mapped[str | None]
    published_on: Mapped[str | None] = mapped_column(index=True)
    published_on_precision: Mapped[str | None]
    implemented_on: Mapped[str | None] = mapped_column(index=True)
    implemented_on_precision: Mapped[str | None]
    level: Mapped[str | None] = mapped_column(index=True)
    withdrawn_on: Mapped[str | None] = mapped_column(index=True)
    withdrawn_on_precision: Mapped[str | None]
    evidence_rank: Mapped[str | None] = mapped_column(index=True)

    __table_args__ = (
        Index(None, "serial", "part", "number_year"),
        one_of("level", StandardLevel),
        one_of("mandate", StandardMandate),
        one_of("role", StandardRole),
        CheckConstraint(
            "mandate = CASE kind WHEN 'GB' THEN '强制' WHEN 'GB/T' THEN '推荐' "
            "WHEN 'GB/Z' THEN '指导' ELSE mandate END",
            name="mandate_of_kind",
        ),
        CheckConstraint("substr(normalized_number, 1, length(kind)) = kind", name="kind"),
        CheckConstraint(
            "normalized_number = trim(normalized_number)",
            name="normalized_number",
        ),
        CheckConstraint("title IS NULL OR length(title) > 0", name="title"),
        *dated("published_on"),
        *dated("implemented_on"),
        *dated("withdrawn_on"),
        one_of("evidence_rank", EvidenceRank, optional=True),
    )


class ProjectOutcome(Base):
    """What a project has to do with a standard, how sure that is, and where it was seen."""

    __tablename__ = "project_outcomes"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("standards.id"), primary_key=True)
    relation: Mapped[str] = mapped_column(primary_key=True)
    confidence: Mapped[str] = mapped_column(index=True)
    evidence: Mapped[list[str]]
    note: Mapped[str | None]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), index=True)
    evidence_rank: Mapped[str | None] = mapped_column(index=True)

    __table_args__ = (
        Index(None, "standard_id", "relation", "project_id"),
        one_of("relation", OutcomeRelation),
        one_of("confidence", Confidence),
        CheckConstraint("json_array_length(evidence) > 0 OR entry_id IS NOT NULL", name="evidence"),
        CheckConstraint("note IS NULL OR length(note) > 0", name="note"),
        one_of("evidence_rank", EvidenceRank, optional=True),
    )


class StandardRelation(Base):
    """That a standard replaces another, wholly or partly."""

    __tablename__ = "standard_relations"

    standard_id: Mapped[int] = mapped_column(ForeignKey("standards.id"), primary_key=True)
    replaced_id: Mapped[int] = mapped_column(ForeignKey("standards.id"), primary_key=True)
    extent: Mapped[str] = mapped_column(index=True)
    basis: Mapped[str] = mapped_column(index=True)
    evidence: Mapped[list[str]]
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entries.id"), index=True)

    __table_args__ = (
        Index(None, "replaced_id", "standard_id"),
        one_of("extent", Extent),
        one_of("basis", Basis),
        CheckConstraint("standard_id <> replaced_id", name="other"),
        CheckConstraint("json_array_length(evidence) > 0 OR entry_id IS NOT NULL", name="evidence"),
    )


class Event(Base):
    """What was stated of projects: who said what, when, and where it is reported."""

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(index=True)
    stated_on: Mapped[str]
    stated_on_precision: Mapped[str]
    stated_by: Mapped[str]
    statement: Mapped[str]
    source: Mapped[str]
    evidence: Mapped[list[str]]
    contradicts_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)

    __table_args__ = (
        one_of("kind", EventKind),
        *dated("stated_on"),
        CheckConstraint("length(stated_by) > 0 AND length(statement) > 0", name="statement"),
        CheckConstraint("length(source) > 0", name="source"),
        CheckConstraint("json_type(evidence) = 'array'", name="evidence"),
        CheckConstraint("contradicts_id IS NULL OR contradicts_id <> id", name="contradicts"),
    )


class EventSubject(Base):
    """What an event speaks of: a notice, a list, a domain or one project, and how many."""

    __tablename__ = "event_subjects"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    scope: Mapped[str]
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notices.id"), index=True)
    list_id: Mapped[int | None] = mapped_column(ForeignKey("lists.id"), index=True)
    domain: Mapped[str | None]
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"), index=True)
    stated_count: Mapped[int]
    counted: Mapped[int]

    __table_args__ = (
        one_of("scope", EventScope),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint("(scope IN ('通知', '领域')) = (notice_id IS NOT NULL)", name="notice"),
        CheckConstraint("(scope = '清单') = (list_id IS NOT NULL)", name="list"),
        CheckConstraint("(scope = '领域') = (domain IS NOT NULL)", name="domain"),
        CheckConstraint("(scope = '项目') = (project_id IS NOT NULL)", name="project"),
        CheckConstraint("stated_count BETWEEN 1 AND counted", name="stated_count"),
    )
