"""Leads: numbers that were seen without an address that shows them, or whose link to the project is
unproven, read from ``curation/outcome_leads.csv``.

They are no outcomes. A build neither reads nor names them; ``catalogue outcomes check`` shows them
to a person who looks for evidence.
"""

from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, InstanceOf

from etl.inputs.csv_cells import Text, fault
from etl.inputs.csv_file import CsvRow, read_csv
from etl.outcomes.loading import Addresses, KnownDate
from etl.outcomes.outcome_store import Outcomes
from etl.paths import shown
from etl.problems import Problem
from schema.numbers import StandardNumber, parse_standard_number

LEADS = "outcome_leads.csv"


def _number(text: str) -> StandardNumber:
    number = parse_standard_number(text)
    if number is None:
        raise fault(f"{text!r} is no number of a standard", "a number such as GB 38031-2025")
    return number


class Lead(CsvRow):
    """A number that may be that of a project; ``note`` says what was seen, and what is missing."""

    project: Text
    number: Annotated[InstanceOf[StandardNumber], BeforeValidator(_number)] = Field(
        alias="standard_number"
    )
    title: str = Field(alias="published_title")
    published_on: KnownDate
    implemented_on: KnownDate
    addresses: Addresses = Field(alias="source_urls")
    note: Text


def read_leads(path: Path) -> tuple[list[Lead], list[Problem]]:
    """The leads, and a problem for every cell that cannot be used; none without a file."""
    return read_csv(path, Lead) if path.exists() else ([], [])


def lead_problems(
    leads: Sequence[Lead], projects: Container[str], outcomes: Outcomes, path: Path
) -> Iterator[Problem]:
    """Leads on what no list has, that stand twice, or that are outcomes by now."""
    seen: dict[tuple[str, StandardNumber], str] = {}
    for lead in leads:
        key = (lead.project, lead.number)
        found = expected = next_step = ""
        if lead.project not in projects:
            found, expected = f"no list has a project {lead.project!r}", "the code of a project"
        elif outcomes.of(*key):
            found, expected = f"{lead.project} has {lead.number} in outcomes.csv", "what is open"
            next_step = "Take the lead out."
        elif key in seen:
            found, expected = f"the lead stands on {seen[key]}, too", "each lead once"
        seen.setdefault(key, lead.row)
        if found:
            yield Problem(
                "invalid_curation", lead.row, found, expected, next_step, file=shown(path)
            )
