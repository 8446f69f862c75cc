"""Reading the rows of ``curation/policy/`` strictly, cell by cell.

A cell that cannot be read as what it should be is a problem, named with file, row and column; all
problems of a file are collected.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from etl.inputs.csv_file import csv_rows
from etl.outcomes.partial_dates import EXAMPLE, PartialDate, parse_partial_date
from etl.paths import shown
from etl.problems import Problem
from etl.text.cleaning import control_characters, unreadable_characters

Value = TypeVar("Value")
Choice = TypeVar("Choice", bound=StrEnum)
SEPARATOR = "|"
_WHOLE = re.compile(r"[0-9]{1,12}", re.ASCII)
_DECIMAL = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?", re.ASCII)
_FLAGS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Lines:
    """A range of 1-based lines of a document's text."""

    first: int
    last: int

    def __contains__(self, line: object) -> bool:
        return isinstance(line, int) and self.first <= line <= self.last

    def __str__(self) -> str:
        return f"lines {self.first}–{self.last}"


@dataclass
class Row:
    """One row of a file: its place, its cells, and what is wrong with them so far."""

    file: str
    place: str
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)

    def report(self, column: str, found: str, expected: str, next_step: str = "") -> None:
        """Note a problem of a cell; the row is then not used."""
        self.problems.append(fault(self.file, self.place, column, found, expected, next_step))

    def text(self, column: str) -> str:
        """A text that must not be empty."""
        if not self.cells[column]:
            self.report(column, "nothing", "a text")
        return self.optional(column) or ""

    def optional(self, column: str) -> str | None:
        """A text, None where the cell is empty. Facts are headings and names, never prose."""
        text = self.cells[column]
        odd = " ".join(filter(None, (control_characters(text), unreadable_characters(text))))
        if odd:
            self.report(column, f"characters that are no text: {odd}", "text", "Take them out.")
        if "。" in text:
            self.report(column, f"a sentence: {text!r}", "a heading, name or number, no prose")
        return text or None

    def texts(self, column: str) -> tuple[str, ...]:
        """The texts of a cell, separated by ``|``; none for an empty cell."""
        text = self.optional(column)
        if text is None:
            return ()
        parts = tuple(part.strip() for part in text.split(SEPARATOR))
        if not all(parts):
            self.report(column, f"{text!r} has an empty part", f"texts with {SEPARATOR} between")
        return parts

    def choice(self, column: str, closed: type[Choice]) -> Choice | None:
        """A value of a closed list. None if the cell has no such value, which is a problem."""
        text = self.cells[column]
        if text in list(closed):
            return closed(text)
        self.report(
            column,
            f"{text!r}" if text else "nothing",
            " | ".join(closed),
            "A new value needs a migration and schema/policy_vocabulary.py first.",
        )
        return None

    def optional_choice(self, column: str, closed: type[Choice]) -> Choice | None:
        """A value of a closed list, or None for an empty cell."""
        return self.choice(column, closed) if self.cells[column] else None

    def number(self, column: str) -> int:
        """A whole number; 0 after a problem."""
        text = self.cells[column]
        if _WHOLE.fullmatch(text):
            return int(text)
        self.report(column, f"{text!r}" if text else "nothing", "a whole number")
        return 0

    def optional_number(self, column: str) -> int | None:
        """A whole number, or None for an empty cell."""
        return self.number(column) if self.cells[column] else None

    def decimal(self, column: str) -> float:
        """A number; 0 after a problem."""
        text = self.cells[column]
        if _DECIMAL.fullmatch(text):
            return float(text)
        self.report(column, f"{text!r}" if text else "nothing", "a number such as 96 or 0.5")
        return 0.0

    def optional_decimal(self, column: str) -> float | None:
        """A number, or None for an empty cell."""
        return self.decimal(column) if self.cells[column] else None

    def flag(self, column: str) -> bool:
        """``yes`` or ``no``."""
        if self.cells[column] not in _FLAGS:
            self.report(column, f"{self.cells[column]!r}", "yes or no")
        return _FLAGS.get(self.cells[column], False)

    def optional_flag(self, column: str) -> bool | None:
        """``yes`` or ``no``, or None for an empty cell."""
        return self.flag(column) if self.cells[column] else None

    def date(self, column: str) -> PartialDate | None:
        """A date as far as it is known, or None for an empty cell."""
        text = self.cells[column]
        found = parse_partial_date(text)
        if text and found is None:
            self.report(column, f"{text!r} is no date", EXAMPLE)
        return found

    def lines(self, first: str = "first_line", last: str = "last_line") -> Lines:
        """A range of lines."""
        found = Lines(self.number(first), self.number(last))
        if found.last < found.first:
            self.report(last, f"{found.last}, before {first} {found.first}", "a later line")
        return found


def read_rows(
    path: Path, columns: tuple[str, ...], parse: Callable[[Row], Value]
) -> tuple[list[Value], list[Problem]]:
    """The rows of a file that can be used, each as ``parse`` makes it, and all problems."""
    problems: list[Problem] = []
    return list(rows_of(path, columns, parse, problems)), problems


def rows_of(
    path: Path, columns: tuple[str, ...], parse: Callable[[Row], Value], problems: list[Problem]
) -> Iterator[Value]:
    """The rows of a file that can be used, one after the other, so that a long file is never held;
    problems are appended to ``problems``."""
    for place, cells in csv_rows(path, columns, problems):
        row = Row(shown(path), place, cells)
        value = parse(row)
        problems.extend(row.problems)
        if not row.problems:
            yield value


def fault(
    file: str, place: str, column: str, found: str, expected: str, next_step: str = ""
) -> Problem:
    """A problem of a curated cell."""
    return Problem("invalid_curation", place, found, expected, next_step, column, file=file)
