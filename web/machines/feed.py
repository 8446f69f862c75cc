"""The feed of changes: one entry a release, from ``docs/changes``.

A file there has ``version``, ``date``, ``title``, ``summary`` and ``changes``, which is what
``catalogue diff OLD NEW --json`` printed between the two releases, or null for the first.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from etl.paths import ROOT
from web.machines.text import xml_bytes, xml_text

CHANGES = ROOT / "docs" / "changes"
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
_ATOM = "http://www.w3.org/2005/Atom"
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
    changes: dict[str, dict[str, Any]] | None

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
    ET.register_namespace("", _ATOM)
    root = ET.Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "zh-CN"})
    _add(root, "id", address)
    _add(root, "title", f"{title}：更新")
    _add(root, "updated", _moment(entries[0].date if entries else "1970-01-01"))
    ET.SubElement(root, _name("link"), {"rel": "self", "href": address})
    ET.SubElement(root, _name("link"), {"rel": "alternate", "href": home})
    ET.SubElement(_add(root, "author"), _name("name")).text = xml_text(title)
    for release in entries:
        entry = _add(root, "entry")
        _add(entry, "id", f"{address}#{release.version}")
        _add(entry, "title", f"{release.version} {release.title}")
        _add(entry, "updated", _moment(release.date))
        ET.SubElement(entry, _name("link"), {"rel": "alternate", "href": home})
        _add(entry, "summary", release.summary)
        lines = release.lines
        if lines:
            shown = lines[:_LISTED]
            if len(lines) > _LISTED:
                shown.append(f"……共 {len(lines)} 处")
            _add(entry, "content", "\n".join(shown)).set("type", "text")
    return xml_bytes(root)


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    element = ET.SubElement(parent, _name(name))
    element.text = xml_text(text) or None
    return element


def _name(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _moment(day: str) -> str:
    return f"{day}T00:00:00+08:00"
