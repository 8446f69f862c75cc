"""A served site, and Debian's Chromium to look at it.

Without a Chromium these tests are skipped; where ``CI=true`` they fail instead.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request

from tests.browser.chromium import MISSING, find_chromium, opened_browser, served_site

_NOT_LOADED = "Failed to load resource"


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser of this machine."""
    found = find_chromium()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return found


@pytest.fixture(scope="session")
def address(chromium: str) -> Iterator[str]:
    """The address of the site."""
    with served_site() as served:
        yield served


# Closed after each module: while Playwright runs, its loop is that of the whole thread.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with opened_browser(chromium) as opened:
        yield opened


class Watch:
    """What a page must not do: complain in its console, or ask another machine."""

    def __init__(self, page: Page, address: str) -> None:
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self._asked = ""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self._request(request, address))

    def _console(self, message: object) -> None:
        kind, text = getattr(message, "type", ""), getattr(message, "text", "")
        # An error page is what was asked for; the browser says of it that it is one.
        of_page = getattr(message, "location", {}).get("url") == self._asked
        if kind in ("error", "warning") and not (of_page and text.startswith(_NOT_LOADED)):
            self.complaints.append(f"{kind}: {text}")

    def _request(self, request: Request, address: str) -> None:
        if request.is_navigation_request():
            self._asked = request.url
        if not request.url.startswith((address, "data:", "blob:")):
            self.foreign.append(request.url)


def _open(browser: Browser, address: str, width: int, height: int) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": height}, locale="zh-CN"
    )
    page = context.new_page()
    watch = Watch(page, address)
    yield page
    context.close()
    assert watch.complaints == []
    assert watch.foreign == []


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page on a desktop screen."""
    yield from _open(browser, address, 1440, 900)


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A page on a phone."""
    yield from _open(browser, address, 390, 844)
