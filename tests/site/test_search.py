"""Search: what is found, what is not, what may be typed, and how hits are shown."""

import json
import random
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from schema.search import find_hits, fold, index_terms, match_query

SEED = 20241
SAMPLES = 700


def norm(text: str) -> str:
    """What a person means by "the same letters": written apart from the code under test."""
    narrowed = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in narrowed if unicodedata.category(c)[0] in "LN")


@pytest.fixture(scope="session")
def projects(site_folder: Path) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("select * from projects order by id")]


@pytest.fixture
def index(site_folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        yield connection


def found(index: sqlite3.Connection, query: str, column: str = "projects_fts") -> set[int]:
    sql = f"select rowid from projects_fts where {column} match ?"
    return {row[0] for row in index.execute(sql, [match_query(query)])}


def codes(site: Any, query_string: str) -> list[str]:
    response = site.get(f"/catalogue/projects.json?_shape=array&_size=max&{query_string}")
    assert response.status_code == 200, response.text
    return [row["code"] for row in response.json()]


def test_random_parts_of_titles_are_found_exactly(
    index: sqlite3.Connection, projects: list[dict[str, Any]]
) -> None:
    chance = random.Random(SEED)
    queries: list[str] = []
    while len(queries) < SAMPLES:
        title = chance.choice(projects)["title"]
        length = chance.choice([1, 1, 2, 2, 2, 3, 4, 5, 6, 8, 10, 15, 25])
        start = chance.randrange(len(title))
        part = title[start : start + length]
        if norm(part) and len(part.split()) == 1:
            queries.append(part)

    wrong = [
        query
        for query in queries
        if found(index, query, "title")
        != {project["id"] for project in projects if norm(query) in norm(project["title"])}
    ]

    assert wrong == []


@pytest.mark.parametrize("edge", [0, -1])
def test_the_first_and_the_last_character_of_every_title_are_found(
    index: sqlite3.Connection, projects: list[dict[str, Any]], edge: int
) -> None:
    missed = [
        project["code"]
        for project in projects
        if project["id"] not in found(index, norm(project["title"])[edge], "title")
    ]

    assert missed == []


def test_every_whole_title_finds_its_project(
    index: sqlite3.Connection, projects: list[dict[str, Any]]
) -> None:
    missed = [p["code"] for p in projects if p["id"] not in found(index, p["title"], "title")]

    assert missed == []


def test_every_name_of_a_body_finds_the_projects_that_print_it(
    index: sqlite3.Connection, projects: list[dict[str, Any]]
) -> None:
    for column in ("departments", "committees"):
        names = {name for project in projects for name in json.loads(project[column])}
        for name in names:
            expected = {
                p["id"]
                for p in projects
                if any(norm(name) in norm(other) for other in json.loads(p[column]))
            }

            assert found(index, name, column) == expected


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("电动汽车　安全", "安全 电动汽车"),
        ("ＰＥＴ", "pet"),
        ("第2部分：制冷", "第 2 部分 ： 制冷"),
        ("第2部分：制冷", "第2部分制冷"),
        ("鋰離子電池", "锂离子电池"),
        ("電動汽車", "电动汽车"),
        ("GB／T", "gbt"),
        ("《电动汽车》", "电动汽车"),
    ],
)
def test_what_is_written_another_way_finds_the_same(site: Any, typed: str, same: str) -> None:
    first = codes(site, f"_search={quote(typed)}")
    second = codes(site, f"_search={quote(same)}")

    assert first == second


@pytest.mark.parametrize("typed", ["电动汽车", "鍋爐", "器", "电", "第2部分：制冷"])
def test_a_word_of_the_catalogue_finds_something(site: Any, typed: str) -> None:
    assert codes(site, f"_search={quote(typed)}")


def test_several_words_must_all_occur(site: Any, projects: list[dict[str, Any]]) -> None:
    both = codes(site, f"_search_title={quote('电动汽车 安全')}")

    assert both == [
        project["code"]
        for project in projects
        if "电动汽车" in project["title"] and "安全" in project["title"]
    ]


def test_words_may_stand_in_different_columns(site: Any, projects: list[dict[str, Any]]) -> None:
    answer = codes(site, f"_search={quote('制冷 工业和信息化部')}")

    assert answer == [
        project["code"]
        for project in projects
        if "制冷" in project["title"] + project["committees"]
        and "工业和信息化部" in project["departments"]
    ]


def test_a_nonsense_word_gives_no_rows(site: Any) -> None:
    assert codes(site, f"_search={quote('魑魅魍魉')}") == []


@pytest.mark.parametrize("box", ["_search=", "_search=+++", "_search=%E3%80%80", "_search_title="])
def test_an_empty_box_lists_all(site: Any, projects: list[dict[str, Any]], box: str) -> None:
    assert len(codes(site, box)) == len(projects)


def test_a_column_is_searched_by_itself(site: Any, projects: list[dict[str, Any]]) -> None:
    answer = codes(site, f"_search_committees={quote('消防')}")

    assert answer == [p["code"] for p in projects if "消防" in p["committees"]]


TYPED = [
    '"', "'", "''", '""', '"电动', "*", "电*", "-", "-电", "%", "_", "%%", "AND", "OR 电", "NOT",
    "NEAR(电 动)", "title:电", "{title}:电", "^电", "电 + 动", "(", ")", "((", ";", "--", "\\",
    "\x00", "电\x00动", "\ufeff", "\u200b", "，。", "——", "🙂", "\ud7ff", "é", "e\u0301", "ß",
    "½", "²", "ﬁ", "电" * 300, "电 动 " * 400, "a" * 500, "a b c d e f g h i j k l m n o p q r",
    "<script>alert(1)</script>", "' or 1=1 --", "null", "0", "-1", "𬬻", "\U0010ffff", "\n", "\t",
]  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed_gives_a_page(site: Any, typed: str) -> None:
    for address in (
        "/catalogue/projects?_search=",
        "/catalogue/projects?_search_title=",
        "/catalogue/projects?_searchmode=raw&_search=",
        "/catalogue/ranked_search?q=",
    ):
        response = site.get(address + quote(typed))

        assert response.status_code == 200, (address, typed)


@pytest.mark.parametrize("typed", ['"', "*", "-", "%", "，。", "\x00", "(", "🙂", "——"])
def test_punctuation_alone_finds_nothing(site: Any, typed: str) -> None:
    assert codes(site, f"_search={quote(typed)}") == []


def test_bytes_that_are_no_text_give_a_page(site: Any) -> None:
    response = site.get("/catalogue/projects?_search=%ff%fe%80")

    assert response.status_code == 200


def test_the_ready_made_search_puts_exact_then_prefix_then_short_titles_first(
    site: Any, projects: list[dict[str, Any]]
) -> None:
    response = site.get(f"/catalogue/ranked_search.json?_shape=array&q={quote('電動汽車')}")
    titles = [row["标准项目名称"] for row in response.json()]
    starts = [norm(title).startswith("电动汽车") for title in titles]
    lengths = [len(norm(title)) for title in titles]
    split = starts.count(True)

    assert 0 < split < len(titles)
    assert starts == sorted(starts, reverse=True)
    assert lengths[:split] == sorted(lengths[:split])
    assert lengths[split:] == sorted(lengths[split:])


def test_the_ready_made_search_puts_the_title_itself_first(
    site: Any, projects: list[dict[str, Any]]
) -> None:
    title = next(p["title"] for p in projects if p["part_number"])
    response = site.get(f"/catalogue/ranked_search.json?_shape=array&q={quote(title)}")

    assert response.json()[0]["标准项目名称"] == title


def test_the_ready_made_search_puts_the_project_of_a_code_first(
    site: Any, projects: list[dict[str, Any]]
) -> None:
    code = projects[-1]["code"]
    for typed in (code, code[:-1]):
        answer = site.get(f"/catalogue/ranked_search.json?_shape=array&q={quote(typed)}").json()
        found = [row["项目编号"] for row in answer]
        starts = [one.startswith(typed) for one in found]

        assert code in found
        assert starts == sorted(starts, reverse=True)
    assert (
        site.get(f"/catalogue/ranked_search.json?_shape=array&q={code}").json()[0]["项目编号"]
        == code
    )


def test_the_ready_made_search_lists_all_for_an_empty_field(
    site: Any, projects: list[dict[str, Any]]
) -> None:
    response = site.get("/catalogue/ranked_search.json?_shape=array&q=")

    assert len(response.json()) == len(projects)


def test_hits_are_marked_in_the_results(site: Any) -> None:
    page = (site.get(f"/catalogue/projects?_search={quote('電動汽車 安全')}")).text

    marks = set(re.findall(r"<mark>(.*?)</mark>", page))

    assert {"电动汽车", "安全"} <= marks


@pytest.mark.parametrize("query", ["_search", "_search_committees"])
def test_hits_are_marked_in_the_names_of_bodies(site: Any, query: str) -> None:
    page = site.get(f"/catalogue/projects?{query}={quote('能源基础')}").text

    assert "全国<mark>能源基础</mark>与管理标准化技术委员会</a>" in page


def test_nothing_is_marked_without_a_search(site: Any) -> None:
    site.get(f"/catalogue/projects?_search={quote('安全')}")
    page = site.get("/catalogue/projects").text

    assert "<mark>" not in page


def test_hits_are_mapped_back_to_the_text_as_it_stands() -> None:
    text = "蓄冷 第 2 部分：ＧＢ/Ｔ 20234.3 蓄冷"

    hits = [text[start:end] for start, end in find_hits(text, "第2部分 gbt20234 蓄冷")]

    assert hits == ["蓄冷", "第 2 部分", "ＧＢ/Ｔ 20234", "蓄冷"]


def test_overlapping_hits_are_one() -> None:
    assert find_hits("电动汽车", "电动 动汽") == [(0, 3)]


def test_a_hit_covers_all_of_a_character_that_folds_to_several() -> None:
    assert find_hits("aﬃb", "fi") == [(1, 2)]


@pytest.mark.parametrize("text", ["标准", "Aa1", "，。", "", "e\u0301x", "①Ⅳ㎡", "鋰"])
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_folding_leaves_the_letters_of_the_catalogue_as_they_are(
    projects: list[dict[str, Any]],
) -> None:
    texts = [p[column] for p in projects for column in ("title", "departments", "committees")]

    assert [text for text in texts if fold(text) != norm(text)] == []


def test_every_letter_and_digit_can_be_found() -> None:
    """Also those that SQLite's tokenizer takes for punctuation."""
    characters = [chr(c) for c in range(0x110000) if fold(chr(c)) and not 0xD800 <= c < 0xE000]
    missed = []
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "create virtual table t using fts5(x, content='', "
            "tokenize='unicode61 remove_diacritics 0')"
        )
        rows = [(ord(c), index_terms(f"甲{c}乙")) for c in characters]
        connection.executemany("insert into t (rowid, x) values (?, ?)", rows)
        for character in random.Random(SEED).sample(characters, 1500) + characters[-500:]:
            hits = connection.execute(
                "select rowid from t where t match ?", [match_query(f"甲{character}乙")]
            ).fetchall()
            if (ord(character),) not in hits:
                missed.append(character)

    assert missed == []


@pytest.mark.parametrize(
    ("text", "query", "hit"),
    [
        ("cafe\u0301 标准", "café", "cafe\u0301"),
        ("cafe\u0301 标准", "afé", "afe\u0301"),
        ("a\u0308\u0304b", "ab", ""),
        ("a\u0308\u0304b", "ä\u0304b", "a\u0308\u0304b"),
    ],
)
def test_a_hit_covers_a_letter_with_all_of_its_marks(text: str, query: str, hit: str) -> None:
    hits = [text[start:end] for start, end in find_hits(text, query)]

    assert hits == ([hit] if hit else [])
