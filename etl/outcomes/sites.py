"""What the web sites are that evidence names, read from ``curation/sites.csv``, and which addresses
count otherwise than their own number says, from ``curation/address_exceptions.csv``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator

from etl.inputs.csv_cells import Flag, Text, fault, one_of
from etl.inputs.csv_file import CsvRow, read_csv
from etl.paths import shown
from etl.problems import Problem
from schema.numbers import parse_standard_number
from schema.vocabulary import SiteKind

SITES = "sites.csv"
EXCEPTIONS = "address_exceptions.csv"
_NEXT_STEP = (
    f"Look at the site and add it to {SITES} with its kind and what shows it; "
    "docs/outcomes.md says what the kinds mean."
)


def _host(text: str) -> str:
    if not text or host_of(f"https://{text}/") != text:
        raise fault(f"{text!r}", "the host of an address, in small letters, without a port")
    return text


def _number(text: str) -> str:
    number = parse_standard_number(text)
    if number is None:
        raise fault(f"{text!r} is no number of a standard", "as in outcomes.csv")
    return number.normalized


class Site(CsvRow):
    """A web site. ``name`` is empty where none was found; ``reason`` says what shows its kind.
    Pages of the catalogue name a site that is not ``linked``, and do not lead there."""

    UNIQUE = ("host",)
    ONE = "each host once"

    host: Annotated[str, AfterValidator(_host)]
    name: str
    kind: Annotated[SiteKind, one_of(SiteKind)]
    reason: Text
    linked: Flag


class AddressException(CsvRow):
    """Whether a page counts as one that shows the number, where the address does not tell: it was
    not opened, shows something else, or shows the number although its address carries another."""

    address: Text
    standard_number: Annotated[str, AfterValidator(_number)]
    counts: Flag
    reason: Text


@dataclass(frozen=True)
class Address:
    """An address given as evidence, and the file, row and column where it stands."""

    text: str
    file: str
    row: str
    column: str


@dataclass(frozen=True)
class Sites:
    """The sites and exceptions that are known."""

    sites: Sequence[Site] = ()
    exceptions: Sequence[AddressException] = ()
    problems: Sequence[Problem] = field(default=())

    @cached_property
    def by_host(self) -> Mapping[str, Site]:
        return {site.host: site for site in self.sites}

    @cached_property
    def excepted(self) -> Mapping[tuple[str, str], AddressException]:
        """The exceptions by address and number of the standard."""
        return {(each.address, each.standard_number): each for each in self.exceptions}

    def of(self, address: str) -> Site:
        """The site of an address. Raises ``KeyError`` for a host that is not in the table."""
        return self.by_host[host_of(address)]


def read_sites(folder: Path) -> Sites:
    """The rows that can be used, and what is wrong with the others. Without a file there are
    none."""
    sites: list[Site] = []
    exceptions: list[AddressException] = []
    problems: list[Problem] = []
    if (folder / SITES).exists():
        sites, problems = read_csv(folder / SITES, Site)
    if (folder / EXCEPTIONS).exists():
        exceptions, faults = read_csv(folder / EXCEPTIONS, AddressException)
        problems = [*problems, *faults]
    return Sites(tuple(sites), tuple(exceptions), tuple(problems))


def host_of(address: str) -> str:
    """The host of a web address, in small letters."""
    return urlsplit(address).hostname or ""


def unknown_sites(sites: Sites, addresses: Iterable[Address]) -> Iterator[Problem]:
    """A problem for each address whose site nobody has judged yet."""
    for address in addresses:
        host = host_of(address.text)
        if host not in sites.by_host:
            yield Problem(
                "invalid_curation",
                address.row,
                f"the site {host!r} of {address.text} is not known",
                f"a host of {SITES}",
                _NEXT_STEP,
                address.column,
                file=address.file,
            )


def exception_problems(
    sites: Sites, judged: Mapping[tuple[str, str], bool], path: Path
) -> Iterator[Problem]:
    """Exceptions that nothing needs. ``judged`` says of each address and number whether the address
    alone would count."""
    seen: dict[tuple[str, str], str] = {}
    for each in sites.exceptions:
        key = (each.address, each.standard_number)
        found = ""
        if key not in judged:
            found = f"no outcome of {each.standard_number} has the address {each.address}"
        elif key in seen:
            found = f"the address stands for {each.standard_number} on {seen[key]}, too"
        elif judged[key] == each.counts:
            found = "the address counts so without it"
        seen.setdefault(key, each.row)
        if found:
            expected = "an address of outcomes.csv that counts otherwise"
            next_step = "Take the row out, or mend it."
            yield Problem(
                "invalid_curation", each.row, found, expected, next_step, file=shown(path)
            )
