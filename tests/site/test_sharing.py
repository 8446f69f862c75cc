"""What is passed on: a feed for a filter, an address with its version, files with their digest."""

import hashlib
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from etl.export.files import MANIFEST, export
from web.machines import projects_feed

PAGE = "/catalogue/projects"
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(site: Any, query: str) -> ET.Element:
    answer = site.get(f"{PAGE}.atom?{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


def codes_of(root: ET.Element) -> list[str]:
    return [str(one.findtext(f"{ATOM}title")).split()[0] for one in root.iter(f"{ATOM}entry")]


def test_a_feed_has_the_projects_of_the_filter_and_no_other(site: Any) -> None:
    query = f"mandate={quote('强制')}&_search={quote('消防')}"
    chosen = [row["code"] for row in site.get(f"{PAGE}.json?_shape=array&{query}").json()]

    found = codes_of(feed(site, query))

    assert chosen
    assert len(chosen) <= projects_feed.SHOWN
    assert sorted(found) == sorted(chosen)


def test_a_feed_is_bounded_and_the_newest_come_first(site: Any, site_folder: Path) -> None:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        newest = [
            row[0]
            for row in connection.execute(
                "select max(issued_on, coalesce(status_as_of, '')) from projects "
                "join lists on lists.id = list_id join notices on notices.id = notice_id "
                "order by 1 desc limit ?",
                [projects_feed.SHOWN],
            )
        ]
    root = feed(site, "")

    dates = [str(one.findtext(f"{ATOM}updated"))[:10] for one in root.iter(f"{ATOM}entry")]

    assert [date[: len(new)] for date, new in zip(dates, newest, strict=True)] == newest
    assert root.findtext(f"{ATOM}updated", "")[:10] == max(dates)


def test_a_feed_is_valid_atom(site: Any) -> None:
    root = feed(site, f"_departments={quote('应急管理部')}")

    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{name}")
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00", str(element.findtext(f"{ATOM}updated"))
        )
    ids = [one.findtext(f"{ATOM}id") for one in root.iter(f"{ATOM}entry")]
    assert len({*ids}) == len(ids)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == root.findtext(f"{ATOM}id")
    assert links["alternate"] == f"http://localhost{PAGE}?_departments={quote('应急管理部')}"


def test_a_filter_that_selects_nothing_has_an_empty_feed(site: Any) -> None:
    assert codes_of(feed(site, "year=1900")) == []


def test_other_tables_have_no_feed(site: Any) -> None:
    answer = site.get("/catalogue/standards.atom")

    assert answer.status_code == 400


def share(site: Any, query: str) -> dict[str, str]:
    html = site.get(f"{PAGE}?{query}").text
    block = html.partition('<details class="share">')[2].partition("</details>")[0]
    field = re.search(r'<input id="share-link"[^>]*value="([^"]*)" readonly>', block)
    atom = re.search(r'href="([^"]*\.atom[^"]*)"', block)
    assert field
    assert atom
    return {"link": unescape(field[1]), "feed": unescape(atom[1])}


def test_the_link_to_copy_leads_to_the_same_page_and_names_the_version(site: Any) -> None:
    query = f"mandate={quote('强制')}&_sort_desc=year"
    version = site.get("/-/health").json()["sha256"][:8]

    found = share(site, f"{query}&_version=00000000")

    assert found["link"] == f"http://localhost{PAGE}?{query}&_version={version}"
    assert found["feed"] == f"http://localhost{PAGE}.atom?mandate={quote('强制')}"
    assert "结果可能不同" not in site.get(found["link"]).text


def test_an_address_of_another_version_says_so(site: Any) -> None:
    page = site.get(f"{PAGE}?_version=00112233&mandate={quote('强制')}").text

    assert "00112233" in page
    assert "结果可能不同" in page
    assert "<script>alert" not in site.get(f"{PAGE}?_version=<script>alert(1)").text


def test_a_version_says_whether_it_is_served(site: Any) -> None:
    sha256 = site.get("/-/health").json()["sha256"]

    for known in (sha256, sha256[:8], sha256[:20].upper()):
        answer = site.get(f"/versions/{known}")
        assert answer.status_code == 200
        assert "就是这个版本" in answer.text
        assert sha256 in answer.text
    other = site.get("/versions/00112233")
    assert other.status_code == 404
    assert "不是这个版本" in other.text
    assert sha256[:8] in other.text
    assert site.get("/versions/xyz").status_code == 404


@pytest.fixture
def copy_of(
    site_folder: Path, tmp_path: Path, open_site: Callable[[Path], Any]
) -> Callable[[bool], Any]:
    """Opens a site on a copy of the catalogue, with or without its exported files."""

    def opened(has_files: bool) -> Any:
        shutil.copy(site_folder / "catalogue.db", tmp_path)
        if has_files:
            shutil.copytree(site_folder / "exports", tmp_path / "exports")
        return open_site(tmp_path)

    return opened


def test_no_visitor_has_files_made(copy_of: Callable[[bool], Any], tmp_path: Path) -> None:
    site = copy_of(False)

    page = site.get("/downloads")
    listed = site.get("/downloads.json").json()
    file = site.get("/downloads/projects.csv")

    assert page.status_code == 200
    assert "catalogue export exports" in page.text
    assert listed["files"] == []
    assert file.status_code == 404
    assert not (tmp_path / "exports").exists()
    site.close()


def test_files_that_were_made_meanwhile_are_there(
    copy_of: Callable[[bool], Any], tmp_path: Path
) -> None:
    site = copy_of(False)
    assert site.get("/downloads.json").json()["files"] == []

    export(tmp_path / "catalogue.db", tmp_path / "exports")

    listed = {f["name"]: f for f in site.get("/downloads.json?_=2").json()["files"]}
    answer = site.get("/downloads/projects.json", headers={"accept-encoding": "identity"})
    assert hashlib.sha256(answer.content).hexdigest() == listed["projects.json"]["sha256"]
    site.close()


def test_a_tag_never_stands_on_another_file(copy_of: Callable[[bool], Any], tmp_path: Path) -> None:
    """Files are replaced while the site runs: what it answers has the tag of what it sends, or is
    not there."""
    site = copy_of(True)
    plain = {"accept-encoding": "identity"}
    before = site.get("/downloads/projects.ndjson", headers=plain)
    assert before.headers["etag"] == f'"{hashlib.sha256(before.content).hexdigest()}"'
    again = site.get(
        "/downloads/projects.ndjson", headers={**plain, "if-none-match": before.headers["etag"]}
    )
    assert again.status_code == 304

    (tmp_path / "exports" / "projects.ndjson").write_text('{"code": "other"}\n', encoding="utf-8")

    assert site.get("/downloads/projects.ndjson", headers=plain).status_code == 404
    manifest = tmp_path / "exports" / MANIFEST
    content = json.loads(manifest.read_text(encoding="utf-8")) | {"catalogue": "0" * 64}
    manifest.write_text(json.dumps(content), encoding="utf-8")
    assert site.get("/downloads.json?_=3").json()["files"] == []
    site.close()


def test_the_database_is_sent_as_it_was_opened_under_its_own_tag(
    copy_of: Callable[[bool], Any], tmp_path: Path
) -> None:
    site = copy_of(False)
    site.get("/-/health")

    other = tmp_path / "other.db"
    other.write_bytes(b"another file")
    other.replace(tmp_path / "catalogue.db")

    answer = site.get("/catalogue.db")
    assert answer.headers["etag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'
    assert answer.content.startswith(b"SQLite format 3")
    site.close()
