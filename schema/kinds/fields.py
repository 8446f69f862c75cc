"""The fields of a list of standards, as declared in ``fields.yml``."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from schema.declared_yaml import read_declared

DECLARED_FIELDS = Path(__file__).with_name("fields.yml")

FieldType = Literal[
    "seq",
    "text",
    "title",
    "term",
    "bodies",
    "plan_number",
    "standard_number",
    "standard_numbers",
    "adoptions",
    "months",
    "date",
    "year",
]
# Types whose value is a list: stored as a JSON array, empty where nothing is stated.
ARRAYS = frozenset(("bodies", "standard_numbers"))
# The fields that every entry and project has columns for in ``schema/models.py``.
ALWAYS = ("seq", "title")


class Field(BaseModel):
    """A column that lists print: the words above it, how its cells are read, where it is kept.

    ``words`` are in order of how specific they are. A word of ``doubtful`` means the field only
    where the cells below it fit its type. ``tables`` are the tables that have a column for it;
    a field without tables stays in ``other``, under its header word.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    english_title: str
    description: str
    english: str
    type: FieldType
    words: tuple[str, ...]
    doubtful: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()
    tells: Literal["standards"] | None = None
    tables: tuple[Literal["entries", "projects"], ...] = ()
    role: str | None = None
    unit: str | None = None
    facet: bool = False
    sortable: bool = False
    search: bool = False
    printed_as: str | None = None

    @model_validator(mode="after")
    def _role_of_bodies(self) -> "Field":
        if (self.type == "bodies") != (self.role is not None):
            raise ValueError(f"{self.name}: a role belongs to bodies, and to them only")
        return self

    @property
    def is_array(self) -> bool:
        return self.type in ARRAYS

    @property
    def is_kept(self) -> bool:
        """Whether a column of its own holds the field, rather than ``other``."""
        return bool(self.tables) or self.name in ALWAYS


@cache
def fields() -> dict[str, Field]:
    """Every declared field by name, in the order of the declarations."""
    content = read_declared(DECLARED_FIELDS)
    return {name: Field(name=name, **declared) for name, declared in content.items()}


def fields_of(table: str) -> list[Field]:
    """The fields that have a column in ``table`` (``entries`` or ``projects``)."""
    return [field for field in fields().values() if table in field.tables]


def always_kept() -> list[Field]:
    """The fields that every entry has: its number and its title."""
    return [fields()[name] for name in ALWAYS]
