"""The policy pages say what the curated facts say, counted here another way."""

import csv
import json
import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from etl.paths import CURATION

Fact = dict[str, str]


def facts(name: str) -> list[Fact]:
    """The rows of a file of the policy layer, read with nothing of the ETL."""
    with (CURATION / "policy" / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def text_of(html: str) -> str:
    """The text of a page on one line, without markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", html)))


def main_of(html: str) -> str:
    """What stands between the navigation and the footer."""
    return html.partition("<main")[2].partition("</main>")[0]


@pytest.fixture(scope="module")
def statuses(site_folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        return dict(connection.execute("select code, status from projects"))


@pytest.fixture(scope="module")
def linked() -> dict[str, set[str]]:
    """The projects of each measure."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in facts("measure_projects"):
        found[link["measure"]].add(link["project"])
    return found


def test_every_row_of_the_files_is_in_the_catalogue(site_folder: Path) -> None:
    tables = {
        "documents": "policy_documents",
        "measure_organizations": "measure_organizations where basis = '载明'",
    }

    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        for path in (CURATION / "policy").glob("*.csv"):
            table = tables.get(path.stem, path.stem)
            (stored,) = connection.execute(f"select count(*) from {table}").fetchone()

            assert stored == len(facts(path.stem)), path.stem


def test_the_plan_lists_its_measures_with_their_projects(
    site: Any, linked: dict[str, set[str]]
) -> None:
    html = site.get("/policy").text

    (plan,) = {slug.partition(":")[0] for slug in linked}
    measures = [m for m in facts("measures") if m["document"] == plan]
    assert measures
    for measure in measures:
        row = re.search(
            rf'<tr>(?:(?!</tr>).)*/measures/{measure["slug"]}".*?</tr>', html, re.DOTALL
        )
        assert row, measure["slug"]
        assert measure["heading"] in row[0]
        projects = linked.get(measure["slug"], set())
        counted = re.search(r'class="number".*?>(\d+)</a>', row[0])
        assert int(counted[1] if counted else 0) == len(projects)


def test_bars_add_up_to_what_became_of_the_projects(
    site: Any, linked: dict[str, set[str]], statuses: dict[str, str]
) -> None:
    html = site.get("/policy").text

    for slug, projects in linked.items():
        heading = next(m["heading"] for m in facts("measures") if m["slug"] == slug)
        label = re.search(rf'aria-label="[^"：]*{heading}：([^"]*)"', html)
        assert label, slug
        shown = {name: int(n) for name, n in re.findall(r"([^，]+?)(\d+)项", label[1])}
        expected: dict[str, int] = defaultdict(int)
        for code in projects:
            expected[statuses[code]] += 1
        assert shown == expected


def test_the_plan_says_what_a_province_leaves_uncovered(site: Any) -> None:
    text = text_of(main_of(site.get("/policy").text))

    documents = {d["slug"]: d for d in facts("documents")}
    answered = defaultdict(set)
    for alignment in facts("measure_alignments"):
        local = documents[alignment["local_measure"].partition(":")[0]]
        answered[local["level"], local["slug"]].add(alignment["national_measure"])
    for (level, _), national in answered.items():
        if level == "省":
            plan = next(iter(national)).partition(":")[0]
            left = [
                m["heading"]
                for m in facts("measures")
                if m["document"] == plan and m["slug"] not in national
            ]
            said = re.search(r"没有回应：(.*?)。", text)
            assert said
            assert all(heading in said[1] for heading in left)


def test_a_measure_shows_named_and_inferred_projects_apart(
    site: Any, linked: dict[str, set[str]]
) -> None:
    for slug in linked:
        links = [link for link in facts("measure_projects") if link["measure"] == slug]
        html = main_of(site.get(f"/policy/measures/{slug}").text)
        named = html.partition("举措点名的项目")[2].partition("推断的项目")[0]
        inferred = html.partition("推断的项目")[2].partition("<h2>")[0]

        for part, confidence in ((named, "明确"), (inferred, "推断")):
            expected = [link["project"] for link in links if link["confidence"] == confidence]
            assert re.findall(r'class="col-code".*?/projects/([^"]+)"', part) == sorted(expected)


def test_a_local_task_shows_the_standards_behind_it_and_whether_they_are_published(
    site: Any, linked: dict[str, set[str]], statuses: dict[str, str]
) -> None:
    tasks: dict[str, set[str]] = defaultdict(set)
    for alignment in facts("measure_alignments"):
        tasks[alignment["local_measure"]] |= linked.get(alignment["national_measure"], set())
    task, projects = max(tasks.items(), key=lambda item: len(item[1]))

    html = main_of(site.get(f"/policy/measures/{task}").text)

    assert set(re.findall(r'class="col-code".*?/projects/([^"]+)"', html)) == projects
    for status in {statuses[code] for code in projects}:
        count = sum(statuses[code] == status for code in projects)
        assert f"{status} {count}" in text_of(html)


def test_a_measure_names_every_body_with_its_role(site: Any) -> None:
    links = facts("measure_organizations")
    slug = next(link["measure"] for link in links if link["role"] == "配合")

    html = site.get(f"/policy/measures/{slug}").text

    for link in links:
        if link["measure"] == slug:
            group = html.partition(f"<dt>{link['role']}</dt>")[2].partition("</dd>")[0]
            assert link["printed_name"] in group


def test_a_document_lists_its_measures_in_order(site: Any) -> None:
    for document in facts("documents"):
        measures = [m["slug"] for m in facts("measures") if m["document"] == document["slug"]]
        html = main_of(site.get(f"/policy/documents/{document['slug']}").text)
        shown = re.findall(r'class="col-title[^"]*"><div><a href="/policy/measures/([^"]+)"', html)

        assert shown == measures


def test_a_local_document_says_which_national_measures_it_leaves_out(site: Any) -> None:
    alignments = facts("measure_alignments")
    document = alignments[0]["local_measure"].partition(":")[0]
    covered = {
        a["national_measure"]
        for a in alignments
        if a["local_measure"].partition(":")[0] == document
    }

    html = main_of(site.get(f"/policy/documents/{document}").text)

    left = html.partition("没有回应的国家举措")[2].partition("<h2>")[0]
    plan = next(iter(covered)).partition(":")[0]
    assert re.findall(r'href="/policy/measures/([^"]+)"', left) == [
        m["slug"] for m in facts("measures") if m["document"] == plan and m["slug"] not in covered
    ]


def test_a_document_that_is_a_list_leads_to_its_projects(site: Any) -> None:
    document = next(d for d in facts("documents") if d["kind"] == "标准项目清单")

    html = main_of(site.get(f"/policy/documents/{document['slug']}").text)

    (address,) = re.findall(r'href="(/lists/[^"]+)"', html)
    assert "".join(document["title"].split()) in "".join(text_of(site.get(address).text).split())


def test_every_target_stands_on_its_page(site: Any) -> None:
    html = main_of(site.get("/policy/targets").text)

    rows = dict(re.findall(r'<tr id="(T\d+)">(.*?)</tr>', html, re.DOTALL))
    assert list(rows) == [target["id"] for target in facts("targets")]
    for target in facts("targets"):
        assert target["subject"] in unescape(rows[target["id"]])
        assert target["value_printed"] in unescape(rows[target["id"]])


def test_the_same_subject_of_two_cities_stands_side_by_side(site: Any) -> None:
    html = main_of(site.get("/policy/targets").text).partition("全部目标")[0]

    topics = defaultdict(list)
    for target in facts("targets"):
        if target["topic"]:
            topics[target["topic"], target["kind"]].append(target)
    for (topic, _), targets in topics.items():
        if len({target["document"] for target in targets}) > 1:
            assert topic in unescape(html)


def test_the_matrix_counts_what_a_body_manages_in_a_measure(site: Any) -> None:
    html = main_of(site.get("/policy/matrix").text)
    cells = re.findall(
        r'<a href="(/catalogue/projects\?_measures=[^"]+_departments[^"]+)"[^>]*>(\d+)', html
    )

    assert cells
    for address, count in cells[:: max(1, len(cells) // 12)]:
        answer = site.get(unescape(address).replace("?", ".json?")).json()
        assert answer["filtered_table_rows_count"] == int(count)


def test_the_matrix_lists_bodies_that_answer_and_manage_nothing(site: Any) -> None:
    html = main_of(site.get("/policy/matrix").text)
    rows = site.get("/catalogue/policy_idle_bodies.json?_shape=array&_size=max").json()

    idle = html.partition("负责举措而不主管其中标准的机构")[2].partition("</section>")[0]
    assert rows
    assert {row["机构"] for row in rows} == set(
        re.findall(r'<a href="/organizations/\d+">([^<]+)</a>', idle)
    )


def test_a_project_page_names_its_measures_with_their_basis(site: Any) -> None:
    link = next(link for link in facts("measure_projects") if link["confidence"] == "明确")

    html = site.get(f"/projects/{link['project']}").text

    assert f"/policy/measures/{link['measure']}" in html
    assert f"举措称“{link['term_in_measure']}”" in unescape(html)


def test_a_project_without_a_measure_says_why(site: Any) -> None:
    left = facts("unlinked_projects")[0]

    text = text_of(site.get(f"/projects/{left['project']}").text)

    assert left["reason"] in text


def test_a_body_page_lists_its_measures(site: Any, site_folder: Path) -> None:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        number, count = connection.execute(
            "select organization_id, count(distinct measure_id) from measure_organizations "
            "where basis = '载明' group by 1 order by 2 desc limit 1"
        ).fetchone()

    html = main_of(site.get(f"/organizations/{number}").text)

    assert len(set(re.findall(r'href="/policy/measures/([^"]+)"', html))) == count


def test_the_directory_keeps_bodies_without_projects_apart(site: Any, site_folder: Path) -> None:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        of_projects = {
            row[0]
            for row in connection.execute(
                "select distinct organization_id from project_organizations"
            )
        }

    first, _, second = main_of(site.get("/organizations").text).partition(
        "没有项目、见于政策文件的机构"
    )

    assert set(map(int, re.findall(r'href="/organizations/(\d+)"', first))) == of_projects
    assert not of_projects & set(map(int, re.findall(r'href="/organizations/(\d+)"', second)))


def test_short_names_of_documents_are_shown_as_their_titles(site: Any) -> None:
    reference = next(r for r in facts("document_references") if r["target_documents"])
    (slug, *_) = reference["target_documents"].split("|")
    title = next(d["title"] for d in facts("documents") if d["slug"] == slug)

    html = site.get(f"/catalogue/document_references?id={reference['id']}").text

    assert f'<a href="/policy/documents/{slug}">{title}</a>' in html


def test_home_has_the_plan_in_its_lines(site: Any, linked: dict[str, set[str]]) -> None:
    html = main_of(site.get("/").text)

    (plan,) = {slug.partition(":")[0] for slug in linked}
    for measure in facts("measures"):
        if measure["document"] == plan:
            assert f'href="/policy/measures/{measure["slug"]}"' in html


@pytest.mark.parametrize(
    ("path", "same"),
    [
        ("/catalogue/measures/{id}", "/policy/measures/{slug}"),
        ("/catalogue/policy_documents/{document}", "/policy/documents/{document_slug}"),
    ],
)
def test_rows_of_the_tables_have_the_pages_of_the_policy_layer(
    site: Any, path: str, same: str
) -> None:
    measure = site.get("/catalogue/measures.json?_shape=array&_size=1").json()[0]
    names = {
        "id": measure["id"],
        "slug": measure["slug"],
        "document": measure["document_id"],
        "document_slug": measure["slug"].partition(":")[0],
    }

    assert site.get(path.format(**names)).text == site.get(same.format(**names)).text


@pytest.mark.parametrize(
    "path",
    [
        "/policy/measures/none:task-1",
        "/policy/measures/none:task-1.json",
        "/policy/documents/none",
        "/policy/documents/none.json",
        "/catalogue/measures/999999999",
    ],
)
def test_what_is_not_there_is_not_found(site: Any, path: str) -> None:
    assert site.get(path).status_code == 404


def test_a_search_shows_demonstration_projects_under_a_heading_of_their_own(site: Any) -> None:
    project = facts("demonstration_projects")[0]
    word = project["region"]

    html = main_of(site.get(f"/catalogue/projects?_search={quote(word)}").text)

    section = html.partition('class="demonstrations"')[2]
    expected = [
        p
        for p in facts("demonstration_projects")
        if word in p["name"] + (p["category"] or "") + p["region"] + p["entities"]
    ]
    assert f"{len(expected)} 个，是工程项目而不是标准" in text_of(section)
    assert "/catalogue/demonstration_projects/" in section


def test_a_search_that_no_demonstration_project_has_shows_none(site: Any) -> None:
    html = site.get(f"/catalogue/projects?_search={quote('家具结构')}").text

    assert 'class="demonstrations"' not in html


def test_the_flat_table_has_the_measures(site: Any) -> None:
    rows = site.get("/catalogue/flat_table.json?_shape=array&_size=max").json()

    link = next(f for f in facts("measure_projects") if f["rank"] == "主要")
    row = next(row for row in rows if row["项目编号"] == link["project"])
    measure = next(m for m in facts("measures") if m["slug"] == link["measure"])
    assert measure["heading"] in row["举措"]
    assert row["举措把握"].split("；")[0] == link["confidence"]


def test_downloads_have_every_table_of_the_layer(site: Any) -> None:
    files = {file["name"] for file in site.get("/downloads.json").json()["files"]}

    assert {
        "tables/measures.csv",
        "tables/targets.csv",
        "tables/demonstration_projects.csv",
    } <= files


def test_arrays_of_measures_are_lists_for_programs(site: Any) -> None:
    link = facts("measure_projects")[0]

    row = json.loads(
        site.get(f"/catalogue/projects.ndjson?code={link['project']}").text.splitlines()[0]
    )

    assert isinstance(row["measures"], list)
    assert row["measures"]
