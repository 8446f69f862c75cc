"""Tables of codes in ``curation/``: what the letters and digits of standards' numbers mean."""

from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from etl.inputs.csv_file import csv_rows
from etl.paths import shown
from etl.problems import Problem
from schema.vocabulary import StandardLevel

STANDARD_CODES = "standard_codes.csv"
REGION_CODES = "region_codes.csv"
_CODE_COLUMNS = ("code", "level", "name", "status", "source")
_REGION_COLUMNS = ("code", "name", "source")


@dataclass(frozen=True)
class StandardCode:
    """The letters before a standard's number: ``HG`` is 化工, an industry. ``code`` is without /T
    and /Z; ``status`` says whether it is still given to new standards."""

    code: str
    level: StandardLevel
    name: str
    status: str
    source: str


@dataclass(frozen=True)
class Region:
    """The digits of a local standard's number, by GB/T 2260: ``14`` is 山西省."""

    code: str
    name: str
    source: str


def standard_codes(path: Path, problems: list[Problem]) -> tuple[StandardCode, ...]:
    """The codes of ``standard_codes.csv``; what cannot be used is added to ``problems``."""
    found: dict[str, StandardCode] = {}
    for place, row in csv_rows(path, _CODE_COLUMNS, problems):
        fault = _fault(row, found)
        if row["level"] not in list(StandardLevel):
            fault = ("level", f"{row['level']!r}", " | ".join(StandardLevel))
        if fault:
            problems.append(_problem(path, place, *fault))
        else:
            level = StandardLevel(row["level"])
            found[row["code"]] = StandardCode(
                row["code"], level, row["name"], row["status"], row["source"]
            )
    return tuple(found.values())


def region_codes(path: Path, problems: list[Problem]) -> tuple[Region, ...]:
    """The regions of ``region_codes.csv``; what cannot be used is added to ``problems``."""
    found: dict[str, Region] = {}
    for place, row in csv_rows(path, _REGION_COLUMNS, problems):
        fault = _fault(row, found)
        if fault:
            problems.append(_problem(path, place, *fault))
        else:
            found[row["code"]] = Region(row["code"], row["name"], row["source"])
    return tuple(found.values())


def _fault(row: dict[str, str], found: Container[str]) -> tuple[str, str, str] | None:
    """Column, what was found and what is expected of the first thing wrong with a row."""
    empty = next((name for name in ("code", "name", "source") if not row[name]), None)
    if empty:
        return empty, "the cell is empty", "a code, its name and a source"
    if row["code"] in found:
        return "code", f"{row['code']!r} stands twice", "each code once"
    return None


def _problem(path: Path, place: str, column: str, found: str, expected: str) -> Problem:
    return Problem("invalid_curation", place, found, expected, "", column, file=shown(path))
