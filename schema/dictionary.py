"""The meaning of every table and column, declared once in ``dictionary.yml`` and, for the policy
layer, in ``dictionary_policy.yml``.

``metadata.yml``, the data dictionary page and the ``data_dictionary`` table are made from this.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from schema.all_tables import Base
from schema.models import DictionaryEntry

DECLARATIONS = tuple(
    Path(__file__).with_name(name) for name in ("dictionary.yml", "dictionary_policy.yml")
)
_TYPE_NAMES = {
    "TextArray": "JSON array",
    "Integer": "integer",
    "Float": "number",
    "Text": "text",
    "Date": "date",
}


class Declaration(BaseModel):
    """What a column means. ``header`` is the source's own header, ``unit`` that of a number."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    description: str
    english: str
    header: str | None = None
    unit: str | None = None


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
    """Every table's declaration, in the order in which tables are presented."""
    return {
        name: TableDeclaration.model_validate(table)
        for path in DECLARATIONS
        for name, table in yaml.safe_load(path.read_text(encoding="utf-8")).items()
    }


def data_type(table: str, column: str) -> str:
    """The type of a column as the data dictionary names it."""
    kind = type(Base.metadata.tables[table].columns[column].type).__name__
    return _TYPE_NAMES[kind]


def dictionary_entries() -> list[DictionaryEntry]:
    """The rows of the ``data_dictionary`` table."""
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
                )
            )
    return entries
