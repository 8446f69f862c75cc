"""Downloads of any length: rows in the page's order, a block and a batch at a time."""

import io
import json
from typing import Any
from urllib.parse import quote

import openpyxl
import pandas as pd
import pytest

from web.downloads import render, selection

PAGE = "/catalogue/projects"
ORDERS = [
    "",
    "_sort=title_sort_key",
    "_sort_desc=title_sort_key",
    # Years that many rows share, and that many do not have.
    "_sort=published_year",
    "_sort_desc=published_year",
    "_sort=family",
    "_sort_desc=mandate",
    "_sort=id",
    "_sort_desc=code",
]


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "BLOCK", 13)
    monkeypatch.setattr(selection, "BATCH", 5)


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("order", ORDERS)
def test_rows_come_whole_and_in_the_order_of_the_page(site: Any, order: str) -> None:
    query = f"_search={quote('电')}&{order}"
    shown = [row["code"] for row in site.get(f"{PAGE}.json?_shape=array&_size=max&{query}").json()]

    answer = site.get(f"{PAGE}.ndjson?{query}")

    assert len(shown) > 3 * selection.BLOCK
    assert [json.loads(line)["code"] for line in answer.text.splitlines()] == shown


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("form", ["csv?_excel=on", "json?_shape=array&_dl=on", "xlsx?"])
def test_every_form_is_made_of_all_batches(site: Any, form: str) -> None:
    codes = [row["code"] for row in site.get(f"{PAGE}.json?_shape=array&_size=max").json()]

    answer = site.get(f"{PAGE}.{form}")

    if form.startswith("csv"):
        found = list(pd.read_csv(io.BytesIO(answer.content), dtype=str)["项目编号"])
    elif form.startswith("json"):
        found = [row["code"] for row in answer.json()]
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
        found = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert found == codes


def test_rows_are_sent_while_they_are_read(site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer begins before the last row was asked for."""
    monkeypatch.setattr(selection, "BATCH", 5)
    app = site.datasette.app()
    sent: list[int] = []

    async def ask() -> None:
        async def receive() -> dict[str, Any]:
            # A client that waits.
            import asyncio

            await asyncio.sleep(3600)
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(len(message.get("body", b"")))

        scope = {
            "type": "http",
            "method": "GET",
            "path": f"{PAGE}.ndjson",
            "raw_path": f"{PAGE}.ndjson".encode(),
            "query_string": b"_dl=on",
            "headers": [(b"host", b"localhost")],
            "http_version": "1.1",
            "scheme": "http",
        }
        await app(scope, receive, send)

    site.run(ask())

    assert len(sent) > 20
    assert max(sent) < sum(sent) / 10


def test_a_sheet_that_is_too_small_is_said_with_the_way_out(
    site: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(render, "MAX_ROWS", 20)

    refused = site.get(f"{PAGE}.xlsx?_sort=id")
    taken = site.get(f"{PAGE}.csv?_excel=on&_sort=id")

    assert refused.status_code == 400
    assert "Excel 的一张工作表最多 20 行" in refused.text
    assert "改为下载 CSV" in refused.text
    assert taken.status_code == 200
    assert len(taken.text.splitlines()) > 21


def test_nothing_is_left_of_a_workbook_that_was_sent(
    site: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    assert site.get(f"{PAGE}.xlsx?year=2025&_sort=seq").status_code == 200
    assert site.get(f"{PAGE}.xlsx?_where=nosuch&_sort=seq").status_code == 400

    assert list(tmp_path.iterdir()) == []


def test_a_query_that_is_cut_says_so_in_the_workbook(site: Any) -> None:
    sql = quote(
        "with recursive n(x) as (select 1 union all select x + 1 from n limit 3000) select x from n"
    )

    answer = site.get(f"/catalogue.xlsx?sql={sql}")

    notes = openpyxl.load_workbook(io.BytesIO(answer.content))["说明"]
    said = {row[0]: row[1] for row in notes.iter_rows(values_only=True)}
    assert "结果更长" in said["行数"]
    assert "limit 3000" in said["SQL"]
