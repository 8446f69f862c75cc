"""Rows of several lists about one project: what joins them, what is shown, what stays."""

from tests.small_catalogue import COMMITTEE, OTHER_COMMITTEE, MadeList, SmallCatalogue, planned

ADJUSTMENT = ("序号", "计划号", "项目名称", "调整内容", "原因")
ADJUSTED = "国家标准计划项目调整表"
PLAN_NUMBER = "20300001-T-469"
STATUS = "select code, status from projects order by id"


def adjustment(
    list_id: int,
    *rows: tuple[str, ...],
    title: str = ADJUSTED,
    header: tuple[str, ...] = ADJUSTMENT,
) -> MadeList:
    return MadeList(list_id, f"adj-{list_id}", title, header, rows)


def test_three_lists_with_one_plan_number_are_one_project(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned(PLAN_NUMBER, "茶叶冲泡方法"))
    small.plan(2, "2031-01-02", planned("20310001-T-469", "咖啡机"), planned(PLAN_NUMBER, "茶冲泡"))
    small.notice(3, "2032-01-02", adjustment(3, (PLAN_NUMBER, "茶叶感官冲泡方法", "名称变更", "—")))

    found = small.rows("select code, id, title, seq from projects order by id")
    entries = small.rows("select id, project_id, title from entries order by id")

    assert found == [
        ("plan-1-001", 10001, "茶叶感官冲泡方法", 1),
        ("plan-2-001", 20001, "咖啡机", 1),
    ]
    assert entries == [
        (10001, 10001, "茶叶冲泡方法"),
        (20001, 20001, "咖啡机"),
        (20002, 10001, "茶冲泡"),
        (30001, 10001, "茶叶感官冲泡方法"),
    ]


def test_an_older_notice_added_later_changes_neither_code_nor_what_is_shown(
    small: SmallCatalogue,
) -> None:
    small.plan(1, "2031-01-02", planned(PLAN_NUMBER, "新名称", committee=OTHER_COMMITTEE))
    small.plan(2, "2030-01-02", planned(PLAN_NUMBER, "旧名称", committee=COMMITTEE))

    found = small.rows("select code, title, committees, source_cells from projects")

    ((code, title, committees, cells),) = found
    assert (code, title, committees) == ("plan-1-001", "新名称", f'["{OTHER_COMMITTEE}"]')
    assert "新名称" in cells


def test_what_the_newest_list_does_not_say_is_taken_from_the_one_before(
    small: SmallCatalogue,
) -> None:
    small.plan(1, "2030-01-02", planned(PLAN_NUMBER, "茶", type="修订", replaces="GB/T 77-2001"))
    small.notice(2, "2031-01-02", adjustment(2, (PLAN_NUMBER, "茶叶", "名称变更", "—")))

    found = small.rows("select title, project_type, committees, replaces from projects")

    assert found == [("茶叶", "修订", f'["{COMMITTEE}"]', '["GB/T 77-2001"]')]


def test_the_same_title_without_a_plan_number_is_another_project(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", "茶叶冲泡方法"))
    small.plan(2, "2031-01-02", planned("", "茶叶冲泡方法"))

    assert small.rows("select code from projects order by id") == [("plan-1-001",), ("plan-2-001",)]


def test_a_plan_without_a_number_is_joined_by_a_person(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", "茶叶冲泡方法"))
    small.plan(2, "2031-01-02", planned(PLAN_NUMBER, "茶叶感官冲泡方法"))
    small.notice(3, "2032-01-02", adjustment(3, (PLAN_NUMBER, "茶叶感官冲泡方法", "终止", "—")))
    small.link(("plan-2-001", "plan-1-001"))

    found = small.rows("select code, title, plan_number, status from projects")

    assert found == [("plan-1-001", "茶叶感官冲泡方法", PLAN_NUMBER, "计划已终止")]


def test_a_joined_row_of_an_earlier_list_takes_no_identity(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned("", "茶"))
    small.plan(2, "2031-01-02", planned("", "茶叶"))
    small.link(("plan-1-001", "plan-2-001"))

    assert small.rows("select code, title from projects") == [("plan-2-001", "茶叶")]


def test_an_adjustment_says_what_became_of_the_plan(small: SmallCatalogue) -> None:
    numbers = [f"2030000{n}-T-469" for n in range(1, 5)]
    small.plan(1, "2030-01-02", *(planned(number, f"第{number}种茶") for number in numbers))
    told = ("终止", "暂缓执行", "项目周期延长至36个月", "起草单位变更")
    rows = [
        (number, f"第{number}种茶", word, "—") for number, word in zip(numbers, told, strict=True)
    ]
    small.notice(2, "2031-01-02", adjustment(2, *rows))

    statuses = [status for _, status in small.rows(STATUS)]

    assert statuses == ["计划已终止", "计划已暂缓", "未查明", "未查明"]


def test_a_suspended_plan_that_is_taken_up_again_is_suspended_no_longer(
    small: SmallCatalogue,
) -> None:
    small.plan(1, "2030-01-02", planned(PLAN_NUMBER, "茶"))
    small.notice(2, "2031-01-02", adjustment(2, (PLAN_NUMBER, "茶", "暂缓", "—")))
    small.notice(3, "2032-01-02", adjustment(3, (PLAN_NUMBER, "茶", "恢复执行", "—")))

    assert small.rows(STATUS) == [("plan-1-001", "未查明")]


def test_a_heading_says_it_where_no_row_does(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned(PLAN_NUMBER, "茶"))
    ended = adjustment(
        2, (PLAN_NUMBER, "茶"), title="终止的国家标准计划项目", header=ADJUSTMENT[:3]
    )
    small.notice(2, "2031-01-02", ended)

    assert small.rows(STATUS) == [("plan-1-001", "计划已终止")]


def test_a_heading_of_several_adjustments_ends_no_plan(small: SmallCatalogue) -> None:
    small.plan(1, "2030-01-02", planned(PLAN_NUMBER, "茶"), planned("20300002-T-469", "咖啡"))
    rows = ((PLAN_NUMBER, "茶", "周期延长", "—"), ("20300002-T-469", "咖啡", "终止", "—"))
    small.notice(2, "2031-01-02", adjustment(2, *rows, title="调整和终止的国家标准计划项目"))

    assert [status for _, status in small.rows(STATUS)] == ["未查明", "计划已终止"]
