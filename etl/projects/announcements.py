"""Entries of announcements and withdrawals → standards, and outcomes of the projects they name.

An official announcement is the best evidence there is: what it says of a project needs no other
address, its own line is the source.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from etl.outcomes.loading import Outcome, Replaced
from etl.outcomes.partial_dates import PartialDate, parse_partial_date
from etl.projects.listed import ListedEntry
from schema.numbers import StandardNumber, parse_standard_number
from schema.vocabulary import Basis, Confidence, Extent

PUBLISHED = "发布"
WITHDRAWN = "废止"


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


@dataclass(frozen=True)
class ListedStandard:
    """A standard as an entry of an announcement or withdrawal names it."""

    number: StandardNumber
    listed: ListedEntry

    @property
    def title(self) -> str:
        return self.listed.entry.title

    @property
    def is_announced(self) -> bool:
        """Whether the list announces it, rather than withdraws it or only names it."""
        return self.listed.list.kind.kind == PUBLISHED

    def date(self, name: str) -> PartialDate | None:
        """``published_on``, ``implemented_on`` or ``withdrawn_on`` as its row or list states it."""
        value = self.listed.stated(name)
        return parse_partial_date(value) if isinstance(value, str) else None

    @property
    def replaces(self) -> tuple[Replaced, ...]:
        """The standards that an announcement says it replaces."""
        if not self.is_announced:
            return ()
        partly = set(self.listed.entry.told.get("replaces_partly", "").split("；"))
        found = []
        for text in self.listed.entry.texts("replaces"):
            number = parse_standard_number(text)
            if number is not None and number != self.number:
                extent = Extent.PARTLY if text in partly else Extent.WHOLLY
                found.append(Replaced(number, text, extent, Basis.STATED))
        return tuple(found)


def listed_standards(entries: Iterable[ListedEntry]) -> tuple[ListedStandard, ...]:
    """The standards of entries that are about standards, in the order of time."""
    found = []
    for listed in sorted(entries, key=lambda listed: listed.order):
        number = number_of(listed)
        if number is not None:
            found.append(ListedStandard(number, listed))
    return tuple(found)


def number_of(listed: ListedEntry) -> StandardNumber | None:
    """The number of the standard that an entry is about, if it is about one."""
    return parse_standard_number(listed.entry.number or "") if listed.is_about_standard else None


def projects_of_announcements(
    standards: Sequence[ListedStandard],
    code_of_plan: Callable[[str], str | None],
    links: Mapping[str, str],
) -> dict[int, str]:
    """The code of the project that each announced row is the outcome of, by the row's id: where
    a person has accepted the link, or the row names the plan. ``code_of_plan`` tells the code of
    the project with a plan number, ``links`` maps codes of entries to codes of projects."""
    found = {}
    for standard in standards:
        listed = standard.listed
        if not standard.is_announced:
            continue
        number = listed.entry.plan_number
        code = links.get(listed.code) or (code_of_plan(number) if number else None)
        if code is not None:
            found[listed.id] = code
    return found


def announced_outcomes(
    standards: Sequence[ListedStandard], projects: Mapping[int, str]
) -> list[AnnouncedOutcome]:
    """The outcomes that announcements state; ``projects`` are those of
    :func:`projects_of_announcements`."""
    found = []
    for standard in standards:
        listed = standard.listed
        code = projects.get(listed.id)
        if code is None:
            continue
        found.append(
            AnnouncedOutcome.model_construct(
                row=f"{listed.list.document_number} {listed.entry.place}",
                project=code,
                printed=standard.number.normalized,
                title=standard.title,
                published_on=standard.date("published_on"),
                implemented_on=standard.date("implemented_on"),
                replaces=standard.replaces,
                confidence=Confidence.HIGH,
                evidence=(),
                note="",
                announced_by=listed.id,
                notice_date=listed.list.issued_on.isoformat(),
            )
        )
    return found


def with_announced(
    curated: Sequence[Outcome], announced: Sequence[AnnouncedOutcome]
) -> tuple[Outcome, ...]:
    """Curated and announced outcomes together. Of one project and standard the curated row keeps
    its addresses, gains the announcement's line, and is verified by it."""
    stated = {(outcome.project, outcome.number): outcome for outcome in announced}
    merged: list[Outcome] = []
    for outcome in curated:
        official = stated.pop((outcome.project, outcome.number), None)
        merged.append(outcome if official is None else _verified(outcome, official))
    return (*merged, *stated.values())


def _verified(outcome: Outcome, official: AnnouncedOutcome) -> AnnouncedOutcome:
    return AnnouncedOutcome.model_construct(
        row=outcome.row,
        project=outcome.project,
        printed=outcome.printed,
        title=outcome.title or official.title,
        published_on=outcome.published_on or official.published_on,
        implemented_on=outcome.implemented_on or official.implemented_on,
        replaces=outcome.replaces or official.replaces,
        confidence=Confidence.HIGH,
        evidence=outcome.evidence,
        note=outcome.note,
        announced_by=official.announced_by,
        notice_date=official.notice_date,
    )
