"""Lists of an industry, adjustments, announcements and withdrawals on the site: what they state is
shown and counted, and what they do not state is said to be so."""

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest

from etl.export.files import export
from tests.made.story import (
    COMMITTEE,
    DRAFTER,
    ENDED_PLAN,
    EXECUTOR,
    OLD_STANDARD,
    PLAN,
    SECOND_DRAFTER,
    STANDARD,
    build_story,
)

PROJECTS = "/catalogue/projects"
_HIDDEN = re.compile(r"<(style|script|svg)\b.*?</\1>", re.DOTALL)


@pytest.fixture(scope="module")
def made(
    open_site: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The site of a catalogue of these notices."""
    folder = build_story(tmp_path_factory.mktemp("story"))
    export(folder / "catalogue.db", folder / "exports")
    opened = open_site(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def bodies(made: Any) -> dict[str, int]:
    with closing(sqlite3.connect(made.folder / "catalogue.db")) as connection:
        return dict(connection.execute("select name, id from organizations"))


def main_text(site: Any, path: str) -> str:
    """The text of the page proper, without header and footer, one line for each element."""
    answer = site.get(path, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    found = re.search(r"<main.*</main>", answer.text, re.DOTALL)
    assert found
    text = unescape(re.sub(r"<[^>]+>", "\n", _HIDDEN.sub("", found[0])))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def facet(site: Any, column: str, query: str = "") -> dict[str, int]:
    answer = site.get(f"{PROJECTS}.json?_size=0&{query}").json()
    results = answer["facet_results"].get(column, {"results": []})["results"]
    return {str(value["label"]): value["count"] for value in results}


def codes(site: Any, query: str) -> list[str]:
    rows = site.get(f"{PROJECTS}.json?_shape=array&_col=code&{query}").json()
    return [row["code"] for row in rows]


def headings(site: Any, path: str) -> list[str]:
    html = site.get(path).text
    return [
        re.sub(r"<[^>]+>", "", cell).strip()
        for cell in re.findall(r'<th class="col-[^>]*>(.*?)</th>', html, re.DOTALL)
    ]


def test_the_project_page_tells_the_story_in_the_order_of_time(made: Any) -> None:
    text = main_text(made, "/projects/hg-2024-001")

    story = text[text.index("\n经过\n") :]
    places = [story.index(what) for what in ("制修订计划", "计划调整", "标准发布公告", "废止公告")]
    assert places == sorted(places)
    for date in ("2024年3月1日", "2025年2月1日", "2025年9月1日", "2026年4月1日"):
        assert date in story


def test_each_statement_has_its_list_its_place_and_the_row_as_printed(made: Any) -> None:
    html = made.get("/projects/hg-2024-001").text

    for slug in ("hg-2024", "adjust-2025", "hg-published-2025", "hg-withdrawn-2026"):
        assert f'href="/lists/{slug}"' in html
    assert "<li>示例涂料通用要求</li>" in html
    assert "名称作“示例涂料通用要求”" in html


def test_what_holds_for_the_whole_list_is_said_to_be_of_the_list(made: Any) -> None:
    text = main_text(made, "/projects/hg-2024-001")

    assert "行业\n全表：\n化工" in text
    assert "全表：\n推荐" not in text


def test_fields_that_no_list_states_are_not_printed(made: Any) -> None:
    text = main_text(made, "/projects/hg-2024-001")

    for name in ("主管部门", "所属领域", "完成时限"):
        assert f"\n{name}\n" not in text
    assert "None" not in text


def test_columns_without_a_field_stand_under_their_header_words(made: Any) -> None:
    assert "经费来源\n自筹" in main_text(made, "/projects/hg-2024-001")


def test_what_a_project_replaces_leads_to_the_standard(made: Any) -> None:
    html = made.get("/projects/hg-2024-001").text

    assert f'<a href="/standards/HG-T-90001-2010">{OLD_STANDARD}</a>' in html


def test_an_ended_plan_says_so(made: Any) -> None:
    text = main_text(made, "/projects/hg-2024-002")

    assert "计划已终止" in text
    assert "计划终止" in text[text.index("\n经过\n") :]
    assert "市场萎缩" in text


def test_an_outcome_of_an_announcement_has_the_announcement_as_evidence(made: Any) -> None:
    text = main_text(made, "/projects/hg-2024-001")

    outcome = text[: text.index("\n基本信息\n")]
    assert STANDARD in outcome
    assert "官方公告载明" in outcome
    assert "示例公告2025年第4号" in outcome


@pytest.mark.parametrize(
    "path",
    [
        "/projects/hg-2024-001",
        "/projects/hg-2024-002",
        "/lists/hg-2024",
        "/lists/hg-published-2025",
        "/catalogue/lists/4",
    ],
)
def test_no_page_calls_an_industry_standard_a_national_one(made: Any, path: str) -> None:
    text = main_text(made, path).replace("国家标准项目目录", "").replace("GB/T 7714—2015", "")

    assert "行业标准" in text
    assert "GB" not in text
    assert "国家标准" not in text


def test_a_standard_of_an_industry_has_a_page_with_its_story(made: Any) -> None:
    page = "/standards/HG-T-90001-2025"
    assert f'href="{page}">{STANDARD}<' in made.get("/catalogue/standards").text

    text = main_text(made, page)

    assert "推荐性行业标准" in text
    assert "已废止" in text
    assert OLD_STANDARD in text
    assert "hg-2024-001" in text
    assert text.index("标准发布公告") < text.index("废止公告")


def test_a_replaced_standard_says_by_what(made: Any) -> None:
    number = made.get(
        f"/catalogue/standards.json?_shape=array&number={quote(OLD_STANDARD, safe='')}"
    ).json()[0]["id"]

    text = main_text(made, f"/standards/{number}")

    assert "已被代替" in text
    assert STANDARD in text


def test_columns_that_are_filled_are_shown_and_the_others_are_not(made: Any) -> None:
    shown = headings(made, PROJECTS)

    assert {"计划号", "起草单位", "行业", "代替标准", "标准级别"} <= set(shown)
    assert "所属领域" not in shown


def test_facets_that_divide_are_shown_and_the_others_are_not(made: Any) -> None:
    shown = made.get(f"{PROJECTS}.json?_size=0").json()["facet_results"]

    assert {"level", "mandate", "drafters", "executors", "industry"} <= set(shown)
    assert "domain" not in shown
    assert "year" not in shown


def test_a_facet_that_an_address_asks_for_is_always_shown(made: Any) -> None:
    assert facet(made, "domain", "_facet=domain") == {"未列明": 3}


def test_rows_without_a_value_are_counted_and_can_be_chosen(made: Any) -> None:
    assert facet(made, "industry") == {"化工": 2, "未列明": 1}
    assert codes(made, "industry__isnull=1") == ["gb-2024-001"]


def test_choosing_what_is_not_stated_excludes_the_values_and_can_be_undone(made: Any) -> None:
    answer = made.get(f"{PROJECTS}.json?_size=0&industry__isnull=1").json()

    named, unstated = answer["facet_results"]["industry"]["results"]
    assert (named["label"], unstated["label"]) == ("化工", "未列明")
    assert unstated["selected"]
    assert "isnull" not in unstated["toggle_url"]
    assert "isnull" not in named["toggle_url"]


def test_the_condition_is_named_on_the_page_and_in_the_workbook(made: Any) -> None:
    assert "行业：未列明" in main_text(made, f"{PROJECTS}?industry__isnull=1")
    workbook = openpyxl.load_workbook(
        io.BytesIO(made.get(f"{PROJECTS}.xlsx?industry__isnull=1").content)
    )
    notes = [[cell.value for cell in row] for row in workbook["说明"].iter_rows()]
    assert ["筛选条件", "行业：未列明"] in notes


def test_bodies_of_every_role_are_counted_and_filter(made: Any, bodies: dict[str, int]) -> None:
    assert facet(made, "drafters") == {DRAFTER: 2, SECOND_DRAFTER: 1, "未列明": 1}
    assert codes(made, f"_drafters={bodies[SECOND_DRAFTER]}") == ["hg-2024-002"]
    assert codes(made, f"_executors={quote(EXECUTOR)}") == ["hg-2024-001"]
    assert codes(made, "_drafters=none") == ["gb-2024-001"]


def test_the_page_of_a_drafter_lists_its_projects(made: Any, bodies: dict[str, int]) -> None:
    text = main_text(made, f"/organizations/{bodies[DRAFTER]}")

    assert "起草单位" in text
    assert "hg-2024-001" in text
    assert "hg-2024-002" in text
    assert COMMITTEE in text


def test_bodies_are_listed_by_kind(made: Any) -> None:
    text = main_text(made, "/organizations")

    places = [text.index(f"\n{kind}") for kind in ("政府部门", "技术委员会", "企业", "科研院所")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (PLAN, ["hg-2024-001"]),
        (PLAN.replace("-", ""), ["hg-2024-001"]),
        ("涂料通用要求", ["hg-2024-001"]),
        ("涂料技术要求", ["hg-2024-001"]),
        ("化工大学", ["hg-2024-002"]),
        (OLD_STANDARD, ["hg-2024-001"]),
        ("ISO 90001", ["hg-2024-001"]),
        ("自筹", ["hg-2024-001"]),
        (STANDARD, ["hg-2024-001"]),
    ],
)
def test_search_finds_former_titles_plan_numbers_bodies_standards_and_other_columns(
    made: Any, words: str, found: list[str]
) -> None:
    assert codes(made, f"_search={quote(words, safe='')}") == found


def test_the_page_of_a_list_shows_what_it_prints(made: Any) -> None:
    text = main_text(made, "/lists/hg-2024")

    for word in ("制修订计划", "行业标准", "全表：行业", "技术归口单位 ｜ 执行单位", "hg-2024.csv"):
        assert word in text
    for heading in ("计划号", "起草单位", "项目周期", "其他栏目"):
        assert f"\n{heading}\n" in text
    assert "所属领域" not in text


def test_the_page_of_an_announcement_lists_standards(made: Any) -> None:
    html = made.get("/lists/hg-published-2025").text

    assert "标准发布公告" in html
    assert STANDARD in html
    assert '<th scope="col" class="col-title">标准名称</th>' in html


def test_entries_can_be_browsed_by_list(made: Any) -> None:
    rows = made.get("/catalogue/entries.json?_shape=array&list_id=3").json()

    assert [row["plan_number"] for row in rows] == [ENDED_PLAN, PLAN]
    assert "清单" in headings(made, "/catalogue/entries")


def test_the_csv_for_people_has_the_filled_columns_only(made: Any) -> None:
    content = made.get(f"{PROJECTS}.csv?_excel=on").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(content)))
    assert rows[0]["计划号"] == PLAN
    assert rows[1]["起草单位"] == f"{DRAFTER}；{SECOND_DRAFTER}"
    assert rows[0]["其他栏目"].startswith("经费来源：自筹")
    assert "所属领域" not in rows[0]


def test_programs_get_every_column(made: Any) -> None:
    line = json.loads(made.get(f"{PROJECTS}.ndjson?_dl=on").text.splitlines()[0])

    assert line["domain"] is None
    assert line["drafters"] == [DRAFTER]
    assert line["other"]["经费来源"] == "自筹"
    described = made.get("/openapi.json").json()["components"]["schemas"]["Project"]
    assert set(described["properties"]) == set(line)


def test_every_file_of_the_whole_catalogue_can_be_made(made: Any) -> None:
    files = {file["name"]: file for file in made.get("/downloads.json").json()["files"]}

    assert {"projects.csv", "catalogue.xlsx", "projects.parquet", "tables/entries.csv"} <= set(
        files
    )
    bibliography = made.get("/downloads/catalogue.bib").text
    assert "HGT90001-2025" in bibliography
    assert "废止日期 2026-04-01" in bibliography
    assert "None" not in bibliography
    package = made.get("/downloads/datapackage.json").json()
    (entries,) = [r for r in package["resources"] if r["name"] == "entries"]
    types = {field["name"]: field["type"] for field in entries["schema"]["fields"]}
    assert (types["other"], types["drafters"]) == ("object", "array")


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        (f"plan_through_time?plan_number={PLAN}", 3),
        ("ended_projects", 1),
        ("industry_standards", 1),
        ("drafters_by_projects", 2),
        ("outcome_progress", 2),
        ("flat_table", 3),
    ],
)
def test_the_ready_made_queries_answer(made: Any, query: str, rows: int) -> None:
    path, _, arguments = query.partition("?")

    answer = made.get(f"/catalogue/{path}.json?_shape=array&{arguments}")

    assert len(answer.json()) == rows


@pytest.mark.parametrize(
    "path", ["/", "/lists", "/quality", "/sitemap.xml", "/dcat.jsonld", "/feed.atom", "/downloads"]
)
def test_the_other_pages_answer(made: Any, path: str) -> None:
    answer = made.get(path)

    assert answer.status_code == 200
    assert ">None<" not in answer.text


def test_without_policy_documents_nothing_is_said_of_measures(made: Any) -> None:
    text = main_text(made, "/policy")

    assert "没有收录举措与标准项目的对应关系" in text
    assert facet(made, "measures") == {}
    assert "举措" not in headings(made, PROJECTS)
