"""The documents of this corpus: what they print, and what the extraction of them must give.

The notation of the YAML files is explained in ``README.md`` of this folder.
"""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
# The fields of a row in the JSON of ``extract``, as the contract names them.
NAMES = frozenset(("departments", "committees", "executors", "drafters", "replaces"))
COUNTS = frozenset(("seq", "period_months"))
TEXTS = frozenset(
    (
        "title",
        "plan_number",
        "number",
        "project_type",
        "mandate",
        "industry",
        "domain",
        "adopts",
        "due_on",
        "published_on",
        "implemented_on",
        "withdrawn_on",
        "remark",
    )
)
FIELDS = NAMES | COUNTS | TEXTS
LINE_END = "⏎"
GIVES = "=>"


@dataclass(frozen=True)
class Column:
    """A printed column: its header word, the word above it if the header has two rows, its field.

    ``field`` is a field of the contract; without one the column's cells belong into ``other``.
    """

    word: str
    above: str = ""
    field: str = ""

    @property
    def header(self) -> str:
        """The words of both rows of the header in one."""
        return self.above + self.word


@dataclass(frozen=True)
class Line:
    """A printed row, or a text across the whole table (``cells`` has one element then)."""

    cells: tuple[str, ...]
    is_group: bool = False


@dataclass(frozen=True)
class PrintedTable:
    """A table with what stands above and below it."""

    above: tuple[str, ...]
    heading: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    below: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A document: its tables, and the lists that must come out (none for a decoy)."""

    name: str
    tables: tuple[PrintedTable, ...]
    expected: tuple[dict[str, Any], ...]
    pairs: bool = field(default=False)


def blank_row() -> dict[str, Any]:
    """A row that states nothing."""
    row: dict[str, Any] = {name: [] for name in NAMES}
    return row | dict.fromkeys(COUNTS | TEXTS) | {"other": {}}


def forms_of(file: str) -> list[Form]:
    """The documents of one YAML file."""
    entries = yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))
    return [_form(entry) for entry in entries]


@cache
def forms() -> tuple[Form, ...]:
    """All documents with lists."""
    files = sorted(path.name for path in FOLDER.glob("*.yml") if path.name != "decoys.yml")
    return tuple(form for file in files for form in forms_of(file))


@cache
def decoys() -> tuple[Form, ...]:
    """Documents whose tables are no lists of standards."""
    return tuple(forms_of("decoys.yml"))


def _form(entry: dict[str, Any]) -> Form:
    tables, expected = [], []
    for part in entry["tables"]:
        columns = tuple(_column(text) for text in part["columns"].split(" | "))
        lines, rows = _lines(part["rows"], columns, part.get("each_row", {}))
        tables.append(
            PrintedTable(
                tuple(part.get("above", ())),
                part["heading"],
                columns,
                tuple(lines),
                tuple(part.get("below", ())),
            )
        )
        if part.get("list"):
            expected.append(
                {"constants": {}, "title": part["heading"]}
                | part["list"]
                | {"header": [column.header for column in columns], "rows": rows}
            )
    return Form(entry["name"], tuple(tables), tuple(expected), entry.get("pairs", False))


def _column(text: str) -> Column:
    word, _, name = (part.strip() for part in text.replace(LINE_END, "\n").partition("="))
    above, found, below = word.rpartition(">")
    if name and name not in FIELDS:
        raise ValueError(f"{text!r}: {name} is no field of the contract")
    return Column(below, above if found else "", name)


def _lines(
    text: str, columns: tuple[Column, ...], each_row: dict[str, Any]
) -> tuple[list[Line], list[dict[str, Any]]]:
    """What is printed, and the rows that it must give."""
    lines: list[Line] = []
    rows: list[dict[str, Any]] = []
    group: dict[str, Any] = {}
    for number, line in enumerate(text.strip().splitlines(), start=1):
        if line.startswith("=="):
            printed, _, given = (part.strip() for part in line[2:].partition(GIVES))
            lines.append(Line((printed,), is_group=True))
            # A group of natures does not end the industry above it, and the other way round.
            group |= _assignments(given)
            continue
        line, _, own = line.partition(" || ")
        parts = [part.strip() for part in f"{line} ".split("| ")]
        if len(parts) != len(columns):
            raise ValueError(f"line {number} has {len(parts)} cells: {line!r}")
        row = blank_row() | each_row | group
        cells = []
        for column, part in zip(columns, parts, strict=True):
            printed, gives, value = (piece.strip() for piece in part.partition(GIVES))
            cells.append(printed.replace(LINE_END, "\n"))
            _put(row, column, value if gives else printed)
        lines.append(Line(tuple(cells)))
        row |= _assignments(own)
        row["seq"] = len(rows) + 1 if row["seq"] is None else row["seq"]
        rows.append(row)
    return lines, rows


def _put(row: dict[str, Any], column: Column, value: str) -> None:
    if not column.field:
        if value:
            row["other"] = row["other"] | {column.header: value}
    elif column.field in NAMES:
        # Two columns may print bodies of one role.
        row[column.field] = row[column.field] + [name for name in value.split("；") if name]
    elif value:
        row[column.field] = int(value) if column.field in COUNTS else value


def _assignments(text: str) -> dict[str, Any]:
    """``mandate=强制，industry=化工`` as a mapping."""
    given = {}
    for part in filter(None, text.strip().split("，")):
        name, _, value = part.partition("=")
        if name.strip() not in TEXTS:
            raise ValueError(f"{text!r}: {name} cannot be given to a row here")
        given[name.strip()] = value.strip() or None
    return given
