"""What can be wrong with headers and rows of lists, as the walk over a document meets it."""

from collections.abc import Iterable, Iterator, Sequence

from etl.problems import CatalogueError, Problem
from etl.readers import limits
from etl.readers.document import TableRow
from etl.readers.refusal import over_limit
from etl.recognition.header_words import expected_word
from etl.recognition.headers import Header
from etl.recognition.lists import StandardsList
from etl.recognition.row_shapes import number_in_front


def lost_on_first_page(found: StandardsList, row: TableRow, names: Iterable[str]) -> Problem:
    """A header repeated at ``row`` has fields that the header of the list has not."""
    words = ", ".join(expected_word(name) for name in names)
    return Problem(
        "missing_column",
        found.place,
        f"the header of this list has no column {words}, and the one repeated at {row.place} has; "
        f"its columns are {', '.join(found.header.words)}",
        "the same columns on every page",
        "Compare with the document: a header word was changed on one page. None of the rows under "
        "the header that lacks it is loaded.",
        year=found.year,
    )


def missing_columns(
    header: Header, row: TableRow, lacking: Iterable[str], year: int | None
) -> Problem:
    """A header lacks its titles, or fields that the list has on other pages."""
    return Problem(
        "missing_column",
        row.place,
        "this header has no column "
        + ", ".join(expected_word(name) for name in lacking)
        + f"; its columns are {', '.join(header.words)}",
        "a column of titles, and the same columns on every page of a list",
        "Compare with the document; if the notice uses another word for the column, add the word "
        "to schema/kinds/fields.yml. None of the rows under this header is loaded.",
        year=year,
    )


def misplaced_row(
    row: TableRow, fault: tuple[str, str, str], year: int | None, seq: int | None
) -> Problem:
    """Cells that do not fit under their header; ``fault``: kind, what was found and expected."""
    kind, found, expected = fault
    return Problem(
        kind,
        row.place,
        f"{found}: {' | '.join(row.cells)}",
        expected,
        "Compare the row with the printed page; get the document in another form if the reader, "
        "not the page, is at fault.",
        year=year,
        seq=seq,
    )


def without_header(looks: Sequence[TableRow]) -> Problem:
    """Rows that look like projects of standards and stand under no header."""
    places = f"{looks[0].place} to {looks[-1].place}" if len(looks) > 1 else looks[0].place
    return Problem(
        "missing_column",
        looks[0].place,
        f"{len(looks)} rows look like projects of standards and stand under no header ({places})",
        "a header row such as 序号, 计划号, 标准项目名称, 制定/修订, 主管部门 …",
        "Compare with the printed page: the header row was lost, or its words are unknown "
        "(schema/kinds/fields.yml). If this is no list of projects, accept the problem in "
        "notice.yml.",
        seq=number_in_front(looks[0].cells),
    )


def problems_of_list(found: StandardsList) -> Iterator[Problem]:
    if not found.rows:
        yield Problem(
            "no_rows",
            found.place,
            "the list has a header and no rows",
            "at least one row",
            "Compare with the document: a page may be missing.",
            year=found.year,
        )


def too_many_headers(row: TableRow) -> CatalogueError:
    return over_limit(
        "its headers have too many different widths",
        f"{limits.MAX_HEADER_SHAPES} kinds of header",
        row.place,
    )


def too_many_lists(row: TableRow) -> CatalogueError:
    return over_limit(
        "it has too many lists, or headers that look like them",
        f"{limits.MAX_LISTS} lists",
        row.place,
    )
