"""Entries of announcements and withdrawals → standards, and outcomes of the projects they name.

An official announcement is the best evidence there is: what it says of a project needs no other
address, its own line is the source.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from etl.outcomes.loading import AnnouncedOutcome, Outcome, Replaced
from etl.outcomes.outcome_store import Outcomes
from etl.outcomes.partial_dates import PartialDate, parse_partial_date
from etl.projects.listed import ListedEntry
from etl.scratch import scratch_database
from schema.numbers import StandardNumber, parse_standard_number
from schema.vocabulary import Basis, Confidence, Extent

PUBLISHED = "发布"
WITHDRAWN = "废止"


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

    @property
    def numbers(self) -> tuple[StandardNumber, ...]:
        """All numbers that the entry names: the standard's, then those that it replaces."""
        return self.number, *(replaced.number for replaced in self.replaces)


def listed_standards(entries: Iterable[ListedEntry]) -> Iterator[ListedStandard]:
    """The standards of entries that are about standards."""
    for listed in entries:
        number = number_of(listed)
        if number is not None:
            yield ListedStandard(number, listed)


def number_of(listed: ListedEntry) -> StandardNumber | None:
    """The number of the standard that an entry is about, if it is about one."""
    return parse_standard_number(listed.entry.number or "") if listed.is_about_standard else None


class AnnouncedProjects:
    """The project that each announced row is the outcome of: where a person has accepted the link,
    or the row names the plan. ``code_of_plan`` tells the code of the project with a plan number,
    ``links`` maps codes of entries to codes of projects."""

    def __init__(
        self,
        standards: Iterable[ListedStandard],
        code_of_plan: Callable[[str], str | None],
        links: Mapping[str, str],
    ) -> None:
        self._kept = scratch_database(
            "create table projects (entry integer primary key, code text)"
        )
        self._kept.execute("begin")
        for standard in standards:
            listed = standard.listed
            if not standard.is_announced:
                continue
            number = listed.entry.plan_number
            code = links.get(listed.code) or (code_of_plan(number) if number else None)
            if code is not None:
                self._kept.execute("insert into projects values (?, ?)", (listed.id, code))
        self._kept.execute("commit")

    def code_of(self, listed: ListedEntry) -> str | None:
        """The code of the project that a row is the outcome of, if it is one of any."""
        sql = "select code from projects where entry = ?"
        found = self._kept.execute(sql, (listed.id,)).fetchone()
        return None if found is None else str(found[0])


def announced_outcomes(
    standards: Iterable[ListedStandard], projects: AnnouncedProjects
) -> Iterator[AnnouncedOutcome]:
    """The outcomes that announcements state."""
    for standard in standards:
        listed = standard.listed
        code = projects.code_of(listed)
        if code is None:
            continue
        yield AnnouncedOutcome.model_construct(
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


def with_announced(curated: Outcomes, announced: Iterable[AnnouncedOutcome]) -> Outcomes:
    """Curated and announced outcomes together. Of one project and standard the curated row keeps
    its addresses, gains the announcement's line, and is verified by it; of two announcements the
    later one counts."""
    stated = Outcomes(announced)
    return Outcomes(_merged(curated, stated)) if len(stated) else curated


def _merged(curated: Outcomes, stated: Outcomes) -> Iterator[Outcome]:
    for outcome in curated:
        official = stated.of(outcome.project, outcome.number)
        yield _verified(outcome, official[-1]) if official else outcome
    for outcome in stated:
        first, *later = stated.of(outcome.project, outcome.number)
        if first.entry_id == outcome.entry_id and not curated.of(outcome.project, outcome.number):
            yield later[-1] if later else first


def _verified(outcome: Outcome, official: Outcome) -> AnnouncedOutcome:
    assert isinstance(official, AnnouncedOutcome)
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
