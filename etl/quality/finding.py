"""What a rule sees, a project under its code, and what it says of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.records.entries import Entry
from schema.vocabulary import FindingKind, OutcomeField, ProjectField

# A finding names so many other projects.
MOST_NAMED = 60
BODY_FIELDS = (ProjectField.DEPARTMENTS, ProjectField.COMMITTEES)
NOTHING = "—"
# The kinds in the order in which the findings of a project stand.
ORDER = {kind: place for place, kind in enumerate(FindingKind)}


@dataclass(frozen=True)
class Subject:
    """A project under its permanent id and code, as the rules see it."""

    id: int
    code: str
    record: Entry


@dataclass(frozen=True)
class Finding:
    """What looks odd in one field of one project, given by its id. ``message`` is Chinese, for
    readers."""

    project: int
    kind: FindingKind
    field: ProjectField | OutcomeField
    value: str
    message: str

    @property
    def order(self) -> tuple[int, str]:
        """Where it stands among the findings of its project; equals stand as they were found."""
        return ORDER[self.kind], self.message


def named(codes: Iterable[str], count: int) -> str:
    """Codes of projects: the first MOST_NAMED of ``count``, and how many they are if more."""
    return "、".join(codes) + (f" 等 {count} 项" if count > MOST_NAMED else "")
