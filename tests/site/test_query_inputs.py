"""What a visitor fills into a ready-made query is understood, or explained; never taken wrongly
without a word."""

import re
import sqlite3
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from schema.queries import CannedQuery, canned_queries
from schema.query_inputs import InputType, QueryInput
from tests.small_catalogue import (
    COMMITTEE,
    OTHER_COMMITTEE,
    SmallCatalogue,
    announced,
    planned,
)

QUERIES = {query.name: query for query in canned_queries()}
INPUTS = [(query, one) for query in canned_queries() for one in query.inputs]
each_query = pytest.mark.parametrize("query", canned_queries(), ids=lambda query: query.name)
each_input = pytest.mark.parametrize(
    ("query", "one"), INPUTS, ids=[f"{query.name}-{one.name}" for query, one in INPUTS]
)

# By type: what people type, and what they mean by it.
ODD: dict[InputType, list[tuple[str, str]]] = {
    InputType.DATE: [
        (odd, "2026-07-01")
        for odd in (
            "2026-7-1",
            "20260701",
            "2026/07/01",
            "2026.7.1",
            "2026年7月1日",
            "２０２６-７-１",
        )
    ],
    InputType.YEAR: [("２０２７", "2027"), ("2027年", "2027"), (" 2027 ", "2027")],
    InputType.PLAN_NUMBER: [
        ("2024-0123t-hg", "2024-0123T-HG"),
        ("２０２４０００１－Ｔ－４６９", "20240001-T-469"),
    ],
    InputType.NUMBER: [("gb/t 1", "GB/T 1"), ("ＧＢ／Ｔ 1", "GB/T 1"), ("1—2020", "1-2020")],
}
WRONG: dict[InputType, list[str]] = {
    InputType.DATE: ["abc", "2026", "2026-7", "2026-02-30", "2026-13-01", "01/07/2026", "明天"],
    InputType.YEAR: ["25", "abc", "1066", "2026-07-01", "二〇二五"],
    InputType.CHOICE: ["没有这个值", "%", "'"],
    InputType.BODY: ["没有这样的机构", "%", "_", "XYZ999"],
    InputType.NAME: ["没有这样的名称", "%", "_"],
    InputType.PLAN_NUMBER: ["abc", "2024", "GB 1-2020"],
    InputType.NUMBER: ["锅炉", "%", "——"],
}


def address(query: CannedQuery, form: str = "", **values: str) -> str:
    """The address of a query with these values; what it requires is filled in with its example."""
    filled = {one.name: one.example for one in query.inputs if one.is_required} | values
    return f"/catalogue/{query.name}{form}" + (f"?{urlencode(filled)}" if filled else "")


def rows(site: Any, query: CannedQuery, **values: str) -> list[dict[str, Any]]:
    answer = site.get(address(query, ".json", _shape="array", **values))
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def text_of(html: str) -> str:
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert main
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", main[0])))


def offered(site: Any, query: CannedQuery, one: QueryInput) -> list[str]:
    """What the form offers for an input."""
    html = site.get(address(query)).text
    found = re.search(rf'id="q-{one.name}".*?</(?:select|datalist)>', html, re.DOTALL)
    assert found
    return [
        unescape(value or text)
        for value, text in re.findall(r'<option(?: value="([^"]+)")?[^>]*>([^<]*)', found[0])
        if value or text != "不限"
    ]


def refused(site: Any, query: CannedQuery, **values: str) -> str:
    """What a page, JSON and CSV say of a wrong value, which is the same; without any result."""
    page = site.get(address(query, **values))
    data = site.get(address(query, ".json", **values))
    table = site.get(address(query, ".csv", **values))
    workbook = site.get(address(query, ".xlsx", **values))
    assert {a.status_code for a in (page, data, table, workbook)} == {400}
    message = str(data.json()["error"])
    assert table.json()["error"] == message
    assert data.json()["ok"] is False
    for part in message.rstrip("。").split("。"):
        assert part in text_of(page.text)
    assert "<table" not in page.text
    return message


@each_query
def test_every_input_of_the_sql_is_declared_and_has_a_good_example(
    site: Any, query: CannedQuery
) -> None:
    for sql in (query.sql, *(one.sql for one in query.left_out)):
        assert set(re.findall(r"(?<!:):([a-z_]+)", sql)) <= {one.name for one in query.inputs}
    examples = {one.name: one.example for one in query.inputs}

    for values in ({}, *({name: example} for name, example in examples.items())):
        assert site.get(address(query, **values)).status_code == 200


@each_query
def test_a_form_stands_only_where_there_is_something_to_fill_in(
    site: Any, query: CannedQuery
) -> None:
    html = site.get(address(query)).text

    assert ('<form class="query-inputs"' in html) == bool(query.inputs)
    for one in query.inputs:
        assert re.search(rf'<label for="q-{one.name}">{one.title}', html)
        assert re.search(rf'id="q-{one.name}"[^>]* name="{one.name}"', html)


@each_input
def test_the_control_fits_the_type(site: Any, query: CannedQuery, one: QueryInput) -> None:
    html = site.get(address(query)).text
    control = re.search(rf'<(\w+) id="q-{one.name}"([^>]*)>', html)
    assert control

    if one.type in (InputType.CHOICE, InputType.YEAR):
        assert control[1] == "select"
    elif one.type is InputType.DATE:
        assert 'type="date"' in control[2]
    elif one.type in (InputType.BODY, InputType.NAME):
        assert f'list="q-{one.name}-known"' in control[2]


@each_input
def test_what_is_offered_is_understood_as_it_is(
    site: Any, query: CannedQuery, one: QueryInput
) -> None:
    if one.type not in (InputType.CHOICE, InputType.YEAR, InputType.BODY, InputType.NAME):
        return
    found = offered(site, query, one)
    assert found

    for value in (found[0], found[-1]):
        html = site.get(address(query, **{one.name: value})).text
        assert f"{one.title}“" not in text_of(html)
        assert f'value="{value}"' in unescape(html) or f"<option selected>{value}" in html


@each_input
def test_a_value_whose_meaning_is_certain_is_understood_and_said(
    site: Any, query: CannedQuery, one: QueryInput
) -> None:
    odd = list(ODD.get(one.type, ()))
    if one.type in (InputType.BODY, InputType.NAME):
        name = offered(site, query, one)[0]
        odd = [(f"　{name[:2]} {name[2:]}", name)]
    elif one.type is InputType.CHOICE:
        odd = [(f" {one.choices[0]} ", one.choices[0])]

    for typed, meant in odd:
        values = {one.name: typed}
        assert rows(site, query, **values) == rows(site, query, **{one.name: meant}), typed
        if typed.strip() != meant:
            said = f"{one.title}“{typed.strip()}”按 {meant} 查询"
            assert said in text_of(site.get(address(query, **values)).text)


@each_input
def test_a_wrong_value_is_explained_and_gives_no_result(
    site: Any, query: CannedQuery, one: QueryInput
) -> None:
    for typed in WRONG.get(one.type, ()):
        message = refused(site, query, **{one.name: typed})

        assert f"“{typed}”" in message
        assert re.search("如|请|是不是", message)


def test_an_abbreviation_leads_to_the_name(site: Any) -> None:
    query = QUERIES["projects_by_department"]

    assert "工业和信息化部" in refused(site, query, department="工信部")


def test_all_that_is_wrong_is_said_at_once(site: Any) -> None:
    query = QUERIES["mandatory_by_committee"]

    message = refused(site, query, committee="没有这样的机构", year="25", yaer="2025")

    assert all(wrong in message for wrong in ("没有这样的机构", "“25”", "“yaer”"))


@each_query
def test_a_condition_that_the_query_does_not_have_is_no_condition_met(
    site: Any, query: CannedQuery
) -> None:
    message = refused(site, query, dtae="2026-07-01")

    assert "“dtae”" in message
    assert all(one.name in message for one in query.inputs)


def test_two_values_of_one_input_are_not_reduced_to_one(site: Any) -> None:
    answer = site.get("/catalogue/outcome_in_force.json?date=2026-07-01&date=2020-01-01")

    assert answer.status_code == 400
    assert "只能有一个值" in answer.json()["error"]


@pytest.mark.parametrize("query", [q for q in QUERIES.values() if q.asks], ids=lambda q: q.name)
def test_what_is_needed_is_asked_for(site: Any, query: CannedQuery) -> None:
    bare = f"/catalogue/{query.name}"
    needed = [one for one in query.inputs if one.is_required]

    page = site.get(bare)
    data = site.get(f"{bare}.json")
    left_empty = site.get(f"{bare}?{needed[0].name}=")

    assert page.status_code == 200
    assert (data.status_code, left_empty.status_code) == (400, 400)
    assert "<table" not in page.text
    for one in needed:
        assert f"请填写{one.title}" in text_of(page.text)
        assert one.title in data.json()["error"]


def test_an_address_written_in_another_way_is_checked_too(site: Any) -> None:
    for path in ("/catalogue/outcome~5Fin_force", "/catalogue/outcome_in_force.csv"):
        assert site.get(f"{path}?date=abc").status_code == 400
        assert site.get(f"{path}?date=abc&_excel=on").status_code == 400


@pytest.fixture
def teas(tmp_path: Path) -> SmallCatalogue:
    """Three plans: one published with both dates, one without its date of implementation, and one
    of which nothing is known, without a committee."""
    catalogue = SmallCatalogue(tmp_path)
    catalogue.plan(
        1,
        "2031-01-01",
        planned("20310001-T-001", "绿茶", replaces="GB/T 1-2001"),
        planned("20310002-T-001", "红茶", committee=OTHER_COMMITTEE),
        planned("20310003-Q-001", "白茶", mandate="强制", committee=""),
    )
    catalogue.announcement(
        2,
        "2031-05-06",
        announced("GB/T 1-2031", "绿茶", replaces="GB/T 1-2001"),
        announced("GB/T 2-2031", "红茶", implemented_on=""),
    )
    catalogue.link(("pub-2-001", "plan-1-001"), ("pub-2-002", "plan-1-002"))
    catalogue.build()
    return catalogue


def left_out(site: Any, path: str) -> list[str]:
    answer = site.get(path)
    assert answer.status_code == 200, answer.text
    found: list[str] = answer.json()["left_out"]
    return found


def test_results_say_what_they_leave_out(teas: SmallCatalogue, open_site: Any) -> None:
    site = open_site(teas.database.parent)
    said = "另有 1 个已查到标准号的项目没有实施日期，未计入"

    assert left_out(site, "/catalogue/outcome_in_force.json?date=2031-12-31") == [said]
    assert said in text_of(site.get("/catalogue/outcome_in_force?date=2031-12-31").text)
    # Where nothing is left out, nothing is said.
    assert left_out(site, "/catalogue/projects_by_department.json") != []
    assert left_out(site, "/catalogue/revisions.json") == []
    site.close()


def test_a_committee_is_known_by_any_part_of_its_name(teas: SmallCatalogue, open_site: Any) -> None:
    site = open_site(teas.database.parent)
    query = QUERIES["mandatory_by_committee"]

    assert offered(site, query, query.inputs[0]) == [COMMITTEE, OTHER_COMMITTEE]
    assert rows(site, query, committee="茶叶标") == []
    assert "另有 1 个强制性项目没有列明归口单位" in text_of(site.get(address(query)).text)
    assert "本目录的归口单位中没有名称含“汽车”的" in refused(site, query, committee="汽车")
    # No list of this catalogue names a department.
    assert "请留空" in refused(site, QUERIES["projects_by_department"], department="某部")
    site.close()


def test_what_is_left_out_and_what_is_counted_are_everything(site: Any, site_folder: Path) -> None:
    counted = {row["项目编号"] for row in rows(site, QUERIES["outcome_in_force"])}
    said = left_out(site, "/catalogue/outcome_in_force.json")

    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        (results,) = connection.execute(
            "select count(distinct project_id) from project_outcomes where relation = '结果'"
        ).fetchone()
    missing = sum(int(number) for text in said for number in re.findall(r"\d+", text))
    assert len(counted) + missing == results
