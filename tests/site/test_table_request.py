"""What a request asks of a table: arguments made sound, read as data, and put into words."""

from typing import Any
from urllib.parse import quote

import pytest

from web.request.arguments import joined_list, parsed, split_list
from web.request.sound import sound
from web.request.table_request import Filter, Language, Search, Sort, read

PAGE = "/catalogue/projects"


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("year=2024&year=2025&_size=5", "year__in=2024,2025&_size=5"),
        ("year=2024&year=2024", "year=2024"),
        ("domain=a,b&domain=c", 'domain__in=["a,b", "c"]'),
        ("year__in=[", 'year__in=["["]'),
        ("_departments=3&_departments=7", "_departments=3&_departments=7"),
        ("_search=&_search_title=++", ""),
        ("_search=a&x=1&_search=b", "_search=a b&x=1"),
        ("_search=a&_search=a&_search=", "_search=a"),
        ("_sort=code&_size=5", "_sort=id&_size=5"),
        ("_sort_desc=title", "_sort_desc=title_sort_key"),
        ("_sort=year&title=code", "_sort=year&title=code"),
        ("_searchmode=raw&_search_=x&_searchx=y", ""),
    ],
)
def test_arguments_have_one_form(given: str, made: str) -> None:
    assert sound(parsed(given), "projects") == parsed(made.replace("+", "%2B"))


def test_what_is_sound_stays_as_it_is() -> None:
    pairs = parsed("year__in=2024,2025&_search=a+b&_committees=none&title__contains=x&_next=7")

    assert sound(pairs, "projects") == pairs


@pytest.mark.parametrize("values", [["a"], ["a", "b"], ["a,b", "c"], [" a", "b"], ["[", "]"], [""]])
def test_a_list_of_values_is_read_as_it_was_written(values: list[str]) -> None:
    assert split_list(joined_list(values)) == values


def test_a_request_is_data() -> None:
    asked = read(
        "projects",
        parsed(
            "year__in=2024,2025&mandate=强制&level__isnull=1&title__contains=灯&_committees=none"
            "&_committees=3&_search=安全&_where=seq<3&_sort_desc=code&_col=code&_col=code&_lang=en"
            "&_next=77&nosuch__op=1&_facet=year"
        ),
    )

    assert [(f.column, f.operator, f.values) for f in asked.filters] == [
        ("year", "in", ("2024", "2025")),
        ("mandate", "exact", ("强制",)),
        ("level", "isnull", ()),
        ("title", "contains", ("灯",)),
    ]
    assert [(one.column.name, one.values) for one in asked.linked] == [
        ("committees", ("none", "3"))
    ]
    assert asked.searches == (Search("", "安全"),)
    assert asked.sql_conditions == ("seq<3",)
    assert asked.sort == Sort("code", is_descending=True)
    assert asked.columns == ("code",)
    assert asked.language is Language.ENGLISH
    assert asked.chosen("year") == ["2024", "2025"]
    assert asked.is_unstated_chosen("level")
    assert "_next" not in dict(asked.arguments)


def test_a_search_everywhere_stands_for_those_in_columns() -> None:
    assert read("projects", parsed("_search_title=a&_search_code=b")).searches == (
        Search("title", "a"),
        Search("code", "b"),
    )
    assert read("projects", parsed("_search_title=a&_search=b")).searches == (Search("", "b"),)


def test_choosing_changes_one_column_alone() -> None:
    asked = read("projects", parsed("year__in=2024,2025&year__isnull=1&mandate=强制&_next=5"))

    assert asked.choosing("year", ["2024"]) == (("mandate", "强制"), ("year", "2024"))
    assert asked.without(("mandate",)).filters == (
        Filter("year", "in", ("2024", "2025"), ("year__in", "2024,2025")),
        Filter("year", "isnull", (), ("year__isnull", "1")),
    )


def test_only_projects_have_links() -> None:
    assert read("standards", parsed("_committees=3")).linked == ()


def codes(site: Any, query: str) -> list[str]:
    answer = site.get(f"{PAGE}.json?_shape=array&_size=max&{query}")
    return [row["code"] for row in answer.json()]


def test_two_searches_are_one_for_the_words_of_both(site: Any) -> None:
    first, second = quote("电动"), quote("安全")

    both = codes(site, f"_search={first}&_search={second}")

    assert both == codes(site, f"_search={first}+{second}")
    assert set(both) < set(codes(site, f"_search={first}"))
    page = site.get(f"{PAGE}?_search={first}&_search={second}").text
    assert "检索“电动 安全”" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("list_id=1", "所属清单：{title}"),
        ("year__in=2024,2025", "年度：2024 或 2025"),
        (f"_search_title={quote('灯')}", "标准项目名称中检索“灯”"),
        (f"title__contains={quote('灯')}", "标准项目名称包含“灯”"),
        ("_where=seq%3C9", "SQL 条件：seq&lt;9"),
    ],
)
def test_page_and_workbook_say_the_same_of_a_condition(site: Any, query: str, words: str) -> None:
    title = site.get("/catalogue/lists/1.json?_shape=array").json()[0]["title"]
    words = words.format(title=title)

    page = site.get(f"{PAGE}?{query}").text

    assert words in page.partition('class="chips"')[2].partition("</ul>")[0]


def test_a_code_is_named_in_words(site: Any) -> None:
    page = site.get("/catalogue/project_outcomes?confidence=high").text

    assert "核实程度：已核实" in page.partition('class="chips"')[2].partition("</ul>")[0]
