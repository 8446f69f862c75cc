"""Every download of the whole catalogue: made from a finished file, equal for equal catalogues."""

import hashlib
import json
import sqlite3
from dataclasses import asdict
from pathlib import Path

from etl.export.content import ExportedFile, open_content
from etl.export.forms import forms
from etl.freshness import code_digest
from etl.paths import shown
from etl.problems import CatalogueError, Problem
from etl.writing import new_file, write_whole, writing

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
                path = folder / form.name
                with writing(path):
                    path.parent.mkdir(parents=True, exist_ok=True)
                with new_file(path) as new:
                    form.write(content, new)
                    size, digest = new.stat().st_size, file_digest(new)
                said = form.name, form.title, form.description, form.media_type
                content.done.append(ExportedFile(*said, size, digest))
    except sqlite3.DatabaseError as error:
        raise CatalogueError(
            [Problem("not_a_catalogue", "", str(error), file=shown(database))]
        ) from None
    files = content.done
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    write_whole(folder / CHECKSUMS, sums.encode("ascii"))
    manifest = {
        "catalogue": file_digest(database),
        "program": code_digest(),
        "files": [asdict(file) for file in files],
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    write_whole(folder / MANIFEST, text.encode("utf-8"))
    return files


def exported(sha256: str, folder: Path) -> list[ExportedFile] | None:
    """What ``folder`` holds, or None unless it is the complete export, by this very program, of the
    catalogue with this digest."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = [ExportedFile(**entry) for entry in manifest["files"]]
        is_current = manifest["catalogue"] == sha256 and manifest["program"] == code_digest()
        complete = all((folder / file.name).stat().st_size == file.size for file in files)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return files if is_current and complete else None


def ensure_exported(database: Path, folder: Path) -> list[ExportedFile]:
    """What ``folder`` holds, made anew unless it is of this very catalogue."""
    return exported(file_digest(database), folder) or export(database, folder)


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
