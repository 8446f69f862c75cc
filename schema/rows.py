"""A row of a table without a mapped object, for tables of many rows, where an object costs too
much."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from schema.base import Base


class Row(NamedTuple):
    """A row: its table, and all of its columns by name."""

    model: type[Base]
    values: Mapping[str, Any]


AnyRow = Row | Base
