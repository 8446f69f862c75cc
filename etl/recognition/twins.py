"""Two lists of one document that cannot both be what their headings say."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from etl.problems import Problem
from etl.recognition.lists import StandardsList
from etl.text.cleaning import clean

# From so many rows on, equal titles are no chance.
_FEWEST_ROWS = 3


def twin_lists(lists: Sequence[StandardsList]) -> Iterator[Problem]:
    """A problem for each list with the title and year, or with all the rows, of one before it."""
    titles = {id(found): _titles(found) for found in lists}
    for first, second in combinations(lists, 2):
        if first.whole == second.whole:
            continue
        if first.title and (first.title, first.year) == (second.title, second.year):
            yield _twin(
                second,
                f"this list is headed as the one at {first.place}: {second.title}",
                "a year or a title of its own",
            )
        elif len(titles[id(second)]) >= _FEWEST_ROWS and titles[id(first)] == titles[id(second)]:
            yield _twin(
                second, f"this list has the rows of the one at {first.place}", "rows of its own"
            )


def _titles(found: StandardsList) -> list[str]:
    return [clean(row.values["title"]) for row in found.rows if row.values is not None]


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
