"""CSV and TSV: cells between commas, semicolons, tabs or bars, in quotes where they hold one.

Titles above the table stand in records of a single field. The place of a row is the line it
begins on.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from itertools import dropwhile, groupby

from etl.problems import CatalogueError
from etl.readers import limits
from etl.readers.builder import DocumentBuilder
from etl.readers.document import Document
from etl.readers.encoding import decode
from etl.readers.refusal import over_limit, refuse

FORMAT = "csv"
_DELIMITERS = ",;\t，|"
_SAMPLE_LINES = 400
# Fewer columns, or fewer rows that agree, are prose with commas rather than a table.
_FEWEST_COLUMNS = 3
_FEWEST_ROWS = 2
# Two columns are a table when no record breaks the rule, and never between Chinese commas.
_PAIR = 2
_PAIR_DELIMITERS = ",;"
_FEWEST_PAIRS = 3
# Of the records with a delimiter, this share stands in tables; each of several has so many rows.
_SHARE = 0.6
_LONG_RUN = 4


def read_delimited(data: bytes) -> Document:
    """Read CSV or TSV. The delimiter is the one that makes rows of equal width."""
    text = decode(data)
    lines = text.splitlines(keepends=True)
    delimiter = _declared(lines) or find_delimiter(text) or ","
    built = DocumentBuilder(FORMAT)
    for number, record in _records(lines, delimiter):
        place = f"line {number}"
        if number == 1 and _declared(lines):
            continue
        if len(record) < 2:
            built.text(record[0] if record else "", place)
        else:
            built.row(record, place)
    return built.document()


def find_delimiter(text: str) -> str | None:
    """The delimiter under which most records stand below others of their width; ``None`` for
    prose. Several tables of different widths may follow each other; a table of two columns stands
    alone below its titles."""
    lines = text.splitlines(keepends=True)
    sample = [line for line in lines if line.strip()][:_SAMPLE_LINES]
    best = (0, "")
    pairs = None
    for delimiter in _DELIMITERS:
        try:
            records = [record for _, record in _records(sample, delimiter, strict=False)]
        except CatalogueError:
            continue
        if delimiter in _PAIR_DELIMITERS and _are_pairs(records):
            pairs = delimiter
        widths = [len(record) for record in records if len(record) > 1]
        runs = [(width, len(list(run))) for width, run in groupby(widths)]
        tables = [
            (width, count)
            for width, count in runs
            if width >= _FEWEST_COLUMNS and count >= _FEWEST_ROWS
        ]
        usual, times = max(
            Counter(widths).items(), key=lambda item: (item[1], item[0]), default=(0, 0)
        )
        together = sum(count for _, count in tables if count >= _LONG_RUN)
        if usual >= _FEWEST_COLUMNS and times >= max(_FEWEST_ROWS, _SHARE * len(widths)):
            best = max(best, (usual * times, delimiter))
        elif together >= _SHARE * len(widths) and tables:
            best = max(best, (sum(width * count for width, count in tables), delimiter))
    return best[1] or pairs


def _are_pairs(records: list[list[str]]) -> bool:
    """Whether all records below the titles have two cells."""
    table = list(dropwhile(lambda record: len(record) < _PAIR, records))
    return len(table) >= _FEWEST_PAIRS and all(len(record) == _PAIR for record in table)


def has_quoted_tabs(text: str) -> bool:
    """Whether tab-separated cells stand in quotes, as spreadsheets write them."""
    return '\t"' in text or '"\t' in text


def _declared(lines: list[str]) -> str | None:
    """The delimiter of Excel's own first line, ``sep=;``."""
    first = lines[0].strip().strip('"') if lines else ""
    return first[4] if first.startswith("sep=") and len(first) == 5 else None


def _records(
    lines: list[str], delimiter: str, *, strict: bool = True
) -> Iterator[tuple[int, list[str]]]:
    """Each record and the line it begins on."""
    reader = csv.reader(lines, delimiter=delimiter, strict=strict)
    while True:
        number = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken(error, number) from error
        yield number, record


def _broken(error: csv.Error, number: int) -> CatalogueError:
    place = f"line {number}"
    if "field limit" in str(error):
        return over_limit(
            f"a cell has more than {csv.field_size_limit():,} characters",
            f"{limits.MAX_CELL_CHARACTERS:,} characters a cell",
            place,
        )
    if "unexpected end of data" in str(error):
        return refuse(
            "truncated",
            "the file ends inside of the quotation marks that open in this line",
            "a closing quotation mark",
            "Get the file again; if it is whole, put a quotation mark inside of a cell twice.",
            place,
        )
    return refuse(
        "corrupt_file",
        f"the quotation marks in this line do not match ({error})",
        "CSV: a cell with a delimiter or a quotation mark stands in quotation marks",
        "Open the file in a spreadsheet, compare the line, and save it as CSV again.",
        place,
    )
