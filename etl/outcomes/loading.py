"""What became of projects, read from ``curation/outcomes.csv``: a standard each row, the addresses
where its number and title were seen, and how sure that makes the link.

Nothing is repaired: a cell that cannot be read as what it should be is a problem, named with its
line and column. What can be read and looks wrong is a finding
(``etl/quality/outcome_findings.py``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from etl.inputs.csv_file import csv_rows
from etl.outcomes import partial_dates, standard_numbers
from etl.outcomes.partial_dates import PartialDate, parse_partial_date
from etl.outcomes.standard_numbers import StandardNumber, parse_standard_number
from etl.paths import shown
from etl.problems import Problem
from etl.text.cleaning import HAN, clean, control_characters, unreadable_characters
from schema.vocabulary import Basis, Confidence, Extent

OUTCOMES = "outcomes.csv"
COLUMNS = (
    "project",
    "standard_number",
    "published_title",
    "published_on",
    "implemented_on",
    "replaces",
    "confidence",
    "source_urls",
    "note",
)
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


@dataclass(frozen=True)
class Outcome:
    """One row: the standard that a project resulted in. ``title`` is None where no Chinese title
    was seen; a date is None where none was."""

    place: str
    project: str
    number: StandardNumber
    printed: str
    title: str | None
    published_on: PartialDate | None
    implemented_on: PartialDate | None
    replaces: tuple[Replaced, ...]
    confidence: Confidence
    evidence: tuple[str, ...]
    note: str

    @property
    def is_verified(self) -> bool:
        return self.confidence is Confidence.HIGH


def read_outcomes(path: Path) -> tuple[list[Outcome], list[Problem]]:
    """The rows that can be used, and a problem for every cell that cannot."""
    problems: list[Problem] = []
    outcomes = []
    for place, row in csv_rows(path, COLUMNS, problems):
        reader = _Row(place, row, shown(path))
        outcome = reader.outcome()
        problems.extend(reader.problems)
        if outcome is not None:
            outcomes.append(outcome)
    return outcomes, problems


class _Row:
    """Reads one row and collects what is wrong with its cells."""

    def __init__(self, place: str, cells: dict[str, str], file: str) -> None:
        self.place, self.cells, self.file = place, cells, file
        self.problems: list[Problem] = []

    def outcome(self) -> Outcome | None:
        """The row, if every cell can be used."""
        cells = self.cells
        for column, text in cells.items():
            self._readable(column, text)
        if not cells["project"]:
            self._report("project", "no project", "a project's code such as 2024-017")
        number = self._number("standard_number", cells["standard_number"])
        title = self._title()
        published = self._date("published_on")
        implemented = self._date("implemented_on")
        replaces = self._replaces(number)
        confidence = self._confidence()
        evidence = self._evidence()
        if self.problems or number is None or confidence is None:
            return None
        return Outcome(
            self.place,
            cells["project"],
            number,
            cells["standard_number"],
            title,
            published,
            implemented,
            tuple(replaces),
            confidence,
            tuple(evidence),
            cells["note"],
        )

    def _report(self, column: str, found: str, expected: str, next_step: str = "") -> None:
        self.problems.append(
            Problem(
                "invalid_curation", self.place, found, expected, next_step, column, file=self.file
            )
        )

    def _readable(self, column: str, text: str) -> None:
        odd = " ".join(filter(None, (control_characters(text), unreadable_characters(text))))
        if odd:
            self._report(column, f"characters that are no text: {odd}", "text", "Take them out.")

    def _number(self, column: str, text: str) -> StandardNumber | None:
        number = parse_standard_number(text)
        if number is None:
            self._report(
                column,
                f"{text!r} is no number of a national standard" if text else "no number",
                standard_numbers.EXAMPLE,
                "Compare with the addresses of the row; leave the row out if none shows a number.",
            )
        return number

    def _title(self) -> str | None:
        title = clean(self.cells["published_title"])
        if not title:
            return None
        if not _HAN.search(title):
            self._report(
                "published_title",
                f"{title!r} is not Chinese",
                "the Chinese title as published, or nothing where it was not seen",
                "Put a title in another language into the note.",
            )
        return title

    def _date(self, column: str) -> PartialDate | None:
        text = self.cells[column]
        if not text:
            return None
        found = parse_partial_date(text)
        if found is None:
            self._report(column, f"{text!r} is no date", partial_dates.EXAMPLE)
        return found

    def _replaces(self, number: StandardNumber | None) -> Iterable[Replaced]:
        found: dict[tuple[int, int, int], Replaced] = {}
        for text in filter(None, self.cells["replaces"].split(";")):
            match = _REPLACED.fullmatch(text.strip())
            marks = [mark.strip() for mark in ((match and match["marks"]) or "").split(",")]
            if match is None or not {"partly", "inferred", ""}.issuperset(marks):
                self._report("replaces", f"{text.strip()!r} cannot be read", REPLACES_FORM)
                continue
            replaced = self._number("replaces", match["number"])
            if replaced is None:
                continue
            if replaced.edition in found:
                self._report("replaces", f"{replaced} stands twice", "each standard once")
            if number is not None and replaced.edition == number.edition:
                self._report("replaces", f"{replaced} replaces itself", "an older standard")
            elif number is not None and replaced.year > number.year:
                self._report("replaces", f"{replaced} is newer than {number}", "an older standard")
            found[replaced.edition] = Replaced(
                replaced,
                match["number"],
                Extent.PARTLY if "partly" in marks else Extent.WHOLLY,
                Basis.INFERRED if "inferred" in marks else Basis.STATED,
            )
        return found.values()

    def _confidence(self) -> Confidence | None:
        text = self.cells["confidence"]
        if text not in list(Confidence):
            self._report(
                "confidence",
                f"{text!r}",
                " | ".join(Confidence),
                "Leave a row out if its evidence is weaker than medium: see docs/outcomes.md.",
            )
            return None
        if text == Confidence.HIGH and not self.cells["published_title"]:
            self._report(
                "confidence",
                "high, and no published title",
                "high only where number and Chinese title were seen together",
                "Add the title that was seen, or write medium.",
            )
        return Confidence(text)

    def _evidence(self) -> list[str]:
        addresses = self.cells["source_urls"].split()
        if not addresses:
            self._report(
                "source_urls",
                "no address",
                "the addresses where number and title were seen, separated by blanks",
                "A number without evidence is not published: add an address or leave the row out.",
            )
        for address in addresses:
            if not is_address(address):
                self._report(
                    "source_urls", f"{address!r}", "a web address that begins with http(s)://"
                )
        if len(set(addresses)) < len(addresses):
            self._report("source_urls", "an address stands twice", "each address once")
        return addresses


def is_address(text: str) -> bool:
    """Whether text is a web address that a reader can follow."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and _HOST.fullmatch(parts.netloc) is not None
