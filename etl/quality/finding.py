"""What a rule sees, a project under its code, and what it says of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.records.entries import Entry
from schema.vocabulary import FindingKind, OutcomeField, ProjectField

# A finding names so many other projects.
MOST_NAMED = 60
BODY_FIELDS = (ProjectField.DEPARTMENTS, ProjectField.COMMITTEES)
NOTHING = "—"


@dataclass(frozen=True)
class Subject:
    """A project under its code, as the rules see it."""

    code: str
    record: Entry


@dataclass(frozen=True)
class Finding:
    """What looks odd in one field of one project. ``message`` is Chinese, for readers."""

    code: str
    kind: FindingKind
    field: ProjectField | OutcomeField
    value: str
    message: str


def named(codes: Iterable[str], count: int) -> str:
    """Codes of projects: the first MOST_NAMED of ``count``, and how many they are if more."""
    return "、".join(codes) + (f" 等 {count} 项" if count > MOST_NAMED else "")


def shown_value(value: str | tuple[str, ...] | None) -> str:
    """The value of a field as a message shows it."""
    if isinstance(value, tuple):
        return "、".join(value) or NOTHING
    return value or NOTHING
