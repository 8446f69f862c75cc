"""What people come for, on the catalogue as it is shipped: each test goes the way that a standards
officer, a journalist or a developer goes."""

import io
import json
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openapi_spec_validator import validate
from playwright.sync_api import Browser, Download, Locator, Page, expect

from etl.paths import ROOT

PROJECTS = "/catalogue/projects"
ENDLESS = "with recursive c(x) as (select 1 union all select x+1 from c) select count(*) from c"


@pytest.fixture
def without_scripts(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(base_url=address, locale="zh-CN", java_script_enabled=False)
    yield context.new_page()
    context.close()


def rows(page: Page) -> Locator:
    return page.locator("table.rows-and-columns tbody tr")


def column(page: Page, name: str) -> list[str]:
    """The texts of a column that is shown under this heading."""
    return page.locator(f'table.rows-and-columns td[data-label="{name}"]').all_inner_texts()


def choose(page: Page, facet: str, value: str) -> None:
    page.locator(f"#facet-{facet}").get_by_role("link", name=value, exact=True).click()


def sheet(download: Download) -> list[tuple[object, ...]]:
    """The rows of the first sheet of a workbook, the headings first."""
    content = io.BytesIO(download.path().read_bytes())
    return [*openpyxl.load_workbook(content).worksheets[0].iter_rows(values_only=True)]


def search(page: Page, words: str) -> None:
    page.goto("/")
    page.get_by_label("检索项目").fill(words)
    page.get_by_role("button", name="检索").click()


# Finding.


def test_mandatory_standards_of_the_fire_committee_in_three_clicks(page: Page) -> None:
    page.goto(PROJECTS)

    page.get_by_label("查找归口单位").fill("消防")
    choose(page, "committees", "全国消防标准化技术委员会")
    choose(page, "mandate", "强制")
    choose(page, "year", "2025")

    expect(page.locator(".chips li")).to_have_count(3)
    assert column(page, "项目编号")
    assert all(code.startswith("2025-") for code in column(page, "项目编号"))
    assert set(column(page, "标准性质")) == {"强制"}
    assert all("全国消防标准化技术委员会" in text for text in column(page, "归口单位"))


@pytest.mark.parametrize(
    ("words", "department"),
    [("工信部 修订", "工业和信息化部"), ("生态环境部 修订", "生态环境部")],
)
def test_revisions_of_a_department_by_words(page: Page, words: str, department: str) -> None:
    search(page, words)

    assert all(department in text for text in column(page, "主管部门"))
    assert set(column(page, "制修订")) == {"修订"}


def test_what_became_of_2024_072(page: Page) -> None:
    search(page, "2024-072")
    rows(page).first.get_by_role("link", name="2024-072").click()

    expect(page.locator(".tags .status")).to_have_text("官方称已发布（标准号未查明）")
    expect(page.locator(".tags .as-of")).to_have_text(re.compile(r"截至 \d{4}年\d+月\d+日"))
    expect(page.get_by_role("heading", name="有关说法")).to_be_visible()
    expect(page.get_by_role("link", name="全国标准信息公共服务平台").first).to_have_attribute(
        "href", re.compile("^https://std.samr.gov.cn/")
    )


def test_planned_recommended_published_mandatory(page: Page) -> None:
    page.goto("/catalogue")
    page.get_by_role("link", name="标准性质与计划不同", exact=True).click()

    pairs = list(zip(column(page, "计划性质"), column(page, "发布性质"), strict=True))
    assert ("推荐", "强制") in pairs
    assert all(planned != published for planned, published in pairs)


def test_parts_of_a_family(page: Page) -> None:
    search(page, "电动汽车充换电服务信息交换")
    rows(page).first.locator("td.col-title a").click()

    parts = page.locator("section", has=page.get_by_role("heading", name="同一标准的各部分"))
    expect(parts).to_contain_text("电动汽车充换电服务信息交换")
    other = parts.get_by_role("link").first
    name = other.inner_text()
    other.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name.partition("：")[2].strip())


@pytest.mark.parametrize(
    "spelling", ["GB 38031", "gb38031-2025", "ＧＢ　３８０３１—２０２５", "GB38031", "38031"]
)
def test_a_number_in_any_spelling(page: Page, spelling: str) -> None:
    page.goto("/standards")
    page.get_by_label("查找", exact=True).fill(spelling)
    page.get_by_role("search").get_by_role("button", name="查找").click()
    if "/catalogue/" in page.url:
        page.get_by_role("link", name="GB 38031-2025").click()
    expect(page).to_have_url(re.compile("/standards/GB-38031-2025$"))

    search(page, spelling)
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("GB 38031-2025")


def test_an_edition_that_the_catalogue_does_not_have(without_scripts: Page) -> None:
    page = without_scripts
    page.goto("/standards/GB%2038031-2020")
    expect(page.get_by_role("heading", name="同一编号的其他版")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="GB 38031-2025").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("电动汽车用动力蓄电池安全要求")


def test_an_edition_that_was_replaced_says_by_which(page: Page) -> None:
    page.goto("/standards/GB20052-2020")

    expect(page).to_have_url(re.compile("/standards/GB-20052-2020$"))
    page.get_by_role("main").get_by_role("link", name="GB 20052-2024").first.click()
    expect(page.get_by_role("main")).to_contain_text("GB 20052-2020")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("電動汽車", "电动汽车"),
        ("guolu", "锅炉"),
        ("锅卢", "锅炉"),
        ("汽标委", "全国汽车标准化技术委员会"),
        ("TC114", "全国汽车标准化技术委员会"),
        ("SAC/TC113", "全国消防标准化技术委员会"),
        ("2024-72", "2024-072"),
    ],
)
def test_what_people_type_is_understood(page: Page, typed: str, meant: str) -> None:
    search(page, typed)

    expect(rows(page).first).to_contain_text(meant)


def test_an_empty_result_says_how_to_go_on(page: Page) -> None:
    search(page, "储能 飞船")

    expect(page.locator(".zero-results")).to_be_visible()
    expect(page.get_by_role("link", name="到全国标准信息公共服务平台检索")).to_be_visible()
    page.get_by_role("link", name="清除全部条件").click()
    expect(rows(page).first).to_be_visible()


# Taking along.


def test_what_was_chosen_in_excel_cell_by_cell(page: Page) -> None:
    page.goto(PROJECTS)
    choose(page, "departments", "工业和信息化部")
    choose(page, "project_type", "修订")
    page.get_by_text("选择要显示的列").click()
    for name in ("序号", "年度", "发布状态", "发布日期", "实施日期", "证据级别", "项目落实的举措"):
        box = page.get_by_label(name, exact=True)
        if box.count():
            box.check()
    page.get_by_role("button", name="显示所选的列").click()
    page.wait_for_url(re.compile("_col="))
    marked = page.locator("table.rows-and-columns thead th").all_inner_texts()
    headings = [name.removesuffix(" ▲") for name in marked]
    shown = [row.locator("td").all_inner_texts() for row in rows(page).all()]

    with page.expect_download() as download:
        page.get_by_role("link", name="Excel 表格").click()
    first, *cells = sheet(download.value)

    assert set(headings) <= set(first)
    places = [first.index(name) for name in headings if name != "标准号"]
    kept = [at for at, name in enumerate(headings) if name != "标准号"]
    assert len(cells) == len(shown)
    assert [[_plain(row[at]) for at in places] for row in cells] == [
        [_plain(row[at]) for at in kept] for row in shown
    ]


def _plain(value: object) -> str:
    """A cell without what the page and the sheet write differently: signs between several values,
    dates, and the way to say that there is nothing."""
    text = "" if value is None else str(value)
    text = re.sub(r"(\d{4})[年-]0?(\d{1,2})[月-]0?(\d{1,2})(日| 00:00:00)?$", r"\1-\2-\3", text)
    return re.sub(r"[\s；、，;—]", "", text)


def test_evidence_rank_in_facet_page_and_excel(page: Page) -> None:
    rank = "见于出版销售页面"
    page.goto(PROJECTS)
    value = page.locator("#facet-evidence_rank li", has_text=rank)
    counted = int(value.locator(".n").inner_text())
    value.get_by_role("link").click()
    expect(page.locator(".count strong")).to_have_text(str(counted))
    assert all(rank in text for text in column(page, "标准号"))

    with page.expect_download() as download:
        page.get_by_role("link", name="Excel 表格").click()
    first, *cells = sheet(download.value)
    assert [row[first.index("证据级别")] for row in cells] == [rank] * counted

    rows(page).first.locator("td.col-title a").click()
    expect(page.locator(".tags")).to_contain_text(rank)
    expect(page.locator("dt", has_text="证据级别").first).to_be_visible()


def test_back_share_and_sort(page: Page) -> None:
    page.goto(PROJECTS)
    choose(page, "mandate", "强制")
    page.locator("thead th.col-title").get_by_role("link").click()
    expect(page.locator("thead th.col-title")).to_have_attribute("aria-sort", "ascending")
    page.get_by_text("分享与订阅").click()
    shared = page.get_by_label("本页网址").input_value()
    shown = page.locator("td.col-title").all_inner_texts()

    page.goto("/")
    page.goto(shared)
    assert page.locator("td.col-title").all_inner_texts() == shown

    rows(page).first.locator("td.col-title a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(shown[0])
    page.go_back()
    assert page.locator("td.col-title").all_inner_texts() == shown


# Programs.


def test_json_page_by_page(page: Page) -> None:
    found: list[str] = []
    address = f"{PROJECTS}.json?_size=100&_shape=objects&_col=code"
    while address:
        answer = page.request.get(address).json()
        found += [row["code"] for row in answer["rows"]]
        address = answer["next_url"]

    assert len(found) == len(set(found)) == answer["filtered_table_rows_count"]


def test_what_machines_read_is_found_and_valid(page: Page, address: str) -> None:
    page.goto("/guide/api")
    linked = {urlsplit(one.get_attribute("href") or "").path for one in page.locator("a").all()}
    assert {"/openapi.json", "/feed.atom"} <= linked

    validate(page.request.get("/openapi.json").json())
    feed = ET.fromstring(page.request.get("/feed.atom").text())
    assert feed.findall("{http://www.w3.org/2005/Atom}entry")
    chosen = ET.fromstring(page.request.get(f"{PROJECTS}.atom?mandate=强制").text())
    assert chosen.findall("{http://www.w3.org/2005/Atom}entry")
    assert page.request.get("/dcat.jsonld").json()["@context"]
    site_map = ET.fromstring(page.request.get("/sitemap.xml").text())
    places = [one.text or "" for one in site_map.iter() if one.tag.endswith("}loc")]
    assert any(one.endswith("/projects/2024-072") for one in places)


def test_every_recipe_answers(page: Page) -> None:
    page.goto("/guide/recipes")
    links = page.locator(".prose a, .try a").evaluate_all("all => all.map((one) => one.href)")
    asked = sorted({link for link in links if urlsplit(link).path.startswith("/catalogue")})
    assert asked

    refused = {link: answer.status for link in asked if not (answer := page.request.get(link)).ok}

    assert refused == {}


def test_plain_datasette_opens_the_folder() -> None:
    command = [sys.executable, "-m", "datasette", ".", "--get", f"{PROJECTS}.json?code=2024-072"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=120)

    assert json.loads(answer.stdout)["filtered_table_rows_count"] == 1


# Own SQL.


@pytest.mark.parametrize(
    ("sql", "word"),
    [
        ("selct code from projects", "select"),
        ("select cod from projects", "cod"),
        (ENDLESS, "中止"),
    ],
)
def test_own_sql_that_fails_is_explained_and_kept(
    without_scripts: Page, sql: str, word: str
) -> None:
    page = without_scripts
    page.goto("/catalogue")
    page.locator("#sql-editor").fill(sql)
    page.get_by_role("button", name=re.compile("查询$")).last.click()

    expect(page.locator(".message-error")).to_contain_text(word)
    expect(page.locator("#sql-editor")).to_have_value(sql)


# Faults.


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nothing", 404, "没有这个页面"),
        ("/projects/9999-001", 404, "没有"),
        ("/catalogue/nothing", 404, "没有"),
        ("/catalogue/projects.foo", 404, "没有"),
        ("/catalogue.foo", 404, "没有"),
        ("/organizations/99999", 404, "没有"),
        (f"{PROJECTS}?_size=abc", 400, "每页行数"),
        (f"{PROJECTS}?_sort=nosuch", 400, "nosuch"),
        (f"{PROJECTS}?nosuch=1", 400, "没有“nosuch”这一列"),
        (f"{PROJECTS}?title__like_it=1", 400, "like_it"),
        ("/catalogue/outcome_in_force?date=abc", 400, "abc"),
        ("/catalogue?sql=delete from projects", 400, "select"),
        (f"{PROJECTS}?_search={'长' * 9000}", 414, "地址"),
    ],
)
def test_every_error_is_a_page_of_ours(
    without_scripts: Page, path: str, status: int, words: str
) -> None:
    answer = without_scripts.goto(path)

    assert answer
    assert answer.status == status
    expect(without_scripts.get_by_role("main")).to_contain_text(words)
    expect(without_scripts.get_by_role("navigation", name="主导航")).to_be_visible()


# Everybody.


def test_a_search_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.get_by_label("检索项目").evaluate("one => one === document.activeElement"):
            break
    page.keyboard.type("锅炉")
    page.keyboard.press("Enter")
    expect(page.locator(".chips")).to_contain_text("检索“锅炉”")

    title = rows(page).first.locator("td.col-title a")
    for _ in range(200):
        page.keyboard.press("Tab")
        if title.evaluate("one => one === document.activeElement"):
            break
    name = title.inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_without_scripts_from_home_to_a_project(without_scripts: Page) -> None:
    page = without_scripts
    search(page, "锅炉")
    title = rows(page).first.locator("td.col-title a")
    name = title.inner_text()
    title.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("heading", name="发布情况")).to_be_visible()


def test_an_english_reader_finds_out_what_this_is(page: Page) -> None:
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="English").click()

    expect(page.get_by_role("main")).to_have_attribute("lang", "en")
    assert page.locator("main h2").count() > 3
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("xlsx.*_lang=en")).click()
    headings = sheet(download.value)[0]
    assert all(str(name).isascii() for name in headings)


def test_sites_links_lead_somewhere(page: Page, address: str) -> None:
    """No link of the navigation and the foot of the home page is dead."""
    page.goto("/")
    links = page.locator("header a, footer a").evaluate_all("all => all.map((one) => one.href)")

    for link in sorted({link for link in links if link.startswith(address)}):
        with urllib.request.urlopen(link, timeout=60) as answer:
            assert answer.status == 200
