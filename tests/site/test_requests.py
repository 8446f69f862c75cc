"""Requests that are refused, and how: by a page of the site that says what to do."""

import re
from typing import Any
from urllib.parse import quote

import pytest

from etl.paths import ROOT
from web.safety.bounds import ADDRESS, ALL, COLUMNS, FACETS, FILTERS, VALUES

TABLE = "/catalogue/projects"
# Paths that no page has, one for each way in which a server could stumble over them.
NO_PAGE = [
    "/static/" + "a" * 256,
    "/static/" + "a/" * 3000,
    "/static/",
    "/-/static/",
    "/-/static/%00",
    "/-/settings",
    "/%00",
    "/catalogue/%0a",
    "/catalogue/sqlite_schema/1",
    "/catalogue/PROJECTS/10001",
    "/catalogue/nosuch/1",
    "/" + "%E5%AE%89" * 100,
    "/organizations/99999999999999999999",
    "/organizations/%D9%A3",
    "/lists/99999999999999999999",
    "/projects/99999999999999999999",
]


def text_of(answer: Any) -> str:
    found = re.search(r'class="message-error">(.*?)</p>', answer.text, re.DOTALL)
    return found[1] if found else ""


@pytest.mark.parametrize("path", NO_PAGE, ids=lambda path: path[:30])
def test_a_path_without_a_page_is_answered_by_the_site(site: Any, path: str) -> None:
    answer = site.get(path, follow_redirects=True)

    assert answer.status_code in (404, 414)
    assert text_of(answer)


@pytest.mark.parametrize("form", ["csv", "xlsx", "ndjson", "csv?_excel=on"])
def test_a_table_of_no_query_is_refused(site: Any, form: str) -> None:
    answer = site.get(f"/catalogue.{form}")

    assert answer.status_code == 400
    assert "查询语句" in text_of(answer)


@pytest.mark.parametrize("name", ["_size", "_facet_size", "_ttl", "_timelimit"])
@pytest.mark.parametrize("value", ["²", "1.5", "abc", "9" * 20, "-1"])
def test_an_argument_that_should_be_a_number_is_named(site: Any, name: str, value: str) -> None:
    answer = site.get(f"{TABLE}?{name}={quote(value)}")

    assert answer.status_code == 400
    assert name in text_of(answer)


@pytest.mark.parametrize("value", ["", "+", "%20%20"])
def test_a_number_left_blank_is_as_if_not_given(site: Any, value: str) -> None:
    assert site.get(f"{TABLE}?_size={value}&_facet_size={value}").status_code == 200


def test_a_number_is_taken_as_an_input_method_types_it(site: Any) -> None:
    rows = site.get(f"{TABLE}.json?_shape=array&_size={quote(' ２')}").json()

    assert len(rows) == 2


@pytest.mark.parametrize("value", ["²", "9223372036854775808", "٣"])
@pytest.mark.parametrize("form", ["", ".json", ".csv", ".xlsx"])
def test_a_comparison_with_no_number_is_refused(site: Any, form: str, value: str) -> None:
    assert site.get(f"{TABLE}{form}?id__lt={quote(value)}").status_code == 400


def test_dates_can_be_compared(site: Any) -> None:
    rows = site.get("/catalogue/notices.json?_shape=array&issued_on__gt=2000-01-01").json()

    assert rows


@pytest.mark.parametrize(
    ("bound", "arguments"),
    [
        (FACETS, lambda n: "&".join(f"_facet=c{i}" for i in range(n))),
        (FILTERS, lambda n: "&".join(f"c{i}__contains=a" for i in range(n))),
        (FILTERS, lambda n: "&".join("_where=1" for _ in range(n))),
        (COLUMNS, lambda n: "&".join("_nocol=domain" for _ in range(n))),
        (VALUES, lambda n: "&".join(f"year={i}" for i in range(n))),
        (VALUES, lambda n: "&".join(f"_committees={i}" for i in range(n))),
        (VALUES, lambda n: "id__in=" + ",".join(map(str, range(n)))),
    ],
)
def test_more_than_a_bound_is_refused_with_the_number(
    site: Any, bound: Any, arguments: Any
) -> None:
    answer = site.get(f"{TABLE}?{arguments(bound.most + 1)}")

    assert answer.status_code == 400
    assert f"不能超过 {bound.most:,}，现为 {bound.most + 1:,}" in text_of(answer)
    assert bound.advice in text_of(answer)


@pytest.mark.parametrize(
    "arguments",
    [
        "&".join(f"title__contains={i}" for i in range(FILTERS.most)),
        "&".join(f"_committees={i}" for i in range(VALUES.most)),
    ],
)
def test_as_much_as_a_bound_allows_is_answered(site: Any, arguments: str) -> None:
    assert site.get(f"{TABLE}?{arguments}").status_code == 200


def test_an_address_that_is_too_long_is_said_to_be(site: Any) -> None:
    answer = site.get(f"{TABLE}?title={'a' * ADDRESS.most}")

    assert answer.status_code == 414
    assert "地址" in text_of(answer)


@pytest.mark.parametrize(
    "path", ["/catalogue/projects?mandate=强制", "/catalogue/committees_by_projects?_hide_sql=1"]
)
def test_a_link_that_a_messenger_has_added_to_leads_to_the_same_page(site: Any, path: str) -> None:
    shared = site.get(f"{path}&from=singlemessage&isappinstalled=0&utm_source=x")

    assert shared.status_code == 200
    assert shared.content == site.get(path).content


def test_header_fields_that_are_too_large_are_said_to_be(site: Any) -> None:
    # An address that is not kept: a kept page is sent before anything is read.
    answer = site.get("/?kept=no", headers={"x-large": "a" * 20_000})

    assert answer.status_code == 431
    assert "请求头" in text_of(answer)


@pytest.mark.parametrize("host", ["[", "]", "a b", "//x/", "x:y", '"><b>', "站"])
def test_a_host_that_is_none_is_refused(site: Any, host: str) -> None:
    answer = site.get("/lists/2024", headers={"host": host.encode()})

    assert answer.status_code == 400
    assert "Host" in text_of(answer)


@pytest.mark.parametrize("host", ["catalogue.example", "127.0.0.1:8001", "[::1]:8001"])
def test_a_host_of_any_form_is_answered(site: Any, host: str) -> None:
    assert site.get("/lists/2024", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("name", ["cookie", "authorization", "x-odd"])
def test_header_fields_that_cannot_be_read_are_passed_over(site: Any, name: str) -> None:
    answer = site.get("/catalogue/projects", headers={name: b"\xff\xfe"})

    assert answer.status_code == 200


def test_an_answer_does_not_depend_on_cookies(site: Any) -> None:
    answer = site.get("/catalogue/projects", headers={"cookie": "ds_actor=x; other=y"})

    assert answer.headers["cache-control"].startswith("max-age=")


def test_a_refusal_is_json_where_json_was_asked_for(site: Any) -> None:
    answer = site.get(f"{TABLE}.json?_size=²")

    assert answer.status_code == 400
    assert "_size" in answer.json()["error"]


@pytest.mark.parametrize("name", ALL)
def test_every_bound_is_documented(name: str) -> None:
    page = (ROOT / "docs/operations.md").read_text(encoding="utf-8")

    assert re.search(rf"\| `{name}` \| {ALL[name].most:,} \|", page)
