"""From a project to the line of its notice and back, standards and citations, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import served_site
from tests.made.formats import LONG, build_long
from tests.made.story import OLD_STANDARD, STANDARD, build_story
from tests.site.conftest import make_site_folder

PAGES = (
    "/projects/hg-2024-001",
    "/standards/HG-T-90001-2025",
    "/standards/HG-T-90001",
    "/standards/HG-T-99999",
    "/notices/plan-2024",
    "/notices/plan-2024/hg-2024.csv",
    "/notices/plan-2024/hg-2024.csv?mark=3",
)


@pytest.fixture(scope="module")
def address(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of made notices."""
    folder: Path = make_site_folder(build_story(tmp_path_factory.mktemp("story")))
    with served_site(folder) as served:
        yield served


@pytest.fixture(scope="module")
def long_address(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of a notice with a long list."""
    folder: Path = make_site_folder(build_long(tmp_path_factory.mktemp("long")))
    with served_site(folder) as served:
        yield served


def is_marked(page: Page, line: int) -> bool:
    """Whether a line is on the screen and stands out from the one below it."""
    row, below = page.locator(f"#L{line}"), page.locator(f"#L{line + 1}")
    expect(row).to_be_in_viewport()
    colours = [one.evaluate("row => getComputedStyle(row).backgroundColor") for one in (row, below)]
    return bool(colours[0] != colours[1])


def to_line(page: Page) -> None:
    """Follow the place of a project in its notice."""
    page.locator("dt", has_text="位置").locator("xpath=..").get_by_role("link").click()


def test_a_line_of_the_notice_from_a_project_and_back(page: Page) -> None:
    page.goto("/projects/hg-2024-001")
    to_line(page)

    expect(page).to_have_url(re.compile(r"/notices/plan-2024/hg-2024\.csv\?mark=3#L3$"))
    assert is_marked(page, 3)
    expect(page.locator("#L3")).to_contain_text("示例涂料通用要求")

    page.locator("#L3").get_by_role("link", name="hg-2024-001").click()

    expect(page).to_have_url(re.compile("/projects/hg-2024-001$"))


def test_a_line_far_down_a_long_list(browser: Browser, long_address: str) -> None:
    page = browser.new_page(base_url=long_address)
    page.goto(f"/projects/text-2026-{LONG}")
    to_line(page)
    line = int(page.url.rpartition("#L")[2])

    assert is_marked(page, line)
    expect(page.locator(f"#L{line}")).to_contain_text(f"示例颜料第{LONG}号")

    page.get_by_role("link", name="上一页").first.click()
    page.get_by_label("到第").fill("7")
    page.get_by_role("button", name="前往").click()

    assert is_marked(page, 7)
    page.close()


def test_to_the_edition_that_was_replaced(page: Page) -> None:
    page.goto("/")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="标准").click()
    page.get_by_role("link", name=STANDARD).first.click()
    expect(page).to_have_url(re.compile("/standards/HG-T-90001-2025$"))

    page.locator(".editions").get_by_role("link", name=OLD_STANDARD).last.click()

    expect(page).to_have_url(re.compile("/standards/HG-T-90001-2010$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(OLD_STANDARD)


def test_a_citation_is_copied_with_the_day_of_the_reader(browser: Browser, address: str) -> None:
    context = browser.new_context(
        base_url=address, permissions=["clipboard-read", "clipboard-write"], locale="zh-CN"
    )
    page = context.new_page()
    page.clock.install(time="2031-02-03T04:05:06")
    page.goto("/projects/hg-2024-001")
    field = page.get_by_role("textbox", name="引用本目录的这条记录")
    expect(field).to_have_value(re.compile(r"\[2031-02-03\]\. http"))

    page.get_by_role("button", name="复制：引用本目录的这条记录").click()

    expect(page.get_by_role("status")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == field.input_value()
    expect(page.get_by_role("textbox", name="BibTeX")).to_have_value(
        re.compile(r"urldate = \{2031-02-03\},\n\}")
    )
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 BibTeX").click()
    assert "urldate = {2031-02-03}" in download.value.path().read_text(encoding="utf-8")
    context.close()


def test_without_scripts_the_reader_fills_in_the_day(browser: Browser, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/projects/hg-2024-001")
    expect(page.locator("button.copy:visible")).to_have_count(0)

    page.get_by_label("引用日期").fill("2031-02-03")
    page.get_by_role("button", name="填入").click()

    field = page.get_by_role("textbox", name="引用本目录的这条记录")
    expect(field).to_have_text(re.compile(r"\[2031-02-03\]"))
    context.close()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_pages_fit_the_screen(browser: Browser, address: str, path: str, width: int) -> None:
    page = browser.new_page(base_url=address, viewport={"width": width, "height": 900})
    page.goto(path)

    wide = page.evaluate("document.documentElement.scrollWidth")

    page.close()
    assert wide <= width


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("width", "colours"), [(1440, "light"), (390, "light"), (1440, "dark")], ids=str
)
def test_no_barriers(
    browser: Browser, address: str, path: str, width: int, colours: Literal["light", "dark"]
) -> None:
    page = browser.new_page(
        base_url=address,
        viewport={"width": width, "height": 900},
        locale="zh-CN",
        color_scheme=colours,
    )
    page.goto(path)

    found = Axe().run(page)

    page.close()
    assert found.response["violations"] == []
