"""The home page tells in five seconds which plan this is and how far it is; every figure on it is
that of the catalogue, and every figure that is a link leads to what it counts."""

import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from etl.inputs import curation as curated
from etl.inputs.csv_file import columns_of
from schema.vocabulary import OrganizationKind, Role
from tests.small_catalogue import COMMITTEE, SmallCatalogue, announced, planned
from web.heat_map import COLUMNS, ROWS
from web.labels import date_text
from web.pages.home import QUESTIONS, TOP

LINK = re.compile(r'<a(?: class="n")? href="([^"]+)"[^>]*>(?:<strong>)?([\d,]+)(?:<| 项)')


@pytest.fixture(scope="module")
def ask(site_folder: Path) -> Any:
    """Ask the catalogue without the site."""

    def value(sql: str) -> Any:
        with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
            return connection.execute(sql).fetchone()[0]

    return value


@pytest.fixture(scope="module")
def home(site: Any) -> str:
    answer = site.get("/")
    assert answer.status_code == 200
    return str(answer.text)


def text_of(html: str) -> str:
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert main
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", main[0])))


def section(html: str, heading: str) -> str:
    """The part of the page below a heading."""
    found = re.search(rf"<h2[^>]*>(?:<a[^>]*>)?[^<]*{heading}.*?</section>", html, re.DOTALL)
    assert found, heading
    return found[0]


def number(text: str) -> int:
    return int(text.replace(",", ""))


def count_at(site: Any, address: str) -> int:
    """How many rows the table page of an address selects."""
    path, _, query = unescape(address).partition("?")
    answer = site.get(f"{path}.json?{query}&_size=1&_nofacet=1")
    assert answer.status_code == 200, address
    return int(answer.json()["filtered_table_rows_count"])


def assert_links_count(site: Any, html: str) -> None:
    """Every figure that is a link is the number of rows that the link leads to."""
    links = LINK.findall(html)
    assert links
    for address, figure in links:
        if address.startswith("/catalogue/"):
            assert count_at(site, address) == number(figure), address


def test_it_says_which_plan_this_is(home: str, ask: Any) -> None:
    lead = text_of(home)

    assert ask("select title from policy_documents where slug = 'action-plan'") in lead
    assert f"所列的 {ask('select count(*) from projects')} 个标准项目" in lead
    assert ask("select domain from projects group by 1 order by count(*) desc") in lead


def test_it_says_how_far_the_plan_is(site: Any, home: str, ask: Any) -> None:
    projects = ask("select count(*) from projects")
    numbered = ask("select count(*) from projects where standard_numbers <> '[]'")

    said = text_of(home)
    assert f"{projects} 项：官方称全部发布，已查到标准号 {numbered} 项" in said
    date = ask("select value from build_info where key = 'data as of'")
    assert f"数据截至 {date_text(date)}" in said
    assert_links_count(site, section(home, "发布情况"))


def test_ranks_of_evidence_are_all_projects(site: Any, home: str, ask: Any) -> None:
    legend = re.search(r'<ul class="legend ranks-said">.*?</ul>', home, re.DOTALL)
    assert legend

    shown = {
        label.strip(): (unescape(address), number(figure))
        for address, label, figure in re.findall(
            r'<a href="([^"]+)">([^<]+)<strong>([\d,]+)', legend[0]
        )
    }
    assert sum(figure for _, figure in shown.values()) == ask("select count(*) from projects")
    for address, figure in shown.values():
        assert count_at(site, address) == figure
    widths = re.findall(r'<rect x="[\d.]+%" width="([\d.]+)%" height="14"', home)
    assert sum(map(float, widths)) == pytest.approx(100, abs=0.1)


def test_the_key_figures_lead_to_what_they_count(site: Any, home: str) -> None:
    assert_links_count(site, section(home, "主要数字"))


def test_the_measures_lead_to_their_projects(site: Any, home: str) -> None:
    assert_links_count(site, section(home, "项举措"))


def test_the_timeline_has_every_dated_standard_once(site: Any, home: str, ask: Any) -> None:
    html = section(home, "发布时间")
    columns = re.findall(r'<a href="([^"]+)"><title>[^<]+：(\d+) 项</title>', html)
    table = re.findall(r'<th scope="row">[^<]+</th><td class="number">([\d,]+)</td>', html)

    results = ask("select count(*) from standards where role = '项目成果'")
    undated = sum(map(number, re.findall(r"另有 ([\d,]+) 项不知发布月份", html)))
    assert sum(number(value) for _, value in columns) + undated == results
    assert sum(map(number, table)) + undated == results
    for address, value in columns:
        assert count_at(site, address) == number(value), address


def test_every_cell_of_the_heat_map_leads_to_its_projects(site: Any, home: str, ask: Any) -> None:
    html = section(home, "主管部门 × 所属领域")

    assert_links_count(site, html)
    totals = re.search(r"<tfoot>.*?</tfoot>", html, re.DOTALL)
    assert totals
    *columns, whole = [number(figure) for _, figure in LINK.findall(totals[0])]
    assert sum(columns) == whole == ask("select count(*) from projects")


def test_bodies_stand_by_their_projects(home: str, ask: Any) -> None:
    html = section(home, "项目最多的归口单位")
    counts = [number(figure) for figure in re.findall(r'<span class="n">([\d,]+) 项', html)]

    assert counts == sorted(counts, reverse=True)
    assert 0 < len(counts) <= TOP


def test_what_is_asked_most_stands_beside_the_search(site: Any, home: str) -> None:
    queries = site.datasette.metadata()["databases"]["catalogue"]["queries"]
    hero = re.search(r'<section class="hero">.*?</section>', home, re.DOTALL)
    assert hero

    assert set(QUESTIONS) <= set(queries)
    assert 'role="search"' in hero[0]
    for name in QUESTIONS:
        assert f'href="/catalogue/{name}"' in hero[0]


def test_every_page_that_home_links_to_opens(site: Any, home: str) -> None:
    addresses = {unescape(a).partition("#")[0] for a in re.findall(r'href="(/[^"]*)"', home)}

    failing = [
        address
        for address in sorted(addresses - {"/downloads"})
        if site.get(address, follow_redirects=True).status_code != 200
    ]

    assert failing == []


def test_home_needs_no_style_of_its_own_and_no_script(home: str) -> None:
    body = home.partition("<body")[2]

    assert " style=" not in body
    assert "<script" not in body


# Catalogues of other kinds -----------------------------------------------------------------------


@pytest.fixture
def made(tmp_path: Path) -> SmallCatalogue:
    return SmallCatalogue(tmp_path)


def home_of(made: SmallCatalogue, open_site: Any) -> tuple[Any, str]:
    made.build()
    site = open_site(made.database.parent)
    answer = site.get("/")
    assert answer.status_code == 200, answer.text[:500]
    return site, str(answer.text)


def test_a_catalogue_without_policy_and_outcomes_says_what_it_has(
    made: SmallCatalogue, open_site: Any
) -> None:
    made.plan(1, "2031-01-01", planned("20310001-T-001", "绿茶"))
    made.plan(2, "2032-02-03", planned("20320001-T-001", "红茶"), planned("20320002-T-001", "白茶"))

    site, html = home_of(made, open_site)

    text = text_of(html)
    assert "2 份通知、2 份清单（2031年1月1日至 2032年2月3日）所列的 3 个标准项目" in text
    for absent in ("举措", "官方称", "已查到标准号", "发布时间"):
        assert absent not in text
    assert "0修订" not in text
    assert_links_count(site, html)
    site.close()


def test_numbers_without_a_statement_of_an_authority_are_said_alone(
    made: SmallCatalogue, open_site: Any
) -> None:
    made.plan(1, "2031-01-01", planned("20310001-T-001", "绿茶"), planned("20310002-T-001", "红茶"))
    made.announcement(2, "2031-05-06", announced("GB/T 1-2031", "绿茶"))
    made.link(("pub-2-001", "plan-1-001"))

    site, html = home_of(made, open_site)

    assert "2 项：已查到标准号 1 项" in text_of(html)
    assert "官方称" not in text_of(html)
    assert_links_count(site, section(html, "发布情况"))
    site.close()


def test_a_thousand_bodies_take_no_more_room_than_a_dozen(
    made: SmallCatalogue, open_site: Any
) -> None:
    names = [f"全国第{place}种茶标准化技术委员会" for place in range(100, 140)]
    columns = columns_of(curated.Organization)
    lines = [",".join(columns)]
    for place, name in enumerate(names, start=1):
        cells = {"id": str(place), "name": name, "kind": OrganizationKind.COMMITTEE}
        cells |= {"roles": Role.IN_CHARGE, "attested_in": "测试"}
        lines.append(",".join(str(cells.get(column, "")) for column in columns))
    made.write(curated.ORGANIZATIONS, *lines)
    years = range(2020, 2020 + COLUMNS + 3)
    for notice, year in enumerate(years, start=1):
        rows = [
            planned(f"{year}{place:04}-T-001", f"第{year}{place}种茶", committee=name)
            for place, name in enumerate(names[: len(names) - 3 * notice + 3], start=1)
        ]
        made.plan(notice, f"{year}-01-01", *rows)

    site, html = home_of(made, open_site)

    heat = section(html, "归口单位 × 年度")
    body = re.search(r"<tbody>(.*?)</tbody>", heat, re.DOTALL)
    assert body
    assert body[1].count("<tr>") == ROWS + 1
    assert "其余" in body[1]
    assert heat.count('scope="col"') == COLUMNS + 3
    assert_links_count(site, heat)
    totals = [number(t) for t in re.findall(r'<td class="number">(?:<a[^>]*>)?([\d,]+)', body[1])]
    projects = site.get("/catalogue/projects.json?_size=1").json()["filtered_table_rows_count"]
    assert sum(totals) == projects
    assert f"共 {len(names)} 个，这里列出项目最多的 {TOP} 个" in text_of(html)
    site.close()


def test_a_timeline_of_decades_has_a_column_a_year(made: SmallCatalogue, open_site: Any) -> None:
    years = range(1995, 2040, 5)
    made.plan(
        1,
        "1990-01-01",
        *(planned(f"1990{year}-T-001", f"第{year}种茶") for year in years),
    )
    for place, year in enumerate(years, start=1):
        made.announcement(
            place + 1,
            f"{year}-12-30",
            announced(
                f"GB/T {place}-{year}",
                f"第{year}种茶",
                published_on=f"{year}-12-30",
                implemented_on=f"{year}-12-31",
            ),
        )
    made.link(*((f"pub-{n + 1}-001", f"plan-1-{n:03}") for n, _ in enumerate(years, start=1)))

    site, html = home_of(made, open_site)

    drawn = section(html, "发布时间")
    assert re.findall(r"<title>(\d+)年：1 项</title>", drawn) == [str(year) for year in years]
    for address in re.findall(r'<a href="([^"]+)"><title>', drawn):
        assert count_at(site, address) == 1
    site.close()


# As of -------------------------------------------------------------------------------------------


def test_a_status_has_the_date_of_its_newest_evidence(site: Any, site_folder: Path) -> None:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        statuses = connection.execute(
            "select code, status, status_as_of from projects where status_as_of is not null "
            "group by status, status_as_of"
        ).fetchall()

    assert statuses
    for code, status, date in statuses:
        text = text_of(site.get(f"/projects/{code}").text)
        assert re.search(rf"{re.escape(status)} (\S+ )?截至 {date_text(date)}", text), code


@pytest.mark.parametrize("path", ["/organizations/1", "/lists/2024", "/catalogue/projects"])
def test_pages_of_many_projects_say_as_of_when(site: Any, path: str) -> None:
    assert re.search(r"发布情况\s*截至 \d{4}年", text_of(site.get(path).text))


@pytest.mark.parametrize("path", ["/", "/quality", "/catalogue/projects", "/policy"])
def test_the_date_of_the_data_stands_at_the_foot_of_every_page(
    site: Any, ask: Any, path: str
) -> None:
    date = ask("select value from build_info where key = 'data as of'")
    foot = re.search(r"<footer.*?</footer>", site.get(path).text, re.DOTALL)

    assert foot
    assert f"数据截至 {date_text(date)}" in re.sub(r"<[^>]+>", "", foot[0])


def test_a_status_without_a_date_has_that_of_the_data(made: SmallCatalogue, open_site: Any) -> None:
    made.plan(1, "2031-01-01", planned("20310001-T-001", "绿茶", committee=COMMITTEE))

    site, _ = home_of(made, open_site)

    assert "未查明 本目录数据截至 2031年1月1日" in text_of(site.get("/projects/plan-1-001").text)
    site.close()
