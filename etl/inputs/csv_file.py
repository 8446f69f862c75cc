"""Reading a maintainer's CSV file strictly against a model: one record a line, every cell under its
header, and for every fault its line and column.
"""

import csv
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from etl.inputs.csv_cells import FAULT
from etl.inputs.yaml_file import StrictModel
from etl.paths import shown
from etl.problems import Problem, reason_of
from etl.text.cleaning import control_characters, is_ordinary, unreadable_characters

_UTF_8 = "a CSV file in UTF-8"


class CsvRow(StrictModel):
    """A row of a curated file. ``row`` is where it stands (``line 3``); every other field is a
    column, by its alias or name, in the order of the file. Of the columns in ``UNIQUE`` no value
    may stand twice; ``ONE`` says what it then is that stands on both lines."""

    UNIQUE: ClassVar[tuple[str, ...]] = ()
    ONE: ClassVar[str] = "each value once"

    row: str


Row = TypeVar("Row", bound=CsvRow)


def read_csv(path: Path, model: type[Row]) -> tuple[list[Row], list[Problem]]:
    """The rows of a curated CSV file in UTF-8 that can be used, and a problem of the kind
    ``invalid_curation`` for every cell and line that cannot. Never raises."""
    problems: list[Problem] = []
    return list(csv_records(path, model, problems)), problems


def csv_records(
    path: Path, model: type[Row], problems: list[Problem], after: int = 0
) -> Iterator[Row]:
    """The rows that can be used, one after the other, so that a long file is never held; what
    cannot be used is appended to ``problems`` as by :func:`read_csv`. The first ``after`` lines
    are passed over, but for the header."""
    file = shown(path)
    seen: dict[tuple[str, str], str] = {}
    for place, cells in csv_rows(path, columns_of(model), problems, after):
        faults = [*_unreadable(cells), *_repeated(model, cells, place, seen)]
        try:
            row = model.model_validate({"row": place, **cells})
        except ValidationError as error:
            faults += [_fault_of(item) for item in error.errors(include_url=False)]
        else:
            if not faults:
                yield row
        problems.extend(
            Problem("invalid_curation", place, found, expected, next_step, column, file=file)
            for column, found, expected, next_step in faults
        )


def columns_of(model: type[CsvRow]) -> tuple[str, ...]:
    """The header of a file: its columns in their order."""
    names = (field.alias or name for name, field in model.model_fields.items() if name != "row")
    return tuple(dict.fromkeys(names))


def csv_rows(
    path: Path, columns: tuple[str, ...], problems: list[Problem], after: int = 0
) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a curated CSV file in UTF-8 after its first ``after`` lines, each as ``line N``
    and its cells without blanks around them. What cannot be used is appended to ``problems`` and
    left out."""

    def problem(place: str, found: str, expected: str, next_step: str = "") -> Problem:
        return Problem("invalid_curation", place, found, expected, next_step, file=shown(path))

    try:
        file = path.open("rb")
    except OSError as error:
        problems.append(problem("", f"cannot be read: {reason_of(error)}", _UTF_8))
        return
    with file:
        first = _text(next(file, b"").removeprefix(BOM_UTF8))
        if first is None:
            problems.append(problem("line 1", "not UTF-8 text", _UTF_8))
            return
        header = _cells(first)
        if tuple(header or ()) != columns:
            found = f"header {','.join(header or ())}"
            problems.append(problem("line 1", found, ",".join(columns)))
            return
        for number, line in enumerate(islice(file, max(after - 1, 0), None), max(after, 1) + 1):
            place = f"line {number}"
            text = _text(line)
            cells = None if text is None else _cells(text)
            if text is None:
                problems.append(problem(place, "not UTF-8 text", _UTF_8))
            elif cells is None:
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


def _text(line: bytes) -> str | None:
    """A line without its end; None if it is no UTF-8."""
    ending = 2 if line.endswith(b"\r\n") else int(line.endswith(b"\n"))
    try:
        return line[: len(line) - ending].decode()
    except UnicodeDecodeError:
        return None


def _cells(line: str) -> list[str] | None:
    """The cells of one line; None if it is no whole record."""
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return None


# Column, what was found, what was expected, and the next step.
_Fault = tuple[str, str, str, str]


def _unreadable(cells: Mapping[str, str]) -> Iterator[_Fault]:
    for column, text in cells.items():
        if is_ordinary(text):
            continue
        odd = " ".join(filter(None, (control_characters(text), unreadable_characters(text))))
        if odd:
            yield column, f"characters that are no text: {odd}", "text", "Take them out."


def _repeated(
    model: type[CsvRow], cells: Mapping[str, str], place: str, seen: dict[tuple[str, str], str]
) -> Iterator[_Fault]:
    for column in model.UNIQUE:
        value = cells[column]
        first = seen.setdefault((column, value), place) if value else place
        if first != place:
            yield column, f"{value!r} stands also on {first}", model.ONE, ""


def _fault_of(item: ErrorDetails) -> _Fault:
    """What is wrong with a cell, in its own words where its type has some."""
    column = str(item["loc"][0]) if item["loc"] else ""
    if item["type"] == FAULT:
        context: dict[str, Any] = item["ctx"]
        found = context["found"] or f"no {column}"
        return column, found, context["expected"], context["next_step"]
    return column, f"{item['input']!r}", item["msg"], ""
