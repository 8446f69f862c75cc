"""What every reader gives: a stream of text blocks and tables, each with its place.

A reader turns bytes into this shape and judges nothing: which table is a list of standards
projects, and what its cells mean, is decided later and in the same way for every format.
"""

from dataclasses import dataclass

from etl.problems import Problem


@dataclass(frozen=True)
class TextBlock:
    """A paragraph, line or heading outside of tables, as printed."""

    text: str
    place: str


@dataclass(frozen=True)
class TableRow:
    """One printed row. ``cells`` are verbatim; merged cells carry the text of their merge.

    ``place`` names the row as a person finds it: ``line 468``, ``page 7, row 3``,
    ``sheet 2025, row 4``, ``table 2, row 5``.
    ``starts_page`` is true for the first row after a page break, where a cell may continue the
    row above.
    """

    cells: tuple[str, ...]
    place: str
    starts_page: bool = False


@dataclass(frozen=True)
class Table:
    """Rows that stand together in the document. Page breaks may cut one list into several."""

    rows: tuple[TableRow, ...]


Block = TextBlock | Table


@dataclass(frozen=True)
class Document:
    """A document as read: its format, its blocks in reading order, and what went wrong."""

    format: str
    blocks: tuple[Block, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]

    @property
    def texts(self) -> list[TextBlock]:
        return [block for block in self.blocks if isinstance(block, TextBlock)]
