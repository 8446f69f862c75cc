"""Rows become entries only if every cell can be trusted."""

import pytest

from etl.inputs.curation import Correction
from etl.problems import Problem
from etl.records.entries import Declared, EntriesOfList, make_entries
from schema.vocabulary import ProjectField
from tests.builders import (
    HEADER,
    TITLE,
    curation,
    entries_of,
    kinds,
    list_of,
    project,
    recognise,
    table,
)


def make(*rows: tuple[str, ...], **options: object) -> EntriesOfList:
    return make_entries(list_of(*rows), curation(), **options)  # type: ignore[arg-type]


def test_a_good_row_is_a_record() -> None:
    result = make(
        project(1, "智能家居第 2 部分： 术语", departments="公安部、商务部", committees="—")
    )

    (record,) = result.entries
    assert result.problems == []
    assert (record.year, record.seq, record.title) == (2025, 1, "智能家居第2部分：术语")
    assert record.departments == ("公安部", "商务部")
    assert record.committees == ()
    assert (record.parts.family, record.parts.part_number) == ("智能家居", "2")


@pytest.mark.parametrize("printed", ["1.", "１", "（1）", " 1 "])
def test_a_number_may_be_dressed(printed: str) -> None:
    assert [record.seq for record in make(project(printed)).entries] == [1]


@pytest.mark.parametrize("printed", ["", "一", "1-2", "0", "l"])
def test_a_row_without_a_number_is_reported(printed: str) -> None:
    result = make(project(printed), project(2))

    assert kinds(result.problems) == ["missing_seq"]
    assert [record.seq for record in result.entries] == [2]


@pytest.mark.parametrize(
    ("field", "value", "kind", "word"),
    [
        ("project_type", "废止", "unknown_value", "制定/修订"),
        ("mandate", "指导", "unknown_value", "强制/推荐"),
        ("mandate", "指导性", "unknown_value", "强制/推荐"),
        ("title", "", "missing_value", "标准项目名称"),
    ],
)
def test_a_cell_that_cannot_be_used_is_named(field: str, value: str, kind: str, word: str) -> None:
    result = make(project(1, **{field: value}))

    (problem,) = result.problems
    assert (problem.kind, problem.column, problem.seq, problem.place) == (kind, word, 1, "row 2")
    assert problem.expected
    assert problem.next_step
    assert result.entries == []


def test_an_unknown_domain_among_known_ones_is_named() -> None:
    result = make(project(1), project(2, domain="其他"))

    assert [(problem.kind, problem.seq) for problem in result.problems] == [("unknown_value", 2)]
    assert [entry.seq for entry in result.entries] == [1]


def test_a_column_of_domains_of_another_kind_stays_under_its_word() -> None:
    result = make(project(1, domain="现代农业"), project(2, domain="社会治理"))

    assert kinds(result.problems) == ["unknown_column"]
    assert [entry.other for entry in result.entries] == [
        {"所属领域": "现代农业"},
        {"所属领域": "社会治理"},
    ]


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("departments", "某某部", "主管部门"),
        ("departments", "全国家用电器标准化技术委员会", "主管部门"),
        ("committees", "全国家用电器", "归口技术委员会"),
    ],
)
def test_an_undecided_body_is_named_and_stays_in_its_row(field: str, value: str, word: str) -> None:
    result = make(project(1, **{field: value}))

    (problem,) = result.problems
    assert (problem.kind, problem.column, problem.seq) == ("unknown_body", word, 1)
    assert problem.is_error
    assert [entry.texts(field) for entry in result.entries] == [(value,)]


@pytest.mark.parametrize("field", ["mandate", "departments", "committees", "domain"])
def test_what_a_row_does_not_print_is_not_stated(field: str) -> None:
    result = make(project(1, **{field: ""}), project(2))

    assert result.problems == []
    assert field not in result.entries[0].values


@pytest.mark.parametrize("field", ["mandate", "departments", "committees", "domain"])
def test_the_only_empty_cell_of_a_long_column_is_a_lost_one(field: str) -> None:
    rows = [project(n) for n in range(1, 30)]
    rows[7] = project(8, **{field: ""})

    result = make(*rows)

    assert [(problem.kind, problem.seq) for problem in result.problems] == [("missing_value", 8)]
    assert [entry.seq for entry in result.entries] == [n for n in range(1, 30) if n != 8]
    assert len(make(*rows, accept=accept_all).entries) == 29


@pytest.mark.parametrize("title", ["45292", "TRUE", "#REF!"])
def test_a_title_without_chinese_words_is_not_loaded(title: str) -> None:
    result = make(project(1, title))

    assert kinds(result.problems) == ["suspicious_text"]
    assert result.entries == []


def test_all_problems_of_a_row_are_reported_together() -> None:
    result = make(project(1, "", project_type="废止", mandate="无效"))

    assert len(result.problems) == 3


def test_other_spellings_of_values_are_known() -> None:
    (record,) = make(project(1, project_type="制 订", mandate="强制性", committees="——")).entries

    assert (record.project_type, record.mandate, record.committees) == ("制定", "强制", ())


def test_lines_of_wrapped_cells_are_joined() -> None:
    result = make(
        project(
            1,
            "家用设备\n通用要求",
            mandate="推\n荐",
            committees="全国家用电器标准化\n技术委员会\n全国家具标准化技术委员会",
        )
    )

    (record,) = result.entries
    assert record.title == "家用设备通用要求"
    assert record.committees == ("全国家用电器标准化技术委员会", "全国家具标准化技术委员会")


def test_a_title_is_read_without_the_marks_that_quote_it() -> None:
    result = make(project(1, "《家用设备通用要求》"), project(2, "家用设备《标志》要求"))

    assert [entry.title for entry in result.entries] == ["家用设备通用要求", "家用设备《标志》要求"]


def test_control_characters_are_left_out_with_a_warning() -> None:
    result = make(project(1, "家用\x07设备通用要求"))

    assert kinds(result.problems) == ["control_chars"]
    assert result.entries[0].title == "家用设备通用要求"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("家用\ufffd设备", "undecodable_chars"),
        ("家用\ue123设备", "undecodable_chars"),
        ("家用㬵粘剂", "suspicious_text"),
        ("家用(cid:12)设备", "suspicious_text"),
        ("家用?设备", "suspicious_text"),
    ],
)
def test_damaged_text_is_not_loaded(title: str, kind: str) -> None:
    result = make(project(1, title))

    assert kinds(result.problems) == [kind]
    assert result.entries == []


def test_radicals_are_repaired() -> None:
    assert make(project(1, "电动汽⻋⽤设备")).entries[0].title == "电动汽车用设备"


def accept_all(_: Problem) -> bool:
    return True


def test_an_accepted_doubt_about_text_loads_the_row() -> None:
    assert len(make(project(1, "家用㬵粘剂"), accept=accept_all).entries) == 1


def test_an_accepted_place_out_of_order_loads_the_rows() -> None:
    rows = [project(1), project(3), project(2), project(4)]

    assert len(make(*rows).entries) == 2
    assert len(make(*rows, accept=accept_all).entries) == 4


@pytest.mark.parametrize(
    "rows",
    [
        (project(1, mandate="指导"),),
        (project(""), project("一")),
        (project(1), project(1, "另一种设备")),
    ],
)
def test_what_is_unknown_is_not_loaded_even_if_accepted(rows: tuple[tuple[str, ...], ...]) -> None:
    assert make(*rows, accept=accept_all).entries == []


def test_a_correction_replaces_the_printed_value() -> None:
    correction = Correction(
        project="2025-001",
        field=ProjectField.DOMAIN,
        source="设备更薪",
        published="设备更新",
        reason="r",
        evidence="e",
    )

    result = make(project(1, domain="设备更薪"), corrections={(1, "domain"): correction})

    assert result.entries[0].domain == "设备更新"
    assert result.entries[0].cells[-1] == "设备更薪"
    assert [applied.seq for applied in result.applied] == [1]


def test_rows_of_a_list_without_numbers_are_counted() -> None:
    result = entries_of(TITLE, table(HEADER[1:], project(1)[1:], project(2)[1:]))

    assert kinds(result.problems) == ["seq_inferred"]
    assert [record.seq for record in result.entries] == [1, 2]


def test_rows_with_all_numbers_empty_are_counted() -> None:
    result = entries_of(TITLE, table(HEADER, project("", "甲设备"), project("", "乙设备")))

    assert kinds(result.problems) == ["seq_inferred"]
    assert [record.seq for record in result.entries] == [1, 2]


@pytest.mark.parametrize(
    "rows",
    [
        [project(1)[1:], project(2)[1:-1]],
        [project(1)[1:], project(1)[1:]],
        [project(1)[1:], ("续", *[""] * 4, "x")],
    ],
)
def test_rows_that_may_be_too_few_or_too_many_are_not_counted(rows: list[tuple[str, ...]]) -> None:
    result = entries_of(TITLE, table(HEADER[1:], *rows))

    assert "missing_seq" in kinds(result.problems)
    assert result.entries == []


def test_a_stated_total_that_differs_forbids_counting() -> None:
    found = list_of(project("", "甲设备"), project("", "乙设备"))

    assert make_entries(found, curation(), declared=Declared(stated=3)).entries == []
    assert len(make_entries(found, curation(), declared=Declared(stated=2)).entries) == 2


def test_equal_rows_count_once() -> None:
    result = make(project(1), project(1), project(2))

    assert kinds(result.problems) == ["duplicate_row"]
    assert result.printed_rows == 2
    assert [record.seq for record in result.entries] == [1, 2]


@pytest.mark.parametrize("field", ["departments", "committees"])
def test_a_body_named_twice_is_doubted(field: str) -> None:
    name = project(1)[{"departments": 4, "committees": 5}[field]]

    result = make(project(1, **{field: f"{name}、{name}"}))

    assert [(problem.kind, problem.seq) for problem in result.problems] == [("suspicious_text", 1)]
    assert name in result.problems[0].message
    assert result.entries == []


def test_an_unknown_body_named_twice_is_one_decision() -> None:
    result = make(project(1, committees="某某委员会、某某委员会"))

    assert kinds(result.problems) == ["unknown_body", "suspicious_text"]


def test_a_committee_in_the_column_of_departments_is_named_with_the_role() -> None:
    result = make(project(1, departments="全国家用电器标准化技术委员会"))

    assert "主管部门" in result.problems[0].message


@pytest.mark.parametrize(("rows", "missing"), [(19, 0), (20, 1)])
def test_only_a_long_list_shows_that_an_empty_cell_is_a_lost_one(rows: int, missing: int) -> None:
    cells = [project(n) for n in range(1, rows)]

    result = make(*cells, project(rows, mandate=""))

    assert len(result.problems) == missing
    assert len(result.entries) == rows - missing


def test_constants_of_the_notice_are_read_as_cells_are() -> None:
    found = list_of(project(1))
    said = {"departments": "公安部、商务部", "period_months": "24个月", "drafters": "某某研究院"}

    result = make_entries(found, curation(), declared=Declared(constants=said))

    assert result.constants["departments"] == ("公安部", "商务部")
    assert result.constants["period_months"] == 24
    assert [(problem.kind, problem.value) for problem in result.problems] == [
        ("unknown_body", "某某研究院")
    ]


PLAN_HEADER = ("序号", "计划号", "项目名称", "标准性质", "制修订", "代替标准号", "完成时限")
PLAN_TITLE = "2025年国家标准计划项目汇总表"


def plan(
    seq: int, number: str = "", mandate: str = "", replaces: str = "", due: str = ""
) -> tuple[str, ...]:
    return (str(seq), number, f"第{seq}种设备通用要求", mandate, "制定", replaces, due)


def plans(*rows: tuple[str, ...], title: str = PLAN_TITLE) -> EntriesOfList:
    return entries_of(title, table(PLAN_HEADER, *rows))


def test_the_nature_is_read_from_the_plan_number_where_no_column_states_it() -> None:
    result = plans(plan(1, "20250001-T-469"), plan(2, "20250002-Q-469"), plan(3, "20250003-Z-469"))

    assert result.problems == []
    assert [entry.mandate for entry in result.entries] == ["推荐", "强制", "指导"]


def test_the_nature_is_read_from_the_number_of_a_standard() -> None:
    header = ("序号", "标准编号", "标准名称", "代替标准号", "实施日期")
    rows = [("1", "GB/T 99990-2025", "甲设备", "", ""), ("2", "GB 99991-2025", "乙设备", "", "")]

    result = entries_of("2025年国家标准公告", table(header, *rows))

    assert [entry.mandate for entry in result.entries] == ["推荐", "强制"]


def test_a_stated_nature_against_the_plan_number_is_a_problem() -> None:
    result = plans(plan(1, "20250001-T-469", "强制"), plan(2, "20250002-T-469", "推荐"))

    (problem,) = result.problems
    assert (problem.kind, problem.seq, problem.place) == ("value_conflict", 1, "row 2")
    assert problem.column
    assert problem.expected
    assert "corrections.yml" in problem.next_step
    assert [entry.seq for entry in result.entries] == [2]


def test_a_heading_s_nature_against_the_plan_number_is_a_problem() -> None:
    result = plans(plan(1, "20250001-T-469"), title="2025年强制性国家标准计划项目汇总表")

    assert kinds(result.problems) == ["value_conflict"]


def test_a_cell_that_cannot_be_read_stays_under_its_word() -> None:
    result = plans(plan(1, "20250001-T-469", replaces="见\n附录"))

    (problem,) = result.problems
    (entry,) = result.entries
    assert (problem.kind, problem.column, problem.seq) == ("unread_value", "代替标准号", 1)
    assert problem.expected
    assert problem.next_step
    assert "replaces" not in entry.values
    assert entry.other == {"代替标准号": "见 附录"}


def test_what_is_replaced_in_part_is_told() -> None:
    result = plans(plan(1, "20250001-T-469", replaces="GB/T 1-2008、GB/T 2-2009（部分代替）"))

    (entry,) = result.entries
    assert entry.texts("replaces") == ("GB/T 1-2008", "GB/T 2-2009")
    assert entry.told == {"replaces_partly": "GB/T 2-2009"}


def test_a_period_in_the_column_of_dates_is_a_period() -> None:
    (entry,) = plans(plan(1, "20250001-T-469", due="18个月")).entries

    assert entry.values["period_months"] == 18
    assert "due_on" not in entry.values


def test_rows_below_a_group_have_what_it_says() -> None:
    group = ("一、强制性标准", *[""] * 6)

    result = plans(group, plan(1), plan(2))

    assert [entry.mandate for entry in result.entries] == ["强制", "强制"]


def test_a_group_that_names_no_field_is_kept() -> None:
    result = plans(("一、其他", *[""] * 6), plan(1))

    assert [entry.other for entry in result.entries] == [{"分组": "其他"}]


def test_numbers_that_begin_anew_below_a_group_are_raised() -> None:
    groups = [(name, *[""] * 6) for name in ("一、化工行业", "二、机械行业")]

    result = plans(groups[0], plan(1), plan(2), groups[1], plan(1), plan(2))

    assert result.problems == []
    assert [(entry.section, entry.seq) for entry in result.entries] == [
        (0, 1),
        (0, 2),
        (1, 3),
        (1, 4),
    ]


def test_a_correction_is_of_the_row_with_its_number_where_numbers_begin_anew() -> None:
    groups = [(name, *[""] * 6) for name in ("一、化工行业", "二、机械行业")]
    rows = (groups[0], plan(1), plan(2), groups[1], plan(1), plan(2))
    (found,) = recognise(PLAN_TITLE, table(PLAN_HEADER, *rows)).lists
    title = plan(1)[2]
    correction = Correction(
        project="2025-003",
        field=ProjectField.TITLE,
        source=title,
        published="机械通用要求",
        reason="r",
        evidence="e",
    )

    result = make_entries(found, curation(), {(3, "title"): correction})

    titles = {entry.seq: entry.title for entry in result.entries}
    assert (titles[1], titles[3]) == (title, "机械通用要求")
    assert [applied.seq for applied in result.applied] == [3]


def test_a_gap_below_a_group_is_named() -> None:
    groups = [(name, *[""] * 6) for name in ("一、化工行业", "二、机械行业")]

    result = plans(groups[0], plan(1), plan(2), groups[1], plan(1), plan(3), plan(4))

    assert [(problem.kind, problem.seq) for problem in result.problems] == [("seq_gap", 2)]


def test_a_text_that_stands_in_a_gap_is_quoted_with_it() -> None:
    pages = table(HEADER, project(1)), "2 节能导则 制定 推荐", table(HEADER, project(3))

    result = entries_of(TITLE, *pages)

    (problem,) = [problem for problem in result.problems if problem.kind == "seq_gap"]
    assert "节能导则" in problem.message


@pytest.mark.parametrize(
    ("cells", "kind", "column"),
    [
        ({"title": "家用\x07设备"}, "control_chars", "标准项目名称"),
        ({"title": "家用\ufffd设备"}, "undecodable_chars", "标准项目名称"),
        ({"title": "家用㬵粘剂"}, "suspicious_text", "标准项目名称"),
        ({"mandate": "指导"}, "unknown_value", "强制/推荐"),
        ({"committees": "某某委员会"}, "unknown_body", "归口技术委员会"),
        ({"departments": "公安部、公安部"}, "suspicious_text", "主管部门"),
        ({"title": ""}, "missing_value", "标准项目名称"),
    ],
)
def test_a_problem_says_where_what_and_what_to_do(
    cells: dict[str, str], kind: str, column: str
) -> None:
    (problem,) = make(project(1, **cells)).problems

    assert (problem.kind, problem.column) == (kind, column)
    assert (problem.year, problem.seq, problem.place) == (2025, 1, "row 2")
    printed = next(iter(cells.values()))
    assert not printed or any(word in problem.message for word in (printed, repr(printed)))
    assert problem.expected
    assert problem.next_step[0].isupper()


def test_a_list_that_cannot_be_counted_says_why() -> None:
    rows = [project(1)[1:], ("", *project(2)[2:])]

    (problem,) = [p for p in entries_of(TITLE, table(HEADER[1:], *rows)).problems if p.is_error][:1]

    assert problem.kind == "missing_seq"
    assert "row 3 has no title" in problem.message


def test_unknown_columns_are_named_once() -> None:
    rows = table((*HEADER, "经费", "甲乙"), (*project(1), "5", "x"), (*project(2), "6", ""))

    result = entries_of(TITLE, rows)

    (problem,) = result.problems
    assert (problem.kind, problem.year) == ("unknown_column", 2025)
    assert "经费, 甲乙" in problem.message
    assert not problem.is_error
    assert [entry.other for entry in result.entries] == [{"经费": "5", "甲乙": "x"}, {"经费": "6"}]


@pytest.mark.parametrize(
    ("numbers", "level"),
    [
        (("20250001-T-469", "20250002-T-469"), "国家"),
        (("2025-0001T-HG", "2025-0002T-HG"), "行业"),
        (("20250001-T-469", "2025-0002T-HG"), None),
    ],
)
def test_the_level_of_a_list_is_that_of_all_its_numbers(
    numbers: tuple[str, str], level: str | None
) -> None:
    result = plans(*(plan(i, number) for i, number in enumerate(numbers, start=1)))

    assert result.level == level
