"""Where numbers were seen, as readers of the site are told."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest

from schema.vocabulary import EvidenceRank, SiteKind
from tests.site.conftest import Site
from tests.small_catalogue import SmallCatalogue, planned

OFFICIAL, SPAM = "https://gov.example.org/1", "https://spam.example.org/2"
TABLE = "/catalogue/projects"


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, open_site: Callable[[Path], Site]
) -> Iterator[Site]:
    """A site of three projects: one with an official page, one with a page of a site with spam
    beside one of another number, one without a number."""
    folder = tmp_path_factory.mktemp("evidence")
    small = SmallCatalogue(folder)
    titles = ("茶叶通用要求", "咖啡通用要求", "可可通用要求")
    rows = (planned(f"2030000{n}-T-469", title) for n, title in enumerate(titles, start=1))
    small.plan(1, "2030-01-02", *rows)
    small.site("gov.example.org", SiteKind.OFFICIAL)
    small.site("spam.example.org", SiteKind.SHARING, linked="no")
    small.site("shop.example.org", SiteKind.PUBLISHER)
    small.outcome(
        "plan-1-001",
        "GB/T 90001-2031",
        titles[0],
        source_urls=OFFICIAL,
        published_on="2031-08-01",
        implemented_on="2032-02",
        replaces="GB/T 90001-2019",
    )
    old = "https://shop.example.org/GBT90002-2019"
    small.outcome("plan-1-002", "GB/T 90002-2031", titles[1], source_urls=f"{SPAM} {old}")
    small.build()
    opened = open_site(folder)
    yield opened
    opened.close()


def page(site: Site, path: str) -> str:
    answer = site.get(path)
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def text(site: Site, path: str) -> str:
    """What a reader sees of a page."""
    return " ".join(re.sub(r"<[^>]+>", "", page(site, path)).split())


def test_a_project_says_where_its_number_was_seen_and_as_of_when(site: Site) -> None:
    shown = page(site, "/projects/plan-1-001")

    assert EvidenceRank.OFFICIAL in shown
    assert f'<a href="{OFFICIAL}"' in shown
    assert "不是官方核实" in shown
    assert "截至 2031年8月1日" in text(site, "/projects/plan-1-001")


def test_a_site_with_spam_is_named_and_not_linked(site: Site) -> None:
    addresses = ("/projects/plan-1-002", "/catalogue/project_outcomes", "/catalogue/evidence_pages")
    for path in (*addresses, "/catalogue/outcome_evidence"):
        assert f'href="{SPAM}' not in page(site, path)
    assert "spam.example.org/2" in page(site, "/projects/plan-1-002")
    assert "spam.example.org/2" in page(site, "/catalogue/evidence_pages")


def test_a_page_of_another_edition_is_said_not_to_count(site: Site) -> None:
    shown = page(site, "/projects/plan-1-002")

    assert EvidenceRank.OTHER in shown
    assert "不计入：网址所载是另一版本的编号（GB/T 90002-2019）" in shown


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("plan-1-001", "GB/T 90001-2031"),
        ("plan-1-002", "GB/T 90002-2031"),
        ("plan-1-003", "可可通用要求"),
    ],
)
def test_every_project_leads_to_the_search_of_the_official_platform(
    site: Site, code: str, text: str
) -> None:
    shown = page(site, f"/projects/{code}")

    assert f'href="https://std.samr.gov.cn/search/std?q={quote(text, safe="")}"' in shown


def test_a_standard_says_its_rank_and_leads_to_the_platform(site: Site) -> None:
    project = page(site, "/projects/plan-1-001")
    (number,) = re.findall(r'href="/standards/([^"]+)">GB/T 90001-2031', project)

    shown = page(site, f"/standards/{number}")

    assert EvidenceRank.OFFICIAL in shown
    assert f"std?q={quote('GB/T 90001-2031', safe='')}" in shown


def test_the_table_says_it_beside_the_number_and_counts_it_as_a_facet(site: Site) -> None:
    shown = page(site, TABLE)

    assert "GB/T 90001-2031 见于官方页面" in text(site, TABLE)
    assert "GB/T 90002-2031 仅见于其他网页" in text(site, TABLE)
    assert f"evidence_rank={quote(EvidenceRank.OFFICIAL)}" in shown


def test_downloads_hold_rank_dates_and_replaced_standards(site: Site) -> None:
    cells = next(csv.DictReader(io.StringIO(site.get(f"{TABLE}.csv").text)))

    assert cells["evidence_rank"] == EvidenceRank.OFFICIAL
    assert cells["status_as_of"] == "2031-08-01"
    assert cells["published_on"] == "2031-08-01"
    assert cells["implemented_on"] == "2032-02"
    assert json.loads(cells["replaced_numbers"]) == ["GB/T 90001-2019"]


def test_each_figure_of_the_quality_page_leads_to_its_projects(site: Site) -> None:
    shown = page(site, "/quality")

    figures = re.findall(r'href="(/catalogue/projects\?evidence_rank[^"]+)">(\d+)</a>', shown)
    assert [int(count) for _, count in figures] == [1, 0, 1, 1]
    for path, count in figures:
        address = path.replace("?", ".json?_shape=array&", 1)
        assert len(site.get(address).json()) == int(count)


def test_every_page_says_of_which_day_the_data_are(site: Site) -> None:
    for path in ("/", TABLE, "/lists", "/projects/plan-1-003"):
        assert "数据截至 2031年8月1日" in text(site, path)
