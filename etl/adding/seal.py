"""Whether a catalogue and what is kept of it are as the last build left them: their sizes, times
and places on the disk, so that files of any size are not read for it."""

import json
from pathlib import Path

from etl.adding.kept_store import FILE
from etl.writing import write_whole

_SEAL = "store.seal"


def seal(folder: Path, database: Path) -> None:
    """Note how the files of a catalogue and of what is kept of it stand on the disk."""
    write_whole(folder / _SEAL, json.dumps(_stamps(folder, database)).encode())


def is_sealed(folder: Path, database: Path) -> bool:
    """Whether nobody wrote to these files since."""
    try:
        found: object = json.loads((folder / _SEAL).read_bytes())
        return found == _stamps(folder, database)
    except (OSError, ValueError):
        return False


def _stamps(folder: Path, database: Path) -> dict[str, list[int]]:
    files = {FILE: folder / FILE, str(database.resolve()): database}
    return {
        name: [found.st_size, found.st_mtime_ns, found.st_ino]
        for name, path in files.items()
        for found in [path.stat()]
    }
