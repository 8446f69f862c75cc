"""Pages of our own say what the catalogue says."""

import asyncio
import re
import shutil
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from etl.commands.inspect_data import write_inspect_data
from web.charts import Line, figure
from web.pages.bodies import KINDS
from web.store import STATUSES

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(site_folder: Path) -> Any:
    """Ask the catalogue without the site."""

    def ask(sql: str, *parameters: Any) -> list[Row]:
        with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, parameters)]

    return ask


def text_of(html: str) -> str:
    """The text of a page on one line, without markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


def data_tables(html: str) -> dict[str, list[list[str]]]:
    """The table under each picture, by the name of the picture."""
    return {
        name: [
            [text_of(cell).strip() for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line)]
            for line in re.findall(r"<tr>(.*?)</tr>", chart, re.DOTALL)
        ]
        for name, chart in re.findall(
            r'<figure class="chart" id="([^"]+)">(.*?)</figure>', html, re.DOTALL
        )
    }


def test_pictures_have_a_title_a_description_and_their_data(site: Any) -> None:
    for path in ("/organizations/1", "/lists/2024"):
        html = site.get(path).text

        pictures = re.findall(r'<svg (?!class="progress")[^>]*>', html)
        assert pictures
        assert html.count("<title id=") == html.count("<desc id=") == len(pictures)
        assert all('role="group" aria-labelledby="' in picture for picture in pictures)
        assert len(data_tables(html)) == len(pictures)


def test_bars_are_as_long_as_their_numbers() -> None:
    lines = [Line("甲", (1, 3)), Line("乙", (2, 0))]

    drawn = figure("x", "图", "名称", ("强制", "推荐"), lines)
    shares = figure("x", "图", "名称", ("强制", "推荐"), lines, shares=True)

    assert [(s.start, s.width) for s in drawn.bars[0].segments] == [(0, 25), (25, 75)]
    assert drawn.bars[1].segments[0].width == 50
    assert shares.bars[1].segments[0].width == 100
    assert drawn.description == "甲4项（强制1项，推荐3项）；乙2项（强制2项）。"


def test_a_picture_of_nothing_is_drawn() -> None:
    assert figure("x", "图", "名称", ("数",), []).height == 0


def test_project_page_has_everything(site: Any, rows: Any) -> None:
    project = rows("select * from projects where code = '2024-031'")[0]

    text = text_of(site.get("/projects/2024-031").text)

    for expected in (
        project["title"],
        "中国机械工业联合会",
        "全国土方机械标准化技术委员会",
        "2024年制修订重点国家标准项目清单",
        "国市监标技发〔2024〕34号",
        "附件1，原文件第40行",
        "电动土方机械用动力电池第 1 部分：安全要求",
        "第 2 部分：电性能要求",
        "2024-032",
        "推荐性国家标准（GB/T）",
        f"2024-031[DB/OL]//国家标准项目目录. 数据版本 "
        f"{site.datasette.databases['catalogue'].hash[:8]}[",
    ):
        assert expected in text


def test_project_page_has_one_address(site: Any) -> None:
    by_code = site.get("/projects/2024-031").text
    by_number = site.get("/catalogue/projects/10031").text

    assert by_code == by_number
    assert '<link rel="canonical" href="http://localhost/projects/2024-031">' in by_code


def test_project_data_is_one_step_away(site: Any) -> None:
    answer = site.get("/projects/2024-031.json", follow_redirects=True).json()
    assert answer["rows"][0]["code"] == "2024-031"

    csv = site.get("/catalogue/projects.csv?id=10031").text
    assert len(csv.splitlines()) == 2


def test_every_project_has_a_page(site: Any, rows: Any) -> None:
    for project in rows("select code, title from projects order by id"):
        html = site.get(f"/projects/{project['code']}").text
        assert f"<h1>{project['title']}</h1>" in unescape(html)


def test_project_without_committee_says_so(site: Any, rows: Any) -> None:
    code = rows("select code from projects where committees = '[]' limit 1")[0]["code"]

    assert "清单未列明" in site.get(f"/projects/{code}").text


def test_neighbours_follow_the_list(site: Any) -> None:
    html = site.get("/projects/2024-002").text
    assert 'rel="prev" href="/projects/2024-001"' in html
    assert 'rel="next" href="/projects/2024-003"' in html

    assert 'rel="prev"' not in site.get("/projects/2024-001").text
    assert 'rel="next"' not in site.get("/projects/2024-129").text


def test_findings_lead_to_the_projects_they_name(site: Any) -> None:
    html = site.get("/projects/2024-083").text

    assert '<a href="/projects/2024-080">2024-080</a>' in html


def test_numbers_of_standards_are_not_taken_for_codes(site: Any) -> None:
    html = site.get("/quality").text

    assert not re.search(r'href="/projects/\d{5}-', html)


def test_outcome_is_shown_with_its_evidence(site: Any, rows: Any) -> None:
    for outcome in rows(
        """
        select code, number, evidence ->> 0 as address from project_outcomes
        join standards on standards.id = standard_id
        join projects on projects.id = project_id where relation = '结果' limit 5
        """
    ):
        html = unescape(site.get(f"/projects/{outcome['code']}").text)
        assert outcome["number"] in html
        assert f'<a href="{outcome["address"]}"' in html


def test_a_number_never_stands_without_an_address(site: Any, rows: Any) -> None:
    for project in rows("select code from projects where standard_numbers <> '[]'"):
        html = site.get(f"/projects/{project['code']}").text
        assert re.search(r'<ul class="evidence"><li><a href="http', html), project["code"]


def test_contradicting_events_stand_together(site: Any) -> None:
    text = text_of(site.get("/projects/2025-007").text)

    assert "新闻发布会宣布" in text
    assert "标准草案通报" in text
    assert "发布情况说法不一" in text


def test_every_status_is_known(rows: Any) -> None:
    assert {row["status"] for row in rows("select status from projects")} <= set(STATUSES)


def test_every_body_has_a_page_with_all_its_projects(site: Any, rows: Any) -> None:
    for body in rows(
        """
        select organizations.id, name, count(distinct project_id) as projects
        from organizations join project_organizations on organization_id = organizations.id
        group by organizations.id
        """
    ):
        html = site.get(f"/organizations/{body['id']}").text
        assert f"<h1>{body['name']}</h1>" in html
        shown = re.findall(r'<td class="col-code".*?href="/projects/([^"]+)"', html)
        assert len(shown) == body["projects"]


def test_body_leads_to_its_projects_in_the_table(site: Any) -> None:
    html = site.get("/organizations/22").text
    found = re.search(r'归口单位</strong>的项目 <a href="([^"]+)">(\d+) 个', html)
    assert found

    table = text_of(site.get(unescape(found[1])).text)

    assert f"共 {found[2]} 个项目" in table


def test_all_bodies_are_listed_once(site: Any, rows: Any) -> None:
    html = site.get("/organizations").text

    listed = re.findall(r'href="/organizations/(\d+)"', html)
    assert sorted(map(int, listed)) == [
        r["id"] for r in rows("select id from organizations order by id")
    ]
    assert {row["kind"] for row in rows("select kind from organizations")} <= set(KINDS)


def test_list_page_is_in_printed_order(site: Any, rows: Any) -> None:
    html = site.get("/lists/2025").text

    codes = re.findall(r'<td class="col-title".*?href="/projects/([^"]+)"', html)
    assert codes == [
        row["code"] for row in rows("select code from projects where year = 2025 order by seq")
    ]
    assert "公布 165 项，本目录录得 165 项" in text_of(html)


def test_list_page_has_its_number_too(site: Any) -> None:
    assert site.get("/catalogue/lists/2").text == site.get("/lists/2025").text


def test_quality_page_hides_nothing(site: Any, rows: Any) -> None:
    html = site.get("/quality").text
    text = text_of(html)

    for finding in rows("select message from findings"):
        assert re.sub(r"\s+", " ", finding["message"]) in text
    for total in rows("select stated_in from stated_totals"):
        assert total["stated_in"] in text
    for source in rows("select value from build_info where key like 'sha256 %'"):
        assert source["value"] in text
    assert "项公布数全部一致" in text


def test_pages_may_be_cached(site: Any) -> None:
    assert site.get("/").headers["cache-control"].startswith("max-age=")


def test_projects_lead_to_the_table_and_keep_the_conditions(site: Any) -> None:
    answer = site.get("/projects?year=2024")

    assert answer.headers["location"] == "/catalogue/projects?year=2024"


def test_pages_work_on_a_catalogue_without_outcomes(
    site_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("plain")
    for source in site_folder.iterdir():
        if source.is_dir():
            (folder / source.name).symlink_to(source.resolve())
        elif source.name != "inspect-data.json":
            shutil.copy(source, folder)
    with closing(sqlite3.connect(folder / "catalogue.db")) as connection, connection:
        for table in ("event_subjects", "events", "standard_relations", "project_outcomes"):
            connection.execute(f"drop table {table}")
    write_inspect_data(folder / "catalogue.db")
    datasette = Datasette(config_dir=folder)

    async def statuses() -> list[int]:
        paths = ("/", "/projects/2024-031", "/organizations/1", "/lists/2024", "/quality")
        return [(await datasette.client.get(path)).status_code for path in paths]

    assert asyncio.run(statuses()) == [200] * 5
    for database in datasette.databases.values():
        database.close()
    datasette.executor.shutdown()
