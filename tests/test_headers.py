"""Header words matched by meaning."""

import pytest

from etl.recognition.headers import REQUIRED, match_header
from tests.builders import HEADER


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
    assert header.columns == dict(zip(("seq", *REQUIRED), range(7), strict=True))


def test_columns_may_stand_in_any_order() -> None:
    header = match_header(HEADER[::-1])

    assert header is not None
    assert header.columns["seq"] == 6
    assert header.columns["domain"] == 0


def test_extra_columns_are_named() -> None:
    header = match_header(("计划号", *HEADER, "代替标准号", "项目周期"))

    assert header is not None
    assert header.extra == ("计划号", "代替标准号", "项目周期")


def test_the_more_specific_of_two_words_is_the_field() -> None:
    header = match_header((*HEADER, "编号"))

    assert header is not None
    assert header.columns["seq"] == 0
    assert header.extra == ("编号",)


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
    assert header.missing == ()


@pytest.mark.parametrize("lost", range(1, 7))
def test_a_header_that_lacks_a_column_says_which(lost: int) -> None:
    words = [*HEADER[:lost], "甲乙", *HEADER[lost + 1 :]]

    header = match_header(words)

    assert header is not None
    assert header.missing == (REQUIRED[lost - 1],)


@pytest.mark.parametrize(
    "words",
    [
        ("序号", "项目名称", "方向", "建设内容", "地区", "实施主体"),
        ("序号", "标准号", "标准名称", "标准性质", "主管部门", "归口单位", "实施日期"),
        ("首页", "政策", "标准", "关于"),
        ("领域", "制定", "修订", "强制", "推荐", "合计"),
        ("1", "节能技术评价导则", "修订", "推荐", "国家标准化管理委员会", "—", "设备更新"),
        (),
    ],
)
def test_other_rows_are_no_header(words: tuple[str, ...]) -> None:
    assert match_header(words) is None
