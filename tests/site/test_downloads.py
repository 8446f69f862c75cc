"""Downloads of the rows that a page shows, and the page of whole-catalogue files."""

import hashlib
import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pandas as pd
import pytest

from etl.export.columns import people_columns
from etl.export.forms import forms
from schema.filled_columns import FILLED_QUERY, read_filled

PAGE = "/catalogue/projects"
BOM = b"\xef\xbb\xbf"
FILTERS = [
    "",
    f"mandate={quote('强制')}",
    f"_search={quote('電動汽車')}&_sort_desc=seq",
    "_committees=none",
    f"year=2024&year=2025&title__contains={quote('安全')}",
    "_search_title=",
]


@pytest.fixture(scope="session")
def titles(site_folder: Path) -> list[str]:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        return [r[0] for r in connection.execute("select title from projects order by id")]


def shown(site: Any, query: str) -> list[str]:
    answer = site.get(f"{PAGE}.json?_shape=array&_size=max&{query}").json()
    return [row["code"] for row in answer]


def links(site: Any, query: str = "") -> dict[str, str]:
    html = site.get(f"{PAGE}?{query}").text
    block = re.search(r'class="export-links">(.*?)</p>', html, re.DOTALL)
    assert block
    found = re.findall(r'<a href="([^"]*)">([^<]*)</a>', block[1])
    return {label: url.replace("&amp;", "&") for url, label in found}


@pytest.mark.parametrize("query", FILTERS)
def test_every_link_of_a_table_page_leads_to_the_rows_one_sees(site: Any, query: str) -> None:
    codes = shown(site, query)

    for label, url in links(site, query).items():
        answer = site.get(url)
        assert answer.status_code == 200
        if label == "CSV":
            frame = pd.read_csv(io.BytesIO(answer.content), dtype=str)
            downloaded = list(frame["项目编号"])
        elif label == "NDJSON":
            downloaded = [json.loads(line)["code"] for line in answer.text.splitlines()]
        elif label == "JSON":
            downloaded = [row["code"] for row in answer.json()]
        else:
            sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
            downloaded = [row[0].value for row in sheet.iter_rows(min_row=2)]
        assert downloaded == codes, label


def test_a_table_page_offers_four_forms(site: Any) -> None:
    assert list(links(site)) == ["Excel 表格", "CSV", "JSON", "NDJSON"]


def test_the_csv_link_opens_in_excel(site: Any) -> None:
    answer = site.get(links(site)["CSV"])

    assert answer.content.startswith(BOM)
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    header = answer.content.decode("utf-8-sig").split("\r\n")[0].split(",")
    with closing(sqlite3.connect(site.folder / "catalogue.db")) as connection:
        filled = read_filled(connection.execute(FILLED_QUERY))
    assert header == [column.title for column in people_columns("projects", filled)]
    assert "计划号" not in header
    disposition = answer.headers["content-disposition"]
    assert 'filename="projects.csv"' in disposition
    assert quote("国家标准项目目录-标准项目.csv") in disposition


def test_places_are_in_chinese_for_people(site: Any) -> None:
    frame = pd.read_csv(io.BytesIO(site.get(links(site)["CSV"]).content), dtype=str)

    assert frame["原文位置"].str.startswith("第").all()


def test_the_plain_csv_stays_as_it_is(site: Any, titles: list[str]) -> None:
    answer = site.get(f"{PAGE}.csv?_size=max")

    assert not answer.content.startswith(BOM)
    assert answer.text.startswith("id,code,list_id,year,seq,title,")
    assert "content-disposition" not in answer.headers
    assert list(pd.read_csv(io.StringIO(answer.text))["title"]) == titles


def test_more_rows_than_a_page_are_downloaded(site: Any, titles: list[str]) -> None:
    answer = site.get(f"{PAGE}.ndjson?_size=5&_next=10002")

    assert [json.loads(line)["title"] for line in answer.text.splitlines()] == titles


def test_json_is_readable_and_arrays_are_arrays(site: Any) -> None:
    answer = site.get(links(site)["JSON"])

    assert "节能技术评价导则" in answer.text
    assert isinstance(answer.json()[0]["committees"], list)


@pytest.mark.parametrize(
    "address",
    [
        f"{PAGE}.json",
        f"{PAGE}.json?_shape=array&_nl=on",
        f"{PAGE}/10001.json",
        "/catalogue/overview.json",
        f"/catalogue.json?sql=select+{quote(chr(39) + '标准' + chr(39))}",
    ],
)
def test_the_json_of_datasette_is_readable(site: Any, address: str) -> None:
    answer = site.get(address)

    assert answer.status_code == 200
    assert re.search("[\u4e00-\u9fff]", answer.text)
    assert "\\u" not in answer.text


def workbook(site: Any, query: str = "") -> Any:
    answer = site.get(f"{PAGE}.xlsx?{query}")
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def test_the_workbook_is_typed(site: Any) -> None:
    sheet = workbook(site).worksheets[0]
    heads = {cell.value: cell.column_letter for cell in sheet[1]}

    assert sheet.title == "标准项目"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref
    assert sheet[f"{heads['年度']}2"].data_type == "n"
    assert sheet[f"{heads['项目编号']}2"].data_type == "s"


def test_the_workbook_says_where_it_is_from_and_what_was_chosen(site: Any) -> None:
    notes = [
        (row[0].value, row[1].value)
        for row in workbook(site, f"mandate={quote('强制')}&_search={quote('安全')}")[
            "说明"
        ].iter_rows()
    ]

    assert ("筛选条件", "标准性质：强制") in notes
    assert ("筛选条件", "检索“安全”") in notes
    assert any(name == "来源" and "2024-03-27" in text for name, text in notes)
    assert any(name == "标准项目名称" for name, _ in notes)


def test_chosen_columns_are_downloaded(site: Any) -> None:
    sheet = workbook(site, "_col=title&_col=source_cells").worksheets[0]

    assert [cell.value for cell in sheet[1]] == ["标准项目名称", "原文各栏"]


@pytest.mark.parametrize("table", ["organizations", "lists", "findings", "project_organizations"])
@pytest.mark.parametrize("form", ["xlsx", "csv?_excel=on", "ndjson"])
def test_every_table_can_be_downloaded(site: Any, table: str, form: str) -> None:
    assert site.get(f"/catalogue/{table}.{form}").status_code == 200


def test_references_are_names_to_people(site: Any) -> None:
    text = site.get("/catalogue/findings.csv?_excel=on").content.decode("utf-8-sig")

    assert re.match(r"\d+,2\d{3}-\d{3} ", text.split("\r\n")[1])


@pytest.mark.parametrize("form", ["xlsx", "csv?_excel=on&", "ndjson", "json?_shape=array&_dl=on&"])
def test_queries_can_be_downloaded(site: Any, form: str) -> None:
    joint = "&" if form.endswith("&") else "?"
    for address in ("/catalogue/ranked_search.{}q=%E9%94%82", "/catalogue.{}sql=select+1+as+a"):
        answer = site.get(address.format(form.rstrip("&") + joint))

        assert answer.status_code == 200, address
        assert "attachment" in answer.headers.get("content-disposition", "attachment")


def test_a_bad_condition_is_an_error_of_the_request(site: Any) -> None:
    for form in ("xlsx", "ndjson"):
        assert site.get(f"{PAGE}.{form}?_where=nosuch").status_code == 400


def test_a_row_page_has_no_table_to_download(site: Any) -> None:
    page = site.get(f"{PAGE}/10001").text

    assert ".xlsx" not in page


def test_the_page_of_downloads_lists_every_file(site: Any) -> None:
    page = site.get("/downloads")
    listed = site.get("/downloads.json").json()["files"]

    assert page.status_code == 200
    assert {"catalogue.xlsx", "datapackage.json", "catalogue.db"} <= {f["name"] for f in listed}
    for file in listed:
        assert f'href="{file["url"]}"' in page.text
        assert file["sha256"] in page.text


def test_every_listed_file_is_served_as_what_it_is(site: Any) -> None:
    files = {file["name"]: file["url"] for file in site.get("/downloads.json").json()["files"]}

    found = {name: site.get(url).headers["content-type"] for name, url in files.items()}

    assert found == {form.name: form.content_type() for form in forms()}


def test_every_listed_file_is_served_whole(site: Any) -> None:
    for file in site.get("/downloads.json").json()["files"]:
        answer = site.get(file["url"], headers={"accept-encoding": "identity"})

        assert answer.status_code == 200
        assert hashlib.sha256(answer.content).hexdigest() == file["sha256"]
        assert len(answer.content) == file["bytes"] == int(answer.headers["content-length"])


@pytest.mark.parametrize("name", ["SHA256SUMS", "manifest.json"])
def test_the_checksums_are_served(site: Any, name: str) -> None:
    assert site.get(f"/downloads/{name}").status_code == 200


@pytest.mark.parametrize(
    "name", ["..%2Fmetadata.yml", "no.csv", "tables/", "tables/..%2F..%2Fx", "%2Fetc%2Fpasswd"]
)
def test_no_other_file_is_served(site: Any, name: str) -> None:
    # Datasette sends a path with %2F to its own way of writing it.
    answer = site.get(f"/downloads/{name}", follow_redirects=True)

    assert answer.status_code == 404
