"""The table of figures that only change with the catalogue, counted once by the build, so that no
page counts a catalogue of any size.

A figure is known by what it counts; what is not stated of it is the empty text, so that the key of
a figure is the same whichever way a catalogue came to be. The meaning of each column is declared in
``dictionary.yml``; ``etl/database/counts.py`` fills the table, ``etl/database/count_changes.py``
changes it, and ``etl/checks/counts_equal_rows.sql`` compares it with what it counts.
"""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from schema.base import Base, one_of
from schema.vocabulary import CountSubject

# So many bodies with the most projects are told from all others.
TOP_BODIES = 12
# The bodies that stand beside a body are counted at a request up to so many projects; beyond, they
# are in ``counts``: pairs of bodies are as many as the square of the bodies of a project.
COUNTED_AT_REQUEST = 1_000
# Names of dimensions that are not columns.
TOTAL = ""
STATED_PUBLISHED = "stated_published"
PUBLISHED_MONTH = "published_month"
# Of a measure: competent bodies with those that are part of them as one; and what became of the
# projects behind a local measure, which carry out the national ones that it answers.
WITH_PARTS = "with_parts"
BEHIND = "behind"


class Count(Base):
    """How many projects, rows or standards of a subject have a value."""

    __tablename__ = "counts"

    subject: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    part: Mapped[str] = mapped_column(primary_key=True)
    dimension: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    mandate: Mapped[str] = mapped_column(primary_key=True)
    counted: Mapped[int]
    first: Mapped[int]
    as_of: Mapped[str | None]

    __table_args__ = (
        Index(None, "subject", "part", "dimension", "subject_id"),
        one_of("subject", CountSubject),
        CheckConstraint("counted > 0", name="counted"),
    )
