"""Plain text: a line with tabs is a row of cells, any other line is text.

The place of a row is its line number, counted from 1, as an editor shows it.
"""

from etl.problems import CatalogueError, Problem
from etl.readers.document import Block, Document, Table, TableRow, TextBlock

FORMAT = "text"


def read_text(data: bytes) -> Document:
    """Read plain text. Raises ``CatalogueError`` (``encoding_error``) if it cannot be decoded."""
    blocks: list[Block] = []
    rows: list[TableRow] = []

    def close_table() -> None:
        if rows:
            blocks.append(Table(tuple(rows)))
            rows.clear()

    for number, line in enumerate(decode(data).split("\n"), start=1):
        line = line.removesuffix("\r").lstrip("\f")
        place = f"line {number}"
        if "\t" in line:
            rows.append(TableRow(tuple(line.split("\t")), place))
        else:
            close_table()
            if line.strip():
                blocks.append(TextBlock(line, place))
    close_table()
    return Document(FORMAT, tuple(blocks))


def decode(data: bytes) -> str:
    """The text of ``data``. UTF-8, with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogueError(
            [
                Problem(
                    "encoding_error",
                    f"line {line}",
                    f"byte {data[error.start]:#04x} is not valid UTF-8",
                    "text in UTF-8",
                    "Save the file as UTF-8 text and try again.",
                )
            ]
        ) from error
