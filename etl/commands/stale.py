"""Whether the committed derived files are what their inputs give."""

import tempfile
from pathlib import Path

from etl.build import build
from etl.commands.inspect_data import inspect_data
from etl.database.dump import dump
from etl.paths import DATABASE, INSPECT_DATA, shown


def stale_files(files: dict[Path, str]) -> list[str]:
    """A sentence for every derived file that is not up to date: generated texts, the catalogue
    and what Datasette remembers of it."""
    messages = [
        f"{shown(path)} is not up to date. Run: catalogue generate"
        for path, content in files.items()
        if not path.is_file() or path.read_text(encoding="utf-8") != content
    ]
    with tempfile.TemporaryDirectory() as folder:
        fresh = build(database=Path(folder) / DATABASE.name).database
        if not DATABASE.is_file() or list(dump(fresh)) != list(dump(DATABASE)):
            messages.append(f"{shown(DATABASE)} is not a fresh build. Run: catalogue build")
        elif not INSPECT_DATA.is_file() or INSPECT_DATA.read_text("utf-8") != inspect_data():
            messages.append(f"{shown(INSPECT_DATA)} is not up to date. Run: catalogue build")
    return messages
