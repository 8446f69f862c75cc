"""Facets beside the rows: several values at once, all values of one, nothing lost on the way."""

import re
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

import pytest

PROJECTS = "/catalogue/projects"


def panel(html: str) -> str:
    return html.split('<form class="facets"', 1)[1].split("</form>", 1)[0]


def boxes(html: str) -> list[tuple[str, str, bool]]:
    """The boxes of the panel: name, value, whether it is ticked."""
    found = re.findall(
        r'<input type="checkbox" name="([^"]+)" value="([^"]*)"([^>]*)>', panel(html)
    )
    return [(unescape(name), unescape(value), " checked" in rest) for name, value, rest in found]


def kept(html: str) -> list[tuple[str, str]]:
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', panel(html))
    return [(unescape(name), unescape(value)) for name, value in found]


def total(html: str) -> int:
    found = re.search(r"共 <strong>([\d,]+)</strong>", html)
    assert found
    return int(found[1].replace(",", ""))


def applied(site: Any, html: str, *ticked: tuple[str, str]) -> str:
    """The page after the form was sent with more boxes ticked."""
    chosen = [(name, value) for name, value, is_ticked in boxes(html) if is_ticked]
    query = urlencode([*kept(html), *chosen, *ticked])
    return str(site.get(f"{PROJECTS}?{query}", follow_redirects=True).text)


def test_several_values_are_chosen_at_once(site: Any) -> None:
    html = site.get(PROJECTS).text
    departments = [(name, value) for name, value, _ in boxes(html) if name == "_departments"][:2]

    after = applied(site, html, *departments, ("mandate", "强制"))

    ticked = {(name, value) for name, value, is_ticked in boxes(after) if is_ticked}
    assert ticked == {*departments, ("mandate", "强制")}
    query = urlencode([*departments, ("mandate", "强制")])
    assert total(after) == total(site.get(f"{PROJECTS}?{query}").text)


@pytest.mark.parametrize(
    "query",
    [
        "_search=" + quote("电器") + "&_sort_desc=year&_size=20",
        "title__contains=" + quote("要求") + "&_col=title&_col=mandate",
        "mandate__in=" + quote("强制,推荐") + "&year=2024",
        "_committees=none&seq__gt=20",
        "_where=seq%3C60",
    ],
)
def test_applying_nothing_new_changes_nothing(site: Any, query: str) -> None:
    html = site.get(f"{PROJECTS}?{query}").text

    after = applied(site, html)

    assert total(after) == total(html)
    assert kept(after) == kept(html)
    assert boxes(after) == boxes(html)


def test_the_form_forgets_the_place_in_the_pages(site: Any) -> None:
    html = site.get(f"{PROJECTS}?_next=10050&year=2024").text

    assert kept(html) == []


def test_rows_without_a_value_exclude_the_others(site: Any) -> None:
    html = site.get(f"{PROJECTS}?mandate__isnull=1").text

    assert ("mandate__isnull", "1") not in kept(html)


def test_all_values_of_a_facet_are_listed_where_it_stands(site: Any) -> None:
    cut = site.get(f"{PROJECTS}?_facet_size=3").text
    found = re.search(r'href="([^"]+_facet_all=committees[^"]*)"', cut)
    assert found
    assert found[1].endswith("#facet-committees")

    whole = site.get(PROJECTS + unescape(found[1]).partition("#")[0]).text

    few = [value for name, value, _ in boxes(cut) if name == "_committees"]
    all_of_them = [value for name, value, _ in boxes(whole) if name == "_committees"]
    assert len(few) == 3 < len(all_of_them)
    assert all_of_them[:3] == few
    assert len([1 for name, _, _ in boxes(whole) if name == "_departments"]) == 3


def test_values_are_bounded_whatever_is_asked_for(site: Any) -> None:
    most = site.datasette.max_returned_rows

    html = site.get("/catalogue/project_organizations?_facet=project_id&_facet_all=project_id").text

    assert len(boxes(html)) <= 2 * most


def test_a_choice_leads_back_to_its_facet(site: Any) -> None:
    html = panel(site.get(PROJECTS).text)

    for name in ("mandate", "departments"):
        facet = html.split(f'id="facet-{name}"', 1)[1].split("</details>", 1)[0]
        links = re.findall(r'<li[^>]*>.*?<a href="([^"]+)"', facet)
        assert links
        assert all(address.endswith(f"#facet-{name}") for address in links)
