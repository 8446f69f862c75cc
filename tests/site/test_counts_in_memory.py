"""Counts of facets, rows and places of pages, which come from memory, equal those of plain SQL:
for random combinations of conditions on made data."""

import json
import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest

from etl.commands.inspect_data import write_inspect_data
from etl.database.facet_codes import fill_facet_codes
from schema.search import match_query
from schema.sort_order import sort_columns
from web.facets.kept_masks import MOST_KEPT, KeptMasks

PAGE = "/catalogue/projects"
MADE = 1_500
ROLES = {"departments": "主管部门", "committees": "归口单位"}
CHOICES = {
    "mandate": ("强制", "推荐", "指导", None),
    "project_type": ("制定", "修订", None),
    "domain": ("循环利用", "设备更新", "甲", "乙、丙", "a,b", None),
    "level": ("国家", "行业", "地方", None),
    "year": (1999, 2023, 2024, 2025),
    "industry": ("化工", "轻工", "", None),
}
COMBINATIONS = 60

# Part of an address, the facet that it chooses values of (or none), and its SQL.
Part = tuple[list[tuple[str, str]], str, str]


@pytest.fixture(scope="module")
def folder(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue with made projects in random values and links."""
    folder = tmp_path_factory.mktemp("made")
    chance = random.Random(10)
    path = folder / "catalogue.db"
    with (
        closing(sqlite3.connect(site_folder / "catalogue.db")) as source,
        closing(sqlite3.connect(path)) as made,
    ):
        source.backup(made)
        made.row_factory = sqlite3.Row
        models = [dict(row) for row in made.execute("select * from projects")]
        bodies = [row[0] for row in made.execute("select id from organizations")][:40]
        measures = [row[0] for row in made.execute("select id from measures")][:20]
        link = dict(made.execute("select * from measure_projects").fetchone())
        for number in range(MADE):
            row = dict(chance.choice(models))
            row |= {name: chance.choice(values) for name, values in CHOICES.items()}
            row |= {"id": 900_000_000 + 7 * number, "seq": 5_000 + number, "code": f"made-{number}"}
            row |= {"family": None, "part_number": None, "title": f"名称{chance.randrange(30)}"}
            if chance.random() < 0.4:
                row |= {"family": f"族{chance.randrange(9)}", "part_number": "1"}
            _insert(made, "projects", row)
            for role in ROLES.values():
                for position, body in enumerate(chance.sample(bodies, chance.randrange(4)), 1):
                    made.execute(
                        "insert into project_organizations values (?, ?, ?, ?)",
                        (row["id"], role, position, body),
                    )
            for measure in chance.sample(measures, chance.choice((0, 0, 1, 3))):
                _insert(
                    made,
                    "measure_projects",
                    link | {"project_id": row["id"], "measure_id": measure},
                )
        made.execute("delete from facet_codes")
        made.execute("update data_dictionary set is_uniform = 0, filled = max(filled, 1)")
        made.row_factory = None
        fill_facet_codes(made)
        made.commit()
    write_inspect_data(path)
    return folder


def _insert(made: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    marks = ", ".join("?" * len(row))
    made.execute(f"insert into {table} ({names}) values ({marks})", list(row.values()))


@pytest.fixture(scope="module")
def made_site(folder: Path, open_site: Callable[[Path], Any]) -> Iterator[Any]:
    opened = open_site(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def plain(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "catalogue.db")) as connection:
        yield connection


def conditions(chance: random.Random, plain: sqlite3.Connection) -> list[Part]:
    """A few random conditions, at most one for each facet."""
    parts: list[Part] = []
    for column in chance.sample(list(CHOICES), chance.randrange(4)):
        values = [value for value in CHOICES[column] if value not in (None, "")]
        kind = chance.choice(("one", "some", "none", "not"))
        if kind == "none" and None in CHOICES[column]:
            parts.append(([(f"{column}__isnull", "1")], column, f"{column} is null"))
        elif kind == "not":
            value = chance.choice(values)
            parts.append(([(f"{column}__not", str(value))], "", f"{column} <> {_text(value)}"))
        elif kind == "some":
            some = chance.sample(values, 2)
            given = json.dumps([str(value) for value in some])
            listed = ", ".join(map(_text, some))
            parts.append(([(f"{column}__in", given)], column, f"{column} in ({listed})"))
        else:
            value = chance.choice(values)
            parts.append(([(column, str(value))], column, f"{column} = {_text(value)}"))
    for name, role in ROLES.items():
        if chance.random() < 0.3:
            links = f"select project_id from project_organizations where role = '{role}'"
            chosen = plain.execute("select id, name from organizations limit 40").fetchall()
            (first, _), (second, label) = chance.sample(chosen, 2)
            arguments = [(f"_{name}", str(first)), (f"_{name}", label)]
            sql = f"id in ({links} and organization_id in ({first}, {second}))"
            if chance.random() < 0.4:
                arguments.append((f"_{name}", "none"))
                sql = f"({sql} or id not in ({links}))"
            parts.append((arguments, name, sql))
    others: list[Part] = [
        ([("title__contains", "1")], "", "title like '%1%'"),
        ([("seq__lt", "5900")], "", "seq < 5900"),
        ([("year__gte", "2024")], "", "year >= 2024"),
        ([("id__gt", "900003000")], "", "id > 900003000"),
        ([("_where", "seq % 3 = 0")], "", "seq % 3 = 0"),
        ([("code__startswith", "made-1")], "", "code like 'made-1%'"),
        ([("year__exact", "2024")], "year", "year = 2024"),
    ]
    taken = {part[1] for part in parts}
    more = [part for part in others if part[1] == "" or part[1] not in taken]
    return parts + chance.sample(more, chance.choice((0, 0, 1, 2)))


def _text(value: object) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"


def where(parts: list[Part], but: str = "") -> str:
    return " and ".join(["true", *(sql for _, facet, sql in parts if not but or facet != but)])


@pytest.mark.parametrize("number", range(COMBINATIONS))
def test_facets_and_rows_are_those_of_plain_sql(
    made_site: Any, plain: sqlite3.Connection, number: int
) -> None:
    parts = conditions(random.Random(number), plain)
    pairs = [pair for arguments, _, _ in parts for pair in arguments]
    answer = made_site.get(f"{PAGE}.json?_facet_size=max&{urlencode(pairs)}").json()
    facets = answer["facet_results"]

    assert answer["filtered_table_rows_count"] == _one(plain, f"select count(*) {_of(parts)}")
    first = plain.execute(f"select id {_of(parts)} order by id limit 50").fetchall()
    assert [row[0] for row in answer["rows"]] == [row[0] for row in first]
    for column in (*CHOICES, "family"):
        shown = [
            (value["value"], value["count"])
            for value in facets[column]["results"]
            if not value["selected"] or value["count"]
        ]
        counted = plain.execute(
            f"select {column}, count(*) from projects where {where(parts, column)} "
            f"and {column} is not null group by 1"
        ).fetchall()
        without = _one(
            plain,
            f"select count(*) from projects where {where(parts, column)} and {column} is null",
        )
        expected = [*counted, *([(None, without)] if without and _may_lack(column) else [])]
        assert sorted(shown, key=str) == sorted(expected, key=str), column
        _is_in_order(column, shown)
    for name, role in ROLES.items():
        shown = [(v["label"], v["count"]) for v in facets[name]["results"] if v["count"]]
        links = f"select project_id from project_organizations where role = '{role}'"
        counted = plain.execute(
            "select name, count(*) from project_organizations join organizations "
            f"on organizations.id = organization_id where role = '{role}' and project_id in "
            f"(select id from projects where {where(parts, name)}) "
            "group by organization_id order by count(*) desc, name_sort_key, organizations.id"
        ).fetchall()
        without = _one(
            plain,
            f"select count(*) from projects where {where(parts, name)} and id not in ({links})",
        )
        assert shown == [*counted, *([("未列明", without)] if without else [])], name


def _of(parts: list[Part]) -> str:
    return f"from projects where {where(parts)}"


def _one(plain: sqlite3.Connection, sql: str) -> int:
    (number,) = plain.execute(sql).fetchone()
    return int(number)


def _may_lack(column: str) -> bool:
    return column in ("mandate", "project_type", "domain", "level", "industry")


def _is_in_order(column: str, shown: list[tuple[Any, int]]) -> None:
    values = [(value, count) for value, count in shown if value is not None]
    if column == "year":
        assert [v for v, _ in values] == sorted((v for v, _ in values), reverse=True)
    elif column != "family":
        assert values == sorted(values, key=lambda found: (-found[1], found[0]))


@pytest.mark.parametrize("sort", ["", "_sort_desc=id", "_sort=title", "_sort_desc=year"])
@pytest.mark.parametrize(
    "query", ["mandate=强制", "title__contains=1&year=2024", "_departments=none"]
)
def test_pages_of_a_selection_are_parts_of_one_order(made_site: Any, sort: str, query: str) -> None:
    ids: list[int] = []
    path = f"{PAGE}.json?_size=70&{query}&{sort}"
    while path:
        answer = made_site.get(path).json()
        ids += [row[0] for row in answer["rows"]]
        path = (answer["next_url"] or "").removeprefix("http://localhost")
    whole = made_site.get(f"{PAGE}.json?_size=max&{query}&{sort}").json()

    assert ids == [row[0] for row in whole["rows"]]
    assert len(ids) == answer["filtered_table_rows_count"] > 70
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("direction", ["", " desc"])
@pytest.mark.parametrize("column", ["code", "title", *sort_columns("projects")])
def test_sorted_pages_are_in_the_order_of_plain_sql(
    made_site: Any, plain: sqlite3.Connection, column: str, direction: str
) -> None:
    chance = random.Random(f"{column}{direction}")
    argument = "_sort_desc" if direction else "_sort"
    for parts in ([], conditions(chance, plain)):
        pairs = [pair for arguments, _, _ in parts for pair in arguments]
        path = f"{PAGE}.json?{urlencode([*pairs, (argument, column), ('_size', '400')])}"
        ids: list[int] = []
        while path:
            answer = made_site.get(path).json()
            ids += [row[0] for row in answer["rows"]]
            path = (answer["next_url"] or "").removeprefix("http://localhost")

        by = {"code": "id", "title": "title_sort_key"}.get(column, column)
        rows = plain.execute(f"select id {_of(parts)} order by {by}{direction}, id")
        assert ids == [row[0] for row in rows]


def test_codes_beyond_999_stand_where_their_numbers_do(made_site: Any, folder: Path) -> None:
    """As texts, made-1000 would stand before made-101."""
    path = f"{PAGE}.json?_shape=array&_size=1000&_col=code&code__startswith=made-1"
    up = [row["code"] for row in made_site.get(f"{path}&_sort=code").json()]
    down = [row["code"] for row in made_site.get(f"{path}&_sort_desc=code").json()]

    numbers = [int(code.removeprefix("made-")) for code in up]
    assert numbers == sorted(numbers)
    assert up.index("made-101") < up.index("made-1000")
    assert down == up[::-1]


@pytest.mark.parametrize("sort", ["_sort=published_on", "_sort_desc=mandate", "_sort=plan_number"])
def test_a_page_says_its_place_and_leads_back(made_site: Any, sort: str) -> None:
    def walked(html: str, rel: str) -> list[str]:
        """A page, and those to which its links lead on."""
        pages = [html]
        while found := re.search(rf'<a href="[^"?]*([^"#]+)[^"]*" rel="{rel}"', pages[-1]):
            pages.append(made_site.get(PAGE + unescape(found[1])).text)
            assert len(pages) < 20
        return pages

    pages = walked(made_site.get(f"{PAGE}?_size=150&{sort}").text, "next")
    back = walked(pages[-1], "prev")

    def place(html: str) -> tuple[str, ...]:
        found = re.search(r"第 ([\d,]+)–([\d,]+) 条，共 ([\d,]+) 条", html)
        assert found
        return found.groups()

    assert len(pages) > 3
    assert [place(page) for page in pages] == [place(page) for page in reversed(back)]
    assert place(pages[1])[:2] == ("151", "300")


def test_kept_masks_are_the_rows_and_the_oldest_go() -> None:
    kept = KeptMasks()
    masks = [np.arange(13) % (number + 2) == 0 for number in range(MOST_KEPT + 1)]
    kept.keep(0, masks[0])
    kept.keep(1, masks[1])
    assert kept.get(0) is not None
    for number in range(2, MOST_KEPT + 1):
        kept.keep(number, masks[number])

    assert kept.get(1) is None
    for number in (0, *range(2, MOST_KEPT + 1)):
        found = kept.get(number)
        assert found is not None
        assert found.tolist() == masks[number].tolist()


@pytest.mark.parametrize("query", ["_search=安全", "_search=要求", "_search=没有的"])
def test_a_search_is_counted_as_sql_counts_it(
    made_site: Any, plain: sqlite3.Connection, query: str
) -> None:
    """The rows that were made are not in the index: a search finds those that are."""
    word = query.partition("=")[2]
    expected = _one(
        plain,
        f"select count(*) from projects_fts where projects_fts match '{match_query(word)}'",
    )
    for more in ("", "&_sort_desc=year", "&_size=3"):
        answer = made_site.get(f"{PAGE}.json?{query}{more}").json()
        assert answer["filtered_table_rows_count"] == expected
