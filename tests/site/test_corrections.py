"""Corrections are shown with their row: on the page of its project or standard, beside its line,
and with all others."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.small_catalogue import SmallCatalogue, announced, planned

AGAIN, ANNOUNCED = "红茶分类等级", "白茶分类等级"


@pytest.fixture(scope="module")
def corrected(
    open_site: Callable[[Path], Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """A site with a corrected row that states a project again, and one of an announcement that
    nobody planned."""
    small = SmallCatalogue(tmp_path_factory.mktemp("corrected"))
    small.plan(1, "2030-01-01", planned("20300001-T-469", "红茶分类"))
    small.plan(2, "2031-01-01", planned("20300001-T-469", AGAIN))
    small.announcement(3, "2031-06-01", announced("GB/T 101-2031", ANNOUNCED))
    small.correct("plan-2-001", AGAIN, "红茶分类与等级")
    small.correct("pub-3-001", ANNOUNCED, "白茶分类与等级")
    small.build()
    opened = open_site(small.database.parent)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("page", "row", "entry", "printed", "published"),
    [
        ("/projects/plan-1-001", "plan-2-001", 20001, AGAIN, "红茶分类与等级"),
        ("/standards/GB-T-101-2031", "pub-3-001", 30001, ANNOUNCED, "白茶分类与等级"),
    ],
)
def test_a_correction_stands_on_the_page_of_what_its_row_is_about(
    corrected: Any, page: str, row: str, entry: int, printed: str, published: str
) -> None:
    html = corrected.get(page).text

    doubts = html[html.index('id="doubts"') :]
    assert f"原文作“{printed}”，本目录作“{published}”。理由：印刷有误。证据：测试。" in doubts
    assert row in doubts
    assert f'href="/entries/{entry}/source"' in doubts


@pytest.mark.parametrize(
    ("entry", "printed", "page"),
    [(20001, AGAIN, "/projects/plan-1-001"), (30001, ANNOUNCED, "/standards/GB-T-101-2031")],
)
def test_the_line_of_a_corrected_row_leads_to_the_reason(
    corrected: Any, entry: int, printed: str, page: str
) -> None:
    leads_to = corrected.get(f"/entries/{entry}/source").headers["location"]

    html = corrected.get(leads_to.split("#")[0]).text

    (line,) = re.findall(r'<tr id="L[0-9]+" class="marked">.*?</tr>', html, re.DOTALL)
    assert f"此处作“{printed}”" in line
    assert f'href="{page}#doubts">理由</a>' in line


def test_all_corrections_stand_with_their_rows(corrected: Any) -> None:
    html = corrected.get("/quality").text

    table = html[html.index('id="corrections"') : html.index('id="gaps"')]
    rows = re.findall(r"<tr>.*?</tr>", table, re.DOTALL)[1:]
    assert "2 处" in table
    assert len(rows) == 2
    for row, about, entry in (
        ("plan-2-001", "/projects/plan-1-001", 20001),
        ("pub-3-001", "/standards/GB-T-101-2031", 30001),
    ):
        (found,) = [one for one in rows if f">{row}<" in one]
        assert f'href="{about}"' in found
        assert f'href="/entries/{entry}/source"' in found


@pytest.mark.parametrize(
    "address", ["/catalogue/corrections_list", "/catalogue/corrections?_nofacet=1"]
)
def test_tables_of_corrections_have_those_of_rows_without_a_project(
    corrected: Any, address: str
) -> None:
    html = corrected.get(address).text

    assert AGAIN in html
    assert ANNOUNCED in html


def test_the_ready_made_query_names_rows_and_projects(corrected: Any) -> None:
    rows = corrected.get("/catalogue/corrections_list.json?_shape=array").json()

    assert [(row["清单的行"], row["项目编号"]) for row in rows] == [
        ("plan-2-001", "plan-1-001"),
        ("pub-3-001", None),
    ]
