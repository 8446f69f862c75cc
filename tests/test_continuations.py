"""Rows cut by a page end, told from rows that lost their number."""

import pytest

from etl.recognition.lists import StandardsList
from etl.records.continuations import join_continuations
from tests.builders import HEADER, TITLE, curation, entries_of, kinds, project, recognise, table

LONG = "家用和类似用途设备的安全通用要求"
COMMITTEE = "全国家用电器标准化技术委员会"
UPPER = project(1, LONG[:6], committees=COMMITTEE[:5])
REST = ("", LONG[6:], "", "", "", COMMITTEE[5:], "")


def joined(*blocks: object) -> StandardsList:
    (found,) = recognise(TITLE, *blocks).lists  # type: ignore[arg-type]
    return join_continuations(found, curation())


@pytest.mark.parametrize(
    "pages",
    [
        (table(HEADER, UPPER), table(HEADER, REST, project(2))),
        (table(HEADER, UPPER), "— 2 —", table(REST, project(2))),
        (table(HEADER, UPPER, REST, project(2), page_starts=[3]),),
        (table(HEADER, UPPER, HEADER, REST, project(2), page_starts=[3]),),
    ],
)
def test_the_rest_of_a_row_on_the_next_page_is_joined(pages: tuple[object, ...]) -> None:
    found = joined(*pages)

    assert len(found.rows) == 2
    assert found.rows[0].values is not None
    assert found.rows[0].values["title"] == f"{LONG[:6]}\n{LONG[6:]}"
    assert " and " in found.rows[0].place


def test_a_joined_row_gives_one_record_with_its_printed_cells() -> None:
    result = entries_of(TITLE, table(HEADER, UPPER), table(HEADER, REST))

    (record,) = result.entries
    assert result.problems == []
    assert (record.title, record.committees) == (LONG, (COMMITTEE,))
    assert record.cells[1] == f"{LONG[:6]}\n{LONG[6:]}"


def test_a_row_whose_number_stands_on_the_next_page_is_joined() -> None:
    upper = ("", LONG[:6], "", "推荐", "", COMMITTEE[:5], "设备")
    lower = ("1", LONG[6:], "制定", "", "工业和信息化部", COMMITTEE[5:], "更新")

    result = entries_of(TITLE, table(HEADER, upper), table(HEADER, lower, project(2)))

    assert result.problems == []
    assert (result.entries[0].seq, result.entries[0].title) == (1, LONG)


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (("", "另一标准", "", "", "", "", ""), project(1)),
        (("", "另一标准", "制定", "推荐", "", "", ""), project(1, domain="")),
        (("", "另一标准", "", "推荐", "", "", "设备"), project(1, project_type="", domain="新")),
    ],
)
def test_a_stray_row_is_not_joined_to_the_next_page(
    upper: tuple[str, ...], lower: tuple[str, ...]
) -> None:
    result = entries_of(TITLE, table(HEADER, upper), table(HEADER, lower, project(2)))

    assert "missing_seq" in kinds(result.problems)


def test_a_number_cut_by_the_page_end_is_one() -> None:
    rows = [project(i) for i in range(1, 10)]
    upper = ("1", LONG[:6], "制定", "推荐", "工业和信息化部", COMMITTEE[:5], "设备")
    lower = ("0", LONG[6:], "", "", "", COMMITTEE[5:], "更新")

    result = entries_of(TITLE, table(HEADER, *rows, upper), table(lower, project(11)))

    assert result.problems == []
    assert (result.entries[9].seq, result.entries[9].title) == (10, LONG)


def test_a_number_that_does_not_come_next_is_not_put_together() -> None:
    upper = ("1", LONG[:6], "制定", "推荐", "工业和信息化部", COMMITTEE[:5], "设备")
    lower = ("5", LONG[6:], "", "", "", COMMITTEE[5:], "更新")

    result = entries_of(TITLE, table(HEADER, upper), table(HEADER, lower, project(2)))

    assert result.entries == [] or [record.seq for record in result.entries] == [2]
    assert result.problems != []


def test_a_rest_alone_on_the_last_page_is_joined() -> None:
    assert len(joined(table(HEADER, UPPER), "— 2 —", table(REST)).rows) == 1


def test_a_rest_with_the_title_alone_is_joined() -> None:
    rest = ("", "及试验方法", *[""] * 5)

    assert len(joined(table(HEADER, project(1)), table(HEADER, rest, project(2))).rows) == 2


def test_a_merge_that_reaches_into_the_next_page_is_not_doubled() -> None:
    rest = ("", LONG[6:], "", "", "", COMMITTEE[5:], "设备更新")

    found = joined(table(HEADER, UPPER), table(HEADER, rest))

    assert found.rows[0].values is not None
    assert found.rows[0].values["domain"] == "设备更新"


def test_a_second_committee_on_the_next_page_is_joined() -> None:
    rest = (*[""] * 5, "全国家具标准化技术委员会", "")

    result = entries_of(TITLE, table(HEADER, project(1)), table(HEADER, rest))

    assert result.entries[0].committees == (COMMITTEE, "全国家具标准化技术委员会")


def test_a_row_that_lost_its_number_is_reported() -> None:
    result = entries_of(TITLE, table(HEADER, project(1)), table(HEADER, project(""), project(3)))

    assert kinds(result.problems) == ["missing_seq"]
    assert [record.seq for record in result.entries] == [1, 3]


def test_a_whole_row_without_number_type_and_mandate_is_reported() -> None:
    row = project("", project_type="", mandate="")

    result = entries_of(TITLE, table(HEADER, project(1)), table(HEADER, row, project(3)))

    assert "missing_seq" in kinds(result.problems)
    assert [record.seq for record in result.entries] == [1, 3]


def test_nothing_is_joined_in_the_middle_of_a_page() -> None:
    assert len(joined(table(HEADER, UPPER, REST, project(2))).rows) == 3


def test_what_makes_no_known_body_is_not_joined() -> None:
    rest = ("", LONG[6:], "", "", "", "某某委员会", "")

    assert len(joined(table(HEADER, UPPER), table(HEADER, rest)).rows) == 2


def test_a_text_behind_a_joined_row_keeps_its_place_among_the_rows() -> None:
    found = joined(table(HEADER, UPPER), table(HEADER, REST), "（续）", table(HEADER, project(2)))

    assert len(found.rows) == 2
    assert found.note_positions == [1]


@pytest.mark.parametrize("lower", ["性", ""])
def test_a_nature_cut_by_the_page_end_is_whole_together(lower: str) -> None:
    upper = ("", LONG[:6], "", "推荐", "", COMMITTEE[:5], "设备")
    rest = ("1", LONG[6:], "制定", lower, "工业和信息化部", COMMITTEE[5:], "更新")

    result = entries_of(TITLE, table(HEADER, upper), table(HEADER, rest))

    assert [entry.mandate for entry in result.entries] == ["推荐"]
