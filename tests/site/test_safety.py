"""A public site: what it refuses, what it never shows, and that nothing in the data is run."""

import io
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest

from etl.database.load import index_and_compact
from etl.paths import ROOT

PAGES = [
    "/",
    "/catalogue",
    "/catalogue/projects",
    "/catalogue/projects/10001",
    "/catalogue/organizations",
    "/catalogue/findings",
    "/catalogue/project_organizations",
    "/catalogue/ranked_search?q=%E5%AE%89",
    "/catalogue/flat_table",
    "/catalogue/committees_by_projects",
    "/catalogue?sql=select+*+from+projects",
    "/catalogue?sql=selec",
    "/catalogue/projects?_search=%E5%AE%89",
    "/catalogue/projects?_sort=nope",
    "/projects/2024-001",
    "/organizations",
    "/organizations/1",
    "/lists",
    "/lists/2024",
    "/quality",
    "/downloads",
    "/nope",
    "/catalogue/nope",
]
JSON_PAGES = [
    "/.json",
    "/catalogue.json",
    "/catalogue/projects.json",
    "/catalogue/projects/10001.json",
    "/catalogue/ranked_search.json?q=%E5%AE%89",
    "/catalogue.json?sql=select+*+from+pragma_database_list",
    "/catalogue.json?sql=selec",
    "/-/versions.json",
    "/-/databases.json",
    "/-/nope.json",
    "/downloads.json",
    "/downloads/manifest.json",
]
HIDDEN = [
    "databases",
    "settings",
    "metadata",
    "threads",
    "plugins",
    "permissions",
    "allow-debug",
    "messages",
    "actor",
    "patterns",
    "auth-token",
    "logout",
]
# What the data of a hostile notice may hold, each where a page could run it.
MARKUP = [
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    '"><img src=x onerror=alert(1)>',
    "'><b onmouseover=alert(1)>x</b>",
    "</title></textarea></script><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "http://example.org/<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "]]><!--<script>alert(1)</script>",
]


class Elements(HTMLParser):
    """The elements of a page, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))


@pytest.mark.parametrize("page", PAGES)
def test_no_page_needs_what_the_policy_forbids(site: Any, page: str) -> None:
    answer = site.get(page)

    policy = answer.headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    assert "unsafe-inline" not in policy
    for tag, attributes in Elements(answer.text).found:
        assert tag != "style"
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script" and attributes.get("type") != "application/ld+json":
            assert (attributes.get("src") or "").startswith("/")
        if tag in ("img", "link") and attributes.get("rel") not in ("canonical", "alternate"):
            assert not (attributes.get("src") or attributes.get("href") or "").startswith("http")


@pytest.mark.parametrize("page", ["/", "/catalogue/projects.json", "/nope", "/static/site.css"])
def test_every_answer_has_the_headers(site: Any, page: str) -> None:
    headers = site.get(page).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["access-control-allow-origin"] == "*"
    assert "default-src 'none'" in headers["content-security-policy"]


def test_static_files_are_kept_by_browsers(site: Any) -> None:
    assert "max-age" in site.get("/static/site.css").headers["cache-control"]


@pytest.mark.parametrize("page", PAGES + JSON_PAGES)
def test_no_page_shows_a_file_path(site: Any, page: str) -> None:
    text = site.get(page).text

    for path in (str(site.folder), str(ROOT), "/site-packages", "/lib/python"):
        assert path not in text


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("form", ["", ".json"])
def test_pages_of_the_server_are_closed(site: Any, name: str, form: str) -> None:
    answer = site.get(f"/-/{name}{form}")

    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("database", ["_internal", "_memory"])
def test_other_databases_are_closed(site: Any, database: str) -> None:
    assert site.get(f"/{database}").status_code in (403, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_answered(site: Any, method: str) -> None:
    answer = site.request(method, "/catalogue/projects")

    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_other_sites_may_ask_before_they_read(site: Any) -> None:
    answer = site.request("options", "/catalogue/projects.json")

    assert answer.status_code == 204
    assert "GET" in answer.headers["access-control-allow-methods"]


def test_the_database_is_opened_as_immutable_with_known_counts(site: Any) -> None:
    database = site.datasette.get_database("catalogue")

    assert not database.is_mutable
    assert database.cached_table_counts["projects"] > 0


@pytest.mark.parametrize(
    "sql",
    [
        "insert into projects (id) values (1)",
        "delete from projects",
        "drop table projects",
        "attach ':memory:' as other",
        "select load_extension('x')",
        "select readfile('/etc/passwd')",
        "select writefile('x', 'y')",
        "pragma writable_schema = on",
        "select 1; select 2",
        "select " + "(" * 500 + "1" + ")" * 500,
        "select " + ",".join("1" for _ in range(500)),
    ],
)
def test_statements_that_a_reader_has_no_use_for_are_refused(site: Any, sql: str) -> None:
    answer = site.get(f"/catalogue.json?sql={quote(sql)}")

    assert answer.status_code == 400


def test_the_place_of_the_database_is_hidden(site: Any) -> None:
    answer = site.get("/catalogue.json?sql=select+*+from+pragma_database_list&_shape=array")

    assert answer.json() == []


MEMORY = [
    "select length(hex(zeroblob(400000000)))",
    "select hex(randomblob(300000000))",
    "select replace(hex(zeroblob(200000)), '00', hex(zeroblob(200000)))",
    "with recursive c(x) as (select 1 union all select x + 1 from c limit 5000) "
    "select hex(zeroblob(240000)) from c",
    "select " + ", ".join("hex(zeroblob(240000))" for _ in range(64)) + " from projects",
    "select group_concat(a.title || b.title) from projects a, projects b",
    "select json_group_array(a.title || b.title) from projects a, projects b",
]
_CHILD = """
import asyncio, json, resource, sys
from pathlib import Path
from urllib.parse import quote
from datasette.app import Datasette

async def ask():
    datasette = Datasette(config_dir=Path(sys.argv[1]))
    await datasette.client.get("/")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    statuses = []
    for sql in json.loads(sys.argv[2]):
        for form in (".json", "", ".xlsx"):
            answer = await datasette.client.get(f"/catalogue{form}?sql={quote(sql)}")
            statuses.append(answer.status_code)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps([statuses, after - before]))

asyncio.run(ask())
"""
# macOS counts in bytes, Linux in kilobytes.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
MAX_GROWTH = 250 * 1024 * 1024


def test_a_query_cannot_take_much_memory(site_folder: Path) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", _CHILD, str(site_folder), json.dumps(MEMORY)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=True,
    )

    statuses, growth = json.loads(answer.stdout)
    assert set(statuses) == {400}
    assert growth * _MAXRSS_UNIT < MAX_GROWTH


def test_a_query_without_end_is_stopped(site: Any) -> None:
    sql = "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c"

    assert site.get(f"/catalogue.json?sql={quote(sql)}").status_code == 400


ODD_ARGUMENTS = [
    "_timelimit=abc",
    "_through=x",
    "_through=[]",
    '_through={"table":"x","column":"y","value":1}',
    '_through={"table":"project_organizations","column":"role","value":[1]}',
    "_facet={",
    '_facet={"a":1}',
    "_facet=nosuch",
    "_facet_array=nosuch",
    "_facet_date=nosuch",
    "_facet_array=title",
    "_next=garbage",
    "_next=%00",
    "_size=abc",
    "_size=99999",
    "_facet_size=-5",
    "_sort=nope",
    "_sort=title&_sort_desc=title",
    "_col=nope",
    "_nocol=id",
    "_fts_table=nope",
    "_where=1;",
    "_where=nosuch",
    "_shape=x",
    "_json_infinity=x",
    "_search_nosuch=1",
    "_departments=%7B",
    "title__in=[",
    "title__glob=[",
    "title__like=" + "%25" * 1500,
    "nosuch=1",
    "a%5Db__arraycontains=1",
    "&".join(f"year={year}" for year in range(6000)),
]


@pytest.mark.parametrize("arguments", ODD_ARGUMENTS)
@pytest.mark.parametrize("form", ["", ".json", ".xlsx"])
def test_odd_arguments_are_never_an_error_of_the_server(
    site: Any, arguments: str, form: str
) -> None:
    assert site.get(f"/catalogue/projects{form}?{arguments}").status_code in (200, 302, 400, 414)


@pytest.fixture(scope="session")
def hostile(
    site_folder: Path, tmp_path_factory: pytest.TempPathFactory, open_site: Any
) -> Iterator[Any]:
    """A site whose titles, families and bodies are markup."""
    folder = tmp_path_factory.mktemp("hostile")
    target = folder / "catalogue.db"
    target.write_bytes((site_folder / "catalogue.db").read_bytes())
    with closing(sqlite3.connect(target)) as connection, connection:
        connection.execute("insert into projects_fts (projects_fts) values ('delete-all')")
        columns = [row[1] for row in connection.execute("pragma table_info(projects)")]
        texts = [c for c in ("title", "family", "part_title", "source_place") if c in columns]
        for number, markup in enumerate(MARKUP, start=1):
            project = 10000 + number
            name = f"{markup}{number}"
            connection.execute(
                f"update projects set {', '.join(f'{c} = ?' for c in texts)}, part_number = 'X', "
                "departments = ?, committees = ?, source_cells = ? where id = ?",
                [
                    *(f"{markup}安全" for _ in texts),
                    *(json.dumps([text], ensure_ascii=False) for text in (name, name, markup)),
                    project,
                ],
            )
            connection.execute("update organizations set name = ? where id = ?", [name, number])
            connection.execute(
                "update project_organizations set organization_id = ? where project_id = ?",
                [number, project],
            )
        connection.execute("update findings set value = ?, message = ?", [MARKUP[0], MARKUP[1]])
        connection.execute("update lists set title = title || ?", [MARKUP[2]])
        connection.execute("update notices set title = title || ?", [MARKUP[0]])
    index_and_compact(target)
    opened = open_site(folder)
    yield opened
    opened.close()


HOSTILE_PAGES = [
    *PAGES,
    *(f"/catalogue/projects/{10000 + number}" for number in range(1, len(MARKUP) + 1)),
    *(f"/projects/2024-{number:03}" for number in range(1, len(MARKUP) + 1)),
    *(f"/organizations/{number}" for number in range(1, len(MARKUP) + 1)),
    "/catalogue/projects?_committees=1&_departments=2&_facet_size=max",
    *(f"/catalogue/projects?_search={quote(markup)}" for markup in MARKUP),
    *(f"/catalogue/projects?title={quote(markup)}" for markup in MARKUP),
    *(f"/catalogue/ranked_search?q={quote(markup)}" for markup in MARKUP),
    *(f"/catalogue?sql={quote(f'select {chr(39)}{markup}{chr(39)}')}" for markup in MARKUP[:3]),
    *(f"/catalogue/{quote(markup, safe='')}" for markup in MARKUP),
    *(f"/catalogue/projects?_sort={quote(markup)}" for markup in MARKUP[:3]),
    "/feed.atom",
    "/sitemap.xml",
]


@pytest.mark.parametrize("page", HOSTILE_PAGES)
def test_nothing_from_the_data_or_the_address_is_run(hostile: Any, page: str) -> None:
    answer = hostile.get(page)

    assert answer.status_code in (200, 302, 400, 404), page
    if not answer.headers.get("content-type", "").startswith("text/html"):
        assert "<script>" not in answer.text
        return
    for tag, attributes in Elements(answer.text).found:
        assert tag not in ("b", "img", "iframe", "object")
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "script" and attributes.get("type") != "application/ld+json":
            assert attributes.get("src")
        for name in ("href", "src", "action"):
            assert not (attributes.get(name) or "").lower().strip().startswith("javascript:")
    assert "<script>alert" not in answer.text
    assert "49" not in re.findall(r"<h1>(.*?)</h1>", answer.text)


def test_json_is_not_taken_for_a_page(hostile: Any) -> None:
    for form in ("json", "ndjson", "csv", "csv?_excel=on"):
        content_type = hostile.get(f"/catalogue/projects.{form}").headers["content-type"]

        assert "html" not in content_type


def test_formulas_are_defused_in_downloads(hostile: Any) -> None:
    csv = hostile.get("/catalogue/projects.csv?_excel=on").content.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(
        io.BytesIO(hostile.get("/catalogue/projects.xlsx").content)
    ).worksheets[0]

    assert "'=HYPERLINK(1)安全" in csv
    assert not re.search(r"(^|,)\"?=HYPERLINK", csv)
    assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]


@pytest.mark.parametrize("start", ["=", "＝", "+", "＋", "-", "－", "@", "＠", "\t=", "\r="])
def test_formulas_in_results_of_a_query_are_defused(site: Any, start: str) -> None:
    sql = quote(f"select '{start}1+1' as 值", safe="")

    csv = site.get(f"/catalogue.csv?_excel=on&sql={sql}").content.decode("utf-8-sig")
    sheet = openpyxl.load_workbook(io.BytesIO(site.get(f"/catalogue.xlsx?sql={sql}").content))

    assert f"'{start}1+1" in csv
    assert sheet.worksheets[0]["A2"].value.startswith("'")
