"""Visitors' SQL: what it may take, and that nobody else notices."""

import asyncio
import json
import os
import signal
from typing import Any
from urllib.parse import quote

import pytest

from web.safety.sql import visit
from web.safety.sql.stopped import Stopped

# Each takes longer than a statement may: one in SQLite's steps, one within a single function,
# which nothing but the end of its process interrupts.
ENDLESS = "with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n"
_LONG = "replace(printf('%999s', ''), ' ', printf('%500s', ''))"
_SEARCHES = " + ".join(
    f"instr(a, substr(a, 1, {length}) || 'x')" for length in range(250_000, 210_000, -1_000)
)
DEAF = f"with long(a) as (select {_LONG}) select {_SEARCHES} from long"
_THREE = "projects a, projects b, projects c"
MEMORY = [
    f"select a.title || b.source_cells || c.code from {_THREE} order by 1",
    f"select a.source_cells || b.source_cells || c.id from {_THREE} union select 1",
    f"select count(*), a.source_cells || b.source_cells || c.id from {_THREE} group by 2",
    f"select sum(1) over (order by a.source_cells || b.title || c.id) from {_THREE}",
]
# Rows of characters that take six or seven bytes as sent, for one of a result.
ESCAPED = (
    "with recursive n(x) as (select 1 union all select x + 1 from n limit 79) "
    "select replace(printf('%900s', ''), ' ', replace(printf('%500s', ''), ' ', char(1))) from n"
)
NAMES = f"select 1 as '{'x' * 12_000}' from projects a, projects b"
FORMS = ["", ".json", ".csv", ".xlsx", ".ndjson"]


@pytest.fixture
def pool(site: Any) -> Any:
    """The processes of the site, of which each has answered once."""
    # Different ones: of equal requests at one time, one is worked on.
    site.get_together(*(f"/catalogue.json?sql=select+{number}" for number in (11, 12, 13)))
    return site.datasette.get_database("catalogue").pool


def ask(site: Any, sql: str, form: str = ".json") -> Any:
    """The answer to a statement in one form."""
    return site.get(f"/catalogue{form}?sql={quote(sql)}")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sql", [ENDLESS, DEAF], ids=["steps", "function"])
def test_a_statement_that_runs_long_is_ended(site: Any, form: str, sql: str) -> None:
    answer = ask(site, sql, form)

    assert answer.status_code == 400
    assert "查询已中止：用时超过 2 秒" in answer.text
    assert "下载" in answer.text


def test_what_was_typed_stays_on_the_page(site: Any) -> None:
    page = ask(site, ENDLESS, "")

    assert ENDLESS in page.text
    assert "<textarea" in page.text


def test_a_process_that_is_ended_is_replaced(site: Any, pool: Any) -> None:
    before = pool.process_ids

    ask(site, DEAF)

    assert len(pool.process_ids) == len(before)
    assert pool.process_ids != before
    assert ask(site, "select 7 as n").json()["rows"] == [[7]]


def test_a_process_that_dies_by_itself_is_replaced(site: Any, pool: Any) -> None:
    for process in pool.process_ids:
        os.kill(process, signal.SIGKILL)

    answers = [ask(site, "select 7 as n") for _ in range(4)]

    assert answers[-1].json()["rows"] == [[7]]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sql", MEMORY, ids=range(len(MEMORY)))
def test_a_statement_that_needs_much_memory_is_ended(site: Any, form: str, sql: str) -> None:
    answer = ask(site, sql, form)

    assert answer.status_code == 400
    assert "查询已中止：" in answer.text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sql", [ESCAPED, NAMES], ids=["escapes", "names"])
@pytest.mark.parametrize("shape", ["", "&_shape=array", "&_shape=objects", "&_shape=array&_nl=on"])
def test_a_result_is_measured_as_it_is_sent(site: Any, form: str, sql: str, shape: str) -> None:
    answer = site.get(f"/catalogue{form}?sql={quote(sql)}{shape}")

    assert answer.status_code == 400
    assert "结果超过 10 MB" in answer.text
    assert len(answer.content) < 300_000


def test_a_page_has_only_so_many_cells(site: Any) -> None:
    columns = ", ".join(f"{number} as c{number}" for number in range(60))
    sql = f"select {columns} from projects a, projects b limit 1000"

    page, data = ask(site, sql, ""), ask(site, sql, ".json")

    assert page.status_code == 400
    assert "网页无法显示" in page.text
    assert len(data.json()["rows"]) == 1000


def test_a_cross_join_as_a_condition_is_ended(site: Any) -> None:
    where = quote("(select count(*) from projects a, projects b, projects c, projects d) > 0")

    page = site.get(f"/catalogue/projects?_where={where}")

    assert page.status_code == 400
    assert "查询已中止：用时超过 2 秒" in page.text


def test_all_facets_of_a_page_share_one_time(site: Any) -> None:
    # Half a second for each of some twenty statements, none of which takes too long alone.
    where = quote("(select count(*) from projects a, projects b, projects c limit 1) > 0")
    columns = ("id", "code", "seq", "title", "source_place", "title_sort_key", "part_title")
    facets = "&".join(f"_facet={column}" for column in columns)
    current = visit.Visit(visit.Door(), is_page=True, is_file=False, seconds=0)

    answer = site.get(f"/catalogue/projects.json?_where={where}&{facets}")

    assert answer.status_code in (200, 400)
    with pytest.raises(Stopped, match="合计用时超过 5 秒"):
        current.seconds_left()


def test_pages_are_answered_while_visitors_take_all_they_can(site: Any) -> None:
    attacks = [f"/catalogue.json?sql={quote(sql)}" for sql in (ENDLESS, DEAF, *MEMORY)]

    answers = site.get_together(*attacks * 4, "/catalogue/projects", "/projects/2024-001", "/")

    assert [answer.status_code for answer in answers[-3:]] == [200, 200, 200]
    assert {answer.status_code for answer in answers[:-3]} <= {400, 429}


def test_who_finds_no_turn_is_told_when_to_come_again(site: Any) -> None:
    # Of one address, others would wait for the answer of the first.
    crowd = [
        f"/catalogue.json?sql={quote(f'{ENDLESS} limit {number}')}"
        for number in range(1, visit.INSIDE + visit.WAITING + 1)
    ]

    answers = site.get_together(*crowd, f"/catalogue?sql={quote('select 42')}")

    last = answers[-1]
    assert last.status_code == 429
    assert int(last.headers["retry-after"]) > 0
    assert "服务器正忙" in last.text
    assert "select 42" in last.text
    assert ask(site, "select 7 as n").json()["rows"] == [[7]]


@pytest.mark.parametrize("form", FORMS)
def test_no_turn_is_429_in_every_form(site: Any, form: str) -> None:
    # Of one address, others would wait for the answer of the first.
    crowd = [
        f"/catalogue.json?sql={quote(f'{ENDLESS} limit {number}')}"
        for number in range(1, visit.INSIDE + visit.WAITING + 1)
    ]

    answers = site.get_together(*crowd, f"/catalogue{form}?sql={quote('select 42')}")

    assert answers[-1].status_code == 429
    assert "retry-after" in answers[-1].headers
    assert "服务器正忙" in answers[-1].text


def test_what_nobody_waits_for_is_ended(site: Any, pool: Any) -> None:
    app = site.datasette.app()
    before = pool.process_ids
    sent = []

    async def leave_while_it_runs() -> None:
        while not pool.is_busy:
            await asyncio.sleep(0)

    async def request() -> None:
        messages = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> Any:
            if messages:
                return messages.pop()
            await leave_while_it_runs()
            return {"type": "http.disconnect"}

        async def send(message: Any) -> None:
            sent.append(message)

        path = "/catalogue.json"
        scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": f"sql={quote(DEAF)}".encode(),
            "headers": [(b"host", b"localhost")],
            "http_version": "1.1",
            "scheme": "http",
        }
        await app(scope, receive, send)

    site.run(request())

    # Different ones: of equal requests at one time, one is worked on.
    after = site.get_together(*(f"/catalogue.json?sql=select+{number}" for number in (7, 8, 9)))
    assert sent == []
    assert [answer.json()["rows"] for answer in after] == [[[7]], [[8]], [[9]]]
    assert pool.process_ids != before
    assert len(pool.process_ids) == len(before)


def test_a_statement_with_comments_without_end_is_not_read(site: Any) -> None:
    answer = site.get(f"/catalogue.json?sql={quote('select 1 ' + '/* ' * 1_000)}")

    assert answer.status_code == 400
    assert "注释" in answer.json()["error"]


def test_values_of_all_kinds_come_back(site: Any) -> None:
    sql = "select 1 as i, 2.5 as f, null as n, '锅炉\n\"' as t, x'00ff' as b, x'e99485' as u"

    row = ask(site, sql).json()["rows"][0]

    assert row == [1, 2.5, None, '锅炉\n"', {"$base64": True, "encoded": "AP8="}, "锅"]


def test_parameters_are_filled_in(site: Any) -> None:
    answer = site.get(f"/catalogue.json?sql={quote('select :a as a, :b as b')}&a=%E9%94%85&b=1")

    assert answer.json()["rows"] == [["锅", "1"]]


def test_columns_of_one_name_keep_their_values(site: Any) -> None:
    answer = ask(site, "select 1 as a, 2 as a, 3 as b")

    assert answer.json()["columns"] == ["a", "a", "b"]
    assert answer.json()["rows"] == [[1, 2, 3]]


def test_a_result_is_cut_at_its_limit_of_rows(site: Any) -> None:
    answer = ask(site, "select a.id from projects a, projects b").json()

    assert answer["truncated"]
    assert len(answer["rows"]) == 1000


def test_a_wrong_statement_is_an_error_in_every_form(site: Any) -> None:
    for form in FORMS:
        answer = ask(site, "select * from nosuch", form)

        assert answer.status_code == 400
        assert "nosuch" in answer.text


def test_downloads_of_selections_pass_the_processes(site: Any) -> None:
    lines = site.get("/catalogue/projects.ndjson?title__contains=%E7%94%B5").text.splitlines()

    assert lines
    assert all("电" in json.loads(line)["title"] for line in lines)
