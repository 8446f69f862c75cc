"""The two sides that are compared, as far as comparing needs: projects that wait for an outcome,
and announced standards that no project is linked with."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from etl.linking.title_likeness import core, pairs
from etl.outcomes.partial_dates import PartialDate
from etl.records.titles import split_title
from etl.text.cleaning import clean
from schema.numbers import StandardNumber


@dataclass(frozen=True)
class WaitingProject:
    """A project as it is compared. ``recorded`` are the numbers that curation says of it; with
    ``is_verified`` it waits only for the announcement of these. ``listed_on`` is the date of its
    first notice."""

    code: str
    title: str
    replaces: tuple[StandardNumber, ...] = ()
    bodies: frozenset[str] = frozenset()
    mandate: str | None = None
    level: str | None = None
    project_type: str | None = None
    listed_on: date | None = None
    recorded: tuple[StandardNumber, ...] = ()
    is_verified: bool = False

    @cached_property
    def core(self) -> str:
        return core(self.title)

    @cached_property
    def pairs(self) -> Counter[str]:
        return pairs(self.core)

    @cached_property
    def part(self) -> str | None:
        """The number of the part in the title; None for none and for ``X``."""
        number = split_title(clean(self.title)).part_number
        return number if number and number.isdecimal() else None


@dataclass(frozen=True)
class AnnouncedStandard:
    """A standard of an announcement that no project is linked with. ``code`` is that of the
    entry, ``source`` the announcement and the place in it."""

    code: str
    title: str
    number: StandardNumber
    replaces: tuple[StandardNumber, ...] = ()
    bodies: frozenset[str] = frozenset()
    mandate: str | None = None
    level: str | None = None
    published_on: PartialDate | None = None
    source: str = ""

    @property
    def core(self) -> str:
        return _recent(self.title)[0]

    @property
    def pairs(self) -> Counter[str]:
        return _recent(self.title)[1]

    @cached_property
    def part(self) -> str | None:
        """The number of the part in the standard's number."""
        part = self.number.parts[0] if len(self.number.parts) == 1 else ""
        return part if part.isdecimal() else None


@lru_cache(maxsize=256)
def _recent(title: str) -> tuple[str, Counter[str]]:
    """What is compared of a title. Standards are weighed one after the other, so that it need not
    be kept for all of them."""
    text = core(title)
    return text, pairs(text)


def lineage(number: StandardNumber) -> tuple[str, str, tuple[str, ...]]:
    """What all editions of a standard share, recommended or mandatory: GB/T 8903-2018 → GB 8903."""
    code = number.code.removesuffix(f"/{number.suffix}") if number.suffix else number.code
    return code, number.serial, number.parts


@dataclass(frozen=True)
class Sides:
    """What is compared: ``projects`` × ``standards``. Of ``refused`` pairs (codes of an entry and
    a project) a person has said that they do not belong together."""

    projects: tuple[WaitingProject, ...] = ()
    standards: tuple[AnnouncedStandard, ...] = ()
    refused: frozenset[tuple[str, str]] = frozenset()
