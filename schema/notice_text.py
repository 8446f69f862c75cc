"""The tables of what notices print: their text, line by line, and which lines an entry was read
from.

The meaning of each column is declared in ``dictionary.yml``.
"""

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from schema.base import Base


class NoticeLine(Base):
    """A line of a file of a notice, as issued.

    In text forms it is a line of the file, and ``line`` its number as an editor shows it; ``cells``
    is that one line. In the others it is a paragraph or a row as the reader found it, counted from
    1 in the order of the file.
    """

    __tablename__ = "notice_lines"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    file_position: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[str]
    cells: Mapped[list[str]]

    __table_args__ = (
        ForeignKeyConstraint(
            ["notice_id", "file_position"],
            ["notice_files.notice_id", "notice_files.position"],
            name="fk_notice_lines_file",
        ),
        Index(None, "notice_id", "file_position", "place", "line"),
        CheckConstraint("line > 0", name="line"),
        CheckConstraint("json_type(cells) = 'array'", name="cells"),
    )


class EntryLine(Base):
    """A line that an entry was read from. A row that a page end cuts stands in two."""

    __tablename__ = "entry_lines"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entries.id"), primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    file_position: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)

    __table_args__ = (
        ForeignKeyConstraint(
            ["notice_id", "file_position", "line"],
            ["notice_lines.notice_id", "notice_lines.file_position", "notice_lines.line"],
            name="fk_entry_lines_line",
        ),
        Index(None, "notice_id", "file_position", "line"),
    )
