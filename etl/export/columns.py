"""The columns of exported tables, for people and for programs, as SQL of a finished catalogue.

People get Chinese headings, names in place of numbers, and lists of names as one text. Programs
get every column as it is stored, under its own name.
"""

from dataclasses import dataclass
from typing import Any

from etl.export.tables import STRUCTURED
from schema.all_tables import Base
from schema.dictionary import data_type, declarations
from schema.filled_columns import FilledColumns
from schema.places import place_text
from schema.value_words import NOT_STATED, SAY_NOT_STATED, value_in_words

SEPARATOR = "；"
JOINED = "一格有多个值时，以“；”分隔"
JOINED_ENGLISH = "several values in one cell are separated by “；”"
# Of use to the machinery only: stored orders, and the row as printed, whose words stand in the
# other columns.
_NOT_FOR_PEOPLE = ("source_cells",)
_SORT_KEY = "_sort_key"
# Columns that say how far another can be trusted, by table and the other column.
_MARKS: dict[str, dict[str, tuple[str, ...]]] = {
    "projects": {"standard_numbers": ("status", "evidence_rank")},
    "project_outcomes": {"standard_id": ("confidence", "evidence_rank")},
}
# What people see of a row that another table refers to.
_LABELS = {"projects": "code || ' ' || title"}


@dataclass(frozen=True)
class Column:
    """A column of an export. ``kind`` is text, integer, date, array or object; ``unit`` that of a
    number; ``sql`` its value for people, in a query of its table; ``english`` its
    English title and what it means."""

    name: str
    title: str
    description: str
    kind: str
    unit: str
    sql: str
    english: tuple[str, str] = ("", "")

    def expression(self, is_for_people: bool) -> str:
        """The SQL of its value, for people or as stored."""
        return self.sql if is_for_people else f'"{self.name}"'


def table_names() -> list[str]:
    """Every table of the catalogue that readers see, in the order of presentation."""
    return list(declarations())


def columns(table: str) -> list[Column]:
    """Every column of a table."""
    declared = declarations()[table].columns
    return [
        Column(
            name,
            meaning.title,
            meaning.description,
            data_type(table, name).removeprefix("JSON "),
            meaning.unit or "",
            _people_sql(table, name),
            (meaning.english_title, meaning.english),
        )
        for name, meaning in declared.items()
    ]


def people_columns(table: str, filled: FilledColumns | None = None) -> list[Column]:
    """The columns that people get: without stored orders, without numbers of rows where a code
    names the row, and without those that have nothing to say in a catalogue of ``filled``."""
    filled = filled or FilledColumns()
    names = declarations()[table].columns
    return [
        column
        for column in columns(table)
        if column.name not in _NOT_FOR_PEOPLE
        and not column.name.endswith(_SORT_KEY)
        and not (column.name == "id" and "code" in names)
        and not filled.is_silent(table, column.name)
    ]


def with_marks(table: str, chosen: list[Column]) -> list[Column]:
    """The columns with those that say how far a chosen one can be trusted, each beside it: a number
    that is not verified never stands alone in a file for people."""
    known = {column.name: column for column in columns(table)}
    kept = list(chosen)
    for name, marks in _MARKS.get(table, {}).items():
        place = next((n for n, column in enumerate(kept) if column.name == name), None)
        missing = [known[mark] for mark in marks if mark in known and known[mark] not in kept]
        if place is not None:
            kept[place + 1 : place + 1] = missing
    return kept


def people_kind(column: Column) -> str:
    """What a cell for people holds: a list is a text, and so is the name behind a number."""
    is_plain = column.sql == f'"{column.name}"'
    return column.kind if is_plain and column.kind not in STRUCTURED else "text"


def for_people(column: Column, value: Any) -> Any:
    """A value of ``column.sql`` in words, where it is stored in English."""
    if column.name == "source_place" and value:
        return place_text(value)
    return value_in_words(column.name, value)


def _people_sql(table: str, name: str) -> str:
    column = Base.metadata.tables[table].columns[name]
    stored = f'"{table}"."{name}"'
    if data_type(table, name) == "JSON array":
        joined = (
            f"(select group_concat(value, '{SEPARATOR}') from json_each({stored}) "
            f"where json_valid({stored}))"
        )
        return f"coalesce({joined}, '{NOT_STATED}')" if (table, name) in SAY_NOT_STATED else joined
    if data_type(table, name) == "JSON object":
        # Keys are header words as printed, or names of fields, which have a title.
        title = (
            "(select title from data_dictionary where table_name = 'entries' and column_name = key)"
        )
        return (
            f"(select group_concat(coalesce({title}, key) || '：' || value, '{SEPARATOR}') "
            f"from json_each({stored}) where json_valid({stored}))"
        )
    for key in column.foreign_keys:
        other = key.column.table.name
        label = _LABELS.get(other) or declarations()[other].label_column
        if label:
            # Written with the other table's name, since both may have a column of that name.
            return f"(select {label} from {other} where {other}.{key.column.name} = {stored})"
    return f'"{name}"'
