"""Tables by the view of our own: the same pages and data as Datasette's view makes of them."""

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from datasette.utils.asgi import Request
from datasette.views.table import TableView

from schema.dictionary import declarations
from tests.site.conftest import Site
from web.one_trip import run_through

PROJECTS = "/catalogue/projects"
WORD = quote("标准")
# What the pages of the site and programs ask of a table.
ARGUMENTS = (
    "",
    "_size=7",
    "_size=7&_next=7",
    "_sort=title_sort_key&_size=9",
    "_sort_desc=year&_size=9",
    "_sort_desc=published_on&_size=5&_next=$null,3",
    f"mandate={quote('推荐')}",
    f"mandate__in={quote('推荐,强制')}&year=2024",
    "level__isnull=1",
    "committees__isblank=1",
    "id__gt=20&id__lt=40",
    "id__gt=999999999",
    f"_search={WORD}",
    f"_search={WORD}&_sort_desc=code",
    "_search=zzzqqq",
    f"_search_title={WORD}",
    "_departments=none",
    "_departments=1&_departments=2&_size=5",
    "_col=title&_col=status",
    "_nocol=title&_nocol=code",
    "_facet_size=3",
    "_facet_all=committees",
    "_facet=year",
    "_nofacet=1",
    "_nocount=1&_size=3",
    "_version=00000000",
)
SHAPES = ("_shape=objects", "_shape=array", "_shape=array&_nl=on", "_shape=object", "_size=max")
MISTAKES = (
    "_sort=nothing",
    "_sort=code&_sort_desc=code",
    "_col=nothing",
    "_nocol=id",
    "_size=1001",
    "_next=a,b,c",
    "_where=nothing",
    "_through=" + quote('{"table":"notices","column":"id","value":"1"}'),
)


@pytest.fixture(scope="module")
def site(site_folder: Path) -> Iterator[Site]:
    opened = Site(site_folder)
    opened.get("/")
    yield opened
    opened.close()


def by_datasette(site: Site, address: str) -> Any:
    """The answer of Datasette's view to a request that is on the site's lane."""
    path, _, query = address.partition("?")
    table, _, form = path.rpartition("/")[2].partition(".")
    names = {"database": "catalogue", "table": table, "format": form or None}
    scope = {
        "type": "http",
        "method": "GET",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost")],
        "csrftoken": str,
        "url_route": {"kwargs": names},
    }

    async def nothing(*_: Any) -> dict[str, Any]:
        return {"type": "http.request", "body": b""}

    async def ask() -> Any:
        return await TableView.as_view(site.datasette)(Request(scope, nothing), nothing)

    return site.run(ask())


def text_of(page: str) -> str:
    """A page without the blanks between its elements."""
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", page))


def data_of(text: str) -> Any:
    """Data without what the clock says."""
    return json.loads(re.sub(r'"query_ms": [\d.e-]+', '"query_ms": 0', text))


@pytest.mark.parametrize("arguments", [one for one in ARGUMENTS if "_search" not in one])
def test_a_page_is_the_one_that_datasettes_view_makes(site: Site, arguments: str) -> None:
    address = f"{PROJECTS}?{arguments}"

    ours, theirs = site.get(address), by_datasette(site, address)

    assert ours.status_code == 200
    assert text_of(ours.text) == text_of(theirs.body)
    assert ours.headers["link"] == theirs.headers["Link"]
    assert ours.headers["cache-control"] == theirs.headers["Cache-Control"]


@pytest.mark.parametrize("table", declarations())
def test_every_table_is_shown_as_by_datasettes_view(site: Site, table: str) -> None:
    address = f"/catalogue/{table}?_size=20"

    assert text_of(site.get(address).text) == text_of(by_datasette(site, address).body)


@pytest.mark.parametrize("arguments", [one for one in ARGUMENTS if "_search" not in one])
def test_data_are_those_of_datasettes_view(site: Site, arguments: str) -> None:
    address = f"{PROJECTS}.json?{arguments}"

    ours, theirs = site.get(address), by_datasette(site, address)

    assert data_of(ours.text) == data_of(theirs.body.decode())


@pytest.mark.parametrize("shape", SHAPES)
def test_data_have_every_shape(site: Site, shape: str) -> None:
    address = f"{PROJECTS}.json?{shape}&id__lt=30"

    ours, theirs = site.get(address), by_datasette(site, address)

    assert re.sub(r'"query_ms": [\d.e-]+', "", ours.text) == re.sub(
        r'"query_ms": [\d.e-]+', "", theirs.body.decode()
    )
    assert ours.headers.get("link") == theirs.headers.get("link")


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("form", ["", ".json"])
def test_mistakes_are_explained(site: Site, mistake: str, form: str) -> None:
    answer = site.get(f"{PROJECTS}{form}?{mistake}")

    assert answer.status_code == 400
    if form:
        assert answer.json()["error"]
    else:
        assert "请求有误" in answer.text or "查询语句有误" in answer.text


def test_searches_at_one_time_mark_their_own_hits(site: Site) -> None:
    words = ("电动", "锂", "回收", "钢")

    answers = site.get_together(*(f"{PROJECTS}?_search={quote(word)}" for word in words))

    for word, answer in zip(words, answers, strict=True):
        marked = set(re.findall(r"<mark>([^<]+)</mark>", answer.text))
        assert answer.status_code == 200
        assert marked == {word}


def test_a_page_that_waits_is_a_mistake_of_ours() -> None:
    async def waits() -> None:
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="waits"):
        run_through(waits())
