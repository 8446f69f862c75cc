"""The annexes as data, and what every rendering of them must give."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.extract import Extraction, extract_file
from etl.readers.document import Document, TextBlock
from etl.readers.plain_text import read_text
from etl.recognition.headings import is_list_title
from tests.builders import ANNEXES, curation

Row = tuple[str, ...]


@dataclass(frozen=True)
class Annex:
    """A list as printed: its title, its header, its rows."""

    title: str
    header: Row
    rows: tuple[Row, ...]


@cache
def annexes(rows: int = 1000) -> tuple[Annex, ...]:
    """The lists, each with its first ``rows`` rows."""
    found: list[tuple[str, list[Row]]] = []
    for block in read_text(ANNEXES.read_bytes()).blocks:
        if isinstance(block, TextBlock):
            if is_list_title(block.text):
                found.append((block.text, []))
        else:
            found[-1][1].extend(row.cells for row in block.rows)
    return tuple(
        Annex(title, cells[0], tuple(row for row in cells if row[0].isdigit())[:rows])
        for title, cells in found
    )


def squeezed(rows: Sequence[Sequence[str]]) -> list[Row]:
    """Rows without blanks and line ends, which each format sets in its own way."""
    return [tuple("".join(cell.split()) for cell in row) for row in rows]


def data_rows(document: Document) -> list[Row]:
    """All rows of a document that begin with a number."""
    rows = [row.cells for table in document.tables for row in table.rows]
    return [row for row in squeezed(rows) if row and row[0].isdigit()]


def expected_rows(rows: int = 1000) -> list[Row]:
    """The rows of both lists as ``data_rows`` gives them."""
    return squeezed([row for annex in annexes(rows) for row in annex.rows])


def extract(data: bytes, folder: Path, name: str = "notice.bin") -> Extraction:
    """Extract a document that exists as bytes, under a name that says nothing."""
    path = folder / name
    path.write_bytes(data)
    return extract_file(path, curation())


def records(extraction: Extraction) -> list[tuple[object, ...]]:
    """All records, without where and how they were printed."""
    return [
        (
            record.year,
            record.seq,
            record.title,
            record.project_type,
            record.mandate,
            record.departments,
            record.committees,
            record.domain,
        )
        for found in extraction.lists
        for record in found.entries
    ]


@cache
def _source_records() -> tuple[tuple[object, ...], ...]:
    return tuple(records(extract_file(ANNEXES, curation())))


def expected_records(rows: int = 1000) -> list[tuple[object, ...]]:
    """The records of the first ``rows`` rows of each list."""
    counted: dict[object, int] = {}
    kept = []
    for record in _source_records():
        counted[record[0]] = counted.get(record[0], 0) + 1
        if counted[record[0]] <= rows:
            kept.append(record)
    return kept
