"""The counts of a catalogue are those of its rows, counted here one by one in another way."""

import sqlite3
from collections import Counter, defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from etl.paths import DATABASE
from schema.counts import TOP_BODIES
from schema.vocabulary import Role
from tests.small_catalogue import COMMITTEE, OTHER_COMMITTEE, SmallCatalogue, planned


def rows_of(path: Path, sql: str) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql)]


Counted = Counter[tuple[Any, ...]]


def stated(path: Path, subject: str, part: str | None = None) -> Counted:
    """What the table says of a subject: by id, part, column and value."""
    found: Counted = Counter()
    for row in rows_of(path, "select * from counts"):
        if row["subject"] == subject and part in (None, row["part"]):
            found[row["subject_id"], row["part"], row["dimension"], row["value"]] += row["counted"]
    return found


def recounted(
    members: dict[tuple[int, str], set[int]], projects: dict[int, dict[str, Any]], *columns: str
) -> Counted:
    """The same from sets of projects, by id and part."""
    found: Counted = Counter()
    for (number, part), ids in members.items():
        for one in ids:
            for column in columns:
                value = projects[one][column] if column else None
                text = "" if value is None else str(value)
                found[number, part, column, text] += 1
    return found


@pytest.fixture(scope="module")
def projects() -> dict[int, dict[str, Any]]:
    return {row["id"]: row for row in rows_of(DATABASE, "select * from projects")}


@pytest.fixture(scope="module")
def bodies() -> dict[tuple[int, str], set[int]]:
    """The projects of each body in each role."""
    found: dict[tuple[int, str], set[int]] = defaultdict(set)
    for row in rows_of(DATABASE, "select * from project_organizations"):
        found[row["organization_id"], row["role"]].add(row["project_id"])
    return found


def top(bodies: dict[tuple[int, str], set[int]], role: str) -> list[int]:
    of_role = {body: ids for (body, held), ids in bodies.items() if held == role}
    return sorted(of_role, key=lambda body: (-len(of_role[body]), body))[:TOP_BODIES]


def test_the_catalogue(projects: dict[int, dict[str, Any]]) -> None:
    columns = ("", "project_type", "domain", "industry", "year", "status")
    more = ("evidence_rank", "published_year")
    found = stated(DATABASE, "目录")
    del found[0, "", "stated_published", ""]

    assert found == recounted({(0, ""): set(projects)}, projects, *columns, *more)


def test_a_body_counts_each_project_once(
    projects: dict[int, dict[str, Any]], bodies: dict[tuple[int, str], set[int]]
) -> None:
    whole: dict[tuple[int, str], set[int]] = defaultdict(set)
    for (body, _), ids in bodies.items():
        whole[body, ""] |= ids
    columns = ("", "project_type", "domain", "year")

    assert stated(DATABASE, "机构", "") == recounted(whole, projects, *columns)


def test_bodies_in_roles_all_others_and_none(
    projects: dict[int, dict[str, Any]], bodies: dict[tuple[int, str], set[int]]
) -> None:
    columns = ("domain", "industry", "year")
    for role in {role for _, role in bodies}:
        named = top(bodies, role)
        of_role = {key: ids for key, ids in bodies.items() if key[1] == role}
        of_top = {key: ids for key, ids in of_role.items() if key[0] in named}
        others = {i for key, ids in of_role.items() if key[0] not in named for i in ids}
        without = set(projects) - {i for ids in of_role.values() for i in ids}

        expected = recounted(of_role, projects, "", "project_type", "year") + recounted(
            of_top, projects, "domain", "industry"
        )
        assert stated(DATABASE, "机构", role) == expected
        assert stated(DATABASE, "其余机构", role) == recounted(
            {(0, role): others}, projects, "", *columns
        )
        assert stated(DATABASE, "未列机构", role) == recounted(
            {(0, role): without}, projects, "", *columns
        )


def test_measures_and_their_documents(projects: dict[int, dict[str, Any]]) -> None:
    measures: dict[tuple[int, str], set[int]] = defaultdict(set)
    documents: dict[tuple[int, str], set[int]] = defaultdict(set)
    sql = (
        "select link.*, document_id from measure_projects as link join measures on id = measure_id"
    )
    for row in rows_of(DATABASE, sql):
        measures[row["measure_id"], row["confidence"]].add(row["project_id"])
        documents[row["document_id"], ""].add(row["project_id"])
        if row["confidence"] == "明确":
            documents[row["document_id"], "明确"].add(row["project_id"])

    found = stated(DATABASE, "举措")
    assert {k: n for k, n in found.items() if k[2] == "status"} == recounted(
        measures, projects, "status"
    )
    years: dict[tuple[int, str], set[int]] = defaultdict(set)
    for (measure, _), ids in measures.items():
        for one in ids:
            years[measure, str(projects[one]["year"])].add(one)
    assert {k: n for k, n in found.items() if k[2] == "domain"} == recounted(
        years, projects, "domain"
    )
    assert stated(DATABASE, "政策文件") == recounted(documents, projects, "status")


def of_each_measure() -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for row in rows_of(DATABASE, "select measure_id, project_id from measure_projects"):
        found[row["measure_id"]].add(row["project_id"])
    return found


def test_the_competent_bodies_of_a_measure_alone_and_with_their_parts() -> None:
    above = {
        row["id"]: row["part_of_id"] or row["id"]
        for row in rows_of(DATABASE, "select * from organizations")
    }
    competent: dict[int, set[int]] = defaultdict(set)
    for row in rows_of(DATABASE, "select * from project_organizations where role = '主管部门'"):
        competent[row["project_id"]].add(row["organization_id"])
    expected: Counted = Counter()
    for measure, ids in of_each_measure().items():
        for one in ids:
            for body in competent[one]:
                expected[measure, "", "主管部门", str(body)] += 1
            for body in {above[body] for body in competent[one]}:
                expected[measure, "", "with_parts", str(body)] += 1

    found = stated(DATABASE, "举措")
    assert expected
    assert {k: n for k, n in found.items() if k[2] in ("主管部门", "with_parts")} == expected


def test_a_local_measure_counts_each_project_behind_it_once(
    projects: dict[int, dict[str, Any]],
) -> None:
    measures = of_each_measure()
    behind: dict[int, set[int]] = defaultdict(set)
    for row in rows_of(DATABASE, "select * from measure_alignments"):
        behind[row["local_measure_id"]] |= measures[row["national_measure_id"]]
    expected: Counted = Counter()
    for local, ids in behind.items():
        for one in ids:
            expected[local, "", "behind", projects[one]["status"]] += 1

    found = stated(DATABASE, "举措", "")
    assert expected
    assert {k: n for k, n in found.items() if k[2] == "behind"} == expected


def test_the_projects_of_a_list_by_domain(projects: dict[int, dict[str, Any]]) -> None:
    members: dict[tuple[int, str], set[int]] = defaultdict(set)
    for number, row in projects.items():
        members[row["list_id"], row["domain"] or ""].add(number)

    assert stated(DATABASE, "清单的项目") == recounted(
        members, projects, "", "project_type", "status"
    )


def test_a_list_counts_its_rows_and_says_their_newest_evidence() -> None:
    sql = (
        "select entries.*, projects.status, status_as_of from entries "
        "left join projects on projects.id = project_id"
    )
    found: Counted = Counter()
    newest: dict[int, str] = {}
    for row in rows_of(DATABASE, sql):
        found[row["list_id"], "", "", ""] += 1
        for column in ("domain", "industry", "project_type", "status"):
            found[row["list_id"], "", column, row[column] or ""] += 1
        newest[row["list_id"]] = max(newest.get(row["list_id"], ""), row["status_as_of"] or "")

    assert stated(DATABASE, "清单") == found
    totals = rows_of(
        DATABASE,
        "select subject_id, max(as_of) as as_of from counts "
        "where subject = '清单' and dimension = '' group by subject_id",
    )
    assert {row["subject_id"]: row["as_of"] or "" for row in totals} == newest


def test_bodies_beside_a_body_of_many_projects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond a number of projects they are in the table, and the same as when they are counted."""
    monkeypatch.setattr("etl.database.count_groups.COUNTED_AT_REQUEST", 0)
    made = SmallCatalogue(tmp_path)
    both = f"{COMMITTEE}、{OTHER_COMMITTEE}"
    made.plan(
        1,
        "2030-01-02",
        planned("20300001-T-001", "绿茶", committee=both),
        planned("20300002-T-001", "红茶", committee=both),
        planned("20300003-T-001", "白茶"),
    )
    made.build()

    beside: Counted = Counter()
    linked = rows_of(made.database, "select * from project_organizations")
    for mine in linked:
        for other in linked:
            if (
                mine["project_id"] == other["project_id"]
                and mine["organization_id"] != other["organization_id"]
            ):
                key = (mine["organization_id"], "", other["role"], str(other["organization_id"]))
                beside[key] += 1
    found = stated(made.database, "机构")
    assert beside
    assert {key: count for key, count in found.items() if key[2] in set(Role)} == beside
