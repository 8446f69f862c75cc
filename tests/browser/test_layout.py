"""The layout of every kind of page, by measured boxes: on two phones, a tablet and a desk."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.kinds_of_pages import PAGES

WIDTHS = (320, 390, 768, 1440)
MEASURES = Path(__file__).with_name("boxes.js").read_text(encoding="utf-8")
# Less than half of a small screen.
MOST_EMPTY = 160


@pytest.fixture(scope="module", params=PAGES)
def opened(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """A page of each kind, opened once and looked at in several widths. Our measures come by the
    side of the page's own scripts, which the site's policy would not let in."""
    context = browser.new_context(base_url=address, locale="zh-CN", bypass_csp=True)
    page = context.new_page()
    page.goto(request.param)
    page.add_script_tag(content=MEASURES)
    yield page
    context.close()


def at_every_width(page: Page, measure: str, *arguments: object) -> dict[int, list[str]]:
    """What a measure complains of at each width; nothing where all is well."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function("document.fonts.status === 'loaded'")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        call = f"(given) => window.boxes.{measure}(...given).slice(0, 8)"
        found[width] = page.evaluate(call, list(arguments))
    return {width: faults for width, faults in found.items() if faults}


def test_nothing_is_left_empty_before_the_footer(opened: Page) -> None:
    assert at_every_width(opened, "emptiness", MOST_EMPTY) == {}


def test_no_number_code_date_or_word_is_broken(opened: Page) -> None:
    assert at_every_width(opened, "broken") == {}


def test_no_text_lies_on_another(opened: Page) -> None:
    assert at_every_width(opened, "overlaps") == {}


def test_no_page_is_scrolled_sideways(opened: Page) -> None:
    assert at_every_width(opened, "sideways") == {}


def test_the_column_of_names_is_the_widest(opened: Page) -> None:
    assert at_every_width(opened, "narrowTitles") == {}


@pytest.mark.parametrize(
    "media",
    [
        {"color_scheme": "light", "media": "screen"},
        {"color_scheme": "dark", "media": "screen"},
        {"color_scheme": "light", "media": "print"},
        {"color_scheme": "dark", "media": "print"},
    ],
    ids=lambda media: f"{media['color_scheme']}-{media['media']}",
)
def test_every_text_stands_out_from_its_ground(opened: Page, media: dict[str, Any]) -> None:
    opened.set_viewport_size({"width": 1440, "height": 900})
    opened.emulate_media(**media)
    try:
        assert opened.evaluate("window.boxes.pale()") == []
    finally:
        opened.emulate_media(media="screen", color_scheme="light")
