"""Findings on outcomes: each rule on data made for it."""

from datetime import date

import pytest

from etl.outcomes.curated import CuratedOutcomes
from etl.outcomes.loading import Outcome
from etl.outcomes.outcome_store import Outcomes
from etl.quality.finding import Subject
from etl.quality.outcome_findings import outcome_findings_of
from etl.records.entries import Entry
from etl.records.titles import split_title
from schema.vocabulary import FindingKind

CODE = "2030-001"


def findings(
    title: str = "家用设备通用要求",
    mandate: str | None = "推荐",
    project_type: str = "制定",
    **cells: str,
) -> list[FindingKind]:
    """The findings on one project and one outcome, which agree but for what is given."""
    stated = {"title": title, "project_type": project_type}
    values = stated if mandate is None else stated | {"mandate": mandate}
    entry = Entry(2030, 1, values, split_title(title), "line 1", ("1", title))
    row = {
        "row": "line 2",
        "project": CODE,
        "standard_number": "GB/T 99990-2030",
        "published_title": title,
        "published_on": "",
        "implemented_on": "",
        "replaces": "",
        "confidence": "medium",
        "source_urls": "https://example.org/1",
        "note": "",
    }
    known = CuratedOutcomes(Outcomes([Outcome.model_validate(row | cells)]))
    found = list(outcome_findings_of([(Subject(1, CODE, entry), date(2030, 3, 27))], known))
    assert {finding.project for finding in found} <= {1}
    return [finding.kind for finding in found]


def test_a_result_as_planned_has_no_findings() -> None:
    assert findings(published_on="2030-08-01", implemented_on="2031-01-01") == []


def test_a_published_title_is_compared_without_its_typography() -> None:
    assert findings("家用设备ＡＢ通用要求", published_title="家用设备 AB 通用要求") == []


@pytest.mark.parametrize(
    ("published", "kinds"),
    [
        ("甲乙丙丁子丑寅卯", []),
        ("甲乙丙子丑寅卯辰", [FindingKind.TITLE_FAR]),
        ("子丑寅卯辰巳午未", [FindingKind.TITLE_FAR]),
    ],
)
def test_a_title_that_has_less_than_half_in_common_is_far(
    published: str, kinds: list[FindingKind]
) -> None:
    assert findings("甲乙丙丁戊己庚辛", published_title=published) == kinds


def test_another_nature_than_planned_is_noticed() -> None:
    assert findings(mandate="强制") == [FindingKind.MANDATE_DIFFERS]


def test_a_plan_that_states_no_nature_differs_from_none() -> None:
    assert findings(mandate=None) == []


def test_what_is_planned_as_new_and_replaces_a_standard_is_noticed() -> None:
    replaced = "GB/T 99990-2010"

    assert findings(replaces=replaced) == [FindingKind.TYPE_DIFFERS]
    assert findings(project_type="修订", replaces=replaced) == []


@pytest.mark.parametrize(
    ("number", "kinds"),
    [
        ("GB/T 99990.2-2030", []),
        ("GB/T 99990.3-2030", [FindingKind.PART_DIFFERS] * 2),
        ("GB/T 99990-2030", [FindingKind.PART_DIFFERS] * 2),
    ],
)
def test_another_part_than_planned_is_noticed(number: str, kinds: list[FindingKind]) -> None:
    assert findings("某系统第2部分：试验", standard_number=number) == kinds


def test_a_part_that_was_not_numbered_is_read_by_its_number() -> None:
    found = findings(
        "某系统第X部分：试验",
        published_title="某系统 第2部分：试验",
        standard_number="GB/T 99990.2-2030",
    )

    assert found == [FindingKind.READING]


@pytest.mark.parametrize(
    ("dates", "count"),
    [
        ({"published_on": "2030-03-27"}, 0),
        ({"published_on": "2030-03-26"}, 1),
        ({"published_on": "2030-03"}, 0),
        ({"published_on": "2030-02"}, 1),
        ({"published_on": "2031-01"}, 1),
        ({"published_on": "2030-08-01", "implemented_on": "2030-07-31"}, 1),
        ({"published_on": "2030-08-01", "implemented_on": "2030-08"}, 0),
        ({"implemented_on": "2029-12-31"}, 1),
        ({"implemented_on": "2030"}, 0),
    ],
)
def test_dates_that_cannot_be_are_noticed(dates: dict[str, str], count: int) -> None:
    assert findings(**dates) == [FindingKind.DATE_ODD] * count
