"""The meaning of every table and column, declared once in ``dictionary.yml`` and, for the policy
layer, in ``dictionary_policy.yml``.

``metadata.yml``, the data dictionary page and the ``data_dictionary`` table are made from this.
"""

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from schema.all_tables import Base
from schema.declared_yaml import read_declared
from schema.kinds.fields import Field, always_kept, fields_of
from schema.models import DictionaryEntry

DECLARATIONS = tuple(
    Path(__file__).with_name(name) for name in ("dictionary.yml", "dictionary_policy.yml")
)
_TYPE_NAMES = {
    "TextArray": "JSON array",
    "TextObject": "JSON object",
    "Integer": "integer",
    "Float": "number",
    "Text": "text",
    "Date": "date",
}


class Declaration(BaseModel):
    """What a column is called in both languages, and means. ``header`` is the source's own header,
    ``unit`` that of a number; a column ``only_if_varied`` is shown only where it tells rows
    apart."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    english_title: str
    description: str
    english: str
    header: str | None = None
    unit: str | None = None
    only_if_varied: bool = False


class TableDeclaration(BaseModel):
    """What a table means and how it is browsed: sort order, facets, label, search."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    description: str
    english: str
    columns: dict[str, Declaration]
    label_column: str | None = None
    sort: str | None = None
    sort_desc: str | None = None
    sortable: list[str] | None = None
    facets: list[Any] = []
    search: bool = False


@cache
def declarations() -> dict[str, TableDeclaration]:
    """Every table's declaration, in the order in which tables are presented.

    What ``kinds/fields.yml`` says of a column, its place among facets and what it can be sorted
    by, is taken from there.
    """
    return {
        name: _with_fields(name, TableDeclaration.model_validate(table))
        for path in DECLARATIONS
        for name, table in read_declared(path).items()
    }


def _with_fields(name: str, table: TableDeclaration) -> TableDeclaration:
    if name not in ("entries", "projects") or name not in Base.metadata.tables:
        return table
    fields = {field.name: field for field in (*always_kept(), *fields_of(name))}
    columns = {
        column: table.columns.get(column) or _of_field(fields[column])
        for column in column_names(name)
        if column in table.columns or column in fields
    }
    listed = {*table.columns, *(facet for facet in table.facets if isinstance(facet, str))}
    listed |= {
        value for facet in table.facets if isinstance(facet, dict) for value in facet.values()
    }
    more = [field for field in fields.values() if field.name in columns]
    sortable = table.sortable
    if sortable is not None:
        sortable += [f.name for f in more if f.sortable and f.name not in sortable]
    return table.model_copy(
        update={
            "columns": columns | {c: d for c, d in table.columns.items() if c not in columns},
            "sortable": sortable,
            "facets": [
                *table.facets,
                *(
                    {"array": field.name} if field.is_array else field.name
                    for field in more
                    if field.facet and field.name not in listed and name == "projects"
                ),
            ],
        }
    )


def column_names(table: str) -> list[str]:
    return [column.key for column in Base.metadata.tables[table].columns]


def _of_field(field: Field) -> Declaration:
    return Declaration(
        title=field.title,
        english_title=field.english_title,
        description=field.description,
        english=field.english,
        header=field.printed_as or field.words[0],
        unit=field.unit,
    )


def data_type(table: str, column: str) -> str:
    """The type of a column as the data dictionary names it."""
    kind = type(Base.metadata.tables[table].columns[column].type).__name__
    return _TYPE_NAMES[kind]


def dictionary_entries() -> list[DictionaryEntry]:
    """The rows of the ``data_dictionary`` table, before anything is counted."""
    entries = []
    for name, table in declarations().items():
        entries.append(
            DictionaryEntry(
                table_name=name,
                column_name="",
                position=0,
                title=table.title,
                description=table.description,
                english=table.english,
                filled=0,
                is_uniform=0,
            )
        )
        for position, (column, meaning) in enumerate(table.columns.items(), start=1):
            entries.append(
                DictionaryEntry(
                    table_name=name,
                    column_name=column,
                    position=position,
                    title=meaning.title,
                    description=meaning.description,
                    english=meaning.english,
                    source_header=meaning.header,
                    unit=meaning.unit,
                    data_type=data_type(name, column),
                    filled=0,
                    is_uniform=0,
                )
            )
    return entries
