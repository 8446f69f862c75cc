"""What became of projects, read from ``curation/outcomes.csv``: a standard each row, the addresses
where its number and title were seen, and how sure that makes the link.

Nothing is repaired: a cell that cannot be read as what it should be is a problem, named with its
line and column. What can be read and looks wrong is a finding
(``etl/quality/outcome_findings.py``).
"""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    InstanceOf,
    ValidationInfo,
    field_validator,
)

from etl.inputs.csv_cells import fault, one_of, split_at
from etl.inputs.csv_file import CsvRow, read_csv
from etl.outcomes import partial_dates
from etl.outcomes.partial_dates import PartialDate, parse_partial_date
from etl.problems import Problem
from etl.text.cleaning import HAN, clean
from schema.numbers import StandardNumber, parse_standard_number
from schema.vocabulary import Basis, Confidence, Extent

OUTCOMES = "outcomes.csv"
NUMBER_FORM = "a number such as GB 38031-2025 or GB/T 32151.42-2024"
_REPLACED = re.compile(r"(?P<number>[^()]+?)(?: \((?P<marks>[a-z, ]+)\))?")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?", re.IGNORECASE | re.ASCII)
_HAN = re.compile(f"[{HAN}]")
REPLACES_FORM = "numbers separated by '; ', each followed by (partly), (inferred) or both if it is"


@dataclass(frozen=True)
class Replaced:
    """A standard that is replaced, as printed, wholly or partly, stated or inferred."""

    number: StandardNumber
    printed: str
    extent: Extent
    basis: Basis


def _number(text: str) -> StandardNumber:
    number = parse_standard_number(text)
    if number is None or not number.is_national_edition:
        raise fault(
            f"{text!r} is no number of a national standard" if text else "no number",
            NUMBER_FORM,
            "Compare with the addresses of the row; leave the row out if none shows a number.",
        )
    return number


def _printed(text: str) -> str:
    _number(text)
    return text


def _title(text: str) -> str | None:
    title = clean(text)
    if title and not _HAN.search(title):
        raise fault(
            f"{title!r} is not Chinese",
            "the Chinese title as published, or nothing where it was not seen",
            "Put a title in another language into the note.",
        )
    return title or None


def _date(text: str) -> PartialDate | None:
    date = parse_partial_date(text)
    if text and date is None:
        raise fault(f"{text!r} is no date", partial_dates.EXAMPLE)
    return date


def _replaced(text: str) -> Replaced:
    match = _REPLACED.fullmatch(text)
    marks = [mark.strip() for mark in ((match and match["marks"]) or "").split(",")]
    if match is None or not {"partly", "inferred", ""}.issuperset(marks):
        raise fault(f"{text!r} cannot be read", REPLACES_FORM)
    return Replaced(
        _number(match["number"]),
        match["number"],
        Extent.PARTLY if "partly" in marks else Extent.WHOLLY,
        Basis.INFERRED if "inferred" in marks else Basis.STATED,
    )


def _is_older(replaced: Replaced, info: ValidationInfo) -> Replaced:
    number = parse_standard_number(info.data.get("printed", ""))
    if number is not None and replaced.number.edition == number.edition:
        raise fault(f"{replaced.number} replaces itself", "an older standard")
    if number is not None and (replaced.number.year or 0) > (number.year or 0):
        raise fault(f"{replaced.number} is newer than {number}", "an older standard")
    return replaced


def _address(text: str) -> str:
    if not is_address(text):
        raise fault(f"{text!r}", "a web address that begins with http(s)://")
    return text


KnownDate = Annotated[InstanceOf[PartialDate] | None, BeforeValidator(_date)]
Addresses = Annotated[tuple[Annotated[str, AfterValidator(_address)], ...], split_at(None)]
_Older = Annotated[InstanceOf[Replaced], BeforeValidator(_replaced), AfterValidator(_is_older)]
_Sure = one_of(
    Confidence, "Leave a row out if its evidence is weaker than medium: see docs/outcomes.md."
)


class Outcome(CsvRow):
    """The standard that a project resulted in, as a row says it. ``title`` is None where no
    Chinese title was seen; a date is None where none was."""

    project: str
    printed: Annotated[str, AfterValidator(_printed)] = Field(alias="standard_number")
    title: Annotated[str | None, BeforeValidator(_title)] = Field(alias="published_title")
    published_on: KnownDate
    implemented_on: KnownDate
    replaces: Annotated[tuple[_Older, ...], split_at(";")]
    confidence: Annotated[Confidence, _Sure]
    evidence: Addresses = Field(alias="source_urls")
    note: str

    @cached_property
    def number(self) -> StandardNumber:
        """The number that is printed, in whichever spelling."""
        number = parse_standard_number(self.printed)
        assert number is not None, "checked when the row was read"
        return number

    @property
    def numbers(self) -> tuple[StandardNumber, ...]:
        """All numbers that it names: its own, then those of the standards that it replaces."""
        return self.number, *(replaced.number for replaced in self.replaces)

    @property
    def entry_id(self) -> int | None:
        """The entry of the official announcement that says so; None if it is known otherwise."""
        return None

    @property
    def announced_on(self) -> str | None:
        """The date of that announcement."""
        return None

    @property
    def is_verified(self) -> bool:
        return self.confidence is Confidence.HIGH

    @field_validator("project")
    @classmethod
    def _has_a_project(cls, project: str) -> str:
        if not project:
            raise fault("no project", "a project's code such as 2024-017")
        return project

    @field_validator("replaces")
    @classmethod
    def _names_each_once(cls, replaces: tuple[Replaced, ...]) -> tuple[Replaced, ...]:
        editions = [replaced.number.edition for replaced in replaces]
        for place, replaced in enumerate(replaces):
            if replaced.number.edition in editions[:place]:
                raise fault(f"{replaced.number} stands twice", "each standard once")
        return replaces

    @field_validator("confidence")
    @classmethod
    def _is_verified_by_a_title(cls, confidence: Confidence, info: ValidationInfo) -> Confidence:
        if confidence is Confidence.HIGH and info.data.get("title", "") is None:
            raise fault(
                "high, and no published title",
                "high only where number and Chinese title were seen together",
                "Add the title that was seen, or write medium.",
            )
        return confidence

    @field_validator("evidence")
    @classmethod
    def _has_addresses(cls, addresses: tuple[str, ...]) -> tuple[str, ...]:
        if not addresses:
            raise fault(
                "no address",
                "the addresses where number and title were seen, separated by blanks",
                "A number without evidence is not published: add an address or leave the row out.",
            )
        if len(set(addresses)) < len(addresses):
            raise fault("an address stands twice", "each address once")
        return addresses


class AnnouncedOutcome(Outcome):
    """An outcome that the entry ``announced_by`` of an official announcement states."""

    announced_by: int
    notice_date: str

    @property
    def entry_id(self) -> int | None:
        return self.announced_by

    @property
    def announced_on(self) -> str | None:
        return self.notice_date


def read_outcomes(path: Path) -> tuple[list[Outcome], list[Problem]]:
    """The rows that can be used, and a problem for every cell that cannot."""
    return read_csv(path, Outcome)


def is_address(text: str) -> bool:
    """Whether text is a web address that a reader can follow."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc) is not None
