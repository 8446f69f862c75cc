"""What changed between two catalogues: projects added, removed and changed, field by field."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

import sqlite_utils

from etl.paths import shown
from etl.problems import CatalogueError, Problem

# The record's id follows from its code, and the list from its slug: neither is news by itself.
_IDENTITY = ("id", "list_id", "code")


@dataclass(frozen=True)
class Change:
    """One field of a project that differs."""

    field: str
    old: object
    new: object


@dataclass
class Difference:
    """Projects by code: ``added`` and ``removed`` with their title, ``changed`` with fields."""

    added: dict[str, str] = field(default_factory=dict)
    removed: dict[str, str] = field(default_factory=dict)
    changed: dict[str, list[Change]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed)

    def as_json(self) -> dict[str, object]:
        """The difference as ``catalogue diff --json`` prints it."""
        return {
            "added": self.added,
            "removed": self.removed,
            "changed": {
                code: [{"field": c.field, "old": c.old, "new": c.new} for c in changes]
                for code, changes in self.changed.items()
            },
        }


def compare(old: Path, new: Path) -> Difference:
    """Compare two catalogue files. Raises ``CatalogueError`` if one is no catalogue."""
    before, after = _projects(old), _projects(new)
    difference = Difference(
        added={code: row["title"] for code, row in after.items() if code not in before},
        removed={code: row["title"] for code, row in before.items() if code not in after},
    )
    for code in before.keys() & after.keys():
        first, second = before[code], after[code]
        changes = [
            Change(name, first.get(name), second.get(name))
            for name in dict.fromkeys((*first, *second))
            if name not in _IDENTITY and first.get(name) != second.get(name)
        ]
        if changes:
            difference.changed[code] = changes
    difference.changed = dict(sorted(difference.changed.items()))
    return difference


def _projects(path: Path) -> dict[str, dict[str, str]]:
    try:
        if not path.is_file():
            raise sqlite3.OperationalError("there is no such file")
        database = sqlite_utils.Database(
            sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        )
        try:
            return {
                row["code"]: row for row in database.query("select * from projects order by id")
            }
        finally:
            database.close()
    except sqlite3.DatabaseError as error:
        raise CatalogueError(
            [
                Problem(
                    "not_a_catalogue",
                    "",
                    f"it cannot be read as a catalogue: {error}",
                    "a catalogue made by catalogue build",
                    file=shown(path),
                )
            ]
        ) from None
