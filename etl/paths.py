"""Where the parts of the catalogue stand in the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "sources"
CURATION = ROOT / "curation"
DATABASE = ROOT / "catalogue.db"
METADATA = ROOT / "metadata.yml"
INSPECT_DATA = ROOT / "inspect-data.json"
EXPORTS = ROOT / "exports"
SBOM = ROOT / "sbom.cdx.json"
DATA_DICTIONARY = ROOT / "docs" / "data-dictionary.md"
LISTS_PAGE = ROOT / "docs" / "lists.md"
SQL_PAGE = ROOT / "docs" / "sql.md"
EMPTY_CATALOGUE = ROOT / "migrations" / "empty.sql"

# What ``catalogue generate`` makes.
GENERATED = (METADATA, DATA_DICTIONARY, LISTS_PAGE, SQL_PAGE, EMPTY_CATALOGUE)


def shown(path: Path) -> str:
    """The path as messages show it: relative to the working directory where that is shorter.

    In a name that is no text, as file systems allow, bytes are shown by their numbers.
    """
    try:
        name = str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError, RuntimeError):  # elsewhere, or links that lead in a circle
        name = str(path)
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
