"""Excel as officers use it: eight choices compared with the catalogue cell by cell, marks that
stay, links, and the sheet that says what it is."""

import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import openpyxl
import pytest

from schema.dictionary import declarations
from schema.places import place_text

PAGE = "/catalogue/projects"
TITLES = {meaning.title: name for name, meaning in declarations()["projects"].columns.items()}
# What a user chooses, and the same in SQL.
CHOICES = {
    "": "true",
    f"mandate={quote('强制')}": "mandate = '强制'",
    "year=2025&_sort_desc=title_sort_key": "year = 2025",
    f"project_type={quote('修订')}&domain={quote('设备更新')}": (
        "project_type = '修订' and domain = '设备更新'"
    ),
    "_committees=none": "committees = '[]'",
    f"_departments={quote('工业和信息化部')}&_departments={quote('生态环境部')}": (
        "departments like '%\"工业和信息化部\"%' or departments like '%\"生态环境部\"%'"
    ),
    # What a search finds is a matter of other tests; that the filter holds, of this one.
    f"_search={quote('消防')}&mandate={quote('强制')}": "mandate = '强制'",
    f"status={quote('已发布（标准号待核实）')}&_sort=code": "status = '已发布（标准号待核实）'",
}


@pytest.fixture
def catalogue(site_folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def book(site: Any, query: str) -> Any:
    answer = site.get(f"{PAGE}.xlsx?{query}")
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def notes_of(found: Any) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in found.worksheets[-1].iter_rows(values_only=True)]


def as_shown(catalogue: sqlite3.Connection, column: str, value: Any) -> Any:
    """A stored value as a person reads it, said here anew."""
    if column == "committees" and value == "[]":
        return "未列明"
    if value in (None, "", "[]", "{}"):
        return None
    if column == "list_id":
        return catalogue.execute("select title from lists where id = ?", [value]).fetchone()[0]
    if column == "source_place":
        return place_text(value)
    if isinstance(value, str) and value.startswith(("[", "{")):
        read = json.loads(value)
        pairs = [f"{k}：{v}" for k, v in read.items()] if isinstance(read, dict) else read
        return "；".join(pairs)
    return value


@pytest.mark.parametrize("query", CHOICES)
def test_a_choice_comes_into_excel_cell_by_cell(
    site: Any, catalogue: sqlite3.Connection, query: str
) -> None:
    shown = [row["code"] for row in site.get(f"{PAGE}.json?_shape=array&_size=max&{query}").json()]
    where = CHOICES[query]
    chosen = {row[0] for row in catalogue.execute(f"select code from projects where {where}")}
    assert set(shown) < chosen if "_search" in query else set(shown) == chosen
    stored = {row["code"]: row for row in catalogue.execute("select * from projects")}

    sheet = book(site, query).worksheets[0]

    rows = list(sheet.iter_rows(values_only=True))
    columns = [TITLES[title] for title in rows[0]]
    assert {"evidence_rank", "published_on", "replaced_numbers", "status"} <= {*columns}
    assert [dict(zip(columns, row, strict=True))["code"] for row in rows[1:]] == shown
    wrong = []
    for row in rows[1:]:
        cells = dict(zip(columns, row, strict=True))
        for column, cell in cells.items():
            expected = as_shown(catalogue, column, stored[cells["code"]][column])
            found = cell.date().isoformat() if isinstance(cell, datetime) else cell
            if found != expected:
                wrong.append((cells["code"], column, found, expected))
    assert shown
    assert wrong == []


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_number_never_comes_without_its_mark(
    site: Any, catalogue: sqlite3.Connection, form: str
) -> None:
    query = f"_col=title&_col=standard_numbers&status={quote('已发布（标准号待核实）')}"
    if form == "xlsx":
        head, *rows = book(site, query).worksheets[0].iter_rows(values_only=True)
    else:
        text = site.get(f"{PAGE}.csv?_excel=on&{query}").content.decode("utf-8-sig")
        head, *rows = [tuple(line.split(",")) for line in text.splitlines()]

    assert list(head) == ["标准项目名称", "标准号", "发布状态", "证据级别"]
    assert rows
    assert {row[2] for row in rows} == {"已发布（标准号待核实）"}
    assert all(row[3] for row in rows)


def test_a_mark_that_was_chosen_is_not_given_twice(site: Any) -> None:
    sheet = book(site, "_col=evidence_rank&_col=standard_numbers").worksheets[0]

    assert [cell.value for cell in sheet[1]] == ["证据级别", "标准号", "发布状态"]


def test_codes_stored_in_english_are_words(site: Any) -> None:
    text = site.get("/catalogue/project_outcomes.csv?_excel=on").content.decode("utf-8-sig")

    assert "已核实" in text
    assert ",high," not in text


def test_a_code_leads_to_its_page(site: Any) -> None:
    sheet = book(site, "_col=code&_col=title").worksheets[0]

    for row in list(sheet.iter_rows(min_row=2))[:5]:
        assert row[0].hyperlink.target == f"http://localhost/projects/{row[0].value}"
        assert row[1].hyperlink is None


def test_the_notes_speak_of_the_columns_that_are_there_and_no_other(site: Any) -> None:
    names = {name for name, _ in notes_of(book(site, "_col=title&_col=mandate"))}

    assert names & {*TITLES} == {"标准项目名称", "标准性质"}


def test_the_notes_say_which_data_these_are_and_what_was_asked(
    site: Any, catalogue: sqlite3.Connection
) -> None:
    sha256 = site.get("/-/health").json()["sha256"]
    query = f"mandate={quote('强制')}&_sort_desc=title_sort_key&_search={quote('安全')}"

    found = book(site, f"{query}&_dl=on")
    notes = dict(notes_of(found))

    assert notes["数据版本"].startswith(sha256[:8])
    assert sha256 in notes["数据版本"]
    assert notes["网址"] == f"http://localhost{PAGE}?{query}"
    assert notes["排序"] == "按标准项目名称的拼音降序"
    assert notes["行数"] == str(found.worksheets[0].max_row - 1)
    assert "；" in notes["单元格"]
    assert any(digit.isdigit() for digit in notes["数据日期"])
    conditions = [text for name, text in notes_of(found) if name == "筛选条件"]
    assert conditions == ["检索“安全”", "标准性质：强制"]


def test_the_notes_of_a_query_have_its_sql_and_what_was_filled_in(site: Any) -> None:
    answer = site.get(f"/catalogue/ranked_search.xlsx?q={quote('锂')}")
    found = openpyxl.load_workbook(io.BytesIO(answer.content))
    notes = dict(notes_of(found))

    assert "select" in notes["SQL"]
    assert "锂" in notes["查询条件"]
    assert notes["网址"] == f"http://localhost/catalogue/ranked_search?q={quote('锂')}"


def test_headings_are_english_on_request(site: Any) -> None:
    found = book(site, "_lang=en&_col=code&_col=project_type&_col=list_id")
    head = [cell.value for cell in found.worksheets[0][1]]
    csv = site.get(f"{PAGE}.csv?_excel=on&_lang=en&_col=code&_col=project_type").content

    assert head == ["Project code", "New or revised", "First list"]
    assert csv.decode("utf-8-sig").splitlines()[0] == "Project code,New or revised"
    notes = dict(notes_of(found))
    assert notes["Version of the data"]
    assert "new" in notes["New or revised"]
