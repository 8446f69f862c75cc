"""Entries → projects: rows with one plan number are about one project.

A project's identity is its first entry in the order in which lists were added (ids of lists only
grow), so that a list added later renames nothing. What is shown of it is what the newest notice
says, and what that does not say is taken from the one before; every statement is kept with its
list and date.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from etl.projects.listed import ListedEntry
from etl.records.drafts import Value
from etl.records.entries import Entry
from schema.vocabulary import ProjectStatus

# What an adjustment says of a plan, the strongest first.
_ADJUSTMENTS = (
    (ProjectStatus.ENDED, re.compile("终止|撤销|取消|撤项")),
    (ProjectStatus.SUSPENDED, re.compile("暂缓|暂停|中止")),
)
_ADJUSTED = ("adjustment", "status", "conclusion")
_ADJUSTING_KINDS = ("调整",)


@dataclass(frozen=True)
class CatalogueProject:
    """A project: its entries in the order of time, the first of them by identity in front.

    ``record`` is what is shown of it: number, place and cells of the entry that gave it its
    identity, values of the newest statements.
    """

    founder: ListedEntry
    entries: tuple[ListedEntry, ...]

    @property
    def id(self) -> int:
        return self.founder.id

    @property
    def code(self) -> str:
        return self.founder.code

    @property
    def list_id(self) -> int:
        return self.founder.list.id

    @cached_property
    def record(self) -> Entry:
        if len(self.entries) == 1:
            return self.founder.entry
        values: dict[str, Value] = {}
        other: dict[str, str] = {}
        newest = self.founder.entry
        for listed in self.entries:
            values |= listed.entry.values
            other |= listed.entry.other
            newest = listed.entry
        return replace(self.founder.entry, values=values, other=other, parts=newest.parts)

    @cached_property
    def level(self) -> str | None:
        """The level of the standard it is to become, as the newest list that says it."""
        levels = [listed.list.level for listed in self.entries if listed.list.level]
        return levels[-1] if levels else None

    @cached_property
    def adjusted(self) -> ProjectStatus | None:
        """Whether the newest adjustment ended or suspended it."""
        status: ProjectStatus | None = None
        for listed in self.entries:
            if listed.list.kind.kind not in _ADJUSTING_KINDS:
                continue
            text = " ".join(
                (*(listed.entry.told.get(name, "") for name in _ADJUSTED), listed.list.title)
            )
            status = next((s for s, pattern in _ADJUSTMENTS if pattern.search(text)), None)
        return status

    def shown(self, name: str) -> object:
        """A field as it is shown: what the newest statement says, or a whole list does."""
        value = self.record.values.get(name)
        if value is not None:
            return value
        constants = (listed.list.constants.get(name) for listed in reversed(self.entries))
        return next((constant for constant in constants if constant is not None), None)


def group_projects(
    entries: Iterable[ListedEntry], joined: Mapping[str, str] | None = None
) -> tuple[CatalogueProject, ...]:
    """The projects that entries (of any order) are about, ordered by identity.

    ``joined`` maps codes of entries that carry no plan number to the code of the project that a
    person says they are about.
    """
    founders: dict[str, ListedEntry] = {}
    groups: dict[str, list[ListedEntry]] = {}
    by_code: dict[str, str] = {}
    for listed in sorted(entries, key=lambda listed: listed.id):
        number = listed.entry.plan_number
        key = by_code.get((joined or {}).get(listed.code, ""), f"plan {number}" if number else "")
        key = key or f"code {listed.code}"
        founders.setdefault(key, listed)
        groups.setdefault(key, []).append(listed)
        by_code[listed.code] = key
    return tuple(
        CatalogueProject(founder, _in_time(groups[key])) for key, founder in founders.items()
    )


def _in_time(entries: Sequence[ListedEntry]) -> tuple[ListedEntry, ...]:
    return tuple(sorted(entries, key=lambda listed: listed.order))
