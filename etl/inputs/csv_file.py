"""Reading a maintainer's CSV file strictly: one record a line, every cell under its header."""

import csv
from collections.abc import Iterator
from pathlib import Path

from etl.paths import shown
from etl.problems import Problem


def csv_rows(
    path: Path, columns: tuple[str, ...], problems: list[Problem]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a curated CSV file in UTF-8, each as ``line N`` and its cells without blanks
    around them. What cannot be used is appended to ``problems`` and left out."""

    def problem(place: str, found: str, expected: str, next_step: str = "") -> Problem:
        return Problem("invalid_curation", place, found, expected, next_step, file=shown(path))

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(problem("", f"cannot be read: {error}", "a CSV file in UTF-8"))
        return
    lines = text.replace("\r\n", "\n").split("\n")
    header = tuple(_cells(lines[0]) or ())
    if header != columns:
        problems.append(problem("line 1", f"header {','.join(header)}", ",".join(columns)))
        return
    for number, line in enumerate(lines[1:], start=2):
        place = f"line {number}"
        cells = _cells(line)
        if not line and number == len(lines):
            return
        if cells is None:
            problems.append(
                problem(
                    place,
                    "a quotation mark that does not close, or text after a closing one",
                    "one record a line",
                    'Put the cell between quotation marks and double those inside of it: "".',
                )
            )
        elif len(cells) != len(columns):
            problems.append(
                problem(
                    place,
                    f"{len(cells)} cells",
                    f"{len(columns)} cells",
                    "Put cells that hold a comma between quotation marks.",
                )
            )
        else:
            yield place, {c: v.strip() for c, v in zip(columns, cells, strict=True)}


def _cells(line: str) -> list[str] | None:
    """The cells of one line; None if it is no whole record."""
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return None
