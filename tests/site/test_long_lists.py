"""Lists that are longer than a page: every row is on one of the pages, and each says where it
stands. Pages that there are not are not answered with an empty list."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.small_catalogue import COMMITTEE, OTHER_COMMITTEE, SmallCatalogue, planned

NEXT = re.compile(r'<a href="([^"#]+)[^"]*" rel="next">')
PLACE = re.compile(r"第 (\d+)–(\d+) 条，共 (\d+) 条")
ROWS = 7


@pytest.fixture
def long_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_site: Any) -> Iterator[Any]:
    """A list of seven projects and pages of three; two committees beside each other."""
    monkeypatch.setattr("etl.database.count_groups.COUNTED_AT_REQUEST", 0)
    for module in ("body", "list"):
        monkeypatch.setattr(f"web.pages.{module}.LISTED", 3)
    made = SmallCatalogue(tmp_path)
    both = f"{COMMITTEE}、{OTHER_COMMITTEE}"
    rows = [
        planned(f"2030000{n}-T-001", f"茶{n}号", committee=both if n % 2 else COMMITTEE)
        for n in range(1, ROWS + 1)
    ]
    made.plan(1, "2030-01-02", *rows)
    made.plan(2, "2031-01-02", planned("20310001-T-001", "咖啡", committee=OTHER_COMMITTEE))
    made.build()
    opened = open_site(tmp_path)
    yield opened
    opened.close()


def walk(site: Any, path: str) -> list[str]:
    """All pages of a list, by the links to the next."""
    pages = []
    while path:
        answer = site.get(path)
        assert answer.status_code == 200, answer.text[:300]
        pages.append(answer.text)
        following = NEXT.search(answer.text)
        path = following[1] if following else ""
    return pages


def titles(html: str) -> list[str]:
    return re.findall(r">(茶\d号)<", html)


@pytest.mark.parametrize("path", ["/lists/plan-1", "/organizations/1"])
def test_every_row_stands_on_one_page(long_site: Any, path: str) -> None:
    pages = walk(long_site, path)

    shown = [title for page in pages for title in titles(page)]
    assert shown == [f"茶{n}号" for n in range(1, ROWS + 1)]
    places = [tuple(map(int, found[0])) for found in map(PLACE.findall, pages)]
    assert places == [(1, 3, 7), (4, 6, 7), (7, 7, 7)]
    # The way back, and the first page without a number.
    assert f'href="{path}#' in pages[1]
    assert f'href="{path}?page=2#' in pages[2]


@pytest.mark.parametrize("path", ["/lists/plan-1", "/organizations/1", "/organizations", "/lists"])
def test_pages_that_are_not_there(long_site: Any, path: str) -> None:
    assert long_site.get(f"{path}?page=99").status_code == 404
    for wrong in ("0", "-1", "abc", "1.5", "99999999999999999999"):
        answer = long_site.get(f"{path}?page={wrong}")
        assert answer.status_code == 400
        assert "页码" in answer.text


def test_bodies_and_notices_on_pages(long_site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.pages.bodies.PAGE", 1)
    monkeypatch.setattr("web.pages.lists.PAGE", 1)

    bodies = walk(long_site, "/organizations")
    notices = walk(long_site, "/lists")

    assert [re.findall(r'href="/organizations/(\d+)"', page) for page in bodies] == [["1"], ["2"]]
    # All of a kind are counted on each of its pages.
    assert all("2 个</span></h2>" in page for page in bodies)
    assert [re.findall(r'id="notice-(\d+)"', page) for page in notices] == [["2"], ["1"]]


def test_bodies_beside_a_body_are_the_same_from_the_table(
    long_site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = long_site.get("/organizations/1?n=1").text
    monkeypatch.setattr("web.pages.body.COUNTED_AT_REQUEST", 0)
    from_table = long_site.get("/organizations/1?n=2").text

    partners = re.compile(r'<ul class="partners">.*?</ul>')
    assert partners.findall(counted) == partners.findall(from_table) != []


def test_a_feed_has_the_newest_list_first(long_site: Any) -> None:
    feed = long_site.get("/catalogue/projects.atom").text

    named = re.findall(r"(咖啡|茶\d号)</title>", feed)
    assert named[0] == "咖啡"
    assert sorted(named[1:]) == [f"茶{n}号" for n in range(1, ROWS + 1)]
