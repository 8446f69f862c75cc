"""Whether a catalogue and what is kept of it are as the last build left them: by their stamps, so
that files of any size are not read for it."""

import json
from pathlib import Path

from etl.adding.kept_store import FILE
from etl.writing import stamp_of, write_whole

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
    return {name: list(stamp_of(path.stat())) for name, path in files.items()}
