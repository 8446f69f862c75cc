"""Outcomes that are put down come back as they were, and as their rules and rows need them."""

from collections.abc import Sequence

import pytest

from etl.outcomes.loading import AnnouncedOutcome, Outcome
from etl.outcomes.outcome_store import Outcomes
from etl.outcomes.partial_dates import parse_partial_date
from etl.scratch import in_order
from schema.numbers import standard_id
from schema.vocabulary import Confidence

BARE = {
    "published_title": "",
    "published_on": "",
    "implemented_on": "",
    "replaces": "",
    "confidence": "medium",
    "source_urls": "https://example.org/1 https://example.org/2",
    "note": "",
}
FULL = {
    "published_title": "茶叶分类",
    "published_on": "2031-05",
    "implemented_on": "2032",
    "replaces": "GB/T 30766-2014 (partly, inferred); GB 7-2008",
    "confidence": "high",
    "note": "某说明",
}


def outcome(line: int, project: str, number: str, **cells: str) -> Outcome:
    row = {"row": f"line {line}", "project": project, "standard_number": number}
    return Outcome.model_validate(row | BARE | cells)


def announced(project: str, number: str, entry: int) -> AnnouncedOutcome:
    return AnnouncedOutcome.model_construct(
        row="某字〔2031〕2号 line 2",
        project=project,
        printed=number,
        title="茶叶分类",
        published_on=parse_partial_date("2031-05-06"),
        implemented_on=None,
        replaces=(),
        confidence=Confidence.HIGH,
        evidence=(),
        note="",
        announced_by=entry,
        notice_date="2031-05-01",
    )


def lines(outcomes: Sequence[Outcome]) -> list[str]:
    return [each.row.removeprefix("line ") for each in outcomes]


@pytest.mark.parametrize(
    "given",
    [
        outcome(2, "2030-001", "GB/T 5-2031"),
        outcome(3, "2030-002", "GB/Z 6.12-2031", **FULL),
        announced("2030-003", "HG/T 2006-2031", 20_001),
    ],
)
def test_an_outcome_comes_back_as_it_was(given: Outcome) -> None:
    (found,) = Outcomes([given])

    assert found == given
    assert type(found) is type(given)
    assert found.number == given.number
    assert (found.entry_id, found.announced_on) == (given.entry_id, given.announced_on)


def test_outcomes_of_one_project_or_standard_are_given_together_in_their_order() -> None:
    outcomes = Outcomes(
        [
            outcome(2, "2030-009", "GB/T 7-2031"),
            outcome(3, "2030-001", "GB/T 5-2031"),
            outcome(4, "2030-002", "GB/T 5-2031"),
            outcome(5, "2030-001", "GB/T 6-2031"),
        ]
    )

    assert [lines(members) for members in outcomes.sharing("project")] == [["3", "5"]]
    assert [lines(members) for members in outcomes.sharing("standard")] == [["3", "4"]]
    by_number = outcomes.sorted_by(lambda each: (standard_id(each.number), 0))
    assert lines(list(by_number)) == ["3", "4", "5", "2"]


def test_an_edition_under_two_letters_is_found_wherever_it_is_named() -> None:
    outcomes = Outcomes(
        [
            outcome(2, "2030-001", "GB/T 5-2031", replaces="GB 7-2008"),
            outcome(3, "2030-002", "GB/T 6-2031", replaces="GB/T 8-2008; GB/T 7-2008"),
            outcome(4, "2030-003", "GB/T 9-2031", replaces="GB/T 8-2008"),
        ]
    )

    (claims,) = outcomes.of_two_kinds()

    assert [(each.row, position) for each, position in claims] == [("line 2", 1), ("line 3", 2)]


def test_standards_that_replace_each_other_are_found_from_both_sides() -> None:
    one = outcome(2, "2030-001", "GB/T 5-2031", replaces="GB/T 6-2031")
    other = outcome(3, "2030-002", "GB/T 6-2031", replaces="GB/T 4-2008; GB/T 5-2031")
    outcomes = Outcomes([one, other, outcome(4, "2030-003", "GB/T 8-2031", replaces="GB 5-2008")])

    assert [(each.row, position) for each, position in outcomes.in_circles()] == [
        ("line 2", 1),
        ("line 3", 2),
    ]
    assert outcomes.says_replaced(standard_id(one.number), standard_id(other.number))
    assert not outcomes.says_replaced(standard_id(one.number), standard_id(one.number))


def test_what_is_sorted_on_disk_keeps_its_order_among_equals() -> None:
    items = [(2, 0, "a"), (1, 5, ("b", 1)), (2, 0, "c"), (1, -3, None), (1, 5, ["d"])]

    assert list(in_order(iter(items))) == [
        (1, -3, None),
        (1, 5, ("b", 1)),
        (1, 5, ["d"]),
        (2, 0, "a"),
        (2, 0, "c"),
    ]
