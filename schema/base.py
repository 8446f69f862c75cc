"""What all tables are made with: names of constraints, types of columns, closed lists."""

import json
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Literal

from sqlalchemy import CheckConstraint, Dialect, Integer, MetaData, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column

from schema.kinds.fields import fields_of

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class TextArray(TypeDecorator[list[str]]):
    """A list of texts, stored as a JSON array with readable characters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: list[str] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(list(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str] | None:
        return None if value is None else json.loads(value)


class TextObject(TypeDecorator[dict[str, str]]):
    """Texts by name, stored as a JSON object with readable characters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, str] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(dict(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, str] | None:
        return None if value is None else json.loads(value)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {str: Text, list[str]: TextArray, dict[str, str]: TextObject}


def add_declared_columns(
    model: type[Base],
    table: Literal["entries", "projects"],
    later: Mapping[str, Mapping[str, MappedColumn[Any]]] = MappingProxyType({}),
) -> None:
    """Give a table a column for each field that ``kinds/fields.yml`` keeps there and the model
    does not have. What a list does not state is null, and an empty array for several values.

    ``later`` are columns of another kind that came to the table when it had declared ones: by the
    field that was the last of them then, so that models and migrations keep one order.
    """
    for field in fields_of(table):
        if field.name in model.__table__.columns:
            continue
        column: MappedColumn[Any]
        if field.is_array:
            column = mapped_column(TextArray, nullable=False, server_default="[]")
        elif field.type == "months":
            column = mapped_column(Integer, nullable=True, index=field.facet)
        else:
            column = mapped_column(Text, nullable=True, index=field.facet)
        setattr(model, field.name, column)
        for name, following in later.get(field.name, {}).items():
            setattr(model, name, following)


def one_of(column: str, *values: type[StrEnum], optional: bool = False) -> CheckConstraint:
    """A CHECK that ``column`` has a value of a closed list, or of one of several; an ``optional``
    one may be empty."""
    allowed = ", ".join(f"'{value}'" for closed in values for value in closed)
    either = f"{column} IS NULL OR " if optional else ""
    return CheckConstraint(f"{either}{column} IN ({allowed})", name=column)
