"""Lists of an industry in a real browser: wider tables, longer pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.browser.chromium import served_site
from tests.made.story import build_story
from tests.site.conftest import make_site_folder

PAGES = (
    "/",
    "/catalogue/projects",
    "/projects/hg-2024-001",
    "/projects/hg-2024-002",
    "/lists",
    "/lists/hg-2024",
    "/lists/hg-published-2025",
    "/organizations",
    "/catalogue/entries",
    "/catalogue/standards",
)


@pytest.fixture(scope="module")
def address(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of made notices."""
    folder: Path = make_site_folder(build_story(tmp_path_factory.mktemp("story")))
    with served_site(folder) as served:
        yield served


def test_from_a_drafter_to_the_story_of_its_plan(page: Page) -> None:
    page.goto("/catalogue/projects")
    page.locator("#facet-drafters").get_by_role("link", name="示例化工大学").click()
    expect(page.locator(".count strong")).to_have_text("1")

    page.get_by_role("link", name="示例树脂试验方法").click()

    expect(page.locator(".story > li")).to_have_count(2)
    expect(page.locator(".story > li").last).to_contain_text("计划终止")


def test_the_row_as_printed_opens(page: Page) -> None:
    page.goto("/projects/hg-2024-001")
    first = page.locator(".story > li").first
    expect(first.locator(".cells")).to_be_hidden()

    first.get_by_text("原文各栏").click()

    expect(first.locator(".cells")).to_contain_text("示例涂料通用要求")


def test_from_a_project_to_its_withdrawn_standard(page: Page) -> None:
    page.goto("/projects/hg-2024-001")
    page.get_by_role("link", name="HG/T 90001-2025").first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("HG/T 90001-2025")
    expect(page.locator(".tags .status")).to_have_text("已废止")


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_needs_no_sideways_scrolling(phone: Page, path: str) -> None:
    phone.goto(path)

    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("path", PAGES)
def test_accessibility(page: Page, path: str) -> None:
    page.goto(path)
    found = Axe().run(page).response["violations"]

    serious = [
        (rule["id"], [node["html"][:200] for node in rule["nodes"][:5]])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
    assert serious == []
