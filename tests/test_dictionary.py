"""The declarations of tables, columns and queries, and the files made from them."""

import re
import sqlite3
from contextlib import closing

import pytest
import yaml

from etl.commands.generate import column_note, generated_files, metadata
from etl.inputs.notices import load_notices
from etl.paths import DATA_DICTIONARY, DATABASE, METADATA
from schema.all_tables import Base
from schema.dictionary import Declaration, declarations
from schema.queries import CannedQuery, canned_queries
from schema.vocabulary import ProjectType

TABLES = sorted(Base.metadata.tables)


def test_every_table_is_declared_and_no_other() -> None:
    assert sorted(declarations()) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_declared_in_the_order_of_the_table(table: str) -> None:
    columns = [column.key for column in Base.metadata.tables[table].columns]

    assert list(declarations()[table].columns) == columns


@pytest.mark.parametrize("table", TABLES)
def test_english_titles_are_words_and_tell_columns_apart(table: str) -> None:
    titles = [column.english_title for column in declarations()[table].columns.values()]

    assert [title for title in titles if not re.fullmatch(r"[A-Z][\w .()-]{1,39}", title)] == []
    assert len({title.casefold() for title in titles}) == len(titles)


def test_declared_columns_for_browsing_exist() -> None:
    for name, table in declarations().items():
        facets = [next(iter(f.values())) if isinstance(f, dict) else f for f in table.facets]
        used = {*facets, *(table.sortable or ()), table.label_column, table.sort, table.sort_desc}

        assert used - {None} <= set(table.columns), name


def test_the_facets_of_projects_are_those_that_users_ask_for() -> None:
    facets = declarations()["projects"].facets

    for wanted in ("year", "project_type", "mandate", "domain", "family"):
        assert wanted in facets
    assert {"array": "departments"} in facets
    assert {"array": "committees"} in facets


def test_a_note_begins_with_the_chinese_name() -> None:
    note = column_note(
        Declaration(
            title="序号",
            english_title="No.",
            description="次序",
            english="number",
            header="序号",
            unit="项",
        )
    )

    assert note == "序号：次序（原文表头：序号；单位：项）。number"


def test_generated_files_are_what_is_committed() -> None:
    for path, content in generated_files(load_notices()).items():
        assert path.read_text(encoding="utf-8") == content


def test_metadata_is_readable_yaml_with_every_table_and_query() -> None:
    content = yaml.safe_load(METADATA.read_text(encoding="utf-8"))

    database = content["databases"]["catalogue"]
    assert set(TABLES) <= set(database["tables"])
    assert len(database["queries"]) >= 10
    assert content == metadata(load_notices())


def test_every_public_table_says_its_license_and_source() -> None:
    tables = metadata(load_notices())["databases"]["catalogue"]["tables"]

    for table in TABLES:
        assert tables[table]["license"]
        assert "国市监标技发〔2024〕34号" in tables[table]["source"]


def test_the_dictionary_page_has_every_column() -> None:
    page = DATA_DICTIONARY.read_text(encoding="utf-8")

    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            assert f"| `{column.key}` |" in page


@pytest.mark.parametrize("query", canned_queries(), ids=lambda query: query.name)
def test_every_query_has_chinese_and_english_texts(query: CannedQuery) -> None:
    assert re.search("[\u4e00-\u9fff]", query.title)
    assert re.search("[\u4e00-\u9fff]", query.description)
    assert re.match("[A-Z][a-z]", query.english)


@pytest.mark.parametrize(
    "query",
    [q for q in canned_queries() if "escape_fts" not in q.sql],
    ids=lambda query: query.name,
)
def test_every_query_runs_with_empty_parameters(query: CannedQuery) -> None:
    parameters = dict.fromkeys(re.findall(r":(\w+)", query.sql), "")

    with closing(sqlite3.connect(DATABASE)) as connection:
        cursor = connection.execute(query.sql, parameters)

    assert [column[0] for column in cursor.description]


def test_closed_lists_are_enforced_by_the_schema() -> None:
    checks = [
        str(c.sqltext)
        for c in Base.metadata.tables["projects"].constraints
        if hasattr(c, "sqltext")
    ]

    assert any(all(f"'{value}'" in check for value in ProjectType) for check in checks)
