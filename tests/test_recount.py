"""Acceptance of the notice that the catalogue ships with: its figures, as read and as built, and
every row against a second way of reading it. Nothing else in the tests depends on that notice's
figures, and nothing here on other notices or on what became of its projects."""

import re
import sqlite3
import unicodedata
from collections import Counter
from contextlib import closing

import pytest

from etl.extract import Extraction, extract_file
from etl.inputs.notices import load_notices
from etl.paths import DATABASE
from etl.records.entries import Entry
from tests.builders import ANNEXES, annexes_text, curation

# A row as the notice prints it, matched in the raw text without cutting it into lines or cells.
ROW = re.compile(
    r"(?m)^(\d{1,3})\t([^\t\n]+)\t(制定|修订)\t(强制|推荐)\t([^\t\n]+)\t([^\t\n]+)\t([^\t\n]+?)\r?$"
)
HEADING = re.compile(r"(?m)^(20\d\d) 年制修订重点国家标准项目清单$")
# Names of bodies with the separator inside of them.
WITH_COMMA_INSIDE = "全国音频、视频及多媒体系统与设备标准化技术委员会"


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    (notice,) = (d for n in load_notices() for d in n.documents if d.path == ANNEXES)
    return extract_file(ANNEXES, curation(), notice)


@pytest.fixture(scope="module")
def records(extraction: Extraction) -> list[Entry]:
    return [record for found in extraction.lists for record in found.entries]


def recount() -> list[dict[str, object]]:
    """Every row of the raw text: year from the heading above it, cells normalised letter by
    letter."""
    text = annexes_text()
    headings = [(match.start(), int(match[1])) for match in HEADING.finditer(text)]
    rows = []
    for match in ROW.finditer(text):
        year = max((start, year) for start, year in headings if start < match.start())[1]
        rows.append(
            {
                "year": year,
                "seq": int(match[1]),
                "title": normalise(match[2]),
                "project_type": match[3],
                "mandate": match[4],
                "departments": bodies(match[5]),
                "committees": () if match[6] == "—" else bodies(match[6]),
                "domain": match[7],
            }
        )
    return rows


def normalise(text: str) -> str:
    """Half-width letters, full-width brackets and colons, blanks only between two ideographs."""
    text = unicodedata.normalize("NFKC", text).replace("(", "（").replace(")", "）")
    kept = ""
    for i, letter in enumerate(text):
        if letter == " " and not ("一" <= text[i - 1] <= "鿿" and "一" <= text[i + 1] <= "鿿"):
            continue
        kept += letter
    return kept.replace(":", "：").replace(",", "，")


def bodies(cell: str) -> tuple[str, ...]:
    cell = normalise(cell).replace(WITH_COMMA_INSIDE, "*")
    return tuple(name.replace("*", WITH_COMMA_INSIDE) for name in cell.split("、"))


def test_the_notice_has_no_problem(extraction: Extraction) -> None:
    assert extraction.problems == []


def test_every_row_equals_the_recount(records: list[Entry]) -> None:
    expected = recount()

    read = [{name: getattr(record, name) for name in expected[0]} for record in records]

    assert read == expected


def test_the_cells_are_the_printed_line(records: list[Entry]) -> None:
    lines = annexes_text().splitlines()

    printed = [lines[int(record.place.removeprefix("line ")) - 1] for record in records]

    assert ["\t".join(record.cells) for record in records] == printed


def test_the_numbers_of_each_list_are_whole(records: list[Entry]) -> None:
    numbers = {
        year: [record.seq for record in records if record.year == year] for year in (2024, 2025)
    }

    assert numbers == {2024: list(range(1, 130)), 2025: list(range(1, 166))}


def test_the_stated_totals_stand_beside_the_lists(extraction: Extraction) -> None:
    assert [(found.stated_count, len(found.entries)) for found in extraction.lists] == [
        (129, 129),
        (165, 165),
    ]


@pytest.mark.parametrize(
    ("field", "figures"),
    [
        ("project_type", {"修订": 103, "制定": 191}),
        ("mandate", {"强制": 74, "推荐": 220}),
        ("domain", {"设备更新": 113, "消费品以旧换新": 115, "循环利用": 66}),
    ],
)
def test_the_figures_of_the_notice(
    records: list[Entry], field: str, figures: dict[str, int]
) -> None:
    assert Counter(getattr(record, field) for record in records) == figures


def test_the_figures_of_the_bodies(records: list[Entry]) -> None:
    named = [record.committees for record in records]

    assert sum(1 for names in named if not names) == 42
    assert sum(1 for names in named if len(names) == 2) == 28
    assert sum(1 for record in records if len(record.departments) == 2) == 3
    assert len({name for names in named for name in names}) == 68
    assert len({name for record in records for name in record.departments}) == 21


def test_the_parts_of_the_information_exchange_family_are_in_both_lists(
    records: list[Entry],
) -> None:
    family = [r for r in records if r.parts.family == "电动汽车充换电服务信息交换"]

    assert sorted(record.parts.part_number or "" for record in family) == ["1", "2", "3", "4", "5"]
    assert {record.year for record in family} == {2024, 2025}


def of_the_notice(sql: str) -> list[tuple[object, ...]]:
    """Rows of the built catalogue; ``mine`` in ``sql`` are the projects of this notice."""
    mine = (
        "with mine as (select projects.* from projects join lists on lists.id = list_id "
        "join notices on notices.id = notice_id where notices.slug = 'samr-2024-34') "
    )
    with closing(sqlite3.connect(DATABASE)) as connection:
        return connection.execute(mine + sql).fetchall()


def test_the_built_catalogue_has_every_row_of_the_recount() -> None:
    built = of_the_notice(
        "select year, seq, title, project_type, mandate, domain from mine order by id"
    )

    assert built == [
        tuple(row[name] for name in ("year", "seq", "title", "project_type", "mandate", "domain"))
        for row in recount()
    ]


@pytest.mark.parametrize(
    ("column", "figures"),
    [
        ("year", {2024: 129, 2025: 165}),
        ("project_type", {"修订": 103, "制定": 191}),
        ("mandate", {"强制": 74, "推荐": 220}),
        ("domain", {"设备更新": 113, "消费品以旧换新": 115, "循环利用": 66}),
    ],
)
def test_the_figures_of_the_built_catalogue(column: str, figures: dict[object, int]) -> None:
    assert dict(of_the_notice(f"select {column}, count(*) from mine group by 1")) == figures  # type: ignore[arg-type]


def test_the_bodies_of_the_built_catalogue() -> None:
    ((without, joint, several),) = of_the_notice(
        "select sum(json_array_length(committees) = 0), sum(json_array_length(committees) = 2), "
        "sum(json_array_length(departments) = 2) from mine"
    )
    named = of_the_notice(
        "select role, count(distinct organization_id) from project_organizations "
        "where project_id in (select id from mine) group by role order by role"
    )

    assert (without, joint, several) == (42, 28, 3)
    assert named == [("主管部门", 21), ("归口单位", 68)]


def test_a_name_with_a_comma_inside_stays_one_body() -> None:
    found = of_the_notice("select committees from mine where code = '2025-121'")

    assert found == [(f'["{WITH_COMMA_INSIDE}"]',)]


def test_codes_and_record_ids_are_made_of_list_and_number() -> None:
    found = of_the_notice("select code, id from mine where seq = 129 order by id")

    assert found == [("2024-129", 10129), ("2025-129", 20129)]
