"""Links that a person has accepted, read from ``curation/links.csv``: which project an entry of an
announcement is the outcome of, or which project an entry without a plan number is about."""

from collections.abc import Collection
from pathlib import Path

from etl.inputs.csv_cells import Text
from etl.inputs.csv_file import CsvRow, read_csv
from etl.paths import shown
from etl.problems import Problem

LINKS = "links.csv"


class Link(CsvRow):
    """``entry`` and ``project`` are codes: list slug and number. ``reason`` says what shows that
    they belong together, ``source`` who accepted it from what."""

    UNIQUE = ("entry",)
    ONE = "each entry once"

    entry: Text
    project: Text
    reason: Text
    source: Text


def read_links(path: Path) -> tuple[list[Link], list[Problem]]:
    """The links that can be used, and a problem for every row that cannot. Without a file there
    are none."""
    return read_csv(path, Link) if path.exists() else ([], [])


def link_problems(
    links: Collection[Link], entries: Collection[str], projects: Collection[str], path: Path
) -> list[Problem]:
    """Links whose entry or project no list has. ``entries`` and ``projects`` are codes."""
    return [
        Problem(
            "invalid_curation",
            link.row,
            f"no list has {code!r}",
            "the code of a row, list slug and number, such as 2024-017",
            "",
            column,
            file=shown(path),
        )
        for link in links
        for column, code, known in (
            ("entry", link.entry, entries),
            ("project", link.project, projects),
        )
        if code not in known
    ]
