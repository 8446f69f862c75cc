"""curation/links.csv: what cannot be followed is refused with its line."""

import pytest

from etl.linking.link_decisions import COLUMNS
from etl.outcomes.links import LINKS
from etl.problems import CatalogueError, Problem
from tests.small_catalogue import MadeList, SmallCatalogue, announced, planned

HEADER = ",".join(COLUMNS)


@pytest.fixture
def lists(small: SmallCatalogue) -> SmallCatalogue:
    """A plan, an announcement and a withdrawal, of two rows each."""
    small.plan(1, "2030-01-02", planned("", "茶"), planned("", "咖啡"))
    small.announcement(
        2, "2031-05-06", announced("GB/T 3-2031", "茶"), announced("GB 4-2031", "壶")
    )
    header = ("序号", "标准编号", "标准名称")
    rows = [("GB/T 5-1999", "杯"), ("GB/T 6-1999", "碟")]
    small.notice(3, "2032-01-02", MadeList(3, "out-3", "废止的标准目录", header, rows))
    return small


def problems(lists: SmallCatalogue) -> list[Problem]:
    with pytest.raises(CatalogueError) as refused:
        lists.build()
    return [problem for problem in refused.value.problems if problem.is_error]


@pytest.mark.parametrize(
    ("entry", "project", "column"),
    [
        ("pub-2-009", "plan-1-001", "entry"),
        ("out-3-001", "plan-1-001", "entry"),
        ("pub-2-001", "plan-1-009", "project"),
        ("pub-2-001", "pub-2-002", "project"),
        ("plan-1-001", "plan-1-001", "project"),
    ],
)
def test_a_code_that_no_list_has_is_named(
    lists: SmallCatalogue, entry: str, project: str, column: str
) -> None:
    lists.link((entry, project))

    (problem,) = problems(lists)

    assert (problem.kind, problem.place, problem.column) == ("invalid_curation", "line 2", column)
    assert problem.file.endswith(LINKS)


def test_links_that_lead_in_a_circle_are_named(lists: SmallCatalogue) -> None:
    lists.link(("plan-1-001", "plan-1-002"), ("plan-1-002", "plan-1-001"))

    assert [problem.place for problem in problems(lists)] == ["line 2", "line 3"]


@pytest.mark.parametrize(
    "rows",
    [
        ["pub-2-001,plan-1-001,,测试"],
        ["pub-2-001,plan-1-001,名称一致"],
        ["pub-2-001,plan-1-001,名称一致,测试", "pub-2-001,plan-1-002,名称一致,测试"],
    ],
)
def test_a_row_that_is_not_whole_or_stands_twice_is_named(
    lists: SmallCatalogue, rows: list[str]
) -> None:
    lists.write(LINKS, HEADER, *rows)

    (problem,) = problems(lists)

    assert problem.place == f"line {1 + len(rows)}"


def test_without_the_file_nothing_is_linked(lists: SmallCatalogue) -> None:
    assert lists.rows("select count(*) from project_outcomes") == [(0,)]
