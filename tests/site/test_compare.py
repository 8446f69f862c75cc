"""Two years or lists beside each other: right counts for any filter, and where they lead."""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest


@pytest.fixture
def catalogue(site_folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        yield connection


def lines(html: str, facet: str) -> dict[str, tuple[int, int, int]]:
    """The lines of a facet: label → left, right, difference."""
    block = html.partition(f'id="compare-{facet}"')[2].partition("</tbody>")[0]
    found = {}
    for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", block, re.DOTALL):
        cells = [unescape(re.sub("<[^>]+>", "", cell)) for cell in re.split("</t[hd]>", row)]
        numbers = [int(c.replace(",", "").replace("−", "-").replace("+", "")) for c in cells[1:4]]
        found[cells[0]] = (numbers[0], numbers[1], numbers[2])
    return found


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("", "true"),
        (f"mandate={quote('强制')}", "mandate = '强制'"),
        (f"title__contains={quote('安全')}", "title like '%安全%'"),
        ("_where=seq%3C20", "seq < 20"),
    ],
)
def test_both_sides_count_what_the_filter_selects(
    site: Any, catalogue: sqlite3.Connection, query: str, where: str
) -> None:
    html = site.get(f"/compare?_left=2024&_right=2025&{query}").text

    rows = catalogue.execute(f"select year, project_type, committees from projects where {where}")
    types = Counter((year, kind) for year, kind, _ in rows)
    expected = {
        kind: (types[2024, kind], types[2025, kind], types[2025, kind] - types[2024, kind])
        for kind in {kind for _, kind in types}
    }
    assert lines(html, "project_type") == expected


def test_every_number_leads_to_the_projects_that_it_counts(site: Any) -> None:
    html = site.get(f"/compare?mandate={quote('推荐')}").text

    found = re.findall(r'<a href="(/catalogue/projects\?[^"]+)">([\d,]+)</a>', html)
    assert len(found) > 20
    for url, number in found[::7]:
        path, _, query = unescape(url).partition("?")
        answer = site.get(f"{path}.json?{query}&_size=0").json()
        assert answer["filtered_table_rows_count"] == int(number.replace(",", "")), url


def test_links_and_what_is_not_stated_are_compared_too(
    site: Any, catalogue: sqlite3.Connection
) -> None:
    unnamed = dict(
        catalogue.execute("select year, count(*) from projects where committees = '[]' group by 1")
    )

    found = lines(site.get("/compare?_left=2024&_right=2025").text, "committees")

    if "未列明" in found:
        assert found["未列明"][:2] == (unnamed.get(2024, 0), unnamed.get(2025, 0))
    name, (left, right, _) = next(item for item in found.items() if item[0] != "未列明")
    counted = dict(
        catalogue.execute(
            "select year, count(*) from projects, json_each(committees) where value = ? group by 1",
            [name],
        )
    )
    assert (left, right) == (counted.get(2024, 0), counted.get(2025, 0))


def test_lists_are_compared_by_their_titles(site: Any, catalogue: sqlite3.Connection) -> None:
    titles = [row[0] for row in catalogue.execute("select title from lists order by id")]

    html = site.get("/compare?_by=list_id&_left=1&_right=2").text

    assert titles[0] in html
    assert titles[1] in html
    assert lines(html, "mandate")


@pytest.mark.parametrize(
    "query", ["_by=seq", "_by=list_id&_left=99999", "_left=abc", "_right=2024%27", "nosuch=1"]
)
def test_what_cannot_be_compared_is_said(site: Any, query: str) -> None:
    answer = site.get(f"/compare?{query}")

    assert answer.status_code == 400
    assert "比较" in answer.text


def test_a_table_page_leads_there_with_its_filter_and_without_its_page(site: Any) -> None:
    page = site.get(f"/catalogue/projects?mandate={quote('强制')}&_sort=seq&_size=5").text

    url = unescape(re.search(r'href="(/compare[^"]*)"', page)[1])  # type: ignore[index]
    assert url == f"/compare?mandate={quote('强制')}"


def test_conditions_of_visitors_run_where_they_can_be_stopped(site: Any) -> None:
    endless = quote(
        "id in (with recursive n(x) as (select 1 union all select x + 1 from n) "
        "select count(*) from n)"
    )

    answer = site.get(f"/compare?_where={endless}")

    assert answer.status_code == 400
    assert site.get("/compare").status_code == 200
