"""Where the parts of the catalogue stand in the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "sources"
CURATION = ROOT / "curation"
DATABASE = ROOT / "catalogue.db"
METADATA = ROOT / "metadata.yml"
INSPECT_DATA = ROOT / "inspect-data.json"
DATA_DICTIONARY = ROOT / "docs" / "data-dictionary.md"


def shown(path: Path) -> str:
    """The path as messages show it: relative to the working directory where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)
