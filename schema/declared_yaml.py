"""Reading the files of this folder that declare: what they say is checked where it is used."""

from pathlib import Path
from typing import Any

import yaml

# The reader in C, where PyYAML was made with it, is seven times as fast.
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_declared(path: Path) -> Any:
    """The content of a YAML file in UTF-8."""
    return yaml.load(path.read_text(encoding="utf-8"), LOADER)
