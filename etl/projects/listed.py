"""Entries with what their list and notice say of them: what projects and standards are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from etl.records.entries import Entry
from etl.records.list_context import Value
from schema.kinds.list_kinds import ListKind

# An entry's id is its list's id × LIST_SIZE + its number. A list with more rows takes as many
# ids of lists as it needs: the next list's id must be greater.
LIST_SIZE = 10_000


@dataclass(frozen=True)
class SourceList:
    """The list that an entry stands in, and its notice."""

    id: int
    slug: str
    notice: str
    issued_on: date
    kind: ListKind
    level: str | None
    constants: Mapping[str, Value]
    title: str
    document_number: str


class ListedEntry(NamedTuple):
    """An entry under its permanent identity."""

    list: SourceList
    entry: Entry

    @property
    def id(self) -> int:
        return self.list.id * LIST_SIZE + self.entry.seq

    @property
    def code(self) -> str:
        return project_code(self.list.slug, self.entry.seq)

    @property
    def order(self) -> tuple[date, int]:
        """The order of statements in time: by the notice's date, then as listed."""
        return self.list.issued_on, self.id

    @property
    def is_about_standard(self) -> bool:
        """Whether the row is about a standard, and not about a project that is to become one."""
        return self.list.kind.entries == "standard" and self.entry.number is not None

    def stated(self, name: str) -> Value | None:
        """The value of a field: the row's own, or what holds for the whole list."""
        value = self.entry.values.get(name)
        return self.list.constants.get(name) if value is None else value


def project_code(list_slug: str, seq: int) -> str:
    """The code by which a project is cited: list slug and three-digit number, 2024-017."""
    return f"{list_slug}-{seq:03}"
