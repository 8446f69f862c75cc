"""Findings: general rules that notice what is odd, and leave the rest alone."""

import sqlite3
from contextlib import closing

import pytest

from etl.database.finding_rows import FINDINGS_SIZE, finding_rows
from etl.inputs.curation import load_curation
from etl.paths import DATABASE
from etl.problems import CatalogueError
from etl.quality.finding import Finding, Subject
from etl.quality.near_texts import inserted_text, inserted_within
from etl.quality.project_findings import project_findings_of
from etl.quality.survey import Survey
from etl.records.entries import Entry
from etl.records.titles import split_title
from etl.scratch import scratch
from schema.vocabulary import FindingKind, ProjectField

CURATION = load_curation()


def project(
    seq: int, title: str, cells: tuple[str, ...] = (), **stated: str | tuple[str, ...]
) -> Subject:
    """A project like any other, but for what is given."""
    usual: dict[str, str | tuple[str, ...]] = {
        "title": title,
        "project_type": "制定",
        "mandate": "推荐",
        "departments": ("商务部",),
        "committees": ("全国钢标准化技术委员会",),
        "domain": "循环利用",
    }
    cells = cells or (str(seq), title)
    entry = Entry(2030, seq, {**usual, **stated}, split_title(title), f"line {seq}", cells)
    return Subject(seq, f"2030-{seq:03}", entry)


def kinds(*subjects: Subject) -> list[tuple[str, FindingKind]]:
    with scratch("") as kept:
        survey = Survey(kept)
        survey.fill(subjects)
        return [
            (f"2030-{finding.project:03}", finding.kind)
            for finding in project_findings_of(survey, CURATION)
        ]


def test_ordinary_projects_have_no_findings() -> None:
    assert kinds(project(1, "防火窗"), project(2, "防火门")) == []


@pytest.mark.parametrize("title", ["集成灶灶", "家用电器电器安全规范", "燃气燃气灶具"])
def test_a_word_printed_twice_is_noticed(title: str) -> None:
    assert kinds(project(1, title)) == [("2030-001", FindingKind.DOUBLED_WORD)]


def test_a_character_that_ends_one_word_and_begins_the_next_is_no_doubling() -> None:
    subjects = project(1, "电器产品品质鉴定"), project(2, "工业产品目录"), project(3, "货品品质")

    assert ("2030-001", FindingKind.DOUBLED_WORD) not in kinds(*subjects)


def test_names_of_bodies_that_differ_by_an_insertion_are_noticed_on_both() -> None:
    found = kinds(
        project(1, "光伏组件", committees=("全国光伏能源系统标准化技术委员会",)),
        project(2, "逆变器", committees=("全国太阳能光伏能源系统标准化技术委员会",)),
    )

    assert ("2030-001", FindingKind.SIMILAR_BODY) in found
    assert ("2030-002", FindingKind.SIMILAR_BODY) in found


def test_short_names_that_begin_alike_are_not_similar() -> None:
    found = kinds(
        project(1, "甲", committees=("全国塑料标准化技术委员会",)),
        project(2, "乙", committees=("全国塑料制品标准化技术委员会",)),
    )

    assert found == []


def test_a_name_that_differs_from_the_official_one_is_noticed() -> None:
    found = kinds(project(1, "组件", committees=("全国太阳能光伏能源系统标准化技术委员会",)))

    assert found == [("2030-001", FindingKind.UNOFFICIAL_NAME)]


def test_a_family_whose_members_disagree_is_noticed_on_each() -> None:
    found = kinds(
        project(1, "某系统第1部分：总则"), project(2, "某系统第2部分：试验", mandate="强制")
    )

    assert found == [
        ("2030-001", FindingKind.FAMILY_DISAGREES),
        ("2030-002", FindingKind.FAMILY_DISAGREES),
    ]


def test_the_only_project_of_a_run_without_a_committee_is_noticed() -> None:
    found = kinds(project(1, "椅"), project(2, "桌"), project(3, "床", committees=()))

    assert found == [("2030-003", FindingKind.MISSING_COMMITTEE)]


def test_a_run_without_committees_is_not_noticed() -> None:
    found = kinds(
        project(1, "椅"), project(2, "桌", committees=()), project(3, "床", committees=())
    )

    assert found == []


def test_a_part_without_a_number_is_noticed() -> None:
    found = kinds(project(1, "某系统第X部分：直流"))

    assert found == [("2030-001", FindingKind.UNNUMBERED_PART)]


def test_odd_typography_is_noticed_where_nearly_all_others_agree() -> None:
    spaced = [
        project(i, f"系统{i}第1部分：总则", cells=(str(i), "系统第 1 部分：总则"))
        for i in range(1, 7)
    ]

    found = kinds(*spaced, project(7, "设备第1部分：总则"))

    assert found == [("2030-007", FindingKind.TYPOGRAPHY)]


@pytest.mark.parametrize(
    ("short", "long", "inserted"),
    [
        ("光伏能源系统", "太阳能光伏能源系统", "太阳能"),
        ("道路交通管理", "道路交通安全管理", "安全"),
        ("道路交通管理", "道路交通管理", None),
        ("钢", "钢铁", None),
        ("家用电器", "照明电器", None),
    ],
)
def test_an_insertion_is_told_from_other_differences(
    short: str, long: str, inserted: str | None
) -> None:
    assert inserted_text(short, long) == inserted


def test_an_insertion_is_found_in_titles_that_go_on_differently() -> None:
    found = inserted_within("信息技术设备互连智能家居测试", "信息技术信息设备互连智能家用系统")

    assert found == "信息"


def _doubts(project: int, count: int) -> list[Finding]:
    return [
        Finding(project, FindingKind.READING, ProjectField.TITLE, "某", f"第{place}处")
        for place in range(count)
    ]


def test_a_finding_more_changes_the_numbers_of_no_other_project() -> None:
    few, more = (
        [row.values["id"] for row in finding_rows([*_doubts(1, earlier), *_doubts(2, 2)])]
        for earlier in (1, 3)
    )

    assert few[1:] == more[3:]


def test_a_project_with_more_findings_than_numbers_is_named() -> None:
    assert len(list(finding_rows(_doubts(10001, FINDINGS_SIZE - 1)))) == FINDINGS_SIZE - 1
    with pytest.raises(CatalogueError, match="project 10001"):
        list(finding_rows(_doubts(10001, FINDINGS_SIZE)))


def test_the_suspicious_values_of_the_notice_are_found() -> None:
    with closing(sqlite3.connect(DATABASE)) as connection:
        found = set(
            connection.execute(
                "select code, kind from findings join projects on projects.id = project_id"
            )
        )

    assert {
        ("2024-072", "重复用字"),
        ("2025-092", "重复用字"),
        ("2024-121", "机构名称近似"),
        ("2025-137", "机构名称近似"),
        ("2024-121", "与正式名称不一致"),
        ("2025-114", "题名用词不一致"),
        ("2025-117", "题名用词不一致"),
        ("2024-083", "同类项目均列归口单位"),
        ("2025-077", "部分号未定"),
        ("2024-078", "排版与通篇不一致"),
    } <= found
