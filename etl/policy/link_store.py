"""The links of projects to measures, put down as they are read: people curate the more of them the
more projects there are."""

import marshal
from collections.abc import Iterable, Iterator
from dataclasses import fields
from enum import StrEnum
from typing import Any

from etl.policy.policy_links import ProjectLink
from etl.scratch import scratch_database
from schema.policy_vocabulary import (
    DepartmentNamed,
    LinkConfidence,
    LinkRank,
    Neighbours,
    TermRelation,
)

_SCHEMA = "create table links (place integer primary key, project text, data blob)"
_INDEX = "create index links_project on links (project, place)"
_NAMES = tuple(field.name for field in fields(ProjectLink))
_CLOSED: dict[str, type[StrEnum]] = {
    "confidence": LinkConfidence,
    "rank": LinkRank,
    "relation": TermRelation,
    "neighbours": Neighbours,
    "department_named": DepartmentNamed,
}


class ProjectLinks:
    """Links in the order of the file."""

    def __init__(self, links: Iterable[ProjectLink] = ()) -> None:
        self._kept = scratch_database(_SCHEMA)
        self._kept.execute("begin")
        self._size = 0
        for self._size, link in enumerate(links, start=1):
            row = (self._size, link.project, marshal.dumps(_packed(link)))
            self._kept.execute("insert into links values (?, ?, ?)", row)
        self._kept.execute("commit")
        self._kept.execute(_INDEX)

    def __iter__(self) -> Iterator[ProjectLink]:
        return self._asked("select data from links order by place")

    def __len__(self) -> int:
        return self._size

    def of_project(self, code: str) -> list[ProjectLink]:
        """The links of a project."""
        return list(self._asked("select data from links where project = ? order by place", code))

    def _asked(self, sql: str, *parameters: str) -> Iterator[ProjectLink]:
        for (data,) in self._kept.execute(sql, parameters):
            yield _unpacked(marshal.loads(data))


def _packed(link: ProjectLink) -> tuple[Any, ...]:
    """A link in types that ``marshal`` knows: a member of a closed list as its text."""
    values = (getattr(link, name) for name in _NAMES)
    return tuple(str(value) if isinstance(value, StrEnum) else value for value in values)


def _unpacked(packed: tuple[Any, ...]) -> ProjectLink:
    values = dict(zip(_NAMES, packed, strict=True))
    for name, closed in _CLOSED.items():
        if values[name] is not None:
            values[name] = closed(values[name])
    return ProjectLink(**values)
