"""The description of the exported tables as a Frictionless Data Package, and their plain CSV."""

import csv
import json
import sqlite3
from collections.abc import Mapping
from typing import Any, TextIO

from sqlalchemy import Table

from etl.export.columns import Column, columns, table_names
from etl.export.content import ExportedFile
from schema.about import DESCRIPTION, LICENSE, LICENSE_URL, TITLE
from schema.all_tables import Base
from schema.dictionary import declarations

_TYPES = {
    "text": "string",
    "integer": "integer",
    "number": "number",
    "date": "date",
    "array": "array",
    "object": "object",
}
PROFILE = "tabular-data-package"


def plain_csv(connection: sqlite3.Connection, table: str, file: TextIO) -> None:
    """Write a table as stored: the columns' own names, arrays as JSON, nothing for NULL."""
    names = [column.name for column in columns(table)]
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(connection.execute(f"select {_listed(names)} from {table} {_order(table)}"))


def datapackage(notices: list[dict[str, Any]], files: Mapping[str, ExportedFile]) -> bytes:
    """``datapackage.json``. ``files`` are those with the plain CSV of each table."""
    package = {
        "profile": PROFILE,
        "name": "national-standards-projects-catalogue",
        "title": TITLE,
        "description": DESCRIPTION,
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": LICENSE,
                "path": LICENSE_URL,
            }
        ],
        "sources": [
            {"title": f"{notice['title']}（{notice['document_number']}，{notice['issued_on']}）"}
            for notice in notices
        ],
        "resources": [_resource(table, files[table]) for table in table_names()],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _resource(table: str, file: ExportedFile) -> dict[str, Any]:
    declared = declarations()[table]
    model = Base.metadata.tables[table]
    schema: dict[str, Any] = {
        "fields": [_field(model, column) for column in columns(table)],
        "missingValues": [""],
    }
    keys = [column.name for column in model.primary_key]
    # An empty text is a value in the others: the entry of a table itself, a figure of all.
    if not {"column_name", "dimension"} & set(keys):
        schema["primaryKey"] = keys
    references = [
        {
            "fields": [column.name],
            "reference": {
                "resource": key.column.table.name.replace("_", "-"),
                "fields": [key.column.name],
            },
        }
        for column in model.columns
        for key in column.foreign_keys
        if key.column.table.name in declarations()
    ]
    if references:
        schema["foreignKeys"] = references
    return {
        "profile": "tabular-data-resource",
        "name": table.replace("_", "-"),
        "title": declared.title,
        "description": f"{declared.description} {declared.english}",
        "path": file.name,
        "format": "csv",
        "mediatype": file.media_type,
        "encoding": "utf-8",
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        "schema": schema,
    }


def _field(model: Table, column: Column) -> dict[str, Any]:
    declared = declarations()[model.name].columns[column.name]
    field: dict[str, Any] = {
        "name": column.name,
        "title": column.title,
        "description": f"{declared.description}。{declared.english}",
        "type": _TYPES[column.kind],
    }
    stored = model.columns[column.name]
    constraints: dict[str, Any] = {}
    typed = ("integer", "number", "array", "object", "date")
    if not stored.nullable and column.kind in typed:
        constraints["required"] = True
    if stored.unique:
        constraints["unique"] = True
    if constraints:
        field["constraints"] = constraints
    return field


def _listed(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _order(table: str) -> str:
    keys = [column.name for column in Base.metadata.tables[table].primary_key]
    return f"order by {_listed(keys)}"
