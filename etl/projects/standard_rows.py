"""The rows of the tables on standards: results of projects, standards that announcements and
withdrawals list, and those that either replaces."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from etl.outcomes.evidence_rank import best, rank_of
from etl.outcomes.loading import Outcome
from etl.outcomes.partial_dates import PartialDate
from etl.outcomes.sites import Sites
from etl.projects.announcements import WITHDRAWN, ListedStandard
from schema.numbers import StandardNumber, level_of, mandate_of, standard_id
from schema.outcomes import Standard, StandardRelation
from schema.rows import Row
from schema.vocabulary import EvidenceRank, StandardLevel, StandardRole


@dataclass(slots=True)
class _Known:
    """What is known of one standard. A fact that one source lacks is taken from another; sources
    that contradict each other were refused before."""

    number: StandardNumber
    printed: str
    role: StandardRole = StandardRole.REPLACED
    title: str | None = None
    dates: dict[str, PartialDate] = field(default_factory=dict)
    ranks: list[EvidenceRank] = field(default_factory=list)

    def learn(self, name: str, date: PartialDate | None) -> None:
        if date is not None:
            self.dates.setdefault(name, date)


def standard_rows(
    outcomes: Sequence[Outcome],
    listed: Sequence[ListedStandard],
    levels: Mapping[str, StandardLevel],
    sites: Sites,
) -> Iterator[Row]:
    """Each standard once: results with what is known of them, listed ones, replaced ones by their
    number. ``levels`` tells the level of codes (HG: 行业), ``sites`` what evidence is worth."""
    known: dict[StandardNumber, _Known] = {}

    def of(number: StandardNumber, printed: str) -> _Known:
        return known.setdefault(number, _Known(number, printed))

    for outcome in outcomes:
        result = of(outcome.number, outcome.printed)
        result.role = StandardRole.RESULT
        result.title = result.title or outcome.title
        result.learn("published_on", outcome.published_on)
        result.learn("implemented_on", outcome.implemented_on)
        result.ranks.append(rank_of(outcome, sites))
    for standard in listed:
        found = of(standard.number, standard.number.normalized)
        if found.role is StandardRole.REPLACED:
            found.role = StandardRole.LISTED
        found.title = found.title or standard.title
        found.ranks.append(EvidenceRank.OFFICIAL)
        if standard.listed.list.kind.kind == WITHDRAWN:
            found.learn("withdrawn_on", standard.date("withdrawn_on"))
        else:
            found.learn("published_on", standard.date("published_on"))
            found.learn("implemented_on", standard.date("implemented_on"))
    stated = (*(outcome.replaces for outcome in outcomes), *(each.replaces for each in listed))
    for replaced in chain.from_iterable(stated):
        of(replaced.number, replaced.printed)
    for number in sorted(known, key=standard_id):
        yield _row(known[number], levels)


def listed_relations(
    listed: Sequence[ListedStandard], outcomes: Sequence[Outcome]
) -> Iterator[Row]:
    """What announcements say is replaced, where no outcome says it already."""
    said = {
        (outcome.number, replaced.number) for outcome in outcomes for replaced in outcome.replaces
    }
    rows = {}
    for standard in listed:
        for replaced in standard.replaces:
            pair = (standard.number, replaced.number)
            if pair not in said:
                rows[pair] = {
                    "standard_id": standard_id(standard.number),
                    "replaced_id": standard_id(replaced.number),
                    "extent": replaced.extent,
                    "basis": replaced.basis,
                    "evidence": (),
                    "entry_id": standard.listed.id,
                }
    for pair in sorted(rows, key=lambda pair: tuple(map(standard_id, pair))):
        yield Row(StandardRelation, rows[pair])


def _row(known: _Known, levels: Mapping[str, StandardLevel]) -> Row:
    number = known.number
    part = number.parts[0] if len(number.parts) == 1 else ""
    dates = {}
    for name in ("published_on", "implemented_on", "withdrawn_on"):
        date = known.dates.get(name)
        dates[name] = None if date is None else date.text
        dates[f"{name}_precision"] = None if date is None else date.precision
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
