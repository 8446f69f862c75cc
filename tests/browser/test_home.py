"""The home page and the forms of ready-made queries, as people use them: on a phone and a desk, by
day and by night, on paper, with the keyboard."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, expect

WIDTHS = (320, 390, 768, 1440)
# Bytes of page and style as they are sent.
HEAVIEST = 60_000
FORMS = (
    "/catalogue/policy_task_standards",
    "/catalogue/outcome_in_force?date=abc",
    "/catalogue/mandatory_by_committee?committee=消防&year=2025年",
)
Scheme = Literal["light", "dark"]


def opened(browser: Browser, address: str, width: int, scheme: Scheme = "light") -> Page:
    context = browser.new_context(
        base_url=address,
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        locale="zh-CN",
    )
    return context.new_page()


@pytest.fixture(params=WIDTHS)
def sized(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page on each screen."""
    page = opened(browser, address, request.param)
    yield page
    page.context.close()


def serious(page: Page) -> list[tuple[str, list[str]]]:
    """What keeps people with disabilities from using the page."""
    return [
        (rule["id"], [node["html"][:160] for node in rule["nodes"][:4]])
        for rule in Axe().run(page).response["violations"]
    ]


def test_plan_search_and_how_far_it_is_stand_on_the_first_screen(sized: Page) -> None:
    sized.goto("/")

    expect(sized.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(sized.locator(".hero .lead")).to_be_in_viewport()
    expect(sized.get_by_label("检索项目")).to_be_in_viewport()
    expect(sized.locator(".said")).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/", *FORMS])
def test_nothing_is_wider_than_the_screen(sized: Page, path: str) -> None:
    sized.goto(path)

    wider = sized.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wider == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", ["/", *FORMS])
def test_everybody_can_use_it(
    browser: Browser, address: str, path: str, width: int, scheme: Scheme
) -> None:
    page = opened(browser, address, width, scheme)
    page.goto(path)

    found = serious(page)
    page.context.close()

    assert found == []


def test_numbers_of_the_timeline_do_not_cover_each_other(sized: Page) -> None:
    sized.goto("/")
    boxes = sized.evaluate(
        """[...document.querySelectorAll("#timeline text.value")].map(text => {
          const box = text.getBoundingClientRect();
          return [box.left, box.right, box.top, box.bottom];
        })"""
    )

    covered = [
        (one, other)
        for place, one in enumerate(boxes)
        for other in boxes[place + 1 :]
        # Text has room around it within its box.
        if min(one[1], other[1]) - max(one[0], other[0]) > 2
        and min(one[3], other[3]) - max(one[2], other[2]) > 2
    ]
    assert covered == []


def test_a_column_of_the_timeline_leads_to_its_standards(page: Page) -> None:
    page.goto("/")
    column = page.locator("#timeline svg a").first
    value = column.locator("text").text_content() or ""
    column.click()

    expect(page.locator(".count strong")).to_have_text(value)


def test_a_cell_of_the_heat_map_leads_to_its_projects(page: Page) -> None:
    page.goto("/")
    cell = page.locator("table.heat td a").first
    value = cell.inner_text()
    cell.click()

    expect(page.locator(".count strong")).to_have_text(value)
    expect(page.locator(".chips li")).to_have_count(2)


def test_home_is_light(page: Page) -> None:
    sizes: list[int] = []
    page.on("response", lambda answer: sizes.append(answer.request.sizes()["responseBodySize"]))
    page.goto("/", wait_until="networkidle")

    assert 0 < sum(sizes) < HEAVIEST


def test_on_paper_the_figures_stay(page: Page) -> None:
    page.goto("/")
    page.emulate_media(media="print")

    for kept in (".said", ".ranks-said", "#timeline svg", "table.heat", ".plan-short"):
        expect(page.locator(kept).first).to_be_visible()
    for left in ("form.search", ".asked", ".site-header nav"):
        expect(page.locator(left)).to_be_hidden()


def test_a_date_is_picked_and_the_result_says_what_it_leaves_out(page: Page) -> None:
    page.goto("/catalogue/outcome_in_force")
    page.get_by_label("日期").fill("2026-07-01")
    page.get_by_role("button", name="查询").click()

    expect(page).to_have_url("/catalogue/outcome_in_force?date=2026-07-01")
    expect(page.get_by_label("日期")).to_have_value("2026-07-01")
    expect(page.locator("table.rows-and-columns tbody tr").first).to_be_visible()
    expect(page.locator(".query-note")).to_contain_text("没有实施日期，未计入")


def test_a_wrong_name_is_explained_and_corrected_by_keyboard(phone: Page) -> None:
    phone.goto("/catalogue/projects_by_department")
    field = phone.get_by_label("主管部门")
    field.fill("生态环境")
    field.press("Enter")
    rows = phone.locator("table.rows-and-columns tbody tr")
    expect(rows.first).to_be_visible()

    year = phone.get_by_label("年度")
    year.select_option(index=1)
    phone.get_by_role("button", name="查询").press("Enter")

    expect(phone.get_by_label("主管部门")).to_have_value("生态环境")
    expect(rows.first).to_be_visible()
