"""Citations of projects and standards: by GB/T 7714—2015 and as BibTeX, with the reader's day."""

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string

from etl.export.files import export
from tests.made.formats import NUMBER, build_formats, titles
from tests.small_catalogue import SmallCatalogue, announced, planned

PROJECT = "/projects/text-2026-002"
STANDARD = "/standards/GB-T-90001-2031"
DAY = "2026-11-21"


@pytest.fixture(scope="module")
def planned_site(
    open_site: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    folder = build_formats(tmp_path_factory.mktemp("formats"), ["text"])
    export(folder / "catalogue.db", folder / "exports")
    opened = open_site(folder)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def published_site(
    open_site: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    small = SmallCatalogue(tmp_path_factory.mktemp("published"))
    small.announcement(1, "2031-05-06", announced("GB/T 90001-2031", "示例茶叶分类 第1部分：绿茶"))
    small.plan(2, "2030-02-03", planned("20300001-T-001", "示例茶叶贮存"))
    small.build()
    folder = small.database.parent
    export(small.database, folder / "exports")
    opened = open_site(folder)
    yield opened
    opened.close()


def fields(html: str) -> dict[str, str]:
    """The texts to copy by the names of their fields."""
    found = re.findall(r'<textarea id="([^"]+)"([^>]*)>(.*?)</textarea>', html, re.DOTALL)
    assert all(" readonly" in attributes for _, attributes, _ in found)
    return {name: unescape(text) for name, _, text in found}


def entry(text: str) -> dict[str, str]:
    """The only entry of a BibTeX text."""
    library = parse_string(text)
    assert library.failed_blocks == []
    (found,) = library.entries
    return {"key": found.key, "type": found.entry_type, **{f.key: f.value for f in found.fields}}


def test_a_project_is_cited_as_a_record_in_a_version(planned_site: Any) -> None:
    html = planned_site.get(f"{PROJECT}?accessed={DAY}").text
    version = re.search(r"数据版本 <code>([0-9a-f]{8})</code>", html)
    assert version

    cited = fields(html)["cite-record"]

    assert cited == (
        f"{titles('text')[1]}: text-2026-002[DB/OL]//国家标准项目目录. "
        f"数据版本 {version[1]}[{DAY}]. http://localhost{PROJECT}."
    )


def test_the_version_is_the_beginning_of_the_files_digest(planned_site: Any) -> None:
    html = planned_site.get(PROJECT).text
    listed = planned_site.get("/downloads.json").json()["files"]
    (digest,) = [file["sha256"] for file in listed if file["name"] == "catalogue.db"]

    assert f"数据版本 <code>{digest[:8]}</code>" in html


def test_the_notice_is_cited_with_three_issuers_and_the_row(planned_site: Any) -> None:
    cited = fields(planned_site.get(PROJECT).text)["cite-notice"]

    assert cited == (
        f"示例部, 示例总局, 示例委, 等. 关于下达2026年示例计划的通知: {NUMBER}[Z]. "
        "2026-03-02: 附件1第2项."
    )


def test_a_standard_is_cited_by_title_and_number_and_nothing_is_made_up(
    published_site: Any,
) -> None:
    cited = fields(published_site.get(f"{STANDARD}?accessed={DAY}").text)

    assert cited["cite-standard"] == (
        "示例茶叶分类 第1部分：绿茶: GB/T 90001—2031[S]. [出版地不详]: [出版者不详], 2031."
    )
    assert cited["cite-record"].startswith(
        "示例茶叶分类 第1部分：绿茶: GB/T 90001—2031[DB/OL]//国家标准项目目录. 数据版本 "
    )
    assert f"[{DAY}]. http://localhost{STANDARD}." in cited["cite-record"]


def test_without_a_day_its_place_is_held_and_no_clock_is_asked(planned_site: Any) -> None:
    html = planned_site.get(PROJECT).text

    assert "[引用日期]" in fields(html)["cite-record"]
    assert "urldate" not in fields(html)["cite-bibtex"]
    assert re.search(r'<input type="date" name="accessed" value="">', html)


@pytest.mark.parametrize("day", ["2026-7-1", "20261121", "2026-02-30", "abc", "2026-W01-1"])
@pytest.mark.parametrize("path", [PROJECT, f"{PROJECT}.bib"])
def test_what_is_no_day_is_refused_and_explained(planned_site: Any, path: str, day: str) -> None:
    answer = planned_site.get(f"{path}?accessed={day}")

    assert answer.status_code == 400
    assert "引用日期" in answer.text


def test_bibtex_of_a_project_is_that_of_the_whole_file_with_its_address(planned_site: Any) -> None:
    answer = planned_site.get(f"{PROJECT}.bib?accessed={DAY}")
    whole = parse_string(planned_site.get("/downloads/catalogue.bib").text)
    (in_file,) = [found for found in whole.entries if found.key == "project-text-2026-002"]

    found = entry(answer.text)

    assert answer.headers["content-type"].startswith("application/x-bibtex")
    assert answer.headers["content-disposition"].endswith("text-2026-002.bib")
    assert {f.key: f.value for f in in_file.fields}.items() <= found.items()
    assert found["url"] == f"http://localhost{PROJECT}"
    assert found["urldate"] == DAY
    page = planned_site.get(f"{PROJECT}?accessed={DAY}").text
    assert entry(fields(page)["cite-bibtex"]) == found


def test_bibtex_of_a_standard_is_that_of_the_whole_file(published_site: Any) -> None:
    whole = parse_string(published_site.get("/downloads/catalogue.bib").text)
    (in_file,) = [found for found in whole.entries if found.key == "GBT90001-2031"]

    found = entry(published_site.get(f"{STANDARD}.bib").text)

    assert {f.key: f.value for f in in_file.fields}.items() <= found.items()
    assert fields(published_site.get(STANDARD).text)["cite-bibtex"].split() == (
        published_site.get(f"{STANDARD}.bib").text.split()
    )
    assert published_site.get("/standards/gb%2Ft90001-2031.bib").text == (
        published_site.get(f"{STANDARD}.bib").text
    )


def test_what_is_not_there_has_no_bibtex(planned_site: Any) -> None:
    assert planned_site.get("/projects/text-2026-999.bib").status_code == 404
    assert planned_site.get("/standards/GB-1-2099.bib").status_code == 404
