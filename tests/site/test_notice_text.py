"""The notice itself on the site: its text as issued, and from a project to its line and back."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from etl.build import build
from etl.problems import CatalogueError
from tests.made.formats import (
    ENDINGS,
    HOSTILE,
    LONG,
    NUMBER,
    SLUG,
    build_formats,
    build_long,
    file_name,
    titles,
)
from web.notices.line_ranges import MOST_RANGES, holds, read_ranges, written
from web.notices.printed_text import MOST_CHARACTERS, PAGE

LONG_TEXT = "/notices/long-2026/long.txt"


@pytest.fixture(scope="module")
def made(
    open_site: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The site of a notice with a file in each format."""
    opened = open_site(build_formats(tmp_path_factory.mktemp("formats")))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def long(
    open_site: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """The site of a notice whose list needs several pages."""
    opened = open_site(build_long(tmp_path_factory.mktemp("long")))
    yield opened
    opened.close()


def text_url(form: str) -> str:
    return f"/notices/{SLUG}/{quote(file_name(form))}"


def followed(site: Any, path: str) -> Any:
    """The answer at the end of redirects."""
    answer = site.get(path, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return answer


def lines_of(html: str) -> dict[int, str]:
    """The rows of the text by their anchors, as HTML."""
    return {
        int(number): row
        for number, row in re.findall(r'<tr id="L(\d+)"[^>]*>(.*?)</tr>', html, re.DOTALL)
    }


def printed(row: str) -> str:
    """The text of a row as it is copied from the page."""
    cell = re.search(r'<td class="text">(.*?)</td>', row, re.DOTALL)
    assert cell
    return unescape(re.sub(r"<[^>]+>", "", cell[1]))


def marked(html: str) -> list[int]:
    return [int(number) for number in re.findall(r'<tr id="L(\d+)" class="marked">', html)]


@pytest.mark.parametrize("form", ENDINGS)
@pytest.mark.parametrize("row", [1, 3])
def test_from_a_project_to_its_marked_line_and_back(made: Any, form: str, row: int) -> None:
    code = f"{form}-2026-{row:03}"
    way = re.search(
        r'<dt>位置</dt>.*?href="([^"]+)"', made.get(f"/projects/{code}").text, re.DOTALL
    )
    assert way

    step = made.get(way[1])
    html = followed(made, way[1]).text

    (line,) = marked(html)
    assert step.headers["location"].endswith(f"#L{line}")
    assert titles(form)[row - 1] in printed(lines_of(html)[line]).replace('""', '"')
    assert f'href="/projects/{code}"' in lines_of(html)[line]


@pytest.mark.parametrize("form", ["text", "csv"])
def test_a_text_is_shown_as_it_was_issued(made: Any, form: str) -> None:
    data = (made.folder / "sources" / SLUG / file_name(form)).read_bytes().decode("utf-8-sig")

    shown = lines_of(made.get(text_url(form)).text)

    assert [printed(shown[number]) for number in sorted(shown)] == data.splitlines()


@pytest.mark.parametrize(
    ("form", "place"),
    [("pdf", "第1页，第2行"), ("xlsx", "工作表“Sheet1”，第4行"), ("html", "第1表，第2行")],
)
def test_other_formats_say_where_a_row_stands(made: Any, form: str, place: str) -> None:
    html = followed(made, f"/projects/{form}-2026-001/source").text

    (line,) = marked(html)
    assert f'<td class="place">{place}</td>' in lines_of(html)[line]


def test_no_markup_of_a_source_becomes_markup_of_the_page(made: Any) -> None:
    for form in ENDINGS:
        html = made.get(text_url(form)).text
        assert "<b>示例" not in html
        assert any(HOSTILE in printed(row).replace('""', '"') for row in lines_of(html).values())


def test_entries_of_lists_lead_to_their_lines(made: Any) -> None:
    html = made.get("/lists/pdf-2026").text

    ways = re.findall(r'href="(/entries/\d+/source)"', html)

    assert len(ways) == len(titles("pdf"))
    assert marked(followed(made, ways[1]).text) == [5]


def test_the_page_of_a_notice_says_what_it_is(made: Any) -> None:
    html = made.get(f"/notices/{SLUG}").text

    assert NUMBER in html
    assert '<a href="https://example.org/2026/7" rel="noreferrer">示例部网站</a>' in html
    with closing(sqlite3.connect(made.folder / "catalogue.db")) as connection:
        for file, digest in connection.execute("select file, sha256 from notice_files"):
            assert f'href="/notices/{SLUG}/{quote(file)}"' in html
            assert digest in html
    for form in ENDINGS:
        assert f'href="/lists/{form}-2026"' in html


def test_lists_say_where_the_notice_was_published(made: Any, site: Any) -> None:
    assert "https://example.org/2026/7" in made.get("/lists").text
    assert "没有留存官方发布页的地址" in site.get("/lists").text


def test_an_address_of_publication_must_be_one(tmp_path: Path) -> None:
    folder = build_formats(tmp_path / "other", ["text"])
    path = folder / "sources" / SLUG / "notice.yml"
    declared = yaml.safe_load(path.read_text(encoding="utf-8"))
    declared["published"]["address"] = "javascript:alert(1)"
    path.write_text(yaml.safe_dump(declared, allow_unicode=True), encoding="utf-8")

    with pytest.raises(CatalogueError, match="address of the official page"):
        build(folder / "sources", folder / "curation", folder / "catalogue.db")


def test_a_long_text_is_paged_and_every_line_has_one_page(long: Any) -> None:
    first = long.get(LONG_TEXT).text
    pages = -(-(LONG + 6) // PAGE)
    shown = {
        line: page
        for page in range(1, pages + 1)
        for line in lines_of(long.get(f"{LONG_TEXT}?page={page}").text)
    }

    assert f"共 {pages} 页" in first
    assert len(lines_of(first)) == PAGE
    assert sorted(shown) == list(range(1, len(shown) + 1))
    assert len(shown) >= LONG
    assert long.get(f"{LONG_TEXT}?page={pages + 1}").status_code == 404


def test_a_line_of_another_page_is_found_by_its_mark_and_by_its_place(long: Any) -> None:
    by_mark = long.get(f"{LONG_TEXT}?mark=1100-1101").text
    step = long.get(f"{LONG_TEXT}?place=line%201100")

    assert marked(by_mark) == [1100, 1101]
    assert step.headers["location"] == f"{LONG_TEXT}?mark=1100#L1100"
    assert long.get(f"{LONG_TEXT}?place=1100").headers["location"].endswith("#L1100")
    assert long.get(f"{LONG_TEXT}?place=line%209999999").status_code == 404


def test_every_row_of_a_long_list_leads_to_its_line(long: Any) -> None:
    html = followed(long, f"/projects/text-2026-{LONG}/source").text

    (line,) = marked(html)
    assert f"示例颜料第{LONG}号" in printed(lines_of(html)[line])


@pytest.mark.parametrize("query", ["mark=b", "mark=5-3", "mark=0", "page=0", "page=x", "page=-1"])
def test_what_an_address_asks_for_wrongly_is_explained(long: Any, query: str) -> None:
    answer = long.get(f"{LONG_TEXT}?{query}")

    assert answer.status_code == 400
    assert "请改正后再试" in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/notices/nothing",
        "/notices/long-2026/other.txt",
        "/notices/long-2026/notice.yml",
        "/projects/text-2026-9999/source",
        "/entries/99999999999/source",
    ],
)
def test_what_is_not_there_is_not_found(long: Any, path: str) -> None:
    assert long.get(path).status_code == 404


def test_a_very_long_line_is_cut_and_the_rest_named(
    open_site: Callable[[Path], Any], tmp_path: Path
) -> None:
    folder = build_formats(tmp_path / "wide", ["text"])
    with closing(sqlite3.connect(folder / "catalogue.db")) as connection, connection:
        cells = '["' + "长" * (MOST_CHARACTERS + 77) + '"]'
        connection.execute(
            "update notice_lines set cells = ? where file_position = 1 and line = 1", (cells,)
        )
    opened = open_site(folder)

    html = opened.get(text_url("text")).text

    opened.close()
    assert html.count("长") == MOST_CHARACTERS
    assert "此行另有 77 字" in html
    assert "/catalogue/notice_lines/1,1,1" in html


def test_a_correction_says_on_its_line_what_was_printed(
    open_site: Callable[[Path], Any], tmp_path: Path
) -> None:
    folder = build_formats(tmp_path / "corrected", ["pdf"])
    title = titles("pdf")[0]
    correction = {
        "project": "pdf-2026-001",
        "field": "title",
        "source": title,
        "published": "示例更正后的名称",
        "reason": "原文有误",
        "evidence": "示例部更正",
    }
    (folder / "curation" / "corrections.yml").write_text(
        yaml.safe_dump({"corrections": [correction]}, allow_unicode=True), encoding="utf-8"
    )
    build(folder / "sources", folder / "curation", folder / "catalogue.db")
    opened = open_site(folder)

    html = followed(opened, "/projects/pdf-2026-001/source").text
    quality = opened.get("/quality").text
    project = opened.get("/projects/pdf-2026-001").text

    opened.close()
    (line,) = marked(html)
    assert title in printed(lines_of(html)[line])
    assert f"此处作“{title}”，本目录作“示例更正后的名称”" in lines_of(html)[line]
    (row,) = re.findall(r'href="(/entries/[0-9]+/source)">看原文该行', project)
    assert f'href="{row}">原文</a>' in quality
    assert "pdf-2026-001" in quality


def test_findings_lead_to_their_lines(site: Any) -> None:
    html = site.get("/quality").text
    findings = html[html.index('id="findings"') : html.index('id="corrections"')]

    codes = re.findall(r'href="/projects/([^"/]+)">\1</a>', findings)

    assert codes
    assert set(re.findall(r'href="/projects/([^"/]+)/source"', findings)) <= set(codes)
    assert findings.count('/source">') == findings.count('<span class="message">')


def test_every_entry_has_a_line(site: Any, site_folder: Path) -> None:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        (without,) = connection.execute(
            "select count(*) from entries where id not in (select entry_id from entry_lines)"
        ).fetchone()
        slug, file = connection.execute(
            "select slug, file from notices join notice_files on notice_id = notices.id limit 1"
        ).fetchone()

    sitemap = site.get("/sitemap.xml").text

    assert without == 0
    assert f"/notices/{slug}</loc>" in sitemap
    assert f"/notices/{slug}/{quote(file)}</loc>" in sitemap


@pytest.mark.parametrize(
    ("text", "ranges"),
    [("468", ((468, 468),)), ("468-470", ((468, 470),)), ("4,6-9", ((4, 4), (6, 9)))],
)
def test_ranges_are_read(text: str, ranges: tuple[tuple[int, int], ...]) -> None:
    assert read_ranges(text) == ranges
    assert holds(ranges, ranges[-1][1])
    assert not holds(ranges, 5)


@pytest.mark.parametrize("text", ["", "x", "-1", "3-", "9-3", "1,,2", ",".join("1" * 99)])
def test_what_are_no_ranges_is_not_read(text: str) -> None:
    assert read_ranges(text) is None


def test_lines_are_written_shortly_and_read_back() -> None:
    assert written([470, 468, 469, 3]) == "3,468-470"
    assert read_ranges(written(range(1, 999, 2))) is not None
    assert written(range(1, 999, 2)).count(",") == MOST_RANGES - 1
