"""Links that a person has accepted, read from ``curation/links.csv``: which project an entry of an
announcement is the outcome of, or which project an entry without a plan number is about."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from etl.inputs.csv_file import csv_rows
from etl.paths import shown
from etl.problems import Problem

LINKS = "links.csv"
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
    if not path.exists():
        return [], []
    for place, row in csv_rows(path, COLUMNS, problems):
        empty = [name for name in COLUMNS if not row[name]]
        fault = None
        if empty:
            fault = (empty[0], "the cell is empty", "entry, project, reason and source")
        elif row["entry"] in links:
            first = links[row["entry"]].place
            fault = ("entry", f"{row['entry']!r} stands also on {first}", "each entry once")
        if fault:
            column, found, expected = fault
            problems.append(_problem(path, place, column, found, expected))
        else:
            links[row["entry"]] = Link(**row, place=place)
    return list(links.values()), problems


def link_problems(
    links: Collection[Link], entries: Collection[str], projects: Collection[str], path: Path
) -> list[Problem]:
    """Links whose entry or project no list has. ``entries`` and ``projects`` are codes."""
    problems = []
    for link in links:
        for column, code, known in (
            ("entry", link.entry, entries),
            ("project", link.project, projects),
        ):
            if code not in known:
                problems.append(
                    _problem(
                        path, link.place, column, f"no list has {code!r}", "a code such as 2024-017"
                    )
                )
    return problems


def _problem(path: Path, place: str, column: str, found: str, expected: str) -> Problem:
    return Problem("invalid_curation", place, found, expected, "", column, file=shown(path))
