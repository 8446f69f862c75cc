"""A project and what is shown of it: what the newest notice says, and what that does not say is
taken from the one before; every statement is kept with its list and date. Which entries belong
together is decided in ``etl/projects/project_view.py``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from etl.projects.listed import ListedEntry
from etl.records.entries import Entry
from etl.records.list_context import Value
from schema.vocabulary import ProjectStatus

# What an adjustment says of a plan, the strongest first.
_ADJUSTMENTS = (
    (ProjectStatus.ENDED, re.compile("终止|撤销|取消|撤项")),
    (ProjectStatus.SUSPENDED, re.compile("暂缓|暂停|中止")),
)
_ADJUSTED = ("adjustment", "status", "conclusion")
# A heading of several kinds of adjustment does not say which of them a row is.
_SEVERAL = re.compile("变更|延期|延长|更名|[和及与、](?:调整|终止|撤销|暂缓)|调整[和及与、]")
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

    @property
    def record(self) -> Entry:
        return self.founder.entry if len(self.entries) == 1 else self._joined

    @cached_property
    def _joined(self) -> Entry:
        values: dict[str, Value] = {}
        other: dict[str, str] = {}
        newest = self.founder.entry
        for listed in self.entries:
            values |= listed.entry.values
            other |= listed.entry.other
            newest = listed.entry
        return self.founder.entry._replace(values=values, other=other, parts=newest.parts)

    @cached_property
    def level(self) -> str | None:
        """The level of the standard it is to become, as the newest list that says it."""
        levels = [listed.list.level for listed in self.entries if listed.list.level]
        return levels[-1] if levels else None

    @cached_property
    def adjusted(self) -> ProjectStatus | None:
        """Whether the newest adjustment ended or suspended it."""
        if self._adjustment is None:
            return None
        text = _adjustment_text(self._adjustment)
        return next((s for s, pattern in _ADJUSTMENTS if pattern.search(text)), None)

    @property
    def adjusted_on(self) -> date | None:
        """The date of the newest adjustment."""
        return self._adjustment.list.issued_on if self._adjustment else None

    @property
    def _adjustment(self) -> ListedEntry | None:
        found = [each for each in self.entries if each.list.kind.kind in _ADJUSTING_KINDS]
        return found[-1] if found else None

    def shown(self, name: str) -> object:
        """A field as it is shown: what the newest statement says, or a whole list does."""
        value = self.record.values.get(name)
        if value is not None:
            return value
        if len(self.entries) == 1:
            return self.founder.list.constants.get(name)
        constants = (listed.list.constants.get(name) for listed in reversed(self.entries))
        return next((constant for constant in constants if constant is not None), None)


def _adjustment_text(listed: ListedEntry) -> str:
    """What the row says of the adjustment, or where it says nothing, the heading of its list."""
    told = [listed.entry.told.get(name, "") for name in _ADJUSTED]
    text = " ".join(filter(None, (*told, listed.entry.text("remark"))))
    if text or _SEVERAL.search(listed.list.title):
        return text
    return listed.list.title


def in_time(entries: Sequence[ListedEntry]) -> tuple[ListedEntry, ...]:
    """Entries in the order of time."""
    return tuple(sorted(entries, key=lambda listed: listed.order))
