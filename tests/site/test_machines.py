"""The site for machines: documented examples, descriptions, sitemap and feed."""

import json
import re
from typing import Any
from urllib.parse import quote, urlencode, urlsplit
from xml.etree import ElementTree as ET

import pytest
from openapi_spec_validator import validate

from etl.paths import ROOT
from schema.queries import canned_queries
from web.machines.feed import Release, feed, releases
from web.machines.openapi import openapi
from web.machines.sitemap import index
from web.machines.text import json_in_html, xml_text

API = (ROOT / "docs/api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```http\nGET (.*?)\n```\n```json\n(.*?)\n```", API, re.DOTALL)
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def contains(answer: Any, part: Any) -> bool:
    """Whether ``answer`` has all that ``part`` has; a list must begin with the part's items."""
    if isinstance(part, dict):
        return isinstance(answer, dict) and all(
            key in answer and contains(answer[key], value) for key, value in part.items()
        )
    if isinstance(part, list):
        return (
            isinstance(answer, list)
            and len(answer) >= len(part)
            and all(contains(*pair) for pair in zip(answer, part, strict=False))
        )
    return bool(answer == part)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == API.count("```http") > 5


@pytest.mark.parametrize(("address", "part"), EXAMPLES, ids=[e[0][:60] for e in EXAMPLES])
def test_every_documented_example_is_answered_so(site: Any, address: str, part: str) -> None:
    answer = site.get(quote(address, safe="/?&=+(),*%"), follow_redirects=True)

    assert contains(answer.json(), json.loads(part)), answer.text[:500]


def test_the_description_of_the_api_is_valid(site: Any) -> None:
    document = site.get("/openapi.json").json()

    validate(document)


def test_every_endpoint_of_the_description_is_documented_and_answered(site: Any) -> None:
    examples = {
        "table": "projects",
        "code": "2024-017",
        "name": "projects.csv",
        "measure": "action-plan:task-1",
        "document": "action-plan",
        "number": "GB-38031-2025",
    }

    queries = {f"/catalogue/{query.name}.json" for query in canned_queries()}

    paths: Any = openapi("", "", "1", "http://localhost")["paths"]
    for path, described in paths.items():
        address = path.format(**examples)
        filled = {
            one["name"]: one["schema"]["examples"][0]
            for one in described["get"]["parameters"]
            if path in queries
        }
        query = urlencode({"sql": "select 1"} if path == "/catalogue.json" else filled)
        assert site.get(f"{address}?{query}", follow_redirects=True).status_code == 200
        start = "/catalogue/NAME" if path in queries else path.split("{")[0]
        assert start in API


def test_the_described_project_is_the_one_answered(site: Any) -> None:
    document = site.get("/openapi.json").json()
    row = site.get("/catalogue/projects.json?_shape=array&_size=1").json()[0]

    assert list(document["components"]["schemas"]["Project"]["properties"]) == list(row)


def described(site: Any) -> Any:
    page = site.get("/").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_home_page_describes_the_dataset(site: Any) -> None:
    dataset = described(site)

    assert dataset["@type"] == "Dataset"
    assert dataset["name"] == "国家标准项目目录"
    assert dataset["temporalCoverage"] == "2024/2025"
    assert dataset["isBasedOn"][0]["identifier"] == "国市监标技发〔2024〕34号"
    for distribution in dataset["distribution"]:
        assert site.get(urlsplit(distribution["contentUrl"]).path).status_code == 200


def test_the_home_page_leads_to_dcat_and_feed(site: Any) -> None:
    page = site.get("/").text

    for kind, path in (("application/ld+json", "/dcat.jsonld"), ("application/atom+xml", "/feed")):
        assert re.search(rf'<link rel="alternate" type="{re.escape(kind)}" href="[^"]*{path}', page)


def test_dcat_gives_size_and_checksum_of_every_file(site: Any) -> None:
    document = site.get("/dcat.jsonld").json()
    files = {file["name"]: file for file in site.get("/downloads.json").json()["files"]}

    distributions = document["dcat:dataset"][0]["dcat:distribution"]
    assert len(distributions) > 5
    for distribution in distributions:
        file = files[urlsplit(distribution["@id"]).path.removeprefix("/downloads/")]
        assert distribution["dcat:byteSize"] == file["bytes"]
        assert distribution["spdx:checksum"]["spdx:checksumValue"] == file["sha256"]


def test_the_sitemap_names_every_page_and_each_is_there(site: Any) -> None:
    root = ET.fromstring(site.get("/sitemap.xml").content)
    paths = [urlsplit(element.text or "").path for element in root.iter(f"{SITEMAP}loc")]

    assert len(paths) == len(set(paths))
    assert sum(path.startswith("/projects/") for path in paths) == 294
    for path in [*paths[:8], *paths[-3:], "/projects/2025-165"]:
        assert path in paths
        assert site.get(path).status_code == 200


def test_a_large_sitemap_is_an_index(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.machines.sitemap.MAX_ADDRESSES", 100)

    # At an address of its own: the whole one may be kept.
    root = ET.fromstring(site.get("/sitemap.xml", headers={"host": "parts.example"}).content)
    parts = [urlsplit(element.text or "").path for element in root.iter(f"{SITEMAP}loc")]

    assert root.tag == f"{SITEMAP}sitemapindex"
    found = [
        [urlsplit(one.text or "").path for one in root.iter(f"{SITEMAP}loc")]
        for root in (ET.fromstring(site.get(part).content) for part in parts)
    ]
    assert all(0 < len(part) <= 100 for part in found)
    whole = [path for part in found for path in part]
    assert len(whole) == len(set(whole))
    monkeypatch.undo()
    everything = ET.fromstring(site.get("/sitemap.xml", headers={"host": "one.example"}).content)
    assert {urlsplit(one.text or "").path for one in everything.iter(f"{SITEMAP}loc")} == {*whole}
    monkeypatch.setattr("web.machines.sitemap.MAX_ADDRESSES", 100)
    assert site.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
    assert site.get("/sitemap-0.xml").status_code == 404


def test_robots_are_told_where_the_sitemap_is(site: Any) -> None:
    text = site.get("/robots.txt").text

    assert "/sitemap.xml" in text
    assert "Disallow: /catalogue?" in text


def test_the_feed_has_every_release(site: Any) -> None:
    answer = site.get("/feed.atom")

    root = ET.fromstring(answer.content)
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == len(releases()) > 0
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{name}")


def test_the_feed_lists_what_changed() -> None:
    changes: dict[str, dict[str, Any]] = {
        "added": {"2026-001": "新项目 <b>"},
        "removed": {},
        "changed": {"2024-001": [{"field": "title", "old": "甲", "new": "乙"}]},
    }
    release = Release("0.2.0", "2026-12-01", "更新", "两处", changes)

    root = ET.fromstring(feed("目录", "http://x/", "http://x/feed.atom", [release]))

    content = root.findtext(f"{ATOM}entry/{ATOM}content")
    assert content == "新增 2026-001 新项目 <b>\n变更 2024-001 title：甲 → 乙"


def test_json_within_html_cannot_end_its_element() -> None:
    text = json_in_html({"a": "</script><!--&\u2028"})

    assert "<" not in text
    assert json.loads(text) == {"a": "</script><!--&\u2028"}


def test_xml_holds_no_characters_that_it_forbids() -> None:
    assert xml_text("a\x00b\x0bc\ufffed标准🙂") == "abcd标准🙂"


def test_an_index_of_sitemaps_is_xml() -> None:
    assert ET.fromstring(index(["http://x/sitemap-1.xml"])).tag == f"{SITEMAP}sitemapindex"
