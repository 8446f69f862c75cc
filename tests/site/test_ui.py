"""The Chinese interface: nothing of Datasette's English is left, values are made to be read."""

import asyncio
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from datasette.app import Datasette
from datasette.filters import Filters

from etl.commands.inspect_data import write_inspect_data
from tests.shipped_rows import page_of_a_finding
from web.errors import error_page, error_text, without_paths
from web.labels import (
    LOOKUPS,
    PARAMETERS,
    chinese_half,
    column_title,
    date_text,
    note_halves,
    place_text,
    shorten_url,
)

PAGES = (
    "/",
    "/catalogue",
    "/catalogue/projects",
    "/catalogue/projects?_search=" + quote("电池") + "&mandate=" + quote("推荐"),
    "/catalogue/projects?title__contains=" + quote("没有这样的名称"),
    "/catalogue/projects?_where=seq>100&_next=10050",
    "/catalogue/organizations",
    "/catalogue/lists",
    "/catalogue/lists?_size=1",
    "/catalogue/notices",
    "/catalogue/findings",
    page_of_a_finding(),
    "/catalogue/corrections",
    "/catalogue/stated_totals",
    "/catalogue/project_organizations",
    "/catalogue/project_organizations/10001," + quote("主管部门") + ",1",
    "/catalogue/families",
    "/catalogue/families?_hide_sql=1",
    "/catalogue/projects_by_department?department=" + quote("生态"),
    "/catalogue/ranked_search?q=" + quote("没有这样的名称"),
    "/catalogue?sql=select+1+as+a",
    "/catalogue?sql=select+wrong",
    "/catalogue?sql=drop+table+projects",
    "/catalogue/nothing",
    "/catalogue/projects/0",
    "/catalogue/projects?_size=x",
    "/catalogue/projects?_sort=nothing",
    "/nothing",
    "/nothing/at/all/here",
    "/projects/2024-031",
    "/organizations",
    "/organizations/1",
    "/lists",
    "/lists/2024",
    "/quality",
    "/downloads",
    "/catalogue/standards",
    "/standards/GB-38031-2025",
    "/standards/GB-38031-2099",
    "/notices/samr-2024-34",
    "/catalogue/notice_lines",
    "/catalogue/entry_lines",
    "/catalogue/project_outcomes?note__isblank=1",
    "/catalogue/events",
    "/policy",
    "/policy/documents",
    "/policy/documents/shanxi-2024",
    "/policy/documents/shanxi-2016",
    "/policy/measures/action-plan:task-8",
    "/policy/measures/yangquan-2024:task-41",
    "/policy/targets",
    "/policy/matrix",
    "/catalogue/measures",
    "/catalogue/measure_projects",
    "/catalogue/targets",
    "/catalogue/demonstration_projects",
    "/catalogue/document_tables",
    "/catalogue/other_figures",
    "/catalogue/document_references",
)
# Latin words that belong to a Chinese page: formats, names of standards bodies and the like.
ALLOWED = set(
    re.findall(
        r"\w+",
        "BY CC CSV GB GBT JSON SAC SHA SQL SQLite TC XLSX Excel PDF Word WPS NDJSON Parquet "
        "CHN TBT IEC ISO EN ASTM WTO URL HDR KB MB select "
        "UTF DuckDB pandas Frictionless SUMS tables LaTeX BibTeX PET PPE MPO "
        "VOCs HDPE GW MW MWh HyCROF "
        "year month day high medium samr DCAT Atom HG DB CAS CycloneDX OpenAPI",
    )
)


class Visible(HTMLParser):
    """The text that a person or a screen reader meets on a page, except code and English."""

    SILENT = ("script", "style", "code", "pre", "textarea", "template")
    VOID = ("input", "br", "link", "meta", "img", "hr", "rect", "wbr")

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.silent: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        silent = tag in self.SILENT or values.get("lang", "zh-CN") != "zh-CN"
        if tag not in self.VOID:
            self.silent.append(silent or (bool(self.silent) and self.silent[-1]))
        for name in ("title", "aria-label", "placeholder", "alt"):
            self.texts.append(values.get(name) or "")
        if tag == "input" and values.get("type") in ("submit", "button"):
            self.texts.append(values.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID and self.silent:
            self.silent.pop()

    def handle_data(self, data: str) -> None:
        if not (self.silent and self.silent[-1]):
            self.texts.append(data)


def visible_text(html: str) -> str:
    parser = Visible()
    parser.feed(html)
    return "\n".join(parser.texts)


def latin_words(text: str) -> set[str]:
    """Words of two or more Latin letters, except in addresses, names of files and columns, and
    the version of the data, which is eight hexadecimal digits."""
    for apart in (
        r"https?://\S+",
        r"[\w/-]+(\.[\w-]+)+[/\w?=&#%.…-]*",
        r"\b_?[a-z]+(_[a-z]+)+|_[a-z]+",
        r"\b[0-9a-f]{8}\b",
    ):
        text = re.sub(apart, " ", text)
    return set(re.findall(r"[A-Za-z]{2,}", text))


@pytest.fixture(scope="module", params=PAGES)
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def page(path: str, site: Any) -> str:
    return str(site.get(path, follow_redirects=True).text)


def test_every_filter_operator_has_a_chinese_name() -> None:
    assert {key for key, _, _ in Filters([]).lookups()} == set(LOOKUPS)


def test_every_field_of_a_query_has_a_chinese_name(site: Any) -> None:
    metadata = site.datasette.metadata()["databases"]["catalogue"]["queries"]
    fields = {
        name for query in metadata.values() for name in re.findall(r":([a-z_]+)", query["sql"])
    }

    assert fields <= set(PARAMETERS)


def test_pages_say_that_they_are_chinese(page: str) -> None:
    assert '<html lang="zh-CN">' in page


def test_no_english_is_left(page: str, path: str) -> None:
    typed = set(re.findall(r"[A-Za-z]+", path))

    assert latin_words(visible_text(page)) <= ALLOWED | typed


def test_no_json_is_shown(page: str) -> None:
    assert not re.search(r'\[&#34;|\["|\[\]', visible_text(page))


def test_pages_need_no_inline_script_or_style(page: str) -> None:
    scripts = re.findall(r"<script(?![^>]*(?:\bsrc=|application/ld\+json))[^>]*>", page)

    assert scripts == []
    assert not re.search(r"<[^>]+\s(?:on[a-z]+|style)=", page)
    assert "<style" not in page


def test_pages_load_nothing_from_elsewhere(page: str) -> None:
    loaded = re.findall(r'<(?:script|link|img|iframe)[^>]*?(?:src|href)="([^"]+)"', page)
    hosts = {urlsplit(address).netloc for address in loaded if 'rel="' not in address}

    assert hosts <= {"", "localhost"}


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nothing", 404, "没有"),
        ("/catalogue/nothing", 404, "没有这个数据表"),
        ("/catalogue/findings/999999", 404, "没有这条记录"),
        ("/projects/2024-999", 404, "没有这条记录"),
        ("/projects/99999999999999999999999", 404, "没有这条记录"),
        ("/organizations/99999999999999999999", 404, "没有这条记录"),
        ("/lists/nothing", 404, "没有这条记录"),
        ("/catalogue/projects?_size=x", 400, "正整数"),
        ("/catalogue?sql=select+wrong", 400, "没有这一列：wrong"),
        ("/catalogue?sql=drop+table+projects", 400, "只能执行查询语句"),
        ("/catalogue?sql=select+*+from+missing_table", 400, "没有这个数据表：missing_table"),
    ],
)
def test_error_pages_explain_in_chinese(site: Any, path: str, status: int, words: str) -> None:
    response = site.get(path)

    assert response.status_code == status
    assert words in response.text
    assert "/static/site.css" in response.text
    assert "Traceback" not in response.text


def test_a_failure_of_ours_tells_nothing_of_the_machine() -> None:
    page = error_page(500, None, "unable to open /srv/site/catalogue.db")

    assert page.message == "服务器处理这个请求时出错，请稍后再试。"
    assert page.detail == ""


def test_messages_lose_their_paths() -> None:
    assert without_paths("cannot read /srv/site/x.db now") == "cannot read … now"
    assert error_text('near "selec": syntax error') == "“selec”附近有语法错误。"
    assert "/srv" not in error_text("disk error in /srv/site/catalogue.db")


def test_a_query_that_takes_too_long_shows_its_sql() -> None:
    message = "<p>SQL query took too long. …</p>\n<textarea x>select 1 &lt; 2</textarea>"

    page = error_page(400, "SQL Interrupted", message)

    assert "用时过长" in page.message
    assert page.sql == "select 1 < 2"


def test_labels() -> None:
    assert place_text("page 7, row 3") == "第7页，第3行"
    assert place_text("sheet 附件, row 3") == "工作表“附件”，第3行"
    assert place_text("line 17") == "第17行"
    assert place_text("somewhere") == "somewhere"
    assert date_text("2025-08-01") == "2025年8月1日"
    assert date_text("2025-08") == "2025年8月"
    assert date_text(None) == ""
    assert column_title("年度：清单标题所载年度。year") == "年度"
    assert note_halves("年度：所载年度（单位：年）。the year") == (
        "所载年度（单位：年）。",
        "the year",
    )
    assert chinese_half("一行一个项目。 One row a project") == "一行一个项目。"
    assert shorten_url("https://www.example.cn/a") == "example.cn/a"


def test_columns_that_few_need_are_not_shown(site: Any) -> None:
    html = site.get("/catalogue/projects").text

    headings = re.findall(r'<th class="col-([^"]+)"', html)
    assert headings[:4] == ["code", "title", "project_type", "mandate"]
    assert not {"id", "source_cells", "part_number", "title_sort_key"} & set(headings)


def test_columns_asked_for_are_shown(site: Any) -> None:
    html = site.get("/catalogue/projects?_col=title&_col=source_place&_size=1").text

    assert re.findall(r'<th class="col-([^"]+)"', html) == ["title", "source_place"]
    assert "第6行" in html


def test_nothing_is_lost_in_csv_and_json(site: Any) -> None:
    row = site.get("/catalogue/projects.json?_shape=array&_size=1").json()[0]
    headings = site.get("/catalogue/projects.csv?_size=1").text.splitlines()[0].split(",")

    assert {"id", "source_cells", "part_number"} <= set(row)
    assert list(row) == headings


def test_facets_stand_in_the_order_of_the_metadata(site: Any) -> None:
    declared = site.datasette.table_metadata("catalogue", "projects")["facets"]
    order = [facet if isinstance(facet, str) else facet["array"] for facet in declared]

    html = site.get("/catalogue/projects").text

    shown = re.findall(r'class="facet-info" id="facet-([a-z_]+)"', html)
    assert shown == [name for name in order if name in shown]
    assert {"year", "mandate", "departments", "committees"} <= set(shown)


def test_bodies_are_links(site: Any) -> None:
    html = site.get("/catalogue/projects?code=2024-001").text

    assert re.search(r'<a href="/organizations/\d+">全国能源基础与管理标准化技术委员会</a>', html)
    assert '<a href="/projects/2024-001">节能技术评价导则</a>' in html


def test_conditions_are_named_and_can_be_removed(site: Any) -> None:
    query = f"_search={quote('电池')}&mandate={quote('推荐')}&year__in=2024,2025&seq__gt=20"

    html = site.get(f"/catalogue/projects?{query}").text

    chips = re.findall(r'<li>([^<]+) <a href="([^"]+)" aria-label="取消', html)
    labels = [label for label, _ in chips]
    assert labels[0] == "检索“电池”"
    assert {"标准性质：推荐", "年度：2024 或 2025", "序号大于“20”"} == set(labels[1:])
    without_search = site.get(chips[0][1].replace("&amp;", "&")).text
    assert "检索“电池”" not in without_search
    assert "标准性质：推荐" in without_search


def test_names_sort_by_pinyin(site: Any) -> None:
    html = site.get("/catalogue/projects").text
    address = re.search(r'<th class="col-title"[^>]*><a href="([^"]+)"', html)
    assert address
    assert "_sort=title_sort_key" in address[1]

    sorted_page = site.get(address[1].replace("&amp;", "&")).text

    assert 'class="col-title" scope="col" aria-sort="ascending"' in sorted_page


def test_standards_lead_to_their_page(site: Any) -> None:
    html = site.get("/catalogue/standards?_size=1").text
    found = re.search(r'<a href="(/standards/[^"]+)">(GB[^<]+)</a>', html)
    assert found

    answer = site.get(found[1])

    assert f"<h1>{found[2]}" in answer.text


def test_codes_of_the_catalogue_are_said_in_chinese(site: Any) -> None:
    html = site.get("/catalogue/findings").text

    assert "标准项目名称" in html
    assert ">title<" not in html


def test_ready_made_queries_lead_to_projects_and_bodies(site: Any) -> None:
    html = site.get("/catalogue/families").text
    assert '<a href="/projects/2024-031">2024-031</a>' in html

    html = site.get("/catalogue/committees_by_projects").text
    assert re.search(r'<a href="/organizations/\d+">全国汽车标准化技术委员会</a>', html)


EVIL = "<script>alert(1)</script>{{ 'zq' ~ 'xj' }}\"'><img src=x onerror=alert(2)>=cmd|x"


@pytest.fixture(scope="module")
def hostile(site_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A site whose data are an attack wherever text can stand."""
    folder = tmp_path_factory.mktemp("hostile")
    for source in site_folder.iterdir():
        if source.is_dir():
            (folder / source.name).symlink_to(source.resolve())
        elif source.name != "inspect-data.json":
            shutil.copy(source, folder)
    with closing(sqlite3.connect(folder / "catalogue.db")) as connection, connection:
        connection.execute("pragma ignore_check_constraints = on")
        array = "json_array(:evil)"
        for table, values in {
            "projects": f"title = :evil || id, family = :evil, part_number = '1', "
            f"part_title = :evil, domain = :evil, source_place = :evil, "
            f"departments = {array}, committees = {array}, source_cells = {array}",
            "organizations": "name = :evil || id, note = :evil, official_name = :evil, "
            "sac_code = :evil || id, sac_code_sources = 'javascript:alert(1) ' || :evil",
            "notices": f"title = :evil, document_number = :evil, issuers = {array}, "
            "obtained_from = :evil, issued_on = :evil",
            "lists": "title = :evil, annex = :evil, stated_in = :evil",
            "findings": "message = :evil, value = :evil",
            "stated_totals": "stated_in = :evil",
            "build_info": "value = :evil",
        }.items():
            connection.execute(f"update {table} set {values}", {"evil": EVIL})
        tables = {row[0] for row in connection.execute("select name from sqlite_master")}
        if "standards" in tables:
            connection.execute("update standards set title = :evil", {"evil": EVIL})
            connection.execute(
                f"update project_outcomes set note = :evil, evidence = {array}", {"evil": EVIL}
            )
    write_inspect_data(folder / "catalogue.db")
    opened = Datasette(config_dir=folder)
    yield opened
    for database in opened.databases.values():
        database.close()
    opened.executor.shutdown()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/projects/2024-031",
        "/projects/2024-004",
        "/organizations",
        "/organizations/22",
        "/lists",
        "/lists/2024",
        "/quality",
        "/catalogue/projects",
        "/catalogue/projects?_search=" + quote(EVIL),
        "/catalogue/projects?title__contains=" + quote(EVIL) + "&_committees=" + quote(EVIL),
        "/catalogue/projects?_col=" + quote(EVIL),
        page_of_a_finding(),
        "/catalogue/notices",
        "/catalogue/organizations",
        "/catalogue/families",
        "/catalogue/flat_table",
        "/catalogue?sql=" + quote(f"select '{EVIL.replace(chr(39), '')}'"),
        "/catalogue/" + quote("<img src=x onerror=alert(2)>"),
        "/" + quote("<script>alert(1)</script>"),
    ],
)
def test_nothing_from_data_or_address_is_markup(hostile: Any, path: str) -> None:
    html = asyncio.run(hostile.client.get(path, follow_redirects=True)).text

    assert "<script>alert" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert "zqxj" not in html
