"""Outcomes in the catalogue: figures, checks that find their damage, findings, search, queries."""

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from etl.build import build
from etl.checks import check_database
from etl.paths import CURATION, DATABASE, SOURCES
from etl.problems import CatalogueError
from schema.queries import canned_queries
from schema.search import fold, match_query


def rows(sql: str, *arguments: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(DATABASE)) as connection:
        connection.create_function("escape_fts", 1, match_query)
        connection.create_function("fold", 1, fold)
        return connection.execute(sql, arguments).fetchall()


def query(name: str, **arguments: str) -> list[sqlite3.Row]:
    (sql,) = [query.sql for query in canned_queries() if query.name == name]
    with closing(sqlite3.connect(DATABASE)) as connection:
        connection.row_factory = sqlite3.Row
        connection.create_function("escape_fts", 1, match_query)
        return connection.execute(sql, arguments).fetchall()


def curated() -> list[dict[str, str]]:
    """The rows of ``outcomes.csv``, read with nothing of the ETL."""
    with (CURATION / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_all_outcomes_are_loaded_with_evidence() -> None:
    found = rows(
        "select code, confidence, json_array_length(evidence) from project_outcomes "
        "join projects on id = project_id where relation = '结果' and entry_id is null"
    )

    assert sorted(found) == sorted(
        (row["project"], row["confidence"], len(row["source_urls"].split())) for row in curated()
    )


def test_projects_with_a_verified_number_have_that_status() -> None:
    found = rows("select code from projects where status = '已发布（标准号已核实）'")

    verified = {row["project"] for row in curated() if row["confidence"] == "high"}
    assert {code for (code,) in found} >= verified


def test_no_project_shows_a_number_without_an_address() -> None:
    assert not rows(
        "select code from projects, json_each(standard_numbers) as number where not exists ("
        " select 1 from project_outcomes join standards on standards.id = standard_id"
        " where project_id = projects.id and normalized_number = number.value"
        " and json_array_length(evidence) > 0)"
    )


def test_a_title_that_was_not_seen_is_not_made_up() -> None:
    assert rows("select title from standards where normalized_number = 'GB/T 32151.46-2024'") == [
        (None,)
    ]


def test_official_events_and_reports_that_contradict_them_stand_side_by_side() -> None:
    found = rows(
        "select events.slug, other.slug, projects.code, counted from events "
        "join event_subjects on event_id = events.id "
        "left join events as other on other.id = events.contradicts_id "
        "left join projects on projects.id = project_id order by events.id, position"
    )

    assert [row[3] for row in found[:4]] == [294, 113, 115, 66]
    assert found[-2:] == [
        ("wto-chn-2182", "samr-2025-12-26", "2025-007", 1),
        ("report-2026-01-10", "samr-2025-12-26", "2025-016", 1),
    ]


def test_partial_replacement_is_told_from_whole() -> None:
    found = rows(
        "select old.number, extent, basis from standard_relations "
        "join standards as new on new.id = standard_id "
        "join standards as old on old.id = replaced_id "
        "where new.normalized_number = 'GB 28007-2024' order by old.serial"
    )

    assert found == [
        ("GB 22793.1-2008", "全部", "载明"),
        ("GB 24430.1-2009", "部分", "载明"),
        ("GB 28007-2011", "全部", "载明"),
    ]


def test_only_projects_listed_as_revisions_revise() -> None:
    assert rows(
        "select distinct project_type from projects join project_outcomes on project_id = id "
        "where relation = '修订'"
    ) == [("修订",)]


# check → a statement that breaks exactly what the check guards
DAMAGE = {
    "outcomes_have_evidence": "update project_outcomes set evidence = '[\"看过\"]' "
    "where project_id = 10005",
    "numbers_equal_outcomes": "update projects set standard_numbers = '[\"GB 1-2024\"]' "
    "where id = 10005",
    "statuses_follow_evidence": "update projects set status = '已发布（标准号已核实）' "
    "where id = 10004",
    "verified_outcomes_have_titles": "update standards set title = null "
    "where normalized_number = 'GB 21523-2024'",
    "standards_are_identified": "update standards set number_year = 2023, "
    "normalized_number = 'GB 21523-2023' where normalized_number = 'GB 21523-2024'",
    "standards_are_linked": "delete from standard_relations where extent = '全部'",
    "replacements_go_back_in_time": "insert into standard_relations "
    "select replaced_id, standard_id, extent, basis, evidence, entry_id "
    "from standard_relations limit 1",
    "dates_are_on_the_calendar": "update standards set published_on = '2024-02-30' "
    "where normalized_number = 'GB 21522-2024'",
    "events_count_projects": "update event_subjects set counted = 300 where position = 1",
    "evidence_equals_pages": "delete from evidence_pages where position = 1",
    "ranks_follow_evidence": "update projects set evidence_rank = '标准号见于官方页面'",
    "results_stand_in_projects": "update projects set published_on = '2024-01-01'",
    "status_dates_are_of_evidence": "update projects set status_as_of = '2024-01-01'",
    "the_data_have_their_date": "delete from build_info where key = 'data as of'",
    "text_is_clean": "update standards set title = title || ' ' "
    "where normalized_number = 'GB 21522-2024'",
}


@pytest.mark.parametrize("check", sorted(DAMAGE))
def test_each_check_finds_its_damage(tmp_path: Path, check: str) -> None:
    path = Path(shutil.copy(DATABASE, tmp_path / "catalogue.db"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(DAMAGE[check])

    problems = check_database(path)

    assert f"check {check}" in [problem.place for problem in problems]


@pytest.mark.parametrize(
    "statement",
    [
        "update standards set kind = 'QB'",
        "update standards set mandate = '推荐' where kind = 'GB'",
        "update standards set normalized_number = number || ' '",
        "update standards set published_on = '2024-1' where published_on is not null",
        "update standards set published_on_precision = 'week' where published_on is not null",
        "update standards set published_on_precision = null where published_on is not null",
        "update project_outcomes set confidence = 'low'",
        "update project_outcomes set evidence = '[]'",
        "update project_outcomes set standard_id = 1",
        "update standard_relations set replaced_id = standard_id",
        "update projects set status = '已发布'",
        "update projects set published_year = 2024 where standard_numbers = '[]'",
        "update events set contradicts_id = id",
        "update event_subjects set stated_count = counted + 1",
        "update findings set kind = '其他'",
        "update findings set field = 'other'",
    ],
)
def test_the_schema_itself_refuses(statement: str) -> None:
    with closing(sqlite3.connect(":memory:")) as memory:
        with closing(sqlite3.connect(DATABASE)) as committed:
            committed.backup(memory)
        memory.execute("pragma foreign_keys = on")

        with pytest.raises(sqlite3.IntegrityError):
            memory.execute(statement)


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("发布性质与计划不一致", {"2025-045", "2025-143"}),
        ("制修订与发布结果不一致", {f"2025-0{n}" for n in ("08", "10", "13", "14", "73")}),
        ("部分号与发布结果不一致", {"2024-079", "2025-144"}),
        ("发布日期存疑", {"2024-071", "2024-096"}),
        ("发布结果印证的读法", {"2025-077", "2025-078", "2025-084", "2025-092"}),
    ],
)
def test_what_looks_wrong_is_a_finding(kind: str, codes: set[str]) -> None:
    found = rows(
        "select code from projects join findings on project_id = projects.id where kind = ?", kind
    )

    assert {row[0] for row in found} == codes


def test_the_probable_reading_is_shown_with_its_evidence() -> None:
    (row,) = [row for row in query("outcome_readings") if row["项目编号"] == "2025-092"]

    assert row["清单所印"] == "集成灶灶"
    assert "集成电灶" in row["可能的读法"]
    assert "GB/T 46504-2025" in row["可能的读法"]
    assert "https://" in row["可能的读法"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("GB 38031", "2025-050"),
        ("GB38031-2025", "2025-050"),
        ("GB38031—2025", "2025-050"),
        ("ＧＢ ３８０３１", "2025-050"),
        ("38031", "2025-050"),
        ("gb/t 32151.42", "2024-011"),
        ("GB/T32151.42-2024", "2024-011"),
        ("GBT 32151.42", "2024-011"),
        ("消防接处警系统", "2024-062"),
        ("温室气体排放核算与报告要求 铜冶炼", "2024-011"),
        ("GB/T 8903-2018", "2024-044"),
    ],
)
def test_projects_are_found_by_number_in_any_spelling_and_by_published_title(
    text: str, code: str
) -> None:
    found = rows(
        "select code from projects where id in "
        "(select rowid from projects_fts where projects_fts match escape_fts(?))",
        text,
    )

    assert found == [(code,)]


@pytest.mark.parametrize("text", ["GB/T 38031", "GB 38031-2020"])
def test_a_number_that_no_project_has_finds_none(text: str) -> None:
    assert not rows(
        "select rowid from projects_fts where projects_fts match escape_fts(?)",
        text.replace(" ", ""),
    )


def test_one_query_answers_what_became_of_a_project() -> None:
    (row,) = query("outcomes_of_projects", q="2024-080")

    assert row["发布状态"] == "已发布（标准号已核实）"
    assert row["标准号"] == "GB 28007-2024"
    assert row["实施日期"] == "2026-01-01"
    assert "GB 24430.1-2009（部分）" in row["代替标准"]
    assert row["证据"].count("https://") + row["证据"].count("http://") == 3


@pytest.mark.parametrize(
    ("name", "arguments", "counted"),
    [
        ("outcomes_of_projects", {"q": ""}, "projects"),
        (
            "outcome_mandates_differ",
            {},
            "(select distinct project_id from findings where kind = '发布性质与计划不一致')",
        ),
        (
            "outcome_types_differ",
            {},
            "(select distinct project_id from findings where kind = '制修订与发布结果不一致')",
        ),
        (
            "outcome_years_differ",
            {},
            "projects join project_outcomes on project_id = projects.id join standards "
            "on standards.id = standard_id where relation = '结果' and number_year <> year",
        ),
        (
            "outcome_unverified",
            {"status": ""},
            "projects where status <> '已发布（标准号已核实）'",
        ),
        (
            "outcome_unverified",
            {"status": "发布情况说法不一"},
            "projects where status = '发布情况说法不一'",
        ),
        ("outcome_statements", {}, "events"),
        ("outcome_replacements", {"number": "GB/T8903—2018"}, "(select 1)"),
        ("flat_table", {}, "projects"),
    ],
)
def test_queries_give_as_many_rows_as_there_are(
    name: str, arguments: dict[str, str], counted: str
) -> None:
    assert [(len(query(name, **arguments)),)] == rows(f"select count(*) from {counted}")


def test_titles_that_differ_by_blanks_only_are_not_listed() -> None:
    listed = {row["项目编号"] for row in query("outcome_titles_differ")}

    assert "2024-011" in listed
    assert "2024-104" not in listed


def test_the_progress_adds_up() -> None:
    found = query("outcome_progress")

    assert [(sum(row["项目数"] for row in found),)] == rows("select count(*) from projects")
    assert [(sum(row["标准号已核实"] for row in found),)] == rows(
        "select count(*) from projects where status = '已发布（标准号已核实）'"
    )


def test_several_results_of_one_project_and_one_result_of_several(tmp_path: Path) -> None:
    curation = Path(shutil.copytree(CURATION, tmp_path / "curation"))
    with (curation / "outcomes.csv").open("a", encoding="utf-8") as file:
        file.write(
            "2024-092,GB/T 45097.3-2026,智能消费品安全 第3部分：某,,,,high,https://github.com/a,\n"
        )
        file.write("2024-091,GB/T 45097.3-2026,,2026-01,,,medium,https://github.com/b,\n")

    database = build(SOURCES, curation, tmp_path / "catalogue.db").database

    with closing(sqlite3.connect(database)) as connection:
        numbers = connection.execute(
            "select standard_numbers, published_year, status from projects where code = '2024-092'"
        ).fetchone()
        standard = connection.execute(
            "select title, published_on from standards where serial = 45097 and part = 3"
        ).fetchall()
    assert json.loads(numbers[0]) == ["GB/T 45097.2-2024", "GB/T 45097.3-2026"]
    assert numbers[1:] == (2024, "已发布（标准号已核实）")
    assert standard == [("智能消费品安全 第3部分：某", "2026-01")]


def test_a_fault_in_outcomes_stops_the_build(tmp_path: Path) -> None:
    curation = Path(shutil.copytree(CURATION, tmp_path / "curation"))
    path = curation / "outcomes.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("GB 20052-2024", "GB 20052", 1), encoding="utf-8")

    with pytest.raises(CatalogueError) as refused:
        build(SOURCES, curation, tmp_path / "catalogue.db")

    (problem,) = refused.value.problems
    assert (problem.place, problem.column) == ("line 2", "standard_number")
    assert not (tmp_path / "catalogue.db").exists()
