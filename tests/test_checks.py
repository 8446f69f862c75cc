"""The checks on a finished catalogue: they pass on a good one and each finds its own damage."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from etl.checks import check_database, rules
from etl.paths import DATABASE

# check → a statement that breaks exactly what the check guards
DAMAGE = {
    "facet_codes_are_complete": "delete from facet_codes where table_name = 'entries'",
    "codes_match_lists": "update projects set code = '2024-999' where id = 10005",
    "corrections_stand_in_rows": "insert into corrections "
    "values (1000101, 10001, null, 'title', '甲', '乙', '因', '据')",
    "numbers_are_contiguous": "update lists set row_count = row_count + 1 where id = 1",
    "stated_totals_match": "update stated_totals set counted = counted + 1 "
    "where id = (select min(id) from stated_totals)",
    "arrays_equal_links": "update projects set departments = '[\"公安部\"]' where id = 10001",
    "positions_are_contiguous": "update project_organizations set position = 5 "
    "where project_id = 10001",
    "values_are_in_vocabulary": "update projects set domain = '其他' where id = 10001",
    "titles_split_without_loss": "update projects set part_title = '别的' where id = 10031",
    "text_is_clean": "update projects set title = title || char(8203) where id = 10001",
    "sources_are_kept": "update projects set source_cells = '[]' where id = 10001",
    "organizations_are_used": "insert into organizations (id, name, kind) "
    "values (999, '某协会', '行业组织')",
    "measures_equal_links": "update projects set measures = '[\"别的\"]' where id = 10004",
    "findings_are_numbered": "update findings set id = id + 1 "
    "where id = (select max(id) from findings)",
    "measures_are_numbered": "update measures set position = 999 "
    "where id = (select max(id) from measures)",
    "targets_stand_in_their_measures": "update targets set line = 1 where measure_id is not null",
    "links_keep_to_their_domains": "update measure_projects set is_other_domain = 1 "
    "where rank = '主要'",
    "references_name_documents": "update document_references set target_documents = '[\"x\"]' "
    "where id = 1",
    "counts_equal_rows": "update counts set counted = counted + 1 "
    "where subject = '机构' and dimension = 'domain'",
    "dictionary_is_complete": "delete from data_dictionary where column_name = 'mandate'",
    "dates_are_on_the_calendar": "update standards set published_on = '2024-02-30' "
    "where id = (select max(id) from standards where published_on_precision = 'day')",
    "entries_stand_in_notices": "delete from entry_lines where entry_id = 10002",
    "events_count_projects": "update event_subjects set counted = counted + 1 where position = 1",
    "evidence_equals_pages": "delete from evidence_pages "
    "where project_id = (select min(project_id) from evidence_pages)",
    "numbers_equal_outcomes": "update projects set standard_numbers = '[\"GB 1-2024\"]' "
    "where id = (select min(project_id) from project_outcomes where relation = '结果')",
    "outcomes_have_evidence": "update project_outcomes set evidence = '[\"no address\"]' "
    "where project_id = (select min(project_id) from project_outcomes)",
    "ranks_follow_evidence": "update project_outcomes set evidence_rank = '仅见于其他网页' "
    "where evidence_rank = '标准号见于官方页面'",
    "replacements_go_back_in_time": "update standards set number_year = 1901 "
    "where id = (select min(standard_id) from standard_relations where entry_id is null)",
    "results_stand_in_projects": "update projects set published_on = '1999-01-01' "
    "where published_on is not null",
    "standards_are_identified": "update standards set serial = serial + 1 "
    "where id = (select min(id) from standards)",
    "standards_are_linked": "update standards set role = '公告所列标准' where role = '被代替标准'",
    "status_dates_are_of_evidence": "update projects set status_as_of = '1999-01-01' "
    "where status_as_of is not null",
    "statuses_follow_evidence": "update projects set status = '计划已终止' where id = 10001",
    "the_data_have_their_date": "update build_info set value = '1999-01-01' "
    "where key = 'data as of'",
    "verified_outcomes_have_titles": "update standards set title = null where role = '项目成果'",
}


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return Path(shutil.copy(DATABASE, tmp_path / "catalogue.db"))


def damage(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_the_committed_catalogue_passes() -> None:
    assert check_database(DATABASE) == []


@pytest.mark.parametrize("check", [name for name, _, _ in rules()])
def test_no_rows_break_a_rule(check: str) -> None:
    sql = {name: sql for name, _, sql in rules()}[check]

    with closing(sqlite3.connect(DATABASE)) as connection:
        assert connection.execute(sql).fetchall() == []


@pytest.mark.parametrize("check", sorted(DAMAGE))
def test_each_check_finds_its_damage(catalogue: Path, check: str) -> None:
    damage(catalogue, DAMAGE[check])

    problems = check_database(catalogue)

    assert f"check {check}" in [problem.place for problem in problems]


def test_every_check_says_its_rule() -> None:
    assert all(len(rule) > 20 for _, rule, _ in rules())


def test_a_project_missing_from_the_index_is_found(catalogue: Path) -> None:
    damage(catalogue, "insert into projects_fts (projects_fts) values ('delete-all')")

    (problem,) = check_database(catalogue)

    with closing(sqlite3.connect(catalogue)) as connection:
        ((projects,),) = connection.execute("select count(*) from projects").fetchall()
    assert problem.place == "check search index"
    assert f"{projects} are not found" in problem.message


def test_a_dangling_reference_is_found(catalogue: Path) -> None:
    damage(
        catalogue, "update findings set project_id = 1 where id = (select min(id) from findings)"
    )

    problems = check_database(catalogue)

    assert "check foreign keys" in [problem.place for problem in problems]


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"x" * 99])
def test_a_file_that_is_no_catalogue_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.db"
    path.write_bytes(content)

    (problem,) = check_database(path)

    assert problem.kind == "not_a_catalogue"


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    (problem,) = check_database(tmp_path / "none.db")

    assert "no such file" in problem.message


def test_an_old_schema_is_said_to_be_old(catalogue: Path) -> None:
    damage(catalogue, "update alembic_version set version_num = '0000'")

    (problem,) = check_database(catalogue)

    assert "revision 0000" in problem.message


def test_every_check_has_a_damage() -> None:
    assert set(DAMAGE) == {name for name, _, _ in rules()}
