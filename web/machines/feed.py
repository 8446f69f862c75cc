"""The feed of changes: one entry a release, from ``docs/changes``.

A file there has ``version``, ``date``, ``title``, ``summary`` and ``changes``, which is what
``catalogue diff OLD NEW --json`` printed between the two releases, or null for the first.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from etl.paths import ROOT
from web.machines.atom import FeedEntry, atom

CHANGES = ROOT / "docs" / "changes"
# A feed is to be read; a longer list of projects is in the file of the release.
_LISTED = 200
_NAMES = {"added": "新增", "removed": "删去", "changed": "变更"}


@dataclass(frozen=True)
class Release:
    """A release and what it changed."""

    version: str
    date: str
    title: str
    summary: str
    changes: dict[str, dict[str, str | list[dict[str, str]]]] | None

    @property
    def lines(self) -> list[str]:
        """What changed, a project a line."""
        lines = []
        for kind, name in _NAMES.items():
            for code, detail in (self.changes or {}).get(kind, {}).items():
                if isinstance(detail, str):
                    lines.append(f"{name} {code} {detail}")
                else:
                    fields = "；".join(
                        f"{change['field']}：{change['old']} → {change['new']}" for change in detail
                    )
                    lines.append(f"{name} {code} {fields}")
        return lines


def releases(folder: Path = CHANGES) -> list[Release]:
    """Every release, the newest first."""
    found = [
        Release(**json.loads(path.read_text(encoding="utf-8"))) for path in folder.glob("*.json")
    ]
    return sorted(found, key=lambda release: (release.date, release.version), reverse=True)


def feed(title: str, home: str, address: str, entries: list[Release]) -> bytes:
    """An Atom feed. ``home`` and ``address`` are the absolute addresses of site and feed."""
    return atom(
        f"{title}：更新",
        title,
        home,
        address,
        [
            FeedEntry(
                f"{address}#{release.version}",
                f"{release.version} {release.title}",
                release.date,
                home,
                release.summary,
                _content(release.lines),
            )
            for release in entries
        ],
    )


def _content(lines: list[str]) -> str:
    more = [f"……共 {len(lines)} 处"] if len(lines) > _LISTED else []
    return "\n".join([*lines[:_LISTED], *more])
