"""Facets: right counts under any other filter, several values at once, links and labels."""

import json
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

Row = dict[str, Any]
PAGE = "/catalogue/projects"


@pytest.fixture(scope="session")
def projects(site_folder: Path) -> list[Row]:
    """The projects as the source has them, so that counts are made another way."""
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute("select * from projects order by id")]
    for row in rows:
        for column in ("departments", "committees", "measures"):
            row[column] = json.loads(row[column])
    return rows


@pytest.fixture(scope="session")
def bodies(site_folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        return dict(connection.execute("select name, id from organizations"))


def page(site: Any, query: str = "") -> dict[str, Any]:
    response = site.get(f"{PAGE}.json?_facet_size=max&_size=max&{query}")
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def counts(answer: dict[str, Any], facet: str) -> dict[str, int]:
    return {value["label"]: value["count"] for value in answer["facet_results"][facet]["results"]}


def recount(
    projects: list[Row], column: str, keep: Callable[[Row], bool] = lambda _: True
) -> dict[str, int]:
    kept = [project for project in projects if keep(project)]
    counted = Counter(name for project in kept for name in project[column])
    unnamed = sum(not project[column] for project in kept)
    nothing = "没有对应举措" if column == "measures" else "未列明"
    return dict(counted) | ({nothing: unnamed} if unnamed else {})


@pytest.mark.parametrize("column", ["departments", "committees", "measures"])
def test_bodies_and_measures_are_counted_through_their_links(
    site: Any, projects: list[Row], column: str
) -> None:
    answer = page(site)

    assert counts(answer, column) == recount(projects, column)


@pytest.mark.parametrize(
    ("query", "keep"),
    [
        (f"mandate={quote('强制')}", lambda p: p["mandate"] == "强制"),
        ("year=2025", lambda p: p["year"] == 2025),
        ("year__gt=2024", lambda p: p["year"] > 2024),
        (f"_search={quote('电动')}", lambda p: "电动" in p["title"] + str(p["committees"])),
        (f"title__contains={quote('安全')}", lambda p: "安全" in p["title"]),
        ("_where=seq<50", lambda p: p["seq"] < 50),
        (
            f"mandate={quote('推荐')}&project_type={quote('修订')}&year=2024",
            lambda p: (p["mandate"], p["project_type"], p["year"]) == ("推荐", "修订", 2024),
        ),
    ],
)
def test_counts_are_right_under_any_other_filter(
    site: Any, projects: list[Row], query: str, keep: Callable[[Row], bool]
) -> None:
    answer = page(site, query)

    for column in ("departments", "committees", "measures"):
        assert counts(answer, column) == recount(projects, column, keep)


def test_a_body_filters_by_number_and_by_name(
    site: Any, projects: list[Row], bodies: dict[str, int]
) -> None:
    name = projects[0]["committees"][0]
    expected = [p["id"] for p in projects if name in p["committees"]]

    for value in (bodies[name], quote(name)):
        answer = page(site, f"_committees={value}&_shape=objects")

        assert [row["id"] for row in answer["rows"]] == expected


def test_measures_filter_by_number_short_name_and_heading(
    site: Any, site_folder: Path, projects: list[Row]
) -> None:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        number, slug, heading = connection.execute(
            "select id, slug, heading from measures "
            "where id in (select measure_id from measure_projects) limit 1"
        ).fetchone()
    expected = [p["id"] for p in projects if any(heading in m for m in p["measures"])]

    for value in (number, quote(slug), quote(heading)):
        answer = page(site, f"_measures={value}&_shape=objects")

        assert [row["id"] for row in answer["rows"]] == expected


def test_several_measures_mean_any_of_them_beside_a_body(
    site: Any, projects: list[Row], bodies: dict[str, int]
) -> None:
    wanted = list(recount(projects, "measures"))[:2]
    department = next(p for p in projects if wanted[0] in p["measures"])["departments"][0]
    answer = page(site)
    numbers = {
        value["label"]: value["value"] for value in answer["facet_results"]["measures"]["results"]
    }

    chosen = "&".join(f"_measures={numbers[label]}" for label in wanted)
    answer = page(site, f"{chosen}&_departments={bodies[department]}&_shape=objects")

    assert [row["id"] for row in answer["rows"]] == [
        p["id"]
        for p in projects
        if set(wanted) & set(p["measures"]) and department in p["departments"]
    ]


def test_projects_without_a_measure_can_be_chosen(site: Any, projects: list[Row]) -> None:
    answer = page(site, "_measures=none&_shape=objects")

    assert [row["id"] for row in answer["rows"]] == [p["id"] for p in projects if not p["measures"]]


def test_several_bodies_of_one_facet_mean_any_of_them(
    site: Any, projects: list[Row], bodies: dict[str, int]
) -> None:
    first, second = list(recount(projects, "committees"))[:2]

    answer = page(site, f"_committees={bodies[first]}&_committees={bodies[second]}&_shape=objects")

    assert [row["id"] for row in answer["rows"]] == [
        p["id"] for p in projects if {first, second} & set(p["committees"])
    ]


def test_facets_are_combined_with_and(
    site: Any, projects: list[Row], bodies: dict[str, int]
) -> None:
    department = projects[0]["departments"][0]
    committee = projects[0]["committees"][0]

    answer = page(
        site,
        f"_departments={bodies[department]}&_committees={bodies[committee]}"
        f"&mandate={quote('推荐')}&_shape=objects",
    )

    assert [row["id"] for row in answer["rows"]] == [
        p["id"]
        for p in projects
        if department in p["departments"]
        and committee in p["committees"]
        and p["mandate"] == "推荐"
    ]


def test_a_facet_is_counted_without_its_own_choice_but_with_the_others(
    site: Any, projects: list[Row], bodies: dict[str, int]
) -> None:
    committee = projects[0]["committees"][0]

    answer = page(site, f"_committees={bodies[committee]}&year=2024")

    assert counts(answer, "committees") == recount(
        projects, "committees", lambda p: p["year"] == 2024
    )
    assert counts(answer, "departments") == recount(
        projects, "departments", lambda p: committee in p["committees"] and p["year"] == 2024
    )
    assert counts(answer, "year") == dict(
        Counter(p["year"] for p in projects if committee in p["committees"])
    )


def test_projects_without_a_body_can_be_chosen(site: Any, projects: list[Row]) -> None:
    answer = page(site, "_committees=none&_shape=objects")

    assert [row["id"] for row in answer["rows"]] == [
        p["id"] for p in projects if not p["committees"]
    ]


def test_unnamed_and_a_body_can_be_chosen_together(
    site: Any, projects: list[Row], bodies: dict[str, int]
) -> None:
    name = projects[0]["committees"][0]

    answer = page(site, f"_committees=none&_committees={bodies[name]}")

    assert answer["filtered_table_rows_count"] == sum(
        not p["committees"] or name in p["committees"] for p in projects
    )


@pytest.mark.parametrize(
    "value", ["999999", "x", "", "-1", "1;drop", "'", "%00", "9" * 40, "none "]
)
def test_a_body_that_is_not_there_gives_no_rows(site: Any, value: str) -> None:
    answer = page(site, f"_committees={quote(value, safe='%')}")

    assert answer["filtered_table_rows_count"] == 0


@pytest.mark.parametrize("query", ["year=2024&year=2025", "year__in=2024,2025"])
def test_several_values_of_a_column_mean_any_of_them(
    site: Any, projects: list[Row], query: str
) -> None:
    answer = page(site, query)

    assert answer["filtered_table_rows_count"] == len(projects)
    selected = [v["value"] for v in answer["facet_results"]["year"]["results"] if v["selected"]]
    assert selected == [2025, 2024]


def test_years_come_newest_first(site: Any) -> None:
    answer = page(site)

    years = [value["value"] for value in answer["facet_results"]["year"]["results"]]

    assert years == sorted(years, reverse=True)


def test_bodies_come_by_count_then_pinyin(site: Any, site_folder: Path) -> None:
    with closing(sqlite3.connect(site_folder / "catalogue.db")) as connection:
        keys = dict(connection.execute("select name, name_sort_key from organizations"))
    answer = page(site)

    values = answer["facet_results"]["committees"]["results"]
    named = [value for value in values if value["value"] != "none"]

    assert named == sorted(named, key=lambda v: (-v["count"], keys[v["label"]]))
    assert values[-1]["label"] == "未列明"


def follow(site: Any, value: dict[str, Any]) -> dict[str, Any]:
    parts = urlsplit(value["toggle_url"])
    response = site.get(f"{parts.path}?{parts.query}")
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize("facet", ["departments", "committees", "year", "mandate", "domain"])
def test_following_a_value_gives_the_rows_it_counts(site: Any, facet: str) -> None:
    answer = page(site, f"project_type={quote('修订')}")

    for value in answer["facet_results"][facet]["results"][:8]:
        followed = follow(site, value)

        assert followed["filtered_table_rows_count"] == value["count"]


@pytest.mark.parametrize("facet", ["departments", "committees", "year", "mandate", "domain"])
def test_choosing_two_values_and_giving_them_up_leads_back(site: Any, facet: str) -> None:
    first = page(site)
    one = follow(site, first["facet_results"][facet]["results"][0])
    both = follow(site, one["facet_results"][facet]["results"][1])

    selected = [v for v in both["facet_results"][facet]["results"] if v["selected"]]
    assert len(selected) == 2
    given_up = follow(site, selected[0])
    back = follow(
        site, next(v for v in given_up["facet_results"][facet]["results"] if v["selected"])
    )
    assert back["filtered_table_rows_count"] == first["filtered_table_rows_count"]


def test_a_chosen_value_stays_in_sight_where_it_selects_nothing(
    site: Any, projects: list[Row], bodies: dict[str, int]
) -> None:
    only_2024 = next(
        name
        for name in recount(projects, "committees", lambda p: p["year"] == 2024)
        if name not in recount(projects, "committees", lambda p: p["year"] == 2025)
    )

    answer = page(site, f"_committees={bodies[only_2024]}&year=2025")

    chosen = [v for v in answer["facet_results"]["committees"]["results"] if v["selected"]]
    assert [(v["label"], v["count"]) for v in chosen] == [(only_2024, 0)]


def test_a_chosen_value_stays_in_sight_where_the_list_is_cut(
    site: Any, projects: list[Row], bodies: dict[str, int]
) -> None:
    rare = min(recount(projects, "committees").items(), key=lambda item: item[1])[0]

    response = site.get(f"{PAGE}.json?_facet_size=3&_committees={bodies[rare]}")

    facet = response.json()["facet_results"]["committees"]
    assert [v["label"] for v in facet["results"] if v["selected"]] == [rare]
    assert len(facet["results"]) == 4
    assert facet["truncated"]


def test_counts_are_the_same_on_every_page(site: Any) -> None:
    first = (site.get(f"{PAGE}.json?_size=50")).json()
    parts = urlsplit(first["next_url"])
    second = (site.get(f"{parts.path}?{parts.query}")).json()

    assert counts(second, "committees") == counts(first, "committees")
    assert counts(second, "year") == counts(first, "year")


def test_the_choice_stays_in_form_links_and_downloads(
    site: Any, projects: list[Row], bodies: dict[str, int]
) -> None:
    name = projects[0]["committees"][0]
    query = f"_committees={bodies[name]}&_departments=none"

    html = (site.get(f"{PAGE}?{query}")).text
    csv = (site.get(f"{PAGE}.csv?_committees={bodies[name]}")).text

    assert f'<input type="hidden" name="_committees" value="{bodies[name]}">' in html
    assert '<input type="hidden" name="_departments" value="none">' in html
    assert len(csv.splitlines()) == 1 + sum(name in p["committees"] for p in projects)


def test_the_choice_is_described(site: Any, projects: list[Row], bodies: dict[str, int]) -> None:
    name = projects[0]["committees"][0]

    answer = page(site, f"_committees={bodies[name]}&_committees=none")

    assert f"归口单位：{name}、未列明" in answer["human_description_en"]


def test_a_list_that_is_no_json_gives_a_page(site: Any) -> None:
    for query in ("year__in=[", "year__in=[[1]]", "year__notin=[{}", "year__in="):
        assert (site.get(f"{PAGE}?{query}")).status_code == 200


def test_every_table_has_facets_of_its_own_columns(site: Any) -> None:
    response = site.get("/catalogue/standard_relations.json?_facet=extent")

    facets = response.json()["facet_results"]
    assert set(facets) == {"extent", "basis"}


def test_a_value_with_a_comma_can_be_chosen_beside_another(site: Any) -> None:
    response = site.get(f"{PAGE}.json?domain=a,b&domain={quote('设备更新')}")

    answer = response.json()
    selected = [v for v in answer["facet_results"]["domain"]["results"] if v["selected"]]
    assert [v["value"] for v in selected] == ["设备更新", "a,b"]
    assert parse_qs(urlsplit(selected[0]["toggle_url"]).query)["domain"] == ["a,b"]


def test_a_plain_datasette_shows_the_array_facets_of_the_metadata(
    site_folder: Path, projects: list[Row]
) -> None:
    answer = subprocess.run(
        [
            *(sys.executable, "-m", "datasette", "serve", "catalogue.db", "-m", "metadata.yml"),
            *("--get", f"{PAGE}.json?_size=1&_facet_size=max"),
        ],
        cwd=site_folder,
        capture_output=True,
        text=True,
        check=True,
    )

    facets = json.loads(answer.stdout)["facet_results"]
    assert facets["committees"]["type"] == "array"
    found = {value["label"]: value["count"] for value in facets["committees"]["results"]}
    assert found == {k: v for k, v in recount(projects, "committees").items() if k != "未列明"}


def addresses(answer: dict[str, Any]) -> list[str]:
    return [
        address
        for facet in answer["facet_results"].values()
        for address in (facet["toggle_url"], *(value["toggle_url"] for value in facet["results"]))
    ]


def test_no_link_of_a_facet_keeps_the_place_in_the_pages(site: Any) -> None:
    first = site.get(f"{PAGE}.json?_size=20&mandate={quote('推荐')}").json()
    parts = urlsplit(first["next_url"])
    assert "_next" in parse_qs(parts.query)

    second = site.get(f"{parts.path}?{parts.query}").json()
    html = site.get(f"{PAGE}?{parts.query}&_facet_size=2").text

    found = addresses(second)
    assert len(found) > 30
    assert [address for address in found if "_next=" in address] == []
    panel = html.partition('<form class="facets"')[2].partition("</form>")[0]
    assert "列出全部" in panel
    assert "_next" not in panel
    chips = html.partition('class="chips"')[2].partition("</div>")[0]
    assert "_next=" not in chips


@pytest.mark.parametrize("facet", ["committees", "family", "departments"])
def test_a_facet_that_is_cut_off_shows_as_many_as_asked_for(site: Any, facet: str) -> None:
    every = page(site)["facet_results"][facet]["results"]
    assert len(every) > 4

    for size in (1, 3, len(every) - 1):
        cut = site.get(f"{PAGE}.json?_facet_size={size}").json()["facet_results"][facet]
        assert [v["label"] for v in cut["results"]] == [v["label"] for v in every[:size]]
        assert cut["truncated"]
    for size in (len(every), len(every) + 1):
        whole = site.get(f"{PAGE}.json?_facet_size={size}").json()["facet_results"][facet]
        assert len(whole["results"]) == len(every)
        assert not whole["truncated"]


def test_families_of_equal_count_come_by_pinyin(site: Any, projects: list[Row]) -> None:
    keys: dict[str, str] = {}
    for project in projects:
        if project["family"]:
            key = project["title_sort_key"]
            keys[project["family"]] = min(keys.get(project["family"], key), key)

    values = page(site)["facet_results"]["family"]["results"]

    found = [(value["count"], value["label"]) for value in values]
    assert found == sorted(found, key=lambda one: (-one[0], keys[one[1]]))
    assert [one[1] for one in found] != [label for _, label in sorted(found)]
