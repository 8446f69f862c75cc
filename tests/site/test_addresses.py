"""Every address that the site has ever answered goes on to answer: people and papers cite them."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.shipped_rows import page_of_a_finding

PAGES = (
    "/",
    "/projects",
    "/projects/2024-001",
    "/projects/2025-165",
    "/projects/10001",
    "/projects/2024-017.json",
    "/organizations",
    "/organizations/1",
    "/lists",
    "/lists/2024",
    "/lists/2025",
    "/lists/1",
    "/quality",
    "/downloads",
    "/downloads.json",
    "/catalogue",
    "/catalogue/projects/10001",
    "/catalogue/projects/10001.json",
    "/catalogue/organizations/1",
    "/catalogue/organizations/1.json",
    "/catalogue/lists/1",
    "/catalogue/notices/1",
    page_of_a_finding(),
    "/catalogue/events/1",
    "/catalogue/project_organizations/10001," + quote("主管部门") + ",1",
    "/feed.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/dcat.jsonld",
    "/openapi.json",
)
TABLES = (
    "projects",
    "lists",
    "standards",
    "project_outcomes",
    "standard_relations",
    "events",
    "event_subjects",
    "notices",
    "organizations",
    "project_organizations",
    "stated_totals",
    "findings",
    "corrections",
    "vocabulary",
    "data_dictionary",
    "build_info",
)
FORMS = ("", ".json", ".csv", ".csv?_excel=on", ".ndjson", ".xlsx")
FILES = (
    "catalogue.xlsx",
    "projects.csv",
    "projects.json",
    "projects.ndjson",
    "projects.parquet",
    "catalogue.db",
    "catalogue.bib",
    "datapackage.json",
    "manifest.json",
    "SHA256SUMS",
    *(f"tables/{table}.csv" for table in TABLES),
)
QUERIES = (
    "committees_by_projects",
    "corrections_list",
    "department_year_counts",
    "families",
    "family_parts",
    "findings_list?kind=",
    "flat_table",
    "joint_committees",
    "mandatory_by_committee?committee=&year=",
    "outcome_doubts",
    "outcome_evidence",
    "outcome_in_force?date=",
    "outcome_mandate_changed",
    "outcome_mandates_differ",
    "outcome_months",
    "outcome_progress",
    "outcome_readings",
    "outcome_replacements?number=",
    "outcome_statements",
    "outcome_titles_differ",
    "outcome_types_differ",
    "outcome_unverified?status=",
    "outcome_years_differ",
    "outcomes_of_projects?q=",
    "overview",
    "projects_by_department?department=&year=",
    "ranked_search?q=",
    "reconciliation",
    "revisions?mandate=",
    "without_committee",
)
FILTERS = (
    "_search=" + quote("电池"),
    "_search_title=" + quote("电池"),
    "mandate=" + quote("强制"),
    "year=2024&year=2025",
    "year__in=2024,2025",
    "_departments=1",
    "_committees=none",
    "committees__arraycontains=" + quote("全国消防标准化技术委员会"),
    "list_id=2",
    "_sort=title_sort_key",
    "_sort_desc=published_year",
    "_facet=family",
    "_facet_array=committees",
    "_col=code&_col=title",
)


def status(site: Any, path: str) -> int:
    answer: int = site.get(path, follow_redirects=True).status_code
    return answer


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers(site: Any, path: str) -> None:
    assert status(site, path) == 200


@pytest.mark.parametrize("table", TABLES)
def test_a_table_answers_in_every_form(site: Any, table: str) -> None:
    assert [status(site, f"/catalogue/{table}{form}") for form in FORMS] == [200] * len(FORMS)


@pytest.mark.parametrize("name", FILES)
def test_a_file_answers(site: Any, name: str) -> None:
    assert status(site, f"/downloads/{name}") == 200


@pytest.mark.parametrize("query", QUERIES)
def test_a_ready_made_query_answers(site: Any, query: str) -> None:
    assert status(site, f"/catalogue/{query}") == 200


@pytest.mark.parametrize("query", FILTERS)
def test_a_filtered_table_answers(site: Any, query: str) -> None:
    assert status(site, f"/catalogue/projects?{query}") == 200


def test_a_standard_keeps_its_number_and_address(site: Any) -> None:
    row = site.get("/catalogue/standards.json?_shape=array&_size=1").json()[0]

    for path in (f"/catalogue/standards/{row['id']}", f"/catalogue/standards/{row['id']}.json"):
        assert status(site, path) == 200
