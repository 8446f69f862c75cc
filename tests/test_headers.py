"""Header words matched by meaning."""

import pytest

from etl.recognition.headers import match_header
from tests.builders import HEADER

FIELDS = ("title", "project_type", "mandate", "departments", "committees", "domain")


@pytest.mark.parametrize(
    "words",
    [
        HEADER,
        ("编号", "项目名称", "制修订", "标准性质", "主管单位", "归口单位", "领域"),
        (
            "序 号",
            "标准\n项目名称",
            "制定 ／ 修订",
            "强制\n/推荐",
            "主 管 部 门",
            "归口技术\n委员会",
            "所属领域",
        ),
        (
            "No.",
            "标准（项目）名称",
            "制、修订",
            "强制性或推荐性",
            "主管部门（单位）",
            "归口",
            "重点领域",
        ),
        (
            "序号",
            "标准名称",
            "制订/修订",
            "标准属性",
            "主管部门*",
            "归口单位（或技术委员会）",
            "应用领域",
        ),
    ],
)
def test_usual_spellings_are_known(words: tuple[str, ...]) -> None:
    header = match_header(words)

    assert header is not None
    assert header.columns == dict(zip(("seq", *FIELDS), range(7), strict=True))


def test_columns_may_stand_in_any_order() -> None:
    header = match_header(HEADER[::-1])

    assert header is not None
    assert header.columns["seq"] == 6
    assert header.columns["domain"] == 0


def test_words_of_no_field_are_named() -> None:
    header = match_header(("标准体系编号", *HEADER, "经费"))

    assert header is not None
    assert header.unread == {"标准体系编号": 0, "经费": 8}


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (("1", "2", "3"), "seq"),
        (("20240001-T-469", "20240002-Q-339"), "plan_number"),
        (("GB/T 1234-2024", "GB 5678.1-2024"), "number"),
    ],
)
def test_the_cells_say_what_a_doubtful_word_means(cells: tuple[str, ...], field: str) -> None:
    header = match_header(
        ("编号", "标准名称", "起草单位"), None, [(cell, "", "") for cell in cells]
    )

    assert header is not None
    assert header.columns[field] == 0


def test_a_doubtful_word_over_other_cells_is_no_field() -> None:
    words = ("序号", "标准名称", "制修订", "标准类别")

    header = match_header(words, None, [("1", "", "", "产品"), ("2", "", "", "方法")])

    assert header is not None
    assert header.unread == {"标准类别": 3}


def test_an_unlisted_word_is_known_by_its_end() -> None:
    header = match_header(("序号", "拟采用标准名称", "拟牵头起草单位", "计划号"))

    assert header is not None
    assert header.columns == {"seq": 0, "title": 1, "drafters": 2, "plan_number": 3}


def test_one_word_over_two_columns_makes_twins() -> None:
    header = match_header((*HEADER, HEADER[5]))

    assert header is not None
    assert header.twins == {"committees": (7,)}


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (
            ("序号", "标准", "标准", "标准", "单位", "单位", "所属领域"),
            ("序号", "名称", "制修订", "性质", "主管部门", "归口单位", "所属领域"),
        ),
        (
            ("序号", "标准", "", "", "单位", "", "所属领域"),
            ("", "名称", "制修订", "性质", "主管部门", "归口单位", ""),
        ),
        (
            ("序号", "标准项目名称", "制定/", "强制/", "主管", "归口技术", "所属"),
            ("", "", "修订", "推荐", "部门", "委员会", "领域"),
        ),
    ],
)
def test_a_header_of_two_rows_is_read_as_one(
    upper: tuple[str, ...], lower: tuple[str, ...]
) -> None:
    header = match_header(upper, lower)

    assert header is not None
    assert header.columns == dict(zip(("seq", *FIELDS), range(7), strict=True))


def test_a_header_that_lost_the_word_of_its_titles_is_still_one() -> None:
    header = match_header([HEADER[0], "甲乙", *HEADER[2:]])

    assert header is not None
    assert not header.is_titled


@pytest.mark.parametrize(
    "words",
    [
        ("序号", "标准编号", "标准名称", "代替标准号", "实施日期"),
        ("标准编号", "标准名称"),
        ("标准类型", "标准名字", "归口单位"),
        ("计划号", "项目名称"),
        ("序号", "项目名称", "制定/修订", "起草单位"),
    ],
)
def test_titles_and_a_word_of_standards_make_a_header(words: tuple[str, ...]) -> None:
    assert match_header(words) is not None


def test_without_a_word_of_standards_the_heading_decides() -> None:
    words = ("序号", "项目名称", "承担单位")

    assert match_header(words) is None
    assert match_header(words, headed=True) is not None


@pytest.mark.parametrize(
    "words",
    [
        ("序号", "项目名称", "承担单位", "预算金额（万元）"),
        ("序号", "项目名称", "承担单位", "试点地区"),
        ("序号", "姓名", "单位", "职务"),
        ("序号", "设备名称", "型号", "执行标准"),
    ],
)
def test_words_of_other_things_outweigh_the_heading(words: tuple[str, ...]) -> None:
    assert match_header(words, headed=True) is None


@pytest.mark.parametrize(
    "words",
    [
        ("序号", "项目名称", "方向", "建设内容", "地区", "实施主体"),
        ("首页", "政策", "标准", "关于"),
        ("领域", "制定", "修订", "强制", "推荐", "合计"),
        ("1", "节能技术评价导则", "修订", "推荐", "国家标准化管理委员会", "—", "设备更新"),
        (),
    ],
)
def test_other_rows_are_no_header(words: tuple[str, ...]) -> None:
    assert match_header(words) is None
