"""What the codes of standards mean: ``standard_codes.csv`` and ``region_codes.csv``, read strictly.

A code that no table knows has no level: whoever needs it reports the code, and a person adds a
line with its source.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from etl.inputs.csv_file import csv_rows
from etl.paths import CURATION, shown
from etl.problems import Problem, raise_if_any
from schema.vocabulary import StandardLevel

STANDARD_CODES = "standard_codes.csv"
REGION_CODES = "region_codes.csv"
_CODE_COLUMNS = ("code", "level", "name", "status", "source")
_REGION_COLUMNS = ("code", "name", "source")
STATUSES = ("现用", "旧用")


@dataclass(frozen=True)
class CodeTables:
    """``levels`` and ``names`` by code without /T or /Z (``HG``: 行业, 化工); ``regions`` by the
    two or four digits of GB/T 2260 (``14``: 山西省)."""

    levels: Mapping[str, StandardLevel]
    names: Mapping[str, str]
    regions: Mapping[str, str]


def load_code_tables(folder: Path = CURATION) -> CodeTables:
    """Read both tables. Raises ``CatalogueError`` with every problem found."""
    problems: list[Problem] = []
    codes = _unique(folder / STANDARD_CODES, _CODE_COLUMNS, problems)
    regions = _unique(folder / REGION_CODES, _REGION_COLUMNS, problems)
    for code, (place, row) in codes.items():
        for column, known in (("level", tuple(StandardLevel)), ("status", STATUSES)):
            if row[column] not in known:
                problems.append(
                    _problem(
                        folder / STANDARD_CODES,
                        place,
                        column,
                        f"{row[column]!r} for {code}",
                        " | ".join(known),
                    )
                )
    for code, (place, _) in regions.items():
        if not (code.isascii() and code.isdigit() and code[:2] in regions and len(code) in (2, 4)):
            problems.append(
                _problem(
                    folder / REGION_CODES,
                    place,
                    "code",
                    f"{code!r}",
                    "two digits of a region or four of a city whose region stands in the table",
                )
            )
    raise_if_any(problems)
    return CodeTables(
        {code: StandardLevel(row["level"]) for code, (_, row) in codes.items()},
        {code: row["name"] for code, (_, row) in codes.items()},
        {code: row["name"] for code, (_, row) in regions.items()},
    )


def _unique(
    path: Path, columns: tuple[str, ...], problems: list[Problem]
) -> dict[str, tuple[str, dict[str, str]]]:
    """The rows by code, each once and with a name and a source."""
    rows: dict[str, tuple[str, dict[str, str]]] = {}
    for place, row in csv_rows(path, columns, problems):
        for column in ("code", "name", "source"):
            if not row[column]:
                problems.append(_problem(path, place, column, "nothing", f"a {column}"))
        first = rows.setdefault(row["code"], (place, row))
        if first[1] is not row:
            found = f"{row['code']!r} stands also on {first[0]}"
            problems.append(_problem(path, place, "code", found, "each code once"))
    return rows


def _problem(path: Path, place: str, column: str, found: str, expected: str) -> Problem:
    return Problem("invalid_curation", place, found, expected, "", column, file=shown(path))
