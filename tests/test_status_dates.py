"""As of which date the status of a project is known, and the data as a whole."""

from pathlib import Path

import pytest

from etl.outcomes.events import EVENTS
from schema.models import DATA_DATE
from tests.small_catalogue import MadeList, SmallCatalogue, announced, planned

ADJUSTED = ("序号", "计划号", "项目名称", "调整内容")


@pytest.fixture
def made(tmp_path: Path) -> SmallCatalogue:
    """A plan of one project, 20300001-T-469."""
    small = SmallCatalogue(tmp_path)
    small.plan(1, "2030-01-02", planned("20300001-T-469", "茶叶通用要求"))
    return small


def events(small: SmallCatalogue, *dated: str) -> None:
    """Events: the authority's that all of the list is published, then reports that contradict it
    on the project; each on its date."""
    lines = ["events:"]
    for number, day in enumerate(dated, start=1):
        kind = "批准发布" if number == 1 else "征求意见"
        subject = "{list: plan-1, count: 1}" if number == 1 else "{project: plan-1-001}"
        lines.append(
            f"  - {{id: {number}, slug: e{number}, kind: {kind},"
            f" stated_on: '{day}', stated_by: 某局, statement: 说, source: 某处,"
            f" evidence: ['https://example.org/{number}'], subjects: [{subject}]"
            f"{', contradicts: e1' if number > 1 else ''}}}"
        )
    small.write(EVENTS, *lines)


def status_and_date(small: SmallCatalogue) -> tuple[str, str | None]:
    ((status, date),) = small.rows("select status, status_as_of from projects")
    return status, date


def data_date(small: SmallCatalogue) -> str:
    ((date,),) = small.rows(f"select value from build_info where key = '{DATA_DATE}'")
    return str(date)


def test_what_nothing_is_known_of_has_no_date(made: SmallCatalogue) -> None:
    assert status_and_date(made) == ("未查明", None)
    assert data_date(made) == "2030-01-02"


def test_a_number_without_a_date_of_publication_dates_nothing(made: SmallCatalogue) -> None:
    made.outcome("plan-1-001", "GB/T 90001-2031", "茶叶通用要求")

    assert status_and_date(made) == ("已发布（标准号已核实）", None)


def test_a_publication_dates_the_status_as_far_as_it_is_known(made: SmallCatalogue) -> None:
    made.outcome("plan-1-001", "GB/T 90001-2031", "茶叶通用要求", published_on="2031-08")

    assert status_and_date(made) == ("已发布（标准号已核实）", "2031-08")
    assert data_date(made) == "2031-08"


def test_the_newest_of_publication_and_official_statement_counts(made: SmallCatalogue) -> None:
    made.outcome("plan-1-001", "GB/T 90001-2031", "茶叶通用要求", published_on="2031-08-01")
    events(made, "2031-12-26")

    assert status_and_date(made) == ("已发布（标准号已核实）", "2031-12-26")


def test_an_announcement_dates_the_status_by_its_notice(made: SmallCatalogue) -> None:
    row = announced("GB/T 90001-2031", "茶叶通用要求", published_on="2031-05-06")
    made.announcement(2, "2031-05-09", row)
    made.link(("pub-2-001", "plan-1-001"))

    assert status_and_date(made) == ("已发布（标准号已核实）", "2031-05-09")


def test_a_dispute_is_as_of_the_newest_of_its_statements(made: SmallCatalogue) -> None:
    events(made, "2031-12-26", "2032-01-12")

    assert status_and_date(made) == ("发布情况说法不一", "2032-01-12")
    assert data_date(made) == "2032-01-12"


def test_an_adjustment_dates_the_end_of_a_plan(made: SmallCatalogue) -> None:
    rows = [("20300001-T-469", "茶叶通用要求", "终止")]
    made.notice(2, "2031-02-03", MadeList(2, "adjust", "国家标准计划调整表", ADJUSTED, rows))
    events(made, "2031-12-26")

    assert status_and_date(made) == ("计划已终止", "2031-02-03")
