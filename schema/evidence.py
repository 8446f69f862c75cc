"""The tables that say where the numbers of standards were seen: web sites, and pages of them.

The meaning of each column is declared in ``dictionary.yml``.
"""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from schema.base import Base, one_of
from schema.vocabulary import SiteKind


class Site(Base):
    """A web site that evidence names, what it is, and whether our pages lead there."""

    __tablename__ = "sites"

    host: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    kind: Mapped[str] = mapped_column(index=True)
    reason: Mapped[str]
    is_linked: Mapped[int]

    __table_args__ = (
        one_of("kind", SiteKind),
        CheckConstraint("length(host) > 0 AND host = lower(host)", name="host"),
        CheckConstraint("length(reason) > 0", name="reason"),
        CheckConstraint("is_linked IN (0, 1)", name="is_linked"),
    )


class EvidencePage(Base):
    """A page given as evidence that a project resulted in a standard, and whether it counts as one
    that shows the number."""

    __tablename__ = "evidence_pages"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    standard_id: Mapped[int] = mapped_column(
        ForeignKey("standards.id"), primary_key=True, index=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    host: Mapped[str] = mapped_column(ForeignKey("sites.host"), index=True)
    kind: Mapped[str] = mapped_column(index=True)
    printed_number: Mapped[str | None]
    is_counted: Mapped[int] = mapped_column(index=True)
    reason: Mapped[str | None]

    __table_args__ = (
        one_of("kind", SiteKind),
        CheckConstraint("position > 0", name="position"),
        CheckConstraint("is_counted IN (0, 1)", name="is_counted"),
        CheckConstraint("is_counted = 1 OR reason IS NOT NULL", name="reason"),
    )
