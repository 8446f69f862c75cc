"""The rows of the tables on standards: results of projects, standards that announcements and
withdrawals list, and those that either replaces."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter

from etl.outcomes.evidence_rank import best, rank_of
from etl.outcomes.loading import Outcome, Replaced
from etl.outcomes.outcome_store import Outcomes, packed_number
from etl.outcomes.partial_dates import PartialDate
from etl.outcomes.sites import Sites
from etl.projects.announcements import WITHDRAWN, ListedStandard
from etl.scratch import in_order
from schema.numbers import StandardNumber, level_of, mandate_of, standard_id
from schema.outcomes import Standard, StandardRelation
from schema.rows import Row
from schema.vocabulary import EvidenceRank, StandardLevel, StandardRole

# Text and precision of each date that is known, by column.
_Dates = dict[str, tuple[str, str]]


@dataclass(slots=True)
class _Known:
    """What is known of one standard. A fact that one source lacks is taken from another; sources
    that contradict each other were refused before."""

    number: StandardNumber
    printed: str
    role: StandardRole = StandardRole.REPLACED
    title: str | None = None
    dates: _Dates = field(default_factory=dict)
    ranks: list[EvidenceRank] = field(default_factory=list)

    def learn(
        self, role: str, title: str | None, dates: Mapping[str, tuple[str, str]], rank: str | None
    ) -> None:
        if self.role is StandardRole.REPLACED or role == StandardRole.RESULT:
            self.role = StandardRole(role)
        self.title = self.title or title
        for name, date in dates.items():
            self.dates.setdefault(name, date)
        if rank is not None:
            self.ranks.append(EvidenceRank(rank))


def standard_rows(
    outcomes: Outcomes,
    listed: Iterable[ListedStandard],
    levels: Mapping[str, StandardLevel],
    sites: Sites,
) -> Iterator[Row]:
    """Each standard once: results with what is known of them, listed ones, replaced ones by their
    number. ``levels`` tells the level of codes (HG: 行业), ``sites`` what evidence is worth.
    ``listed`` are gone through twice."""
    stated = chain(
        (_of_result(outcome, sites) for outcome in outcomes),
        (_of_listed(standard) for standard in listed),
        (_of_replaced(each) for outcome in outcomes for each in outcome.replaces),
        (_of_replaced(each) for standard in listed for each in standard.replaces),
    )
    placed = ((standard_id(number), 0, (packed_number(number), *what)) for number, *what in stated)
    for _, same in groupby(in_order(placed), key=itemgetter(0)):
        known: dict[StandardNumber, _Known] = {}
        for _, _, (packed, printed, *what) in same:
            number = StandardNumber(*packed)
            known.setdefault(number, _Known(number, printed)).learn(*what)
        for each in known.values():
            yield _row(each, levels)


# What is said of a standard: its number as read and as printed, role, title, dates and rank.
_Stated = tuple[StandardNumber, str, str, str | None, _Dates, str | None]


def _of_result(outcome: Outcome, sites: Sites) -> _Stated:
    dates = _known_dates(published_on=outcome.published_on, implemented_on=outcome.implemented_on)
    rank = str(rank_of(outcome, sites))
    role = str(StandardRole.RESULT)
    return outcome.number, outcome.printed, role, outcome.title, dates, rank


def _of_listed(standard: ListedStandard) -> _Stated:
    is_withdrawn = standard.listed.list.kind.kind == WITHDRAWN
    names = ("withdrawn_on",) if is_withdrawn else ("published_on", "implemented_on")
    dates = _known_dates(**{name: standard.date(name) for name in names})
    number, role = standard.number, str(StandardRole.LISTED)
    return number, number.normalized, role, standard.title, dates, str(EvidenceRank.OFFICIAL)


def _of_replaced(replaced: Replaced) -> _Stated:
    return replaced.number, replaced.printed, str(StandardRole.REPLACED), None, {}, None


def _known_dates(**dates: PartialDate | None) -> _Dates:
    return {name: (date.text, str(date.precision)) for name, date in dates.items() if date}


def listed_relations(listed: Iterable[ListedStandard], outcomes: Outcomes) -> Iterator[Row]:
    """What announcements say is replaced, where no outcome says it already; of two that say it the
    later one counts."""
    stated = (
        (
            standard_id(standard.number),
            standard_id(replaced.number),
            (str(replaced.extent), str(replaced.basis), standard.listed.id),
        )
        for standard in listed
        for replaced in standard.replaces
    )
    for (new, old), same in groupby(in_order(stated), key=itemgetter(0, 1)):
        *_, (_, _, (extent, basis, entry)) = same
        if outcomes.says_replaced(new, old):
            continue
        yield Row(
            StandardRelation,
            {
                "standard_id": new,
                "replaced_id": old,
                "extent": extent,
                "basis": basis,
                "evidence": (),
                "entry_id": entry,
            },
        )


def _row(known: _Known, levels: Mapping[str, StandardLevel]) -> Row:
    number = known.number
    part = number.parts[0] if len(number.parts) == 1 else ""
    dates: dict[str, str | None] = {}
    for name in ("published_on", "implemented_on", "withdrawn_on"):
        dates[name], dates[f"{name}_precision"] = known.dates.get(name, (None, None))
    return Row(
        Standard,
        {
            "id": standard_id(number),
            "number": known.printed,
            "normalized_number": number.normalized,
            "kind": number.code,
            "serial": int(number.serial) if number.serial.isdecimal() else None,
            "part": int(part) if part.isdecimal() else None,
            "number_year": number.year,
            "mandate": mandate_of(number, levels),
            "role": known.role,
            "title": known.title,
            "level": level_of(number, levels),
            "evidence_rank": best(known.ranks),
            **dates,
        },
    )
