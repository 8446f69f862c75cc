"""Recognition of lists in any layout, and of what is none."""

import pytest

from etl.recognition.lists import StandardsList
from tests.builders import HEADER, TITLE, entries_of, kinds, project, recognise, table

OTHER = "2024年制修订重点国家标准项目清单"
UPPER = ("序号", "标准项目", "标准项目", "标准项目", "单位", "单位", "所属领域")
LOWER = ("序号", "名称", "制定/修订", "强制/推荐", "主管部门", "归口单位", "所属领域")


def shape(found: StandardsList) -> tuple[str, int | None, list[str]]:
    return found.title, found.year, [(row.values or {})["seq"] for row in found.rows]


def test_a_list_is_read_under_its_title() -> None:
    recognition = recognise("附件2", TITLE, table(HEADER, project(1), project(2)))

    assert [shape(found) for found in recognition.lists] == [(TITLE, 2025, ["1", "2"])]
    assert recognition.problems == []


def test_columns_in_another_order_are_found() -> None:
    order = [6, 3, 0, 5, 2, 4, 1]
    rows = [[cells[i] for i in order] for cells in (HEADER, project(1))]

    (found,) = recognise(TITLE, table(*rows)).lists

    assert found.rows[0].values is not None
    assert found.rows[0].values["title"] == project(1)[1]


def test_extra_columns_stay_in_the_cells_and_are_named() -> None:
    rows = table((*HEADER, "经费"), (*project(1), "5"))

    (found,) = recognise(TITLE, rows).lists

    assert found.extra == ("经费",)
    assert found.rows[0].other == {"经费": "5"}


@pytest.mark.parametrize("pages", [1, 2])
def test_a_header_of_two_rows(pages: int) -> None:
    blocks = [table(UPPER, LOWER, project(i)) for i in range(1, pages + 1)]

    (found,) = recognise(TITLE, *blocks).lists

    assert shape(found) == (TITLE, 2025, [str(i) for i in range(1, pages + 1)])


def test_a_title_above_the_header_inside_of_the_table() -> None:
    (found,) = recognise(table((TITLE,) * 7, UPPER, LOWER, project(1))).lists

    assert shape(found) == (TITLE, 2025, ["1"])


def test_titles_below_the_one_header_of_a_table() -> None:
    recognition = recognise(
        table(HEADER, (OTHER, *[""] * 6), project(1), (TITLE,) * 7, project(1), project(2))
    )

    assert [shape(found) for found in recognition.lists] == [
        (OTHER, 2024, ["1"]),
        (TITLE, 2025, ["1", "2"]),
    ]


def test_each_sheet_is_a_list_of_its_year() -> None:
    rows = table(HEADER, project(1))

    recognition = recognise("2024年", rows, "2025年", rows)

    assert [found.year for found in recognition.lists] == [2024, 2025]


def test_a_title_over_two_lines() -> None:
    rows = table(HEADER, project(1), project(2))

    recognition = recognise(
        "2024年制修订重点", "国家标准项目清单", rows, "2025年制修订重点", "国家标准项目清单", rows
    )

    assert [found.title for found in recognition.lists] == [OTHER, TITLE]


def test_a_repeated_header_goes_on_with_the_list() -> None:
    (found,) = recognise(TITLE, table(HEADER, project(1)), "— 1 —", table(HEADER, project(2))).lists

    assert shape(found) == (TITLE, 2025, ["1", "2"])


def test_a_repeated_header_may_name_the_columns_in_another_order() -> None:
    turned = [cells[::-1] for cells in (HEADER, project(2))]

    (found,) = recognise(TITLE, table(HEADER, project(1)), table(*turned)).lists

    assert shape(found) == (TITLE, 2025, ["1", "2"])


def test_a_page_without_a_header_goes_on_with_the_list() -> None:
    (found,) = recognise(TITLE, table(HEADER, project(1)), "2", table(project(2))).lists

    assert shape(found) == (TITLE, 2025, ["1", "2"])


@pytest.mark.parametrize("head", [TITLE, f"{TITLE}（续）", "国家标准项目计划 2023", "附件2"])
def test_a_running_head_begins_no_list(head: str) -> None:
    recognition = recognise(
        head,
        TITLE,
        table(HEADER, project(1)),
        head,
        table(HEADER, project(2)),
        head,
        table(project(3)),
    )

    assert [shape(found) for found in recognition.lists] == [(TITLE, 2025, ["1", "2", "3"])]


def test_numbers_that_start_anew_begin_a_list_without_a_year() -> None:
    other = project(1, "另一种设备")

    recognition = recognise(
        TITLE, table(HEADER, project(1), project(2)), table(HEADER, other, project(2, "又一种"))
    )

    assert [found.year for found in recognition.lists] == [2025, None]


def test_a_page_printed_twice_begins_no_list() -> None:
    page = table(HEADER, project(1), project(2))

    assert len(recognise(TITLE, page, page).lists) == 1


def test_a_header_that_lacks_a_column_makes_its_rows_unusable() -> None:
    header = (HEADER[0], "甲乙", *HEADER[2:])

    recognition = recognise(TITLE, table(header, project(1)))

    assert kinds(recognition.problems) == ["missing_column"]
    assert recognition.lists[0].rows[0].values is None


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (project(2)[:6], "short_row"),
        ((*project(2), "x"), "bad_row"),
        (project(2)[:1], "short_row"),
    ],
)
def test_a_row_that_does_not_fit_is_reported(cells: tuple[str, ...], kind: str) -> None:
    recognition = recognise(TITLE, table(HEADER, project(1), cells, project(3)))

    assert kinds(recognition.problems) == [kind]
    assert recognition.problems[0].place == "row 3"


def test_a_row_with_an_empty_cell_too_many_is_right() -> None:
    recognition = recognise(TITLE, table(HEADER, (*project(1), "", "")))

    assert recognition.problems == []


def test_text_under_no_header_word_is_reported() -> None:
    recognition = recognise(TITLE, table((*HEADER, ""), (*project(1), "x")))

    assert kinds(recognition.problems) == ["bad_row"]


def test_columns_under_one_word_must_agree() -> None:
    header = (*HEADER, HEADER[4])
    good, bad = project(1), project(2)

    recognition = recognise(TITLE, table(header, (*good, good[4]), (*bad, "商务部")))

    assert [problem.place for problem in recognition.problems] == ["row 3"]


def test_rows_without_any_text_are_nothing() -> None:
    recognition = recognise(TITLE, table([""] * 7, HEADER, [" "] * 7, project(1), [""] * 7))

    assert [shape(found) for found in recognition.lists] == [(TITLE, 2025, ["1"])]
    assert recognition.problems == []


@pytest.mark.parametrize("name", ["{}、设备更新", "（{}）设备更新", "{}、化工行业"])
def test_a_row_across_the_table_names_a_group(name: str) -> None:
    first, second = name.format("一"), name.format("二")

    recognition = recognise(
        TITLE, table(HEADER, (first,) * 7, project(1), project(2), (second, *[""] * 6), project(3))
    )

    assert recognition.problems == []
    assert [row.groups for row in recognition.lists[0].rows] == [(first,), (), (second,)]


def test_numbers_may_begin_anew_below_a_group() -> None:
    recognition = recognise(
        TITLE,
        table(
            HEADER,
            ("化工行业",) * 7,
            project(1, "甲设备"),
            project(2, "乙设备"),
            ("机械行业",) * 7,
            project(1, "丙设备"),
        ),
    )

    (found,) = recognition.lists
    assert [row.section for row in found.rows] == [0, 0, 1]


def test_a_section_s_title_in_a_row_is_a_remark() -> None:
    recognition = recognise(
        TITLE, table(HEADER, ("一、设备更新",) * 7, project(1), ("二、其他", *[""] * 6), project(2))
    )

    assert recognition.problems == []
    assert [note.text for note in recognition.lists[0].notes] == ["一、设备更新", "二、其他"]


def test_a_row_with_a_single_text_is_no_remark() -> None:
    recognition = recognise(TITLE, table(HEADER, project(1), ("", "注射器", *[""] * 5)))

    assert len(recognition.lists[0].rows) == 2


@pytest.mark.parametrize(
    "decoy",
    [
        table(("序号", "项目名称", "方向"), ("1", "2024年示范项目", "源头减碳"), ("2", "x", "y")),
        table(("序号", "设备名称", "型号", "执行标准"), ("1", "泵", "x", "GB/T 3216-2016")),
        table(("首页", "政策"), ("标准", "关于")),
        table(("领域", "制定", "修订", "强制", "推荐"), ("设备更新", "1", "2", "3", "4")),
    ],
)
def test_other_tables_are_left_alone(decoy: object) -> None:
    recognition = recognise(decoy, TITLE, table(HEADER, project(1)), decoy)  # type: ignore[arg-type]

    assert [shape(found) for found in recognition.lists] == [(TITLE, 2025, ["1"])]
    assert recognition.problems == []


def test_a_title_above_another_table_is_not_the_list_s() -> None:
    decoy = table(("序号", "项目名称"), ("1", "甲"), ("2", "乙"))

    (found,) = recognise("2023年示范项目清单", decoy, table(HEADER, project(1))).lists

    assert found.year is None


def test_rows_of_projects_without_a_header_are_reported() -> None:
    recognition = recognise(TITLE, table(project(1), project(2)))

    assert recognition.lists == []
    assert kinds(recognition.problems) == ["missing_column"]
    assert "2 rows" in recognition.problems[0].message


def test_a_table_without_a_header_after_a_new_title_is_no_continuation() -> None:
    recognition = recognise(OTHER, table(HEADER, project(1)), TITLE, table(project(2)))

    assert len(recognition.lists[0].rows) == 1
    assert kinds(recognition.problems) == ["missing_column"]


def test_a_header_without_rows_is_reported() -> None:
    assert kinds(recognise(TITLE, table(HEADER)).problems) == ["no_rows"]


def test_a_number_broken_by_a_narrow_column_is_one() -> None:
    rows = [project(i) for i in range(1, 10)]

    found = entries_of(TITLE, table(HEADER, *rows, project("1\n0")))

    assert found.problems == []
    assert [record.seq for record in found.entries] == list(range(1, 11))


@pytest.mark.parametrize(
    "row",
    [
        ("119 废轮胎加工处理 修订 推荐", "中国石油和化学工业联合会", "循环利用"),
        ("119", "废轮胎加工处理修订", "推荐", "中国石油和化学工业联合会"),
        ("信息模型分类与\n119 废轮胎加工 制定 推荐\n应用指南", "某部", "循环利用"),
    ],
)
def test_rows_whose_columns_are_glued_are_not_passed_over(row: tuple[str, ...]) -> None:
    recognition = recognise(TITLE, table(HEADER, project(1)), "2", table(row, row))

    assert kinds(recognition.problems) == ["missing_column"]


@pytest.mark.parametrize("cells", [project(2)[:6], (*project(2), "x")])
def test_a_page_without_a_header_goes_on_in_rows_of_another_width(cells: tuple[str, ...]) -> None:
    recognition = recognise(TITLE, table(HEADER, project(1)), "2", table(cells, project(3), at=9))

    assert [problem.place for problem in recognition.problems] == ["row 9"]
    assert kinds(recognition.problems)[0] in ("short_row", "bad_row")
    assert [row.seq_hint for row in recognition.lists[0].rows] == [1, 2, 3]


def test_rows_of_another_width_with_smaller_numbers_do_not_go_on_with_the_list() -> None:
    rows = [project(1), project(2), project(3)]
    other = [(*project(i, "另一种设备"), "x") for i in (1, 2)]

    recognition = recognise(TITLE, table(HEADER, *rows), "2", table(*other))

    assert kinds(recognition.problems) == ["missing_column"]
    assert len(recognition.lists[0].rows) == 3


def test_a_table_of_other_things_of_the_same_width_does_not_go_on_with_the_list() -> None:
    other = table(*(("甲", f"{i}", "乙", "丙", "丁", "戊", "己") for i in range(5)))

    recognition = recognise(TITLE, table(HEADER, project(1)), "2", other)

    assert len(recognition.lists[0].rows) == 1


def test_a_word_that_only_the_first_page_lost_makes_its_rows_unusable() -> None:
    first = tuple("甲乙" if word == "强制/推荐" else word for word in HEADER)

    recognition = recognise(TITLE, table(first, project(1)), table(HEADER, project(2), at=9))

    (problem,) = recognition.problems
    assert (problem.kind, problem.year) == ("missing_column", 2025)
    assert "row 9" in problem.message
    assert [row.values is None for row in recognition.lists[0].rows] == [True, False]


def test_a_list_prints_numbers_where_any_row_has_one() -> None:
    recognition = recognise(TITLE, table(HEADER, project(1), project("")))

    assert recognition.lists[0].has_numbers


def test_a_group_may_stand_across_a_table_of_two_columns() -> None:
    rows = [("标准编号", "标准名称"), ("化工行业",) * 2, ("HG/T 1-2025", "甲设备通用要求")]

    (found,) = recognise("2025年行业标准公告", table(*rows)).lists

    assert [row.groups for row in found.rows] == [("化工行业",)]


def test_a_header_without_rows_is_placed() -> None:
    (problem,) = recognise(TITLE, table(HEADER)).problems

    assert (problem.place, problem.year) == ("text 1", 2025)
