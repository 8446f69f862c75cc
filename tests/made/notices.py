"""Notices made for a test, as files in ``sources/`` and ``curation/``, and the catalogue of them.

Nothing here is of a notice that was issued: a new notice or a new row of curation changes none of
these catalogues.
"""

import csv
import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from etl.build import build
from etl.inputs.csv_file import columns_of
from etl.inputs.curation import Organization
from etl.paths import CURATION

_SHARED = ("region_codes.csv", "standard_codes.csv", "vocabulary.yml")
_EMPTY = {
    "aliases.csv": "alias,name,reason,source\n",
    "corrections.yml": "corrections: []\n",
    "outcomes.csv": (
        "project,standard_number,published_title,published_on,implemented_on,replaces,confidence,"
        "source_urls,note\n"
    ),
    "events.yml": "events: []\n",
    "remarks.yml": "remarks: []\n",
}


@dataclass(frozen=True)
class MadeList:
    """A list: its heading, header words and rows. ``declared`` is what notice.yml says besides."""

    slug: str
    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    declared: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class MadeNotice:
    """A notice with one text file for each list."""

    slug: str
    number: str
    issued_on: date
    lists: Sequence[MadeList]


def cells(text: str) -> tuple[str, ...]:
    """The cells of a line, which stand between bars."""
    return tuple(cell.strip() for cell in text.split("|"))


# name → kind, roles
Bodies = Mapping[str, tuple[str, str]]


def write_sources(folder: Path, notices: Sequence[MadeNotice], bodies: Bodies) -> None:
    """Write ``sources/`` and ``curation/`` into a folder."""
    write_curation(folder / "curation", bodies)
    list_id = 0
    for notice_id, notice in enumerate(notices, start=1):
        home = folder / "sources" / notice.slug
        home.mkdir(parents=True)
        files, lists = [], []
        for made in notice.lists:
            list_id += 1
            name = f"{made.slug}.csv"
            with (home / name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([[made.title], made.header, *made.rows])
            digest = hashlib.sha256((home / name).read_bytes()).hexdigest()
            files.append({"file": name, "sha256": digest})
            lists.append(
                {
                    "id": list_id,
                    "slug": made.slug,
                    "file": name,
                    "title": made.title,
                    "year": notice.issued_on.year,
                    **made.declared,
                }
            )
        declared = {
            "id": notice_id,
            "slug": notice.slug,
            "title": f"关于印发{notice.lists[0].title}的通知",
            "document_number": notice.number,
            "issued_on": notice.issued_on,
            "issuers": ["示例部"],
            "obtained_from": "为测试而作",
            "files": files,
            "lists": lists,
        }
        (home / "notice.yml").write_text(
            yaml.safe_dump(declared, allow_unicode=True), encoding="utf-8"
        )


def build_made(folder: Path, notices: Sequence[MadeNotice], bodies: Bodies) -> Path:
    """The folder of a catalogue of these notices, built as any other."""
    write_sources(folder, notices, bodies)
    build(folder / "sources", folder / "curation", folder / "catalogue.db")
    return folder


def write_curation(folder: Path, bodies: Bodies) -> None:
    folder.mkdir(parents=True)
    for name in _SHARED:
        shutil.copy(CURATION / name, folder)
    for name, content in _EMPTY.items():
        (folder / name).write_text(content, encoding="utf-8")
    with (folder / "organizations.csv").open("w", encoding="utf-8", newline="") as file:
        columns = columns_of(Organization)
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        for number, (name, (kind, roles)) in enumerate(bodies.items(), start=1):
            body = {"id": number, "name": name, "kind": kind, "roles": roles}
            writer.writerow(body | {"attested_in": "为测试而作"})
