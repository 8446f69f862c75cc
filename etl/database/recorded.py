"""Whether a catalogue is the file that was made."""

import json
from hashlib import file_digest
from pathlib import Path

from etl.paths import INSPECT_DATA


def is_as_recorded(database: Path) -> bool:
    """Whether a catalogue is byte for byte the file that ``inspect-data.json`` beside it
    describes. Where there is none, nothing speaks against the file."""
    try:
        recorded = json.loads(database.with_name(INSPECT_DATA.name).read_text("utf-8"))
        with database.open("rb") as file:
            made = file_digest(file, "sha256").hexdigest()
        return bool(recorded[database.stem]["hash"] == made)
    except FileNotFoundError:
        return True
    except (ValueError, TypeError, LookupError):
        return False
