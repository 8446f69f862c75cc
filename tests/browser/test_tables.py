"""Tables, facets and pages as a reader uses them: at a desk, on a phone, without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

PROJECTS = "/catalogue/projects"
HOME_BYTES = 60_000


@pytest.fixture
def without_scripts(browser: Browser, address: str) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(
        base_url=address,
        locale="zh-CN",
        java_script_enabled=False,
        viewport={"width": 1440, "height": 900},
    )
    yield context.new_page()
    context.close()


def test_the_heading_stays_in_sight(page: Page) -> None:
    page.goto(PROJECTS)
    expect(page.locator(".table-wrapper.fits")).to_be_visible()

    page.locator("table.rows-and-columns tbody tr").nth(30).scroll_into_view_if_needed()

    heading = page.locator("thead th.col-title").bounding_box()
    assert heading
    assert 0 <= heading["y"] < 5


def test_a_table_that_is_too_wide_is_scrolled_by_itself(page: Page) -> None:
    columns = page.request.get(f"{PROJECTS}.json?_size=1&_shape=objects").json()["columns"]
    page.goto(f"{PROJECTS}?" + "&".join(f"_col={name}" for name in columns))

    wrapper = page.locator(".table-wrapper").first
    expect(wrapper).not_to_have_class("table-wrapper fits")
    assert wrapper.evaluate("one => one.scrollWidth > one.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_to_page_two_and_back(page: Page) -> None:
    page.goto(f"{PROJECTS}?_size=50&_sort=title_sort_key")
    first = page.locator("td.col-title").all_inner_texts()

    page.get_by_role("link", name="下一页").click()
    expect(page.locator(".pager p")).to_contain_text("第 51–100 条")
    assert page.locator("td.col-title").all_inner_texts() != first

    page.get_by_role("link", name="上一页").click()
    expect(page.locator(".pager p")).to_contain_text("第 1–50 条")
    assert page.locator("td.col-title").all_inner_texts() == first


def test_sorting_is_marked_and_turned_round(page: Page) -> None:
    page.goto(PROJECTS)
    heading = page.locator("thead th.col-title")

    heading.get_by_role("link").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    expect(heading).to_contain_text("▲")

    heading.get_by_role("link").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    expect(heading).to_contain_text("▼")


def test_a_long_facet_is_searched(page: Page) -> None:
    page.goto(PROJECTS)
    facet = page.locator("#facet-committees")

    facet.get_by_label("查找归口单位").fill("汽车")

    expect(facet.locator("li", has_not_text="汽车").locator("visible=true")).to_have_count(0)
    expect(facet.locator("li", has_text="汽车").first).to_be_visible()
    facet.get_by_label("查找归口单位").fill("没有这样的机构")
    expect(facet.get_by_role("status")).to_have_text("没有这样的值")


def test_values_that_were_left_out_come_in_place(page: Page) -> None:
    page.goto(f"{PROJECTS}?_facet_size=12")
    facet = page.locator("#facet-committees")
    few = facet.locator("li").count()
    facet.locator("input[type=checkbox]").first.check()

    facet.get_by_role("link", name="列出全部").click()

    expect(facet.get_by_role("link", name="列出全部")).to_have_count(0)
    expect(facet.locator("li").nth(few)).to_be_attached()
    expect(facet.locator("input[type=checkbox]").first).to_be_checked()
    expect(page).to_have_url(f"{page.url.partition('?')[0]}?_facet_size=12")


def test_a_search_in_a_facet_goes_through_all_its_values(page: Page) -> None:
    page.goto(PROJECTS)
    every = page.locator("#facet-committees li a").all_text_contents()
    page.goto(f"{PROJECTS}?_facet_size=12")
    last = every[-2]
    facet = page.locator("#facet-committees")
    expect(facet.get_by_role("link", name=last, exact=True)).to_have_count(0)

    facet.get_by_label("查找归口单位").fill(last)

    expect(facet.get_by_role("link", name=last, exact=True)).to_be_visible()


def test_what_was_chosen_is_still_in_sight(page: Page) -> None:
    page.goto(PROJECTS)
    facet = page.locator("#facet-committees")
    facet.get_by_text("其余").click()
    value = facet.locator("li").nth(14).get_by_role("link")
    name = value.inner_text()
    value.click()

    chosen = page.locator("#facet-committees li.selected")
    expect(chosen).to_contain_text(name)
    expect(chosen).to_be_in_viewport()
    expect(page.locator("table.rows-and-columns tbody tr").first).to_be_in_viewport()


def test_several_values_are_applied_together_on_a_phone(phone: Page) -> None:
    phone.goto(PROJECTS)
    phone.get_by_text("分类筛选", exact=True).click()
    phone.get_by_label("选标准性质：强制").check()
    phone.get_by_label("选年度：2025").check()
    phone.locator("#facet-departments li input").first.check()

    phone.get_by_role("button", name="应用所选").click()

    expect(phone.locator(".chips li")).to_have_count(3)
    expect(phone.locator(".chips")).to_be_in_viewport()
    expect(phone.locator(".facet-results")).to_be_hidden()


def test_several_values_are_applied_without_scripts(without_scripts: Page) -> None:
    page = without_scripts
    page.goto(PROJECTS)
    page.get_by_label("选标准性质：强制").check()
    page.get_by_label("选年度：2025").check()

    page.get_by_role("button", name="应用所选").click()

    expect(page.locator(".chips li")).to_have_count(2)


def test_pages_are_turned_without_scripts(without_scripts: Page) -> None:
    page = without_scripts
    page.goto(f"{PROJECTS}?_size=20&mandate=推荐")
    first = page.locator("td.col-title").all_inner_texts()

    page.get_by_role("link", name="下一页").click()
    page.get_by_role("link", name="上一页").click()

    assert page.locator("td.col-title").all_inner_texts() == first


def test_a_part_of_a_bar_leads_to_its_rows(page: Page) -> None:
    page.goto(f"{PROJECTS}?_search=能效")
    part = page.locator(".division", has_text="标准性质").locator("rect").first
    part.click()

    expect(page.locator(".chips li")).to_have_count(2)


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_the_page_follows_the_light(page: Page, scheme: str, is_dark: bool) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(PROJECTS)

    ground = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    )
    assert (max(ground) < 80) == is_dark


def test_keys_of_bars_are_printed(page: Page) -> None:
    page.goto(f"{PROJECTS}?_search=能效")
    page.emulate_media(media="print")

    keys = page.locator(".legend .key")
    expect(keys.first).to_be_visible()
    drawn = keys.evaluate_all("all => all.map((one) => getComputedStyle(one).borderTopColor)")
    assert len(set(drawn)) > 1
    expect(page.locator(".facets")).to_be_hidden()
    expect(page.locator("table.rows-and-columns tbody tr").first).to_be_visible()


def test_home_is_light(page: Page) -> None:
    sent: list[Request] = []
    page.on("requestfinished", lambda request: sent.append(request))
    page.goto("/", wait_until="networkidle")

    assert sum(request.sizes()["responseBodySize"] for request in sent) < HOME_BYTES
