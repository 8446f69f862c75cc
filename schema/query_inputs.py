"""The inputs of ready-made queries: what a visitor fills in, and of which type it is.

An input is declared at the head of its SQL file, one line each:

``-- input NAME: TITLE | TYPE [SOURCE] | EXAMPLE [| required]``

``NAME`` is the parameter of the SQL. What is left empty means any, unless it is required.
"""

from dataclasses import dataclass
from enum import StrEnum

from schema import vocabulary


class InputType(StrEnum):
    """What may be filled in.

    ``body`` is a part of the name of a body, ``name`` a part of a value of a column, ``year`` a
    year of a column, ``choice`` a value of a closed list of ``schema/vocabulary.py``; their
    sources say which. ``number`` is a part of a standard's number.
    """

    DATE = "date"
    YEAR = "year"
    CHOICE = "choice"
    BODY = "body"
    NAME = "name"
    PLAN_NUMBER = "plan_number"
    NUMBER = "number"
    WORDS = "words"


_WITH_SOURCE = (InputType.YEAR, InputType.CHOICE, InputType.BODY, InputType.NAME)
_REQUIRED = "required"


@dataclass(frozen=True)
class QueryInput:
    """An input: ``name`` in the SQL and in addresses, ``title`` for people, ``example`` of a good
    value.

    ``source`` is a role for a body, ``table.column`` for a name or a year, the name of a closed
    list for a choice, and else empty.
    """

    name: str
    title: str
    type: InputType
    source: str
    example: str
    is_required: bool = False

    @property
    def column(self) -> tuple[str, str]:
        """Table and column of the source."""
        table, _, column = self.source.partition(".")
        return table, column

    @property
    def choices(self) -> tuple[str, ...]:
        """The values of a choice, in their order; none for other types."""
        if self.type is not InputType.CHOICE:
            return ()
        name, *excepted = self.source.split(" except ")
        closed: type[StrEnum] = getattr(vocabulary, name)
        left_out = {closed[key] for key in excepted}
        return tuple(value.value for value in closed if value not in left_out)


def read_input(name: str, declaration: str) -> QueryInput:
    """The input that a line declares. Raises ``ValueError`` for a line of another form."""
    parts = [part.strip() for part in declaration.split("|")]
    is_required = parts[3:] == [_REQUIRED]
    if len(parts) < 3 or not all(parts) or (parts[3:] and not is_required):
        raise ValueError(f"input {name}: expected TITLE | TYPE [SOURCE] | EXAMPLE [| required]")
    title, kind, example = parts[:3]
    type_name, _, source = kind.partition(" ")
    found = InputType(type_name)
    if (found in _WITH_SOURCE) != bool(source):
        raise ValueError(f"input {name}: a source belongs to {', '.join(_WITH_SOURCE)}, only there")
    return QueryInput(name, title, found, source.strip(), example, is_required)
