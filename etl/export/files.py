"""Every download of the whole catalogue: made from a finished file, equal for equal catalogues."""

import hashlib
import json
import sqlite3
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from etl.export.content import ExportedFile, open_content
from etl.export.forms import forms
from etl.freshness import code_digest
from etl.paths import shown
from etl.problems import CatalogueError, Problem
from etl.writing import write_whole, writing

MANIFEST = "manifest.json"
CHECKSUMS = "SHA256SUMS"


def export(database: Path, folder: Path) -> list[ExportedFile]:
    """Write every download of ``database`` into ``folder`` and return what was written.

    A file takes its place when it is complete, the manifest last. Raises ``CatalogueError`` if
    ``database`` is no catalogue.
    """
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        with open_content(database) as content:
            for form in forms():
                data = form.write(content)
                _write(folder / form.name, data)
                digest = hashlib.sha256(data).hexdigest()
                said = form.name, form.title, form.description, form.media_type
                content.done.append(ExportedFile(*said, len(data), digest))
    except (sqlite3.DatabaseError, pd.errors.DatabaseError) as error:
        raise CatalogueError(
            [Problem("not_a_catalogue", "", str(error), file=shown(database))]
        ) from None
    files = content.done
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    _write(folder / CHECKSUMS, sums.encode("ascii"))
    manifest = {
        "catalogue": hashlib.sha256(database.read_bytes()).hexdigest(),
        "program": code_digest(),
        "files": [asdict(file) for file in files],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    _write(folder / MANIFEST, text.encode("utf-8"))
    return files


def exported(database: Path, folder: Path) -> list[ExportedFile] | None:
    """What ``folder`` holds, or None unless it is the complete export of this very catalogue by
    this very program."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = [ExportedFile(**entry) for entry in manifest["files"]]
        digest = hashlib.sha256(database.read_bytes()).hexdigest()
        is_current = manifest["catalogue"] == digest and manifest["program"] == code_digest()
        complete = all((folder / file.name).stat().st_size == file.size for file in files)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return files if is_current and complete else None


def ensure_exported(database: Path, folder: Path) -> list[ExportedFile]:
    """What ``folder`` holds, made anew unless it is of this very catalogue."""
    return exported(database, folder) or export(database, folder)


def _write(path: Path, content: bytes) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
