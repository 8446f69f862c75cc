"""What declared fields (``schema/kinds/fields.yml``) are as columns of entries and projects."""

from collections.abc import Callable
from functools import cache
from typing import Literal

from schema.kinds.fields import fields, fields_of
from schema.vocabulary import Role

# The columns of bodies, and the role that each gives.
ROLE_FIELDS = {name: Role(field.role) for name, field in fields().items() if field.role}
Table = Literal["entries", "projects"]


def declared_columns(table: Table, value_of: Callable[[str], object]) -> dict[str, object]:
    """The columns of declared fields: what is stated, null or an empty array otherwise."""
    values: dict[str, object] = {}
    for name, is_array in _columns_of(table):
        value = value_of(name)
        values[name] = () if value is None and is_array else value
    return values


@cache
def _columns_of(table: Table) -> tuple[tuple[str, bool], ...]:
    return tuple((field.name, field.is_array) for field in fields_of(table))


def several(value: object) -> tuple[str, ...]:
    """The names that a field of several texts holds; none where it is not stated."""
    return value if isinstance(value, tuple) else ()
