"""Searches as people type them: names of bodies in short, codes, facets, pinyin, typing errors."""

import csv
import io
import json
import random
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from etl.inputs import curation as curated
from etl.inputs.csv_file import columns_of
from schema.search import fold
from schema.vocabulary import OrganizationKind, Role
from tests.small_catalogue import PLAN, MadeList, SmallCatalogue

CARS = "全国汽车标准化技术委员会"
REPAIR = "全国汽车维修标准化技术委员会"
FIRE = "全国消防标准化技术委员会"
GOODS = "全国消费品安全标准化技术委员会"
MINISTRY = "工业和信息化部"
SEED = 7


def row(
    title: str, committee: str, mandate: str = "推荐", kind: str = "制定", old: str = ""
) -> Any:
    return ("", title, mandate, kind, old, committee)


FIRST = (
    row("工业锅炉能效", CARS),
    row("动力电池回收", CARS, "强制"),
    row("电动汽车安全要求", CARS, "强制", "修订", "GB 38031-2020"),
    row("车身养护", REPAIR),
    row("消防水带", FIRE, "强制"),
    row("重复使用的包装", GOODS),
    row("重量标识", GOODS),
    row("锅炉水处理", MINISTRY, "强制", "修订", "GB/T 1576-2018"),
)
SECOND = (
    row("车身颜色", CARS),
    row("强制通风设备", FIRE),
    row("GL级船舶阀门", MINISTRY),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of two plans, 2031 and 2032."""
    folder = tmp_path_factory.mktemp("searches")
    made = SmallCatalogue(folder)
    names = ((CARS, "SAC/TC114"), (REPAIR, "SAC/TC247"), (FIRE, ""), (GOODS, ""), (MINISTRY, ""))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns_of(curated.Organization), restval="")
    writer.writeheader()
    for number, (name, code) in enumerate(names, start=1):
        is_committee = name != MINISTRY
        kind = OrganizationKind.COMMITTEE if is_committee else OrganizationKind.DEPARTMENT
        body = {"id": number, "name": name, "kind": kind, "roles": Role.IN_CHARGE}
        body |= {"sac_code": code, "attested_in": "测试"}
        body |= {"sac_code_sources": "https://example.org/tc"} if code else {}
        writer.writerow(body)
    made.write(curated.ORGANIZATIONS, *out.getvalue().splitlines())
    aliases = (f"工信部,{MINISTRY}", f"汽标委,{CARS}")
    made.write(
        curated.ALIASES, "alias,name,reason,source", *(f"{alias},简称,测试" for alias in aliases)
    )
    for number, (year, rows) in enumerate((("2031", FIRST), ("2032", SECOND)), start=1):
        title = f"{year}年国家标准制修订计划"
        made.notice(number, f"{year}-03-01", MadeList(number, year, title, PLAN, rows))
    made.build()
    return folder


@pytest.fixture(scope="module")
def made(folder: Path, open_site: Callable[[Path], Any]) -> Iterator[Any]:
    opened = open_site(folder)
    yield opened
    opened.close()


def titles(site: Any, typed: str, more: str = "") -> list[str]:
    address = f"/catalogue/projects.json?_shape=array&_size=max&_search={quote(typed)}{more}"
    answer = site.get(address)
    assert answer.status_code == 200, answer.text
    return [one["title"] for one in answer.json()]


def text_of(html: str, kind: str) -> str:
    found = re.search(rf'<(div|section) class="{kind}".*?</\1>', html, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", found[0])).split()) if found else ""


def page(site: Any, typed: str, more: str = "") -> str:
    answer = site.get(f"/catalogue/projects?_search={quote(typed)}{more}")
    assert answer.status_code == 200
    return str(answer.text)


def said(site: Any, typed: str) -> str:
    return text_of(page(site, typed), "search-said")


def of(committee: str) -> list[str]:
    return [one[1] for one in (*FIRST, *SECOND) if one[5] == committee]


@pytest.mark.parametrize("typed", ["工信部", "工業和信息化部", "工業和信息化部 工信部"])
def test_a_body_is_found_by_its_short_name(made: Any, typed: str) -> None:
    assert titles(made, typed) == of(MINISTRY)


def test_a_name_that_is_nobody_s_is_not_taken_for_a_part_of_it(made: Any) -> None:
    assert titles(made, "工业部") == []


def test_the_name_that_an_abbreviation_stands_for_is_said_and_marked(made: Any) -> None:
    html = page(made, "工信部")

    assert "机构简称“工信部”＝“工业和信息化部”" in text_of(html, "search-said")
    assert f"<mark>{MINISTRY}</mark>" in html


@pytest.mark.parametrize(
    "typed",
    ["TC114", "tc114", "SAC/TC114", "SAC/TC 114", "sac tc114", "ＴＣ１１４", "TC-114", "汽标委"],
)
def test_a_committee_is_found_by_its_code_in_any_form(made: Any, typed: str) -> None:
    assert titles(made, typed) == of(CARS)
    assert CARS in said(made, typed)


def test_a_code_is_not_the_beginning_of_a_longer_one(made: Any) -> None:
    assert titles(made, "TC11") == []
    assert titles(made, "TC24") == []


def test_an_unknown_subcommittee_is_said_to_be_unknown(made: Any) -> None:
    assert titles(made, "tc 114/sc21") == of(CARS)
    assert "没有“tc 114/sc21”，显示其所属委员会" in said(made, "tc 114/sc21")


def test_an_abbreviation_that_fits_two_committees_is_said_to_mean_either(made: Any) -> None:
    assert sorted(titles(made, "消标委")) == sorted(of(FIRE) + of(GOODS))
    text = said(made, "消标委")
    assert FIRE in text
    assert GOODS in text
    assert "中的任何一个" in text


@pytest.mark.parametrize(
    "typed", ["2031-3", "2031-03", "2031-003", "2031003", "２０３１－３", "20313"]
)
def test_a_project_is_found_by_its_code_in_any_form(made: Any, typed: str) -> None:
    assert titles(made, typed) == ["电动汽车安全要求"]


@pytest.mark.parametrize(
    "typed",
    [
        "GB 38031",
        "gb38031",
        "GB38031-2020",
        "GB／T 38031-2020",
        "GB/T38031",
        "国标38031",
        "gbt 38031",
    ],
)
def test_a_standard_is_found_by_its_number_in_any_spelling(made: Any, typed: str) -> None:
    assert titles(made, typed) == ["电动汽车安全要求"]


def test_another_kind_of_number_is_said_to_be_another(made: Any) -> None:
    assert "未找到“GB1576”，显示编号相近的“GB/T 1576”" in said(made, "GB1576")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("guolu", "锅炉"),
        ("GuoLu", "锅炉"),
        ("guo lu", "锅炉"),
        ("dianchi", "电池"),
        ("diandongqiche", "电动汽车"),
        ("ddqc", "电动汽车"),
        ("xfsd", "消防水带"),
        ("chongfu", "重复"),
        ("zhongliang", "重量"),
    ],
)
def test_pinyin_finds_the_words_that_are_read_so(made: Any, typed: str, word: str) -> None:
    found = titles(made, typed)

    assert found
    assert found == titles(made, word)
    assert word in said(made, typed)


def test_a_reading_that_no_word_has_finds_nothing_by_it(made: Any) -> None:
    assert "重量标识" not in titles(made, "chongfu")


def test_letters_that_stand_in_a_text_are_not_read_as_pinyin(made: Any) -> None:
    assert titles(made, "gl") == ["GL级船舶阀门"]
    assert said(made, "gl") == ""


def test_words_that_are_values_of_facets_count_as_such_where_no_text_has_all(made: Any) -> None:
    assert titles(made, "锅炉 强制") == ["锅炉水处理"]
    assert titles(made, "2031 修订 工信部") == ["锅炉水处理"]
    assert titles(made, "2031年 强制性 汽标委") == ["动力电池回收", "电动汽车安全要求"]
    assert "“强制”按标准性质＝强制" in said(made, "锅炉 强制")


def test_the_filters_that_say_the_same_give_the_same(made: Any) -> None:
    html = page(made, "2031 修订 工信部")
    link = re.search(r'<a href="([^"]+)" class="action">改用筛选条件', html)
    assert link
    answer = made.get(unescape(link[1]).replace("projects?", "projects.json?_shape=array&"))

    assert "project_type=" in link[1]
    assert [one["title"] for one in answer.json()] == ["锅炉水处理"]


def test_a_word_that_texts_have_stays_a_word_and_the_facet_is_offered(made: Any) -> None:
    assert titles(made, "强制") == ["强制通风设备"]
    assert "“强制”也是标准性质的一个值" in said(made, "强制")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("锅卢", "锅炉"),
        ("动力电持", "动力电池"),
        ("动力电", "动力电"),
        ("动力点池", "动力电池"),
        ("动力大电池", "动力电池"),
        ("动力池回收", "动力电池回收"),
        ("电动骑车", "电动汽车"),
        ("消防水代", "消防水带"),
    ],
)
def test_one_wrong_character_is_forgiven(made: Any, typed: str, word: str) -> None:
    assert titles(made, word)
    assert titles(made, typed) == titles(made, word)
    if typed != word:
        assert f"未找到“{typed}”，显示相近的“{word}”" in said(made, typed)


def test_quotation_marks_leave_out_all_that_was_added(made: Any) -> None:
    for typed in ("工信部", '工"信部 guolu', "guolu", "锅卢", "锅炉 强制", "TC114"):
        html = page(made, typed)
        link = re.search(r'<a href="([^"]+)" class="action">只按原文检索', html)
        assert link, typed
        exact = made.get(unescape(link[1]))

        assert "没有符合条件的项目" in exact.text
        assert titles(made, "“" + typed.replace('"', " ") + "”") == []
    assert titles(made, '"锅炉 水处理"') == ["锅炉水处理"]


def test_words_that_are_found_give_what_their_texts_have_and_no_more(made: Any) -> None:
    """Any part of any title: exactly the projects whose texts contain it."""
    with closing(sqlite3.connect(made.folder / "catalogue.db")) as connection:
        texts = {
            title: [fold(text) for text in (code, title, *json.loads(bodies), *json.loads(old))]
            for code, title, bodies, old in connection.execute(
                "select code, title, committees, replaces from projects"
            )
        }
    chance = random.Random(SEED)
    for _ in range(150):
        title = chance.choice(list(texts))
        start = chance.randrange(len(title))
        part = title[start : start + chance.choice([1, 2, 2, 3, 4])].strip()
        if " " in part:
            continue
        expected = [one for one, held in texts.items() if any(fold(part) in h for h in held)]

        assert titles(made, part) == expected, part


@pytest.mark.parametrize(
    "typed", ["工信部", "guolu", "锅炉 强制", "锅卢", "TC114", "2031-3", "魑魅"]
)
def test_rows_counts_facets_files_and_queries_agree(made: Any, typed: str) -> None:
    search = f"_search={quote(typed)}"
    rows = titles(made, typed)
    counted = made.get(f"/catalogue/projects.json?{search}&_size=1&_facet=year").json()
    lines = made.get(f"/catalogue/projects.csv?{search}").text.splitlines()[1:]
    query = made.get(f"/catalogue/ranked_search.json?_shape=array&q={quote(typed)}").json()
    sql = quote(f"select title from projects where id in (select rowid from projects_fts "
                f"where projects_fts match escape_fts('{typed}'))")  # fmt: skip
    own = made.get(f"/catalogue.json?_shape=array&sql={sql}").json()

    assert counted["filtered_table_rows_count"] == len(rows)
    by_year = counted["facet_results"]["year"]["results"]
    assert sum(value["count"] for value in by_year) == len(rows)
    assert len(lines) == len(rows)
    assert sorted(one["标准项目名称"] for one in query) == sorted(rows)
    assert sorted(one["title"] for one in own) == sorted(rows)


def test_data_for_programs_says_what_was_added_too(made: Any) -> None:
    answer = made.get(f"/catalogue/projects.json?_search={quote('工信部')}").json()
    query = made.get(f"/catalogue/ranked_search?q={quote('工信部')}").text

    assert "机构简称“工信部”" in answer["human_description_en"]
    assert "机构简称“工信部”" in text_of(query, "search-said")


def test_a_search_without_result_shows_the_ways_on(made: Any) -> None:
    help_text = text_of(page(made, "锅炉 魑魅"), "search-help")

    assert re.search(r"逐词检索：锅炉 2 项、魑魅 0 项", help_text)
    assert "工业锅炉能效" in help_text
    assert "全国标准信息公共服务平台" in help_text
    assert "std.samr.gov.cn" in page(made, "魑魅魍魉")


def test_a_near_word_that_is_a_mere_guess_is_offered_and_not_taken(made: Any) -> None:
    html = page(made, "养魑")

    assert "没有符合条件的项目" in html
    assert "是不是要找：养护" in text_of(html, "search-help")


def test_conditions_that_exclude_all_hits_are_named_as_the_cause(made: Any) -> None:
    html = page(made, "锅炉", "&year=1999")

    assert "只检索“锅炉” 2 项" in text_of(html, "search-help")


@pytest.mark.parametrize(
    "typed",
    [
        " ".join(f"词{n}" for n in range(300)),
        "锅炉" * 1500,
        "a" * 3000,
        "guolu" * 300,
        "TC1 " * 500,
        "GB 1 " * 300,
        "2031-1 " * 300,
        "x'\"“” TC TC/ SC1 GB- 国标 -1 2031- NEAR(",
        "\ud7ff\U0010ffff\x00锅",
        "標委", "标委会", "全国标委会",
    ],
)  # fmt: skip
def test_any_text_gets_a_page(made: Any, typed: str) -> None:
    for address in ("/catalogue/projects?_search=", "/catalogue/ranked_search?q="):
        assert made.get(address + quote(typed[:1700])).status_code == 200


def test_words_that_are_too_many_or_too_long_are_said_to_be_left_out(made: Any) -> None:
    many = " ".join(["锅炉", *(f"词{n}" for n in range(19))])

    assert "只用了前 12 个，其余 8 个没有用" in said(made, many)
    assert "只用了它的前 100 个字" in said(made, "锅" * 150)
