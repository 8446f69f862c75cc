"""On what kind of page the number of a standard was seen.

Each address counts by what its site is. One that carries the number of another edition or of
another standard does not count, nor one that a person excepts in
``curation/address_exceptions.csv``; the best kind of page that counts is the rank. An announcement
of an authority is an official page.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from etl.outcomes.address_numbers import number_in_address
from etl.outcomes.loading import Outcome
from etl.outcomes.sites import Site, Sites
from schema.numbers import StandardNumber
from schema.vocabulary import EvidenceRank, SiteKind

_RANKS = {SiteKind.OFFICIAL: EvidenceRank.OFFICIAL, SiteKind.PUBLISHER: EvidenceRank.PUBLISHER}
_ORDER = tuple(EvidenceRank)


@dataclass(frozen=True)
class JudgedPage:
    """An address of an outcome. ``printed_number`` is the number that the address carries;
    ``reason`` says why it does not count, or why it does although its number is another."""

    address: str
    site: Site
    printed_number: str | None
    is_counted: bool
    reason: str | None

    @property
    def rank(self) -> EvidenceRank:
        """What the page gives the number."""
        return _RANKS.get(self.site.kind, EvidenceRank.OTHER) if self.is_counted else _ORDER[-1]


def judged_pages(outcome: Outcome, sites: Sites) -> list[JudgedPage]:
    """The addresses of an outcome in their order. Every host must be known."""
    pages = []
    for address in outcome.evidence:
        printed = number_in_address(address)
        reason = other_number(address, outcome.number)
        is_counted = reason is None
        excepted = sites.excepted.get((address, outcome.number.normalized))
        if excepted is not None:
            is_counted, reason = excepted.counts, excepted.reason
        pages.append(
            JudgedPage(
                address,
                sites.of(address),
                None if printed is None else str(printed),
                is_counted,
                reason,
            )
        )
    return pages


def other_number(address: str, number: StandardNumber) -> str | None:
    """Why an address cannot be a page of ``number``; None if it can."""
    printed = number_in_address(address)
    if printed is None or printed.is_of(number):
        return None
    what = "另一版本" if printed.is_edition_of(number) else "另一标准"
    return f"网址所载是{what}的编号（{printed}）"


def rank_of(outcome: Outcome, sites: Sites) -> EvidenceRank:
    """The rank of the number of an outcome."""
    if outcome.entry_id is not None:
        return EvidenceRank.OFFICIAL
    return best(page.rank for page in judged_pages(outcome, sites)) or EvidenceRank.OTHER


def best(ranks: Iterable[EvidenceRank]) -> EvidenceRank | None:
    """The best of several ranks; None of none."""
    return min(ranks, key=_ORDER.index, default=None)


def weakest(ranks: Iterable[EvidenceRank]) -> EvidenceRank | None:
    """The rank of a project of several standards: what holds for each of them. None of none."""
    return max(ranks, key=_ORDER.index, default=None)
