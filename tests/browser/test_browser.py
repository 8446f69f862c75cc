"""The site as users meet it, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.browser.kinds_of_pages import PAGES


def test_find_a_project_by_two_characters(page: Page) -> None:
    page.goto("/")
    page.get_by_label("检索项目").fill("电池")
    page.get_by_role("button", name="检索").click()

    expect(page.locator(".chips")).to_contain_text("检索“电池”")
    rows = page.locator("table.rows-and-columns tbody tr")
    expect(rows.first).to_be_visible()
    assert all("电池" in text for text in page.locator("td.col-title").all_inner_texts())

    page.get_by_role("link", name="电动土方机械用动力电池第1部分：安全要求").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "电动土方机械用动力电池第1部分：安全要求"
    )
    expect(page).to_have_url(re.compile("/projects/2024-031$"))


def test_filter_by_committee_then_mandate(page: Page) -> None:
    page.goto("/catalogue/projects")
    committees = page.locator("#facet-committees")
    value = committees.locator("li", has_text="全国汽车标准化技术委员会")
    expected = int(value.locator(".n").inner_text())
    value.get_by_role("link").click()
    expect(page.locator(".count strong")).to_have_text(str(expected))

    mandatory = page.locator("#facet-mandate li", has_text="强制")
    fewer = int(mandatory.locator(".n").inner_text())
    mandatory.get_by_role("link").click()

    expect(page.locator(".count strong")).to_have_text(str(fewer))
    assert 0 < fewer < expected
    for row in page.locator("table.rows-and-columns tbody tr").all():
        expect(row.locator("td.col-committees")).to_contain_text("全国汽车标准化技术委员会")
        expect(row.locator("td.col-mandate")).to_have_text("强制")

    page.get_by_label("取消条件：标准性质：强制").click()
    expect(page.locator(".count strong")).to_have_text(str(expected))


def test_searching_keeps_the_chosen_conditions(page: Page) -> None:
    page.goto("/catalogue/projects?mandate=强制")
    page.get_by_label("检索", exact=True).fill("能效")
    page.keyboard.press("Enter")

    expect(page.locator(".chips")).to_contain_text("检索“能效”")
    expect(page.locator(".chips")).to_contain_text("标准性质：强制")


def test_filter_by_a_column(page: Page) -> None:
    page.goto("/catalogue/projects")
    page.get_by_text("按列筛选").click()
    page.get_by_label("筛选的列", exact=True).select_option(label="序号")
    page.get_by_label("条件", exact=True).select_option(label="大于")
    page.get_by_label("值", exact=True).fill("160")
    page.get_by_role("button", name="应用", exact=True).click()

    expect(page.locator(".count strong")).to_have_text("5")
    expect(page.locator(".chips")).to_contain_text("序号大于“160”")


def test_choose_columns(page: Page) -> None:
    page.goto("/catalogue/projects")
    page.get_by_text("选择要显示的列").click()
    page.get_by_label("原文位置", exact=True).check()
    page.get_by_label("归口单位", exact=True).uncheck()
    page.get_by_role("button", name="显示所选的列").click()
    page.wait_for_url(re.compile("_col="))

    headings = page.locator("table.rows-and-columns thead th").all_inner_texts()
    assert "原文位置" in headings
    assert "归口单位" not in headings


def test_pictures_show_their_data(page: Page) -> None:
    page.goto("/")
    figure = page.locator("#timeline")
    expect(figure.locator("svg")).to_be_visible()
    expect(figure.locator("table")).to_be_hidden()

    figure.get_by_text("查看数据表").click()

    expect(figure.locator("table")).to_be_visible()


def test_write_a_query(page: Page) -> None:
    page.goto("/catalogue")
    expect(page.locator(".CodeMirror")).to_be_visible()
    page.get_by_role("button", name="执行查询").click()

    expect(page.locator("table.rows-and-columns tbody tr")).to_have_count(20)


def test_everything_is_reached_by_keyboard(page: Page) -> None:
    page.goto("/catalogue/projects")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    focused = page.evaluate("document.activeElement.closest('main') !== null")
    assert focused


def test_facets_open_on_a_phone(phone: Page) -> None:
    phone.goto("/catalogue/projects")
    values = phone.locator("#facet-mandate")
    expect(values).to_be_hidden()

    phone.get_by_text("分类筛选", exact=True).click()

    expect(values).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_accessibility(page: Page, path: str) -> None:
    page.goto(path)
    found = {}
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        # Targets that are large enough for a finger: a rule of WCAG 2.2 that axe leaves out.
        answer = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}}).response
        found[width] = [
            (rule["id"], rule["help"], [node["html"][:200] for node in rule["nodes"][:5]])
            for rule in answer["violations"]
        ]
    assert found == {390: [], 1440: []}
