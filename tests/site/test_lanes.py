"""Which lane a request is on."""

from typing import Any

import pytest

from web.safety.sql.lanes import Lanes

SITE = [
    "/",
    "/.json",
    "/projects/2024-001",
    "/organizations/1",
    "/lists/2024",
    "/quality",
    "/downloads",
    "/feed.atom",
    "/static/site.css",
    "/-/versions.json",
    "/catalogue",
    "/catalogue.json",
    "/catalogue/projects",
    "/catalogue/projects.json",
    "/catalogue/projects.csv?_size=max",
    "/catalogue/projects?_search=%E9%94%85%E7%82%89&_sort=title_sort_key",
    "/catalogue/projects?year=2024&mandate=%E5%BC%BA%E5%88%B6&project_type__in=a,b",
    "/catalogue/projects?_departments=3&_committees=none&_next=10050",
    "/catalogue/projects?year__gte=2024&_facet=year&_facet_size=60",
    "/catalogue/projects/10001",
    "/catalogue/projects/10001.json?_shape=objects",
    "/catalogue/flat_table",
    "/catalogue/flat_table.json?_shape=array",
]
VISITORS = [
    "/catalogue?sql=select+1",
    "/catalogue.json?sql=select+1",
    "/catalogue.csv?sql=select+1",
    "/~63atalogue?sql=select+1",
    "/%63atalogue?sql=select+1",
    "/catalogue/projects?_where=1",
    "/catalogue/projects?_through=%7B%7D",
    "/catalogue/projects?_facet=title",
    "/catalogue/projects?_facet_date=title",
    "/catalogue/projects?_facet_array=source_cells",
    "/catalogue/projects?_facet_size=max",
    "/catalogue/projects?_size=1000",
    "/catalogue/projects?_labels=off",
    "/catalogue/projects?_unknown=1",
    "/catalogue/projects?title__like=a",
    "/catalogue/projects?title__glob=a",
    "/catalogue/projects?title__contains=a",
    "/catalogue/projects?committees__arraycontains=a",
    "/catalogue/projects?nosuch=1",
    "/catalogue/projects?rowid=1",
    "/catalogue/projects?title=" + "a" * 500,
    "/catalogue/projects?_search=" + "+".join("abcdefghijkl"),
    "/catalogue/projects?" + "&".join("year=2024" for _ in range(40)),
    "/catalogue/projects?project_type__in=" + ",".join("ab" for _ in range(60)),
    "/catalogue/projects.csv?_stream=on",
    "/catalogue/projects.xlsx",
    "/catalogue/projects.ndjson",
    "/catalogue/projects.json?_dl=on",
    "/catalogue/projects_fts",
    "/catalogue/projects_fts_data",
    "/catalogue/sqlite_master",
    "/catalogue/ranked_search",
    "/catalogue/ranked_search?q=a",
    "/catalogue/flat_table?_facet=a",
    "/other",
    "/_internal/databases",
]


def is_of_the_site(site: Any, address: str) -> bool:
    """The lane of an address."""
    path, _, query = address.partition("?")
    return Lanes(site.datasette).is_of_the_site(path, query)


@pytest.mark.parametrize("address", SITE)
def test_the_sites_own_pages_wait_for_no_visitor(site: Any, address: str) -> None:
    assert is_of_the_site(site, address)


@pytest.mark.parametrize("address", VISITORS)
def test_everything_else_is_a_visitors(site: Any, address: str) -> None:
    assert not is_of_the_site(site, address)


def test_the_links_of_the_table_page_stay_on_the_sites_lane(site: Any) -> None:
    facets = site.get("/catalogue/projects.json?_size=1").json()["facet_results"]

    links = [value["toggle_url"] for facet in facets.values() for value in facet["results"]]

    assert len(links) > 30
    assert all(is_of_the_site(site, link.partition("localhost")[2]) for link in links)
