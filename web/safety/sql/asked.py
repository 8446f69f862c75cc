"""A statement as it is sent to the process that runs it."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

# What SQLite stores, and takes as a parameter.
Stored = str | bytes | int | float | None


class Asked(TypedDict):
    """SQL and its parameters; the seconds and bytes that it may take, and of its result the rows
    that are wanted and the cells that it may have, None for any number."""

    sql: str
    params: Sequence[Stored] | Mapping[str, Stored]
    seconds: float
    rows: int | None
    cells: int | None
    bytes: int
