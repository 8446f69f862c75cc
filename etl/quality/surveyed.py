"""A project as the survey keeps it: what any rule asks of a project that it compares with others,
in columns of plain values."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from etl.quality.finding import BODY_FIELDS, NOTHING, Subject
from etl.quality.near_texts import SHARED_MINIMUM
from schema.vocabulary import ProjectField

# Field and name of a body.
Body = tuple[ProjectField, str]
# Departments and beginning of the titles of a block.
Block = tuple[str, str]
# A word of one to four ideographs printed twice in a row.
DOUBLED = re.compile(r"([\u4e00-\u9fff]{1,4}?)\1")
_PART_SPACED = re.compile(r"第\s+\S+\s+部分")
_PART_CLOSED = re.compile(r"第\S+?部分")
# Between the names of bodies in one text; no name has a line end.
_BETWEEN = "\n"


class Surveyed(NamedTuple):
    """A project. ``departments`` and ``committees`` are names with a line end between them;
    ``is_spaced`` says whether its row prints 第 N 部分 with blanks: ``None`` if it prints no number
    of a part."""

    id: int
    code: str
    title: str
    year: int | None
    departments: str
    committees: str
    project_type: str | None
    mandate: str | None
    domain: str | None
    family: str | None
    part_number: str | None
    is_spaced: bool | None

    @property
    def bodies(self) -> Iterator[Body]:
        """The bodies that it names, by field."""
        for field in BODY_FIELDS:
            for name in names_in(getattr(self, field)):
                yield field, name

    @property
    def block(self) -> Block | None:
        """The block of titles that its own is compared with; a short title with none."""
        if len(self.title) <= SHARED_MINIMUM:
            return None
        return self.departments, self.title[:SHARED_MINIMUM]

    @property
    def kind(self) -> tuple[object, ...]:
        """What the projects of a run have in common."""
        return self.year, self.departments, self.project_type, self.mandate, self.domain

    def shown(self, field: ProjectField) -> str:
        """The value of a field as a message shows it."""
        value: str | None = getattr(self, field)
        return value.replace(_BETWEEN, "、") if value else NOTHING


class Titled(NamedTuple):
    """What the rule on similar titles asks of a project."""

    id: int
    code: str
    title: str


def surveyed(subject: Subject) -> Surveyed:
    """A project as the survey keeps it."""
    record = subject.record
    return Surveyed(
        subject.id,
        subject.code,
        record.title,
        record.year,
        _BETWEEN.join(record.departments),
        _BETWEEN.join(record.committees),
        record.project_type,
        record.mandate,
        record.domain,
        record.parts.family,
        record.parts.part_number,
        _is_spaced(record.cells),
    )


def names_in(text: str) -> list[str]:
    """The names of bodies in a column of :class:`Surveyed`."""
    return text.split(_BETWEEN) if text else []


def words_around(title: str, at: int) -> list[str]:
    """The words of two characters that a character doubled at ``at`` may end and begin."""
    words = (title[max(at - 1, 0) : at + 1], title[at + 1 : at + 3])
    return [word for word in words if len(word) == 2]


def words_asked(title: str) -> Iterator[list[str]]:
    """Of each character that is doubled and may as well end one word and begin the next, as in
    产品品质: these two words, of which other titles are asked."""
    for match in DOUBLED.finditer(title):
        around = words_around(title, match.start())
        if len(match[1]) == 1 and len(around) == 2:
            yield around


def _is_spaced(cells: tuple[str, ...]) -> bool | None:
    printed = " ".join(cells)
    if "部分" not in printed:
        return None
    if _PART_SPACED.search(printed):
        return True
    return False if _PART_CLOSED.search(printed) else None
