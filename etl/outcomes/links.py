"""Links that a person has accepted, read from ``curation/links.csv``: which project an entry of an
announcement is the outcome of, or which project an entry without a plan number is about. From
``curation/refused_links.csv`` the pairs that a person has refused, so that no one is asked again.
"""

from collections.abc import Collection, Container
from pathlib import Path

from etl.inputs.csv_cells import Text
from etl.inputs.csv_file import CsvRow, read_csv
from etl.paths import shown
from etl.problems import Problem

LINKS = "links.csv"
REFUSED_LINKS = "refused_links.csv"


class Link(CsvRow):
    """``entry`` and ``project`` are codes: list slug and number. ``reason`` says what shows that
    they belong together, ``source`` who accepted it from what."""

    UNIQUE = ("entry",)
    ONE = "each entry once"

    entry: Text
    project: Text
    reason: Text
    source: Text


class RefusedLink(CsvRow):
    """A pair of which a person says that it does not belong together; columns as of a link."""

    entry: Text
    project: Text
    reason: Text
    source: Text


def read_links(path: Path) -> tuple[list[Link], list[Problem]]:
    """The links that can be used, and a problem for every row that cannot. Without a file there
    are none."""
    return read_csv(path, Link) if path.exists() else ([], [])


def read_refused_links(
    path: Path, accepted: Collection[Link] = ()
) -> tuple[list[RefusedLink], list[Problem]]:
    """The pairs that a person has refused, and a problem for every row that cannot be used; a pair
    stands once and cannot be ``accepted``, too. Without a file there are none."""
    links, problems = read_csv(path, RefusedLink) if path.exists() else ([], [])
    places = {(link.entry, link.project): f"accepted in {LINKS} {link.row}" for link in accepted}
    for link in links:
        pair = (link.entry, link.project)
        if pair in places:
            found = f"the pair is {places[pair]}"
            problems.append(_problem(path, link.row, "entry", found, "accepted or refused, once"))
        places.setdefault(pair, f"refused on {link.row}")
    return links, problems


def link_problems(
    links: Collection[Link], entries: Container[str], projects: Container[str], path: Path
) -> list[Problem]:
    """Links that nothing can follow. ``entries`` are the codes of rows of plans and announcements,
    ``projects`` those of projects."""
    problems = []
    linked = {link.entry: link for link in links}
    for link in links:
        if link.entry not in entries:
            found = f"no plan or announcement has a row {link.entry!r}"
            problems.append(_problem(path, link.row, "entry", found, "a code such as 2024-017"))
        if link.project in linked:
            found = f"{link.project!r} is itself linked on {linked[link.project].row}"
            expected = f"the project that it is linked with: {linked[link.project].project}"
            problems.append(_problem(path, link.row, "project", found, expected))
        elif link.project not in projects:
            found = f"no list has a project {link.project!r}"
            expected = "the code of a project, that of its first row, such as 2024-017"
            problems.append(_problem(path, link.row, "project", found, expected))
    return problems


def _problem(path: Path, place: str, column: str, found: str, expected: str) -> Problem:
    return Problem("invalid_curation", place, found, expected, "", column, file=shown(path))
