"""Links that a person has accepted, read from ``curation/links.csv``: which project an entry of an
announcement is the outcome of, or which project an entry without a plan number is about. From
``curation/refused_links.csv`` the pairs that a person has refused, so that no one is asked again.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.inputs.csv_file import csv_rows
from etl.paths import shown
from etl.problems import Problem

LINKS = "links.csv"
REFUSED_LINKS = "refused_links.csv"
COLUMNS = ("entry", "project", "reason", "source")


@dataclass(frozen=True)
class Link:
    """``entry`` and ``project`` are codes: list slug and number. ``reason`` says what shows that
    they belong together, ``source`` who accepted it from what."""

    entry: str
    project: str
    reason: str
    source: str
    place: str = ""


def read_links(path: Path) -> tuple[list[Link], list[Problem]]:
    """The links that can be used, and a problem for every row that cannot."""
    problems: list[Problem] = []
    links: dict[str, Link] = {}
    for link in _rows(path, problems):
        first = links.setdefault(link.entry, link)
        if first is not link:
            found = f"{link.entry!r} stands also on {first.place}"
            problems.append(_problem(path, link.place, "entry", found, "each entry once"))
    return list(links.values()), problems


def read_refused_links(
    path: Path, accepted: Collection[Link] = ()
) -> tuple[list[Link], list[Problem]]:
    """The pairs that a person has refused, and a problem for every row that cannot be used; a pair
    cannot be ``accepted`` and refused."""
    problems: list[Problem] = []
    links: dict[tuple[str, str], Link] = {}
    linked = {(link.entry, link.project): link.place for link in accepted}
    for link in _rows(path, problems):
        pair = (link.entry, link.project)
        first = links.setdefault(pair, link)
        if first is not link:
            found = f"the pair stands also on {first.place}"
            problems.append(_problem(path, link.place, "entry", found, "each pair once"))
        elif pair in linked:
            found = f"the pair is accepted in {LINKS} {linked[pair]}"
            problems.append(_problem(path, link.place, "entry", found, "accepted or refused"))
    return list(links.values()), problems


def _rows(path: Path, problems: list[Problem]) -> Iterator[Link]:
    """The whole rows of a file of links, which need not be there."""
    if not path.exists():
        return
    for place, row in csv_rows(path, COLUMNS, problems):
        empty = [name for name in COLUMNS if not row[name]]
        if empty:
            expected = "entry, project, reason and source"
            problems.append(_problem(path, place, empty[0], "the cell is empty", expected))
        else:
            yield Link(**row, place=place)


def link_problems(
    links: Collection[Link], entries: Collection[str], projects: Collection[str], path: Path
) -> list[Problem]:
    """Links that nothing can follow. ``entries`` are the codes of rows of plans and announcements,
    ``projects`` those of projects."""
    problems = []
    linked = {link.entry: link for link in links}
    for link in links:
        if link.entry not in entries:
            found = f"no plan or announcement has a row {link.entry!r}"
            problems.append(_problem(path, link.place, "entry", found, "a code such as 2024-017"))
        if link.project in linked:
            found = f"{link.project!r} is itself linked on {linked[link.project].place}"
            expected = f"the project that it is linked with: {linked[link.project].project}"
            problems.append(_problem(path, link.place, "project", found, expected))
        elif link.project not in projects:
            found = f"no list has a project {link.project!r}"
            expected = "the code of a project, that of its first row, such as 2024-017"
            problems.append(_problem(path, link.place, "project", found, expected))
    return problems


def _problem(path: Path, place: str, column: str, found: str, expected: str) -> Problem:
    return Problem("invalid_curation", place, found, expected, "", column, file=shown(path))
