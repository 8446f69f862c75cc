"""What reading asks of the curated bodies: which of them a cell names, and whether a body is known
in a role. Nothing else of them decides what is read.

Who keeps what was read keeps the questions with their answers: while bodies of a later day give
all the same answers, reading again would give the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from etl.inputs.curation import Curation
from etl.records.body_names import Bodies, split_bodies
from schema.vocabulary import Role


@dataclass
class AskedBodies:
    """Questions and their answers: ``cells`` by text and whether its column names bodies of every
    kind, ``roles`` by name and role."""

    cells: dict[tuple[str, bool], Bodies] = field(default_factory=dict)
    roles: dict[tuple[str, str], bool] = field(default_factory=dict)


_NOTED: ContextVar[AskedBodies | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[AskedBodies]:
    """Within the block all questions are noted."""
    asked = AskedBodies()
    before = _NOTED.set(asked)
    try:
        yield asked
    finally:
        _NOTED.reset(before)


def bodies_of_cell(cell: str, many: bool, known: Curation) -> Bodies:
    """The bodies that a clean cell names (:func:`split_bodies`)."""
    found = split_bodies(cell, known.names, many, known.longest_name)
    if (asked := _NOTED.get()) is not None:
        asked.cells[cell, many] = found
    return found


def is_known_in(body: str, role: Role, known: Curation) -> bool:
    """Whether a body of the list has held a role."""
    held = body in known.by_name and role in known.by_name[body].roles
    if (asked := _NOTED.get()) is not None:
        asked.roles[body, role.value] = held
    return held
