"""Two lists of one document that cannot both be what their headings say."""

from collections.abc import Iterator, Sequence

from etl.problems import Problem
from etl.recognition.lists import StandardsList
from etl.text.cleaning import clean

# From so many rows on, equal titles are no chance.
_FEWEST_ROWS = 3


def twin_lists(lists: Sequence[StandardsList]) -> Iterator[Problem]:
    """A problem for each list with the title and year, or with all the rows, of one before it."""
    headed: dict[tuple[str, int | None], StandardsList] = {}
    filled: dict[tuple[str, ...], StandardsList] = {}
    for found in lists:
        titles = tuple(_titles(found))
        heading = (found.title, found.year)
        first = headed.setdefault(heading, found) if found.title else found
        same = filled.setdefault(titles, found) if len(titles) >= _FEWEST_ROWS else found
        if first.whole != found.whole:
            yield _twin(
                found,
                f"this list is headed as the one at {first.place}: {found.title}",
                "a year or a title of its own",
            )
        elif same.whole != found.whole:
            yield _twin(found, f"this list has the rows of the one at {same.place}", "other rows")


def _titles(found: StandardsList) -> list[str]:
    return [clean(row.values.get("title", "")) for row in found.rows if row.values is not None]


def _twin(found: StandardsList, what: str, expected: str) -> Problem:
    return Problem(
        "suspicious_text",
        found.place,
        what,
        expected,
        "Compare with the document: a heading was copied and not changed, or a list was. If both "
        "are right, accept the problem in notice.yml.",
        year=found.year,
    )
