"""Standards by their numbers: one address each, every spelling leads to it, and their editions."""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from schema.numbers import parse_standard_number, slug_of
from tests.small_catalogue import SmallCatalogue, announced, planned

EDITIONS = ("GB/T 90001-2010", "GB/T 90001-2020", "GB/T 90001-2031")
OLDEST, MIDDLE, NEWEST = EDITIONS
MERGED = "GB/T 90002-2012"
ALONE = "YD/T 92583.18-2031"
SEEN = "GB/T 90003-2031"
GROUP, LOCAL = "T/CAS 901-2031", "DB11/T 91322.3-2031"
PAGE = "/standards/GB-T-90001-2031"


@pytest.fixture(scope="module")
def made(
    open_site: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The site of a standard with three editions, of which the newest takes in another."""
    small = SmallCatalogue(tmp_path_factory.mktemp("editions"))
    small.announcement(1, "2020-05-06", announced(MIDDLE, "示例茶叶分类", replaces=OLDEST))
    small.plan(
        2,
        "2030-02-03",
        planned("20300001-T-001", "示例茶叶分类与代码", type="修订", replaces=MIDDLE),
        planned("20300002-T-001", "示例茶叶包装"),
    )
    small.announcement(
        3,
        "2031-05-06",
        announced(NEWEST, "示例茶叶分类与代码", replaces=f"{MIDDLE}，{MERGED}（部分代替）"),
        announced(ALONE, "示例通信茶叶"),
        announced(GROUP, "示例团体茶叶"),
        announced(LOCAL, "示例地方茶叶"),
    )
    small.link(("pub-3-001", "plan-2-001"))
    small.outcome("plan-2-002", SEEN, "示例茶叶包装")
    small.build()
    opened = open_site(small.database.parent)
    yield opened
    opened.close()


def editions_of(html: str) -> list[str]:
    """The numbers of the editions in the order of the page."""
    listed = re.search(r'<ol class="editions">.*?</ol>', html, re.DOTALL)
    assert listed
    items = re.findall(r"<li(?: aria-current=\"true\")?>\s*<p>(.*?)</p>", listed[0], re.DOTALL)
    return [re.split("　|（", re.sub(r"<[^>]+>", "", item))[0] for item in items]


def test_standards_are_in_the_navigation(made: Any) -> None:
    home = made.get("/").text
    assert '<a href="/catalogue/standards">标准</a>' in home

    assert made.get("/standards?role=x").headers["location"] == "/catalogue/standards?role=x"
    html = made.get(PAGE).text
    assert '<a href="/catalogue/standards" aria-current="page">标准</a>' in html


@pytest.mark.parametrize(
    "spelling",
    [
        *("GB/T 90001-2031", "gb/t90001-2031", "GBT 90001—2031", "gb-t-90001-2031"),
        *(
            "ＧＢ／Ｔ　９０００１－２０３１",
            "GB∕T 90001-2031",
            "GB／T 90001–2031",
            "GB-T90001-2031",
        ),
    ],
)
@pytest.mark.parametrize("safe", ["/", ""])
def test_every_spelling_of_a_number_leads_to_its_address(
    made: Any, spelling: str, safe: str
) -> None:
    answer = made.get(f"/standards/{quote(spelling, safe=safe)}")

    assert answer.status_code == 302
    assert answer.headers["location"] == PAGE
    assert made.get(PAGE).status_code == 200


@pytest.mark.parametrize("number", [*EDITIONS, MERGED, ALONE, GROUP, LOCAL])
def test_addresses_by_record_number_stay_valid(made: Any, number: str) -> None:
    read = parse_standard_number(number)
    assert read is not None
    with closing(sqlite3.connect(made.folder / "catalogue.db")) as connection:
        (record,) = connection.execute(
            "select id from standards where normalized_number = ?", (number,)
        ).fetchone()

    for path in (f"/standards/{record}", f"/catalogue/standards/{record}"):
        answer = made.get(path)
        assert unquote(answer.headers["location"]) == f"/standards/{slug_of(read)}"
        assert number in made.get(answer.headers["location"]).text


def test_a_number_without_a_year_asks_which_edition(made: Any) -> None:
    answer = made.get("/standards/GB-T-90001")

    assert answer.status_code == 200
    found = re.findall(r'<li><a href="(/standards/[^"]+)">', answer.text)
    assert found == ["/standards/GB-T-90001-2031", "/standards/GB-T-90001-2020",
                     "/standards/GB-T-90001-2010"]  # fmt: skip


def test_a_number_with_one_edition_needs_no_year(made: Any) -> None:
    assert made.get("/standards/YD-T-92583.18").headers["location"] == (
        "/standards/YD-T-92583.18-2031"
    )


def test_a_number_that_is_not_here_names_those_near_it(made: Any) -> None:
    answer = made.get("/standards/GB%2090001-2031")

    assert answer.status_code == 404
    assert "没有收录不等于不存在" in answer.text
    assert 'href="/standards/GB-T-90001-2031"' in answer.text


@pytest.mark.parametrize("text", ["%E8%8C%B6", "GB", "%00", "GB%0A1", "-", "1", "9" * 30])
def test_what_is_no_number_is_not_found(made: Any, text: str) -> None:
    assert made.get(f"/standards/{text}", follow_redirects=True).status_code == 404


@pytest.mark.parametrize(
    ("number", "chain"),
    [
        (NEWEST, [NEWEST, MIDDLE, MERGED, OLDEST]),
        (MIDDLE, [NEWEST, MIDDLE, OLDEST]),
        (OLDEST, [NEWEST, MIDDLE, OLDEST]),
        (MERGED, [NEWEST, MERGED]),
    ],
)
def test_editions_stand_in_the_order_of_time_over_any_number_of_steps(
    made: Any, number: str, chain: list[str]
) -> None:
    read = parse_standard_number(number)
    assert read is not None

    html = made.get(f"/standards/{slug_of(read)}").text

    assert editions_of(html) == chain
    current = re.search(r'<li aria-current="true">\s*<p><strong>(.*?)</strong>', html)
    assert current
    assert current[1] == number


def test_an_edition_says_what_it_replaces_and_how_far(made: Any) -> None:
    text = re.sub(r"<[^>]+>", "", made.get(PAGE).text)

    assert f"代替 {MIDDLE}" in text
    assert f"部分代替 {MERGED}" in text


def test_a_standard_alone_has_no_picture_of_editions(made: Any) -> None:
    html = made.get("/standards/YD-T-92583.18-2031").text

    assert 'id="editions"' not in html


def test_relations_in_a_circle_end(open_site: Callable[[Path], Any], tmp_path: Path) -> None:
    small = SmallCatalogue(tmp_path)
    small.announcement(1, "2020-05-06", announced(MIDDLE, "示例茶叶分类", replaces=OLDEST))
    small.build()
    with closing(sqlite3.connect(small.database)) as connection, connection:
        connection.execute(
            "insert into standard_relations select replaced_id, standard_id, extent, basis, "
            "evidence, entry_id from standard_relations"
        )
    opened = open_site(tmp_path)

    html = opened.get("/standards/GB-T-90001-2020").text

    opened.close()
    assert sorted(editions_of(html)) == [OLDEST, MIDDLE]


def test_projects_and_tables_lead_to_the_standard(made: Any) -> None:
    for path in ("/projects/plan-2-001", "/catalogue/projects", "/catalogue/standards",
                 "/lists/plan-2", "/catalogue/outcome_replacements"):  # fmt: skip
        assert f'href="{PAGE}"' in made.get(path).text, path


def test_the_standard_leads_to_its_project_and_to_its_line(made: Any) -> None:
    html = made.get(PAGE).text

    assert 'href="/projects/plan-2-001"' in html
    (way,) = set(re.findall(r'href="(/entries/3\d+/source)"', html))
    assert NEWEST in made.get(way, follow_redirects=True).text


def test_programs_get_a_standard_with_all_that_is_known_of_it(made: Any) -> None:
    answer = made.get(f"{PAGE}.json")
    data = json.loads(answer.text)

    assert data["url"].endswith(PAGE)
    assert data["standard"]["normalized_number"] == NEWEST
    assert {row["number"] for row in data["replaces"]} == {MIDDLE, MERGED}
    assert [row["code"] for row in data["projects"]] == ["plan-2-001"]
    assert made.get("/standards/GB%2FT%2090001-2031.json").json() == data
    assert made.get("/standards/GB-T-90001.json").status_code == 404


def test_programs_get_the_pages_of_evidence_and_where_to_check(made: Any) -> None:
    data = made.get("/standards/GB-T-90003-2031.json").json()

    (project,) = data["projects"]
    (page,) = project["evidence"]
    assert page["address"].startswith("https://example.org/")
    assert all(SEEN.split()[1] in unquote(one["address"]) for one in data["official_searches"])
    html = made.get("/standards/GB-T-90003-2031").text
    assert all(one["platform"] in html for one in data["official_searches"])


def test_every_standard_of_the_catalogue_has_a_page(site: Any, site_folder: Path) -> None:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        numbers = [row[0] for row in connection.execute("select normalized_number from standards")]
    sitemap = site.get("/sitemap.xml").text

    slugs = {}
    for number in numbers:
        read = parse_standard_number(number)
        assert read is not None
        slugs[slug_of(read)] = number
        assert f"/standards/{quote(slug_of(read), safe='()+:~')}</loc>" in sitemap
    assert len(slugs) == len(numbers)
    for slug, number in list(slugs.items())[::25]:
        assert number in site.get(f"/standards/{quote(slug)}").text
