"""Searches for parts of the names of bodies, which memory answers, find what the index finds."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from etl.commands.inspect_data import write_inspect_data
from etl.database.search_index import fill_search_index
from schema.search import fold, match_query
from web.facets.codes import coded_table
from web.facets.searched_names import named_so
from web.site import DATABASE

SEARCHES = 150


@pytest.fixture(scope="module")
def folder(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue, in which some titles name bodies, or parts of them."""
    folder = tmp_path_factory.mktemp("named")
    chance = random.Random(11)
    path = folder / "catalogue.db"
    with (
        closing(sqlite3.connect(site_folder / "catalogue.db")) as source,
        closing(sqlite3.connect(path)) as made,
    ):
        source.backup(made)
        ids = [row[0] for row in made.execute("select id from projects order by id")]
        for (name,) in made.execute("select name from organizations").fetchall():
            if chance.random() < 0.3:
                begin = chance.randrange(len(name))
                title = f"{name[begin:]}规范" if chance.random() < 0.5 else name
                made.execute(
                    "update projects set title = ? where id = ?", (title, chance.choice(ids))
                )
        made.execute("insert into projects_fts (projects_fts) values ('delete-all')")
        made.commit()
        fill_search_index(made)
    write_inspect_data(path)
    return folder


@pytest.fixture(scope="module")
def named_site(folder: Path, open_site: Callable[[Path], Any]) -> Iterator[Any]:
    opened = open_site(folder)
    opened.get("/")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def plain(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "catalogue.db")) as connection:
        yield connection


def in_memory(site: Any, text: str, least: int = 1) -> list[int] | None:
    """The ids that memory gives for a search."""

    async def ask() -> list[int] | None:
        coded = await coded_table(site.datasette, DATABASE, "projects")
        assert coded is not None
        mask = await named_so(site.datasette, DATABASE, coded, text, least)
        return None if mask is None else coded.ids[mask].tolist()

    found: list[int] | None = site.run(ask())
    return found


def in_the_index(plain: sqlite3.Connection, text: str) -> list[int]:
    sql = "select rowid from projects_fts where projects_fts match ? order by rowid"
    return [row[0] for row in plain.execute(sql, (match_query(text),))]


def searches(plain: sqlite3.Connection) -> list[str]:
    chance = random.Random(12)
    sql = "select name from organizations where id in (select organization_id from {}) order by id"
    names = [row[0] for row in plain.execute(sql.format("project_organizations"))]
    titles = [row[0] for row in plain.execute("select title from projects order by id")]
    found = []
    for _ in range(SEARCHES):
        words = [_part(chance, chance.choice(names))]
        if chance.random() < 0.3:
            words.append(_part(chance, chance.choice(chance.choice((names, titles)))))
        found.append(" ".join(words))
    return found


def _part(chance: random.Random, text: str) -> str:
    begin = chance.randrange(len(text))
    return text[begin : begin + chance.choice((1, 2, 3, 5, 9, 30))]


def test_random_parts_of_names_are_found_as_the_index_finds_them(
    named_site: Any, plain: sqlite3.Connection
) -> None:
    asked = searches(plain)
    found = [in_memory(named_site, text) for text in asked]

    told = [(text, ids) for text, ids in zip(asked, found, strict=True) if ids is not None]
    assert len(told) > SEARCHES / 3
    for text, ids in told:
        assert ids == in_the_index(plain, text), text


def test_who_is_named_in_a_title_is_found_with_those_linked(
    named_site: Any, plain: sqlite3.Connection
) -> None:
    rows = plain.execute(
        """
        select organizations.name, projects.id from organizations
        join projects on projects.title = organizations.name
        where not exists (select 1 from project_organizations as link where link.project_id
                          = projects.id and organization_id = organizations.id)
          and exists (select 1 from project_organizations as link
                      where organization_id = organizations.id)
        """
    ).fetchall()
    assert rows
    for name, project in rows:
        ids = in_memory(named_site, fold(name))
        assert ids is not None
        assert project in ids
        assert ids == in_the_index(plain, name)


def test_what_few_projects_have_is_left_to_the_index(
    named_site: Any, plain: sqlite3.Connection
) -> None:
    (name, projects), *_ = plain.execute(
        "select name, count(distinct project_id) as n from organizations join "
        "project_organizations on id = organization_id group by id order by n desc"
    )

    assert in_memory(named_site, name, projects) is not None
    assert in_memory(named_site, name, len(in_the_index(plain, name)) + 1) is None


@pytest.mark.parametrize("text", ["", "，", "a", "国", "没有这样的词", "工信部"])
def test_what_memory_does_not_tell_is_left_to_the_index(named_site: Any, text: str) -> None:
    assert in_memory(named_site, text) is None
