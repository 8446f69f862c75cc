"""What became of each project, by the strongest evidence there is."""

from collections.abc import Sequence

import pytest

from etl.outcomes.curated import CuratedOutcomes
from etl.outcomes.events import Event, EventSubject, ListedProject
from etl.outcomes.loading import Outcome
from etl.outcomes.outcome_store import Outcomes
from schema.vocabulary import EventKind, ProjectStatus

CODE, OTHER = "2030-001", "2030-002"
PROJECTS = [ListedProject(CODE, "n", "2030", "甲"), ListedProject(OTHER, "n", "2030", "乙")]


def outcome(confidence: str, project: str = CODE) -> Outcome:
    return Outcome.model_validate(
        {
            "row": "line 2",
            "project": project,
            "standard_number": "GB/T 99990-2030",
            "published_title": "某设备通用要求",
            "published_on": "",
            "implemented_on": "",
            "replaces": "",
            "confidence": confidence,
            "source_urls": "https://example.org/1",
            "note": "",
        }
    )


def event(*subjects: EventSubject, contradicts: str | None = None) -> Event:
    return Event(
        id=2 if contradicts else 1,
        slug="report" if contradicts else "press",
        kind=EventKind.DRAFT if contradicts else EventKind.APPROVED,
        stated_on="2030-12-26",
        stated_by="某局",
        statement="说",
        source="某处",
        evidence=["https://example.org/2"],
        contradicts=contradicts,
        subjects=list(subjects),
    )


STATED = event(EventSubject(list="2030", count=2))
DISPUTED = event(EventSubject(project=CODE), contradicts="press")


def status(
    outcomes: Sequence[Outcome] = (),
    events: Sequence[Event] = (),
    adjusted: ProjectStatus | None = None,
) -> ProjectStatus:
    projects = [ListedProject(CODE, "n", "2030", "甲", adjusted), PROJECTS[1]]
    return CuratedOutcomes(Outcomes(outcomes), tuple(events)).statuses(projects)[CODE]


def test_what_no_evidence_covers_is_unknown() -> None:
    assert status() is ProjectStatus.UNKNOWN


def test_a_statement_on_all_projects_of_a_list_covers_each() -> None:
    assert status(events=[STATED]) is ProjectStatus.STATED


def test_a_number_not_yet_verified_is_more_than_a_statement() -> None:
    assert status([outcome("medium")], [STATED]) is ProjectStatus.UNVERIFIED


def test_a_dispute_stands_before_a_number_not_yet_verified() -> None:
    assert status([outcome("medium")], [STATED, DISPUTED]) is ProjectStatus.DISPUTED


def test_a_verified_number_ends_a_dispute() -> None:
    assert status([outcome("high")], [STATED, DISPUTED]) is ProjectStatus.VERIFIED


def test_one_verified_number_of_several_is_enough() -> None:
    assert status([outcome("medium"), outcome("high")]) is ProjectStatus.VERIFIED


def test_a_dispute_concerns_only_the_project_that_it_names() -> None:
    statuses = CuratedOutcomes(events=(STATED, DISPUTED)).statuses(PROJECTS)

    assert statuses == {CODE: ProjectStatus.DISPUTED, OTHER: ProjectStatus.STATED}


@pytest.mark.parametrize("adjusted", [ProjectStatus.ENDED, ProjectStatus.SUSPENDED])
def test_an_adjusted_plan_stands_before_a_statement_and_behind_a_number(
    adjusted: ProjectStatus,
) -> None:
    assert status(events=[STATED], adjusted=adjusted) is adjusted
    assert status([outcome("medium")], [STATED], adjusted) is ProjectStatus.UNVERIFIED
    assert status(events=[STATED, DISPUTED], adjusted=adjusted) is ProjectStatus.DISPUTED


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (EventSubject(notice="n", count=2), ProjectStatus.STATED),
        (EventSubject(notice="n", count=1), ProjectStatus.UNKNOWN),
        (EventSubject(notice="n", domain="甲", count=1), ProjectStatus.STATED),
        (EventSubject(notice="n", domain="乙", count=1), ProjectStatus.UNKNOWN),
        (EventSubject(notice="m", count=2), ProjectStatus.UNKNOWN),
        (EventSubject(project=CODE), ProjectStatus.STATED),
        (EventSubject(project=CODE, list="2030"), ProjectStatus.UNKNOWN),
    ],
)
def test_a_statement_covers_what_its_subject_names_as_a_whole(
    subject: EventSubject, expected: ProjectStatus
) -> None:
    assert status(events=[event(subject)]) is expected


def test_results_are_listed_by_project_in_the_order_of_the_file() -> None:
    first, second, other = outcome("medium"), outcome("high"), outcome("high", OTHER)

    outcomes = Outcomes((first, other, second))

    assert list(outcomes) == [first, other, second]
    assert outcomes.of_project(CODE) == (first, second)
    assert outcomes.of_project(OTHER) == (other,)
    assert outcomes.of_project("2031-001") == ()
