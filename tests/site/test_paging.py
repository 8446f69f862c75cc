"""The place of a page among all rows, and the way back, whatever the rows are sorted by."""

import re
from html import unescape
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from web.paging import Order

PATHS = (
    "/catalogue/projects?_size=90",
    "/catalogue/projects?_size=60&_sort=title_sort_key",
    "/catalogue/projects?_size=60&_sort_desc=year&mandate=" + quote("推荐"),
    "/catalogue/projects?_size=20&_sort_desc=year&_search=" + quote("要求"),
    # Some rows have no value in these columns.
    "/catalogue/standards?_size=150&_sort=published_on",
    "/catalogue/standards?_size=150&_sort_desc=published_on",
    "/catalogue/standards?_size=100&_sort=title&_col=title",
    # A key of several columns.
    "/catalogue/project_organizations?_size=500",
    "/catalogue/project_organizations?_size=500&_sort_desc=role",
)


def rows(html: str) -> list[str]:
    """What the rows say; how their columns are laid out differs from page to page."""
    found = re.findall(r"<tr>\s*<td.*?</tr>", html, re.DOTALL)
    return [re.sub(r' data-kind="\w+"', "", row) for row in found]


def link(html: str, rel: str) -> str | None:
    found = re.search(rf'<a href="([^"]+)" rel="{rel}"', html)
    return unescape(found[1]).partition("#")[0] if found else None


def place(html: str) -> tuple[int, int, int]:
    found = re.search(r"第 ([\d,]+)–([\d,]+) 条，共 ([\d,]+) 条", html)
    assert found
    first, last, total = (int(part.replace(",", "")) for part in found.groups())
    return first, last, total


def here(address: str, path: str) -> str:
    """A link of the page of ``path``, as a path."""
    if address.startswith("?"):
        return path.partition("?")[0] + address
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


@pytest.mark.parametrize("path", PATHS)
def test_the_way_back_is_the_way_that_was_gone(site: Any, path: str) -> None:
    pages = [site.get(path).text]
    while following := link(pages[-1], "next"):
        pages.append(site.get(here(following, path)).text)
        assert len(pages) < 20
    assert len(pages) > 1

    back = [pages[-1]]
    while before := link(back[-1], "prev"):
        back.append(site.get(here(before, path)).text)
        assert len(back) <= len(pages)

    assert [rows(page) for page in reversed(back)] == [rows(page) for page in pages]


@pytest.mark.parametrize("path", PATHS)
def test_no_row_is_missing_or_comes_twice(site: Any, path: str) -> None:
    found: list[str] = []
    address: str | None = path
    while address:
        html = site.get(here(address, path)).text
        found += rows(html)
        address = link(html, "next")

    whole = site.get(re.sub(r"_size=\d+", "_size=max", path)).text
    assert len(set(found)) == len(found)
    assert set(rows(whole)) <= set(found)


@pytest.mark.parametrize("path", PATHS)
def test_pages_say_which_rows_they_show(site: Any, path: str) -> None:
    end = 0
    address: str | None = path
    while address:
        html = site.get(here(address, path)).text
        first, last, total = place(html)
        assert first == end + 1
        assert last - first + 1 == len(rows(html))
        end = last
        address = link(html, "next")
    assert end == total


def test_one_page_needs_no_way(site: Any) -> None:
    html = site.get("/catalogue/notices").text

    assert 'class="pager"' not in html


def test_a_place_that_is_none_leads_to_the_first_page(site: Any) -> None:
    html = site.get("/catalogue/projects?_sort=year&_next=5&_size=5").text

    assert link(html, "prev") == "?_sort=year&_size=5"
    assert "回到第一页" in html


def test_the_place_is_not_taken_along_when_rows_are_chosen_anew(site: Any) -> None:
    html = site.get("/catalogue/projects?_size=20&_next=10050").text

    heading = html.split("<thead>", 1)[1].split("</thead>", 1)[0]
    facets = html.split('<form class="facets"', 1)[1].split("</form>", 1)[0]
    assert "_next" not in heading + facets


def test_a_text_of_the_mark_is_no_part_of_the_sql() -> None:
    order = Order(("id",), 'title" or 1=1 --')

    up_to = order.up_to("x' or '1'='1,5")

    assert up_to is not None
    assert "x' or" not in up_to.clauses[0]
    assert order.up_to("5") is None
