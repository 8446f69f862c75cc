"""Builds a document block by block and keeps to the limits while it grows."""

from collections.abc import Iterable
from dataclasses import replace

from etl.problems import Problem
from etl.readers import limits
from etl.readers.document import Block, Document, Table, TableRow, TextBlock
from etl.readers.refusal import over_limit

_SHOWN = 40


class DocumentBuilder:
    """Collects text blocks and rows in reading order. Rows added in a row form one table."""

    def __init__(self, format_name: str) -> None:
        self.format = format_name
        self.blocks: list[Block] = []
        self.problems: list[Problem] = []
        self._rows: list[TableRow] = []
        self._cells = 0
        self._count = 0
        self._hidden: list[tuple[str, str]] = []

    def text(self, text: str, place: str) -> None:
        """Add a paragraph. It ends the table before it; a blank one only does that."""
        self.end_table()
        if not text.strip():
            return
        self._count_block(place)
        if len(text) > limits.MAX_TEXT_CHARACTERS:
            raise over_limit(
                f"a paragraph has {len(text):,} characters",
                f"{limits.MAX_TEXT_CHARACTERS:,} characters a paragraph",
                place,
            )
        self.blocks.append(TextBlock(well_formed(text), place))

    def row(self, cells: Iterable[str], place: str, starts_page: bool = False) -> None:
        """Add a row to the table at hand."""
        self._count_block(place)
        cells = tuple(cells)
        self._cells += len(cells)
        if self._cells > limits.MAX_CELLS:
            raise over_limit(
                f"its tables have more than {limits.MAX_CELLS:,} cells",
                f"{limits.MAX_CELLS:,} cells",
                place,
            )
        longest = max(map(len, cells), default=0)
        if longest > limits.MAX_CELL_CHARACTERS:
            raise over_limit(
                f"a cell has {longest:,} characters",
                f"{limits.MAX_CELL_CHARACTERS:,} characters a cell",
                place,
            )
        self._rows.append(TableRow(tuple(map(well_formed, cells)), place, starts_page))

    def fill(self, block: int, row: int, column: int, text: str) -> None:
        """Give an empty cell of a table that has ended its text."""
        table = self.blocks[block]
        assert isinstance(table, Table)
        rows = list(table.rows)
        cells = list(rows[row].cells)
        cells[column] = well_formed(text)
        rows[row] = replace(rows[row], cells=tuple(cells))
        self.blocks[block] = Table(tuple(rows))

    def hidden(self, place: str, text: str) -> None:
        """Say that text in a table is hidden in the document and left out."""
        self._hidden.append((place, text))

    def struck(self, place: str, text: str) -> None:
        """Say that words in a row are struck through: whether they count is not known."""
        self.problems.append(
            Problem(
                "suspicious_text",
                place,
                f"struck through: {text[:_SHOWN]!r}",
                "text that counts, or a tracked deletion that does not",
                "Ask the issuer, or delete the words in the document; if they count, accept the "
                "problem in notice.yml.",
            )
        )

    def end_table(self) -> None:
        """End the table at hand; the next row begins another."""
        if self._rows:
            self.blocks.append(Table(tuple(self._rows)))
            self._rows = []

    def document(self) -> Document:
        self.end_table()
        if self._hidden:
            place, text = self._hidden[0]
            count = len(self._hidden)
            self.problems.append(
                Problem(
                    "hidden_text",
                    place,
                    f"hidden text is left out in {count} places; the first is {text[:_SHOWN]!r}",
                    "text that everybody sees",
                    "Compare with the document as it is shown.",
                )
            )
        return Document(self.format, tuple(self.blocks), tuple(self.problems))

    def _count_block(self, place: str) -> None:
        self._count += 1
        if self._count > limits.MAX_BLOCKS:
            raise over_limit(
                f"it has more than {limits.MAX_BLOCKS:,} paragraphs and rows",
                f"{limits.MAX_BLOCKS:,} paragraphs and rows",
                place,
            )


def well_formed(text: str) -> str:
    """The text with halves of characters (lone surrogates), which no file can hold, replaced."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
