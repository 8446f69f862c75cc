"""The bars above narrowed rows: they count those rows, and each part leads to its own."""

import re
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest

PROJECTS = "/catalogue/projects"


def bars(html: str) -> dict[str, list[tuple[str, str, int]]]:
    """The parts of each bar: where they lead, what they are called, how many rows they count."""
    found = {}
    for figure in re.findall(r'<figure class="division".*?</figure>', html, re.DOTALL):
        title = re.search(r"<figcaption>(.*?)</figcaption>", figure)
        assert title
        parts = re.findall(r'</span><a href="([^"]+)">(.*?)</a> ([\d,]+)</li>', figure)
        found[title[1]] = [
            (unescape(address), label, int(count.replace(",", "")))
            for address, label, count in parts
        ]
    return found


def total(html: str) -> int:
    found = re.search(r"共 <strong>([\d,]+)</strong>", html)
    assert found
    return int(found[1].replace(",", ""))


@pytest.mark.parametrize(
    "query",
    ["_search=" + quote("能效"), "_departments=2", "year=2025&title__contains=" + quote("安全")],
)
def test_parts_count_the_rows_in_force(site: Any, query: str) -> None:
    html = site.get(f"{PROJECTS}?{query}").text
    found = bars(html)

    assert found
    for parts in found.values():
        assert sum(count for _, _, count in parts) == total(html)
        assert len(parts) > 1


def test_each_part_leads_to_its_rows(site: Any) -> None:
    for parts in bars(site.get(f"{PROJECTS}?_search={quote('能效')}").text).values():
        for address, _, count in parts:
            assert total(site.get(PROJECTS + address.partition("#")[0]).text) == count


def test_rows_that_say_the_same_have_no_bar(site: Any) -> None:
    found = bars(site.get(f"{PROJECTS}?mandate={quote('强制')}").text)

    assert found
    assert "标准性质" not in found


def test_all_rows_together_have_no_bars(site: Any) -> None:
    assert bars(site.get(PROJECTS).text) == {}
    assert bars(site.get(f"{PROJECTS}?title__contains={quote('没有这样的名称')}").text) == {}
