"""Rows of every kind of list can be corrected, each with the project that it is about."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import IntegrityError

from etl.database.migrate import downgrade, upgrade
from etl.problems import CatalogueError
from tests.small_catalogue import (
    COMMITTEE,
    OTHER_COMMITTEE,
    MadeList,
    SmallCatalogue,
    planned,
)

HEADER = ("序号", "计划号", "标准编号", "标准名称", "代替标准号", "发布日期", "实施日期")
CORRECTED = "select entry_id, project_id, source_value, published_value from corrections"


@pytest.fixture
def small(tmp_path: Path) -> SmallCatalogue:
    """A catalogue with a plan of two projects."""
    made = SmallCatalogue(tmp_path)
    rows = (planned("20300001-T-469", "绿茶分类"), planned("20300002-T-469", "红茶分类"))
    made.plan(1, "2030-01-01", *rows)
    return made


def announce(small: SmallCatalogue, plan: str) -> None:
    row = (plan, "GB/T 101-2031", "绿茶分类与等级", "", "2031-05-06", "2031-12-01")
    made = MadeList(2, "pub-2", "批准发布国家标准公告", HEADER, [row])
    small.notice(2, "2031-06-01", made)


def test_a_row_that_states_a_project_again_is_corrected(small: SmallCatalogue) -> None:
    small.plan(2, "2031-01-01", planned("20300002-T-469", "红茶分类等级"))
    small.correct("plan-2-001", "红茶分类等级", "红茶分类与等级")

    assert small.rows(CORRECTED) == [(20001, 10002, "红茶分类等级", "红茶分类与等级")]
    assert small.rows("select title from projects where id = 10002") == [("红茶分类与等级",)]
    assert small.rows("select title from entries where id = 10002") == [("红茶分类",)]


def test_the_rows_of_a_project_are_corrected_each_by_itself(small: SmallCatalogue) -> None:
    small.plan(2, "2031-01-01", planned("20300001-T-469", "绿茶分类等级"))
    small.correct("plan-2-001", COMMITTEE, OTHER_COMMITTEE, "committees")
    small.correct("plan-2-001", "绿茶分类等级", "绿茶分类与等级")
    small.correct("plan-1-001", "绿茶分类", "绿茶的分类")

    found = small.rows("select id, entry_id, project_id, field from corrections order by id")

    assert found == [
        (1000101, 10001, 10001, "title"),
        (2000101, 20001, 10001, "title"),
        (2000102, 20001, 10001, "committees"),
    ]


@pytest.mark.parametrize(("plan", "project"), [("20300001-T-469", 10001), ("", None)])
def test_a_row_of_an_announcement_is_corrected(
    small: SmallCatalogue, plan: str, project: int | None
) -> None:
    announce(small, plan)
    small.correct("pub-2-001", "绿茶分类与等级", "绿茶分类")

    assert small.rows(CORRECTED) == [(20001, project, "绿茶分类与等级", "绿茶分类")]
    assert small.rows("select title from standards where number = 'GB/T 101-2031'") == [
        ("绿茶分类",)
    ]


def test_a_row_that_a_person_links_is_corrected_for_its_project(small: SmallCatalogue) -> None:
    announce(small, "")
    small.plan(3, "2031-01-01", planned("编号不明", "红茶的分类"))
    small.link(("pub-2-001", "plan-1-001"), ("plan-3-001", "plan-1-002"))
    small.correct("pub-2-001", "绿茶分类与等级", "绿茶分类")
    small.correct("plan-3-001", "红茶的分类", "红茶分类")

    assert [row[:2] for row in small.rows(CORRECTED)] == [(20001, 10001), (30001, 10002)]


def test_a_row_of_a_withdrawal_is_corrected(small: SmallCatalogue) -> None:
    header = ("序号", "标准编号", "标准名称", "废止日期")
    row = ("GB/T 7-2001", "白茶分类等级", "2031-07-01")
    small.notice(2, "2031-07-01", MadeList(2, "out-2", "废止国家标准公告", header, [row]))
    small.correct("out-2-001", "白茶分类等级", "白茶分类与等级")

    assert [row[:2] for row in small.rows(CORRECTED)] == [(20001, None)]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("plan-1-003", "no list has a row plan-1-003"),
        ("plan-1-1", "no list has a row plan-1-1"),
        ("plan-1-001", "the list does not print '红茶分类' there"),
    ],
)
def test_a_correction_without_its_row_or_value_says_which(
    small: SmallCatalogue, row: str, found: str
) -> None:
    small.correct(row, "红茶分类", "红茶的分类")

    with pytest.raises(CatalogueError) as refused:
        small.build()

    (problem,) = refused.value.problems
    assert (problem.kind, problem.found) == ("stale_correction", found)


def test_the_migration_keeps_what_was_corrected(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.connect() as connection:
        upgrade(connection, "0013")
        old = (1000101, 10001, "title", "甲", "乙", "因", "据")
        marks = ", ".join("?" * len(old))
        connection.exec_driver_sql(f"insert into corrections values ({marks})", old)
        connection.commit()

        upgrade(connection, "0014")

        rows = connection.exec_driver_sql("select * from corrections").fetchall()
        assert rows == [(1000101, 10001, *old[1:])]
        again = "insert into corrections values (9, 10001, null, 'title', '甲', '丙', '因', '据')"
        with pytest.raises(IntegrityError):
            connection.exec_driver_sql(again)
        of_none = again.replace("9, 10001", "2000101, 20001")
        connection.exec_driver_sql(of_none)
        connection.commit()

        downgrade(connection, "0013")

        assert connection.exec_driver_sql("select * from corrections").fetchall() == [old]
    engine.dispose()
