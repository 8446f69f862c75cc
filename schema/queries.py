"""The ready-made queries: one SQL file each in ``queries/``, with its titles in comments."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("queries")


@dataclass(frozen=True)
class CannedQuery:
    """A query that users run by its name. ``:name`` in the SQL is a field to fill in."""

    name: str
    title: str
    description: str
    english: str
    sql: str


def canned_queries() -> list[CannedQuery]:
    """Every ready-made query, ordered by name."""
    return [_read(path) for path in sorted(FOLDER.glob("*.sql"))]


def _read(path: Path) -> CannedQuery:
    heads: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    while lines and lines[0].startswith("-- "):
        key, _, text = lines.pop(0).removeprefix("-- ").partition(": ")
        heads[key] = text
    return CannedQuery(path.stem, sql="\n".join(lines).strip(), **heads)
